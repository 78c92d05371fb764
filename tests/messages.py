"""The code, the command line and the templates -> every text that wsisc shows to a person, one a line.

A text of the code is a literal in which words are separated by spaces, or that is passed on as a message, hint, title or
such. Values are written `{...}`; where a value is one of several literals, these: `{word|words}`.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from wsisc.cli import group

_SHOWN = {"message", "hint", "help", "title", "summary", "label", "note", "prompt", "short_help", "epilog"}
_CODE_CALLS = {"compile", "match", "search", "fullmatch", "sub", "finditer", "findall", "split", "getLogger"}
_CODE = re.compile(
    r"""\\[sSwWdDbBpP(){}]|\(\?|\[\^[^a-z\]{.]|^[\s"'/>{.…}]*</?[\w!?#:{]|/?>$|xmlns|\w="|^[\w-]+=[\w-]+,|;$|^\{?[a-z-]+: ?[\w{#"'-]+; ?"""
    r"""|^\s*[.#@]\w[\w ]*[{(]|^(?:[a-z]+\|)+|^import |^\{\.\.\.\}(?:[ .,·|-]*\{\.\.\.\})*$|^[\w./:+-]*/[\w./:+-]*$"""
    r"""|^[^\W\d]{1,2}$|^[^a-zA-Z]+$|^[a-z]+/[a-z]+;|'self'|'none'|^light dark$|^\$\{\{|^\w+\[\w+[,\[]|^dict\[|^#(?:\w|\{\.\.\.\}\[)""",
    re.MULTILINE,
)
_WORDS = re.compile(r"[^\W\d_]\S* +\S*[^\W\d_]|[^\W\d_]\S* \{|\} \S*[^\W\d_]")
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|\{[^{}]*\}")
_TAG = re.compile(r"</?(?:a|b|bdi|i|em|strong|span|code|kbd)\b(?:[^<>]|\{\{.*?\}\})*>")
_ATTRIBUTE = re.compile(r'(?:aria-label|alt|title|placeholder|data-[a-z-]+|content)="([^"]+)"')


def of_code(folder: Path) -> dict[str, set[str]]:
    """Return the texts of every package of a folder; those of modules outside packages are under ""."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        package = path.relative_to(folder).parent.parts[:1]
        found.setdefault("".join(package), set()).update(_texts(_without_patterns(path.read_text("utf-8"))))
    return {package: texts for package, texts in sorted(found.items()) if texts}


def _without_patterns(code: str) -> ast.Module:
    """Return a module without its constants that are regular expressions: `re.search(_NAME, text)`."""
    tree = ast.parse(code)
    calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call) and each.args and _is_of_patterns(each))
    names = {each.id for call in calls for each in ast.walk(call.args[0]) if isinstance(each, ast.Name)}
    tree.body = [
        each for each in tree.body if not (isinstance(each, ast.Assign) and getattr(each.targets[0], "id", "") in names)
    ]
    return tree


def _is_of_patterns(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re"


def _texts(tree: ast.AST, shown: bool = False) -> Iterator[str]:
    """Yield the texts below a node; `shown` says that it is passed on as one, even if it is a single word."""
    if isinstance(tree, ast.Call) and _name(tree) in ("t", "t_in", "plural"):
        yield from (" ".join(_PLACEHOLDER.sub(_unname, each).split()) for each in _msgids(tree))
        tree = ast.Tuple([each.value for each in tree.keywords])
    if isinstance(tree, ast.JoinedStr | ast.Constant):
        text = _text(tree)
        if (shown and text.strip() and not _CODE.search(text)) or (_WORDS.search(text) and not _CODE.search(text)):
            yield " ".join(text.split())
        if isinstance(tree, ast.Constant):
            return
    for child in _children(tree):
        is_shown = isinstance(child, ast.keyword) and child.arg in _SHOWN
        yield from _texts(child, is_shown or (shown and isinstance(tree, ast.keyword | ast.IfExp)))


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _msgids(call: ast.Call) -> list[str]:
    texts = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return texts[1:] if _name(call) == "t_in" else texts


def _unname(placeholder: re.Match[str]) -> str:
    return placeholder[0][1:-1] if placeholder[0].startswith("{{") else "{...}"


def _children(node: ast.AST) -> Iterable[ast.AST]:
    """Return the nodes below a node, without docstrings, annotations, regular expressions and the help of options."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return ()
    if isinstance(node, ast.Call):
        name = _name(node)
        if name in _CODE_CALLS and _is_of_patterns(node):
            return ()
        if name in ("option", "argument", "Option", "Argument"):  # the help of commands has it
            return [each for each in ast.iter_child_nodes(node) if getattr(each, "arg", "") != "help"]
    if isinstance(node, ast.JoinedStr):
        return [each.value for each in node.values if isinstance(each, ast.FormattedValue) and not _choices(each.value)]
    if isinstance(node, ast.arg | ast.ImportFrom):
        return ()
    if isinstance(node, ast.AnnAssign):
        return [node.value] if node.value else ()
    return ast.iter_child_nodes(node)


def _text(node: ast.JoinedStr | ast.Constant) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(
        _text(each) if isinstance(each, ast.Constant) else "{" + ("|".join(_choices(each.value)) or "...") + "}"
        for each in node.values
        if isinstance(each, ast.Constant | ast.FormattedValue)
    )


def _choices(node: ast.AST) -> list[str]:
    """Return the literals of which a value is one, [] for a value of another kind."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [_text(node)]
    if isinstance(node, ast.IfExp):
        of_each = [_choices(node.body), _choices(node.orelse)]
        return [*of_each[0], *of_each[1]] if all(of_each) else []
    return []


def of_commands() -> Iterator[str]:
    """Yield the help of the command line and of every command."""

    def within(command: click.Command, ctx: click.Context) -> Iterator[str]:
        yield command.get_help(ctx)
        if isinstance(command, click.Group):
            for name in command.list_commands(ctx):
                if found := command.get_command(ctx, name):
                    yield from within(found, _context(found, name, ctx))

    yield from within(group, _context(group, "wsisc", None))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command, parent=parent, info_name=name, max_content_width=120, terminal_width=120, **command.context_settings
    )


def of_data(path: Path) -> Iterator[str]:
    """Yield the texts of a YAML or JSON file: of a schema, those which describe."""
    data = json.loads(path.read_text("utf-8")) if path.suffix == ".json" else yaml.safe_load(path.read_text("utf-8"))

    def is_shown(key: str) -> bool:
        if path.suffix == ".json":
            return key == "description"
        return key not in ("fails", "passes", "run", "reference", "body") and not key.isupper()

    def within(data: Any, key: str) -> Iterator[str]:
        if isinstance(data, dict):
            for key, value in data.items():
                yield from within(value, key)
        elif isinstance(data, list):
            for value in data:
                yield from within(value, key)
        elif isinstance(data, str) and is_shown(key) and " " in data.strip() and not data.startswith("${{"):
            yield " ".join(data.split())

    yield from within(data, "")


def of_page(path: Path) -> Iterator[str]:
    """Yield the texts of a template of a page."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", "{...}", re.sub(r"\{%.*?%\}", "\x00", text, flags=re.DOTALL), flags=re.DOTALL)
    inside = [found[1] for found in _ATTRIBUTE.finditer(text)]
    for each in [*re.split(r"<[^<>]*>|\x00", _TAG.sub("", text)), *inside]:
        words = " ".join(each.split())
        if re.search(r"[^\W\d_]{2}", re.sub(r"\{\.\.\.\}", "", words)) and not _CODE.search(words):
            yield words


def of_plain_text(path: Path) -> Iterator[str]:
    """Yield the lines of a template of a plain text."""
    for line in re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL).splitlines():
        if " " in line.strip() and not line.strip().startswith("{%"):
            yield " ".join(line.split())

"""A rich text and an edit of it -> the text with the edit, all else as it was; or nothing, where that cannot be.

Whatever is tried is read again: the blocks must be those that were there, but for the one that was meant.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from wsisc.diff import tree
from wsisc.diff.tree import Atom, Names, Node, Signature
from wsisc.merge import table_rows

_MARKER = re.compile(r"(?P<number>\d+)(?P<sign>[.)])|[-*+]")
_LEAST_WIDTH = 60

type _Replacement = tuple[int, int, str]


class Applied(NamedTuple):
    """A text with an edit, and the node that it was made of: with the last item of a list the list goes too.

    `is_joined` tells that two lists are one now, so that what stands behind them is no longer where it was.
    """

    text: str
    where: tuple[int, ...]
    is_joined: bool = False


def apply(text: str, action: str, where: tuple[int, ...], made: str, words: str, names: Names) -> Applied | None:
    """Return a text with an edit, or None where it cannot be made so that nothing else changes.

    `made` is the Markdown of what shall stand there, whose `words` are these.
    """
    root = tree.parse(text, names)
    if not _is_there(root, where, action):
        return None
    while action == "remove" and len(where) > 1 and _is_sole(root.at(where[:-1])):
        where = where[:-1]
    parent = root.at(where[:-1])
    new = _made(made, parent, names) if action != "remove" else None
    if action != "remove" and (new is None or new.words != words):
        return None
    wanted = _expected(root, where, action, new.signature if new else None)
    for candidate in _candidates(text, root, action, where, made, new):
        if tree.parse(candidate, names).signature == wanted:
            return Applied(candidate, where, action == "remove" and _joins(parent, where[-1]))
    return None


def shifted(where: tuple[int, ...], action: str, done: tuple[int, ...]) -> tuple[int, ...]:
    """Return where a node is after an edit of its text at `done`."""
    depth = len(done) - 1
    if action not in ("insert", "remove") or len(where) <= depth or where[:depth] != done[:depth]:
        return where
    step = where[depth]
    if action == "insert":
        return (*where[:depth], step + (step >= done[depth]), *where[depth + 1 :])
    return (*where[:depth], step - (step > done[depth]), *where[depth + 1 :])


def _is_there(node: Node, where: tuple[int, ...], action: str) -> bool:
    """Tell whether an edit has its place in a text."""
    for step in where[:-1]:
        if step >= len(node.children):
            return False
        node = node.children[step]
    return where[-1] < len(node.children) + (action == "insert")


def _is_sole(node: Node) -> bool:
    """Tell whether a block goes with the one that it holds."""
    return node.kind in ("list", "item", "quotation") and len(node.children) == 1


def _made(made: str, parent: Node, names: Names) -> Node | None:
    """Return the node of a Markdown that goes into a parent."""
    found = tree.parse(made, names).children
    if parent.kind == "row":
        atoms = found[0].atoms if found else ()
        return (
            Node("cell", 0, len(made), (), atoms, "", tree.signature("cell", "", atoms, ())) if len(found) < 2 else None
        )
    if len(found) != 1:
        return None
    if parent.kind == "list":
        return found[0].children[0] if found[0].kind == "list" and len(found[0].children) == 1 else None
    return found[0]


def _expected(node: Node, where: tuple[int, ...], action: str, new: Signature | None) -> Signature:
    """Return the signature of a node after an edit."""
    inner = [child.signature for child in node.children]
    at = where[0]
    if len(where) > 1:
        inner[at] = _expected(node.children[at], where[1:], action, new)
    elif action == "remove" and _joins(node, at):
        one, two = inner[at - 1], inner[at + 1]
        inner[at - 1 : at + 2] = [tree.signature("list", one[1], (), (*one[3], *two[3]))]
    else:
        inner[at : at if action == "insert" else at + 1] = [new] if new else []
    return tree.signature(node.kind, node.name, node.atoms, tuple(inner))


def _joins(node: Node, at: int) -> bool:
    """Tell whether two lists become one where the block between them goes."""
    if not 0 < at < len(node.children) - 1:
        return False
    one, two = node.children[at - 1], node.children[at + 1]
    return one.kind == two.kind == "list" and one.name[-1:] == two.name[-1:]


def _candidates(
    text: str, root: Node, action: str, where: tuple[int, ...], made: str, new: Node | None
) -> Iterator[str]:
    parent, at = root.at(where[:-1]), where[-1]
    if action == "change" and new:
        yield from _changed(text, parent.children[at], made, new)
    elif parent.kind == "list":
        yield _replaced(text, [(parent.start, parent.end, _list(text, parent, action, at, made))])
    elif parent.kind == "row":
        cell = parent.children[at]
        yield from (_replaced(text, [(cell.start, cell.end, made + end)]) for end in (" ", "", " |"))
    elif action == "remove" and _joins(parent, at):
        one, two = parent.children[at - 1], parent.children[at + 1]
        numbered = _counted(text, two, len(one.children) + int(one.name[:-1] or 0))
        yield _replaced(text, [_removal(text, parent, at), (two.start, two.end, numbered)])
    elif action == "remove":
        yield _replaced(text, [_removal(text, parent, at)])
    elif action == "insert":
        if len(where) > 1 and at > 0 and new and new.kind == "list" and _is_tight(text, root.at(where[:-2])):
            yield _replaced(text, [_insertion(text, parent, at, made, is_tight=True)])
        yield _replaced(text, [_insertion(text, parent, at, made)])
    else:
        yield from _in_place(text, parent.children[at], made, new)


def _in_place(text: str, node: Node, made: str, new: Node | None) -> Iterator[str]:
    """Yield a text with another block in place of one: of a table the rows alone that differ, if that does."""
    before = _before(text, node.start)
    if new and node.kind == new.kind == "table":
        yield _replaced(text, table_rows.changed(text, node, made, new, before))
    yield _replaced(text, [(node.start, node.end, _indented(made, before))])


def _replaced(text: str, replacements: Sequence[_Replacement]) -> str:
    for start, end, new in sorted(replacements, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _before(text: str, start: int) -> str:
    """Return what stands before the lines of a block at `start`: quotation marks stay, markers are spaces."""
    return re.sub(r"[^>\s]", " ", text[text.rfind("\n", 0, start) + 1 : start])


def _indented(made: str, before: str) -> str:
    return re.sub(r"\n(?=.)", lambda _: f"\n{before}", re.sub(r"\n(?=\n)", lambda _: f"\n{before.rstrip()}", made))


def _changed(text: str, node: Node, made: str, new: Node) -> Iterator[str]:
    """Yield a text with another paragraph: in its words alone, else wrapped as it was, or in one line."""
    words = _words_changed(text, node.atoms, new.atoms, made)
    if words is not None:
        yield _replaced(text, words)
    before, raw = _before(text, node.start), text[node.start : node.end]
    if "\n" in raw and node.kind != "cell":
        width = max(_LEAST_WIDTH, max(len(line) for line in raw.split("\n")) - len(before))
        lines = "\\\n".join(_wrapped(piece, width) for piece in made.split("\\\n"))
        yield _replaced(text, [(node.start, node.end, _indented(lines, before))])
    yield _replaced(text, [(node.start, node.end, _indented(made, before))])


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def _words_changed(text: str, old: Sequence[Atom], new: Sequence[Atom], made: str) -> list[_Replacement] | None:
    """Return what makes one paragraph of another, or None where more than words differ."""
    found: list[_Replacement] = []
    matcher = SequenceMatcher(None, [atom.key for atom in old], [atom.key for atom in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if (
            kind == "delete"
            and a
            and old[a - 1].key == old[b - 1].key
            and "\n" in text[old[b - 1].start : old[b - 1].end]
        ):
            a, b = a - 1, b - 1  # of two spaces the end of a line stays
        touched = [*old[a:b], *new[c:d]]
        if len({atom.marks for atom in touched}) > 1 or any(atom.note or atom.text == "\n" for atom in touched):
            return None
        piece = made[new[c].start : new[d - 1].end] if d > c else ""
        if b > a:
            found.append((old[a].start, old[b - 1].end, piece))
            continue
        place = _place(old, a, touched[0].marks)
        if place is None:
            return None
        found.append((place, place, piece))
    return found


def _place(old: Sequence[Atom], at: int, marks: tuple[str, ...]) -> int | None:
    """Return where words of some marks go in before the atom `at`."""
    is_behind = at > 0 and old[at - 1].marks == marks
    if is_behind and not (old[at - 1].text == " " and at < len(old) and old[at].marks == marks):
        return old[at - 1].end
    return old[at].start if at < len(old) and old[at].marks == marks else None


def _removal(text: str, parent: Node, at: int) -> _Replacement:
    node, children = parent.children[at], parent.children
    if at + 1 < len(children) and at == 0:
        return (node.start, children[1].start, "")
    if at > 0:
        return (_line_end(text, children[at - 1].end), _line_end(text, node.end), "")
    return (0, len(text), "") if parent.kind == "text" else (node.start, node.end, "")


def _is_tight(text: str, node: Node) -> bool:
    """Tell whether a node is a list without empty lines, so that one in it has none before it."""
    return node.kind == "list" and not re.search(r"\n[ >]*\n", text[node.start : node.end])


def _insertion(text: str, parent: Node, at: int, made: str, is_tight: bool = False) -> _Replacement:
    children = parent.children
    if not children:
        return (0, len(text), f"{made}\n")
    before = _before(text, children[0].start)
    block, gap = _indented(made, before), f"\n{before}" if is_tight else f"\n{before.rstrip()}\n{before}"
    if at == 0:
        return (children[0].start, children[0].start, f"{block}{gap}")
    end = _line_end(text, children[at - 1].end)
    return (end, end, f"{gap}{block}")


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _list(text: str, node: Node, action: str, at: int, made: str) -> str:
    """Return the text of a list with an item put in, taken out or replaced, and the numbers in order."""
    before = _before(text, node.start)
    items = [text[item.start : item.end] for item in node.children]
    gaps = [text[a.end : b.start] for a, b in zip(node.children, node.children[1:], strict=False)]
    numbered = _MARKER.match(items[0])
    if action != "insert":
        items.pop(at)
        gaps[max(at - 1, 0) : max(at - 1, 0) + 1] = []
    if action != "remove":
        sign = numbered[0] if numbered else "-"
        items.insert(at, _indented(_marked(made, sign, ""), before))
        gap = gaps[0] if gaps else f"\n{before}"
        gaps.insert(max(at - 1, 0), gap)
    if numbered and numbered["number"]:
        items = _numbered(items, int(numbered["number"]), before)
    return "".join(piece for pair in zip(items, [*gaps, ""], strict=False) for piece in pair)


def _counted(text: str, node: Node, first: int) -> str:
    """Return the text of a list whose numbers begin with another."""
    items = [text[item.start : item.end] for item in node.children]
    gaps = [text[a.end : b.start] for a, b in zip(node.children, node.children[1:], strict=False)]
    if node.name != "-":
        items = _numbered(items, first, _before(text, node.start))
    return "".join(piece for pair in zip(items, [*gaps, ""], strict=True) for piece in pair)


def _numbered(items: Sequence[str], first: int, before: str) -> list[str]:
    sign = items[0][len(items[0]) - len(items[0].lstrip("0123456789")) :][:1]
    return [_marked(item, f"{first + index}{sign}", before) for index, item in enumerate(items)]


def _marked(item: str, marker: str, before: str) -> str:
    """Return an item with another marker, its lines set in as far as that demands."""
    found = _MARKER.match(item)
    assert found is not None
    wider = len(marker) - len(found[0])
    first, *rest = item.split("\n")
    lines = [marker + first[found.end() :]]
    for line in rest:
        head, tail = line[: len(before)], line[len(before) :]
        lines.append(head + (" " * wider + tail if wider > 0 and tail else tail[min(-wider, _indent(tail)) :]))
    return "\n".join(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

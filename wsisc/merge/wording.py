"""A block of a text -> its Markdown with other names, and without the indentation that it had there."""

import re
from collections.abc import Callable

from wsisc.diff.tree import Node
from wsisc.markup import richtext

type NameRewriter = Callable[[str, str], str]
"""From a kind and a name to what replaces it: a "link" to "[name]" or "(address)", others to another name."""

_LINE_BREAK = re.compile(r"(?:(?<!\\)(\\++)|(?<![\\ ])|(?=\n))[ ]*+\n[ ]*+")


def extract_markdown(text: str, node: Node, links: frozenset[str], rename: NameRewriter) -> str:
    """Return the Markdown of a node of a text; a paragraph is on one line, apart from hard line breaks."""
    renamed = text
    for token in reversed(richtext.parse(text, links)):
        if not node.start <= token.start < node.end:
            continue
        if token.kind == "footnote":
            renamed = f"{renamed[: token.start]}[^{rename('footnote', token.text)}]{renamed[token.end :]}"
        elif token.kind == "figure":
            renamed = f"{renamed[: token.start]}![{rename('figure', token.text)}]{renamed[token.end :]}"
        elif token.kind == "link_open" and token.text and renamed[: token.end].endswith(f"[{token.text}]"):
            start = token.end - len(token.text) - 2
            renamed = f"{renamed[:start]}{rename('link', token.text)}{renamed[token.end :]}"
    first, *rest = renamed[node.start : node.end + len(renamed) - len(text)].split("\n")
    indent = node.start - (text.rfind("\n", 0, node.start) + 1)
    block = "\n".join([first, *(_dedent(line, indent) for line in rest)])
    return join_lines(block) if node.kind in ("paragraph", "cell") else block


def join_lines(text: str) -> str:
    """Return a paragraph on one line, apart from hard line breaks: an odd number of backslashes before a break."""
    return _LINE_BREAK.sub(lambda match: f"{match[1] or ''}{'\n' if len(match[1] or '') % 2 else ' '}", text)


def _dedent(line: str, width: int) -> str:
    end = len(line[:width]) - len(line[:width].lstrip(" >"))
    return line[end:]


def escape(text: str) -> str:
    """Return a plain text as Markdown, its special characters escaped."""
    return re.sub(r"([\\`*_\[\]<>&!#|])", r"\\\1", text)

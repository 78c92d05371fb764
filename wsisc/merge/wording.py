"""A block of the reviewed text -> its Markdown in other names, without the indentation that it had there."""

import re
from collections.abc import Callable

from wsisc.diff.tree import Node
from wsisc.markup import richtext

type NameRewriter = Callable[[str, str], str]
"""From "link", "footnote" or "figure" and a name to what stands for it: "[name]" or "(address)"; a name."""

_LINE_BREAK = re.compile(r"(?:(?<!\\)(\\++)|(?<![\\ ])|(?=\n))[ ]*+\n[ ]*+")


def extract_markdown(text: str, node: Node, links: frozenset[str], rename: NameRewriter) -> str:
    """Return the Markdown of a node of a text; that of a paragraph stands on one line but for hard breaks."""
    found = text
    for token in reversed(richtext.parse(text, links)):
        if not node.start <= token.start < node.end:
            continue
        if token.kind == "footnote":
            found = f"{found[: token.start]}[^{rename('footnote', token.text)}]{found[token.end :]}"
        elif token.kind == "figure":
            found = f"{found[: token.start]}![{rename('figure', token.text)}]{found[token.end :]}"
        elif token.kind == "link_open" and token.text and found[: token.end].endswith(f"[{token.text}]"):
            start = token.end - len(token.text) - 2
            found = f"{found[:start]}{rename('link', token.text)}{found[token.end :]}"
    piece = found[node.start : node.end + len(found) - len(text)]
    first, *rest = piece.split("\n")
    before = text[text.rfind("\n", 0, node.start) + 1 : node.start]
    whole = "\n".join([first, *(_dedent(line, len(before)) for line in rest)])
    return join_lines(whole) if node.kind in ("paragraph", "cell") else whole


def join_lines(text: str) -> str:
    """Return a paragraph on one line, but for its hard line breaks."""
    return _LINE_BREAK.sub(lambda match: f"{match[1] or ''}{'\n' if len(match[1] or '') % 2 else ' '}", text)


def _dedent(line: str, width: int) -> str:
    at = 0
    while at < min(width, len(line)) and line[at] in " >":
        at += 1
    return line[at:]


def escape(text: str) -> str:
    """Return a plain text as Markdown."""
    return re.sub(r"([\\`*_\[\]<>&!#|])", r"\\\1", text)

"""A block of a text -> its Markdown with other names, and without the indentation that it had there."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from wsisc.diff.word_tree import Node
from wsisc.source.markup import richtext, tree

type NameRewriter = Callable[[str, str], str]
"""From a kind and a name to what replaces it: a "link" to "[name]" or "(address)", others to another name."""

_LINE_BREAK = re.compile(r"(?:(?<!\\)(\\++)|(?<![\\ ])|(?=\n))[ ]*+\n[ ]*+")


def extract_markdown(text: str, node: Node, links: frozenset[str], rename: NameRewriter) -> str:
    """Return the Markdown of a node of a text; a paragraph is on one line, apart from hard line breaks."""
    renamed, blocks = text, richtext.parse(text, links).blocks
    # a text is read once for each of its blocks: only those around the node are searched
    outer = max(bisect_right(blocks, node.start, key=lambda block: block.start) - 1, 0)
    within = blocks[outer : bisect_left(blocks, node.end, key=lambda block: block.start)]
    for each in reversed(list(tree.walk(within))):
        if not node.start <= each.start < node.end:
            continue
        if isinstance(each, tree.FootnoteReference):
            renamed = f"{renamed[: each.start]}[^{rename('footnote', each.name)}]{renamed[each.end :]}"
        elif isinstance(each, tree.Figure):
            renamed = f"{renamed[: each.start]}![{rename('figure', each.name)}]{renamed[each.end :]}"
        elif isinstance(each, tree.Link) and each.name and renamed[: each.end].endswith(f"[{each.name}]"):
            start = each.end - len(each.name) - 2
            renamed = f"{renamed[:start]}{rename('link', each.name)}{renamed[each.end :]}"
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

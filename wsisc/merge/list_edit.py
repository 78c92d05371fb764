"""A list in a text, and another item -> the list with it, its items numbered in order; their lines stay."""

import re
from collections.abc import Sequence

from wsisc.diff.word_tree import Node
from wsisc.merge.block_lines import indent_lines, line_prefix

_MARKER = re.compile(r"(?P<number>\d+)(?P<sign>[.)])|[-*+]")  # the marker of a list item (CommonMark 0.31, 5.2)


def edit_items(text: str, node: Node, action: str, index: int, markdown: str) -> str:
    """Return the text of a list with an item inserted, removed or replaced, and its items numbered in order."""
    prefix = line_prefix(text, node.start)
    items, gaps = _items_and_gaps(text, node)
    marker = _MARKER.match(items[0])
    if action != "insert":
        items.pop(index)
        gaps[max(index - 1, 0) : max(index - 1, 0) + 1] = []
    if action != "remove":
        items.insert(index, indent_lines(_set_marker(markdown, marker[0] if marker else "-", ""), prefix))
        gaps.insert(max(index - 1, 0), gaps[0] if gaps else f"\n{prefix}")
    if marker and marker["number"]:
        items = _renumber(items, int(marker["number"]), prefix)
    return "".join(piece for pair in zip(items, [*gaps, ""], strict=False) for piece in pair)


def _items_and_gaps(text: str, node: Node) -> tuple[list[str], list[str]]:
    """Return the texts of the items of a list, and the texts between them."""
    items = [text[item.start : item.end] for item in node.children]
    return items, [text[a.end : b.start] for a, b in zip(node.children, node.children[1:], strict=False)]


def renumber_list(text: str, node: Node, first: int) -> str:
    """Return the text of a list whose numbers begin with another number."""
    items, gaps = _items_and_gaps(text, node)
    if node.name != "-":
        items = _renumber(items, first, line_prefix(text, node.start))
    return "".join(piece for pair in zip(items, [*gaps, ""], strict=True) for piece in pair)


def _renumber(items: Sequence[str], first: int, line_prefix: str) -> list[str]:
    sign = items[0].lstrip("0123456789")[:1]
    return [_set_marker(item, f"{first + index}{sign}", line_prefix) for index, item in enumerate(items)]


def _set_marker(item: str, marker: str, line_prefix: str) -> str:
    """Return an item with another marker, its further lines indented by the width of that."""
    match = _MARKER.match(item)
    assert match is not None
    wider = len(marker) - len(match[0])
    first, *rest = item.split("\n")
    lines = [marker + first[match.end() :]]
    for line in rest:
        head, tail = line[: len(line_prefix)], line[len(line_prefix) :]
        spaces = len(tail) - len(tail.lstrip(" "))
        lines.append(head + (" " * wider + tail if wider > 0 and tail else tail[min(-wider, spaces) :]))
    return "\n".join(lines)

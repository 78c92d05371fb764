"""A rich text and an edit of it -> the text with the edit, everything else unchanged; or nothing, where that cannot be.

Each attempt is parsed again: its blocks must be those that were there, except the one that was meant.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple

from wsisc.diff import tree
from wsisc.diff.tree import Atom, Names, Node, Signature
from wsisc.merge import table_rows

_MARKER = re.compile(r"(?P<number>\d+)(?P<sign>[.)])|[-*+]")  # the marker of a list item (CommonMark 0.31, 5.2)
# Columns to wrap at, at least: a paragraph of a few short lines says little on where its author wraps. A guess.
_LEAST_WIDTH = 60

type _Replacement = tuple[int, int, str]  # start and end of a stretch of a text, and what replaces it


class AppliedEdit(NamedTuple):
    """A text after an edit, and the path of the edited node: a list goes together with its last item.

    `is_joined` is whether two lists became one, so that the nodes after them have other paths.
    """

    text: str
    node_path: tuple[int, ...]
    is_joined: bool = False


def apply(
    text: str, action: str, node_path: tuple[int, ...], markdown: str, words: str, names: Names
) -> AppliedEdit | None:
    """Return a text after an edit, or None where the edit would change anything else.

    `markdown` is the new block, which must have exactly these `words`.
    """
    root = tree.parse(text, names)
    if not _has_place(root, node_path, action):
        return None
    while action == "remove" and len(node_path) > 1 and _is_only_child_container(root.descendant(node_path[:-1])):
        node_path = node_path[:-1]
    parent = root.descendant(node_path[:-1])
    new = _parse_new_node(markdown, parent, names) if action != "remove" else None
    if action != "remove" and (new is None or new.words != words):
        return None
    expected = _expected_signature(root, node_path, action, new.signature if new else None)
    for candidate in _candidate_texts(text, root, action, node_path, markdown, new):
        if tree.parse(candidate, names).signature == expected:
            return AppliedEdit(candidate, node_path, action == "remove" and _joins_lists(parent, node_path[-1]))
    return None


def shift_path(node_path: tuple[int, ...], action: str, edited_path: tuple[int, ...]) -> tuple[int, ...]:
    """Return the path of a node after an edit of its text at another path."""
    depth = len(edited_path) - 1
    if action not in ("insert", "remove") or len(node_path) <= depth or node_path[:depth] != edited_path[:depth]:
        return node_path
    step, edited = node_path[depth], edited_path[depth]
    step += (step >= edited) if action == "insert" else -(step > edited)
    return (*node_path[:depth], step, *node_path[depth + 1 :])


def _has_place(node: Node, node_path: tuple[int, ...], action: str) -> bool:
    """Return whether a text has the node that an edit changes, or before which it inserts."""
    for step in node_path[:-1]:
        if step >= len(node.children):
            return False
        node = node.children[step]
    return node_path[-1] < len(node.children) + (action == "insert")


def _is_only_child_container(node: Node) -> bool:
    """Return whether a block goes together with the only block that it holds."""
    return node.kind in ("list", "item", "quotation") and len(node.children) == 1


def _parse_new_node(markdown: str, parent: Node, names: Names) -> Node | None:
    """Return the node of a Markdown text that goes into a parent, None where it is not exactly one node."""
    children = tree.parse(markdown, names).children
    if parent.kind == "row" and len(children) < 2:
        atoms = children[0].atoms if children else ()
        return Node("cell", 0, len(markdown), (), atoms, "", tree.make_signature("cell", "", atoms, ()))
    if len(children) != 1 or parent.kind == "row":
        return None
    if parent.kind == "list":
        return children[0].children[0] if children[0].kind == "list" and len(children[0].children) == 1 else None
    return children[0]


def _expected_signature(node: Node, node_path: tuple[int, ...], action: str, new: Signature | None) -> Signature:
    """Return the signature of a node after an edit."""
    inner = [child.signature for child in node.children]
    index = node_path[0]
    if len(node_path) > 1:
        inner[index] = _expected_signature(node.children[index], node_path[1:], action, new)
    elif action == "remove" and _joins_lists(node, index):
        first, second = inner[index - 1], inner[index + 1]
        inner[index - 1 : index + 2] = [tree.make_signature("list", first[1], (), (*first[3], *second[3]))]
    else:
        inner[index : index if action == "insert" else index + 1] = [new] if new else []
    return tree.make_signature(node.kind, node.name, node.atoms, tuple(inner))


def _joins_lists(node: Node, index: int) -> bool:
    """Return whether two lists become one when the block between them is removed."""
    if not 0 < index < len(node.children) - 1:
        return False
    before, after = node.children[index - 1], node.children[index + 1]
    return before.kind == after.kind == "list" and before.name[-1:] == after.name[-1:]


def _candidate_texts(
    text: str, root: Node, action: str, node_path: tuple[int, ...], markdown: str, new: Node | None
) -> Iterator[str]:
    """Yield texts that may be the result of an edit, the one nearest to the author's spelling first."""
    parent, index = root.descendant(node_path[:-1]), node_path[-1]
    if action == "change" and new:
        yield from _change_paragraph(text, parent.children[index], markdown, new)
    elif parent.kind == "list":
        yield _apply_replacements(text, [(parent.start, parent.end, _list_text(text, parent, action, index, markdown))])
    elif parent.kind == "row":
        cell = parent.children[index]
        yield from (_apply_replacements(text, [(cell.start, cell.end, markdown + end)]) for end in (" ", "", " |"))
    elif action == "remove":
        replacements = [_removal(text, parent, index)]
        if _joins_lists(parent, index):
            first, second = parent.children[index - 1], parent.children[index + 1]
            numbered = _renumbered_list(text, second, len(first.children) + int(first.name[:-1] or 0))
            replacements.append((second.start, second.end, numbered))
        yield _apply_replacements(text, replacements)
    elif action == "insert":
        is_inner_list = len(node_path) > 1 and index > 0 and new is not None and new.kind == "list"
        if is_inner_list and _is_tight(text, root.descendant(node_path[:-2])):
            yield _apply_replacements(text, [_insertion(text, parent, index, markdown, is_tight=True)])
        yield _apply_replacements(text, [_insertion(text, parent, index, markdown)])
    else:
        yield from _replace_block(text, parent.children[index], markdown, new)


def _replace_block(text: str, node: Node, markdown: str, new: Node | None) -> Iterator[str]:
    """Yield a text with another block in place of one; of a table first with only the rows that differ."""
    prefix = _line_prefix(text, node.start)
    if new and node.kind == new.kind == "table":
        yield _apply_replacements(text, table_rows.edit_rows(text, node, markdown, new, prefix))
    yield _apply_replacements(text, [(node.start, node.end, _indent_lines(markdown, prefix))])


def _apply_replacements(text: str, replacements: Sequence[_Replacement]) -> str:
    for start, end, new in sorted(replacements, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _line_prefix(text: str, start: int) -> str:
    """Return how the further lines of a block at `start` begin: quotation marks remain, markers become spaces."""
    return re.sub(r"[^>\s]", " ", text[text.rfind("\n", 0, start) + 1 : start])


def _indent_lines(markdown: str, line_prefix: str) -> str:
    markdown = re.sub(r"\n(?=.)", lambda _: f"\n{line_prefix}", markdown)
    return re.sub(r"\n(?=\n)", lambda _: f"\n{line_prefix.rstrip()}", markdown)


def _change_paragraph(text: str, node: Node, markdown: str, new: Node) -> Iterator[str]:
    """Yield a text with a changed paragraph: only its words, then wrapped as it was, then on one line."""
    words = _word_replacements(text, node.atoms, new.atoms, markdown)
    if words is not None:
        yield _apply_replacements(text, words)
    prefix, old_lines = _line_prefix(text, node.start), _source(text, node).split("\n")
    if len(old_lines) > 1 and node.kind != "cell":
        width = max(_LEAST_WIDTH, max(map(len, old_lines)) - len(prefix))
        wrap = partial(textwrap.fill, width=width, break_long_words=False, break_on_hyphens=False)
        lines = "\\\n".join(map(wrap, markdown.split("\\\n")))
        yield _apply_replacements(text, [(node.start, node.end, _indent_lines(lines, prefix))])
    yield _apply_replacements(text, [(node.start, node.end, _indent_lines(markdown, prefix))])


def _word_replacements(text: str, old: Sequence[Atom], new: Sequence[Atom], markdown: str) -> list[_Replacement] | None:
    """Return the replacements of words that change one paragraph into another, None where more than words differ."""
    replacements = []
    matcher = SequenceMatcher(None, [atom.key for atom in old], [atom.key for atom in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if kind == "delete" and a and old[a - 1].key == old[b - 1].key and "\n" in _source(text, old[b - 1]):
            a, b = a - 1, b - 1  # of two spaces the one at the end of a line remains
        touched = [*old[a:b], *new[c:d]]
        if len({atom.marks for atom in touched}) > 1 or any(atom.note or atom.text == "\n" for atom in touched):
            return None
        piece = markdown[new[c].start : new[d - 1].end] if d > c else ""
        start = old[a].start if b > a else _insertion_offset(old, a, touched[0].marks)
        if start is None:
            return None
        replacements.append((start, old[b - 1].end if b > a else start, piece))
    return replacements


def _insertion_offset(old: Sequence[Atom], index: int, marks: tuple[str, ...]) -> int | None:
    """Return the offset at which words with these marks are inserted before an atom, None where the marks differ."""
    fits_before = index > 0 and old[index - 1].marks == marks
    fits_after = index < len(old) and old[index].marks == marks
    if fits_before and not (old[index - 1].text == " " and fits_after):
        return old[index - 1].end
    return old[index].start if fits_after else None


def _removal(text: str, parent: Node, index: int) -> _Replacement:
    node, children = parent.children[index], parent.children
    if index == 0 and len(children) > 1:
        return (node.start, children[1].start, "")
    if index > 0:
        return (_line_end(text, children[index - 1].end), _line_end(text, node.end), "")
    return (0, len(text), "") if parent.kind == "text" else (node.start, node.end, "")


def _is_tight(text: str, node: Node) -> bool:
    """Return whether a node is a list without blank lines: a list within it has none before it either."""
    return node.kind == "list" and not re.search(r"\n[ >]*\n", _source(text, node))


def _insertion(text: str, parent: Node, index: int, markdown: str, is_tight: bool = False) -> _Replacement:
    children = parent.children
    if not children:
        return (0, len(text), f"{markdown}\n")
    prefix = _line_prefix(text, children[0].start)
    block, gap = _indent_lines(markdown, prefix), f"\n{prefix}" if is_tight else f"\n{prefix.rstrip()}\n{prefix}"
    if index == 0:
        return (children[0].start, children[0].start, f"{block}{gap}")
    end = _line_end(text, children[index - 1].end)
    return (end, end, f"{gap}{block}")


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _list_text(text: str, node: Node, action: str, index: int, markdown: str) -> str:
    """Return the text of a list with an item inserted, removed or replaced, and its items numbered in order."""
    prefix = _line_prefix(text, node.start)
    items, gaps = _items_and_gaps(text, node)
    marker = _MARKER.match(items[0])
    if action != "insert":
        items.pop(index)
        gaps[max(index - 1, 0) : max(index - 1, 0) + 1] = []
    if action != "remove":
        items.insert(index, _indent_lines(_set_marker(markdown, marker[0] if marker else "-", ""), prefix))
        gaps.insert(max(index - 1, 0), gaps[0] if gaps else f"\n{prefix}")
    if marker and marker["number"]:
        items = _renumber(items, int(marker["number"]), prefix)
    return "".join(piece for pair in zip(items, [*gaps, ""], strict=False) for piece in pair)


def _source(text: str, node: Node | Atom) -> str:
    return text[node.start : node.end]


def _items_and_gaps(text: str, node: Node) -> tuple[list[str], list[str]]:
    """Return the texts of the items of a list, and the texts between them."""
    items = [_source(text, item) for item in node.children]
    return items, [text[a.end : b.start] for a, b in zip(node.children, node.children[1:], strict=False)]


def _renumbered_list(text: str, node: Node, first: int) -> str:
    """Return the text of a list whose numbers begin with another number."""
    items, gaps = _items_and_gaps(text, node)
    if node.name != "-":
        items = _renumber(items, first, _line_prefix(text, node.start))
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

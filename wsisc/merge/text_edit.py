"""A rich text and an edit of it -> the text with only that edit, or None where more would change.

Each attempt is parsed again: its blocks must be those that were there, except the one that was meant.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from wsisc.diff import table_merge, word_merge, word_tree
from wsisc.diff.change import TextAction, TextEdit
from wsisc.diff.word_tree import Names, Node, Signature
from wsisc.merge import table_rows, word_edit
from wsisc.merge.block_lines import Replacement, apply_replacements, indent_lines, line_prefix
from wsisc.merge.state import PathShift

_MARKER = re.compile(r"(?P<number>\d+)(?P<sign>[.)])|[-*+]")  # the marker of a list item (CommonMark 0.31, 5.2)
_WITH_WORDS = ("paragraph", "cell")


class AppliedEdit(NamedTuple):
    """A text after an edit, and how paths changed. A list is removed together with its last item."""

    text: str
    paths: PathShift


class BlockEdit(NamedTuple):
    """An edit of blocks of a text.

    `markdown` is the new block, or several paragraphs, which must have exactly these `words`; `base` is the block that
    it was changed from, if that is not what the text has. `size` nodes are changed or replaced, and these must have
    `old_words`, if given: where other edits moved them, the path can be that of others.
    """

    action: TextAction
    node_path: tuple[int, ...]
    markdown: str
    words: str
    base: Node | None = None
    size: int = 1
    old_words: str | None = None


def apply(text: str, edit: BlockEdit, names: Names, prefix: str | None = None) -> AppliedEdit | None:
    """Return a text after an edit, or None where more than the edit would change.

    The lines of blocks that are inserted begin with `prefix`, or as the first block of the text does.
    """
    root, action, node_path, markdown = word_tree.parse(text, names), edit.action, edit.node_path, edit.markdown
    if not _has_place(root, node_path, action) or edit.old_words not in (None, find_words(root, edit)):
        return None
    count = edit.size if action != "insert" else 0
    if action == "remove":
        node_path, count = _with_emptied_containers(root, node_path, count)
    parent, index = root.descendant(node_path[:-1]), node_path[-1]
    old, new = parent.children[index : index + count], _parse_new_nodes(markdown, parent, names)
    is_one = edit.base is None or edit.base.kind != "text"
    if len(old) != count or (action != "remove" and not _has_words(new, edit.words, is_one)):
        return None
    if action == "change" and new[0].kind in _WITH_WORDS:
        found = _change_words(text, old, markdown, new, edit.base, names)
    elif action == "change" and edit.base and edit.base.kind == new[0].kind == old[0].kind == "table":
        found = _change_table(text, old[0], markdown, new[0], edit.base, names)
    else:
        signatures = [node.signature for node in new] if action != "remove" else []
        texts = _candidate_texts(text, root, action, node_path, old, markdown, new, prefix)
        found = ((signatures, each) for each in texts)
    for signatures, candidate in found:
        expected = _expected_signature(root, node_path, count, signatures)
        if word_tree.parse(candidate, names).signature == expected:
            joined_items = _count_joined_items(parent, index) if action == "remove" else 0
            return AppliedEdit(candidate, PathShift(node_path, count, len(signatures), joined_items))
    return None


def _with_emptied_containers(root: Node, node_path: tuple[int, ...], count: int) -> tuple[tuple[int, ...], int]:
    """Return the path of the outermost block that is empty when blocks are removed, and 1; otherwise those of these."""
    while len(node_path) > 1 and _is_emptied(root.descendant(node_path[:-1]), count):
        node_path, count = node_path[:-1], 1
    return node_path, count


def _count_joined_items(parent: Node, index: int) -> int:
    """Return how many items the list before a removed block has, if it joins the list after it; 0 if none do."""
    return len(parent.children[index - 1].children) if _joins_lists(parent, index) else 0


class EditedText:
    """A text to which edits are applied one after the other; for each, only the blocks next to it are parsed again.

    `pieces` are its blocks, each with the lines after it. Before and after all edits, `is_sound` is whether the whole
    text has exactly these blocks. `prefix` is what the first line begins with; edits do not change it.
    """

    def __init__(self, text: str, names: Names) -> None:
        self.pieces = _split_blocks(text, names)
        blocks = word_tree.parse(self.pieces[0], names).children
        self.prefix = line_prefix(text, blocks[0].start) if blocks else ""

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self.pieces)

    def apply(self, edit: BlockEdit, names: Names) -> AppliedEdit | None:
        """Apply an edit, as the function `apply` does; return the blocks next to it with that edit, or None."""
        top, *inner = edit.node_path
        first, last = max(top - 1, 0), top + (1 if inner else edit.size) + 1
        within = edit._replace(node_path=(top - first, *inner))
        applied = apply("".join(self.pieces[first:last]), within, names, None if inner else self.prefix)
        if applied is None:
            return None
        self.pieces[first:last] = _split_blocks(applied.text, names)
        top, *inner = applied.paths.node_path
        return applied._replace(paths=applied.paths._replace(node_path=(top + first, *inner)))

    def is_sound(self, names: Names) -> bool:
        """Return whether the whole text has the blocks that its pieces have."""
        blocks = word_tree.parse(self.text, names).children
        pieces = [word_tree.parse(each, names).signature for each in self.pieces if each.strip()]
        return pieces == [word_tree.make_signature("text", "", (), (each.signature,)) for each in blocks]


def _split_blocks(text: str, names: Names) -> list[str]:
    """Return the blocks of a text, each with the lines after it; what is before the first one belongs to that."""
    starts = [text.rfind("\n", 0, child.start) + 1 for child in word_tree.parse(text, names).children]
    return [text[start:end] for start, end in pairwise([0, *starts[1:], len(text)])]


def join_words(nodes: Sequence[Node]) -> str:
    """Return the words of nodes on one line."""
    return " ".join(each.words for each in nodes)


def find_words(root: Node, edit: BlockEdit | TextEdit) -> str | None:
    """Return the words of the nodes that an edit of a text concerns, None if it has no such nodes."""
    path = edit.node_path
    if edit.action == "insert" or not _has_place(root, path, edit.action):
        return None
    return join_words(root.descendant(path[:-1]).children[path[-1] : path[-1] + edit.size])


def _has_place(node: Node, node_path: tuple[int, ...], action: TextAction) -> bool:
    """Return whether a text has the node that an edit changes, or before which it inserts."""
    for step in node_path[:-1]:
        if step >= len(node.children):
            return False
        node = node.children[step]
    return node_path[-1] < len(node.children) + (action == "insert")


def _is_emptied(node: Node, count: int) -> bool:
    """Return whether a block goes together with so many blocks that it holds."""
    return node.kind in ("list", "item", "quotation") and len(node.children) == count


def _parse_new_nodes(markdown: str, parent: Node, names: Names) -> tuple[Node, ...]:
    """Return the nodes of a Markdown text that goes into a parent, none where it has others."""
    if parent.kind == "table":
        return table_rows.parse_row(markdown, len(parent.children[0].children), names)
    children = word_tree.parse(markdown, names).children
    if parent.kind == "row" and len(children) < 2:
        atoms = children[0].atoms if children else ()
        return (Node("cell", 0, len(markdown), (), atoms, "", word_tree.make_signature("cell", "", atoms, ())),)
    if parent.kind == "list":
        is_item = len(children) == 1 and children[0].kind == "list" and len(children[0].children) == 1
        return children[0].children if is_item else ()
    return children if parent.kind != "row" else ()


def _has_words(nodes: Sequence[Node], words: str, is_one: bool) -> bool:
    """Return whether new nodes are what an edit says: one node, or paragraphs, with exactly these words."""
    is_kind = len(nodes) == 1 or (not is_one and bool(nodes) and all(each.kind == "paragraph" for each in nodes))
    return is_kind and join_words(nodes) == words


def _change_words(
    text: str, old: Sequence[Node], markdown: str, new: Sequence[Node], base: Node | None, names: Names
) -> Iterator[tuple[list[Signature], str]]:
    """Yield texts in which the words of paragraphs are merged with those of new ones, and the new signatures."""
    own, theirs = (Node("text", 0, 0, tuple(each)) for each in (old, new))
    merged = word_merge.merge_nodes(base or own, theirs, own) if all(each.kind in _WITH_WORDS for each in old) else None
    if merged is not None:
        merged = word_edit.spread_marks(merged, word_merge.join_atoms(own))
        signatures = word_merge.paragraph_signatures(merged, own)
        for candidate in word_edit.edit_words(text, old, merged, markdown, names.links):
            yield signatures, candidate


def _change_table(
    text: str, old: Node, markdown: str, new: Node, base: Node, names: Names
) -> Iterator[tuple[list[Signature], str]]:
    """Yield texts in which a table is merged with a new one, and the new signature."""
    merged = table_merge.merge_tables(base, new, old)
    if merged is not None:
        table = table_rows.write_table(text, old, markdown, new, merged)
        parsed = word_tree.parse(table, names).children
        for candidate in _replace_blocks(text, [old], table, parsed[0]) if parsed else ():
            yield [table_merge.table_signature(merged)], candidate


def _expected_signature(node: Node, node_path: tuple[int, ...], count: int, new: Sequence[Signature]) -> Signature:
    """Return the signature of a node after an edit: other nodes in place of `count` ones."""
    inner = [child.signature for child in node.children]
    index = node_path[0]
    if len(node_path) > 1:
        inner[index] = _expected_signature(node.children[index], node_path[1:], count, new)
    elif count == 1 and not new and _joins_lists(node, index):
        first, second = inner[index - 1], inner[index + 1]
        inner[index - 1 : index + 2] = [word_tree.make_signature("list", first[1], (), (*first[3], *second[3]))]
    else:
        inner[index : index + count] = new
    return word_tree.make_signature(node.kind, node.name, node.atoms, tuple(inner))


def _joins_lists(node: Node, index: int) -> bool:
    """Return whether two lists become one when the block between them is removed."""
    if not 0 < index < len(node.children) - 1:
        return False
    before, after = node.children[index - 1], node.children[index + 1]
    return before.kind == after.kind == "list" and before.name[-1:] == after.name[-1:]


def _candidate_texts(
    text: str,
    root: Node,
    action: TextAction,
    node_path: tuple[int, ...],
    old: Sequence[Node],
    markdown: str,
    new: Sequence[Node],
    prefix: str | None,
) -> Iterator[str]:
    """Yield texts that may be the result of an edit, the one nearest to the author's spelling first."""
    parent, index = root.descendant(node_path[:-1]), node_path[-1]
    if parent.kind == "list":
        yield apply_replacements(text, [(parent.start, parent.end, edit_items(text, parent, action, index, markdown))])
    elif parent.kind == "table":
        yield apply_replacements(text, [table_rows.edit_row(text, parent, action, index, markdown, new)])
    elif parent.kind == "row":
        cell = parent.children[index]
        yield from (apply_replacements(text, [(cell.start, cell.end, markdown + end)]) for end in (" ", "", " |"))
    elif action == "remove":
        replacements = [_removal(text, parent, index, len(old))]
        if _joins_lists(parent, index):
            first, second = parent.children[index - 1], parent.children[index + 1]
            numbered = renumber_list(text, second, len(first.children) + int(first.name[:-1] or 0))
            replacements.append((second.start, second.end, numbered))
        yield apply_replacements(text, replacements)
    elif action == "insert":
        is_inner_list = len(node_path) > 1 and index > 0 and new[0].kind == "list"
        if is_inner_list and _is_tight(text, root.descendant(node_path[:-2])):
            yield apply_replacements(text, [_insertion(text, parent, index, markdown, prefix, is_tight=True)])
        yield apply_replacements(text, [_insertion(text, parent, index, markdown, prefix)])
    else:
        yield from _replace_blocks(text, old, markdown, new[0])


def _replace_blocks(text: str, old: Sequence[Node], markdown: str, new: Node) -> Iterator[str]:
    """Yield a text with other blocks in place of some; of a table first with only the rows that differ."""
    prefix = line_prefix(text, old[0].start)
    if old[0].kind == new.kind == "table":
        yield apply_replacements(text, table_rows.edit_rows(text, old[0], markdown, new, prefix))
    yield apply_replacements(text, [(old[0].start, old[-1].end, indent_lines(markdown, prefix))])


def _removal(text: str, parent: Node, index: int, count: int) -> Replacement:
    children, end = parent.children, index + count
    if index == 0 and len(children) > end:
        return (children[0].start, children[end].start, "")
    if index > 0:
        return (_line_end(text, children[index - 1].end), _line_end(text, children[end - 1].end), "")
    return (0, len(text), "") if parent.kind == "text" else (children[0].start, children[-1].end, "")


def _is_tight(text: str, node: Node) -> bool:
    """Return whether a node is a list without blank lines: a list within it has none before it either."""
    return node.kind == "list" and not re.search(r"\n[ >]*\n", text[node.start : node.end])


def _insertion(
    text: str, parent: Node, index: int, markdown: str, prefix: str | None, is_tight: bool = False
) -> Replacement:
    children = parent.children
    if not children:
        return (0, len(text), f"{markdown}\n")
    prefix = line_prefix(text, children[0].start) if prefix is None else prefix
    block, gap = indent_lines(markdown, prefix), f"\n{prefix}" if is_tight else f"\n{prefix.rstrip()}\n{prefix}"
    if index == 0:
        return (children[0].start, children[0].start, f"{block}{gap}")
    end = _line_end(text, children[index - 1].end)
    return (end, end, f"{gap}{block}")


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def edit_items(text: str, node: Node, action: TextAction, index: int, markdown: str) -> str:
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

"""The comparison of a rich text -> a list of its changes in order: paragraphs, items, rows and figures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wsisc.diff.block_comparison import BlockAction, BlockComparison
from wsisc.diff.word_changes import WordChange
from wsisc.diff.word_tree import Atom, Node, plain_atoms
from wsisc.messages.diagnostic import DataPath

type Words = tuple[WordChange[Atom], ...]
_BULLET = "•"

type EntryKind = Literal["paragraph", "item", "quotation", "list", "row", "figure"]


@dataclass(frozen=True)
class Entry:
    """A change in a rich text. `old` and `new` are the blocks, None where one was added or removed.

    A row has `cells`, any other entry `words`; the words of a list are its numbering, and those of a figure its name.
    `marker` is printed before an item, `depth` is the number of lists and quotations around. `rows` are the numbers of
    a row in the old and in the new table, 0 where it is not; `head` is the first row of its table. `old_path` is the
    path of the text in which the old block was, if that is another one.
    """

    kind: EntryKind
    action: BlockAction
    old: Node | None
    new: Node | None
    words: Words = ()
    cells: tuple[Words, ...] = ()
    marker: str = ""
    depth: int = 0
    rows: tuple[int, int] = (0, 0)
    head: Node | None = None
    old_path: DataPath | None = None

    @property
    def all_words(self) -> Words:
        """The words of an entry of any kind that are words of the text."""
        if self.kind in ("list", "figure"):
            return ()
        return tuple(change for cell in self.cells for change in cell) or self.words


@dataclass(frozen=True)
class _Place:
    """Where a block is: in a paragraph of its own, an item or a quotation; the marker of the item, and the depth."""

    kind: EntryKind = "paragraph"
    marker: str = ""
    depth: int = 0


def list_entries(text: BlockComparison) -> list[Entry]:
    """Return the changes in a rich text."""
    return list(_in_children(text, _Place()))


def _in_block(block: BlockComparison, place: _Place) -> Iterator[Entry]:
    node = block.node
    if block.action == "same":
        return
    if node.kind == "figure":
        words = replaced_words(block.old, block.new, block.node.name.lstrip("+"))
        yield Entry("figure", block.action, block.old, block.new, words, depth=place.depth, old_path=block.old_path)
    elif node.kind == "table":
        yield from _in_rows(block, place)
    elif node.kind == "list":
        yield from _in_list(block, place)
    elif node.kind == "quotation":
        yield from _in_children(block, replace(place, kind="quotation", depth=place.depth + 1, marker=">"))
    else:
        yield Entry(
            place.kind,
            block.action,
            block.old,
            block.new,
            block_words(block),
            marker=place.marker,
            depth=place.depth,
            old_path=block.old_path,
        )


def _in_children(block: BlockComparison, place: _Place) -> Iterator[Entry]:
    """Yield the changes in the blocks of a text, a quotation or an item, whose marker is that of its first block."""
    for index, child in enumerate(children_of(block)):
        is_later = index and place.kind == "item"
        yield from _in_block(child, replace(place, marker="") if is_later else place)


def _in_list(block: BlockComparison, place: _Place) -> Iterator[Entry]:
    old, new = block.old, block.new
    if old and new and old.name != new.name:
        yield Entry("list", "changed", old, new, numbering_words(old, new), depth=place.depth)
    number = 0
    for item in children_of(block):
        marker = item_marker(block.node, number)
        yield from _in_children(item, _Place("item", marker, place.depth + 1))
        number += item.action != "removed" or block.action == "removed"


def _in_rows(table: BlockComparison, place: _Place) -> Iterator[Entry]:
    old = new = 0
    for row in children_of(table):
        old, new = old + (row.old is not None), new + (row.new is not None)
        if row.action != "same":
            cells = tuple(block_words(cell) for cell in children_of(row))
            rows = (old if row.old else 0, new if row.new else 0)
            yield Entry(
                "row",
                row.action,
                row.old,
                row.new,
                cells=cells,
                depth=place.depth,
                rows=rows,
                head=table.node.children[0],
                old_path=table.old_path,
            )


def item_marker(node: Node, index: int) -> str:
    """Return what is printed before an item of a list."""
    return "-" if node.name == "-" else f"{item_number(node, index)}{node.name[-1]}"


def item_number(node: Node, index: int) -> int:
    """Return the number of an item of a list, 0 for a bullet."""
    return 0 if node.name == "-" else int(node.name[:-1]) + index


def numbering_words(old: Node, new: Node) -> Words:
    """Return the signs before the first items of two lists, a bullet as one."""
    signs = [plain_atoms(_BULLET if node.name == "-" else item_marker(node, 0)) for node in (old, new)]
    return (WordChange[Atom]("removed", signs[0], ()), WordChange[Atom]("added", (), signs[1]))


def children_of(block: BlockComparison) -> tuple[BlockComparison, ...]:
    """Return the comparisons of what is in a block; those of a table that was added or removed, or is the same, too."""
    if block.children or block.node.kind not in ("table", "row"):
        return block.children
    olds = block.old.children if block.old else ()
    news = block.new.children if block.new else ()
    if block.action == "same":
        return tuple(BlockComparison("same", old, new) for old, new in zip(olds, news, strict=True))
    return tuple(
        BlockComparison(block.action, node if block.old else None, node if block.new else None)
        for node in (*olds, *news)
    )


def block_words(block: BlockComparison) -> Words:
    """Return the words of a paragraph or cell, with what became of them."""
    if block.action == "changed":
        return block.words
    old, new = block.old.atoms if block.old else (), block.new.atoms if block.new else ()
    return (WordChange[Atom](_find_action(block.old, block.new), old, new),) if old or new else ()


def _find_action(old: Node | None, new: Node | None) -> Literal["same", "removed", "added"]:
    return "same" if old and new else "removed" if old else "added"


def replaced_words(old: Node | None, new: Node | None, text: str) -> Words:
    """Return the words of a text that both versions, or one of them, have."""
    atoms = plain_atoms(text)
    return (WordChange[Atom](_find_action(old, new), atoms if old else (), atoms if new else ()),)


def atom_text(atom: Atom) -> str:
    """Return a word as an author writes it: a footnote reference has the name of the footnote."""
    if atom.note:
        return f"[^{atom.name}]"
    return "\\ " if atom.text == "\n" else atom.text

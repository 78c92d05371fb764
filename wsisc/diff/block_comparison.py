"""Printed blocks of two versions that correspond -> a tree of what of each was changed, down to words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from wsisc.align.sequences import Pairs
from wsisc.diff.printed_blocks import PrintedBlock, PrintedPair, align_columns, align_rows, table_cells
from wsisc.diff.word_changes import PARAGRAPH_BREAK, WordChange, find_word_changes
from wsisc.diff.word_tree import Atom, Node, plain_atoms
from wsisc.messages.diagnostic import DataPath

_SPACE = (Atom(" ", (), 0, 0),)

type BlockAction = Literal["same", "changed", "removed", "added"]


@dataclass(frozen=True)
class BlockComparison:
    """A block of one version and its counterpart in the other; one of the two is None where it was removed or added.

    Of one that was changed, `words` are those of a paragraph or cell, and `children` the blocks in any other. A list
    can have another kind of numbers without a change of anything in it, and in a list, item or quotation that is only
    in one version can be blocks of both. `old_path` is where the old block was, if that is not the place of the text.

    Paragraphs that were split or joined are one block, with a mark where a paragraph ended.
    """

    action: BlockAction
    old: Node | None
    new: Node | None
    children: tuple["BlockComparison", ...] = ()
    words: tuple[WordChange[Atom], ...] = ()
    old_path: DataPath | None = None

    @property
    def node(self) -> Node:
        """The new block, or the old one if it was removed."""
        node = self.new or self.old
        assert node is not None
        return node


def compare_text(old: Node, new: Node, pairs: Sequence[PrintedPair], old_path: DataPath | None) -> BlockComparison:
    """Return the comparison of two rich texts, nodes of the kind "text", whose blocks are in pairs.

    What of them is not in the pairs is elsewhere in the other version. `old_path` is the path of the old one.
    """
    containers = _Containers(pairs)
    return _join(old, new, _nest([_Placed(pair, containers, old_path) for pair in pairs], 0))


class _Containers:
    """The lists, items and quotations of two versions that correspond: those around the same blocks."""

    def __init__(self, pairs: Sequence[PrintedPair]) -> None:
        self.to_old = dict[int, Node]()
        self.to_new = dict[int, Node]()
        for pair in pairs:
            if pair.old and pair.new:
                for old, new in zip(pair.old[0].around, pair.new[0].around, strict=False):
                    if old.kind != new.kind or not self._add(old, new):
                        break

    def _add(self, old: Node, new: Node) -> bool:
        """Add two containers that correspond, and return whether they do: each has one counterpart."""
        if id(new) not in self.to_old and id(old) not in self.to_new:
            self.to_old[id(new)], self.to_new[id(old)] = old, new
        return self.to_new.get(id(old)) is new

    def around(self, pair: PrintedPair) -> list[tuple[Node | None, Node | None]]:
        """Return the containers around blocks that correspond, those of both versions where they correspond."""
        if pair.new:
            return [(self.to_old.get(id(each)), each) for each in pair.new[0].around]
        return [(each, self.to_new.get(id(each))) for each in pair.old[0].around]


class _Placed:
    """A pair of blocks and what is around it."""

    def __init__(self, pair: PrintedPair, containers: _Containers, old_path: DataPath | None) -> None:
        self.pair, self.around, self.old_path = pair, containers.around(pair), old_path

    def compare(self) -> BlockComparison:
        """Return the comparison of the blocks."""
        old, new = _join_blocks(self.pair.old), _join_blocks(self.pair.new)
        path = self.pair.old[0].path if old and self.pair.old[0].path != self.old_path else None
        if old is None or new is None:
            return BlockComparison("removed" if new is None else "added", old, new, old_path=path)
        signs = tuple(_compare_signs(self.pair.old[0], self.pair.new[0]))
        if old.signature == new.signature and not signs:
            return BlockComparison("same", old, new, old_path=path)
        if old.kind == "table":
            return _compare_tables(old, new, path)
        return _compare_words(old, new, signs, path)


def _nest(blocks: Sequence[_Placed], level: int) -> list[BlockComparison]:
    """Return the comparisons of blocks in the containers around them, from a level on."""
    groups: dict[int, list[_Placed]] = {}
    for block in blocks:  # what is in one container is together, also where something was removed between its items
        inner = block.around[level] if level < len(block.around) else None
        groups.setdefault(id(block) if inner is None else id(inner[1] or inner[0]), []).append(block)
    found = []
    for group in groups.values():
        if level == len(group[0].around):
            found.append(group[0].compare())
            continue
        old, new = group[0].around[level]
        found.append(_join(old, new, _nest(group, level + 1)))
    return found


def _join(old: Node | None, new: Node | None, children: Sequence[BlockComparison]) -> BlockComparison:
    """Return the comparison of two blocks with children, which differ only if a child does, or their signs."""
    actions = {each.action for each in children}
    if (old is None or new is None) and actions == {"removed" if new is None else "added"}:
        return BlockComparison("removed" if new is None else "added", old, new, tuple(children))
    has_other_name = bool(old and new) and old.name != new.name  # type: ignore[union-attr]
    is_same = actions <= {"same"} and not has_other_name
    return BlockComparison("same" if is_same else "changed", old, new, tuple(children))


def _join_blocks(blocks: Sequence[PrintedBlock]) -> Node | None:
    """Return one block; several paragraphs become one, with a mark where each of them ended, but for the last."""
    if len(blocks) < 2:
        return blocks[0].node if blocks else None
    atoms = list[Atom]()
    for block in blocks:
        atoms += [
            *([Atom(PARAGRAPH_BREAK, (), block.node.start, block.node.start)] if atoms else []),
            *block.node.atoms,
        ]
    return Node("paragraph", blocks[0].node.start, blocks[-1].node.end, (), tuple(atoms), "", ("joined", tuple(atoms)))


def _compare_signs(old: PrintedBlock, new: PrintedBlock) -> Iterator[WordChange[Atom]]:
    """Yield the signs of items and quotations that a block lost or got, such as a paragraph that became an item."""
    if old.signs != new.signs:
        yield from (WordChange("removed", plain_atoms(old.signs), ()),) if old.signs else ()
        yield from (WordChange("added", (), plain_atoms(new.signs)),) if new.signs else ()
        yield WordChange("same", _SPACE, _SPACE)


def _compare_words(
    old: Node, new: Node, signs: tuple[WordChange[Atom], ...] = (), path: DataPath | None = None
) -> BlockComparison:
    """Return the comparison of two paragraphs or cells; what no reader sees is no change."""
    words = (*signs, *_join_same(find_word_changes(old.atoms, new.atoms)))
    is_same = all(each.action == "same" for each in words)
    return BlockComparison("same" if is_same else "changed", old, new, (), () if is_same else words, path)


def _join_same(words: Sequence[WordChange[Atom]]) -> Iterator[WordChange[Atom]]:
    """Yield words in which a change of formatting that cannot be seen, of spaces and references, is none."""
    for is_same, group in groupby(words, key=_is_seen_as_same):
        changes = list(group)
        if is_same:
            old, new = (tuple(atom for change in changes for atom in getattr(change, side)) for side in ("old", "new"))
            changes = [WordChange("same", old, new)]
        yield from changes


def _is_seen_as_same(change: WordChange[Atom]) -> bool:
    return change.action == "same" or (
        change.action == "formatted" and all(atom.note or atom.text == " " for atom in change.new)
    )


def _compare_tables(old: Node, new: Node, path: DataPath | None) -> BlockComparison:
    cells = table_cells(old), table_cells(new)
    columns = align_columns(*cells)
    rows = []
    for a, b in align_rows(*cells, columns):
        row, counterpart = None if a is None else old.children[a], None if b is None else new.children[b]
        rows.append(_compare_rows(row, counterpart, columns))
    is_same = all(row.action == "same" for row in rows)
    return BlockComparison("same" if is_same else "changed", old, new, () if is_same else tuple(rows), (), path)


def _compare_rows(old: Node | None, new: Node | None, columns: Pairs) -> BlockComparison:
    """Return the comparison of two rows, whose cells correspond as the columns of their tables do."""
    if old is None or new is None:
        return BlockComparison("removed" if new is None else "added", old, new)
    if old.signature == new.signature:
        return BlockComparison("same", old, new)
    cells = []
    for a, b in columns:
        one, other = _cell(old, a), _cell(new, b)
        if one and other:
            cells.append(_compare_words(one, other))
        elif one or other:
            cells.append(BlockComparison("removed" if one else "added", one, other))
    is_same = all(cell.action == "same" for cell in cells)
    return BlockComparison("same" if is_same else "changed", old, new, () if is_same else tuple(cells))


def _cell(row: Node, at: int | None) -> Node | None:
    """Return a cell of a row, which may have fewer than others."""
    return row.children[at] if at is not None and at < len(row.children) else None

"""The blocks of two versions of a rich text -> which correspond, and what of each was changed, down to words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wsisc.diff import word_tree
from wsisc.diff.align import Pairs, align, similarity
from wsisc.diff.word_changes import WordChange, find_word_changes, replace_all
from wsisc.diff.word_tree import Atom, Node

type BlockAction = Literal["same", "changed", "removed", "added"]

_CONTAINERS = ("text", "list", "item", "quotation", "table", "row")
# Share of common words below which two paragraphs are another text: word by word they would be hard to read. A guess.
_LEAST_SIMILARITY = 0.25


@dataclass(frozen=True)
class BlockComparison:
    """A block of one version and its counterpart in the other; one of both is None where it was removed or added.

    Of one that was changed, `words` are those of a paragraph or cell, and `children` the blocks in any other. A list
    can have another kind of numbers, and a figure another name, without a change of anything in it.
    """

    action: BlockAction
    old: Node | None
    new: Node | None
    children: tuple["BlockComparison", ...] = ()
    words: tuple[WordChange[Atom], ...] = ()

    @property
    def node(self) -> Node:
        """The new block, or the old one if it was removed."""
        node = self.new or self.old
        assert node is not None
        return node


def compare_texts(old: Node, new: Node) -> BlockComparison:
    """Return the comparison of two rich texts, nodes of the kind "text"."""
    if old.signature == new.signature:
        return BlockComparison("same", old, new)
    return _join(old, new, compare_blocks(old.children, new.children))


def compare_blocks(old: Sequence[Node], new: Sequence[Node]) -> tuple[BlockComparison, ...]:
    """Return the comparisons of the blocks of two versions, in the order of both; removed ones come first."""
    return _compare_pairs(old, new, word_tree.align_nodes(old, new))


def _compare_pairs(old: Sequence[Node], new: Sequence[Node], pairs: Pairs) -> tuple[BlockComparison, ...]:
    found = (_compare(None if a is None else old[a], None if b is None else new[b]) for a, b in pairs)
    return tuple(each for comparisons in found for each in comparisons)


def _compare(old: Node | None, new: Node | None) -> Iterator[BlockComparison]:
    """Yield the comparison of two blocks; two if one was replaced by the other."""
    if old is None or new is None:
        yield BlockComparison("removed" if new is None else "added", old, new)
    elif old.signature == new.signature:
        yield BlockComparison("same", old, new)
    elif old.kind != new.kind or not _is_comparable(old, new):
        yield from (BlockComparison("removed", old, None), BlockComparison("added", None, new))
    elif old.kind == "table":
        columns = _align_columns(old, new)
        yield _join(old, new, [_compare_rows(*_at(old, new, pair), columns) for pair in _align_rows(old, new)])
    elif old.kind in _CONTAINERS:
        yield _join(old, new, compare_blocks(old.children, new.children))
    else:
        yield _compare_words(old, new)


def _join(old: Node, new: Node, children: Sequence[BlockComparison]) -> BlockComparison:
    """Return the comparison of two blocks with children, which differ only if a child does, or their signs."""
    is_same = old.name == new.name and all(each.action == "same" for each in children)
    return BlockComparison("same" if is_same else "changed", old, new, () if is_same else tuple(children))


def _compare_words(old: Node, new: Node) -> BlockComparison:
    """Return the comparison of two paragraphs or cells; what no reader sees is no change."""
    if similarity(old.words, new.words) < _LEAST_SIMILARITY:
        return BlockComparison("changed", old, new, words=tuple(replace_all(old.atoms, new.atoms)))
    words = _join_same(find_word_changes(old.atoms, new.atoms))
    is_same = all(each.action == "same" for each in words)
    return BlockComparison("same" if is_same else "changed", old, new, words=() if is_same else words)


def _join_same(words: Sequence[WordChange[Atom]]) -> tuple[WordChange[Atom], ...]:
    """Return words in which those are the same whose formatting changed, but cannot be seen: spaces and references."""
    joined: list[WordChange[Atom]] = []
    for each in words:
        is_same = each.action == "same" or (
            each.action == "formatted" and all(atom.note or atom.text == " " for atom in each.new)
        )
        if is_same and joined and joined[-1].action == "same":
            joined[-1] = WordChange("same", joined[-1].old + each.old, joined[-1].new + each.new)
        else:
            joined.append(WordChange("same", each.old, each.new) if is_same else each)
    return tuple(joined)


def _is_comparable(old: Node, new: Node) -> bool:
    """Return whether two blocks of one kind can be compared: not figures, nor tables with rows of several lengths."""
    if old.kind == "table":
        return all(len({len(row.children) for row in each.children}) == 1 for each in (old, new))
    return old.kind != "figure"


def _at(old: Node, new: Node, pair: tuple[int | None, int | None]) -> tuple[Node | None, Node | None]:
    a, b = pair
    return None if a is None else old.children[a], None if b is None else new.children[b]


def _compare_rows(old: Node | None, new: Node | None, columns: Pairs) -> BlockComparison:
    """Return the comparison of two rows, whose cells correspond as the columns of their tables do."""
    if old is None or new is None:
        return BlockComparison("removed" if new is None else "added", old, new)
    if old.signature == new.signature:
        return BlockComparison("same", old, new)
    return _join(old, new, _compare_pairs(old.children, new.children, columns))


def _align_columns(old: Node, new: Node) -> Pairs:
    """Return the pairs of the columns of two tables: by their number if both have as many, otherwise by their words."""
    one, other = (list(zip(*(row.children for row in each.children), strict=True)) for each in (old, new))
    if len(one) == len(other):
        return [(index, index) for index in range(len(one))]
    heads = [[column[0].signature for column in columns] for columns in (one, other)]
    words = [[" ".join(cell.words for cell in column) for column in columns] for columns in (one, other)]
    return align(heads[0], heads[1], words[0], words[1], same_kind_only=False)


def _align_rows(old: Node, new: Node) -> Pairs:
    """Return the pairs of the rows of two tables; of those that were changed, the first cell says what they are about.

    Rows of numbers have few words in common even where a single one was changed.
    """
    pairs: Pairs = []
    removed: list[int] = []
    added: list[int] = []
    for a, b in (*word_tree.align_nodes(old.children, new.children), (None, None)):
        if a is not None and b is None:
            removed.append(a)
        elif a is None and b is not None:
            added.append(b)
        else:
            pairs += _pair_rows(old, new, removed, added)
            pairs += [(a, b)] if a is not None else []
            removed, added = [], []
    return pairs


def _pair_rows(old: Node, new: Node, removed: Sequence[int], added: Sequence[int]) -> Pairs:
    """Return the pairs of rows between rows that correspond: all in their order, or those with one first cell."""
    if len(removed) == len(added):
        return list(zip(removed, added, strict=True))
    heads = [(old.children[index].children[0].words, index) for index in removed]
    pairs: Pairs = []
    start = 0
    for index in added:
        head = new.children[index].children[0].words
        at = next((at for at in range(start, len(heads)) if heads[at][0] == head and head), None)
        if at is None:
            pairs.append((None, index))
            continue
        pairs += [(each, None) for _, each in heads[start:at]]
        pairs.append((heads[at][1], index))
        start = at + 1
    return [*pairs, *((each, None) for _, each in heads[start:])]

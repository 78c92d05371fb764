"""The words of two tables -> which of their columns and rows correspond, and whether they are one table at all."""

from collections.abc import Sequence

from wsisc.align.common_words import count_kept_words
from wsisc.align.sequences import KEPT_WORDS, Item, Pairs, align
from wsisc.diff import thresholds
from wsisc.text.words import find_words

type CellWords = Sequence[Sequence[str]]
"""The words of the cells of a table, by row."""


def align_columns(old: CellWords, new: CellWords) -> Pairs:
    """Return which columns of two tables correspond, in order; all do if there are as many."""
    if _count_columns(old) == _count_columns(new):
        return [(at, at) for at in range(_count_columns(old))]
    columns = (list(zip(*rows, strict=True)) for rows in (old, new))
    olds, news = ([Item(column, (" ".join(column),)) for column in one] for one in columns)
    return align(olds, news, KEPT_WORDS)


def align_rows(old: CellWords, new: CellWords, columns: Pairs) -> Pairs:
    """Return which rows of two tables correspond, in order, by the columns that do.

    If rows moved or were replaced while columns came or went, each corresponds to the one in its place.
    """
    shared = [pair for pair in columns if None not in pair]
    texts = ([tuple(row[pair[side] or 0] for pair in shared) for row in rows] for side, rows in enumerate((old, new)))
    olds, news = ([Item(row, row, is_compound=True) for row in one] for one in texts)
    pairs = align(olds, news, KEPT_WORDS)
    if len(old) == len(new) and _is_ragged(columns, pairs):
        return [(at, at) for at in range(len(old))]
    return pairs


def is_same_table(old: CellWords, new: CellWords) -> bool:
    """Return whether two tables are one, with as many columns or with most of its words in columns that correspond."""
    if _count_columns(old) == _count_columns(new):
        return True
    columns = align_columns(old, new)
    if _is_ragged(columns, align_rows(old, new, columns)):
        return False
    words = [[find_words(" ".join(column)) for column in zip(*rows, strict=True)] for rows in (old, new)]
    kept = sum(count_kept_words(words[0][a], words[1][b]) for a, b in columns if a is not None and b is not None)
    return kept > 0 and kept >= thresholds.TABLE_SHARE * min(sum(map(len, each)) for each in words)


def _is_ragged(columns: Pairs, rows: Pairs) -> bool:
    """Return whether a removed row has no cell in an added column, or the other way round.

    LibreOffice and Pandoc read columns only if all rows have as many cells: they lose those of the longer rows.
    """
    return any(_has_lone(columns, side) and _has_lone(rows, 1 - side) for side in (0, 1))


def _has_lone(pairs: Pairs, side: int) -> bool:
    """Return whether one version has rows or columns without a counterpart."""
    return any(pair[side] is not None and pair[1 - side] is None for pair in pairs)


def _count_columns(rows: CellWords) -> int:
    return len(rows[0]) if rows else 0

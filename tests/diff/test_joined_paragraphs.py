"""Stretches of paragraphs that one side joined or split."""

import pytest

from wsisc.diff import joined_paragraphs, word_tree
from wsisc.diff.joined_paragraphs import Stretch

NAMES = word_tree.Names({})
A, B, C = "Alpha one two three four.", "Beta five six seven eight.", "Gamma nine ten eleven twelve."


def stretches(base, theirs, ours):
    blocks = [word_tree.parse("\n\n".join(each), NAMES).children for each in (base, theirs, ours)]
    sides = ((each, word_tree.align_nodes(blocks[0], each)) for each in blocks[1:])
    return list(joined_paragraphs.find_stretches(blocks[0], *sides))


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "found"),
    [
        ([A, B], [A, B], [A, B], []),
        ([A, B], [f"{A} {B}"], [A, B], [Stretch(range(2), range(1), range(2))]),
        ([A, B], [A, B], [f"{A} {B}"], [Stretch(range(2), range(2), range(1))]),
        ([f"{A} {B}"], [A, B], [f"{A} {B}"], [Stretch(range(1), range(2), range(1))]),
        ([A, B, C], [f"{A} {B} {C}"], [A, B, C], [Stretch(range(3), range(1), range(3))]),
        ([A, B, C], [A, f"{B} {C}"], [f"{A} {B}", C], [Stretch(range(3), range(2), range(2))]),
        ([A, B, C], [f"{A} {C}"], [A, B, C], [Stretch(range(3), range(1), range(3))]),
        ([A, B], [f"{A} {B}"], [A, C, B], [Stretch(range(2), range(1), range(3))]),  # something is between
        ([A, B], [A + " New."], [A, B], []),  # the other one went
        ([f"{A} {B}"], [A, "beta five six seven other."], [f"{A} {B}"], [Stretch(range(1), range(2), range(1))]),
        ([f"{A} {B}"], [A, "beta nothing of it."], [f"{A} {B}"], [Stretch(range(1), range(2), range(1))]),
        ([f"{A} {B}"], [A], [A, "beta five nothing of it."], []),  # perhaps another "beta five"
    ],
)
def test_stretches(base, theirs, ours, found):
    assert stretches(base, theirs, ours) == found

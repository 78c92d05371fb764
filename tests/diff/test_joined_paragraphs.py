"""Stretches of paragraphs that one side joined or split."""

import pytest

from wsisc.diff import diff3, word_tree
from wsisc.diff.diff3 import Stretch

NAMES = word_tree.Names({})
A, B, C = "Alpha one two three four.", "Beta five six seven eight.", "Gamma nine ten eleven twelve."


def stretches(base, theirs, ours):
    blocks = [word_tree.parse("\n\n".join(each), NAMES).children for each in (base, theirs, ours)]
    sides = ((each, word_tree.align_nodes(blocks[0], each)) for each in blocks[1:])
    return list(diff3.find_stretches(blocks[0], *sides))


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "found"),
    [
        ([A, B], [A, B], [A, B], []),
        ([A, B], [f"{A} {B}"], [A, B], [Stretch(range(2), range(1), range(2), True)]),
        ([A, B], [A, B], [f"{A} {B}"], [Stretch(range(2), range(2), range(1), False)]),
        ([f"{A} {B}"], [A, B], [f"{A} {B}"], [Stretch(range(1), range(2), range(1), True)]),
        ([A, B, C], [f"{A} {B} {C}"], [A, B, C], [Stretch(range(3), range(1), range(3), True)]),
        ([A, B, C], [A, f"{B} {C}"], [f"{A} {B}", C], [Stretch(range(3), range(2), range(2), True)]),
        ([A, B, C], [f"{A} {C}"], [A, B, C], []),
        ([A, B], [f"{A} {B}"], [A, C, B], []),  # something is between
        ([A, B], [A + " New."], [A, B], []),  # the other one went
        ([f"{A} {B}"], [A, "beta five six seven other."], [f"{A} {B}"], [Stretch(range(1), range(2), range(1), True)]),
        ([f"{A} {B}"], [A, "beta five nothing of it."], [f"{A} {B}"], []),
    ],
)
def test_stretches(base, theirs, ours, found):
    assert stretches(base, theirs, ours) == found

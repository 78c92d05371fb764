"""Alignments of columns: left is the default of words, and a choice beside numbers."""

import pytest

from wsisc.source.markup import richtext


@pytest.mark.parametrize(
    ("rule", "cells", "expected"),
    [
        (":---", ("Place", "Town"), ""),
        ("---", ("Place", "Town"), ""),
        (":---", ("12", "1 500.5 %"), "left"),
        (":---", ("12", ""), "left"),
        (":---", ("", ""), ""),
        (":---", ("12", "Town"), ""),
        ("---:", ("Place", "Town"), "right"),
        (":---:", ("Place", "Town"), "center"),
        ("---", ("12", "13"), ""),
    ],
)
def test_left_is_kept_only_beside_numbers(rule, cells, expected):
    text = "\n".join(["| a | b |", f"|{rule}|---|", *(f"| {cell} | x |" for cell in cells)])
    (table,) = richtext.parse(text, frozenset()).blocks
    assert table.aligns == (expected, "")

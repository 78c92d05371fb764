"""A run is split at offsets of a text, and nothing of it is lost."""

import pytest
from lxml import etree

from wsisc.ooxml.builders import split_run
from wsisc.ooxml.names import SPACE, W


def split(inner, *offsets):
    """Return the runs that a run with these children becomes, as texts, "/" for a break, and the pieces of its text."""
    paragraph = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr>{inner}</w:r></w:p>')
    pieces = split_run(next(paragraph.iter(f"{W}t")), *offsets)
    assert all(run.get(f"{W}rsidR") == "1" and run[0].tag == f"{W}rPr" and len(run[0]) == 1 for run in paragraph)
    runs = ["".join(each.text or "/" for each in run.iter(f"{W}t", f"{W}br")) for run in paragraph]
    return runs, [each.text for each in pieces], [each.get(SPACE) for each in pieces]


@pytest.mark.parametrize(
    ("inner", "offsets", "runs", "pieces"),
    [
        ("<w:t>one two</w:t>", (3,), ["one", " two"], ["one", " two"]),
        ("<w:t>one two</w:t>", (6, 1, 3), ["o", "ne", " tw", "o"], ["o", "ne", " tw", "o"]),
        ("<w:t>one</w:t>", (0, 3, 9), ["one"], ["one"]),
        ("<w:br/><w:t>one</w:t><w:br/>", (), ["/one/"], ["one"]),
        ("<w:br/><w:t>one</w:t><w:br/>", (0,), ["/", "one/"], ["one"]),
        ("<w:br/><w:t>one</w:t><w:br/>", (2,), ["/on", "e/"], ["on", "e"]),
        ("<w:br/><w:t>one</w:t><w:br/>", (0, 2), ["/", "on", "e/"], ["on", "e"]),
    ],
)
def test_a_run_begins_at_each_offset(inner, offsets, runs, pieces):
    found, texts, spaces = split(inner, *offsets)
    assert (found, texts) == (runs, pieces)
    assert set(spaces) == ({"preserve"} if len(pieces) > 1 else {None})

"""Lists that became one, since the paragraph between them went: each side's edits of their items land all the same."""

import pytest

from tests.merge import cases
from tests.merge.test_properties import merged
from wsisc.diff import word_tree

HEAD, P = cases.Unit(4, ["The4", "head", "words"]), cases.Unit(7, ["The7", "words", "between", "lists"])
A, B, C, D = (cases.Unit(id, [f"The{id}", "an", "item", "of", "it"], "item") for id in (5, 6, 8, 9))
THEIRS, OURS = (cases.Unit(8, ["The8", "an", "item", "of", by], "item") for by in ("THEIRS", "OURS"))
ALL = [HEAD, A, B, P, C, D]


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "expected"),
    [
        (ALL, [HEAD, A, B, P, THEIRS, D], [HEAD, A, B, C, D], [HEAD, A, B, THEIRS, D]),
        (ALL, [HEAD, A, B, C, D], [HEAD, A, B, P, OURS, D], [HEAD, A, B, OURS, D]),
        (ALL, [HEAD, A, B, P, D], [HEAD, A, B, C, D], [HEAD, A, B, D]),
        (ALL, [HEAD, A, B, C, D], [HEAD, A, B, P], [HEAD, A, B]),
        (ALL, [HEAD, A, B, THEIRS, D], [HEAD, A, P, C, D], [HEAD, A, THEIRS, D]),
        ([HEAD, A, B, C, D], [HEAD, A, B, C, D], [HEAD, A, B, P, C, D], ALL),
    ],
)
def test_edits_of_items_land(base, theirs, ours, expected):
    files = [cases.data_of(cases.Case([HEAD], [], units, [HEAD])) for units in (base, theirs, ours, expected)]
    (result, changes), _ = merged(*(cases.submission(each) for each in files[:2]), cases.yaml_of(files[2]))
    assert {each.verdict for each in changes} <= {"clean"}
    texts = [each.parts[2].parts[0].text for each in (cases.read(result), cases.submission(files[3]))]
    one, other = (word_tree.parse(each, word_tree.Names({})).signature for each in texts)
    assert one == other

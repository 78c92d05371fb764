"""What a reviewer adds in one place is there in the reviewed order, also where a list cannot be inserted first."""

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import source
from wsisc.diff.sides import Sides
from wsisc.merge import apply, collect
from wsisc.source import model

LIST = "We welcome:\n\n- the first measure;\n- the second measure.\n"
NUMBERED = "1) Tau upsilon is the first item of the list.\n"


def _data(text):
    return minimal({"parts": {"one": {"text": text}}})


def merge_texts(base, theirs, ours=None):
    """Return the text of part one after a merge, and the verdicts."""
    base, theirs, ours = (_data(each) for each in (base, theirs, base if ours is None else ours))
    sides = Sides(*map(model.from_data, (base, theirs, ours)))
    content, changes, _ = apply.apply_changes(as_yaml(ours), sides, collect.find_changes(sides))
    return source.read(content, "").data["parts"]["one"]["text"], [each.verdict for each in changes]


@pytest.mark.parametrize(
    ("base", "added"),
    [
        (LIST, "We reject:\n\n- the third measure;\n- the fourth measure.\n\nThis holds until 2030.\n"),
        (LIST, "We reject:\n\n- the third measure.\n\nWe add:\n\n- the fourth measure.\n\nThis holds until 2030.\n"),
        (NUMBERED, "Kappa rho is new.\n\n> Xi kappa omicron.\n\n1) Epsilon omega nu.\n\n2) Upsilon nu.\n\nThe end.\n"),
    ],
)
def test_paragraphs_and_lists_added_below_a_list_keep_their_order(base, added):
    merged, verdicts = merge_texts(base, f"{base}\n{added}")
    assert merged == f"{base}\n{added}"
    assert set(verdicts) == {"clean"}

"""What a reviewer adds in one place is there in the reviewed order, also where a list cannot be inserted first."""

import pytest

from tests.merge.versions import merge_texts

LIST = "We welcome:\n\n- the first measure;\n- the second measure.\n"
NUMBERED = "1) Tau upsilon is the first item of the list.\n"


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

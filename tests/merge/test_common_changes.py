"""What author and reviewer both did is no surplus and no loss, whatever words the author has elsewhere."""

import pytest

from tests.conftest import as_yaml, build, minimal
from tests.merge.sent_file import reviewed
from tests.merge.versions import sides
from wsisc.merge.common_changes import count_common
from wsisc.merge.component_accounting import MergeInputs, find_unaccounted

KEPT = "We connected 412 schools and 38 posts."
GONE = "The main obstacles were the cost of energy and the lack of spectrum in rural areas."


def data(one, two="The year was one of consolidation."):
    return {"parts": {"one": {"text": one}, "two": {"text": two}}}


SENT = data(f"{KEPT} {GONE}")
OWN = "We moved the spectrum plan forward."  # it has words of the sentence that both removed


@pytest.mark.parametrize(
    ("sent", "edit", "ours"),
    [
        (SENT, ("replace", f" {GONE}", ""), data(KEPT, f"The year was one of consolidation. {OWN}")),
        (SENT, ("replace", f" {GONE}", ""), data(f"{KEPT}\n\n{OWN}")),
        (data(f"{KEPT}\n\n{GONE}"), ("remove", GONE), data(KEPT, OWN)),
        (data(KEPT, OWN), ("add", KEPT, GONE), data(f"{KEPT}\n\n{GONE}", "We moved it forward.")),  # both added it
    ],
)
def test_what_both_did_is_done_once_whatever_the_author_did_elsewhere(merge, sent, edit, ours):
    text = as_yaml(minimal(ours)).decode()
    code, output, merged = merge(reviewed(edit, by="", content=build(minimal(sent))), text)
    assert (code, merged) == (0, text), output


def test_a_word_that_only_the_reviewer_removed_is_still_missed():
    inputs = MergeInputs(sides(data("alpha beta", "beta"), data("alpha", "beta"), data("alpha beta", "beta")))
    assert [each.old for each in find_unaccounted(inputs, inputs.sides.ours, [])] == ["beta"]


@pytest.mark.parametrize(
    ("texts", "removed", "added"),
    [
        (("alpha beta", "alpha", "alpha"), ["beta"], []),
        (("alpha beta", "alpha", "alpha beta"), [], []),
        (("alpha beta", "alpha", "beta"), [], []),
        (("alpha", "alpha beta", "alpha beta"), [], ["beta"]),
        (("alpha", "alpha beta", "beta alpha"), [], []),
        (("alpha beta\n\nbeta", "alpha\n\nbeta", "alpha beta"), [], []),  # one removed the first, the other the second
    ],
)
def test_both_did_the_same_only_in_the_same_place(texts, removed, added):
    counts = count_common(sides(*map(data, texts)))
    assert [[word for _, word in each.elements()] for each in counts] == [removed, added]

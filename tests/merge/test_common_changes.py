"""What author and reviewer both did is no surplus; what the author moved, and the reviewer changed, is where it is."""

import pytest

from tests.conftest import as_yaml, build, minimal
from tests.merge.sent_file import reviewed
from tests.merge.versions import sides
from wsisc.merge import collect
from wsisc.merge.common_changes import count_common
from wsisc.merge.component_accounting import MergeInputs, find_unaccounted

KEPT = "We connected 412 schools and 38 posts."
GONE = "The main obstacles were the cost of energy and the lack of spectrum in rural areas."
NEXT = "Few posts have any power at night."
ONE, TWO = ("parts", "one", "text"), ("parts", "two", "text")


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


def conflicts(sent, theirs, ours):
    found = collect.find_changes(sides(sent, theirs, ours))
    return [(each.action, each.path, each.old) for each in found if each.verdict == "conflict"]


@pytest.mark.parametrize(
    ("theirs", "ours", "found"),
    [
        (data(KEPT), data(KEPT, f"The year was one of consolidation. {GONE}"), [("removed", TWO, GONE)]),
        (data(KEPT, GONE), data(KEPT, GONE), []),  # both moved it
        (data(KEPT), data(KEPT), []),
    ],
)
def test_a_sentence_that_one_removed_and_the_other_moved_is_a_conflict(theirs, ours, found):
    assert conflicts(SENT, theirs, ours) == found


def test_a_sentence_can_be_moved_within_its_paragraph():
    assert conflicts(data(f"{GONE} {NEXT}"), data(GONE), data(f"{NEXT} {GONE}")) == [("removed", ONE, NEXT)]


def test_neighbouring_sentences_are_one_conflict_and_those_that_are_gone_are_none():
    sent = data(f"{KEPT} {GONE} {NEXT} {OWN}")
    found = conflicts(sent, data(KEPT), data(KEPT, f"The year was one of consolidation. {GONE} {NEXT}"))
    assert found == [("removed", TWO, f"{GONE} {NEXT}")]


@pytest.mark.parametrize("edit", [("remove", GONE), ("replace", "The main", "The great")])
def test_a_paragraph_that_the_author_moved_is_shown_where_it_is(merge, edit):
    document = reviewed(edit, by="", content=build(minimal(data(f"{KEPT}\n\n{GONE}"))))
    text = as_yaml(minimal(data(KEPT, f"The year was one of consolidation.\n\n{GONE}"))).decode()
    code, output, merged = merge(document, text)
    assert code == 1
    assert "you moved it to this place" in output
    assert "(Part Two, Text)" in output
    [yours] = [line for line in output.splitlines() if line.startswith("  yours:")]
    assert "The main obstacles were" in yours
    assert merged.index("  two:") < merged.index("comments:") < merged.index("  three:")


def test_a_paragraph_that_the_author_removed_is_nowhere():
    sent, theirs = data(f"{KEPT}\n\n{GONE}"), data(f"{KEPT}\n\n{GONE.replace('main', 'great')}")
    [change] = collect.find_changes(sides(sent, theirs, data(KEPT)))
    assert (change.verdict, change.path, change.reason) == ("conflict", ONE, "")

"""Of a paragraph that both sides edited, only the words that both changed are a conflict."""

from dataclasses import replace

import pytest

from tests.conftest import as_yaml, minimal
from tests.merge.versions import merge_texts, sides
from wsisc import source
from wsisc.merge import apply, collect

SENT = "We connected 412 schools and 38 posts. The main obstacles were the cost of energy. We met often."
REVIEWED = "We connected 415 schools and 38 posts. We met often."
OWN = "We connected 413 schools and 40 posts. The main obstacles were the cost of energy. We met very often."
MERGED = "We connected 413 schools and 40 posts. We met very often."
ACCEPTED = "We connected 415 schools and 40 posts. We met very often."


def data(words):
    return {"parts": {"one": {"text": words}}}


def test_all_else_is_merged_and_the_proposal_keeps_the_other_edits_of_the_author():
    [merged, conflict] = collect.find_changes(sides(data(SENT), data(REVIEWED), data(OWN)))
    assert (merged.verdict, merged.quote, merged.proposal) == ("clean", OWN, MERGED)
    assert (conflict.verdict, conflict.quote, conflict.proposal) == ("conflict", MERGED, ACCEPTED)
    assert (conflict.old, conflict.new) == (ACCEPTED.replace("415", "412"), ACCEPTED)
    assert merge_texts(SENT, REVIEWED, OWN) == (MERGED, ["clean", "conflict"])


@pytest.mark.parametrize(("accepted", "text"), [((0, 1), ACCEPTED), ((1,), ACCEPTED), ((0,), MERGED), ((), OWN)])
def test_a_person_can_accept_both_or_one(accepted, text):
    three = sides(data(SENT), data(REVIEWED), data(OWN))
    changes = [
        replace(change, verdict="clean" if at in accepted else "rejected")
        for at, change in enumerate(collect.find_changes(three))
    ]
    applied = apply.apply_changes(as_yaml(minimal(data(OWN))), three, changes)
    assert source.read(applied.content, "").data["parts"]["one"]["text"] == text
    assert [each.verdict for each in applied.changes] == [each.verdict for each in changes]


def test_merged_once_more_there_is_no_other_comment():
    three = sides(data(SENT), data(REVIEWED), data(OWN))
    content = apply.apply_changes(as_yaml(minimal(data(OWN))), three, collect.find_changes(three)).content
    again = sides(data(SENT), data(REVIEWED), source.read(content, "").data)
    assert apply.apply_changes(content, again, collect.find_changes(again)).content == content


def test_what_was_merged_before_is_known_although_equal_words_allow_another_alignment():
    """The second merge took "e x" for words of the author in place of "d e", and proposed to undo that too."""
    sent, reviewed, own = "a b c d e", "c d e x", "b c e"
    merged, _ = merge_texts(sent, reviewed, own)
    [conflict] = collect.find_changes(sides(data(sent), data(reviewed), data(merged)))
    assert (merged, conflict.proposal) == ("b c e x", "c e x")


@pytest.mark.parametrize(
    ("sent", "reviewed", "own"),
    [
        ("a b c d", "a x c d", "a y c d"),  # nothing else
        ("a b c d e f", "a **b** c d x f", "a y c d e f"),  # formatting
        ("a move me. b c d e", "a b c d me move me. x", "a move me. b c d y"),  # words that were moved into it
    ],
)
def test_what_cannot_be_kept_apart_is_a_conflict_of_the_paragraph(sent, reviewed, own):
    text, verdicts = merge_texts(sent, reviewed, own)
    assert (text, verdicts) == (own, ["conflict"])


def test_joined_paragraphs_are_merged_in_part():
    sent = "One two three four.\n\nFive six seven eight nine ten."
    reviewed, own = "One x three four. Five six seven eight nine ten.", sent.replace("two", "y").replace("nine", "9")
    [merged, conflict] = collect.find_changes(sides(data(sent), data(reviewed), data(own)))
    assert (merged.proposal, conflict.proposal) == (
        "One y three four. Five six seven eight 9 ten.",
        "One x three four. Five six seven eight 9 ten.",
    )


SPLIT_BY_BOTH = [
    ("b0 b1 b2\n\nb3 b4", "T0 b1\n\nb2\n\nb3\n\nb4", "b0 b1 b3 O0"),
    ("b0 b1\n\nb2. b3 b4 b5 b6", "b0 T0 b2. b3 b4 b5 b6", "b0 b1\n\nO0 b2.\n\nb3 b4 b5 b6"),
    ("b0 b1 b2 b3 b4\n\nb5. b6", "b0 b1 T2 b5. T0 T1", "b0 b1 b2 b3 b4\n\nb5."),  # moved out of an unchanged one
    ("b0 b1 b2\n\nb3 b4", "T0 T1 b2 b4", "b0 O0 O1\n\nO2 b4"),  # moved out of one that the author shortened
]


@pytest.mark.parametrize(("sent", "reviewed", "own"), SPLIT_BY_BOTH)
def test_words_of_paragraphs_that_were_split_or_joined_are_there_once(sent, reviewed, own):
    """Merged one by one, the paragraphs had words twice, or none of some, or such as the author had removed."""
    text, verdicts = merge_texts(sent, reviewed, own)
    words, before, after, yours = (each.split() for each in (text, sent, reviewed, own))
    assert len(words) == len(set(words))
    assert {*yours} - {*before} <= {*words}
    assert {*yours} & {*after} <= {*words}
    assert not ({*before} - {*yours}) & {*words}
    assert "conflict" in verdicts


@pytest.mark.parametrize(
    ("sent", "reviewed", "own"),
    [
        *SPLIT_BY_BOTH,
        ("b0 b1 b2 b3 b4", "b0 T0 b4", "O2 O3 O4\n\nO0 O1 b0 b1 b2 b3 b4"),  # spaces were kept in place of words
        ("b0 b1", "T0 T1\n\nb1", "O0"),
        ("a b c d\n\ne f g h", "a b x d\n\ne f y h", "a b c d\n\nv w"),  # what was sole beside an unchanged one
    ],
)
def test_a_second_merge_changes_nothing(sent, reviewed, own):
    three = sides(data(sent), data(reviewed), data(own))
    content = apply.apply_changes(as_yaml(minimal(data(own))), three, collect.find_changes(three)).content
    again = sides(data(sent), data(reviewed), source.read(content, "").data)
    assert apply.apply_changes(content, again, collect.find_changes(again)).content == content

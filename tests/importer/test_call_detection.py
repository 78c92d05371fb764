"""What the cover and the prompts say -> the call that a file answers."""

import re
from collections import Counter

import pytest

from wsisc.calls import call as calls
from wsisc.importer.account.report import ItemCode, Reason
from wsisc.importer.account.word_accounting import Ledger
from wsisc.importer.cover import call_detection
from wsisc.importer.cover.call_detection import UnknownCall
from wsisc.importer.cover.cover_detection import Cover
from wsisc.importer.parts.part_headings import PartStart
from wsisc.readers.word.content import WordContent

KNOWN = calls.BUILT_IN


def choose(cover=None, starts=None, call_id=""):
    """Return the id of the chosen call, and what is reported; `starts` are scores, or starts, by the ids of calls."""
    content = WordContent(())
    ledger = Ledger(content, content)
    part_starts = {
        id: {0: PartStart(("one",), confidence=found)} if isinstance(found, int) else found
        for id, found in (starts or {}).items()
    }
    call = call_detection.choose_call(KNOWN, call_id, cover or Cover(), part_starts, ledger)
    return call.id, [(item.kind.partition(",")[0], item.text) for item in ledger.items]


def cover(sessions=(), years=(), found=(), title="", is_found=True):
    return Cover("", title, 0, Counter(sessions), Counter(years), Counter(found), is_found=is_found)


def test_a_call_of_which_one_part_has_a_heading_has_prompts():
    def own_call(id, headed):
        text = KNOWN.text("cstd-26").replace("id: cstd-26", f"id: {id}")
        return re.sub(rf"( *)- id: (?!{headed}\n).+\n", r"\g<0>\1  heading: false\n", text)

    known = calls.Catalogue({"partly": own_call("partly", "two"), "nowhere": own_call("nowhere", "none")})
    assert {"partly", "nowhere"} & {each.id for each in call_detection.calls_with_prompts(known)} == {"partly"}


def test_a_named_call_wins():
    assert choose(cover([14]), {"cstd-17": 1}, "cstd-14") == ("cstd-14", [])


def report_other(found, call_id, stated=""):
    """Return what is reported where a person named a call."""
    ledger = Ledger(WordContent(()), WordContent(()))
    call_detection.report_other_call(KNOWN.load(call_id), stated, KNOWN, found, {}, ledger)
    assert all(item.code == ItemCode.OTHER_CALL and item.needs_person for item in ledger.items)
    return [(item.kind.partition(";")[0].partition(", ")[0], item.text) for item in ledger.items]


def test_a_named_call_that_is_not_that_of_the_file_is_reported():
    kind = "the cover names another session than the call cstd-14"
    assert report_other(cover([26]), "cstd-14") == [(kind, "26")]
    assert report_other(cover([26]), "cstd-next") == [("the cover names a session", "26")]
    kind = "the document is for another call than cstd-14"
    assert report_other(cover([26]), "cstd-14", "cstd-next") == [(kind, "cstd-next")]
    assert report_other(cover([26]), "cstd-26", "cstd-26") == []
    assert report_other(cover(), "cstd-26") == []


@pytest.mark.parametrize(
    ("sessions", "years", "id", "named"),
    [
        ([26], [], "cstd-26", ""),
        ([], [2023], "cstd-26", ""),
        ([26], [2012], "cstd-26", "15, 26"),  # a number counts twice
        ([26], [2012, 2012, 2012], "cstd-15", "15, 26"),
        ([26], [1871], "cstd-26", ""),  # no year of a session
        ([26], [1997], "cstd-26", ""),
        ([26], [1998], "cstd-26", ""),  # what is known about sessions begins with the 11th
        ([26], [2026], "cstd-26", "26, 29"),
        ([], [2096, 2023, 2023], "cstd-26", ""),
        ([], [2097, 2023], "cstd-26", ""),
    ],
)
def test_the_session_on_the_cover_counts_before_prompts(sessions, years, id, named):
    reported = [("cover names several sessions or years", named)] if named else []
    assert choose(cover(sessions, years), {"cstd-17": 9}) == (id, reported)


def test_a_session_without_a_call_is_unknown():
    with pytest.raises(UnknownCall, match="99"):
        choose(cover([99]), {"cstd-26": 1})


def test_a_cover_of_a_call_without_a_session_counts():
    assert choose(cover(found=["cstd-wsis20"]))[0] == "cstd-wsis20"
    assert choose(cover(found=["cstd-wsis20", "cstd-next", "cstd-next"]))[0] == "cstd-next"
    assert choose(cover(found=["cstd-wsis20", "cstd-next", "cstd-next"]), {"cstd-wsis20": 1})[0] == "cstd-wsis20"
    assert choose(cover(found=["cstd-wsis20"], is_found=False), {"cstd-26": 1})[0] == "cstd-26"


@pytest.mark.parametrize(
    ("starts", "title", "id"),
    [
        ({"cstd-26": 2, "cstd-17": 1}, "", "cstd-26"),
        ({"cstd-26": 1, "cstd-17": 1}, "", "cstd-26"),
        ({"cstd-26": 1, "cstd-17": 1}, "What we did in 2013", "cstd-17"),
        ({"cstd-26": 1, "cstd-next": 1}, "", "cstd-next"),
    ],
)
def test_the_best_prompts_decide_without_a_cover(starts, title, id):
    assert choose(cover(title=title), starts) == (
        id,
        [("the file does not name its call; this one has its questions", id)],
    )


def test_without_cover_and_prompts_the_call_of_the_coming_session_is_assumed_and_reported():
    for starts in ({}, {"cstd-26": 0}):
        kind = "the file does not show which call it answers; this one is assumed"
        assert choose(cover(), starts) == ("cstd-next", [(kind, "cstd-next")])


def test_labels_alone_tell_no_call_from_another():
    """A report with chapters I to IV was taken for an answer to the call with four questions."""
    four, two = (
        {at: PartStart((id,), confidence=0.9, reason=Reason.LABEL) for at, id in enumerate(ids)}
        for ids in (("question-1", "question-2", "question-3", "question-4"), ("one", "two"))
    )
    kind = "the file does not show which call it answers; this one is assumed"
    assert choose(starts={"cstd-18": four, "cstd-26": two, "cstd-next": two}) == ("cstd-next", [(kind, "cstd-next")])


def test_the_calls_with_prompts():
    ids = [each.id for each in call_detection.calls_with_prompts(KNOWN)]
    assert "cstd-16" not in ids
    assert {"cstd-17", "cstd-26", "cstd-wsis20"} <= set(ids)

"""The known calls -> the phrases by which a Word file is recognised."""

import pytest

from wsisc.calls import call as calls
from wsisc.importer import call_phrases
from wsisc.importer.call_phrases import CoverWording

KNOWN = calls.BUILT_IN


@pytest.mark.parametrize(
    ("text", "languages", "sessions"),
    [
        ("twenty sixth session", ["en"], [26]),
        ("the 26th session", ["en"], [26]),
        ("first session", ["en"], [1]),
        ("sixtieth session", ["en"], []),
        ("50th session 51st sessions", ["en"], [50, 51]),
        ("60th session", ["en"], [60]),
        ("61st session", ["en"], []),
        ("twenty sixth meeting", ["en"], []),
        ("quarante cinquième session", ["en", "fr"], [45]),
        ("quarante cinquième session", ["en"], []),
        ("session", ["en"], []),
        ("fourteenth and fifteenth session", ["en"], [15]),
    ],
)
def test_the_sessions_that_a_text_names(text, languages, sessions):
    assert list(call_phrases.find_sessions(text, languages)) == sessions


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2022 and 1999", [2022, 1999]),
        ("12022 20222 1899 2100 ", []),
        ("2022/23,2021", [2022, 2021]),
        ("A2022b", [2022]),
    ],
)
def test_the_years_in_a_text(text, years):
    assert call_phrases.find_years(text) == years


def variants(label):
    part = next(part for _, part in calls.parts(KNOWN.load("cstd-26")))
    return call_phrases.label_variants(type(part)(**{**vars(part), "label": {"en": label}}), "en")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Part One:", {"part one", "part i", "part 1"}),
        ("Part III", {"part three", "part iii", "part 3"}),
        ("Part 10", {"part ten", "part x", "part 10"}),
        ("Part 11", {"part 11"}),
        ("Part B", {"part b"}),
        ("(a)", {"a"}),
        ("3.", {"3", "question 3", "q3"}),
    ],
)
def test_the_ways_to_write_a_label(label, expected):
    assert variants(label) == expected


def test_the_wordings_of_covers_are_paragraphs_lines_and_neighbours():
    wordings = call_phrases.cover_wordings(KNOWN)
    assert len({(each.name, each.text) for each in wordings}) == len(wordings)
    assert CoverWording("cover-body", "科学和技术促进发展委员会", "") in wordings
    assert all(each.name != "cover-by" and each.second != "cover-by" for each in wordings)
    [joined] = [each for each in wordings if each.call == "cstd-26" and each.name == "cover-body" and each.second]
    assert joined.first_word_count == 8
    assert joined.text.split()[:9][-2:] == ["cstd", "twenty"]


def test_the_phrases_before_the_contributor():
    assert {"submission by", "submitted by"} <= call_phrases.submitter_phrases(KNOWN)


def test_usable_calls_begin_with_the_latest_session():
    sessions = [call.session.number if call.session else 0 for call in call_phrases.usable_calls(KNOWN)]
    assert sessions == sorted(sessions, reverse=True)
    assert sessions[-1] == 0
    assert call_phrases.call_languages(KNOWN)[0] == "en"


def test_phrases_are_folded():
    assert call_phrases.phrases("places") == ("geneva", "genève", "ginebra")
    assert call_phrases.phrases("submitted-by") == ("submitted by",)

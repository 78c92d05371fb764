"""The known calls -> the phrases by which a Word file is recognised."""

import pytest

from wsisc.calls import call as calls
from wsisc.importer.cover import call_phrases

KNOWN = calls.BUILT_IN


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        ("twenty sixth session", [26]),
        ("the 26th session", [26]),
        ("first session", [1]),
        ("sixtieth session", []),
        ("50th session 51st sessions", [50, 51]),
        ("60th session", [60]),
        ("61st session", []),
        ("twenty sixth meeting", []),
        ("quarante cinquième session", [45]),
        ("26 o período de sesiones", [26]),
        ("26 я сессия", [26]),
        ("99 o período de sesiones", []),
        ("session", []),
        ("fourteenth and fifteenth session", [15]),
    ],
)
def test_the_sessions_that_a_text_names(text, sessions):
    assert list(call_phrases.find_sessions(text)) == sessions


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


def test_the_wordings_of_covers_are_paragraphs_lines_and_neighbours():
    wordings = call_phrases.cover_wordings(KNOWN)
    assert len({(each.name, each.text) for each in wordings}) == len(wordings)
    assert ("cover-body", "科学和技术促进发展委员会") in {(each.name, each.text) for each in wordings}
    assert all(each.name != "cover-by" and each.second != "cover-by" for each in wordings)
    joined, in_figures = (
        each for each in wordings if each.call == "cstd-26" and each.name == "cover-body" and each.second
    )
    assert in_figures.text.split()[7:9] == ["cstd", "26th"]
    assert joined.first_word_count == 8
    assert joined.text.split()[:9][-2:] == ["cstd", "twenty"]


def test_the_phrases_before_the_contributor():
    assert {"submission by", "submitted by"} <= call_phrases.submitter_phrases(KNOWN)


def test_usable_calls_begin_with_the_latest_session():
    sessions = [call.session.number if call.session else 0 for call in call_phrases.usable_calls(KNOWN)]
    assert sessions == sorted(sessions, reverse=True)
    assert sessions[-1] == 0


def test_phrases_are_folded():
    assert {"geneva", "genève", "ginebra"} <= set(call_phrases.phrases("places"))
    assert {"submitted by", "présenté par"} <= set(call_phrases.phrases("submitted-by"))

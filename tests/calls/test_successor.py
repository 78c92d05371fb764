"""The call of another session, derived from one: what is computed, what is left out, what is listed to be checked."""

import pytest

from tests.conftest import minimal
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import call_check, locale, reporting, successor
from wsisc.calls.call import Catalogue
from wsisc.calls.successor import NewSession
from wsisc.document import outline
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model

CSTD_26 = calls.BUILT_IN.load("cstd-26")


def derive_call(*known, id="cstd-30", base=CSTD_26):
    text = successor.derive(base, id, NewSession(*known))
    assert call_check.check(source.read(text.encode(), id), id) == []
    return Catalogue({id: text}).load(id)


def cover(call):
    blocks = outline.build_blocks(model.from_data(minimal()), call, locale.load("en"))
    return {block.kind: block.text for block in blocks if block.kind.startswith("cover-")}


def test_what_follows_from_the_number_is_computed_and_dates_are_not_invented():
    call = derive_call(30)
    assert (call.session.number, call.session.year) == (30, 2027)
    assert cover(call)["cover-session"] == "Thirtieth session\nGeneva"
    assert "(to the 30th session of the CSTD)" in cover(call)["cover-statement"]
    assert outline.subject(call, locale.load("en")).endswith("(CSTD), 30th session, Geneva")
    assert call.parts == CSTD_26.parts


def test_nothing_of_the_old_session_is_left():
    text = successor.derive(CSTD_26, "cstd-30", NewSession(30))
    to_check = "\n".join(successor.read_to_check(text))
    rest = "\n".join(
        line for line in text.splitlines() if not line.lstrip('- "').startswith(tuple(to_check.splitlines()))
    )
    for stale in ("2023", "2022", "27-31", "Twenty-sixth", "26th", "frozen"):
        assert stale not in rest


def test_every_part_and_every_slot_is_to_be_checked():
    to_check = successor.read_to_check(successor.derive(CSTD_26, "cstd-30", NewSession(30)))
    for word in ("year", "dates", "place", "cover", "languages", "Part One", "Part Two", "Part Three", "(a)", "(b)"):
        assert any(word in each for each in to_check)


def test_what_is_known_is_printed_and_a_second_generation_is_like_the_first():
    call = derive_call(31, "3 to 7 April 2028", 'Geneva: "online" & more', id="cstd-31", base=derive_call(30))
    assert cover(call)["cover-session"] == 'Thirty-first session\nGeneva: "online" & more, 3 to 7 April 2028'
    assert call.text.count("\nto-check:") == call.text.count("\nsource:") == 1
    assert "\n\n\n" not in call.text


def test_comments_and_order_of_the_file_stay():
    text = successor.derive(CSTD_26, "cstd-30", NewSession(30))
    kept = [line for line in CSTD_26.text.splitlines() if line in text.splitlines()]
    assert len(kept) >= len(CSTD_26.text.splitlines()) - 8
    assert "subject:                      # the document property of that name" in text


def test_no_reporting_period_follows_from_the_number_of_a_session():
    unknown = derive_call(30)
    assert unknown.reporting is None
    assert "on their efforts to implement" in cover(unknown)["cover-subject"]
    assert "reporting:" not in unknown.text.partition("to-check")[0]
    wrapped = derive_call(30, base=calls.BUILT_IN.load("cstd-17"))
    assert "on their efforts to implement" in cover(wrapped)["cover-subject"]


def test_a_period_of_two_years_is_printed_in_words():
    period = reporting.from_data({"from": "2025-01-01", "to": "2026-12-31"})
    call = derive_call(30, "", "", None, period)
    assert call.reporting == period
    assert "on their efforts in 2025 and 2026 to implement" in cover(call)["cover-subject"]
    third = derive_call(31, "", "", None, reporting.of_year(2027), id="cstd-31", base=call)
    assert "on their efforts in 2027 to implement" in cover(third)["cover-subject"]
    assert derive_call(32, id="cstd-32", base=third).reporting is None


def test_what_is_known_about_a_session_is_filled_in():
    call = derive_call(22, id="cstd-22")
    assert call.reporting == reporting.of_year(2018)
    assert (call.session.dates, call.session.place) == ("13-17 May 2019", "Geneva")
    own = CSTD_26.text.replace("languages: [en]", "languages: [en]\nvocabularies: [kinds]\ndeadline: 2022-11-30")
    base = Catalogue({"cstd-26": own}).load("cstd-26")
    with pytest.raises(WsiscError, match="the year of session 30 is not known"):
        derive_call(30, base=base)
    assert derive_call(30, "", "", 2031, base=base).deadline == ""


@pytest.mark.parametrize(
    ("id", "expected"), [("cstd-26", "cstd-30"), ("review", "review-30"), ("cstd-next", "cstd-30")]
)
def test_the_id_carries_the_number(id, expected):
    assert successor.successor_id(calls.Call(id, None, (), {}, (), (), ""), 30) == expected


def test_a_call_of_no_session_gets_one_in_all_its_languages():
    base = calls.BUILT_IN.load("cstd-next")
    call = derive_call(30, base=base)
    assert call.languages == base.languages
    assert call.session.number == 30
    for language in call.languages:
        spoken = locale.load(language)
        blocks = outline.build_blocks(model.from_data(minimal({"language": language})), call, spoken)
        [session] = [block.text for block in blocks if block.kind == "cover-session"]
        words = spoken.ordinal_in_words(30)
        assert words.lower() in session.lower()
        assert "{" not in session + outline.subject(call, spoken)
    assert "第三十届会议" in outline.subject(call, locale.load("zh"))
    assert "第第" not in outline.subject(call, locale.load("zh"))


def test_no_cover_says_that_reporting_is_annual_since_it_is_every_two_years():
    call = derive_call(30, base=CSTD_26)
    [statement] = [block.text["en"] for block in call.cover if block.name == "cover-statement"]
    assert statement.endswith("as part of his reporting to the Commission.")
    to_check = successor.read_to_check(call.text)
    assert any(each.startswith('The cover (cover-statement): "annual" is left out') for each in to_check)
    before = derive_call(27, base=CSTD_26)
    assert "his annual reporting" in before.text
    assert any('it says "annual reporting"' in each for each in successor.read_to_check(before.text))
    two_years = successor.read_to_check(successor.derive(calls.BUILT_IN.load("cstd-next"), "cstd-30", NewSession(30)))
    assert not any("annual" in each for each in two_years)


def test_a_call_written_otherwise_has_no_successor():
    odd = CSTD_26.text.replace("id: cstd-26", '"id": cstd-26')
    with pytest.raises(WsiscError, match="cstd-26"):
        successor.derive(Catalogue({"cstd-26": odd}).load("cstd-26"), "cstd-30", NewSession(30))


@pytest.mark.parametrize(
    ("text", "slots", "expected"),
    [
        ("{place}, {dates}", {"place": "Geneva", "dates": ""}, "Geneva"),
        ("{place}, {dates}", {"place": "", "dates": "May"}, "May"),
        ("{n} session\n{place}, {dates}", {"n": "30th", "place": "", "dates": ""}, "30th session"),
        ("(CSTD), {n} session, {place}, {dates}", {"n": "30th", "place": "", "dates": ""}, "(CSTD), 30th session"),
        ("الدورة {n}، {place}، {dates}", {"n": "30", "place": "", "dates": ""}, "الدورة 30"),
        ("a\n\n{place}", {"place": "{dates}"}, "a\n\n{dates}"),
    ],
)
def test_a_slot_that_is_not_known_is_left_out_with_its_comma_and_its_line(text, slots, expected):
    assert calls.fill_known(text, slots) == expected

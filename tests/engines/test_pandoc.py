"""Conversions by one Pandoc that stays, or by one each: the same results, in whatever order they are requested."""

import sys

import pytest

from tests.processes import record_started
from wsisc.engines import child_processes, pandoc
from wsisc.messages.diagnostic import WsiscError

TEXTS = [f"*word {number}*" for number in range(4)]
RESULTS = [f"<p><em>word {number}</em></p>\n".encode() for number in range(4)]


@pytest.fixture(params=["warm", "single"])
def way(request):
    pandoc.end_warm()
    if request.param == "warm":
        pandoc.keep_warm()
    yield request.param
    pandoc.end_warm()


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_results_are_those_of_their_texts_in_any_order(way, order):
    started = [pandoc.start(text, "html") for text in TEXTS]
    assert {at: started[at].result() for at in order} == dict(enumerate(RESULTS))


def test_what_is_cancelled_disturbs_no_other(way):
    first, second, third = (pandoc.start(text, "html") for text in TEXTS[:3])
    first.cancel()
    assert third.result() == RESULTS[2]
    second.cancel()
    assert pandoc.start(TEXTS[3], "html").result() == RESULTS[3]


@pytest.mark.parametrize("format", ["html", "plain", "docx", "typst"])
def test_a_text_is_converted_with_its_filters_and_without(way, format):
    content = pandoc.start(
        "| a | b |\n|---|---|\n| c | d |\n\nWords.[^n]\n\n[^n]: A note.\n", format, "tables.lua"
    ).result()
    assert content.startswith(b"PK") if format == "docx" else b"A note." in content


def test_raw_markup_is_refused_and_the_next_text_is_not(way):
    with pytest.raises(WsiscError, match="Pandoc failed"):
        pandoc.start("<b>raw</b>", "html", "refuse.lua").result()
    assert pandoc.start(TEXTS[0], "html", "refuse.lua").result() == RESULTS[0]


def test_a_warm_one_that_ends_is_replaced_by_another(monkeypatch):
    processes = record_started(monkeypatch)
    pandoc.keep_warm(start_now=True)
    assert pandoc.start(TEXTS[0], "html").result() == RESULTS[0]
    [warm] = processes
    warm.kill()
    warm.wait()
    started = [pandoc.start(text, "html") for text in TEXTS[:2]]
    assert [each.result() for each in started] == RESULTS[:2]
    assert pandoc.start(TEXTS[2], "html").result() == RESULTS[2]
    pandoc.end_warm()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the processor time of another process")
def test_a_text_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pandoc, "SECONDS", 0)
    monkeypatch.setattr(child_processes, "time_limit", lambda seconds, _: seconds)
    text = "\n\n".join(["A *word* of [many](https://example.org/) words."] * 60_000)
    with pytest.raises(WsiscError, match="Pandoc took more than 0 seconds"):
        pandoc.start(text, "docx").result()

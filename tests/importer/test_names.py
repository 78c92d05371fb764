"""Words and addresses -> names for links, footnotes and figures."""

import pytest

from wsisc.importer.text import inline_collector


@pytest.mark.parametrize(
    ("words", "address", "name"),
    [
        ("the Office on Drugs and Crime", "https://www.unodc.org/", "office-drugs-crime"),
        ("here", "https://www.unodc.org/en/index.html", "unodc-index"),
        ("click here", "https://data.un.org/", "un"),
        ("https://www.unodc.org/", "https://www.unodc.org/", "unodc"),
        ("someone@example.org", "mailto:some.one@example.org", "some-one"),
        ("中文", "https://www.example.co.uk/reports/2022/final.pdf", "example-final"),
        ("2022 report card of five words", "https://a.example/", "report-card-five-words"),
        ("", "https://[", "link"),
        ("É'tude générale", "https://a.example/", "etude-generale"),
    ],
)
def test_a_link_is_named_by_its_words_or_its_host(words, address, name):
    assert inline_collector.name_link(words, address, ()) == name


@pytest.mark.parametrize(
    ("words", "addresses", "name"),
    [
        ("See the annual report of 2022.", [], "annual-report-2022"),
        ("https://www.itu.int/en/connect2020", ["https://www.itu.int/en/connect2020"], "itu-connect2020"),
        ("https://www.itu.int/", [], "note"),
        ("More at https://www.itu.int/", ["https://www.itu.int/"], "more-at"),
        ("", [], "note"),
    ],
)
def test_a_note_is_named_by_its_words_or_its_address(words, addresses, name):
    assert inline_collector.name_note(words, addresses, ()) == name


def test_a_figure_is_named_by_its_caption_before_its_alternative_text():
    assert inline_collector.name_figure("A chart of schools", "Figure 1: Schools", ()) == "figure-1-schools"
    assert inline_collector.name_figure("A chart of schools", "", ()) == "chart-schools"
    assert inline_collector.name_figure("", "", ()) == "figure"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("one two three four five", "one-two-three-four"),
        (f"{'a' * 19} {'b' * 20} c", f"{'a' * 19}-{'b' * 20}"),  # 40 letters with the hyphen
        (f"{'a' * 20} {'b' * 20} c", "a" * 20),
    ],
)
def test_a_name_has_up_to_four_words_and_about_forty_letters(words, name):
    assert inline_collector.name_figure(words, "", ()) == name


@pytest.mark.parametrize(
    ("used", "name"),
    [
        ((), "note"),
        (("note",), "note-2"),
        (("note", "note-2", "note-3"), "note-4"),
        (("note", "note-3"), "note-2"),
        (("note", *(f"note-{number}" for number in range(2, 7))), "note-7"),
    ],
)
def test_a_used_name_gets_a_number(used, name):
    assert inline_collector.name_note("", [], used) == name

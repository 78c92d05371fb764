"""Runs -> marked texts, and the links, notes and figures in them."""

import pytest

from tests.importer.collected import PNG, builder_of, collect, items, texts_of
from tests.importer.paragraphs import para
from wsisc.importer.text import inline_collector
from wsisc.readers.word.content import Run, WordImage
from wsisc.source.markup.marked_text import MarkedText
from wsisc.source.markup.tree import Paragraph, Text
from wsisc.source.model import Figure


@pytest.mark.parametrize(
    ("address", "normalized"),
    [
        ("https://a.example/x y", "https://a.example/x%20y"),
        ("https://a.example/%20", "https://a.example/%20"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("file:///x", ""),
        (f"https://a.example/{'x' * 1982}", f"https://a.example/{'x' * 1982}"),  # 2,000 letters
        (f"https://a.example/{'x' * 1983}", ""),
    ],
)
def test_an_address_is_normalized_or_refused(address, normalized):
    assert inline_collector.normalize_address(address) == normalized


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.example/x.", ["https://a.example/x"]),
        ("(https://a.example/x)", ["https://a.example/x"]),
        ("https://a.example/x_(y)", ["https://a.example/x_(y)"]),
        ("https://a.example/[x]", []),
        ("HTTPS://a.example/ and http://b.example!", ["HTTPS://a.example/", "http://b.example"]),
        ("www.a.example", []),
        ("(see https://a.example/x_(y))", ["https://a.example/x_(y)"]),
        *((f"见https://a.example/x{mark}后面的话", ["https://a.example/x"]) for mark in "。，、；：！？…）》」"),
        *((f"انظر https://a.example/x{mark} ثم", ["https://a.example/x"]) for mark in "؛،؟:"),
        ("“https://a.example/x”", ["https://a.example/x"]),
        ("https://zh.example/信息社会。", ["https://zh.example/信息社会"]),
    ],
)
def test_addresses_in_words_are_links(text, links):
    texts = texts_of(collect(), para(text))
    assert "".join(each.text for each in texts) == text
    assert [each.link for each in texts if each.link] == links
    assert all(each.text == each.link for each in texts if each.link)
    assert texts_of(collect(styles=True), para(text)) == [MarkedText(text)]


def test_a_link_gets_one_name_unless_its_words_are_its_address():
    collector = collect()
    home = "https://a.example/"
    texts = texts_of(collector, para(Run("Home", link=home), Run(home, link=home), Run("x", link="https://b.example/")))
    assert [each.link for each in texts] == [home, home, "https://b.example/"]
    assert collector.link_names == {home: "example", "https://b.example/": "x"}
    assert texts_of(collect(), para(Run(home, link=home))) == [MarkedText(home, link=home)]


def test_a_note_is_collected_once():
    collector = collect(notes={"1": (para("Said so."),), "2": (para(" "),)})
    block = para("A", Run(note="1"), Run(note="1"), Run(note="2"), Run("u", underline=True))
    assert texts_of(collector, block) == [MarkedText("A"), MarkedText("", note="said-so"), MarkedText("u")]
    assert collector.notes == {"said-so": [Paragraph((Text("Said so."),))]}
    assert items(collector) == [
        ("second reference to a note", "Said so.", True),
        ("note without words, not imported", '2 (near "Au")', True),
        ("underlining removed", "u", False),
    ]


def test_the_notes_of_a_heading_wait_for_the_next_paragraph():
    collector = collect(notes={"1": (para("Said so."),)})
    heading = para("A  title", Run(note="1"), Run(" here", link="https://a.example/"), Run("#", link="#x"))
    assert collector.collect_plain_words(heading) == "A title here#"
    assert collector.pending_notes == ["1"]
    assert list(collector.collect_pending_notes(builder_of(collector))) == [MarkedText("", note="said-so")]
    assert list(collector.collect_pending_notes(builder_of(collector))) == []
    assert [(kind, person) for kind, _, person in items(collector)] == [
        ("note moved out of a heading, cover or caption", True),
        ("link in a heading or caption, not imported", True),
        ("link in a heading or caption, not imported", False),
    ]


@pytest.mark.parametrize(
    ("runs", "options", "reported"),
    [
        ([Run("all", italic=True)], {}, []),
        ([Run("some", italic=True), Run(" not")], {}, [("bold or italics removed", "some", False)]),
        ([Run("all", italic=True)], {"outline": 2}, [("italics in a heading or caption, not imported", "*all*", True)]),
        ([Run("all", italic=True)], {"outline": 3}, []),
    ],
)
def test_italics_on_a_heading_are_reported(runs, options, reported):
    collector = collect(styles="outline" in options)
    collector.collect_plain_words(para(*runs, **options))
    assert items(collector) == reported


def test_superscripts_are_reported_with_their_word():
    collector = collect()
    texts_of(collector, para("of CO", Run("2", raised="subscript"), " and 10 km", Run("x", raised="superscript")))
    texts_of(collector, para("a ", Run("b", raised="superscript")))
    assert items(collector) == [
        ("subscript imported as plain text", "CO2", False),
        ("superscript imported as plain text", "kmx", True),
        ("superscript imported as plain text", "b", True),
    ]


def test_the_language_of_a_phrase_is_collected_if_it_is_known():
    paragraph = para(Run("a "), Run("b", language="fr"), Run("c", language="xx-XX"))
    collector = collect(paragraph)
    assert [(each.text, each.language) for each in texts_of(collector, paragraph)] == [
        ("a ", ""), ("b", "fr"), ("c", "")
    ]  # fmt: skip
    assert items(collector) == [("language of words not imported (xx-XX)", "c", True)]


def test_images_become_figures():
    images = {"a.png": PNG, "b.jpg": b"\xff\xd8\xff", "c.emf": b"x", "d.png": PNG}
    collector = collect(images=images)
    alts = {"a.png": "A  chart", "b.jpg": "x" * 501, "c.emf": "", "d.png": ""}
    for name, alt in alts.items():
        texts_of(collector, para(Run(image=WordImage(name, alt, is_decorative=name == "d.png"))))
    assert collector.figures == {
        "chart": Figure("figures/chart.png", "A chart"),
        "figure": Figure("figures/figure.jpg", ""),
        "figure-2": Figure("figures/chart.png", "", decorative=True),
    }
    assert list(collector.files) == ["figures/chart.png", "figures/figure.jpg"]
    assert [kind for kind, _, _ in items(collector)] == [
        "alternative text of an image, too long",
        "image without alternative text: write alt",
        "image not imported (EMF: save it as PNG)",
    ]
    assert len(collector.pending_figures) == 3

"""The page: one file, complete by itself, and its words those of the Word file and the PDF."""

import re
from dataclasses import replace

import pytest
from lxml import html

from tests import torture, word
from tests.conftest import FEATURES, SAMPLE, build, manuscript, minimal, wsisc, wsisc_process
from wsisc import source, theme
from wsisc.document import integrity, outline
from wsisc.readers import page_text as reader
from wsisc.writers import get_writer
from wsisc.writers import html as html_writer

HOSTILE = '<script>alert(1)</script> & "quotes" </style> </title> {{ x }}'


def read(path):
    return source.read(path.read_bytes(), path.name).data


@pytest.fixture(scope="module")
def page():
    return build(read(FEATURES), "html").decode()


def test_it_needs_nothing_from_outside(page):
    tree = html.document_fromstring(page)
    assert tree.xpath("//script/@type") == ["application/json"]
    assert not tree.xpath("//link | //iframe | //@onclick | //@onload")
    assert {address[:11] for address in tree.xpath("//img/@src")} == {"data:image/"}
    assert "@import" not in page
    assert "url(" not in page


def test_it_has_landmarks_a_skip_link_and_languages(page):
    tree = html.document_fromstring(page)
    assert tree.get("lang") == "en-GB"
    assert tree.get("dir") == "ltr"
    assert [each.tag for each in tree.xpath("//main | //header | //h1")] == ["main", "header", "h1"]
    skip = tree.xpath("//body/a")[0]
    assert tree.get_element_by_id(skip.get("href")[1:]).tag == "h1"


def test_ids_are_unique_and_every_fragment_leads_somewhere(page):
    tree = html.document_fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    fragments = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert len(fragments) == 1 + 7 + 2 * 6  # to the title, to the headings of the contents, to notes and back
    assert set(fragments) <= set(ids)


def test_the_contents_name_parts_items_and_themes_in_few_words(page):
    tree = html.document_fromstring(page)
    assert [" ".join(each.text_content().split()) for each in tree.xpath("//nav//a")] == [
        "Part One", "Part Two", '1) 1990. *Not* [a] <list> #1 @x $6M$ \\ &amp; "q" {{ x }} (c) -- ...',
        "2) Without words", "Part Three", "(a)", "(b)",
    ]  # fmt: skip
    for entry in tree.xpath("//nav//a"):
        heading = tree.get_element_by_id(entry.get("href")[1:])
        assert entry.text_content() in heading.text_content()


def test_an_id_of_an_author_never_meets_one_of_the_page():
    sections = [{"title": id, "id": id} for id in ("title", "footnotes", "fn1", "fnref1", "main")]
    content = build(
        minimal({"parts": {"one": {"text": "a[^n]"}, "two": {"sections": sections}}, "footnotes": {"n": "b"}}), "html"
    ).decode()
    ids = html.document_fromstring(content).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_headings_form_an_outline_without_gaps(page):
    levels = [int(each.tag[1]) for each in html.document_fromstring(page).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels == [1, 2, 2, 3, 4, 5, 5, 3, 2, 3, 3]


@pytest.mark.parametrize(("load", "deepest"), [(theme.load, 5), (lambda: theme.for_compendium(theme.load()), 6)])
def test_headings_of_each_level_have_the_size_of_their_style(load, deepest):
    """Those of the seventh level, which HTML has no element for, are known by their level alone."""
    look = load()
    sheet = html_writer.build_style_sheet(look)
    sizes = {selector: float(size) for selector, size in re.findall(r"^(\S+) \{ font-size: ([\d.]+)em", sheet, re.M)}
    base = theme.resolve_style(look, "text")["size"]
    for level, selector in enumerate(("h2", "h3", "h4", "h5", "h6", '[aria-level="7"]')[:deepest], 1):
        assert sizes[selector] == round(theme.resolve_style(look, f"heading-{level}")["size"] / base, 3), selector
    assert sizes["h1"] == round(theme.resolve_style(look, "title")["size"] / base, 3)


def test_an_authors_signs_are_text_everywhere():
    content = build(
        minimal({"title": HOSTILE, "entity": {"name": HOSTILE}, "parts": {"two": {"sections": [{"title": HOSTILE}]}}}),
        "html",
    ).decode()
    tree = html.document_fromstring(content)
    assert tree.xpath("//script/@type") == ["application/json"]
    assert tree.findtext(".//title") == HOSTILE
    assert tree.xpath("//h1")[0].text_content() == HOSTILE
    assert tree.xpath("//meta[@name='author']/@content") == [HOSTILE]


def test_tables_have_header_cells_with_a_scope(page):
    assert re.findall(r"<th [^>]*", page) == [
        '<th scope="col" style="text-align: left;"', '<th scope="col" style="text-align: center;"', '<th scope="col" style="text-align: right;"',
        '<th scope="col"', '<th scope="col"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(read(SAMPLE), id="sample"),
        pytest.param(read(FEATURES), id="features"),
        pytest.param(torture.torture(), id="torture", marks=pytest.mark.slow),
    ],
)
def test_its_words_are_those_of_the_word_file_in_order(data):
    content, page = build(data), reader.extract_words(build(data, "html").decode())
    document = manuscript(data)
    blocks = outline.build_blocks(document.submission, document.call, document.locale)
    printed = [re.sub(r"\[\^\d+\]", integrity.FOOTNOTE_REFERENCE, each) for each in word.paragraphs(content)]
    assert " ".join(printed).split() == integrity.expected_words(document.submission, blocks, with_numbers=True).body
    assert page.body == integrity.expected_words(document.submission, blocks).body
    assert [note.split() for note in word.footnotes(content)] == page.footnotes


def test_the_same_source_gives_the_same_page(tmp_path):
    first = wsisc("build", FEATURES, "--format", "html", "-o", "-").stdout
    settings = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "3", "LC_ALL": "C"}
    again = wsisc_process("build", FEATURES, "--format", "html", "-o", "-", cwd=tmp_path, **settings).stdout
    assert first == again
    assert len(first) > 20_000


def test_figures_have_alternatives_captions_and_their_files(page):
    tree = html.document_fromstring(page)
    assert [each.get("alt") for each in tree.xpath("//figure/img")] == [
        "Bar chart of schools connected, rising from 60 in 2018 to 205 in 2022",
        'A "photograph" <&>',
        "",
    ]
    assert [each.text_content().strip() for each in tree.xpath("//figure/figcaption")] == [
        "Schools *connected* & more: 2018-2022 ..."
    ]
    assert [each.get("width") for each in tree.xpath("//figure/img")] == ["512", "600", "600"]


def test_tables_have_names_but_are_no_landmarks(page):
    tables = html.document_fromstring(page).xpath("//div[@class='table']")
    assert [(each.get("role"), each.get("aria-label"), each.get("tabindex")) for each in tables] == [
        ("group", "Table", "0")
    ] * 2


def test_a_header_without_words_heads_nothing():
    page = build(minimal({"parts": {"one": {"text": "| | a |\n|---|:-:|\n| b | c |"}}}), "html").decode()
    head = html.document_fromstring(page).xpath("//thead//*[self::th or self::td]")
    assert [(each.tag, each.text, each.get("scope")) for each in head] == [("td", None, None), ("th", "a", "col")]


def test_a_draft_is_marked_on_screen_and_at_the_head_of_every_printed_page():
    draft = replace(manuscript(minimal()), draft=True)
    page = get_writer("html")(draft).finish().decode()
    (mark,) = html.document_fromstring(page).xpath("//body/header")
    assert (mark.text, mark.get("class")) == ("Draft", "draft")
    assert '@page { @top-center { content: "Draft";' in page
    assert "@top-center" not in build(minimal(), "html").decode()


def test_arrows_that_pandoc_would_mark_stay_as_they_were_written():
    page = build(
        minimal(
            {
                "parts": {"one": {"text": "Back ↩ ↔5, ↔\ufe0e, [far](https://example.org/↔).[^a]"}},
                "footnotes": {"a": "Of old."},
            }
        ),
        "html",
    )
    assert "Back ↩ ↔5, ↔\ufe0e, " in page.decode()
    assert 'href="https://example.org/↔"' in page.decode()
    assert "↩\ufe0e</a>" in page.decode()

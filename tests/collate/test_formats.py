"""The small steps from the pieces of a compendium to its Word file, page and PDF."""

import re
from collections import Counter

import pytest
from lxml import etree

from tests.conftest import minimal
from tests.dataset.samples import collect_data
from wsisc import theme
from wsisc.calls import locale
from wsisc.document.integrity import DocumentWords
from wsisc.ooxml.names import W
from wsisc.publication.collate import docx_compendium, html_compendium, pdf_compendium, plan
from wsisc.publication.collate.pieces import (
    Chapter,
    Compendium,
    LostWordsError,
    anchor,
    check_words,
    line_block,
    own_piece,
)

EN, AR = locale.load("en"), locale.load("ar")


def parse(xml):
    return etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{xml}</w:body>')


def shown(element):
    text = "".join(re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(each, encoding="unicode")) for each in element)
    return re.sub(r"\bw:", "", text)


@pytest.mark.parametrize(
    ("run", "language", "expected"),
    [
        ("<w:t/>", EN, '<rPr><lang val="en-GB"/></rPr><t/>'),
        ("<w:t/>", AR, '<rPr><lang bidi="ar-SA"/></rPr><t/>'),
        ("<w:rPr><w:b/></w:rPr>", EN, '<rPr><b/><lang val="en-GB"/></rPr>'),
        *(
            (f"<w:rPr><w:b/><w:{each}/></w:rPr>", EN, f'<rPr><b/><lang val="en-GB"/><{each}/></rPr>')
            for each in ("eastAsianLayout", "specVanish", "oMath", "rPrChange")
        ),
    ],
)
def test_the_language_of_a_run_is_where_the_schema_has_it(run, language, expected):
    root = parse(f"<w:r>{run}</w:r>")
    docx_compendium.mark_language(root[0], language)
    assert shown(root[0]) == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("<w:pPr/>", '<pPr><spacing before="40"/></pPr>'),
        (
            '<w:pPr><w:pStyle w:val="a"/><w:bidi/><w:jc/></w:pPr>',
            '<pPr><pStyle val="a"/><bidi/><spacing before="40"/><jc/></pPr>',
        ),
        ("", ""),
    ],
)
def test_the_space_above_a_paragraph_is_where_the_schema_has_it(properties, expected):
    root = parse(f"<w:p>{properties}</w:p>")
    docx_compendium.set_space_above(root[0], "40")
    docx_compendium.set_space_above(None, "40")
    assert shown(root[0]) == expected


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("Words - and 1-2, e-mail; AT&amp;T &#160; &lt;.", ("pdf/plain.lua",)),
        ("| a | b |", ("tables.lua", "pdf/plain.lua")),
        *((text, ("pdf/filter.lua",)) for text in ("a...", "a -- b", "a -? b", "x -5", "&period;", r"a.\..", "&#45;")),
    ],
)
def test_the_filters_of_a_pdf_are_those_that_its_text_needs(text, filters):
    assert pdf_compendium.choose_filters(text) == filters


def chapter(kind, title, *blocks, **rest):
    return Chapter(kind, anchor(title), title, (own_piece(list(blocks), EN),), **rest)


def test_the_header_of_a_page_is_not_part_of_its_text():
    lines = ["A", "long", "head", "er"]
    for count in range(1, 5):
        header = {pdf_compendium.pdf.squeeze("".join(lines[:count]))}
        assert pdf_compendium.without_header(header, "\n".join([*lines[:count], "text here"])) == "texthere"
    assert pdf_compendium.without_header({"Alongheaderx"}, "A\nlong\nhead\ner\nx\ntext") == "text"
    assert pdf_compendium.without_header({"Alongheadxr"}, "A\nlong\nhead\ner\nx\ntext") == "Alongheaderxtext"
    assert pdf_compendium.without_header({"A"}, "A") == "A"


def test_the_markup_of_a_chapter_has_its_language_and_direction():
    pieces = (own_piece([], EN), own_piece([], AR))
    two = Chapter("index", "", 'The "index"', pieces, "Tenth session", is_run_on=True)
    assert list(pdf_compendium.write_chapter(two, iter(["one", "two"]), theme.load())) == [
        r'#begin("The \"index\"", "Tenth session", ltr, true)',
        '#piece("en", "GB", ltr)',
        '#[#set text(lang: "en", region: "GB", dir: ltr, font: fonts-of("en"))',
        "one",
        "]",
        '#piece("ar", "SA", rtl)',
        '#in-columns[#set text(lang: "ar", region: "SA", dir: rtl, font: fonts-of("ar"))',
        "two",
        "]",
    ]
    assert list(pdf_compendium.write_chapter(chapter("contents", "C"), iter(["x"]), theme.load()))[-1] == "#contents]"
    assert (
        next(pdf_compendium.write_chapter(chapter("topic", "C"), iter(["x"]), theme.load()))
        == '#begin("C", "", ltr, false)'
    )


NOTE = '<a role="doc-noteref"><sup>{}</sup></a>'
LIST = '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<hr />\n<ol>'


def test_the_notes_of_a_page_are_numbered_on_and_their_lists_named():
    first = NOTE.format(1) + NOTE.format(2) + LIST
    assert html_compendium.renumber_notes(first, 0) == (first, 2)
    assert html_compendium.renumber_notes(first, 3) == (
        NOTE.format(4) + NOTE.format(5) + LIST.replace("<ol>", '<ol start="4">'),
        5,
    )
    assert html_compendium.renumber_notes("none", 3) == ("none", 3)
    labels = Counter[str]()
    [member] = collect_data(minimal({"entity": {"name": "A & B"}})).members
    spoken = plan.build_submission_chapter(member)
    named = [html_compendium.label_notes(spoken, spoken.pieces[0], LIST, labels) for _ in range(2)]
    assert [re.findall('aria-label="(.*)"', each) for each in named] == [
        ["Footnotes: A &amp; B"],
        ["Footnotes: A &amp; B (2)"],
    ]
    assert html_compendium.label_notes(spoken, spoken.pieces[0], "none", labels) == "none"
    topic = chapter("topic", "C5")
    assert 'aria-label="Footnotes: C5, A &amp; B"' in html_compendium.label_notes(topic, spoken.pieces[0], LIST, labels)


@pytest.mark.parametrize(
    ("kind", "element"),
    {
        "title": '<div class="title-page" lang="en-GB" dir="ltr">\nx</div>',
        "contents": '<nav class="contents-chapter" lang="en-GB" dir="ltr" aria-label="A &lt; B">\nx</nav>',
        "submission": '<article class="submission" lang="en-GB" dir="ltr">\nx</article>',
        "topic": '<article class="topic" lang="en-GB" dir="ltr">\nx</article>',
        "index": '<section class="chapter" lang="en-GB" dir="ltr">\nx</section>',
    }.items(),
)
def test_the_element_of_a_chapter(kind, element):
    assert html_compendium.write_chapter(chapter(kind, "A < B"), ["x"], Counter(), 4) == (element, 4)


def test_lost_words_name_their_chapter_and_file():
    class Whole:
        chapters = (chapter("topic", "C5", line_block("where", "one two")), chapter("submission", "S", file="a.yaml"))

    check_words(Whole, DocumentWords(["one", "two"], []))
    for body, notes, message, file in (
        (["one"], [], "C5", ""),
        (["one", "two", *"abcdefghijk"], [], "the end: extra words: a b c d e f g h i j", ""),
        (["one", "two"], [["note"]], "the end: extra words: ", ""),
    ):
        with pytest.raises(LostWordsError) as raised:
            check_words(Whole, DocumentWords(body, notes))
        assert f"internal error in the compendium: {message}" in str(raised.value)
        assert raised.value.file == file
    error = LostWordsError("lost", Whole.chapters[1])
    assert (error.difference, error.file, "a.yaml: lost" in str(error)) == ("lost", "a.yaml", True)


def linked(style, *anchors):
    links = "".join(f'<w:hyperlink w:anchor="{each}"><w:r><w:t>{each}</w:t></w:r></w:hyperlink>' for each in anchors)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{links}</w:p>'


def compact(xml):
    """Return XML with a letter for each part of a field."""
    xml = re.sub(r'<r><fldChar fldCharType="(.)\w*"/></r>', r"{\1}", xml)
    xml = re.sub(r"<r><instrText[^>]*>(.*?)</instrText></r>", r"[\1]", xml)
    return re.sub(r"<r><t(?: [^>]*)?>(.*?)</t></r>|<pPr>.*?</pPr>", r"(\1)", xml).replace("<r><t/></r>", "()")


@pytest.mark.parametrize(("language", "mark"), [(EN, "\u200e"), (AR, "\u200f")])
def test_pages_are_fields_behind_the_entries_of_contents_and_index(language, mark):
    root = parse(linked("Toc1", "one") + linked("Toc1", "two") + linked("IndexEntry", "x", "y") + linked("Other", "z"))
    docx_compendium.insert_page_fields(root, language, {"one": 3, "x": 12})
    shown_pages = {"one": "3", "x": "12"}

    def entry(name):
        page = f"<r><tab/></r>{{b}}[ PAGEREF {name} \\h ]{{s}}({shown_pages.get(name, '…')}){{e}}"
        return f'<hyperlink anchor="{name}">({name}){page}</hyperlink>'

    def indexed(name):
        lead = f"({language.compendium['before-page']}{mark})"
        return f'<hyperlink anchor="{name}">({name})</hyperlink>{lead}{{b}}[ PAGEREF {name} \\h ]{{s}}({shown_pages.get(name, "…")}){{e}}'

    assert compact(shown(root)) == (
        rf'<p>(){{b}}[ TOC \o "1-1" \h \z ]{{s}}{entry("one")}</p><p>(){entry("two")}{{e}}</p>'
        f"<p>(){indexed('x')}{indexed('y')}</p>"
        '<p>()<hyperlink anchor="z">(z)</hyperlink></p>'
    )


def test_the_entries_of_an_index_are_in_columns_and_their_notes_numbered_on():
    restart = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr><w:type w:val="nextPage"/><w:titlePg/>'
    document = etree.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:pPr/></w:p></w:body></w:document>')
    section = parse(restart)
    docx_compendium.set_in_columns(document, section)
    assert shown(section) == (
        '<footnotePr><numRestart val="eachSect"/></footnotePr><type val="continuous"/><cols num="2" space="360"/><titlePg/>'
    )
    assert shown(document[0][0][0][0]) == (
        '<footnotePr><numRestart val="continuous"/></footnotePr><type val="nextPage"/><titlePg/>'
    )


def test_links_to_other_languages_are_known_by_their_anchors():
    french = own_piece([line_block("", "T", 1, "there")], locale.load("fr"))
    own = own_piece([line_block("", "T", 1, "here")], EN)
    chapters = (
        Chapter("submission", "a", "A", (french, own)),
        Chapter("topic", "b", "B", (own_piece([line_block("", "T", 1, "topic")], AR),)),
    )
    assert list(Compendium("T", "S", EN, chapters, theme.load()).foreign_anchors) == ["there"]
    assert list(Compendium("T", "S", AR, chapters, theme.load()).foreign_anchors) == ["there", "here"]

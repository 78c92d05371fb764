"""Bodies of Word files -> one body: every id, number and list of each, as the joined file has them."""

import io
import re
import zipfile

import pytest
from lxml import etree

from wsisc.ooxml.names import R, W
from wsisc.publication.collate.docx_compendium import BodyJoiner
from wsisc.writers.docx.body import DocxBody

SPACES = (
    f'xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
SECTION = "<w:sectPr/>"
NOTES = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
BULLETS = (
    '<w:abstractNum w:abstractNumId="90"><w:nsid w:val="0A"/><w:lvl w:ilvl="0"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="90"/></w:num>'
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="91"><w:nsid w:val="0B"/><w:lvl w:ilvl="1"/></w:abstractNum>'
    '<w:num w:numId="2"><w:abstractNumId w:val="91"/></w:num>'
)
WORDS = "<w:p><w:pPr/><w:r><w:t>a</w:t></w:r></w:p>"


def body(content, notes="", numbering="", links=()):
    """Return a body as Pandoc writes one."""
    related = "".join(f'<Relationship Id="{each}" Target="to-{each}"/>' for each in links)
    parts = {
        "word/document.xml": f"<w:document {SPACES}><w:body>{content}{SECTION}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {SPACES}>{NOTES}{notes}</w:footnotes>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return DocxBody(buffer.getvalue())


def join(*chapters, run_on=()):
    """Return the parts of chapters, each of some bodies, without namespaces."""
    joiner = BodyJoiner()
    for number, bodies in enumerate(chapters):
        section = etree.fromstring(f'<w:sectPr {SPACES} w:rsid="{number}"/>')
        joiner.add(bodies, section, number in run_on)
    whole = joiner.finish()
    return tuple(
        "".join(shown(each) for each in root)
        for root in (whole.document[0], whole.footnotes, whole.numbering, whole.relationships)
    )


def shown(element):
    text = re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(element, encoding="unicode"))
    return re.sub(r"\bw:", "", text)


def end(number):
    return f'<sectPr rsid="{number}"/>'


def test_a_section_ends_with_the_last_paragraph_of_its_chapter():
    document, *_ = join([body(WORDS), body("<w:p><w:pPr/></w:p>")], [body(WORDS)])
    first, last = "<p><pPr/><r><t>a</t></r></p>", f"<p><pPr>{end(0)}</pPr></p>"
    assert document == f"{first}{last}{first}{end(1)}"


def test_a_section_that_ends_with_a_table_has_an_empty_paragraph_behind():
    document, *_ = join([body("<w:tbl/>")], [body(WORDS)])
    assert document.startswith(f'<tbl/><p><pPr><pStyle val="BetweenTables"/>{end(0)}</pPr></p><p>')


def test_a_chapter_that_is_run_on_has_the_section_of_those_before():
    words = "<p><pPr/><r><t>a</t></r></p>"
    document, *_ = join([body(WORDS)], [body(WORDS)], [body(WORDS)], [body(WORDS)], run_on=(1, 3))
    ending = words.replace("<pPr/>", f"<pPr>{end(0)}</pPr>")
    assert document == f"{words}{ending}{words}{words}{end(2)}"


def test_notes_and_bookmarks_are_numbered_on():
    note = '<w:p><w:pPr/><w:footnoteReference w:id="1"/><w:footnoteReference w:id="2"/></w:p>'
    marks = '<w:bookmarkStart w:id="0"/><w:bookmarkEnd w:id="0"/><w:bookmarkStart w:id="1"/><w:bookmarkEnd w:id="1"/>'
    texts = '<w:footnote w:id="1"/><w:footnote w:id="2"/>'
    document, notes, *_ = join([body(note + marks, texts), body(marks)], [body(note + marks, texts)])
    assert re.findall(r'footnoteReference id="(\d+)"', document) == ["1", "2", "3", "4"]
    assert re.findall(r'footnote id="(-?\d+)"', notes) == ["-1", "0", "1", "2", "3", "4"]
    assert re.findall(r'bookmark\w+ id="(\d+)"', document) == [f"{each // 2}" for each in range(12)]


def use(number):
    return f'<w:p><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>'


def test_equal_kinds_of_lists_are_one_and_lists_are_numbered_on():
    both = BULLETS.replace("90", "70") + NUMBERS
    document, notes, numbering, _ = join(
        [body(use(1) + use(1) + use(9), numbering=BULLETS)],
        [body(use(2), f'<w:footnote w:id="1">{use(1)}</w:footnote>', both)],
    )
    assert re.findall(r'numId val="(\d+)"', document + notes) == [
        "3",
        "3",
        "0",
        "4",
        "5",
    ]  # 1 and 2 are those of styles
    assert numbering == (
        '<abstractNum abstractNumId="3"><nsid val="EBC3D676"/><lvl ilvl="0"/></abstractNum>'
        '<abstractNum abstractNumId="4"><nsid val="2A4D09B6"/><lvl ilvl="1"/></abstractNum>'
        '<num numId="3"><abstractNumId val="3"/></num>'
        '<num numId="4"><abstractNumId val="4"/></num>'
        '<num numId="5"><abstractNumId val="3"/></num>'
    )


def test_links_keep_their_targets_under_ids_of_their_own():
    link = '<w:p><w:pPr/><w:hyperlink r:id="one"/><w:hyperlink r:id="one"/><w:hyperlink w:anchor="here"/></w:p>'
    note = '<w:footnote w:id="1"><w:p><w:hyperlink r:id="two"/></w:p></w:footnote>'
    first = body(link, note, links=("one", "two", "three"))
    document, notes, _, relationships = join([first], [body(link, links=("one",))])
    assert re.findall(r'r:id="([^"]*)"', document + notes) == ["one-1", "one-1", "one-2", "one-2", "two-1"]
    assert re.findall(r'Id="([^"]*)" Target="([^"]*)"', relationships) == [
        ("one-1", "to-one"),
        ("two-1", "to-two"),
        ("one-2", "to-one"),
    ]


@pytest.mark.parametrize("tag", ["wp:docPr", "pic:cNvPr"])
def test_pictures_are_counted(tag):
    document, *_ = join([body(f'<w:p><w:pPr/><{tag} id="7"/></w:p>')], [body(f'<w:p><w:pPr/><{tag} id="7"/></w:p>')])
    assert re.findall(rf'{tag} id="(\d+)"', document) == ["1", "2"]

"""The Word file apart from its words: styles, page, properties, ids, links."""

import zipfile
from collections import Counter
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from docx2python import docx2python
from lxml import etree

from tests import word
from tests.conftest import FEATURES, build, minimal
from wsisc import source
from wsisc.engines import pandoc
from wsisc.messages.diagnostic import WsiscError
from wsisc.writers import docx


@pytest.fixture(scope="module")
def everything():
    return build(source.read(FEATURES.read_bytes(), "features.yaml").data)


def values(content, tag, attribute="w:val", name="word/document.xml"):
    return [each.get(qn(attribute)) for each in word.part(content, name).iter(qn(tag))]


def test_every_style_in_use_is_defined_and_named_by_the_theme(everything):
    defined = values(everything, "w:style", "w:styleId", "word/styles.xml")
    assert len(defined) == len(set(defined))
    for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"):
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            assert set(values(everything, tag, name=name)) <= set(defined)


def test_every_paragraph_has_a_style_and_no_look_of_its_own(everything):
    for paragraph in word.part(everything, "word/document.xml").iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        assert properties.find(qn("w:pStyle")) is not None
        allowed = {qn("w:pStyle"), qn("w:numPr"), qn("w:jc")}
        if properties.find(qn("w:numPr")) is not None:  # in a quotation, after a table, or last: no style reaches it
            allowed |= {qn("w:ind"), qn("w:spacing")}
        mark = properties.find(qn("w:rPr"))
        if mark is not None:  # a style separator between a label and its prompt, which looks like nothing
            allowed |= {qn("w:rPr")}
            assert [each.tag for each in mark] == [qn("w:vanish"), qn("w:specVanish")]
            assert style_of(paragraph).startswith("Heading")
            assert style_of(paragraph.getnext()) in ("Prompt", "PromptItem")
        assert {each.tag for each in properties} <= allowed


def style_of(paragraph):
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))


def test_the_styles_pane_is_short(everything):
    used = set(values(everything, "w:pStyle"))
    assert used == {
        "CoverBody", "CoverSession", "CoverSubject", "CoverBy", "CoverEntity", "CoverStatement", "CoverDisclaimer",
        "Title", "Heading1", "Heading2", "Heading2Theme", "Heading3Sub-theme", "Heading4", "Prompt", "PromptItem", "BodyText", "ListNumber", "ListBullet", "ListContinue", "Quote",
        "TableText", "TextAfterTable", "BetweenTables", "Figure", "Caption",
    }  # fmt: skip


def test_the_page_is_a4_with_who_where_and_numbers_but_on_the_cover(everything):
    section = word.part(everything, "word/document.xml").find(f".//{qn('w:sectPr')}")
    size = section.find(qn("w:pgSz"))
    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    assert section.find(qn("w:titlePg")) is not None
    for kind, expected in (("header", "An entity & others|Twenty-sixth session"), ("footer", "Page 2 of 2")):
        [reference] = section.iter(qn(f"w:{kind}Reference"))
        assert reference.get(qn("w:type")) == "default"
        pieces = word.part(everything, f"word/{kind}1.xml").iter(qn("w:t"), qn("w:tab"))
        assert "".join(each.text or "|" for each in pieces) == expected
    fields = [each.text for each in word.part(everything, "word/footer1.xml").iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]
    assert section.find(f"{qn('w:footnotePr')}/{qn('w:numRestart')}").get(qn("w:val")) == "continuous"


def test_properties_have_title_author_subject_language_and_date(everything):
    properties = word.document(everything).core_properties
    assert properties.title == 'A submission that holds everything <&> "at once"'
    assert properties.author == "An entity & others"
    assert properties.subject == (
        "Commission on Science and Technology for Development (CSTD), 26th session, Geneva, 27-31 March 2023"
    )
    assert properties.language == "en-GB"
    assert properties.created.date().isoformat() == "2022-12-15"
    assert values(everything, "w:lang", name="word/styles.xml") == ["en-GB"]


def test_without_a_date_no_date_is_invented():
    with zipfile.ZipFile(BytesIO(build(minimal()))) as archive:
        assert b"dcterms:created" not in archive.read("docProps/core.xml")


def test_word_opens_it_in_no_compatibility_mode_and_asks_nothing(everything):
    settings = word.part(everything, "word/settings.xml")
    modes = [
        s.get(qn("w:val")) for s in settings.iter(qn("w:compatSetting")) if s.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]
    assert settings.find(qn("w:updateFields")) is None


def test_bookmarks_name_every_heading_once(everything):
    names = values(everything, "w:bookmarkStart", "w:name")
    assert names == [
        "one", "two", "an_id_that_has_exactly_forty_characters0", "two_1_1", "two_1_1_1", "two_1_1_2", "two_2",
        "three", "three_a", "three_b",
    ]  # fmt: skip
    headings = [
        p
        for p in word.part(everything, "word/document.xml").iter(qn("w:p"))
        if p.find(qn("w:bookmarkStart")) is not None
    ]
    assert len(headings) == len(names)
    ids = values(everything, "w:bookmarkStart", "w:id")
    assert ids == values(everything, "w:bookmarkEnd", "w:id") == [str(number) for number in range(len(names))]


def test_footnotes_are_numbered_in_the_order_of_their_calls(everything):
    assert values(everything, "w:footnoteReference", "w:id") == ["1", "2", "3", "4", "5", "6"]
    assert values(everything, "w:footnote", "w:id", "word/footnotes.xml") == ["-1", "0", "1", "2", "3", "4", "5", "6"]
    notes = word.footnotes(everything)
    assert notes[1] == "A note of two paragraphs. The second, and a list: a b"
    assert notes[5] == "The last."


def test_the_second_paragraph_of_a_note_is_indented(everything):
    indented = [
        "".join(each.itertext())
        for each in word.part(everything, "word/footnotes.xml").iter(qn("w:p"))
        if each.find(f"{qn('w:pPr')}/{qn('w:ind')}[@{qn('w:firstLine')}='240']") is not None
    ]
    assert indented == ["The second, and a list:"]


def test_lists_keep_their_kind_and_their_first_number(everything):
    printed = word.paragraphs(everything)
    for line in ("1) and a number", "2) and a second", "5. beginning at five", "6. going on", "1. one", "2. two"):
        assert line in printed
    assert "a bullet" in printed


def test_tables_have_a_header_row_and_the_width_of_the_text(everything):
    table = word.document(everything).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Left", "Centre", "Right"], ["a | pipe", "b", "1"], ["a link", "a note", ""],
    ]  # fmt: skip
    assert values(everything, "w:tblHeader") == ["on", "on"]
    assert values(everything, "w:tblW", "w:type") == ["dxa", "dxa"]
    widths = [int(width) for width in values(everything, "w:tblW", "w:w")]
    assert sum(map(int, values(everything, "w:gridCol", "w:w"))) == pytest.approx(sum(widths), abs=6)
    assert len(values(everything, "w:cantSplit", "w:val")) == 5
    assert values(everything, "w:tblStyle") == ["RuledTable", "RuledTable"]
    assert values(everything, "w:tblLook", "w:firstRow") == ["1", "1"]


def test_tables_have_titles(everything):
    assert values(everything, "w:tblCaption") == ["Table 1", "Table 2"]


def test_every_list_is_in_a_named_style_and_every_definition_is_used(everything):
    listed = word.part(everything, "word/document.xml").iter(qn("w:numPr"))
    assert {style_of(each.getparent().getparent()) for each in listed} == {"ListNumber", "ListBullet", "ListContinue"}
    used = set(values(everything, "w:numId")) | set(values(everything, "w:numId", name="word/footnotes.xml"))
    assert set(values(everything, "w:num", "w:numId", "word/numbering.xml")) == used | {"1", "2"}
    definitions = values(everything, "w:abstractNum", "w:abstractNumId", "word/numbering.xml")
    assert set(definitions) == set(values(everything, "w:abstractNumId", name="word/numbering.xml"))
    assert len(definitions) == len(set(definitions))


def test_lists_in_quotations_and_quotations_in_lists_are_set_in(everything):
    text = "> 1. one\n\n- two\n\n  > three"
    content = build(minimal({"parts": {"one": {"text": text}}}))
    assert values(content, "w:ind", "w:left") == ["1200", "1200"]
    assert values(content, "w:ind", "w:hanging") == ["360", None]


def test_every_link_leads_somewhere(everything):
    for part, rels in (
        ("word/document.xml", "word/_rels/document.xml.rels"),
        ("word/footnotes.xml", "word/_rels/footnotes.xml.rels"),
    ):
        targets = {each.get("Id"): each.get("Target") for each in word.part(everything, rels)}
        used = values(everything, "w:hyperlink", "r:id", part)
        assert used
        assert all(targets[id].startswith("https://example.org/") for id in used)


def test_the_contact_is_nowhere_in_the_file(everything):
    with zipfile.ZipFile(BytesIO(everything)) as archive:
        for name in archive.namelist():
            assert b"Nobody shall" not in archive.read(name)
            assert b"nobody@" not in archive.read(name)


def test_two_hundred_footnotes():
    text = " ".join(f"word[^n{number}]" for number in range(200))
    content = build(
        minimal({"parts": {"one": {"text": text}}, "footnotes": {f"n{n}": f"Note {n}." for n in reversed(range(200))}})
    )
    assert word.footnotes(content) == [f"Note {number}." for number in range(200)]
    assert Counter(values(content, "w:footnoteReference", "w:id")).most_common(1)[0][1] == 1


def test_a_lost_word_stops_the_build(monkeypatch):
    monkeypatch.setattr("wsisc.writers.markdown.render", lambda *_: "only this")
    with pytest.raises(WsiscError, match="would differ from its source"):
        build(minimal())


def test_figures_are_drawings_with_alternatives_and_their_files(everything):
    space = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    drawn = list(word.part(everything, "word/document.xml").iter(f"{space}docPr"))
    assert [each.get("id") for each in drawn] == ["1", "2", "3"]
    assert [each.get("descr") for each in drawn] == [
        "Bar chart of schools connected, rising from 60 in 2018 to 205 in 2022",
        'A "photograph" <&>',
        "",
    ]
    assert [len(each) for each in drawn] == [0, 0, 1]
    with zipfile.ZipFile(BytesIO(everything)) as archive:
        for file in ("chart.png", "photo.jpg", "line.png"):
            stored = archive.read(f"word/media/{file.replace('jpg', 'jpeg')}")
            assert stored == (FEATURES.parent / "figures" / file).read_bytes()


def test_tables_that_follow_one_another_are_parted():
    table = "| a |\n|---|\n| b |"
    quoted = "> " + table.replace("\n", "\n> ")
    body = word.part(
        build(minimal({"parts": {"one": {"text": f"{table}\n\n{quoted}\n\n{table}"}}})), "word/document.xml"
    )
    tables = list(body.iter(qn("w:tbl")))
    between = [table.getnext() for table in tables[:2]]
    assert [each.find(f".//{qn('w:pStyle')}").get(qn("w:val")) for each in between] == ["BetweenTables"] * 2


def test_a_quotation_in_a_footnote_is_set_in():
    data = minimal({"parts": {"one": {"text": "A note.[^n]"}}, "footnotes": {"n": "It says:\n\n> A quotation."}})
    notes = word.part(build(data), "word/footnotes.xml")
    assert [each.get(qn("w:left")) for each in notes.iter(qn("w:ind"))] == ["480"]


@pytest.mark.parametrize("text", ["A <b>word</b>.", "<div>\nA block\n</div>", "A comment <!-- gone -->.", "<?a?>"])
def test_what_is_raw_never_reaches_word(text):
    with pytest.raises(WsiscError, match="raw html reached the filter"):
        pandoc.start(text, "docx", *docx.FILTERS).result()


def formatting(run):
    properties = run.find(qn("w:rPr"))
    return [] if properties is None else sorted(etree.tostring(each, method="c14n") for each in properties)


def test_neighbouring_runs_differ_in_their_formatting(everything):
    for name in ("word/document.xml", "word/footnotes.xml"):
        runs = list(word.part(everything, name).iter(qn("w:r")))
        pairs = [(run, run.getnext()) for run in runs if run.getnext() is not None and run.getnext().tag == qn("w:r")]
        assert pairs
        for pair in pairs:
            kinds = [[each.tag for each in run if each.tag != qn("w:rPr")] for run in pair]
            if kinds == [[qn("w:t")], [qn("w:t")]]:
                first, second = (formatting(run) for run in pair)
                assert first != second


def test_a_paragraph_without_formatting_is_one_run():
    text = "It  has several words,\nin two lines."
    content = build(minimal({"parts": {"one": {"text": f"{text}[^n]"}}, "footnotes": {"n": "A short note."}}))
    [paragraph] = [
        each
        for each in word.part(content, "word/document.xml").iter(qn("w:p"))
        if "several" in "".join(each.itertext())
    ]
    assert [each.text for each in paragraph.iter(qn("w:t"))] == ["It has several words, in two lines."]
    note = word.part(content, "word/footnotes.xml")[-1]
    assert [each.text for each in note.iter(qn("w:t"))] == [" A short note."]


def test_every_part_declares_the_namespace_of_relationships(everything):
    for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"):
        assert (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            in word.part(everything, name).nsmap.values()
        )


def test_docx2python_reads_every_word(everything, tmp_path):
    (tmp_path / "a.docx").write_bytes(everything)
    with docx2python(tmp_path / "a.docx") as read:
        assert "Part One:\n\n An executive summary" in read.text  # it does not know style separators

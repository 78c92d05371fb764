"""The reader of Word files: what a person sees in one, whatever its origin; and what could do harm is refused."""

import io
import re
import time
import tracemalloc
import zipfile

import docx
import pytest

from tests.conftest import FEATURES, SAMPLE, build
from tests.readers.word_files import SPACES, TYPES, external, field, first, links, para, run, texts, word_file
from tests.word import paragraphs as printed
from wsisc import source
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.word import accept_reject, content
from wsisc.readers.word import reader as word
from wsisc.readers.word.content import AsideKind, Table


@pytest.mark.parametrize("path", [SAMPLE, FEATURES], ids=lambda path: path.stem)
def test_what_wsisc_wrote_is_read_word_for_word(path):
    document = build(source.read(path.read_bytes(), "a").data)
    found = word.read(document)
    shown = [" ".join(each.text.split()) for each in content.paragraphs(found.blocks)]
    expected = [" ".join(re.sub(r"\[\^\d+\]", "", each).split()) for each in printed(document)]
    lead = [each.numbering.marker if each.numbering else "" for each in content.paragraphs(found.blocks)]
    both = [
        f"{marker} {text}".strip() if marker not in ("•", "") else text
        for marker, text in zip(lead, shown, strict=True)
    ]
    assert both == expected
    assert [each.outline for each in content.paragraphs(found.blocks) if each.outline][:2] == [1, 1]
    assert found.properties["author"]


SEPARATOR = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"


def test_paragraphs_with_a_style_separator_between_them_are_on_one_line():
    label = para(f'<w:bookmarkStart w:id="0" w:name="one"/>{run("Part One:")}', f'<w:outlineLvl w:val="0"/>{SEPARATOR}')
    more = para(run(" A"), SEPARATOR) + para(f'<w:bookmarkStart w:id="1" w:name="two"/>{run(" prompt.")}')
    found = word.read(word_file(label + more + para(run("Text."))))
    assert texts(found) == ["Part One: A prompt.", "Text."]
    assert [(each.outline, each.bookmarks) for each in found.blocks] == [(1, ("one", "two")), (0, ())]
    assert not any(each.has_separator for each in found.blocks)
    assert not found.asides  # the mark of a paragraph is hidden, its words are not


def test_a_style_separator_before_a_table_or_at_the_end_joins_nothing():
    label, table = para(run("Part One:"), SEPARATOR), f"<w:tbl><w:tr><w:tc>{para(run('cell'))}</w:tc></w:tr></w:tbl>"
    found = word.read(word_file(label + table + label))
    assert texts(found) == ["Part One:", "cell", "Part One:"]
    assert isinstance(found.blocks[1], Table)


def test_every_word_is_counted_apart_from_the_reading():
    found = word.read(build(source.read(SAMPLE.read_bytes(), "a").data))
    read_paragraphs = [*content.paragraphs(found.blocks)]
    read_paragraphs += [each for note in found.notes.values() for each in content.paragraphs(note)]
    read = sum(len(each.text.split()) for each in read_paragraphs) + sum(
        len(each.text.split()) for each in found.asides
    )
    assert found.word_count == read


def test_tracked_changes_keep_their_author_and_both_readings():
    ins = '<w:ins w:id="1" w:author="Ann" w:date="2024-01-02T03:04:05Z">{}</w:ins>'.format
    gone = '<w:del w:id="2" w:author="Bob" w:date="">{}</w:del>'.format
    deleted = "<w:r><w:delText xml:space='preserve'>old </w:delText></w:r>"
    body = (
        para(run("an ") + gone(deleted) + ins(run("new ")) + run("word"))
        + para(run("first"), '<w:rPr><w:del w:id="3" w:author="Bob" w:date=""/></w:rPr>')
        + para(run("second"))
        + para(ins(run("put in")), '<w:rPr><w:ins w:id="4" w:author="Ann" w:date=""/></w:rPr>')
        + para(run("last"))
        + "<w:tbl><w:tr><w:trPr><w:del w:id='5' w:author='Bob' w:date=''/></w:trPr><w:tc>"
        + para(run("gone")) + "</w:tc></w:tr><w:tr><w:tc>" + para(run("kept")) + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    found = word.read(word_file(body))
    assert texts(accept_reject.accept_all(found)) == ["an new word", "firstsecond", "put in", "last", "kept"]
    assert texts(accept_reject.reject_all(found)) == ["an old word", "first", "second", "last", "gone", "kept"]
    assert [(change.kind, change.author, text) for change, text in accept_reject.tracked_changes(found)] == [
        ("deletion", "Bob", "old "), ("insertion", "Ann", "new "), ("deletion", "Bob", "[end of paragraph]"),
        ("insertion", "Ann", "put in"), ("insertion", "Ann", "[end of paragraph]"), ("deletion", "Bob", "[row] gone"),
    ]  # fmt: skip
    assert found.blocks[0].runs[2].change.date == "2024-01-02T03:04:05Z"
    assert found.word_count == 11


def test_links_of_all_kinds_lead_where_they_lead():
    relations = [("r1", "hyperlink", "https://a.example/", ' TargetMode="External"')]
    body = para(
        f'<w:hyperlink r:id="r1">{run("one")}</w:hyperlink>'
        + f'<w:hyperlink w:anchor="place">{run("two")}</w:hyperlink>'
        + field(' HYPERLINK "https://b.example/x" \\o "tip" ', run("three"))
        + f'<w:fldSimple w:instr=" HYPERLINK https://c.example/ ">{run("four")}</w:fldSimple>'
        + field(' HYPERLINK \\l "_Toc1" ', run("five"))
        + field(" REF x ", run("six"))
        + field(" SEQ Table ", field(' HYPERLINK "https://d.example" ', run("seven")) + run("8"))
    )
    found = first(body, relations=relations)
    assert [(each.text, each.link) for each in found.runs] == [
        ("one", "https://a.example/"), ("two", "#place"), ("three", "https://b.example/x"), ("four", "https://c.example/"),
        ("five", "#_Toc1"), ("six", ""), ("seven", "https://d.example"), ("8", ""),
    ]  # fmt: skip


NUMBERING = f"""<w:numbering {SPACES}>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xf0b7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_lists_are_numbered_as_word_numbers_them():
    def item(list, level):
        return para(run("x"), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>')

    steps = [(1, 0), (1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 0), (3, 0), (3, 0), (1, 0), (0, 0), (9, 0)]
    found = word.read(
        word_file(
            "".join(item(*each) for each in steps),
            {"word/numbering.xml": NUMBERING},
            [("n", "numbering", "numbering.xml", "")],
        )
    )
    markers = [each.numbering.marker if each.numbering else None for each in found.blocks]
    assert markers == ["I.", "II.", "(a)", "(b)", "II.b.1", "III.", "(a)", "•", "IV.", "V.", "VI.", None, None]


def test_a_list_inherits_what_it_does_not_override():
    own = (
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride></w:num>'
    )
    linked = (
        '<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="Mine"/>'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1:"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Mine"/></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="8"/></w:num>'
    )
    numbering = NUMBERING.replace("</w:numbering>", f"{own}{linked}</w:numbering>")
    steps = [(1, 0), (4, 0), (4, 0), (4, 1), (5, 0), (5, 0), (1, 0)]
    items = [
        para(run("x"), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>')
        for list, level in steps
    ]
    file = word_file("".join(items), {"word/numbering.xml": numbering}, [("n", "numbering", "numbering.xml", "")])
    markers = [each.numbering.marker for each in word.read(file).blocks]
    assert markers == ["I.", "3)", "4)", "(a)", "i:", "ii:", "II."]


STYLES = f"""<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="N"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My Heading"/><w:basedOn w:val="H"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Pool"/></w:style>
<w:style w:type="paragraph" w:styleId="Pool"><w:name w:val="Pool"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""


def test_styles_are_inherited_and_marks_turn_them_over():
    body = (
        para(run("a") + run("b", '<w:b w:val="0"/>') + run("c", '<w:rStyle w:val="S"/>'), '<w:pStyle w:val="Mine"/>')
        + para(run("d", '<w:rStyle w:val="S"/>') + run("e", "<w:i/><w:u w:val='single'/>"))
        + para(run("f"), '<w:pStyle w:val="Loop"/>')
        + para(run("g"), '<w:outlineLvl w:val="0"/>')
        + para(run("seen") + run("unseen", "<w:vanish/>"))
    )
    found = word.read(word_file(body, {"word/styles.xml": STYLES}, [("s", "styles", "styles.xml", "")]))
    heading, plain, loop, own, hiding = found.blocks
    assert (heading.style, heading.outline, [each.bold for each in heading.runs]) == ("My Heading", 2, [True, False])
    assert heading.runs[1].text == "bc"  # a bold character style in a bold paragraph is not bold
    assert [(each.bold, each.italic, each.underline) for each in plain.runs] == [
        (True, False, False),
        (False, True, True),
    ]
    assert (loop.text, own.outline, found.language) == ("f", 1, "fr-FR")
    assert hiding.text == "seen"
    assert ("hidden text", "unseen", 0) in [(each.kind, each.text, each.word_count) for each in found.asides]


def test_what_stands_beside_the_text_is_an_aside_once():
    box = f"<w:txbxContent>{para(run('in the box'))}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        + box
        + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{para(run('One 1'))}</w:sdtContent></w:sdt>"
    )
    parts = {"word/header1.xml": f"<w:hdr {SPACES}>{para(run('at the top'))}</w:hdr>"}
    found = word.read(word_file(para(run("text") + shape) + contents, parts, [("h", "header", "header1.xml", "")]))
    assert [(each.kind, each.text) for each in found.asides] == [
        *(("text box", "in the box"), ("header", "at the top"), ("table of contents", "One 1")),
    ]
    assert texts(found) == ["text"]
    assert found.word_count == 1 + 3 + 2 + 3


def test_words_that_are_hidden_are_an_aside_once_those_in_a_box_too():
    hidden = "<w:vanish/>"
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{para(run('boxed ') + run('unseen', hidden))}</w:txbxContent></v:textbox></w:pict></w:r>"
    found = word.read(word_file(para(run("shown ") + run("secret words", hidden) + box) + para(run("more"))))
    assert texts(found) == ["shown ", "more"]
    asides = {each.kind: (each.text, each.word_count) for each in found.asides}
    assert asides["hidden text"] == ("secret words", 2)
    assert "unseen" in asides["text box"][0]
    assert found.word_count == 6


def test_what_a_file_says_of_itself_is_read_and_nothing_else():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> A title </dc:title><dc:creator>An entity</dc:creator>'
        "<dc:subject>A session</dc:subject><dc:language>fr-FR</dc:language><dc:description>Other</dc:description>"
        "<cp:keywords/></cp:coreProperties>"
    )
    target = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    rels = links(("1", "officeDocument", "word/document.xml", "")).replace(
        "</Relationships>", f'<Relationship Id="2" Type="{target}" Target="docProps/core.xml"/></Relationships>'
    )
    found = word.read(word_file(para(run("Words.")), {"_rels/.rels": rels, "docProps/core.xml": core}))
    assert found.properties == {"title": "A title", "author": "An entity", "subject": "A session", "language": "fr-FR"}
    assert found.language == "fr-FR"


def test_a_change_of_a_note_or_an_image_is_one():
    change = content.TrackedChange("insertion", "Ann", "")
    runs = (
        content.Run("words", change=change),
        content.Run(note="f1", change=change),
        content.Run(image=content.WordImage("a.png", ""), change=change),
        content.Run("as it was"),
    )
    note = content.Paragraph((content.Run("in a note", change=content.TrackedChange("deletion", "Bob", "")),))
    changed = content.WordContent((content.Paragraph(runs),), notes={"f1": (note,)})
    assert [(change.author, text) for change, text in accept_reject.tracked_changes(changed)] == [
        *(("Ann", "words"), ("Ann", "[note]"), ("Ann", "[image]"), ("Bob", "in a note")),
    ]


def test_notes_comments_maths_controls_and_signs():
    notes = f'<w:{{0}}s {SPACES}><w:{{0}} w:id="0" w:type="separator"><w:p/></w:{{0}}><w:{{0}} w:id="2">{para("<w:r><w:footnoteRef/></w:r>" + run(" A note"))}</w:{{0}}></w:{{0}}s>'
    comments = (
        f'<w:comments {SPACES}><w:comment w:id="7" w:author="Ann" w:date="2024-01-01T00:00:00Z">'
        f'<w:p w14:paraId="AA">{run("Why?")}</w:p></w:comment></w:comments>'
    )
    extended = f'<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="AA" w15:done="1"/></w15:commentsEx>'
    body = (
        "<w:sdt><w:sdtContent>"
        + para(
            '<w:commentRangeStart w:id="7"/>' + run("the words") + '<w:commentRangeEnd w:id="7"/>'
            '<w:r><w:footnoteReference w:id="2"/></w:r>'
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:sym w:font='Symbol' w:char='F0B7'/></w:r>"
            "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath><w:r><w:endnoteReference w:id='2'/></w:r>"
        )
        + "</w:sdtContent></w:sdt>"
    )
    parts = {
        "word/footnotes.xml": notes.format("footnote"), "word/endnotes.xml": notes.format("endnote"),
        "word/comments.xml": comments, "word/commentsExtended.xml": extended,
    }  # fmt: skip
    relations = [(kind, kind, f"{kind}.xml", "") for kind in ("footnotes", "endnotes", "comments", "commentsExtended")]
    found = word.read(word_file(body, parts, relations))
    assert texts(found) == ["the wordsa\tb\nc‑•x+1"]
    assert [each.note for each in found.blocks[0].runs if each.note] == ["f2", "e2"]
    assert [each.text for note in found.notes.values() for each in note] == ["A note", "A note"]
    assert found.comments == (("7", "Ann", "2024-01-01T00:00:00Z", "Why?", "the words", True, ""),)


def test_tables_keep_merged_cells_headers_and_tables_within():
    inner = f"<w:tbl><w:tr><w:tc>{para(run('inner'))}</w:tc></w:tr></w:tbl>"
    body = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
        + para(run("wide")) + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + para(run("tall"))
        + inner + para("") + "</w:tc><w:tc>" + para(run("x")) + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        + para("") + "</w:tc><w:tc>" + para(run("y")) + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    table = first(body)
    assert [row.is_header for row in table.rows] == [True, False, False]
    assert table.rows[0].cells[0].span == 2
    assert isinstance(table.rows[1].cells[0].blocks[1], Table)
    assert table.rows[2].cells[0].is_continued
    assert texts(word.read(word_file(body))) == ["wide", "tall", "inner", "", "x", "", "y"]


def test_python_docx_and_the_strict_variant_are_read():
    opened = docx.Document()
    opened.add_heading("A heading", 2)
    opened.add_paragraph("An item", style="List Number")
    stream = io.BytesIO()
    opened.save(stream)
    heading, item = word.read(stream.getvalue()).blocks[:2]
    assert (heading.outline, item.numbering.marker) == (2, "1.")
    body = word_file(para(run("strictly")))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, each in parts.items():
            archive.writestr(name, each)
    assert texts(word.read(out.getvalue())) == ["strictly"]


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(""))
        archive.writestr("_rels/.rels", links(("1", "officeDocument", "word/document.xml", "")))
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
    return stream.getvalue()


def locked():
    content = bytearray(word_file(para(run("x"))))
    at = content.rfind(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.rfind(b"PK\x01\x02", 0, at)
    return bytes(content)


def beside(name, relation):
    """Return a file in which another part than the document names something outside."""
    parts = {f"word/{name}.xml": "<x/>", f"word/_rels/{name}.xml.rels": links(relation)}
    return word_file(para(run("x")), parts, [("s", "settings", f"{name}.xml", "")])


def in_another_encoding(name):
    text = f'<?xml version="1.0" encoding="{name}"?><!DOCTYPE a [<!ENTITY a "b">]><w:document {SPACES}><w:body/></w:document>'
    return word_file("", {"word/document.xml": text.encode(name)})


BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
TABLE_ROW = f"<w:tr><w:tc>{para(run('x'))}</w:tc></w:tr>"
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_macros_are_not_read_and_are_named():
    types = (
        '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    )
    link = ("v", "vbaProject", "vbaProject.bin", "")
    found = word.read(word_file(para(run("x")), {"word/vbaProject.bin": "x"}, [link], types=types))
    assert [block.text for block in found.blocks] == ["x"]
    assert [each.name for each in found.components] == ["macros"]


HOSTILE = {
    "a zip bomb": (bomb, "too large"),
    "an XML bomb": (lambda: word_file("", {"word/document.xml": f"{ENTITIES}<w:document {SPACES}>&b;</w:document>"}), "XML"),
    "an external entity": (lambda: word_file("", {"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}), "XML"),
    "a doctype in UTF-16": (lambda: word_file("", {"word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")}), "XML"),
    "a template from outside": (lambda: external("attachedTemplate", "https://evil.example/x.dotm"), "external content"),
    "a share as a template": (lambda: external("attachedTemplate", "\\\\evil\\x.dotm"), "external content"),
    "an object from outside": (lambda: external("oleObject", "file:///x"), "external content"),
    "a locked archive": (locked, "encrypted"),
    "an encrypted file": (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, r"\.doc"),
    "half a file": (lambda: word_file(para(run("x " * 5000)))[:-200], "damaged"),
    "a name that leads out": (lambda: word_file(para(run("x")), {"word/../../evil": "x"}), "leads out"),
    "an absolute name": (lambda: word_file(para(run("x")), {"/etc/evil": "x"}), "leads out"),
    "another archive": (lambda: zipped({"a.txt": "x"}), "not a Word file"),
    "a spreadsheet": (lambda: zipped({"[Content_Types].xml": TYPES.format(""), "_rels/.rels": links(("1", "worksheet", "x.xml", ""))}), "not a Word file"),
    "no file": (lambda: b"", "empty"),
    "a text": (lambda: b"just text", "not a Word file"),
    "OpenDocument": (lambda: zipped({"mimetype": "x", "META-INF/manifest.xml": "x"}), "an OpenDocument file"),
    "rich text": (lambda: b"{\\rtf1 text}", "a rich text file"),
    "Pages": (lambda: zipped({"Index/Document.iwa": "x"}), "a Pages document"),
    "broken XML": (lambda: word_file("<w:p>"), "damaged"),
    "a template in the settings": (lambda: beside("settings", ("1", "attachedTemplate", "https://evil.example/x.dotm", ' TargetMode="External"')), "external content"),
    "a doctype in UTF-16 without a mark": (lambda: in_another_encoding("utf-16-be"), "XML"),
    "a doctype in UTF-32": (lambda: in_another_encoding("utf-32"), "neither UTF-8 nor UTF-16"),
    "half a character in UTF-16": (lambda: word_file("", {"word/document.xml": "<a/>".encode("utf-16")[:-1]}), "damaged"),
    "a doctype in EBCDIC": (lambda: in_another_encoding("cp037"), "damaged"),
    "a million empty paragraphs": (lambda: word_file("<w:p/>" * 1_000_000), "too large"),
    "a hundred thousand paragraphs": (lambda: word_file(para("") * 60_000), "paragraphs"),
    "many rows": (lambda: word_file(f"<w:tbl>{TABLE_ROW * 9_000}</w:tbl>"), "more than"),
    "a paragraph without an end": (lambda: word_file(para(run("word " * 20_000))), "letters"),
    "runs without an end": (lambda: word_file(para((run("a", "<w:b/>") + run("b")) * 3_000)), "in one paragraph"),
    "fields in fields": (lambda: word_file(para(BEGIN * 4_000 + run("x"))), "damaged"),
    "comments on one place": (lambda: word_file(para("".join(f'<w:commentRangeStart w:id="{id}"/>{run("x")}' for id in range(6_000)))), "in one paragraph"),
    "styles after styles": (lambda: word_file("", {"word/styles.xml": f"<w:styles {SPACES}>{'<w:style/>' * 6_000}</w:styles>"}, [("s", "styles", "styles.xml", "")]), "styles"),
    "headers without number": (lambda: word_file("", {f"word/h{n}.xml": b"<hdr>" + b" " * 9_000_000 + b"</hdr>" for n in range(9)}, [(f"h{n}", "header", f"h{n}.xml", "") for n in range(9)]), "of XML in all parts"),
    "deep nesting": (lambda: word_file("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "damaged"),
}  # fmt: skip


def test_a_text_box_that_repeats_the_heading_before_it_is_known():
    box = "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    boxes = [box.format(para(run(text))) for text in ("Part One:", "Part Two:")]
    found = word.read(word_file(para(run("Part One:")) + para(run("A summary.") + "".join(boxes))))
    assert [(each.kind, each.text) for each in found.asides] == [
        (AsideKind.COPIED_HEADING, "Part One:"), ("text box", "Part Two:"),
    ]  # fmt: skip


@pytest.mark.parametrize(("encoding", "declared"), [("utf-16", "UTF-16"), ("utf-16-be", "utf-16"), ("utf-16-le", "")])
def test_parts_in_utf_16_are_read(encoding, declared):
    declaration = f'<?xml version="1.0" encoding="{declared}" standalone="yes"?>\r\n' if declared else ""
    body = f"<w:document {SPACES}><w:body>{para(run('Café, 中文, 𝄞'))}</w:body></w:document>"
    content = (declaration + body).encode(encoding)
    assert [each.text for each in word.read(word_file("", {"word/document.xml": content})).blocks] == ["Café, 中文, 𝄞"]


def test_what_is_in_the_first_rendering_is_seen():
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    equation = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>E</m:t></m:r></m:oMath>'
    marked = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>marked</w:t></w:r>'
    found = word.read(
        word_file(
            f'<w:p><mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice Requires="w14">{marked}{equation}</mc:Choice>'
            f"<mc:Fallback>{run('plain')}</mc:Fallback></mc:AlternateContent></w:p>"
        )
    )
    assert found.blocks[0].text.startswith("marked")
    assert [each.kind for each in found.components] == ["equation"]
    assert [each.words.strip() for each in found.looks if "yellow" in each.look] == ["marked"]


def test_macros_are_ignored_and_found():
    space = "http://schemas.microsoft.com/office/2006/relationships"
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    found = word.read(
        word_file(
            para(run("Words")),
            {"word/vbaProject.bin": "x", "word/_rels/document.xml.rels": links(("m", "vbaProject", "vbaProject.bin", "")).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships", space)},
            types=f'<Override PartName="/word/document.xml" ContentType="{kind}"/>',
        )
    )  # fmt: skip
    assert [block.text for block in found.blocks] == ["Words"]
    assert [(each.kind, each.name, each.detail) for each in found.components] == [
        ("embedded part", "macros", "word/vbaProject.bin")
    ]


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_do_harm_is_refused_with_a_reason_and_soon(name):
    make, message = HOSTILE[name]
    hostile = make()
    tracemalloc.start()
    before = time.process_time()
    with pytest.raises(WsiscError, match=message) as caught:
        word.read(hostile)
    assert caught.value.hint
    assert time.process_time() - before < 2
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("target", [
    "//evil.example/s/t.dotm", "file://evil.example/s/t.dotm", "file:////evil.example/s/t.dotm", "file:////Users.evil/s/t.dotm", "/\\evil\\s\\t.dotm",
    "file:/\\evil\\s\\t.dotm", "file:///\\evil\\s\\t.dotm", "file://///evil/s/t.dotm", "%5C%5Cevil%5Cs.dotm", "\\/evil/s.dotm",
    "%255C%255Cevil%255Cs.dotm", "/%5Cevil/s.dotm", "/&#9;/evil/s.dotm", " //evil/s.dotm", "FILE://evil/s.dotm",
    "\\??\\UNC\\evil\\s.dotm", "\\\\?\\UNC\\evil\\s.dotm", "\\\\.\\UNC\\evil\\s.dotm", "file://localhost.evil/s.dotm",
    "file://localhost//evil/s.dotm", "ftp:x.dotm", "http:/x.dotm", "ms-word:x",
])  # fmt: skip
def test_a_template_from_a_host_is_refused_however_it_is_written(target):
    with pytest.raises(WsiscError, match="external content"):
        word.read(beside("settings", ("1", "attachedTemplate", target, ' TargetMode="External"')))


@pytest.mark.parametrize("target", [
    "file:///C:\\Users\\a\\Normal.dotm", "file:///C:/Users/A%20B/100%25/Normal.dotm", "C:\\a\\Normal.dotm", "Normal.dotm",
    "file:///Users/a/Normal.dotm", "/Users/a/Normal.dotm", "file:////Users/a/Library/Normal.dotm", "file://localhost/Users/a/Normal.dotm", "file:///d:/x.dotm",
])  # fmt: skip
def test_a_local_template_does_no_harm(target):
    assert texts(word.read(beside("settings", ("1", "attachedTemplate", target, ' TargetMode="External"')))) == ["x"]


def test_links_of_people_do_no_harm():
    assert texts(word.read(external("hyperlink", "https://a.example/"))) == ["x"]


def test_a_note_that_calls_itself_ends():
    note = f'<w:footnotes {SPACES}><w:footnote w:id="1">{para("<w:r><w:footnoteReference w:id='1'/></w:r>" + run("x"))}</w:footnote></w:footnotes>'
    found = word.read(
        word_file(
            para("<w:r><w:footnoteReference w:id='1'/></w:r>"),
            {"word/footnotes.xml": note},
            [("f", "footnotes", "footnotes.xml", "")],
        )
    )
    assert found.notes["f1"][0].runs[0].note == "f1"


@pytest.mark.parametrize(("date", "expected"), [
    ("2022-01-02T03:04:05Z", "2022-01-02T03:04:05Z"), ("2022-01-02", "2022-01-02"), ("not a date", ""),
    ("2022-13-45T00:00:00Z", ""), ("\u0662022-01-02", ""), ("2022-01-02\n", ""), (f"2022-01-02T{'0' * 40}Z", ""),
])  # fmt: skip
def test_a_comment_has_a_date_only_where_it_is_one(date, expected):
    comments = f'<w:comments {SPACES}><w:comment w:id="1" w:date="{date}">{para(run("said"))}</w:comment></w:comments>'
    file = word_file(para(run("x")), {"word/comments.xml": comments}, [("c", "comments", "comments.xml", "")])
    assert [each.date for each in word.read(file).comments] == [expected]

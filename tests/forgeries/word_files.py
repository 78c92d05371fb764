"""Forgeries of a Word file: its bytes -> those of a file that says something else, or the same by another way."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from html import unescape

from wsisc.document import provenance
from wsisc.document.provenance import SourcePackage

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"
RELATIONSHIPS, NOTE_RELATIONSHIPS = "word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels"
TYPES, STYLES, SETTINGS = "[Content_Types].xml", "word/styles.xml", "word/settings.xml"
CARRIED = "customXml/item1.xml"
IMAGE = "word/media/chart.png"
SUMMARY = '<w:t xml:space="preserve">A summary with</w:t>'
OVERVIEW = '<w:r><w:t xml:space="preserve">An overview.</w:t></w:r>'


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a file with parts added or replaced."""
    return zipped({**parts_of(content), **parts})


def edited(content: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """Return a file with the first occurrence of each text in a part replaced; all of them must be there."""
    text = parts_of(content)[part].decode()
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return with_parts(content, {part: text.encode()})


def with_package(content: bytes, change: Callable[[SourcePackage], SourcePackage]) -> bytes:
    text = parts_of(content)[CARRIED].decode()
    found = re.search(r"(<source xmlns=[^>]*>)(.*?)</source>", text, re.DOTALL)
    assert found
    package = change(provenance.unpack(unescape(found[2])))
    return with_parts(content, {CARRIED: provenance.docx_parts(package)[CARRIED]})


def linked(content: bytes, kind: str, target: str, part: bytes | None = None, type: str = "", mode: str = "") -> bytes:
    """Return a file with a relationship "forged" of the document, and the part that it leads to."""
    kind = kind if "://" in kind else f"{R}/{kind}"
    link = f'<Relationship Id="forged" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    content = edited(content, RELATIONSHIPS, ("</Relationships>", link))
    if part is None:
        return content
    override = f'<Override PartName="/word/{target}" ContentType="{type}"/></Types>'
    return with_parts(edited(content, TYPES, ("</Types>", override)), {f"word/{target}": part})


def in_overview(content: bytes, run: str) -> bytes:
    """Return a file with something behind the words of Part Two."""
    return edited(content, DOCUMENT, (OVERVIEW, OVERVIEW + run))


def with_overview(content: bytes, properties: str) -> bytes:
    """Return a file with properties of the run that holds the words of Part Two."""
    return edited(content, DOCUMENT, (OVERVIEW, OVERVIEW.replace("<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>")))


def png(colour: tuple[int, int, int], width: int = 800, height: int = 450) -> bytes:
    """Return an image in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# --- words --------------------------------------------------------------------------------------------


def word_changed(content: bytes) -> bytes:
    return edited(content, DOCUMENT, ("An overview.", "An overlook."))


def word_of_the_cover_changed(content: bytes) -> bytes:
    return edited(content, DOCUMENT, ("do not necessarily reflect", "always reflect"))


def prompt_changed(content: bytes) -> bytes:
    return edited(content, DOCUMENT, ("any obstacles encountered", "no obstacles encountered"))


def footnote_changed(content: bytes) -> bytes:
    return edited(content, NOTES, ("The second note.", "The forged note."))


def footnote_added(content: bytes) -> bytes:
    """A third footnote, called behind the words of Part Two."""
    note = '<w:footnote w:id="3"><w:p><w:r><w:t>A third note.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    content = edited(content, NOTES, ("</w:footnotes>", note))
    return in_overview(content, '<w:r><w:footnoteReference w:id="3"/></w:r>')


def footnote_never_called(content: bytes) -> bytes:
    note = '<w:footnote w:id="3"><w:p><w:r><w:t>A note for nobody.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    return edited(content, NOTES, ("</w:footnotes>", note))


def footnotes_exchanged(content: bytes) -> bytes:
    return edited(
        content, NOTES, ('w:id="1"', 'w:id="swapped"'), ('w:id="2"', 'w:id="1"'), ('w:id="swapped"', 'w:id="2"')
    )


def footnote_reference_moved(content: bytes) -> bytes:
    text = parts_of(content)[DOCUMENT].decode()
    run = re.search(r'<w:r>(?:(?!</w:r>).)*<w:footnoteReference w:id="2"/></w:r>', text, re.DOTALL)
    assert run
    text = text.replace(run[0], "", 1).replace(OVERVIEW, OVERVIEW + run[0], 1)
    return with_parts(content, {DOCUMENT: text.encode()})


def footnote_separator_with_words(content: bytes) -> bytes:
    return edited(content, NOTES, ("<w:separator/>", "<w:separator/><w:t>Read this first.</w:t>"))


def table_cell_changed(content: bytes) -> bytes:
    return edited(content, DOCUMENT, (">312<", ">412<"))


def table_row_added(content: bytes) -> bytes:
    row = "<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>2023</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return edited(content, DOCUMENT, ("</w:tbl>", row))


def paragraph_split(content: bytes) -> bytes:
    return edited(content, DOCUMENT, ("After the figure.", "After</w:t></w:r></w:p><w:p><w:r><w:t>the figure."))


def tracked_insertion(content: bytes) -> bytes:
    return in_overview(content, '<w:ins w:id="9" w:author="X"><w:r><w:t> Inserted.</w:t></w:r></w:ins>')


def tracked_deletion(content: bytes) -> bytes:
    gone = OVERVIEW.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return edited(content, DOCUMENT, (OVERVIEW, f'<w:del w:id="9" w:author="X">{gone}</w:del>'))


def tracked_deletion_of_shown_words(content: bytes) -> bytes:
    """Words that LibreOffice and Word show as deleted, though they are still `w:t`."""
    return edited(content, DOCUMENT, (OVERVIEW, f'<w:del w:id="9" w:author="X">{OVERVIEW}</w:del>'))


def _in_first(content: bytes, before: str, holder: str, change: str) -> bytes:
    """Return a file with a tracked change in the properties of the first row or cell behind some XML."""
    head, start, rest = parts_of(content)[DOCUMENT].decode().partition(before)
    assert start
    tag = re.search(f"<w:{holder}>|<w:{holder}/>", rest)
    assert tag
    wrapped = f"<w:{holder}>{change}" + f"</w:{holder}>" * tag[0].endswith("/>")
    return with_parts(content, {DOCUMENT: (head + start + rest[: tag.start()] + wrapped + rest[tag.end() :]).encode()})


_LAST_ROW = ">205<"
"""In the row before the last; what follows it is the last row."""


def tracked_deletion_of_a_row(content: bytes) -> bytes:
    """Word shows the row as deleted, though its words are not."""
    return _in_first(content, _LAST_ROW, "trPr", '<w:del w:id="9" w:author="X"/>')


def tracked_deletion_of_a_cell(content: bytes) -> bytes:
    return _in_first(content, _LAST_ROW, "tcPr", '<w:cellDel w:id="9" w:author="X"/>')


def tracked_insertion_of_a_row(content: bytes) -> bytes:
    mark = '<w:trPr><w:ins w:id="9" w:author="X"/></w:trPr>'
    row = f"<w:tr>{mark}<w:tc><w:tcPr/><w:p><w:r><w:t>2023</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return edited(content, DOCUMENT, ("</w:tbl>", row))


def tracked_deletion_of_a_mark(content: bytes) -> bytes:
    """Word shows the end of a paragraph as deleted: it goes on with the next."""
    mark = '<w:pPr><w:rPr><w:del w:id="9" w:author="X"/></w:rPr></w:pPr>'
    return edited(content, DOCUMENT, ("After the figure.", f"After</w:t></w:r></w:p><w:p>{mark}<w:r><w:t>the figure."))


def tracked_formatting(content: bytes) -> bytes:
    return with_overview(content, '<w:b/><w:rPrChange w:id="9" w:author="X"><w:rPr/></w:rPrChange>')


def tracked_layout(content: bytes) -> bytes:
    """What was changed of a table is as it was."""
    return edited(
        content, DOCUMENT, ("<w:tblPr>", '<w:tblPr><w:tblPrChange w:id="9" w:author="X"><w:tblPr/></w:tblPrChange>')
    )


def text_in_a_symbol(content: bytes) -> bytes:
    return in_overview(content, '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>')


# --- what hides or marks words --------------------------------------------------------------------------


def struck_text(content: bytes) -> bytes:
    return with_overview(content, "<w:strike/>")


def struck_twice(content: bytes) -> bytes:
    return with_overview(content, "<w:dstrike/>")


def hidden_text(content: bytes) -> bytes:
    return with_overview(content, "<w:vanish/>")


def hidden_text_added(content: bytes) -> bytes:
    return in_overview(content, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden words.</w:t></w:r>")


def white_text(content: bytes) -> bytes:
    return with_overview(content, '<w:color w:val="FFFFFF"/>')


def tiny_text(content: bytes) -> bytes:
    return with_overview(content, '<w:sz w:val="2"/>')


def bold_added(content: bytes) -> bytes:
    return with_overview(content, "<w:b/>")


def bold_removed(content: bytes) -> bytes:
    text = parts_of(content)[DOCUMENT].decode()
    run = re.search(r"<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>(?=\s*<w:t[^>]*>bold words)", text, re.DOTALL)
    assert run
    return with_parts(content, {DOCUMENT: text.replace(run[0], "", 1).encode()})


def highlight_added(content: bytes) -> bytes:
    return with_overview(content, '<w:highlight w:val="yellow"/>')


def capitals_added(content: bytes) -> bytes:
    return with_overview(content, "<w:caps/>")


def style_that_hides(content: bytes) -> bytes:
    """The style of the text hides it."""
    text = parts_of(content)[STYLES].decode()
    found = re.search(r'<w:style [^>]*w:styleId="BodyText".*?</w:style>', text, re.DOTALL)
    assert found
    hidden = found[0].replace("</w:style>", "<w:rPr><w:vanish/></w:rPr></w:style>")
    return with_parts(content, {STYLES: text.replace(found[0], hidden, 1).encode()})


def style_changed(content: bytes) -> bytes:
    return edited(content, STYLES, ("1F3864", "FF0000"))


def numbering_changed(content: bytes) -> bytes:
    return edited(content, "word/numbering.xml", ('<w:lvlText w:val="', '<w:lvlText w:val="No. '))


def heading_made_text(content: bytes) -> bytes:
    return edited(content, DOCUMENT, ('<w:pStyle w:val="Heading2Theme"/>', '<w:pStyle w:val="BodyText"/>'))


# --- links ----------------------------------------------------------------------------------------------


def link_address_changed(content: bytes) -> bytes:
    return edited(content, RELATIONSHIPS, ("https://example.org/report", "https://evil.example/report"))


def link_removed(content: bytes) -> bytes:
    text = parts_of(content)[DOCUMENT].decode()
    changed = re.sub(r"<w:hyperlink [^>]*>(.*?)</w:hyperlink>", r"\1", text, count=1, flags=re.DOTALL)
    assert changed != text
    return with_parts(content, {DOCUMENT: changed.encode()})


def link_added(content: bytes) -> bytes:
    content = linked(content, "hyperlink", "https://evil.example/", mode=' TargetMode="External"')
    return edited(content, DOCUMENT, (OVERVIEW, f'<w:hyperlink r:id="forged">{OVERVIEW}</w:hyperlink>'))


def link_moved(content: bytes) -> bytes:
    """The link goes from its words to others."""
    text = parts_of(content)[DOCUMENT].decode()
    found = re.search(r"(<w:hyperlink [^>]*>)(.*?)</w:hyperlink>", text, re.DOTALL)
    assert found
    text = text.replace(found[0], found[2], 1).replace(OVERVIEW, f"{found[1]}{OVERVIEW}</w:hyperlink>", 1)
    return with_parts(content, {DOCUMENT: text.encode()})


def link_by_field(content: bytes) -> bytes:
    run = '<w:fldSimple w:instr=" HYPERLINK &quot;https://evil.example/&quot; ">' + OVERVIEW + "</w:fldSimple>"
    return edited(content, DOCUMENT, (OVERVIEW, run))


def footnote_link_changed(content: bytes) -> bytes:
    return edited(content, NOTE_RELATIONSHIPS, ("https://example.org/note", "https://evil.example/note"))


def relationship_target_changed(content: bytes) -> bytes:
    """The footer is another part."""
    footer = parts_of(content)["word/footer1.xml"].replace(b">2</w:t>", b">Forged</w:t>")
    content = edited(content, RELATIONSHIPS, ('Target="footer1.xml"', 'Target="other.xml"'))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    content = edited(
        content, TYPES, ("</Types>", f'<Override PartName="/word/other.xml" ContentType="{kind}"/></Types>')
    )
    return with_parts(content, {"word/other.xml": footer})


def document_target_changed(content: bytes) -> bytes:
    """The package leads to another document; the one of wsisc stays, and no one sees it."""
    forged = parts_of(content)[DOCUMENT].replace(b"An overview.", b"A forgery.")
    content = edited(content, "_rels/.rels", ("word/document.xml", "word/forged.xml"))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content = edited(
        content, TYPES, ("</Types>", f'<Override PartName="/word/forged.xml" ContentType="{kind}"/></Types>')
    )
    links = parts_of(content)[RELATIONSHIPS]
    return with_parts(content, {"word/forged.xml": forged, "word/_rels/forged.xml.rels": links})


# --- images and other objects -----------------------------------------------------------------------------

PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="77" name="forged"{alt}/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="77" name="forged"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:{way}="forged"/></pic:blipFill>'
    "<pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def image_replaced(content: bytes) -> bytes:
    return with_parts(content, {IMAGE: png((200, 0, 0))})


def image_added(content: bytes) -> bytes:
    content = linked(content, "image", "media/forged.png", png((0, 0, 200)), "image/png")
    return in_overview(content, PICTURE.format(way="embed", alt=""))


def image_shown_twice(content: bytes) -> bytes:
    """The image of the source once more, where it was not."""
    again = PICTURE.format(way="embed", alt=' descr="A chart"').replace("forged", "image-chart")
    return in_overview(content, again)


def image_removed(content: bytes) -> bytes:
    text = parts_of(content)[DOCUMENT].decode()
    changed = re.sub(r"<w:r><w:drawing>.*?</w:drawing></w:r>", "", text, count=1, flags=re.DOTALL)
    assert changed != text
    return with_parts(content, {DOCUMENT: changed.encode()})


def image_shown_from_another_part(content: bytes) -> bytes:
    """The file of the figure stays in the package, and another is shown in its place."""
    content = linked(content, "image", "media/forged.png", png((0, 200, 0)), "image/png")
    return edited(content, DOCUMENT, ('r:embed="image-chart"', 'r:embed="forged"'))


def external_image(content: bytes) -> bytes:
    content = linked(content, "image", "https://evil.example/a.png", mode=' TargetMode="External"')
    return in_overview(content, PICTURE.format(way="link", alt=""))


def alternative_changed(content: bytes) -> bytes:
    return edited(content, DOCUMENT, ('descr="A chart"', 'descr="A forged chart"'))


def image_by_vml(content: bytes) -> bytes:
    content = linked(content, "image", "media/forged.png", png((0, 0, 200)), "image/png")
    return in_overview(content, '<w:r><w:pict><v:shape><v:imagedata r:id="forged"/></v:shape></w:pict></w:r>')


def chart_added(content: bytes) -> bytes:
    chart = b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/></c:chartSpace>'
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    content = linked(content, "chart", "charts/chart1.xml", chart, kind)
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return in_overview(
        content,
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="78" name="chart"/><a:graphic>'
        f'<a:graphicData uri="{space}"><c:chart xmlns:c="{space}" r:id="forged"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>",
    )


def wordart_added(content: bytes) -> bytes:
    return in_overview(content, '<w:r><w:pict><v:shape><v:textpath string="FORGED WORDS"/></v:shape></w:pict></w:r>')


def text_box_added(content: bytes) -> bytes:
    return in_overview(
        content,
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>",
    )


def equation_added(content: bytes) -> bytes:
    return in_overview(content, "<m:oMath><m:r><m:t>E=mc2</m:t></m:r></m:oMath>")


def field_added(content: bytes) -> bytes:
    return in_overview(content, '<w:fldSimple w:instr=" DATE "/>')


def field_that_includes_a_file(content: bytes) -> bytes:
    return in_overview(
        content,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT "C:\\\\secret.docx" </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )


def content_control_added(content: bytes) -> bytes:
    return edited(
        content,
        DOCUMENT,
        (OVERVIEW, f'<w:sdt><w:sdtPr><w:alias w:val="X"/></w:sdtPr><w:sdtContent>{OVERVIEW}</w:sdtContent></w:sdt>'),
    )


def alternate_content(content: bytes) -> bytes:
    """Word shows the choice, older programs the words of the source."""
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    shape = '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="79" name="x"/></wp:inline></w:drawing></w:r>'
    return edited(
        content,
        DOCUMENT,
        (
            OVERVIEW,
            f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="wps">{shape}</mc:Choice>'
            f"<mc:Fallback>{OVERVIEW}</mc:Fallback></mc:AlternateContent>",
        ),
    )


def embedded_object(content: bytes) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.oleObject"
    content = linked(content, "oleObject", "embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kind)
    return in_overview(
        content, '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" r:id="forged"/></w:object></w:r>'
    )


def alt_chunk_added(content: bytes) -> bytes:
    content = linked(content, "aFChunk", "forged.html", b"<html><body><p>FORGED</p></body></html>", "text/html")
    return edited(content, DOCUMENT, ("<w:sectPr>", '<w:altChunk r:id="forged"/><w:sectPr>'))


def sub_document_added(content: bytes) -> bytes:
    content = linked(content, "subDocument", "https://evil.example/a.docx", mode=' TargetMode="External"')
    return edited(content, DOCUMENT, ("<w:sectPr>", '<w:subDoc r:id="forged"/><w:sectPr>'))


# --- comments, headers, footers, properties -----------------------------------------------------------------


def comment_added(content: bytes) -> bytes:
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="A reviewer"><w:p><w:r><w:t>Delete this.</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    content = linked(content, "comments", "comments.xml", comments, kind)
    return in_overview(content, '<w:r><w:commentReference w:id="0"/></w:r>')


def footer_words_changed(content: bytes) -> bytes:
    return edited(content, "word/footer1.xml", (">2</w:t>", ">Confidential</w:t>"))


def footer_figure_changed(content: bytes) -> bytes:
    """The page number becomes a number that is always the same."""
    text = parts_of(content)["word/footer1.xml"].decode()
    changed = re.sub(r"<w:r><w:(fldChar|instrText).*?</w:r>", "", text).replace(">2</w:t>", ">99</w:t>")
    assert changed != text
    return with_parts(content, {"word/footer1.xml": changed.encode()})


def header_added(content: bytes) -> bytes:
    header = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Endorsed by all</w:t></w:r></w:p></w:hdr>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    content = linked(content, "header", "header1.xml", header, kind)
    return edited(content, DOCUMENT, ("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="forged"/>'))


def endnote_added(content: bytes) -> bytes:
    notes = (
        f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="1"><w:p><w:r><w:t>At the end.</w:t></w:r></w:p></w:endnote></w:endnotes>'
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
    content = linked(content, "endnotes", "endnotes.xml", notes, kind)
    return in_overview(content, '<w:r><w:endnoteReference w:id="1"/></w:r>')


def core_title_changed(content: bytes) -> bytes:
    return edited(content, "docProps/core.xml", ("A submission", "Another title"))


def core_keywords_added(content: bytes) -> bytes:
    space = 'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    return edited(
        content,
        "docProps/core.xml",
        ("</cp:coreProperties>", f"<cp:keywords {space}>forged</cp:keywords></cp:coreProperties>"),
    )


def core_date_changed(content: bytes) -> bytes:
    return edited(content, "docProps/core.xml", ("2022-12-15T00:00:00Z", "2021-01-01T00:00:00Z"))


def last_author_changed(content: bytes) -> bytes:
    name = "<cp:lastModifiedBy>An entity<", "<cp:lastModifiedBy>Somebody<"
    return edited(content, "docProps/core.xml", name)


def custom_property_added(content: bytes) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    space = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    link = f'<Relationship Id="forged" Type="{R}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
    content = edited(content, "_rels/.rels", ("</Relationships>", link))
    content = edited(
        content, TYPES, ("</Types>", f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>')
    )
    return with_parts(content, {"docProps/custom.xml": f'<Properties xmlns="{space}"/>'.encode()})


def macro_part(content: bytes) -> bytes:
    kind = "application/vnd.ms-office.vbaProject"
    link = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    return linked(content, link, "vbaProject.bin", b"\xd0\xcf\x11\xe0macro", kind)


def attached_template(content: bytes) -> bytes:
    """Word fetches the template when the file is opened."""
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="forged" Type="{R}/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    content = edited(content, SETTINGS, ("<w:zoom", f'<w:attachedTemplate xmlns:r="{R}" r:id="forged"/><w:zoom'))
    return with_parts(content, {"word/_rels/settings.xml.rels": links})


def setting_changed(content: bytes) -> bytes:
    return edited(content, SETTINGS, ("<w:zoom", "<w:trackRevisions/><w:zoom"))


def second_package_first(content: bytes) -> bytes:
    """A package with another source precedes the one of the document."""
    parts = parts_of(content)
    text = parts[CARRIED].decode()
    found = re.search(r"<source xmlns=[^>]*>(.*?)</source>", text, re.DOTALL)
    assert found
    package = provenance.unpack(unescape(found[1]))
    forged = SourcePackage(
        package.source.replace("Work elsewhere.", "Work nowhere."), package.call, package.versions, package.figures
    )
    return zipped({"customXml/item0.xml": provenance.docx_parts(forged)[CARRIED], **parts})


def second_package_last(content: bytes) -> bytes:
    parts = parts_of(content)
    return zipped({**parts, "customXml/item9.xml": parts[CARRIED].replace(b"elsewhere", b"nowhere")})


def part_twice(content: bytes) -> bytes:
    """Two parts of one name: programs differ on which they show."""
    parts = list(parts_of(content).items())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in [*parts, (DOCUMENT, dict(parts)[DOCUMENT].replace(b"An overview.", b"A forgery."))]:
            info = zipfile.ZipInfo(name)
            archive.NameToInfo.pop(name, None)  # otherwise it warns
            archive.writestr(info, data)
    return buffer.getvalue()


def unknown_part_added(content: bytes) -> bytes:
    return with_parts(content, {"word/secret.bin": b"secret"})


# --- harmless -------------------------------------------------------------------------------------------------


def zipped_anew(content: bytes) -> bytes:
    """The same parts, written by another program."""
    return zipped(dict(reversed(parts_of(content).items())))


def stored(content: bytes) -> bytes:
    """The same parts, not compressed."""
    return zipped(parts_of(content), zipfile.ZIP_STORED)


# --- by rows --------------------------------------------------------------------------------------------------


def _replaced(part: str, pattern: str, replacement: str) -> Callable[[bytes], bytes]:
    """Return what replaces the first text of a pattern in a part."""

    def forge(content: bytes) -> bytes:
        text = parts_of(content)[part].decode()
        changed = re.sub(pattern, replacement, text, count=1, flags=re.DOTALL)
        assert changed != text, pattern
        return with_parts(content, {part: changed.encode()})

    return forge


def _run(properties: str) -> Callable[[bytes], bytes]:
    return lambda content: with_overview(content, properties)


def _setting(markup: str) -> Callable[[bytes], bytes]:
    return _replaced(SETTINGS, "<w:zoom", f"{markup}<w:zoom")


_STYLES, _LISTS, _THEME = "word/styles.xml", "word/numbering.xml", "word/theme/theme1.xml"
_FONT = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
_FIRST_RUN, _FIRST_PARAGRAPH = "(<w:rPrDefault><w:rPr>)", '(<w:name w:val="Body Text"/>.*?<w:pPr>)'
_SECTION, _PICTURE_OF = "<w:sectPr>", "(<wp:docPr [^>]*)/>"
ROWS: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "typeface_of_symbols": (_run(_FONT), ("Part Two",)),
    "typeface_of_symbols_by_a_style": (_replaced(_STYLES, "<w:rFonts [^>]*/>", _FONT), (_STYLES,)),
    "typeface_of_symbols_by_a_theme": (
        _replaced(_THEME, '<a:latin typeface="[^"]*"', '<a:latin typeface="Wingdings"'), (_THEME,)
    ),
    "letters_narrowed": (_run('<w:w w:val="1"/>'), ("Part Two",)),
    "letters_over_one_another": (_run('<w:spacing w:val="-400"/>'), ("Part Two",)),
    "letters_off_the_line": (_run('<w:position w:val="900"/>'), ("Part Two",)),
    "letters_on_black": (_run('<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'), ("Part Two",)),
    "letters_tiny_by_a_style": (
        _replaced(_STYLES, r'(<w:rPrDefault><w:rPr>.*?)<w:sz w:val="\d+"/>', r'\1<w:sz w:val="1"/>'), (_STYLES,)
    ),
    "letters_raised_by_a_style": (_replaced(_STYLES, _FIRST_RUN, r'\1<w:position w:val="1500"/>'), ("looks", _STYLES)),
    "frame_off_the_page": (
        _replaced(_STYLES, _FIRST_PARAGRAPH, r'\1<w:framePr w:w="1" w:h="1" w:hRule="exact" w:x="-9000"/>'), (_STYLES,)
    ),
    "lines_of_no_height": (_replaced(_STYLES, _FIRST_PARAGRAPH, r'\1<w:spacing w:line="1" w:lineRule="exact"/>'), (_STYLES,)),
    "paragraphs_on_black": (_replaced(_STYLES, _FIRST_PARAGRAPH, r'\1<w:shd w:val="clear" w:fill="000000"/>'), (_STYLES,)),
    "paragraphs_off_the_page": (_replaced(_STYLES, _FIRST_PARAGRAPH, r'\1<w:ind w:left="30000"/>'), (_STYLES,)),
    "page_of_no_size": (_replaced(DOCUMENT, "<w:pgSz [^>]*/>", '<w:pgSz w:w="500" w:h="500"/>'), ("on a page of 0.9",)),
    "margin_as_wide_as_the_page": (_replaced(DOCUMENT, r'(<w:pgMar [^>]*)w:left="\d+"', r'\1w:left="20000"'), ("pgMar",)),
    "page_with_columns": (_replaced(DOCUMENT, _SECTION, '<w:sectPr><w:cols w:num="9" w:space="3000"/>'), ("cols",)),
    "page_with_lines_numbered": (_replaced(DOCUMENT, _SECTION, '<w:sectPr><w:lnNumType w:countBy="1"/>'), ("lnNumType",)),
    "page_with_black_behind": (_replaced(DOCUMENT, "<w:body>", '<w:background w:color="000000"/><w:body>'), ("background",)),
    "footnotes_with_other_marks": (
        _replaced(DOCUMENT, _SECTION, '<w:sectPr><w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>'), ("footnotePr", "numFmt")
    ),
    "column_of_no_width": (_replaced(DOCUMENT, r'<w:gridCol w:w="\d+"', '<w:gridCol w:w="1"'), ("gridCol",)),
    "row_of_no_height": (
        _replaced(DOCUMENT, "(<w:tr>)", r'\1<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'), ("trHeight", "Part One")
    ),
    "table_off_the_page": (_replaced(DOCUMENT, "(<w:tblPr>)", r'\1<w:tblpPr w:tblpX="-20000"/>'), ("off the page",)),
    "image_of_no_size": (_replaced(DOCUMENT, r'<wp:extent cx="\d+" cy="\d+"', '<wp:extent cx="1" cy="1"'), ("extent",)),
    "image_cut": (_replaced(DOCUMENT, "(<a:blip [^>]*/>)", r'\1<a:srcRect l="99000"/>'), ("image",)),
    "image_turned": (_replaced(DOCUMENT, "<a:xfrm>", '<a:xfrm rot="10800000">'), ("xfrm",)),
    "image_hidden": (_replaced(DOCUMENT, _PICTURE_OF, r'\1 hidden="1"/>'), ("images",)),
    "image_with_a_title": (_replaced(DOCUMENT, _PICTURE_OF, r'\1 title="FORGED"/>'), ("FORGED", "docPr")),
    "image_without_ink": (_replaced(DOCUMENT, "(<a:blip [^>]*)/>", r'\1><a:alphaModFix amt="0"/></a:blip>'), ("alphaModFix",)),
    "link_with_words": (_replaced(DOCUMENT, "<w:hyperlink ", '<w:hyperlink w:tooltip="FORGED" '), ("FORGED", "hyperlink")),
    "link_within": (_replaced(DOCUMENT, r'<w:hyperlink r:id="[^"]*"', '<w:hyperlink w:anchor="two"'), ("link",)),
    "words_over_words": (
        _replaced(DOCUMENT, OVERVIEW, f"<w:r><w:ruby><w:rt><w:r><w:t>X</w:t></w:r></w:rt><w:rubyBase>{OVERVIEW}</w:rubyBase></w:ruby></w:r>"),
        ("Part Two", "ruby"),
    ),
    "words_turned_round": (_replaced(DOCUMENT, OVERVIEW, f'<w:bdo w:val="rtl">{OVERVIEW}</w:bdo>'), ("shown in reverse",)),
    "query_of_a_data_base": (_setting('<w:mailMerge><w:query w:val="SELECT 1"/></w:mailMerge>'), ("mailMerge", SETTINGS)),
    "fields_made_anew": (_setting('<w:updateFields w:val="true"/>'), ("updateFields", SETTINGS)),
    "locked": (_setting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'), ("documentProtection", SETTINGS)),
    "variable_with_words": (_setting('<w:docVars><w:docVar w:name="x" w:val="X"/></w:docVars>'), ("docVars", SETTINGS)),
    "footnotes_without_marks": (
        _setting('<w:footnotePr><w:numFmt w:val="none"/></w:footnotePr>'), ("numFmt", SETTINGS)
    ),
    "bullets_hidden": (_replaced(_LISTS, '(<w:lvlText w:val="[^"]*"/>)', r"\1<w:rPr><w:vanish/></w:rPr>"), (_LISTS,)),
    "firm_in_the_properties": (
        _replaced("docProps/app.xml", "</Properties>", "<Company>FORGED</Company></Properties>"), ("docProps/app.xml",)
    ),
    "letter_of_another_script": (lambda content: edited(content, DOCUMENT, ("An overview.", "An overvi\u0435w.")), ("Part Two",)),
}  # fmt: skip
"""Forgeries by name, with words of which a true report has one."""

"""Forgeries of a PDF: its bytes -> those of a file that says something else, or the same by another way."""

import io
import re
import zlib
from collections.abc import Callable

import pypdfium2
from fontTools.ttLib import TTFont
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link, Text
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from wsisc.document import provenance
from wsisc.document.provenance import FILE_NAME, SourcePackage

BODY = 1
"""The index of the page on which the first part begins."""


def writer(content: bytes) -> PdfWriter:
    """Return the document to be changed."""
    return PdfWriter(clone_from=io.BytesIO(content))


def written(document: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def painted(content: bytes, operators: bytes, page: int = BODY, resources: dict[str, object] | None = None) -> bytes:
    """Return a file with something painted over a page."""
    document = writer(content)
    target = document.pages[page]
    stream = DecodedStreamObject()
    stream.set_data(target["/Contents"].get_object().get_data() + b"\nQ\nQ\n" + operators)
    begin = DecodedStreamObject()
    begin.set_data(b"q\nq\n")
    target[NameObject("/Contents")] = ArrayObject([document._add_object(begin), document._add_object(stream)])
    for kind, entry in (resources or {}).items():
        resources = target["/Resources"].get_object()
        resources[NameObject(kind)] = DictionaryObject({**resources.get(kind, {}), **entry})  # type: ignore[dict-item]
    return written(document)


_FONT = {
    "/Font": {
        NameObject("/Forged"): DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
    }
}


def with_package(content: bytes, change: Callable[[SourcePackage], SourcePackage]) -> bytes:
    with pypdfium2.PdfDocument(content) as document:
        attachments = {
            each.get_name(): each for each in map(document.get_attachment, range(document.count_attachments()))
        }
        package = change(provenance.unpack(bytes(attachments[FILE_NAME].get_data()).decode()))
        return _attached(content, FILE_NAME, provenance.pack(package).encode())


def _attached(content: bytes, name: str, data: bytes) -> bytes:
    """Return a file with another content of an attachment."""
    document = writer(content)
    names = document._root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    for at in range(0, len(names), 2):
        if names[at] == name:
            names[at + 1].get_object()["/EF"]["/F"].get_object().set_data(data)
    return written(document)


# --- pages ------------------------------------------------------------------------------------------------


def _pages(content: bytes, change: Callable[[pypdfium2.PdfDocument], None]) -> bytes:
    with pypdfium2.PdfDocument(content) as document:
        change(document)
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


def page_removed(content: bytes) -> bytes:
    return _pages(content, lambda document: document.del_page(0))


def last_page_removed(content: bytes) -> bytes:
    return _pages(content, lambda document: document.del_page(len(document) - 1))


def page_removed_and_versions_edited(content: bytes) -> bytes:
    return _attached(page_removed(content), FILE_NAME, _other_versions(content))


def word_painted_and_versions_edited(content: bytes) -> bytes:
    return _attached(overlay_text(content), FILE_NAME, _other_versions(content))


def _other_versions(content: bytes) -> bytes:
    with pypdfium2.PdfDocument(content) as document:
        attachments = {
            each.get_name(): each for each in map(document.get_attachment, range(document.count_attachments()))
        }
        package = provenance.unpack(bytes(attachments[FILE_NAME].get_data()).decode())
    versions = dict.fromkeys(package.versions, "0.0.1")
    return provenance.pack(
        SourcePackage(package.source, package.call, versions, package.figures, package.draft)
    ).encode()


def page_reordered(content: bytes) -> bytes:
    document = PdfWriter()
    pages = PdfReader(io.BytesIO(content)).pages
    document.clone_document_from_reader(PdfReader(io.BytesIO(content)))
    kids = document._root_object["/Pages"].get_object()["/Kids"]
    assert len(kids) == len(pages)
    kids[1], kids[2] = kids[2], kids[1]
    return written(document)


def page_repeated(content: bytes) -> bytes:
    document = writer(content)
    document.insert_page(PdfReader(io.BytesIO(content)).pages[2], 3)
    return written(document)


def page_added(content: bytes) -> bytes:
    document = writer(content)
    document.add_blank_page(595.2756, 841.8898)
    return written(document)


def page_turned(content: bytes) -> bytes:
    document = writer(content)
    document.pages[BODY].rotate(180)
    return written(document)


def page_cropped(content: bytes) -> bytes:
    """The lower half of a page, with its footnotes, is no longer seen."""
    document = writer(content)
    page = document.pages[BODY]
    page.cropbox.lower_left = (0, 420)
    return written(document)


# --- what is painted -----------------------------------------------------------------------------------------


def overlay_text(content: bytes) -> bytes:
    return painted(content, b"BT /Forged 14 Tf 1 0 0 1 100 400 Tm (Forged words) Tj ET", resources=_FONT)


def invisible_text(content: bytes) -> bytes:
    return painted(content, b"BT 3 Tr /Forged 14 Tf 1 0 0 1 100 400 Tm (Forged words) Tj ET", resources=_FONT)


def overlay_box(content: bytes) -> bytes:
    """A white box over words, which stay in the file."""
    return painted(content, b"1 1 1 rg 60 600 480 120 re f")


def overlay_drawing(content: bytes) -> bytes:
    """Lines that may draw anything, letters among it."""
    return painted(content, b"0 0 0 RG 2 w 100 400 m 150 450 l 200 400 l S")


def text_made_invisible(content: bytes) -> bytes:
    """The words of a page are there for programs, and no one sees them."""
    document = writer(content)
    page = document.pages[BODY]
    data = page["/Contents"].get_object().get_data()
    assert b"0 Tr" in data
    stream = DecodedStreamObject()
    stream.set_data(data.replace(b"0 Tr", b"3 Tr"))
    page[NameObject("/Contents")] = document._add_object(stream)
    return written(document)


def text_made_white(content: bytes) -> bytes:
    document = writer(content)
    page = document.pages[BODY]
    data = page["/Contents"].get_object().get_data()
    changed = re.sub(rb"[\d.]+ [\d.]+ [\d.]+ scn", b"1 1 1 scn", data)
    assert changed != data
    stream = DecodedStreamObject()
    stream.set_data(changed)
    page[NameObject("/Contents")] = document._add_object(stream)
    return written(document)


def line_of_text_removed(content: bytes) -> bytes:
    """One line of a page is no longer painted."""
    document = writer(content)
    page = document.pages[2]
    stream = ContentStream(page["/Contents"].get_object(), document)
    at = [index for index, (_, operator) in enumerate(stream.operations) if operator == b"TJ"][3]
    stream.operations = stream.operations[:at] + stream.operations[at + 1 :]
    page[NameObject("/Contents")] = document._add_object(stream)
    return written(document)


def image_replaced(content: bytes) -> bytes:
    """Another image is painted; the file of the figure stays attached."""
    document = writer(content)
    for page in document.pages:
        for image in (page["/Resources"].get_object().get("/XObject") or {}).values():
            dictionary = image.get_object()
            if dictionary["/Subtype"] == "/Image":
                width, height = dictionary["/Width"], dictionary["/Height"]
                stream = DecodedStreamObject()
                stream.set_data(b"\xc8\x10\x10" * (width * height))
                stream.update(
                    {
                        NameObject("/Type"): NameObject("/XObject"),
                        NameObject("/Subtype"): NameObject("/Image"),
                        NameObject("/Width"): NumberObject(width),
                        NameObject("/Height"): NumberObject(height),
                        NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
                        NameObject("/BitsPerComponent"): NumberObject(8),
                    }
                )
                document._objects[image.idnum - 1] = stream
                return written(document)
    raise AssertionError("no image")


def image_added(content: bytes) -> bytes:
    return painted(content, b"q 50 0 0 50 100 100 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xff\x00\x00 EI Q")


def image_removed(content: bytes) -> bytes:
    document = writer(content)
    for page in document.pages:
        data = page["/Contents"].get_object().get_data()
        changed = re.sub(rb"/x\d+ Do", b"", data)
        if changed != data:
            stream = DecodedStreamObject()
            stream.set_data(changed)
            page[NameObject("/Contents")] = document._add_object(stream)
            return written(document)
    raise AssertionError("no image")


# --- annotations, links, actions, fields ------------------------------------------------------------------------


def annotation_added(content: bytes) -> bytes:
    document = writer(content)
    document.add_annotation(BODY, Text(rect=(100, 700, 120, 720), text="A remark"))
    return written(document)


def free_text_added(content: bytes) -> bytes:
    """Words over the page, which are no text of it."""
    document = writer(content)
    document.add_annotation(BODY, FreeText(rect=(100, 300, 400, 340), text="FORGED WORDS", font_size="20pt"))
    return written(document)


def _links(document: PdfWriter) -> list[DictionaryObject]:
    annotations = [each.get_object() for page in document.pages for each in page.get("/Annots", [])]
    return [each for each in annotations if "/A" in each]


def link_annotation_changed(content: bytes) -> bytes:
    document = writer(content)
    _links(document)[0]["/A"][NameObject("/URI")] = TextStringObject("https://evil.example/")
    return written(document)


def link_annotation_removed(content: bytes) -> bytes:
    document = writer(content)
    del document.pages[BODY]["/Annots"][0]
    return written(document)


def link_annotation_added(content: bytes) -> bytes:
    document = writer(content)
    document.add_annotation(BODY, Link(rect=(50, 50, 500, 800), url="https://evil.example/"))
    return written(document)


def link_annotation_moved(content: bytes) -> bytes:
    """The link covers the whole page."""
    document = writer(content)
    _links(document)[0][NameObject("/Rect")] = ArrayObject([FloatObject(each) for each in (0, 0, 595, 841)])
    return written(document)


def link_starts_a_program(content: bytes) -> bytes:
    document = writer(content)
    _links(document)[0][NameObject("/A")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("evil.exe")}
    )
    return written(document)


def link_within_changed(content: bytes) -> bytes:
    """The mark of a footnote leads elsewhere."""
    document = writer(content)
    annotations = [each.get_object() for each in document.pages[BODY]["/Annots"]]
    inner = next(each for each in annotations if "/Dest" in each)
    page = document.pages[3].indirect_reference
    inner[NameObject("/Dest")] = ArrayObject(
        [page, NameObject("/XYZ"), FloatObject(0), FloatObject(800), NullObject()]  # type: ignore[list-item]
    )
    return written(document)


def script_added(content: bytes) -> bytes:
    document = writer(content)
    names = document._root_object["/Names"].get_object()
    names[NameObject("/JavaScript")] = DictionaryObject(
        {NameObject("/Names"): ArrayObject([TextStringObject("run"), _script()])}
    )
    return written(document)


def _script() -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x');")}
    )


def action_on_opening(content: bytes) -> bytes:
    document = writer(content)
    document._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://evil.example/")}
    )
    return written(document)


def action_of_a_page(content: bytes) -> bytes:
    document = writer(content)
    document.pages[BODY][NameObject("/AA")] = DictionaryObject({NameObject("/O"): _script()})
    return written(document)


def form_field_added(content: bytes) -> bytes:
    document = writer(content)
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("password"),
            NameObject("/V"): TextStringObject("FORGED"),
            NameObject("/Rect"): ArrayObject([FloatObject(each) for each in (100, 100, 300, 130)]),
        }
    )
    reference = document._add_object(field)
    page = document.pages[BODY]
    page[NameObject("/Annots")] = ArrayObject([*page["/Annots"], reference])
    document._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject([reference])})
    return written(document)


# --- what it says of itself ---------------------------------------------------------------------------------------


def metadata_changed(content: bytes) -> bytes:
    document = writer(content)
    document.add_metadata({"/Title": "Another title"})
    return written(document)


def keywords_added(content: bytes) -> bytes:
    document = writer(content)
    document.add_metadata({"/Keywords": "forged"})
    return written(document)


def outline_changed(content: bytes) -> bytes:
    document = writer(content)
    document._root_object["/Outlines"]["/First"].get_object()[NameObject("/Title")] = TextStringObject("Forged")
    return written(document)


def language_changed(content: bytes) -> bytes:
    document = writer(content)
    document._root_object[NameObject("/Lang")] = TextStringObject("fr-FR")
    return written(document)


def alternative_changed(content: bytes) -> bytes:
    """What a screen reader says of the image."""
    document = writer(content)
    for each in document._objects:
        if isinstance(each, DictionaryObject) and each.get("/Alt") == "A chart":
            each[NameObject("/Alt")] = TextStringObject("A forged chart")
            return written(document)
        attributes = each.get("/A") if isinstance(each, DictionaryObject) else None
        if isinstance(attributes, DictionaryObject) and attributes.get("/Alt") == "A chart":
            attributes[NameObject("/Alt")] = TextStringObject("A forged chart")
            return written(document)
    raise AssertionError("no alternative")


def actual_text_added(content: bytes) -> bytes:
    """A screen reader says other words than those that are seen."""
    document = writer(content)
    for each in document._objects:
        if isinstance(each, DictionaryObject) and each.get("/S") == "/P":
            each[NameObject("/ActualText")] = TextStringObject("Forged words for listeners")
            return written(document)
    raise AssertionError("no paragraph")


def attachment_replaced(content: bytes) -> bytes:
    return _attached(content, "chart.png", b"\x89PNG\r\n\x1a\nforged")


def second_attachment(content: bytes) -> bytes:
    document = writer(content)
    document.add_attachment("more.exe", b"MZ")
    return written(document)


def second_package(content: bytes) -> bytes:
    """Another attachment with the name of the package."""
    with pypdfium2.PdfDocument(content) as document:
        attachments = {
            each.get_name(): each for each in map(document.get_attachment, range(document.count_attachments()))
        }
        data = bytes(attachments[FILE_NAME].get_data())
    document = writer(content)
    document.add_attachment(FILE_NAME, data.replace(b"elsewhere", b"nowhere"))
    return written(document)


def incremental_update(content: bytes) -> bytes:
    """A page painted anew, appended to the bytes of the document, which all stay."""
    document = PdfWriter(io.BytesIO(content), incremental=True)
    document.add_annotation(BODY, FreeText(rect=(100, 300, 400, 340), text="FORGED WORDS", font_size="20pt"))
    buffer = io.BytesIO()
    document.write(buffer)
    assert buffer.getvalue().startswith(content)
    return buffer.getvalue()


def layer_added(content: bytes) -> bytes:
    """Optional content: words that a reader may switch on."""
    document = writer(content)
    layer = document._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("hidden")})
    )
    document._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
        }
    )
    page = document.pages[BODY]
    stream = DecodedStreamObject()
    stream.set_data(
        page["/Contents"].get_object().get_data()
        + b"\n/OC /forged BDC BT /Forged 14 Tf 1 0 0 1 100 400 Tm (Forged words) Tj ET EMC"
    )
    page[NameObject("/Contents")] = document._add_object(stream)
    resources = page["/Resources"].get_object()
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/forged"): layer})
    resources[NameObject("/Font")] = DictionaryObject({**resources["/Font"].get_object(), **_FONT["/Font"]})
    return written(document)


# --- what no list of dangerous names holds -------------------------------------------------------------------------


def action_between_comments(content: bytes) -> bytes:
    """An action on opening, in an object between two comments that read as the begin and the end of a stream."""
    return _catalog_within(action_on_opening(content), b"%stream\n", b"%endstream\n")


def action_within_a_stream(content: bytes) -> bytes:
    """The catalog is in the data of a stream, where only the table of references says that it is an object."""
    return _catalog_within(
        action_on_opening(content),
        b"900 0 obj\n<< /Length 10000 >>\nstream\n",
        b"\nendstream\nendobj\n",
    )


def action_within_a_text(content: bytes) -> bytes:
    return _catalog_within(action_on_opening(content), b"900 0 obj\n(", b")\nendobj\n")


def _catalog_within(content: bytes, before: bytes, behind: bytes) -> bytes:
    """Return a file whose catalog is between other bytes, with a table of references that leads there."""
    found = re.search(rb"\d+ 0 obj\n<<(?:(?!endobj).)*?/Type /Catalog(?:(?!endobj).)*?endobj\n", content, re.DOTALL)
    assert found
    content = content[: found.start()] + before + found[0] + behind + content[found.end() :]
    body = content[: content.rfind(b"\nxref") + 1]
    places = {int(each[1]): each.start(1) for each in re.finditer(rb"(?:^|[\n(])(\d+) 0 obj\b", body)}
    count = max(places) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % count
    table += b"".join(b"%010d 00000 %s \n" % (places.get(n, 0), b"n" if n in places else b"f") for n in range(1, count))
    trailer = content[content.rfind(b"trailer") : content.rfind(b"startxref")]
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


def action_in_a_stream_of_objects(content: bytes) -> bytes:
    """An action on opening in a stream of objects whose dictionary is long."""
    document = writer(content)
    inner = b"/S /JavaScript /JS (app.alert(1)) >>"
    data = zlib.compress(b"901 0 << " + inner)
    stream = StreamObject()
    stream._data = data
    entries = {"/Type": NameObject("/ObjStm"), "/N": NumberObject(1), "/First": NumberObject(6)}
    filler = {NameObject(f"/Filler{number}"): NameObject("/" + "x" * 60) for number in range(60)}
    stream.update({**{NameObject(key): value for key, value in entries.items()}, **filler})
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    document._root_object[NameObject("/Forged")] = document._add_object(stream)
    return written(document)


def second_action_of_a_link(content: bytes) -> bytes:
    document = writer(content)
    _links(document)[0]["/A"][NameObject("/Next")] = _address()
    return written(document)


def unseen_action_of_a_link(content: bytes) -> bytes:
    document = writer(content)
    _links(document)[0][NameObject("/PA")] = _address()
    return written(document)


def _address() -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://evil.example/")}
    )


def link_painted(content: bytes) -> bytes:
    """A link is shown as a red box over the page."""
    document = writer(content)
    stream = DecodedStreamObject()
    stream.set_data(b"1 0 0 rg 0 0 400 300 re f")
    box = ArrayObject([NumberObject(each) for each in (0, 0, 400, 300)])
    stream.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): box})
    _links(document)[0][NameObject("/AP")] = DictionaryObject({NameObject("/N"): document._add_object(stream)})
    return written(document)


def page_labels_added(content: bytes) -> bytes:
    document = writer(content)
    label = DictionaryObject({NameObject("/P"): TextStringObject("FORGED")})
    numbers = ArrayObject([NumberObject(0), label])
    document._root_object[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): numbers})
    return written(document)


def preferences_changed(content: bytes) -> bytes:
    document = writer(content)
    document._root_object[NameObject("/ViewerPreferences")][NameObject("/HideMenubar")] = BooleanObject(True)
    document._root_object[NameObject("/PageMode")] = NameObject("/FullScreen")
    return written(document)


def _metadata(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    document = writer(content)
    metadata = document._root_object["/Metadata"].get_object()
    metadata.set_data(change(metadata.get_data()))
    return written(document)


def metadata_stream_changed(content: bytes) -> bytes:
    return _metadata(content, lambda data: data.replace(b"A submission", b"A FORGED one"))


def metadata_stream_emptied(content: bytes) -> bytes:
    return _metadata(content, lambda _: b"<x/>")


def glyphs_exchanged(content: bytes) -> bytes:
    """Wherever a page has an a, it shows an o."""
    document = writer(content)
    for page in document.pages:
        for each in page["/Resources"].get_object()["/Font"].get_object().values():
            font = each.get_object()
            pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})>\n", font["/ToUnicode"].get_object().get_data())
            glyphs = {text.upper(): int(glyph, 16) for glyph, text in pairs}
            descendant = font["/DescendantFonts"][0].get_object()
            if {b"0061", b"006F"} <= set(glyphs) and descendant.get("/CIDToGIDMap") == "/Identity":
                shown = list(range(3000))
                first, second = glyphs[b"0061"], glyphs[b"006F"]
                shown[first], shown[second] = second, first
                stream = DecodedStreamObject()
                stream.set_data(b"".join(glyph.to_bytes(2, "big") for glyph in shown))
                descendant[NameObject("/CIDToGIDMap")] = document._add_object(stream)
    return written(document)


def glyphs_exchanged_in_a_font(content: bytes) -> bytes:
    """The font of the file itself has other shapes for the same letters."""
    document = writer(content)
    for page in document.pages:
        for each in page["/Resources"].get_object()["/Font"].get_object().values():
            font_file = (
                each.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()["/FontFile2"]
            )
            font = TTFont(io.BytesIO(font_file.get_object().get_data()), recalcBBoxes=False)
            names = font.getGlyphOrder()
            shapes = font["glyf"].glyphs
            shapes[names[5]], shapes[names[6]] = shapes[names[6]], shapes[names[5]]
            buffer = io.BytesIO()
            font.save(buffer)
            font_file.get_object().set_data(buffer.getvalue())
    return written(document)


def _around_page(content: bytes, operators: bytes) -> bytes:
    document = writer(content)
    page = document.pages[BODY]
    stream = DecodedStreamObject()
    stream.set_data(b"q " + operators + b"\n" + page["/Contents"].get_object().get_data() + b"\nQ")
    page[NameObject("/Contents")] = document._add_object(stream)
    return written(document)


def page_clipped(content: bytes) -> bytes:
    """The words are on the page, and nothing of them is shown."""
    return _around_page(content, b"0 0 1 1 re W n")


def page_moved_away(content: bytes) -> bytes:
    return _around_page(content, b"1 0 0 1 5000 0 cm")


def page_shrunk(content: bytes) -> bytes:
    return _around_page(content, b"0.001 0 0 0.001 0 0 cm")


# --- harmless -----------------------------------------------------------------------------------------------------


def written_anew(content: bytes) -> bytes:
    """The same document, written by another program."""
    return written(writer(content))


def saved_by_pdfium(content: bytes) -> bytes:
    return _pages(content, lambda document: None)


# --- by rows ------------------------------------------------------------------------------------------------------


def _on_page(key: str, value: object) -> Callable[[bytes], bytes]:
    def forge(content: bytes) -> bytes:
        document = writer(content)
        document.pages[BODY][NameObject(key)] = value
        return written(document)

    return forge


def _on_link(key: str, value: object) -> Callable[[bytes], bytes]:
    def forge(content: bytes) -> bytes:
        document = writer(content)
        _links(document)[0][NameObject(key)] = value
        return written(document)

    return forge


def _on_element(type: str, key: str, value: object) -> Callable[[bytes], bytes]:
    """Return what changes the first element of a type in the structure, or of an image."""

    def forge(content: bytes) -> bytes:
        document = writer(content)
        dictionaries = (each for each in document._objects if isinstance(each, DictionaryObject))
        found = next(each for each in dictionaries if type in (each.get("/S"), each.get("/Subtype")))
        found[NameObject(key)] = value
        return written(document)

    return forge


def _operators(before: bytes, after: bytes) -> Callable[[bytes], bytes]:
    def forge(content: bytes) -> bytes:
        document = writer(content)
        page = document.pages[BODY]
        data = page["/Contents"].get_object().get_data()
        changed = re.sub(before, after, data)
        assert changed != data
        stream = DecodedStreamObject()
        stream.set_data(changed)
        page[NameObject("/Contents")] = document._add_object(stream)
        return written(document)

    return forge


def _annotated(subtype: str, **entries: object) -> Callable[[bytes], bytes]:
    def forge(content: bytes) -> bytes:
        document = writer(content)
        page = document.pages[BODY]
        annotation = DictionaryObject(
            {NameObject("/Type"): NameObject("/Annot"), NameObject("/Rect"): _box(50, 50, 500, 800)}
        )
        annotation.update(
            {NameObject(f"/{key}"): value for key, value in {"Subtype": NameObject(subtype), **entries}.items()}
        )
        page[NameObject("/Annots")] = ArrayObject([*page["/Annots"], document._add_object(annotation)])
        return written(document)

    return forge


def _box(*numbers: float) -> ArrayObject:
    return ArrayObject([FloatObject(each) for each in numbers])


def _see_through(entries: dict[str, object]) -> Callable[[bytes], bytes]:
    def forge(content: bytes) -> bytes:
        states = {
            "/ExtGState": {NameObject("/Forged"): DictionaryObject({NameObject(k): v for k, v in entries.items()})}
        }
        document = writer(_around_page(content, b"/Forged gs"))
        resources = document.pages[BODY]["/Resources"].get_object()
        resources[NameObject("/ExtGState")] = DictionaryObject(states["/ExtGState"])
        return written(document)

    return forge


def _lines(colour: bytes) -> Callable[[bytes], bytes]:
    strokes = b" ".join(b"60 %d m 540 %d l S" % (y, y) for y in range(600, 720))
    return lambda content: painted(content, colour + b" RG 1 w " + strokes)


def words_exchanged(content: bytes) -> bytes:
    """Two words, such as the figures of a table, are at the place of each other."""
    places = rb"(q 1 0 0 -1 )([\d.]+ [\d.]+)( cm(?:(?!q 1 0 0 -1 ).)*q 1 0 0 -1 )([\d.]+ [\d.]+)( cm)"
    return _operators(b"(?s)" + places, rb"\1\4\3\2\5")(content)


ROWS: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "words_spaced": (_operators(rb"\[\((\\\d{3}\\\d{3})", rb"[(\1)-900("), ()),
    "words_exchanged": (words_exchanged, ()),
    "text_only_clips": (_operators(b"0 Tr", b"7 Tr"), ()),
    "text_in_outlines": (_operators(b"0 Tr", b"1 Tr"), ()),
    "text_narrowed": (_operators(b"0 Tr", b"0 Tr 0.5 Tz"), ("page 2",)),
    "text_lifted_off_the_page": (_operators(b"0 Tr", b"0 Tr 4000 Ts"), ("page 2",)),
    "text_nearly_white": (_operators(rb"[\d.]+ [\d.]+ [\d.]+ scn", b"0.95 0.95 0.95 scn"), ()),
    "text_tiny": (_operators(rb"/f1 [\d.]+ Tf", b"/f1 0.2 Tf"), ("page 2",)),
    "text_see_through": (_see_through({"/ca": FloatObject(0)}), ()),
    "text_nearly_see_through": (_see_through({"/ca": FloatObject(0.05)}), ()),
    "text_blended_away": (_see_through({"/BM": NameObject("/Exclusion")}), ()),
    "white_lines_over_words": (_lines(b"1 1 1"), ()),
    "black_lines_over_words": (_lines(b"0 0 0"), ()),
    "unit_of_the_page": (_on_page("/UserUnit", FloatObject(0.01)), ()),
    "trimmed_page": (_on_page("/TrimBox", _box(0, 0, 10, 10)), ()),
    "page_that_goes_on_by_itself": (_on_page("/Dur", NumberObject(1)), ()),
    "words_highlighted": (_annotated("/Highlight", QuadPoints=_box(50, 800, 500, 800, 50, 50, 500, 50)), ("page 2",)),
    "words_covered": (_annotated("/Square", IC=_box(1, 1, 1), C=_box(1, 1, 1)), ("page 2",)),
    "words_struck": (_annotated("/StrikeOut", QuadPoints=_box(50, 800, 500, 800, 50, 50, 500, 50)), ("page 2",)),
    "page_stamped": (_annotated("/Stamp", Name=NameObject("/NotApproved")), ("page 2",)),
    "link_with_words": (_on_link("/Contents", TextStringObject("FORGED")), ()),
    "link_with_a_frame": (_on_link("/Border", ArrayObject([NumberObject(each) for each in (0, 0, 99)])), ()),
    "link_hidden": (_on_link("/F", NumberObject(2)), ()),
    "heading_is_none": (_on_element("/H2", "/S", NameObject("/P")), ()),
    "paragraph_for_nobody": (_on_element("/P", "/K", ArrayObject()), ()),
    "paragraph_in_another_language": (_on_element("/P", "/Lang", TextStringObject("fr")), ()),
    "paragraph_spoken_otherwise": (_on_element("/P", "/E", TextStringObject("FORGED")), ()),
    "image_inverted": (_on_element("/Image", "/Decode", _box(1, 0, 1, 0, 1, 0)), ("image",)),
}
"""Forgeries by name, with words of which the help of a report has one."""

"""A PDF -> everything in it apart from its words, as items: painted objects, links, other annotations, attachments.

Functions of PDFium that pypdfium2 does not wrap are called directly.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from wsisc.document.provenance import FILE_NAME
from wsisc.readers import pdf
from wsisc.readers.inventory import Inventory, InventoryItem, pdf_objects, pdf_syntax, short_digest

_PROGRAM_PROPERTIES = ("Creator", "Producer", "ModDate")
_ACTION_TYPES = {0: "unsupported", 1: "GoTo", 2: "GoToR", 3: "URI", 4: "Launch", 5: "GoToE"}
_ANNOTATION_TYPES = {
    pdfium.FPDF_ANNOT_LINK: "link",
    pdfium.FPDF_ANNOT_TEXT: "comment",
    pdfium.FPDF_ANNOT_FREETEXT: "text over the page",
    pdfium.FPDF_ANNOT_WIDGET: "form field",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "attachment",
}
_OBJECT_TYPES = {
    pdfium.FPDF_PAGEOBJ_TEXT: "text",
    pdfium.FPDF_PAGEOBJ_PATH: "drawing",
    pdfium.FPDF_PAGEOBJ_IMAGE: "image",
    pdfium.FPDF_PAGEOBJ_SHADING: "shading",
    pdfium.FPDF_PAGEOBJ_FORM: "group of drawings",
}
# Names by which a PDF runs, sends, hides or requests something (ISO 32000-1, 12.6, 12.7); wsisc writes none.
_ACTIVE_NAMES = (
    "OpenAction", "AA", "PA", "JS", "JavaScript", "Launch", "Named", "GoToR", "GoToE", "SubmitForm", "ImportData",
    "RichMedia", "Movie", "Sound", "Rendition", "XFA", "AcroForm", "OCProperties", "OCG", "Thread", "Trans", "Encrypt",
    "SetOCGState", "ResetForm", "Hide", "3D", "Collection", "Perms", "Sig",
)  # fmt: skip
_FONT_NAMES = ("BaseFont", "FontName")
_RESOURCE_NAME = re.compile(r"[A-Za-z]{1,2}\d+")
# The metadata about the document; all other entries are about its production and its standard.
_DOCUMENT_METADATA = ("title/", "creator/", "description/", "language/", "RDF/Description/CreateDate")
_MAX_LINE_HEIGHT = 40  # points; the largest style of the theme has 15
_MAX_PIXELS = 36_000_000  # the limit of figures, see wsisc/document/figures.py


def read_inventory(content: bytes) -> Inventory:
    """Return the contents of a PDF apart from the words of its pages. Raises WsiscError if it is damaged."""
    items = list(_object_items(content))
    with pdf.open_document(content) as document:
        items += _document_items(document)
        for index in range(len(document)):
            page = document[index]
            place = f"page {index + 1}"
            items += _page_items(page, place)
            items += _annotation_items(document, page, place)
            items += _structure_items(page, place)
    return Inventory([], items)


def _object_items(content: bytes) -> Iterator[InventoryItem]:
    """Yield the actions that the objects of a PDF can run, their dictionary entries, and irregularities.

    Entries that the expected document does not have are reported whatever they mean: this is not a list of dangers.
    """
    found = pdf_objects.read_objects(content)
    names = {name for _, entry in found.entries for name in entry.split(" ", 1)}
    yield from (InventoryItem("action or field", "the document", name) for name in _ACTIVE_NAMES if name in names)
    for kind, entry in sorted(found.entries):
        key, _, value = entry.partition(" ")
        if kind or not _RESOURCE_NAME.fullmatch(key):
            is_font = key in _FONT_NAMES
            label = key if is_font else entry
            name = pdf_syntax.remove_subset_prefix(value) if is_font else ""
            yield InventoryItem(f"entry {label} of {kind or 'a dictionary'}", "the file", name, is_layout=True)
    yield from (InventoryItem("comment in the file", "the document", text) for text in found.comments)
    yield from (InventoryItem("fault of the file", "the document", text) for text in found.faults)
    for statement in found.metadata:
        name, _, text = statement.partition(": ")
        is_look = not name.startswith(_DOCUMENT_METADATA)
        yield InventoryItem(f"metadata {name}", "the metadata" if is_look else "the properties", text, is_look)


def _document_items(document: pypdfium2.PdfDocument) -> Iterator[InventoryItem]:
    yield InventoryItem("number of pages", "the document", str(len(document)), is_layout=True)
    for name, value in document.get_metadata_dict().items():
        yield InventoryItem(name, "the properties", value, name in _PROGRAM_PROPERTIES)
    yield InventoryItem("language", "the properties", _get_text(pdfium.FPDFCatalog_GetLanguage, document))
    for index in range(document.count_attachments()):
        each = document.get_attachment(index)
        yield InventoryItem("attachment", "the document", f"{each.get_name()} ({_describe_attachment(each)})")
    for entry in document.get_toc():
        yield InventoryItem("outline", "the document", entry.get_title())
        target = entry.get_dest()
        page = target.get_index() if target else None
        yield InventoryItem(
            "target in the outline", "the document", "none" if page is None else str(page + 1), is_layout=True
        )
    for index in range(pdfium.FPDFDoc_GetJavaScriptActionCount(document)):
        yield InventoryItem("script", "the document", str(index + 1))


def _describe_attachment(attachment: Any) -> str:
    """Return a description of an attachment's content; the content of the package is compared elsewhere."""
    try:
        data = bytes(attachment.get_data())
    except pypdfium2.PdfiumError:
        return "empty"
    return "the source" if attachment.get_name() == FILE_NAME else f"{len(data)} bytes, {short_digest(data)}"


def _page_items(page: pypdfium2.PdfPage, place: str) -> Iterator[InventoryItem]:
    """Yield the objects painted on a page, and the visible area of the page."""
    box, crop = page.get_mediabox(), page.get_cropbox()
    yield InventoryItem(
        "size", place, f"{_format_numbers(box)} of which {_format_numbers(crop)}, turned by {page.get_rotation()}"
    )
    for each in page.get_objects(max_depth=8):
        kind = _OBJECT_TYPES.get(each.type, "object")
        detail = _describe_image(each) if each.type == pdfium.FPDF_PAGEOBJ_IMAGE else f"in {_describe_paint(each)}"
        yield InventoryItem(kind, place, detail)
        yield InventoryItem(f"place of a {kind}", place, _format_numbers(each.get_bounds()), is_layout=True)


def _format_numbers(numbers: tuple[float, ...]) -> str:
    return " ".join(f"{each:.0f}" for each in numbers)


def _describe_image(image: Any) -> str:
    width, height = image.get_px_size()
    if width * height > _MAX_PIXELS:
        return f"{width} by {height}"
    try:
        bitmap = image.get_bitmap(render=False)
        return f"{bitmap.width} by {bitmap.height}, {short_digest(bytes(bitmap.buffer))}"
    except pypdfium2.PdfiumError:
        return "damaged"


def _describe_paint(item: Any) -> str:
    """Return the colours of an object, and how it is painted: filled, stroked, or not at all."""
    found = []
    for name, get in (("fill", pdfium.FPDFPageObj_GetFillColor), ("line", pdfium.FPDFPageObj_GetStrokeColor)):
        values = [ctypes.c_uint() for _ in range(4)]
        if get(item, *values):
            found.append(f"{name} " + "".join(f"{each.value:02x}" for each in values))
    if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
        found.append(f"mode {pdfium.FPDFTextObj_GetTextRenderMode(item)}")
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(item, size)
        found.append(f"size {size.value:.1f}")
    else:
        found.append(_describe_path(item))
    return ", ".join(found)


def _describe_path(item: Any) -> str:
    """Return how a path is painted: its fill, its stroke, and whether it is a line parallel to the page's edge."""
    mode, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    if item.type == pdfium.FPDF_PAGEOBJ_PATH:
        pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    left, bottom, right, top = item.get_bounds()
    is_line = min(right - left, top - bottom) <= 2 * width.value + 1
    return f"mode {mode.value} {stroke.value}, width {width.value:.1f}, {'a line' if is_line else 'an area'}"


def _annotation_items(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, place: str) -> Iterator[InventoryItem]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = _ANNOTATION_TYPES.get(pdfium.FPDFAnnot_GetSubtype(annotation), "annotation")
        rectangle = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(annotation, rectangle)
        bounds = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        contents = _read_string(lambda *room: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *room))  # noqa: B023
        target = _link_target(document, pdfium.FPDFAnnot_GetLink(annotation))
        if target.startswith("page "):
            yield InventoryItem("link within the document", place, contents or "without words")
            yield InventoryItem("target of a link", place, target, is_layout=True)
        else:
            yield InventoryItem(kind, place, f"{target} {contents if contents != target else ''}".strip())
        if rectangle.top - rectangle.bottom > _MAX_LINE_HEIGHT:
            yield InventoryItem(f"{kind} over more than a line", place, target)
        yield InventoryItem(f"place of a {kind}", place, _format_numbers(bounds), is_layout=True)
        yield InventoryItem(f"frame of a {kind}, {_describe_frame(annotation)}", place, "", is_layout=True)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _describe_frame(annotation: Any) -> str:
    """Return the width of an annotation's frame, and its flags, such as hidden or printed."""
    values = [ctypes.c_float() for _ in range(3)]
    has_one = pdfium.FPDFAnnot_GetBorder(annotation, *values)
    return f"{values[2].value:.1f} wide, flags {pdfium.FPDFAnnot_GetFlags(annotation)}" if has_one else "without one"


def _link_target(document: pypdfium2.PdfDocument, link: Any) -> str:
    """Return the target of a link: an address, a page, or the type of its action."""
    if not link:
        return ""
    action = pdfium.FPDFLink_GetAction(link)
    dest = pdfium.FPDFLink_GetDest(document, link)
    kind = _ACTION_TYPES.get(pdfium.FPDFAction_GetType(action), "unsupported") if action else "GoTo"
    if kind == "URI":
        return _read_string(lambda *buffer: pdfium.FPDFAction_GetURIPath(document, action, *buffer), "utf-8")
    if kind == "GoTo" and dest:
        values = [ctypes.c_int() for _ in range(3)], [ctypes.c_float() for _ in range(3)]
        pdfium.FPDFDest_GetLocationInPage(dest, *values[0], *values[1])
        point = _format_numbers(tuple(each.value for each in values[1][:2]))
        return f"page {pdfium.FPDFDest_GetDestPageIndex(document, dest) + 1} at {point}"
    return kind


def _structure_items(page: pypdfium2.PdfPage, place: str) -> Iterator[InventoryItem]:
    """Yield the texts of a page for screen readers, which replace its painted content."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    pending = [
        pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    remaining = 100_000  # a guess: a larger tree may contain itself
    while pending and (remaining := remaining - 1):
        element = pending.pop()
        if not element:
            continue
        for name, get in (
            ("alternative text", pdfium.FPDF_StructElement_GetAltText),
            ("text for listeners", pdfium.FPDF_StructElement_GetActualText),
            ("expansion", pdfium.FPDF_StructElement_GetExpansion),
            ("language of words", pdfium.FPDF_StructElement_GetLang),
        ):
            if text := _get_text(get, element):
                yield InventoryItem(name, place, text)
        count, kind = (
            pdfium.FPDF_StructElement_CountChildren(element),
            _get_text(pdfium.FPDF_StructElement_GetType, element),
        )
        yield InventoryItem("tag", place, kind, is_layout=True)
        if not count:
            yield InventoryItem(f"tag {kind} without content", place, "", is_layout=True)
        pending += [pdfium.FPDF_StructElement_GetChildAtIndex(element, each) for each in range(count)]
    pdfium.FPDF_StructTree_Close(tree)


def _get_text(get: Callable[..., int], subject: Any) -> str:
    return _read_string(lambda *buffer: get(subject, *buffer))


def _read_string(get: Callable[..., int], encoding: str = "utf-16-le") -> str:
    """Return a text from a function of PDFium that fills a buffer, and returns the length of the text in bytes."""
    length = get(None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    get(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if encoding == "utf-16-le" else buffer, length)
    return buffer.raw[:length].decode(encoding, "replace").rstrip("\0")

"""A PDF -> its links, images, attachments and texts for listeners, as items: where to look in one that is not as built.

Functions of PDFium that pypdfium2 does not wrap are called directly.
"""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from wsisc.document.provenance import FILE_NAME
from wsisc.readers import pdf_text
from wsisc.readers.inventory import Inventory, InventoryItem, short_digest

_URI = 3  # FPDFAction_GetType of a link to an address
_ANNOTATION_TYPES = {
    pdfium.FPDF_ANNOT_LINK: "link",
    pdfium.FPDF_ANNOT_TEXT: "comment",
    pdfium.FPDF_ANNOT_FREETEXT: "text over the page",
    pdfium.FPDF_ANNOT_WIDGET: "form field",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "attachment",
}
_MAX_PIXELS = 36_000_000  # the limit of figures, see wsisc/document/figures.py
_MAX_ELEMENTS = 100_000  # a guess: a larger tree of tags may contain itself


def read_inventory(content: bytes, *, is_by_page: bool = True) -> Inventory:
    """Return the items of a PDF by page, or those of all pages in one order. Raises WsiscError if it is damaged."""
    with pdf_text.open_document(content) as document:
        items = list(_attachment_items(document))
        for index in range(len(document)):
            page, place = document[index], f"page {index + 1}" if is_by_page else "the pages"
            objects = page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=8)
            items += (InventoryItem("image", place, _describe_image(each)) for each in objects)
            items += _annotation_items(document, page, place)
            items += _structure_items(page, place)
    if not is_by_page:
        items.sort(key=lambda item: (str(item.place), item.kind, item.text))
    return Inventory([], items)


def _attachment_items(document: pypdfium2.PdfDocument) -> Iterator[InventoryItem]:
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        yield InventoryItem("attachment", "the document", f"{attachment.get_name()} ({_describe_file(attachment)})")


def _describe_file(attachment: Any) -> str:
    """Return a description of an attachment's content; the content of the package is compared elsewhere."""
    try:
        data = bytes(attachment.get_data())
    except pypdfium2.PdfiumError:
        return "empty"
    return "the source" if attachment.get_name() == FILE_NAME else f"{len(data)} bytes, {short_digest(data)}"


def _describe_image(image: Any) -> str:
    width, height = image.get_px_size()
    if width * height > _MAX_PIXELS:
        return f"{width} by {height}"
    try:
        bitmap = image.get_bitmap(render=False)
        return f"{bitmap.width} by {bitmap.height}, {short_digest(bytes(bitmap.buffer))}"
    except pypdfium2.PdfiumError:
        return "damaged"


def _annotation_items(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, place: str) -> Iterator[InventoryItem]:
    """Yield links to addresses, and all annotations of other kinds; links within the document are its navigation."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = _ANNOTATION_TYPES.get(pdfium.FPDFAnnot_GetSubtype(annotation), "annotation")
        text = _link_address(document, annotation)
        if kind != "link":
            text = _read_string(lambda *room: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *room))  # noqa: B023
        if kind != "link" or text:
            yield InventoryItem(kind, place, text)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _link_address(document: pypdfium2.PdfDocument, annotation: Any) -> str:
    """Return the address that an annotation opens, "" if it opens none."""
    link = pdfium.FPDFAnnot_GetLink(annotation)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    if not action or pdfium.FPDFAction_GetType(action) != _URI:
        return ""
    return _read_string(lambda *buffer: pdfium.FPDFAction_GetURIPath(document, action, *buffer), "utf-8")


def _structure_items(page: pypdfium2.PdfPage, place: str) -> Iterator[InventoryItem]:
    """Yield the texts of a page for screen readers, which replace its painted content."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    count = pdfium.FPDF_StructTree_CountChildren(tree)
    pending = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)]
    remaining = _MAX_ELEMENTS
    while pending and (remaining := remaining - 1):
        element = pending.pop()
        if not element:
            continue
        for name, get in (
            ("alternative text", pdfium.FPDF_StructElement_GetAltText),
            ("text for listeners", pdfium.FPDF_StructElement_GetActualText),
        ):
            if text := _get_text(get, element):
                yield InventoryItem(name, place, text)
        children = range(pdfium.FPDF_StructElement_CountChildren(element))
        pending += [pdfium.FPDF_StructElement_GetChildAtIndex(element, index) for index in children]
    pdfium.FPDF_StructTree_Close(tree)


def _get_text(get: Callable[..., int], subject: Any) -> str:
    return _read_string(lambda *buffer: get(subject, *buffer))


def _read_string(get: Callable[..., int], encoding: str = "utf-16-le") -> str:
    """Return a text from a function of PDFium that fills a buffer, and returns the length of the text in bytes."""
    length = get(None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    get(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if encoding == "utf-16-le" else buffer, length)
    return buffer.raw[:length].decode(encoding, "replace").rstrip("\0")

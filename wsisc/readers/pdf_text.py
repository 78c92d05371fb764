"""A PDF -> the text of each page, its metadata and attached files; what it has besides words, as items.

PDFium reads one page at a time, so two processes share a long document: this module, run as a program, reads the
second half of a PDF from standard input, and writes the texts of its pages as JSON to standard output. Functions of
PDFium that pypdfium2 does not wrap are called directly.
"""

import contextlib
import ctypes
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from wsisc.document.provenance import FILE_NAME
from wsisc.engines import child_processes
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.inventory import Inventory, InventoryItem, short_digest

_HYPHEN_AT_LINE_END = "\x02"  # PDFium returns this for a hyphen at the end of a line, which may come from hyphenation

_PROPERTIES = {
    "Title": t("the title"),
    "Author": t("the author"),
    "Subject": t("the subject"),
    "CreationDate": t("the date"),
}

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


@contextlib.contextmanager
def _open_document(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF. Raises WsiscError if it is damaged or protected with a password."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            yield document
    except (pypdfium2.PdfiumError, ValueError) as error:
        is_locked = "password" in str(error).lower()
        raise WsiscError(t("the PDF has a password") if is_locked else t("the PDF is damaged")) from None


def read_pages(content: bytes) -> list[str]:
    """Return the text of each page in painting order: the body, the footnotes, the page number.

    Raises WsiscError if the PDF is damaged.
    """
    with _open_document(content) as document:
        return _page_texts(document, range(len(document)))


@contextlib.contextmanager
def start_parallel_reader() -> Iterator["ParallelReader"]:
    """Start the second process, which loads its libraries meanwhile, and yield the reader of one PDF."""
    command = child_processes.python_command("wsisc.readers.pdf_text")
    with child_processes.start("the PDF reader", command, is_silent=True) as process:
        try:
            yield ParallelReader(process)
        finally:
            process.kill()


class ParallelReader:
    """Reads one PDF in this process and a second one."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def read_pages(self, content: bytes) -> list[str]:
        """Return the text of each page, as the function `read_pages` does."""
        assert self._process.stdin
        try:
            with self._process.stdin as stream:
                stream.write(content)
        except OSError:  # the process has died
            return read_pages(content)
        with _open_document(content) as document:
            first, second = _split_pages(document)
            texts = _page_texts(document, first)
        rest = self._read_second_half()
        return [*texts, *rest] if rest is not None and len(rest) == len(second) else read_pages(content)

    def _read_second_half(self) -> list[str] | None:
        """Return the texts that the second process has read, or None if it died."""
        assert self._process.stdout
        try:
            found: list[str] = json.loads(self._process.stdout.read())
        except (OSError, ValueError):
            return None
        return found


def _split_pages(document: pypdfium2.PdfDocument) -> tuple[range, range]:
    middle = (len(document) + 1) // 2
    return range(middle), range(middle, len(document))


def _page_texts(document: pypdfium2.PdfDocument, indexes: Iterable[int]) -> list[str]:
    texts = (document[index].get_textpage().get_text_bounded() for index in indexes)
    return [text.replace(_HYPHEN_AT_LINE_END, "-") for text in texts]


def find_chapter_pages(content: bytes) -> list[int]:
    """Return the indexes of the pages with a first-level heading. Raises WsiscError if the PDF is damaged."""
    with _open_document(content) as document:
        found = [entry.get_dest() for entry in document.get_toc() if entry.level == 0]
        return [index for destination in found if destination and (index := destination.get_index()) is not None]


def read_surrounding_text(content: bytes) -> dict[str, str]:
    """Return the metadata of a PDF and the words of its pages. Raises WsiscError if it is damaged."""
    with _open_document(content) as document:
        metadata = document.get_metadata_dict()
    found = {t("{shown} in the properties", shown=shown): metadata.get(name, "") for name, shown in _PROPERTIES.items()}
    return found | {t("page {number}", number=number): text for number, text in enumerate(read_pages(content), 1)}


def read_attachments(content: bytes, max_bytes: int) -> dict[str, bytes] | None:
    """Return the files attached to a PDF by name, or None if they have more than `max_bytes` bytes in total.

    Raises WsiscError if the PDF is damaged.
    """
    found = {}
    with _open_document(content) as document:
        for index in range(document.count_attachments()):
            file = document.get_attachment(index)
            found[file.get_name()] = bytes(file.get_data())
            max_bytes -= len(found[file.get_name()])
            if max_bytes < 0:
                return None
    return found


def main() -> None:
    """Read the second half of the PDF on standard input."""
    with _open_document(sys.stdin.buffer.read()) as document:
        sys.stdout.write(json.dumps(_page_texts(document, _split_pages(document)[1])))


def read_inventory(content: bytes, *, is_by_page: bool = True) -> Inventory:
    """Return the items of a PDF by page, or those of all pages in one order. Raises WsiscError if it is damaged."""
    with _open_document(content) as document:
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

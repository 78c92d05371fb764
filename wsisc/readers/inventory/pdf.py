"""A PDF -> the items that it holds beside its words: what is painted, links and other annotations, attachments.

The functions of PDFium that pypdfium2 wraps in no class of its own are called as they are.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from wsisc.document.provenance import NAME, digest
from wsisc.readers import pdf
from wsisc.readers.inventory import Inventory, Item, pdf_objects

_PROGRAMS = ("Creator", "Producer", "ModDate")
_ACTIONS = {0: "unsupported", 1: "GoTo", 2: "GoToR", 3: "URI", 4: "Launch", 5: "GoToE"}
_SUBTYPES = {
    pdfium.FPDF_ANNOT_LINK: "link",
    pdfium.FPDF_ANNOT_TEXT: "comment",
    pdfium.FPDF_ANNOT_FREETEXT: "text over the page",
    pdfium.FPDF_ANNOT_WIDGET: "form field",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "attachment",
}
_OBJECTS = {
    pdfium.FPDF_PAGEOBJ_TEXT: "text",
    pdfium.FPDF_PAGEOBJ_PATH: "drawing",
    pdfium.FPDF_PAGEOBJ_IMAGE: "image",
    pdfium.FPDF_PAGEOBJ_SHADING: "shading",
    pdfium.FPDF_PAGEOBJ_FORM: "group of drawings",
}
_ACTIVE = (
    "OpenAction", "AA", "PA", "JS", "JavaScript", "Launch", "Named", "GoToR", "GoToE", "SubmitForm", "ImportData",
    "RichMedia", "Movie", "Sound", "Rendition", "XFA", "AcroForm", "OCProperties", "OCG", "Thread", "Trans", "Encrypt",
    "SetOCGState", "ResetForm", "Hide", "3D", "Collection", "Perms", "Sig",
)  # fmt: skip
"""Names by which a PDF runs, sends, hides or asks something (ISO 32000-1, 12.6 and 12.7); none that wsisc writes."""
_FONT_NAMES = ("BaseFont", "FontName")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_RESOURCE = re.compile(r"[A-Za-z]{1,2}\d+")
_SAID = ("title/", "creator/", "description/", "language/", "RDF/Description/CreateDate")
"""What the metadata says of the document; the rest is how it was made, and for which standard."""
_HIGHEST_LINE = 40  # points; the largest style of the theme has 15
_MOST_PIXELS = 36_000_000  # no figure may have more, see wsisc/document/figures.py


def inventory(content: bytes) -> Inventory:
    """Return what a PDF holds beside the words of its pages. Raises WsiscError where it is damaged."""
    items = list(_objects(content))
    with pdf.opened(content) as document:
        items += _document(document)
        for index in range(len(document)):
            page = document[index]
            place = f"page {index + 1}"
            items += _page(page, place)
            items += _annotations(document, page, place)
            items += _structure(page, place)
    return Inventory([], items)


def _objects(content: bytes) -> Iterator[Item]:
    """Yield what the objects of a PDF can do, what they are made of, and what does not belong there.

    Entries that the document made here has nowhere are reported, whatever they mean: this is no list of dangers.
    """
    found = pdf_objects.objects(content)
    names = {name for _, entry in found.entries for name in entry.split(" ", 1)}
    yield from (Item("action or field", "the document", name) for name in _ACTIVE if name in names)
    for kind, entry in sorted(found.entries):
        key, _, value = entry.partition(" ")
        if kind or not _RESOURCE.fullmatch(key):
            is_font = key in _FONT_NAMES
            shown = key if is_font else entry
            name = _SUBSET.sub("", value) if is_font else ""
            yield Item(f"entry {shown} of {kind or 'a dictionary'}", "the file", name, is_look=True)
    yield from (Item("comment in the file", "the document", text) for text in found.comments)
    yield from (Item("fault of the file", "the document", text) for text in found.faults)
    for statement in found.metadata:
        name, _, text = statement.partition(": ")
        is_look = not name.startswith(_SAID)
        yield Item(f"metadata {name}", "the metadata" if is_look else "the properties", text, is_look)


def _document(document: pypdfium2.PdfDocument) -> Iterator[Item]:
    yield Item("number of pages", "the document", str(len(document)), is_look=True)
    for name, value in document.get_metadata_dict().items():
        yield Item(name, "the properties", value, name in _PROGRAMS)
    yield Item("language", "the properties", _text(pdfium.FPDFCatalog_GetLanguage, document))
    for index in range(document.count_attachments()):
        each = document.get_attachment(index)
        yield Item("attachment", "the document", f"{each.get_name()} ({_content(each)})")
    for entry in document.get_toc():
        yield Item("outline", "the document", entry.get_title())
        target = entry.get_dest()
        page = target.get_index() if target else None
        yield Item("target in the outline", "the document", "none" if page is None else str(page + 1), is_look=True)
    for index in range(pdfium.FPDFDoc_GetJavaScriptActionCount(document)):
        yield Item("script", "the document", str(index + 1))


def _content(attachment: Any) -> str:
    """Return what is told of an attachment's content; that of the package is compared by what it says."""
    try:
        data = bytes(attachment.get_data())
    except pypdfium2.PdfiumError:
        return "empty"
    return "the source" if attachment.get_name() == NAME else f"{len(data)} bytes, {digest(data)[7:15]}"


def _page(page: pypdfium2.PdfPage, place: str) -> Iterator[Item]:
    """Yield what is painted on a page, and what of it is shown."""
    box, crop = page.get_mediabox(), page.get_cropbox()
    yield Item("size", place, f"{_rounded(box)} of which {_rounded(crop)}, turned by {page.get_rotation()}")
    for each in page.get_objects(max_depth=8):
        kind = _OBJECTS.get(each.type, "object")
        detail = _image(each) if each.type == pdfium.FPDF_PAGEOBJ_IMAGE else f"in {_colours(each)}"
        yield Item(kind, place, detail)
        yield Item(f"place of a {kind}", place, _rounded(each.get_bounds()), is_look=True)


def _rounded(numbers: tuple[float, ...]) -> str:
    return " ".join(f"{each:.0f}" for each in numbers)


def _image(image: Any) -> str:
    width, height = image.get_px_size()
    if width * height > _MOST_PIXELS:
        return f"{width} by {height}"
    try:
        bitmap = image.get_bitmap(render=False)
        return f"{bitmap.width} by {bitmap.height}, {digest(bytes(bitmap.buffer))[7:15]}"
    except pypdfium2.PdfiumError:
        return "damaged"


def _colours(item: Any) -> str:
    """Return the colours of what is painted, and by what means: filled, drawn, or not at all."""
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
        found.append(_means(item))
    return ", ".join(found)


def _means(item: Any) -> str:
    """Return how a path is painted: its filling, its line, and whether it is straight along an edge of the page."""
    mode, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    if item.type == pdfium.FPDF_PAGEOBJ_PATH:
        pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    left, bottom, right, top = item.get_bounds()
    is_line = min(right - left, top - bottom) <= 2 * width.value + 1
    return f"mode {mode.value} {stroke.value}, width {width.value:.1f}, {'a line' if is_line else 'an area'}"


def _annotations(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, place: str) -> Iterator[Item]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = _SUBTYPES.get(pdfium.FPDFAnnot_GetSubtype(annotation), "annotation")
        rectangle = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(annotation, rectangle)
        bounds = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        contents = _string(lambda *room: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *room))  # noqa: B023
        target = _target(document, pdfium.FPDFAnnot_GetLink(annotation))
        if target.startswith("page "):
            yield Item("link within the document", place, contents or "without words")
            yield Item("target of a link", place, target, is_look=True)
        else:
            yield Item(kind, place, f"{target} {contents if contents != target else ''}".strip())
        if rectangle.top - rectangle.bottom > _HIGHEST_LINE:
            yield Item(f"{kind} over more than a line", place, target)
        yield Item(f"place of a {kind}", place, _rounded(bounds), is_look=True)
        yield Item(f"frame of a {kind}, {_frame(annotation)}", place, "", is_look=True)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _frame(annotation: Any) -> str:
    """Return how wide the frame of an annotation is, and its flags: hidden, printed and others."""
    values = [ctypes.c_float() for _ in range(3)]
    has_one = pdfium.FPDFAnnot_GetBorder(annotation, *values)
    return f"{values[2].value:.1f} wide, flags {pdfium.FPDFAnnot_GetFlags(annotation)}" if has_one else "without one"


def _target(document: pypdfium2.PdfDocument, link: Any) -> str:
    """Return where a link leads: an address, a page, or what it does."""
    if not link:
        return ""
    action = pdfium.FPDFLink_GetAction(link)
    dest = pdfium.FPDFLink_GetDest(document, link)
    kind = _ACTIONS.get(pdfium.FPDFAction_GetType(action), "unsupported") if action else "GoTo"
    if kind == "URI":
        return _bytes(lambda *room: pdfium.FPDFAction_GetURIPath(document, action, *room))
    if kind == "GoTo" and dest:
        values = [ctypes.c_int() for _ in range(3)], [ctypes.c_float() for _ in range(3)]
        pdfium.FPDFDest_GetLocationInPage(dest, *values[0], *values[1])
        at = _rounded(tuple(each.value for each in values[1][:2]))
        return f"page {pdfium.FPDFDest_GetDestPageIndex(document, dest) + 1} at {at}"
    return kind


def _structure(page: pypdfium2.PdfPage, place: str) -> Iterator[Item]:
    """Yield what a page says to screen readers in place of what is painted."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    pending = [
        pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    left = 100_000  # a tree of more may lead round in a circle
    while pending and (left := left - 1):
        element = pending.pop()
        if not element:
            continue
        for name, get in (
            ("alternative text", pdfium.FPDF_StructElement_GetAltText),
            ("text for listeners", pdfium.FPDF_StructElement_GetActualText),
            ("expansion", pdfium.FPDF_StructElement_GetExpansion),
            ("language of words", pdfium.FPDF_StructElement_GetLang),
        ):
            if text := _text(get, element):
                yield Item(name, place, text)
        count, kind = (
            pdfium.FPDF_StructElement_CountChildren(element),
            _text(pdfium.FPDF_StructElement_GetType, element),
        )
        yield Item("tag", place, kind, is_look=True)
        if not count:
            yield Item(f"tag {kind} without content", place, "", is_look=True)
        pending += [pdfium.FPDF_StructElement_GetChildAtIndex(element, each) for each in range(count)]
    pdfium.FPDF_StructTree_Close(tree)


def _text(get: Callable[..., int], subject: Any) -> str:
    return _string(lambda *room: get(subject, *room))


def _string(get: Callable[..., int]) -> str:
    """Return a text in UTF-16 that a function of PDFium puts into a buffer, of which it tells the length."""
    length = get(None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    get(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")


def _bytes(get: Callable[..., int]) -> str:
    length = get(None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    get(buffer, length)
    return buffer.raw[:length].decode("utf-8", "replace").rstrip("\0")

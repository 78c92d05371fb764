"""The main and the footnote part of a Word file -> the words a reader of it sees."""

import io
import zipfile

from lxml import etree

from wsisc.diagnostic import WsiscError
from wsisc.words import CALL, Words

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = {f"{_W}br": " ", f"{_W}tab": " ", f"{_W}cr": " ", f"{_W}softHyphen": "\xad", f"{_W}noBreakHyphen": "\u2011"}


def words_of(content: bytes) -> Words:
    """Return the words of a Word file, as `words` does. Raises WsiscError where it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = etree.fromstring(archive.read("word/document.xml"), parser)
            footnotes = etree.fromstring(archive.read("word/footnotes.xml"), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        raise WsiscError("the Word file is damaged") from None
    return words(document, footnotes)


def references(content: bytes) -> list[str]:
    """Return the addresses of a Word file's links and the alternative texts of its images, in order.

    Raises WsiscError where it is damaged.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    found: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in ("document", "footnotes"):
                root = etree.fromstring(archive.read(f"word/{name}.xml"), parser)
                links = f"word/_rels/{name}.xml.rels"
                held = etree.fromstring(archive.read(links), parser) if links in archive.namelist() else []
                targets = {link.get("Id"): link.get("Target", "") for link in held}
                found += [targets.get(each.get(f"{_R}id"), "") for each in root.iter(f"{_W}hyperlink")]
                found += [each.get("descr", "") for each in root.iter(f"{_WP}docPr")]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        raise WsiscError("the Word file is damaged") from None
    return [each for each in found if each]


def words(document: etree._Element, footnotes: etree._Element) -> Words:
    """Return the words of a body, `CALL` at footnote calls, and of each footnote in the order of the calls."""
    notes = {note.get(f"{_W}id"): note for note in footnotes.iterchildren(f"{_W}footnote")}
    called = [reference.get(f"{_W}id") for reference in document.iter(f"{_W}footnoteReference")]
    return Words(_text(document).split(), [_text(notes[id]).split() if id in notes else [] for id in called])


def _text(root: etree._Element) -> str:
    parts = []
    for element in root.iter():
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _TEXTS:
            parts.append(_TEXTS[element.tag])
        elif element.tag == f"{_W}p":
            parts.append("\n")
        elif element.tag == f"{_W}footnoteReference":
            parts.append(CALL)
    return "".join(parts)

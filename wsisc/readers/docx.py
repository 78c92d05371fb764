"""The main and the footnote part of a Word file -> the words a reader of it sees."""

import re

from lxml import etree

from wsisc.readers import package
from wsisc.words import CALL, Words

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES = {
    "title": "the title",
    "creator": "the author",
    "subject": "the subject",
    "language": "the language",
    "created": "the date",
}
_TEXTS = {f"{_W}br": " ", f"{_W}tab": " ", f"{_W}cr": " ", f"{_W}softHyphen": "\xad", f"{_W}noBreakHyphen": "\u2011"}


def words_of(content: bytes) -> Words:
    """Return the words of a Word file, as `words` does. Raises WsiscError where it is damaged."""
    with package.opened(content) as archive:
        return words(package.tree(archive, "word/document.xml"), package.tree(archive, "word/footnotes.xml"))


def references(content: bytes) -> list[str]:
    """Return the addresses of a Word file's links and the alternative texts of its images, in order.

    Raises WsiscError where it is damaged.
    """
    found: list[str] = []
    with package.opened(content) as archive:
        for name in ("document", "footnotes"):
            root = package.tree(archive, f"word/{name}.xml")
            links = f"word/_rels/{name}.xml.rels"
            held = package.tree(archive, links) if links in archive.namelist() else []
            targets = {link.get("Id"): link.get("Target", "") for link in held}
            found += [targets.get(each.get(f"{_R}id"), "") for each in root.iter(f"{_W}hyperlink")]
            found += [each.get("descr", "") for each in root.iter(f"{_WP}docPr")]
    return [each for each in found if each]


def surroundings(content: bytes) -> dict[str, str]:
    """Return what a Word file says beside its text: its properties, and the words of its headers and footers.

    Raises WsiscError where it is damaged.
    """
    found = {}
    with package.opened(content) as archive:
        held = package.tree(archive, "docProps/core.xml") if "docProps/core.xml" in archive.namelist() else []
        values = {etree.QName(each).localname: each.text or "" for each in held}
        found = {f"{shown} in the properties": values.get(name, "") for name, shown in _PROPERTIES.items()}
        for kind in ("header", "footer"):
            names = sorted(each for each in archive.namelist() if re.fullmatch(rf"word/{kind}\d*\.xml", each))
            texts = {_text(package.tree(archive, each)).strip() for each in names}
            found[f"the {kind} of the pages"] = " ".join(sorted(each for each in texts if not each.isdigit()))
    return found


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

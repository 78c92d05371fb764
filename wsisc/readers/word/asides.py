"""The parts of a Word file -> the words that do not stand in the flow of its text, each with what holds it."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from wsisc.readers.word import counted
from wsisc.readers.word.archive import Archive, Link
from wsisc.readers.word.content import Aside
from wsisc.readers.word.runs import MC
from wsisc.readers.word.styles import W

_KINDS = {
    "header": "header",
    "footer": "footer",
    "chart": "chart",
    "diagramData": "diagram",
    "aFChunk": "embedded document",
}


def of(
    document: etree._Element, archive: Archive, links: Mapping[str, Link], notes: Sequence[etree._Element]
) -> Iterator[Aside]:
    """Yield the words of text boxes, tables of contents, headers, footers, charts and diagrams, each text once."""
    found = [("text box", _text(box)) for root in (document, *notes) for box in root.iter(f"{W}txbxContent")
             if not _is_nested(box)]  # fmt: skip
    found += [("table of contents", _text(each)) for each in document.iter(f"{W}sdt") if is_contents(each)]
    yield from (Aside(*each) for each in found if each[1])
    for target, kind in dict.fromkeys((link.target, link.kind) for link in links.values() if not link.is_external):
        if kind in _KINDS and archive.has(target):
            is_xml = target.lower().endswith(".xml")
            text = _text(archive.xml(target)) if is_xml else ""
            if text or not is_xml:
                yield Aside(_KINDS[kind], text)


def is_contents(element: etree._Element) -> bool:
    """Tell whether a content control holds a table of contents, which is made of the headings."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") if element.tag == f"{W}sdt" else None
    return gallery is not None and gallery.get(f"{W}val", "") == "Table of Contents"


def _is_nested(box: etree._Element) -> bool:
    """Tell whether a text box lies in another, or in a second rendering of the same."""
    return any(
        each.tag == f"{W}txbxContent" or (each.tag == f"{MC}Fallback" and counted.has_choice(each))
        for each in box.iterancestors()
    )


def _text(root: etree._Element) -> str:
    return " ".join(counted.text(root).split())

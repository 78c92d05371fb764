"""The XML of a Word file -> its words, counted by the letter and apart from all reading, so that none can get lost."""

from collections.abc import Mapping

from lxml import etree

from wsisc.readers.word.archive import Archive, Link

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTS = {f"{_W}t", f"{_W}delText", f"{_M}t", f"{_A}t"}
_SPACES = {f"{_W}p", f"{_W}br", f"{_W}cr", f"{_W}tab", f"{_W}ptab", f"{_A}p"}
_SIGNS = {f"{_W}noBreakHyphen": "\u2011", f"{_W}softHyphen": "\xad", f"{_W}sym": "•"}
_KINDS = ("footnotes", "endnotes", "header", "footer", "chart", "diagramData")


def words(archive: Archive, links: Mapping[str, Link]) -> int:
    """Return how many words the body, the notes and what stands beside the text hold, deleted ones too."""
    targets = dict.fromkeys(link.target for link in links.values() if link.kind in _KINDS and not link.is_external)
    names = [archive.main, *(target for target in targets if archive.has(target) and target.endswith(".xml"))]
    return sum(len(text(archive.xml(name)).split()) for name in names)


def text(root: etree._Element) -> str:
    """Return the letters of an element, with spaces where paragraphs and lines end; of two renderings only one."""
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag == f"{_MC}Fallback" and has_choice(element):
            walk.skip_subtree()
        elif element.tag in _SPACES:
            parts.append(" ")
        elif event == "start":
            parts.append((element.text or "") if element.tag in _TEXTS else _SIGNS.get(str(element.tag), ""))
    return "".join(parts)


def has_choice(fallback: etree._Element) -> bool:
    """Tell whether a rendering is the second of two."""
    parent = fallback.getparent()
    return parent is not None and parent.find(f"{_MC}Choice") is not None

"""The XML of a Word file -> its words, counted independently of the reader, so that none can get lost."""

from collections.abc import Collection, Mapping

from lxml import etree

from wsisc.ooxml.names import LETTERS, A, W, is_within
from wsisc.ooxml.relationships import Relationship
from wsisc.ooxml.word_archive import WordArchive

_SPACES = {f"{W}p", f"{W}br", f"{W}cr", f"{W}tab", f"{W}ptab", f"{A}p"}
_SIGNS = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\xad", f"{W}sym": "•"}
_BOX = f"{W}txbxContent"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART_VALUE, _CHART_NAMES = f"{_C}v", f"{_C}strCache"
_KINDS = ("footnotes", "endnotes", "header", "footer", "chart", "diagramData", "aFChunk")


def count_words(archive: WordArchive, relationships: Mapping[str, Relationship]) -> int:
    """Return the number of words in the body, the notes and the parts outside the text, with deleted words."""
    targets = dict.fromkeys(link.target for link in archive.find_parts(relationships, _KINDS))
    names = [archive.main_part, *(target for target in targets if target.lower().endswith(".xml"))]
    return sum(len(full_text(archive.read_xml(name)).split()) for name in names)


def full_text(root: etree._Element) -> str:
    """Return the letters of an element, with spaces where paragraphs and lines end."""
    return " ".join(_text_streams(root))


def flow_text(paragraph: etree._Element) -> str:
    """Return the letters of a paragraph without those of the text boxes anchored in it."""
    return next(iter(_text_streams(paragraph)), "")


def unread_text(root: etree._Element, read_elements: Collection[etree._Element]) -> str:
    """Return the letters of an element that are in no text box, and in none of `read_elements`."""
    return _text_streams(root, read_elements)[0]


def _text_streams(root: etree._Element, read_elements: Collection[etree._Element] = ()) -> list[str]:
    """Return the letters of an element, then those of each text box in it, which never splits a word.

    The content of `read_elements` is left out.
    """
    streams: list[list[str]] = [[]]
    open_streams = [streams[0]]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element in read_elements:
            walk.skip_subtree()
            open_streams[-1].append(" ")
        elif element.tag == _BOX and element is not root:
            if event == "start":
                streams.append([])
                open_streams.append(streams[-1])
            else:
                open_streams.pop()
        elif element.tag in _SPACES:
            open_streams[-1].append(" ")
        elif event == "start":
            open_streams[-1].append(_element_text(element))
    return ["".join(stream) for stream in streams]


def drawn_texts(root: etree._Element) -> list[str]:
    """Return the texts that are drawn: WordArt, watermarks."""
    return [shape.get("string", "") for shape in root.iter(_WORD_ART)]


def _element_text(element: etree._Element) -> str:
    if element.tag in LETTERS:
        return (element.text or "").replace("\uf020", " ")  # the space of symbol fonts
    if element.tag == _WORD_ART:
        return f" {element.get('string', '')} "
    if element.tag == _CHART_VALUE:
        return f" {element.text or ''} " if is_within(element, _CHART_NAMES) else ""
    if element.tag == f"{W}sym" and element.get(f"{W}char", "").upper().lstrip("0") in ("F020", "20"):
        return " "
    return _SIGNS.get(str(element.tag), "")

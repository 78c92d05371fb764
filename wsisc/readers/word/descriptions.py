"""The elements of a Word file -> the words in them that stand on no page: tooltips, titles and alternative texts.

Word shows them beside the pointer, or reads them aloud. The alternative text of an image belongs to the image; what is
told here is all that no image and no drawing takes.
"""

import re
from collections.abc import Iterator

from lxml import etree

from wsisc.readers.word import pictures, word_count
from wsisc.readers.word.runs import A, V
from wsisc.readers.word.styles import W, value

_TOOLTIP = re.compile(r'\\o\s+"([^"]*)"', re.IGNORECASE)
_DRAWING_GROUPS = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordprocessing{name}}}{tag}"
    for name, tag in (("Group", "wgp"), ("Group", "grpSp"), ("Canvas", "wpc"))
)
"""What holds several drawings, of which each has a text of its own; a single one has that of the whole."""
_TABLE_DESCRIPTIONS = {f"{W}tblCaption": "title of a table", f"{W}tblDescription": "description of a table"}

type Descriptions = Iterator[tuple[str, str]]
"""What words are, and the words."""


def read_link(link: etree._Element) -> Descriptions:
    """Yield the tooltip of a link, and the place in another document that it leads to, where they say more than it."""
    shown = " ".join(word_count.flow_text(link).split())
    for kind, name in (("tooltip of a link", "tooltip"), ("place in the document of a link", "docLocation")):
        text = " ".join(link.get(f"{W}{name}", "").split())
        if text and text != shown:
            yield kind, text


def read_field_code(code: str) -> Descriptions:
    """Yield the tooltip in the code of a field that leads somewhere."""
    if (match := _TOOLTIP.search(code)) and match[1].strip():
        yield "tooltip of a link", " ".join(match[1].split())


def read_table(properties: etree._Element) -> Descriptions:
    """Yield the title and the description of a table, given its properties."""
    for each in properties.iterchildren(*_TABLE_DESCRIPTIONS):
        if text := " ".join(each.get(f"{W}val", "").split()):
            yield _TABLE_DESCRIPTIONS[str(each.tag)], text


def read_drawing(drawing: etree._Element) -> Descriptions:
    """Yield the titles and alternative texts of a drawing but the one that its image, or the drawing itself, has."""
    has_taken = pictures.is_drawing_only(drawing) or next(drawing.iter(f"{A}blip", f"{V}imagedata"), None) is not None
    taken = {pictures.alternative_text(drawing)} if has_taken else set()
    found = dict.fromkeys(text for each in drawing.iter() for text in _element_texts(each) if text)
    yield from (("alternative text", text) for text in found if text not in taken)


def _element_texts(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if name == "docPr" or (name == "cNvPr" and next(element.iterancestors(*_DRAWING_GROUPS), None) is not None):
        yield from (" ".join(element.get(each, "").split()) for each in ("title", "descr"))
    elif str(element.tag).startswith(V):
        yield from (" ".join(element.get(each, "").split()) for each in ("alt", "title"))


def read_settings(settings: etree._Element) -> Descriptions:
    """Yield the variables of a document, which fields may show, as one text."""
    found = [(each.get(f"{W}name", ""), each.get(f"{W}val", "")) for each in settings.iterfind(f"{W}docVars/{W}docVar")]
    if any(character.isalpha() for _, text in found for character in text):
        yield "variables of the document", " ".join("; ".join(f"{name}: {text}" for name, text in found).split())


def read_glossary(root: etree._Element) -> Descriptions:
    """Yield the words of building blocks, which somebody may put into the text; those of empty controls are none."""
    for each in root.iter(f"{W}docPart"):
        body = each.find(f"{W}docPartBody")
        is_placeholder = value(each.find(f"{W}docPartPr/{W}types"), "type") == "bbPlcHdr"
        if body is not None and not is_placeholder and (text := " ".join(word_count.full_text(body).split())):
            yield "building block", text

"""The elements of a Word file -> words that are on no page: tooltips, titles and alternative texts.

Word shows them at the pointer, or reads them aloud. The alternative text of an image belongs to the image; this module
finds all texts that belong to no image and no drawing.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from lxml import etree

from wsisc import locale, resources
from wsisc.messages import t
from wsisc.ooxml.names import A, V, W, is_within, value
from wsisc.readers.word import pictures, word_count
from wsisc.text.spaces import one_line

_TOOLTIP = re.compile(r'\\o\s+"([^"]*)"', re.IGNORECASE)
# Groups of drawings, each with a text of its own; a single drawing has the text of the whole.
_DRAWING_GROUPS = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordprocessing{name}}}{tag}"
    for name, tag in (("Group", "wgp"), ("Group", "grpSp"), ("Canvas", "wpc"))
)


class DescriptionKind(StrEnum):
    """What words that are on no page belong to, as reports name it."""

    ALTERNATIVE_TEXT = t("alternative text")
    BUILDING_BLOCK = t("building block")
    UNREADABLE_BLOCKS = t("building blocks")
    LINK_PLACE = t("place in the document of a link")
    TABLE_DESCRIPTION = t("description of a table")
    TABLE_TITLE = t("title of a table")
    TOOLTIP = t("tooltip of a link")
    VARIABLES = t("variables of the document")


_TABLE_DESCRIPTIONS = {
    f"{W}tblCaption": DescriptionKind.TABLE_TITLE,
    f"{W}tblDescription": DescriptionKind.TABLE_DESCRIPTION,
}

type Descriptions = Iterator[tuple[DescriptionKind, str]]
"""Pairs of the kind of the words, and the words."""


def read_link(link: etree._Element) -> Descriptions:
    """Yield the tooltip and the target location of a link if they differ from its words."""
    words = one_line(word_count.flow_text(link))
    for kind, name in ((DescriptionKind.TOOLTIP, "tooltip"), (DescriptionKind.LINK_PLACE, "docLocation")):
        text = one_line(link.get(f"{W}{name}", ""))
        if text and text != words:
            yield kind, text


def read_field_code(code: str) -> Descriptions:
    """Yield the tooltip in the code of a HYPERLINK field."""
    if (match := _TOOLTIP.search(code)) and match[1].strip():
        yield DescriptionKind.TOOLTIP, one_line(match[1])


def read_table(properties: etree._Element) -> Descriptions:
    """Yield the title and the description of a table from its properties, but no title that wsisc sets."""
    for each in properties.iterchildren(*_TABLE_DESCRIPTIONS):
        text = one_line(each.get(f"{W}val", ""))
        is_own = each.tag == f"{W}tblCaption" and text.rpartition(" ")[2].isdecimal() and _is_own_title(text)
        if text and not is_own:
            yield _TABLE_DESCRIPTIONS[str(each.tag)], text


def _is_own_title(text: str) -> bool:
    word = text.rpartition(" ")[0]
    return any(locale.load(each).wording["table"] == word for each in resources.names("templates/locales", ".yaml"))


def read_drawing(drawing: etree._Element) -> Descriptions:
    """Yield the titles and alternative texts of a drawing, except the one of its image or of the drawing itself."""
    has_image = next(drawing.iter(f"{A}blip", f"{V}imagedata"), None) is not None
    own_text = pictures.alternative_text(drawing) if has_image or pictures.is_drawing_only(drawing) else ""
    found = dict.fromkeys(text for each in drawing.iter() for text in _element_texts(each) if text)
    yield from ((DescriptionKind.ALTERNATIVE_TEXT, text) for text in found if text != own_text)


def _element_texts(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if name == "docPr" or (name == "cNvPr" and is_within(element, *_DRAWING_GROUPS)):
        yield from (one_line(element.get(each, "")) for each in ("title", "descr"))
    elif str(element.tag).startswith(V):
        yield from (one_line(element.get(each, "")) for each in ("alt", "title"))


def read_settings(settings: etree._Element) -> Descriptions:
    """Yield the document variables, which fields may show, as one text."""
    found = [(each.get(f"{W}name", ""), each.get(f"{W}val", "")) for each in settings.iterfind(f"{W}docVars/{W}docVar")]
    if any(character.isalpha() for _, text in found for character in text):
        yield DescriptionKind.VARIABLES, one_line("; ".join(f"{name}: {text}" for name, text in found))


def read_glossary(root: etree._Element) -> Descriptions:
    """Yield the words of building blocks, which a user may insert; placeholders of empty controls are left out."""
    for each in root.iter(f"{W}docPart"):
        body = each.find(f"{W}docPartBody")
        is_placeholder = value(each.find(f"{W}docPartPr/{W}types"), "type") == "bbPlcHdr"
        if body is not None and not is_placeholder and (text := one_line(word_count.full_text(body))):
            yield DescriptionKind.BUILDING_BLOCK, text

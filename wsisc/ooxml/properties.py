"""The properties of a paragraph, a run, a table or a section -> the same with one more, in the order of the schema.

Word refuses some files in which properties are in another order (ECMA-376, Part 1, annex A).
"""

from collections.abc import Mapping

from lxml import etree

from wsisc.ooxml.names import W

_NO_ATTRIBUTES: Mapping[str, str] = {}
_ORDERS = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
        "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
        "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
        "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
        "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange",
    ),
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
        "tblDescription", "tblPrChange",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection",
        "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
    ),
}  # fmt: skip


def ensure_first(parent: etree._Element, name: str) -> etree._Element:
    """Return a child that must be the first of its parent, such as `w:pPr`, and insert it if it is missing."""
    child = parent.find(f"{W}{name}")
    if child is None:
        child = etree.Element(f"{W}{name}")
        parent.insert(0, child)
    return child


def ensure_property(
    properties: etree._Element, name: str, attributes: Mapping[str, str] = _NO_ATTRIBUTES
) -> etree._Element:
    """Return one of the properties, and insert it with these attributes if it is missing."""
    found = properties.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})
        order = _ORDERS[etree.QName(properties).localname]
        later = order[order.index(name) + 1 :]
        places = (at for at, sibling in enumerate(properties) if etree.QName(sibling).localname in later)
        properties.insert(next(places, len(properties)), found)
    return found

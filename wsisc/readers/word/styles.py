"""`word/styles.xml` -> the properties that styles set for paragraphs and runs, with inheritance (ECMA-376-1, 17.7)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from wsisc.document import foreign_phrases
from wsisc.ooxml import builders
from wsisc.ooxml.names import FALSE_VALUES, W, is_on, letters_of, value
from wsisc.readers.word import plain_letters
from wsisc.source.markup import languages

_MAX_ANCESTORS = 20  # a guess; it ends a circle of styles
_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)  # the same in every language
_MEASURE = re.compile(r"([+-]?\d{1,4})(?:\.\d*)?(pt)?")
_MIN_RAISE, _MIN_SLIGHT_RAISE, _MAX_RAISED_SIZE = 4, 2, 40
"""Half-points: the distance from the line that makes words scripts; the second is for words with a size of their own,
as LibreOffice lowers subscripts slightly. Letters larger than the third are initials, not scripts.
"""

# Beginnings of the names of quotation styles: Word writes these in every language, only the ids are translated.
_PLACEHOLDER_STYLE = "to be completed"  # of documents of wsisc (templates/themes/cstd.yaml)
_PHRASE_STYLE = "foreign phrase"  # templates/themes/cstd.yaml
_QUOTATION_STYLES = ("quote", "block text", "blocktext", "quotations", "intense quote")

TOGGLES = {
    "bold": "b",
    "italic": "i",
    "caps": "caps",
    "struck": "strike",
    "hidden": "vanish",
}
"""The on/off properties of runs, by the names that wsisc uses."""


@dataclass(frozen=True)
class Style:
    """A style: its name in Word, and the properties of it and its ancestors; `marks` are the toggles that are set."""

    name: str = ""
    outline: int = 0
    marks: Mapping[str, bool] = field(default_factory=dict)
    numbering: tuple[str, int] | None = None
    indent: float | None = None
    align: str = ""


@dataclass(frozen=True)
class Styles:
    """The styles of a file by id, and the default styles and marks."""

    by_id: Mapping[str, Style]
    default_paragraph: str = ""
    default_marks: Mapping[str, bool] = field(default_factory=dict)
    language: str = ""

    @cached_property
    def is_from_wsisc(self) -> bool:
        """Whether the document comes from wsisc, so that every letter is as its author wrote it."""
        return {"cover body", "cover entity"} <= {style.name.lower() for style in self.by_id.values()}

    def remove_style_emphasis(self, style: Style, inherited: Mapping[str, bool]) -> Mapping[str, bool]:
        """Return the marks that the author intended in a paragraph of a style, from the effective marks.

        In documents of others, the style of quotations and captions is bold or italic, which is no emphasis; nor is
        that of a placeholder of a draft, which a person typed over.
        """
        is_look = not self.is_from_wsisc and (is_quotation_style(style.name) or "caption" in style.name.lower())
        is_look = is_look or style.name.lower() == _PLACEHOLDER_STYLE
        return {**inherited, "bold": False, "italic": False} if is_look else inherited

    def get(self, id: str) -> Style:
        """Return the style of an id, or the default paragraph style for "" or an unknown id."""
        return self.by_id.get(id) or self.by_id.get(self.default_paragraph) or Style()


def read(root: etree._Element | None) -> Styles:
    """Return the styles of a part."""
    if root is None:
        return Styles({})
    raw = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    is_default = {id: value.get(f"{W}default", "0") not in FALSE_VALUES for id, value in raw.items()}
    default = next((id for id, value in raw.items() if value.get(f"{W}type") == "paragraph" and is_default[id]), "")
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Styles({id: _resolve_style(id, raw) for id in raw}, default, read_marks(defaults), value(defaults, "lang"))


def is_quotation_style(name: str) -> bool:
    """Return whether a style of a name is for quotations."""
    return name.lower().startswith(_QUOTATION_STYLES)


def _resolve_style(id: str, raw: Mapping[str, etree._Element]) -> Style:
    """Return a style with inherited properties."""
    chain = ancestry(id, raw)
    marks: dict[str, bool] = {}
    numbering = None
    indent = None
    outline, align = 0, ""
    for element in reversed(chain):
        properties = element.find(f"{W}pPr")
        if built_in := _HEADING_NAME.fullmatch(value(element, "name")):
            outline = int(built_in[1])  # Word recognises a heading by this name alone
        marks |= read_marks(element.find(f"{W}rPr"))
        if properties is not None:
            outline = outline_level(properties) if properties.find(f"{W}outlineLvl") is not None else outline
            numbering = list_reference(properties) or numbering
            indent = indent_points(properties) if properties.find(f"{W}ind") is not None else indent
            align = read_alignment(properties) or align
    return Style(value(chain[0], "name"), outline, marks, numbering, indent, align)


def ancestry(id: str, raw: Mapping[str, etree._Element]) -> list[etree._Element]:
    """Return a style and the styles that it is based on, from all styles by id."""
    chain: list[etree._Element] = []
    while id in raw and len(chain) < _MAX_ANCESTORS:
        chain.append(raw[id])
        id = value(raw[id], "basedOn")
    return chain


def read_marks(properties: etree._Element | None) -> dict[str, bool]:
    """Return the toggles that run properties set, with underlining, scripts, and kinds of symbol fonts."""
    if properties is None:
        return {}
    is_complex = any(is_on(properties.find(f"{W}{tag}")) for tag in ("rtl", "cs"))
    complex_toggles = (("bold", "bCs"), ("italic", "iCs")) if is_complex else ()  # scripts such as Arabic
    toggles = (*TOGGLES.items(), ("underline", "u"), ("struck", "dstrike"), *complex_toggles)
    found = ((name, properties.find(f"{W}{tag}")) for name, tag in toggles)
    marks = {name: is_on(element) for name, element in found if element is not None}
    return marks | _read_vertical_position(properties) | _read_symbol_fonts(properties)


def _read_vertical_position(properties: etree._Element) -> dict[str, bool]:
    """Return whether run properties raise or lower words, if they set that."""
    if align := value(properties, "vertAlign"):
        return {name: align == name for name in ("superscript", "subscript", "slight")}
    height, size = _parse_half_points(value(properties, "position")), _parse_half_points(value(properties, "sz"))
    if abs(height) < (_MIN_SLIGHT_RAISE if size else _MIN_RAISE) or size > _MAX_RAISED_SIZE:
        return {}
    return {"superscript": height > 0, "subscript": height < 0, "slight": abs(height) < _MIN_RAISE}


def _parse_half_points(text: str) -> int:
    match = _MEASURE.fullmatch(text)
    return int(match[1]) * (2 if match[2] else 1) if match else 0


def _read_symbol_fonts(properties: etree._Element) -> dict[str, bool]:
    """Return the kinds of symbol font that run properties set, if they set a font."""
    fonts = properties.find(f"{W}rFonts")
    if fonts is None:
        return {}
    is_themed = fonts.get(f"{W}asciiTheme") is not None
    font = "" if is_themed else fonts.get(f"{W}ascii", fonts.get(f"{W}hAnsi"))
    return (
        {}
        if font is None
        else {kind: kind == plain_letters.font_kind(font) for kind in plain_letters.FONT_KINDS.values()}
    )


def outline_level(properties: etree._Element) -> int:
    """Return the heading level that paragraph properties set, from 1, or 0 for none."""
    level = value(properties, "outlineLvl")
    return int(level) + 1 if level.isdigit() and int(level) < 9 else 0


def list_reference(properties: etree._Element) -> tuple[str, int] | None:
    """Return the list and level that paragraph properties set; the list "0" means none."""
    numbering = properties.find(f"{W}numPr")
    if numbering is None:
        return None
    level = value(numbering, "ilvl")
    return value(numbering, "numId"), int(level) if level.isdigit() else 0


NUMBER_STYLES = ("Table Number", "Small Table Number")
"""Styles of columns of numbers in documents of wsisc: how these are aligned is no choice of the author."""


def read_alignment(properties: etree._Element | None) -> str:
    """Return the alignment that paragraph properties set, "" for none: "left" is where lines begin, as "start" is."""
    name = value(properties, "jc")
    return {"start": "left", "end": "right"}.get(name, name)


def indent_points(properties: etree._Element) -> float:
    """Return the indent that paragraph properties set, in points."""
    indent = properties.find(f"{W}ind")
    if indent is None:
        return 0.0
    twips = indent.get(f"{W}left") or indent.get(f"{W}start") or "0"
    try:
        return float(twips) / 20
    except ValueError:
        return 0.0


def read_phrase_language(run: etree._Element, styles: Styles) -> str:
    """Return the code of the language of a run in a phrase, its tag if it is not known, or "" outside of phrases.

    Programs mark the language of any words as they like, so only the style of a run says that somebody named it. In
    links, LibreOffice drops such a style, but not the width of letters: there the usual width, which nobody sees, says
    so. Word reads another attribute of `w:lang` for letters of some scripts (ECMA-376, Part 1, 17.3.2.20).
    """
    properties = run.find(f"{W}rPr")
    element = None if properties is None else properties.find(f"{W}lang")
    if element is None or not (_has_style(run, styles) or _has_link_mark(run, styles)):
        return ""
    script = foreign_phrases.script_of_words(letters_of(run))
    names = (*((script.word_attribute,) if script else ()), "val")
    tag = next((tag for name in names if (tag := element.get(f"{W}{name}"))), "")
    known = languages.find_by_tag(tag)
    return known.code if known else tag


def _has_style(run: etree._Element, styles: Styles) -> bool:
    style = styles.by_id.get(value(run.find(f"{W}rPr"), "rStyle"))
    return style is not None and style.name.lower() == _PHRASE_STYLE


def _has_link_mark(run: etree._Element, styles: Styles) -> bool:
    is_link = any(ancestor.tag == f"{W}hyperlink" for ancestor in run.iterancestors())
    return styles.is_from_wsisc and is_link and value(run.find(f"{W}rPr"), "w") == builders.USUAL_WIDTH

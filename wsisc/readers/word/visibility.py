"""The look of words and the elements around them -> the reason why a reader of the page does not see them, or "".

ECMA-376-1, 17.3.1 (paragraphs), 17.4 (tables; 17.7.6 for the parts of table styles), 17.6 (sections): shading, height
and position are read from what is around words. The look of the letters themselves is in `appearance`.

Each limit is far from what any author needs: a footnote has letters of 8 pt, a condensed title loses one point for each
letter.
"""

import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from lxml import etree

from wsisc.messages import t
from wsisc.ooxml.names import TRUE_VALUES, W, is_on, is_within, value
from wsisc.readers.word import colours, out_of_flow
from wsisc.readers.word.colours import AUTO, Palette
from wsisc.readers.word.styles import ancestry

_INDENTS = ("left", "start", "firstLine", "hanging")
_CM = 567  # twips
_MIN_PAGE = 2 * _CM  # a guess: a smaller page shows no words
# The parts of a table style that apply, as bits of one number in files of older programs (17.7.6.7).
_TABLE_LOOK_BITS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip
_MIN_SIZE = 10  # half-points, and per cent of the width of letters
_TWIPS_PER_HALF_POINT = 10  # a half-point in twips
_MAX_CONDENSED = 0.4  # of the size; a guess: with less room than that the letters cover each other
_REPORTED_ELSEWHERE = (f"{W}del", f"{W}moveFrom", f"{W}txbxContent")  # elements whose words are reported separately
_DIRECTION_OVERRIDES = {"\u202d": "ltr", "\u202e": "rtl"}
# The classes of letters (UAX #9) that a forced direction reverses.
_REVERSED_CLASSES = {"rtl": ("L",), "ltr": ("R", "AL")}

type PropertyValues = dict[str, str]


class PageSize(NamedTuple):
    """The size of a page in twips; 0 is unknown."""

    width: int = 0
    height: int = 0

    @property
    def is_tiny(self) -> bool:
        """Whether the page has no room for words."""
        return 0 < self.width < _MIN_PAGE or 0 < self.height < _MIN_PAGE

    def is_beyond(self, x: int, y: int) -> bool:
        """Return whether a position, measured from an edge of the page or from within it, is outside the page."""
        return bool(self.width and abs(x) >= self.width) or bool(self.height and abs(y) >= self.height)


class TextSurroundings(NamedTuple):
    """The surroundings of words: the colour of their background ("" for that of the page), and a height limit in twips.

    `height` is 0 without a limit. `letters` and `paragraph` are the properties set by the table style.
    """

    fill: str = ""
    height: int = 0
    is_off_page: bool = False
    letters: Mapping[str, str] = {}
    paragraph: Mapping[str, str] = {}


class _StyleProperties(NamedTuple):
    """The properties that a style, or a part of a table style, sets for cells, letters and paragraphs."""

    fill: str = ""
    letters: Mapping[str, str] = {}
    paragraph: Mapping[str, str] = {}


class SurroundingsFinder:
    """Finds the surroundings of paragraphs. Styles, cells, and the positions of rows and cells are read once.

    `style_elements` are the styles of the file by id, `default_style` is that of paragraphs, `read_letters` reads run
    properties.
    """

    def __init__(
        self,
        style_elements: Mapping[str, etree._Element],
        palette: Palette,
        default_style: str,
        read_letters: Callable[[etree._Element | None], PropertyValues],
    ) -> None:
        self.style_elements, self.palette = style_elements, palette
        self.default_style, self.read_letters = default_style, read_letters
        tables = {id: value for id, value in style_elements.items() if value.get(f"{W}type") == "table"}
        self.default_table_style = ["", *(id for id in tables if tables[id].get(f"{W}default") in TRUE_VALUES)][-1]
        self._cell_surroundings, self._style_properties = cache(self._read_cell), cache(self._read_style)
        self._positions, self._style_parts = cache(_number_children), cache(_style_parts)

    def find(self, paragraph: etree._Element, page: PageSize) -> TextSurroundings:
        """Return the surroundings of a paragraph on a page."""
        outer = self._cell_surroundings(next(paragraph.iterancestors(f"{W}tc"), None), page)
        direct = paragraph.find(f"{W}pPr")
        style = self._style_properties(value(direct, "pStyle") or self.default_style)
        properties = {**outer.paragraph, **style.paragraph, **_paragraph_properties(direct, self.palette)}
        x = _twips(properties, "left", "start") + _twips(properties, "firstLine") - _twips(properties, "hanging")
        is_off = page.is_beyond(x, 0) or page.is_beyond(_twips(properties, "frame x"), _twips(properties, "frame y"))
        line = _twips(properties, "line") if properties.get("lineRule") == "exact" else 0
        heights = [height for height in (outer.height, line, _twips(properties, "frame height")) if height]
        fill = properties.get("fill", AUTO)
        return TextSurroundings(
            outer.fill if fill == AUTO else fill, min(heights, default=0), outer.is_off_page or is_off, outer.letters
        )

    def _read_cell(self, cell: etree._Element | None, page: PageSize) -> TextSurroundings:
        """Return the surroundings of the paragraphs in a cell, None for those outside of tables."""
        if cell is None:
            return TextSurroundings()
        row, table = (next(cell.iterancestors(f"{W}{tag}"), None) for tag in ("tr", "tbl"))
        if row is None or table is None:
            return TextSurroundings()
        outer = self._cell_surroundings(next(table.iterancestors(f"{W}tc"), None), page)
        properties = table.find(f"{W}tblPr")
        styled = self._table_style(table, row, cell)
        holders = (properties, row.find(f"{W}tblPrEx"), cell.find(f"{W}tcPr"))
        fills = [styled.fill, *(self.palette.shading_colour(holder) for holder in holders)]
        fill = next((fill for fill in reversed(fills) if fill), AUTO)
        height = row.find(f"{W}trPr/{W}trHeight")
        exact = _parse_twips(height.get(f"{W}val")) if height is not None and height.get(f"{W}hRule") == "exact" else 0
        height_limit = min((height for height in (exact, outer.height) if height), default=0)
        is_off = outer.is_off_page or _is_off_page(properties, page)
        letters = {**outer.letters, **styled.letters}
        return TextSurroundings(outer.fill if fill == AUTO else fill, height_limit, is_off, letters, styled.paragraph)

    def _table_style(self, table: etree._Element, row: etree._Element, cell: etree._Element) -> _StyleProperties:
        """Return the table style of a cell: the whole, then its bands, columns, rows and corners."""
        id = value(table.find(f"{W}tblPr"), "tblStyle") or self.default_table_style
        used_parts = _used_parts(table.find(f"{W}tblPr/{W}tblLook"))
        kinds = ("", *_applicable_parts(used_parts, self._position(row, table), self._position(cell, row)))
        return _merge_properties([self._style_properties(id, kind) for kind in kinds])

    def _position(self, element: etree._Element, holder: etree._Element) -> tuple[int, int]:
        """Return the index of a row or cell in its holder, and the last index."""
        positions = self._positions(holder, element.tag)
        return positions.get(element, 0), len(positions) - 1

    def _read_style(self, id: str, kind: str = "") -> _StyleProperties:
        """Return the properties of a style with inheritance, or of one part of a table style."""
        chain = reversed(ancestry(id, self.style_elements))
        return _merge_properties([self._direct_properties(self._style_parts(style).get(kind)) for style in chain])

    def _direct_properties(self, holder: etree._Element | None) -> _StyleProperties:
        if holder is None:
            return _StyleProperties()
        fills = [self.palette.shading_colour(holder.find(f"{W}{tag}")) for tag in ("tblPr", "tcPr")]
        letters = self.read_letters(holder.find(f"{W}rPr"))
        return _StyleProperties(
            fills[1] or fills[0], letters, _paragraph_properties(holder.find(f"{W}pPr"), self.palette)
        )


def _number_children(holder: etree._Element, tag: str) -> dict[etree._Element, int]:
    """Return the positions of the children with a tag."""
    return {child: index for index, child in enumerate(holder.iterchildren(tag))}


def _style_parts(style: etree._Element) -> dict[str, etree._Element]:
    """Return the parts of a table style by name; "" is the whole style."""
    return {**{part.get(f"{W}type", ""): part for part in style.iterchildren(f"{W}tblStylePr")}, "": style}


def _merge_properties(found: Sequence[_StyleProperties]) -> _StyleProperties:
    """Return several sets of properties as one, in which the last wins."""
    letters: PropertyValues = {}
    paragraph: PropertyValues = {}
    for part in found:
        letters |= part.letters
        paragraph |= part.paragraph
    return _StyleProperties(next((part.fill for part in reversed(found) if part.fill), ""), letters, paragraph)


class PageTracker:
    """Tracks the page size of paragraphs that are entered one after another."""

    def __init__(self, root: etree._Element) -> None:
        found = (section for section in root.iter(f"{W}sectPr") if not is_within(section, f"{W}sectPrChange"))
        self._left = [_page_size(section) for section in found][::-1]
        self._ends = False
        self.page = self._left.pop() if self._left else PageSize()

    def enter(self, paragraph: etree._Element) -> None:
        """Go to the next paragraph, which is on the next page if the one before it ended a section."""
        if self._ends and self._left:
            self.page = self._left.pop()
        self._ends = paragraph.find(f"{W}pPr/{W}sectPr") is not None


def is_hidden_row(element: etree._Element) -> bool:
    """Return whether an element is a table row that Word hides (17.4.19)."""
    return element.tag == f"{W}tr" and is_on(element.find(f"{W}trPr/{W}hidden"))


def _page_size(section: etree._Element) -> PageSize:
    size = section.find(f"{W}pgSz")
    if size is None:
        return PageSize()
    return PageSize(_parse_twips(size.get(f"{W}w")), _parse_twips(size.get(f"{W}h")))


def _paragraph_properties(properties: etree._Element | None, palette: Palette) -> PropertyValues:
    found: PropertyValues = {}
    if properties is None:
        return found
    if fill := palette.shading_colour(properties):
        found["fill"] = fill
    if (indent := properties.find(f"{W}ind")) is not None:
        found |= {name: str(text) for name in _INDENTS if (text := indent.get(f"{W}{name}")) is not None}
    if (spacing := properties.find(f"{W}spacing")) is not None:
        found |= {name: str(text) for name in ("line", "lineRule") if (text := spacing.get(f"{W}{name}")) is not None}
    if (frame := properties.find(f"{W}framePr")) is not None:
        found |= {"frame x": frame.get(f"{W}x", "0"), "frame y": frame.get(f"{W}y", "0")}
        found["frame height"] = frame.get(f"{W}h", "0") if frame.get(f"{W}hRule") == "exact" else "0"
    return found


def _is_off_page(properties: etree._Element | None, page: PageSize) -> bool:
    """Return whether a table floats outside the page, or is indented beyond it."""
    if properties is None:
        return False
    place, indent = properties.find(f"{W}tblpPr"), properties.find(f"{W}tblInd")
    if (
        indent is not None
        and indent.get(f"{W}type", "dxa") == "dxa"
        and page.is_beyond(_parse_twips(indent.get(f"{W}w")), 0)
    ):
        return True
    return place is not None and page.is_beyond(*(_parse_twips(place.get(f"{W}tblp{axis}")) for axis in "XY"))


def _applicable_parts(is_used: Mapping[str, bool], row: tuple[int, int], cell: tuple[int, int]) -> Iterator[str]:
    """Yield the parts of a table style that apply to a cell, in ascending priority; positions as in `_position`."""
    is_first, is_last = is_used["firstRow"] and row[0] == 0, is_used["lastRow"] and row[0] == row[1]
    is_left, is_right = is_used["firstColumn"] and cell[0] == 0, is_used["lastColumn"] and cell[0] == cell[1]
    if not is_used["noVBand"]:
        yield f"band{(cell[0] - is_used['firstColumn']) % 2 + 1}Vert"
    if not is_used["noHBand"]:
        yield f"band{(row[0] - is_used['firstRow']) % 2 + 1}Horz"
    named = {"firstCol": is_left, "lastCol": is_right, "firstRow": is_first, "lastRow": is_last,
             "neCell": is_first and is_right, "nwCell": is_first and is_left, "seCell": is_last and is_right,
             "swCell": is_last and is_left}  # fmt: skip
    yield from (name for name, applies in named.items() if applies)


def _used_parts(look: etree._Element | None) -> dict[str, bool]:
    if look is None:
        return dict.fromkeys(_TABLE_LOOK_BITS, False)
    try:
        bits = int(look.get(f"{W}val", "0"), 16)
    except ValueError:
        bits = 0
    values = {name: look.get(f"{W}{name}") for name in _TABLE_LOOK_BITS}
    return {
        name: bool(bits & _TABLE_LOOK_BITS[name]) if value is None else value in TRUE_VALUES
        for name, value in values.items()
    }


def _twips(properties: Mapping[str, str], *names: str) -> int:
    return next((_parse_twips(properties[name]) for name in names if name in properties), 0)


def _parse_twips(text: str | None) -> int:
    """Return a measure in twips, also one with a unit (22.9.2.15)."""
    units = {"pt": 20, "in": 1440, "cm": _CM, "mm": _CM / 10, "pc": 240, "pi": 240}
    try:
        if text and text[-2:] in units:
            return round(float(text[:-2]) * units[text[-2:]])
        return round(float(text or 0))
    except (ValueError, OverflowError):
        return 0


class Unseen(StrEnum):
    """The reasons that are treated in their own way; the others are messages."""

    HIDDEN = "hidden"
    """Word itself calls these words hidden: they are not among the words of the text."""
    REVERSED = t("shown in reverse")


def unseen_reason(
    run: etree._Element,
    properties: Mapping[str, str],
    surroundings: TextSurroundings,
    page: PageSize,
    page_colour: str,
    words: str,
) -> str:
    """Return why the words of a run are unseen: by their `properties`, their surroundings, or their page.

    `page_colour` is the colour of the pages. For words that are reported separately the reason is "".
    """
    found = (
        _letters_reason(properties, words, surroundings.fill or page_colour)
        or _place_reason(properties, surroundings, page)
        or _direction_reason(run, words)
    )
    outer = run.iterancestors() if found else ()
    return (
        ""
        if any(element.tag in _REPORTED_ELSEWHERE or out_of_flow.is_table_of_contents(element) for element in outer)
        else found
    )


def _letters_reason(properties: Mapping[str, str], words: str, background: str) -> str:
    """Return why letters with these properties are not seen."""
    highlight = colours.HIGHLIGHTS.get(properties.get("highlight", "").lower())
    background = highlight or _colour(properties.get("background", "")) or background
    if properties.get("ink") == colours.NONE:
        return t("without ink")
    ink = _colour(properties.get("ink") or properties.get("tone", ""))
    if ink and colours.are_indistinguishable(ink, background):
        return t("in the colour of their background")
    if (size := _size(properties)) < _MIN_SIZE:
        return t("{size:g} pt high", size=size / 2)
    fit = properties.get("fit", "")
    if parse_number(properties.get("w", "100")) < _MIN_SIZE or (
        fit and parse_number(fit) < 2 * _TWIPS_PER_HALF_POINT * len(words.strip())
    ):
        return t("squeezed to less than a point")
    condensed = -parse_number(properties.get("spacing", "0"))
    return t("on top of one another") if condensed > size * _TWIPS_PER_HALF_POINT * _MAX_CONDENSED else ""


def _place_reason(properties: Mapping[str, str], surroundings: TextSurroundings, page: PageSize) -> str:
    """Return why words at a place are not seen."""
    if page.is_tiny:
        return t("on a page of {width:.1f} × {height:.1f} cm", width=page.width / 567, height=page.height / 567)
    if surroundings.is_off_page or page.is_beyond(
        0, round(parse_number(properties.get("position", "0")) * _TWIPS_PER_HALF_POINT)
    ):
        return t("off the page")
    if 0 < surroundings.height < _size(properties) * _TWIPS_PER_HALF_POINT / 2:
        return t("in a line or row {height:g} pt high", height=surroundings.height / 20)
    return ""


def _direction_reason(run: etree._Element, words: str) -> str:
    """Return the reason for words whose letters are reversed by a forced direction."""
    forced = [ancestor.get(f"{W}val", "") for ancestor in run.iterancestors(f"{W}bdo")][:1]
    forced += [direction for sign, direction in _DIRECTION_OVERRIDES.items() if sign in words]
    classes = {unicodedata.bidirectional(character) for character in words}
    return Unseen.REVERSED if any(classes & set(_REVERSED_CLASSES.get(direction, ())) for direction in forced) else ""


def _size(properties: Mapping[str, str]) -> float:
    return parse_number(properties.get("szCs" if properties.get("cs") else "sz", "20"))


def _colour(text: str) -> str:
    return "" if text in (colours.AUTO, colours.NONE) else text


def parse_number(text: str) -> float:
    """Return a number, or 0 for an invalid one: what a program makes of such a size is unknown."""
    try:
        found = float(text.rstrip("%pt"))
    except ValueError:
        return 0
    return found if math.isfinite(found) else 0

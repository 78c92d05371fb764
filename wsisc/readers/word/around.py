"""The elements around words in a Word file -> what of them decides whether the words are seen: shading, room, place.

ECMA-376-1, 17.3.1 (paragraphs), 17.4 (tables; 17.7.6 for what the style of a table says of its rows and columns),
17.6 (sections). How the letters look themselves is in `looks`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from wsisc.readers.word.colours import AUTO, Palette
from wsisc.readers.word.styles import W, is_on, lineage, value

_INDENTS = ("left", "start", "firstLine", "hanging")
_CM = 567
"""Twips."""
_LEAST_PAGE = 2 * _CM
_BITS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip
"""What of the style of a table applies, as bits of one number in files of older programs (17.7.6.7)."""

type Values = dict[str, str]


class Page(NamedTuple):
    """The size of a page in twips; 0 is unknown."""

    width: int = 0
    height: int = 0

    @property
    def is_tiny(self) -> bool:
        """Whether there is no room for words on it."""
        return 0 < self.width < _LEAST_PAGE or 0 < self.height < _LEAST_PAGE

    def is_beyond(self, x: int, y: int) -> bool:
        """Tell whether a place, from an edge of the page or from within it, is outside of it."""
        return bool(self.width and abs(x) >= self.width) or bool(self.height and abs(y) >= self.height)


class Around(NamedTuple):
    """What lies around words: the colour behind them ("" for that of the page), and how high they may be, in twips.

    `height` is 0 where nothing bounds it. `letters` are the run properties that the style of the table sets, in order.
    """

    fill: str = ""
    height: int = 0
    is_off_page: bool = False
    letters: tuple[etree._Element, ...] = ()


@dataclass
class Surroundings:
    """Finds what lies around paragraphs; `raw` are the styles of the file by their ids."""

    raw: Mapping[str, etree._Element]
    palette: Palette
    default: str = ""
    cells: dict[etree._Element, Around] = field(default_factory=dict)
    rows: dict[etree._Element, dict[etree._Element, int]] = field(default_factory=dict)

    def of(self, paragraph: etree._Element, page: Page) -> Around:
        """Return what lies around a paragraph on a page."""
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        outer = self._cell(cell, page) if cell is not None else Around()
        held = self._paragraph(paragraph)
        fill = held.get("fill", "")
        x = _twips(held, "left", "start") + _twips(held, "firstLine") - _twips(held, "hanging")
        is_off = page.is_beyond(x, 0) or page.is_beyond(_twips(held, "frame x"), _twips(held, "frame y"))
        heights = [outer.height, _twips(held, "line"), _twips(held, "frame height")]
        height = min((each for each in heights if each), default=0)
        fill = outer.fill if fill in ("", AUTO) else fill
        return Around(fill, height, outer.is_off_page or is_off, outer.letters)

    def _paragraph(self, paragraph: etree._Element) -> Values:
        own = paragraph.find(f"{W}pPr")
        chain = lineage(value(own, "pStyle") or self.default, self.raw)
        held: Values = {}
        for properties in [*(each.find(f"{W}pPr") for each in reversed(chain)), own]:
            if properties is not None:
                held |= _of_paragraph(properties, self.palette)
        if held.pop("lineRule", "") != "exact":
            held.pop("line", None)
        return held

    def _cell(self, cell: etree._Element, page: Page) -> Around:
        if cell not in self.cells:
            self.cells[cell] = self._found(cell, page)
        return self.cells[cell]

    def _found(self, cell: etree._Element, page: Page) -> Around:
        row, table = (next(cell.iterancestors(f"{W}{tag}"), None) for tag in ("tr", "tbl"))
        if row is None or table is None:
            return Around()
        outside = next(table.iterancestors(f"{W}tc"), None)
        outer = self._cell(outside, page) if outside is not None else Around()
        properties = table.find(f"{W}tblPr")
        pieces = list(self._style(table, row, cell))
        holders = [*pieces, properties, *row.iterchildren(f"{W}tblPrEx"), cell]
        fills = [self.palette.shading(each) for holder in holders for each in _shaded(holder)]
        fill = next((each for each in reversed(fills) if each not in ("", AUTO)), outer.fill)
        letters = tuple(each for piece in pieces for each in piece.iterchildren(f"{W}rPr"))
        height = row.find(f"{W}trPr/{W}trHeight")
        exact = _number(height.get(f"{W}val")) if height is not None and height.get(f"{W}hRule") == "exact" else 0
        low = min((each for each in (exact, outer.height) if each), default=0)
        return Around(fill, low, outer.is_off_page or _is_off(properties, page), (*outer.letters, *letters))

    def _style(self, table: etree._Element, row: etree._Element, cell: etree._Element) -> Iterator[etree._Element]:
        """Yield what the style of a table says of a cell: of all, then of its bands, columns, rows and corners."""
        chain = lineage(value(table.find(f"{W}tblPr"), "tblStyle"), self.raw)
        yield from reversed(chain)
        if not any(each.find(f"{W}tblStylePr") is not None for each in chain):
            return
        if table not in self.rows:
            self.rows[table] = {each: at for at, each in enumerate(table.iterchildren(f"{W}tr"))}
        at, last = self.rows[table].get(row, 0), len(self.rows[table]) - 1
        for kind in _kinds(_used(table.find(f"{W}tblPr/{W}tblLook")), (at, last), row, cell):
            for style in reversed(chain):
                yield from (each for each in style.iterchildren(f"{W}tblStylePr") if each.get(f"{W}type") == kind)


class Sections:
    """Knows on which page the paragraphs of a text are, given one after another."""

    def __init__(self, root: etree._Element) -> None:
        found = (each for each in root.iter(f"{W}sectPr") if next(each.iterancestors(f"{W}sectPrChange"), None) is None)
        self._left = [_page(each) for each in found][::-1]
        self._ends = False
        self.page = self._left.pop() if self._left else Page()

    def enter(self, paragraph: etree._Element) -> None:
        """Go on to a paragraph, which is on the next page where the one before it ended a section."""
        if self._ends and self._left:
            self.page = self._left.pop()
        self._ends = paragraph.find(f"{W}pPr/{W}sectPr") is not None


def is_hidden_row(element: etree._Element) -> bool:
    """Tell whether an element is a row of a table that Word does not show (17.4.19)."""
    return element.tag == f"{W}tr" and is_on(element.find(f"{W}trPr/{W}hidden"))


def _page(section: etree._Element) -> Page:
    size = section.find(f"{W}pgSz")
    if size is None:
        return Page()
    return Page(_number(size.get(f"{W}w")), _number(size.get(f"{W}h")))


def _of_paragraph(properties: etree._Element, palette: Palette) -> Values:
    found: Values = {}
    if fill := palette.shading(properties):
        found["fill"] = fill
    if (indent := properties.find(f"{W}ind")) is not None:
        found |= {name: str(each) for name in _INDENTS if (each := indent.get(f"{W}{name}")) is not None}
    if (spacing := properties.find(f"{W}spacing")) is not None:
        found |= {name: str(each) for name in ("line", "lineRule") if (each := spacing.get(f"{W}{name}")) is not None}
    if (frame := properties.find(f"{W}framePr")) is not None:
        found |= {"frame x": frame.get(f"{W}x", "0"), "frame y": frame.get(f"{W}y", "0")}
        found["frame height"] = frame.get(f"{W}h", "0") if frame.get(f"{W}hRule") == "exact" else "0"
    return found


def _shaded(holder: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the properties in which a table, a style or a cell may have a shading, from the outermost on."""
    if holder is not None and holder.tag in (f"{W}tblPr", f"{W}tblPrEx"):
        yield holder
    elif holder is not None:
        yield from holder.iterchildren(f"{W}tblPr")
        yield from holder.iterchildren(f"{W}tcPr")


def _is_off(properties: etree._Element | None, page: Page) -> bool:
    """Tell whether a table floats outside the page, or is set in as far as that."""
    if properties is None:
        return False
    place, indent = properties.find(f"{W}tblpPr"), properties.find(f"{W}tblInd")
    if (
        indent is not None
        and indent.get(f"{W}type", "dxa") == "dxa"
        and page.is_beyond(_number(indent.get(f"{W}w")), 0)
    ):
        return True
    return place is not None and page.is_beyond(*(_number(place.get(f"{W}tblp{each}")) for each in "XY"))


def _kinds(
    is_used: Mapping[str, bool], place: tuple[int, int], row: etree._Element, cell: etree._Element
) -> Iterator[str]:
    """Yield which parts of the style of a table apply to a cell, those that win last; `place` is of its row."""
    cells = list(row.iterchildren(f"{W}tc"))
    at, last = place
    across = cells.index(cell) if cell in cells else 0
    is_first, is_last = is_used["firstRow"] and at == 0, is_used["lastRow"] and at == last
    is_left, is_right = is_used["firstColumn"] and across == 0, is_used["lastColumn"] and across == len(cells) - 1
    if not is_used["noVBand"]:
        yield f"band{(across - is_used['firstColumn']) % 2 + 1}Vert"
    if not is_used["noHBand"]:
        yield f"band{(at - is_used['firstRow']) % 2 + 1}Horz"
    named = {"firstCol": is_left, "lastCol": is_right, "firstRow": is_first, "lastRow": is_last,
             "neCell": is_first and is_right, "nwCell": is_first and is_left, "seCell": is_last and is_right,
             "swCell": is_last and is_left}  # fmt: skip
    yield from (name for name, applies in named.items() if applies)


def _used(look: etree._Element | None) -> dict[str, bool]:
    if look is None:
        return dict.fromkeys(_BITS, False)
    try:
        bits = int(look.get(f"{W}val", "0"), 16)
    except ValueError:
        bits = 0
    own = {name: look.get(f"{W}{name}") for name in _BITS}
    return {
        name: bool(bits & _BITS[name]) if each is None else each in ("1", "true", "on") for name, each in own.items()
    }


def _twips(held: Values, *names: str) -> int:
    return next((_number(held[name]) for name in names if name in held), 0)


def _number(text: str | None) -> int:
    """Return a measure in twips, also one with a unit (22.9.2.15)."""
    units = {"pt": 20, "in": 1440, "cm": _CM, "mm": _CM / 10, "pc": 240, "pi": 240}
    try:
        if text and text[-2:] in units:
            return round(float(text[:-2]) * units[text[-2:]])
        return round(float(text or 0))
    except (ValueError, OverflowError):
        return 0

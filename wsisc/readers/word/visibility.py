"""How words look, and what lies around them -> why a reader of the page does not see them as they are, or "".

Each bound is far below, or beyond, what any author needs: a footnote has letters of 8 pt, a condensed title loses one
point for each letter.
"""

import math
import unicodedata
from collections.abc import Mapping

from lxml import etree

from wsisc.readers.word import colours, out_of_flow
from wsisc.readers.word.styles import W
from wsisc.readers.word.surroundings import Around, Page

HIDDEN = "hidden"
"""Why words are unseen that Word itself calls hidden: they are not among the words of the text."""
REVERSED = "shown in reverse"
_LEAST_SIZE = 10
"""Half-points, and per cent of the width of letters."""
_TWIPS = 10
"""A half-point."""
_NO_PLACE = (f"{W}del", f"{W}moveFrom", f"{W}txbxContent")
"""What holds words that are reported by themselves."""
_OVERRIDES = {"\u202d": "ltr", "\u202e": "rtl"}
_AGAINST = {"rtl": ("L",), "ltr": ("R", "AL")}
"""The classes of letters (UAX #9) that stand in reverse where a direction is forced on them."""


def reason(run: etree._Element, held: Mapping[str, str], around: Around, page: Page, paper: str, words: str) -> str:
    """Return why the words of a run are unseen: by how they look (`held`), what is around them, or their page.

    `paper` is the colour of the pages. Words that are reported by themselves have none.
    """
    found = _of_letters(held, words, around.fill or paper) or _of_place(held, around, page) or _of_direction(run, words)
    outer = run.iterancestors() if found else ()
    return "" if any(each.tag in _NO_PLACE or out_of_flow.is_contents(each) for each in outer) else found


def _of_letters(held: Mapping[str, str], words: str, behind: str) -> str:
    """Return why letters of a look are not seen."""
    behind = colours.highlight(held.get("highlight", "")) or _colour(held.get("behind", "")) or behind
    if held.get("ink") == colours.NONE:
        return "without ink"
    ink = _colour(held.get("ink") or held.get("tone", ""))
    if ink and colours.are_alike(ink, behind):
        return "in the colour of their background"
    if (size := _size(held)) < _LEAST_SIZE:
        return f"{size / 2:g} pt high"
    fit = held.get("fit", "")
    if number(held.get("w", "100")) < _LEAST_SIZE or (fit and number(fit) < 2 * _TWIPS * len(words.strip())):
        return "squeezed to less than a point"
    condensed = -number(held.get("spacing", "0"))
    return "on top of one another" if condensed > size * _TWIPS * 0.4 else ""


def _of_place(held: Mapping[str, str], around: Around, page: Page) -> str:
    """Return why words at a place are not seen."""
    if page.is_tiny:
        return f"on a page of {page.width / 567:.1f} × {page.height / 567:.1f} cm"
    if around.is_off_page or page.is_beyond(0, round(number(held.get("position", "0")) * _TWIPS)):
        return "off the page"
    if 0 < around.height < _size(held) * _TWIPS / 2:
        return f"in a line or row {around.height / 20:g} pt high"
    return ""


def _of_direction(run: etree._Element, words: str) -> str:
    """Return whether a direction is forced on words that turns their letters round."""
    forced = [each.get(f"{W}val", "") for each in run.iterancestors(f"{W}bdo")][:1]
    forced += [direction for sign, direction in _OVERRIDES.items() if sign in words]
    classes = {unicodedata.bidirectional(each) for each in words}
    return REVERSED if any(classes & set(_AGAINST.get(each, ())) for each in forced) else ""


def _size(held: Mapping[str, str]) -> float:
    return number(held.get("szCs" if held.get("cs") else "sz", "20"))


def _colour(text: str) -> str:
    return "" if text in (colours.AUTO, colours.NONE) else text


def number(text: str) -> float:
    """Return a number, 0 where it is none: what a size says then is anybody's guess."""
    try:
        found = float(text.rstrip("%pt"))
    except ValueError:
        return 0
    return found if math.isfinite(found) else 0

"""The look and the surroundings of words -> the reason why a reader of the page does not see them properly, or "".

Each limit is far from what any author needs: a footnote has letters of 8 pt, a condensed title loses one point for each
letter.
"""

import math
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from lxml import etree

from wsisc.messages import t
from wsisc.ooxml.names import W
from wsisc.readers.word import colours, out_of_flow
from wsisc.readers.word.surroundings import PageSize, TextSurroundings


class Unseen(StrEnum):
    """The reasons that are treated in their own way; the others are messages."""

    HIDDEN = "hidden"
    """Word itself calls these words hidden: they are not among the words of the text."""
    REVERSED = t("shown in reverse")


_MIN_SIZE = 10  # half-points, and per cent of the width of letters
_TWIPS_PER_HALF_POINT = 10  # a half-point in twips
_MAX_CONDENSED = 0.4  # of the size; a guess: with less room than that the letters cover each other
_REPORTED_ELSEWHERE = (f"{W}del", f"{W}moveFrom", f"{W}txbxContent")  # elements whose words are reported separately
_DIRECTION_OVERRIDES = {"\u202d": "ltr", "\u202e": "rtl"}
# The classes of letters (UAX #9) that a forced direction reverses.
_REVERSED_CLASSES = {"rtl": ("L",), "ltr": ("R", "AL")}


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
        if any(each.tag in _REPORTED_ELSEWHERE or out_of_flow.is_table_of_contents(each) for each in outer)
        else found
    )


def _letters_reason(properties: Mapping[str, str], words: str, behind: str) -> str:
    """Return why letters with these properties are not seen."""
    highlight = colours.HIGHLIGHTS.get(properties.get("highlight", "").lower())
    behind = highlight or _colour(properties.get("behind", "")) or behind
    if properties.get("ink") == colours.NONE:
        return t("without ink")
    ink = _colour(properties.get("ink") or properties.get("tone", ""))
    if ink and colours.are_indistinguishable(ink, behind):
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
    forced = [each.get(f"{W}val", "") for each in run.iterancestors(f"{W}bdo")][:1]
    forced += [direction for sign, direction in _DIRECTION_OVERRIDES.items() if sign in words]
    classes = {unicodedata.bidirectional(each) for each in words}
    return Unseen.REVERSED if any(classes & set(_REVERSED_CLASSES.get(each, ())) for each in forced) else ""


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

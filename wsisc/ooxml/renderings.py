"""An XML tree with alternative renderings -> the tree with one of each (ECMA-376-3, 7.5, mc:AlternateContent).

Word takes the first rendering that it understands. Of those that Office understands, this module takes the first with
letters, otherwise the first with an image: an emoji, for example, is a sign without letters (w16se:symEx), and only the
fallback has the letter.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml.names import LETTERS, MC, A, V, W

_ALTERNATIVES, _RENDERINGS = f"{MC}AlternateContent", (f"{MC}Choice", f"{MC}Fallback")
_OFFICE_NAMESPACES = (
    "http://schemas.microsoft.com/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)
_SIGNS = (f"{W}sym", f"{V}textpath")
_IMAGES = (f"{A}blip", f"{V}imagedata")
_DRAWN = (f"{W}drawing", f"{W}pict")
HIDING_ATTRIBUTE = "wsisc-hiding"
"""An attribute set on a place where Word does not draw the chosen rendering."""
_LETTERS, _IMAGE, _NOTHING = 2, 1, 0


class _Choice(NamedTuple):
    """A place with several renderings: those that were not chosen, and whether Word draws one of these."""

    place: etree._Element
    discarded: Sequence[etree._Element]
    is_hiding: bool


def resolve_alternatives(root: etree._Element) -> etree._Element:
    """Keep one rendering of each place in a tree, and return the tree."""
    for choice in _choose_renderings(root):
        if choice.is_hiding:
            choice.place.set(HIDING_ATTRIBUTE, "drawing")
        for element in choice.discarded:
            if (parent := element.getparent()) is not None:
                parent.remove(element)
    return root


def find_discarded(root: etree._Element) -> set[etree._Element]:
    """Return the renderings in a tree that `resolve_alternatives` would remove; the tree stays as it is."""
    return {element for choice in _choose_renderings(root) for element in choice.discarded}


def _choose_renderings(root: etree._Element) -> list[_Choice]:
    """Return the choice at each place of a tree. One walk suffices for any nesting."""
    if next(root.iter(_ALTERNATIVES), None) is None:
        return []
    ranks = [_NOTHING]
    renderings: list[list[tuple[int, etree._Element]]] = []
    choices = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            ranks.append(_rank(element))
            renderings += [[]] if element.tag == _ALTERNATIVES else []
            continue
        rank = ranks.pop()
        if element.tag == _ALTERNATIVES:
            if ranked := renderings.pop():
                rank, choice = _choose_rendering(element, ranked)
                choices.append(choice)
            else:
                rank = _NOTHING
        elif element.tag in _RENDERINGS and renderings:
            renderings[-1].append((rank, element))
        ranks[-1] = max(ranks[-1], rank)
    return choices


def is_alternative(element: etree._Element) -> bool:
    """Return whether an element is a further rendering of the same content (ECMA-376-3, 7.7)."""
    if element.tag not in _RENDERINGS:
        return False
    return next(element.itersiblings(_RENDERINGS[0], preceding=True), None) is not None


def _choose_rendering(place: etree._Element, ranked: list[tuple[int, etree._Element]]) -> tuple[int, _Choice]:
    """Return the rank of the best rendering of a place, and the choice of it."""
    understood = [pair for pair in ranked if _is_understood(pair[1])] or ranked
    drawn = understood[0][1]
    rank, chosen = max(understood, key=lambda pair: pair[0])
    is_hiding = chosen is not drawn and next(drawn.iter(*_DRAWN), None) is not None
    return rank, _Choice(place, [element for _, element in ranked if element is not chosen], is_hiding)


def _is_understood(rendering: etree._Element) -> bool:
    """Return whether Office knows the namespaces that a rendering requires; LibreOffice and Word pass over others."""
    known = rendering.nsmap
    required = (known[prefix] for prefix in rendering.get("Requires", "").split() if prefix in known)
    return all(namespace.startswith(_OFFICE_NAMESPACES) for namespace in required)


def _rank(element: etree._Element) -> int:
    if element.tag in _SIGNS or (element.tag in LETTERS and (element.text or "").strip()):
        return _LETTERS
    return _IMAGE if element.tag in _IMAGES else _NOTHING

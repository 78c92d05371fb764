"""An XML tree with alternative renderings -> the tree with one of each (ECMA-376-3, 7.5, mc:AlternateContent).

Word takes the first rendering that it understands. Of those that Office understands, this module takes the first with
letters, otherwise the first with an image: an emoji, for example, is a sign without letters (w16se:symEx), and only the
fallback has the letter.
"""

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


def resolve_alternatives(root: etree._Element) -> etree._Element:
    """Keep one rendering of each place in a tree, and return the tree. One walk suffices for any nesting."""
    if next(root.iter(_ALTERNATIVES), None) is None:
        return root
    ranks = [_NOTHING]
    renderings: list[list[tuple[int, etree._Element]]] = []
    others = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            ranks.append(_rank(element))
            renderings += [[]] if element.tag == _ALTERNATIVES else []
            continue
        rank = ranks.pop()
        if element.tag == _ALTERNATIVES:
            rank, discarded = _choose_rendering(element, renderings.pop())
            others += discarded
        elif element.tag in _RENDERINGS and renderings:
            renderings[-1].append((rank, element))
        ranks[-1] = max(ranks[-1], rank)
    for each in others:
        if (parent := each.getparent()) is not None:
            parent.remove(each)
    return root


def is_alternative(element: etree._Element) -> bool:
    """Return whether an element is a further rendering of the same content (ECMA-376-3, 7.7)."""
    if element.tag not in _RENDERINGS:
        return False
    return next(element.itersiblings(_RENDERINGS[0], preceding=True), None) is not None


def _choose_rendering(
    place: etree._Element, ranked: list[tuple[int, etree._Element]]
) -> tuple[int, list[etree._Element]]:
    """Return the rank of the best rendering of a place, and the others; mark the place if Word draws one of those."""
    if not ranked:
        return _NOTHING, []
    understood = [each for each in ranked if _is_understood(each[1])] or ranked
    drawn = understood[0][1]
    rank, chosen = max(understood, key=lambda each: each[0])
    if chosen is not drawn and next(drawn.iter(*_DRAWN), None) is not None:
        place.set(HIDING_ATTRIBUTE, "drawing")
    return rank, [each for _, each in ranked if each is not chosen]


def _is_understood(rendering: etree._Element) -> bool:
    """Return whether Office knows the namespaces that a rendering requires; LibreOffice and Word pass over others."""
    known = rendering.nsmap
    required = (known[prefix] for prefix in rendering.get("Requires", "").split() if prefix in known)
    return all(namespace.startswith(_OFFICE_NAMESPACES) for namespace in required)


def _rank(element: etree._Element) -> int:
    if element.tag in _SIGNS or (element.tag in LETTERS and (element.text or "").strip()):
        return _LETTERS
    return _IMAGE if element.tag in _IMAGES else _NOTHING

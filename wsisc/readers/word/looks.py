"""The XML of a Word file -> how its letters look beyond bold, italics and the like: colour, size, background, typeface.

A submission has no place for these, so they are read only to tell whether a document was changed: letters in white or
one point high are not seen. Every letter has what its paragraph's style, its own style and its run set, in this order
(ECMA-376-1, 17.7.2); what a table's style sets is left out, since programs write it in different places. What a run
sets beyond its styles is read for itself: styles are those of a theme, which another version may have changed.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from wsisc.readers.word.components import is_second_rendering
from wsisc.readers.word.content import Look
from wsisc.readers.word.styles import Styles, W, is_on, outline_of, value

_MOST_ANCESTORS = 20
_VALUES = ("color", "sz", "highlight", "spacing", "position", "w", "effect", "em")
_SWITCHES = ("smallCaps", "outline", "shadow", "emboss", "imprint", "vanish", "specVanish")
_USUAL = {"color": "auto", "sz": "20", "highlight": "none", "spacing": "0", "position": "0", "w": "100", "fill": "auto"}
"""What letters are where nothing is set (17.3.2)."""
_OFF = ("0", "false", "off", "none", "")
_OWN = ("u", "vertAlign", "bdr", "fitText")
_OWN_SWITCHES = ("caps", "strike", "dstrike", "webHidden")
_OF_LINKS = ("hyperlink", "internet link", "visited internet link", "footnote reference", "footnote characters",
             "footnote anchor", "footnotereference", "endnote reference", "endnote characters")  # fmt: skip
"""The names of the styles that belong to links and notes, which are told by themselves."""
_LEAST_SIZE, _LIGHT = 10, 0xDC
"""Half-points, and a level of colour: letters that are smaller, or lighter in all, are not seen."""

type _Set = dict[str, str]


def of(roots: Mapping[str, etree._Element], styles: Styles) -> Iterator[Look]:
    """Yield how the letters of the text and its notes look, alike ones under a heading together, in order."""
    root = roots.get("styles")
    sheet = _Sheet(root if root is not None else etree.Element("none"), styles)
    for kind in ("document", "footnotes", "endnotes"):
        for (look, own, heading), found in groupby(
            sheet.runs(roots[kind]) if kind in roots else (), key=lambda each: each[1:]
        ):
            words = "".join(each[0] for each in found)
            yield Look(words, look, own, heading if kind == "document" else -1)


def is_heading(outline: int, style: str) -> bool:
    """Tell whether a paragraph of an outline level, and a style of a name, begins a place of its own."""
    return bool(outline) or style.lower() == "title"


def is_hidden(look: str) -> bool:
    """Tell whether letters of a look are ones that nobody sees: in white, tiny, off their line, or hidden as such."""
    held = dict(each.partition("=")[::2] for each in look.split(" "))
    colour, fill = held.get("color", "auto"), held.get("fill", "auto")
    if "on" in (held.get("vanish"), held.get("specVanish"), held.get("webHidden")) or colour == fill != "auto":
        return True
    is_light = len(colour) == 6 and all(each >= _LIGHT for each in _levels(colour))
    return is_light or _number(held.get("sz", "20")) < _LEAST_SIZE or _number(held.get("w", "100")) < _LEAST_SIZE


def _levels(colour: str) -> list[int]:
    """Return the red, green and blue of a colour, as dark where it is none."""
    try:
        return list(bytes.fromhex(colour))
    except ValueError:
        return [0]


def _number(text: str) -> float:
    """Return a number, 0 where it is none: what a size says then is anybody's guess."""
    try:
        return float(text.rstrip("%pt"))
    except ValueError:
        return 0


class _Sheet:
    """The styles of a file, each resolved once."""

    def __init__(self, root: etree._Element, read: Styles) -> None:
        self.read = read
        self.styles = {each.get(f"{W}styleId", ""): each for each in root.iterchildren(f"{W}style")}
        self.defaults = _set(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self.resolved: dict[str, _Set] = {}
        ordinary = (id for id, each in self.styles.items() if each.get(f"{W}type") == "paragraph" and _is_default(each))
        self.default = next(ordinary, "")

    def runs(self, root: etree._Element) -> Iterator[tuple[str, str, str, int]]:
        """Yield the words of each run, its look, what of it the run sets, and the number of the heading above it."""
        before: etree._Element | None = None
        look, own, heading = "", "", 0
        for element in root.iter(f"{W}p", f"{W}r"):
            if element.tag == f"{W}p":
                heading += self._is_heading(element)
                continue
            words = "".join(each.text or "" for each in element.iterchildren(f"{W}t", f"{W}delText"))
            if words and not any(is_second_rendering(each) for each in element.iterancestors()):
                paragraph = next(element.iterancestors(f"{W}p"), None)
                if words.strip():  # a space looks as what is before it
                    look, own = self._look(element, paragraph)
                yield words if paragraph is before else f" {words}", look, own, heading
                before = paragraph

    def _is_heading(self, paragraph: etree._Element) -> bool:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return False
        style = self.read.named(value(properties, "pStyle"))
        is_own = properties.find(f"{W}outlineLvl") is not None
        if not is_heading(outline_of(properties) if is_own else style.outline, style.name):
            return False
        return next(paragraph.iterancestors(f"{W}txbxContent"), None) is None

    def _look(self, run: etree._Element, paragraph: etree._Element | None) -> tuple[str, str]:
        properties = run.find(f"{W}rPr")
        style = value(paragraph.find(f"{W}pPr"), "pStyle") if paragraph is not None else ""
        named = value(properties, "rStyle")
        styled = {**_USUAL, **self.defaults, **self._style(style or self.default), **self._style(named)}
        held = styled | _all_set(run)
        own = {name: each for name, each in _all_set(run).items() if each != styled.get(name, "")} | _only_own(run)
        name = self.read.found[named].name if named in self.read.found else named
        if name and name.lower() not in _OF_LINKS:
            own["style"] = name.lower().replace(" ", "-")
        return _written(held, _USUAL), _written(own, {})

    def _style(self, id: str) -> _Set:
        if id not in self.resolved:
            chain: list[etree._Element] = []
            at = id
            while at in self.styles and len(chain) < _MOST_ANCESTORS:
                chain.append(self.styles[at])
                at = value(chain[-1], "basedOn")
            self.resolved[id] = {name: each for style in reversed(chain) for name, each in _all_set(style).items()}
        return self.resolved[id]


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}default", "0") not in _OFF


def _written(held: _Set, usual: Mapping[str, str]) -> str:
    return " ".join(f"{name}={each}" for name, each in sorted(held.items()) if each != usual.get(name, ""))


def _only_own(run: etree._Element) -> _Set:
    """Return what a run sets of itself that is compared otherwise where a style sets it."""
    found: _Set = {}
    for properties in run.iterchildren(f"{W}rPr"):
        for name in _OWN:
            if (each := value(properties, name)) not in _OFF:
                found[name] = each
        for name in _OWN_SWITCHES:
            if is_on(properties.find(f"{W}{name}")):
                found[name] = "on"
    return found


def _all_set(holder: etree._Element) -> _Set:
    """Return what the run properties of a run or style set; of more than the one that is allowed, programs take any."""
    return {name: each for properties in holder.iterchildren(f"{W}rPr") for name, each in _set(properties).items()}


def _set(properties: etree._Element | None) -> _Set:
    """Return what run properties set."""
    if properties is None:
        return {}
    found = {name: value(properties, name) for name in _VALUES if properties.find(f"{W}{name}") is not None}
    for name in _SWITCHES:
        if (element := properties.find(f"{W}{name}")) is not None:
            found[name] = "" if element.get(f"{W}val", "1") in _OFF else "on"
    if (shade := properties.find(f"{W}shd")) is not None:
        found["fill"] = shade.get(f"{W}fill", "auto")
    fonts = properties.find(f"{W}rFonts")
    if fonts is not None and (font := fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}ascii")):
        found["font"] = font
    return {name: "_".join(each.lower().split()) for name, each in found.items()}

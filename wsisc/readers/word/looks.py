"""The XML of a Word file -> how its letters look beyond bold, italics and the like: colour, size, background, typeface.

A submission has no place for these, so they are read only to tell whether a document was changed: letters in white or
one point high are not seen. Every letter has what its paragraph's style, its own style and its run set, in this order
(ECMA-376-1, 17.7.2); what a table's style sets is left out, since programs write it in different places.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from wsisc.readers.word.components import is_second_rendering
from wsisc.readers.word.content import Look
from wsisc.readers.word.styles import W, value

_MOST_ANCESTORS = 20
_VALUES = ("color", "sz", "highlight", "spacing", "position", "w", "effect", "em")
_SWITCHES = ("smallCaps", "outline", "shadow", "emboss", "imprint", "vanish", "specVanish")
_USUAL = {"color": "auto", "sz": "20", "highlight": "none", "spacing": "0", "position": "0", "w": "100", "fill": "auto"}
"""What letters are where nothing is set (17.3.2)."""
_OFF = ("0", "false", "off", "none", "")

type _Set = dict[str, str]


def of(roots: Mapping[str, etree._Element]) -> Iterator[Look]:
    """Yield how the letters of the text and its notes look, those that look alike together, in order."""
    styles = roots.get("styles")
    sheet = _Sheet(styles if styles is not None else etree.Element("none"))
    kinds = [kind for kind in ("document", "footnotes", "endnotes") if kind in roots]
    letters = (pair for kind in kinds for pair in sheet.runs(roots[kind]))
    for look, pairs in groupby(letters, key=lambda pair: pair[1]):
        yield Look(" ".join("".join(words for words, _ in pairs).split()), look)


class _Sheet:
    """The styles of a file, each resolved once."""

    def __init__(self, root: etree._Element) -> None:
        self.styles = {each.get(f"{W}styleId", ""): each for each in root.iterchildren(f"{W}style")}
        self.defaults = _set(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self.resolved: dict[str, _Set] = {}
        ordinary = (id for id, each in self.styles.items() if each.get(f"{W}type") == "paragraph" and _is_default(each))
        self.default = next(ordinary, "")

    def runs(self, root: etree._Element) -> Iterator[tuple[str, str]]:
        """Yield the words of each run and its look."""
        before: etree._Element | None = None
        look = ""
        for run in root.iter(f"{W}r"):
            words = "".join(each.text or "" for each in run.iterchildren(f"{W}t", f"{W}delText"))
            if words and not any(is_second_rendering(each) for each in run.iterancestors()):
                paragraph = next(run.iterancestors(f"{W}p"), None)
                look = self._look(run, paragraph) if words.strip() else look  # a space looks as what is before it
                yield words if paragraph is before else f" {words}", look
                before = paragraph

    def _look(self, run: etree._Element, paragraph: etree._Element | None) -> str:
        properties = run.find(f"{W}rPr")
        style = value(paragraph.find(f"{W}pPr"), "pStyle") if paragraph is not None else ""
        held = {**_USUAL, **self.defaults, **self._style(style or self.default)}
        held |= self._style(value(properties, "rStyle")) | _all_set(run)
        return " ".join(f"{name}={each}" for name, each in sorted(held.items()) if each != _USUAL.get(name, ""))

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
    return {name: each.lower() for name, each in found.items()}

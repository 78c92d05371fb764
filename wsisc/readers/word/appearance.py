"""The XML of a Word file -> how its letters look beyond bold, italics and the like: colour, size, background, typeface.

A submission has no place for these, so they are read only to tell whether a document was changed: letters in white or
one point high are not seen. Every letter has what its paragraph's style, its own style and its run set, in this order
(ECMA-376-1, 17.7.2); what a table's style sets is left out, since programs write it in different places. What a run
sets beyond its styles is read for itself: styles are those of a theme, which another version may have changed.
Whether letters are seen is told apart from how they look, with all that lies around them: see `unseen`.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from wsisc.readers.word import colours, out_of_flow, renderings, surroundings, visibility
from wsisc.readers.word.colours import Palette
from wsisc.readers.word.content import Look
from wsisc.readers.word.styles import Styles, W, is_on, lineage, outline_of, value
from wsisc.readers.word.surroundings import Around

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
_UNSHOWN = ("tone", "ink", "behind", "fit", "cs", "szCs")
"""What only decides whether letters are seen: programs write it in their own ways."""

type _Set = dict[str, str]


def of(roots: Mapping[str, etree._Element], styles: Styles) -> Iterator[Look]:
    """Yield how the letters of the text and its notes look, alike ones under a heading together, in order."""
    root = roots.get("styles")
    palette = colours.read(roots.get("theme"), roots.get("settings"))
    sheet = _Sheet(root if root is not None else etree.Element("none"), styles, palette)
    sheet.paper = colours.page(roots["document"], roots.get("settings"), palette)
    for kind in ("document", "footnotes", "endnotes"):
        for (look, own, reason, heading), found in groupby(
            sheet.runs(roots[kind]) if kind in roots else (), key=lambda each: each[1:]
        ):
            words = "".join(each[0] for each in found)
            yield Look(words, look, own, heading if kind == "document" else -1, reason)


def is_heading(outline: int, style: str) -> bool:
    """Tell whether a paragraph of an outline level, and a style of a name, begins a place of its own."""
    return bool(outline) or style.lower() == "title"


class _Sheet:
    """The styles of a file, each resolved once."""

    def __init__(self, root: etree._Element, read: Styles, palette: Palette) -> None:
        self.read, self.palette, self.paper = read, palette, colours.WHITE
        self.styles = {each.get(f"{W}styleId", ""): each for each in root.iterchildren(f"{W}style")}
        self.defaults = _set(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), palette)
        self.resolved: dict[str, _Set] = {}
        ordinary = (id for id, each in self.styles.items() if each.get(f"{W}type") == "paragraph" and _is_default(each))
        self.default = next(ordinary, "")
        self.surroundings = surroundings.Surroundings(
            self.styles, palette, self.default, lambda each: _set(each, palette)
        )

    def runs(self, root: etree._Element) -> Iterator[tuple[str, str, str, str, int]]:
        """Yield the words of each run, its look, what of that it sets, why it is unseen, the number of its heading."""
        before: etree._Element | None = None
        look, own, reason, heading, near = "", "", "", 0, Around()
        sections = surroundings.Sections(root)
        for element in _shown(root):
            if element.tag == f"{W}p":
                heading += self._is_heading(element)
                sections.enter(element)
                continue
            words = "".join(each.text or "" for each in element.iterchildren(f"{W}t", f"{W}delText"))
            if not words or any(renderings.is_second(each) for each in element.iterancestors()):
                continue
            paragraph = next(element.iterancestors(f"{W}p"), None)
            if paragraph is not before and paragraph is not None:
                near = self.surroundings.of(paragraph, sections.page)
            if words.strip():  # a space looks as what is before it
                look, own = self._look(element, paragraph)
                reason = self._unseen(element, paragraph, near, sections.page, words)
            yield words if paragraph is before else f" {words}", look, own, reason, heading
            before = paragraph

    def _unseen(
        self, run: etree._Element, paragraph: etree._Element | None, near: Around, page: surroundings.Page, words: str
    ) -> str:
        """Return why the words of a run are not seen, "" where they are."""
        own = self._styled(run, paragraph) | _all_set(run, self.palette)
        plain = {**_USUAL, **self.defaults, **own}
        if "on" in (plain.get("vanish"), plain.get("specVanish")):
            return visibility.HIDDEN
        if {**near.letters, **own}.get("vanish"):
            return "hidden by the style of their table"
        held = {**_USUAL, **self.defaults, **near.letters, **own}
        return visibility.reason(run, held, near, page, self.paper, words)

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
        named = value(run.find(f"{W}rPr"), "rStyle")
        styled, set_here = {**_USUAL, **self.defaults, **self._styled(run, paragraph)}, _all_set(run, self.palette)
        held = styled | set_here
        own = {name: each for name, each in set_here.items() if each != styled.get(name, "")} | _only_own(run)
        name = self.read.found[named].name if named in self.read.found else named
        if name and name.lower() not in _OF_LINKS:
            own["style"] = name.lower().replace(" ", "-")
        return _written(held, _USUAL), _written(own, {})

    def _styled(self, run: etree._Element, paragraph: etree._Element | None) -> _Set:
        """Return what the styles of a paragraph and of its run set."""
        style = value(paragraph.find(f"{W}pPr"), "pStyle") if paragraph is not None else ""
        return self._style(style or self.default) | self._style(value(run.find(f"{W}rPr"), "rStyle"))

    def _style(self, id: str) -> _Set:
        if id not in self.resolved:
            chain = reversed(lineage(id, self.styles))
            self.resolved[id] = {name: each for style in chain for name, each in _all_set(style, self.palette).items()}
        return self.resolved[id]


def _shown(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and runs of a part but those that the reader takes for no part of the text."""
    walk = etree.iterwalk(root, events=("start",), tag=(f"{W}p", f"{W}r", f"{W}tr", f"{W}sdt"))
    for _, element in walk:
        if surroundings.is_hidden_row(element) or out_of_flow.is_contents(element):
            walk.skip_subtree()
        elif element.tag in (f"{W}p", f"{W}r"):
            yield element


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}default", "0") not in _OFF


def _written(held: _Set, usual: Mapping[str, str]) -> str:
    found = ((name, each) for name, each in sorted(held.items()) if name not in _UNSHOWN)
    return " ".join(f"{name}={each}" for name, each in found if each != usual.get(name, ""))


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


def _all_set(holder: etree._Element, palette: Palette) -> _Set:
    """Return what the run properties of a run or style set; of more than the one that is allowed, programs take any."""
    found: _Set = {}
    for properties in holder.iterchildren(f"{W}rPr"):
        found |= _set(properties, palette)
    return found


def _set(properties: etree._Element | None, palette: Palette) -> _Set:
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
    found |= _ink(properties, palette)
    return {name: "_".join(each.lower().split()) for name, each in found.items()}


def _ink(properties: etree._Element, palette: Palette) -> _Set:
    """Return what run properties set that decides whether letters are seen, and is not compared as their look."""
    found: _Set = {}
    if (colour := properties.find(f"{W}color")) is not None:
        found["tone"] = palette.of(colour, "val")
    if ink := palette.ink(properties):
        found["ink"] = ink
    if behind := palette.shading(properties):
        found["behind"] = behind
    if (fit := properties.find(f"{W}fitText")) is not None:
        found["fit"] = fit.get(f"{W}val", "0")
    for name in ("rtl", "cs"):
        if (element := properties.find(f"{W}{name}")) is not None:
            found["cs"] = "on" if is_on(element) else ""
    if properties.find(f"{W}szCs") is not None:
        found["szCs"] = value(properties, "szCs")
    return found

"""The XML of a Word file -> the look of its letters beyond bold and italics: colour, size, background, typeface.

A submission has no place for these, so they only serve to detect changes: white letters or letters of 1 pt are not
seen. A letter has the properties of its paragraph style, its character style and its run, in this order
(ECMA-376-1, 17.7.2). Table styles are left out, because programs write them in different places. The properties that
a run sets beyond its styles are read separately: styles follow the theme, which another version may have changed.
Whether letters are seen is separate from their look, and depends on their surroundings: see `unseen_reason`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby

from lxml import etree

from wsisc.ooxml import renderings
from wsisc.ooxml.names import W, is_on, is_within, value
from wsisc.readers.word import colours, out_of_flow, visibility
from wsisc.readers.word.colours import Palette
from wsisc.readers.word.content import Look
from wsisc.readers.word.origins import NOWHERE, PartOrigins
from wsisc.readers.word.styles import Styles, ancestry, outline_level
from wsisc.readers.word.visibility import PageSize, TextSurroundings

_VALUES = ("color", "sz", "highlight", "spacing", "position", "w", "effect", "em")
_SWITCHES = ("smallCaps", "outline", "shadow", "emboss", "imprint", "vanish", "specVanish")
# The properties of letters where nothing is set (17.3.2).
_DEFAULTS = {
    "color": "auto",
    "sz": "20",
    "highlight": "none",
    "spacing": "0",
    "position": "0",
    "w": "100",
    "fill": "auto",
}
_OFF = ("0", "false", "off", "none", "")
_DIRECT_VALUES = ("u", "vertAlign", "bdr", "fitText")
_DIRECT_SWITCHES = ("caps", "strike", "dstrike", "webHidden")
# Names of the styles of links and notes, which are reported separately.
_LINK_STYLES = ("hyperlink", "internet link", "visited internet link", "footnote reference", "footnote characters",
             "footnote anchor", "footnotereference", "endnote reference", "endnote characters")  # fmt: skip
# Properties that only decide whether letters are seen; programs write them in different ways.
_VISIBILITY_PROPERTIES = ("tone", "ink", "background", "fit", "cs", "szCs")

type _RunProperties = dict[str, str]


def read_looks(
    roots: Mapping[str, etree._Element], styles: Styles, origins: Mapping[str, PartOrigins]
) -> Iterator[Look]:
    """Yield the looks of the text and its notes in order, equal neighbours under one heading joined."""
    root = roots.get("styles")
    palette = colours.read(roots.get("theme"), roots.get("settings"))
    reader = _LookReader(root if root is not None else etree.Element("none"), styles, palette)
    reader.page_colour = colours.page_colour(roots["document"], roots.get("settings"), palette)
    for kind, addresses in origins.items():
        for (look, direct, reason, heading), neighbours in groupby(
            reader.runs(roots[kind], addresses), key=lambda run: run[2:]
        ):
            pairs = [look[:2] for look in neighbours]
            words = "".join(words for _, words in pairs)
            yield Look(words, look, direct, heading if kind == "document" else -1, reason, pairs[0][0])


def is_heading(outline: int, style: str) -> bool:
    """Return whether a paragraph with an outline level or a style of this name starts a place of its own."""
    return bool(outline) or style.lower() == "title"


class _LookReader:
    """Reads the looks of runs; each style of the file is resolved once."""

    def __init__(self, root: etree._Element, parsed_styles: Styles, palette: Palette) -> None:
        self.parsed_styles, self.palette, self.page_colour = parsed_styles, palette, colours.WHITE
        self.style_elements = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
        self.defaults = _read_run_properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), palette)
        self._style_properties = cache(self._resolve_style)
        self.surroundings = visibility.SurroundingsFinder(
            self.style_elements,
            palette,
            parsed_styles.default_paragraph,
            lambda properties: _read_run_properties(properties, palette),
        )

    def runs(self, root: etree._Element, origins: PartOrigins) -> Iterator[tuple[int, str, str, str, str, int]]:
        """Yield the runs, each with the address of its paragraph, and the number of the heading above it last."""
        previous = None
        look, direct, reason, heading, around = "", "", "", 0, TextSurroundings()
        pages = visibility.PageTracker(root)
        for element in _visible_elements(root):
            if element.tag == f"{W}p":
                heading += self._is_heading(element)
                pages.enter(element)
                continue
            words = "".join(text.text or "" for text in element.iterchildren(f"{W}t", f"{W}delText"))
            if not words or any(renderings.is_alternative(ancestor) for ancestor in element.iterancestors()):
                continue
            paragraph = next(element.iterancestors(f"{W}p"), None)
            if paragraph is not previous and paragraph is not None:
                around = self.surroundings.find(paragraph, pages.page)
            if words.strip():  # a space has the look of the text before it
                look, direct = self._run_look(element, paragraph)
                reason = self._unseen_reason(element, paragraph, around, pages.page, words)
            origin = NOWHERE if paragraph is None else origins.start_of(paragraph)
            yield origin, words if paragraph is previous else f" {words}", look, direct, reason, heading
            previous = paragraph

    def _unseen_reason(
        self,
        run: etree._Element,
        paragraph: etree._Element | None,
        around: TextSurroundings,
        page: PageSize,
        words: str,
    ) -> str:
        """Return why the words of a run are not seen, or "" if they are."""
        run_properties = self._inherited_properties(run, paragraph) | _read_all_run_properties(run, self.palette)
        without_table = {**_DEFAULTS, **self.defaults, **run_properties}
        if "on" in (without_table.get("vanish"), without_table.get("specVanish")):
            return visibility.Unseen.HIDDEN
        if {**around.letters, **run_properties}.get("vanish"):
            return "hidden by the style of their table"
        properties = {**_DEFAULTS, **self.defaults, **around.letters, **run_properties}
        return visibility.unseen_reason(run, properties, around, page, self.page_colour, words)

    def _is_heading(self, paragraph: etree._Element) -> bool:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return False
        style = self.parsed_styles.get(value(properties, "pStyle"))
        is_own = properties.find(f"{W}outlineLvl") is not None
        if not is_heading(outline_level(properties) if is_own else style.outline, style.name):
            return False
        return not is_within(paragraph, f"{W}txbxContent")

    def _run_look(self, run: etree._Element, paragraph: etree._Element | None) -> tuple[str, str]:
        style_id = value(run.find(f"{W}rPr"), "rStyle")
        inherited = {**_DEFAULTS, **self.defaults, **self._inherited_properties(run, paragraph)}
        direct = _read_all_run_properties(run, self.palette)
        direct_look = {name: value for name, value in direct.items() if value != inherited.get(name, "")}
        direct_look |= _direct_only_properties(run)
        name = self.parsed_styles.by_id[style_id].name if style_id in self.parsed_styles.by_id else style_id
        if name and name.lower() not in _LINK_STYLES:
            direct_look["style"] = name.lower().replace(" ", "-")
        return _format_properties(inherited | direct, _DEFAULTS), _format_properties(direct_look, {})

    def _inherited_properties(self, run: etree._Element, paragraph: etree._Element | None) -> _RunProperties:
        """Return the properties set by the styles of a paragraph and of its run."""
        style = value(paragraph.find(f"{W}pPr"), "pStyle") if paragraph is not None else ""
        run_style = value(run.find(f"{W}rPr"), "rStyle")
        return self._style_properties(style or self.parsed_styles.default_paragraph) | self._style_properties(run_style)

    def _resolve_style(self, id: str) -> _RunProperties:
        """Return the properties of a style with inheritance."""
        chain = reversed(ancestry(id, self.style_elements))
        return {name: value for style in chain for name, value in _read_all_run_properties(style, self.palette).items()}


def _visible_elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and runs of a part, except those that the reader does not count as text."""
    walk = etree.iterwalk(root, events=("start",), tag=(f"{W}p", f"{W}r", f"{W}tr", f"{W}sdt"))
    for _, element in walk:
        if visibility.is_hidden_row(element) or out_of_flow.is_table_of_contents(element):
            walk.skip_subtree()
        elif element.tag in (f"{W}p", f"{W}r"):
            yield element


def _format_properties(properties: _RunProperties, defaults: Mapping[str, str]) -> str:
    found = ((name, value) for name, value in sorted(properties.items()) if name not in _VISIBILITY_PROPERTIES)
    return " ".join(f"{name}={value}" for name, value in found if value != defaults.get(name, ""))


def _direct_only_properties(run: etree._Element) -> _RunProperties:
    """Return properties that a run sets directly and that are compared elsewhere if a style sets them."""
    lists = list(run.iterchildren(f"{W}rPr"))
    values = {name: text for group in lists for name in _DIRECT_VALUES if (text := value(group, name)) not in _OFF}
    switched = (name for group in lists for name in _DIRECT_SWITCHES if is_on(group.find(f"{W}{name}")))
    return values | dict.fromkeys(switched, "on")


def _read_all_run_properties(holder: etree._Element, palette: Palette) -> _RunProperties:
    """Return the run properties of a run or style, of all `rPr` elements: one is allowed, but programs may use any."""
    lists = holder.iterchildren(f"{W}rPr")
    return {name: value for properties in lists for name, value in _read_run_properties(properties, palette).items()}


def _read_run_properties(properties: etree._Element | None, palette: Palette) -> _RunProperties:
    """Return the properties in an `rPr` element."""
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
    found |= _read_visibility(properties, palette)
    return {name: "_".join(value.lower().split()) for name, value in found.items()}


def _read_visibility(properties: etree._Element, palette: Palette) -> _RunProperties:
    """Return the properties that decide whether letters are seen, and that are not compared as their look."""
    found = {}
    if (colour := properties.find(f"{W}color")) is not None:
        found["tone"] = palette.attribute_colour(colour, "val")
    if ink := palette.text_fill(properties):
        found["ink"] = ink
    if background := palette.shading_colour(properties):
        found["background"] = background
    if (fit := properties.find(f"{W}fitText")) is not None:
        found["fit"] = fit.get(f"{W}val", "0")
    for name in ("rtl", "cs"):
        if (element := properties.find(f"{W}{name}")) is not None:
            found["cs"] = "on" if is_on(element) else ""
    if properties.find(f"{W}szCs") is not None:
        found["szCs"] = value(properties, "szCs")
    return found

"""The XML of a part of a Word file -> what it holds beside words: links, images, calls of notes, equations, fields.

ECMA-376-1, 17 and 20. What is read by `reader` is found here once more, in a walk of its own: `inventory` says why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wsisc.document.provenance import digest
from wsisc.readers.word import descriptions, fields, out_of_flow, pictures, renderings, runs, surroundings
from wsisc.readers.word.archive import Link
from wsisc.readers.word.bindings import Bindings
from wsisc.readers.word.content import Component, Kind
from wsisc.readers.word.fields import Field
from wsisc.readers.word.maths import M
from wsisc.readers.word.runs import MC, A, R, V
from wsisc.readers.word.styles import Styles, W, marks, value

_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_CONTROLS = ("dropDownList", "comboBox", "date", "picture", "checkbox", "repeatingSection", "group", "bibliography")
_INK = {f"{W}t", f"{W}delText", f"{M}t", f"{A}t"}
_SIGN = {f"{W}sym", f"{W}noBreakHyphen", f"{W}softHyphen"}
_GONE = {f"{W}del", f"{W}moveFrom"}
_CALLS = {f"{W}footnoteReference": "f", f"{W}endnoteReference": "e"}
_DRAWINGS = {f"{W}drawing", f"{W}pict", f"{W}object"}
_WRITTEN = {f"{W}pgNum": "PAGE"} | {
    f"{W}{unit}{length}": "DATE" for unit in ("day", "month", "year") for length in ("Short", "Long")
}
"""Fields that are elements without words: Word writes a number or a date in their place (17.3.3)."""
WITHOUT_WORDS = "without words"
"""The detail of such a field."""
BOUND = "bound content control"
_INKED = "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart"

type Read = Callable[[str], bytes]


def of(
    root: etree._Element, place: str, links: Mapping[str, Link], styles: Styles, read: Read, bindings: Bindings
) -> Iterator[Component]:
    """Yield the components of a part that stands at a place. `read` gives the bytes of another part, b"" for none."""
    walk = _Walk(place, links, styles, read, bindings)
    walk.run(root)
    yield from walk.components()


@dataclass
class _Walk:
    """Goes through the XML of a part, once, and gathers what it meets.

    A link is one for each paragraph in which words or images lead to its address: programs split and join links.
    """

    place: str
    links: Mapping[str, Link]
    styles: Styles
    read: Read
    bindings: Bindings
    found: list[Component] = field(default_factory=list)
    linked: dict[tuple[int, str, str], list[str]] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    around: list[tuple[etree._Element, str]] = field(default_factory=list)
    addresses: list[tuple[etree._Element, str]] = field(default_factory=list)
    paragraphs: list[tuple[etree._Element, int]] = field(default_factory=list)
    count: int = 0
    is_hidden: bool = False
    drawing: etree._Element | None = None
    drawn: set[str] = field(default_factory=set)

    def run(self, root: etree._Element) -> None:
        """Go through an element."""
        walk = etree.iterwalk(root, events=("start", "end"), tag="*")
        for event, element in walk:
            if event == "end":
                self._end(element)
            elif renderings.is_second(element):
                walk.skip_subtree()
            else:
                self._start(element)

    def components(self) -> Iterator[Component]:
        """Yield what was found, links first."""
        for (_, address, place), texts in self.linked.items():
            yield Component(Kind.LINK, address, " ".join("".join(texts).split()), "", place)
        yield from self.found

    def _add(self, kind: Kind, name: str, text: str = "", detail: str = "", place: str = "") -> None:
        self.found.append(Component(kind, name, text, detail, place or self._here()))

    def _describe(self, found: Iterable[tuple[str, str]]) -> None:
        for name, text in found:
            self._add(Kind.DESCRIPTION, name, text)

    def _here(self) -> str:
        """Return what the place is: that around it which lies furthest outside the text."""
        places = [place for _, place in self.around]
        return next(
            (each for each in ("deleted", "hidden row", "text box", "table of contents") if each in places), self.place
        )

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if place := _place_of(element):
            self.around.append((element, place))
        if tag in _INK:
            self._ink(element.text or "")
        elif tag in _SIGN:
            self._ink("•")
        elif tag in _CALLS:
            self._add(Kind.NOTE, f"{_CALLS[tag]}{element.get(f'{W}id', '')}", place="hidden" if self.is_hidden else "")
        elif tag in _WRITTEN:
            self._add(Kind.FIELD, _WRITTEN[tag], etree.QName(tag).localname, WITHOUT_WORDS)
        elif method := _STARTS.get(tag):
            method(self, element)
        elif tag.startswith(V) and element.get("href"):
            self._link_of_shape(element.get("href", ""), element)

    def _end(self, element: etree._Element) -> None:
        for stack in (self.around, self.addresses):
            if stack and stack[-1][0] is element:
                stack.pop()
        if self.paragraphs and self.paragraphs[-1][0] is element:
            self.paragraphs.pop()
        if element.tag == f"{W}r":
            self.is_hidden = False

    def _on_paragraph(self, element: etree._Element) -> None:
        self.count += 1
        self.paragraphs.append((element, self.count))

    def _on_run(self, element: etree._Element) -> None:
        self.is_hidden = self._hides(element)

    def _on_hyperlink(self, element: etree._Element) -> None:
        self.addresses.append((element, self._address(element.get(f"{R}id", ""), element.get(f"{W}anchor", ""))))
        self._describe(descriptions.of_link(element))

    def _on_table(self, element: etree._Element) -> None:
        self._describe(descriptions.of_table(element))

    def _on_simple_field(self, element: etree._Element) -> None:
        self._field(element.get(f"{W}instr", ""), element)

    def _on_equation(self, element: etree._Element) -> None:
        if next(element.iterancestors(f"{M}oMath"), None) is None:
            self._add(Kind.EQUATION, "".join(each.text or "" for each in element.iter(f"{M}t")))

    def _on_image(self, element: etree._Element) -> None:
        drawing = next(reversed(list(element.iterancestors(*_DRAWINGS))), element)
        if drawing is not self.drawing:
            self.drawing, self.drawn = drawing, set()
        ids = [element.get(f"{R}{name}", "") for name in ("embed", "link", "id", "href")]
        found = [each for each in dict.fromkeys(ids) if each in self.links]
        held = [each for each in found if not self.links[each].is_external]
        for id in (each for each in held or found if each not in self.drawn):  # an image that the file has is one
            self.drawn.add(id)
            self._image(self.links[id], element)
        if element.tag == f"{V}imagedata" and element.get("href"):
            self._link_of_shape(element.get("href", ""), element)

    def _on_link_of_shape(self, element: etree._Element) -> None:
        self._link_of_shape(self._address(element.get(f"{R}id", ""), ""), element)

    def _on_art(self, element: etree._Element) -> None:
        if element.get("string", "").strip():
            self._add(Kind.EMBEDDED, "WordArt", " ".join(element.get("string", "").split()))

    def _on_drawing(self, element: etree._Element) -> None:
        if pictures.is_only_drawn(element):
            is_rule = any(each.get(f"{pictures.O}hr") for each in element.iter())
            self._add(Kind.EMBEDDED, "rule" if is_rule else "drawing", pictures.alternative(element))
        if next(element.iterancestors(*_DRAWINGS), None) is None:
            self._describe(descriptions.of_drawing(element))

    def _on_alternatives(self, element: etree._Element) -> None:
        if element.get(renderings.HIDING):
            self._add(Kind.EMBEDDED, "drawing", "", "shown by Word in place of the words that older programs show")

    def _on_control(self, element: etree._Element) -> None:
        for kind in (etree.QName(each).localname for each in element.iterchildren(tag=etree.Element)):
            if kind in _CONTROLS:
                self._add(Kind.FIELD, f"content control ({kind})")
        if pair := self.bindings.shown(element):
            self._add(Kind.FIELD, BOUND, f'Word shows "{pair[1]}", the file has "{pair[0]}"')

    def _on_ink(self, element: etree._Element) -> None:
        self._add(Kind.EMBEDDED, "drawing", "", "ink")

    def _image(self, link: Link, element: etree._Element) -> None:
        drawing = next(element.iterancestors(*_DRAWINGS), element)
        if link.is_external:
            self._add(Kind.IMAGE, link.target, pictures.alternative(drawing), "linked")
            return
        content, place = self.read(link.target), "hidden" if self.is_hidden or runs.is_unseen(drawing) else ""
        place = "shape" if element.tag == f"{V}fill" else place
        type = pictures.described(content, link.target, element)
        self._add(Kind.IMAGE, digest(content), pictures.alternative(drawing), type, place)
        self._mark("")

    def _ink(self, text: str) -> None:
        """Take in letters: those of links are gathered."""
        if text.strip():
            self._mark(text)

    def _mark(self, text: str) -> None:
        """Note that something stands in the links that are open."""
        if any(not each.is_in_result for each in self.fields):
            return
        codes = [each.link for each in reversed(self.fields)]
        address = next((each for each in (*codes, *(found for _, found in reversed(self.addresses))) if each), "")
        if address:
            is_of_note = any(each.is_of_note for each in self.fields)
            place = "mark of another note" if is_of_note else "hidden" if self.is_hidden else self._here()
            self.linked.setdefault((self._paragraph(), address, place), []).append(text)

    def _link_of_shape(self, address: str, element: etree._Element) -> None:
        if address:
            drawing = next(element.iterancestors(*_DRAWINGS), element)
            place = "shape" if self._here() != "deleted" else "deleted"
            self.linked.setdefault((self._paragraph(), address, place), [pictures.alternative(drawing)])

    def _paragraph(self) -> int:
        return self.paragraphs[-1][1] if self.paragraphs else 0

    def _address(self, id: str, anchor: str) -> str:
        known = self.links.get(id)
        return (known.target if known and known.is_external else "") + (f"#{anchor}" if anchor else "")

    def _field(self, code: str, element: etree._Element | None = None) -> None:
        address = fields.link_of(code)
        self._describe(descriptions.of_code(code) if address else ())
        if address and element is not None:
            self.addresses.append((element, address))
        elif not address and code.split():
            self._add(Kind.FIELD, code.split()[0].upper(), " ".join(code.split()))

    def _on_field(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType", "")
        if self.fields and kind == "end":
            self._field(self.fields[-1].instruction)
        elif self.fields and not kind:
            self.fields[-1].instruction += element.text or ""
        fields.on_mark(kind, self.fields)

    def _hides(self, run: etree._Element) -> bool:
        """Tell whether Word does not show a run."""
        properties = run.find(f"{W}rPr")
        style = value(self.paragraphs[-1][0].find(f"{W}pPr"), "pStyle") if self.paragraphs else ""
        own = self.styles.found.get(value(properties, "rStyle"))
        held = {**self.styles.default_marks, **self.styles.named(style).marks, **(own.marks if own else {})}
        return {**held, **marks(properties)}.get("hidden", False)


_STARTS: Mapping[str, Callable[[_Walk, etree._Element], None]] = {
    f"{W}p": _Walk._on_paragraph,
    f"{W}r": _Walk._on_run,
    f"{W}hyperlink": _Walk._on_hyperlink,
    f"{W}fldSimple": _Walk._on_simple_field,
    f"{W}fldChar": _Walk._on_field,
    f"{W}instrText": _Walk._on_field,
    f"{M}oMath": _Walk._on_equation,
    f"{A}blip": _Walk._on_image,
    f"{_SVG}svgBlip": _Walk._on_image,
    f"{V}imagedata": _Walk._on_image,
    f"{V}fill": _Walk._on_image,
    f"{A}hlinkClick": _Walk._on_link_of_shape,
    f"{A}hlinkHover": _Walk._on_link_of_shape,
    f"{V}textpath": _Walk._on_art,
    f"{W}drawing": _Walk._on_drawing,
    f"{W}pict": _Walk._on_drawing,
    f"{W}object": _Walk._on_drawing,
    f"{W}sdtPr": _Walk._on_control,
    f"{W}tblPr": _Walk._on_table,
    f"{W}contentPart": _Walk._on_ink,
    _INKED: _Walk._on_ink,
    f"{MC}AlternateContent": _Walk._on_alternatives,
}


def _place_of(element: etree._Element) -> str:
    """Return the place that an element makes of what lies in it, "" where that is the one around it."""
    if element.tag in _GONE or (element.tag == f"{W}tr" and _is_gone_row(element)):
        return "deleted"
    if element.tag in runs.BOXES:
        return "text box"
    if surroundings.is_hidden_row(element):
        return "hidden row"
    return "table of contents" if out_of_flow.is_contents(element) else ""


def _is_gone_row(row: etree._Element) -> bool:
    return any(row.find(f"{W}trPr/{tag}") is not None for tag in _GONE)

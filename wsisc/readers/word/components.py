"""The XML of a part of a Word file -> its components: links, images, note references, equations, fields.

ECMA-376-1, 17 and 20. This walk is independent of `reader`, and finds everything once more, so that nothing gets lost.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wsisc.document.provenance import digest
from wsisc.ooxml import renderings
from wsisc.ooxml.names import LETTERS, MC, W14, A, M, O, R, V, W, is_on, is_within, value
from wsisc.ooxml.relationships import Relationship, link_address
from wsisc.readers.word import descriptions, fields, out_of_flow, pictures, runs, surroundings
from wsisc.readers.word.bindings import Bindings
from wsisc.readers.word.content import Component, ComponentKind
from wsisc.readers.word.fields import Field
from wsisc.readers.word.styles import Styles, read_marks
from wsisc.text.spaces import one_line

_SVG_NAMESPACE = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_CONTROLS = ("dropDownList", "comboBox", "date", "picture", "checkbox", "repeatingSection", "group", "bibliography")
_SIGN_ELEMENTS = {f"{W}sym", f"{W}noBreakHyphen", f"{W}softHyphen"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_DRAWINGS = {f"{W}drawing", f"{W}pict", f"{W}object"}
# Fields that are elements without words: Word writes a number or a date in their place (17.3.3).
_ELEMENT_FIELDS = {f"{W}pgNum": "PAGE"} | {
    f"{W}{unit}{length}": "DATE" for unit in ("day", "month", "year") for length in ("Short", "Long")
}
WITHOUT_WORDS = "without words"
"""The detail of such a field."""
BOUND_CONTROL = "bound content control"
OF_FORM = "form"
"""The detail of a content control of a form of wsisc."""
_PLACES_FROM_FURTHEST = ("deleted", "hidden row", "text box", "placeholder", "table of contents")
_INK_CONTENT = f"{W14}contentPart"

type PartReader = Callable[[str], bytes]


@dataclass
class ComponentFinder:
    """Walks through the XML of a part at a place, and collects components.

    `read_part` returns the bytes of another part, or b"". A link counts once for each paragraph in which words or
    images lead to its address: programs split and join links.
    """

    place: str
    relationships: Mapping[str, Relationship]
    styles: Styles
    read_part: PartReader
    bindings: Bindings
    found: list[Component] = field(default_factory=list)
    link_texts: dict[tuple[etree._Element | None, str, str], list[str]] = field(default_factory=dict)
    open_fields: list[Field] = field(default_factory=list)
    enclosing_places: list[tuple[etree._Element, str]] = field(default_factory=list)
    open_links: list[tuple[etree._Element, str]] = field(default_factory=list)
    open_paragraphs: list[etree._Element] = field(default_factory=list)
    is_hidden: bool = False
    drawn_ids: defaultdict[etree._Element, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, root: etree._Element) -> Iterator[Component]:
        """Yield the components of a part, links first."""
        walk = etree.iterwalk(root, events=("start", "end"), tag="*")
        for event, element in walk:
            if event == "end":
                self._on_end(element)
            elif renderings.is_alternative(element):
                walk.skip_subtree()
            else:
                self._on_start(element)
        for (_, address, place), texts in self.link_texts.items():
            yield Component(ComponentKind.LINK, address, one_line("".join(texts)), "", place)
        yield from self.found

    def _add(self, kind: ComponentKind, name: str, text: str = "", detail: str = "", place: str = "") -> None:
        self.found.append(Component(kind, name, text, detail, place or self._current_place()))

    def _add_descriptions(self, found: Iterable[tuple[str, str]]) -> None:
        for name, text in found:
            self._add(ComponentKind.DESCRIPTION, name, text)

    def _current_place(self) -> str:
        """Return the place of the current element: of all places around it, the one furthest from the text."""
        places = [place for _, place in self.enclosing_places]
        return next((each for each in _PLACES_FROM_FURTHEST if each in places), self.place)

    def _on_start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if place := _element_place(element):
            self.enclosing_places.append((element, place))
        if tag in LETTERS:
            self._add_letters(element.text or "")
        elif tag in _SIGN_ELEMENTS:
            self._add_letters("•")
        elif tag in runs.NOTE_REFERENCES:
            self._add(ComponentKind.NOTE, runs.note_id(element), place="hidden" if self.is_hidden else "")
        elif tag in _ELEMENT_FIELDS:
            self._add(ComponentKind.FIELD, _ELEMENT_FIELDS[tag], etree.QName(tag).localname, WITHOUT_WORDS)
        elif method := _START_HANDLERS.get(tag):
            method(self, element)
        elif tag.startswith(V) and element.get("href"):
            self._add_shape_link(element.get("href", ""), element)

    def _on_end(self, element: etree._Element) -> None:
        for stack in (self.enclosing_places, self.open_links):
            if stack and stack[-1][0] is element:
                stack.pop()
        if self.open_paragraphs and self.open_paragraphs[-1] is element:
            self.open_paragraphs.pop()
        if element.tag == f"{W}r":
            self.is_hidden = False

    def _on_paragraph(self, element: etree._Element) -> None:
        self.open_paragraphs.append(element)

    def _on_run(self, element: etree._Element) -> None:
        properties = element.find(f"{W}rPr")
        style = value(self.open_paragraphs[-1].find(f"{W}pPr"), "pStyle") if self.open_paragraphs else ""
        run_style = self.styles.by_id.get(value(properties, "rStyle"))
        marks = {**self.styles.default_marks, **self.styles.get(style).marks}
        marks |= {**(run_style.marks if run_style else {}), **read_marks(properties)}
        self.is_hidden = marks.get("hidden", False)

    def _on_hyperlink(self, element: etree._Element) -> None:
        address = link_address(self.relationships, element.get(f"{R}id", ""), element.get(f"{W}anchor", ""))
        self.open_links.append((element, address))
        self._add_descriptions(descriptions.read_link(element))

    def _on_table(self, element: etree._Element) -> None:
        self._add_descriptions(descriptions.read_table(element))

    def _on_simple_field(self, element: etree._Element) -> None:
        self._add_field(element.get(f"{W}instr", ""), element)

    def _on_equation(self, element: etree._Element) -> None:
        if not is_within(element, f"{M}oMath"):
            self._add(ComponentKind.EQUATION, "".join(each.text or "" for each in element.iter(f"{M}t")))

    def _on_image(self, element: etree._Element) -> None:
        drawing = next(reversed(list(element.iterancestors(*_DRAWINGS))), element)
        drawn_ids = self.drawn_ids[drawing]
        ids = [element.get(f"{R}{name}", "") for name in ("embed", "link", "id", "href")]
        found = [each for each in dict.fromkeys(ids) if each in self.relationships]
        internal = [each for each in found if not self.relationships[each].is_external]
        for id in (each for each in internal or found if each not in drawn_ids):  # a linked original counts once
            drawn_ids.add(id)
            self._add_image(self.relationships[id], element)
        if element.tag == f"{V}imagedata" and element.get("href"):
            self._add_shape_link(element.get("href", ""), element)

    def _on_shape_link(self, element: etree._Element) -> None:
        self._add_shape_link(link_address(self.relationships, element.get(f"{R}id", ""), ""), element)

    def _on_word_art(self, element: etree._Element) -> None:
        if element.get("string", "").strip():
            self._add(ComponentKind.EMBEDDED, "WordArt", one_line(element.get("string", "")))

    def _on_drawing(self, element: etree._Element) -> None:
        if pictures.is_drawing_only(element):
            is_rule = any(each.get(f"{O}hr") for each in element.iter())
            self._add(ComponentKind.EMBEDDED, "rule" if is_rule else "drawing", pictures.alternative_text(element))
        if not is_within(element, *_DRAWINGS):
            self._add_descriptions(descriptions.read_drawing(element))

    def _on_alternatives(self, element: etree._Element) -> None:
        if element.get(renderings.HIDING_ATTRIBUTE):
            detail = "shown by Word instead of the text for older programs"
            self._add(ComponentKind.EMBEDDED, "drawing", "", detail)

    def _on_control(self, element: etree._Element) -> None:
        control = element.getparent()
        detail = OF_FORM if control is not None and runs.form_field(control) else ""
        for kind in (etree.QName(each).localname for each in element.iterchildren(tag=etree.Element)):
            if kind in _CONTROLS:
                self._add(ComponentKind.FIELD, f"content control ({kind})", "", detail)
        if pair := self.bindings.find_replaced_text(element):
            self._add(ComponentKind.FIELD, BOUND_CONTROL, f'Word shows "{pair[1]}", the file has "{pair[0]}"')

    def _on_ink(self, element: etree._Element) -> None:
        self._add(ComponentKind.EMBEDDED, "drawing", "", "ink")

    def _add_image(self, link: Relationship, element: etree._Element) -> None:
        drawing = next(element.iterancestors(*_DRAWINGS), element)
        if link.is_external:
            self._add(ComponentKind.IMAGE, link.target, pictures.alternative_text(drawing), "linked")
            return
        content = self.read_part(link.target)
        place = "hidden" if self.is_hidden or runs.is_hidden_drawing(drawing) else ""
        place = "shape" if element.tag == f"{V}fill" else place
        type = pictures.describe_image(content, link.target, element)
        self._add(ComponentKind.IMAGE, digest(content), pictures.alternative_text(drawing), type, place)
        self._add_to_link("")

    def _add_letters(self, text: str) -> None:
        """Add letters to the current link."""
        if text.strip():
            self._add_to_link(text)

    def _add_to_link(self, text: str) -> None:
        """Record that the current link has content."""
        if any(not each.is_in_result for each in self.open_fields):
            return
        codes = [each.link for each in reversed(self.open_fields)]
        address = next((each for each in (*codes, *(found for _, found in reversed(self.open_links))) if each), "")
        if address:
            is_note_mark = any(each.is_note_reference for each in self.open_fields)
            place = "mark of another note" if is_note_mark else "hidden" if self.is_hidden else self._current_place()
            self.link_texts.setdefault((self._current_paragraph(), address, place), []).append(text)

    def _add_shape_link(self, address: str, element: etree._Element) -> None:
        if address:
            drawing = next(element.iterancestors(*_DRAWINGS), element)
            place = "shape" if self._current_place() != "deleted" else "deleted"
            key = self._current_paragraph(), address, place
            self.link_texts.setdefault(key, [pictures.alternative_text(drawing)])

    def _current_paragraph(self) -> etree._Element | None:
        return self.open_paragraphs[-1] if self.open_paragraphs else None

    def _add_field(self, code: str, element: etree._Element | None = None) -> None:
        address = fields.parse_link(code)
        self._add_descriptions(descriptions.read_field_code(code) if address else ())
        if address and element is not None:
            self.open_links.append((element, address))
        elif not address and code.split():
            self._add(ComponentKind.FIELD, code.split()[0].upper(), one_line(code))

    def _on_field(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType", "")
        if self.open_fields and kind == "end":
            self._add_field(self.open_fields[-1].instruction)
        elif self.open_fields and not kind:
            self.open_fields[-1].instruction += element.text or ""
        fields.handle_mark(kind, self.open_fields)


_START_HANDLERS: Mapping[str, Callable[[ComponentFinder, etree._Element], None]] = {
    f"{W}p": ComponentFinder._on_paragraph,
    f"{W}r": ComponentFinder._on_run,
    f"{W}hyperlink": ComponentFinder._on_hyperlink,
    f"{W}fldSimple": ComponentFinder._on_simple_field,
    f"{W}fldChar": ComponentFinder._on_field,
    f"{W}instrText": ComponentFinder._on_field,
    f"{M}oMath": ComponentFinder._on_equation,
    f"{A}blip": ComponentFinder._on_image,
    f"{_SVG_NAMESPACE}svgBlip": ComponentFinder._on_image,
    f"{V}imagedata": ComponentFinder._on_image,
    f"{V}fill": ComponentFinder._on_image,
    f"{A}hlinkClick": ComponentFinder._on_shape_link,
    f"{A}hlinkHover": ComponentFinder._on_shape_link,
    f"{V}textpath": ComponentFinder._on_word_art,
    f"{W}drawing": ComponentFinder._on_drawing,
    f"{W}pict": ComponentFinder._on_drawing,
    f"{W}object": ComponentFinder._on_drawing,
    f"{W}sdtPr": ComponentFinder._on_control,
    f"{W}tblPr": ComponentFinder._on_table,
    f"{W}contentPart": ComponentFinder._on_ink,
    _INK_CONTENT: ComponentFinder._on_ink,
    f"{MC}AlternateContent": ComponentFinder._on_alternatives,
}


def _element_place(element: etree._Element) -> str:
    """Return the place that an element establishes for its content, or "" if it keeps the place around it."""
    is_row = element.tag == f"{W}tr"
    if element.tag in _DELETED or (is_row and any(element.find(f"{W}trPr/{tag}") is not None for tag in _DELETED)):
        return "deleted"
    if element.tag in runs.TEXT_BOXES:
        return "text box"
    if surroundings.is_hidden_row(element):
        return "hidden row"
    if element.tag == f"{W}sdtContent" and is_on(element.find(f"../{W}sdtPr/{W}showingPlcHdr")):
        control = element.getparent()
        return "" if control is not None and runs.form_field(control) else "placeholder"
    return "table of contents" if out_of_flow.is_table_of_contents(element) else ""

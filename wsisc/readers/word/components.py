"""The parts of a Word file -> their components: links, images, note references, equations, fields; those not read.

ECMA-376-1, 17 and 20. This walk is independent of `reader`, and finds everything once more, so that nothing gets lost.
A relationship of an unknown kind (ECMA-376-2, 9) is an embedded part: so anything that a later version of Word embeds
is reported.

Words that are on no page are components too: tooltips, which Word shows at the pointer, and titles and alternative
texts, which it reads aloud. The alternative text of an image belongs to the image.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from lxml import etree

from wsisc.calls import locale
from wsisc.document.provenance import digest
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import renderings
from wsisc.ooxml.names import LETTERS, MC, W14, WP, A, M, O, R, V, W, is_on, is_within, value
from wsisc.ooxml.relationships import Relationship, link_address
from wsisc.ooxml.word_archive import WordArchive
from wsisc.readers.word import fields, independent_count, out_of_flow, runs, threads, visibility
from wsisc.readers.word.bindings import Bindings
from wsisc.readers.word.content import Component, ComponentKind, Paragraph, Run, WordContent, all_paragraphs
from wsisc.readers.word.fields import Field
from wsisc.readers.word.origins import NOWHERE, PartOrigins
from wsisc.readers.word.styles import Styles, read_marks
from wsisc.text.words import one_line

CROPPED = ", cropped"
"""The end of an image's detail if Word shows only part of it."""
_SIGNATURES = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF",
    b"\xd7\xcd\xc6\x9a": "WMF",
}  # fmt: skip
_SIDES = ("left", "top", "right", "bottom")

_TOOLTIP = re.compile(r'\\o\s+"([^"]*)"', re.IGNORECASE)
# Groups of drawings, each with a text of its own; a single drawing has the text of the whole.
_DRAWING_GROUPS = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordprocessing{name}}}{tag}"
    for name, tag in (("Group", "wgp"), ("Group", "grpSp"), ("Canvas", "wpc"))
)


class DescriptionKind(StrEnum):
    """What words that are on no page belong to, as reports name it."""

    ALTERNATIVE_TEXT = t("alternative text")
    BUILDING_BLOCK = t("building block")
    UNREADABLE_BLOCKS = t("building blocks")
    LINK_PLACE = t("place in the document of a link")
    TABLE_DESCRIPTION = t("description of a table")
    TABLE_TITLE = t("title of a table")
    TOOLTIP = t("tooltip of a link")
    VARIABLES = t("variables of the document")


_TABLE_DESCRIPTIONS = {
    f"{W}tblCaption": DescriptionKind.TABLE_TITLE,
    f"{W}tblDescription": DescriptionKind.TABLE_DESCRIPTION,
}


type _Descriptions = Iterator[tuple[DescriptionKind, str]]
"""Pairs of the kind of the words, and the words."""

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

    `read_part` returns the bytes of another part, or b"". `origins` has the addresses in the part, if it has some. A
    link counts once for each paragraph in which words or images lead to its address: programs split and join links.
    """

    place: str
    relationships: Mapping[str, Relationship]
    styles: Styles
    read_part: PartReader
    bindings: Bindings
    origins: PartOrigins | None = None
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
        for (paragraph, address, place), texts in self.link_texts.items():
            origin = self._origin_of(paragraph)
            yield Component(ComponentKind.LINK, address, one_line("".join(texts)), "", place, origin)
        yield from self.found

    def _add(self, kind: ComponentKind, name: str, text: str = "", detail: str = "", place: str = "") -> None:
        origin = self._origin_of(self._current_paragraph())
        self.found.append(Component(kind, name, text, detail, place or self._current_place(), origin))

    def _add_descriptions(self, found: Iterable[tuple[str, str]]) -> None:
        for name, text in found:
            self._add(ComponentKind.DESCRIPTION, name, text)

    def _current_place(self) -> str:
        """Return the place of the current element: of all places around it, the one furthest from the text."""
        places = [place for _, place in self.enclosing_places]
        return next((place for place in _PLACES_FROM_FURTHEST if place in places), self.place)

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
        self._add_descriptions(_read_link(element))

    def _on_table(self, element: etree._Element) -> None:
        self._add_descriptions(_read_table(element))

    def _on_simple_field(self, element: etree._Element) -> None:
        self._add_field(element.get(f"{W}instr", ""), element)

    def _on_equation(self, element: etree._Element) -> None:
        if not is_within(element, f"{M}oMath"):
            self._add(ComponentKind.EQUATION, "".join(text.text or "" for text in element.iter(f"{M}t")))

    def _on_image(self, element: etree._Element) -> None:
        drawing = next(reversed(list(element.iterancestors(*_DRAWINGS))), element)
        drawn_ids = self.drawn_ids[drawing]
        ids = [element.get(f"{R}{name}", "") for name in ("embed", "link", "id", "href")]
        found = [id for id in dict.fromkeys(ids) if id in self.relationships]
        internal = [id for id in found if not self.relationships[id].is_external]
        for id in (id for id in internal or found if id not in drawn_ids):  # a linked original counts once
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
        if _is_drawing_only(element):
            is_rule = any(inner.get(f"{O}hr") for inner in element.iter())
            self._add(ComponentKind.EMBEDDED, "rule" if is_rule else "drawing", _alternative_text(element))
        if not is_within(element, *_DRAWINGS):
            self._add_descriptions(_read_drawing(element))

    def _on_alternatives(self, element: etree._Element) -> None:
        if element.get(renderings.HIDING_ATTRIBUTE):
            detail = "shown by Word instead of the text for older programs"
            self._add(ComponentKind.EMBEDDED, "drawing", "", detail)

    def _on_control(self, element: etree._Element) -> None:
        control = element.getparent()
        detail = OF_FORM if control is not None and runs.form_field(control) else ""
        for kind in (etree.QName(child).localname for child in element.iterchildren(tag=etree.Element)):
            if kind in _CONTROLS:
                self._add(ComponentKind.FIELD, f"content control ({kind})", "", detail)
        if pair := self.bindings.find_replaced_text(element):
            self._add(ComponentKind.FIELD, BOUND_CONTROL, f'Word shows "{pair[1]}", the file has "{pair[0]}"')

    def _on_ink(self, element: etree._Element) -> None:
        self._add(ComponentKind.EMBEDDED, "drawing", "", "ink")

    def _add_image(self, link: Relationship, element: etree._Element) -> None:
        drawing = next(element.iterancestors(*_DRAWINGS), element)
        if link.is_external:
            self._add(ComponentKind.IMAGE, link.target, _alternative_text(drawing), "linked")
            return
        content = self.read_part(link.target)
        place = "hidden" if self.is_hidden or runs.is_hidden_drawing(drawing) else ""
        place = "shape" if element.tag == f"{V}fill" else place
        type = _describe_image(content, link.target, element)
        self._add(ComponentKind.IMAGE, digest(content), _alternative_text(drawing), type, place)
        self._add_to_link("")

    def _add_letters(self, text: str) -> None:
        """Add letters to the current link."""
        if text.strip():
            self._add_to_link(text)

    def _add_to_link(self, text: str) -> None:
        """Record that the current link has content."""
        if any(not open_field.is_in_result for open_field in self.open_fields):
            return
        codes = [field.link for field in reversed(self.open_fields)]
        address = next((link for link in (*codes, *(address for _, address in reversed(self.open_links))) if link), "")
        if address:
            is_note_mark = any(open_field.is_note_reference for open_field in self.open_fields)
            place = "mark of another note" if is_note_mark else "hidden" if self.is_hidden else self._current_place()
            self.link_texts.setdefault((self._current_paragraph(), address, place), []).append(text)

    def _add_shape_link(self, address: str, element: etree._Element) -> None:
        if address:
            drawing = next(element.iterancestors(*_DRAWINGS), element)
            place = "shape" if self._current_place() != "deleted" else "deleted"
            key = self._current_paragraph(), address, place
            self.link_texts.setdefault(key, [_alternative_text(drawing)])

    def _current_paragraph(self) -> etree._Element | None:
        return self.open_paragraphs[-1] if self.open_paragraphs else None

    def _origin_of(self, paragraph: etree._Element | None) -> int:
        """Return the address of a paragraph, or of the one that its text box is in."""
        if paragraph is None or self.origins is None:
            return NOWHERE
        return self.origins.start_of(next(reversed([*paragraph.iterancestors(f"{W}p")]), paragraph))

    def _add_field(self, code: str, element: etree._Element | None = None) -> None:
        address = fields.parse_link(code)
        self._add_descriptions(_read_field_code(code) if address else ())
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
    if visibility.is_hidden_row(element):
        return "hidden row"
    if element.tag == f"{W}sdtContent" and is_on(element.find(f"../{W}sdtPr/{W}showingPlcHdr")):
        control = element.getparent()
        return "" if control is not None and runs.form_field(control) else "placeholder"
    return "table of contents" if out_of_flow.is_table_of_contents(element) else ""


def _read_link(link: etree._Element) -> _Descriptions:
    """Yield the tooltip and the target location of a link if they differ from its words."""
    words = one_line(independent_count.flow_text(link))
    for kind, name in ((DescriptionKind.TOOLTIP, "tooltip"), (DescriptionKind.LINK_PLACE, "docLocation")):
        text = one_line(link.get(f"{W}{name}", ""))
        if text and text != words:
            yield kind, text


def _read_field_code(code: str) -> _Descriptions:
    """Yield the tooltip in the code of a HYPERLINK field."""
    if (match := _TOOLTIP.search(code)) and match[1].strip():
        yield DescriptionKind.TOOLTIP, one_line(match[1])


def _read_table(properties: etree._Element) -> _Descriptions:
    """Yield the title and the description of a table from its properties, but no title that wsisc sets."""
    for description in properties.iterchildren(*_TABLE_DESCRIPTIONS):
        text = one_line(description.get(f"{W}val", ""))
        is_own = description.tag == f"{W}tblCaption" and text.rpartition(" ")[2].isdecimal() and _is_own_title(text)
        if text and not is_own:
            yield _TABLE_DESCRIPTIONS[str(description.tag)], text


def _is_own_title(text: str) -> bool:
    word = text.rpartition(" ")[0]
    return any(locale.load(code).wording["table"] == word for code in resources.names("templates/locales", ".yaml"))


def _read_drawing(drawing: etree._Element) -> _Descriptions:
    """Yield the titles and alternative texts of a drawing, except the one of its image or of the drawing itself."""
    has_image = next(drawing.iter(f"{A}blip", f"{V}imagedata"), None) is not None
    own_text = _alternative_text(drawing) if has_image or _is_drawing_only(drawing) else ""
    found = dict.fromkeys(text for element in drawing.iter() for text in _element_texts(element) if text)
    yield from ((DescriptionKind.ALTERNATIVE_TEXT, text) for text in found if text != own_text)


def _element_texts(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if name == "docPr" or (name == "cNvPr" and is_within(element, *_DRAWING_GROUPS)):
        yield from (one_line(element.get(attribute, "")) for attribute in ("title", "descr"))
    elif str(element.tag).startswith(V):
        yield from (one_line(element.get(attribute, "")) for attribute in ("alt", "title"))


def read_settings(settings: etree._Element) -> _Descriptions:
    """Yield the document variables, which fields may show, as one text."""
    found = [(node.get(f"{W}name", ""), node.get(f"{W}val", "")) for node in settings.iterfind(f"{W}docVars/{W}docVar")]
    if any(character.isalpha() for _, text in found for character in text):
        yield DescriptionKind.VARIABLES, one_line("; ".join(f"{name}: {text}" for name, text in found))


def read_glossary(root: etree._Element) -> _Descriptions:
    """Yield the words of building blocks, which a user may insert; placeholders of empty controls are left out."""
    for block in root.iter(f"{W}docPart"):
        body = block.find(f"{W}docPartBody")
        is_placeholder = value(block.find(f"{W}docPartPr/{W}types"), "type") == "bbPlcHdr"
        if body is not None and not is_placeholder and (text := one_line(independent_count.full_text(body))):
            yield DescriptionKind.BUILDING_BLOCK, text


_PART_PLACES = {"footnotes": "note", "endnotes": "note", "comments": "comment", "header": "header", "footer": "footer"}
_EMBEDDED_KINDS = {
    "chart": "chart",
    "chartEx": "chart",
    "diagramData": "diagram",
    "aFChunk": "embedded document",
    "oleObject": "OLE object",
    "package": "embedded file",
    "control": "ActiveX control",
    "vbaProject": "macros",
}
# Kinds of relationships to parts without visible content, or whose content is found in the XML.
_HARMLESS_KINDS = {
    *("styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "numbering", "customXml"),
    *("footnotes", "endnotes", "header", "footer", "comments", "commentsExtended", "commentsIds", "people"),
    *("commentsExtensible", "documenttasks", "glossaryDocument", "hyperlink", "image", "diagramLayout", "drawing"),
    *("diagramQuickStyle", "diagramColors", "diagramDrawing", "printerSettings", "keyMapCustomizations", "hdphoto"),
    *("attachedTemplate", "attachedToolbars"),
}


def find_components(
    archive: WordArchive,
    relationships: Mapping[str, Relationship],
    roots: Mapping[str, etree._Element],
    styles: Styles,
    read_part: PartReader,
    origins: Mapping[str, PartOrigins],
) -> Iterator[Component]:
    """Yield the components of a file. `roots` are the parts that were read, by kind; "document" is the text.

    `read_part` returns the bytes of a part, `origins` has the addresses in parts by their kinds.
    """
    finder = partial(_create_finder, archive, styles, read_part, Bindings(archive))
    yield from _part_components(roots["document"], finder("text", relationships, origins["document"]))
    for link in archive.find_parts(relationships, _PART_PLACES):
        root = roots.get(link.kind)
        root = archive.read_xml(link.target) if root is None else root
        part_relationships, place = archive.relationships(link.target), _PART_PLACES[link.kind]
        yield from _part_components(root, finder(place, part_relationships, origins.get(link.kind)))
        if link.kind == "comments":
            yield from _comment_components(root)
    texts = [*read_settings(roots["settings"])] if "settings" in roots else []
    for link in archive.find_parts(relationships, ("glossaryDocument",)):
        texts += _read_building_blocks(archive, link.target)
    yield from (Component(ComponentKind.DESCRIPTION, name, text, "", "file") for name, text in texts)


def _read_building_blocks(archive: WordArchive, name: str) -> list[tuple[DescriptionKind, str]]:
    try:
        return list(read_glossary(archive.read_xml(name)))
    except WsiscError as error:  # building blocks are on no page
        return [(DescriptionKind.UNREADABLE_BLOCKS, str(error))]


def _create_finder(
    archive: WordArchive, styles: Styles, read_part: PartReader, bindings: Bindings,
    place: str, relationships: Mapping[str, Relationship], origins: PartOrigins | None
) -> ComponentFinder:  # fmt: skip
    read_or_empty: PartReader = lambda file: read_part(file) if archive.has_part(file) else b""  # noqa: E731
    return ComponentFinder(place, relationships, styles, read_or_empty, bindings, origins)


def _part_components(root: etree._Element, finder: ComponentFinder) -> Iterator[Component]:
    yield from finder.find(root)
    for link in dict.fromkeys(finder.relationships.values()):
        if link.kind not in _HARMLESS_KINDS:
            name = _EMBEDDED_KINDS.get(link.kind, link.kind)
            yield Component(ComponentKind.EMBEDDED, name, "", link.target, finder.place)


def _comment_components(root: etree._Element) -> Iterator[Component]:
    for comment in root.iterchildren(f"{W}comment"):
        text = one_line(independent_count.full_text(comment))
        yield Component(ComponentKind.COMMENT, comment.get(f"{W}id", ""), text, threads.read_author(comment), "comment")


def _describe_image(content: bytes, file: str, element: etree._Element) -> str:
    """Return the type of an image, and whether it is cropped."""
    return _image_type(content, file) + (CROPPED if _is_cropped(element) else "")


def _image_type(content: bytes, file: str) -> str:
    """Return the type of an image by its first bytes ("PNG", "EMF"), otherwise by its file extension."""
    if content[40:44] == b" EMF":
        return "EMF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    known = next((name for sign, name in _SIGNATURES.items() if content.startswith(sign)), "")
    return known or file.rpartition(".")[2].upper()


def _is_cropped(image: etree._Element) -> bool:
    """Return whether Word shows only part of an image (20.1.8.55, or the old form of drawings)."""
    area = next(image.itersiblings(f"{A}srcRect"), None)
    sides = [*(area.attrib.values() if area is not None else ()), *(image.get(f"crop{side}", "") for side in _SIDES)]
    return any(side.strip("0%.f") for side in map(str, sides))


def _is_drawing_only(element: etree._Element) -> bool:
    """Return whether a drawing has no image, words in a box or part of its own: only this reports it."""
    reported = {f"{A}blip", f"{V}imagedata", f"{W}txbxContent", f"{V}textpath", f"{O}OLEObject", f"{W}control"}
    if any(inner.tag in reported for inner in element.iter()):
        return False
    data = next(element.iter(f"{A}graphicData"), None)
    return data is None or not data.get("uri", "").endswith(("/chart", "/chartex", "/diagram"))


def _alternative_text(drawing: etree._Element) -> str:
    """Return the alternative text of a drawing."""
    about = next(drawing.iter(f"{WP}docPr"), None)
    if about is not None:
        return one_line(about.get("descr") or about.get("title") or "")
    return one_line(next((element.get("alt", "") for element in drawing.iter() if element.get("alt")), ""))


READ_KINDS = (ComponentKind.LINK, ComponentKind.IMAGE, ComponentKind.NOTE)
"""The kinds of components that runs contain."""
_FLOW_PLACES = ("text", "note", "deleted")
# Images that no run contains: nothing is fetched, and an SVG accompanies the image for older programs.
_NEVER_READ = ("linked", "SVG")


def find_unread(content: WordContent) -> Iterator[Component]:
    """Yield the components that no run contains."""
    found = all_paragraphs(content.blocks, content.notes)
    read = Counter(key for paragraph in found for key in _paragraph_components(paragraph, content.images))
    for component in sorted(content.components, key=lambda component: component.place not in _FLOW_PLACES):
        if component.kind in READ_KINDS and read[component.kind, component.name] > 0:
            read[component.kind, component.name] -= 1
        else:
            yield component


def is_expected(component: Component) -> bool:
    """Return whether no run can contain a component, because of its place or kind."""
    return component.kind not in READ_KINDS or component.place not in _FLOW_PLACES or component.detail in _NEVER_READ


def run_components(run: Run, images: Mapping[str, bytes]) -> Iterator[tuple[ComponentKind, str]]:
    """Yield the kinds and names of the components in a run."""
    if run.link and (run.text.strip() or run.image):
        yield ComponentKind.LINK, run.link
    if run.image:
        yield ComponentKind.IMAGE, digest(images.get(run.image.file, b""))
    if run.note:
        yield ComponentKind.NOTE, run.note


def _paragraph_components(paragraph: Paragraph, images: Mapping[str, bytes]) -> list[tuple[ComponentKind, str]]:
    """Return the components of a paragraph: the same address once, as in the inventory."""
    found = [key for run in paragraph.runs for key in run_components(run, images)]
    links = dict.fromkeys(key for key in found if key[0] == ComponentKind.LINK)
    return [*links, *(key for key in found if key[0] != ComponentKind.LINK)]

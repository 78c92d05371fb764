"""Bodies of Word files -> one body, with ids and numbers that are unique in the whole file."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from wsisc.ooxml.builders import create_paragraph
from wsisc.ooxml.names import R, W
from wsisc.writers.docx import lists
from wsisc.writers.docx.body import DocxBody

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


class BodyJoiner:
    """Joins the chapters of a Word file; their elements are moved, not copied."""

    def __init__(self) -> None:
        self._whole: DocxBody | None = None
        self._section: etree._Element | None = None
        self._bodies = self._notes = self._bookmarks = 0
        self._list_definitions: dict[bytes, etree._Element] = {}
        """The kinds of lists (`w:abstractNum`), by what they say."""
        self._lists: list[etree._Element] = []
        """The lists (`w:num`)."""

    def add(self, bodies: Sequence[DocxBody], section: etree._Element, is_run_on: bool = False) -> None:
        """Add the bodies of a chapter and the `w:sectPr` of its pages, unless it is run on the pages before."""
        if self._whole and self._section is not None and not is_run_on:
            _end_section(self._whole.document[0], self._section)
        for body in bodies:
            self._append(body)
        self._section = self._section if is_run_on else section

    def finish(self) -> DocxBody:
        """Return the joined body. At least one chapter must have been added."""
        assert self._whole is not None
        assert self._section is not None
        self._whole.document[0].append(self._section)
        numbering = self._whole.numbering
        numbering[:] = [*self._list_definitions.values(), *self._lists]
        lists.set_ids(numbering)
        for tag in (f"{_WP}docPr", f"{_PIC}cNvPr"):
            for number, picture in enumerate(self._whole.document.iter(tag), 1):
                picture.set("id", str(number))
        return self._whole

    def _append(self, body: DocxBody) -> None:
        self._bodies += 1
        self._renumber_notes(body)
        self._renumber_bookmarks(body)
        self._renumber_lists(body)
        self._rename_relationships(body)
        content = body.document[0]
        content.remove(content[-1])
        if self._whole is None:
            self._whole = body
            return
        self._whole.document[0].extend(list(content))
        self._whole.footnotes.extend([note for note in body.footnotes if int(note.get(f"{W}id", "0")) > 0])
        self._whole.relationships.extend(list(body.relationships))

    def _renumber_notes(self, body: DocxBody) -> None:
        """Continue the ids of footnotes, which are unique in the file; the printed numbers depend on the section."""
        references = list(body.document.iter(f"{W}footnoteReference"))
        for each in (*references, *(note for note in body.footnotes if int(note.get(f"{W}id", "0")) > 0)):
            each.set(f"{W}id", str(int(each.get(f"{W}id", "0")) + self._notes))
        self._notes += len(references)

    def _renumber_bookmarks(self, body: DocxBody) -> None:
        count = 0
        for each in body.document.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            count += each.tag == f"{W}bookmarkStart"
            each.set(f"{W}id", str(int(each.get(f"{W}id", "0")) + self._bookmarks))
        self._bookmarks += count

    def _renumber_lists(self, body: DocxBody) -> None:
        """Add the lists that a body uses, and their definitions unless an earlier body has the same."""
        numbers = {each.get(f"{W}numId"): each for each in body.numbering.iter(f"{W}num")}
        kinds = {each.get(f"{W}abstractNumId"): each for each in body.numbering.iter(f"{W}abstractNum")}
        new_ids = {}
        for each in (each for root in (body.document, body.footnotes) for each in root.iter(f"{W}numId")):
            id = each.get(f"{W}val")
            if id not in new_ids and id in numbers:
                new_ids[id] = self._add_list(numbers[id], kinds)
            each.set(f"{W}val", new_ids.get(id, "0"))

    def _add_list(self, instance: etree._Element, kinds: dict[str | None, etree._Element]) -> str:
        """Add a list, and return its new id."""
        kind = instance[0]
        kind.set(f"{W}val", self._add_list_definition(kinds[kind.get(f"{W}val")]))
        self._lists.append(instance)
        id = str(lists.STYLE_LISTS + len(self._lists))
        instance.set(f"{W}numId", id)
        return id

    def _add_list_definition(self, definition: etree._Element) -> str:
        """Add a list definition unless there is an equal one, and return its new id."""
        content = deepcopy(definition)
        content.attrib.clear()
        for nsid in content.findall(f"{W}nsid"):
            content.remove(nsid)
        kind = self._list_definitions.setdefault(etree.tostring(content, method="c14n"), definition)
        if kind is definition:
            definition.set(f"{W}abstractNumId", str(lists.STYLE_LISTS + len(self._list_definitions)))
        return str(kind.get(f"{W}abstractNumId"))

    def _rename_relationships(self, body: DocxBody) -> None:
        """Keep the relationships that are used, under ids that no other body has."""
        used = [
            relationship for root in (body.document, body.footnotes) for relationship in body.used_relationships(root)
        ]
        body.relationships[:] = list({relationship.get("Id"): relationship for relationship in used}.values())
        for relationship in body.relationships:
            relationship.set("Id", f"{relationship.get('Id')}-{self._bodies}")
        for root in (body.document, body.footnotes):
            for each in root.iter(f"{W}hyperlink"):
                if id := each.get(f"{R}id"):
                    each.set(f"{R}id", f"{id}-{self._bodies}")


def _end_section(body: etree._Element, section: etree._Element) -> None:
    """End a section with the last paragraph of a body, or with an empty paragraph if a table is last."""
    last = body[-1]
    if last.tag != f"{W}p":
        last = create_paragraph("BetweenTables")
        body.append(last)
    properties = last.find(f"{W}pPr")
    assert properties is not None
    properties.append(section)

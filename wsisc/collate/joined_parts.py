"""Bodies of Word files -> one body: what each of them counts by itself is counted through."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from wsisc.writers import docx

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


class BodyJoiner:
    """Chapters of a Word file, joined one after another; the elements are moved, not copied."""

    def __init__(self) -> None:
        self._whole: docx.DocxBody | None = None
        self._section: etree._Element | None = None
        self._bodies = self._notes = self._bookmarks = 0
        self._list_definitions: dict[bytes, etree._Element] = {}
        """The kinds of lists (`w:abstractNum`), by what they say."""
        self._lists: list[etree._Element] = []
        """The lists (`w:num`)."""

    def add(self, bodies: Sequence[docx.DocxBody], section: etree._Element, is_run_on: bool = False) -> None:
        """Add the bodies of a chapter, and the `w:sectPr` of its pages; one that runs on has that of the one before."""
        if self._whole and self._section is not None and not is_run_on:
            _end_section(self._whole.document[0], self._section)
        for body in bodies:
            self._append(body)
        self._section = self._section if is_run_on else section

    def finish(self) -> docx.DocxBody:
        """Return the whole. There must be a chapter."""
        assert self._whole is not None
        assert self._section is not None
        self._whole.document[0].append(self._section)
        numbering = self._whole.numbering
        numbering[:] = [*self._list_definitions.values(), *self._lists]
        for number, nsid in enumerate(numbering.iter(f"{_W}nsid"), 1):
            nsid.set(f"{_W}val", f"{number:08X}")
        for number, picture in enumerate(self._whole.document.iter(f"{_WP}docPr"), 1):
            picture.set("id", str(number))
        for number, picture in enumerate(self._whole.document.iter(f"{_PIC}cNvPr"), 1):
            picture.set("id", str(number))
        return self._whole

    def _append(self, body: docx.DocxBody) -> None:
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
        self._whole.footnotes.extend([note for note in body.footnotes if int(note.get(f"{_W}id", "0")) > 0])
        self._whole.relationships.extend(list(body.relationships))

    def _renumber_notes(self, body: docx.DocxBody) -> None:
        """Number the notes on from those before: ids are the file's, what is shown is the section's."""
        called = list(body.document.iter(f"{_W}footnoteReference"))
        for each in (*called, *(note for note in body.footnotes if int(note.get(f"{_W}id", "0")) > 0)):
            each.set(f"{_W}id", str(int(each.get(f"{_W}id", "0")) + self._notes))
        self._notes += len(called)

    def _renumber_bookmarks(self, body: docx.DocxBody) -> None:
        count = 0
        for each in body.document.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
            count += each.tag == f"{_W}bookmarkStart"
            each.set(f"{_W}id", str(int(each.get(f"{_W}id", "0")) + self._bookmarks))
        self._bookmarks += count

    def _renumber_lists(self, body: docx.DocxBody) -> None:
        """Take the lists that a body uses, and those of their kinds that no body before has used."""
        numbers = {each.get(f"{_W}numId"): each for each in body.numbering.iter(f"{_W}num")}
        kinds = {each.get(f"{_W}abstractNumId"): each for each in body.numbering.iter(f"{_W}abstractNum")}
        taken: dict[str | None, str] = {}
        for each in (each for root in (body.document, body.footnotes) for each in root.iter(f"{_W}numId")):
            id = each.get(f"{_W}val")
            if id not in taken and id in numbers:
                taken[id] = self._add_list(numbers[id], kinds)
            each.set(f"{_W}val", taken.get(id, "0"))

    def _add_list(self, number: etree._Element, kinds: dict[str | None, etree._Element]) -> str:
        """Take a list, and return the id that it has here."""
        kind = number[0]
        kind.set(f"{_W}val", self._add_list_definition(kinds[kind.get(f"{_W}val")]))
        self._lists.append(number)
        id = str(len(self._lists))
        number.set(f"{_W}numId", id)
        return id

    def _add_list_definition(self, definition: etree._Element) -> str:
        """Take a kind of list, unless it is here already, and return the id that it has here."""
        said = deepcopy(definition)
        said.attrib.clear()
        for nsid in said.findall(f"{_W}nsid"):
            said.remove(nsid)
        kind = self._list_definitions.setdefault(etree.tostring(said, method="c14n"), definition)
        if kind is definition:
            definition.set(f"{_W}abstractNumId", str(len(self._list_definitions)))
        return str(kind.get(f"{_W}abstractNumId"))

    def _rename_relationships(self, body: docx.DocxBody) -> None:
        """Keep the links that are used, under names that no other body has."""
        used = [
            link
            for root in (body.document, body.footnotes)
            for link in docx.used_relationships(body.relationships, root)
        ]
        body.relationships[:] = list({link.get("Id"): link for link in used}.values())
        for link in body.relationships:
            link.set("Id", f"{link.get('Id')}-{self._bodies}")
        for root in (body.document, body.footnotes):
            for each in root.iter(f"{_W}hyperlink"):
                if id := each.get(f"{_R}id"):
                    each.set(f"{_R}id", f"{id}-{self._bodies}")


def _end_section(body: etree._Element, section: etree._Element) -> None:
    """End a section with the last paragraph of a body; where a table stands there, with an empty one."""
    last = body[-1]
    if last.tag != f"{_W}p":
        last = etree.SubElement(body, f"{_W}p")
        properties = etree.SubElement(last, f"{_W}pPr")
        etree.SubElement(properties, f"{_W}pStyle", {f"{_W}val": "BetweenTables"})
    properties_ = last.find(f"{_W}pPr")
    assert properties_ is not None
    properties_.append(section)

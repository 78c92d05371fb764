"""Pandoc's package -> the document, footnotes and numbering of a Word file, in the styles of the theme."""

import io
import zipfile
from copy import deepcopy

from lxml import etree

from wsisc import theme
from wsisc.ooxml.names import R, W
from wsisc.writers.docx import list_styles, theme_styles
from wsisc.writers.markdown import SOFT_HYPHEN


class DocxBody:
    """The parts of Pandoc's package that are used: document, footnotes, numbering and relationships."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.document = etree.fromstring(archive.read("word/document.xml"))
            self.footnotes = etree.fromstring(archive.read("word/footnotes.xml"))
            self.numbering = etree.fromstring(archive.read("word/numbering.xml"))
            self.relationships = etree.fromstring(archive.read("word/_rels/document.xml.rels"))

    def apply_theme(self, look: theme.Theme, table_word: str = "Table") -> None:
        """Replace Pandoc's styles, ids and tables by those of the theme. Tables are `table_word` 1, 2, 3."""
        styles_of_lists = list_styles.find_styles(self.numbering)
        for root in (self.document, self.footnotes):
            theme_styles.separate_tables(root)
            for paragraph in root.iter(f"{W}p"):
                theme_styles.style_paragraph(paragraph, root is self.footnotes, look, styles_of_lists)
            for text in [text for text in root.iter(f"{W}t") if SOFT_HYPHEN in (text.text or "")]:
                _restore_soft_hyphens(text)
            theme_styles.join_runs(root)
        tables = [table for root in (self.document, self.footnotes) for table in root.iter(f"{W}tbl")]
        for number, table in enumerate(tables, 1):
            theme_styles.style_table(table, theme.text_width(look), f"{table_word} {number}")
        self._renumber_footnotes()
        list_styles.style_bullets(self.numbering)
        list_styles.set_ids(self.numbering)
        _move_bookmarks_into_headings(self.document)

    def set_page(self, section: str) -> None:
        """Replace Pandoc's page by a `w:sectPr`."""
        body = self.document[0]
        body.replace(body[-1], etree.fromstring(section))

    def used_relationships(self, root: etree._Element) -> list[etree._Element]:
        """Return copies of the relationships that hyperlinks under `root`, document or footnotes, use."""
        used = {element.get(f"{R}id") for element in root.iter(f"{W}hyperlink")}
        return [deepcopy(relationship) for relationship in self.relationships if relationship.get("Id") in used]

    def _renumber_footnotes(self) -> None:
        """Number the footnotes 1, 2, 3 ... in the order of their references."""
        references = list(self.document.iter(f"{W}footnoteReference"))
        numbers = {reference.get(f"{W}id"): str(number) for number, reference in enumerate(references, 1)}
        for reference in references:
            reference.set(f"{W}id", numbers[reference.get(f"{W}id")])
        notes = {note.get(f"{W}id"): note for note in self.footnotes}
        for id, number in numbers.items():
            notes[id].set(f"{W}id", number)
        self.footnotes[:] = sorted(self.footnotes, key=lambda note: int(note.get(f"{W}id", "0")))


def _restore_soft_hyphens(text: etree._Element) -> None:
    first, *others = (text.text or "").split(SOFT_HYPHEN)
    text.text = first
    for words in reversed(others):
        following = deepcopy(text)
        following.text = words
        text.addnext(following)
        text.addnext(etree.Element(f"{W}softHyphen"))


def _move_bookmarks_into_headings(document: etree._Element) -> None:
    """Move each bookmark into its heading, where Word and other programs keep it, and renumber the ids."""
    ends = {end.get(f"{W}id"): end for end in document.iter(f"{W}bookmarkEnd")}
    for number, start in enumerate(list(document.iter(f"{W}bookmarkStart"))):
        end = ends[start.get(f"{W}id")]
        heading = start.getnext()
        start.set(f"{W}id", str(number))
        end.set(f"{W}id", str(number))
        if heading is not None and heading.tag == f"{W}p":
            heading.insert(1, start)
            heading.append(end)

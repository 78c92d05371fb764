"""Pandoc's package -> the document, footnotes and numbering of a Word file, in the styles of the theme.

Pandoc's lists become lists in Word's named styles, without definitions that nothing uses. The lists 1 and 2 are those
of the styles List Number and List Bullet (templates/docx/lists.xml): who applies the style in Word gets a list. Every
other list is one of the document.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from copy import deepcopy
from zlib import crc32

from lxml import etree

from wsisc import theme
from wsisc.messages import resources
from wsisc.ooxml.names import R, W, value
from wsisc.writers.docx import theme_styles
from wsisc.writers.markdown import SOFT_HYPHEN

STYLE_LISTS = 2
"""The number of lists that belong to styles: the ids up to it are theirs."""
_BULLET = "•"
_STYLES = {"bullet": "ListBullet", "": "ListContinue"}


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
        styles_of_lists = find_styles(self.numbering)
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
        style_bullets(self.numbering)
        set_ids(self.numbering)
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


def find_styles(numbering: etree._Element) -> dict[str, str]:
    """Return the style of each list by its id: ListNumber, ListBullet, or ListContinue where it has no sign."""
    styles = {}
    for definition in numbering.iter(f"{W}abstractNum"):
        format, text, _ = _describe(definition)[0]
        styles[definition.get(f"{W}abstractNumId")] = _STYLES.get(format if text.strip() else "", "ListNumber")
    return {num.get(f"{W}numId", ""): styles[num[0].get(f"{W}val")] for num in numbering.iter(f"{W}num")}


def style_bullets(numbering: etree._Element) -> None:
    """Set the bullet that the PDF and the page use too, in the font of the text."""
    for level in numbering.iter(f"{W}lvl"):
        format, text, run = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "rPr"))
        if format is not None and format.get(f"{W}val") == "bullet" and text is not None:
            if (text.get(f"{W}val") or "").strip():
                text.set(f"{W}val", _BULLET)
            if run is not None:
                level.remove(run)


def set_ids(numbering: etree._Element) -> None:
    """Set an id that equal lists of all documents share: Word compares it where a list is pasted.

    Pandoc writes nine digits for a list that starts at 1,000, and eight are allowed.
    """
    for definition in numbering.iter(f"{W}abstractNum"):
        levels = b"".join(etree.tostring(level, method="c14n") for level in definition.iter(f"{W}lvl"))
        for nsid in definition.iter(f"{W}nsid"):
            nsid.set(f"{W}val", f"{crc32(levels):08X}")


def complete(numbering: etree._Element, roots: Iterable[etree._Element]) -> None:
    """Add the lists of the styles, and remove the lists and definitions that no paragraph under `roots` uses."""
    used = {reference.get(f"{W}val") for root in roots for reference in root.iter(f"{W}numId")}
    lists = [num for num in numbering.iter(f"{W}num") if num.get(f"{W}numId") in used]
    of_styles = etree.fromstring(resources.text("templates/docx/lists.xml").encode())
    known = {tuple(_describe(kind)): kind.get(f"{W}abstractNumId") for kind in of_styles.iter(f"{W}abstractNum")}
    same = {
        definition.get(f"{W}abstractNumId"): known[key]
        for definition in numbering.iter(f"{W}abstractNum")
        if (key := tuple(_describe(definition))) in known
    }
    _use_definitions(lists, same)
    needed = {num[0].get(f"{W}val") for num in lists}
    own = [kind for kind in numbering.iter(f"{W}abstractNum") if kind.get(f"{W}abstractNumId") in needed]
    numbering[:] = [
        *of_styles.iterfind(f"{W}abstractNum"),
        *(definition for definition in own if definition.get(f"{W}abstractNumId") not in same),
        *of_styles.iterfind(f"{W}num"),
        *lists,
    ]


def _use_definitions(lists: Iterable[etree._Element], replaced: Mapping[str | None, str | None]) -> None:
    for num in lists:
        definition = num[0]
        if new := replaced.get(definition.get(f"{W}val")):
            definition.set(f"{W}val", new)


def _describe(definition: etree._Element) -> list[tuple[str, str, str]]:
    """Return the format, the sign and the first number of each level of a list."""
    return [
        (value(level, "numFmt"), value(level, "lvlText"), value(level, "start") or "1")
        for level in definition.iter(f"{W}lvl")
    ]

"""The content of a Word file and the XML of its parts -> its paragraphs, with the element of each character.

The characters are those that the reader found, without deleted and struck ones: each has its address, which says where
it is in the XML. Only the fields are looked for here, since comments may not begin in their words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from wsisc.importer.account.word_accounting import is_removed
from wsisc.importer.clean import clean_content
from wsisc.ooxml import renderings
from wsisc.ooxml.names import MC, SPACE, W
from wsisc.readers.word import origins
from wsisc.readers.word.content import WordContent, all_paragraphs
from wsisc.readers.word.out_of_flow import is_table_of_contents

_OUTSIDE = (f"{W}txbxContent", f"{MC}Fallback", f"{W}del", f"{W}moveFrom")
_LINK = "HYPERLINK"  # the kind of a field whose words an author writes


class Field(NamedTuple):
    """A field whose words a program sets, such as a date: its first and last run, and the range of its characters."""

    first: etree._Element
    last: etree._Element
    start: int
    end: int


@dataclass(eq=False)
class TextParagraph:
    """A paragraph, its characters, and the element and offset of each; `note` is the note that it is in, as "f2".

    The places change while its runs are split, the characters and their `origins` do not. `fields` are those within it
    except links. `address` is what these origins have in common (`origins.paragraph_of`).
    """

    element: etree._Element
    text: str
    places: list[tuple[etree._Element, int]] = field(repr=False)
    note: str = ""
    fields: list[Field] = field(default_factory=list, repr=False)
    origins: Sequence[int] = ()
    address: int = 0

    @property
    def root(self) -> etree._Element:
        """The root of its part."""
        return self.element.getroottree().getroot()

    def field_at(self, offset: int) -> Field | None:
        """Return the field that has a character, None if there is none."""
        return next((part for part in self.fields if part.start <= offset < part.end), None)


def read_paragraphs(content: WordContent, roots: Mapping[str, etree._Element]) -> Iterator[TextParagraph]:
    """Yield the paragraphs of a text, in order, also those in tables and content controls, then those of its notes.

    `roots` are those of the parts by their kinds, as the package has them: "document", and "footnotes" and "endnotes"
    if there are any.
    """
    characters = _read_characters(content)
    for kind, root in roots.items():
        discarded, first = renderings.find_discarded(root), origins.first_of_part(kind)
        fields = _FieldReader(discarded)
        counted = (
            element for element in root.iter(f"{W}p") if not discarded or discarded.isdisjoint(element.iterancestors())
        )
        for number, element in enumerate(counted):
            address = origins.paragraph_of(first) + number
            paragraph = _locate(element, characters.get(address, ()), discarded)
            paragraph.address = address
            paragraph.fields += fields.read(paragraph)
            note = _note_of(element, kind)
            if not _is_outside(element) and (kind == "document" or note):
                paragraph.note = note
                yield paragraph


def _read_characters(content: WordContent) -> Mapping[int, list[tuple[str, int]]]:
    """Return the characters that an import reads as text, each with its origin, by paragraphs of the file."""
    characters: dict[int, list[tuple[str, int]]] = defaultdict(list)
    marked = clean_content.mark_deletions(content)
    for paragraph in all_paragraphs(marked.blocks, marked.notes):
        for run in paragraph.runs:
            for character, origin in zip(run.text, run.origins, strict=False) if not is_removed(run) else ():
                characters[origins.paragraph_of(origin)].append((character, origin))
    return characters


def _locate(
    element: etree._Element, characters: Sequence[tuple[str, int]], discarded: Set[etree._Element]
) -> TextParagraph:
    """Return a paragraph with the places of its characters, without spaces that Word does not show."""
    shown_at: dict[int, tuple[etree._Element, int]] = {}
    for leaf, start, _ in origins.find_leaves(element, discarded) if characters else ():
        first, end = shown_range(leaf) if leaf.tag == f"{W}t" else (0, 1)
        shown_at.update((start + offset, (leaf, offset)) for offset in range(first, end))
    located = ((character, origin, shown_at.get(origins.offset_of(origin))) for character, origin in characters)
    shown = [(character, origin, place) for character, origin, place in located if place]
    text = "".join(character for character, _, _ in shown)
    places = [place for _, _, place in shown]
    return TextParagraph(element, text, places, origins=[origin for _, origin, _ in shown])


def shown_range(text: etree._Element) -> tuple[int, int]:
    """Return the range of a text that Word shows: without the spaces at its ends, unless they are to be kept."""
    words = text.text or ""
    if text.get(SPACE) == "preserve" or not words.strip():
        return 0, len(words)
    return len(words) - len(words.lstrip()), len(words.rstrip())


def _note_of(paragraph: etree._Element, kind: str) -> str:
    """Return the note that a paragraph of a part of notes is in, as "f2"; "" for the text."""
    name = {"footnotes": "footnote", "endnotes": "endnote"}.get(kind, "")
    note = next(paragraph.iterancestors(f"{W}{name}"), None) if name else None
    return "" if note is None else f"{name[0]}{note.get(f'{W}id', '')}"


def _is_outside(paragraph: etree._Element) -> bool:
    """Return whether a paragraph is in a text box, a deleted row, a table of contents, or in a second rendering."""
    for ancestor in paragraph.iterancestors():
        if ancestor.tag in _OUTSIDE or is_table_of_contents(ancestor):
            return True
        if ancestor.tag == f"{W}tr" and ancestor.find(f"{W}trPr/{W}del") is not None:
            return True
    return False


@dataclass
class _OpenField:
    """A field that has begun: in which paragraph, run and at which offset of its XML, and its code."""

    paragraph: etree._Element
    run: etree._Element
    offset: int
    code: str = ""

    @property
    def kind(self) -> str:
        """The first word of its code, such as "REF"."""
        return "".join(self.code.split()[:1]).upper()


@dataclass
class _FieldReader:
    """Finds the fields of paragraphs, which are read in order; `open_fields` have begun, the innermost last."""

    discarded: Set[etree._Element]
    open_fields: list[_OpenField] = field(default_factory=list)

    def read(self, paragraph: TextParagraph) -> Iterator[Field]:
        """Yield the fields within a paragraph that are no links and in no other field."""
        if next(paragraph.element.iter(f"{W}fldChar"), None) is None:
            return
        leaves = origins.find_leaves(paragraph.element, self.discarded)
        at, ends = 0, {leaf: start + length for leaf, start, length in leaves}
        for element in paragraph.element.iter(etree.Element):
            at = ends.get(element, at)
            if element.tag == f"{W}instrText" and self.open_fields:
                self.open_fields[-1].code += element.text or ""
            elif element.tag == f"{W}fldChar" and (run := element.getparent()) is not None:
                kind = element.get(f"{W}fldCharType", "")
                if kind == "begin":
                    self.open_fields.append(_OpenField(paragraph.element, run, at))
                elif kind == "end" and self.open_fields:
                    yield from self._close(self.open_fields.pop(), paragraph, run, at)

    def _close(self, closed: _OpenField, paragraph: TextParagraph, last: etree._Element, end: int) -> Iterator[Field]:
        is_inner = any(opened.kind != _LINK for opened in self.open_fields)
        if closed.kind != _LINK and closed.paragraph is paragraph.element and not is_inner:
            offsets = [origins.offset_of(origin) for origin in paragraph.origins]
            start, stop = (sum(offset < edge for offset in offsets) for edge in (closed.offset, end))
            yield Field(closed.run, last, start, stop)

"""The XML of a text or of notes -> its paragraphs, with the element and the offset of each character.

Only what an import reads as text: no deleted, struck or hidden words, no codes of fields, no text boxes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml.names import MC, SPACE, M, W, is_on
from wsisc.readers.word.out_of_flow import is_table_of_contents

_DELETED = (f"{W}del", f"{W}moveFrom")
_SKIPPED = {f"{W}pPr", f"{W}rPr", f"{W}txbxContent", f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sdtPr", *_DELETED}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_HIDDEN_LOOKS = ("vanish", "strike", "dstrike", "webHidden")
_OUTSIDE = (f"{W}txbxContent", f"{MC}Fallback", *_DELETED)
_EQUATION = f"{M}oMath"
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

    The places change while its runs are split, the characters do not. `fields` are those within it except links.
    """

    element: etree._Element
    text: str
    places: list[tuple[etree._Element, int]] = field(repr=False)
    note: str = ""
    fields: list[Field] = field(default_factory=list, repr=False)

    @property
    def root(self) -> etree._Element:
        """The root of its part."""
        return self.element.getroottree().getroot()

    def field_at(self, offset: int) -> Field | None:
        """Return the field that has a character, None if there is none."""
        return next((each for each in self.fields if each.start <= offset < each.end), None)


def read_paragraphs(root: etree._Element, note: str = "") -> Iterator[TextParagraph]:
    """Yield the paragraphs of a text, in order, also those in tables and content controls."""
    reader = _Reader()
    for element in root.iter(f"{W}p"):
        if not _is_outside(element):
            yield reader.read(element, note)


def read_notes(root: etree._Element, kind: str) -> Iterator[TextParagraph]:
    """Yield the paragraphs of the notes of a part; `kind` is "footnote" or "endnote"."""
    for note in root.iterchildren(f"{W}{kind}"):
        yield from read_paragraphs(note, f"{kind[0]}{note.get(f'{W}id', '')}")


def shown_range(text: etree._Element) -> tuple[int, int]:
    """Return the range of a text that Word shows: without the spaces at its ends, unless they are to be kept."""
    words = text.text or ""
    if text.get(SPACE) == "preserve" or not words.strip():
        return 0, len(words)
    return len(words) - len(words.lstrip()), len(words.rstrip())


def _is_outside(paragraph: etree._Element) -> bool:
    """Return whether a paragraph is in a text box, a deleted row, a table of contents, or in a second rendering."""
    for each in paragraph.iterancestors():
        if each.tag in _OUTSIDE or is_table_of_contents(each):
            return True
        if each.tag == f"{W}tr" and each.find(f"{W}trPr/{W}del") is not None:
            return True
    return False


@dataclass
class _OpenField:
    """A field that has begun: in which paragraph, run and before which character, its code, and are its words read?"""

    paragraph: etree._Element
    run: etree._Element
    start: int
    code: str = ""
    is_read: bool = False

    @property
    def kind(self) -> str:
        """The first word of its code, such as "REF"."""
        return "".join(self.code.split()[:1]).upper()


@dataclass
class _Reader:
    """Reads paragraphs in order; `open_fields` are those that have begun, the innermost last.

    What is in the code of a field is not read, nor what is in a table of contents, where LibreOffice loses comments.
    """

    open_fields: list[_OpenField] = field(default_factory=list)

    def read(self, element: etree._Element, note: str) -> TextParagraph:
        """Return a paragraph."""
        self._paragraph, self._fields = element, list[Field]()
        self._characters: list[tuple[str, tuple[etree._Element, int]]] = []
        self._read(element)
        text = "".join(text for text, _ in self._characters)
        return TextParagraph(element, text, [place for _, place in self._characters], note, self._fields)

    def _read(self, holder: etree._Element) -> None:
        for child in holder.iterchildren(tag=etree.Element):
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{MC}AlternateContent":
                if len(child):
                    self._read(child[0])
            elif child.tag == f"{W}r":
                self._read_run(child)
            elif child.tag == _EQUATION:
                text = "".join(each.text or "" for each in child.iter(f"{M}t"))
                self._characters += ((character, (child, 0)) for character in text)
            else:
                self._read(child)

    def _read_run(self, run: etree._Element) -> None:
        look = run.find(f"{W}rPr")
        is_hidden = look is not None and any(is_on(look.find(f"{W}{name}")) for name in _HIDDEN_LOOKS)
        for child in run.iterchildren(tag=etree.Element):
            if child.tag == f"{W}fldChar":
                self._read_field_mark(child.get(f"{W}fldCharType", ""), run)
            elif child.tag == f"{W}instrText" and self.open_fields:
                self.open_fields[-1].code += child.text or ""
            elif is_hidden or not all(each.is_read for each in self.open_fields) or child.tag in _SKIPPED:
                continue
            elif child.tag == f"{W}t":
                words, (start, end) = child.text or "", shown_range(child)
                self._characters += ((words[at], (child, at)) for at in range(start, end))
            elif child.tag in _SIGNS:
                self._characters.append((_SIGNS[child.tag], (child, 0)))
            else:
                self._read(child)

    def _read_field_mark(self, kind: str, run: etree._Element) -> None:
        if kind == "begin":
            self.open_fields.append(_OpenField(self._paragraph, run, len(self._characters)))
        elif self.open_fields and kind == "separate":
            self.open_fields[-1].is_read = self.open_fields[-1].kind != "TOC"
        elif self.open_fields and kind == "end":
            self._add_field(self.open_fields.pop(), run)

    def _add_field(self, closed: _OpenField, last: etree._Element) -> None:
        """Keep a field of this paragraph that is in no other one."""
        is_inner = any(each.kind != _LINK for each in self.open_fields)
        if closed.kind != _LINK and closed.paragraph is self._paragraph and not is_inner:
            self._fields.append(Field(closed.run, last, closed.start, len(self._characters)))

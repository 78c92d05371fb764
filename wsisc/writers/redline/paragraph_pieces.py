"""A paragraph of a finished Word file -> its pieces: words, breaks, notes and pictures, and the mark at its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from wsisc.ooxml.names import WP, A, R, W
from wsisc.text.words import find_words, split_atoms

ANNOTATIONS = {f"{W}commentRangeStart", f"{W}commentRangeEnd"}
"""What is between runs where a comment begins and ends."""

REFERENCES = (f"{W}headerReference", f"{W}footerReference")
"""The heads and feet of a section, of which no tracked change says what they were."""

_REFERENCE = f"{W}footnoteReference"
_UNTRACKED = {*ANNOTATIONS, f"{W}commentReference"}
_IGNORED = {f"{W}bookmarkEnd", f"{W}proofErr", f"{W}rPr", f"{W}pPr", f"{W}lastRenderedPageBreak"}

type Canonical = tuple[str, tuple[tuple[str, str], ...], str, tuple["Canonical", ...]]


@dataclass(frozen=True)
class PieceContext:
    """What ids in a part mean: targets of links, digests of pictures, keys and words of footnotes."""

    targets: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    note_words: Mapping[str, str] = field(default_factory=dict)


class Piece(NamedTuple):
    """A word or sign (`text`), something else in a run (`element`), or the mark of a paragraph (`is_mark`).

    `content` is what it is compared by, with `link`, an address or "#" and an anchor; `look` is what its formatting is
    compared by. `properties` are the `w:rPr` of its run, or the `w:pPr` of its paragraph. Only a mark has `bookmarks`,
    and only the reference of a footnote `note_words`, which come and go with it.
    """

    content: str
    link: str
    look: Canonical | None
    text: str = ""
    element: etree._Element | None = None
    properties: etree._Element | None = None
    is_mark: bool = False
    bookmarks: tuple[str, ...] = ()
    note_words: str = ""

    @property
    def key(self) -> tuple[str, object]:
        """What it is compared by: the content, then the link and the formatting."""
        return (self.content, self.marks)

    @property
    def marks(self) -> tuple[str, Canonical | None]:
        """The link and the formatting."""
        return (self.link, self.look)

    @property
    def note_size(self) -> int:
        """The number of words of the footnote that it references."""
        return len(find_words(self.note_words)) if self.note_words else 0

    @property
    def is_annotation(self) -> bool:
        """Whether it is part of a comment, which no tracked change contains."""
        return self.element is not None and self.element.tag in _UNTRACKED


def empty_mark() -> Piece:
    """Return the mark of an empty paragraph between two tables, or after the last one."""
    properties = etree.Element(f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle", {f"{W}val": "BetweenTables"})
    return _read_mark(properties, ())


def read_paragraph(paragraph: etree._Element, context: PieceContext) -> list[Piece]:
    """Return the pieces of a paragraph; the last one is its mark."""
    pieces, bookmarks = list[Piece](), []
    for child in paragraph:
        if child.tag == f"{W}r":
            pieces += _read_run(child, "", context)
        elif child.tag == f"{W}hyperlink":
            link = context.targets.get(child.get(f"{R}id", ""), "") or f"#{child.get(f'{W}anchor', '')}"
            for run in child.iterchildren(f"{W}r"):
                pieces += _read_run(run, link, context)
        elif child.tag == f"{W}bookmarkStart":
            bookmarks.append(child.get(f"{W}name", ""))
        elif child.tag in ANNOTATIONS:
            pieces.append(Piece(f"\0{child.tag} {child.get(f'{W}id')}", "", None, element=child))
        elif child.tag not in _IGNORED:
            raise ValueError(f"{child.tag} in a paragraph")  # the writer of these documents writes none
    return [*pieces, _read_mark(paragraph.find(f"{W}pPr"), tuple(bookmarks))]


def canonical(element: etree._Element | None) -> Canonical | None:
    """Return what an element is compared by: order of attributes, prefixes and hints for fonts do not count."""
    if element is None:
        return None
    children = (canonical(child) for child in element if not _is_hint(child))
    found = tuple(child for child in children if child is not None)
    return (str(element.tag), tuple(sorted(element.attrib.items())), (element.text or "").strip(), found)  # type: ignore[arg-type]


def words_of(element: etree._Element) -> str:
    """Return the words of a part of a document."""
    return " ".join(text.text or "" for text in element.iter(f"{W}t"))


def _is_hint(element: etree._Element) -> bool:
    return element.tag == f"{W}rFonts" and set(element.attrib) <= {f"{W}hint"}


def _read_run(run: etree._Element, link: str, context: PieceContext) -> Iterator[Piece]:
    properties = run.find(f"{W}rPr")
    look = canonical(properties)
    look = look if look and look[-1] else None
    for child in run:
        if child.tag in (f"{W}t", f"{W}delText"):
            for word in split_atoms(child.text or ""):
                yield Piece(word, link, look, word, None, properties)
        elif child.tag not in _IGNORED:
            words = context.note_words.get(child.get(f"{W}id", ""), "") if child.tag == _REFERENCE else ""
            yield Piece(f"\0{_describe(child, context)}", link, look, "", child, properties, note_words=words)


def _describe(element: etree._Element, context: PieceContext) -> str:
    """Return what something other than text is compared by."""
    if element.tag == _REFERENCE:
        return f"note {context.notes.get(element.get(f'{W}id', ''))}"
    if element.tag == f"{W}drawing":
        [extent], [properties] = element.iter(f"{WP}extent"), element.iter(f"{WP}docPr")
        images = [context.pictures.get(blip.get(f"{R}embed", ""), "") for blip in element.iter(f"{A}blip")]
        named = [properties.get(name, "") for name in ("name", "descr")]
        return f"drawing {images} {named} {sorted(extent.attrib.items())} {[node.tag for node in properties.iter()]}"
    return str(canonical(element))


def _read_mark(properties: etree._Element | None, bookmarks: tuple[str, ...]) -> Piece:
    """Return the mark of a paragraph. All are equal except in what no tracked change of properties contains."""
    own = properties if properties is not None else etree.Element(f"{W}pPr")
    section = own.find(f"{W}sectPr")
    heads = [canonical(child) for child in section if child.tag in REFERENCES] if section is not None else None
    content = f"\0mark {canonical(own.find(f'{W}rPr'))} {heads}"
    return Piece(content, "", canonical(properties), "", None, properties, True, bookmarks)

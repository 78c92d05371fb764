"""Pieces of two versions, and what became of each -> paragraphs with tracked changes (ECMA-376, Part 1, 17.13.5).

A paragraph is removed or added with its mark: accepting the removal of a mark joins what is left of its paragraph
with the following one, which keeps its own properties.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import NamedTuple

from lxml import etree

from wsisc.diff.word_changes import WordAction, find_word_changes
from wsisc.ooxml.builders import create_change, ensure_property, mark_deleted
from wsisc.ooxml.names import SPACE, R, W
from wsisc.writers.redline.paragraph_pieces import ANNOTATIONS, REFERENCES, Piece, canonical

_WRAPPERS = {"removed": f"{W}del", "added": f"{W}ins"}
_NOT_IN_CHANGE = (f"{W}rPr", f"{W}sectPr", *REFERENCES)


class PieceChange(NamedTuple):
    """A piece and what became of it; `old` is None if it was added, `new` if it was removed."""

    fate: WordAction
    old: Piece | None
    new: Piece | None

    @property
    def piece(self) -> Piece:
        """The new piece, or the old one if it was removed."""
        piece = self.new or self.old
        assert piece is not None
        return piece


@dataclass(frozen=True)
class Line:
    """The pieces of a paragraph in both versions, the mark at its end, and the names of the bookmarks around all."""

    pieces: tuple[PieceChange, ...]
    mark: PieceChange
    bookmarks: tuple[str, ...] = ()


@dataclass
class RevisionWriter:
    """Writes revisions by an author, with the date of all ("" for none); ids are counted.

    `relate` returns the id of the relationship of a link to an address, `note` the id of the footnote of a reference.
    """

    author: str
    date: str
    relate: Callable[[str], str]
    note: Callable[[PieceChange], str]
    count: int = 0

    def mark_revision(self, tag: str) -> etree._Element:
        """Return a new element that states a revision."""
        self.count += 1
        return create_change(tag, str(self.count), self.author, f"{self.date}T00:00:00Z" if self.date else "")

    def write_lines(self, lines: Sequence[Line]) -> Iterator[etree._Element]:
        """Yield the paragraphs of these lines."""
        for line in lines:
            paragraph = etree.Element(f"{W}p")
            self._write_mark(paragraph, line.mark)
            for link, group in groupby(line.pieces, key=lambda change: change.piece.link):
                self._write_linked(paragraph, link, list(group))
            for name in line.bookmarks:  # around all words, as headings have them
                paragraph.insert(1, etree.Element(f"{W}bookmarkStart", {f"{W}name": name}))
                paragraph.append(etree.Element(f"{W}bookmarkEnd"))
            yield paragraph

    def write_change(self, properties: etree._Element, old: etree._Element | None) -> None:
        """Add the former properties to those of a run, paragraph or table."""
        name = str(properties.tag)
        change = self.mark_revision(f"{name}Change")
        former = etree.SubElement(change, name)
        former.extend(deepcopy(child) for child in (old if old is not None else ()) if child.tag not in _NOT_IN_CHANGE)
        properties.append(change)

    def write_grid_change(self, grid: etree._Element, old: etree._Element) -> None:
        """Add the former grid to that of a table. It names no author: the schema has none."""
        self.count += 1
        change = etree.SubElement(grid, f"{W}tblGridChange", {f"{W}id": str(self.count)})
        change.append(deepcopy(old))

    def _write_mark(self, paragraph: etree._Element, mark: PieceChange) -> None:
        own = mark.piece.properties
        properties = deepcopy(own) if own is not None else etree.Element(f"{W}pPr")
        paragraph.append(properties)
        if mark.fate in _WRAPPERS:
            ensure_property(properties, "rPr").insert(0, self.mark_revision(_WRAPPERS[mark.fate]))
        if mark.old and mark.new and mark.old.look != mark.new.look:
            self._write_former(properties, mark.old.properties)

    def _write_former(self, properties: etree._Element, old: etree._Element | None) -> None:
        """Add the former properties of a paragraph to its own, and those of the section that it ends."""
        former = old if old is not None else etree.Element(f"{W}pPr")
        one, other = (side.find(f"{W}sectPr") for side in (former, properties))
        if one is not None and other is not None and canonical(one) != canonical(other):
            self.write_change(other, one)
        olds, news = (
            [canonical(child) for child in side if child.tag not in _NOT_IN_CHANGE] for side in (former, properties)
        )
        if olds != news:
            self.write_change(properties, former)

    def _write_linked(self, paragraph: etree._Element, link: str, changes: Sequence[PieceChange]) -> None:
        """Write the pieces of one link, or those without one."""
        linked = paragraph
        if link:
            target = {f"{W}anchor": link[1:]} if link.startswith("#") else {f"{R}id": self.relate(link)}
            linked = etree.SubElement(paragraph, f"{W}hyperlink", target)
        for (fate, is_annotation), group in groupby(changes, key=lambda part: (part.fate, part.piece.is_annotation)):
            holder = linked
            if fate in _WRAPPERS and not is_annotation:
                holder = self.mark_revision(_WRAPPERS[fate])
                linked.append(holder)
            for _, run in groupby(group, key=_run_key):
                self._write_run(holder, list(run), fate == "removed")

    def _write_run(self, holder: etree._Element, changes: Sequence[PieceChange], is_removed: bool) -> None:
        first = changes[0]
        element = first.piece.element
        if element is not None and element.tag in ANNOTATIONS:
            holder.append(deepcopy(element))
            return
        run = etree.SubElement(holder, f"{W}r")
        own = first.piece.properties
        if own is not None:
            run.append(deepcopy(own))
        if first.fate == "formatted" and first.old:
            if own is None:
                etree.SubElement(run, f"{W}rPr")
            self.write_change(run[0], first.old.properties)
        if element is None:
            text = etree.SubElement(run, f"{W}t", {SPACE: "preserve"})
            text.text = "".join(change.piece.text for change in changes)
        else:
            run.append(deepcopy(element))
        if element is not None and element.tag == f"{W}footnoteReference":
            run[-1].set(f"{W}id", self.note(first))
        if is_removed:
            mark_deleted(run)


def compare_pieces(old: Sequence[Piece], new: Sequence[Piece]) -> list[PieceChange]:
    """Return what became of each piece of two versions, in order; the fewest words change, also in footnotes.

    Words that got another address are removed and added again: no tracked change says where a link led.
    """
    found = list[PieceChange]()
    for change in find_word_changes(old, new):
        pairs = list(zip_longest(change.old, change.new))
        if change.action != "formatted":
            found += [PieceChange(change.action, *pair) for pair in pairs]
            continue
        for has_same_link, group in groupby(pairs, key=lambda pair: pair[0].link == pair[1].link):
            stretch = list(group)
            if has_same_link:
                found += [PieceChange("formatted", *pair) for pair in stretch]
            else:
                found += [PieceChange("removed", former, None) for former, _ in stretch]
                found += [PieceChange("added", None, current) for _, current in stretch]
    return found


def split_lines(changes: Sequence[PieceChange]) -> list[Line]:
    """Return the paragraphs of these pieces; the last piece is a mark."""
    lines, pieces = list[Line](), list[PieceChange]()
    for change in changes:
        if change.piece.is_mark:
            lines.append(Line(tuple(pieces), change, change.piece.bookmarks))
            pieces = []
        else:
            pieces.append(change)
    assert not pieces
    return lines


def _run_key(change: PieceChange) -> tuple[object, ...]:
    """Return what the pieces of one run have in common: only words are in one run."""
    piece = change.piece
    alone = id(piece.element) if piece.element is not None else 0
    former = canonical(change.old.properties) if change.fate == "formatted" and change.old else None
    return (alone, canonical(piece.properties), change.fate, former)

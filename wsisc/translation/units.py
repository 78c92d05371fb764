"""A submission -> what is to be translated: units of one paragraph, title or the like, with their sentences.

A sentence has the spaces that follow it, so that the sentences of a unit are its text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsisc.lint import word_lists
from wsisc.messages.diagnostic import DataPath
from wsisc.parity import section_digests
from wsisc.source.markup import richtext, tree
from wsisc.source.markup.tree import Inline
from wsisc.source.model import Part, Section, Submission
from wsisc.text.shared import group_values
from wsisc.text.words import is_sentence_end
from wsisc.translation import coded_text
from wsisc.translation.coded_text import Code, Piece, words

_END = re.compile(r"(?<![.!?…؟])[.!?…؟]++[\"”»’')\]]*+\s++(?=[^\s])|[。！？]++[”’」』）]*+\s*+(?=[^\s])")


class Segment(NamedTuple):
    """A sentence: its pieces, and the space after it."""

    pieces: tuple[Piece, ...]
    space: str = ""


PLAIN = -1
"""The number of a unit that is a plain text, such as a title."""


@dataclass(frozen=True)
class Unit:
    """A paragraph, cell, title or the like: its id ("schools.2"), and the path of the text that it is in.

    `number` is that of the paragraph or cell in the text, `PLAIN` for a plain text. `kind` is "title", "name",
    "caption", "alternative", "footnote", or "text".
    """

    id: str
    path: DataPath
    number: int
    kind: str
    segments: tuple[Segment, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        """Its codes, in order."""
        return tuple(piece.code for piece in self.pieces if piece.code and piece.edge != "end")

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its pieces."""
        joined: list[Piece] = []
        for segment in self.segments:
            joined += [*segment.pieces, *([Piece(segment.space)] if segment.space else [])]
        return tuple(joined)


@dataclass(frozen=True)
class UnitGroup:
    """The units of a part or section, or of the cover, the footnotes or the figures, and the groups in it."""

    id: str
    path: DataPath
    name: str
    units: tuple[Unit, ...]
    groups: tuple["UnitGroup", ...] = ()


def list_groups(submission: Submission) -> list[UnitGroup]:
    """Return all that is to be translated of a submission, in the order of its file."""
    cover = [
        *_plain("_cover.title", ("title",), "title", submission.title),
        *_plain("_cover.entity", ("entity", "name"), "name", submission.entity.name),
    ]
    links = frozenset(submission.links)
    groups = [
        UnitGroup("_cover", (), "", tuple(cover)),
        *(_part(part, ("parts", part.id), links) for part in submission.parts),
        *_notes(submission, links),
        *_figures(submission),
    ]
    return [group for group in groups if group.units or group.groups]


def list_units(submission: Submission) -> list[Unit]:
    """Return all units of a submission, in the order of its file."""
    return [unit for group in list_groups(submission) for unit in walk(group)]


def list_with_footnotes(submission: Submission) -> Iterator[tuple[Unit, Code | None]]:
    """Yield all units: the paragraphs of a footnote after the one that refers to it first.

    With such a unit comes the code of the footnote in that paragraph; a footnote without a reference comes last.
    """
    all_units = list_units(submission)
    notes = group_values((unit.path[1], unit) for unit in all_units if unit.kind == "footnote")
    for unit in all_units:
        if unit.kind != "footnote":
            yield unit, None
            for code in unit.codes:
                if code.kind == "note":
                    yield from ((note, code) for note in notes.pop(code.target, ()))
    yield from ((note, None) for rest in notes.values() for note in rest)


def walk(group: UnitGroup) -> Iterator[Unit]:
    """Yield the units of a group and of those in it."""
    yield from (unit for _, unit in walk_with_keys(group))


def walk_with_keys(group: UnitGroup) -> Iterator[tuple[str, Unit]]:
    """Yield the units of a group and of those in it, each with the id of its own group."""
    yield from ((group.id, unit) for unit in group.units)
    for inner in group.groups:
        yield from walk_with_keys(inner)


def _part(part: Part, path: DataPath, links: frozenset[str]) -> UnitGroup:
    key = section_digests.section_key(path, part)
    inner = (
        *_sections(part.sections, path, links),
        *(_part(inner, (*path, inner.id), links) for inner in part.parts),
    )
    return UnitGroup(key, path, "", tuple(_rich(key, (*path, "text"), "text", part.text, links)), inner)


def _sections(sections: Sequence[Section], parent: DataPath, links: frozenset[str]) -> Iterator[UnitGroup]:
    for at, section in enumerate(sections):
        path = (*parent, "sections", at)
        key = section_digests.section_key(path, section)
        units = (
            *_plain(f"{key}.title", (*path, "title"), "title", section.title),
            *_rich(key, (*path, "text"), "text", section.text, links),
        )
        yield UnitGroup(key, path, section.title, units, tuple(_sections(section.sections, path, links)))


def _notes(submission: Submission, links: frozenset[str]) -> Iterator[UnitGroup]:
    units = [
        unit
        for name, text in submission.footnotes.items()
        for unit in _rich(f"_footnotes.{name}", ("footnotes", name), "footnote", text, links)
    ]
    if units:
        yield UnitGroup("_footnotes", ("footnotes",), "", tuple(units))


def _figures(submission: Submission) -> Iterator[UnitGroup]:
    units = [
        unit
        for name, figure in submission.figures.items()
        for key, kind, text in (("alt", "alternative", figure.alt), ("caption", "caption", figure.caption))
        for unit in _plain(f"_figures.{name}.{key}", ("figures", name, key), kind, text)
    ]
    if units:
        yield UnitGroup("_figures", ("figures",), "", tuple(units))


def _plain(id: str, path: DataPath, kind: str, text: str) -> Iterator[Unit]:
    if text.strip():
        yield Unit(id, path, PLAIN, kind, (Segment((Piece(text),)),))


def _rich(key: str, path: DataPath, kind: str, text: str, links: frozenset[str]) -> Iterator[Unit]:
    for number, inlines in enumerate(list_paragraphs(text, links)):
        flat = coded_text.flatten(inlines, links)
        if any(piece.text.strip() or piece.code for piece in flat):
            yield Unit(f"{key}.{number + 1}", path, number, kind, tuple(split_sentences(flat)))


def list_paragraphs(text: str, links: frozenset[str]) -> list[tuple[Inline, ...]]:
    """Return the inlines of the paragraphs and cells of a rich text, in the order in which they are replaced."""
    found: list[tuple[Inline, ...]] = []

    def collect(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        found.append(inlines)
        return inlines

    tree.replace_inlines(richtext.parse(text, links).blocks, collect)
    return found


def split_sentences(pieces: Sequence[Piece]) -> list[Segment]:
    """Return the sentences of pieces. What ends where a sentence ends is part of it."""
    text = words(pieces)
    ends = list(_find_ends(text))
    segments: list[list[Piece]] = [[]]
    position = 0
    for piece in pieces:
        if piece.code is not None:
            if ends and piece.edge == "start" and position == ends[0]:
                ends.pop(0)
                segments.append([])
            segments[-1].append(piece)
            continue
        for part, is_last in _cut(piece.text, position, ends):
            if ends and position == ends[0]:
                ends.pop(0)
                segments.append([])
            segments[-1].append(Piece(part))
            position += len(part)
            assert not is_last or part
    return [_separate_space(segment) for segment in segments]


def _cut(text: str, position: int, ends: Sequence[int]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text that begins at a position, cut where sentences end."""
    cuts = [end - position for end in ends if 0 < end - position < len(text)]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        yield text[start:end], end == len(text)


def _find_ends(text: str) -> Iterator[int]:
    start, abbreviations = 0, word_lists.load("numbers")["abbreviations"]
    for match in _END.finditer(text):
        if match[0][0] in "。！？" or is_sentence_end(text, match, start, abbreviations):
            start = match.end()
            yield start


def _separate_space(pieces: list[Piece]) -> Segment:
    """Return a sentence without the space after its last words."""
    at = max((index for index, piece in enumerate(pieces) if piece.text), default=None)
    if at is None:
        return Segment(tuple(pieces))
    kept = pieces[at].text.rstrip()
    if any(piece.code for piece in pieces[at + 1 :]):
        return Segment(tuple(pieces))
    space = pieces[at].text[len(kept) :]
    return Segment((*pieces[:at], *([Piece(kept)] if kept else []), *pieces[at + 1 :]), space)

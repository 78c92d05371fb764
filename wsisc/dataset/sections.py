"""A submission -> the rows of its sections, in the order in which they are read, with every word of theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wsisc.calls.call import CallPart, bare
from wsisc.collate.collection import Member
from wsisc.dataset import quantities
from wsisc.dataset.rows import Note, SectionRow, SubmissionRow
from wsisc.diagnostic import Path
from wsisc.markup import richtext, word_count
from wsisc.markup.richtext import Token
from wsisc.model import Part, Section, Submission, Tags

_SPACE = re.compile(r"[ \t]+")
_BETWEEN_CELLS = Token("text", "\u2003", 0, 0)
_ROWS = {"th_close": _BETWEEN_CELLS, "td_close": _BETWEEN_CELLS, "tr_close": Token("hardbreak", "", 0, 0)}


def of(member: Member, row: SubmissionRow) -> Iterator[SectionRow]:
    """Yield the rows of the sections of a member of a collection, whose own row is given."""
    submission = member.manuscript.submission
    made = _Rows(submission, row)
    answers = {part.id: part for part in submission.parts}
    for asked in member.manuscript.call.parts:
        yield from made.of_part(asked, answers.get(asked.id), _Place((), (), "", Tags()))


def label(asked: CallPart, language: str, above: str) -> str:
    """Return what a call calls a part, in English if it can, behind that of the part it stands in."""
    own = asked.label.get("en") or asked.label.get(language) or asked.id
    return f"{above} {bare(own)}".strip()


def plain(text: str, submission: Submission) -> str:
    """Return a rich text as it is read: paragraphs, items, rows and captions a line each, no marks at notes."""
    links, figures = frozenset(submission.links), submission.figures
    lines: list[str] = []
    for name, piece in richtext.pieces(text, links, figures):
        tokens = [_ROWS.get(token.kind, token) for token in richtext.parse(piece, links)]
        words = figures[name].caption if name else richtext.words(tokens, numbers=True)
        lines += words.split("\n")
    return "\n".join(line for each in lines if (line := _SPACE.sub(" ", each).strip()))


@dataclass(frozen=True)
class _Place:
    """Where a row stands: ids of its part, path, label of the part, and the tags that hold there."""

    ids: tuple[str, ...]
    path: Path
    label: str
    tags: Tags


class _Rows:
    """Makes the rows of one submission, and counts its footnotes."""

    def __init__(self, submission: Submission, row: SubmissionRow) -> None:
        self.submission, self.row = submission, row
        self.links = frozenset(submission.links)
        self.notes = 0

    def of_part(self, asked: CallPart, part: Part | None, above: _Place) -> Iterator[SectionRow]:
        if part is None:
            return
        own = _texts(part.tags)
        ids = (*above.ids, part.id)
        path: Path = (*(above.path or ("parts",)), part.id)
        here = _Place(ids, path, label(asked, self.row.language, above.label), _joined(above.tags, own))
        if part.text.strip():
            yield self.row_of(here, path, "-".join(ids), "", Section("", text=part.text), own, 0)
        yield from self.of_sections(asked, part.sections, here, path, "-".join(ids), 1)
        answers = {child.id: child for child in part.parts}
        for child in asked.parts:
            yield from self.of_part(child, answers.get(child.id), here)

    def of_sections(
        self,
        asked: CallPart | None,
        found: tuple[Section, ...],
        here: _Place,
        path: Path,
        place: str,
        level: int,
    ) -> Iterator[SectionRow]:
        """Yield the rows of sections and those in them; only those of a part (`asked`) have numbers."""
        for position, section in enumerate(found, 1):
            own = _texts(section.tags)
            number = asked.number(position).strip() if asked else ""
            inner = _Place(here.ids, here.path, here.label, _joined(here.tags, own))
            there: Path = (*path, "sections", position - 1)
            yield self.row_of(inner, there, f"{place}-{position}", number, section, own, level)
            yield from self.of_sections(None, section.sections, inner, there, f"{place}-{position}", level + 1)

    def row_of(
        self, at: _Place, path: Path, place: str, number: str, section: Section, own: Tags, level: int
    ) -> SectionRow:
        text = plain(section.text, self.submission)
        pieces = richtext.pieces(section.text, self.links, self.submission.figures)
        images = tuple(name for name, _ in pieces if name)
        return SectionRow(
            submission=self.row,
            part="-".join(at.ids),
            part_label=at.label,
            place=place,
            id=section.id,
            path=path,
            number=number,
            heading=section.title,
            level=level,
            text=text,
            notes=tuple(self.called(section.text)),
            images=images,
            alternatives=tuple(alt for name in images if (alt := self.submission.figures[name].alt)),
            words=len(section.title.split()) + word_count.of_text(section.text, self.submission),
            tags=at.tags,
            own=own,
            quantities=tuple(quantities.of(text, self.row.language)),
        )

    def called(self, text: str) -> Iterator[Note]:
        for token in richtext.parse(text, self.links):
            if token.kind == "footnote":
                self.notes += 1
                yield Note(self.notes, token.text, plain(self.submission.footnotes[token.text], self.submission))


def _texts(tags: Tags) -> Tags:
    """Return tags whose Goals are text, as targets are."""
    return Tags(tags.action_lines, tuple(str(goal) for goal in tags.sdgs), tags.countries, tags.kinds)


def _joined(above: Tags, own: Tags) -> Tags:
    """Return all tags that hold, each once, those from above first."""
    return Tags(
        tuple(dict.fromkeys((*above.action_lines, *own.action_lines))),
        tuple(dict.fromkeys((*above.sdgs, *own.sdgs))),
        tuple(dict.fromkeys((*above.countries, *own.countries))),
        tuple(dict.fromkeys((*above.kinds, *own.kinds))),
    )

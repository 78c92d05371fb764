"""A collection -> tables: submissions, parts, sections, coverage of tags, suggestions, and what was left out.

Words are counted the UN way, titles, captions and footnotes in. Pages are counted from words, `lengths.WORDS_PER_PAGE`
to a page, for nothing is set here; part-length allows a tenth more before it calls a part too long, and so do we.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wsisc.calls.call import CallPart
from wsisc.collate.collection import Collection, LeftOut, Member
from wsisc.dataset import coverage, sections, suggestions
from wsisc.dataset.rows import CoverageRow, PartRow, SectionRow, State, SubmissionRow, Suggestion
from wsisc.markup import word_count
from wsisc.model import Part

_TOLERANCE = 1.1
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WITHOUT_SPACES = ("zh",)  # whose words nobody can count


@dataclass(frozen=True)
class Tables:
    """The tables of a dataset.

    - `submissions`: one row each, in the order of the collection.
    - `parts`: one row for every part of the call of every submission, also those within others, answered or not.
    - `sections`: one row for every section, and one for the text of a part that stands outside its sections. Together
      they hold every word of the authors but titles and names, which are in `submissions`.
    - `action_lines`, `sdgs`, `countries`, `kinds`: how often each tag is given. The first two and the last tell of
      every tag there is, in order; of countries only those are told that occur, by name.
    - `suggestions`: tags that a text names and its authors did not give. They are never among the tags of sections.
    - `left_out`: the submissions that are in none of these tables, and why.
    """

    submissions: tuple[SubmissionRow, ...]
    parts: tuple[PartRow, ...]
    sections: tuple[SectionRow, ...]
    action_lines: tuple[CoverageRow, ...]
    sdgs: tuple[CoverageRow, ...]
    countries: tuple[CoverageRow, ...]
    kinds: tuple[CoverageRow, ...]
    suggestions: tuple[Suggestion, ...]
    left_out: tuple[LeftOut, ...]


def tables(collection: Collection) -> Tables:
    """Return the tables of a collection. Raises WsiscError where a file of wsisc is missing."""
    submissions: list[SubmissionRow] = []
    parts: list[PartRow] = []
    found: list[SectionRow] = []
    suggested: list[Suggestion] = []
    for member in collection.members:
        submission = _submission(member)
        rows = list(sections.of(member, submission))
        submissions.append(submission)
        parts += _parts(member, submission)
        found += rows
        suggested += suggestions.of(member, rows)
    return Tables(
        tuple(submissions),
        tuple(parts),
        tuple(found),
        coverage.of("action-line", found, suggested),
        coverage.of("sdg", found, suggested),
        coverage.of("country", found, suggested),
        coverage.of("kind", found, suggested),
        tuple(suggested),
        tuple(LeftOut(*map(_writable, each)) for each in collection.left_out),
    )


def _submission(member: Member) -> SubmissionRow:
    submission, call = member.manuscript.submission, member.manuscript.call
    words = sum(word_count.of_part(part, submission) for part in submission.parts)
    return SubmissionRow(
        key=member.key,
        file=_writable(member.file),
        title=submission.title,
        entity=submission.entity.name,
        acronym=submission.entity.acronym,
        type=submission.entity.type,
        language=submission.language,
        direction=member.manuscript.locale.direction,
        call=call.id,
        date=submission.date,
        words=words,
        pages=_pages(words, submission.language),
    )


def _writable(text: str) -> str:
    """Return a name, or a text that nobody checked, with U+FFFD for what neither UTF-8 nor XML can hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def _pages(words: int, language: str) -> float | None:
    return None if language in _WITHOUT_SPACES else round(words / word_count.WORDS_PER_PAGE, 1)


def _parts(member: Member, submission: SubmissionRow) -> Iterator[PartRow]:
    answers = {part.id: part for part in member.manuscript.submission.parts}
    for asked in member.manuscript.call.parts:
        yield from _part(member, submission, asked, answers.get(asked.id), (), "")


def _part(
    member: Member, row: SubmissionRow, asked: CallPart, part: Part | None, above: tuple[str, ...], label: str
) -> Iterator[PartRow]:
    words = word_count.of_part(part, member.manuscript.submission) if part else 0
    exact = None if row.pages is None else words / word_count.WORDS_PER_PAGE
    ids = (*above, asked.id)
    label = sections.label(asked, row.language, label)
    is_over = bool(exact and asked.pages and exact > asked.pages * _TOLERANCE)
    state = State.OVER if is_over else State.ANSWERED if words else State.MISSING if _is_required(asked) else State.NONE
    pages = _pages(words, row.language)
    yield PartRow(row, "-".join(ids), label, words, pages, asked.pages or None, state, bool(asked.parts))
    answers = {child.id: child for child in part.parts} if part else {}
    for child in asked.parts:
        yield from _part(member, row, child, answers.get(child.id), ids, label)


def _is_required(asked: CallPart) -> bool:
    return asked.required or any(_is_required(child) for child in asked.parts)

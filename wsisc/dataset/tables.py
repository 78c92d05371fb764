"""A collection -> tables: submissions, parts, sections, coverage of tags, suggestions, and files that were left out.

Words are counted as the United Nations does, with titles, captions and footnotes. Pages are estimated from words,
`word_count.WORDS_PER_PAGE` to a page, because nothing is typeset here. The rule part-length tolerates a tenth more
before it reports a part as too long, and so do these tables.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wsisc import model
from wsisc.calls import call as calls
from wsisc.calls.call import CallPart
from wsisc.collate.collection import Collection, LeftOutSubmission, Member
from wsisc.collate.vocabulary import VOCABULARIES
from wsisc.dataset import coverage, sections, suggestions
from wsisc.dataset.rows import CoverageRow, PartRow, PartState, SectionRow, SubmissionRow, Suggestion
from wsisc.markup import word_count

_TOLERANCE = 1.1  # as in the rule part-length
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WITHOUT_SPACES = ("zh",)  # without spaces between words these cannot be counted


@dataclass(frozen=True)
class Tables:
    """The tables of a dataset.

    - `submissions`: one row each, in the order of the collection.
    - `parts`: one row for every part of the call of every submission, also those within others, answered or not.
    - `sections`: one row for every section, and one for the text of a part that is outside its sections. Together they
      contain every word of the authors except titles and names, which are in `submissions`.
    - `coverage`: how often each tag is used, by vocabulary. All tags are listed in order, countries only if they occur.
    - `suggestions`: tags that a text names and its authors did not give. They are never among the tags of sections.
    - `left_out`: the submissions that are in none of these tables, and why.
    """

    submissions: tuple[SubmissionRow, ...]
    parts: tuple[PartRow, ...]
    sections: tuple[SectionRow, ...]
    coverage: Mapping[str, tuple[CoverageRow, ...]]
    suggestions: tuple[Suggestion, ...]
    left_out: tuple[LeftOutSubmission, ...]


def build_tables(collection: Collection) -> Tables:
    """Return the tables of a collection. Raises WsiscError if a file of wsisc is missing."""
    submissions = []
    parts = []
    section_rows = []
    suggested = []
    for member in collection.members:
        submission = _submission_row(member)
        part_rows = list(_part_rows(member, submission))
        rows = list(sections.build_rows(member, submission, part_rows))
        submissions.append(submission)
        parts += part_rows
        section_rows += rows
        suggested += suggestions.suggest_tags(member, rows)
    having = coverage.sections_by_tag(section_rows)
    naming = coverage.suggestions_by_tag(suggested, having)
    return Tables(
        tuple(submissions),
        tuple(parts),
        tuple(section_rows),
        {name: coverage.build_rows(name, having, naming) for name in VOCABULARIES},
        tuple(suggested),
        tuple(LeftOutSubmission(*map(_replace_unwritable, each)) for each in collection.left_out),
    )


def _submission_row(member: Member) -> SubmissionRow:
    submission, call = member.manuscript.submission, member.manuscript.call
    words = sum(word_count.count_part(part, submission) for part in submission.parts)
    return SubmissionRow(
        key=member.key,
        file=_replace_unwritable(member.file),
        title=submission.title,
        entity=submission.entity.name,
        acronym=submission.entity.acronym,
        type=submission.entity.type,
        language=submission.language,
        direction=member.manuscript.locale.direction,
        call=call.id,
        date=submission.date,
        words=words,
        pages=_estimate_pages(words, submission.language),
    )


def _replace_unwritable(text: str) -> str:
    """Return an unchecked text with U+FFFD for characters that neither UTF-8 nor XML can encode."""
    return _UNWRITABLE.sub("\ufffd", text)


def _estimate_pages(words: int, language: str) -> float | None:
    return None if language in _WITHOUT_SPACES else round(words / word_count.WORDS_PER_PAGE, 1)


def _part_rows(member: Member, row: SubmissionRow) -> Iterator[PartRow]:
    submission = member.manuscript.submission
    answers = {path[1:]: part for path, part in model.parts(submission)}
    labels: dict[tuple[str, ...], str] = {(): ""}
    for ids, call_part in calls.parts(member.manuscript.call):
        words = word_count.count_part(answers[ids], submission) if ids in answers else 0
        exact = None if row.pages is None else words / word_count.WORDS_PER_PAGE
        own_label = call_part.label.get("en") or call_part.label.get(row.language) or call_part.id
        labels[ids] = f"{labels[ids[:-1]]} {calls.bare_label(own_label)}".strip()
        is_over = bool(exact and call_part.pages and exact > call_part.pages * _TOLERANCE)
        unanswered = PartState.MISSING if _is_required(call_part) else PartState.NONE
        state = PartState.OVER if is_over else PartState.ANSWERED if words else unanswered
        pages, limit = _estimate_pages(words, row.language), call_part.pages or None
        yield PartRow(row, "-".join(ids), labels[ids], words, pages, limit, state, bool(call_part.parts))


def _is_required(call_part: CallPart) -> bool:
    return call_part.required or any(_is_required(child) for child in call_part.parts)

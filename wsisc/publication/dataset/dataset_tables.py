"""A collection -> tables: submissions, parts, sections, coverage of tags, suggestions, and files that were left out.

Words are counted as the United Nations does, with titles, captions and footnotes. Pages are estimated
(`markup/page_length.py`), because nothing is typeset here. The rule part-length tolerates a tenth more
before it reports a part as too long, and so do these tables.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import CallPart
from wsisc.calls.vocabularies import PairVocabulary, Vocabulary
from wsisc.document.prose import Passage, Reading
from wsisc.messages.diagnostic import DataPath
from wsisc.publication.collate.collection import Collection, LeftOutSubmission, Member
from wsisc.publication.dataset import mentions
from wsisc.publication.dataset.mentions import Mention
from wsisc.source import model
from wsisc.source.markup import page_length, richtext, tree, word_count
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Section, Submission, Tags
from wsisc.text.sanitize import sanitize_for_xml
from wsisc.text.shared import group_values
from wsisc.text.words import count_words

_SPACES = re.compile(r"[ \t]+")
_BETWEEN_CELLS = "\u2003"
_SKIPPED_KINDS = ("alternative", "entity", "title")
_TOLERANCE = 1.1  # as in the rule part-length


@dataclass(frozen=True)
class SubmissionRow:
    """A submission. `key` is that of the collection's member; acronym, type and date are "" if missing.

    `type_label` is the name of its type in English.
    `words` are those of its parts; `exact_pages` are estimated.
    `direction` is "ltr" or "rtl". `translations` are the languages and files of its translations, which have no rows.
    """

    key: str
    file: str
    title: str
    entity: str
    acronym: str
    type: str
    type_label: str
    language: str
    direction: str
    call: str
    date: str
    words: int
    exact_pages: float
    translations: tuple[tuple[str, str], ...]

    @property
    def pages(self) -> float:
        """The estimated pages, in tenths."""
        return round(self.exact_pages, 1)

    @property
    def name(self) -> str:
        """The shortest name of the entity."""
        return self.acronym or self.entity


class PartState(StrEnum):
    """Whether a part was answered: within the limit, over it, not at all though it is required, or not at all."""

    ANSWERED = "answered"
    OVER = "over"
    MISSING = "missing"
    NONE = "none"


@dataclass(frozen=True)
class PartRow:
    """A part of a submission's call, answered or not; `place` is "three-a", `label` "Part Three (a)".

    `words` and `pages` include the parts within it; `limit` is in pages and `word_limit` in words, None if the call
    sets none. If `has_subparts`, its words are also counted in the rows of its parts, which follow.
    """

    submission: SubmissionRow
    place: str
    label: str
    words: int
    exact_pages: float
    limit: float | None
    state: PartState
    has_subparts: bool
    word_limit: int | None = None

    @property
    def pages(self) -> float:
        """The estimated pages, in tenths."""
        return round(self.exact_pages, 1)


class _FootnoteRow(NamedTuple):
    """A footnote: its number in its submission, its name in the source, and its text as it is read."""

    number: int
    name: str
    text: str


@dataclass(frozen=True)
class SectionRow:
    """A section without the sections within, or (`level` 0, no heading) the text of a part outside its sections.

    `part` is the place of its part, "three-a", `place` its own, "three-a-2-1", and `id` the author's name for it.
    `path` is its path in the source. `text` is the text as it is read: one line for every paragraph, item, row of a
    table (an em space between cells) and caption. `footnotes` are those that it references, `images` the names of its
    figures, `alternative_texts` the descriptions of these. `words` counts heading, text and footnotes, so the words of
    all rows add up to those of the submission.

    `tags` are all that apply: `own_tags`, and those of the part and sections above. All codes are text ("16", "16.5").
    `quantities` are numbers in the text with what they count.
    """

    submission: SubmissionRow
    part: str
    part_label: str
    place: str
    id: str
    path: DataPath
    number: str
    heading: str
    level: int
    text: str
    footnotes: tuple[_FootnoteRow, ...]
    images: tuple[str, ...]
    alternative_texts: tuple[str, ...]
    words: int
    tags: Tags
    own_tags: Tags
    quantities: tuple[str, ...]

    @property
    def key(self) -> str:
        """A unique name of the row: the key of the submission and the place."""
        return f"{self.submission.key}-{self.place}"


@dataclass(frozen=True)
class CoverageRow:
    """How often a tag is used. `vocabulary` is the name of its single terms, such as "kind"; `name` is in English.

    A narrower term counts for the one that includes it too; one without a name has no row. `submissions` are the keys
    of submissions with the tag; `sections` and `words` count sections with it. `suggested_submissions` and
    `suggested_sections` count those that name the tag without having it.
    """

    vocabulary: str
    code: str
    name: str
    submissions: tuple[str, ...]
    sections: int
    words: int
    suggested_submissions: tuple[str, ...]
    suggested_sections: int


@dataclass(frozen=True)
class PairRow:
    """How often a pair of a matrix is addressed: the keys of submissions, and the number of sections with both tags.

    A pair without sections is a gap. `is_doubtful` means that the source of the matrix is unclear about the pair.
    """

    matrix: str
    first: str
    second: str
    is_doubtful: bool
    submissions: tuple[str, ...]
    sections: int


@dataclass(frozen=True)
class Suggestion:
    """A tag that a section's text names and the section does not have, with the words of the first mention.

    `count` is the number of mentions. `path` and `start` are the position of the first in the source: a text, and the
    offset in it (`Source.locate` converts them to a line).
    """

    section: SectionRow
    vocabulary: str
    code: str
    name: str
    words: str
    count: int
    path: DataPath
    start: int


@dataclass(frozen=True)
class Tables:
    """The tables of a dataset.

    - `submissions`: one row each, in the order of the collection; translations have no rows in any table.
    - `parts`: one row for every part of the call of every submission, also those within others, answered or not.
    - `sections`: one row for every section, and one for the text of a part that is outside its sections. Together they
      contain every word of the authors except titles and names, which are in `submissions`.
    - `vocabularies`: the vocabularies of the calls, and `matrices`: the pairs of their terms.
    - `coverage`: how often each tag is used, by the name of the single terms of a vocabulary. All tags are listed in
      order, those of an open vocabulary only if they occur.
    - `pairs`: how often each pair of a matrix is addressed, by the id of the matrix.
    - `suggestions`: tags that a text names and its section does not have. They are never among the tags of sections.
    - `left_out`: the submissions that are in none of these tables, and why.
    - `language`: that of the names of parts, types and tags.
    """

    submissions: tuple[SubmissionRow, ...]
    parts: tuple[PartRow, ...]
    sections: tuple[SectionRow, ...]
    vocabularies: tuple[Vocabulary, ...]
    matrices: tuple[PairVocabulary, ...]
    coverage: Mapping[str, tuple[CoverageRow, ...]]
    pairs: Mapping[str, tuple[PairRow, ...]]
    suggestions: tuple[Suggestion, ...]
    left_out: tuple[LeftOutSubmission, ...]
    language: str = "en"


class MemberRows(NamedTuple):
    """The rows of one file in the tables."""

    submission: SubmissionRow
    parts: tuple[PartRow, ...]
    sections: tuple[SectionRow, ...]
    suggestions: tuple[Suggestion, ...]


def build_tables(collection: Collection, language: str = "en") -> Tables:
    """Return the tables of a collection, with the names of parts, types and tags in a language.

    Raises WsiscError if a file of wsisc is missing.
    """
    return join_rows(collection, [build_member_rows(member, language) for member in collection.members], language)


def join_rows(collection: Collection, all_rows: Sequence[MemberRows], language: str) -> Tables:
    """Return the tables of a collection from the rows of its members."""
    section_rows = [row for member_rows in all_rows for row in member_rows.sections]
    suggested = [suggestion for member_rows in all_rows for suggestion in member_rows.suggestions]
    vocabularies = tuple(replace(vocabulary, language=language) for vocabulary in collection.vocabularies)
    matrices = collection.matrices
    having = sections_by_tag(section_rows, vocabularies)
    naming = suggestions_by_tag(suggested, having, vocabularies)
    pairs = {matrix.id: _pair_rows(matrix, vocabularies, having) for matrix in matrices}
    return Tables(
        tuple(member_rows.submission for member_rows in all_rows),
        tuple(part for member_rows in all_rows for part in member_rows.parts),
        tuple(section_rows),
        vocabularies,
        tuple(matrix for matrix in matrices if pairs[matrix.id]),
        {vocabulary.one: _coverage_rows(vocabulary, having, naming) for vocabulary in vocabularies},
        {id: rows for id, rows in pairs.items() if rows},
        tuple(suggested),
        tuple(LeftOutSubmission(*map(sanitize_for_xml, left_out)) for left_out in collection.left_out),
        language,
    )


def build_member_rows(member: Member, language: str) -> MemberRows:
    """Return the rows of one file, whether it is an original or a translation."""
    submission = _submission_row(member, language)
    parts = tuple(_part_rows(member, submission, language))
    rows = tuple(_section_rows(member, submission, parts))
    return MemberRows(submission, parts, rows, tuple(_suggest_tags(member, rows, language)))


def _submission_row(member: Member, language: str) -> SubmissionRow:
    submission, call = member.submission, member.call
    kind, types = submission.entity.type, call.vocabularies.types
    words = sum(word_count.count_part(part, submission) for part in submission.parts)
    return SubmissionRow(
        key=member.key,
        file=sanitize_for_xml(member.file),
        title=submission.title,
        entity=submission.entity.name,
        acronym=submission.entity.acronym,
        type=kind,
        type_label=types.name(kind, language) if kind and types else kind,
        language=submission.language,
        direction=member.manuscript.locale.direction,
        call=call.id,
        date=submission.date,
        words=words,
        exact_pages=sum(page_length.estimate_part(part, submission) for part in submission.parts),
        translations=tuple(
            (translation.language, sanitize_for_xml(translation.file)) for translation in member.translations
        ),
    )


def _part_rows(member: Member, row: SubmissionRow, language: str) -> Iterator[PartRow]:
    submission = member.submission
    answers = {path[1:]: part for path, part in model.parts(submission)}
    labels: dict[tuple[str, ...], str] = {(): ""}
    for ids, call_part in calls.parts(member.call):
        words = word_count.count_part(answers[ids], submission) if ids in answers else 0
        exact = page_length.estimate_part(answers[ids], submission) if ids in answers else 0.0
        wordings = call_part.label
        own_label = wordings.get(language) or wordings.get("en") or wordings.get(row.language) or call_part.id
        labels[ids] = f"{labels[ids[:-1]]} {calls.bare_label(own_label)}".strip()
        word_limit = call_part.word_limit(submission.entity.type)
        is_over = bool(call_part.pages and exact > call_part.pages * _TOLERANCE)
        is_over = is_over or bool(word_limit and words > word_limit)
        unanswered = PartState.MISSING if _is_required(call_part) else PartState.NONE
        state = PartState.OVER if is_over else PartState.ANSWERED if words else unanswered
        limit = call_part.pages or None
        place, has_subparts = "-".join(ids), bool(call_part.parts)
        yield PartRow(row, place, labels[ids], words, exact, limit, state, has_subparts, word_limit or None)


def _is_required(call_part: CallPart) -> bool:
    return call_part.required or any(_is_required(child) for child in call_part.parts)


def _suggest_tags(member: Member, rows: Sequence[SectionRow], language: str) -> list[Suggestion]:
    """Return the suggestions for the sections of a member, in their order, with names of tags in a language.

    A tag that applies to a section is never suggested for it, nor one that includes a tag that applies.
    """
    call = member.call
    vocabularies = {tag.one: replace(tag, language=language) for tag in call.vocabularies.tags}
    rows_by_path = {path: row for row in rows for path in _paths(row)}
    suggestions: dict[tuple[str, str, str], Suggestion] = {}
    for passage in Reading(member.submission, call).passages:
        row = rows_by_path.get(passage.path)
        if row is None or passage.kind in _SKIPPED_KINDS:
            continue
        for mention in mentions.find_mentions(passage.text, row.submission.language, call.vocabularies.tags):
            vocabulary = vocabularies[mention.vocabulary]
            if mention.code not in vocabulary.with_broader(row.tags.codes(vocabulary.id)):
                key = (row.key, mention.vocabulary, mention.code)
                known = suggestions.get(key) or _suggestion(row, passage, mention, vocabulary)
                suggestions[key] = replace(known, count=known.count + 1)
    order = {row.key: index for index, row in enumerate(rows)}
    return sorted(suggestions.values(), key=lambda suggestion: order[suggestion.section.key])


def _paths(row: SectionRow) -> Iterator[DataPath]:
    """Yield the paths of the heading, text, footnotes and captions of a row."""
    yield (*row.path, "title")
    yield (*row.path, "text")
    for note in row.footnotes:
        yield ("footnotes", note.name)
    for image in row.images:
        yield ("figures", image, "caption")


def _suggestion(row: SectionRow, passage: Passage, mention: Mention, vocabulary: Vocabulary) -> Suggestion:
    return Suggestion(
        section=row,
        vocabulary=mention.vocabulary,
        code=mention.code,
        name=vocabulary.name(mention.code),
        words=" ".join(passage.display_text[mention.start : mention.end].split()),
        count=0,
        path=passage.path,
        start=passage.starts[mention.start],
    )


class _RowPlace(NamedTuple):
    """Where the row of a section or text is: its part, its path in the source, its place and its level."""

    part: PartRow
    path: DataPath
    place: str
    level: int


def _section_rows(member: Member, row: SubmissionRow, part_rows: Iterable[PartRow]) -> Iterator[SectionRow]:
    """Yield the rows of a member's sections, from its own row and those of the parts of its call."""
    builder = _RowBuilder(member.submission, row)
    answers = {path[1:]: (path, part) for path, part in model.parts(member.submission)}
    tags: dict[tuple[str, ...], Tags] = {(): Tags()}
    for (ids, call_part), part_row in zip(calls.parts(member.call), part_rows, strict=True):
        if ids in answers:
            path, part = answers[ids]
            place = _RowPlace(part_row, path, part_row.place, 0)
            tags[ids] = _merge_tags(tags[ids[:-1]], part.tags)
            if part.text.strip():
                yield builder.build_row(place, "", Section("", text=part.text, tags=part.tags), tags[ids])
            yield from builder.section_rows(place, call_part, part.sections, tags[ids])


def _plain_text(text: str, submission: Submission) -> str:
    """Return a rich text as it is read: a line for each paragraph, item, row and caption; no footnote references."""
    blocks = richtext.parse(text, frozenset(submission.links)).blocks
    captions = {name: figure.caption for name, figure in submission.figures.items()}
    printed = printed_text(blocks, "", True, captions, cell_end=_BETWEEN_CELLS, row_end="\n")
    return "\n".join(line for printed_line in printed.split("\n") if (line := _SPACES.sub(" ", printed_line).strip()))


class _RowBuilder:
    """Builds the rows of one submission, and counts its footnotes."""

    def __init__(self, submission: Submission, row: SubmissionRow) -> None:
        self.submission, self.row = submission, row
        self.links = frozenset(submission.links)
        self.note_count = 0

    def section_rows(
        self, around: _RowPlace, call_part: CallPart | None, sections: tuple[Section, ...], inherited: Tags
    ) -> Iterator[SectionRow]:
        """Yield the rows of sections and those within; only sections directly in a part (`call_part`) are numbered."""
        for position, section in enumerate(sections, 1):
            path, place = (*around.path, "sections", position - 1), f"{around.place}-{position}"
            here, tags = _RowPlace(around.part, path, place, around.level + 1), _merge_tags(inherited, section.tags)
            yield self.build_row(here, call_part.number(position).strip() if call_part else "", section, tags)
            yield from self.section_rows(here, None, section.sections, tags)

    def build_row(self, here: _RowPlace, number: str, section: Section, tags: Tags) -> SectionRow:
        text = _plain_text(section.text, self.submission)
        blocks = richtext.parse(section.text, self.links).blocks
        images = tuple(block.name for block in blocks if isinstance(block, tree.Figure))
        return SectionRow(
            submission=self.row,
            part=here.part.place,
            part_label=here.part.label,
            place=here.place,
            id=section.id,
            path=here.path,
            number=number,
            heading=section.title,
            level=here.level,
            text=text,
            footnotes=tuple(self.list_notes(section.text)),
            images=images,
            alternative_texts=tuple(alt for name in images if (alt := self.submission.figures[name].alt)),
            words=count_words(section.title) + word_count.count_text(section.text, self.submission),
            tags=tags,
            own_tags=Tags({id: section.tags.codes(id) for id in section.tags.values}),
            quantities=tuple(mentions.find_quantities(text, self.row.language)),
        )

    def list_notes(self, text: str) -> Iterator[_FootnoteRow]:
        for name in tree.footnote_names(richtext.parse(text, self.links)):
            self.note_count += 1
            yield _FootnoteRow(self.note_count, name, _plain_text(self.submission.footnotes[name], self.submission))


def _merge_tags(above: Tags, own: Tags) -> Tags:
    """Return all tags that apply, each once, inherited ones first."""
    ids = dict.fromkeys((*above.values, *own.values))
    return Tags({id: tuple(dict.fromkeys((*above.codes(id), *own.codes(id)))) for id in ids})


type Tag = tuple[str, str]
"""The name of a single term of a vocabulary, and a code."""


def section_tags(section: SectionRow, vocabularies: Iterable[Vocabulary]) -> Iterator[Tag]:
    """Yield the tags that apply to a section, with the broader tags that include them."""
    for vocabulary in vocabularies:
        for code in vocabulary.with_broader(section.tags.codes(vocabulary.id)):
            yield vocabulary.one, code


def sections_by_tag(sections: Iterable[SectionRow], vocabularies: Sequence[Vocabulary]) -> dict[Tag, list[SectionRow]]:
    """Return the sections to which each tag applies."""
    return group_values((tag, section) for section in sections for tag in section_tags(section, vocabularies))


def suggestions_by_tag(
    suggestions: Iterable[Suggestion], having: Mapping[Tag, Sequence[SectionRow]], vocabularies: Sequence[Vocabulary]
) -> dict[Tag, list[Suggestion]]:
    """Return the suggestions of each tag, and of those that include it, for sections without that tag."""
    by_name = {vocabulary.one: vocabulary for vocabulary in vocabularies}
    tagged = {(tag, section.key) for tag, sections in having.items() for section in sections}
    return group_values(
        ((suggestion.vocabulary, code), suggestion)
        for suggestion in suggestions
        for code in by_name[suggestion.vocabulary].with_broader((suggestion.code,))
        if ((suggestion.vocabulary, code), suggestion.section.key) not in tagged
    )


def _coverage_rows(
    vocabulary: Vocabulary, having: Mapping[Tag, Sequence[SectionRow]], naming: Mapping[Tag, Sequence[Suggestion]]
) -> tuple[CoverageRow, ...]:
    """Return the coverage of a vocabulary: a row for each tag, of an open vocabulary only for those that occur.

    `having` and `naming` are the results of `sections_by_tag` and `suggestions_by_tag`.
    """
    tags = ((vocabulary.one, code) for code in vocabulary.named)
    return tuple(
        _coverage_row(vocabulary, tag[1], having.get(tag, ()), naming.get(tag, ()))
        for tag in tags
        if not vocabulary.is_open or tag in having or tag in naming
    )


def _coverage_row(
    vocabulary: Vocabulary, code: str, having: Sequence[SectionRow], naming: Sequence[Suggestion]
) -> CoverageRow:
    submissions = dict.fromkeys(section.submission.key for section in having)
    named = [suggestion.section.submission.key for suggestion in naming]
    only_named = dict.fromkeys(key for key in named if key not in submissions)
    words = sum(section.words for section in having)
    suggested = len({suggestion.section.key for suggestion in naming})
    counts = len(having), words, tuple(only_named), suggested
    return CoverageRow(vocabulary.one, code, vocabulary.name(code), tuple(submissions), *counts)


def _pair_rows(
    matrix: PairVocabulary, vocabularies: Sequence[Vocabulary], having: Mapping[Tag, Sequence[SectionRow]]
) -> tuple[PairRow, ...]:
    """Return how often the pairs of a matrix are addressed: by sections that have both tags, or narrower ones.

    Without one of its vocabularies in the collection there are no rows.
    """
    by_id = {vocabulary.id: vocabulary for vocabulary in vocabularies}
    if not by_id.keys() >= set(matrix.between):
        return ()
    first, second = (by_id[id].one for id in matrix.between)
    rows = []
    for pair in matrix.pairs:
        others = {section.key for section in having.get((second, pair.second), ())}
        both = [section for section in having.get((first, pair.first), ()) if section.key in others]
        submissions = tuple(dict.fromkeys(section.submission.key for section in both))
        rows.append(PairRow(matrix.id, pair.first, pair.second, pair.is_doubtful, submissions, len(both)))
    return tuple(rows)

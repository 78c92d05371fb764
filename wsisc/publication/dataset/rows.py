"""The rows of each table of the dataset."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from wsisc.messages.diagnostic import DataPath
from wsisc.source.model import Tags


class PartState(StrEnum):
    """Whether a part was answered: within the limit, over it, not at all though it is required, or not at all."""

    ANSWERED = "answered"
    OVER = "over"
    MISSING = "missing"
    NONE = "none"


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


class FootnoteRow(NamedTuple):
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
    footnotes: tuple[FootnoteRow, ...]
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

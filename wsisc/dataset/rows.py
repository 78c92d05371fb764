"""What a row of each table of the dataset is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from wsisc.diagnostic import DataPath
from wsisc.model import Tags


class PartState(StrEnum):
    """Whether a part was answered: with as much as the call allows, with more, or not though it must be."""

    ANSWERED = "answered"
    OVER = "over"
    MISSING = "missing"
    NONE = "none"


@dataclass(frozen=True)
class SubmissionRow:
    """A submission. `key` is that of the collection's member; acronym, type and date are "" where not given.

    `words` are those of its parts; `pages` are counted from them, None in a language whose words nobody can count.
    `direction` is "ltr" or "rtl".
    """

    key: str
    file: str
    title: str
    entity: str
    acronym: str
    type: str
    language: str
    direction: str
    call: str
    date: str
    words: int
    pages: float | None

    @property
    def name(self) -> str:
        """The shortest name of the entity."""
        return self.acronym or self.entity


@dataclass(frozen=True)
class PartRow:
    """A part of a submission's call, answered or not; `place` is "three-a", `label` "Part Three (a)".

    `words` and `pages` are with those of the parts within it, `limit` is in pages, None where the call sets none.
    `holds_parts` tells that its words are those of the rows of the parts in it, which follow.
    """

    submission: SubmissionRow
    place: str
    label: str
    words: int
    pages: float | None
    limit: float | None
    state: PartState
    has_subparts: bool


class FootnoteRow(NamedTuple):
    """A footnote: its number in its submission, its name in the source, and its text as it is read."""

    number: int
    name: str
    text: str


@dataclass(frozen=True)
class SectionRow:
    """A section without the sections in it, or (`level` 0, no heading) a part's text outside its sections.

    `part` is the place of its part, "three-a", `place` its own, "three-a-2-1", and `id` what the author called it.
    `path` is where it stands in the source. `text` is as it is read, a line for every paragraph, item, row of a table
    (an em space between its cells) and caption; `notes` are the footnotes called in it, `images` the names of its
    figures, `alternatives` what they show in words. `words` are those of heading, text and notes, so that they add up
    to those of the submission.

    `tags` are all that hold: its own, and those of the part and sections that it stands in. `own` are those given to
    itself. SDGs are text ("16", "16.5"). `quantities` are numbers in the text with what they count.
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
        """What no other row of the dataset has: the key of the submission, and the place."""
        return f"{self.submission.key}-{self.place}"


@dataclass(frozen=True)
class CoverageRow:
    """How often a tag is given. `vocabulary` is "action-line", "sdg", "country" or "kind"; `name` is in English.

    An application of C7 counts for C7 too, and a target for its Goal (targets have no rows). `submissions` are the keys
    of those with it, `sections` and `words` those that have it. `suggested_submissions` and `suggested_sections` count
    those that only name it: no section counted in the former is counted in the latter.
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
class Suggestion:
    """A tag that a section's text names and its authors did not give it, with the words that name it first.

    `count` tells how often they do. `path` and `start` are where those words stand in the source: a text, and the
    offset in it (`Source.locate` makes a line of them).
    """

    section: SectionRow
    vocabulary: str
    code: str
    name: str
    words: str
    count: int
    path: DataPath
    start: int

    @property
    def pointer(self) -> str:
        """The path as a JSON Pointer."""
        return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in self.path)

"""The tables -> the passages on each topic: those that have its tag, and those that only name it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, NamedTuple

from wsisc.collate import vocabulary
from wsisc.dataset import Tables, coverage
from wsisc.dataset.rows import CoverageRow, SectionRow
from wsisc.site import view_model
from wsisc.site.bodies import PageBody
from wsisc.site.view_model import SubmissionView

_LAST_WORD = re.compile(r"\s+\S{0,40}$")
# Guesses: a few lines of a page, and a rest that is too short to be worth a cut.
_OPENING_LENGTH, _OPENING_TOLERANCE = 300, 60


class SitePassage(NamedTuple):
    """A section on a topic: its anchor on the page of its submission, the label of its part, and its heading.

    `opening` is the beginning of its text; if the passage only names the topic, the words that do. `targets` are the
    targets of a Goal among its tags.
    """

    anchor: str
    part: str
    heading: str
    opening: str
    targets: tuple[str, ...]


class SubmissionPassages(NamedTuple):
    """The passages of a submission on a topic."""

    row: SubmissionView
    passages: tuple[SitePassage, ...]


@dataclass(frozen=True)
class SiteTopic:
    """A tag of a vocabulary with passages: in `said` those that have the tag, in `named` those that only name it.

    `short` is its name in a list, `title` alone. `only_named` is the number of submissions that name it and nowhere
    have it.
    """

    vocabulary: str
    code: str
    name: str
    short: str
    title: str
    said: tuple[SubmissionPassages, ...]
    named: tuple[SubmissionPassages, ...]
    only_named: int

    @property
    def anchor(self) -> str:
        """The id of its row on the page of coverage."""
        return anchor(self.vocabulary, self.code)

    @property
    def page(self) -> str:
        """The path of its page in the site, "" if it has no passages."""
        return f"topics/{self.anchor}.html" if self.said or self.named else ""

    @property
    def passages(self) -> int:
        """The number of passages with its tag."""
        return sum(len(each.passages) for each in self.said)

    @property
    def targets(self) -> tuple[str, ...]:
        """The targets of a Goal that occur."""
        return tuple(dict.fromkeys(code for each in self.said for passage in each.passages for code in passage.targets))


def build_topics(
    tables: Tables, rows: Mapping[str, SubmissionView], bodies: Mapping[str, PageBody]
) -> tuple[SiteTopic, ...]:
    """Return the topics of all vocabularies. `rows` and `bodies` are those of the submissions by key."""
    having = coverage.sections_by_tag(tables.sections)
    naming = coverage.suggestions_by_tag(tables.suggestions, having)
    topics = []
    for row in chain.from_iterable(tables.coverage.values()):
        key = (row.vocabulary, row.code)
        having_it = ((section, shorten(section.text)) for section in having.get(key, ()))
        naming_it = ((suggestion.section, suggestion.words) for suggestion in naming.get(key, ()))
        said, named = (_group_passages(found, row, rows, bodies) for found in (having_it, naming_it))
        names = display_names(*key, row.name)
        topics.append(SiteTopic(*key, row.name, *names, said, named, len(row.suggested_submissions)))
    return tuple(topics)


def anchor(vocabulary: str, code: str) -> str:
    """Return the id of a tag's row on the page of coverage; a target is in the row of its Goal."""
    return f"{vocabulary}-{code.partition('.')[0] if vocabulary == 'sdg' else code}".lower()


def display_names(vocabulary: str, code: str, name: str) -> tuple[str, str]:
    """Return the names of a tag in a list of its vocabulary, and alone."""
    kind = "application" if "-e-" in code else "target" if "." in code else vocabulary
    wording: dict[str, Any] = view_model.wording()["topics"][kind]
    values = {"code": code.partition("-e-")[0], "goal": code.partition(".")[0], "name": name}
    return wording["short"].format(**values), wording["title"].format(**values)


def _group_passages(
    found: Iterable[tuple[SectionRow, str]],
    topic: CoverageRow,
    rows: Mapping[str, SubmissionView],
    bodies: Mapping[str, PageBody],
) -> tuple[SubmissionPassages, ...]:
    """Return sections with their words on a topic, grouped by submission."""
    by_submission = groupby(found, lambda each: each[0].submission.key)
    return tuple(
        SubmissionPassages(rows[key], tuple(_build_passage(*each, topic, bodies[key]) for each in group))
        for key, group in by_submission
    )


def _build_passage(section: SectionRow, words: str, topic: CoverageRow, body: PageBody) -> SitePassage:
    codes = vocabulary.tag_codes(section.tags, topic.vocabulary)
    targets = tuple(code for code in codes if code.startswith(f"{topic.code}."))
    heading = f"{section.number} {section.heading}".strip()
    return SitePassage(
        body.anchor(section.id, section.place, section.part), section.part_label, heading, words, targets
    )


def shorten(text: str) -> str:
    """Return a text, or the beginning of a long one, cut between words where there are spaces."""
    if len(text) <= _OPENING_LENGTH + _OPENING_TOLERANCE:
        return text
    word = _LAST_WORD.search(text[: _OPENING_LENGTH + 1])
    return f"{text[: word.start() if word else _OPENING_LENGTH]} …"

"""The tables -> what is said on each topic: the passages that have its tag, and those that only name it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from wsisc.dataset import Tables, coverage
from wsisc.dataset.rows import CoverageRow, SectionRow, Suggestion
from wsisc.site import view_model
from wsisc.site.bodies import PageBody
from wsisc.site.view_model import SubmissionView

_LAST_WORD = re.compile(r"\s+\S{0,40}$")
_OPENING_LENGTH, _OPENING_TOLERANCE = (
    300,
    60,
)  # letters of a text that are shown, and those that are not worth an end before them


class SitePassage(NamedTuple):
    """A section on a topic: its place on the page of its submission, the label of its part, and its heading.

    `opening` is what its text begins with; of a passage that only names the topic, the words that do. `targets` are
    those of a Goal that it is tagged with.
    """

    anchor: str
    part: str
    heading: str
    opening: str
    targets: tuple[str, ...]


class SubmissionPassages(NamedTuple):
    """What a submission says on a topic."""

    row: SubmissionView
    passages: tuple[SitePassage, ...]


@dataclass(frozen=True)
class SiteTopic:
    """A tag of a vocabulary with what is said on it: `said` by those who gave it, `named` in passages without it.

    `short` is what it is called among others of its vocabulary, `title` alone. `only_named` are the submissions that
    nowhere have it, and name it.
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
        """The name of its row on the page of coverage."""
        return anchor(self.vocabulary, self.code)

    @property
    def page(self) -> str:
        """Where its page is found in the site, "" where there is nothing to be told on it."""
        return f"topics/{self.anchor}.html" if self.said or self.named else ""

    @property
    def passages(self) -> int:
        """How many passages have its tag."""
        return sum(len(each.passages) for each in self.said)

    @property
    def targets(self) -> tuple[str, ...]:
        """The targets of a Goal that occur."""
        return tuple(dict.fromkeys(code for each in self.said for found in each.passages for code in found.targets))


def build_topics(
    tables: Tables, rows: Mapping[str, SubmissionView], bodies: Mapping[str, PageBody]
) -> tuple[SiteTopic, ...]:
    """Return the topics of all vocabularies. `rows` and `bodies` are those of the submissions, by their keys."""
    having: dict[tuple[str, str], list[SectionRow]] = {}
    for section in tables.sections:
        for each in section_tags(section):
            having.setdefault(each, []).append(section)
    naming: dict[tuple[str, str], list[Suggestion]] = {}
    for suggestion in tables.suggestions:
        for code in coverage.add_broader_codes(suggestion.vocabulary, (suggestion.code,)):
            naming.setdefault((suggestion.vocabulary, code), []).append(suggestion)
    told = (*tables.action_lines, *tables.sdgs, *tables.countries, *tables.kinds)
    return tuple(_TopicBuilder(rows, bodies, having, naming).build_topic(each) for each in told)


def section_tags(section: SectionRow) -> Iterator[tuple[str, str]]:
    """Yield the tags that hold for a section, with those that they belong to, each with its vocabulary."""
    for vocabulary in view_model.wording()["charts"]:
        for code in coverage.add_broader_codes(vocabulary, coverage.tag_codes(section.tags, vocabulary)):
            yield vocabulary, code


def anchor(vocabulary: str, code: str) -> str:
    """Return the name of a tag's row on the page of coverage; a target is found in its Goal's."""
    return f"{vocabulary}-{code.partition('.')[0] if vocabulary == 'sdg' else code}".lower()


def display_names(vocabulary: str, code: str, name: str) -> tuple[str, str]:
    """Return what a tag is called among others of its vocabulary, and alone."""
    kind = "application" if "-e-" in code else "target" if "." in code else vocabulary
    said: dict[str, Any] = view_model.wording()["topics"][kind]
    given = {"code": code.partition("-e-")[0], "goal": code.partition(".")[0], "name": name}
    return said["short"].format(**given), said["title"].format(**given)


class _TopicBuilder(NamedTuple):
    """Makes topics of what has and what names each tag."""

    rows: Mapping[str, SubmissionView]
    bodies: Mapping[str, PageBody]
    having: Mapping[tuple[str, str], list[SectionRow]]
    naming: Mapping[tuple[str, str], list[Suggestion]]

    def build_topic(self, coverage_row: CoverageRow) -> SiteTopic:
        key = (coverage_row.vocabulary, coverage_row.code)
        having = self.having.get(key, [])
        tagged = {section.key for section in having}
        naming = [each for each in self.naming.get(key, []) if each.section.key not in tagged]
        return SiteTopic(
            *key,
            coverage_row.name,
            *display_names(*key, coverage_row.name),
            self.group_passages((section, shorten(section.text), coverage_row) for section in having),
            self.group_passages((each.section, each.words, coverage_row) for each in naming),
            len(coverage_row.suggested_submissions),
        )

    def group_passages(self, found: Iterable[tuple[SectionRow, str, CoverageRow]]) -> tuple[SubmissionPassages, ...]:
        by_submission = groupby(found, lambda each: each[0].submission.key)
        return tuple(
            SubmissionPassages(self.rows[key], tuple(self.build_passage(*each) for each in held))
            for key, held in by_submission
        )

    def build_passage(self, section: SectionRow, words: str, coverage_row: CoverageRow) -> SitePassage:
        place = self.bodies[section.submission.key].anchor(section.id, section.place, section.part)
        codes = coverage.tag_codes(section.tags, coverage_row.vocabulary)
        targets = tuple(code for code in codes if code.startswith(f"{coverage_row.code}."))
        return SitePassage(place, section.part_label, f"{section.number} {section.heading}".strip(), words, targets)


def shorten(text: str) -> str:
    """Return a text, line by line, of a long one what it begins with, in whole words where there are spaces."""
    if len(text) <= _OPENING_LENGTH + _OPENING_TOLERANCE:
        return text
    word = _LAST_WORD.search(text[: _OPENING_LENGTH + 1])
    return f"{text[: word.start() if word else _OPENING_LENGTH]} …"

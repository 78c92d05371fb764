"""The tables -> the passages on each topic: those that have its tag, and those that only name it.

A passage is shown in the language of the site where the submission has a version in it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from wsisc.calls.vocabularies import Vocabulary
from wsisc.parity import outlines
from wsisc.publication.collate.collection import Member
from wsisc.publication.dataset import Tables, dataset_tables
from wsisc.publication.dataset.dataset_tables import SectionRow, Suggestion
from wsisc.publication.site import view_model
from wsisc.publication.site.view_model import LanguageVersions, PageBody, SiteRows, SubmissionView
from wsisc.text.slots import fill

_LAST_WORD = re.compile(r"\s+\S{0,40}$")
# Guesses: a few lines of a page, and a rest that is too short to be worth a cut.
_OPENING_LENGTH, _OPENING_TOLERANCE = 300, 60


class _ShownPassage(NamedTuple):
    """A section of an original, which has the tags; the one that is shown; and words of that one."""

    section: SectionRow
    shown: SectionRow
    words: str


@dataclass(frozen=True)
class _Counterparts:
    """The sections to show, by the keys of those of originals; without an entry, the original is shown.

    `mentions` are the words by which the shown sections name a tag, by their key, the vocabulary and the code.
    """

    sections: dict[str, SectionRow]
    mentions: dict[tuple[str, str, str], str]

    def show_text(self, section: SectionRow) -> _ShownPassage:
        """Return a section with the text of the one to show."""
        shown = self.sections.get(section.key, section)
        return _ShownPassage(section, shown, shown.text)

    def show_mention(self, suggestion: Suggestion) -> _ShownPassage:
        """Return a section that names a tag with these words; the original if the one to show does not name it."""
        section = suggestion.section
        shown = self.sections.get(section.key, section)
        words = self.mentions.get((shown.key, suggestion.vocabulary, suggestion.code))
        return _ShownPassage(section, shown, words) if words else _ShownPassage(section, section, suggestion.words)


class SitePassage(NamedTuple):
    """A section on a topic: the version of its submission that is shown, its anchor there, its part, and its heading.

    `opening` is the beginning of its text; if the passage only names the topic, the words that do. `targets` are the
    terms without a name among its tags that the topic includes, such as the targets of a Goal.
    """

    row: SubmissionView
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
    have it, `anchor` the id of its row on the page of coverage.
    """

    vocabulary: str
    code: str
    name: str
    short: str
    title: str
    said: tuple[SubmissionPassages, ...]
    named: tuple[SubmissionPassages, ...]
    only_named: int
    anchor: str

    @property
    def page(self) -> str:
        """The path of its page in the site, "" if it has no passages."""
        return f"topics/{self.anchor}.html" if self.said or self.named else ""

    @property
    def passages(self) -> int:
        """The number of passages with its tag."""
        return sum(len(submission.passages) for submission in self.said)

    @property
    def targets(self) -> tuple[str, ...]:
        """The terms without a name that it includes, and that occur."""
        return tuple(
            dict.fromkeys(
                code for submission in self.said for passage in submission.passages for code in passage.targets
            )
        )


@dataclass(frozen=True)
class TopicSources:
    """What topics are built from: submissions by the keys of originals, views and pages by the keys of all versions."""

    submissions: Mapping[str, LanguageVersions]
    views: Mapping[str, SubmissionView]
    bodies: Mapping[str, PageBody]
    counterparts: _Counterparts


def build_topics(tables: Tables, sources: TopicSources) -> tuple[SiteTopic, ...]:
    """Return the topics of all vocabularies, with the tags of originals and the texts in the site's language."""
    having = dataset_tables.sections_by_tag(tables.sections, tables.vocabularies)
    naming = dataset_tables.suggestions_by_tag(tables.suggestions, having, tables.vocabularies)
    topics = []
    covered = ((vocabulary, row) for vocabulary in tables.vocabularies for row in tables.coverage[vocabulary.one])
    for vocabulary, row in covered:
        key = (row.vocabulary, row.code)
        having_it = map(sources.counterparts.show_text, having.get(key, ()))
        naming_it = map(sources.counterparts.show_mention, naming.get(key, ()))
        said, named = (_group_passages(passages, vocabulary, row.code, sources) for passages in (having_it, naming_it))
        names, page = display_names(vocabulary, row.code), anchor(vocabulary, row.code)
        topics.append(SiteTopic(*key, row.name, *names, said, named, len(row.suggested_submissions), page))
    return tuple(topics)


def anchor(vocabulary: Vocabulary, code: str) -> str:
    """Return the id of a tag's row on the page of coverage; one without a name is in the row that includes it."""
    return f"{vocabulary.one}-{vocabulary.named_code(code)}".lower()


def display_names(vocabulary: Vocabulary, code: str) -> tuple[str, str]:
    """Return the names of a tag in a list of its vocabulary, and alone."""
    known = view_model.wording(vocabulary.language)["topics"]
    wording: dict[str, Any] = known.get(vocabulary.one, known["other"])
    broader = vocabulary.broader(code)
    kind = "unnamed" if vocabulary.named_code(code) != code else "narrower" if broader else ""
    wording = wording.get(kind, wording)
    values = {"code": code, "broader": broader, "name": vocabulary.name(code)}
    return fill(wording["short"], values), fill(wording["title"], values)


def _group_passages(
    found: Iterable[_ShownPassage], vocabulary: Vocabulary, code: str, sources: TopicSources
) -> tuple[SubmissionPassages, ...]:  # fmt: skip
    """Return passages on a topic, grouped by submission."""
    by_submission = groupby(found, lambda passage: passage.section.submission.key)
    return tuple(
        SubmissionPassages(
            sources.submissions[key].shown,
            tuple(_build_passage(passage, vocabulary, code, sources) for passage in group),
        )
        for key, group in by_submission
    )


def _build_passage(found: _ShownPassage, vocabulary: Vocabulary, code: str, sources: TopicSources) -> SitePassage:
    codes = found.section.tags.codes(vocabulary.id)
    targets = tuple(target for target in codes if target != code and vocabulary.named_code(target) == code)
    shown = found.shown
    anchor = sources.bodies[shown.submission.key].anchor(shown.id, shown.place, shown.part)
    heading = f"{shown.number} {shown.heading}".strip()
    row = sources.views[shown.submission.key]
    return SitePassage(row, anchor, shown.part_label, heading, shorten(found.words), targets)


def shorten(text: str) -> str:
    """Return a text, or the beginning of a long one, cut between words where there are spaces."""
    if len(text) <= _OPENING_LENGTH + _OPENING_TOLERANCE:
        return text
    word = _LAST_WORD.search(text[: _OPENING_LENGTH + 1])
    return f"{text[: word.start() if word else _OPENING_LENGTH]} …"


def find_counterparts(members: Iterable[Member], all_rows: SiteRows, language: str) -> _Counterparts:
    """Return the sections of the versions in a language that correspond to those of their originals."""
    found = _Counterparts({}, {})
    for member in members:
        version = member.version(language)
        if version is member:
            continue
        paths = outlines.match_outlines(*(outlines.read(compared.submission) for compared in (member, version)))
        by_path = {row.path: row for row in all_rows[version.key].sections}
        for row in all_rows[member.key].sections:
            if counterpart := by_path.get(paths.get(row.path, ())):
                found.sections[row.key] = counterpart
        for suggestion in all_rows[version.key].suggestions:
            found.mentions[suggestion.section.key, suggestion.vocabulary, suggestion.code] = suggestion.words
    return found

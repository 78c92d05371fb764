"""A collection and its tables -> the values that the templates of a site show, and the files to download.

The passages on a topic are those that have its tag, and those that only name it. A passage is shown in the language of
the site where the submission has a version in it.
"""

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from wsisc.calls import call as calls
from wsisc.calls import locale, reporting
from wsisc.calls.vocabularies import Vocabulary
from wsisc.document import outline
from wsisc.messages import resources
from wsisc.parity import outlines
from wsisc.publication.collate.collection import Collection, LeftOutSubmission, Member, known_locale
from wsisc.publication.dataset import Tables, dataset_tables
from wsisc.publication.dataset.dataset_tables import MemberRows, SectionRow, SubmissionRow, Suggestion
from wsisc.text.slots import fill
from wsisc.writers import yaml

_STYLE = re.compile(r"<style>\n(.*?)\n</style>", re.DOTALL)
_MAIN = re.compile(r"<main>\n(.*)\n</main>", re.DOTALL)
_ID = re.compile(r'<h[1-6][^>]* id="([^"]+)"')
_FIRST = "title"
_DOWNLOAD_FORMATS = ("docx", "pdf", "yaml")
"""The formats in which a submission can be downloaded, in the order of the links."""

_LAST_WORD = re.compile(r"\s+\S{0,40}$")
# Guesses: a few lines of a page, and a rest that is too short to be worth a cut.
_OPENING_LENGTH, _OPENING_TOLERANCE = 300, 60


@dataclass(frozen=True)
class PageBody:
    """The contents of a page as HTML, its style sheet, and the ids of its headings."""

    content: str
    style: str
    anchors: frozenset[str]

    def anchor(self, *places: str) -> str:
        """Return the id of the first place that the page has, as the writer names it, otherwise that of its title."""
        for place in places:
            for name in (place, f"{place}-section"):
                if place and name in self.anchors:
                    return name
        return _FIRST


type TemplateValues = dict[str, Any]
"""The values that a template shows of one thing, by the names that the template has for them."""

type SiteRows = Mapping[str, MemberRows]
"""The rows of all versions of all submissions, by their keys."""


@dataclass(frozen=True)
class SubmissionView(SubmissionRow):
    """The row of a submission with what pages show of it: texts of the site in its language, and the tag of its own.

    `page` is the path of its page in the site: one in another language is below that of its original. `own_language` is
    the name of its language in that language. `labels` are the labels of the call's parts in the submission's language,
    by place.
    """

    page: str
    type_name: str
    tag: str
    language_name: str
    own_language: str
    day: str
    labels: Mapping[str, str]
    files: tuple[TemplateValues, ...]

    @property
    def full_name(self) -> str:
        """The name of its entity, with the acronym if there is one."""
        return f"{self.entity} ({self.acronym})" if self.acronym else self.entity


@dataclass(frozen=True)
class LanguageVersions:
    """A submission: its original, which all numbers are of, and the version that the pages of the site lead to.

    That is `shown`: the version in the site's language, otherwise the original. `all` are its versions in the order of
    languages that is the same on all pages. `is_recorded` is whether the translations say which one is the original.
    """

    original: SubmissionView
    shown: SubmissionView
    all: tuple[SubmissionView, ...]
    is_recorded: bool

    @property
    def has_several(self) -> bool:
        """Whether it is published in several languages."""
        return len(self.all) > 1

    @property
    def others(self) -> list[SubmissionView]:
        """The versions that the pages of the site do not lead to."""
        return [version for version in self.all if version is not self.shown]

    def choose(self, language: str) -> SubmissionView:
        """Return the version in a language, otherwise the one that the pages of the site lead to."""
        return next((version for version in self.all if version.language == language), self.shown)


@dataclass(frozen=True)
class Site:
    """What all pages need: the submissions, their groups and calls, those left out, and the data files.

    `base_url` is the address of its folder, "" if there is none; `icon` is the address of its icon, which contains the
    image. `language` is that of the site's own words.
    """

    language: str
    title: str
    base_url: str
    icon: str
    submissions: tuple[LanguageVersions, ...]
    groups: tuple[TemplateValues, ...]
    calls: tuple[TemplateValues, ...]
    left_out: tuple[TemplateValues, ...]
    data: tuple[TemplateValues, ...]

    @property
    def tag(self) -> str:
        """The tag of its language (BCP 47)."""
        return locale.load(self.language).tag

    @property
    def direction(self) -> str:
        """The direction of its language."""
        return locale.load(self.language).direction

    @property
    def words(self) -> int:
        """The words of all submissions, each in its original language."""
        return sum(submission.original.words for submission in self.submissions)


def build_site(
    collection: Collection, all_rows: SiteRows, language: str, sizes: Mapping[str, int], title: str, base_url: str
) -> Site:
    """Return the view model of a site. `sizes` are the sizes of the files to download, by path."""
    submissions = tuple(_submission_versions(member, all_rows, sizes, language) for member in collection.members)
    groups = (
        {"name": name, "submissions": [submission for submission in submissions if submission.original.type == type]}
        for type, name in _type_names(collection, language).items()
    )
    formats = list(site_wording(language)["files"])
    data = sorted((path for path in sizes if path.count("/") == 1), key=lambda path: formats.index(_file_format(path)))
    return Site(
        language,
        title or collection.title(language) or site_wording(language)["title"],
        base_url,
        f"data:image/svg+xml,{quote(resources.text('templates/preview/icon.svg'))}",
        submissions,
        tuple(group for group in groups if group["submissions"]),
        tuple(_call_views(collection, language)),
        tuple(_left_out_view(left_out, language) for left_out in collection.left_out),
        tuple(_download_link(path, sizes, language) for path in data),
    )


def _type_names(collection: Collection, language: str) -> dict[str, str]:
    """Return the names of several entities of each type of the calls, and last that of those without a type."""
    found = [
        term for call in collection.calls if call.vocabularies.types for term in call.vocabularies.types.terms.values()
    ]
    names = {term.code: term.plural(language) for term in found}
    return names | {"": site_wording(language)["untyped"]["several"]}


def describe_vocabulary(vocabulary: Vocabulary) -> dict[str, str]:
    """Return how charts and pages call a vocabulary: `name`, `one`, `by`, and what `labels` bars have."""
    known: dict[str, str] | None = site_wording(vocabulary.language)["charts"].get(vocabulary.one)
    one, name = vocabulary.text("singulars"), vocabulary.text("titles")
    return known or {"name": name, "one": one, "by": one.lower(), "labels": "code"}


def _submission_versions(
    member: Member, all_rows: SiteRows, sizes: Mapping[str, int], language: str
) -> LanguageVersions:  # fmt: skip
    original, *translations = (
        _submission_view(version, all_rows[version.key].submission, _page_path(member, version), sizes, language)
        for version in member.versions
    )
    order = list(site_wording(language)["languages"])
    views = sorted((original, *translations), key=lambda view: order.index(view.language))
    shown = next((view for view in views if view.language == language), original)
    is_recorded = any(translation.submission.translated_from for translation in member.translations)
    return LanguageVersions(original, shown, tuple(views), is_recorded)


def _page_path(original: Member, version: Member) -> str:
    """Return the path of a version's page: the address of a submission is that of its original, whatever is added."""
    return f"submissions/{original.key}{'' if version is original else f'/{version.language}'}.html"


def _submission_view(
    member: Member, row: SubmissionRow, page: str, sizes: Mapping[str, int], language: str
) -> SubmissionView:  # fmt: skip
    own = member.manuscript.locale
    paths = [download_path(member, format) for format in _DOWNLOAD_FORMATS]
    return SubmissionView(
        **vars(row),
        page=page,
        type_name=row.type_label or site_wording(language)["untyped"]["one"],
        tag=own.tag,
        language_name=site_wording(language)["languages"][row.language],
        own_language=site_wording(row.language)["languages"][row.language],
        day=format_date(row.date, language),
        labels={"-".join(ids): calls.bare_label(part.label[own.language]) for ids, part in calls.parts(member.call)},
        files=tuple(_download_link(path, sizes, language) for path in paths if path in sizes),
    )


def _left_out_view(left_out: LeftOutSubmission, language: str) -> TemplateValues:
    """Return a submission that was left out: its name, title and state. Its file and line are for the terminal."""
    name, state = left_out.entity or PurePath(left_out.file).name, site_wording(language)["states"][left_out.kind]
    return {"name": name, "title": left_out.title, "state": state}


def format_date(date: str, language: str) -> str:
    """Return a date in words: 2041-12-15 as 15 December 2041; "" for ""."""
    return reporting.format_day(datetime.date.fromisoformat(date), locale.load(language)) if date else ""


def format_count(number: int, what: str, language: str) -> str:
    """Return a number with its noun: 1 passage, 1,200 submissions."""
    return locale.load(language).format_count(number, site_wording(language)["counts"][what])


def join_words(words: Sequence[str], language: str) -> str:
    """Return words as a list in a sentence: (a), (b) and (c)."""
    separators = site_wording(language)["list"]
    *first, last = words
    return separators["last"].join([separators["between"].join(first), last]) if first else last


def _call_views(collection: Collection, language: str) -> Iterator[TemplateValues]:
    """Yield the calls that submissions answer: subject, language and number of answers."""
    counts = Counter(member.call.id for member in collection.members)
    for call in collection.calls:
        chosen = known_locale(call, language)
        known = {"id": call.id, "tag": chosen.tag, "direction": chosen.direction, "answers": counts[call.id]}
        yield known | {"subject": outline.subject(call, chosen)}


def _download_link(path: str, sizes: Mapping[str, int], language: str) -> TemplateValues:
    """Return a file to download: its path in the site, its short and long name, and its formatted size."""
    names = site_wording(language)["files"][_file_format(path)]
    size = format_size(sizes[path], language)
    return {"path": quote(path), "name": names["name"], "long_name": names["long"], "size": size}


def _file_format(path: str) -> str:
    return path.rpartition(".")[2]


def format_size(count: int, language: str = "en") -> str:
    """Return a number of bytes as text: 16 KB, 1.2 MB."""
    units, format_number = site_wording(language)["sizes"], locale.load(language).format_number
    if count < 1_000_000:
        return fill(units["kb"], number=max(round(count / 1000), 1))
    return fill(units["mb"], number=format_number(count / 1_000_000, 1))


def site_wording(language: str) -> Any:
    """Return the site's own texts in a language. Raises WsiscError if their file is missing."""
    return resources.read_language_file("site", language)


def download_path(member: Member, format: str) -> str:
    """Return the path of a member's file in the site.

    Source and figures are in a folder of their own, because authors choose the names of figures; the source must differ
    from all of them.
    """
    key, name = member.key, f"{member.key}.{format}"
    if format != "yaml":
        return f"files/{key}/{name}"
    figure_names = {_fold_file_name(PurePosixPath(image.file).parts[0]) for image in member.manuscript.images.values()}
    count = 1
    while _fold_file_name(name) in figure_names:
        count += 1
        name = f"{key}-{count}.{format}"
    return f"files/{key}/source/{name}"


def collect_files(members: Iterable[Member], documents: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Return the documents of members, their sources without comments and contact, and the sources' figures."""
    files = {}
    for member in members:
        for image in member.manuscript.images.values():
            files[f"files/{member.key}/source/{PurePosixPath(image.file)}"] = image.content
        for format in _DOWNLOAD_FORMATS[:-1]:
            if format in documents[member.key]:  # a PDF is missing if no font has one of its characters
                files[download_path(member, format)] = documents[member.key][format]
        files[download_path(member, "yaml")] = yaml.dump_canonical(member.submission).encode()
    return files


def _fold_file_name(name: str) -> str:
    """Return a name as file systems see it that ignore case and the encoding of accents."""
    return unicodedata.normalize("NFC", name.casefold())


def read_body(page: str) -> PageBody:
    """Return the contents of a page that writers/html.py built."""
    style, main = _STYLE.search(page), _MAIN.search(page)
    assert style
    assert main
    return PageBody(main[1], style[1], frozenset(_ID.findall(main[1])))


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


def anchor(vocabulary: Vocabulary, code: str) -> str:
    """Return the id of a tag's row on the page of coverage; one without a name is in the row that includes it."""
    return f"{vocabulary.one}-{vocabulary.named_code(code)}".lower()


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


def display_names(vocabulary: Vocabulary, code: str) -> tuple[str, str]:
    """Return the names of a tag in a list of its vocabulary, and alone."""
    known = site_wording(vocabulary.language)["topics"]
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

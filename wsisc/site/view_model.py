"""A collection and its tables -> what the pages of a site tell of each submission, and the templates they come from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from wsisc import locale, resources, source
from wsisc.calls import call as calls
from wsisc.collate.collection import Collection, LeftOutSubmission, Member
from wsisc.dataset import Tables
from wsisc.dataset.rows import SubmissionRow
from wsisc.document import outline
from wsisc.locale import Locale
from wsisc.site import downloads

_SITE_LANGUAGE = "en"
"""The language of the site's own words."""


class DownloadLink(NamedTuple):
    """A file to download: its path in the site, its short and long name, and its size as people say it."""

    path: str
    name: str
    long_name: str
    size: str


@dataclass(frozen=True)
class SubmissionView:
    """A submission as the pages tell of it. `tag` and `direction` are those of its language.

    `labels` are what its call calls the parts, in its language, by their places.
    """

    key: str
    call: str
    entity: str
    acronym: str
    title: str
    type: str
    type_name: str
    tag: str
    direction: str
    language_name: str
    date: str
    words: int
    labels: Mapping[str, str]
    files: tuple[DownloadLink, ...]

    @property
    def short(self) -> str:
        """The shortest name of the entity."""
        return self.acronym or self.entity

    @property
    def page(self) -> str:
        """Where its page is found in the site."""
        return submission_page(self.key)


class SubmissionGroup(NamedTuple):
    """The submissions of entities of one type."""

    name: str
    rows: tuple[SubmissionView, ...]


class LeftOutView(NamedTuple):
    """A submission that was left out: its name, title and file, why, and in few words what state it is in."""

    name: str
    title: str
    file: str
    why: str
    state: str


class CallView(NamedTuple):
    """A call that the submissions answer: what it is about, in which language, and how many answer it."""

    id: str
    subject: str
    tag: str
    direction: str
    answers: int


@dataclass(frozen=True)
class Site:
    """What all pages know: the submissions by name, by type and by call, those left out, and the data.

    `remarks` are what may be mistakes of who put the files together.
    """

    title: str
    rows: tuple[SubmissionView, ...]
    groups: tuple[SubmissionGroup, ...]
    calls: tuple[CallView, ...]
    left_out: tuple[LeftOutView, ...]
    remarks: tuple[str, ...]
    data: tuple[DownloadLink, ...]

    @property
    def words(self) -> int:
        """The words of all submissions."""
        return sum(row.words for row in self.rows)


def submission_page(key: str) -> str:
    """Return where the page of a member is found in the site, by the member's key."""
    return f"submissions/{key}.html"


def build_site(collection: Collection, tables: Tables, sizes: Mapping[str, int], title: str) -> Site:
    """Return what the pages tell of a collection. `sizes` are those of the files to download, by their paths."""
    told = dict(zip((member.key for member in collection.members), tables.submissions, strict=True))
    rows = tuple(_submission_view(member, told[member.key], sizes) for member in collection.members)
    groups = (
        SubmissionGroup(name, tuple(row for row in rows if row.type == type))
        for type, name in wording()["types"].items()
    )
    formats = list(wording()["files"])
    data = sorted((path for path in sizes if path.count("/") == 1), key=lambda path: formats.index(_file_format(path)))
    return Site(
        title or wording()["title"],
        rows,
        tuple(group for group in groups if group.rows),
        tuple(_call_views(collection)),
        tuple(_left_out_view(each) for each in collection.left_out),
        tuple(collection.remarks()),
        tuple(_download_link(path, sizes) for path in data),
    )


def _submission_view(member: Member, row: SubmissionRow, sizes: Mapping[str, int]) -> SubmissionView:
    submission, language = member.manuscript.submission, member.manuscript.locale
    asked = calls.parts(member.manuscript.call)
    labels = {"-".join(ids): calls.bare_label(part.label[language.language]) for ids, part in asked}
    return SubmissionView(
        member.key,
        submission.call,
        submission.entity.name,
        submission.entity.acronym,
        submission.title,
        submission.entity.type,
        wording()["type"][submission.entity.type],
        language.tag,
        language.direction,
        wording()["languages"][submission.language],
        format_date(submission.date),
        row.words,
        labels,
        tuple(
            _download_link(path, sizes)
            for format in downloads.FORMATS
            if (path := downloads.download_path(member, format)) in sizes
        ),
    )


def _left_out_view(left_out: LeftOutSubmission) -> LeftOutView:
    return LeftOutView(
        left_out.entity or left_out.file,
        left_out.title,
        left_out.file,
        left_out.reason,
        wording()["states"][left_out.kind],
    )


def format_date(date: str) -> str:
    """Return a date as people say it: 2041-12-15 as 15 December 2041; "" where there is none."""
    if not date:
        return ""
    year, month, number = date.split("-")
    return str(wording()["day"].format(day=int(number), month=wording()["months"][int(month) - 1], year=year))


def format_count(number: int, what: str) -> str:
    """Return a number of things as people say it: 1 passage, 1,200 submissions."""
    said = wording()["counts"][what]
    return f"{number:,} {said['one' if number == 1 else 'many']}"


def join_words(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: (a), (b) and (c)."""
    said = wording()["list"]
    *first, last = words
    return said["last"].join([said["between"].join(first), last]) if first else last


def _call_views(collection: Collection) -> list[CallView]:
    calls = {member.manuscript.call.id: member.manuscript.call for member in collection.members}
    counts = Counter(member.manuscript.call.id for member in collection.members)
    told = []
    for id, call in calls.items():
        language: Locale = locale.load(_SITE_LANGUAGE if _SITE_LANGUAGE in call.languages else call.languages[0])
        told.append(CallView(id, outline.subject(call, language), language.tag, language.direction, counts[id]))
    return told


def _download_link(path: str, sizes: Mapping[str, int]) -> DownloadLink:
    names = wording()["files"][_file_format(path)]
    return DownloadLink(quote(path), names["name"], names["long"], format_size(sizes[path]))


def _file_format(path: str) -> str:
    return path.rpartition(".")[2]


def format_size(count: int) -> str:
    """Return a number of bytes as people say it: 16 KB, 1.2 MB."""
    said = wording()["sizes"]
    if count < 1_000_000:
        return str(said["kb"].format(number=max(round(count / 1000), 1)))
    return str(said["mb"].format(number=f"{count / 1_000_000:.1f}"))


@cache
def wording() -> dict[str, Any]:
    """Return the names that the pages use. Raises WsiscError where their file is missing."""
    path = "templates/site/wording.yaml"
    data: dict[str, Any] = source.read(resources.text(path).encode(), path).data
    return data


def read_template(name: str) -> str:
    """Return a file of `templates/site` as it is. Raises WsiscError where it is missing."""
    return resources.text(f"templates/site/{name}")

"""A collection and its tables -> what the pages of a site tell of each submission, and the templates they come from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from wsisc import locale, resources, source
from wsisc.calls import call as calls
from wsisc.collate.collection import Collection, LeftOut, Member
from wsisc.dataset import Tables
from wsisc.dataset.rows import SubmissionRow
from wsisc.document import outline
from wsisc.locale import Locale
from wsisc.site import downloads

_OWN = "en"
"""The language of the site's own words."""


class File(NamedTuple):
    """A file to download: its path in the site, its short and long name, and its size as people say it."""

    path: str
    name: str
    long_name: str
    size: str


@dataclass(frozen=True)
class Row:
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
    files: tuple[File, ...]

    @property
    def short(self) -> str:
        """The shortest name of the entity."""
        return self.acronym or self.entity

    @property
    def page(self) -> str:
        """Where its page is found in the site."""
        return page(self.key)


class Group(NamedTuple):
    """The submissions of entities of one type."""

    name: str
    rows: tuple[Row, ...]


class Left(NamedTuple):
    """A submission that was left out: its name, title and file, why, and in few words what state it is in."""

    name: str
    title: str
    file: str
    why: str
    state: str


class CallTold(NamedTuple):
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
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    calls: tuple[CallTold, ...]
    left_out: tuple[Left, ...]
    remarks: tuple[str, ...]
    data: tuple[File, ...]

    @property
    def words(self) -> int:
        """The words of all submissions."""
        return sum(row.words for row in self.rows)


def page(key: str) -> str:
    """Return where the page of a member is found in the site, by the member's key."""
    return f"submissions/{key}.html"


def of(collection: Collection, tables: Tables, sizes: Mapping[str, int], title: str) -> Site:
    """Return what the pages tell of a collection. `sizes` are those of the files to download, by their paths."""
    told = dict(zip((member.key for member in collection.members), tables.submissions, strict=True))
    rows = tuple(_row(member, told[member.key], sizes) for member in collection.members)
    groups = (Group(name, tuple(row for row in rows if row.type == type)) for type, name in wording()["types"].items())
    formats = list(wording()["files"])
    data = sorted((path for path in sizes if path.count("/") == 1), key=lambda path: formats.index(_format(path)))
    return Site(
        title or wording()["title"],
        rows,
        tuple(group for group in groups if group.rows),
        tuple(_calls(collection)),
        tuple(_left(each) for each in collection.left_out),
        tuple(collection.remarks()),
        tuple(_file(path, sizes) for path in data),
    )


def _row(member: Member, told: SubmissionRow, sizes: Mapping[str, int]) -> Row:
    submission, language = member.manuscript.submission, member.manuscript.locale
    asked = calls.parts(member.manuscript.call)
    labels = {"-".join(ids): calls.bare(part.label[language.language]) for ids, part in asked}
    return Row(
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
        day(submission.date),
        told.words,
        labels,
        tuple(_file(path, sizes) for format in downloads.FORMATS if (path := downloads.path(member, format)) in sizes),
    )


def _left(each: LeftOut) -> Left:
    return Left(each.entity or each.file, each.title, each.file, each.why, wording()["states"][each.kind])


def day(date: str) -> str:
    """Return a date as people say it: 2041-12-15 as 15 December 2041; "" where there is none."""
    if not date:
        return ""
    year, month, number = date.split("-")
    return str(wording()["day"].format(day=int(number), month=wording()["months"][int(month) - 1], year=year))


def count(number: int, what: str) -> str:
    """Return a number of things as people say it: 1 passage, 1,200 submissions."""
    said = wording()["counts"][what]
    return f"{number:,} {said['one' if number == 1 else 'many']}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: (a), (b) and (c)."""
    said = wording()["list"]
    *first, last = words
    return said["last"].join([said["between"].join(first), last]) if first else last


def _calls(collection: Collection) -> list[CallTold]:
    calls = {member.manuscript.call.id: member.manuscript.call for member in collection.members}
    counts = Counter(member.manuscript.call.id for member in collection.members)
    told = []
    for id, call in calls.items():
        language: Locale = locale.load(_OWN if _OWN in call.languages else call.languages[0])
        told.append(CallTold(id, outline.subject(call, language), language.tag, language.direction, counts[id]))
    return told


def _file(path: str, sizes: Mapping[str, int]) -> File:
    names = wording()["files"][_format(path)]
    return File(quote(path), names["name"], names["long"], size(sizes[path]))


def _format(path: str) -> str:
    return path.rpartition(".")[2]


def size(count: int) -> str:
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


def text(name: str) -> str:
    """Return a file of `templates/site` as it is. Raises WsiscError where it is missing."""
    return resources.text(f"templates/site/{name}")

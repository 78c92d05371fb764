"""A collection and its tables -> the values that the templates of a site show."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from wsisc import locale, resources
from wsisc.calls import call as calls
from wsisc.collate.collection import Collection, LeftOutSubmission, Member
from wsisc.dataset import Tables
from wsisc.dataset.rows import SubmissionRow
from wsisc.document import outline
from wsisc.locale import Locale
from wsisc.site import downloads

_SITE_LANGUAGE = "en"  # the language of the site's own words


type TemplateValues = dict[str, Any]
"""The values that a template shows of one thing, by the names that the template has for them."""


@dataclass(frozen=True)
class SubmissionView(SubmissionRow):
    """The row of a submission with what pages show of it: texts in English, and the tag of its language.

    `labels` are the labels of the call's parts in the submission's language, by place.
    """

    type_name: str
    tag: str
    language_name: str
    day: str
    labels: Mapping[str, str]
    files: tuple[TemplateValues, ...]

    @property
    def page(self) -> str:
        """The path of its page in the site."""
        return submission_page(self.key)


@dataclass(frozen=True)
class Site:
    """What all pages need: the submissions, their groups and calls, those left out, and the data files.

    `remarks` are likely mistakes in the choice of files.
    """

    title: str
    rows: tuple[SubmissionView, ...]
    groups: tuple[TemplateValues, ...]
    calls: tuple[TemplateValues, ...]
    left_out: tuple[TemplateValues, ...]
    remarks: tuple[str, ...]
    data: tuple[TemplateValues, ...]

    @property
    def words(self) -> int:
        """The words of all submissions."""
        return sum(row.words for row in self.rows)


def submission_page(key: str) -> str:
    """Return the path of a member's page in the site, by the member's key."""
    return f"submissions/{key}.html"


def build_site(collection: Collection, tables: Tables, sizes: Mapping[str, int], title: str) -> Site:
    """Return the view model of a site. `sizes` are the sizes of the files to download, by path."""
    rows_by_key = dict(zip((member.key for member in collection.members), tables.submissions, strict=True))
    rows = tuple(_submission_view(member, rows_by_key[member.key], sizes) for member in collection.members)
    groups = (
        {"name": name, "rows": [row for row in rows if row.type == type]} for type, name in wording()["types"].items()
    )
    formats = list(wording()["files"])
    data = sorted((path for path in sizes if path.count("/") == 1), key=lambda path: formats.index(_file_format(path)))
    return Site(
        title or wording()["title"],
        rows,
        tuple(group for group in groups if group["rows"]),
        tuple(_call_views(collection)),
        tuple(_left_out_view(each) for each in collection.left_out),
        tuple(collection.remarks()),
        tuple(_download_link(path, sizes) for path in data),
    )


def _submission_view(member: Member, row: SubmissionRow, sizes: Mapping[str, int]) -> SubmissionView:
    locale = member.manuscript.locale
    paths = [downloads.download_path(member, format) for format in downloads.FORMATS]
    return SubmissionView(
        **vars(row),
        type_name=wording()["type"][row.type],
        tag=locale.tag,
        language_name=wording()["languages"][row.language],
        day=format_date(row.date),
        labels={
            "-".join(ids): calls.bare_label(part.label[locale.language])
            for ids, part in calls.parts(member.manuscript.call)
        },
        files=tuple(_download_link(path, sizes) for path in paths if path in sizes),
    )


def _left_out_view(left_out: LeftOutSubmission) -> TemplateValues:
    """Return a submission that was left out: its name, title and file, the reason, and its state in a few words."""
    name, state = left_out.entity or left_out.file, wording()["states"][left_out.kind]
    return {"name": name, "title": left_out.title, "file": left_out.file, "why": left_out.reason, "state": state}


def format_date(date: str) -> str:
    """Return a date in words: 2041-12-15 as 15 December 2041; "" for ""."""
    if not date:
        return ""
    year, month, number = date.split("-")
    return str(wording()["day"].format(day=int(number), month=wording()["months"][int(month) - 1], year=year))


def format_count(number: int, what: str) -> str:
    """Return a number with its noun: 1 passage, 1,200 submissions."""
    nouns = wording()["counts"][what]
    return f"{number:,} {nouns['one' if number == 1 else 'many']}"


def join_words(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: (a), (b) and (c)."""
    separators = wording()["list"]
    *first, last = words
    return separators["last"].join([separators["between"].join(first), last]) if first else last


def _call_views(collection: Collection) -> Iterator[TemplateValues]:
    """Yield the calls that submissions answer: subject, language and number of answers."""
    calls = {member.manuscript.call.id: member.manuscript.call for member in collection.members}
    counts = Counter(member.manuscript.call.id for member in collection.members)
    for id, call in calls.items():
        language: Locale = locale.load(_SITE_LANGUAGE if _SITE_LANGUAGE in call.languages else call.languages[0])
        known = {"id": id, "tag": language.tag, "direction": language.direction, "answers": counts[id]}
        yield known | {"subject": outline.subject(call, language)}


def _download_link(path: str, sizes: Mapping[str, int]) -> TemplateValues:
    """Return a file to download: its path in the site, its short and long name, and its formatted size."""
    names = wording()["files"][_file_format(path)]
    size = format_size(sizes[path])
    return {"path": quote(path), "name": names["name"], "long_name": names["long"], "size": size}


def _file_format(path: str) -> str:
    return path.rpartition(".")[2]


def format_size(count: int) -> str:
    """Return a number of bytes as text: 16 KB, 1.2 MB."""
    units = wording()["sizes"]
    if count < 1_000_000:
        return str(units["kb"].format(number=max(round(count / 1000), 1)))
    return str(units["mb"].format(number=f"{count / 1_000_000:.1f}"))


@cache
def wording() -> dict[str, Any]:
    """Return the site's own texts. Raises WsiscError if their file is missing."""
    data: dict[str, Any] = resources.read_strings("templates/site/wording.yaml")
    return data

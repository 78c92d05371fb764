"""Two compared versions -> one self-contained page that shows what changed, inline and side by side, without script."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from wsisc.calls import locale
from wsisc.diff_report import change_summary
from wsisc.diff_report.change_summary import SummaryRow
from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
from wsisc.diff_report.groups import ChangeGroup, list_groups, value_label
from wsisc.diff_report.page_view import PageWords, Segment, build_segments, build_words, plain_words
from wsisc.document import checksum, templates
from wsisc.messages import resources
from wsisc.messages.localization import translate
from wsisc.writers import html

_MARK = b'<meta name="generator" content="wsisc diff">'
_HEAD = 2_000  # bytes in which the mark is
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Language(NamedTuple):
    """The language of a version for browsers: its tag, "" if it has none, and its direction."""

    tag: str
    direction: str


class PageValue(NamedTuple):
    """A value that differs: its label, and its words."""

    label: str
    words: tuple[PageWords, ...]


class PageImage(NamedTuple):
    """An image of a figure in the version `side`, "old" or "new": its address contains it; `alt` is its text."""

    side: str
    address: str
    alt: str


@dataclass(frozen=True)
class PageGroup:
    """The changes of one place, as a page shows them.

    `titles` are those of the sections around, `title` is that of the section itself. `origin` is where a section was.
    """

    group: ChangeGroup
    anchor: str
    titles: tuple[str, ...]
    title: tuple[PageWords, ...]
    origin: str
    places: tuple[int, int] | None
    values: tuple[PageValue, ...]
    segments: tuple[Segment, ...]
    images: tuple[PageImage, ...]


class PagePart(NamedTuple):
    """The changes of a part, or of the submission, its footnotes or figures (`kind`); only a part has a label."""

    kind: str
    label: str
    anchor: str
    changes: int
    groups: Sequence[PageGroup]


def format_page(versions: VersionComparison, has_summary: bool) -> bytes:
    """Return the page; with `has_summary` it begins with a table of what changed in each part."""
    groups = list_groups(versions)
    rows = change_summary.summarize(versions, groups)
    parts = [*_build_parts(versions, groups)]
    style = f"{html.build_style_sheet(versions.new.look)}\n{resources.text('templates/diff/diff.css')}"
    own = locale.load(change_summary.choose_language(versions))
    page = templates.load("diff", "page.html.j2").render(
        templates.speak_messages(own.language),
        own=own,
        in_words=lambda label: translate(label, own.language),
        kinds=_translate_all(change_summary.KINDS, own.language),
        actions=_translate_all(change_summary.ACTIONS, own.language),
        old=versions.old,
        new=versions.new,
        languages={"old": _find_language(versions.old), "new": _find_language(versions.new)},
        style=Markup(style),
        total=translate(change_summary.describe_total(rows[-1]), own.language),
        summary=_build_summary(rows, parts, own.language) if has_summary and groups else [],
        parts=parts,
    )
    return checksum.add_to_page(page.encode("utf-8", "replace"))


def _translate_all[Key](texts: Mapping[Key, str], language: str) -> dict[Key, str]:
    return {key: translate(text, language) for key, text in texts.items()}


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier page of this kind that was not changed."""
    text = content.replace(b"\r\n", b"\n")
    has_checksum = checksum.remove_from_page(text) != text
    return _MARK in text[:_HEAD] and has_checksum and checksum.is_valid_for_page(text)


def _build_summary(
    rows: Sequence[SummaryRow], parts: Sequence[PagePart], language: str
) -> list[tuple[tuple[str, ...], str]]:
    """Return the cells of the header and of each row, with the anchor of its part, "" if it has none."""
    anchors = {(part.kind, part.label): part.anchor for part in parts}
    head, *lines = change_summary.build_table(rows, language)
    return [(head, ""), *zip(lines, (anchors.get((row.kind, row.label), "") for row in rows), strict=True)]


def _build_parts(versions: VersionComparison, groups: Sequence[ChangeGroup]) -> Iterator[PagePart]:
    """Yield the changes by part, in the order of their first ones."""
    numbered = list(enumerate(groups, 1))
    for number, ((kind, label), found) in enumerate(
        groupby(numbered, key=lambda numbered_group: _part_key(numbered_group[1])), 1
    ):
        own = list(found)
        changes = sum(group.change_count for _, group in own)
        shown = [_build_group(versions, group, f"change-{index}") for index, group in own]
        yield PagePart(kind, label, f"part-{number}", changes, shown)


def _part_key(group: ChangeGroup) -> tuple[str, str]:
    if group.kind in ("part", "section"):
        return "part", group.location.part
    return group.kind if group.kind == "submission" else f"{group.kind}s", ""


def _build_group(versions: VersionComparison, group: ChangeGroup, anchor: str) -> PageGroup:
    version = versions.new if group.new else versions.old
    titles = group.location.titles
    is_section = group.kind == "section"
    origin, places = "", None
    if group.action == "moved" and group.old and group.new:
        origin = " > ".join([group.old.part, *group.old.titles[:-1]])
        if group.old.path[:-1] == group.new.path[:-1]:
            places = (int(group.old.path[-1]) + 1, int(group.new.path[-1]) + 1)
    return PageGroup(
        group,
        anchor,
        titles[:-1] if is_section else titles,
        _build_title(group) if is_section else (),
        origin,
        places,
        tuple(
            PageValue(value_label(version, value, group.location), build_words(value.words))
            for value in group.other_values
        ),
        tuple(build_segments(group.text)) if group.text and group.text.action != "same" else (),
        tuple(_find_images(versions, group)),
    )


def _build_title(group: ChangeGroup) -> tuple[PageWords, ...]:
    """Return the title of a section; only one that was changed shows what became of its words."""
    is_changed = group.title and group.action not in ("added", "removed")
    return build_words(group.title) if is_changed else plain_words(group.location.titles[-1])


def _find_images(versions: VersionComparison, group: ChangeGroup) -> Iterator[PageImage]:
    """Yield the images of a figure, where one was added, removed or replaced."""
    if group.kind != "figure" or not (group.has_other_image or group.action in ("added", "removed")):
        return
    for side, version, location in (("old", versions.old, group.old), ("new", versions.new, group.new)):
        name = str(location.path[1]) if location else ""
        if image := version.figures.images.get(name):
            data = base64.b64encode(image.content).decode()
            yield PageImage(side, f"data:image/{image.format};base64,{data}", version.submission.figures[name].alt)


def _find_language(version: ComparedVersion) -> Language:
    language = version.submission.language
    if language in resources.names("templates/locales", ".yaml"):
        found = locale.load(language)
        return Language(found.tag, found.direction)
    return Language(language if _TAG.fullmatch(language) else "", "auto")

"""The changes of a submission -> how many there are in each part: changes, words out and in, sections; and a table.

A report for readers is in the language of the new version.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wsisc.calls import schema
from wsisc.diff.word_changes import count_words
from wsisc.diff_report.compared_versions import VersionComparison
from wsisc.diff_report.groups import ChangeGroup, list_groups
from wsisc.messages import join, localization, plural, t, t_in
from wsisc.messages.localization import ENGLISH, format_number, translate
from wsisc.source import model

KINDS = {
    "submission": t("Submission"),
    "footnotes": t_in("a page of changes", "Footnotes"),
    "figures": t_in("a page of changes", "Figures"),
    "all": t("All"),
}
ACTIONS = {
    ("section", "added"): t("section added"),
    ("section", "removed"): t("section removed"),
    ("footnote", "added"): t_in("a page of changes", "footnote added"),
    ("footnote", "removed"): t_in("a page of changes", "footnote removed"),
    ("figure", "added"): t_in("a page of changes", "figure added"),
    ("figure", "removed"): t_in("a page of changes", "figure removed"),
    ("part", "added"): t("part added"),
    ("part", "removed"): t("part removed"),
}
_HEAD = (t("Part"), t("Changes"), t("Words removed"), t("Words added"), t("Sections"))


@dataclass(frozen=True)
class SummaryRow:
    """The numbers of a part, of what is outside the parts ("submission", "footnotes", "figures"), or of all.

    `label` is that of a part in the call, otherwise "". Words that moved with a section are neither out nor in.
    """

    kind: str
    label: str = ""
    changes: int = 0
    words_removed: int = 0
    words_added: int = 0
    sections_added: int = 0
    sections_removed: int = 0
    sections_moved: int = 0


def build_table(
    rows: Sequence[SummaryRow], language: str, head: Sequence[str] = _HEAD, kinds: Mapping[str, str] = KINDS
) -> list[tuple[str, ...]]:
    """Return the cells of a summary in a language: the header, then a row for each part and for all.

    `head` are the cells of the header, `kinds` the names of the rows that are no part. Where no section was added,
    removed or moved, there is no column for these.
    """

    def number(value: int) -> str:
        return format_number(value, ",", language)

    lines = (
        (
            translate(row.label or kinds.get(row.kind, row.kind), language),
            *map(number, (row.changes, row.words_removed, row.words_added)),
            translate(_describe_sections(row), language),
        )
        for row in rows
    )
    table = [tuple(translate(cell, language) for cell in head), *lines]
    return table if any(row[-1] for row in table[1:]) else [row[:-1] for row in table]


def _describe_sections(row: SummaryRow) -> str:
    """Return how many sections were added, removed and moved."""
    counts = (
        t("{count} added", count=row.sections_added) if row.sections_added else "",
        t("{count} removed", count=row.sections_removed) if row.sections_removed else "",
        t("{count} moved", count=row.sections_moved) if row.sections_moved else "",
    )
    return join(filter(None, counts))


def summarize(versions: VersionComparison, groups: Sequence[ChangeGroup]) -> list[SummaryRow]:
    """Return the rows: the submission, each part in order, footnotes, figures, and all; parts without changes, too."""
    labels = dict.fromkeys([*_part_labels(versions), *(group.location.part for group in groups if _is_in_part(group))])
    rows = [_count("submission", "", (group for group in groups if group.kind == "submission"))]
    rows += [
        _count("part", label, (group for group in groups if _is_in_part(group) and group.location.part == label))
        for label in labels
    ]
    rows += [
        _count(f"{kind}s", "", (group for group in groups if group.kind == kind)) for kind in ("footnote", "figure")
    ]
    return [*(row for row in rows if row.kind == "part" or row.changes), _count("all", "", groups)]


def _is_in_part(group: ChangeGroup) -> bool:
    return group.kind in ("part", "section")


def _part_labels(versions: VersionComparison) -> Iterable[str]:
    """Yield the labels of the parts of both versions that have an answer."""
    for version in (versions.new, versions.old):
        form = schema.load(version.call, version.submission.language)
        for path, part in model.parts(version.submission):
            if part.text.strip() or part.sections:
                yield schema.label(form, path)


def _count(kind: str, label: str, groups: Iterable[ChangeGroup]) -> SummaryRow:
    own = list(groups)
    words = [change for group in own for words in group.all_words for change in words]
    removed = sum(count_words(change.old) for change in words if change.action == "removed")
    added = sum(count_words(change.new) for change in words if change.action == "added")
    sections = [group.action for group in own if group.kind == "section"]
    return SummaryRow(
        kind, label, sum(group.change_count for group in own), removed, added,
        *(sections.count(action) for action in ("added", "removed", "moved")),
    )  # fmt: skip


def choose_language(versions: VersionComparison) -> str:
    """Return the language of the new version, English if it has no messages."""
    language = versions.new.submission.language
    return language if language in localization.languages() else ENGLISH


def describe_total(row: SummaryRow) -> str:
    """Return the numbers of a summary as a sentence."""
    return t(
        "{changes}: {words} removed, {added:,} added",
        changes=plural("1 change", "{count:,} changes", row.changes),
        words=plural("1 word", "{count:,} words", row.words_removed),
        added=row.words_added,
    )


def write_summary(versions: VersionComparison) -> tuple[str, str, list[tuple[str, ...]]]:
    """Return a summary in the language of the new version: its title, a sentence with all numbers, and its cells."""
    language = choose_language(versions)
    rows = summarize(versions, list_groups(versions))
    names = [version.name for version in (versions.old, versions.new)]
    short = [_shorten_path(name) for name in names]
    old, new = short if len(set(short)) == len(short) else names
    title = t("Changes from {old} to {new}", old=old, new=new)
    return translate(title, language), translate(describe_total(rows[-1]), language), build_table(rows, language)


def _shorten_path(name: str) -> str:
    """Return the name of a file, or of a file of a revision ("HEAD:submission.yaml"), without its folders."""
    return "".join([*name.rpartition(":")[:2], re.split(r"[/\\]", name)[-1].rpartition(":")[2]])

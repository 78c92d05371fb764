"""The language of a submission -> the words of a report on it for readers, and the cells of its summary."""

import re
from collections.abc import Sequence

from wsisc.diff_report import change_summary
from wsisc.diff_report.change_summary import SummaryRow
from wsisc.diff_report.compared_versions import VersionComparison
from wsisc.diff_report.groups import list_groups
from wsisc.messages import localization, plural, t, t_in
from wsisc.messages.localization import ENGLISH, translate

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


def summary_table(rows: Sequence[SummaryRow], language: str) -> list[tuple[str, ...]]:
    """Return the cells of a summary in a language."""
    return change_summary.build_table(rows, _HEAD, KINDS, language)


def write_summary(versions: VersionComparison) -> tuple[str, str, list[tuple[str, ...]]]:
    """Return a summary in the language of the new version: its title, a sentence with all numbers, and its cells."""
    language = choose_language(versions)
    rows = change_summary.summarize(versions, list_groups(versions))
    names = [version.name for version in (versions.old, versions.new)]
    short = [_shorten_path(name) for name in names]
    old, new = short if len(set(short)) == len(short) else names
    title = t("Changes from {old} to {new}", old=old, new=new)
    return translate(title, language), translate(describe_total(rows[-1]), language), summary_table(rows, language)


def _shorten_path(name: str) -> str:
    """Return the name of a file, or of a file of a revision ("HEAD:submission.yaml"), without its folders."""
    return "".join([*name.rpartition(":")[:2], re.split(r"[/\\]", name)[-1].rpartition(":")[2]])

"""The language of a submission -> the words of a report on it for readers, and the cells of its summary."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from wsisc import locale, resources
from wsisc.diff_report.change_summary import SummaryRow, SummaryWords, build_table, summarize
from wsisc.diff_report.compared_versions import VersionComparison
from wsisc.diff_report.groups import list_groups
from wsisc.locale import Locale


def choose_locale(language: str) -> Locale:
    """Return the locale of a language, that of English where there is none."""
    return locale.load(language if language in resources.names("templates/diff", ".yaml") else "en")


@cache
def load(language: str) -> Mapping[str, Any]:
    """Return the words of a page of what changed."""
    found: Mapping[str, Any] = resources.read_strings(f"templates/diff/{language}.yaml")
    return found


def _describe_sections(row: SummaryRow, language: str) -> str:
    """Return how many sections were added, removed and moved."""
    wording, own = load(language), choose_locale(language)
    counts = {"added": row.sections_added, "removed": row.sections_removed, "moved": row.sections_moved}
    shown = (
        wording["pages"][f"sections-{action}"].replace("{number}", own.format_number(count))
        for action, count in counts.items()
        if count
    )
    return str(wording["comma"]).join(shown)


def describe_total(row: SummaryRow, language: str) -> str:
    """Return the numbers of a summary as a sentence."""
    wording, own = load(language), choose_locale(language)
    slots = {
        "changes": own.format_count(row.changes, wording["counts"]["change"]),
        "words": own.format_count(row.words_removed, wording["counts"]["word"]),
        "added": own.format_number(row.words_added),
    }
    total = str(wording["pages"]["total"])
    for name, value in slots.items():
        total = total.replace(f"{{{name}}}", value)
    return total


def summary_table(rows: Sequence[SummaryRow], language: str) -> list[tuple[str, ...]]:
    """Return the cells of a summary in a language."""
    pages = load(language)["pages"]
    words = SummaryWords(
        tuple(pages[key] for key in ("part", "changes", "words-removed", "words-added", "sections")),
        lambda row: row.label or pages.get(f"kind-{row.kind}", row.kind),
        choose_locale(language).format_number,
        lambda row: _describe_sections(row, language),
    )
    return build_table(rows, words)


def write_summary(versions: VersionComparison) -> tuple[str, str, list[tuple[str, ...]]]:
    """Return a summary in the language of the new version: its title, a sentence with all numbers, and its cells."""
    language = choose_locale(versions.new.submission.language).language
    rows = summarize(versions, list_groups(versions))
    names = [version.name for version in (versions.old, versions.new)]
    short = [_shorten_path(name) for name in names]
    old, new = short if len(set(short)) == len(short) else names
    title = str(load(language)["pages"]["from-to"]).replace("{old}", old).replace("{new}", new)
    return title, describe_total(rows[-1], language), summary_table(rows, language)


def _shorten_path(name: str) -> str:
    """Return the name of a file, or of a file of a revision ("HEAD:submission.yaml"), without its folders."""
    return "".join([*name.rpartition(":")[:2], re.split(r"[/\\]", name)[-1].rpartition(":")[2]])

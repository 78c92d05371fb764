"""The result of an import -> the lines that report it."""

from collections.abc import Mapping

from wsisc.importer import Fate, ImportReport, ReportItem
from wsisc.importer.import_document import ImportedDocument
from wsisc.importer.report import PRINTED_BY_CALL, format_item
from wsisc.report.full import pluralize
from wsisc.verification.round_trip import DocumentState

_STATES = {
    DocumentState.UNCHANGED: "the document was built by wsisc and is unchanged: every word was imported",
    DocumentState.SAME: "the document was built by wsisc, and a reader sees no change: every word was imported",
    DocumentState.OTHER_CALL: "the document was built by wsisc, and matches its embedded source and call",
    DocumentState.OLDER: (
        "the document was built by another version of wsisc, and matches its source: every word was imported"
    ),
}


def format_lines(imported: ImportedDocument) -> list[str]:
    """Return the report: each item, the account of the words, the call, and the number of errors in the YAML."""
    report = imported.report
    problems = report.problems if report else ()
    items = sorted(imported.items, key=lambda item: not item.needs_person)  # what a person must look at comes first
    lines = [f"internal error: {problem}; please report it with the file" for problem in problems]
    lines += map(_format_item, items)
    lines += _format_account(report) if report else [_STATES[imported.state]]
    lines += [imported.remark] if imported.remark else []
    if count := len(imported.errors):
        lines.append(f"{pluralize(count, 'error')} to fix by hand")
    return lines


def _format_account(report: ImportReport) -> list[str]:
    """Return the account of the words and components."""
    printed = ", ".join(
        f"{fate} {report.fates[fate]:,}" for fate in (Fate.COVER, Fate.PROMPT, Fate.NUMBER) if report.fates.get(fate)
    )
    lines = [
        (
            f"{report.words_read:,} words read: {report.placed:,} placed, {report.printed_by_call:,} are the "
            f"call's own wording{f' ({printed})' if printed else ''}, {report.reported:,} left out"
        )
    ]
    lines += [
        f"{pluralize(sum(fates.values()), kind)}: {_format_fates(fates)}"
        for kind, fates in sorted(report.components.items())
    ]
    if report.unplaced_words:
        lines.append(
            f"{report.unplaced_words:,} of the placed words are under unplaced: move them into a part, then "
            "delete the key"
        )
    lines += [f"error: {each}; compare the result with the original" for each in report.unaccounted]
    if not report.has_all_words:
        lines.append("error: not every word is accounted for; compare the result with the original, word by word")
    return lines


def _format_item(item: ReportItem) -> str:
    """Return the line for an item; one whose words have no place is reported as not taken."""
    return f"not imported, {item.kind}: {item.text}".rstrip(": ") if item.words else format_item(item)


def _format_fates(fates: Mapping[Fate, int]) -> str:
    printed = sum(fates.get(fate, 0) for fate in PRINTED_BY_CALL)
    counts = {"placed": fates.get(Fate.PLACED, 0), "from the call": printed}
    counts["left out"] = fates.get(Fate.REPORTED, 0)
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)

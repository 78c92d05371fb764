"""`wsisc import FOLDER`: the documents that people sent -> their submissions, a table of them, and a report as CSV."""

import csv
import io
import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from wsisc import api
from wsisc.api import folder_importing, outputs
from wsisc.api.results import describe_several
from wsisc.cli import messages
from wsisc.cli.progress import ProgressDisplay
from wsisc.messages import t
from wsisc.messages.localization import format_number, translate
from wsisc.report import text_tables
from wsisc.text.csv_cells import guard_row
from wsisc.text.sanitize import sanitize

REPORT_NAME = "import.csv"
_COLUMNS = (
    "document", "outcome", "submission", "call", "language", "entity", "parts", "words_read", "words_placed",
    "words_from_call", "words_left_out", "words_unplaced", "open_headings", "errors", "to_look_at",
)  # fmt: skip
_HEADER = ",".join(_COLUMNS)
_MAX_ITEMS = 20  # so many lines are read in a cell; the YAML has them as well


_OUTCOMES = {
    "imported": t("imported"),
    "check": t("check"),
    "renewed": t("renewed"),
    "kept": t("kept"),
    "conflict": t("conflict"),
    "gone": t("gone"),
    "failed": t("failed"),
}


def import_all(folder: str, output: str | None, options: "api.FolderImportOptions") -> int:
    """Import the documents of a folder, report them, and return the exit code."""
    place = Path(output) if output else folder_importing.default_output(Path(folder))
    documents = api.import_folder(folder, place, options=options, notify=messages.note)
    display = ProgressDisplay("document")
    report, results = place / REPORT_NAME, list[api.FolderImportResult]()
    earlier = _read_earlier(report)
    try:
        for result in display.track(documents, display.show_import):
            results.append(result)
    finally:
        if results:
            outputs.write(report, _format_csv(results, earlier), _is_report)
    for line in _format_table(results):
        messages.print_report(line)
    display.print_summary()
    remark = describe_several((str(row[3]), str(row[0])) for row in _merge_rows(results, earlier))
    if remark:
        messages.note(remark)
    other_calls = [
        t("{file}: {what}", file=result.document, what=result.other_call) for result in results if result.other_call
    ]
    for line in other_calls:
        messages.print_line(sanitize(line), err=True)
    messages.print_result(
        t("{report} has the same as a table, with all that must be looked at", report=report), err=True
    )
    return max(display.exit_code, 1 if remark or other_calls else 0)


def _read_earlier(path: Path) -> Mapping[str, list[str]]:
    """Return the rows of an earlier report by their documents."""
    content = outputs.read(path)
    if not _is_report(content):
        return {}
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    return {row[0]: row for row in rows if len(row) == len(_COLUMNS)}


def _is_report(content: bytes) -> bool:
    return content.removeprefix(BOM_UTF8).startswith(_HEADER.encode())


def _format_csv(results: Sequence["api.FolderImportResult"], earlier: Mapping[str, list[str]]) -> bytes:
    """Return the report."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    table.writerows(_merge_rows(results, earlier))
    return BOM_UTF8 + stream.getvalue().encode("utf-8", "replace")


def _merge_rows(
    results: Sequence["api.FolderImportResult"], earlier: Mapping[str, list[str]]
) -> Iterator[Sequence[str | int]]:
    """Yield the row of each document. That of a submission that was kept is that of the run that imported it."""
    for result in results:
        row = guard_row(_row(result))
        yield earlier.get(str(row[0]), row) if result.outcome == "kept" else row


def _row(result: "api.FolderImportResult") -> list[str | int]:
    name, target = (sanitize(os.fspath(path)) for path in (result.document, result.target))
    if result.failure:
        reason = "; ".join(filter(None, (str(result.failure), result.failure.hint)))
        return [name, result.outcome, *[""] * (len(_COLUMNS) - 3), sanitize(reason)]
    summary = result.summary
    if result.conflict:
        return [name, result.outcome, target, *[""] * (len(_COLUMNS) - 4), sanitize(result.conflict)]
    if summary is None:
        return [name, result.outcome, target, *[""] * (len(_COLUMNS) - 3)]
    words = (summary.words_read, summary.placed, summary.printed_by_call, summary.left_out, summary.unplaced)
    items = [*_describe_earlier(result), *summary.items]
    more = [f"and {len(items) - _MAX_ITEMS} more"] if len(items) > _MAX_ITEMS else []
    return [
        name, _name_outcome(result), target, summary.call, summary.language, summary.entity, " ".join(summary.parts),
        *([""] * len(words) if summary.is_unchanged else words), summary.open_headings, summary.errors,
        "\n".join([*items[:_MAX_ITEMS], *more]),
    ]  # fmt: skip


def _name_outcome(result: "api.FolderImportResult") -> str:
    """Return the outcome; of a renewed document that a person has to look at, both."""
    return t("renewed, check") if result.earlier and result.outcome == "check" else _OUTCOMES[result.outcome]


def _describe_earlier(result: "api.FolderImportResult") -> list[str]:
    """Return where the submission is that was replaced."""
    if not result.earlier:
        return []
    return [t("renewed; the earlier version is {earlier}", earlier=sanitize(os.fspath(result.earlier)))]


def _format_table(results: Sequence["api.FolderImportResult"]) -> list[str]:
    """Return a line for each document: what became of it, its call, language, parts and numbers of words."""
    rows: list[tuple[str, ...]] = [
        tuple(
            map(
                translate,
                (
                    t("document"),
                    t("outcome"),
                    t("call"),
                    t("language"),
                    t("words"),
                    t("left out"),
                    t("unplaced"),
                    t("errors"),
                    t("parts"),
                ),
            )
        )
    ]
    for result in results:
        summary = result.summary
        cells: tuple[str, ...] = ("",) * 7
        if summary:
            words = ("", "", "") if summary.is_unchanged else (summary.words_read, summary.left_out, summary.unplaced)
            numbers = (format_number(number, ",") if number != "" else "" for number in (*words, summary.errors))
            cells = (summary.call, summary.language, *numbers, " ".join(summary.parts))
        rows.append((text_tables.shorten_name(result.document), translate(_name_outcome(result)), *cells))
    return [
        click.style(line, bold=True) if not at else line for at, line in enumerate(text_tables.align(rows, "<<<<>>>><"))
    ]

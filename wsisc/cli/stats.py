"""`wsisc stats`: submissions -> words, pages, notes and reading ease of every part, with the call's limits."""

import codecs
import csv
import io
from collections.abc import Sequence

import click

from wsisc import api
from wsisc.api import FileStatistics, PartStatistics, outputs
from wsisc.cli import arguments, messages, reports
from wsisc.messages import plural, t
from wsisc.messages.localization import format_number, languages, translate
from wsisc.report import previous, text_tables
from wsisc.report.common import to_json
from wsisc.text.csv_cells import guard_row
from wsisc.text.sanitize import sanitize

_COLUMNS = (
    *(t("part"), t("words"), t("pages"), t("allowed")),
    *(t("sentences"), t("footnotes"), t("links"), t("reading ease")),
)
_ALIGNMENTS = "<" + ">" * (len(_COLUMNS) - 1)


@click.command("stats")
@arguments.PATHS_OR_REPOSITORY
@click.option("--output-format", type=click.Choice(["text", "json", "csv"]), default="text", help="Output format.")
@arguments.file_option("--output-file", help="Output file (default: standard output).")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], output_format: str, output_file: str | None) -> None:
    """Count the words, pages, footnotes and links of every part, and show the page limits of the call.

    Without PATH, all submissions of the repository are read: those below the folder with the nearest wsisc.toml.

    Words are counted as the United Nations counts them, including titles and footnotes. Pages are measured in the
    typeset PDF; they are not counted for a submission with errors, but empty parts are allowed. Reading ease ranges
    from about 0 (very hard) to about 100 (very easy).

    schemas/stats.schema.json documents the JSON. The exit code is 1 if a submission has errors.
    """
    batch = api.count_words(paths, notify=messages.note)
    outputs.refuse_overwrite(output_file, batch.inputs, is_earlier_report)
    results = []
    for counted in batch:
        _report_failure(counted)
        results.append(counted)
    text = {"text": _format_text, "json": _format_json, "csv": _format_csv}[output_format](results)
    mark = codecs.BOM_UTF8 if output_format == "csv" else b""  # without it Excel reads é as two letters
    reports.write(text, output_file, is_earlier_report, mark)
    ctx.exit(0 if all(counted.has_pages for counted in results) else 1)


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier report of this command, in any format."""
    text = content.decode("utf-8-sig", "replace")
    headers = [" ".join(translate(column, language) for column in _COLUMNS).split() for language in languages()]
    is_table = text.startswith("file,entity,") or any(line.split() in headers for line in text.split("\n"))
    data = previous.parse_json(text)
    return is_table or not text.strip() or (isinstance(data, dict) and data.keys() == {"version", "submissions"})


def _report_failure(counted: FileStatistics) -> None:
    """Say why the pages of a file are not counted."""
    if counted.failure:
        messages.error(str(counted.failure), counted.failure.hint)
    elif not counted.has_pages:
        consequence = t("its pages are not counted") if counted.parts else t("nothing is counted")
        problem = t(
            "{name}: has errors, so {consequence}; run wsisc validate to list them",
            name=sanitize(counted.file),
            consequence=consequence,
        )
        messages.print_line(problem, err=True)


def _format_text(results: Sequence[FileStatistics]) -> str:
    return "\n\n".join(_format_table(counted) for counted in results if counted.parts)


def _format_table(counted: FileStatistics) -> str:
    rows, submission = counted.parts, counted.submission
    table = [[*map(translate, _COLUMNS)], *(_format_cells(row) for row in rows)]
    lines = text_tables.align(table, _ALIGNMENTS)
    styled = [
        click.style(line, fg="yellow") if _is_over_limit(row) else line
        for row, line in zip(rows, lines[1:], strict=True)
    ]
    entity, title = submission.entity.acronym or submission.entity.name, submission.title
    heading = title if title.startswith(entity) else translate(t("{entity}: {title}", entity=entity, title=title))
    above = [click.style(sanitize(counted.file), bold=True), sanitize(heading), "", click.style(lines[0], bold=True)]
    return "\n".join(
        [
            *above,
            *styled,
            *([translate(t("* exceeds the limit of the call"))] if any(map(_is_over_limit, rows)) else []),
        ]
    )


def _is_over_limit(row: PartStatistics) -> bool:
    is_long = row.word_limit is not None and row.words > row.word_limit
    return is_long or bool(row.limit and row.pages and row.pages > row.limit)


def _format_cells(row: PartStatistics) -> tuple[str, ...]:
    depth = row.place.count("-")
    numbers = (row.sentences, row.footnotes, row.links)
    pages, ease = ("" if value is None else format_number(value, ".1f") for value in (row.pages, row.ease))
    limit = "" if row.limit is None else format_number(row.limit, "g")
    limit = translate(plural("1 word", "{count:,} words", row.word_limit)) if row.word_limit else limit
    over = "*" if _is_over_limit(row) else ""
    label = "  " * depth + translate(sanitize(row.label))
    return (
        label,
        format_number(row.words, ","),
        over + pages,
        limit,
        *(format_number(number, ",") for number in numbers),
        ease,
    )


def _format_json(results: Sequence[FileStatistics]) -> str:
    data = [
        {
            "file": counted.file,
            "entity": counted.submission.entity.name,
            "call": counted.submission.call,
            "language": counted.submission.language,
            "parts": [row._asdict() for row in counted.parts],
        }
        for counted in results
    ]
    return to_json({"version": 1, "submissions": data})


def _format_csv(results: Sequence[FileStatistics]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["file", "entity", *PartStatistics._fields])
    for counted in results:
        for row in counted.parts:
            table.writerow(guard_row([counted.file, counted.submission.entity.name, *row]))
    return stream.getvalue().rstrip("\n")

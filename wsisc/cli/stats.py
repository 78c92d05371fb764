"""`wsisc stats`: submissions -> words, pages, notes and reading ease of every part, with the call's limits."""

import codecs
import csv
import io
from collections.abc import Sequence

import click

from wsisc import model, pipeline, source
from wsisc.cli import arguments, messages, report_output
from wsisc.dataset.csv_table import guard_formulas
from wsisc.document import figures
from wsisc.document.manuscript import create_manuscript, require_manuscript
from wsisc.document.prose import Reading
from wsisc.engines.typst import MissingGlyphs
from wsisc.lint import selection, statistics
from wsisc.lint.statistics import PartStatistics
from wsisc.localization import format_number, languages, translate
from wsisc.messages import plural, t
from wsisc.report import previous, tables
from wsisc.report.common import to_json
from wsisc.text.sanitize import sanitize
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile, find_submissions
from wsisc.writers import pdf

# A file's name, its reading, its rows, and whether it is valid.
type _FileStatistics = tuple[str, Reading, list[PartStatistics], bool]

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
    inputs = list(find_submissions(paths, messages.note))
    report_output.refuse_overwrite(output_file, inputs, is_earlier_report)
    results = [_count(file) for file in inputs]
    text = {"text": _format_text, "json": _format_json, "csv": _format_csv}[output_format](results)
    mark = codecs.BOM_UTF8 if output_format == "csv" else b""  # without it Excel reads é as two letters
    report_output.write(text, output_file, is_earlier_report, mark)
    ctx.exit(0 if all(is_sound for *_, is_sound in results) else 1)


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier report of this command, in any format."""
    text = content.decode("utf-8-sig", "replace")
    headers = [" ".join(translate(each, language) for each in _COLUMNS).split() for language in languages()]
    is_table = text.startswith("file,entity,") or any(line.split() in headers for line in text.split("\n"))
    found = previous.parse_json(text)
    return is_table or not text.strip() or (isinstance(found, dict) and found.keys() == {"version", "submissions"})


def _count(file: InputFile) -> _FileStatistics:
    read = source.read(file.content, file.name)
    submission = model.from_data(read.data)
    loaded = figures.read(submission.figures, file.folder)
    rules = selection.REQUIRED_RULES._replace(draft=True)
    known = repository.load_catalogue(file.folder)
    checked = pipeline.check(read, loaded, rules, catalogue=known)
    pages = None
    if checked.call and checked.is_valid:
        manuscript = require_manuscript(
            create_manuscript(submission, checked.call, loaded, look=known.load_theme(checked.call))
        )
        try:
            pages = pdf.PdfDocument(manuscript).measure_parts()
        except MissingGlyphs as error:
            messages.error(t("{file}: {error}", file=file.name, error=error), error.hint)
    else:
        consequence = t("its pages are not counted") if checked.call else t("nothing is counted")
        messages.print_line(
            t(
                "{name}: has errors, so {consequence}; run wsisc validate to list them",
                name=sanitize(file.name),
                consequence=consequence,
            ),
            err=True,
        )
    reading = Reading(submission, checked.call, pages)
    return file.name, reading, statistics.count_parts(reading), pages is not None


def _format_text(results: Sequence[_FileStatistics]) -> str:
    return "\n\n".join(_format_table(name, reading, rows) for name, reading, rows, _ in results if rows)


def _format_table(name: str, reading: Reading, rows: Sequence[PartStatistics]) -> str:
    table = [[*map(translate, _COLUMNS)], *(_format_cells(row) for row in rows)]
    lines = tables.align(table, _ALIGNMENTS)
    styled = [
        click.style(line, fg="yellow") if _is_over_limit(row) else line
        for row, line in zip(rows, lines[1:], strict=True)
    ]
    entity = reading.submission.entity.acronym or reading.submission.entity.name
    title = reading.submission.title
    heading = title if title.startswith(entity) else translate(t("{entity}: {title}", entity=entity, title=title))
    above = [click.style(sanitize(name), bold=True), sanitize(heading), "", click.style(lines[0], bold=True)]
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
    pages, ease = ("" if each is None else format_number(each, ".1f") for each in (row.pages, row.ease))
    limit = "" if row.limit is None else format_number(row.limit, "g")
    limit = translate(plural("1 word", "{count:,} words", row.word_limit)) if row.word_limit else limit
    over = "*" if _is_over_limit(row) else ""
    label = "  " * depth + translate(sanitize(row.label))
    return (
        label,
        format_number(row.words, ","),
        over + pages,
        limit,
        *(format_number(each, ",") for each in numbers),
        ease,
    )


def _format_json(results: Sequence[_FileStatistics]) -> str:
    data = [
        {
            "file": name,
            "entity": reading.submission.entity.name,
            "call": reading.submission.call,
            "language": reading.submission.language,
            "parts": [row._asdict() for row in rows],
        }
        for name, reading, rows, _ in results
    ]
    return to_json({"version": 1, "submissions": data})


def _format_csv(results: Sequence[_FileStatistics]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["file", "entity", *PartStatistics._fields])
    for name, reading, rows, _ in results:
        for row in rows:
            cells = [name, reading.submission.entity.name, *row]
            table.writerow([guard_formulas(cell) if isinstance(cell, str) else cell for cell in cells])
    return stream.getvalue().rstrip("\n")

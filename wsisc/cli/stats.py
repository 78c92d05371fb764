"""`wsisc stats`: submissions -> the words, pages, notes and reading ease of every part, beside what the call allows."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

import click

from wsisc import figures, locale, model, pipeline, source, stats
from wsisc.cli import files
from wsisc.manuscript import Manuscript
from wsisc.prose import Reading
from wsisc.stats import Row
from wsisc.writers import pdf

type Counted = tuple[str, Reading, list[Row]]

_COLUMNS = ("part", "words", "pages", "allowed", "sentences", "footnotes", "links", "reading ease")


@click.command("stats", short_help="Count words, pages and more of every part.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--output-format", type=click.Choice(["text", "json", "csv"]), default="text", help="How it is shown.")
@click.option("--output-file", help="Where it goes; else standard output.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], output_format: str, output_file: str | None) -> None:
    """Count words, pages, notes and links of every part of submissions, beside the pages that the call allows.

    Words are counted as the United Nations does, titles and footnotes in. Pages are measured from the PDF as it is set;
    a submission with errors has none. Reading ease goes from 0 (very hard) to 100 (very easy).
    """
    counted = [_counted(given) for given in files.read(paths)]
    text = {"text": _text, "json": _json, "csv": _csv}[output_format](counted)
    if output_file and output_file != "-":
        files.write(Path(output_file), f"{click.unstyle(text)}\n".encode())
    else:
        click.echo(text)
    ctx.exit(0 if all(rows for *_, rows in counted) else 1)


def _counted(given: files.Input) -> Counted:
    read = source.read(given.content, given.name)
    submission = model.from_data(read.data)
    seen = figures.read(submission.figures, given.folder)
    checked = pipeline.check(read, seen, known=files.catalogue(given.folder))
    pages = None
    if checked.call and checked.is_sound:
        manuscript = Manuscript(submission, checked.call, locale.load(submission.language), seen.images)
        pages = pdf.Document(manuscript).lengths()
    else:
        click.echo(f"{given.name}: has errors, so no pages are set; wsisc validate shows them", err=True)
    reading = Reading(submission, checked.call, pages)
    return given.name, reading, stats.rows(reading)


def _text(counted: Sequence[Counted]) -> str:
    return "\n\n".join(_table(*each) for each in counted)


def _table(name: str, reading: Reading, rows: Sequence[Row]) -> str:
    cells = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_COLUMNS))]
    shown = [
        "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(each))
        for each in (list(zip(row, widths, strict=True)) for row in cells)
    ]
    styled = [
        click.style(line, fg="yellow") if row.limit and row.pages and row.pages > row.limit else line
        for row, line in zip(rows, shown[1:], strict=True)
    ]
    heading = f"{reading.submission.entity.acronym or reading.submission.entity.name}: {reading.submission.title}"
    return "\n".join([click.style(name, bold=True), heading, "", click.style(shown[0], bold=True), *styled])


def _cells(row: Row) -> tuple[str, ...]:
    depth = row.place.count("-")
    numbers = (row.sentences, row.footnotes, row.links)
    pages, limit, ease = ("" if each is None else f"{each:g}" for each in (row.pages, row.limit, row.ease))
    over = " *" if row.limit and row.pages and row.pages > row.limit else ""
    return ("  " * depth + row.label, f"{row.words:,}", pages, limit + over, *(f"{each:,}" for each in numbers), ease)


def _json(counted: Sequence[Counted]) -> str:
    data = [
        {
            "file": name,
            "entity": reading.submission.entity.name,
            "call": reading.submission.call,
            "language": reading.submission.language,
            "parts": [asdict(row) for row in rows],
        }
        for name, reading, rows in counted
    ]
    return json.dumps({"version": 1, "submissions": data}, ensure_ascii=False, indent=2)


def _csv(counted: Sequence[Counted]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["file", "entity", *(field.name for field in fields(Row))])
    for name, reading, rows in counted:
        table.writerows([name, reading.submission.entity.name, *asdict(row).values()] for row in rows)
    return stream.getvalue().rstrip("\n")

"""`wsisc collate`: many submissions -> one compendium, or one dataset; what had to be left out is told."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from wsisc import resources
from wsisc.cli import batch_runner, complete, document_output, files, protected, titles
from wsisc.diagnostic import WsiscError
from wsisc.engines import typst
from wsisc.report.full import counted
from wsisc.report.reported import shown
from wsisc.settings import FILE
from wsisc.writers.build_job import Order, Wanted

if TYPE_CHECKING:
    from wsisc.collate.collection import Collection

_DOCUMENTS = ("docx", "pdf", "html")
_DATA = ("xlsx", "csv", "json")
_ORDERS = ("action-line", "sdg", "country", "part", "kind")
_LANGUAGES = resources.names("templates/locales", ".yaml")
_KEYS = ("title", "language")


class _Look(NamedTuple):
    """What a user says of a compendium; "" where nothing."""

    title: str
    language: str
    order: str


@click.command("collate", short_help="Put many submissions into one document, or one dataset.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete.paths)
@click.option(
    "-o",
    "--output",
    type=protected.FILE_NAME,
    required=True,
    metavar="FILE",
    shell_complete=complete.paths,
    help="Its ending says what is made.",
)
@click.option("--by", "order", type=click.Choice(_ORDERS), help="All that is said on each, with who said it.")
@click.option("--title", help="The title; else that of wsisc.toml, else one of the session.")
@click.option("--language", type=click.Choice(_LANGUAGES), help="Of title, contents and index; else that of most.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output: str,
    order: str | None,
    title: str | None,
    language: str | None,
) -> None:
    """Put many submissions into one document: FILE ends in .docx, .pdf or .html; in .xlsx, .csv or .json for a dataset.

    PATH is a submission, a folder of them, or a pattern as 2025/**/*.yaml. Submissions with errors and drafts are left
    out, and named with the reason, in the document too; the exit code is then 1. A submission with a character that no
    font has is written as Word and HTML, not as PDF. The sources are not put into it.
    """
    format = Path(output).suffix[1:].lower()
    if format not in (*_DOCUMENTS, *_DATA):
        raise click.UsageError(f"{output} should end in .{', .'.join(_DOCUMENTS)}, or for data in .{', .'.join(_DATA)}")
    if format in _DATA and (order or title or language):
        raise click.UsageError("--by, --title and --language are for documents, not for a dataset")
    protected.refuse_unportable(output)
    inputs = list(files.read(paths))
    protected.Inputs(each.path for each in inputs).refuse(Path(output))
    document_output.refuse_others(Path(output), format)
    settled = _settled(inputs[0].folder)
    given = (title, "--title") if title is not None else (settled.get("title"), f"{FILE}: title")
    look = _Look(titles.printable(*given), language or settled.get("language", ""), order or "")
    make = _dataset if format in _DATA else _document
    ctx.exit(_tell(make(inputs, Path(output), format, look), output))


def _settled(folder: Path) -> Mapping[str, str]:
    """Return what wsisc.toml says of compendia. Raises UsageError where that cannot be used."""
    told = files.settings(folder)[0].collate
    for key, value in told.items():
        if key not in _KEYS:
            raise click.UsageError(f"{FILE}: [collate] {key} is unknown: known here: {', '.join(_KEYS)}")
        if not isinstance(value, str):
            raise click.UsageError(f"{FILE}: [collate] {key} should be a text in quotation marks")
    if told.get("language", "en") not in _LANGUAGES:
        raise click.UsageError(f"{FILE}: [collate] language should be one of {', '.join(_LANGUAGES)}")
    return told


def _orders(inputs: Sequence[files.Input]) -> tuple[list[Order], dict[str, tuple[str, str]]]:
    """Return what is to be read, and the files that cannot be, with the reasons."""
    orders, unread = [], {}
    for given in inputs:
        try:
            orders.append(batch_runner.order(given, Wanted()))
        except WsiscError as error:
            unread[given.name] = str(error), "file"
    return orders, unread


def _dataset(inputs: Sequence[files.Input], target: Path, format: str, _: _Look) -> "Collection":
    """Put the dataset in place, and return what is in it and what is not."""
    from wsisc import dataset
    from wsisc.collate import collection

    collected = collection.collect(*_orders(inputs))
    if collected.members:
        document_output.write(target, dataset.write(collected, format), format)
    return collected


def _document(inputs: Sequence[files.Input], target: Path, format: str, look: _Look) -> "Collection":
    """Put the compendium in place, and return what stands in it and what does not."""
    from wsisc import collate
    from wsisc.collate import collection

    with collate.maker(format) as maker:
        collected = collection.collect(*_orders(inputs), None if look.order else maker.begin)
        if collected.members:
            made, collected = maker.write(collected, *look)
            if collected.members:
                document_output.write(target, made, format)
    return collected


def _tell(collected: "Collection", output: str) -> int:
    """Tell what was left out and where the rest went, and return the exit code."""
    for each in collected.left_out:
        click.echo(f"{click.style('left out', fg='red', bold=True)}: {shown(f'{each.file}: {each.why}')}", err=True)
    if any(each.kind == "font" for each in collected.left_out):
        click.echo(f"  help: {typst.WITHOUT_GLYPH}", err=True)
    if not collected.members:
        click.echo("no submission could be taken, so nothing was written; wsisc validate shows all problems", err=True)
        return 1
    for remark in collected.remarks():
        click.echo(f"{click.style('note', fg='yellow', bold=True)}: {shown(remark)}", err=True)
    if output.lower().endswith(".docx"):
        click.echo("in Word, Ctrl+A, then F9 puts in the numbers of pages in contents and index", err=True)
    told = f"{counted(len(collected.members), 'submission')}, {len(collected.left_out)} left out"
    click.echo(told, err=True)
    click.echo(shown(output))
    return 1 if collected.left_out else 0

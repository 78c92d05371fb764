"""`wsisc collate`: submissions -> one compendium or one dataset, and a report of what was left out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from wsisc import resources
from wsisc.cli import arguments, batch_runner, messages, titles
from wsisc.diagnostic import WsiscError
from wsisc.engines import typst
from wsisc.report.common import sanitize
from wsisc.report.full import pluralize
from wsisc.settings import SETTINGS_FILE
from wsisc.workspace import document_output, protected, repository
from wsisc.workspace.input_files import InputFile, find_submissions
from wsisc.writers.build_job import BuildJob, BuildOptions

if TYPE_CHECKING:
    from wsisc.collate.collection import Collection

_DOCUMENTS = ("docx", "pdf", "html")
_DATASETS = ("xlsx", "csv", "json")
_GROUPINGS = ("action-line", "sdg", "country", "part", "kind")
_LANGUAGES = resources.names("templates/locales", ".yaml")
_SETTINGS = ("title", "language")


class _CompendiumOptions(NamedTuple):
    """The options for a compendium; "" for each that is not set."""

    title: str
    language: str
    grouping: str


@click.command("collate")
@arguments.PATHS
@arguments.file_option("-o", "--output", required=True, metavar="FILE", help="Its ending says what is made.")
@click.option("--by", "order", type=click.Choice(_GROUPINGS), help="All that is said on each, with who said it.")
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
    if format not in (*_DOCUMENTS, *_DATASETS):
        raise click.UsageError(
            f"{output} should end in .{', .'.join(_DOCUMENTS)}, or for data in .{', .'.join(_DATASETS)}"
        )
    if format in _DATASETS and (order or title or language):
        raise click.UsageError("--by, --title and --language are for documents, not for a dataset")
    protected.refuse_unportable(output)
    inputs = list(find_submissions(paths, messages.note))
    protected.ProtectedFiles(each.path for each in inputs).refuse_overwrite(Path(output))
    document_output.refuse_early(Path(output), format)
    settings = _read_settings(inputs[0].folder)
    named = (title, "--title") if title is not None else (settings.get("title"), f"{SETTINGS_FILE}: title")
    look = _CompendiumOptions(titles.check_title(*named), language or settings.get("language", ""), order or "")
    write = _write_dataset if format in _DATASETS else _write_compendium
    ctx.exit(_report_result(write(inputs, Path(output), format, look), output))


def _read_settings(folder: Path) -> Mapping[str, str]:
    """Return the table [collate] of wsisc.toml. Raises UsageError if it cannot be used."""
    settings = repository.load_settings(folder)[0].collate
    for key, value in settings.items():
        if key not in _SETTINGS:
            raise click.UsageError(f"{SETTINGS_FILE}: [collate] {key} is unknown: known here: {', '.join(_SETTINGS)}")
        if not isinstance(value, str):
            raise click.UsageError(f"{SETTINGS_FILE}: [collate] {key} should be a text in quotation marks")
    if settings.get("language", "en") not in _LANGUAGES:
        raise click.UsageError(f"{SETTINGS_FILE}: [collate] language should be one of {', '.join(_LANGUAGES)}")
    return settings


def _create_jobs(inputs: Sequence[InputFile]) -> tuple[list[BuildJob], dict[str, tuple[str, str]]]:
    """Return the jobs for the files that can be read, and the reasons why others cannot."""
    jobs, unread = [], {}
    for file in inputs:
        try:
            jobs.append(batch_runner.create_job(file, BuildOptions()))
        except WsiscError as error:
            unread[file.name] = str(error), "file"
    return jobs, unread


def _write_dataset(inputs: Sequence[InputFile], target: Path, format: str, _: _CompendiumOptions) -> "Collection":
    """Write the dataset, and return what it contains and what it does not."""
    from wsisc import dataset
    from wsisc.collate import collection

    collected = collection.collect(*_create_jobs(inputs))
    if collected.members:
        document_output.write(target, dataset.write(collected, format), format)
    return collected


def _write_compendium(
    inputs: Sequence[InputFile], target: Path, format: str, options: _CompendiumOptions
) -> "Collection":
    """Write the compendium, and return what it contains and what it does not."""
    from wsisc import collate
    from wsisc.collate import collection

    with collate.open_builder(format) as maker:
        collected = collection.collect(*_create_jobs(inputs), None if options.grouping else maker.begin_chapter)
        if collected.members:
            content, collected = maker.write(collected, *options)
            if collected.members:
                document_output.write(target, content, format)
    return collected


def _report_result(collected: "Collection", output: str) -> int:
    """Report what was left out and where the rest was written, and return the exit code."""
    for each in collected.left_out:
        click.echo(f"{messages.label('left out')}: {sanitize(f'{each.file}: {each.reason}')}", err=True)
    if any(each.kind == "font" for each in collected.left_out):
        click.echo(f"  help: {typst.NO_GLYPH_HINT}", err=True)
    if not collected.members:
        click.echo("no submission could be taken, so nothing was written; wsisc validate shows all problems", err=True)
        return 1
    for remark in collected.remarks():
        messages.show("note", sanitize(remark))
    if output.lower().endswith(".docx"):
        click.echo("in Word, Ctrl+A, then F9 puts in the numbers of pages in contents and index", err=True)
    summary = f"{pluralize(len(collected.members), 'submission')}, {len(collected.left_out)} left out"
    click.echo(summary, err=True)
    click.echo(sanitize(output))
    return 1 if collected.left_out else 0

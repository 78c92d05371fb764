"""`wsisc build`: submissions -> documents, where `-o` says or next to them; several at a time, only what changed."""

import contextlib
import sys
from typing import Any

import click

from wsisc import api
from wsisc.cli import arguments, batch_options, messages
from wsisc.diagnostic import WsiscError
from wsisc.report.common import sanitize
from wsisc.writers import WRITERS


@click.command("build")
@arguments.PATHS
@click.option("--format", "formats", multiple=True, type=click.Choice(list(WRITERS)), help="A format; may be repeated.")
@arguments.file_option(
    "-o", "--output", help="A file, for one submission in one format; else a folder. - is standard output."
)
@click.option("--draft", is_flag=True, default=None, help="Build with parts still empty, every page marked as a draft.")
@click.option("--no-embed", is_flag=True, default=False, help="Do not put the source into the documents.")
@click.option("--comments", is_flag=True, default=False, help="Put the comments of reviewers into the Word files.")
@batch_options.add_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Make the documents of submissions: in the formats of --format, else of wsisc.toml, else as Word files.

    PATH is a submission, a folder of them, a pattern as 2025/**/*.yaml, or - for standard input. A submission
    with errors is not built, and stops no other. A submission with a character that no font has is written as Word and
    HTML, not as PDF; the exit code is then 1. What has not changed since it was built is not built again. A document
    that somebody has changed is not replaced, which makes the exit code 3; one that was only saved in Word or
    LibreOffice is. Each is built as the nearest wsisc.toml above it says.
    """
    run = batch_options.parse_options(options)
    batch = api.build_files(
        paths,
        options["output"],
        formats=options["formats"],
        draft=options["draft"],
        embed=not options["no_embed"],
        comments=options["comments"],
        notify=messages.note,
        **run,
    )
    with contextlib.closing(batch):
        ctx.exit(_show_one(batch) if batch.total == 1 and not run["scheduler"] else _show_many(batch))


def _show_one(batch: "api.Batch[api.BuildResult]") -> int:
    """Show the result of one file, and return the exit code."""
    [result] = batch
    if result.check.failure:
        raise result.check.failure
    if result.diagnostics:
        from wsisc import report

        click.echo(report.load("full")([result.check.checked_file]), err=True)
    for target in result.written.values():
        click.echo(sanitize(str(target)))
    _print_document(result)
    if result.refused:
        first = result.refused[0]
        raise WsiscError("; ".join(map(str, result.refused)), first.hint, first.exit_code)
    return 0 if result.check.is_valid else 1


def _show_many(batch: "api.Batch[api.BuildResult]") -> int:
    """Show each result when it is ready, and return the exit code: the worst of all."""
    from wsisc.cli.progress import ProgressDisplay

    display = ProgressDisplay()

    def show(result: "api.BuildResult") -> None:
        _print_document(result)
        display.show_build(result)

    for _ in display.track(batch, show):
        pass
    display.print_problem(display.summary)
    return display.exit_code


def _print_document(result: "api.BuildResult") -> None:
    """Print the document if it has no other place than standard output."""
    if not (result.written or result.refused):
        for content in result.documents.values():
            sys.stdout.buffer.write(content)

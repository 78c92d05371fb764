"""`wsisc build`: submissions -> documents, where `-o` says or next to them; several at a time, only what changed."""

import contextlib
import gc
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from wsisc import api
from wsisc.api import folders
from wsisc.cli import arguments, complete, messages, reports, signals
from wsisc.messages import join_clauses, plural, t
from wsisc.messages.diagnostic import WsiscError

_FORMATS = folders.list_formats()


@click.command("build")
@arguments.PATHS_OR_REPOSITORY
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=arguments.CommaSeparated(_FORMATS),
    callback=lambda ctx, parameter, values: arguments.flatten(values),
    help="Output format, or several, separated by commas: docx,pdf.",
)
@arguments.file_option(
    "-o", "--output", help="Output file, or folder for several documents; - writes to standard output."
)
@click.option("--watch", is_flag=True, help="Build again after each change, until Ctrl-C.")
@click.option("--draft", is_flag=True, default=None, help="Allow empty parts, and mark every page as a draft.")
@arguments.off_switch("--no-embed", "embed", help="Do not embed the source in the documents.")
@click.option("--comments", is_flag=True, default=False, help="Include the comments of reviewers in the Word files.")
@click.option(
    "--findings", is_flag=True, default=False,
    help="Also write FILE.reviewed.docx, the Word file with every problem as a comment at its words.",
)  # fmt: skip
@click.option(
    "--theme", default="", metavar="NAME", shell_complete=complete.themes, help="Theme (default: that of the call)."
)
@arguments.CONFIG
@arguments.batch_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], watch: bool, **options: Any) -> None:
    """Build documents from submissions.

    PATH is a submission, a folder of submissions, a pattern such as 2025/**/*.yaml, or - for standard input. The
    formats are those of --format, otherwise those of the nearest wsisc.toml above the submission, otherwise Word.
    Documents of submissions that have not changed are not built again. The theme is that of --theme, otherwise that of
    wsisc.toml, otherwise that of the call.

    Without PATH, all submissions of the repository are read: those below the folder with the nearest wsisc.toml.

    A submission with errors is not built, and does not stop the others. A submission with a character that is in no
    font is written as Word and HTML, not as PDF. In both cases the exit code is 1.

    A document that was edited since it was built is not replaced, and the exit code is 3. A document that was only
    saved in Word or LibreOffice is replaced.
    """
    if options["formats"] and (others := [path for path in paths if path in _FORMATS and not Path(path).exists()]):
        hint = t("for several formats, use --format {value}", value=",".join([*options["formats"], *others]))
        raise WsiscError(t("{others} does not exist", others=others[0]), hint, exit_code=2)
    if watch:
        _watch(paths, options)
        ctx.exit(0)
    ctx.exit(_build(_open_batch(paths, options), is_on_cluster=bool(options["scheduler"])))


def _open_batch(paths: tuple[str, ...], options: Mapping[str, Any]) -> "api.Batch[api.BuildResult]":
    """Return the batch that the options request."""
    return api.build_files(
        paths,
        options["output"],
        options=arguments.pick(api.DocumentOptions, options),
        batch=arguments.pick(api.BatchOptions, options),
        notify=messages.note,
    )


def _watch(paths: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Build again after each change, until Ctrl-C. Raises UsageError if there is no file to watch or to write."""
    if "-" in (*paths, options["output"]):
        raise click.UsageError(t("--watch cannot be used with standard input or output"))
    from wsisc.api import watching  # loads what watches files

    gc.enable()  # disabled for the short life of other commands
    built: list[list[Path]] = []

    def build() -> list[Path]:
        """Build, and return the files that were read. Errors are reported; only that of the first build is raised."""
        try:
            batch = _open_batch(paths, options)
            _build(batch, is_on_cluster=bool(options["scheduler"]))
            built.append([file.path for file in batch.inputs if file.path])
        except WsiscError as error:
            if not built:
                raise
            messages.error(str(error), error.hint)
        return built[-1]

    builds = watching.rebuild_on_changes(build, [folder for path in paths if (folder := Path(path)).is_dir()])
    count = len(next(builds))
    watched = plural(
        "watching 1 submission; press Ctrl-C to stop", "watching {count:,} submissions; press Ctrl-C to stop", count
    )
    messages.print_result(watched, err=True)
    with contextlib.suppress(KeyboardInterrupt, signals.Terminated):
        for _ in builds:
            messages.print_result(t("waiting for the next change"), err=True)


def _build(batch: "api.Batch[api.BuildResult]", is_on_cluster: bool) -> int:
    """Build, show the results, and return the exit code."""
    reports.print_details(batch.inputs)
    with contextlib.closing(batch):
        return _show_one(batch) if batch.total == 1 and not is_on_cluster else _show_many(batch)


def _show_one(batch: "api.Batch[api.BuildResult]") -> int:
    """Show the result of one file, and return the exit code."""
    [result] = batch
    if result.check.failure:
        raise result.check.failure
    if result.diagnostics:
        from wsisc import report

        messages.print_report(report.load("full")([report.translate_file(result.check.checked_file)]), err=True)
    for target in result.written.values():
        messages.print_result(str(target))
    if result.reviewed:
        messages.print_result(str(result.reviewed))
    _print_document(result)
    if not (result.check.is_valid or result.documents or result.refused):
        messages.print_result(t("no document was written: correct the errors first"), err=True)
    if result.refused:
        first = result.refused[0]
        raise WsiscError(join_clauses(map(str, result.refused)), first.hint, first.exit_code)
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
    display.print_summary()
    return display.exit_code


def _print_document(result: "api.BuildResult") -> None:
    """Print the document if it has no other place than standard output."""
    if not (result.written or result.refused):
        for content in result.documents.values():
            sys.stdout.buffer.write(content)

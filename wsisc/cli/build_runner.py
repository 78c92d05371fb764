"""Files to build and where it all goes -> documents in their places, what is wrong told, and the exit code."""

import contextlib
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from wsisc.cli import batch_runner as many_
from wsisc.cli import document_output as documents_
from wsisc.cli import files
from wsisc.cli.batch_runner import BatchOptions, InputResult
from wsisc.cli.targets import Targets
from wsisc.diagnostic import WsiscError
from wsisc.report import common
from wsisc.writers import build_job
from wsisc.writers.build_job import BuildOptions

if TYPE_CHECKING:
    from wsisc.cli.progress import ProgressDisplay

_IN_PROCESS_LIMIT = 3
"""So many files are made one after another."""


class BuildBatch(NamedTuple):
    """The files to build, what is wanted of each, and where each document goes."""

    inputs: Sequence[files.InputFile]
    build_options: Sequence[BuildOptions]
    targets: Targets


def build_one(batch: BuildBatch) -> int:
    """Build one file, and return the exit code."""
    [given], [wanted] = batch.inputs, batch.build_options
    order = many_.create_job(given, wanted)
    begun = build_job.start(order)
    try:
        from wsisc import pipeline, report  # while Pandoc is at work

        made = pipeline.build(order, begun)
    finally:
        begun.cancel()
    if made.checked_file.diagnostics:
        click.echo(report.load("full")([made.checked_file]), err=True)
    written, refused = _write_documents(given, made.documents, batch.targets)
    for target in written:
        click.echo(common.sanitize(target))
    if refused:
        raise WsiscError("; ".join(map(str, refused)), refused[0].hint)
    return 0 if made.is_valid else 1


def build_many(batch: BuildBatch, batch_options: BatchOptions) -> int:
    """Build many files, on the cores of this machine or on a cluster, and return the exit code: that of the worst."""
    from wsisc.cli import progress

    with progress.open_display(len(batch.inputs)) as shown:
        done = many_.run(
            batch.inputs, batch.build_options, batch_options, _IN_PROCESS_LIMIT, partial(_is_up_to_date, batch.targets)
        )
        with contextlib.closing(done):
            for came in done:
                shown.count(_write_result(came, batch.targets, shown))
    shown.print_problem(shown.summary)
    return shown.exit_code


def _write_result(result: InputResult, targets: Targets, display: "ProgressDisplay") -> str:
    """Put the documents of a file in place, tell what is wrong, and return what has become of it."""
    from wsisc.jobs.batch import Failure

    given, outcome = result.file, result.outcome
    if isinstance(outcome, Failure):
        return display.report_failure(given.name, outcome.message, outcome.hint)
    display.report_problems(outcome.checked_file)
    written, refused = _write_documents(given, outcome.documents, targets)
    display.report_written(written)
    for error in refused:
        failed = display.report_failure(given.name, str(error), error.hint)
    if refused:
        return failed
    if not outcome.is_valid:
        return "unsound"
    return "built" if not result.was_cached else "kept" if written else "unchanged"


def _is_up_to_date(targets: Targets, file: files.InputFile, format: str, digest: str, length: int) -> bool:
    """Tell whether a document stands in its place as it was made."""
    from wsisc.jobs import cache

    target = targets[file.name, format]
    try:
        return target is not None and target.stat().st_size == length and cache.digest(target.read_bytes()) == digest
    except OSError:
        return False


def _write_documents(
    file: files.InputFile, documents: Mapping[str, bytes], targets: Targets
) -> tuple[list[str], list[WsiscError]]:
    """Put documents in place, and return the names of the files, and why others are not there."""
    written, refused = list[str](), list[WsiscError]()
    for format, content in documents.items():
        target = targets[file.name, format]
        if target is None:
            sys.stdout.buffer.write(content)
            continue
        try:
            documents_.write(target, content, format, file.name if file.path else None)
            written.append(str(target))
        except WsiscError as error:
            refused.append(error)
    return written, refused

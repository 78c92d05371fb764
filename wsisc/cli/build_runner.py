"""Submissions and the places of their documents -> the documents written, problems reported, and the exit code."""

import contextlib
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from wsisc.cli import batch_runner
from wsisc.cli.batch_runner import BatchOptions, InputResult
from wsisc.diagnostic import WsiscError
from wsisc.report import common
from wsisc.workspace import document_output
from wsisc.workspace.input_files import InputFile
from wsisc.workspace.targets import Targets
from wsisc.writers import build_job
from wsisc.writers.build_job import BuildOptions

if TYPE_CHECKING:
    from wsisc.cli.progress import ProgressDisplay

_IN_PROCESS_LIMIT = 3
"""A guess: for so few files, starting other processes takes longer than it saves."""


class BuildBatch(NamedTuple):
    """The files to build, the options for each, and where each document goes."""

    inputs: Sequence[InputFile]
    build_options: Sequence[BuildOptions]
    targets: Targets


def build_one(batch: BuildBatch) -> int:
    """Build one file, and return the exit code."""
    [file], [build_options] = batch.inputs, batch.build_options
    job = batch_runner.create_job(file, build_options)
    running = build_job.start(job)
    try:
        from wsisc import pipeline, report  # imported while Pandoc runs

        result = pipeline.build(job, running)
    finally:
        running.cancel()
    if result.checked_file.diagnostics:
        click.echo(report.load("full")([result.checked_file]), err=True)
    written, refused = _write_documents(file, result.documents, batch.targets)
    for target in written:
        click.echo(common.sanitize(target))
    if refused:
        raise WsiscError("; ".join(map(str, refused)), refused[0].hint, refused[0].exit_code)
    return 0 if result.is_valid else 1


def build_many(batch: BuildBatch, batch_options: BatchOptions) -> int:
    """Build many files, on all cores or on a cluster, and return the exit code: the worst of all."""
    from wsisc.cli import progress

    with progress.open_display(len(batch.inputs)) as display:
        results = batch_runner.run(
            batch.inputs, batch.build_options, batch_options, _IN_PROCESS_LIMIT, partial(_is_up_to_date, batch.targets)
        )
        with contextlib.closing(results):
            for result in results:
                display.count(_write_result(result, batch.targets, display))
    display.print_problem(display.summary)
    return display.exit_code


def _write_result(result: InputResult, targets: Targets, display: "ProgressDisplay") -> str:
    """Write the documents of a file, report its problems, and return what `ProgressDisplay.count` counts."""
    from wsisc.jobs.batch import Failure

    file, outcome = result.file, result.outcome
    if isinstance(outcome, Failure):
        return display.report_failure(file.name, outcome.message, outcome.hint)
    display.report_problems(outcome.checked_file)
    written, refused = _write_documents(file, outcome.documents, targets)
    display.report_written(written)
    for error in refused:
        failed = display.report_failure(file.name, str(error), error.hint)
    if refused:
        return failed
    if not outcome.is_valid:
        return "unsound"
    return "built" if not result.was_cached else "cached" if written else "unchanged"


def _is_up_to_date(targets: Targets, file: InputFile, format: str, digest: str, length: int) -> bool:
    """Return whether a document is in its place, unchanged."""
    from wsisc.jobs import cache

    target = targets[file.name, format]
    try:
        return target is not None and target.stat().st_size == length and cache.digest(target.read_bytes()) == digest
    except OSError:
        return False


def _write_documents(
    file: InputFile, documents: Mapping[str, bytes], targets: Targets
) -> tuple[list[str], list[WsiscError]]:
    """Write documents, and return the names of the files, and the errors of those that are not written."""
    written, refused = list[str](), list[WsiscError]()
    for format, content in documents.items():
        target = targets[file.name, format]
        if target is None:
            sys.stdout.buffer.write(content)
            continue
        try:
            document_output.write(target, content, format, file.name if file.path else None)
            written.append(str(target))
        except WsiscError as error:
            refused.append(error)
    return written, refused

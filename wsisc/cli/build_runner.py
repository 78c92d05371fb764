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
from wsisc.cli.batch_runner import Came, How
from wsisc.cli.targets import Targets
from wsisc.diagnostic import WsiscError
from wsisc.report import reported
from wsisc.writers import build_job
from wsisc.writers.build_job import Wanted

if TYPE_CHECKING:
    from wsisc.cli.progress import Shown

_FEW = 3
"""So many files are made one after another."""


class Row(NamedTuple):
    """The files to build, what is wanted of each, and where each document goes."""

    inputs: Sequence[files.Input]
    wanted: Sequence[Wanted]
    targets: Targets


def one(row: Row) -> int:
    """Build one file, and return the exit code."""
    [given], [wanted] = row.inputs, row.wanted
    order = many_.order(given, wanted)
    begun = build_job.begin(order)
    try:
        from wsisc import pipeline, report  # while Pandoc is at work

        made = pipeline.make(order, begun)
    finally:
        begun.cancel()
    if made.reported.diagnostics:
        click.echo(report.load("full")([made.reported]), err=True)
    written, refused = _put(given, made.documents, row.targets)
    for target in written:
        click.echo(reported.shown(target))
    if refused:
        raise WsiscError("; ".join(map(str, refused)), refused[0].hint)
    return 0 if made.is_sound else 1


def many(row: Row, chosen: How) -> int:
    """Build many files, on the cores of this machine or on a cluster, and return the exit code: that of the worst."""
    from wsisc.cli import progress

    with progress.shown(len(row.inputs)) as shown:
        done = many_.outcomes(row.inputs, row.wanted, chosen, _FEW, partial(_is_there, row.targets))
        with contextlib.closing(done):
            for came in done:
                shown.take(_finish(came, row.targets, shown))
    shown.tell(shown.summary)
    return shown.code


def _finish(came: Came, targets: Targets, shown: "Shown") -> str:
    """Put the documents of a file in place, tell what is wrong, and return what has become of it."""
    from wsisc.jobs.batch import Failure

    given, outcome = came.given, came.outcome
    if isinstance(outcome, Failure):
        return shown.fail(given.name, outcome.message, outcome.hint)
    shown.report(outcome.reported)
    written, refused = _put(given, outcome.documents, targets)
    shown.written(written)
    for error in refused:
        failed = shown.fail(given.name, str(error), error.hint)
    if refused:
        return failed
    if not outcome.is_sound:
        return "unsound"
    return "built" if not came.was_kept else "kept" if written else "unchanged"


def _is_there(targets: Targets, given: files.Input, format: str, digest: str, length: int) -> bool:
    """Tell whether a document stands in its place as it was made."""
    from wsisc.jobs import cache

    target = targets[given.name, format]
    try:
        return target is not None and target.stat().st_size == length and cache.digest(target.read_bytes()) == digest
    except OSError:
        return False


def _put(given: files.Input, documents: Mapping[str, bytes], targets: Targets) -> tuple[list[str], list[WsiscError]]:
    """Put documents in place, and return the names of the files, and why others are not there."""
    written, refused = list[str](), list[WsiscError]()
    for format, content in documents.items():
        target = targets[given.name, format]
        if target is None:
            sys.stdout.buffer.write(content)
            continue
        try:
            documents_.write(target, content, format, given.name if given.path else None)
            written.append(str(target))
        except WsiscError as error:
            refused.append(error)
    return written, refused

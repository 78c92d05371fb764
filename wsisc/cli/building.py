"""Files to build and where it all goes -> documents in their places, what is wrong told, and the exit code."""

import contextlib
import os
import sys
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from wsisc import figures, making, model, source
from wsisc.cli import files
from wsisc.cli.targets import Targets
from wsisc.diagnostic import WsiscError
from wsisc.figures import Seen
from wsisc.making import Order, Wanted

if TYPE_CHECKING:
    from wsisc.batch import Outcome, Start
    from wsisc.cache import Cache
    from wsisc.cli.progress import Shown
    from wsisc.pipeline import Made

_FEW = 4
"""Fewer files are made one after another: to begin other processes would take as long."""


class Row(NamedTuple):
    """The files to build, what is wanted of them, and where each document goes."""

    inputs: Sequence[files.Input]
    wanted: Wanted
    targets: Targets


def one(row: Row) -> int:
    """Build one file, and return the exit code."""
    [given] = row.inputs
    content = given.content
    order = Order(given.name, content, _seen(content, given), files.catalogue(given.folder), row.wanted)
    begun = making.begin(order)
    try:
        from wsisc import pipeline, report  # while Pandoc is at work

        made = pipeline.make(order, begun)
    finally:
        begun.cancel()
    if made.reported.diagnostics:
        click.echo(report.load("full")([made.reported]), err=True)
    for target in _put(given, made.documents, row.targets):
        click.echo(target)
    return 0 if made.is_sound else 1


def many(row: Row, jobs: int | None, scheduler: str | None, is_cached: bool) -> int:
    """Build many files, on the cores of this machine or on a cluster, and return the exit code: that of the worst."""
    from wsisc import batch, cache
    from wsisc.cli import progress

    ready = _Ready(row, cache.Cache(cache.folder()) if is_cached else None)
    count = len(row.inputs)
    jobs = min(jobs or os.cpu_count() or 1, count)
    with _executor(1 if count < _FEW else jobs, scheduler) as (start, width), progress.shown(count) as shown:
        outcomes = batch.run(ready.items(), width, start) if start else _here(ready.items())
        with contextlib.closing(outcomes):
            for given, outcome in zip(row.inputs, outcomes, strict=False):
                shown.take(ready.finish(given, outcome, shown))
    click.echo(shown.summary, err=True)
    return shown.code


@contextlib.contextmanager
def _executor(jobs: int, scheduler: str | None) -> "Iterator[tuple[Start | None, int]]":
    """Give what begins an executor, and how much it does at a time; None where all is done in this process."""
    from wsisc import batch

    if scheduler:
        with batch.cluster(scheduler) as (start, width):
            yield start, width
    else:
        yield (lambda: batch.processes(jobs)) if jobs > 1 else None, jobs


def _here(items: "Iterator[Order | Outcome]") -> "Generator[Outcome]":
    """Yield what comes of orders, carried out one after another in this process."""
    from wsisc import batch, pandoc

    try:
        for item in items:
            yield batch.work(item) if isinstance(item, Order) else item
    finally:
        pandoc.end_warm()


class _Waiting(NamedTuple):
    """What is kept of a file until its turn has come: its name in the cache, "" where it came from there."""

    name: str
    seen: Seen


class _Ready:
    """The files of a row as orders, or as what was made of them before; and what is done when they come back."""

    def __init__(self, row: Row, kept: "Cache | None") -> None:
        self.row, self.kept = row, kept
        self.waiting: deque[_Waiting] = deque()

    def items(self) -> "Iterator[Order | Outcome]":
        """Yield an order for each file, or what the cache has."""
        for given in self.row.inputs:
            try:
                content, known = given.content, files.catalogue(given.folder)
            except WsiscError as error:  # it could be read when it was found
                from wsisc.batch import Failure

                self.waiting.append(_Waiting("", Seen({}, ())))
                yield Failure(str(error), error.hint)
                continue
            name = self.kept.name(content, known, self.row.wanted) if self.kept else ""
            if made := self._served(name, given, content):
                self.waiting.append(_Waiting("", Seen({}, ())))
                yield made
            else:
                seen = _seen(content, given)
                self.waiting.append(_Waiting(name, seen))
                yield Order(given.name, content, seen, known, self.row.wanted)

    def finish(self, given: files.Input, outcome: "Outcome", shown: "Shown") -> str:
        """Put the documents of a file in place, tell what is wrong, and return what has become of it."""
        from wsisc import report
        from wsisc.batch import Failure

        waiting = self.waiting.popleft()
        if isinstance(outcome, Failure):
            return self._failed(given, outcome.message, outcome.hint, shown)
        if outcome.reported.diagnostics:
            shown.tell(report.load("full")([outcome.reported]))
        try:
            written = _put(given, outcome.documents, self.row.targets)
        except WsiscError as error:
            return self._failed(given, str(error), error.hint, shown)
        shown.written(written)
        if not outcome.is_sound:
            return "unsound"
        if waiting.name and self.kept:
            self.kept.put(waiting.name, _digests(waiting.seen), outcome.documents, tuple(outcome.reported.diagnostics))
        return "built" if waiting.name or not self.kept else "unchanged"

    def _failed(self, given: files.Input, message: str, hint: str, shown: "Shown") -> str:
        help = f"\n  help: {hint}" if hint else ""
        shown.tell(f"{click.style('error', fg='red', bold=True)}: {given.name}: {message}{help}")
        return "failed"

    def _served(self, name: str, given: files.Input, content: bytes) -> "Made | None":
        """Return what was made of a file before: those documents that are not in their places as they were made."""
        from wsisc.pipeline import Made
        from wsisc.report import Reported

        entry = self.kept.find(name, given.name) if self.kept and name else None
        if entry is None or any(_digest(given, file) != known for file, known in entry.figures.items()):
            return None
        documents = {}
        for format in self.row.wanted.formats:
            known, length = entry.documents[format]
            target = self.row.targets[given.name, format]
            if target and _is_there(target, known, length):
                continue
            document = entry.document(format)
            if document is None:
                return None
            documents[format] = document
        lines = source.read(content, given.name).lines if entry.diagnostics else []
        return Made(documents, Reported(given.name, lines, entry.diagnostics), True)


def _seen(content: bytes, given: files.Input) -> Seen:
    """Return the figures of a file as they are; most have none, and need not be read for that."""
    if b"figures" not in content:
        return Seen({}, ())
    return figures.read(model.from_data(source.read(content, given.name).data).figures, given.folder)


def _digests(seen: Seen) -> Mapping[str, str]:
    from wsisc import cache

    return {image.file: cache.digest(image.content) for image in seen.images.values()}


def _digest(given: files.Input, file: str) -> str:
    from wsisc import cache

    try:
        return cache.digest((given.folder / file).read_bytes())
    except OSError:
        return ""


def _is_there(target: Path, digest: str, length: int) -> bool:
    """Tell whether a document stands in its place as it was made."""
    from wsisc import cache

    return target.is_file() and target.stat().st_size == length and cache.digest(target.read_bytes()) == digest


def _put(given: files.Input, documents: Mapping[str, bytes], targets: Targets) -> list[str]:
    """Put documents in place, and return the names of the files. Raises WsiscError where one cannot be written."""
    written = []
    for format, content in documents.items():
        target = targets[given.name, format]
        if target is None:
            sys.stdout.buffer.write(content)
        else:
            files.write(target, content)
            written.append(str(target))
    return written

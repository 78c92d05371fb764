"""Files and what is wanted of each -> what came of it, in their order: here, on all cores, or on a cluster.

What came of a file before, and stands in the cache, is not done again.
"""

import contextlib
import os
import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from wsisc import model, source
from wsisc.calls.call import Catalogue
from wsisc.cli import files
from wsisc.diagnostic import WsiscError
from wsisc.document import figures
from wsisc.document.figures import Seen
from wsisc.writers.build_job import Order, Wanted

if TYPE_CHECKING:
    from wsisc.jobs.batch import Outcome
    from wsisc.jobs.cache import Cache, Entry
    from wsisc.jobs.executors import Start
    from wsisc.pipeline import Made

_FIGURES = re.compile(rb"figures[\"']?\s*:|\\|^[ \t]*+\?", re.MULTILINE)
"""What a file with figures has: their key, or what YAML can write it with."""

type IsThere = Callable[[files.Input, str, str, int], bool]
"""Tells of a file and a format whether the document of a digest and length stands in its place already."""


class How(NamedTuple):
    """How many files are done: so many at a time, with the cache or without, by a scheduler of Dask or here."""

    jobs: int
    is_cached: bool
    scheduler: str | None


class Came(NamedTuple):
    """What came of a file, and whether it did so before: its documents are then those that are not in place."""

    given: files.Input
    outcome: "Outcome"
    was_kept: bool


def options[F: Callable[..., Any]](command: F) -> F:
    """Give a command the options of `how`."""
    for option in reversed(
        (
            click.option("--jobs", type=click.IntRange(1, 256), help="How many at a time; else as many as cores."),
            click.option("--no-cache", is_flag=True, help="Do everything anew, and keep nothing for next time."),
            click.option(
                "--executor",
                type=click.Choice(["local", "dask"]),
                default="local",
                help="Where: here, or on a cluster.",
            ),
            click.option("--scheduler", metavar="ADDRESS", help="Dask's scheduler, as tcp://10.0.0.1:8786."),
        )
    ):
        command = option(command)
    return command


def how(given: Mapping[str, Any]) -> How:
    """Return what a user chose. Raises UsageError where it does not go together."""
    if (given["executor"] == "dask") != bool(given["scheduler"]):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    return How(given["jobs"] or os.cpu_count() or 1, not given["no_cache"], given["scheduler"])


def order(given: files.Input, wanted: Wanted) -> Order:
    """Return what is to be done with a file. Raises WsiscError where it cannot be read."""
    content = given.content
    return _order(given, content, files.catalogue(given.folder), wanted)


def _order(given: files.Input, content: bytes, known: Catalogue, wanted: Wanted) -> Order:
    """Return an order, with the figures as they are; most files have none, and need not be read for that."""
    seen = Seen()
    if _FIGURES.search(content):
        seen = figures.read(model.from_data(source.read(content, given.name).data).figures, given.folder)
    return Order(given.name, content, seen, known, wanted)


def outcomes(
    inputs: Sequence[files.Input],
    wanted: Sequence[Wanted],
    chosen: How,
    few: int,
    is_there: IsThere = lambda *_: False,
) -> Generator[Came]:
    """Yield what came of files, of each of which something is wanted. Up to `few` are done in this process, since to
    begin others would take as long.

    Raises WsiscError where a cluster cannot be reached.
    """
    from wsisc.jobs import batch, cache

    row = _Row(inputs, wanted, cache.Cache(cache.folder()) if chosen.is_cached else None, is_there)
    jobs = 1 if len(inputs) <= few else min(chosen.jobs, len(inputs))
    with _executor(jobs, chosen.scheduler) as (start, width):
        done = batch.run(row.items(), width, start) if start else _here(row.items())
        with contextlib.closing(done):
            for given, outcome in zip(inputs, done, strict=True):
                yield row.take(given, outcome)


@contextlib.contextmanager
def _executor(jobs: int, scheduler: str | None) -> "Iterator[tuple[Start | None, int]]":
    """Give what begins an executor, and how much it does at a time; None where all is done in this process."""
    from wsisc.jobs import executors

    if scheduler:
        with executors.cluster(scheduler) as (start, width):
            yield start, width
    else:
        yield (lambda: executors.processes(jobs)) if jobs > 1 else None, jobs


def _here(items: "Iterable[Order | Outcome]") -> "Generator[Outcome]":
    """Yield what comes of orders, carried out one after another in this process."""
    from wsisc.engines import pandoc
    from wsisc.jobs import batch

    try:
        for item in items:
            yield batch.work(item) if isinstance(item, Order) else item
    finally:
        pandoc.end_warm()


class _Row:
    """Files as orders, or as what came of them before; and what is kept of each until its turn has come."""

    def __init__(
        self,
        inputs: Sequence[files.Input],
        wanted: Sequence[Wanted],
        kept: "Cache | None",
        is_there: IsThere,
    ) -> None:
        self.inputs, self.wanted, self.kept, self.is_there = inputs, wanted, kept, is_there
        self.waiting: deque[tuple[str, Seen] | None] = deque()
        """The names and figures of those that are to be kept; None where there is nothing to keep."""

    def items(self) -> "Iterator[Order | Outcome]":
        """Yield an order for each file, or what came of it before."""
        for given, wanted in zip(self.inputs, self.wanted, strict=True):
            try:
                content, known = given.content, files.catalogue(given.folder)
            except WsiscError as error:
                from wsisc.jobs.batch import Failure

                self.waiting.append(None)
                yield Failure(str(error), error.hint)
                continue
            name = self.kept.name(content, known, wanted) if self.kept else ""
            if made := self._served(name, given, wanted):
                self.waiting.append(None)
                yield made
                continue
            item = _order(given, content, known, wanted)
            self.waiting.append((name, item.seen))
            yield item

    def take(self, given: files.Input, outcome: "Outcome") -> Came:
        """Keep what came of a file, and return it."""
        from wsisc.jobs.batch import Failure

        waiting = self.waiting.popleft()
        if waiting and self.kept and not isinstance(outcome, Failure) and outcome.is_sound:
            name, seen = waiting
            self.kept.put(name, _digests(seen), outcome.documents, outcome.reported)
        return Came(given, outcome, waiting is None)

    def _served(self, name: str, given: files.Input, wanted: Wanted) -> "Made | None":
        from wsisc.pipeline import Made

        entry = self.kept.find(name, given.name) if self.kept else None
        if entry is None or any(_digest(given, file) != known for file, known in entry.figures.items()):
            return None
        documents = self._missing(entry, given, wanted)
        return None if documents is None else Made(documents, entry.reported, True)

    def _missing(self, entry: "Entry", given: files.Input, wanted: Wanted) -> Mapping[str, bytes] | None:
        """Return the documents that are not in their places as they were made; None where one was damaged."""
        documents: dict[str, bytes] = {}
        if not entry.documents.keys() >= set(wanted.formats):
            return None
        for format in wanted.formats:
            if self.is_there(given, format, *entry.documents[format]):
                continue
            document = entry.document(format)
            if document is None:
                return None
            documents[format] = document
        return documents


def _digests(seen: Seen) -> Mapping[str, str]:
    from wsisc.jobs import cache

    return {image.file: cache.digest(image.content) for image in seen.images.values()}


def _digest(given: files.Input, file: str) -> str:
    from wsisc.jobs import cache

    try:
        return cache.digest((given.folder / file).read_bytes())
    except OSError:
        return ""

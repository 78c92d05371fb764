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
from wsisc.cli import files, repository
from wsisc.diagnostic import WsiscError
from wsisc.document import figures
from wsisc.document.figures import LoadedFigures
from wsisc.writers.build_job import BuildJob, BuildOptions

if TYPE_CHECKING:
    from wsisc.jobs.batch import Outcome
    from wsisc.jobs.cache import Cache, CacheEntry
    from wsisc.jobs.executors import ExecutorFactory
    from wsisc.pipeline import BuildResult

_FIGURE_KEY = re.compile(rb"figures[\"']?\s*:|\\|^[ \t]*+\?", re.MULTILINE)
"""What a file with figures has: their key, or what YAML can write it with."""

type IsUpToDate = Callable[[files.InputFile, str, str, int], bool]
"""Tells of a file and a format whether the document of a digest and length stands in its place already."""


class BatchOptions(NamedTuple):
    """How many files are done: so many at a time, with the cache or without, by a scheduler of Dask or here."""

    jobs: int
    is_cached: bool
    scheduler: str | None


class InputResult(NamedTuple):
    """What came of a file, and whether it did so before: its documents are then those that are not in place."""

    file: files.InputFile
    outcome: "Outcome"
    was_cached: bool


def add_options[F: Callable[..., Any]](command: F) -> F:
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


def parse_options(values: Mapping[str, Any]) -> BatchOptions:
    """Return what a user chose. Raises UsageError where it does not go together."""
    if (values["executor"] == "dask") != bool(values["scheduler"]):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    return BatchOptions(values["jobs"] or os.cpu_count() or 1, not values["no_cache"], values["scheduler"])


def create_job(file: files.InputFile, build_options: BuildOptions) -> BuildJob:
    """Return what is to be done with a file. Raises WsiscError where it cannot be read."""
    content = file.content
    return _create_job(file, content, repository.load_catalogue(file.folder), build_options)


def _create_job(file: files.InputFile, content: bytes, known: Catalogue, build_options: BuildOptions) -> BuildJob:
    """Return an order, with the figures as they are; most files have none, and need not be read for that."""
    seen = LoadedFigures()
    if _FIGURE_KEY.search(content):
        seen = figures.read(model.from_data(source.read(content, file.name).data).figures, file.folder)
    return BuildJob(file.name, content, seen, known, build_options)


def run(
    inputs: Sequence[files.InputFile],
    build_options: Sequence[BuildOptions],
    batch_options: BatchOptions,
    in_process_limit: int,
    is_up_to_date: IsUpToDate = lambda *_: False,
) -> Generator[InputResult]:
    """Yield what came of files, of each of which something is wanted. Up to `few` are done in this process, since to
    begin others would take as long.

    Raises WsiscError where a cluster cannot be reached.
    """
    from wsisc.jobs import batch, cache

    row = _JobQueue(
        inputs, build_options, cache.Cache(cache.folder()) if batch_options.is_cached else None, is_up_to_date
    )
    jobs = 1 if len(inputs) <= in_process_limit else min(batch_options.jobs, len(inputs))
    with _open_executor(jobs, batch_options.scheduler) as (start, width):
        done = batch.run(row.items(), width, start) if start else _run_in_process(row.items())
        with contextlib.closing(done):
            for given, outcome in zip(inputs, done, strict=True):
                yield row.record(given, outcome)


@contextlib.contextmanager
def _open_executor(jobs: int, scheduler: str | None) -> "Iterator[tuple[ExecutorFactory | None, int]]":
    """Give what begins an executor, and how much it does at a time; None where all is done in this process."""
    from wsisc.jobs import executors

    if scheduler:
        with executors.open_cluster(scheduler) as (start, width):
            yield start, width
    else:
        yield (lambda: executors.start_processes(jobs)) if jobs > 1 else None, jobs


def _run_in_process(items: "Iterable[BuildJob | Outcome]") -> "Generator[Outcome]":
    """Yield what comes of orders, carried out one after another in this process."""
    from wsisc.engines import pandoc
    from wsisc.jobs import batch

    try:
        for item in items:
            yield batch.run_job(item) if isinstance(item, BuildJob) else item
    finally:
        pandoc.end_warm()


class _JobQueue:
    """Files as orders, or as what came of them before; and what is kept of each until its turn has come."""

    def __init__(
        self,
        inputs: Sequence[files.InputFile],
        build_options: Sequence[BuildOptions],
        results: "Cache | None",
        is_up_to_date: IsUpToDate,
    ) -> None:
        self.inputs, self.build_options, self.results, self.is_up_to_date = (
            inputs,
            build_options,
            results,
            is_up_to_date,
        )
        self.pending: deque[tuple[str, LoadedFigures] | None] = deque()
        """The names and figures of those that are to be kept; None where there is nothing to keep."""

    def items(self) -> "Iterator[BuildJob | Outcome]":
        """Yield an order for each file, or what came of it before."""
        for given, wanted in zip(self.inputs, self.build_options, strict=True):
            try:
                content, known = given.content, repository.load_catalogue(given.folder)
            except WsiscError as error:
                from wsisc.jobs.batch import Failure

                self.pending.append(None)
                yield Failure(str(error), error.hint)
                continue
            name = self.results.entry_name(content, known, wanted) if self.results else ""
            if made := self._find_cached(name, given, wanted):
                self.pending.append(None)
                yield made
                continue
            item = _create_job(given, content, known, wanted)
            self.pending.append((name, item.figures))
            yield item

    def record(self, file: files.InputFile, outcome: "Outcome") -> InputResult:
        """Keep what came of a file, and return it."""
        from wsisc.jobs.batch import Failure

        waiting = self.pending.popleft()
        if waiting and self.results and not isinstance(outcome, Failure) and outcome.is_valid:
            name, seen = waiting
            self.results.store(name, _figure_digests(seen), outcome.documents, outcome.checked_file)
        return InputResult(file, outcome, waiting is None)

    def _find_cached(self, name: str, given: files.InputFile, build_options: BuildOptions) -> "BuildResult | None":
        from wsisc.pipeline import BuildResult

        entry = self.results.find(name, given.name) if self.results else None
        if entry is None or any(_file_digest(given, file) != known for file, known in entry.figures.items()):
            return None
        documents = self._documents_to_write(entry, given, build_options)
        return None if documents is None else BuildResult(documents, entry.checked_file, True)

    def _documents_to_write(
        self, entry: "CacheEntry", file: files.InputFile, build_options: BuildOptions
    ) -> Mapping[str, bytes] | None:
        """Return the documents that are not in their places as they were made; None where one was damaged."""
        documents: dict[str, bytes] = {}
        if not entry.documents.keys() >= set(build_options.formats):
            return None
        for format in build_options.formats:
            if self.is_up_to_date(file, format, *entry.documents[format]):
                continue
            document = entry.document(format)
            if document is None:
                return None
            documents[format] = document
        return documents


def _figure_digests(seen: LoadedFigures) -> Mapping[str, str]:
    from wsisc.jobs import cache

    return {image.file: cache.digest(image.content) for image in seen.images.values()}


def _file_digest(given: files.InputFile, file: str) -> str:
    from wsisc.jobs import cache

    try:
        return cache.digest((given.folder / file).read_bytes())
    except OSError:
        return ""

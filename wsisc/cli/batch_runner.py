"""Submissions and what to do with each -> the results, in their order: from this process, all cores, or a cluster.

A result that is in the cache is not computed again.
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
from wsisc.diagnostic import WsiscError
from wsisc.document import figures
from wsisc.document.figures import LoadedFigures
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile
from wsisc.writers.build_job import BuildJob, BuildOptions

if TYPE_CHECKING:
    from wsisc.jobs.batch import Outcome
    from wsisc.jobs.cache import Cache, CacheEntry
    from wsisc.jobs.executors import ExecutorFactory
    from wsisc.pipeline import BuildResult

_FIGURE_KEY = re.compile(rb"figures[\"']?\s*:|\\|^[ \t]*+\?", re.MULTILINE)
"""Matches every file with figures: their key, or the two ways in which YAML can hide it, escapes and "? " keys.

Most files have no figures, so their YAML need not be read to begin a job.
"""

type IsUpToDate = Callable[[InputFile, str, str, int], bool]
"""Returns whether the document of a file, in a format, is already in its place with a digest and a length."""


class BatchOptions(NamedTuple):
    """How to run a batch: the number of jobs, whether the cache is used, and the address of a Dask scheduler."""

    jobs: int
    is_cached: bool
    scheduler: str | None


class InputResult(NamedTuple):
    """The result for one file, and whether it comes from the cache.

    The documents of a cached result are only those that are not in their places yet.
    """

    file: InputFile
    outcome: "Outcome"
    was_cached: bool


def add_options[F: Callable[..., Any]](command: F) -> F:
    """Add the options that `parse_options` reads to a command."""
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
    """Return the options of a batch. Raises UsageError if they contradict each other."""
    if (values["executor"] == "dask") != bool(values["scheduler"]):
        raise click.UsageError("--executor dask and --scheduler ADDRESS go together")
    return BatchOptions(values["jobs"] or os.cpu_count() or 1, not values["no_cache"], values["scheduler"])


def create_job(file: InputFile, build_options: BuildOptions) -> BuildJob:
    """Return the job for a file. Raises WsiscError if it cannot be read."""
    content = file.content
    return _create_job(file, content, repository.load_catalogue(file.folder), build_options)


def _create_job(file: InputFile, content: bytes, known: Catalogue, build_options: BuildOptions) -> BuildJob:
    """Return the job for a file, with the current content of its figures."""
    seen = LoadedFigures()
    if _FIGURE_KEY.search(content):
        seen = figures.read(model.from_data(source.read(content, file.name).data).figures, file.folder)
    return BuildJob(file.name, content, seen, known, build_options)


def run(
    inputs: Sequence[InputFile],
    build_options: Sequence[BuildOptions],
    batch_options: BatchOptions,
    in_process_limit: int,
    is_up_to_date: IsUpToDate = lambda *_: False,
) -> Generator[InputResult]:
    """Yield the results for files, each with its own options.

    Up to `in_process_limit` files are processed here, since starting other processes takes longer.
    Raises WsiscError if a cluster cannot be reached.
    """
    from wsisc.jobs import batch, cache

    queue = _JobQueue(
        inputs, build_options, cache.Cache(cache.folder()) if batch_options.is_cached else None, is_up_to_date
    )
    jobs = 1 if len(inputs) <= in_process_limit else min(batch_options.jobs, len(inputs))
    with _open_executor(jobs, batch_options.scheduler) as (start, width):
        outcomes = batch.run(queue.items(), width, start) if start else _run_in_process(queue.items())
        with contextlib.closing(outcomes):
            for file, outcome in zip(inputs, outcomes, strict=True):
                yield queue.record(file, outcome)


@contextlib.contextmanager
def _open_executor(jobs: int, scheduler: str | None) -> "Iterator[tuple[ExecutorFactory | None, int]]":
    """Yield what starts an executor, None to work in this process, and the number of jobs that run at a time."""
    from wsisc.jobs import executors

    if scheduler:
        with executors.open_cluster(scheduler) as (start, width):
            yield start, width
    else:
        yield (lambda: executors.start_processes(jobs)) if jobs > 1 else None, jobs


def _run_in_process(items: "Iterable[BuildJob | Outcome]") -> "Generator[Outcome]":
    """Yield the outcomes of jobs, run one after another in this process."""
    from wsisc.engines import pandoc
    from wsisc.jobs import batch

    try:
        for item in items:
            yield batch.run_job(item) if isinstance(item, BuildJob) else item
    finally:
        pandoc.end_warm()


class _JobQueue:
    """The jobs of a batch, or their cached results, and what is needed to cache the results of those that run."""

    def __init__(
        self,
        inputs: Sequence[InputFile],
        build_options: Sequence[BuildOptions],
        results: "Cache | None",
        is_up_to_date: IsUpToDate,
    ) -> None:
        self.inputs, self.build_options = inputs, build_options
        self.results, self.is_up_to_date = results, is_up_to_date
        self.pending: deque[tuple[str, LoadedFigures] | None] = deque()
        """For each job that runs, the name of its cache entry and its figures; None for one with nothing to cache."""

    def items(self) -> "Iterator[BuildJob | Outcome]":
        """Yield a job for each file, or its cached result."""
        for file, options in zip(self.inputs, self.build_options, strict=True):
            try:
                content, known = file.content, repository.load_catalogue(file.folder)
            except WsiscError as error:
                from wsisc.jobs.batch import Failure

                self.pending.append(None)
                yield Failure(str(error), error.hint)
                continue
            name = self.results.entry_name(content, known, options) if self.results else ""
            if result := self._find_cached(name, file, options):
                self.pending.append(None)
                yield result
                continue
            item = _create_job(file, content, known, options)
            self.pending.append((name, item.figures))
            yield item

    def record(self, file: InputFile, outcome: "Outcome") -> InputResult:
        """Cache the outcome of a file, and return it."""
        from wsisc.jobs.batch import Failure

        entry = self.pending.popleft()
        if entry and self.results and not isinstance(outcome, Failure) and outcome.is_valid:
            name, loaded = entry
            self.results.store(name, _figure_digests(loaded), outcome.documents, outcome.checked_file)
        return InputResult(file, outcome, entry is None)

    def _find_cached(self, name: str, file: InputFile, build_options: BuildOptions) -> "BuildResult | None":
        from wsisc.pipeline import BuildResult

        entry = self.results.find(name, file.name) if self.results else None
        if entry is None or any(_file_digest(file, path) != known for path, known in entry.figures.items()):
            return None
        documents = self._documents_to_write(entry, file, build_options)
        return None if documents is None else BuildResult(documents, entry.checked_file, True)

    def _documents_to_write(
        self, entry: "CacheEntry", file: InputFile, build_options: BuildOptions
    ) -> Mapping[str, bytes] | None:
        """Return the cached documents that are not up to date in their places; None if one is damaged."""
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


def _figure_digests(loaded: LoadedFigures) -> Mapping[str, str]:
    from wsisc.jobs import cache

    return {image.file: cache.digest(image.content) for image in loaded.images.values()}


def _file_digest(file: InputFile, path: str) -> str:
    from wsisc.jobs import cache

    try:
        return cache.digest((file.folder / path).read_bytes())
    except OSError:
        return ""

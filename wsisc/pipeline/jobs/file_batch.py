"""Files and what to do with each -> the results, in their order: from this process, all cores, or a cluster.

A result that is in the cache is not computed again.
"""

import contextlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.document.figures import LoadedFigures
from wsisc.engines import pandoc
from wsisc.messages.diagnostic import WsiscError
from wsisc.pipeline import BuildResult
from wsisc.pipeline.jobs import batch, executors, job_cache
from wsisc.pipeline.jobs.batch import Done, Failure, Outcome
from wsisc.pipeline.jobs.executors import ExecutorFactory
from wsisc.pipeline.jobs.job_cache import Cache, CacheEntry
from wsisc.pipeline.jobs.job_creation import BatchOptions, create_job
from wsisc.pipeline.jobs.targets import Targets
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile
from wsisc.writers.build_job import BuildJob, BuildOptions

type IsUpToDate = Callable[[InputFile, str, str, int], bool]
"""Returns whether the document of a file, in a format, is already in its place with a digest and a length."""


class InputResult(NamedTuple):
    """The result for one file, and whether it comes from the cache.

    The documents of a cached result are only those that are not in their places yet.
    """

    file: InputFile
    outcome: Outcome
    was_cached: bool


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
    queue = _JobQueue(
        inputs, build_options, job_cache.Cache(job_cache.folder()) if batch_options.use_cache else None, is_up_to_date
    )
    jobs = 1 if len(inputs) <= in_process_limit else min(batch_options.jobs or os.cpu_count() or 1, len(inputs))
    with _open_executor(jobs, batch_options.scheduler) as (start, width):
        outcomes = batch.run(queue.items(), batch.build, width, start) if start else _run_in_process(queue.items())
        with contextlib.closing(outcomes):
            for file, outcome in zip(inputs, outcomes, strict=True):
                yield queue.record(file, outcome)


def is_up_to_date(targets: Targets, file: InputFile, format: str, digest: str, length: int) -> bool:
    """Return whether a document is in its place, unchanged."""
    target = targets.get((file.name, format))
    try:
        return (
            target is not None and target.stat().st_size == length and job_cache.digest(target.read_bytes()) == digest
        )
    except OSError:
        return False


@contextlib.contextmanager
def _open_executor(jobs: int, scheduler: str | None) -> Iterator[tuple[ExecutorFactory | None, int]]:
    """Yield what starts an executor, None to work in this process, and the number of jobs that run at a time."""
    if scheduler:
        with executors.open_cluster(scheduler) as (start, width):
            yield start, width
    else:
        yield (lambda: executors.start_processes(jobs)) if jobs > 1 else None, jobs


def _run_in_process(items: Iterable[BuildJob | Done[BuildResult]]) -> Generator[Outcome]:
    """Yield the outcomes of jobs, run one after another in this process."""
    try:
        for item in items:
            yield item.outcome if isinstance(item, Done) else batch.run_job(batch.build, item)
    finally:
        pandoc.end_warm()


class _JobQueue:
    """The jobs of a batch, or their cached results, and what is needed to cache the results of those that run."""

    def __init__(
        self,
        inputs: Sequence[InputFile],
        build_options: Sequence[BuildOptions],
        results: Cache | None,
        is_up_to_date: IsUpToDate,
    ) -> None:
        self.inputs, self.build_options = inputs, build_options
        self.results, self.is_up_to_date = results, is_up_to_date
        self.pending: deque[tuple[str, LoadedFigures] | None] = deque()
        """For each job that runs, the name of its cache entry and its figures; None for one with nothing to cache."""

    def items(self) -> Iterator[BuildJob | Done[BuildResult]]:
        """Yield a job for each file, or its cached result."""
        for file, options in zip(self.inputs, self.build_options, strict=True):
            try:
                content, known = file.content, repository.load_catalogue(file.folder)
            except WsiscError as error:
                self.pending.append(None)
                yield Done(Failure(str(error), error.hint))
                continue
            name = self.results.entry_name(content, known, options) if self.results else ""
            if result := self._find_cached(name, file, options):
                self.pending.append(None)
                yield Done(result)
                continue
            item = create_job(file, content, known, options)
            self.pending.append((name, item.figures))
            yield item

    def record(self, file: InputFile, outcome: Outcome) -> InputResult:
        """Cache the outcome of a file, and return it."""
        entry = self.pending.popleft()
        if entry and self.results and not isinstance(outcome, Failure) and outcome.is_valid:
            name, loaded = entry
            figures = {image.file: job_cache.digest(image.content) for image in loaded.images.values()}
            self.results.store(name, figures, outcome.documents, outcome.checked_file)
        return InputResult(file, outcome, entry is None)

    def _find_cached(self, name: str, file: InputFile, build_options: BuildOptions) -> BuildResult | None:
        entry = self.results.find(name, file.name) if self.results else None
        if entry is None or any(_file_digest(file, path) != known for path, known in entry.figures.items()):
            return None
        documents = self._documents_to_write(entry, file, build_options)
        return None if documents is None else BuildResult(documents, entry.checked_file, True)

    def _documents_to_write(
        self, entry: CacheEntry, file: InputFile, build_options: BuildOptions
    ) -> Mapping[str, bytes] | None:
        """Return the cached documents that are not up to date in their places; None if one is damaged."""
        documents = {}
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


def _file_digest(file: InputFile, path: str) -> str:
    try:
        return job_cache.digest((file.folder / path).read_bytes())
    except OSError:
        return ""

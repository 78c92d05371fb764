"""Many orders -> what came of each, in their order: on the cores of this machine or on a cluster.

It is written against `concurrent.futures.Executor`, so that a pool of processes and Dask's executor do the same jobs.
A job that ends its process, or takes too long, is tried once more in a fresh one, and then told of; it stops no other.
"""

import contextlib
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from typing import NamedTuple

from wsisc import pipeline
from wsisc.diagnostic import WsiscError
from wsisc.engines import pandoc
from wsisc.jobs.executors import ExecutorFactory, InProcessExecutor
from wsisc.pipeline import BuildResult
from wsisc.writers.build_job import BuildJob

SECONDS = 240
"""How long a job may take; Pandoc and Typst have limits of their own, which come first."""

_JOBS_AHEAD = 3  # jobs sent for every process, so that none waits
_MAX_FAILED_STARTS = 3
"""So often in a row an executor may fail to begin a job; then all is done in this process."""


class Failure(NamedTuple):
    """Why an order could not be carried out, and what to do about it."""

    message: str
    hint: str = ""


type Outcome = BuildResult | Failure


def run_job(job: BuildJob) -> Outcome:
    """Carry out an order in a process that carries out many."""
    pandoc.keep_warm()
    try:
        return pipeline.build(job)
    except WsiscError as error:
        return Failure(str(error), error.hint)
    except MemoryError:
        return Failure("there is not enough memory for it", "let fewer run at a time: --jobs 1")
    except Exception as error:  # noqa: BLE001 - of one file, which must not stop the others
        return _internal_error(error)


def _internal_error(error: Exception) -> Failure:
    return Failure(f"internal error: {type(error).__name__}: {error}", "please report it, with the file")


class _SentJob(NamedTuple):
    """An order that was sent: its place in the row, and how often it was."""

    position: int
    job: BuildJob
    tries: int


def run(build_jobs: Iterable[BuildJob | Outcome], workers: int, start_executor: ExecutorFactory) -> Generator[Outcome]:
    """Yield what came of each order, in their order. `start` begins an executor that does `jobs` at a time.

    What is an outcome already keeps its place in the row. Few orders are held at a time, so that memory does not grow
    with their number; the executor is begun when there is something to do.
    """
    batch = _Batch(iter(build_jobs), workers, start_executor)
    try:
        yield from batch.outcomes()
    finally:
        batch.end()


class _Batch:
    """Orders under way, and what has come of those that are not yet their turn."""

    def __init__(self, build_jobs: Iterator[BuildJob | Outcome], workers: int, start_executor: ExecutorFactory) -> None:
        self.build_jobs, self.workers, self.start_executor = build_jobs, workers, start_executor
        self.executor: Executor | None = None
        self.sent: dict[Future[Outcome], _SentJob] = {}
        self.to_retry: deque[_SentJob] = deque()
        self.done: dict[int, Outcome] = {}
        self.count = self.next_position = self.failed_starts = 0
        self.is_exhausted = False

    def outcomes(self) -> Iterator[Outcome]:
        while True:
            self.send_jobs()
            while self.next_position in self.done:
                yield self.done.pop(self.next_position)
                self.next_position += 1
                self.send_jobs()
            if self.to_retry and not self.sent:
                continue
            if not self.sent:
                return
            finished, _ = wait(self.sent, SECONDS, FIRST_COMPLETED)
            if not finished:
                self.restart("it took too long")
            for future in finished:
                self.receive(future)

    def send_jobs(self) -> None:
        """Send orders; one that is tried again is sent alone, so that what ends a process is known."""
        if self.to_retry:
            if not self.sent:
                self.send(self.to_retry.popleft())
            return
        while (
            not self.is_exhausted and len(self.sent) < self.workers * _JOBS_AHEAD and len(self.done) < self.workers * 50
        ):
            order = next(self.build_jobs, None)
            if isinstance(order, BuildJob):
                self.send(_SentJob(self.count, order, 0))
            elif order is not None:
                self.done[self.count] = order
            self.is_exhausted = order is None
            self.count += 1

    def send(self, sent: _SentJob) -> None:
        try:
            self.executor = self.executor or self.start_executor()
            self.sent[self.executor.submit(run_job, sent.job)] = sent
        except BrokenExecutor:
            self.restart("its process was ended")
            self.send_again(sent)
        except (RuntimeError, OSError, EOFError):  # there are too many processes, threads or files already
            self.end()
            self.send_again(*sorted(self.sent.values()), sent)
            self.sent.clear()

    def send_again(self, *sent: _SentJob) -> None:
        """Send anew what could not be, in this process if that goes on."""
        self.to_retry.extend(sent)
        self.failed_starts += 1
        if self.failed_starts >= _MAX_FAILED_STARTS:
            self.start_executor = InProcessExecutor

    def receive(self, future: Future[Outcome]) -> None:
        sent = self.sent.get(future)
        if sent is None:  # the executor was begun anew meanwhile
            return
        try:
            self.done[sent.position] = future.result()
            del self.sent[future]
            self.failed_starts = 0
        except (BrokenExecutor, CancelledError):
            self.restart("its process was ended")
        except Exception as error:  # noqa: BLE001 - as of one that cannot be sent, or was under way on a worker that went
            del self.sent[future]
            if sent.tries:
                self.done[sent.position] = _internal_error(error)
            else:
                self.to_retry.append(sent._replace(tries=1))

    def restart(self, why: str) -> None:
        """Begin the executor anew; what was under way is tried once more, and told of where it was already."""
        self.end()
        for sent in sorted(self.sent.values()):
            if sent.tries:
                self.done[sent.position] = Failure(f"it could not be made: {why}", "is a text unusually long?")
            else:
                self.to_retry.append(sent._replace(tries=1))
        self.sent.clear()

    def end(self) -> None:
        """End the executor, and what it has under way."""
        executor, self.executor = self.executor, None
        if executor is None:
            return
        kept = getattr(executor, "_processes", None) or {}
        running = list(kept.values()) if isinstance(kept, dict) else []
        for future in self.sent:
            with contextlib.suppress(Exception):  # as of a cluster that has gone
                future.cancel()
        executor.shutdown(wait=False)
        for process in running:
            process.kill()
            process.join()

"""Build jobs -> their outcomes, in the same order: on the cores of this machine or on a cluster.

It only needs `concurrent.futures.Executor`, so that a pool of processes and Dask's executor do the same jobs.
A job that ends its process, or takes too long, is retried once in a new one and then reported; others go on.
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
"""The time limit of a job, longer than those of Pandoc and Typst together, which apply first."""

_JOBS_AHEAD = 3  # jobs sent for each process, so that none waits; a guess
_MAX_WAITING = 50  # outcomes for each process that wait for an earlier one, so that memory stays bounded; a guess
# How often in a row an executor may fail to start a job, before all are done in this process; a guess.
_MAX_FAILED_STARTS = 3


class Failure(NamedTuple):
    """Why a job failed, and what to do about it."""

    message: str
    hint: str = ""


type Outcome = BuildResult | Failure


def run_job(job: BuildJob) -> Outcome:
    """Run a job in a process that runs many."""
    pandoc.keep_warm()
    try:
        return pipeline.build(job)
    except WsiscError as error:
        return Failure(str(error), error.hint)
    except MemoryError:
        return Failure("not enough memory", "run fewer jobs, such as --jobs 1")
    except Exception as error:  # noqa: BLE001 - one file must not stop the others
        return _internal_error(error)


def _internal_error(error: Exception) -> Failure:
    return Failure(f"internal error: {type(error).__name__}: {error}", "please report this bug with the file")


class _SentJob(NamedTuple):
    """A job that was sent: its position among the outcomes, and the number of earlier tries."""

    position: int
    job: BuildJob
    tries: int


def run(build_jobs: Iterable[BuildJob | Outcome], workers: int, start_executor: ExecutorFactory) -> Generator[Outcome]:
    """Yield the outcome of each job, in their order; an item that is an outcome already keeps its position.

    `start_executor` starts an executor of `workers` processes, as soon as there is a job for it. Few jobs are in
    memory at a time, whatever their number.
    """
    batch = _Batch(iter(build_jobs), workers, start_executor)
    try:
        yield from batch.outcomes()
    finally:
        batch.end()


class _Batch:
    """The jobs that are running, and the outcomes that wait for an earlier one."""

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
        """Send jobs; a retried one is sent alone, so that the job that ends a process is known."""
        if self.to_retry:
            if not self.sent:
                self.send(self.to_retry.popleft())
            return
        max_sent, max_waiting = self.workers * _JOBS_AHEAD, self.workers * _MAX_WAITING
        while not self.is_exhausted and len(self.sent) < max_sent and len(self.done) < max_waiting:
            item = next(self.build_jobs, None)
            if isinstance(item, BuildJob):
                self.send(_SentJob(self.count, item, 0))
            elif item is not None:
                self.done[self.count] = item
            self.is_exhausted = item is None
            self.count += 1

    def send(self, sent: _SentJob) -> None:
        try:
            self.executor = self.executor or self.start_executor()
            self.sent[self.executor.submit(run_job, sent.job)] = sent
        except BrokenExecutor:
            self.restart("its process was terminated")
            self.send_again(sent)
        except (RuntimeError, OSError, EOFError):  # too many processes, threads or open files
            self.end()
            self.send_again(*sorted(self.sent.values()), sent)
            self.sent.clear()

    def send_again(self, *sent: _SentJob) -> None:
        """Queue jobs again that could not be sent; after repeated failures they run in this process."""
        self.to_retry.extend(sent)
        self.failed_starts += 1
        if self.failed_starts >= _MAX_FAILED_STARTS:
            self.start_executor = InProcessExecutor

    def receive(self, future: Future[Outcome]) -> None:
        sent = self.sent.get(future)
        if sent is None:  # the executor was restarted meanwhile
            return
        try:
            self.done[sent.position] = future.result()
            del self.sent[future]
            self.failed_starts = 0
        except (BrokenExecutor, CancelledError):
            self.restart("its process was terminated")
        except Exception as error:  # noqa: BLE001 - such as of a job that cannot be pickled, or of a lost worker
            del self.sent[future]
            if sent.tries:
                self.done[sent.position] = _internal_error(error)
            else:
                self.to_retry.append(sent._replace(tries=1))

    def restart(self, why: str) -> None:
        """Restart the executor; running jobs are retried once, then reported."""
        self.end()
        for sent in sorted(self.sent.values()):
            if sent.tries:
                self.done[sent.position] = Failure(f"the build failed: {why}", "check for an unusually long text")
            else:
                self.to_retry.append(sent._replace(tries=1))
        self.sent.clear()

    def end(self) -> None:
        """End the executor and its running jobs."""
        executor, self.executor = self.executor, None
        if executor is None:
            return
        processes = getattr(executor, "_processes", None) or {}
        running = list(processes.values()) if isinstance(processes, dict) else []
        for future in self.sent:
            with contextlib.suppress(Exception):  # such as of a cluster that is gone
                future.cancel()
        executor.shutdown(wait=False)
        for process in running:
            process.kill()
            process.join()

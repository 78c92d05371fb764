"""Jobs and the function that does one -> their outcomes, in the same order: on this machine's cores or on a cluster.

It only needs `concurrent.futures.Executor`, so that a pool of processes and Dask's executor do the same jobs.
A job that ends its process, or takes too long, is retried once in a new one and then reported; others go on.
"""

import contextlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass
from typing import NamedTuple

from wsisc import pipeline
from wsisc.engines import child_processes, pandoc
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.pipeline import BuildResult
from wsisc.pipeline.jobs.executors import ExecutorFactory, InProcessExecutor
from wsisc.writers.build_job import BuildJob

SECONDS = child_processes.clock_limit(180)
"""The time limit of a job by the clock, as long as those of Pandoc and Typst together, which apply first."""

_JOBS_AHEAD = 3  # jobs sent for each process, so that none waits; a guess
_MAX_WAITING = 50  # outcomes for each process that wait for an earlier one, so that memory stays bounded; a guess
# How often in a row an executor may fail to start a job, before all are done in this process; a guess.
_MAX_FAILED_STARTS = 3


class Failure(NamedTuple):
    """Why a job failed, and what to do about it."""

    message: str
    hint: str = ""


type Outcome = BuildResult | Failure


@dataclass(frozen=True)
class Done[R]:
    """The outcome of a job that need not run."""

    outcome: R | Failure


def build(job: BuildJob) -> BuildResult:
    """Build the documents of a submission in a process that builds many."""
    pandoc.keep_warm()
    return pipeline.build(job)


def run_job[J, R](do: Callable[[J], R], job: J) -> R | Failure:
    """Run a job, and return its result, or why there is none."""
    try:
        return do(job)
    except WsiscError as error:
        return Failure(str(error), error.hint)
    except MemoryError:
        return Failure(t("not enough memory"), t("run fewer jobs, such as --jobs 1"))
    except Exception as error:  # noqa: BLE001 - one file must not stop the others
        return _internal_error(error)


def _internal_error(error: Exception) -> Failure:
    return Failure(
        t("internal error: {name}: {error}", name=type(error).__name__, error=error),
        t("please report this bug with the file"),
    )


class _SentJob[J](NamedTuple):
    """A job that was sent: its position among the outcomes, and the number of earlier tries."""

    position: int
    job: J
    tries: int


def run[J, R](
    jobs: Iterable[J | Done[R]], do: Callable[[J], R], workers: int, start_executor: ExecutorFactory
) -> Generator[R | Failure]:
    """Yield the outcome of each job, in their order: what `do` returns, a function of a module, or why it failed.

    `start_executor` starts an executor of `workers` processes, as soon as there is a job for it. Few jobs are in
    memory at a time, whatever their number.
    """
    batch = _Batch(iter(jobs), do, workers, start_executor)
    try:
        yield from batch.outcomes()
    finally:
        batch.end()


class _Batch[J, R]:
    """The jobs that are running, and the outcomes that wait for an earlier one."""

    def __init__(
        self, jobs: Iterator[J | Done[R]], do: Callable[[J], R], workers: int, start_executor: ExecutorFactory
    ) -> None:
        self.jobs, self.do, self.workers, self.start_executor = jobs, do, workers, start_executor
        self.executor: Executor | None = None
        self.sent: dict[Future[R | Failure], _SentJob[J]] = {}
        self.to_retry: deque[_SentJob[J]] = deque()
        self.done: dict[int, R | Failure] = {}
        self.count = self.next_position = self.failed_starts = 0
        self.is_exhausted = False

    def outcomes(self) -> Iterator[R | Failure]:
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
                self.restart(t("it took too long"))
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
            item = next(self.jobs, None)
            if isinstance(item, Done):
                self.done[self.count] = item.outcome
            elif item is not None:
                self.send(_SentJob(self.count, item, 0))
            self.is_exhausted = item is None
            self.count += 1

    def send(self, sent: _SentJob[J]) -> None:
        try:
            self.executor = self.executor or self.start_executor()
            self.sent[self.executor.submit(run_job, self.do, sent.job)] = sent
        except BrokenExecutor:
            self.restart(t("its process was terminated"))
            self.send_again(sent)
        except (RuntimeError, OSError, EOFError):  # too many processes, threads or open files
            self.end()
            self.send_again(*sorted(self.sent.values()), sent)
            self.sent.clear()

    def send_again(self, *sent: _SentJob[J]) -> None:
        """Queue jobs again that could not be sent; after repeated failures they run in this process."""
        self.to_retry.extend(sent)
        self.failed_starts += 1
        if self.failed_starts >= _MAX_FAILED_STARTS:
            self.start_executor = InProcessExecutor

    def receive(self, future: Future[R | Failure]) -> None:
        sent = self.sent.get(future)
        if sent is None:  # the executor was restarted meanwhile
            return
        try:
            self.done[sent.position] = future.result()
            del self.sent[future]
            self.failed_starts = 0
        except (BrokenExecutor, CancelledError):
            self.restart(t("its process was terminated"))
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
                self.done[sent.position] = Failure(
                    t("not completed: {why}", why=why), t("check for an unusually long text")
                )
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

"""Many orders -> what came of each, in their order: on the cores of this machine or on a cluster.

It is written against `concurrent.futures.Executor`, so that a pool of processes and Dask's executor do the same jobs.
A job that ends its process, or takes too long, is tried once more in a fresh one, and then told of; it stops no other.
"""

import contextlib
import errno
import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from multiprocessing import connection, forkserver
from typing import NamedTuple

from wsisc import pandoc, pipeline
from wsisc.diagnostic import WsiscError
from wsisc.making import Order
from wsisc.pipeline import Made

SECONDS = 240
"""How long a job may take; Pandoc and Typst have limits of their own, which come first."""

_PATIENCE = 10  # seconds
_ERRORS = 2  # standard error
_MOST = 61  # which Windows can wait for
_AHEAD = 3  # jobs sent for every process, so that none waits
_MISFIRES = 3
"""So often in a row an executor may fail to begin a job; then all is done in this process."""


class Failure(NamedTuple):
    """Why an order could not be carried out, and what to do about it."""

    message: str
    hint: str = ""


type Outcome = Made | Failure
type Start = Callable[[], Executor]


def work(order: Order) -> Outcome:
    """Carry out an order in a process that carries out many."""
    pandoc.keep_warm()
    try:
        return pipeline.make(order)
    except WsiscError as error:
        return Failure(str(error), error.hint)
    except MemoryError:
        return Failure("there is not enough memory for it", "let fewer run at a time: --jobs 1")
    except Exception as error:  # noqa: BLE001 - of one file, which must not stop the others
        return _unforeseen(error)


def _unforeseen(error: Exception) -> Failure:
    return Failure(f"internal error: {type(error).__name__}: {error}", "please report it, with the file")


def processes(jobs: int) -> Executor:
    """Return a pool of so many processes, which end when this one does, however it ends."""
    is_forked = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if is_forked else "spawn")
    if is_forked:
        context.set_forkserver_preload(["wsisc.batch", "wsisc.rules", "wsisc.writers.docx", "jsonschema"])
        with _unheard():
            forkserver.ensure_running()
    return ProcessPoolExecutor(min(jobs, _MOST), context, _prepare)


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """Begin processes that, with all that come of them, hear no interruption and say nothing: both are for this one.

    Raises OSError where too much is open for that.
    """
    with contextlib.ExitStack() as after:
        kept = _copied(_ERRORS)
        if kept is not None:
            after.callback(os.close, kept)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            after.callback(os.close, nowhere)
            after.callback(os.dup2, kept, _ERRORS)
            os.dup2(nowhere, _ERRORS)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        after.callback(signal.pthread_sigmask, signal.SIG_SETMASK, before)
        yield


def _copied(stream: int) -> int | None:
    """Return a copy of a stream, None where it is closed. Raises OSError where too much is open."""
    try:
        return os.dup(stream)
    except OSError as error:
        if error.errno == errno.EBADF:
            return None
        raise


class Here(Executor):
    """What does its jobs in this process, one after another, where no other process can be begun."""

    def submit[**P, T](self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do a job, and return a future that is over. Only an Exception is kept for its result."""
        future: Future[T] = Future()
        try:
            future.set_result(job(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as other executors
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End what the jobs have left running."""
        pandoc.end_warm()


@contextlib.contextmanager
def cluster(scheduler: str) -> Iterator[tuple[Start, int]]:
    """Give what begins an executor on Dask's cluster at an address, and how many jobs that does at a time.

    Raises WsiscError where Dask is missing or nobody answers.
    """
    try:
        import distributed
    except ImportError:
        raise WsiscError("Dask is missing", 'install it with: pip install "wsisc[dask]"') from None
    logging.getLogger("distributed").setLevel(logging.ERROR)  # that a worker was lost costs nobody anything
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise WsiscError(f"no scheduler answers at {scheduler}: {error}", "start one with: dask scheduler") from None
    with contextlib.closing(client):
        yield client.get_executor, max(sum(client.nthreads().values()), 1)  # type: ignore[no-untyped-call]


def _prepare() -> None:
    """Prepare a process of the pool: an interruption is for its parent, with which it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


class _Sent(NamedTuple):
    """An order that was sent: its place in the row, and how often it was."""

    place: int
    order: Order
    tries: int


def run(orders: Iterable[Order | Outcome], jobs: int, start: Start) -> Generator[Outcome]:
    """Yield what came of each order, in their order. `start` begins an executor that does `jobs` at a time.

    What is an outcome already keeps its place in the row. Few orders are held at a time, so that memory does not grow
    with their number; the executor is begun when there is something to do.
    """
    batch = _Batch(iter(orders), jobs, start)
    try:
        yield from batch.outcomes()
    finally:
        batch.end()


class _Batch:
    """Orders under way, and what has come of those that are not yet their turn."""

    def __init__(self, orders: Iterator[Order | Outcome], jobs: int, start: Start) -> None:
        self.orders, self.jobs, self.start = orders, jobs, start
        self.executor: Executor | None = None
        self.sent: dict[Future[Outcome], _Sent] = {}
        self.again: deque[_Sent] = deque()
        self.done: dict[int, Outcome] = {}
        self.count = self.turn = self.misfires = 0
        self.is_over = False

    def outcomes(self) -> Iterator[Outcome]:
        while True:
            self.fill()
            while self.turn in self.done:
                yield self.done.pop(self.turn)
                self.turn += 1
                self.fill()
            if self.again and not self.sent:
                continue
            if not self.sent:
                return
            finished, _ = wait(self.sent, SECONDS, FIRST_COMPLETED)
            if not finished:
                self.restart("it took too long")
            for future in finished:
                self.take(future)

    def fill(self) -> None:
        """Send orders; one that is tried again is sent alone, so that what ends a process is known."""
        if self.again:
            if not self.sent:
                self.send(self.again.popleft())
            return
        while not self.is_over and len(self.sent) < self.jobs * _AHEAD and len(self.done) < self.jobs * 50:
            order = next(self.orders, None)
            if isinstance(order, Order):
                self.send(_Sent(self.count, order, 0))
            elif order is not None:
                self.done[self.count] = order
            self.is_over = order is None
            self.count += 1

    def send(self, sent: _Sent) -> None:
        try:
            self.executor = self.executor or self.start()
            self.sent[self.executor.submit(work, sent.order)] = sent
        except BrokenExecutor:
            self.restart("its process was ended")
            self.misfired(sent)
        except (RuntimeError, OSError, EOFError):  # there are too many processes, threads or files already
            self.end()
            self.misfired(*sorted(self.sent.values()), sent)
            self.sent.clear()

    def misfired(self, *sent: _Sent) -> None:
        """Send anew what could not be, in this process if that goes on."""
        self.again.extend(sent)
        self.misfires += 1
        if self.misfires >= _MISFIRES:
            self.start = Here

    def take(self, future: Future[Outcome]) -> None:
        sent = self.sent.get(future)
        if sent is None:  # the executor was begun anew meanwhile
            return
        try:
            self.done[sent.place] = future.result()
            del self.sent[future]
            self.misfires = 0
        except BrokenExecutor:
            self.restart("its process was ended")
        except Exception as error:  # noqa: BLE001 - as of one that cannot be sent
            self.done[sent.place] = _unforeseen(error)
            del self.sent[future]

    def restart(self, why: str) -> None:
        """Begin the executor anew; what was under way is tried once more, and told of where it was already."""
        self.end()
        for sent in sorted(self.sent.values()):
            if sent.tries:
                self.done[sent.place] = Failure(f"it could not be made: {why}", "is a text unusually long?")
            else:
                self.again.append(sent._replace(tries=1))
        self.sent.clear()

    def end(self) -> None:
        """End the executor, and what it has under way."""
        executor, self.executor = self.executor, None
        if executor is None:
            return
        kept = getattr(executor, "_processes", None) or {}
        running = list(kept.values()) if isinstance(kept, dict) else []
        for future in self.sent:
            future.cancel()
        executor.shutdown(wait=False)
        for process in running:
            process.kill()
            process.join()

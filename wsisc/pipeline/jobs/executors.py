"""A number of parallel jobs, or the address of a cluster -> an executor: a pool of processes, Dask, or this process.

All are `concurrent.futures.Executor`, so that `batch` need not know which.
"""

import contextlib
import errno
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import connection
from typing import Any

from wsisc import __version__
from wsisc.engines import child_processes, pandoc
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

_TIMEOUT = 10  # seconds; a guess
_STDERR = 2
# What every job needs, loaded once for all workers.
_PRELOADED = ["wsisc.pipeline.jobs.batch", "wsisc.lint.rules", "wsisc.writers.docx.assembly"]
_MAX_PROCESSES = 61  # Windows cannot wait for more: concurrent.futures.ProcessPoolExecutor
_POOL_FILES = 32  # open files of the pool and of the fork server, plus two for each worker (CPython 3.12 to 3.14)

type ExecutorFactory = Callable[[], Executor]


def start_processes(jobs: int) -> Executor:
    """Return a pool of processes, which end when this one does, however it ends.

    Raises OSError where too many files are open.
    """
    jobs = min(jobs, _MAX_PROCESSES)
    _check_open_files(_POOL_FILES + 2 * jobs)
    is_forked = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if is_forked else "spawn")
    with child_processes.protect_workers():
        if is_forked:
            context.set_forkserver_preload(_PRELOADED)
            from multiprocessing import forkserver  # not on Windows

            with _silence_children():
                forkserver.ensure_running()
        return _Pool(jobs, context, _prepare_worker)


class _Pool(ProcessPoolExecutor):
    """A pool that starts its processes with the first jobs, and the fork server again where that has ended."""

    def submit[**P, T](self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        with child_processes.protect_workers():
            return super().submit(job, *args, **kwargs)


def _check_open_files(count: int) -> None:
    """Raise OSError where this process cannot open `count` more files.

    A fork server that runs out of them dies with a stack trace on standard error, and the pool starts another.
    """
    with contextlib.ExitStack() as opened:
        for _ in range(count):
            opened.callback(os.close, os.open(os.devnull, os.O_RDONLY))


@contextlib.contextmanager
def _silence_children() -> Iterator[None]:
    """Let processes that start here, and their children, write no errors to the terminal and get no signals from it.

    Raises OSError where too many files are open.
    """
    with contextlib.ExitStack() as after:
        copy = _copy_stream(_STDERR)
        if copy is not None:
            after.callback(os.close, copy)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            after.callback(os.close, nowhere)
            after.callback(os.dup2, copy, _STDERR)
            os.dup2(nowhere, _STDERR)
        if sys.platform != "win32":
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP, signal.SIGQUIT})
            after.callback(signal.pthread_sigmask, signal.SIG_SETMASK, before)
        yield


def _copy_stream(stream: int) -> int | None:
    """Return a copy of a stream, None where it is closed. Raises OSError where too many files are open."""
    try:
        return os.dup(stream)
    except OSError as error:
        if error.errno == errno.EBADF:
            return None
        raise


class InProcessExecutor(Executor):
    """An executor that runs its jobs in this process, one after another, where no other process can be started."""

    def submit[**P, T](self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a job, and return a finished future. Only an Exception is stored in it; others are raised here."""
        future: Future[T] = Future()
        try:
            future.set_result(job(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - like other executors
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process that jobs keep running."""
        pandoc.end_warm()


@contextlib.contextmanager
def open_cluster(scheduler: str) -> Iterator[tuple[ExecutorFactory, int]]:
    """Yield a factory of executors on the Dask cluster at an address, and its number of parallel jobs.

    Raises WsiscError where Dask is missing, or the scheduler does not answer.
    """
    try:
        import distributed
    except ImportError:
        from wsisc.messages import install_hint

        raise WsiscError(t("Dask is missing"), install_hint.install_command("wsisc[dask]")) from None
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(("distributed", "tornado")):  # lost workers are retried, not reported
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(scheduler, timeout=_TIMEOUT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise WsiscError(
            t("no scheduler responds at {scheduler}: {error}", scheduler=scheduler, error=error),
            t("start one: dask scheduler"),
        ) from None
    with contextlib.closing(client):
        start = partial(_start_on_cluster, client, scheduler)
        start()
        _check_workers(client)
        yield start, max(sum(client.nthreads().values()), 1)  # type: ignore[no-untyped-call]


def _check_workers(client: Any) -> None:
    """Raise WsiscError where a worker has another version of wsisc or none: its documents could differ."""
    for worker, version in sorted(client.run(_version, on_error="return").items()):
        if version != _version():
            has = t("has {version}", version=version) if isinstance(version, str) else t("cannot run wsisc")
            raise WsiscError(
                t("the worker at {worker} {has}, but this is {version}", worker=worker, has=has, version=_version()),
                t("install the same versions on both"),
            )


def _version() -> str:
    return f"wsisc {__version__} with Pandoc {pandoc.version()}"


def _start_on_cluster(client: Any, scheduler: str) -> Executor:
    """Return an executor of a client's cluster. Raises WsiscError where that is gone, or has no worker."""
    try:
        client.wait_for_workers(1, timeout=_TIMEOUT)
    except TimeoutError:
        raise WsiscError(
            t("the scheduler at {scheduler} has no workers", scheduler=scheduler),
            t("start workers: dask worker {scheduler}", scheduler=scheduler),
        ) from None
    except Exception:  # noqa: BLE001 - any error of Dask for a lost connection
        hint = t("start it again and repeat the command; finished files were kept")
        raise WsiscError(
            t("the connection to the scheduler at {scheduler} was lost", scheduler=scheduler), hint
        ) from None
    executor: Executor = client.get_executor()
    return executor


def _prepare_worker() -> None:
    """Prepare a process of the pool: it ignores interrupts, and ends with its parent."""
    gc.enable()  # a worker builds many documents, and imports the start of the command line, which disables it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with_parent, args=(parent.sentinel,), daemon=True).start()


def _end_with_parent(sentinel: int) -> None:
    connection.wait([sentinel])
    child_processes.end_all()
    os._exit(1)

"""Pieces -> what Pandoc makes of each, several at a time: a Pandoc that stays warm for each core.

Pandoc takes longer than all else, so what is likely to be wanted may be begun before anybody knows that it is.
"""

import contextlib
import os
import queue
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import NamedTuple

from wsisc.diagnostic import WsiscError
from wsisc.engines import child_processes, pandoc

_MAX_THREADS = 8
_ALLOCATION_AREA = "128m"


class PieceConversion(NamedTuple):
    """A conversion: Markdown, the format it becomes, and the filters on the way."""

    text: str
    to: str
    filters: tuple[str, ...]


class ConversionPool:
    """Threads that convert what is ordered, each job once, however often it is."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[tuple[PieceConversion, Future[bytes]] | None] = queue.SimpleQueue()
        self._futures: dict[PieceConversion, Future[bytes]] = {}
        self._threads: list[threading.Thread] = []
        for _ in range(min(os.cpu_count() or 1, _MAX_THREADS)):
            thread = threading.Thread(target=self._work)
            try:
                child_processes.start_thread(thread)
            except WsiscError:
                if not self._threads:  # else fewer do it
                    raise
                break
            self._threads.append(thread)

    def submit(self, conversion: PieceConversion) -> "Future[bytes]":
        """Begin a job, unless it is begun already; its result raises WsiscError where Pandoc fails."""
        if conversion not in self._futures:
            self._futures[conversion] = Future()
            self._queue.put((conversion, self._futures[conversion]))
        return self._futures[conversion]

    def convert(self, conversions: Sequence[PieceConversion]) -> list[bytes]:
        """Return what becomes of jobs, in their order. Raises WsiscError where Pandoc fails."""
        for job in sorted(conversions, key=lambda job: -len(job.text)):
            self.submit(job)
        return [self._futures[job].result() for job in conversions]

    def close(self) -> None:
        """End the threads; what has not been begun is not done."""
        for future in self._futures.values():
            future.cancel()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            with contextlib.suppress(WsiscError):  # which the first job will tell
                pandoc.keep_warm(_ALLOCATION_AREA, start_now=True)
            while held := self._queue.get():
                job, future = held
                if future.set_running_or_notify_cancel():
                    _convert(job, future)
        finally:
            pandoc.end_warm()


def _convert(conversion: PieceConversion, future: "Future[bytes]") -> None:
    try:
        future.set_result(pandoc.start(conversion.text, conversion.to, *conversion.filters).result())
    except Exception as error:  # noqa: BLE001 - raised again where the result is wanted
        future.set_exception(error)


@contextlib.contextmanager
def open_pool() -> Iterator[ConversionPool]:
    """Give a kitchen, and close it."""
    made = ConversionPool()
    try:
        yield made
    finally:
        made.close()

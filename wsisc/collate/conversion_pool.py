"""Pieces -> their conversions by Pandoc, several at a time: one warm Pandoc process for each core.

Pandoc takes longer than everything else, so conversions may start before it is known that they are needed.
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
    """A conversion: Markdown, the output format and the Lua filters."""

    text: str
    to: str
    filters: tuple[str, ...]


class ConversionPool:
    """Threads that run conversions; equal conversions run once."""

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
        """Start a conversion unless it was started before. Its result raises WsiscError if Pandoc fails."""
        if conversion not in self._futures:
            self._futures[conversion] = Future()
            self._queue.put((conversion, self._futures[conversion]))
        return self._futures[conversion]

    def convert(self, conversions: Sequence[PieceConversion]) -> list[bytes]:
        """Return the results of conversions, in their order. Raises WsiscError if Pandoc fails."""
        for job in sorted(conversions, key=lambda job: -len(job.text)):
            self.submit(job)
        return [self._futures[job].result() for job in conversions]

    def close(self) -> None:
        """Stop the threads; conversions that have not started are cancelled."""
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
            while item := self._queue.get():
                job, future = item
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
    """Open a pool, and close it at the end."""
    pool = ConversionPool()
    try:
        yield pool
    finally:
        pool.close()

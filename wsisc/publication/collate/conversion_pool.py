"""Pieces -> their conversions by Pandoc, several at a time: one warm Pandoc process for each core.

Pandoc takes longer than everything else, so conversions may start before it is known that they are needed.
"""

import contextlib
import os
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import NamedTuple

from wsisc.engines import child_processes, pandoc
from wsisc.messages.diagnostic import WsiscError

_MAX_THREADS = 8  # a guess: each Pandoc needs memory
_ALLOCATION_AREA = "128m"  # of Pandoc's Haskell runtime: more memory, fewer garbage collections


Notify = Callable[[str], None]
"""What is called with a note for the user."""


def ignore_note(_: str) -> None:
    """Show no note."""


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
                if not self._threads:  # otherwise fewer threads are enough
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
        for conversion in sorted(conversions, key=lambda conversion: -len(conversion.text)):
            self.submit(conversion)
        return [self._futures[conversion].result() for conversion in conversions]

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
            with contextlib.suppress(WsiscError):  # the first conversion raises it again
                pandoc.keep_warm(_ALLOCATION_AREA, start_now=True)
            while item := self._queue.get():
                conversion, future = item
                if future.set_running_or_notify_cancel():
                    try:
                        future.set_result(pandoc.start(conversion.text, conversion.to, *conversion.filters).result())
                    except Exception as error:  # noqa: BLE001 - raised again by Future.result
                        future.set_exception(error)
        finally:
            pandoc.end_warm()

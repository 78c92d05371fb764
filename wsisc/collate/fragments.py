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

_MOST = 8
_AREA = "128m"


class Job(NamedTuple):
    """A conversion: Markdown, the format it becomes, and the filters on the way."""

    text: str
    to: str
    filters: tuple[str, ...]


class Kitchen:
    """Threads that convert what is ordered, each job once, however often it is."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[Job, Future[bytes]] | None] = queue.SimpleQueue()
        self._ordered: dict[Job, Future[bytes]] = {}
        self._threads: list[threading.Thread] = []
        for _ in range(min(os.cpu_count() or 1, _MOST)):
            thread = threading.Thread(target=self._work)
            try:
                child_processes.begin(thread)
            except WsiscError:
                if not self._threads:  # else fewer do it
                    raise
                break
            self._threads.append(thread)

    def begin(self, job: Job) -> "Future[bytes]":
        """Begin a job, unless it is begun already; its result raises WsiscError where Pandoc fails."""
        if job not in self._ordered:
            self._ordered[job] = Future()
            self._waiting.put((job, self._ordered[job]))
        return self._ordered[job]

    def converted(self, jobs: Sequence[Job]) -> list[bytes]:
        """Return what becomes of jobs, in their order. Raises WsiscError where Pandoc fails."""
        for job in sorted(jobs, key=lambda job: -len(job.text)):
            self.begin(job)
        return [self._ordered[job].result() for job in jobs]

    def close(self) -> None:
        """End the threads; what has not been begun is not done."""
        for future in self._ordered.values():
            future.cancel()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            with contextlib.suppress(WsiscError):  # which the first job will tell
                pandoc.keep_warm(_AREA, at_once=True)
            while held := self._waiting.get():
                job, future = held
                if future.set_running_or_notify_cancel():
                    _do(job, future)
        finally:
            pandoc.end_warm()


def _do(job: Job, future: "Future[bytes]") -> None:
    try:
        future.set_result(pandoc.start(job.text, job.to, *job.filters).result())
    except Exception as error:  # noqa: BLE001 - raised again where the result is wanted
        future.set_exception(error)


@contextlib.contextmanager
def kitchen() -> Iterator[Kitchen]:
    """Give a kitchen, and close it."""
    made = Kitchen()
    try:
        yield made
    finally:
        made.close()

"""Pieces -> what Pandoc makes of each, several at a time: a Pandoc that stays warm for each core."""

import os
import threading
from collections.abc import Sequence

from wsisc import pandoc

_MOST = 8


def converted(jobs: Sequence[tuple[str, tuple[str, ...]]], to: str) -> list[bytes]:
    """Return what Pandoc makes of Markdown texts, each with its filters, in their order.

    Raises WsiscError where it fails.
    """
    made: list[bytes] = [b""] * len(jobs)
    failures: list[Exception] = []
    waiting = iter(sorted(range(len(jobs)), key=lambda index: -len(jobs[index][0])))
    lock = threading.Lock()

    def work() -> None:
        pandoc.keep_warm()
        try:
            while not failures:
                with lock:
                    index = next(waiting, None)
                if index is None:
                    break
                text, filters = jobs[index]
                made[index] = pandoc.start(text, to, *filters).result()
        except Exception as error:  # noqa: BLE001 - raised again by the thread that waits
            failures.append(error)
        finally:
            pandoc.end_warm()

    threads = [threading.Thread(target=work) for _ in range(min(os.cpu_count() or 1, _MOST, len(jobs)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return made

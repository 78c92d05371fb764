"""A signal that asks the process to end -> an exception, by which all that is under way is tidied up on its way out.

Only the first signal counts: what tidies up must not itself be interrupted.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from wsisc.engines import child_processes

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")  # the last is of Windows, as Ctrl-Break
_PATIENCE = 20.0  # seconds, after which nothing is waited for any more


class Ended(SystemExit):
    """A signal asked this process to end."""


class Asked:
    """Whether a signal asked this process to end."""

    def __init__(self) -> None:
        self.code: int | None = None
        """The exit code, 128 and the number of the signal, as shells have it; None where there was none."""
        self.limit: threading.Timer | None = None

    def end(self, number: int, _: FrameType | None) -> None:
        """End what other programs do for this one, and raise KeyboardInterrupt for Ctrl-C, else Ended."""
        if self.code is not None:
            return
        self.code = 128 + number
        self.limit = threading.Timer(_PATIENCE, os._exit, (self.code,))
        self.limit.daemon = True
        self.limit.start()
        child_processes.end()
        raise KeyboardInterrupt if number == signal.SIGINT else Ended(self.code)


@contextlib.contextmanager
def handled() -> Iterator[Asked]:
    """Turn signals into exceptions; those that this process was begun to ignore, as by nohup, stay ignored."""
    asked = Asked()
    ours = (getattr(signal, name) for name in _NAMES if hasattr(signal, name))
    before = {each: handler for each in ours if (handler := signal.getsignal(each)) not in (signal.SIG_IGN, None)}
    for each in before:
        signal.signal(each, asked.end)
    try:
        yield asked
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        child_processes.allow()
        if asked.limit:
            asked.limit.cancel()

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

_SIGNAL_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")  # the last is of Windows, as Ctrl-Break
_GRACE_PERIOD = 20.0  # seconds, after which nothing is waited for any more


class Terminated(SystemExit):
    """A signal asked this process to end."""


class TerminationRequest:
    """Whether a signal asked this process to end."""

    def __init__(self) -> None:
        self.exit_code: int | None = None
        """The exit code, 128 and the number of the signal, as shells have it; None where there was none."""
        self.watchdog: threading.Timer | None = None

    def handle_signal(self, number: int, _: FrameType | None) -> None:
        """End what other programs do for this one, and raise KeyboardInterrupt for Ctrl-C, else Ended."""
        if self.exit_code is not None:
            return
        self.exit_code = 128 + number
        self.watchdog = threading.Timer(_GRACE_PERIOD, os._exit, (self.exit_code,))
        self.watchdog.daemon = True
        self.watchdog.start()
        child_processes.end_all()
        raise KeyboardInterrupt if number == signal.SIGINT else Terminated(self.exit_code)


@contextlib.contextmanager
def handle_signals() -> Iterator[TerminationRequest]:
    """Turn signals into exceptions; those that this process was begun to ignore, as by nohup, stay ignored."""
    asked = TerminationRequest()
    ours = (getattr(signal, name) for name in _SIGNAL_NAMES if hasattr(signal, name))
    before = {each: handler for each in ours if (handler := signal.getsignal(each)) not in (signal.SIG_IGN, None)}
    for each in before:
        signal.signal(each, asked.handle_signal)
    try:
        yield asked
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        child_processes.allow_starts()
        if asked.watchdog:
            asked.watchdog.cancel()

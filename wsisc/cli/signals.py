"""A signal that ends the process -> an exception, by which everything that is running is cleaned up.

Only the first signal counts: the clean-up must not be interrupted.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from wsisc.engines import child_processes

_SIGNAL_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")  # the last is Ctrl-Break on Windows
_GRACE_PERIOD = 20.0  # seconds; a guess: a clean-up that takes longer hangs


class Terminated(SystemExit):
    """A signal ended this process."""


class TerminationRequest:
    """The first signal that this process received, if any."""

    def __init__(self) -> None:
        self.exit_code: int | None = None
        """128 and the number of the signal, as in shells; None if there was none."""
        self.watchdog: threading.Timer | None = None

    def handle_signal(self, number: int, _: FrameType | None) -> None:
        """End the child processes, and raise KeyboardInterrupt for Ctrl-C, Terminated for other signals."""
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
    """Turn signals into exceptions; those that the parent process ignores, as nohup does, remain ignored."""
    request = TerminationRequest()
    ours = (getattr(signal, name) for name in _SIGNAL_NAMES if hasattr(signal, name))
    before = {number: handler for number in ours if (handler := signal.getsignal(number)) not in (signal.SIG_IGN, None)}
    for number in before:
        signal.signal(number, request.handle_signal)
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        child_processes.allow_starts()
        if request.watchdog:
            request.watchdog.cancel()

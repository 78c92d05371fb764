"""The command line's arguments -> an exit code."""

import gc
import signal

gc.disable()  # before any import: the process is short-lived, and collecting cycles costs more than they do
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing to clean up before `main` installs its handlers

from wsisc.cli import main  # noqa: E402

__all__ = ["main"]

if __name__ == "__main__":
    main()

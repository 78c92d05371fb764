"""The command line's arguments -> an exit code."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until `main` listens, nothing is to be tidied up

from wsisc.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()

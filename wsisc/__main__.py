"""The command line's arguments -> an exit code."""

from wsisc.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()

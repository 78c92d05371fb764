"""Arguments and options that several commands share -> decorators."""

from collections.abc import Callable
from typing import Any

import click

from wsisc.cli import complete, protected

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete.paths)
"""The submissions that a command reads, as `files.find_submissions` understands them."""


def file_option[F: Callable[..., Any]](*names: str, help: str, **attributes: Any) -> Callable[[F], F]:
    """Return an option that names a file or folder."""
    return click.option(*names, type=protected.FILE_NAME, shell_complete=complete.paths, help=help, **attributes)

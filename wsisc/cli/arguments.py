"""Arguments and options that several commands share -> decorators."""

from collections.abc import Callable
from typing import Any

import click

from wsisc.cli import complete


class _FileName(click.ParamType):  # type: ignore[type-arg]
    """The name of a file or folder, which is not empty."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name. Raises UsageError if it is empty."""
        if value == "":
            self.fail("the path is empty", param, ctx)
        return value


FILE_NAME = _FileName()

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete.paths)
"""The submissions that a command reads, as `find_submissions` understands them."""


def file_option[F: Callable[..., Any]](*names: str, help: str, **attributes: Any) -> Callable[[F], F]:
    """Return an option that names a file or folder."""
    return click.option(*names, type=FILE_NAME, shell_complete=complete.paths, help=help, **attributes)


def off_switch[F: Callable[..., Any]](option: str, name: str, help: str) -> Callable[[F], F]:
    """Return a flag that makes an argument False; it is True without the flag."""
    return click.option(
        option, name, is_flag=True, default=False, callback=lambda ctx, parameter, value: not value, help=help
    )

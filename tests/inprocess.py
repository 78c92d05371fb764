"""The command line within the process of the tests: a tenth of the time of a process of its own."""

from typing import NamedTuple

import pytest
from click.testing import CliRunner

from wsisc import cli
from wsisc.workspace import repository


class Done(NamedTuple):
    """What a command came to: its exit code, and what it said."""

    code: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Done:
    """Run a command; what is a fault of wsisc is raised."""
    repository.refresh()  # a process lives no longer than one command
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WSISC_DEBUG", "1")
        result = CliRunner().invoke(cli.group, [str(each) for each in arguments], standalone_mode=False)
        code, told = result.return_value, ""
        if result.exception:
            code, told = cli._report_error(result.exception), str(result.exception)
    return Done(code or 0, result.stdout, f"{result.stderr}{told}")

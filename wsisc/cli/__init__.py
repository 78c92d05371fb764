"""The command line: the table of its commands, and the one place where errors become exit codes.

Exit codes everywhere: 0 clean, 1 the document has errors, 2 wrong usage, 3 could not run.
Each command is a module of this folder, imported only when it runs, with a function `command`.
"""

import contextlib
import gc
import importlib
import os
import sys
from difflib import get_close_matches
from io import TextIOWrapper
from keyword import iskeyword
from typing import Any, NoReturn, TextIO

import click

from wsisc import __version__
from wsisc.cli import signals
from wsisc.diagnostic import WsiscError

COMMANDS = {
    "build": "Make the documents of submissions.",
    "cache": "Delete what build keeps for next time.",
    "calls": "List, show, check and derive the calls for contributions.",
    "collate": "Put many submissions into one document, or one dataset.",
    "completion": "Print what lets a shell complete commands and names.",
    "doctor": "Tell what is installed, what is missing, and what brings it.",
    "explain": "Tell what a rule is for, with examples.",
    "extract": "Give back the source that a document carries.",
    "import": "Turn a Word file into a submission in YAML.",
    "init": "Begin a submission, or a whole repository of them.",
    "migrate": "Move a submission to another call.",
    "preview": "Show a submission in the browser as it is written.",
    "recycled": "Show which passages repeat last year's or another's text.",
    "schema": "Print the schema of a call, for editors and other checkers.",
    "site": "Make a searchable site of many submissions.",
    "stats": "Count words, pages and more of every part.",
    "validate": "Check submissions and show every problem at its place.",
    "verify": "Tell whether a document is exactly what its source gives.",
}


def _set_color(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None or ctx.parent is None:
        ctx.color = wants_color(value or "auto")


_COLOR = click.Option(
    ["--color"],
    type=click.Choice(["auto", "always", "never"]),
    callback=_set_color,
    expose_value=False,
    help="Colour the output; else NO_COLOR, FORCE_COLOR and the terminal decide.",
)


def _module_name(name: str) -> str:
    """Return the module of a command; what is a word of Python has an underscore behind it."""
    return f"{name}_" if iskeyword(name) else name


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are used; their help needs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"wsisc.cli.{_module_name(cmd_name)}").command
        if _COLOR not in command.params:
            command.params.append(_COLOR)  # where people type it too: after the command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        names = [name for name in COMMANDS if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=COMMANDS[name]) for name in names), *options]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"use {near[0]}" if near else f"the commands are {', '.join(COMMANDS)}"
            raise click.UsageError(f"no command is named {args[0]!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_LazyGroup, params=[_COLOR], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="wsisc %(version)s")
def group() -> None:
    """Compile YAML into the documents of a WSIS submission to the CSTD."""


def wants_color(option: str) -> bool | None:
    """Return whether to colour: True, False, or None where that is the terminal's business (no-color.org)."""
    if option != "auto":
        return option == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None


def main() -> None:
    """Run the command line and end the process with an exit code."""
    sys.stdout, sys.stderr = (stream or _null_stream() for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    gc.disable()  # a short life: looking for cycles costs more than they do
    with signals.handle_signals() as asked:
        code = _run(asked)
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        _exit(code)


def _null_stream() -> TextIO:
    """Return a stream in the place of one that is closed."""
    return open(os.devnull, "w", encoding="utf-8", newline="\n")


def _run(request: signals.TerminationRequest) -> int:
    """Run the command line, and return the exit code."""
    try:
        code = group.main(prog_name="wsisc", standalone_mode=False)
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 - the error boundary
        code = request.exit_code or _report_error(error)  # nothing is wrong where it comes of the end
    except KeyboardInterrupt:
        code = request.exit_code
    except SystemExit as error:  # click's answer to a shell that asks for completion; or to a reader that has gone away
        code = request.exit_code or (3 if error.code else 0)
    return code if isinstance(code, int) else 0


def _exit(code: int) -> NoReturn:
    if "multiprocessing" in sys.modules:  # its processes and semaphores are to be tidied up
        sys.exit(code)
    os._exit(code)  # tidying up the interpreter would take as long as a page


def _report_error(error: Exception) -> int:
    """Tell the user of an error, and return its exit code."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort):
        return 130
    if isinstance(error, WsiscError):
        _print_error(str(error), error.hint)
        return error.exit_code
    if isinstance(error, OSError):
        _print_error(f"{error.filename or 'the output'}: {error.strerror}", "")
        return 3
    if os.environ.get("WSISC_DEBUG"):
        raise error
    hint = "this is a fault of wsisc: please report it with the file; WSISC_DEBUG=1 shows the details"
    _print_error(f"internal error: {type(error).__name__}: {error}", hint)
    return 3


def _print_error(message: str, hint: str) -> None:
    click.echo(f"{click.style('error', fg='red', bold=True)}: {message}", err=True, color=wants_color("auto"))
    if hint:
        click.echo(f"  help: {hint}", err=True)

"""Arguments of the command line -> the run of a command, and an exit code: errors become exit codes only here.

Exit codes everywhere: 0 clean, 1 the document has errors, 2 wrong usage, 3 could not run.
"""

import contextlib
import importlib
import os
import sys
from io import StringIO, TextIOWrapper
from typing import Any, NoReturn

import click

from wsisc import __version__
from wsisc.cli import common_options, messages, signals
from wsisc.messages import from_data_file, localization, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.text.nearest import find_nearest

COMMANDS = {
    "build": "Build documents from submissions.",
    "cache": "Manage the build cache.",
    "calls": "List, show, check and create calls for contributions.",
    "collate": "Combine submissions into one document or dataset.",
    "completion": "Print a shell completion script.",
    "config": "Show the settings that apply to a folder.",
    "diff": "Show what changed between two versions of a submission.",
    "doctor": "Check the installation and list missing components.",
    "explain": "Explain a rule, with examples.",
    "extract": "Extract the source that is embedded in a document.",
    "form": "Create a Word form to fill in.",
    "import": "Import a Word file, or merge a reviewed one.",
    "init": "Create a submission or a submission repository.",
    "migrate": "Migrate a submission to another call.",
    "parity": "Compare translations with their original.",
    "preview": "Preview a submission in the browser while you write.",
    "recycled": "Find passages repeated from earlier or other submissions.",
    "review": "Check Word files, and write them with comments.",
    "schema": "Print the JSON Schema of a call, for editors and validators.",
    "site": "Build a searchable website from submissions.",
    "stats": "Count the words, pages and footnotes of every part.",
    "tags": "Suggest tags, and add those that a person accepts.",
    "translate": "Write files for translators, and import them.",
    "validate": "Check submissions and report problems.",
    "verify": "Verify that a document matches its source.",
}
"""The commands, each with its help in one line. Each is the function `command` of a module of this folder."""


class _LazyGroup(click.Group):
    """A group that imports a command when it runs: to load them all takes longer than most commands run."""

    context_class = common_options.Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"wsisc.cli.{'import_' if cmd_name == 'import' else cmd_name}")
        command: click.Command = module.command
        common_options.add_to(command, f"WSISC_{cmd_name.upper()}")  # people type them after the command too
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        names = [name for name in COMMANDS if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        summaries = [localization.translate(from_data_file(COMMANDS[name])) for name in names]
        return [*map(lambda name, summary: CompletionItem(name, help=summary), names, summaries), *options]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = f"--{args[0]}" if args[0] in ("help", "version") else find_nearest(args[0], COMMANDS)
            known = ", ".join(COMMANDS)
            hint = t("use {near}", near=near) if near else t("the commands are {names}", names=known)
            raise click.UsageError(t("the command {name!r} does not exist; {hint}", name=args[0], hint=hint), ctx)
        name, command, rest = super().resolve_command(ctx, args)
        if command and not ctx.resilient_parsing:
            common_options.report_unknown_variables(command, f"WSISC_{str(name).upper()}")
        return name, command, rest


@click.group(
    cls=_LazyGroup,
    params=list(common_options.create_options(is_group=True)),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", message="wsisc %(version)s")
def group() -> None:
    """Build, check and review WSIS submissions to the CSTD, written in YAML."""


# Of programs that SIGPIPE ends, as shells see it: nothing failed, but not everything was said, so it is not 0 either.
_CLOSED_PIPE = 141


def main() -> None:
    """Run the command line and end the process with an exit code."""
    # In place of a stream that was closed: standard output that cannot be written, and errors that lead nowhere.
    sys.stdout = sys.stdout or messages.open_closed_output()
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8", newline="\n")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    with signals.handle_signals() as request:
        code = run_command(request)
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        _exit(code)


def run_command(request: signals.TerminationRequest) -> int:
    """Run the command line, and return the exit code."""
    language = localization.use_language(common_options.choose_language(sys.argv[1:], os.environ))
    # Colours, --quiet and the language hold for the report of an error too.
    with language, click.Context(click.Command(None)) as outermost:
        try:
            code = group.main(prog_name="wsisc", standalone_mode=False, parent=outermost)
            sys.stdout.flush()
        except Exception as error:  # noqa: BLE001 - the error boundary
            code = request.exit_code or _report_error(error)  # an error that a signal caused is not reported
        except KeyboardInterrupt:
            code = request.exit_code
        except SystemExit as error:  # click exits after shell completion, and if the reader of a pipe is gone
            code = request.exit_code or (_CLOSED_PIPE if error.code else 0)
    return code if isinstance(code, int) else 0


def _exit(code: int) -> NoReturn:
    if "multiprocessing" in sys.modules:  # its exit handlers release processes and semaphores
        sys.exit(code)
    os._exit(code)  # a regular shutdown of the interpreter takes as long as setting a page


def _report_error(error: Exception) -> int:
    """Report an error, and return its exit code, which holds even if standard error cannot be written."""
    if isinstance(error, click.Abort):
        return 130
    if os.environ.get("WSISC_DEBUG") and not isinstance(error, click.ClickException | WsiscError | OSError):
        raise error
    with contextlib.suppress(OSError):
        _print_error(error)
    return error.exit_code if isinstance(error, click.ClickException | WsiscError) else 3


def _print_error(error: Exception) -> None:
    if isinstance(error, click.ClickException):
        text = StringIO()
        vars(error)["message"] = localization.translate(error.message)
        error.show(text)
        lines = _translate_usage_error(text.getvalue().rstrip("\n"))
        click.echo(messages.sanitize_lines(lines + common_options.describe_origin(error)), err=True)
    elif isinstance(error, WsiscError):
        for note in getattr(error, "__notes__", ()):
            click.echo(messages.sanitize_lines(localization.translate(note)), err=True)
        messages.error(str(error), error.hint)
    elif isinstance(error, OSError):
        messages.error(t("{file}: {error}", file=error.filename or t("the output"), error=error.strerror), "")
    else:
        hint = t("please report this bug in wsisc with the file; set WSISC_DEBUG=1 to see the details")
        messages.error(t("internal error: {kind}: {error}", kind=type(error).__name__, error=error), hint)


def _translate_usage_error(text: str) -> str:
    if localization.current_language() == localization.ENGLISH:
        head, mark, message = text.partition("Error: ")  # of Click; every other error is "error: "
        return f"{head}error: {message}" if mark and head in ("", head.rstrip("\n") + "\n\n") else text
    from wsisc.cli import help_text

    return help_text.translate_usage_error(text)

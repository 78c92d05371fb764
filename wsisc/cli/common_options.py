"""Options of every command, before or after its name: colour, language, and how much is printed."""

import itertools
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from wsisc import __version__
from wsisc.cli import messages
from wsisc.messages import localization, t
from wsisc.text.nearest import find_nearest

_LANGUAGE_VARIABLE = "WSISC_LANG"
_VARIABLES = (_LANGUAGE_VARIABLE, "WSISC_COLOR", "WSISC_QUIET", "WSISC_VERBOSE")  # of the options of every command


class Context(click.Context):
    """The context of every command: its help is in the language of messages."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes help and usage."""
        from wsisc.cli import help_text

        return help_text.TranslatedFormatter(width=self.terminal_width, max_width=self.max_content_width)


def _set_color(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None or ctx.color is None:
        ctx.color = ctx.find_root().color = messages.wants_color(value or "auto")


def _set_quiet(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        messages.set_verbosity(ctx, "quiet")


def _set_verbose(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not messages.is_verbose():
        messages.set_verbosity(ctx, "verbose")
        began = time.perf_counter()
        version = ".".join(map(str, sys.version_info[:3]))
        messages.detail(f"wsisc {__version__}, Python {version}, {Path(__file__).parents[1]}")
        ctx.call_on_close(lambda: _print_duration(time.perf_counter() - began))


def _print_duration(seconds: float) -> None:
    messages.print_line(t("finished after {seconds:.2f} s", seconds=seconds), err=True)


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of the option, its variable or the locale: help and wrong usage need it before any option."""
    before = itertools.takewhile(lambda argument: argument != "--", arguments)
    pairs = itertools.pairwise([*before, ""])
    options = [
        value if name == "--lang" else name.removeprefix("--lang=")
        for name, value in pairs
        if name == "--lang" or name.startswith("--lang=")
    ]
    language = options[-1] if options else environment.get(_LANGUAGE_VARIABLE, "")
    return language if language and language in localization.languages() else localization.language_of(environment)


def _set_language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Show messages in the language of the option; without it, it remains that of the locale."""
    if value is None:
        return
    if value not in localization.languages():
        values = {"language": value, "known": ", ".join(localization.languages())}
        text = t("messages cannot be shown in {language!r}; use one of {known}", **values)
        raise click.BadParameter(text, ctx, parameter)
    messages.require_language(ctx)
    if value != localization.current_language():
        used = localization.use_language(value)
        used.__enter__()
        ctx.find_root().call_on_close(lambda: used.__exit__(None, None, None))


def describe_origin(error: click.ClickException) -> str:
    """Return which environment variable has an invalid value, in words that end a message; "" if none has."""
    ctx, parameter = (getattr(error, name, None) for name in ("ctx", "param"))
    is_set = ctx and parameter and ctx.get_parameter_source(parameter.name) is click.core.ParameterSource.ENVIRONMENT
    names = getattr(parameter, "envvar", ()) if is_set else ()
    name = next((name for name in names if os.environ.get(name)), "")
    return localization.translate(t(" (from the environment variable {name})", name=name)) if name else ""


def report_unknown_variables(command: click.Command, prefix: str) -> None:
    """Print a note on environment variables that look like those of a command, and name none of its options."""
    commands = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
    known = {name for subcommand in commands for parameter in subcommand.params for name in parameter.envvar or ()}
    for variable in sorted(os.environ.keys() - known):
        if variable.startswith(f"{prefix}_"):
            common = f"WSISC_{variable.removeprefix(f'{prefix}_')}"
            near = common if common in _VARIABLES else find_nearest(variable, known)
            remedy = t("use {near}", near=near) if near else t("it has no effect")
            values = {"variable": variable, "remedy": remedy}
            messages.note(t("the environment variable {variable} names no option; {remedy}", **values))


def create_options(is_group: bool = False) -> tuple[click.Option, ...]:
    """Return the options; those of the group also have variables, which a command must not read a second time."""

    def create(*names: str, **attributes: Any) -> click.Option:
        variable = [f"WSISC_{names[-1].removeprefix('--').upper()}"] if is_group else None
        return click.Option(names, expose_value=False, envvar=variable, **attributes)

    return (
        create("-q", "--quiet", is_flag=True, callback=_set_quiet, help="Print only problems and errors."),
        create(
            "-v",
            "--verbose",
            is_flag=True,
            callback=_set_verbose,
            help="Also print which settings and calls are used, and the time that the command takes.",
        ),
        create(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            callback=_set_color,
            help="Control the use of colour (default: auto, which respects NO_COLOR and FORCE_COLOR).",
        ),
        create(
            "--lang",
            metavar="CODE",
            callback=_set_language,
            shell_complete=lambda ctx, parameter, typed: [
                language for language in localization.languages() if language.startswith(typed)
            ],
            help="Language of messages, such as fr or es (default: that of the locale).",
        ),
    )


COMMAND_OPTIONS = create_options()


def add_to(command: click.Command, prefix: str) -> None:
    """Add the options to a command, and let each option of its own have a variable, such as WSISC_BUILD_FORMAT.

    click names a variable after the parameter of the function, which its users do not know: it would be
    WSISC_BUILD_FORMATS, and WSISC_BUILD_USE_CACHE=1 would mean --no-cache.
    """
    for option in (
        option for option in command.params if isinstance(option, click.Option) and option not in COMMAND_OPTIONS
    ):
        name = max(option.opts, key=len).lstrip("-").replace("-", "_").upper()
        option.envvar = [f"{prefix}_{name}", *(["WSISC_CONFIG"] if name == "CONFIG" else [])]
    if isinstance(command, click.Group):
        for name, subcommand in command.commands.items():
            add_to(subcommand, f"{prefix}_{name.upper()}")
    command.params += [option for option in COMMAND_OPTIONS if option not in command.params]
    command.context_class = Context

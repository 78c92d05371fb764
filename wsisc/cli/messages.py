"""Remarks and errors -> lines on standard error, as many as --quiet or --verbose ask for."""

import os
import re
import sys
from typing import Literal, TextIO

import click

from wsisc.messages import addresses, t
from wsisc.messages.localization import translate
from wsisc.text.sanitize import sanitize

_VERBOSITY_KEY = "wsisc.verbosity"
_LANGUAGE_KEY = "wsisc.language"


def set_verbosity(ctx: click.Context, verbosity: Literal["quiet", "verbose"]) -> None:
    """Set how much the command prints. Raises UsageError if another option contradicts it."""
    if ctx.meta.setdefault(_VERBOSITY_KEY, verbosity) != verbosity:
        raise click.UsageError(t("--quiet and --verbose cannot be used together"))


def require_language(ctx: click.Context) -> None:
    """Record that a person named the language of messages."""
    ctx.meta[_LANGUAGE_KEY] = True


def is_language_required() -> bool:
    """Return whether a person named the language of messages; otherwise it is that of the locale."""
    ctx = click.get_current_context(silent=True)
    return bool(ctx and ctx.meta.get(_LANGUAGE_KEY))


def is_quiet() -> bool:
    """Return whether the command that runs prints only problems and errors."""
    return _verbosity() == "quiet"


def is_verbose() -> bool:
    """Return whether the command that runs also prints how it works."""
    return _verbosity() == "verbose"


def _verbosity() -> str:
    ctx = click.get_current_context(silent=True)
    return ctx.meta.get(_VERBOSITY_KEY, "") if ctx else ""


def open_closed_output() -> TextIO:
    """Return what stands for a standard output that was closed: whatever is written to it is an error."""
    return open(os.devnull, "w", encoding="utf-8", newline="\n", opener=lambda path, _: os.open(path, os.O_RDONLY))


def print_result(text: str = "", *, err: bool = False) -> None:
    """Print what a command did, such as the name of a written file, unless --quiet is set.

    Whoever closed standard output (`>&-`) does not want to know; what was done is done.
    """
    if not is_quiet() and (err or getattr(sys.stdout, "name", "") != os.devnull):
        click.echo(sanitize(translate(text)), err=err)


def print_line(text: str = "", *, err: bool = False) -> None:
    """Print a line that no option leaves out, such as a row of a report."""
    click.echo(translate(text), err=err)


def detail(text: str) -> None:
    """Print how a command worked, with --verbose, on standard error."""
    if is_verbose():
        click.echo(click.style(sanitize(translate(text)), dim=True), err=True)


_NO_HYPERLINKS = ("dumb", "linux")  # types of terminals, as TERM names them
# A code in a report for people, between ANSI codes; no text of an author contains one.
_CODE = re.compile(r"(?<=m)[^\W\d_]{1,30}\[([a-z0-9-]+)\](?=\x1b)")  # no severity is longer in any language
_COLOURS = {"error": "red", "left out": "red", "warning": "yellow", "note": "yellow"}
_KINDS = {"error": t("error"), "left out": t("left out"), "warning": t("warning"), "note": t("note")}


def label(kind: str) -> str:
    """Return a kind of message, such as "note", in its colour."""
    return click.style(translate(_KINDS[kind]), fg=_COLOURS[kind], bold=True)


def show(kind: str, text: str) -> None:
    """Print a message of a kind, such as "note", on standard error."""
    click.echo(_labelled(kind, sanitize(translate(text))), err=True)


def _labelled(kind: str, text: str) -> str:
    return translate(t("{kind}: {text}", kind=label(kind), text=text))


def note(text: str) -> None:
    """Print a note on standard error, unless --quiet is set."""
    if not is_quiet():
        show("note", text)


def error(message: str, hint: str) -> None:
    """Print an error with its hint on standard error."""
    click.echo(_labelled("error", sanitize_lines(translate(message))), err=True)
    if hint:
        click.echo(f"  {translate(t('help:'))} {sanitize_lines(translate(hint))}", err=True)


def sanitize_lines(text: str) -> str:
    """Return a text of several lines, each safe to print: it may contain the name of a stranger's file."""
    return "\n".join(map(sanitize, text.split("\n")))


def wants_color(option: str) -> bool | None:
    """Return whether to colour the output; None if that depends on whether it is a terminal (see no-color.org)."""
    if option != "auto":
        return option == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None


def print_report(text: str, *, err: bool = False) -> None:
    """Print a report for people; in a terminal, its codes link to the pages of their rules, if these exist."""
    stream, ctx = sys.stderr if err else sys.stdout, click.get_current_context(silent=True)
    is_linked = stream.isatty() and not (ctx and ctx.color is False) and os.environ.get("TERM") not in _NO_HYPERLINKS
    is_linked = is_linked and bool(addresses.web_site())
    click.echo(_CODE.sub(_link_rule, text) if is_linked else text, err=err)


def _link_rule(code: re.Match[str]) -> str:
    return f"\x1b]8;;{addresses.rule_page(code[1])}\x1b\\{code[0]}\x1b]8;;\x1b\\"

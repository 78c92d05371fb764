"""Remarks and errors -> lines on standard error."""

from collections.abc import Iterable

import click

from wsisc.diagnostic import Diagnostic, Severity

_COLOURS = {"error": "red", "left out": "red", "warning": "yellow", "note": "yellow"}


def label(kind: str) -> str:
    """Return a kind of message, such as "note", in its colour."""
    return click.style(kind, fg=_COLOURS[kind], bold=True)


def show(kind: str, text: str) -> None:
    """Print a message of a kind, such as "note", on standard error."""
    click.echo(f"{label(kind)}: {text}", err=True)


def find_errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics that are errors."""
    return [each for each in diagnostics if each.severity == Severity.ERROR]


def in_one_line(diagnostic: Diagnostic) -> str:
    """Return the message of a diagnostic with its hint."""
    return f"{diagnostic.message}: {diagnostic.hint}" if diagnostic.hint else diagnostic.message

"""Remarks and errors -> lines on standard error."""

import click

from wsisc.diagnostic import Diagnostic

_COLOURS = {"error": "red", "left out": "red", "warning": "yellow", "note": "yellow"}


def label(kind: str) -> str:
    """Return a kind of message, such as "note", in its colour."""
    return click.style(kind, fg=_COLOURS[kind], bold=True)


def show(kind: str, text: str) -> None:
    """Print a message of a kind, such as "note", on standard error."""
    click.echo(f"{label(kind)}: {text}", err=True)


def note(text: str) -> None:
    """Print a note on standard error."""
    show("note", text)


def in_one_line(diagnostic: Diagnostic) -> str:
    """Return the message of a diagnostic with its hint."""
    return f"{diagnostic.message}: {diagnostic.hint}" if diagnostic.hint else diagnostic.message

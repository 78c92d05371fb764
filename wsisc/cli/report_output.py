"""A report -> standard output, or the file that an option names: a new one, or an earlier report of its kind."""

from collections.abc import Iterable
from pathlib import Path

import click

from wsisc.workspace import output_files, protected
from wsisc.workspace.input_files import InputFile


def refuse_overwrite(
    output: str | None, inputs: Iterable[InputFile], is_earlier_output: protected.IsEarlierOutput
) -> None:
    """Raise UsageError if the file for a report must not be overwritten. Called before the inputs are read."""
    if output not in (None, "-"):
        read = protected.ProtectedFiles(each.path for each in inputs)
        read.refuse_overwrite(Path(output), is_earlier_output=is_earlier_output)


def write(
    text: str, output: str | None, is_earlier_output: protected.IsEarlierOutput, byte_order_mark: bytes = b""
) -> None:
    """Write a report to the file that an option names, without colours, or print it."""
    if output and output != "-":
        content = byte_order_mark + f"{click.unstyle(text)}\n".encode("utf-8", "replace")
        output_files.write(Path(output), content, is_earlier_output)
    elif text:
        click.echo(text)

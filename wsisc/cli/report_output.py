"""A report -> standard output, or the file that an option names: a new one, or an earlier report of its kind."""

from collections.abc import Callable

import click

from wsisc.api import outputs


def write(
    text: str, output: str | None, is_earlier_output: Callable[[bytes], bool], byte_order_mark: bytes = b""
) -> None:
    """Write a report to the file that an option names, without colours, or print it."""
    if output and output != "-":
        content = byte_order_mark + f"{click.unstyle(text)}\n".encode("utf-8", "replace")
        outputs.write(output, content, is_earlier_output)
    elif text:
        click.echo(text)

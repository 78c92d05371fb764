"""The progress of a batch -> a bar on a terminal. Loaded only where one is shown, since rich takes long to load."""

import contextlib
from collections.abc import Iterator
from typing import NamedTuple

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from wsisc.messages import t
from wsisc.messages.localization import translate


class ProgressBar(NamedTuple):
    """A bar on standard error, and its task."""

    progress: Progress
    task: TaskID

    def advance(self, with_problems: int) -> None:
        """Count one more file; `with_problems` is the number of files that have problems so far."""
        speed = self.progress.tasks[self.task].speed
        rate = translate(t("{speed:,.0f} per second", speed=speed)) if speed else ""
        problems = translate(t("{count:,} with problems", count=with_problems)) if with_problems else ""
        self.progress.update(self.task, advance=1, problems=problems, rate=rate)

    def print(self, text: str) -> None:
        """Print a text with its colours above the bar."""
        self.progress.console.print(Text.from_ansi(text), soft_wrap=True)


@contextlib.contextmanager
def open_bar(total: int) -> Iterator[ProgressBar]:
    """Show a bar for `total` files on standard error, and remove it at the end."""
    texts = [TextColumn(f"{{task.fields[{name}]}}") for name in ("rate", "problems")]
    columns = (BarColumn(), MofNCompleteColumn(), *texts, TimeRemainingColumn())
    console = Console(stderr=True, color_system=None if click.get_current_context().color is False else "auto")
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            yield ProgressBar(progress, progress.add_task("", total=total, problems="", rate=""))
    except BaseException:
        console.show_cursor()  # a signal may interrupt the bar just after it has hidden the cursor
        raise

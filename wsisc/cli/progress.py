"""What becomes of many files -> a bar on a terminal, the names of the documents elsewhere, and a line that sums up."""

import contextlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from wsisc.report.full import counted

if TYPE_CHECKING:
    from rich.progress import Progress

_LEAST = 10
_WORDS = {"built": "built", "unchanged": "unchanged", "unsound": "with errors", "failed": "could not be made"}


class Shown:
    """What a user sees of a batch where there is no terminal: what is wrong, and the names of the documents."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def take(self, kind: str) -> None:
        """Count a file: "built", "unchanged", "unsound" or "failed"."""
        self.counts[kind] += 1

    def tell(self, text: str) -> None:
        """Tell what is wrong."""
        click.echo(text, err=True)

    def written(self, names: Sequence[str]) -> None:
        """Tell which documents were put in place."""
        for name in names:
            click.echo(name)

    @property
    def summary(self) -> str:
        """How many files there were, and what has become of them."""
        told = ", ".join(f"{self.counts[kind]:,} {words}" for kind, words in _WORDS.items() if self.counts[kind])
        return f"{counted(self.counts.total(), 'submission')}: {told}"

    @property
    def code(self) -> int:
        """The exit code: that of the worst."""
        return 3 if self.counts["failed"] else 1 if self.counts["unsound"] else 0


class _Bar(Shown):
    """The same on a terminal, with a bar."""

    def __init__(self, progress: "Progress", total: int) -> None:
        super().__init__()
        self.progress = progress
        self.task = progress.add_task("", total=total, problems="")

    def take(self, kind: str) -> None:
        super().take(kind)
        wrong = self.counts["unsound"] + self.counts["failed"]
        self.progress.update(self.task, advance=1, problems=f"{wrong:,} with problems" if wrong else "")

    def tell(self, text: str) -> None:
        from rich.text import Text

        self.progress.console.print(Text.from_ansi(text), soft_wrap=True)

    def written(self, names: Sequence[str]) -> None:
        """Tell nothing: the bar does, and the line at the end."""


@contextlib.contextmanager
def shown(total: int) -> Iterator[Shown]:
    """Give what shows a batch of so many files, on standard error where that is a terminal."""
    if total < _LEAST or not sys.stderr.isatty():
        yield Shown()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[problems]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress, total)

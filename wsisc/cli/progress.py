"""What becomes of many files -> a bar on a terminal, the names of the documents elsewhere, and a line that sums up."""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from wsisc import report
from wsisc.diagnostic import Severity
from wsisc.report import Reported, reported
from wsisc.report.full import counted

if TYPE_CHECKING:
    from rich.progress import Progress

_LEAST = 10
_WORDS = {
    "checked": "checked",
    "built": "built",
    "kept": "from the cache",
    "unchanged": "unchanged",
    "unsound": "with errors",
    "failed": "could not be made",
}


class Shown:
    """What a user sees of a batch where there is no terminal: what is wrong, and the names of the documents."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.counts: Counter[str] = Counter()
        self.warnings = 0

    def take(self, kind: str) -> None:
        """Count a file: one of the words of `_WORDS`."""
        self.counts[kind] += 1

    def tell(self, text: str) -> None:
        """Tell what is wrong."""
        _say(text, is_wrong=True)

    def report(self, found: Reported) -> None:
        """Tell what is wrong with a file; of many files only errors, since warnings would hide them."""
        if self.total >= _LEAST:
            errors = [each for each in found.diagnostics if each.severity == Severity.ERROR]
            self.warnings += len(found.diagnostics) - len(errors)
            found = found._replace(diagnostics=errors)
        if found.diagnostics:
            self.tell(report.load("full")([found]).rpartition("\n")[0])  # without its sum: that of all comes at the end

    def fail(self, name: str, message: str, hint: str) -> str:
        """Tell why nothing could be done with a file."""
        help = f"\n  help: {reported.shown(hint)}" if hint else ""
        told = " ".join((message if message.startswith(name) else f"{name}: {message}").splitlines())
        self.tell(f"{click.style('error', fg='red', bold=True)}: {reported.shown(told)}{help}")
        return "failed"

    def written(self, names: Sequence[str]) -> None:
        """Tell which documents were put in place."""
        for name in names:
            _say(reported.shown(name), is_wrong=False)

    @property
    def summary(self) -> str:
        """How many files there were, and what has become of them."""
        told = ", ".join(f"{self.counts[kind]:,} {words}" for kind, words in _WORDS.items() if self.counts[kind])
        summary = f"{counted(self.counts.total(), 'submission')}: {told}"
        if self.warnings:
            summary += f"\n{counted(self.warnings, 'warning')}, which wsisc validate shows"
        return summary

    @property
    def code(self) -> int:
        """The exit code: that of the worst."""
        return 3 if self.counts["failed"] else 1 if self.counts["unsound"] else 0


class _Bar(Shown):
    """The same on a terminal, with a bar."""

    def __init__(self, progress: "Progress", total: int) -> None:
        super().__init__(total)
        self.progress = progress
        self.task = progress.add_task("", total=total, problems="", rate="")

    def take(self, kind: str) -> None:
        super().take(kind)
        wrong = self.counts["unsound"] + self.counts["failed"]
        speed = self.progress.tasks[self.task].speed
        rate = f"{speed:,.0f} a second" if speed else ""
        self.progress.update(self.task, advance=1, problems=f"{wrong:,} with problems" if wrong else "", rate=rate)

    def tell(self, text: str) -> None:
        from rich.text import Text

        self.progress.console.print(Text.from_ansi(text), soft_wrap=True)

    def written(self, names: Sequence[str]) -> None:
        """Tell nothing on the terminal: the bar does, and the line at the end."""
        if not sys.stdout.isatty():
            super().written(names)


def _say(text: str, *, is_wrong: bool) -> None:
    """Print a text. Where the reader has gone away, as of `| head`, the batch goes on, and nothing more is told."""
    try:
        click.echo(text, err=is_wrong)
    except BrokenPipeError:
        stream = sys.stderr if is_wrong else sys.stdout
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


@contextlib.contextmanager
def shown(total: int) -> Iterator[Shown]:
    """Give what shows a batch of so many files, on standard error where that is a terminal."""
    if total < _LEAST or not sys.stderr.isatty():
        yield Shown(total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    texts = [TextColumn(f"{{task.fields[{name}]}}") for name in ("rate", "problems")]
    columns = (BarColumn(), MofNCompleteColumn(), *texts, TimeRemainingColumn())
    console = Console(stderr=True)
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            yield _Bar(progress, total)
    except BaseException:
        console.show_cursor()  # a signal may have come when the bar had just hidden it
        raise

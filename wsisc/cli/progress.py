"""The outcomes of many files -> a bar on a terminal, or the names of the documents, and a summary."""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from wsisc import report
from wsisc.cli import messages
from wsisc.diagnostic import find_errors
from wsisc.report import CheckedFile, common
from wsisc.report.full import pluralize

if TYPE_CHECKING:
    from rich.progress import Progress

_MIN_FILES = 10
"""A guess: fewer files need no bar, and their warnings can be read."""
_OUTCOMES = {
    "checked": "checked",
    "built": "built",
    "cached": "from the cache",
    "unchanged": "unchanged",
    "unsound": "with errors",
    "failed": "could not be made",
}


class ProgressDisplay:
    """What a user sees of a batch without a terminal: problems, and the names of the documents."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.counts: Counter[str] = Counter()
        self.warnings = 0

    def count(self, outcome: str) -> None:
        """Count a file with its outcome, a key of `_OUTCOMES`."""
        self.counts[outcome] += 1

    def print_problem(self, text: str) -> None:
        """Print a problem."""
        _echo(text, is_problem=True)

    def report_problems(self, found: CheckedFile) -> None:
        """Report the problems of a file; in a large batch errors only, since warnings would hide them."""
        if self.total >= _MIN_FILES:
            errors = find_errors(found.diagnostics)
            self.warnings += len(found.diagnostics) - len(errors)
            found = found._replace(diagnostics=errors)
        if found.diagnostics:
            self.print_problem(
                report.load("full")([found]).rpartition("\n")[0]
            )  # without its summary: that of all files comes last

    def report_failure(self, name: str, message: str, hint: str) -> str:
        """Report why a file could not be processed, and return the outcome."""
        help = f"\n  help: {common.sanitize(hint)}" if hint else ""
        problem = " ".join((message if message.startswith(name) else f"{name}: {message}").splitlines())
        self.print_problem(f"{messages.label('error')}: {common.sanitize(problem)}{help}")
        return "failed"

    def report_written(self, names: Sequence[str]) -> None:
        """Report which documents were written."""
        for name in names:
            _echo(common.sanitize(name), is_problem=False)

    @property
    def summary(self) -> str:
        """The number of files, and their outcomes."""
        outcomes = ", ".join(f"{self.counts[kind]:,} {words}" for kind, words in _OUTCOMES.items() if self.counts[kind])
        summary = f"{pluralize(self.counts.total(), 'submission')}: {outcomes}"
        if self.warnings:
            summary += f"\n{pluralize(self.warnings, 'warning')}, which wsisc validate shows"
        return summary

    @property
    def exit_code(self) -> int:
        """The exit code: the worst of all."""
        return 3 if self.counts["failed"] else 1 if self.counts["unsound"] else 0


class _ProgressBar(ProgressDisplay):
    """The same on a terminal, with a bar."""

    def __init__(self, progress: "Progress", total: int) -> None:
        super().__init__(total)
        self.progress = progress
        self.task = progress.add_task("", total=total, problems="", rate="")

    def count(self, outcome: str) -> None:
        super().count(outcome)
        with_problems = self.counts["unsound"] + self.counts["failed"]
        speed = self.progress.tasks[self.task].speed
        rate = f"{speed:,.0f} a second" if speed else ""
        self.progress.update(
            self.task, advance=1, problems=f"{with_problems:,} with problems" if with_problems else "", rate=rate
        )

    def print_problem(self, text: str) -> None:
        from rich.text import Text

        self.progress.console.print(Text.from_ansi(text), soft_wrap=True)

    def report_written(self, names: Sequence[str]) -> None:
        """Print nothing on a terminal, where the bar and the summary are enough."""
        if not sys.stdout.isatty():
            super().report_written(names)


def _echo(text: str, *, is_problem: bool) -> None:
    """Print a text. If its reader has exited, as `| head` does, the batch continues, and nothing more is printed."""
    try:
        click.echo(text, err=is_problem)
    except BrokenPipeError:
        stream = sys.stderr if is_problem else sys.stdout
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


@contextlib.contextmanager
def open_display(total: int) -> Iterator[ProgressDisplay]:
    """Yield the display of a batch, on standard error if that is a terminal."""
    if total < _MIN_FILES or not sys.stderr.isatty():
        yield ProgressDisplay(total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    texts = [TextColumn(f"{{task.fields[{name}]}}") for name in ("rate", "problems")]
    columns = (BarColumn(), MofNCompleteColumn(), *texts, TimeRemainingColumn())
    console = Console(stderr=True)
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            yield _ProgressBar(progress, total)
    except BaseException:
        console.show_cursor()  # a signal may interrupt the bar just after it has hidden the cursor
        raise

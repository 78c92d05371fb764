"""The results of many files -> a bar on a terminal, or the names of the documents, and a summary."""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from wsisc import report
from wsisc.api import Batch, BuildResult, CheckResult
from wsisc.cli import messages
from wsisc.messages import join, plural, t
from wsisc.messages.diagnostic import WsiscError, find_errors
from wsisc.messages.localization import translate
from wsisc.report import CheckedFile
from wsisc.text.sanitize import sanitize

if TYPE_CHECKING:  # slow to load
    from rich.progress import Progress, TaskID

    from wsisc.api import FolderImportResult, ReviewResult

_MIN_FILES = 10  # a guess: fewer files need no bar, and their warnings can be read
_OUTCOMES = {
    "checked": t("checked"),
    "built": t("built"),
    "cached": t("from the cache"),
    "unchanged": t("unchanged"),
    "unsound": t("with errors"),
    "imported": t("imported"),
    "check": t("imported but to be checked by hand"),
    "renewed": t("replaced by a later version"),
    "kept": t("imported earlier"),
    "conflict": t("in conflict"),
    "gone": t("no longer there"),
    "failed": t("failed"),
}
_CONFLICT = t(
    "compare them with wsisc diff, and merge with wsisc import --into, or move the submission away; "
    "then run the command again, with --keep-edited if the submission stays"
)
_GONE = t("delete the submission too if the document was withdrawn; if it was renamed, keep only one submission")


class _ProgressBar(NamedTuple):
    """A bar on standard error, and its task."""

    progress: "Progress"
    task: "TaskID"

    def advance(self, with_problems: int) -> None:
        """Count one more file; `with_problems` is the number of files that have problems so far."""
        speed = self.progress.tasks[self.task].speed
        rate = translate(t("{speed:,.0f} per second", speed=speed)) if speed else ""
        problems = translate(t("{count:,} with problems", count=with_problems)) if with_problems else ""
        self.progress.update(self.task, advance=1, problems=problems, rate=rate)


@contextlib.contextmanager
def _open_bar(total: int) -> Iterator[_ProgressBar]:
    """Show a bar for `total` files on standard error, and remove it at the end."""
    from rich.console import Console  # slow to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    texts = [TextColumn(f"{{task.fields[{name}]}}") for name in ("rate", "problems")]
    columns = (BarColumn(), MofNCompleteColumn(), *texts, TimeRemainingColumn())
    console = Console(stderr=True, color_system=None if click.get_current_context().color is False else "auto")
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            yield _ProgressBar(progress, progress.add_task("", total=total, problems="", rate=""))
    except BaseException:
        console.show_cursor()  # a signal may interrupt the bar just after it has hidden the cursor
        raise


class ProgressDisplay:
    """What a user sees of a batch: problems, on a terminal a bar, otherwise the names of the documents."""

    def __init__(self, kind: str = "submission") -> None:
        self.kind, self.counts = kind, Counter[str]()
        self.warnings = self._total = 0
        self._bar: _ProgressBar | None = None

    def track[R](self, batch: Batch[R], show: Callable[[R], None]) -> Iterator[R]:
        """Yield the results of a batch, each after `show` has shown it."""
        self._total = batch.total
        with contextlib.closing(batch), self._open_bar():
            for result in batch:
                show(result)
                yield result

    def show_check(self, result: CheckResult) -> None:
        """Count a file that was checked, or print why it was not."""
        if result.failure:
            self._show_failure(result.file, result.failure)
        self._count("failed" if result.failure else "checked" if result.is_valid else "unsound")

    def show_review(self, result: "ReviewResult") -> None:
        """Count a document that was reviewed, or print why it was not."""
        if result.failure:
            self._show_failure(result.document, result.failure)
        self._count("failed" if result.failure else "checked" if result.is_sound else "unsound")

    def show_build(self, result: BuildResult) -> None:
        """Print the problems and the documents of a file, and count it."""
        errors = [result.check.failure] if result.check.failure else list(result.refused)
        self._show_problems(result.check.checked_file)
        if not (self._bar and sys.stdout.isatty()):  # there the bar and the summary are enough
            for format, target in result.written.items():
                if format in result.documents and not messages.is_quiet():
                    _echo(sanitize(str(target)), is_problem=False)
            if result.reviewed and not messages.is_quiet():
                _echo(sanitize(str(result.reviewed)), is_problem=False)
        for error in errors:
            self._show_failure(result.file, error)
        outcome = "built" if not result.was_cached else "cached" if result.documents else "unchanged"
        self._count("failed" if errors else outcome if result.check.is_valid else "unsound")

    def show_import(self, result: "FolderImportResult") -> None:
        """Count a document that was imported, or print why it was not."""
        if result.failure:
            self._show_failure(result.document, result.failure)
        if result.conflict:
            self._show_failure(result.document, WsiscError(result.conflict, _GONE if result.is_gone else _CONFLICT))
        self._count(result.outcome)

    def print_problem(self, text: str) -> None:
        """Print a problem."""
        if self._bar:
            from rich.text import Text

            self._bar.progress.console.print(Text.from_ansi(text), soft_wrap=True)
        else:
            _echo(text, is_problem=True)

    def print_summary(self) -> None:
        """Print the number of files and their outcomes, unless --quiet is set."""
        if not messages.is_quiet():
            self.print_problem(self._format_summary())

    def _format_summary(self) -> str:
        counts = [(self.counts[kind], words) for kind, words in _OUTCOMES.items() if self.counts[kind]]
        outcomes = join(t("{count:,} {outcome}", count=count, outcome=words) for count, words in counts)
        files = plural("1 submission", "{count:,} submissions", self.counts.total())
        if self.kind == "document":
            files = plural("1 document", "{count:,} documents", self.counts.total())
        lines = [t("{files}: {outcomes}", files=files, outcomes=outcomes)]
        if self.warnings:
            shown = plural("1 warning", "{count:,} warnings", self.warnings)
            lines.append(t("{warnings}; run wsisc validate to list them", warnings=shown))
        return "\n".join(map(translate, lines))

    @property
    def exit_code(self) -> int:
        """The exit code: the worst of all."""
        return (
            3
            if self.counts["failed"]
            else 1
            if any(map(self.counts.get, ("unsound", "check", "conflict", "gone")))
            else 0
        )

    @contextlib.contextmanager
    def _open_bar(self) -> Iterator[None]:
        """Show a bar on standard error if that is a terminal, and the batch is large."""
        if self._total < _MIN_FILES or messages.is_quiet() or not sys.stderr.isatty():
            yield
            return
        with _open_bar(self._total) as self._bar:
            yield
        self._bar = None

    def _count(self, outcome: str) -> None:
        """Count a file with its outcome, a key of `_OUTCOMES`."""
        self.counts[outcome] += 1
        if self._bar:
            self._bar.advance(self.counts["unsound"] + self.counts["failed"])

    def _show_problems(self, checked: CheckedFile) -> None:
        """Print the problems of a file; in a large batch errors only, since warnings would hide them."""
        if self._total >= _MIN_FILES:
            errors = find_errors(checked.diagnostics)
            self.warnings += len(checked.diagnostics) - len(errors)
            checked = checked._replace(diagnostics=errors)
        if checked.diagnostics:
            self.print_problem(
                report.load("full")([report.translate_file(checked)]).rpartition("\n")[0]
            )  # without its summary: that of all files comes last

    def _show_failure(self, name: str, error: WsiscError) -> None:
        """Print why a file could not be processed."""
        message, hint = (translate(sanitize(text)) for text in (str(error), error.hint))
        help = f"\n  {translate(t('help:'))} {hint}" if hint else ""
        problem = " ".join((message if message.startswith(name) else f"{name}: {message}").splitlines())
        labelled = translate(t("{kind}: {text}", kind=messages.label("error"), text=sanitize(problem)))
        self.print_problem(f"{labelled}{help}")


def _echo(text: str, *, is_problem: bool) -> None:
    """Print a text. If its reader has exited, as `| head` does, the batch continues, and nothing more is printed."""
    try:
        messages.print_report(text, err=is_problem)
    except BrokenPipeError:
        stream = sys.stderr if is_problem else sys.stdout
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())

"""What the use cases of one file or many return: checked and built files, each as soon as it is ready."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from wsisc.calls.call import describe_several as describe_several
from wsisc.messages.diagnostic import Diagnostic, WsiscError
from wsisc.report import CheckedFile
from wsisc.workspace.input_files import InputFile


def ignore_note(note: str) -> None:
    """Ignore a note: what `notify` is by default."""


class FixedSource(NamedTuple):
    """The bytes of a file before and after the safe fixes, and the number of fixes."""

    before: bytes
    after: bytes
    fixes: int


@dataclass(frozen=True)
class CheckResult:
    """A file that was checked: its diagnostics in the order of the file, or why it could not be checked.

    `file` is its name as the caller wrote it; `lines` are the lines of the file to which diagnostics refer, the others
    may be "". `is_valid` is whether it has no errors, nor warnings where the check is strict. `failure` is the error
    because of which it was not checked, None if it was. `fixed` is its content with fixes, if these were requested.
    """

    file: str
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: Sequence[str] = field(default=(), repr=False)
    is_valid: bool = False
    failure: WsiscError | None = None
    fixed: FixedSource | None = field(default=None, repr=False)

    @property
    def checked_file(self) -> CheckedFile:
        """What a report needs."""
        return CheckedFile(self.file, self.lines, self.diagnostics)


@dataclass(frozen=True)
class BuildResult:
    """A file whose documents were built: the check of the file, and its documents by format.

    `documents` lacks those that errors prevent, and unchanged ones that exist already. `written` has the paths of all
    that are up to date on the disk now, `refused` the errors because of which others are not. `was_cached` is whether
    the documents come from the cache. `reviewed` is the Word file with its problems as comments, if that was requested.
    """

    check: CheckResult
    documents: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    written: Mapping[str, Path] = field(default_factory=dict)
    refused: tuple[WsiscError, ...] = ()
    was_cached: bool = False
    reviewed: Path | None = None

    @property
    def file(self) -> str:
        """The name of the file, as the caller wrote it."""
        return self.check.file

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the file, in the order of the file."""
        return self.check.diagnostics


@dataclass(frozen=True)
class Batch[R]:
    """Results for many files, in the order of the files: iterate over it once; each result is computed when it is due.

    So memory holds few results, however many there are. `close` stops early and ends what is running. `inputs` are the
    files that were found, and `total` is the number of results.
    """

    inputs: Sequence[InputFile]
    total: int
    results: Generator[R]

    def __iter__(self) -> Generator[R]:
        return self.results

    def close(self) -> None:
        """End the jobs that are running; there are no more results."""
        self.results.close()

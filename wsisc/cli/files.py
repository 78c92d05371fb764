"""Paths on the command line -> the files to read; and documents -> files, written completely or not at all."""

import contextlib
import errno
import glob
import itertools
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from wsisc.cli import messages, protected, site_manifest, streams
from wsisc.diagnostic import STANDARD_INPUT, WsiscError
from wsisc.engines import atomic
from wsisc.report.common import sanitize
from wsisc.source import MAX_BYTES

_HINTS = {
    errno.ENOSPC: "make room there, or choose another place",
    errno.EFBIG: "no file may become so large here: raise the limit (ulimit -f), or choose another place",
    errno.ENAMETOOLONG: "give the source a shorter name",
    errno.ENXIO: "nobody reads from that pipe: begin to read from it first, or choose another place",
    errno.EISDIR: "a folder has that name: move it, or choose another place",
}


class InputFile(NamedTuple):
    """A file to read: its name as the user typed it, and its path.

    Standard input has no path. Its bytes are `loaded`, as are those of a pipe, which can be read only once. `subfolder`
    is the folder of the file, relative to the one that the user named.
    """

    name: str
    path: Path | None
    loaded: bytes = b""
    subfolder: Path = Path()

    @property
    def content(self) -> bytes:
        """Its current bytes. Raises WsiscError if they cannot be read."""
        return self.loaded or (streams.read(self.path) if self.path else b"")

    @property
    def is_submission(self) -> bool:
        """Whether it looks like a submission. A file that cannot be read does, so that it is reported."""
        try:
            return protected.has_marker(self.content)
        except WsiscError:
            return True

    @property
    def folder(self) -> Path:
        """The folder that its figures are relative to: its own, for standard input the current one."""
        return self.path.parent if self.path else Path()


def find_submissions(paths: Sequence[str]) -> Iterator[InputFile]:
    """Yield the submissions that paths name, each once: files, those in folders, or "-" for standard input.

    Unreadable files are among them, for the reader to report: one file stops no other.
    Raises UsageError for a path that does not exist or a folder without a submission.
    """
    seen = set()
    for name in paths:
        if name == "-":
            if sys.stdin is None:
                raise WsiscError("standard input is closed")
            yield InputFile(STANDARD_INPUT, None, sys.stdin.buffer.read(MAX_BYTES + 1))
            continue
        if not name:
            raise click.UsageError("an empty path")
        for file in _resolve_path(name):
            place = Path(file.name).resolve()
            if place not in seen:
                yield file
            seen.add(place)


def _resolve_path(name: str) -> list[InputFile]:
    path = Path(name)
    if path.is_dir():
        found = _find_in_folder(path)
        if not found:
            raise click.UsageError(f"no submission in {name}: no YAML file there has a line that begins with wsisc:")
        return found
    if not path.exists() and glob.has_magic(name):
        return _match_pattern(name)
    if not path.exists():
        raise click.UsageError(f"there is no file or folder {name}")
    return [InputFile(name, path, b"" if path.is_file() else streams.read(path))]


def _find_in_folder(folder: Path) -> list[InputFile]:
    """Return the submissions in a folder."""
    found = (InputFile(str(file), file, subfolder=file.relative_to(folder).parent) for file in _walk(folder))
    return [each for each in found if each.is_submission]


def _match_pattern(pattern: str) -> list[InputFile]:
    """Return the submissions that a pattern such as "2025/**/*.yaml" matches, and those in folders that it matches."""
    steps = Path(pattern).parts
    fixed = Path(*itertools.takewhile(lambda step: not glob.has_magic(step), steps[:-1]))
    matches = _glob(fixed, str(Path(*steps[len(fixed.parts) :])))
    if not matches:
        raise click.UsageError(f"there is no file or folder {pattern}, nor one that matches it")
    alone = (
        InputFile(str(each), each, subfolder=each.parent.relative_to(fixed)) for each in matches if _is_yaml_file(each)
    )
    found = [each for each in alone if each.is_submission]
    found += [each for match in matches if match.is_dir() for each in _find_in_folder(match)]
    if not found:
        raise click.UsageError(f"no submission matches {pattern}: none has a line that begins with wsisc:")
    return found


def _glob(folder: Path, pattern: str) -> list[Path]:
    """Return what a pattern matches in a folder; ** does not follow links, which may form a circle."""
    try:
        found = sorted(folder.glob(pattern))
    except ValueError:  # of Python 3.12
        raise click.UsageError(f"{pattern} is no pattern: ** stands between slashes, as 2025/**/*.yaml") from None
    hidden = any(step.startswith(".") for step in Path(pattern).parts)
    return [
        each for each in found if hidden or not any(step.startswith(".") for step in each.relative_to(folder).parts)
    ]


def read_document(name: str) -> bytes:
    """Return the bytes of a document. Raises WsiscError if it does not exist or cannot be read."""
    path = Path(name)
    if not path.is_file():
        raise WsiscError(f"there is no file {name}", exit_code=2)
    try:
        return path.read_bytes()
    except OSError as error:
        raise WsiscError(f"{name} cannot be read: {error.strerror}") from None


@contextlib.contextmanager
def add_name_to_errors(name: str) -> Iterator[None]:
    """Add the name of a document to errors of functions that know its bytes only."""
    try:
        yield
    except WsiscError as error:
        message = str(error)
        named = f"{name} {message.removeprefix('this ')}" if message.startswith("this is ") else f"{name}: {message}"
        raise WsiscError(named, error.hint, error.exit_code) from error


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder in alphabetical order, without hidden ones; then folders that cannot be read.

    Copies of submissions that a site below the folder offers are left out, and reported.
    """
    closed: list[Path] = []
    copies: dict[Path, Path] = {}
    left_out: Counter[Path] = Counter()
    for root, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        place = Path(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if site_manifest.MANIFEST in files and place != folder:
            copies |= dict.fromkeys(site_manifest.find_copies(place), place)
        for path in (place / name for name in sorted(files)):
            if path in copies:
                left_out[copies[path]] += 1
            elif _is_yaml_file(path):
                yield path
    yield from (path for path in closed if path.exists())
    for site, count in left_out.items():
        _report_copies(site, count)


def _report_copies(site: Path, count: int) -> None:
    were = "1 file was" if count == 1 else f"{count:,} files were"
    note = f"{were} left out in {sanitize(str(site))}, a site that offers copies of submissions: name it to read them"
    messages.show("note", note)


def _is_yaml_file(path: Path) -> bool:
    """Return whether a path is that of a YAML file. A link that leads nowhere is, so that it is reported."""
    if path.name.startswith(".") or not path.name.lower().endswith((".yaml", ".yml")):
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def write(path: Path, content: bytes, is_earlier_output: protected.IsEarlierOutput | None = None) -> None:
    """Write a document completely or not at all; to a pipe or a device the bytes are written directly.

    Raises UsageError if a source would be overwritten, a link leads out of the folder of the path, or the file is not
    an earlier output, as in `protected.refuse_overwrite`; WsiscError if writing is impossible.
    """
    protected.refuse_overwrite(path, content, is_earlier_output=is_earlier_output)
    overwrite(path, content)


def overwrite(path: Path, content: bytes) -> None:
    """Write a file as `write` does, even over a source: for commands that change the source they read."""
    protected.refuse_links(path)
    try:
        if streams.write(path, content):
            return
        path = path.resolve()
        if path.is_file() and not os.access(path, os.W_OK):
            raise WsiscError(f"{path} is read-only", "somebody protects it: choose another place, or allow writing")
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, content)
    except OSError as error:
        hint = "close it where it is open (in Word?), or choose a place where you may write"
        if error.errno in _HINTS:
            hint = _HINTS[error.errno]
        elif isinstance(error, FileExistsError | NotADirectoryError):
            hint = "a folder above it is a file: choose another place"
        raise WsiscError(f"{path} cannot be written: {error.strerror}", hint) from None

"""Paths as a user names them -> the files to read."""

import contextlib
import glob
import itertools
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from wsisc.document import submission_file
from wsisc.document.submission_file import SubmissionFile
from wsisc.messages import t
from wsisc.messages.diagnostic import STANDARD_INPUT, WsiscError
from wsisc.source import MAX_BYTES
from wsisc.text.nearest import find_nearest
from wsisc.text.sanitize import sanitize
from wsisc.workspace import protected, repository, site_manifest, streams
from wsisc.workspace.repository import FoundSettings

YAML_SUFFIXES = (".yaml", ".yml")
_MAX_NAMES = 1000  # a guess: a folder with more is no place to look for a mistyped name


class InputFile(NamedTuple):
    """A file to read: its name as the user typed it, and its path.

    Standard input has no path. Its bytes are `loaded`, as are those of a pipe, which can be read only once. `subfolder`
    is the folder of the file, relative to the one that the user named. `config` is the settings file that the user
    named in place of the nearest one.
    """

    name: str
    path: Path | None
    loaded: bytes = b""
    subfolder: Path = Path()
    config: Path | None = None

    @property
    def settings(self) -> FoundSettings:
        """The settings that apply to it. Raises WsiscError as `load_settings` does."""
        return repository.load_settings(self.folder, self.config)

    @property
    def calls_folder(self) -> Path | None:
        """The folder of the calls that a repository adds to the built-in ones, None if there is none."""
        return repository.find_calls_folder(self.folder)

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


type Paths = str | Path | Sequence[str | Path]
"""One or several files, folders, or patterns such as "2025/**/*.yaml"; "-" is standard input."""


type Names = str | Sequence[str]
"""One name, such as a format, a rule or a call, or several."""

type Notify = Callable[[str], None]
"""Receives a note for the user, such as on files that are left out."""


def list_submissions(paths: Paths, notify: Notify, config: str | Path | None = None) -> list[InputFile]:
    """Return the submissions that paths name, at least one, with the settings file `config` in place of the nearest.

    Raises WsiscError as `find_submissions` does.
    """
    found = [file._replace(config=Path(config) if config else None) for file in find_submissions(paths, notify)]
    if not found:
        raise WsiscError(t("name a submission or a folder of submissions"), exit_code=2)
    return found


def find_submissions(paths: Paths, notify: Notify) -> Iterator[InputFile]:
    """Yield the submissions that paths name, each once: files, and those in folders.

    Unreadable files are among them, for the reader to report: one file stops no other. `notify` receives a note on
    files that are left out.
    Raises WsiscError for a path that does not exist or a folder without a submission.
    """
    seen = set()
    for name in list_names(paths):
        if name == "-":
            if sys.stdin is None:
                raise WsiscError(t("standard input is closed"))
            yield InputFile(STANDARD_INPUT, None, sys.stdin.buffer.read(MAX_BYTES + 1))
            continue
        if not name:
            raise WsiscError(t("the path is empty"), exit_code=2)
        for file in _resolve_path(name, notify):
            place = Path(file.name).resolve()
            if place not in seen:
                yield file
            seen.add(place)


def list_names(names: Paths | Names) -> list[str]:
    """Return paths or other names, one or several, as a list of texts, as a user writes them."""
    return [str(name) for name in ([names] if isinstance(names, str | Path) else names)]


def _resolve_path(name: str, notify: Notify) -> list[InputFile]:
    path = Path(name)
    if path.is_dir():
        found = _find_in_folder(path, notify)
        if not found:
            raise WsiscError(
                t("{name} contains no submissions: no YAML file in it has a line that begins with wsisc:", name=name),
                exit_code=2,
            )
        return found
    if not path.exists() and glob.has_magic(name):
        return _match_pattern(name, notify)
    if not path.exists():
        raise WsiscError(t("{name} does not exist", name=name), suggest_file(path), exit_code=2)
    return [InputFile(name, path, b"" if path.is_file() else streams.read(path))]


def _find_in_folder(folder: Path, notify: Notify) -> list[InputFile]:
    """Return the submissions in a folder."""
    found = (InputFile(str(file), file, subfolder=file.relative_to(folder).parent) for file in _walk(folder, notify))
    return [file for file in found if file.is_submission]


def _match_pattern(pattern: str, notify: Notify) -> list[InputFile]:
    """Return the submissions that a pattern such as "2025/**/*.yaml" matches, and those in folders that it matches."""
    steps = Path(pattern).parts
    fixed = Path(*itertools.takewhile(lambda step: not glob.has_magic(step), steps[:-1]))
    matches = _glob(fixed, str(Path(*steps[len(fixed.parts) :])))
    if not matches:
        raise WsiscError(t("no file or folder matches {pattern}", pattern=pattern), exit_code=2)
    alone = (
        InputFile(str(match), match, subfolder=match.parent.relative_to(fixed))
        for match in matches
        if _is_yaml_file(match)
    )
    found = [file for file in alone if file.is_submission]
    found += [file for match in matches if match.is_dir() for file in _find_in_folder(match, notify)]
    if not found:
        raise WsiscError(
            t("no submission matches {pattern}: no file has a line that begins with wsisc:", pattern=pattern),
            exit_code=2,
        )
    return found


def _glob(folder: Path, pattern: str) -> list[Path]:
    """Return what a pattern matches in a folder; ** does not follow links, which may form a circle."""
    try:
        found = sorted(folder.glob(pattern))
    except ValueError:  # of Python 3.12
        raise WsiscError(
            t("{pattern} is not a valid pattern: write ** between slashes, such as 2025/**/*.yaml", pattern=pattern),
            exit_code=2,
        ) from None
    hidden = any(step.startswith(".") for step in Path(pattern).parts)
    return [
        path for path in found if hidden or not any(step.startswith(".") for step in path.relative_to(folder).parts)
    ]


def suggest_file(path: Path) -> str:
    """Return the hint to use the file of a folder whose name is nearest to a missing one, "" if none is near.

    One of another kind is meant only if it has the same name otherwise.
    """
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        names = [entry.name for entry in itertools.islice(entries, _MAX_NAMES) if not entry.name.startswith(".")]
        suffix = path.suffix.lower()
        kinds = {suffix, *(YAML_SUFFIXES if suffix in YAML_SUFFIXES else ())}
        by_stem = {Path(name).stem: name for name in sorted(names, key=lambda name: Path(name).suffix.lower() in kinds)}
        alike = [stem for stem, name in by_stem.items() if not suffix or Path(name).suffix.lower() in kinds]
        if near := path.stem if path.stem in by_stem else find_nearest(path.stem, alike):
            return t("use {near}", near=sanitize(str(path.with_name(by_stem[near]))))
    return ""


def read_document(name: str) -> bytes:
    """Return the bytes of a document. Raises WsiscError if it does not exist or cannot be read."""
    path = Path(name)
    if path.is_dir():
        raise WsiscError(t("{name} is a folder", name=name), t("name a file in it"), exit_code=2)
    if not path.is_file():
        raise WsiscError(t("the file {name} does not exist", name=name), suggest_file(path), exit_code=2)
    try:
        return path.read_bytes()
    except OSError as error:
        raise WsiscError(t("{name} cannot be read: {strerror}", name=name, strerror=error.strerror)) from None


def read_submission(name: str) -> SubmissionFile:
    """Return the submission in a file, with its images. Raises WsiscError as `read_document` does."""
    return submission_file.read(read_document(name), name, Path(name).parent)


def _walk(folder: Path, notify: Notify) -> Iterator[Path]:
    """Yield the YAML files below a folder in alphabetical order, without hidden ones; then folders that cannot be read.

    Copies of submissions that a site below the folder offers are left out; `notify` receives a note on each site.
    """
    closed = []
    copies: dict[Path, Path] = {}
    left_out = Counter[Path]()
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
        were = t("1 file was") if count == 1 else t("{count:,} files were", count=count)
        remedy = t("a site with copies of submissions: name the folder to read them")
        notify(t("{were} left out in {site}, {remedy}", were=were, site=sanitize(str(site)), remedy=remedy))


def _is_yaml_file(path: Path) -> bool:
    """Return whether a path is that of a YAML file. A link that leads nowhere is, so that it is reported."""
    if path.name.startswith(".") or not path.name.lower().endswith(YAML_SUFFIXES):
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True

"""A file to write, and the files that a command reads -> whether it may be written: never over the work of a person.

Reports and documents can be built again, sources cannot. So a command overwrites a file only if it is not one of its
inputs, under whatever name, nor a submission, a YAML or TOML file, or an image. A report replaces only an earlier one
of its kind, and a document only one that was not changed (see `api.document_output`).
"""

import contextlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.file_format import FileFormat, recognize
from wsisc.source import read as read_source
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize
from wsisc.workspace import streams

_MARKER = re.compile(rb"""^(?:\xef\xbb\xbf)?["']?wsisc["']?[ \t]*:""", re.MULTILINE | re.IGNORECASE)
_JSON_MARKER = re.compile(rb"""["']wsisc["']\s*:""", re.IGNORECASE)
_SOURCE_ENDINGS = (".yaml", ".yml", ".toml")
_IMAGE_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff")
_ELSEWHERE = t("choose another name")


type IsEarlierOutput = Callable[[bytes], bool]
"""Returns whether the content of a file is that of an earlier output, which a new one may replace."""


class ProtectedFiles:
    """The files that a command reads, identified by what they are and not by their names alone."""

    def __init__(self, paths: Iterable[Path | None]) -> None:
        existing = [path for path in paths if path]
        self._files = {key: path for path in existing if (key := _file_identity(path))}
        self._names = {_normalize_path(path): path for path in existing}

    def refuse_overwrite(
        self, target: Path, root: Path | None = None, is_earlier_output: IsEarlierOutput | None = None
    ) -> None:
        """Raise WsiscError if a file must not be written: the command reads it, or `refuse_overwrite` refuses it.

        A symbolic link, a hard link, and on some disks a name in other case are the same file.
        """
        read = self._files.get(_file_identity(target)) or self._names.get(_normalize_path(target))
        if read:
            values = {"target": target, "read": read, "elsewhere": _ELSEWHERE}
            _refuse(t("{target} would overwrite the input {read}: {elsewhere}", **values))
        refuse_overwrite(target, root=root, is_earlier_output=is_earlier_output)


def refuse_overwrite(
    target: Path,
    content: bytes | None = None,
    root: Path | None = None,
    is_earlier_output: IsEarlierOutput | None = None,
) -> None:
    """Raise WsiscError if a file must not be overwritten, unless its content would not change.

    The same if a link leads out of the folder `root`, as in `refuse_links`. With `is_earlier_output` the target is a
    report: it replaces only earlier ones, and has no name by which settings or submissions are found.
    """
    refuse_links(target, root)
    kind, present = _classify(target)
    values = {"target": target, "elsewhere": _ELSEWHERE}
    if kind and present != content:
        _refuse(t("{target} is {kind} and is not overwritten: {elsewhere}, or move it", kind=kind, **values))
    if is_earlier_output and target.suffix.lower() in _SOURCE_ENDINGS:
        _refuse(t("{target} has the extension of a submission or of settings: {elsewhere}", **values))
    if is_earlier_output and is_foreign(target, is_earlier_output, content):
        _refuse(
            t(
                "{target} is not an earlier output of this kind and is not overwritten: {elsewhere}, or move it",
                **values,
            )
        )


def is_foreign(target: Path, is_earlier_output: IsEarlierOutput, content: bytes | None = None) -> bool:
    """Return whether a file has other content that is neither empty nor an earlier output."""
    if not target.is_file():  # a pipe is not read
        return False
    try:
        present = target.read_bytes()
    except OSError:
        return True
    return present not in (b"", content) and not is_earlier_output(present)


def refuse_links(target: Path, root: Path | None = None) -> None:
    """Raise WsiscError if a link leads a file out of the folder `root`, by default its own, or leads nowhere.

    Links may come with the files of a stranger, but the folder that a user names may be a link: so `root` may itself be
    one, and nothing in it may lead out of it.
    """
    if streams.find_descriptor(target) is not None:
        return
    with contextlib.suppress(OSError):  # reported when the file is written
        for step in (target, *target.parents):
            if step.is_symlink() and not step.exists():
                _refuse(t("{each} is a broken link: {elsewhere}, or delete it", each=step, elsewhere=_ELSEWHERE))
    folder = root or target.parent
    if not (place := target.resolve()).is_relative_to(folder.resolve()):
        values = {"target": target, "place": place, "elsewhere": _ELSEWHERE}
        _refuse(t("{target} would be written to {place} through a link: {elsewhere}, or delete the link", **values))


def refuse_unportable(output: str) -> None:
    """Raise WsiscError if a file or folder that will be passed on has a name that some systems do not accept."""
    name = Path(output).name
    if fault := portable_names.find_problem(name):
        _refuse(f'{output}: "{name}" {fault}: {_ELSEWHERE}')


def _refuse(problem: str) -> NoReturn:
    raise WsiscError(sanitize(problem), exit_code=2)


def is_source(path: Path) -> bool:
    """Return whether a file is the work of a person: a submission, a YAML or TOML file, or an image."""
    return _classify(path)[0] != ""


def has_marker(content: bytes) -> bool:
    """Return whether a content has the line that every submission in YAML has."""
    return _MARKER.search(content.replace(b"\0", b"").removeprefix(b"\xff\xfe")) is not None


def _classify(path: Path) -> tuple[str, bytes]:
    """Return what a file is that could not be built again, "" for any other, and its content."""
    if not path.is_file():  # a pipe is not read
        return "", b""
    try:
        content = streams.read(path)
    except WsiscError:  # the command that writes to it reports why
        return "", b""
    if path.suffix.lower() in _SOURCE_ENDINGS:
        return t("a source"), content
    if content.startswith(_IMAGE_SIGNATURES):
        return t("an image"), content
    return t("a submission") if _is_submission(content) else "", content


def _is_submission(content: bytes) -> bool:
    """Return whether a file of any name is a submission, even one with errors or one in JSON.

    A report or a document may quote a submission. So what can be read as YAML is a submission only if it has the key,
    and Markdown begins with the cover in a fenced div. A file in which Git left a conflict is the work of a person.
    """
    is_marked = has_marker(content)
    is_markup = content.startswith((b"<", b":::")) and not content.startswith(b"<<<<<<<")
    is_document = is_markup or recognize(content) in (FileFormat.DOCX, FileFormat.PDF)
    if is_document or not (is_marked or has_json_marker(content)):
        return False
    data = read_source(content, "").data
    if isinstance(data, dict):
        return any(str(key).casefold() == "wsisc" for key in data)
    return is_marked and data is None


def _file_identity(path: Path) -> Sequence[int]:
    """Return what distinguishes a file from all others, () if it does not exist."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ()
    return (status.st_dev, status.st_ino)


def _normalize_path(path: Path) -> str:
    """Return a path as disks compare it that ignore case and how an accent is encoded."""
    return unicodedata.normalize("NFC", str(path.resolve()).casefold())


def has_json_marker(content: bytes) -> bool:
    """Return whether a file has the key of a submission in quotation marks, as in JSON."""
    return _JSON_MARKER.search(content) is not None

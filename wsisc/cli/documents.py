"""A document and its path -> the file, never in the place of one that somebody else has written or changed."""

from functools import partial
from pathlib import Path

from wsisc.cli import files, protected
from wsisc.diagnostic import WsiscError
from wsisc.report.reported import shown

_MARK = b"wsisc-source"
_ELSEWHERE = "choose another place with -o, or move that file"


def write(path: Path, content: bytes, format: str, source: str | None = None) -> None:
    """Put a document in place as `files.write` does; `source` is the name of its submission.

    Raises WsiscError where another document is there, or the same one with the changes of a reviewer.
    """
    refuse_changed(path, format, content, source)
    files.write(path, content)


def refuse_changed(path: Path, format: str, content: bytes | None = None, source: str | None = None) -> None:
    """Raise WsiscError where a file is there that is neither `content` nor a document as wsisc has built it."""
    if not _is_foreign(path, format, content):
        return
    if not _carries_source(path):
        raise WsiscError(shown(f"{path} was not built by wsisc, and is not replaced"), _ELSEWHERE)
    hint = _ELSEWHERE
    if format == "docx":
        into = files.quoted(source) if source else "SOURCE"
        taken = f"take over its changes (wsisc import {files.quoted(path)} --into {into}), then move or delete it"
        hint = f"{taken}; or choose another place with -o"
    raise WsiscError(shown(f"{path} was changed after wsisc built it, and is not replaced"), shown(hint))


def is_changed(path: Path, format: str) -> bool:
    """Return whether a document of wsisc is there that somebody has changed."""
    return _is_foreign(path, format) and _carries_source(path)


def _is_foreign(path: Path, format: str, content: bytes | None = None) -> bool:
    from wsisc import outputs  # only where a document is written

    return protected.is_foreign(path, partial(outputs.is_unchanged, format=format), content)


def _carries_source(path: Path) -> bool:
    """Return whether a file is a document of wsisc, though it may be damaged or its source changed."""
    from wsisc.readers import carried

    try:
        content = path.read_bytes()
    except OSError:
        return False
    try:
        return carried.find(content) is not None
    except WsiscError:
        return _MARK in content

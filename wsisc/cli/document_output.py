"""A document and its path -> the file, never in the place of one that somebody else has written or changed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from wsisc.cli import files, protected
from wsisc.diagnostic import WsiscError
from wsisc.document import portable_names
from wsisc.report.reported import shown

_MARK = b"wsisc-source"
_COMPARED = ("docx", "pdf", "html")
_ELSEWHERE = "choose another place with -o, or move that file"


def write(path: Path, content: bytes, format: str, source: str | None = None) -> None:
    """Put a document in place as `files.write` does; `source` is the name of its submission.

    Raises WsiscError where another document is there, or the same one with the changes of a reviewer.
    """
    refuse_changed(path, format, content, source)
    files.write(path, content)


def refuse_changed(path: Path, format: str, content: bytes = b"", source: str | None = None) -> None:
    """Raise WsiscError where a file is there that is neither `content` nor a document as wsisc has built it.

    A program that only opened and saved such a document has stored it in its own way: that may be replaced too.
    """
    if not _is_foreign(path, format, content):
        return
    changes = _changes(path, format, content)
    if changes == ():
        return
    if not _carries_source(path):
        raise WsiscError(shown(f"{path} {_unknown(path, format)}, and is not replaced"), _ELSEWHERE)
    hint = _ELSEWHERE
    if format == "docx":
        into = portable_names.quoted(source) if source else "SOURCE"
        taken = (
            f"take over its changes (wsisc import {portable_names.quoted(path)} --into {into}), then move or delete it"
        )
        hint = f"{taken}; or choose another place with -o"
    told = f"{path} was changed after wsisc built it, and is not replaced{_first(changes or ())}"
    raise WsiscError(shown(told), shown(hint))


def refuse_others(path: Path, format: str) -> None:
    """Raise WsiscError as `refuse_changed`, before anything is made, where no comparison can allow it."""
    from wsisc.verification import output_check

    if format != "docx" or not output_check.has_traces(_content(path), format):
        refuse_changed(path, format)


def is_changed(path: Path, format: str) -> bool:
    """Return whether a document of wsisc is there that somebody has changed."""
    return _is_foreign(path, format) and _carries_source(path) and _changes(path, format) != ()


def _is_foreign(path: Path, format: str, content: bytes = b"") -> bool:
    from wsisc.verification import output_check  # only where a document is written

    return protected.is_foreign(path, partial(output_check.is_unchanged, format=format), content)


def _changes(path: Path, format: str, content: bytes = b"") -> tuple[str, ...] | None:
    """Return what somebody changed in a document that a program has stored anew, None where that cannot be known."""
    if format not in _COMPARED:
        return None
    from wsisc.verification import round_trip  # which takes long to load, and is seldom needed

    return round_trip.changes(_content(path), files.catalogue(path.parent), content)


def _first(changes: Sequence[str]) -> str:
    """Return how many changes there are, and the first of them."""
    count = f"{len(changes)} changes, first: " if len(changes) > 1 else "1 change: "
    return f": {count}{changes[0]}" if changes else ""


def _unknown(path: Path, format: str) -> str:
    """Return what is said of a file that carries no source."""
    from wsisc.verification import output_check

    is_ours = output_check.has_traces(_content(path), format)
    return "was changed after wsisc wrote it" if is_ours else "is not as wsisc writes it"


def _content(path: Path) -> bytes:
    """Return what is in a file, nothing where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _carries_source(path: Path) -> bool:
    """Return whether a file is a document of wsisc, though it may be damaged or its source changed."""
    from wsisc.readers import embedded_source

    content = _content(path)
    try:
        return bool(content) and embedded_source.find(content) is not None
    except WsiscError:
        return _MARK in content

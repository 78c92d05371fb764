"""A document or a review, and its path -> the file; what a person wrote, or changed since, is never replaced."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from wsisc.messages import plural, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize
from wsisc.workspace import output_files, protected, repository
from wsisc.writers import WRITERS

_SOURCE_MARK = b"wsisc-source"
_COMPARABLE_FORMATS = {name for name, format in WRITERS.items() if format.carries_source}
_REVIEWED_FORMATS = {name for name, format in WRITERS.items() if format.is_reviewed}
_ELSEWHERE = t("choose another path with -o, or move the file")


def write(path: Path, content: bytes, format: str, source: str | None = None) -> None:
    """Write a document; `source` is the name of its submission.

    Raises WsiscError if the path has another document, or the same one with changes of a reviewer.
    """
    refuse_changed(path, format, content, source)
    output_files.write(path, content)


def refuse_changed(path: Path, format: str, content: bytes = b"", source: str | None = None) -> None:
    """Raise WsiscError if the file is neither equal to `content` nor a document as wsisc has built it.

    A program that only opened and saved such a document has stored it in its own way: that one is replaced too.
    """
    if not _is_foreign(path, format, content):
        return
    changes = _find_changes(path, format, content)
    if changes == ():
        return
    if not _has_source(path):
        raise WsiscError(
            sanitize(t("{path} {foreign}, and is not replaced", path=path, foreign=_describe_foreign(path, format))),
            _ELSEWHERE,
        )
    hint = _ELSEWHERE
    if format in _REVIEWED_FORMATS:
        into = portable_names.quote_path(source) if source else "SOURCE"
        name = portable_names.quote_path(path)
        first_step = t(
            "merge its changes (wsisc import {name} --into {into}), then move or delete it", name=name, into=into
        )
        hint = t("{first_step}; or choose another path with -o", first_step=first_step)
    message = t(
        "{path} was changed after wsisc built it, and is not replaced{first_change}",
        path=path,
        first_change=_format_first_change(changes or ()),
    )
    raise WsiscError(sanitize(message), sanitize(hint))


def refuse_early(path: Path, format: str) -> None:
    """Raise WsiscError as `refuse_changed` does, before the build, if no comparison can allow the replacement."""
    from wsisc.verification import output_check

    if format not in _REVIEWED_FORMATS or not output_check.has_traces(_read_content(path), format):
        refuse_changed(path, format)


def refuse_other_than_redline(path: Path) -> None:
    """Raise WsiscError if a file is an unchanged document of wsisc without tracked changes: a redline replaces none."""
    from wsisc.verification import output_check

    content = _read_content(path)
    if content and output_check.is_unchanged(content, "docx") and not output_check.is_redline(content):
        problem = t(
            "{path} is a document without tracked changes, not an earlier redline, and is not overwritten", path=path
        )
        raise WsiscError(sanitize(problem), _ELSEWHERE, exit_code=2)


def is_built(path: Path, format: str) -> bool:
    """Return whether a file is a document that wsisc built, so that a new one replaces it."""
    try:
        refuse_changed(path, format)
    except WsiscError:
        return False
    return True


def is_changed(path: Path, format: str) -> bool:
    """Return whether the file is a document of wsisc that was changed."""
    return _is_foreign(path, format) and _has_source(path) and _find_changes(path, format) != ()


def _is_foreign(path: Path, format: str, content: bytes = b"") -> bool:
    from wsisc.verification import output_check  # needed only if a document is written

    return protected.is_foreign(path, partial(output_check.is_unchanged, format=format), content)


def _find_changes(path: Path, format: str, content: bytes = b"") -> tuple[str, ...] | None:
    """Return what was changed in a document that another program has saved, None if that is unknown."""
    if format not in _COMPARABLE_FORMATS:
        return None
    from wsisc.verification import round_trip  # slow to load, and seldom needed

    return round_trip.find_changes(_read_content(path), repository.load_catalogue(path.parent), content)


def _format_first_change(changes: Sequence[str]) -> str:
    """Return the number of changes, and the first of them."""
    if not changes:
        return ""
    return plural(": 1 change: {first}", ": {count} changes, first: {first}", len(changes), first=changes[0])


def _describe_foreign(path: Path, format: str) -> str:
    """Return why a file without a source is not replaced."""
    from wsisc.verification import output_check

    is_ours = output_check.has_traces(_read_content(path), format)
    return t("was changed after wsisc wrote it") if is_ours else t("was not written by wsisc")


def _read_content(path: Path) -> bytes:
    """Return the content of a file, b"" if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _has_source(path: Path) -> bool:
    """Return whether a file is a document of wsisc, even if it is damaged or its source was changed."""
    from wsisc.readers import embedded_source

    content = _read_content(path)
    try:
        return bool(content) and embedded_source.find(content) is not None
    except WsiscError:
        return _SOURCE_MARK in content


def name_review(document: Path) -> Path:
    """Return the default path of a Word file with comments: next to the one without."""
    from wsisc.workspace.received_folder import name_reviewed  # needed only for reviews

    return document.with_name(name_reviewed(document))


def refuse_changed_review(target: Path, content: bytes | None = None) -> None:
    """Raise WsiscError if a file is neither new nor an earlier review that no program has saved since."""
    from wsisc.review import seal  # needed only for reviews

    if protected.is_foreign(target, seal.is_unchanged, content):
        hint = t("choose another name with -o, or move it")
        raise WsiscError(
            t("{target} was changed since it was written, or is not a review, and is not replaced", target=target), hint
        )


def write_review(target: Path, content: bytes) -> None:
    """Write a reviewed file. Raises WsiscError as `refuse_changed_review` does, or if it cannot be written."""
    refuse_changed_review(target, content)
    output_files.write(target, content)

"""The file by which a site is known -> the files that it says are the site's, and those that are copies of submissions.

Such a file may come from a stranger, and name any file: what it says is taken for true only where a site can have
put the named files.
"""

import re
from collections.abc import Iterator, Set
from pathlib import Path

SITE = ".wsisc-site"
"""The name of the file that marks a folder as a site made by wsisc."""

_HEAD = "wsisc site 1"
_MOST = 10_000_000  # bytes
_SOURCE = re.compile(r"files/([^/]+)/source/\1(?:-\d+)?\.yaml")
"""Where wsisc/site/downloads.py puts the source of a submission."""


def text(paths: Set[str]) -> str:
    """Return what the file says of a site's paths."""
    return "\n".join([_HEAD, *sorted(paths), ""])


def listed(folder: Path) -> set[str] | None:
    """Return the paths that a folder's file lists; None where there is none, or it is no such file."""
    file = folder / SITE
    try:
        if not file.is_file():  # a pipe would not end
            return None
        with file.open("rb") as stream:
            head, *lines = stream.read(_MOST).decode("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return {line for line in lines if line} if head == _HEAD else None


def copies(folder: Path) -> Iterator[Path]:
    """Yield the copies of submissions that a site in a folder offers, each beside its documents."""
    known = listed(folder) or set()
    for path in known:
        found = _SOURCE.fullmatch(path)
        if found and _has_documents(folder, f"files/{found[1]}/{found[1]}", known):
            yield folder / path


def _has_documents(folder: Path, place: str, known: set[str]) -> bool:
    """Return whether all listed documents of a submission are there; no PDF is where no font has a character of it."""
    offered = [path for path in (f"{place}.docx", f"{place}.pdf") if path in known]
    return f"{place}.docx" in offered and all((folder / path).is_file() for path in offered)

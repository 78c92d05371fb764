"""The file by which a site is known -> the files that it says are the site's, and those that are copies of submissions.

Such a file may come from a stranger, and name any file: what it says is taken for true only where a site can have
put the named files.
"""

import re
from collections.abc import Iterator, Set
from pathlib import Path

MANIFEST = ".wsisc-site"
"""The name of the file that marks a folder as a site made by wsisc."""

_FIRST_LINE = "wsisc site 1"
_MAX_BYTES = 10_000_000  # bytes
_SOURCE_PATH = re.compile(r"files/([^/]+)/source/\1(?:-\d+)?\.yaml")
"""Where wsisc/site/downloads.py puts the source of a submission."""


def format_manifest(paths: Set[str]) -> str:
    """Return what the file says of a site's paths."""
    return "\n".join([_FIRST_LINE, *sorted(paths), ""])


def read_paths(folder: Path) -> set[str] | None:
    """Return the paths that a folder's file lists; None where there is none, or it is no such file."""
    file = folder / MANIFEST
    try:
        if not file.is_file():  # a pipe would not end
            return None
        with file.open("rb") as stream:
            head, *lines = stream.read(_MAX_BYTES).decode("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return {line for line in lines if line} if head == _FIRST_LINE else None


def find_copies(folder: Path) -> Iterator[Path]:
    """Yield the copies of submissions that a site in a folder offers, each beside its documents."""
    known = read_paths(folder) or set()
    for path in known:
        found = _SOURCE_PATH.fullmatch(path)
        if found and _has_documents(folder, f"files/{found[1]}/{found[1]}", known):
            yield folder / path


def _has_documents(folder: Path, place: str, known: set[str]) -> bool:
    """Return whether all listed documents of a submission are there; no PDF is where no font has a character of it."""
    offered = [path for path in (f"{place}.docx", f"{place}.pdf") if path in known]
    return f"{place}.docx" in offered and all((folder / path).is_file() for path in offered)

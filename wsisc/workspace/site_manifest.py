"""The file that identifies a site -> the files that belong to the site, and those that are copies of submissions.

Such a file may come from a stranger and name any file: it is believed only where a site can have put the files.
"""

import re
from collections.abc import Iterator, Set
from pathlib import Path

MANIFEST = ".wsisc-site"
"""The name of the file that identifies a folder as a site of wsisc."""

_FIRST_LINE = "wsisc site 1"
_MAX_BYTES = 10_000_000  # a guess: enough for 100,000 paths; a file of a stranger may be larger
# Where wsisc/publication/site/view_model.py puts the source of a submission.
_SOURCE_PATH = re.compile(r"files/([^/]+)/source/\1(?:-\d+)?\.yaml")


def write(file: Path, paths: Set[str]) -> None:
    """Write the file for the paths of a site."""
    file.write_text("\n".join([_FIRST_LINE, *sorted(paths), ""]), "utf-8", newline="\n")


def read_paths(folder: Path) -> set[str] | None:
    """Return the paths that the file of a folder lists; None if it does not exist or is not such a file."""
    file = folder / MANIFEST
    try:
        if not file.is_file():  # reading a pipe would never end
            return None
        with file.open("rb") as stream:
            head, *lines = stream.read(_MAX_BYTES).decode("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return {line for line in lines if line} if head == _FIRST_LINE else None


def find_copies(folder: Path) -> Iterator[Path]:
    """Yield the copies of submissions that the site in a folder offers, each together with its documents."""
    known = read_paths(folder) or set()
    for path in known:
        found = _SOURCE_PATH.fullmatch(path)
        if found and _has_documents(folder, f"files/{found[1]}/{found[1]}", known):
            yield folder / path


def _has_documents(folder: Path, place: str, known: set[str]) -> bool:
    """Return whether all listed documents of a submission exist; the PDF is missing if no font has a character."""
    offered = [path for path in (f"{place}.docx", f"{place}.pdf") if path in known]
    return f"{place}.docx" in offered and all((folder / path).is_file() for path in offered)

"""The submissions that a folder was imported to -> which documents they are of, and what somebody has changed since.

The file in the folder of the submissions has a line for each: the digests of the document and of what the import wrote,
the path of the submission, and after a tab that of the document, both relative to the folder. It is read as a
stranger's: what it does not know is never replaced.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from wsisc import source
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.workspace import output_files, protected, streams

RECORD = ".wsisc-import"
"""The name of the file that records the imports of a folder."""

_FIRST_LINE = "wsisc import 1"
_EARLIER = ".earlier"  # hidden, so that a collection of the folder does not read it


class Imported(NamedTuple):
    """The digests of a document and of the submission that was imported from it, and the path of the document."""

    document: str
    submission: str
    path: str = ""


def read(folder: Path) -> dict[str, Imported]:
    """Return what is recorded, by the path of the submission in the folder."""
    file = folder / RECORD
    head, *lines = (streams.read(file).decode("utf-8", "replace") if file.is_file() else "").split("\n")
    found = (re.fullmatch(r"([0-9a-f]{64}) ([0-9a-f]{64}) ([^\t]+)(?:\t(.+))?", line) for line in lines)
    return (
        {match[3]: Imported(match[1], match[2], match[4] or "") for match in found if match}
        if head == _FIRST_LINE
        else {}
    )


def write(folder: Path, records: Mapping[str, Imported]) -> None:
    """Write what is recorded."""
    lines = [
        f"{imported.document} {imported.submission} {path}" + (f"\t{imported.path}" if imported.path else "")
        for path, imported in sorted(records.items())
        if not {*"\n\t"} & {*path, *imported.path}
    ]
    content = "\n".join([_FIRST_LINE, *lines, ""]).encode("utf-8", "replace")
    output_files.write(folder / RECORD, content, lambda earlier: earlier.startswith(_FIRST_LINE.encode()))


def digest_document(path: Path) -> str:
    """Return the digest of a document, "" if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def digest_submission(path: Path) -> str:
    """Return the digest of a submission with its figures, "" if it cannot be read."""
    whole = hashlib.sha256()
    try:
        for file in (path, *_figures(path)):
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    except (OSError, WsiscError):
        return ""
    return whole.hexdigest()


def set_aside(path: Path) -> dict[Path, Path]:
    """Move a submission and its figures to a hidden folder beside it, and return the new places by the old ones."""
    files = [path, *_figures(path)]
    numbers = (int(place.name) for place in (path.parent / _EARLIER).glob("*") if place.name.isdigit())
    folder = path.parent / _EARLIER / str(max(numbers, default=0) + 1)
    moved = {file: folder / file.relative_to(path.parent) for file in files}
    for old, new in moved.items():
        protected.refuse_links(new, path.parent)
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
    return moved


def put_back(moved: Mapping[Path, Path]) -> None:
    """Move files back to where they were."""
    for old, new in moved.items():
        new.replace(old)


def _figures(path: Path) -> Iterator[Path]:
    """Yield the figures of a submission that are files in its folder."""
    figures = model.from_data(source.read(path.read_bytes(), path.name).data).figures.values()
    for file in sorted({figure.file for figure in figures}):
        place = path.parent / file
        if place.resolve().is_relative_to(path.parent.resolve()) and place.is_file() and not place.is_symlink():
            yield place

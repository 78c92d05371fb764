"""What was made of a file -> an entry in the user's cache, from which it is served when the same is wanted again.

An entry is named by all that its documents depend on: the source, the calls, what is wanted, and the program with its
templates; the figures stand in it by their digests. It says its own digest and those of its documents, so that a
damaged one is never served. Entries are put in place whole; nothing goes wrong where the cache cannot be used.
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

import platformdirs

from wsisc import resources
from wsisc.calls.call import Catalogue
from wsisc.diagnostic import Diagnostic, Fix, Severity, Span
from wsisc.engines import atomic, pandoc
from wsisc.engines.isolated import find_spec
from wsisc.report import CheckedFile

DAYS = 30
"""How long an entry that is not used is kept by `prune`."""

_DAY = 86_400  # seconds
_MAX_HEAD_BYTES = 10_000_000


class CacheEntry(NamedTuple):
    """An entry: its file, the digests of the figures, those of the documents with their lengths, and what was told.

    The documents begin at `start`.
    """

    path: Path
    figures: Mapping[str, str]
    documents: Mapping[str, tuple[str, int]]
    checked_file: CheckedFile
    start: int

    def document(self, format: str) -> bytes | None:
        """Return a document, None where it is not as it was put there."""
        place = self.start
        for name, (digest_, length) in self.documents.items():
            if name == format:
                with contextlib.suppress(OSError), self.path.open("rb") as file:
                    file.seek(place)
                    content = file.read(length)
                    return content if digest(content) == digest_ else None
            place += length
        return None


class Cache:
    """The entries in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._program = program_digest()
        self._calls: dict[int, str] = {}

    def entry_name(self, content: bytes, catalogue: Catalogue, options: Sequence[object]) -> str:
        """Return the name of what is made of a source."""
        if id(catalogue) not in self._calls:
            self._calls[id(catalogue)] = digest(json.dumps(sorted(catalogue.own.items())).encode())
        told = (self._program, self._calls[id(catalogue)], json.dumps(options, default=_json_default), digest(content))
        return digest("\n".join(told).encode())

    def find(self, name: str, file: str) -> CacheEntry | None:
        """Return an entry, for a file as reports name it; None where there is none or it is damaged."""
        path = self._path(name)
        try:
            held = path.stat()
            if not S_ISREG(held.st_mode):
                return None
            with path.open("rb") as stream:
                line = stream.readline(_MAX_HEAD_BYTES)
        except OSError:
            return None
        if _age(held) > _DAY:
            with contextlib.suppress(OSError):
                os.utime(path)  # so that `prune` keeps it
        stamp, _, head = line.rstrip(b"\n").partition(b" ")
        if digest(head) != stamp.decode("ascii", "replace"):
            return None
        try:
            return _entry(path, json.loads(head), file, len(line))
        except (ValueError, TypeError, LookupError, AttributeError):  # it is of another make
            return None

    def store(
        self, name: str, figures: Mapping[str, str], documents: Mapping[str, bytes], checked_file: CheckedFile
    ) -> bool:
        """Put an entry in place, whole or not at all. Tell whether that was possible."""
        head = json.dumps(
            {
                "figures": dict(figures),
                "documents": {format: [digest(each), len(each)] for format, each in documents.items()},
                "diagnostics": [_diagnostic_data(each) for each in checked_file.diagnostics],
                "count": len(checked_file.lines),
                "lines": [(at, line) for at, line in enumerate(checked_file.lines) if line],
            }
        ).encode()
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(path, b"".join([digest(head).encode(), b" ", head, b"\n", *documents.values()]))
        except OSError:
            return False
        return True

    def prune(self, days: float) -> tuple[int, int]:
        """Delete the entries that nobody used for so many days, all for 0. Return how many, and their bytes."""
        count = size = 0
        for path in self.entries():
            with contextlib.suppress(OSError):
                held = path.stat()
                if not days or _age(held) > days * _DAY:
                    path.unlink()
                    count, size = count + 1, size + held.st_size
        return count, size

    def entries(self) -> Iterator[Path]:
        """Yield the files of the cache."""
        return (path for path in self.folder.glob("[0-9a-f][0-9a-f]/*") if path.is_file())

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:]


def _json_default(value: object) -> str:
    """Return what stands in the name of an entry for a value that JSON does not know: of bytes their digest."""
    return digest(value) if isinstance(value, bytes) else repr(value)


def _entry(path: Path, data: Mapping[str, Any], file: str, start: int) -> CacheEntry:
    lines = [""] * data["count"]
    for at, line in data["lines"]:
        lines[at] = line
    reported = CheckedFile(file, lines, tuple(_diagnostic(each, file) for each in data["diagnostics"]))
    documents = {format: (each[0], each[1]) for format, each in data["documents"].items()}
    return CacheEntry(path, data["figures"], documents, reported, start)


def _age(status: os.stat_result) -> float:
    """Return for how many seconds an entry was not used; one of the future is of a clock that was wrong."""
    return abs(time.time() - status.st_mtime)


def folder() -> Path:
    """Return where this user's cache lies; where nothing can be kept for a user without a home."""
    try:
        return Path(platformdirs.user_cache_dir("wsisc", appauthor=False)) / "documents"
    except RuntimeError:
        return Path(os.devnull)


def digest(content: bytes) -> str:
    """Return the digest of a content."""
    return hashlib.sha256(content).hexdigest()


def program_digest() -> str:
    """Return a digest of all that makes documents: this package with its data, the engines, the libraries, the fonts.

    Files are known by their names, sizes and times: to read them all would take as long as to make a page. Libraries
    and fonts are known by the names of what says that they are installed, in which their versions stand.
    """
    folders = [Path(__file__).parents[1], resources.folder("schemas"), resources.folder("templates")]
    found = find_spec("typst")
    engine = Path(found.origin) if found and found.origin else None
    files = [path for each in folders for path in each.rglob("*") if path.suffix != ".pyc"]
    files += [Path(pandoc.binary()), *([engine] if engine else [])]
    told = ((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(files) if path.is_file())
    installed = sorted(path.name for path in engine.parents[1].glob("*.dist-info")) if engine else []
    return digest(repr((list(told), installed)).encode())


def _diagnostic_data(diagnostic: Diagnostic) -> dict[str, Any]:
    return {**vars(diagnostic), "file": ""}


def _diagnostic(data: dict[str, Any], file: str) -> Diagnostic:
    fix = Fix(*data["fix"]) if data["fix"] else None
    severity, span, path = Severity(data["severity"]), Span(*data["span"]), tuple(data["path"])
    return Diagnostic(**{**data, "file": file, "severity": severity, "span": span, "path": path, "fix": fix})

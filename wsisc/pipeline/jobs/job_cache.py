"""The result of a build -> an entry in the user's cache, from which the same build is served again.

The name of an entry is a digest of everything that its documents depend on: the source, the calls, the options, and
the program with its templates; the digests of the figures are in the entry. It also has its own digest and those of
its documents, so that a damaged entry is never served. Entries are written completely or not at all; a cache that
cannot be used is not an error.
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

from wsisc import messages
from wsisc.calls.call import Catalogue
from wsisc.engines import atomic, pandoc
from wsisc.engines.child_processes import find_spec
from wsisc.messages import resources
from wsisc.messages.diagnostic import Diagnostic, Fix, Severity, Span
from wsisc.report import CheckedFile

_MESSAGES = ("message", "hint", "label")
_DAY = 86_400  # seconds
_MAX_HEAD_BYTES = 10_000_000  # a guess: twice the largest source, whose lines are in the head


class CacheEntry(NamedTuple):
    """An entry: its file, the digests of the figures and of the documents with their lengths, and the diagnostics.

    The documents begin at the offset `start`.
    """

    path: Path
    figures: Mapping[str, str]
    documents: Mapping[str, tuple[str, int]]
    checked_file: CheckedFile
    start: int

    def document(self, format: str) -> bytes | None:
        """Return a document, None where it is missing or damaged."""
        offset = self.start
        for name, (expected, length) in self.documents.items():
            if name == format:
                with contextlib.suppress(OSError), self.path.open("rb") as file:
                    file.seek(offset)
                    content = file.read(length)
                    return content if digest(content) == expected else None
            offset += length
        return None


class Cache:
    """The entries in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._program = program_digest()

    def entry_name(self, content: bytes, catalogue: Catalogue, options: Sequence[object]) -> str:
        """Return the name of the entry for a source."""
        parts = (self._program, catalogue.digest, json.dumps(options, default=_json_default), digest(content))
        return digest("\n".join(parts).encode())

    def find(self, name: str, file: str) -> CacheEntry | None:
        """Return an entry, None where it is missing or damaged. `file` is the name of the source in reports."""
        path = self._path(name)
        try:
            status = path.stat()
            if not S_ISREG(status.st_mode):
                return None
            with path.open("rb") as stream:
                line = stream.readline(_MAX_HEAD_BYTES)
        except OSError:
            return None
        if _age(status) > _DAY:
            with contextlib.suppress(OSError):
                os.utime(path)  # `prune` keeps it
        stamp, _, head = line.rstrip(b"\n").partition(b" ")
        if digest(head) != stamp.decode("ascii", "replace"):
            return None
        try:
            return _entry(path, json.loads(head), file, len(line))
        except (ValueError, TypeError, LookupError, AttributeError):  # written by another version
            return None

    def store(
        self, name: str, figures: Mapping[str, str], documents: Mapping[str, bytes], checked_file: CheckedFile
    ) -> bool:
        """Write an entry completely or not at all. Return whether that was possible."""
        head = json.dumps(
            {
                "figures": dict(figures),
                "documents": {format: [digest(document), len(document)] for format, document in documents.items()},
                "diagnostics": [_diagnostic_data(diagnostic) for diagnostic in checked_file.diagnostics],
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
        """Delete the entries that were not used for some days, all for 0. Return their number and their bytes."""
        count = size = 0
        for path in self.entries():
            with contextlib.suppress(OSError):
                status = path.stat()
                if not days or _age(status) > days * _DAY:
                    path.unlink()
                    count, size = count + 1, size + status.st_size
        return count, size

    def entries(self) -> Iterator[Path]:
        """Yield the files of the cache."""
        return (path for path in self.folder.glob("[0-9a-f][0-9a-f]/*") if path.is_file())

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:]


def _json_default(value: object) -> str:
    """Return the text for a value that JSON lacks in the name of an entry: the digest of bytes."""
    return digest(value) if isinstance(value, bytes) else repr(value)


def _entry(path: Path, data: Mapping[str, Any], file: str, start: int) -> CacheEntry:
    lines = [""] * data["count"]
    for at, line in data["lines"]:
        lines[at] = line
    checked_file = CheckedFile(file, lines, tuple(_diagnostic(diagnostic, file) for diagnostic in data["diagnostics"]))
    documents = {
        format: (digest_and_length[0], digest_and_length[1]) for format, digest_and_length in data["documents"].items()
    }
    return CacheEntry(path, data["figures"], documents, checked_file, start)


def _age(status: os.stat_result) -> float:
    """Return the seconds since an entry was used; a time in the future comes from a wrong clock and counts too."""
    return abs(time.time() - status.st_mtime)


def folder() -> Path:
    """Return the folder of this user's cache, the null device for a user without a home."""
    try:
        return Path(platformdirs.user_cache_dir("wsisc", appauthor=False)) / "documents"
    except RuntimeError:
        return Path(os.devnull)


def digest(content: bytes) -> str:
    """Return the digest of a content."""
    return hashlib.sha256(content).hexdigest()


def program_digest() -> str:
    """Return a digest of the program: this package with its data, the engines, the libraries and the fonts.

    Files count by name, size and time: to read them all would take as long as to build a page. Libraries and fonts
    count by the names of their .dist-info folders, which contain their versions.
    """
    folders = [Path(__file__).parents[1], resources.folder("schemas"), resources.folder("templates")]
    found = find_spec("typst")
    engine = Path(found.origin) if found and found.origin else None
    files = [path for place in folders for path in place.rglob("*") if path.suffix != ".pyc"]
    files += [Path(pandoc.binary()), *([engine] if engine else [])]
    states = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(files) if path.is_file()]
    installed = sorted(path.name for path in engine.parents[1].glob("*.dist-info")) if engine else []
    return digest(repr((states, installed)).encode())


def _diagnostic_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as data; its messages can still be translated when they are read."""
    texts = {name: messages.to_data(getattr(diagnostic, name)) for name in _MESSAGES}
    return {**diagnostic._asdict(), **texts, "file": ""}


def _diagnostic(data: dict[str, Any], file: str) -> Diagnostic:
    fix = Fix(*data["fix"]) if data["fix"] else None
    severity, span, path = Severity(data["severity"]), Span(*data["span"]), tuple(data["path"])
    data = data | {name: messages.from_data(data[name]) for name in _MESSAGES}
    return Diagnostic(**{**data, "file": file, "severity": severity, "span": span, "path": path, "fix": fix})

"""What is wrong with a document, as values; and the one exception for a broken environment."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

STANDARD_INPUT = "<stdin>"
"""The name of a file that came through standard input."""
_MAX_EXCERPT_LENGTH = 60

type DataPath = tuple[str | int, ...]
"""Where a value stands in the data: ("parts", "two", "sections", 0, "title")."""


class Severity(StrEnum):
    """How much a diagnostic weighs: only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A stretch of a file: 1-based lines and columns, counted in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Finding(NamedTuple):
    """What a rule found: a value, or the characters `start` to `end` of a text, or a key.

    `path` names the value; `start` and `end` are offsets into it (code points); without them the
    whole value is meant, and with `on_key` the key that holds it. `fix` is what should stand in place of the
    characters, where that is safe to say.
    """

    path: DataPath
    message: str
    hint: str = ""
    start: int | None = None
    end: int | None = None
    on_key: bool = False
    fix: str | None = None


class Fix(NamedTuple):
    """What should stand in a text of the data in place of its characters from `start` to `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Diagnostic:
    """One problem of one file, at its place.

    `code` is the problem's name in kebab-case; `message` states the fact, `hint` the remedy; `path` is
    the value's place in the data, () where the file could not be read as data; `label` says the same
    place in the words of the form ("Part Two, section 3, Title"). `fix` is what should stand in place of the
    span's text, where that is safe to say.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    file: str
    span: Span
    path: DataPath = ()
    label: str = ""
    fix: Fix | None = None


class WsiscError(Exception):
    """The environment is broken: `str()` says what is wrong, `hint` what to do about it.

    `exit_code` is 2 where a command was used rightly, but on a file with which it cannot be done.
    """

    def __init__(self, message: str, hint: str = "", exit_code: int = 3) -> None:
        super().__init__(message)
        self.hint, self.exit_code = hint, exit_code


def json_pointer(path: DataPath) -> str:
    """Return `path` as a JSON Pointer (RFC 6901); of a value that no key leads to, that of what holds it."""
    known = takewhile(lambda step: not str(step).startswith("\0"), path)
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in known)


def excerpt(text: str) -> str:
    """Return an author's text as a message shows it: short, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= _MAX_EXCERPT_LENGTH else text[: _MAX_EXCERPT_LENGTH - 1] + "…"

"""What is wrong with a document -> diagnostics, as values; and the one exception for a broken environment."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from wsisc import messages

STANDARD_INPUT = "<stdin>"
"""The name in diagnostics of a file that is read from standard input."""
_MAX_EXCERPT_LENGTH = 60  # characters; a guess: with the rest of a message it fits on one or two lines of a terminal

type DataPath = tuple[str | int, ...]
"""The keys and indices that lead to a value in the data: ("parts", "two", "sections", 0, "title")."""


class Severity(StrEnum):
    """The severity of a diagnostic: only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A range of a file: 1-based lines and columns, counted in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Finding(NamedTuple):
    """A problem that a rule found: in a value, in the characters `start` to `end` of a text, or in a key.

    `path` is the path of the value; `start` and `end` are offsets into it, in code points. Without them the
    finding is about the whole value, and with `on_key` about its key. `fix` replaces the characters; it is None
    where no replacement is safe.
    """

    path: DataPath
    message: str
    hint: str = ""
    start: int | None = None
    end: int | None = None
    on_key: bool = False
    fix: str | None = None


class Fix(NamedTuple):
    """A replacement for the characters from `start` to `end` of a text of the data."""

    text: str
    start: int
    end: int


class Diagnostic(NamedTuple):
    """One problem of one file.

    `code` is the problem's name in kebab-case; `message` states the fact, `hint` the remedy. `path` leads to
    the value in the data; it is () where the file could not be read as data. `label` is the same path in the
    words of the form ("Part Two, section 3, Title"). `fix` is None where no replacement is safe. `offsets` are where
    it begins and ends in the text at `path`, None where it is about the whole value. `words` are those of a Word file
    that it is about, "" if it is about none: then a line of the file is a paragraph. In other files it is None.
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
    offsets: tuple[int, int] | None = None
    words: str | None = None

    @property
    def line(self) -> int:
        """The line where the problem begins, from 1."""
        return self.span.line

    @property
    def column(self) -> int:
        """The column where it begins, from 1, in code points."""
        return self.span.column

    @property
    def end_line(self) -> int:
        """The line where it ends."""
        return self.span.end_line

    @property
    def end_column(self) -> int:
        """The column after its last character."""
        return self.span.end_column


def find_errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics that are errors."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity == Severity.ERROR]


class WsiscError(Exception):
    """The environment is broken: `str()` is the message, `hint` says what to do.

    `exit_code` is 2 where a command was called correctly, but cannot work on the file it was called with.
    """

    def __init__(self, message: str, hint: str = "", exit_code: int = 3) -> None:
        super().__init__(message)
        self.hint, self.exit_code = hint, exit_code


@contextmanager
def add_name_to_errors(name: str) -> Iterator[None]:
    """Add the name of a document to errors of functions that know its bytes only."""
    try:
        yield
    except WsiscError as error:
        raise WsiscError(messages.name_subject(str(error), name), error.hint, error.exit_code) from error


def json_pointer(path: DataPath) -> str:
    """Return `path` as a JSON Pointer (RFC 6901); for a value without a key of its own, that of its container."""
    steps = takewhile(lambda step: not str(step).startswith("\0"), path)  # "\0" begins the names yaml_parser makes up
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def place_name(path: DataPath) -> str:
    """Return the name of a part or section by its place: "three-a-2-1"."""
    steps = (step + 1 if isinstance(step, int) else step for step in path[1:] if step != "sections")
    return "-".join(str(step) for step in steps)


def excerpt(text: str, length: int = _MAX_EXCERPT_LENGTH) -> str:
    """Return an author's text for a message: on one line, and not longer than `length`; no word is cut.

    Half of the length is kept at least, as languages such as Chinese have hardly any spaces.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    beginning = text[: length - 1]
    words = beginning if text[length - 1] == " " else beginning.rpartition(" ")[0]
    return f"{words.rstrip() if len(words) > length / 2 else beginning}…"

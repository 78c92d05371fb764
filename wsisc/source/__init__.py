"""The bytes of a YAML file -> plain JSON data, and the position in the file of every key, value and character."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from wsisc.diagnostic import DataPath, Diagnostic, Span
from wsisc.messages import t
from wsisc.source import characters, yaml_parser
from wsisc.source.characters import SourceProblem
from wsisc.source.yaml_parser import ParsedYaml, SourceMark

MAX_BYTES = 5_000_000  # a guess: a submission is text of some pages


@dataclass(frozen=True)
class Source:
    """A YAML file: its data, its lines, the position of every key and value, and its diagnostics.

    `data` is None where the file could not be read as data; it is shared and must not be changed. Values under the
    paths in `unreliable` are not what the author meant, so no further diagnostics are reported for them.
    """

    file: str
    text: str
    lines: tuple[str, ...]
    data: Any = None
    diagnostics: tuple[Diagnostic, ...] = ()
    unreliable: frozenset[DataPath] = frozenset()
    marks: Mapping[DataPath, SourceMark] = field(default_factory=dict)
    _offsets: dict[DataPath, tuple[list[int], list[int]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """A cache of `_align`, by path."""

    def value(self, path: DataPath) -> Any:
        """Return the value at `path`, or None."""
        return value_at(self.data, path)

    def locate(self, path: DataPath, start: int | None = None, end: int | None = None, on_key: bool = False) -> Span:
        """Return the span of a value, of the characters `start` to `end` of a text, or of a key.

        A list or mapping that begins below its key has the span of the key. A path that is not in the file (a
        missing property) has the span of its nearest ancestor's key.
        """
        mark = self.marks.get(path)
        while mark is None and path:
            path, on_key, start = path[:-1], True, None
            mark = self.marks.get(path)
        if mark is None:
            return Span(1, 1, 1, 1)
        if start is not None and isinstance(self.value(path), str):
            return self._locate_text(path, mark, start, start + 1 if end is None else end)
        is_below = mark.key and mark.value.line > mark.key.line and isinstance(self.value(path), dict | list)
        line, column, end_line, end_column = mark.key if mark.key and (on_key or is_below) else mark.value
        if end_line > line:
            end_line, end_column = line, len(self.lines[line].rstrip())
        return Span(line + 1, column + 1, end_line + 1, end_column + 1)

    def is_unreliable(self, path: DataPath) -> bool:
        """Return whether a value is, or is part of, one that is not what the author meant."""
        return any(path[:length] in self.unreliable for length in range(len(path) + 1))

    def with_keys(self, names: Mapping[DataPath, str]) -> "Source":
        """Return this source with other names for the keys at some paths. The old paths can still be located."""
        renamed = {
            tuple(names.get(path[: at + 1], step) for at, step in enumerate(path)): mark
            for path, mark in self.marks.items()
        }
        return replace(self, data=_rename_keys(self.data, (), names), marks={**self.marks, **renamed})

    def scalar_text(self, path: DataPath) -> str:
        """Return a scalar as it is written in the file: 010, not 10."""
        mark = self.marks.get(path)
        return self._raw_text(mark) if mark else ""

    def text_at(self, span: Span) -> str:
        """Return the text of the file that a span covers."""
        rows = list(self.lines[span.line - 1 : span.end_line])
        if not rows:
            return ""
        rows[-1] = rows[-1][: span.end_column - 1]
        rows[0] = rows[0][span.column - 1 :]
        return "\n".join(rows)

    def _locate_text(self, path: DataPath, mark: SourceMark, start: int, end: int) -> Span:
        if path not in self._offsets:
            raw = self._raw_text(mark)
            rows = list(accumulate((len(row) + 1 for row in raw.split("\n")), initial=0))
            self._offsets[path] = _align(raw, self.value(path), mark.style), rows
        offsets, rows = self._offsets[path]
        last = len(offsets) - 1
        first = offsets[min(max(start, 0), last)]
        final = offsets[min(end, last) - 1] + 1 if end > start and last else first
        return Span(*_position(mark, rows, first), *_position(mark, rows, max(first, final)))

    def _raw_text(self, mark: SourceMark) -> str:
        line, column, end_line, end_column = mark.value
        rows = list(self.lines[line : end_line + 1])
        if end_line == line:
            return rows[0][column:end_column]
        if end_line < len(self.lines):
            rows[-1] = rows[-1][:end_column]
        return "\n".join([rows[0][column:], *rows[1:]])


def value_at(data: Any, path: DataPath) -> Any:
    """Return the value at a path of data, None where there is none."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _rename_keys(node: Any, path: DataPath, names: Mapping[DataPath, str]) -> Any:
    if isinstance(node, dict):
        items = [(key, (*path, key), value) for key, value in node.items()]
        return {names.get(here, key): _rename_keys(value, here, names) for key, here, value in items}
    if isinstance(node, list):
        return [_rename_keys(item, (*path, index), names) for index, item in enumerate(node)]
    return node


def _position(mark: SourceMark, rows: list[int], offset: int) -> tuple[int, int]:
    """Return the 1-based line and column of an offset into a scalar's raw text; `rows` are the offsets of its lines."""
    row = bisect_right(rows, offset) - 1
    line, column = mark.value[:2] if row == 0 else (mark.value[0] + row, 0)
    return line + 1, column + offset - rows[row] + 1


def _align(raw: str, value: str, style: str) -> list[int]:
    """Return the offset in the raw text of every character of a scalar's value, and of its end.

    YAML folds, strips and indents at white space only: so the search for any other character skips white space,
    and white space of the value is located where the text before it ends.
    """
    if style == '"':
        return _align_quoted(raw, value)
    if style == "|" and (offsets := _align_lines(raw, value)):
        return offsets
    position = raw.find("\n") + 1 if style in ("|", ">") else 1 if style == "'" else 0
    offsets = []
    for character in value:
        while (
            not character.isspace() and position < len(raw) and raw[position].isspace() and raw[position] != character
        ):
            position += 1
        offsets.append(min(position, len(raw)))
        if style == "'" and character == "'":
            position += 2
        elif raw[position : position + 1] == character or not character.isspace():
            position += 1
    return [*offsets, min(position, len(raw))]


def _align_lines(raw: str, value: str) -> list[int]:
    """Return the offsets of a text under "|" whose lines are those of the file, [] where they are not."""
    offsets: list[int] = []
    position = raw.find("\n") + 1
    for line in value.split("\n"):
        end = raw.find("\n", position)
        end = len(raw) if end < 0 else end
        indent = end - position - len(line)
        if indent < 0 or not raw.endswith(line, position, end) or raw[position : position + indent].strip(" "):
            return []
        offsets += range(position + indent, end + 1)
        position = min(end + 1, len(raw))
    return [min(each, len(raw)) for each in offsets[: len(value) + 1]]


_QUOTED_PART = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?P<joined>\n[ \t]*)|.)"
    r"|[ \t]*+(?P<fold>\n[ \t\n]*)|(?P<blank>[ \t]++)|."
)


def _align_quoted(raw: str, value: str) -> list[int]:
    """Return the offsets of a scalar in double quotation marks: escapes are one character, line ends fold."""
    offsets: list[int] = []
    for match in _QUOTED_PART.finditer(raw, 1):
        if match["joined"] is not None:
            continue
        if match["blank"]:
            offsets += range(*match.span())
            continue
        count = max(match["fold"].count("\n") - 1, 1) if match["fold"] else 1
        offsets += [match.start()] * count
    del offsets[len(value) :]
    return offsets + [len(raw) - 1] * (len(value) + 1 - len(offsets))


def read(content: bytes, file: str) -> Source:
    """Read a YAML file. `file` is its name in diagnostics. Never raises: problems are in the result."""
    if len(content) > MAX_BYTES:
        message = t("the file is larger than {max_bytes} MB", max_bytes=MAX_BYTES // 1_000_000)
        hint = t("check that this is the right file: a submission is a few pages of text")
        problem = SourceProblem("too-large", 0, 0, 1, message, hint)
        return Source(file, "", ("",), diagnostics=(_diagnostic(file, problem),))
    text, problems = characters.read(content)
    lines = text.split("\n")
    parsed = ParsedYaml()
    if not any(problem.code == "encoding" for problem in problems):
        parsed = yaml_parser.parse(text, lines)
        is_misindented = any(problem.code == "indentation" for problem in problems)
        problems += [each for each in parsed.problems if not (is_misindented and each.code == "syntax")]
    diagnostics = tuple(_diagnostic(file, problem) for problem in problems)
    return Source(file, text, tuple(lines), parsed.data, diagnostics, frozenset(parsed.unreliable), parsed.marks)


def _diagnostic(file: str, problem: SourceProblem) -> Diagnostic:
    line, column = problem.line + 1, problem.column + 1
    span = Span(line, column, line, column + problem.length)
    return Diagnostic(problem.code, problem.severity, problem.message, problem.hint, file, span, problem.path)

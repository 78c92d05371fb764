"""The bytes of a YAML file -> plain JSON data, and the position in the file of every key, value and character."""

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Diagnostic, Span
from wsisc.source import alignment, characters, yaml_parser
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
    _offsets: dict[DataPath, tuple[Sequence[int], list[int]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """A cache of `alignment.align`, by path."""

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
        return alignment.written_text(self.lines, *mark.value) if mark else ""

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
            raw = alignment.written_text(self.lines, *mark.value)
            rows = list(accumulate((len(row) + 1 for row in raw.split("\n")), initial=0))
            self._offsets[path] = array("I", alignment.align(raw, self.value(path), mark.style)), rows
        offsets, rows = self._offsets[path]
        last = len(offsets) - 1
        first = offsets[min(max(start, 0), last)]
        final = offsets[min(end, last) - 1] + 1 if end > start and last else first
        return Span(*_position(mark, rows, first), *_position(mark, rows, max(first, final)))


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

"""The bytes of a YAML file and another text for a place in it -> its bytes with that text, spelled as it was.

As few characters change as can be: lines under "|" one by one, of other styles those that differ.
"""

import json
import re
from difflib import SequenceMatcher
from typing import Any

from wsisc import source
from wsisc.diagnostic import DataPath
from wsisc.source import Source, yaml_lines
from wsisc.source.yaml_edit import Candidates, choose_candidate, value_at
from wsisc.source.yaml_lines import YamlLines
from wsisc.source.yaml_parser import SourceMark

_COMMENT = re.compile(r"(?<!\s)\s++#.*$")


def set_text(content: bytes, path: DataPath, new: str) -> bytes | None:
    """Return a file with another text at a path, where one stands."""
    read = source.read(content, "")
    old = read.value(path)
    if not isinstance(old, str) or path not in read.marks:
        return None

    def change(data: Any) -> None:
        value_at(data, path[:-1])[path[-1]] = new

    return choose_candidate(content, _candidates(content, read, path, old, new), change)


def _candidates(content: bytes, parsed: Source, path: DataPath, old: str, new: str) -> Candidates:
    mark, lines = parsed.marks[path], yaml_lines.read(content)
    node = yaml_lines.node_at(yaml_lines.compose(content), path)
    if mark.style == "|" and old.strip():
        yield _edit_block(lines, node, old, new)
    elif "\n" not in new or "\n" in old or mark.style == ">":
        yield from _edit_in_place(content, parsed, path, old, new)
    line, column, end, end_column = mark.value
    head, tail = lines.lines[line][:column], lines.lines[end][end_column:]
    if mark.style in ("|", ">"):
        end = yaml_lines.last_line(lines.lines, node)
        remark = _COMMENT.search(lines.lines[line], column)
        tail = remark[0] if remark else ""
    indent = (mark.key.column if mark.key else column) + 2
    written = yaml_lines.emit_literal(new, indent) if "\n" in new else None
    for way in ([written] if written else []) + [[yaml_lines.emit_scalar(new)], [json.dumps(new)]]:
        made = yaml_lines.read(content)
        first, *rest = way
        made.splice(line, end + 1, [head + first + tail, *rest])
        yield made.content


def _edit_block(lines: YamlLines, node: Any, old: str, new: str) -> bytes:
    """Return a file with another text under a "|", whose lines that stay are not touched."""
    first, _, indent = yaml_lines.block_extent(lines.lines, node)
    olds, news = (each[:-1].split("\n") if each.endswith("\n") else each.split("\n") for each in (old, new))
    opcodes = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    for kind, a, b, c, d in reversed(opcodes):
        if kind != "equal":
            lines.splice(first + a, first + b, [" " * indent + line if line else "" for line in news[c:d]])
    return lines.content


def _edit_in_place(content: bytes, parsed: Source, path: DataPath, old: str, new: str) -> Candidates:
    """Yield a file in which only the characters that differ are written anew."""
    last = old.endswith("\n") and new.endswith("\n")
    one, other = (each[: len(each) - last] for each in (old, new))
    pairs = zip(one, other, strict=False)
    start = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    rest = min(len(one), len(other)) - start
    tail = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    lines, style = yaml_lines.read(content), parsed.marks[path].style
    if style != '"':  # the ends of lines that follow one another are written together
        start = len(one[:start].rstrip("\n"))
        tail = len(one[len(one) - tail :].lstrip("\n"))
    span = parsed.locate(path, start, len(one) - tail)
    behind = parsed.locate(
        path, len(one) - tail, len(one) - tail + 1
    )  # a text goes on behind where its lines are set in
    end, column = (behind.line, behind.column) if tail else (span.end_line, span.end_column)
    first, end = span.line - 1, end - 1
    node = yaml_lines.node_at(yaml_lines.compose(content), path)
    indent = (
        yaml_lines.block_extent(lines.lines, node)[2] if style == ">" else _hanging_indent(lines, parsed.marks[path])
    )
    piece = _encode(other[start : len(other) - tail], style, indent)
    made = lines.lines[first][: span.column - 1] + piece + lines.lines[end][column - 1 :]
    lines.splice(first, end + 1, made.split("\n"))
    yield lines.content


def _hanging_indent(lines: YamlLines, mark: SourceMark) -> int:
    """Return how far the lines of a text that begins beside its key are set in."""
    first, _, end, _ = mark.value
    line = next((each for each in lines.lines[first + 1 : end + 1] if each.strip()), "")
    return len(line) - len(line.lstrip(" ")) if line else (mark.key.column if mark.key else 0) + 2


def _encode(piece: str, style: str | None, indent: int) -> str:
    """Return a piece of a text as it is written in a style; but for "|" and '"', one more line ends where one does."""
    if style == '"':
        return json.dumps(piece, ensure_ascii=False)[1:-1]
    folded = re.sub(r"\n+", lambda found: f"{found[0]}\n{' ' * indent}", piece)
    return folded.replace("'", "''") if style == "'" else folded

"""The bytes of a YAML file, a path and a new text -> its bytes with that text, in the style of the old one.

As few characters change as possible: under "|" whole lines, in other styles the characters of each line that differ.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from wsisc.align.common_words import find_spans
from wsisc.messages.diagnostic import DataPath
from wsisc.source import Source, value_at, yaml_edit
from wsisc.source.characters import indentation
from wsisc.source.yaml_edit import Candidates, YamlLines, choose_candidate
from wsisc.source.yaml_parser import SourceMark
from wsisc.text.shared import common_ends

_COMMENT = r"(?<!\s)\s++#.*$"


def set_text(content: bytes, path: DataPath, new: str) -> bytes | None:
    """Return a file with another text at a path, None where the path has no text or every edit fails."""
    parsed = yaml_edit.read(content)
    old = parsed.value(path)
    if not isinstance(old, str) or path not in parsed.marks:
        return None

    def change(data: Any) -> None:
        value_at(data, path[:-1])[path[-1]] = new

    return choose_candidate(content, _candidates(content, parsed, path, old, new), change)


def _candidates(content: bytes, parsed: Source, path: DataPath, old: str, new: str) -> Candidates:
    mark, lines = parsed.marks[path], yaml_edit.read_lines(content)
    node = yaml_edit.node_at(yaml_edit.compose(content), path)
    if mark.style == "|" and old.strip():
        yield _edit_block(yaml_edit.read_lines(content), node, old, new)
    elif "\n" not in new or "\n" in old or mark.style == ">":
        yield _edit_in_place(content, parsed, path, old, new)
    line, column, end, end_column = mark.value
    before = lines.lines[line][:column]
    if mark.style in ("|", ">"):  # its end is past the last line where it ends the file
        end = yaml_edit.last_line(lines.lines, node)
        comment = re.compile(_COMMENT).search(lines.lines[line], column)
        after = comment[0] if comment else ""
    else:
        after = lines.lines[end][end_column:]
    indent = (mark.key.column if mark.key else column) + 2
    literal = yaml_edit.emit_literal(new, indent) if "\n" in new else None
    for first, *rest in ([literal] if literal else []) + [[yaml_edit.emit_scalar(new)], [json.dumps(new)]]:
        edited = yaml_edit.read_lines(content)
        edited.splice(line, end + 1, [before + first + after, *rest])
        yield edited.content


def _edit_block(lines: YamlLines, node: Any, old: str, new: str) -> bytes:
    """Return a file with another text under "|", in which only the lines that differ are replaced."""
    first, _, indent = yaml_edit.block_extent(lines.lines, node)
    old_lines, new_lines = (each[:-1].split("\n") if each.endswith("\n") else each.split("\n") for each in (old, new))
    for span in reversed([*find_spans(old_lines, new_lines)]):
        if not span.is_same:
            added = [" " * indent + line if line else "" for line in new_lines[span.first : span.last]]
            lines.splice(first + span.start, first + span.end, added)
    return lines.content


class _Stretch(NamedTuple):
    """Characters of a text from `start` to `end`, and those of the new one from `first` to `last` in their place."""

    start: int
    end: int
    first: int
    last: int


def _edit_in_place(content: bytes, parsed: Source, path: DataPath, old: str, new: str) -> bytes:
    """Return a file in which only the characters that differ are replaced, by lines of the text."""
    have_final_break = old.endswith("\n") and new.endswith("\n")
    old, new = (each[: len(each) - have_final_break] for each in (old, new))
    lines, style = yaml_edit.read_lines(content), parsed.marks[path].style
    node = yaml_edit.node_at(yaml_edit.compose(content), path)
    indent = yaml_edit.block_extent(lines.lines, node)[2] if style == ">" else hanging_indent(lines, parsed.marks[path])
    for stretch in reversed(_find_stretches(old, new, has_escapes=style == '"')):
        span = parsed.locate(path, stretch.start, stretch.end)
        after = parsed.locate(path, stretch.end, stretch.end + 1)  # past the indentation of a new line
        end, column = (after.line, after.column) if stretch.end < len(old) else (span.end_line, span.end_column)
        if end > len(lines.lines):  # the text ends the file
            end, column = len(lines.lines), len(lines.lines[-1]) + 1
        piece = encode_piece(new[stretch.first : stretch.last], style, indent)
        edited = lines.lines[span.line - 1][: span.column - 1] + piece + lines.lines[end - 1][column - 1 :]
        lines.splice(span.line - 1, end, edited.split("\n"))
    return lines.content


def _find_stretches(old: str, new: str, has_escapes: bool) -> list[_Stretch]:
    """Return what differs between two texts, by lines.

    YAML folds consecutive line breaks together, so they are replaced together where it has no escapes for them. It does
    not fold those around empty and indented lines.
    """
    found: list[_Stretch] = []
    for stretch in _compare_lines(old, new):
        pieces = old[stretch.start : stretch.end], new[stretch.first : stretch.last]
        begins_line = stretch.start == 0 or old[stretch.start - 1] == "\n"
        is_unfolded = begins_line and any(not each or each[0].isspace() for each in pieces)
        if (is_unfolded or "\n" in "".join(pieces)) and not has_escapes:
            before = len(old[: stretch.start]) - len(old[: stretch.start].rstrip("\n"))
            after = len(old[stretch.end :]) - len(old[stretch.end :].lstrip("\n"))
            stretch = _Stretch(
                stretch.start - before, stretch.end + after, stretch.first - before, stretch.last + after
            )
        if found and stretch.start < found[-1].end:
            last = found.pop()
            stretch = _Stretch(last.start, stretch.end, last.first, stretch.last)
        found.append(stretch)
    return found


def _compare_lines(old: str, new: str) -> Iterator[_Stretch]:
    """Yield the stretches that differ: of as many lines as before, in each of them alone."""
    rows = [re.findall(r"[^\n]+\n*|\n+", each) for each in (old, new)]
    at, to = 0, 0
    for span in find_spans(*rows):
        old_rows, new_rows = rows[0][span.start : span.end], rows[1][span.first : span.last]
        pairs = [*zip(old_rows, new_rows, strict=False)]
        if span.is_same or len(old_rows) != len(new_rows):
            pairs = [("".join(old_rows), "".join(new_rows))]
        for one, other in pairs:
            start, tail = common_ends(one, other)
            if one != other:
                yield _Stretch(at + start, at + len(one) - tail, to + start, to + len(other) - tail)
            at, to = at + len(one), to + len(other)


def hanging_indent(lines: YamlLines, mark: SourceMark) -> int:
    """Return the indentation of the further lines of a text that begins on the line of its key."""
    first, _, end, _ = mark.value
    line = next((each for each in lines.lines[first + 1 : end + 1] if each.strip()), "")
    return indentation(line) if line else (mark.key.column if mark.key else 0) + 2


def encode_piece(piece: str, style: str | None, indent: int) -> str:
    """Return a piece of a text in the notation of a YAML style; folding styles need one more break for line breaks."""
    if style == '"':
        return json.dumps(piece, ensure_ascii=False)[1:-1]
    folded = re.sub(r"\n+", lambda breaks: f"{breaks[0]}\n{' ' * indent}", piece)
    return folded.replace("'", "''") if style == "'" else folded

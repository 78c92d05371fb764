"""The bytes of a YAML file, a path and a new text -> its bytes with that text, in the style of the old one.

As few characters change as possible: under "|" whole lines, in other styles only the characters that differ.
"""

import json
import re
from difflib import SequenceMatcher
from typing import Any

from wsisc.messages.diagnostic import DataPath
from wsisc.source import Source, value_at, yaml_edit, yaml_lines
from wsisc.source.characters import indentation
from wsisc.source.yaml_edit import Candidates, choose_candidate
from wsisc.source.yaml_lines import YamlLines
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
    mark, lines = parsed.marks[path], yaml_lines.read(content)
    node = yaml_lines.node_at(yaml_lines.compose(content), path)
    if mark.style == "|" and old.strip():
        yield _edit_block(yaml_lines.read(content), node, old, new)
    elif "\n" not in new or "\n" in old or mark.style == ">":
        yield from _edit_in_place(content, parsed, path, old, new)
    line, column, end, end_column = mark.value
    before, after = lines.lines[line][:column], lines.lines[end][end_column:]
    if mark.style in ("|", ">"):
        end = yaml_lines.last_line(lines.lines, node)
        comment = re.compile(_COMMENT).search(lines.lines[line], column)
        after = comment[0] if comment else ""
    indent = (mark.key.column if mark.key else column) + 2
    literal = yaml_lines.emit_literal(new, indent) if "\n" in new else None
    for first, *rest in ([literal] if literal else []) + [[yaml_lines.emit_scalar(new)], [json.dumps(new)]]:
        edited = yaml_lines.read(content)
        edited.splice(line, end + 1, [before + first + after, *rest])
        yield edited.content


def _edit_block(lines: YamlLines, node: Any, old: str, new: str) -> bytes:
    """Return a file with another text under "|", in which only the lines that differ are replaced."""
    first, _, indent = yaml_lines.block_extent(lines.lines, node)
    old_lines, new_lines = (each[:-1].split("\n") if each.endswith("\n") else each.split("\n") for each in (old, new))
    opcodes = SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes()
    for kind, a, b, c, d in reversed(opcodes):
        if kind != "equal":
            lines.splice(first + a, first + b, [" " * indent + line if line else "" for line in new_lines[c:d]])
    return lines.content


def _edit_in_place(content: bytes, parsed: Source, path: DataPath, old: str, new: str) -> Candidates:
    """Yield a file in which only the characters that differ are replaced."""
    have_final_break = old.endswith("\n") and new.endswith("\n")
    old, new = (each[: len(each) - have_final_break] for each in (old, new))
    start, tail = common_ends(old, new)
    lines, style = yaml_lines.read(content), parsed.marks[path].style
    if style != '"':  # YAML folds consecutive line breaks together, so they are replaced together
        start = len(old[:start].rstrip("\n"))
        tail = len(old[len(old) - tail :].lstrip("\n"))
    span = parsed.locate(path, start, len(old) - tail)
    after = parsed.locate(path, len(old) - tail, len(old) - tail + 1)  # past the indentation of a new line
    end, column = (after.line, after.column) if tail else (span.end_line, span.end_column)
    first, end = span.line - 1, end - 1
    node = yaml_lines.node_at(yaml_lines.compose(content), path)
    indent = (
        yaml_lines.block_extent(lines.lines, node)[2] if style == ">" else hanging_indent(lines, parsed.marks[path])
    )
    piece = encode_piece(new[start : len(new) - tail], style, indent)
    edited = lines.lines[first][: span.column - 1] + piece + lines.lines[end][column - 1 :]
    lines.splice(first, end + 1, edited.split("\n"))
    yield lines.content


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

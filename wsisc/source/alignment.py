"""A YAML scalar as it is written and its value -> the place of every character of the value.

No space is printed for a line end between two Chinese characters. Chinese and Japanese have no spaces between words, so
that a line of the source can end anywhere. Pandoc's extension `east_asian_line_breaks` would keep the space beside
quotation marks, which Chinese shares with Latin scripts. `templates/line-ends.lua` has the same characters.
"""

import re
from collections.abc import Sequence

from wsisc.text.scripts import EAST_ASIAN, has_any

MARKS = frozenset("\u2014\u2018\u2019\u201c\u201d\u2026")
_FOLD = r"[ \t]*\n"
_MAX_MARKS = 300  # characters of marks and addresses before a line end: keeps the search linear
_MARKS_AFTER = r"[*_]{0,3}\[?[*_]{0,3}(.)"
_MARKS_BEFORE = r"(.)(?:[*_]{1,3}|\]\([^()\s]*\)|\]|\[\^[\w-]+\])*\Z"


def written_text(lines: Sequence[str], line: int, column: int, end_line: int, end_column: int) -> str:
    """Return what is written in a file from one place to another."""
    rows = list(lines[line : end_line + 1])
    if end_line == line:
        return rows[0][column:end_column]
    if end_line < len(lines):
        rows[-1] = rows[-1][:end_column]
    return "\n".join([rows[0][column:], *rows[1:]])


def join_folds(lines: Sequence[str], position: tuple[int, int, int, int], value: str, style: str) -> str:
    """Return the value of a scalar of several lines without the spaces that YAML adds between Chinese characters."""
    raw = written_text(lines, *position)
    return _join_aligned_folds(value, raw, align(raw, value, style, with_folds=True))


def align(raw: str, value: str, style: str, with_folds: bool = False) -> list[int]:
    """Return the offset in the raw text of every character of a scalar's value, and of its end.

    YAML folds, strips and indents at white space only: so the search for any other character skips white space,
    and white space of the value is located where the text before it ends. `with_folds` is for a value that still has
    the spaces of line ends between Chinese characters.
    """
    if style == '"':
        return _align_quoted(raw, value, with_folds)
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
    return [min(offset, len(raw)) for offset in offsets[: len(value) + 1]]


_QUOTED_PART = (
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?P<joined>\n[ \t]*)|.)"
    r"|[ \t]*+(?P<fold>\n[ \t\n]*)|(?P<blank>[ \t]++)|."
)


def _align_quoted(raw: str, value: str, with_folds: bool) -> list[int]:
    """Return the offsets of a scalar in double quotation marks: escapes are one character, line ends fold."""
    offsets: list[int] = []
    for match in re.compile(_QUOTED_PART).finditer(raw, 1):
        is_fold = not with_folds and match["fold"] is not None and match["fold"].count("\n") == 1
        is_dropped = is_fold and is_joined(raw[match.start() - 1], raw[match.end() : match.end() + 1])
        if match["joined"] is not None or is_dropped:
            continue
        if match["blank"]:
            offsets += range(*match.span())
            continue
        count = max(match["fold"].count("\n") - 1, 1) if match["fold"] else 1
        offsets += [match.start()] * count
    del offsets[len(value) :]
    return offsets + [len(raw) - 1] * (len(value) + 1 - len(offsets))


def is_joined(before: str, after: str) -> bool:
    """Return whether no space is printed for a line end between two characters."""
    is_wide, is_next_wide = has_any(EAST_ASIAN, before), has_any(EAST_ASIAN, after)
    return (is_wide and (is_next_wide or after in MARKS)) or (is_next_wide and before in MARKS)


def _join_aligned_folds(value: str, raw: str, offsets: list[int]) -> str:
    """Return the value of a scalar without the spaces that YAML makes of line ends between two Chinese characters.

    `offsets` are the places of the characters of the value in `raw`.
    """
    found = [at for at in range(1, len(value) - 1) if value[at] == " " and re.compile(_FOLD).match(raw, offsets[at])]
    folds = {at for at in found if is_joined(value[at - 1], value[at + 1])}
    is_block = raw.startswith(">")
    marked = {at for at in found if is_block and at not in folds and _is_between_marks(value, at)}
    if not folds and not marked:
        return value
    return "".join("\n" if at in marked else character for at, character in enumerate(value) if at not in folds)


def _is_between_marks(value: str, at: int) -> bool:
    """Return whether marks of Markdown, such as those of bold, are between a space and Chinese characters beside it.

    A line end stays there, which the reader of Markdown joins: without any, marks would not end where they do.
    """
    after = re.compile(_MARKS_AFTER).match(value, at + 1)
    before = re.compile(_MARKS_BEFORE).search(value, max(0, at - _MAX_MARKS), at)
    return bool(before and after and is_joined(before[1], after[1]))

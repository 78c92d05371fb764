"""YAML's own syntax errors -> the same in the words of someone who writes in Word."""

import re
from typing import NamedTuple

_UNDER_BAR = 'put the text under "|": a "|" after the colon, the words on the next line, indented'
_VALUE = re.compile(r"^\s*(?:- +)*[^\s:#\"'][^:#]*:\s+(?P<value>\S.*)$|^\s*(?:- +)+(?P<item>\S.*)$")
_LEADING = {
    "*": "an asterisk",
    "&": "an ampersand",
    "[": "a square bracket",
    "{": "a brace",
    "@": "an at sign",
    "%": "a per cent sign",
    '"': "a quotation mark",
    "'": "an apostrophe",
    "`": "a grave accent",
    "!": "an exclamation mark",
    "-": "a hyphen",
    "?": "a question mark",
}


class Explanation(NamedTuple):
    """An author's version of a syntax error, at a 0-based line and column."""

    message: str
    hint: str
    line: int
    column: int


def explain(lines: list[str], problem: str, line: int, column: int) -> Explanation:
    """Explain `problem`, in libyaml's words, met at a 0-based line and column of `lines`."""
    line = min(line, len(lines) - 1)
    if "escape" in problem:
        message = "a backslash inside double quotes begins something YAML does not know"
        return Explanation(message, f"write two backslashes, or {_UNDER_BAR}", line, column)
    for candidate in (line, line - 1):
        if candidate >= 0 and (found := _known(lines, problem, candidate)):
            return found
    if "quoted scalar" in problem or "end of stream" in problem:
        message = "a quotation mark is opened and never closed"
        return Explanation(message, f"close it, or {_UNDER_BAR}", line, column)
    if "mapping values" in problem:
        message = "a name and a colon where the text of the line above goes on"
        hint = f"if it is text, {_UNDER_BAR}; if it is a field, begin it in the column of the field above"
        return Explanation(message, hint, line, column)
    message = "this line does not fit the lines above it"
    hint = "check the spaces at its start: what belongs together begins in the same column"
    return Explanation(message, hint, line, column)


def _known(lines: list[str], problem: str, number: int) -> Explanation | None:
    text = lines[number]
    match = _VALUE.match(text)
    if not match:
        return _lost_words(lines, number)
    group = "value" if match["value"] else "item"
    value, start = match[group], match.start(group)
    if value[0] in "|>" and re.match(r"[|>][-+0-9]*\s+[^\s#]", value):
        message = f'words after "{value[0]}" on the same line'
        return Explanation(message, "begin the words on the next line, indented", number, start)
    if value[0] in _LEADING and _is_broken(value):
        message = f"plain text cannot begin with {_LEADING[value[0]]}"
        return Explanation(message, _UNDER_BAR, number, start)
    if value[0] not in "|>\"'[{" and (colon := re.search(r":(?=\s|$)", value)):
        message = "a colon followed by a space inside plain text"
        return Explanation(message, f"{_UNDER_BAR}, or put it in quotation marks", number, start + colon.start())
    return _lost_words(lines, number)


def _is_broken(value: str) -> bool:
    """Tell whether a value's first character makes YAML misread it (a closed quotation does not)."""
    mark = value[0]
    if mark in "\"'":
        closed = re.fullmatch(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', re.sub(r"\s+#.*", "", value).rstrip())
        return closed is None and value.count(mark) > 1
    if mark in "[{":
        return re.search(r"[\]}]\s*(#.*)?$", value) is None or value.count(mark) > 1
    return mark not in "-?" or value[1:2] == " "


def _lost_words(lines: list[str], number: int) -> Explanation | None:
    """Explain a text that goes on after a " #" has ended it on the line before."""
    if number == 0 or (mark := re.search(r"(?<=\S) #", lines[number - 1])) is None:
        return None
    message = 'the words after " #" are lost: YAML takes them for a comment'
    return Explanation(message, _UNDER_BAR, number - 1, mark.start() + 1)

"""A syntax error of libyaml -> an explanation for an author who usually writes in Word."""

import re
from collections.abc import Sequence
from itertools import accumulate

from wsisc.messages import t
from wsisc.source.characters import SourceProblem, indentation

_USE_BLOCK_TEXT = t('put "|" after the colon and the text on the next lines, indented')
_ONE_LINE_FIELDS = {"title", "name", "acronym", "email", "alt", "caption", "call", "language", "type", "id", "date"}
_QUOTED_VALUE = r"^\s*(?:- +)*(?:[\w-]+:\s+)?(?P<quote>[\"'])"
_QUOTATIONS = {'"': r'(?s)"(?:[^"\\]|\\.)*+"', "'": r"'(?:[^']|'')*+'"}
_VALUE = r"^\s*+(?:- ++)*+[^\s:#\"'][^:#]*+:\s++(?P<value>\S.*)$|^\s*+(?:- ++)++(?P<item>\S.*)$"
_BLOCK_HEADER = r":[ ]+[|>][-+0-9]*\s*(#.*)?$"
_BEFORE_KEY = r" *(?:- +)*"
_WIDE_COLON = r"\s*(?:- +)*[\w-]+ ?(?P<colon>[\uff1a\ufe55\ufe13\u2236\ua789\u02d0])"
_LEADING_CHARACTERS = {
    "*": t("an asterisk"),
    "&": t("an ampersand"),
    "[": t("a square bracket"),
    "{": t("a brace"),
    "@": t("an at sign"),
    "%": t("a per cent sign"),
    '"': t("a quotation mark"),
    "'": t("an apostrophe"),
    "`": t("a grave accent"),
    "!": t("an exclamation mark"),
    "-": t("a hyphen"),
    "?": t("a question mark"),
}


def _problem(message: str, hint: str, line: int, column: int) -> SourceProblem:
    return SourceProblem("syntax", line, column, 1, message, hint)


def explain(lines: list[str], problem: str, line: int, column: int, key_line: int | None = None) -> SourceProblem:
    """Explain `problem`, a message of libyaml for a 0-based line and column of `lines`.

    `key_line` is the line of a key whose colon libyaml did not find, None for other problems.
    """
    line = min(line, len(lines) - 1)
    if "escape" in problem and (half := re.search(r"\\u[dD][89a-fA-F]", lines[line])):
        message = t("the escape sequence is only half of a character")
        hint = t("type the character itself, such as 😀, or write \\U0001F600")
        return _problem(message, hint, line, half.start())
    if "escape" in problem or "hexdecimal" in problem:
        message = t("the backslash inside double quotation marks does not begin a valid escape sequence")
        hint = t(
            "type the character itself, write the backslash twice, or {use_block_text}", use_block_text=_USE_BLOCK_TEXT
        )
        return _problem(message, hint, line, column)
    start = line if key_line is None else min(key_line, len(lines) - 1)
    if (
        explanation := _find_unclosed_quotation(lines, line)
        or _find_dedented_line(lines, start)
        or _find_missing_space(lines, (start, line, line - 1))
        or _explain_near(lines, start)
    ):
        return explanation
    line, column = (line, column) if key_line is None else (start, 0)
    if "mapping values" in problem:
        message = t("a name and a colon follow inside the text of the line above")
        hint = t(
            "if it is text, {use_block_text}; if it is a field, indent it like the field above",
            use_block_text=_USE_BLOCK_TEXT,
        )
        return _problem(message, hint, line, column)
    message = t("the line does not match the lines above it")
    hint = t("check its indentation: fields that belong together start in the same column")
    return _problem(message, hint, line, column)


def _explain_near(lines: list[str], line: int) -> SourceProblem | None:
    """Explain the fault of a line, or of the line above it."""
    numbers = [each for each in (line, line - 1) if each >= 0]
    explanations = [_find_wide_colon(lines, number) for number in numbers]
    explanations += [_explain_value(lines, number) for number in numbers]
    return next(filter(None, explanations), None)


def _find_unclosed_quotation(lines: list[str], last: int) -> SourceProblem | None:
    """Find a quotation mark, up to the line `last`, that is not closed, or is closed only by a later quotation."""
    text = "\n".join(lines)
    starts = list(accumulate((len(row) + 1 for row in lines), initial=0))
    number = 0
    while number <= last:
        match = re.match(_QUOTED_VALUE, lines[number])
        number += 1
        if not match:
            continue
        opened = starts[number - 1] + match.start("quote")
        closed = re.compile(_QUOTATIONS[match["quote"]]).match(text, opened)
        rest = text[closed.end() :].partition("\n")[0] if closed else ""
        on_one_line = closed and "\n" not in closed[0]
        if closed and (re.fullmatch(r"[\s,\]}]*(\s#.*)?", rest) or on_one_line):
            number += closed[0].count("\n")
            continue
        message = t("the quotation mark is not closed on its line")
        return _problem(
            message,
            t("close it, or {quoting_hint}", quoting_hint=_quoting_hint(lines[number - 1])),
            number - 1,
            match.start("quote"),
        )
    return None


def _find_dedented_line(lines: list[str], last: int) -> SourceProblem | None:
    """Find a line, up to the line `last`, that is indented less than the text under "|" that it belongs to."""
    headers = (at for at in range(last, -1, -1) if re.search(_BLOCK_HEADER, lines[at]))
    number = next(headers, None)
    if number is None:
        return None
    key = len(re.match(_BEFORE_KEY, lines[number])[0])  # type: ignore[index]
    rows = [(at, indentation(row), row.strip()) for at, row in enumerate(lines[number + 1 : last + 1], number + 1)]
    below = [(at, indent, words) for at, indent, words in rows if words and not (indent <= key and words[0] == "#")]
    least = max(below[0][1], key + 1) if below else 0
    for at, indent, words in below:
        if indent < least:
            if re.match(r"(- |#|[\w\"'.-]+[^:]{0,60}:(\s|$))", words):  # an item or a key, not text; 60 is a guess
                return None
            message = t('the line is indented less than the text under the "|" above it')
            hint = (
                t("indent it like the lines above")
                if at > below[0][0]
                else t("start it in column {key} or later", key=key + 3)
            )
            return _problem(message, hint, at, indent)
    return None


def _find_missing_space(lines: list[str], numbers: Sequence[int]) -> SourceProblem | None:
    """Find a field whose value follows the colon without a space; libyaml reads both as one text."""
    for number in (each for each in numbers if each >= 0):
        match = re.match(r"\s*(?:- +)*(?P<key>[a-z][a-z0-9-]{0,40}):(?=[^\s:/])", lines[number])
        if match:
            message = t('there is no space after "{key}:"', key=match["key"])
            return _problem(message, t("put a space after the colon"), number, match.end() - 1)
    return None


def _find_wide_colon(lines: list[str], number: int) -> SourceProblem | None:
    """Find a full-width colon, or another character that looks like a colon, after the name of a field."""
    match = re.match(_WIDE_COLON, lines[number])
    if match is None:
        return None
    message = t('"{colon}" (U+{code:04X}) is not a colon for YAML', colon=match["colon"], code=ord(match["colon"]))
    return _problem(message, t("type an ordinary colon and a space"), number, match.start("colon"))


def _quoting_hint(line: str) -> str:
    """Return the hint that protects a text from YAML: quotation marks for a field of one line, otherwise "|"."""
    key = re.match(r"\s*(?:- +)*([\w-]+):", line)
    if key and key[1] in _ONE_LINE_FIELDS:
        return t(
            'put the whole value in double quotation marks, and write \\" for each one inside: title: "UN Agency: ..."'
        )
    return _USE_BLOCK_TEXT


def _explain_value(lines: list[str], number: int) -> SourceProblem | None:
    text = lines[number]
    match = re.match(_VALUE, text)
    if not match:
        return _find_lost_words(lines, number)
    group = "value" if match["value"] else "item"
    value, start = match[group], match.start(group)
    if value[0] in "|>" and re.match(r"[|>][-+0-9]*\s+[^\s#]", value):
        message = t('there are words after "{value}" on the same line', value=value[0])
        return _problem(message, t("move the words to the next line, indented"), number, start)
    if value[0] in _LEADING_CHARACTERS and _is_broken(value):
        message = t(
            "unquoted text cannot begin with {leading_characters}", leading_characters=_LEADING_CHARACTERS[value[0]]
        )
        return _problem(message, _quoting_hint(text), number, start)
    if value[0] not in "|>\"'[{" and (colon := re.search(r":(?=\s|$)", value)):
        message = t("unquoted text cannot contain a colon followed by a space")
        return _problem(message, _quoting_hint(text), number, start + colon.start())
    return _find_lost_words(lines, number)


def _is_broken(value: str) -> bool:
    """Return whether YAML misreads a value because of its first character (not for a closed quotation)."""
    mark = value[0]
    if mark in "\"'":
        closed = re.fullmatch(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', re.sub(r"(?<!\s)\s++#.*", "", value).rstrip())
        return closed is None and value.count(mark) > 1
    if mark in "[{":
        return re.search(r"[\]}]\s*(#.*)?$", value) is None or value.count(mark) > 1
    return mark not in "-?" or value[1:2] == " "


def _find_lost_words(lines: list[str], number: int) -> SourceProblem | None:
    """Explain a text that continues after a " #" has ended it on the line before."""
    if number == 0 or (mark := re.search(r"(?<=\S) #", lines[number - 1])) is None:
        return None
    message = t('the words after " #" are lost: YAML reads them as a comment')
    return _problem(message, _USE_BLOCK_TEXT, number - 1, mark.start() + 1)

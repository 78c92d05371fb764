"""The text of a YAML file -> plain JSON data, and the positions of every key and value.

YAML is read as JSON, by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema). Anchors, aliases,
tags, merge keys and further documents are reported as problems. The value of a plain scalar is that of the schema. A
syntax error of libyaml is explained for an author who usually writes in Word.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import yaml

from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Severity, excerpt
from wsisc.source import alignment
from wsisc.source.characters import SourceProblem, indentation
from wsisc.text.sanitize import find_invisible, invisible

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER_START = set("0123456789+-.")
_INTEGER = r"[-+]?[0-9]{1,40}"  # Python refuses to read very long numbers; 40 digits are a guess
_BASED = r"0o([0-7]{1,40})|0x([0-9a-fA-F]{1,40})"
_FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]{1,40}\.[0-9]*|[0-9]{1,40}(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?"

MAX_NODES = 50_000  # a guess: a submission has a few hundred values
MAX_KEY_LENGTH = 1024  # that of keys without "?" (YAML 1.2.2, 7.4.2)
MAX_DEPTH = 32  # a guess: a reply to a comment on a third-level section of a nested part has depth 14

LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
_HASH = r"[-+0-9]*(?P<space> +)#(?! *wsisc:)(?P<after>.?)"  # "# wsisc: ignore" is always a comment
_HASH_LINE = r"(?P<space> +)#(?! *wsisc:)(?P<after>.?)"
_LIST_LINE = r"\s+([-*+]|\d{1,3}[.)]|\|)\s"
_TOO_DEEP = t("values are nested more than {max_depth} levels deep", max_depth=MAX_DEPTH)
_WRONG_FILE = t("check that this is the right file: a submission has a few hundred values")
_USE_BLOCK_TEXT = t('put the text under "|"')

_USE_BLOCK_AFTER_COLON = t('put "|" after the colon and the text on the next lines, indented')
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


class SourcePosition(NamedTuple):
    """A range of a text: 0-based lines and columns, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class SourceMark(NamedTuple):
    """The positions of a value and of its key, if it has one, and the style of a scalar ("" for plain)."""

    key: SourcePosition | None
    value: SourcePosition
    style: str


class ParsedYaml:
    """The contents of a file: its data (None where it could not be read), marks and problems.

    Values under the paths in `unreliable` are not what the author meant.
    """

    def __init__(self) -> None:
        self.data: Any = None
        self.marks: dict[DataPath, SourceMark] = {}
        self.problems: list[SourceProblem] = []
        self.unreliable: set[DataPath] = set()


def parse(text: str, lines: list[str]) -> ParsedYaml:
    """Parse the text of a YAML file; `lines` are its lines. Never raises: problems are in the result."""
    reader = _EventReader(text, lines)
    try:
        reader.read_document()
    except _ParsingStopped:
        reader.parsed.data = None
    except yaml.MarkedYAMLError as error:
        reader.report_syntax_error(error)
    except (yaml.YAMLError, ValueError) as error:
        reader.parsed.data = None
        reader.report("syntax", t("YAML cannot read this file: {error}", error=error), "", SourcePosition(0, 0, 0, 0))
    return reader.parsed


class _ParsingStopped(Exception):
    """Parsing cannot continue; the problem is already reported."""


class _EventReader:
    """Reads the parsing events of one file."""

    def __init__(self, text: str, lines: list[str]) -> None:
        self.lines = lines
        self.parsed = ParsedYaml()
        self.nodes = 0
        self.events: Iterator[Any] = yaml.parse(text, Loader=LOADER)

    def read_document(self) -> None:
        """Read the only document of the file."""
        has_document = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and has_document:
                self.report(
                    "second-document",
                    t("a second document begins here"),
                    t("write each submission in a file of its own"),
                    _position(event),
                )
                raise _ParsingStopped
            if isinstance(event, yaml.DocumentStartEvent):
                has_document = True
                root = next(self.events)
                self.parsed.marks[()] = SourceMark(None, _position(root), "")
                self.parsed.data = self.read_value(root, (), 0)
        if self.parsed.data is None and not self.parsed.problems:
            self.report("empty-file", t("the file is empty"), t("start with: wsisc: 1"), SourcePosition(0, 0, 0, 0))

    def report(
        self,
        code: str,
        message: str,
        hint: str,
        place: SourcePosition,
        path: DataPath = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem; one that runs over several lines is shown to the end of its first."""
        end = place.end_column if place.end_line == place.line else len(self.lines[place.line])
        length = max(end - place.column, 1)
        self.parsed.problems.append(
            SourceProblem(code, place.line, place.column, length, message, hint, severity, path)
        )

    def report_syntax_error(self, error: yaml.MarkedYAMLError) -> None:
        """Report a syntax error in an author's words, unless it follows from lost words that are already reported."""
        self.parsed.data = None
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if "nesting depth" in (error.problem or ""):
            self.report("too-deep", _TOO_DEEP, _WRONG_FILE, SourcePosition(line, column, line, column + 1))
            return
        key_line = error.context_mark.line if error.context_mark and "simple key" in (error.context or "") else None
        problem = f"{error.context or ''} {error.problem or ''}"
        found = _explain(self.lines, problem, line, column, key_line)
        if not any(each.code == "lost-words" and each.line == found.line for each in self.parsed.problems):
            self.parsed.problems.append(found)

    def read_value(self, event: Any, path: DataPath, depth: int) -> Any:
        """Return the JSON value that begins with `event`."""
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            is_too_large = self.nodes > MAX_NODES
            message = (
                t("the file has more than {max_nodes:,} values", max_nodes=MAX_NODES) if is_too_large else _TOO_DEEP
            )
            self.report("too-large" if is_too_large else "too-deep", message, _WRONG_FILE, _position(event))
            raise _ParsingStopped
        if isinstance(event, yaml.AliasEvent):
            message = t('"*{anchor}" is a YAML alias', anchor=excerpt(event.anchor or ""))
            hint = t("write the value out; to print an asterisk, {use_block_text}", use_block_text=_USE_BLOCK_TEXT)
            self.report("alias", message, hint, _position(event), path=path)
            self.parsed.unreliable.add(path)
            return None
        self._report_anchor_and_tag(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._read_scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._read_sequence(path, depth)
        return self._read_mapping(path, depth)

    def _report_anchor_and_tag(self, event: Any, path: DataPath) -> None:
        line, column, *_ = _position(event)
        if event.anchor:
            length = len(event.anchor) + 1
            message, hint = (
                t('"&{anchor}" is a YAML anchor', anchor=excerpt(event.anchor)),
                t("delete it, or {use_block_text}", use_block_text=_USE_BLOCK_TEXT),
            )
            self.report("anchor", message, hint, SourcePosition(line, column, line, column + length), path=path)
        if event.tag:
            message, hint = (
                t('"{tag}" is a YAML tag', tag=excerpt(event.tag)),
                t("delete it, or {use_block_text}", use_block_text=_USE_BLOCK_TEXT),
            )
            self.report("tag", message, hint, SourcePosition(line, column, line, column + 1), path=path)

    def _read_sequence(self, path: DataPath, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*path, len(items))
            self.parsed.marks[here] = SourceMark(None, _position(event), getattr(event, "style", None) or "")
            items.append(self.read_value(event, here, depth + 1))
        return items

    def _read_mapping(self, path: DataPath, depth: int) -> dict[str, Any]:
        mapping = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._read_key(event, path, depth)
            value_event = next(self.events)
            is_duplicate = key in mapping
            here = (*path, f"\0{self.nodes}" if is_duplicate or key is None else key)
            mark = SourceMark(_position(event), _position(value_event), getattr(value_event, "style", None) or "")
            self.parsed.marks[here] = mark
            value = self.read_value(value_event, here, depth + 1)
            if key is None:
                continue
            if is_duplicate:
                first = self.parsed.marks[(*path, key)].key
                message = t('the key "{key}" occurs a second time', key=excerpt(key))
                hint = t("keep only one of the two; the first is on line {form}", form=first[0] + 1 if first else 1)
                self.report("duplicate-key", message, hint, _position(event), path=(*path, key))
                continue
            mapping[key] = value
        return mapping

    def _read_key(self, event: Any, path: DataPath, depth: int) -> str | None:
        """Return the text of a key, None (with a problem) where it is not a text."""
        place = _position(event)
        if isinstance(event, yaml.ScalarEvent):
            self.nodes += 1
            self._report_anchor_and_tag(event, path)
            if not event.style and event.value == "<<":
                self.report("merge-key", t('"<<" is a YAML merge key'), t("write the values out"), place, path=path)
                return None
            if len(event.value) > MAX_KEY_LENGTH:
                message = t(
                    'the key "{key}" has more than {limit:,} characters', key=excerpt(event.value), limit=MAX_KEY_LENGTH
                )
                start = SourcePosition(place.line, place.column, place.line, place.column + 1)
                self.report("too-large", message, t("shorten it"), start, path=path)
                return None
            if unseen := find_invisible(event.value):
                values = {"key": excerpt(event.value), "code": ord(unseen[0])}
                message = t('the key "{key}" contains an invisible character (U+{code:04X})', **values)
                self.report("stray-character", message, t("type it again"), place, path=path)
            if event.style or isinstance(resolve_plain(event.value), str):
                return invisible().sub("", event.value) if unseen else event.value
        else:
            place = SourcePosition(place.line, place.column, place.line, place.column + 1)
            self.read_value(event, (*path, f"\0{self.nodes}"), depth + 1)
            if isinstance(event, yaml.AliasEvent):
                return None
        shown = t('"{value}"', value=excerpt(event.value)) if isinstance(event, yaml.ScalarEvent) else t("the key")
        self.report(
            "non-string-key", t("{shown} is not text", shown=shown), t("put it in quotation marks"), place, path=path
        )
        return None

    def _read_scalar(self, event: Any, path: DataPath) -> Any:
        self._report_lost_words(event, path)
        if event.style in (">", None, ""):
            self._report_joined_lines(event, path)
        if event.style == "|" or event.value.isascii() or event.end_mark.line == event.start_mark.line:
            return event.value if event.style else resolve_plain(event.value)
        return alignment.join_folds(self.lines, _position(event), event.value, event.style or "")

    def _report_lost_words(self, event: Any, path: DataPath) -> None:
        """Report words after a " #" that is most likely part of a text: one space before it, or none after it."""
        start, end = event.start_mark, event.end_mark
        line, column = (start.line, start.column + 1) if event.style in ("|", ">") else (end.line, end.column)
        match = re.compile(_HASH).match(self.lines[line], column) if line < len(self.lines) and event.value else None
        is_close = match is not None and len(match["space"]) == 1
        if not match:
            line, match = self._find_comment_below(event, path)
            is_close = match is not None and not event.style and line == end.line + 1
        if not match or (not event.style and isinstance(resolve_plain(event.value), int | float)):
            return
        touches = match["after"] not in ("", " ")
        is_prose = " " in event.value.strip()
        if touches or is_close:
            self.report(
                "lost-words",
                t('the words after " #" are lost: YAML reads them as a comment'),
                t(
                    "{use_block_text} or in quotation marks; for a comment, write two spaces before # and one after it",
                    use_block_text=_USE_BLOCK_TEXT,
                ),
                SourcePosition(line, match.end("space"), line, len(self.lines[line])),
                severity=Severity.ERROR if is_close and (touches or is_prose) else Severity.WARNING,
                path=path,
            )

    def _find_comment_below(self, event: Any, path: DataPath) -> tuple[int, re.Match[str] | None]:
        """Return the line below a scalar, and the match of a comment there that is indented like more of its text."""
        start, end = event.start_mark, event.end_mark
        line = end.line + (end.column > 0)
        while line < len(self.lines) and not self.lines[line].strip():
            line += 1
        if line >= len(self.lines):
            return line, None
        mark = self.parsed.marks.get(path)
        is_alone = indentation(self.lines[start.line]) == start.column
        least = (
            mark.key.column + 1
            if mark and mark.key
            else start.column
            if is_alone
            else indentation(self.lines[start.line]) + 1
        )
        return line, re.match(_HASH_LINE, self.lines[line]) if indentation(self.lines[line]) >= least else None

    def _report_joined_lines(self, event: Any, path: DataPath) -> None:
        """Report items of a list or rows of a table that YAML joins into one line."""
        start, end = event.start_mark.line, event.end_mark.line
        for line in range(start + 1, min(end + (event.end_mark.column > 0), len(self.lines))):
            if match := re.match(_LIST_LINE, self.lines[line]):
                message = t("the line looks like a list item or table row, but YAML joins it to the line above")
                place = SourcePosition(line, match.start(1), line, match.end(1))
                self.report("joined-lines", message, _USE_BLOCK_TEXT, place, severity=Severity.WARNING, path=path)
                return


def _position(event: Any) -> SourcePosition:
    start, end = event.start_mark, event.end_mark
    return SourcePosition(start.line, start.column, end.line, end.column)


def resolve_plain(text: str) -> Any:
    """Return the value of a plain scalar; infinity and NaN, which JSON lacks, are text."""
    if text in _NULL:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text[0] not in _NUMBER_START:
        return text
    if re.fullmatch(_INTEGER, text):
        return int(text)
    if based := re.fullmatch(_BASED, text):
        return int(based[1], 8) if based[1] else int(based[2], 16)
    if re.fullmatch(_FLOAT, text):
        return float(text)
    return text


def _problem(message: str, hint: str, line: int, column: int) -> SourceProblem:
    return SourceProblem("syntax", line, column, 1, message, hint)


def _explain(lines: list[str], problem: str, line: int, column: int, key_line: int | None = None) -> SourceProblem:
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
            "type the character itself, write the backslash twice, or {use_block_text}",
            use_block_text=_USE_BLOCK_AFTER_COLON,
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
            use_block_text=_USE_BLOCK_AFTER_COLON,
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
    return _USE_BLOCK_AFTER_COLON


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
    return _problem(message, _USE_BLOCK_AFTER_COLON, number - 1, mark.start() + 1)

"""Checked files -> the parts that reports share: limits, JSON, file names, suggestions and fingerprints."""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple, overload

from wsisc.messages import t
from wsisc.messages.diagnostic import STANDARD_INPUT, Diagnostic, Severity, json_pointer
from wsisc.messages.localization import ENGLISH, current_language, translate
from wsisc.text.sanitize import escape_in_json, sanitize


class CheckedFile(NamedTuple):
    """A checked file: its name, its lines, and its diagnostics."""

    file: str
    lines: Sequence[str]
    diagnostics: Sequence[Diagnostic]


def keep_reported_lines(file: CheckedFile) -> CheckedFile:
    """Return a file with the lines that its diagnostics refer to; the others are empty."""
    spans = [diagnostic.span for diagnostic in file.diagnostics]
    reported = {at for span in spans for at in range(span.line - 1, min(span.end_line, len(file.lines)))}
    return CheckedFile(
        file.file, [line if at in reported else "" for at, line in enumerate(file.lines)], file.diagnostics
    )


class ChangedFiles(Sequence[CheckedFile]):
    """Checked files, each changed when it is read: of many files, memory has one in two forms."""

    def __init__(self, files: Sequence[CheckedFile], change: Callable[[CheckedFile], CheckedFile]) -> None:
        self._files, self._change = files, change

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, index: int) -> CheckedFile: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[CheckedFile]: ...
    def __getitem__(self, index: int | slice) -> CheckedFile | Sequence[CheckedFile]:
        if isinstance(index, slice):
            return ChangedFiles(self._files[index], self._change)
        return self._change(self._files[index])


SEVERITY_NAMES = {Severity.ERROR: t("error"), Severity.WARNING: t("warning"), Severity.INFO: t("info")}


def translate_file(file: CheckedFile) -> CheckedFile:
    """Return a file with its diagnostics in the current language."""
    if current_language() == ENGLISH:
        return file
    return file._replace(diagnostics=[_translate_diagnostic(diagnostic) for diagnostic in file.diagnostics])


def _translate_diagnostic(found: Diagnostic) -> Diagnostic:
    return found._replace(message=translate(found.message), hint=translate(found.hint), label=translate(found.label))


_MAX_LINE_LENGTH = 1_000  # a longer line is replaced by its digest in fingerprints: many diagnostics may be on it
MAX_PER_FILE, MAX_IN_ALL = 300, 3_000  # guesses: more than a person reads
_SEVERITY_ORDER = list(Severity)


class LimitedFile(NamedTuple):
    """A checked file, as many of its diagnostics as a person can read, and a sentence on how many are left out."""

    file: CheckedFile
    kept: Sequence[Diagnostic]
    left_out: str


def limit_diagnostics(files: Sequence[CheckedFile]) -> Iterator[LimitedFile]:
    """Yield files with as many diagnostics as a person can read: the most severe, in their order in the file."""
    room = MAX_IN_ALL
    for file in files:
        most, count, left_out = min(MAX_PER_FILE, room), len(file.diagnostics), ""
        worst = sorted(range(count), key=lambda at: _SEVERITY_ORDER.index(file.diagnostics[at].severity))[:most]
        room -= len(worst)
        if count > most:
            left_out = translate(
                t(
                    "{count:,} more in {file} are not shown; use --output-format json to see all",
                    count=count - most,
                    file=sanitize(file.file),
                )
            )
        yield LimitedFile(file, [file.diagnostics[at] for at in sorted(worst)], left_out)


def to_json(data: Any, indent: int | None = 2) -> str:
    """Return data as JSON in which the characters that `sanitize` replaces are escaped."""
    return escape_in_json(json.dumps(data, ensure_ascii=False, indent=indent))


def describe_place(diagnostic: Diagnostic) -> str:
    """Return the place of a diagnostic for people: file, line and column, or for a Word file the part and headings."""
    where = f" ({sanitize(diagnostic.label)})" if diagnostic.label else ""
    place = "" if diagnostic.words is not None else f":{diagnostic.span.line}:{diagnostic.span.column}"
    return f"{sanitize(diagnostic.file)}{place}{where}"


def message_with_hint(diagnostic: Diagnostic) -> str:
    """Return the message of a diagnostic and its hint as one text."""
    if not diagnostic.hint:
        return diagnostic.message
    return translate(t("{message}: {hint}", message=diagnostic.message, hint=diagnostic.hint))


def posix_path(file: str) -> str:
    """Return the name of a file as services expect it: with slashes, without "./"."""
    return PurePath(file).as_posix()


def suggestion(diagnostic: Diagnostic, lines: Sequence[str]) -> str | None:
    """Return the literal replacement for a diagnostic's span, None where only --fix can apply the fix.

    Quoted YAML scalars escape some characters, and the span does not say how.
    """
    span, fix = diagnostic.span, diagnostic.fix
    row = lines[span.end_line - 1] if 0 < span.end_line <= len(lines) else ""
    replaced = row[: span.end_column] if span.end_line > span.line else row[span.column - 1 : span.end_column]
    return None if fix is None or re.search(r"[\\\"']", fix.text + replaced) else fix.text


def relative_to(root: str, file: CheckedFile) -> CheckedFile:
    """Return a file named relative to a folder ("" for the current one) that contains it, otherwise unchanged."""
    path, folder = (Path(os.path.abspath(path)) for path in (file.file, root))
    if file.file == STANDARD_INPUT or not path.is_relative_to(folder):
        return file
    name = path.relative_to(folder).as_posix()
    return CheckedFile(name, file.lines, [diagnostic._replace(file=name) for diagnostic in file.diagnostics])


def fingerprints(file: CheckedFile) -> Iterator[tuple[Diagnostic, str]]:
    """Yield diagnostics, each with a fingerprint that does not change when lines are inserted elsewhere.

    It is a hash of file, code, the words of the line and, to make equal ones differ, a count; never of a line number.
    """
    import hashlib  # only where a report needs it

    seen = Counter[str]()
    place_by_line = {}
    for diagnostic in file.diagnostics:
        span, number = diagnostic.span, diagnostic.span.line
        line = file.lines[number - 1] if 0 < number <= len(file.lines) else ""
        words = line[span.column - 1 : span.end_column - 1] if number == span.end_line else ""
        if number not in place_by_line:
            place_by_line[number] = " ".join(line.split())
            if len(place_by_line[number]) > _MAX_LINE_LENGTH:
                place_by_line[number] = hashlib.sha256(place_by_line[number].encode("utf-8", "replace")).hexdigest()
        place = place_by_line[number] or json_pointer(diagnostic.path)
        identity = "\n".join((posix_path(file.file), diagnostic.code, place, words))
        seen[identity] += 1
        yield diagnostic, hashlib.sha256(f"{identity}\n{seen[identity]}".encode("utf-8", "replace")).hexdigest()[:32]

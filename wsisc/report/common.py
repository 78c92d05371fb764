"""What every report is made from, and what those for other programs need of it."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from wsisc.diagnostic import STANDARD_INPUT, Diagnostic, Severity, json_pointer


class CheckedFile(NamedTuple):
    """A file that was checked: its name, its lines, and what is wrong with it."""

    file: str
    lines: Sequence[str]
    diagnostics: Sequence[Diagnostic]


def keep_reported_lines(file: CheckedFile) -> CheckedFile:
    """Return a file of whose lines only those are kept that a diagnostic speaks of; the others are empty."""
    spans = [each.span for each in file.diagnostics]
    kept = {at for span in spans for at in range(span.line - 1, min(span.end_line, len(file.lines)))}
    return CheckedFile(file.file, [line if at in kept else "" for at, line in enumerate(file.lines)], file.diagnostics)


_MAX_LINE_LENGTH = 1_000
"""A longer line stands in fingerprints by its digest: there may be many on it."""
MAX_PER_FILE, MAX_IN_ALL = 300, 3_000
_SEVERITY_ORDER = list(Severity)


def limit_diagnostics(files: Sequence[CheckedFile]) -> tuple[list[CheckedFile], list[str]]:
    """Return files with as many diagnostics as a person reads, the worst in their order, and what is left out."""
    kept, left_out, room = [], [], MAX_IN_ALL
    for file in files:
        most, count = min(MAX_PER_FILE, room), len(file.diagnostics)
        worst = sorted(range(count), key=lambda at: _SEVERITY_ORDER.index(file.diagnostics[at].severity))[:most]
        kept.append(file._replace(diagnostics=[file.diagnostics[at] for at in sorted(worst)]))
        room -= len(worst)
        if count > most:
            left_out.append(
                f"{count - most:,} more in {sanitize(file.file)} are not shown: --output-format json has all"
            )
    return kept, left_out


_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|(?<=#)#(?=[a-z]*\\[)|^\\s*:(?=:)")
"""What would steer a terminal, break a line, turn round what follows it, or be a command to a CI service.

GitHub's runner obeys "##[" anywhere in a line of a log, and "::" at its start (actions/runner, ActionCommand.cs);
that of Azure Pipelines "##vso[".
"""
_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|(?<=#)#(?=[a-z]*\\[)")


def sanitize(text: str) -> str:
    """Return a text of an author, or the name of a file, as it may be shown on one line."""
    return _UNSAFE.sub("\ufffd", text)


def to_json(data: Any, indent: int | None = 2) -> str:
    """Return JSON in which all that `shown` hides is written as an escape."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _ESCAPED_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def posix_path(file: str) -> str:
    """Return the name of a file as services want it: with slashes, without "./"."""
    return PurePath(file).as_posix()


def suggestion(diagnostic: Diagnostic, lines: Sequence[str]) -> str | None:
    """Return what to put in place of a diagnostic's span letter for letter, or None where only --fix knows how.

    In quotation marks some characters are written as several: a report cannot tell where.
    """
    span, fix = diagnostic.span, diagnostic.fix
    row = lines[span.end_line - 1] if 0 < span.end_line <= len(lines) else ""
    replaced = row[: span.end_column] if span.end_line > span.line else row[span.column - 1 : span.end_column]
    return None if fix is None or re.search(r"[\\\"']", fix.text + replaced) else fix.text


def relative_to(root: str, file: CheckedFile) -> CheckedFile:
    """Return a file as named from a folder, the current one where that is "", if it lies below it; else as it is."""
    place, folder = (Path(os.path.abspath(each)) for each in (file.file, root))
    if file.file == STANDARD_INPUT or not place.is_relative_to(folder):
        return file
    name = place.relative_to(folder).as_posix()
    return CheckedFile(name, file.lines, [replace(each, file=name) for each in file.diagnostics])


def fingerprints(file: CheckedFile) -> Iterator[tuple[Diagnostic, str]]:
    """Yield diagnostics, each with a fingerprint that stays when lines are put in elsewhere.

    It is made of file, code, the line's words and, where several would be equal, a count; never of a line number.
    """
    import hashlib  # only where a report needs it

    seen: Counter[str] = Counter()
    known_as: dict[int, str] = {}
    for each in file.diagnostics:
        at = each.span.line
        line = file.lines[at - 1] if 0 < at <= len(file.lines) else ""
        words = line[each.span.column - 1 : each.span.end_column - 1] if at == each.span.end_line else ""
        if at not in known_as:
            known_as[at] = " ".join(line.split())
            if len(known_as[at]) > _MAX_LINE_LENGTH:
                known_as[at] = hashlib.sha256(known_as[at].encode("utf-8", "replace")).hexdigest()
        place = known_as[at] or json_pointer(each.path)
        known = "\n".join((posix_path(file.file), each.code, place, words))
        seen[known] += 1
        yield each, hashlib.sha256(f"{known}\n{seen[known]}".encode("utf-8", "replace")).hexdigest()[:32]

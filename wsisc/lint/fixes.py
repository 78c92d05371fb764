"""The bytes of a YAML file and the fixes of its diagnostics -> its bytes with the fixes, and all else as it was.

Nothing is dumped: a fix is an edit of the very characters that are wrong. The file is read again afterwards, and a
fix is taken only if the data then differ in its characters and in nothing else.
"""

import codecs
import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from wsisc import source
from wsisc.diagnostic import Diagnostic
from wsisc.source import Source

_BLANK = {"stray-character": "\t", "indentation": "\xa0 "}
_ESCAPES = {
    "'": re.compile("''"),
    '"': re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)"),
}


def apply(content: bytes, read: Source, found: Sequence[Diagnostic]) -> tuple[bytes, list[Diagnostic]]:
    """Return a file's bytes with the fixes of diagnostics applied, and the diagnostics whose fixes were.

    Of fixes that overlap the first is applied, and tabs and no-break spaces go before all others: who wants the others
    checks again.
    """
    blanks = [each for each in found if _is_blank(each, read, content)]
    if blanks:
        return _blanked(content, blanks), blanks
    wanted = _apart([each for each in found if each.fix and isinstance(read.value(each.path), str)])
    if not wanted:
        return content, []
    changed = _edited(content, read, wanted)
    if _is_as_meant(changed, read, wanted):
        return changed, wanted
    applied: list[Diagnostic] = []
    for diagnostic in wanted:
        if _is_as_meant(_edited(content, read, [*applied, diagnostic]), read, [*applied, diagnostic]):
            applied.append(diagnostic)
    return _edited(content, read, applied), applied


def _is_blank(diagnostic: Diagnostic, read: Source, content: bytes) -> bool:
    """Tell whether a diagnostic is of tabs in a text, or of no-break spaces in the indentation.

    They are read as spaces, so that as spaces they change nothing but what is told of them. Tabs in the indentation are
    left alone: how many spaces they stand for nobody knows.
    """
    if diagnostic.code not in _BLANK or diagnostic.path:
        return False
    span, lines = diagnostic.span, _lines(_text(content))
    stretch = lines[span.line - 1][span.column - 1 : span.end_column - 1] if span.line <= len(lines) else ""
    return bool(stretch) and not stretch.strip(_BLANK[diagnostic.code]) and read.text != ""


def _blanked(content: bytes, found: Sequence[Diagnostic]) -> bytes:
    lines = _lines(_text(content))
    for span in (each.span for each in found):
        line, start, end = lines[span.line - 1], span.column - 1, span.end_column - 1
        lines[span.line - 1] = line[:start] + " " * (end - start) + line[end:]
    return _mark(content) + "".join(lines).encode()


def _mark(content: bytes) -> bytes:
    return codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""


def _text(content: bytes) -> str:
    return content.removeprefix(_mark(content)).decode()


def _apart(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    kept: list[Diagnostic] = []
    for diagnostic in sorted(found, key=lambda each: (each.span, each.code)):
        start = (diagnostic.span.line, diagnostic.span.column)
        if not kept or start >= (kept[-1].span.end_line, kept[-1].span.end_column):
            kept.append(diagnostic)
    return kept


def _edited(content: bytes, read: Source, wanted: Sequence[Diagnostic]) -> bytes:
    lines = _lines(_text(content))
    for diagnostic in reversed(wanted):
        span, fix = diagnostic.span, diagnostic.fix
        assert fix is not None
        first, last = span.line - 1, span.end_line - 1
        style = read.marks[diagnostic.path].style
        end = _end(lines[last], span.end_column - 1, style) if fix.end > fix.start else span.end_column - 1
        lines[first : last + 1] = [lines[first][: span.column - 1] + _written(fix.text, style) + lines[last][end:]]
    return _mark(content) + "".join(lines).encode()


def _lines(text: str) -> list[str]:
    """Return the lines of a file with their ends, whatever those are, as `source` counts them."""
    lines = [""]
    for piece in text.splitlines(keepends=True):
        lines[-1] += piece
        if piece.endswith(("\n", "\r")):
            lines.append("")
    return lines


def _end(line: str, end: int, style: str) -> int:
    """Return where the last character before `end` ends in a line: it may be written as several."""
    escape = _ESCAPES[style].match(line, end - 1) if style in _ESCAPES else None
    return escape.end() if escape else end


def _written(text: str, style: str) -> str:
    """Return characters as a scalar of a style holds them."""
    if style == "'":
        return text.replace("'", "''")
    return text.replace("\\", "\\\\").replace('"', '\\"') if style == '"' else text


def _is_as_meant(changed: bytes, before: Source, applied: Sequence[Diagnostic]) -> bool:
    """Tell whether a changed file holds the data that it held, but for the characters that fixes put there."""
    wanted = deepcopy(before.data)
    for diagnostic in sorted(applied, key=lambda each: each.fix.start if each.fix else 0, reverse=True):
        fix = diagnostic.fix
        assert fix is not None
        holder: Any = wanted
        for step in diagnostic.path[:-1]:
            holder = holder[step]
        text = holder[diagnostic.path[-1]]
        holder[diagnostic.path[-1]] = text[: fix.start] + fix.text + text[fix.end :]
    after = source.read(changed, before.file)
    return bool(after.data == wanted) and len(after.diagnostics) <= len(before.diagnostics)

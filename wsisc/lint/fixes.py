"""The bytes of a YAML file and the fixes of its diagnostics -> its bytes with the fixes applied, otherwise unchanged.

The YAML is never dumped: a fix edits only the characters that are wrong. The file is read again afterwards, and a
fix is kept only if the data differ in these characters alone.
"""

import re
from collections.abc import Sequence
from copy import deepcopy

from wsisc import source
from wsisc.messages.diagnostic import Diagnostic
from wsisc.source import Source, value_at, yaml_edit

_BLANK_CHARACTERS = {"stray-character": "\t", "indentation": "\xa0 "}
_ESCAPES = {"'": "''", '"': r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)"}


def apply(content: bytes, original: Source, diagnostics: Sequence[Diagnostic]) -> tuple[bytes, list[Diagnostic]]:
    """Return a file's bytes with the fixes of diagnostics applied, and the diagnostics that were fixed.

    Of overlapping fixes only the first is applied, and tabs and no-break spaces are fixed before all others: to apply
    the rest, check again.
    """
    blanks = [diagnostic for diagnostic in diagnostics if _is_blank_fix(diagnostic, original, content)]
    if blanks:
        return _replace_blanks(content, blanks), blanks
    fixable = _without_overlaps(
        [each for each in diagnostics if each.fix and isinstance(original.value(each.path), str)]
    )
    if not fixable:
        return content, []
    applied = _keep_harmless(content, original, [], fixable)
    return _apply_fixes(content, original, applied), applied


def _keep_harmless(
    content: bytes, original: Source, applied: list[Diagnostic], added: list[Diagnostic]
) -> list[Diagnostic]:
    """Return the fixes that are applied, and those of the added ones with which the file has only fixes.

    Halves are tried where all do not work: one fix that is refused costs a few readings of the file, not one for each.
    """
    tried = [*applied, *added]
    if not added or _has_only_fixes(_apply_fixes(content, original, tried), original, tried):
        return tried
    if len(added) == 1:
        return applied
    middle = len(added) // 2
    kept = _keep_harmless(content, original, applied, added[:middle])
    return _keep_harmless(content, original, kept, added[middle:])


def _is_blank_fix(diagnostic: Diagnostic, original: Source, content: bytes) -> bool:
    """Return whether a diagnostic reports tabs in a text, or no-break spaces in the indentation.

    They are read as spaces, so replacing them does not change the data. Tabs in the indentation are not fixed: how
    many spaces they replace is unknown.
    """
    if diagnostic.code not in _BLANK_CHARACTERS or diagnostic.path:
        return False
    span, lines = diagnostic.span, yaml_edit.read_lines(content).lines
    stretch = lines[span.line - 1][span.column - 1 : span.end_column - 1] if span.line <= len(lines) else ""
    return bool(stretch) and not stretch.strip(_BLANK_CHARACTERS[diagnostic.code]) and original.text != ""


def _replace_blanks(content: bytes, diagnostics: Sequence[Diagnostic]) -> bytes:
    edited = yaml_edit.read_lines(content)
    for span in (diagnostic.span for diagnostic in diagnostics):
        line, start, end = edited.lines[span.line - 1], span.column - 1, span.end_column - 1
        edited.lines[span.line - 1] = line[:start] + " " * (end - start) + line[end:]
    return edited.content


def _without_overlaps(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    selected: list[Diagnostic] = []
    for diagnostic in sorted(diagnostics, key=lambda each: (each.span, each.code)):
        start = (diagnostic.span.line, diagnostic.span.column)
        if not selected or start >= (selected[-1].span.end_line, selected[-1].span.end_column):
            selected.append(diagnostic)
    return selected


def _apply_fixes(content: bytes, original: Source, diagnostics: Sequence[Diagnostic]) -> bytes:
    edited = yaml_edit.read_lines(content)
    for diagnostic in reversed(diagnostics):
        span, fix = diagnostic.span, diagnostic.fix
        assert fix is not None
        first, last = span.line - 1, span.end_line - 1
        style, line = original.marks[diagnostic.path].style, edited.lines[last]
        end = _character_end(line, span.end_column - 1, style) if fix.end > fix.start else span.end_column - 1
        edited.lines[first : last + 1] = [
            edited.lines[first][: span.column - 1] + _escape(fix.text, style) + line[end:]
        ]
        edited.ends[first : last + 1] = [edited.ends[last]]
    return edited.content


def _character_end(line: str, end: int, style: str) -> int:
    """Return where the character before `end` ends in a line: it can be an escape of several characters."""
    escape = re.compile(_ESCAPES[style]).match(line, end - 1) if style in _ESCAPES else None
    return escape.end() if escape else end


def _escape(text: str, style: str) -> str:
    """Return characters escaped for a YAML scalar of a style."""
    if style == "'":
        return text.replace("'", "''")
    return text.replace("\\", "\\\\").replace('"', '\\"') if style == '"' else text


def _has_only_fixes(changed: bytes, original: Source, applied: Sequence[Diagnostic]) -> bool:
    """Return whether a changed file has the data of the original, except for the characters of the applied fixes."""
    expected = deepcopy(original.data)
    for diagnostic in sorted(applied, key=lambda each: each.fix.start if each.fix else 0, reverse=True):
        fix = diagnostic.fix
        assert fix is not None
        holder = value_at(expected, diagnostic.path[:-1])
        text = holder[diagnostic.path[-1]]
        holder[diagnostic.path[-1]] = text[: fix.start] + fix.text + text[fix.end :]
    after = source.read(changed, original.file)
    return bool(after.data == expected) and len(after.diagnostics) <= len(original.diagnostics)

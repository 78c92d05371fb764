"""Diagnostics -> a text for people: each with its line, a caret under the place, and the hint.

Colours are ANSI codes; callers strip them where the output does not support them.
"""

import re
from collections import Counter
from collections.abc import Sequence

from wsisc.messages import join, plural, t
from wsisc.messages.diagnostic import Diagnostic, Severity
from wsisc.messages.localization import translate
from wsisc.report.common import SEVERITY_NAMES, CheckedFile, describe_place, limit_diagnostics
from wsisc.text.sanitize import sanitize

_WIDTH = 100  # terminal cells of a shown line
_CONTEXT = 30  # characters before the caret in a line that is clipped
# Texts that have one cell for each character: Latin letters and quotation marks, without the soft hyphen.
_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027]*")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files: the diagnostics (of very many the most severe), then a summary."""
    rows, left_out, counts = list[str](), list[str](), Counter[Severity]()
    for file, kept, sentence in limit_diagnostics(files):
        rows += [_format_diagnostic(diagnostic, file.lines) for diagnostic in kept]
        left_out += [sentence] if sentence else []
        counts.update(diagnostic.severity for diagnostic in file.diagnostics)
    colour = "31" if counts[Severity.ERROR] else "33" if counts[Severity.WARNING] else "32"
    shown = _style(translate(describe_counts(counts)), colour, "1")
    summary = plural("{problems} in 1 file", "{problems} in {count:,} files", len(files), problems=shown)
    return "\n".join([*rows, *left_out, translate(summary)])


def _format_diagnostic(diagnostic: Diagnostic, lines: Sequence[str]) -> str:
    span = diagnostic.span
    colour = _COLOURS[diagnostic.severity]
    number = str(span.line) if diagnostic.words is None else ""
    gutter = " " * len(number)
    kind = _style(f"{translate(SEVERITY_NAMES[diagnostic.severity])}[{diagnostic.code}]", colour, "1")
    rows = [
        translate(t("{kind}: {text}", kind=kind, text=_style(sanitize(diagnostic.message), "1"))),
        f"{gutter}{_style('-->', '34')} {describe_place(diagnostic)}",
    ]
    if diagnostic.words != "" and 0 < span.line <= len(lines) and lines[span.line - 1].strip():
        line = lines[span.line - 1]
        last = span.end_column - 1 if span.end_line == span.line else len(line)
        text, before, marked = _clip_line(line, span.column - 1, last)
        rows += [
            f"{_style(f'{number} |', '34')} {text}",
            f"{_style(f'{gutter} |', '34')} {' ' * before}{_style('^' * marked, colour, '1')}",
        ]
    if diagnostic.hint:
        rows.append(f"{gutter} {_style(f'= {translate(t("help:"))}', '34')} {sanitize(diagnostic.hint)}")
    return "\n".join([*rows, ""])


def _clip_line(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the visible part of a line, and the widths in cells of the text before the caret and of the caret."""
    is_long = len(line) > _WIDTH or cell_width(line) > _WIDTH
    first = max(0, start - _CONTEXT) if is_long and start > _CONTEXT else 0
    text = sanitize(line[first : first + _WIDTH])
    while cell_width(text) > _WIDTH:
        text = text[: -max((cell_width(text) - _WIDTH) // 2, 1)]
    last = first + len(text)
    lead, tail = "..." if first else "", "..." if last < len(line) else ""
    return (
        lead + text + tail,
        len(lead) + cell_width(text[: start - first]),
        max(cell_width(text[start - first : end - first]), 1),
    )


def cell_width(text: str) -> int:
    """Return the width of a text in terminal cells: two for wide characters, none for combining marks."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # only where a text has other characters

    return cell_len(text, "latest")  # the version of Unicode is not taken from the environment


def describe_counts(counts: Counter[Severity]) -> str:
    """Return the number of diagnostics by severity in words: "1 error, 2 info messages"."""
    errors, warnings, infos = counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO]
    found = [
        plural("1 error", "{count:,} errors", errors) if errors else "",
        plural("1 warning", "{count:,} warnings", warnings) if warnings else "",
        plural("1 info message", "{count:,} info messages", infos) if infos else "",
    ]
    return join([diagnostic for diagnostic in found if diagnostic]) or t("no problems")


def _style(text: str, *codes: str) -> str:
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"

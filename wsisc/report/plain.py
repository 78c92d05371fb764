"""Diagnostics -> sentences without signs, columns or boxes: for screen readers and for reading aloud."""

from collections.abc import Sequence

from wsisc.diagnostic import Diagnostic, excerpt
from wsisc.report.common import CheckedFile, limit_diagnostics, sanitize
from wsisc.report.full import pluralize

_MAX_EXCERPT = 500  # the number of characters from which the excerpt of a line is taken


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files: the number of problems of a file, then each as a paragraph."""
    paragraphs = []
    kept, left_out = limit_diagnostics(files)
    for file, less in zip(files, kept, strict=True):
        number = len(file.diagnostics)
        paragraphs.append(f"{sanitize(file.file)}: {pluralize(number, 'problem') if number else 'no problems'}.")
        paragraphs += [
            f"{at} of {number}. {_describe(each, file.lines)}" for at, each in enumerate(less.diagnostics, 1)
        ]
    return "\n\n".join([*paragraphs, *(f"{each[:1].upper()}{each[1:]}." for each in left_out)])


def _describe(diagnostic: Diagnostic, lines: Sequence[str]) -> str:
    span = diagnostic.span
    place = f"Line {span.line}, column {span.column}" + (f", {diagnostic.label}" if diagnostic.label else "")
    sentences = [f"{place}. {diagnostic.severity.value.capitalize()}, {diagnostic.code.replace('-', ' ')}"]
    sentences.append(diagnostic.message)
    line = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    if words := line[span.column - 1 : min(last, span.column + _MAX_EXCERPT)].strip():
        sentences.append(f"Text: {excerpt(words)}")
    if diagnostic.hint:
        sentences.append(f"Help: {diagnostic.hint}")
    return ". ".join(sanitize(f"{each[:1].upper()}{each[1:]}").rstrip(".") for each in sentences) + "."

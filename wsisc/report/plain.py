"""Diagnostics -> sentences without signs, columns or boxes: for screen readers and for reading aloud."""

from collections.abc import Sequence

from wsisc.messages import plural, t
from wsisc.messages.diagnostic import Diagnostic, excerpt
from wsisc.messages.localization import translate
from wsisc.report.common import SEVERITY_NAMES, CheckedFile, limit_diagnostics
from wsisc.text.sanitize import sanitize

_MAX_EXCERPT = 500  # the number of characters from which the excerpt of a line is taken


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files: the number of problems of a file, then each as a paragraph."""
    paragraphs, left_out = list[str](), list[str]()
    for file, kept, sentence in limit_diagnostics(files):
        left_out += [f"{sentence[:1].upper()}{sentence[1:]}."] if sentence else []
        number = len(file.diagnostics)
        problems = plural("1 problem", "{count:,} problems", number) if number else t("no problems")
        paragraphs.append(translate(t("{file}: {problems}.", file=sanitize(file.file), problems=problems)))
        paragraphs += [
            f"{translate(t('{number} of {count}.', number=at, count=number))} {_describe(diagnostic, file.lines)}"
            for at, diagnostic in enumerate(kept, 1)
        ]
    return "\n\n".join([*paragraphs, *left_out])


def _describe(diagnostic: Diagnostic, lines: Sequence[str]) -> str:
    span = diagnostic.span
    number = ""
    if diagnostic.words is None:
        number = translate(t("Line {line}, column {column}", line=span.line, column=span.column))
    place = ", ".join(filter(None, (number, diagnostic.label))) or translate(t("In the document"))
    severity = translate(SEVERITY_NAMES[diagnostic.severity]).capitalize()
    sentences = [f"{place}. {severity}, {diagnostic.code.replace('-', ' ')}"]
    sentences.append(diagnostic.message)
    line = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    if words := line[span.column - 1 : min(last, span.column + _MAX_EXCERPT)].strip():
        sentences.append(translate(t("Text: {text}", text=excerpt(words))))
    if diagnostic.hint:
        sentences.append(translate(t("Help: {text}", text=diagnostic.hint)))
    return ". ".join(sanitize(f"{sentence[:1].upper()}{sentence[1:]}").rstrip(".") for sentence in sentences) + "."

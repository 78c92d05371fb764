"""A source -> what it is and what is wrong with it: the order of the stages, and where one stops."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wsisc import locale, model, source
from wsisc.calls import schema
from wsisc.calls.call import BUILT_IN, Call, Catalogue, shadowing_message
from wsisc.diagnostic import Diagnostic, Finding, Severity, excerpt
from wsisc.document.figures import Seen
from wsisc.document.manuscript import Manuscript
from wsisc.document.prose import Reading
from wsisc.engines import typst
from wsisc.engines.typst import MissingGlyphs
from wsisc.lint import linter, suppressions
from wsisc.lint.selection import REQUIRED, Selection
from wsisc.model import Submission
from wsisc.report import Reported, in_short
from wsisc.source import Source
from wsisc.writers import build_job
from wsisc.writers.build_job import Order, UnderWay


@dataclass(frozen=True)
class Checked:
    """A file as checked: what it is (None where that cannot be told) and what is wrong with it, in its order."""

    source: Source
    submission: Submission | None
    call: Call | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def reported(self) -> Reported:
        """What a report needs of it."""
        return Reported(self.source.file, self.source.lines, self.diagnostics)

    @property
    def is_sound(self) -> bool:
        """Whether it has no errors."""
        return self.call is not None and all(found.severity != Severity.ERROR for found in self.diagnostics)

    def allows(self, format: str) -> bool:
        """Return whether a document in a format may be made of it."""
        return self.call is not None and not any(forbids(found, format) for found in self.diagnostics)


def forbids(found: Diagnostic, format: str) -> bool:
    """Return whether a diagnostic forbids a document in a format: a character without a glyph forbids the PDF alone."""
    return found.severity == Severity.ERROR and (found.code != "missing-glyph" or format == "pdf")


@dataclass(frozen=True)
class Made:
    """What came of an order: the documents by formats, but for those that errors forbid, and what is to be told.

    `is_sound` is false where there are errors.
    """

    documents: Mapping[str, bytes]
    reported: Reported
    is_sound: bool


def make(order: Order, begun: UnderWay | None = None) -> Made:
    """Carry out an order, which may have been `begun`. What a failure leaves under way is given up.

    Raises WsiscError where documents cannot be made, or would lose a word.
    """
    begun = begun or build_job.begin(order)
    try:
        return _finished(order, begun)
    finally:
        begun.cancel()


def _finished(order: Order, begun: UnderWay) -> Made:
    checked = examine(order, begun.read)
    documents: dict[str, bytes] = {}
    for format in order.wanted.formats:
        try:
            if checked.allows(format):
                documents[format] = begun.documents[format].finish()
        except MissingGlyphs as error:
            checked = undrawable(checked, error.characters)
            if checked.allows(format):  # the characters are those of the call, or of a language
                raise
    return Made(documents, in_short(checked.reported), checked.is_sound)


def examine(order: Order, read: Source | None = None) -> Checked:
    """Check the file of an order by the rules that are wanted of it. Raises WsiscError where it cannot be measured."""
    wanted, read = order.wanted, read or source.read(order.content, order.name)
    rules = wanted.rules or replace(REQUIRED, draft=wanted.draft, review=wanted.review)
    checked = check(read, order.seen, rules, None, order.known, wanted.earlier)
    if wanted.measure and checked.submission and checked.call and checked.allows("pdf"):
        from wsisc.writers import pdf

        language = locale.load(checked.submission.language)
        pages = pdf.Document(Manuscript(checked.submission, checked.call, language, order.seen.images)).lengths()
        read = source.read(order.content, order.name)
        checked = check(read, order.seen, rules, pages, order.known, wanted.earlier)
    return checked


def check(
    read: Source,
    seen: Seen | None = None,
    selection: Selection = REQUIRED,
    pages: dict[str, float] | None = None,
    known: Catalogue = BUILT_IN,
    earlier: tuple[tuple[str, bytes], ...] = (),
) -> Checked:
    """Check a submission as read, and the files of its figures as they were seen, by the selected rules.

    `pages` are the lengths of its parts, where they were measured; `known` the calls it may answer; `earlier` the
    files, names and bytes, of what the same entity submitted before.

    Raises nothing for a wrong document: what is wrong is in the result.
    """
    if read.data is None:
        return Checked(read, None, None, _in_order(read.diagnostics))
    name = read.value(("call",))
    call = known.named(name)
    meant = call or known.nearest(name)
    in_schema = schema.check(read, meant, known)
    found = [*read.diagnostics, *in_schema, *_shadowed(read, call, known)]
    submission = model.from_data(read.data)
    if not any(diagnostic.code == schema.NOT_A_SUBMISSION for diagnostic in found):
        reading = Reading(submission, meant, pages, earlier)
        found += linter.run(read, reading, selection, [*read.unsound, *(each.path for each in in_schema)])
        problems = seen.problems if seen else ()
        found += [linter.diagnostic(read, each.code, each.severity, each.finding) for each in problems]
        found = suppressions.apply(read, found, selection.codes)
    form = schema.form(meant)
    return Checked(
        read, submission, call, _in_order([replace(each, label=schema.label(form, each.path)) for each in found])
    )


def _shadowed(read: Source, call: Call | None, known: Catalogue) -> list[Diagnostic]:
    """Return a warning where a submission answers an own call that is used instead of one of wsisc."""
    if call is None or call.id not in known.shadowing():
        return []
    hint = "if that is not meant, delete the file; otherwise give it an id of its own"
    finding = Finding(("call",), shadowing_message(call.id), hint)
    return [linter.diagnostic(read, "shadowed-call", Severity.WARNING, finding)]


def undrawable(checked: Checked, characters: Sequence[str]) -> Checked:
    """Return a checked submission with errors where it holds characters that no font has."""
    if checked.submission is None:
        return checked
    found = []
    wanted = re.compile("|".join(map(re.escape, characters)))
    for path, text in (*model.plain_texts(checked.submission), *model.rich_texts(checked.submission)):
        if match := wanted.search(text):
            names = ", ".join(f"{each} (U+{ord(each[0]):04X})" for each in dict.fromkeys(wanted.findall(text)))
            remedy = typst.remedy(match[0])
            finding = Finding(path, f"no font has {excerpt(names)}", remedy, match.start(), match.end())
            found.append(linter.diagnostic(checked.source, "missing-glyph", Severity.ERROR, finding))
    return replace(checked, diagnostics=_in_order([*checked.diagnostics, *found]))


def _in_order(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda diagnostic: (diagnostic.span, diagnostic.code)))

"""A source -> its diagnostics and its documents: the order of the stages, and where a build stops."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from wsisc import source
from wsisc.calls import schema
from wsisc.calls.call import BUILT_IN, Call, Catalogue
from wsisc.calls.schema import FormatCheck
from wsisc.document.figures import LoadedFigures
from wsisc.document.manuscript import create_manuscript, require_manuscript
from wsisc.document.prose import OriginalFile, Reading
from wsisc.engines import typst
from wsisc.engines.typst import MissingGlyphs
from wsisc.lint import linter, suppressions
from wsisc.lint.selection import REQUIRED_RULES, Selection
from wsisc.messages import t
from wsisc.messages.diagnostic import Diagnostic, Finding, Severity, excerpt, find_errors
from wsisc.report import CheckedFile, keep_reported_lines
from wsisc.source import Source, model
from wsisc.source.model import Submission
from wsisc.writers import WRITERS, build_job
from wsisc.writers.build_job import BuildJob, RunningBuild


class CheckResult(NamedTuple):
    """A checked file, with its diagnostics in the order of the file.

    `submission` is None where the file could not be read, `call` where it answers no known call.
    """

    source: Source
    submission: Submission | None
    call: Call | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def checked_file(self) -> CheckedFile:
        """What a report needs."""
        return CheckedFile(self.source.file, self.source.lines, self.diagnostics)

    @property
    def is_valid(self) -> bool:
        """Whether the file has no errors."""
        return self.call is not None and all(diagnostic.severity != Severity.ERROR for diagnostic in self.diagnostics)

    def allows(self, format: str) -> bool:
        """Return whether a document in a format may be built."""
        return self.call is not None and not any(forbids(diagnostic, format) for diagnostic in self.diagnostics)


def forbids(diagnostic: Diagnostic, format: str) -> bool:
    """Return whether a diagnostic forbids a document in a format; some formats need no glyph for a character."""
    is_error = diagnostic.severity == Severity.ERROR
    return is_error and (diagnostic.code != "missing-glyph" or WRITERS[format].needs_glyphs)


class BuildResult(NamedTuple):
    """The result of a build: the documents by format, except those that errors forbid, and the diagnostics."""

    documents: Mapping[str, bytes]
    checked_file: CheckedFile
    is_valid: bool


def build(job: BuildJob) -> BuildResult:
    """Build the documents of a job. Unfinished documents are cancelled on failure.

    Raises WsiscError where a document cannot be built, or would lose a word.
    """
    with build_job.start(job) as running:
        return finish(job, running)


def finish(job: BuildJob, running: RunningBuild) -> BuildResult:
    """Check the source of a running build, and finish the documents that are allowed. Raises WsiscError as `build`."""
    checked = _check_source(job, running.source)
    documents = {}
    for format in job.options.formats:
        try:
            if checked.allows(format):
                documents[format] = running.documents[format].finish()
        except MissingGlyphs as error:
            checked = add_missing_glyphs(checked, error.characters)
            if checked.allows(format):  # the characters come from the call or a locale, not from the submission
                raise
    return BuildResult(documents, keep_reported_lines(checked.checked_file), checked.is_valid)


def check_job(job: BuildJob) -> CheckResult:
    """Check the file of a job by the rules of its options. Raises WsiscError where its parts cannot be measured."""
    return _check_source(job, source.read(job.content, job.name))


def _check_source(job: BuildJob, parsed: Source) -> CheckResult:
    options = job.options
    rules = options.rules or REQUIRED_RULES._replace(draft=options.draft, review=options.review)
    in_format = schema.check(parsed, job.catalogue)
    checked = check_rules(
        in_format, job.figures, rules, None, options.earlier, options.original, is_foreign=options.is_foreign
    )
    if options.measure and checked.submission and checked.call and checked.allows("pdf"):
        from wsisc.writers import pdf

        look = job.catalogue.load_theme(checked.call)  # whatever the theme of the documents: limits are the call's
        manuscript = require_manuscript(create_manuscript(checked.submission, checked.call, job.figures, look=look))
        try:
            pages = pdf.PdfDocument(manuscript).measure_parts()
        except MissingGlyphs as error:
            return _add_other_theme(add_missing_glyphs(checked, error.characters), options.theme)
        checked = check_rules(in_format, job.figures, rules, pages, options.earlier, options.original)
    return _add_other_theme(checked, options.theme)


def _add_other_theme(checked: CheckResult, name: str) -> CheckResult:
    """Return a check result with a warning if documents are in another theme than that of the call."""
    if checked.call is None or name in ("", checked.call.theme):
        return checked
    message = t(
        "the theme of the document is {name}, but the call {id} asks for {theme}",
        name=name,
        id=checked.call.id,
        theme=checked.call.theme,
    )
    finding = Finding(("call",), message, t("use the theme of the call for the document that you submit"))
    added = linter.to_diagnostic(checked.source, "other-theme", Severity.WARNING, finding)
    return checked._replace(diagnostics=_sort([*checked.diagnostics, added]))


def check(
    parsed: Source,
    figures: LoadedFigures | None = None,
    selection: Selection = REQUIRED_RULES,
    pages: dict[str, float] | None = None,
    catalogue: Catalogue = BUILT_IN,
    earlier: tuple[tuple[str, bytes], ...] = (),
    original: OriginalFile | None = None,
) -> CheckResult:
    """Check a submission and its figures against the schema of its call and the selected rules.

    `pages` are the measured lengths of its parts; `catalogue` has the calls it may answer; `earlier` are the names
    and contents of the entity's earlier submissions, `original` is the file that it is translated from. Never
    raises for a wrong document: the diagnostics are in the result, whose source has the intended keys in place of
    mistyped ones.
    """
    return check_rules(schema.check(parsed, catalogue), figures, selection, pages, earlier, original)


def check_rules(
    in_format: FormatCheck,
    figures: LoadedFigures | None = None,
    selection: Selection = REQUIRED_RULES,
    pages: dict[str, float] | None = None,
    earlier: tuple[tuple[str, bytes], ...] = (),
    original: OriginalFile | None = None,
    *,
    is_foreign: bool = False,
) -> CheckResult:
    """Check a file that was checked against its schema, as `check` does; `is_foreign` as in `Reading`."""
    parsed, found = in_format.source, in_format.diagnostics
    if parsed.data is None:
        return CheckResult(parsed, None, None, _sort(found))
    submission = model.from_data(parsed.data)
    if not any(diagnostic.code == schema.NOT_A_SUBMISSION for diagnostic in found):
        reading = Reading(submission, in_format.intended_call, pages, earlier, original, is_foreign)
        invalid_paths = [*parsed.unreliable, *(error.path for error in find_errors(in_format.violations))]
        found += linter.run(parsed, reading, selection, invalid_paths)
        problems = figures.problems if figures else ()
        found += [linter.to_diagnostic(parsed, problem.code, problem.severity, problem.finding) for problem in problems]
        found = linter.hold_back(suppressions.apply(parsed, found, selection.codes))
    composed = schema.load(in_format.intended_call, submission.language)
    labelled = [diagnostic._replace(label=schema.label(composed, diagnostic.path)) for diagnostic in found]
    return CheckResult(parsed, submission, in_format.call, _sort(labelled))


def add_missing_glyphs(checked: CheckResult, characters: Sequence[str]) -> CheckResult:
    """Return a check result with an error for each text that has one of the characters, which no font has."""
    if checked.submission is None:
        return checked
    found = []
    missing = re.compile("|".join(map(re.escape, characters)))
    for path, text in (*model.plain_texts(checked.submission), *model.rich_texts(checked.submission)):
        if match := missing.search(text):
            names = ", ".join(f"{name} (U+{ord(name[0]):04X})" for name in dict.fromkeys(missing.findall(text)))
            remedy = typst.missing_glyph_hint(match[0])
            finding = Finding(
                path, t("no font contains {names}", names=excerpt(names)), remedy, match.start(), match.end()
            )
            found.append(linter.to_diagnostic(checked.source, "missing-glyph", Severity.ERROR, finding))
    return checked._replace(diagnostics=_sort([*checked.diagnostics, *found]))


def _sort(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda diagnostic: (diagnostic.span, diagnostic.code)))

"""A document, and the source to verify it with -> whether they match, and otherwise the differences.

1. The source package that the document carries is read (`readers.received_document`).
2. Its source is checked, with the call of that name that is known here, or otherwise the carried one (`pipeline`).
3. A source that is named is checked and compared with the carried one (`source_differences`).
4. The document of that source is built and compared with the one to verify (`source_comparison`): its words, and
   everything else that a reader perceives.

A document without a package is compared with what the named source builds.
"""

from dataclasses import dataclass, replace
from itertools import product

from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls.call import BUILT_IN, Call, Catalogue
from wsisc.diagnostic import WsiscError, excerpt, find_errors
from wsisc.document import carried_call, carried_theme, portable_names, provenance
from wsisc.document.manuscript import create_manuscript, require_manuscript
from wsisc.document.provenance import SourcePackage
from wsisc.document.submission_file import SubmissionFile
from wsisc.lint import selection
from wsisc.messages import t
from wsisc.model import Submission
from wsisc.pipeline import CheckResult
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.typefaces import is_text_typeface
from wsisc.report import CheckedFile
from wsisc.theme.catalogue import Themes
from wsisc.verification import output_check, source_comparison, source_differences
from wsisc.verification.source_comparison import Comparison


@dataclass(frozen=True)
class Verification:
    """What a document was compared with, and the differences, none if it matches.

    `call` is None if nothing could be built from the source; `call_origin` is "built in", "next to the source", or
    "embedded in the document" for a call that only the document has. `versions` are those of programs that the document
    names and that are not those here: then nothing proves that it matches. `is_identical` is whether it is equal to the
    byte to the document built here. `errors` are those of the source that was named, `warnings` are likely mistakes in
    the calls next to it.
    """

    differences: tuple[str, ...]
    call: Call | None = None
    call_origin: str = ""
    versions: tuple[str, ...] = ()
    is_identical: bool = False
    warnings: tuple[str, ...] = ()
    errors: CheckedFile | None = None

    @property
    def is_match(self) -> bool:
        """Whether the document is the one of its source."""
        return not self.differences and not self.versions


def verify_document(
    content: bytes, name: str = "the document", own: SubmissionFile | None = None, known: Catalogue = BUILT_IN
) -> Verification:
    """Return how a document compares with its own source, or if one is named with that.

    `content` are its bytes, a Word file, a PDF or an HTML page; `name` is its name in messages. `own` is the source
    that it was built from, None to compare it only with the source that it carries: then it is found consistent with
    itself, which proves less. `known` are the calls that are known where that source is.

    Raises WsiscError if the document is damaged, carries an invalid source, or carries none and no source is named.
    """
    package, format = ReceivedDocument(content).package, source_comparison.detect_format(content)
    if package is None:
        if own is None:
            message = t(
                "{name} has no embedded source (see build --no-embed): name the source that it was built from: wsisc"
                " verify {path} SOURCE",
                name=name,
                path=portable_names.quote_path(name),
            )
            raise WsiscError(message, exit_code=1)
        found_without = _verify_without_package(content, own, known, format)
        has_traces = format not in ("docx", "html") or output_check.has_traces(content, format)
        return found_without if has_traces or found_without.call is None else _summarize(found_without, name, own.name)
    id, origin, problems, catalogues = _choose_calls(package, known, own is not None)
    answer = next(filter(None, (_check_carried(package, each, format) for each in catalogues)), None)
    if answer is None:
        message = t("the source embedded in {name} has errors: run wsisc extract to see it", name=name)
        raise WsiscError(message, exit_code=1)
    call, carried = answer
    checked = _check(own, package.draft, known) if own else None
    found = _compare_sources(own, checked, carried, package, format) if own and checked else ()
    problems += _find_theme_problems(package, known.themes, own is not None)
    compared = source_comparison.compare(content, carried, package, call, own.submission if own else None)
    warnings = (calls.shadowing_message(id),) if id in known.find_shadowing() else ()
    return replace(
        _create_verification(compared, call, origin, (*found, *problems)),
        warnings=warnings,
        errors=_errors(checked) if checked else None,
    )


def _create_verification(compared: Comparison, call: Call, origin: str, found: tuple[str, ...] = ()) -> Verification:
    return Verification((*found, *compared.differences), call, origin, compared.versions, compared.is_identical)


def _summarize(found: Verification, name: str, source_name: str) -> Verification:
    """Return a result whose differences are one line: the document has nothing of one that wsisc builds."""
    if not found.differences:
        return found
    document, own = (portable_names.quote_path(each) for each in (name, source_name))
    message = t(
        "{name} was not built by wsisc, or another program rewrote it: nothing of it can be verified; run wsisc diff"
        " {own} {document} to compare the texts",
        name=name,
        own=own,
        document=document,
    )
    return replace(found, differences=(message,))


def _verify_without_package(content: bytes, own: SubmissionFile, known: Catalogue, format: str) -> Verification:
    """Compare a document without a source with what a source builds, as a draft or in another theme too."""
    found = list[Verification]()
    failure: WsiscError | None = None
    usable = [name for name in known.themes.names() if name not in known.themes.invalid]
    for name, is_draft in product(("", *usable), (False, True)):
        checked = _check(own, is_draft, known)
        if checked.submission and checked.call and checked.allows(format):
            look = known.load_theme(checked.call, name)
            if name == checked.call.theme:
                continue
            created = create_manuscript(
                checked.submission, checked.call, own.figures, embed=False, draft=is_draft, look=look
            )
            manuscript = require_manuscript(created)
            try:
                compared = source_comparison.compare_with_manuscript(content, manuscript, commented=checked.submission)
            except WsiscError as error:  # a theme in which the source cannot be set is not that of the document
                failure = failure or error
                continue
            found.append(_create_verification(compared, checked.call, _find_origin(checked.call.id, known)))
            if found[-1].is_match:
                break
    if not found and failure:
        raise failure
    if not found:
        return Verification((_not_compared(own),), errors=_errors(checked))
    return min(found, key=lambda each: len(each.differences))


def _check(own: SubmissionFile, is_draft: bool, known: Catalogue) -> CheckResult:
    rules = selection.REQUIRED_RULES._replace(draft=is_draft, review=True)
    return pipeline.check(own.source, own.figures, rules, catalogue=known)


def _errors(checked: CheckResult) -> CheckedFile | None:
    errors = find_errors(checked.diagnostics)
    return checked.checked_file._replace(diagnostics=errors) if errors else None


def _not_compared(own: SubmissionFile) -> str:
    return t("{name} has errors, so the document was not compared with it", name=own.name)


def _find_origin(id: str, known: Catalogue) -> str:
    return t("next to the source") if id in known.own else t("built in")


def _choose_calls(
    package: SourcePackage, known: Catalogue, has_source: bool
) -> tuple[str, str, tuple[str, ...], tuple[Catalogue, ...]]:
    """Return the id of the call of a document, whose call it is, what is wrong with it, and the catalogues to try.

    It is the call that is known here, or the document's own if none has that id, or if its source does not answer the
    known one. `has_source` is whether a source was named.
    """
    id, carried = calls.read_id(package.call), carried_call.create_catalogue(package.call)
    if id not in known.ids():
        problems = (t("the call {id} is neither built in nor next to the source", id=id),) if has_source else ()
        return id, t("embedded in the document"), problems, (carried,)
    origin = _find_origin(id, known)
    if id not in carried.invalid and _visible_call(carried.load(id)) == _visible_call(known.load(id)):
        return id, origin, (), (carried,)
    if id not in known.own and carried_call.is_former(package.call, id):
        return id, t("built in, in an earlier version"), (), (carried,)
    problems = (t("the embedded call {id} differs from the call with that id that is {origin}", id=id, origin=origin),)
    return id, origin, problems, (known, carried)


def _find_theme_problems(package: SourcePackage, known: Themes, has_source: bool) -> tuple[str, ...]:
    """Return what is wrong with a theme that a document carries, and that is not known here with the same text."""
    name, text = package.theme, package.theme_text
    if not text or known.own.get(name) == text:
        return ()
    typefaces = {font["word"] for font in carried_theme.read(package).look.fonts.values()}
    unknown = sorted(each for each in typefaces if not is_text_typeface(each))
    found = [
        t(
            'the embedded theme {name} uses the typeface "{each}", which may show other letters',
            name=excerpt(name),
            each=each,
        )
        for each in unknown
    ]
    if has_source:
        place = (
            t("differs from themes/{name}.yaml", name=name)
            if name in known.own
            else t("is neither built in nor next to the source")
        )
        found.append(t("the embedded theme {name} {place}", name=excerpt(name), place=place))
    return tuple(found)


def _visible_call(call: Call) -> Call:
    """Return a call without what no document shows."""
    shown = replace(call, text="", source="", to_check=(), provenance=(), deadline="", send_to="", collection={})
    return replace(shown, vocabulary_data=None)


def _check_carried(package: SourcePackage, known: Catalogue, format: str) -> tuple[Call, Submission] | None:
    """Return the call and the submission of a document, None if its source does not answer that call."""
    rules = selection.REQUIRED_RULES._replace(draft=package.draft)
    checked = pipeline.check(source.read(package.source.encode(), ""), selection=rules, catalogue=known)
    if checked.submission is None or checked.call is None or not checked.allows(format):
        return None
    return checked.call, checked.submission


def _compare_sources(
    own: SubmissionFile, checked: CheckResult, carried: Submission, package: SourcePackage, format: str
) -> tuple[str, ...]:
    """Return how a source, or the files of its figures, differs from what the document carries."""
    if not checked.allows(format):
        return (_not_compared(own),)
    if difference := source_differences.describe_first(own.source, own.submission, carried):
        return (t("{name} is not the source of the document: {difference}", name=own.name, difference=difference),)
    digests = {image.file: provenance.digest(image.content) for image in own.figures.images.values()}
    others = [file for file in package.figures if digests.get(file) != package.figures[file]]
    return tuple(t("{file} is not the file that the document was built with", file=file) for file in others)

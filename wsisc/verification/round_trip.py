"""A document and the source that it carries -> whether it is still the document of that source, or was changed.

A document that was only opened and saved in Word or LibreOffice has other bytes, since programs rewrite the XML. It is
unchanged if a reader perceives the same as in the document that is rebuilt from its source.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls import checker
from wsisc.calls.call import Call, Catalogue
from wsisc.diagnostic import Severity, WsiscError
from wsisc.document import figures, outline
from wsisc.document.figures import LoadedFigures
from wsisc.document.manuscript import create_manuscript, require_manuscript
from wsisc.document.provenance import SourcePackage
from wsisc.lint import selection
from wsisc.model import Submission
from wsisc.readers import embedded_source
from wsisc.readers.word import differences, reader
from wsisc.readers.word.content import WordContent
from wsisc.verification import source_comparison
from wsisc.writers import get_writer
from wsisc.writers import source as versions

_PLACEHOLDER_IMAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000"
    "000049454e44ae426082"
)
"""A black pixel as PNG, in place of an image that the document no longer has."""
_PRODUCERS = ("wsisc", "pandoc")
"""Programs whose versions matter for a Word file."""


class DocumentState(StrEnum):
    """How a document relates to the source that it carries."""

    UNCHANGED = "unchanged"
    SAME = "the same for a reader"
    OLDER = "made by another version"
    OTHER_CALL = "made with another call"
    CHANGED = "changed"


@dataclass(frozen=True)
class RoundTrip:
    """A source that a document carries, and the state of the document.

    `call` is the call that it answers. `files` are the unchanged images of its figures. `changes` describe what was
    changed, `unplaced` what of that no submission can hold. `OTHER_CALL` is the document of that source only with the
    call that it carries, not with the one that has this name here.
    """

    submission: Submission
    call: Call
    package: SourcePackage
    files: Mapping[str, bytes]
    state: DocumentState
    changes: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def classify(content: bytes, package: SourcePackage, known: Catalogue) -> RoundTrip | None:
    """Return the state of a document with its source, None if that source has errors.

    `known` are the calls that are known here: they are preferred to the one that the document carries. Raises
    WsiscError if the document is damaged, or cannot be rebuilt.
    """
    files = embedded_source.read_figures(content, package)
    first: RoundTrip | None = None
    format = source_comparison.detect_format(content)
    for submission, call, is_known in _possible_answers(package, known, format):
        compare = _compare_word_file if format == "docx" else _compare_page
        state, changes, unplaced = compare(content, submission, call, package)
        result = RoundTrip(submission, call, package, files, state, changes, unplaced)
        if state != DocumentState.CHANGED:
            return result if is_known else replace(result, state=DocumentState.OTHER_CALL)
        first = first or result
    return first


def find_changes(content: bytes, known: Catalogue, rebuilt: bytes) -> tuple[str, ...] | None:
    """Return what somebody changed or commented in a document after it was built, None if that cannot be known.

    A Word file that carries no source is compared with the one that is `rebuilt` now, b"" if there is none.
    """
    format = source_comparison.detect_format(content)
    try:
        package = embedded_source.find(content)
        if package is None:
            return () if format == "docx" and rebuilt and _is_same_for_reader(rebuilt, content) else None
        result = classify(content, package, known)
        if result is None:
            return None
        is_unchanged = result.state != DocumentState.CHANGED
        if is_unchanged and not (format == "docx" and _is_reviewed(reader.read(content))):
            return ()
        lines = source_comparison.compare(content, result.submission, package, result.call).differences
        changes = (each for each in lines if not each.startswith(source_comparison.WORDS_UNCHANGED))
        return tuple(each.removeprefix(f"{source_comparison.BY_HAND}: ") for each in changes) or None
    except WsiscError:  # the document is damaged
        return None


def _is_same_for_reader(rebuilt: bytes, content: bytes) -> bool:
    """Return whether a reader perceives the same in two Word files, and the second has no comments."""
    document = reader.read(content)
    return not (_is_reviewed(document) or differences.find_differences(reader.read(rebuilt), document))


def _is_reviewed(content: WordContent) -> bool:
    """Return whether a Word file has comments, or tracked changes of formatting."""
    return bool(content.comments or content.formatting_changes)


def _possible_answers(package: SourcePackage, known: Catalogue, format: str) -> Iterator[tuple[Submission, Call, bool]]:
    """Yield the submission of a package with each call that it may answer, and whether that call is trusted.

    The call that is known here comes first; the carried one is trusted if no call with its name is known.
    """
    id = calls.read_id(package.call)
    is_known = id in known.ids() and id not in known.invalid
    catalogues = [(known, True)] if is_known else []
    if not is_known or known.text(id) != package.call:
        catalogues += [(Catalogue({id: package.call}), not is_known)] if _is_sound(package.call, id) else []
    for catalogue, is_trusted in catalogues:
        needed = replace(selection.REQUIRED_RULES, draft=package.draft)
        checked = pipeline.check(source.read(package.source.encode(), ""), selection=needed, catalogue=catalogue)
        if checked.submission and checked.call and checked.allows(format):
            yield checked.submission, checked.call, is_trusted


def _is_sound(call: str, id: str) -> bool:
    """Return whether a call that a document carries has no errors."""
    diagnostics = checker.check(source.read(call.encode(), id), id)
    return all(each.severity != Severity.ERROR for each in diagnostics)


def _compare_word_file(
    content: bytes, submission: Submission, call: Call, package: SourcePackage
) -> tuple[DocumentState, tuple[str, ...], tuple[str, ...]]:
    images = _images(content, submission, package)
    manuscript = require_manuscript(
        create_manuscript(submission, call, images, draft=package.draft, versions=package.versions)
    )
    rebuilt = get_writer("docx")(manuscript).finish()
    if rebuilt == content:
        return DocumentState.UNCHANGED, (), ()
    expected, actual = reader.read(rebuilt), reader.read(content)
    differing = differences.find_differences(expected, actual)
    if not differing:
        return DocumentState.SAME, (), ()
    here = versions.tool_versions()
    is_other = any(package.versions.get(name) != here.get(name) for name in _PRODUCERS)
    if is_other and differences.is_style_only(expected, actual):
        return DocumentState.OLDER, (), ()  # styles come from the theme, which may have been another one
    wording = [block.text for block in outline.build(manuscript) if not block.path]
    unplaced = tuple(differences.find_unrepresentable(expected, actual, wording))
    return DocumentState.CHANGED, tuple(each.value for each in differing), unplaced


def _compare_page(
    content: bytes, submission: Submission, call: Call, package: SourcePackage
) -> tuple[DocumentState, tuple[str, ...], tuple[str, ...]]:
    """Return the state of a PDF or an HTML page, and its changes."""
    comparison = source_comparison.compare(content, submission, package, call)
    if comparison.differences:
        return DocumentState.CHANGED, comparison.differences, ()
    if comparison.is_identical:
        return DocumentState.UNCHANGED, (), ()
    return DocumentState.OLDER if comparison.versions else DocumentState.SAME, (), ()


def _images(content: bytes, submission: Submission, package: SourcePackage) -> LoadedFigures:
    """Return the images of a document by the names of their figures; for missing ones, a placeholder that differs."""
    carried, images = embedded_source.read_figures(content, package), {}
    for name, figure in submission.figures.items():
        images[name] = figures.read_image("gone.png", _PLACEHOLDER_IMAGE)._replace(file=figure.file)
        with contextlib.suppress(figures.FigureError, KeyError):
            images[name] = figures.read_image(figure.file, carried[figure.file])
    return LoadedFigures(images)

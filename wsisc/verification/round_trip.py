"""A document and the source that it carries -> whether it still is the document of that source, or was changed.

A document that was only opened and saved in Word or LibreOffice has other bytes, since programs write the XML anew; it
still is that document where it holds, kind by kind, what a reader of the document of its source perceives.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from wsisc import locale, pipeline, source
from wsisc.calls import call as calls
from wsisc.calls import checker
from wsisc.calls.call import Call, Catalogue
from wsisc.diagnostic import Severity, WsiscError
from wsisc.document import figures, outline
from wsisc.document.manuscript import Manuscript
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
"""A black pixel, as PNG."""
_PRODUCERS = ("wsisc", "pandoc")
"""What makes a Word file."""


class DocumentState(StrEnum):
    """What a document is to the source that it carries."""

    UNCHANGED = "unchanged"
    SAME = "the same for a reader"
    OLDER = "made by another version"
    OTHER_CALL = "made with another call"
    CHANGED = "changed"


@dataclass(frozen=True)
class RoundTrip:
    """A source that a document carries, and what the document is to it.

    `call` is the one that it answers. `files` are those of its figures that the document holds as they were. `changes`
    tells what was changed, and `unplaced` what of it no submission can hold. With `OTHER_CALL` it is the document of
    that source only as an answer to the call that it carries, not to the one of that name which is known here.
    """

    submission: Submission
    call: Call
    package: SourcePackage
    files: Mapping[str, bytes]
    state: DocumentState
    changes: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def classify(content: bytes, package: SourcePackage, known: Catalogue) -> RoundTrip | None:
    """Return what a document is to the source that it carries, None where that source is not sound.

    `known` are the calls that are known here: they are trusted before the one that the document carries. Raises
    WsiscError where the document is damaged, or that of its source cannot be built.
    """
    held = embedded_source.read_figures(content, package)
    first: RoundTrip | None = None
    format = source_comparison.detect_format(content)
    for submission, call, is_known in _possible_answers(package, known, format):
        compare = _compare_word_file if format == "docx" else _compare_page
        state, changes, unplaced = compare(content, submission, call, package)
        found = RoundTrip(submission, call, package, held, state, changes, unplaced)
        if state != DocumentState.CHANGED:
            return found if is_known else replace(found, state=DocumentState.OTHER_CALL)
        first = first or found
    return first


def find_changes(content: bytes, known: Catalogue, rebuilt: bytes) -> tuple[str, ...] | None:
    """Return what somebody changed in a document after it was built, or said in it; None where that cannot be known.

    A Word file that carries no source is only compared with the one that is `made` now, b"" where there is none.
    """
    format = source_comparison.detect_format(content)
    try:
        package = embedded_source.find(content)
        if package is None:
            return () if format == "docx" and rebuilt and _is_same_for_reader(rebuilt, content) else None
        found = classify(content, package, known)
        if (
            found
            and found.state != DocumentState.CHANGED
            and not (format == "docx" and _is_reviewed(reader.read(content)))
        ):
            return ()
        lines = source_comparison.compare(content, found.submission, package, found.call).differences if found else ()
        told = (each for each in lines if not each.startswith(source_comparison.WORDS_UNCHANGED))
        return tuple(each.removeprefix(f"{source_comparison.BY_HAND}: ") for each in told) or None
    except WsiscError:  # it is damaged
        return None


def _is_same_for_reader(rebuilt: bytes, content: bytes) -> bool:
    """Tell whether a reader perceives the same in two Word files, and nobody has said anything in the second."""
    held = reader.read(content)
    return not (_is_reviewed(held) or differences.find_differences(reader.read(rebuilt), held))


def _is_reviewed(content: WordContent) -> bool:
    """Tell whether a Word file holds comments, or formatting that was changed with tracking on."""
    return bool(content.comments or content.formatting_changes)


def _possible_answers(package: SourcePackage, known: Catalogue, format: str) -> Iterator[tuple[Submission, Call, bool]]:
    """Yield the submission that a package holds with the calls that it may answer, and whether these are trusted.

    The call that is known here comes first; the carried one is trusted where no call of its name is known.
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
    """Tell whether a call that a document carries can be used."""
    found = checker.check(source.read(call.encode(), id), id)
    return all(each.severity != Severity.ERROR for each in found)


def _compare_word_file(
    content: bytes, submission: Submission, call: Call, package: SourcePackage
) -> tuple[DocumentState, tuple[str, ...], tuple[str, ...]]:
    images = _images(content, submission, package)
    language = locale.load(submission.language)
    manuscript = Manuscript(submission, call, language, images, draft=package.draft, versions=package.versions)
    made = get_writer("docx")(manuscript).finish()
    if made == content:
        return DocumentState.UNCHANGED, (), ()
    ours, theirs = reader.read(made), reader.read(content)
    differing = differences.find_differences(ours, theirs)
    if not differing:
        return DocumentState.SAME, (), ()
    here = versions.tool_versions()
    if any(package.versions.get(name) != here.get(name) for name in _PRODUCERS) and differences.is_style_only(
        ours, theirs
    ):
        return DocumentState.OLDER, (), ()  # how words look is the theme's, which may have been another one
    wording = [block.text for block in outline.build(manuscript) if not block.path]
    unplaced = tuple(differences.find_unrepresentable(ours, theirs, wording))
    return DocumentState.CHANGED, tuple(each.value for each in differing), unplaced


def _compare_page(
    content: bytes, submission: Submission, call: Call, package: SourcePackage
) -> tuple[DocumentState, tuple[str, ...], tuple[str, ...]]:
    """Compare a PDF or a page."""
    found = source_comparison.compare(content, submission, package, call)
    if found.differences:
        return DocumentState.CHANGED, found.differences, ()
    return (
        (
            DocumentState.UNCHANGED
            if found.is_identical
            else DocumentState.OLDER
            if found.versions
            else DocumentState.SAME
        ),
        (),
        (),
    )


def _images(content: bytes, submission: Submission, package: SourcePackage) -> dict[str, figures.Image]:
    """Return the images of a document by the names of their figures; for those that are gone, one that differs."""
    held, images = embedded_source.read_figures(content, package), {}
    for name, figure in submission.figures.items():
        images[name] = figures.read_image("gone.png", _PLACEHOLDER_IMAGE)._replace(file=figure.file)
        with contextlib.suppress(figures.FigureError, KeyError):
            images[name] = figures.read_image(figure.file, held[figure.file])
    return images

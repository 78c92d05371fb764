"""A document and the source that it carries -> whether it is still the document of that source, or was changed.

A document that was only opened and saved in Word or LibreOffice has other bytes, since programs rewrite the XML. It is
unchanged if `source_comparison`, by which `wsisc verify` judges too, finds nothing that a reader perceives. A Word file
that is read as its source, but in which this comparison finds something, is neither: the differences are reported.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from wsisc.calls import call as calls
from wsisc.calls.call import Call, Catalogue
from wsisc.document import carried_files, figures, outline
from wsisc.document.figures import LoadedFigures
from wsisc.document.provenance import SourcePackage
from wsisc.messages import from_data_file
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.perception import differences
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word import reader
from wsisc.readers.word.content import WordContent
from wsisc.source.model import Submission
from wsisc.verification import source_comparison
from wsisc.verification.source_comparison import Comparison
from wsisc.writers import get_writer

# A black pixel as PNG, in place of an image that the document no longer has.
_PLACEHOLDER_IMAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000"
    "000049454e44ae426082"
)


class DocumentState(StrEnum):
    """How a document relates to the source that it carries."""

    UNCHANGED = "unchanged"
    SAME = "the same for a reader"
    SAVED_AGAIN = "saved again, with the same words, links, images and notes"
    SAME_TEXT = "different in something that is not imported"
    OLDER = "built by another version, with the same text"
    OTHER_CALL = "built with another call"
    CHANGED = "changed"


@dataclass(frozen=True)
class RoundTrip:
    """A source that a document carries, and the state of the document.

    `call` is the call that it answers. `changes` describe what was changed, `unplaced` what of that no submission can
    hold. A document that is not `CHANGED` can have changes too: its text is that of its source, and they are what a
    person must look at. `versions` are those of another version that built it, by which nothing can be proven here.
    `OTHER_CALL` is the document of that source only with the call that it carries, not with the one of this name here.
    """

    submission: Submission
    call: Call
    state: DocumentState
    changes: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()


def classify(document: ReceivedDocument, package: SourcePackage, known: Catalogue) -> RoundTrip | None:
    """Return the state of a document with the source package that it carries, None if that source has errors.

    `known` are the calls that are known here: they are preferred to the one that the document carries. Raises
    WsiscError if the document is damaged, or cannot be rebuilt.
    """
    first = None
    format = source_comparison.detect_format(document.content)
    for submission, call, is_known in _possible_answers(package, known, format):
        compare = _compare_word_file if format == "docx" else _compare_page
        result = compare(document, package, RoundTrip(submission, call, DocumentState.UNCHANGED))
        if result.state != DocumentState.CHANGED:
            return result if is_known else replace(result, state=DocumentState.OTHER_CALL)
        first = first or result
    return first


def find_changes(content: bytes, known: Catalogue, rebuilt: bytes) -> tuple[str, ...] | None:
    """Return what was changed or commented in a document after it was built, None if that cannot be known.

    A Word file that carries no source is compared with the one that is `rebuilt` now, b"" if there is none.
    """
    format, document = source_comparison.detect_format(content), ReceivedDocument(content)
    try:
        package = document.package
        if package is None:
            is_same = format == "docx" and rebuilt and not _is_reviewed(document.word)
            return () if is_same and not differences.find_differences(reader.read(rebuilt), document.word) else None
        result = classify(document, package, known)
        if result is None:
            return None
        is_unchanged = result.state not in (DocumentState.CHANGED, DocumentState.SAME_TEXT)
        if is_unchanged and not (format == "docx" and _is_reviewed(document.word)):
            return ()
        compared = source_comparison.compare(content, result.submission, package, result.call)
        remarks = () if compared.is_saved_again else compared.remarks
        return (*(change.line for change in compared.changes), *remarks) or None
    except WsiscError:  # the document is damaged
        return None


def _is_reviewed(content: WordContent) -> bool:
    """Return whether a Word file has comments, or tracked changes of formatting."""
    return bool(content.comments or content.formatting_changes)


def _possible_answers(package: SourcePackage, known: Catalogue, format: str) -> Iterator[tuple[Submission, Call, bool]]:
    """Yield the submission of a package with each call that it may answer, and whether that call is trusted.

    The call that is known here comes first; the carried one is trusted if no call with its name is known, or if it is
    an earlier version of a built-in one.
    """
    id = calls.read_id(package.call)
    is_known = id in known.ids() and id not in known.invalid
    catalogues = [(known, True)] if is_known else []
    if not is_known or known.text(id) != package.call:
        is_sound = not carried_files.find_call_error(package.call, id)
        is_own = not is_known or (id not in known.own and carried_files.is_former_call(package.call, id))
        catalogues += [(Catalogue({id: package.call}), is_own)] if is_sound else []
    for catalogue, is_trusted in catalogues:
        if answer := source_comparison.check_carried(package, catalogue, format):
            yield *answer, is_trusted


def _compare_word_file(document: ReceivedDocument, package: SourcePackage, unchanged: RoundTrip) -> RoundTrip:
    """Return the state of a Word file, and its changes."""
    submission = unchanged.submission
    missing = figures.read_image("gone.png", _PLACEHOLDER_IMAGE)
    images = {name: missing._replace(file=figure.file) for name, figure in submission.figures.items()}
    images |= source_comparison.read_images(document.figures, submission).images
    manuscript, _ = source_comparison.recreate_manuscript(package, submission, unchanged.call, LoadedFigures(images))
    rebuilt = get_writer("docx")(manuscript).finish()
    if rebuilt == document.content:
        return unchanged
    other_versions = source_comparison.find_other_versions(package, "docx")
    expected, actual = reader.read(rebuilt), document.word
    differing = differences.find_differences(expected, actual, has_same_styles=not other_versions)
    if not differing:
        compared = source_comparison.compare_without_comments(document.content, manuscript, package)
        return _judge_same_text(unchanged, compared)
    wording = [block.text for block in outline.build(manuscript) if not block.path]
    unplaced = tuple(differences.find_unrepresentable(expected, actual, wording, not other_versions))
    changes = tuple(from_data_file(aspect.value) for aspect in differing)
    return replace(unchanged, state=DocumentState.CHANGED, changes=changes, unplaced=unplaced, versions=other_versions)


def _judge_same_text(unchanged: RoundTrip, compared: Comparison) -> RoundTrip:
    """Return the state of a document with the text of its source, and what a person must look at."""
    changes = tuple(change.line for change in compared.changes if not change.is_save)
    if compared.versions:
        changes += compared.remarks
        return replace(unchanged, state=DocumentState.OLDER, changes=changes, versions=compared.versions)
    if compared.is_saved_again:
        return replace(unchanged, state=DocumentState.SAVED_AGAIN)
    changes += compared.remarks
    return replace(unchanged, state=DocumentState.SAME_TEXT if changes else DocumentState.SAME, changes=changes)


def _compare_page(document: ReceivedDocument, package: SourcePackage, unchanged: RoundTrip) -> RoundTrip:
    """Return the state of a PDF or an HTML page, and its changes."""
    compared = source_comparison.compare(document.content, unchanged.submission, package, unchanged.call)
    if compared.is_identical:
        return unchanged
    if compared.differences and not (compared.versions and not compared.has_other_words):
        return replace(unchanged, state=DocumentState.CHANGED, changes=compared.differences)
    return _judge_same_text(unchanged, compared)

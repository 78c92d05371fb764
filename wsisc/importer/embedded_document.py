"""A document of wsisc and the source that it carries -> that source, if the document is unchanged, and items to report.

The source of a changed Word file is not imported: it can be a stranger's. What it has and the document does not show is
reported.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from wsisc import importer
from wsisc.calls import locale
from wsisc.calls.call import Catalogue
from wsisc.document import figures, outline
from wsisc.document.outline import OutlineBlock
from wsisc.document.provenance import SourcePackage
from wsisc.importer import ImportReport, ImportResult, ReportItem
from wsisc.importer.account.report import MAX_ITEM_LETTERS, ItemCode
from wsisc.importer.clean import clean_content
from wsisc.messages import join, join_clauses, t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.readers.received_document import ReceivedDocument
from wsisc.source import model
from wsisc.source.model import Part, Section, Submission, Tags
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize
from wsisc.verification import round_trip
from wsisc.verification.round_trip import DocumentState, RoundTrip

_MAX_CHANGES = 10  # a guess: `wsisc verify` lists all of them


class ImportRefused(Exception):
    """A document that cannot be imported; `str()` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class SourceFiles(NamedTuple):
    """Files by their paths in the folder of a source, the `refused` ones with the reasons, and the `missing` ones."""

    files: dict[str, bytes]
    refused: dict[str, str]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadDocument:
    """What a document is read as: a submission, the files in its folder by their paths, and the items to report.

    `report` is None for an unchanged document of wsisc: then the submission is the source that it carries.
    `word_import` is what a Word file is imported as, whatever it carries; None if that was not needed.
    """

    submission: Submission
    files: Mapping[str, bytes]
    report: ImportReport | None
    items: tuple[ReportItem, ...] = ()
    state: DocumentState = DocumentState.CHANGED
    word_import: ImportResult | None = None


def read_page(name: str, document: ReceivedDocument, catalogue: Catalogue) -> ReadDocument:
    """Return the source of a PDF or an HTML page of wsisc.

    Raises ImportRefused if it is not ours, or was changed, WsiscError if it is damaged.
    """
    package = document.package
    if package is None:
        raise ImportRefused(
            t("{name} was not built by wsisc, or has no embedded source", name=name),
            t("import the Word file that it was created from"),
        )
    found = round_trip.classify(document, package, catalogue)
    if found is None:
        raise ImportRefused(
            t("the source embedded in {name} has errors", name=name),
            t("run wsisc extract {quote_path} to see it", quote_path=portable_names.quote_path(name)),
        )
    if found.state == DocumentState.CHANGED:
        first_change = "".join(f"; {excerpt(sanitize(change), MAX_ITEM_LETTERS)}" for change in found.changes[:1])
        raise ImportRefused(
            t("{name} was changed{first_change}", name=name, first_change=first_change),
            t(
                "run wsisc verify {quote_path} to see where, or import a Word file",
                quote_path=portable_names.quote_path(name),
            ),
        )
    return _read_unchanged(found, document, package)


def compare(document: ReceivedDocument, catalogue: Catalogue) -> tuple[RoundTrip | None, tuple[ReportItem, ...]]:
    """Return how a Word file compares with the source that it carries, and the items to report if that is not used."""
    if ending := document.former_format:
        return None, (
            ReportItem(
                t("converted to a Word file by LibreOffice"), t("from {ending}", ending=ending), needs_person=False
            ),
        )
    try:
        package = document.package
        found = round_trip.classify(document, package, catalogue) if package else None
    except WsiscError as error:  # what the file shows is read
        return None, (ReportItem(t("the embedded source was not used"), str(error)),)
    if package and found is None:
        return None, (ReportItem(t("the embedded source was not used"), t("it has errors")),)
    if found is None or found.state != DocumentState.CHANGED:
        return found, ()
    unplaced = tuple(_create_unjudged(words) for words in found.unplaced)
    difference = ReportItem(
        t("the file differs from its embedded source and was imported as it is"),
        join_clauses(found.changes),
        0,
        False,
    )
    return found, (*_report_versions(found), difference, *unplaced)


def _report_versions(found: RoundTrip) -> list[ReportItem]:
    if not found.versions:
        return []
    kind = t("built by another version, cannot be proven here")
    return [ReportItem(kind, sanitize(", ".join(found.versions)), code=ItemCode.UNPROVEN)]


def _create_unjudged(change: str) -> ReportItem:
    kind = t("different from the embedded source, not imported")
    return ReportItem(kind, change, code=ItemCode.UNJUDGED)


def _report_changes(found: RoundTrip) -> tuple[ReportItem, ...]:
    """Return the items that report what a document has, though it has the text of its source."""
    items = _report_versions(found)
    items += [_create_unjudged(sanitize(change)) for change in found.changes[:_MAX_CHANGES]]
    if more := len(found.changes[_MAX_CHANGES:]):
        items.append(_create_unjudged(t("and {count} more", count=more)))
    return tuple(items)


def build_outline(found: RoundTrip) -> Sequence[OutlineBlock]:
    """Return the blocks of the document that a source was built as."""
    return outline.build_blocks(found.submission, found.call, locale.load(found.submission.language))


def read_word_file(
    found: RoundTrip, document: ReceivedDocument, package: SourcePackage, catalogue: Catalogue, *, with_words: bool
) -> ReadDocument:
    """Return the source that an unchanged Word file carries, with the comments of the file.

    `with_words`, also what it is imported as without that source.
    """
    content, id = document.word, found.submission.call
    unchanged = _read_unchanged(found, document, package, tuple(clean_content.report_tracked_changes(content)))
    if not content.comments and not with_words:
        return unchanged
    is_carried = found.state == DocumentState.OTHER_CALL or id not in catalogue.ids()
    result = importer.import_content(content, Catalogue({id: package.call}) if is_carried else catalogue, id)
    commented_parts = {part.id: part for part in result.submission.parts}
    parts = tuple(_copy_comments(part, commented_parts.get(part.id)) for part in found.submission.parts)
    comment_items = (item for item in result.report.items if item.code in (ItemCode.COMMENT, ItemCode.IN_COMMENT))
    return replace(
        unchanged,
        submission=found.submission._replace(parts=parts),
        items=(*unchanged.items, *comment_items),
        word_import=result,
    )


def _read_unchanged(
    found: RoundTrip, document: ReceivedDocument, package: SourcePackage, items: tuple[ReportItem, ...] = ()
) -> ReadDocument:
    """Return the source that an unchanged document carries."""
    submission = found.submission
    if found.state == DocumentState.OTHER_CALL:
        text = t(
            "the call {call} that is known here has another cover or other prompts than the file", call=submission.call
        )
        items = (ReportItem(t("the embedded call differs"), text), *items)
    files = embedded_files(submission, package, document.figures)
    items = (*_report_changes(found), *items, *file_items(files))
    return ReadDocument(submission, files.files, None, items, found.state)


def _copy_comments(part: Part, other: Part | None) -> Part:
    """Return a part with the comments of another, and the same for its parts and sections, as far as both have them."""
    if other is None:
        return part
    other_parts = {part.id: part for part in other.parts}
    parts = tuple(_copy_comments(each, other_parts.get(each.id)) for each in part.parts)
    return part._replace(
        comments=other.comments, parts=parts, sections=_copy_section_comments(part.sections, other.sections)
    )


def _copy_section_comments(sections: tuple[Section, ...], others: tuple[Section, ...]) -> tuple[Section, ...]:
    commented = [
        each._replace(comments=other.comments, sections=_copy_section_comments(each.sections, other.sections))
        for each, other in zip(sections, others, strict=False)
    ]
    return (*commented, *sections[len(commented) :])


def find_lost_values(name: str, source: Submission, imported: Submission) -> Iterator[ReportItem]:
    """Yield which values are in the source that a changed document carries, and not in the submission read from it.

    They are named and not imported: they can be a stranger's. A submission without them is incomplete, so a person
    has to look; names alone are no loss.
    """
    document, source_name = (portable_names.quote_path(path) for path in (name, f"{PurePath(name).stem}-source.yaml"))
    advice = t(
        " (to keep it, run wsisc extract {document} -o {source_name}, then wsisc import {document} --into"
        " {source_name})",
        document=document,
        source_name=source_name,
    )
    for collect, needs_person in ((_hidden_values, True), (_names, False)):
        in_source, in_import = collect(source), collect(imported)
        if lost := [kind for kind in in_source if in_source[kind] - in_import[kind]]:
            kind = t("only in the embedded source{advice}", advice=advice if needs_person else "")
            yield ReportItem(kind, join(lost), 0, needs_person)


def _hidden_values(submission: Submission) -> dict[str, set[str]]:
    """Return the values of a submission that are not in the text of its document, by their kinds, without names."""
    entity, sections = submission.entity, [section for _, section in model.sections(submission)]
    tags = [each.tags for each in sections] + [each.tags for _, each in model.parts(submission)]
    return {
        "acronym": {entity.acronym} - {""},
        "type": {entity.type} - {""},
        "date": {submission.date} - {""},
        "language": {submission.language},
        "translated-from": {submission.translated_from.file} if submission.translated_from else set(),
        "tags": {repr(own) for own in tags if own != Tags()},
    }


def _names(submission: Submission) -> dict[str, set[str]]:
    """Return the names in a submission by their kinds. An import chooses other names, and nothing is lost."""
    return {
        t("ids of sections"): {each.id for _, each in model.sections(submission) if each.id},
        t("names of links"): set(submission.links),
        t("names of footnotes"): set(submission.footnotes),
        t("names of figures"): set(submission.figures),
    }


def embedded_files(submission: Submission, package: SourcePackage, document_files: Mapping[str, bytes]) -> SourceFiles:
    """Return the figures that a document carries for its source; `document_files` are the files found in it."""
    named = dict.fromkeys(figure.file for figure in submission.figures.values() if figure.file)
    accepted, refused = figures.select_acceptable(named, document_files)
    return SourceFiles(
        accepted, refused, tuple(file for file in {**named, **package.figures} if file not in document_files)
    )


def file_items(source_files: SourceFiles) -> tuple[ReportItem, ...]:
    """Return the items that report files that are not written, or are missing."""
    refused = [ReportItem(t("file not written"), f"{file}: {reason}") for file, reason in source_files.refused.items()]
    return (*refused, *(ReportItem(t("image changed or missing"), file) for file in source_files.missing))

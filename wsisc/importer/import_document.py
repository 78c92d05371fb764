"""A document as bytes -> the submission that it gives, the files beside it, and what is to be reported.

A document of ours that nobody changed gives exactly the source that it carries. Any other Word file is read as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from wsisc import importer, model
from wsisc.calls.call import Catalogue
from wsisc.diagnostic import WsiscError
from wsisc.document import figures, portable_names, scaffold
from wsisc.document.provenance import SourcePackage
from wsisc.importer import ImportReport, ReportItem, tracking
from wsisc.model import Part, Section, Submission, Tags
from wsisc.readers import embedded_source, file_format
from wsisc.readers.file_format import FileFormat
from wsisc.readers.word import reader
from wsisc.readers.word.content import WordContent
from wsisc.report.common import sanitize
from wsisc.verification import round_trip
from wsisc.verification.round_trip import DocumentState, RoundTrip
from wsisc.writers import yaml_style

_MAX_ITEM_LETTERS = 160
_MAX_LISTED_ITEMS = 20
_COMMENT_ITEM_KIND = re.compile(r"comment|reply to .*|.* \(comment\)", re.DOTALL)
"""The kinds of items that tell of comments, and of what else stands in them."""
_KINDS_OF_NAMES = ("ids of sections", "names of links", "names of footnotes", "names of figures")
"""By what a source calls what its texts show: an import makes other ones, and nothing of the document is lost."""


class ImportRefused(Exception):
    """A document that gives no submission; `str()` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class SourceFiles(NamedTuple):
    """Files by their paths in the folder of a source; those `refused`, with the reasons; and those that are `gone`."""

    files: dict[str, bytes]
    refused: dict[str, str]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportedDocument:
    """What an import gives: a submission, the files beside it by paths, and what is to be told of it.

    `report` is None for a document of wsisc that was not changed: then the submission is the source that it carries.
    """

    submission: Submission
    files: Mapping[str, bytes]
    report: ImportReport | None
    items: tuple[ReportItem, ...] = ()
    state: DocumentState = DocumentState.CHANGED


def import_file(name: str, content: bytes, catalogue: Catalogue, call_id: str = "") -> ImportedDocument:
    """Return what a document gives. Raises Refused or WsiscError where it gives nothing."""
    if file_format.recognize(content) in (FileFormat.PDF, FileFormat.HTML):
        return _import_embedded_source(name, content, catalogue)
    held = reader.read(content)  # says what is wrong with a file that is none
    found, items = _compare_with_embedded_source(content, catalogue)
    if found and found.state != DocumentState.CHANGED and not call_id:
        exact = _import_unchanged(found, tuple(tracking.report_items(held)))
        return _add_comments(exact, held, _answered_call(found, catalogue)) if held.comments else exact
    try:
        taken = importer.import_content(held, catalogue, call_id)
    except importer.UnknownCall as unknown:
        raise ImportRefused(f"{name}: {unknown}", f"name it with --call: {', '.join(catalogue.ids())}") from None
    lost = tuple(_find_lost_values(name, found.submission, taken.submission)) if found else ()
    return ImportedDocument(taken.submission, taken.files, taken.report, (*items, *lost, *taken.report.items))


def _find_lost_values(name: str, source: Submission, imported: Submission) -> Iterator[ReportItem]:
    """Yield which values the source that a changed document carries has, and what was read of its text has not.

    They are named and not taken: they may be a stranger's. Without values something is missing, so a person looks.
    """
    has, there = _hidden_values(source), _hidden_values(imported)
    kinds = [kind for kind in has if has[kind] - there[kind]]
    document, kept = (portable_names.quote_path(each) for each in (name, f"{PurePath(name).stem}-source.yaml"))
    keep = f" (to keep it: wsisc extract {document} -o {kept}, then wsisc import {document} --into {kept})"
    for are_names in (False, True):
        if some := [kind for kind in kinds if (kind in _KINDS_OF_NAMES) == are_names]:
            yield ReportItem(
                f"only in the source that it carries{'' if are_names else keep}", ", ".join(some), 0, not are_names
            )


def _hidden_values(submission: Submission) -> dict[str, set[str]]:
    """Return the values of a submission that no reader of its document sees, by what they are."""
    entity, sections = submission.entity, [section for _, section in model.sections(submission)]
    tags = [each.tags for each in sections] + [each.tags for _, each in model.parts(submission)]
    return {
        "acronym": {entity.acronym} - {""},
        "type": {entity.type} - {""},
        "date": {submission.date} - {""},
        "language": {submission.language},
        "tags": {repr(each) for each in tags if each != Tags()},
        "ids of sections": {each.id for each in sections if each.id},
        "names of links": set(submission.links),
        "names of footnotes": set(submission.footnotes),
        "names of figures": set(submission.figures),
    }


def _compare_with_embedded_source(
    content: bytes, catalogue: Catalogue
) -> tuple[RoundTrip | None, tuple[ReportItem, ...]]:
    """Return what a Word file is to the source that it carries, and what is to be told where that is not used."""
    try:
        package = embedded_source.find(content)
        found = round_trip.classify(content, package, catalogue) if package else None
    except WsiscError as error:  # what the file shows is read
        return None, (ReportItem("the source that the file carries is not used", str(error)),)
    if package and found is None:
        return None, (ReportItem("the source that the file carries is not used", "it has errors"),)
    if found is None or found.state != DocumentState.CHANGED:
        return found, ()
    unplaced = tuple(ReportItem("differs from the source that it carries, not taken", each) for each in found.unplaced)
    told = ReportItem(
        "it differs from the source that it carries and is read as it is", "; ".join(found.changes), 0, False
    )
    return found, (told, *unplaced)


def find_package(content: bytes) -> SourcePackage | None:
    """Return the package that a document carries, None where it carries none, or that was changed."""
    try:
        return embedded_source.find(content)
    except WsiscError:  # the package was changed: what the file shows is read
        return None


def _import_embedded_source(name: str, content: bytes, catalogue: Catalogue) -> ImportedDocument:
    """Return what a PDF or a page of wsisc carries. Raises Refused for one of others, and a changed one."""
    package = embedded_source.find(content)
    if package is None:
        raise ImportRefused(
            f"{name} was not made by wsisc, or carries no source", "give the Word file it was made from"
        )
    found = round_trip.classify(content, package, catalogue)
    if found is None:
        raise ImportRefused(
            f"the source that {name} carries has errors", f"see it with wsisc extract {portable_names.quote_path(name)}"
        )
    if found.state == DocumentState.CHANGED:
        first = "".join(f"; {sanitize(each)[:_MAX_ITEM_LETTERS]}" for each in found.changes[:1])
        raise ImportRefused(
            f"{name} was changed{first}",
            f"see where: wsisc verify {portable_names.quote_path(name)}; or give a Word file",
        )
    return _import_unchanged(found)


def _import_unchanged(round_trip_result: RoundTrip, items: tuple[ReportItem, ...] = ()) -> ImportedDocument:
    """Return the source that a document carries, which still is the document of that source."""
    if round_trip_result.state == DocumentState.OTHER_CALL:
        told = (
            f"{round_trip_result.submission.call} is known here with another cover or other prompts than the file has"
        )
        items = (ReportItem("the file carries another call", told), *items)
    held = embedded_files(round_trip_result.submission, round_trip_result.package, round_trip_result.files)
    return ImportedDocument(
        round_trip_result.submission, held.files, None, (*items, *file_items(held)), round_trip_result.state
    )


def _answered_call(round_trip_result: RoundTrip, catalogue: Catalogue) -> Catalogue:
    """Return the call that an unchanged document answers, by which its parts are known again."""
    id = round_trip_result.submission.call
    is_own = round_trip_result.state == DocumentState.OTHER_CALL or id not in catalogue.ids()
    return Catalogue({id: round_trip_result.package.call}) if is_own else catalogue


def _add_comments(unchanged: ImportedDocument, word_content: WordContent, catalogue: Catalogue) -> ImportedDocument:
    """Return an exact source with what was said in its document of each of its parts and sections."""
    taken = importer.import_content(word_content, catalogue, unchanged.submission.call)
    own = {part.id: part for part in taken.submission.parts}
    parts = tuple(_copy_comments(part, own.get(part.id)) for part in unchanged.submission.parts)
    said = tuple(item for item in taken.report.items if _COMMENT_ITEM_KIND.fullmatch(item.kind))
    return replace(unchanged, submission=replace(unchanged.submission, parts=parts), items=(*unchanged.items, *said))


def _copy_comments(part: Part, other: Part | None) -> Part:
    """Return a part with the comments of another, and so all in it, as far as the same stand in both."""
    if other is None:
        return part
    own = {each.id: each for each in other.parts}
    parts = tuple(_copy_comments(each, own.get(each.id)) for each in part.parts)
    return replace(
        part, comments=other.comments, parts=parts, sections=_copy_section_comments(part.sections, other.sections)
    )


def _copy_section_comments(sections: tuple[Section, ...], others: tuple[Section, ...]) -> tuple[Section, ...]:
    found = [
        replace(each, comments=other.comments, sections=_copy_section_comments(each.sections, other.sections))
        for each, other in zip(sections, others, strict=False)
    ]
    return (*found, *sections[len(found) :])


def embedded_files(submission: Submission, package: SourcePackage, document_files: Mapping[str, bytes]) -> SourceFiles:
    """Return the figures that a document carries for its source; `held` are their files as found in the document."""
    named = dict.fromkeys(figure.file for figure in submission.figures.values() if figure.file)
    accepted, refused = figures.select_acceptable(named, document_files)
    return SourceFiles(
        accepted, refused, tuple(file for file in {**named, **package.figures} if file not in document_files)
    )


def file_items(source_files: SourceFiles) -> tuple[ReportItem, ...]:
    """Return what is to be reported of files that are not written, or are gone."""
    told = [ReportItem("file not written", f"{file}: {reason}") for file, reason in source_files.refused.items()]
    return (*told, *(ReportItem("image no longer as it was", file) for file in source_files.missing))


def to_yaml(imported: ImportedDocument, name: str, schema: str, catalogue: Catalogue) -> str:
    """Return the YAML of an import, with a comment on top that says where it came from and what to look at.

    `schema` is the path from it to the schema of its call, "" where there is none. Where no part was found, those of
    the call stand there empty: its author moves the words into them.
    """
    lines = [f"Imported by wsisc from {sanitize(name)}."]
    looked_at = [item for item in imported.items if item.needs_person]
    if imported.report:
        lines.append("Read it beside the original; then delete these lines. wsisc validate tells what is missing.")
    if looked_at:
        lines += ["", "To be looked at:", *(f"- {format_item(item)}" for item in looked_at[:_MAX_LISTED_ITEMS])]
    if len(looked_at) > _MAX_LISTED_ITEMS:
        lines.append(f"- and {len(looked_at) - _MAX_LISTED_ITEMS} more, as wsisc import told")
    submission = imported.submission
    empty = "" if submission.parts else scaffold.create_parts(catalogue.load(submission.call), submission.language)
    return yaml_style.write(submission, schema, "\n".join(lines), empty)


def format_item(item: ReportItem) -> str:
    """Return an item on one line, cut short."""
    text, kind = sanitize(item.text), f"{'not taken, ' if item.words else ''}{item.kind}"
    return f"{kind}: {text[:_MAX_ITEM_LETTERS]}{' ...' if len(text) > _MAX_ITEM_LETTERS else ''}".rstrip(": ")

"""A Word file that wsisc did not build -> the one that it would have built, with what that leaves out.

A form, or a file of an author's own, has no wording of a call that was sent out and could be restored. It is read as
`wsisc import` reads it, and built as a Word file of the submission in it, which is merged like any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wsisc import model
from wsisc.diagnostic import DataPath, WsiscError
from wsisc.diff.change import Change
from wsisc.document import figures
from wsisc.document.submission_file import SubmissionFile
from wsisc.importer import form_wording, restore_headings
from wsisc.importer.report import name_item
from wsisc.merge import components, review, review_comparison, sent_version, unplaced_changes
from wsisc.merge.notes import MergeNote
from wsisc.merge.sent_version import SentVersion
from wsisc.messages import t
from wsisc.model import Comment, Submission
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word.content import WordContent


@dataclass(frozen=True)
class ForeignFile:
    """The Word file of the submission in a foreign one, and what that cannot hold."""

    document: bytes
    changes: tuple[Change, ...]
    comments: tuple[tuple[DataPath, Comment], ...]
    notes: tuple[MergeNote, ...]


def read(received: ReceivedDocument, ours: SubmissionFile, sent: SentVersion, is_chosen: bool) -> ForeignFile | None:
    """Return a foreign file, None if the file is one of wsisc. `is_chosen` is whether authors were named.

    A file that lost the styles of wsisc and has tracked changes is merged as one of wsisc: these have authors.
    Raises WsiscError if the file contains no part of the call, or a form has tracked changes that cannot be chosen.
    """
    content = received.word
    authors, is_form = review.find_authors(content), form_wording.is_form(content.blocks)
    is_own = received.sound_package is not None or restore_headings.has_wsisc_styles(content) or bool(authors)
    if is_own and not is_form:
        return None
    if is_chosen and authors:
        hint = t("omit --accept-from, or accept and reject the tracked changes in Word")
        raise WsiscError(t("the tracked changes of a form cannot be merged by author"), hint, exit_code=2)
    return _read(content, ours, sent)


def _read(content: WordContent, ours: SubmissionFile, sent: SentVersion) -> ForeignFile | None:
    known, base = sent.known, sent.submission
    imported = review_comparison.import_content(content, known, ours.submission)
    found = imported.submission
    entity = replace(found.entity, name=found.entity.name or base.entity.name)
    theirs = replace(found, title=found.title or base.title, entity=entity)
    images = {}
    for name, figure in found.figures.items():
        image = components.restore_image(imported.files[figure.file])
        images[name] = figures.read_image(figure.file, image)
    document = sent_version.build(SentVersion(theirs, known, images, {}))
    if document is None:
        return None
    changes = (*_find_fields(found, base, ours.submission), *unplaced_changes.find_outside_parts(found, base))
    open_items = (each for each in imported.report.items if each.needs_person)
    items = [each for each in open_items if each.kind != "comment" and not each.kind.startswith("reply to ")]
    notes = [MergeNote("import-item", name_item(each), needs_person=True) for each in items]
    return ForeignFile(document, changes, tuple(_find_comments(found, base, ours.submission)), tuple(notes))


def _find_fields(theirs: Submission, base: Submission, ours: Submission) -> Iterator[Change]:
    """Yield the values of a form that no document shows, as far as they are new."""
    before, own = _list_fields(base), _list_fields(ours)
    for path, value in _list_fields(theirs).items():
        if value and value not in (before[path], own[path]):
            name, reason = ".".join(path), t("write it into the file yourself")
            remark = f"{name}: {value}"
            yield Change("changed", name, (), own[path], value, None, "refused", reason=reason, remark=remark)


def _list_fields(submission: Submission) -> dict[tuple[str, ...], str]:
    entity, contact = submission.entity, submission.contact or model.Contact()
    return {
        ("entity", "acronym"): entity.acronym,
        ("entity", "type"): entity.type,
        ("date",): submission.date,
        ("contact", "name"): contact.name,
        ("contact", "email"): contact.email,
    }


def _find_comments(theirs: Submission, base: Submission, ours: Submission) -> Iterator[tuple[DataPath, Comment]]:
    """Yield the new comments, with the paths of their parts."""
    known = [(each.quote, each.text) for version in (base, ours) for _, each in model.comments(version)]
    for path, comment in model.comments(theirs):
        if (comment.quote, comment.text) not in known:
            end = next(at for at, step in enumerate(path) if step in ("sections", "comments"))
            yield path[:end], comment

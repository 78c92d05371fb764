"""A Word file that wsisc did not build -> the one that it would have built, with what that leaves out.

A form, or a file of an author's own, has no wording of a call that was sent out and could be restored. It is read as
`wsisc import` reads it, and built as a Word file of the submission in it, which is merged like any other. If it has
tracked changes, it is read without them too: only what they changed is the reviewer's.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.document import figures
from wsisc.document.provenance import digest
from wsisc.document.submission_file import SubmissionFile
from wsisc.importer import ImportResult
from wsisc.importer.account.report import ItemCode, name_item
from wsisc.importer.forms import form_reading
from wsisc.importer.parts import restore_headings
from wsisc.merge import change_authors, components, review_comparison, sent_version, unplaced_changes
from wsisc.merge.notes import MergeNote
from wsisc.merge.sent_version import SentVersion
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word import accept_reject
from wsisc.readers.word.reader import read as read_word
from wsisc.source import model
from wsisc.source.model import Comment, Submission


@dataclass(frozen=True)
class ForeignFile:
    """The Word file of the submission in a foreign one, and what that cannot hold.

    `without` is that submission without its tracked changes, as it was sent unless somebody switched tracking off; None
    if there are none. `names` are the people who tracked changes, `others` those of them whose changes were left out.
    `imported` is the foreign file itself, and `imported_as_sent` the same without its tracked changes.
    """

    document: bytes
    without: SentVersion | None
    names: tuple[str, ...]
    others: tuple[str, ...]
    changes: tuple[Change, ...]
    comments: tuple[tuple[DataPath, Comment], ...]
    notes: tuple[MergeNote, ...]
    imported: ImportResult
    imported_as_sent: ImportResult | None


def read(
    received: ReceivedDocument, ours: SubmissionFile, sent: SentVersion, names: Collection[str]
) -> ForeignFile | None:
    """Return a foreign file with the tracked changes of some people, of all if there are no names.

    Returns None if the file is one of wsisc. Raises WsiscError if it contains no part of the call.
    """
    content = received.word
    is_own = received.sound_package is not None or restore_headings.has_wsisc_styles(content)
    if is_own and not form_reading.is_form(content.blocks):
        return None
    authors, without, as_sent = change_authors.find_authors(content), None, None
    if authors:
        untracked = accept_reject.reject_all(read_word(received.content, ()))
        as_sent = review_comparison.import_content(untracked, sent.known, ours.submission)
        without = _create_version(as_sent, sent)
    if names:
        content = accept_reject.accept_from(read_word(received.content, tuple(names)), names)
    imported = review_comparison.import_content(content, sent.known, ours.submission)
    document = sent_version.build(_create_version(imported, sent))
    if document is None:
        return None
    found, base = imported.submission, (without or sent).submission
    changes = (*_find_fields(found, base, ours.submission), *unplaced_changes.find_outside_parts(found, base))
    open_items = (each for each in imported.report.items if each.needs_person)
    items = [each for each in open_items if each.code != ItemCode.COMMENT]
    notes = [MergeNote("import-item", name_item(each), needs_person=True) for each in items]
    comments = tuple(_find_comments(found, sent.submission, ours.submission))
    others = tuple(each for each in authors if names and each not in names)
    kept = comments, tuple(notes), imported, as_sent
    return ForeignFile(document, without, tuple(authors), others, changes, *kept)


def _create_version(imported: ImportResult, sent: SentVersion) -> SentVersion:
    """Return an imported submission with its images, and what its file does not say from the version sent."""
    found, base = imported.submission, sent.submission
    entity = found.entity._replace(name=found.entity.name or base.entity.name)
    images = {}
    for name, figure in found.figures.items():
        image = components.restore_image(imported.files[figure.file])
        images[name] = figures.read_image(figure.file, image)
    digests = {name: digest(each.content) for name, each in images.items()}
    return SentVersion(found._replace(title=found.title or base.title, entity=entity), sent.known, images, digests)


def _find_fields(theirs: Submission, base: Submission, ours: Submission) -> Iterator[Change]:
    """Yield the values of a form that no document shows, as far as they are new."""
    before, own = _list_fields(base), _list_fields(ours)
    for path, value in _list_fields(theirs).items():
        if value and value not in (before[path], own[path]):
            name, reason = ".".join(path), t("write it into the file yourself")
            remark = f"{name}: {value}"
            yield Change(
                action=ChangeAction.CHANGED,
                kind=ChangeKind.VALUE,
                label=name,
                old=own[path],
                new=value,
                verdict=Verdict.REFUSED,
                reason=reason,
                remark=remark,
            )


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

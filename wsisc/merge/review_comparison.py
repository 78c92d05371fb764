"""A reviewed Word file and the version sent -> the three sides of a merge, and the changes outside the texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wsisc import importer
from wsisc.calls.call import Catalogue
from wsisc.diagnostic import DataPath, WsiscError
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.diff.sides import ImageDigests, Sides
from wsisc.document.provenance import digest
from wsisc.document.submission_file import SubmissionFile
from wsisc.importer import ImportResult
from wsisc.importer.restore_headings import RestoredHeading
from wsisc.merge import (
    appearance_changes,
    components,
    heading_check,
    restore_prompts,
    struck_words,
    unplaced_changes,
)
from wsisc.merge.component_accounting import MergeInputs
from wsisc.merge.letter_places import ImportedWordFile
from wsisc.merge.notes import MergeNote
from wsisc.merge.sent_version import SentVersion
from wsisc.messages import t
from wsisc.model import Comment, Submission
from wsisc.readers.word import accept_reject
from wsisc.readers.word.content import WordContent


@dataclass(frozen=True)
class ReviewComparison:
    """A reviewed file, compared with the version sent.

    `changes` are those outside the texts, `wording_changes` those of the call's wording among them. `account` has the
    three versions, and the Word files as received, with its tracked changes accepted, and as sent, if that is known.
    `comments` are those of the reviewed file with the paths of its parts and sections.
    `has_untracked` is whether changes were left out because they are not tracked.
    """

    account: MergeInputs
    changes: list[Change]
    wording_changes: list[Change]
    comments: tuple[tuple[DataPath, Comment], ...]
    notes: tuple[MergeNote, ...]
    has_untracked: bool = False


def compare_texts(
    content: WordContent, ours: SubmissionFile, sent: SentVersion, rebuilt: WordContent | None
) -> ReviewComparison:
    """Return a reviewed file, compared with the version sent. Raises WsiscError if it contains no part of the call."""
    base, call = sent.submission, sent.known.find(sent.submission.call)
    bare = struck_words.remove_spaces(accept_reject.accept_all(content))
    received, lost_headings = restore_prompts.restore_known_headings(bare, rebuilt, base, call)
    accepted, wording_changes = restore_prompts.restore(received, rebuilt, base, call)
    if heading_check.has_lost_headings(received, rebuilt, call, wording_changes):
        raise heading_check.no_parts_error(sent.known.find(ours.submission.call), ours.submission.language)
    theirs = import_content(accepted, sent.known, ours.submission)
    imported_sent = import_content(rebuilt, sent.known, base) if rebuilt else None
    received_file = ImportedWordFile(received, theirs, base)
    sent_file = ImportedWordFile(rebuilt, imported_sent, base) if rebuilt and imported_sent else None
    sent_again = imported_sent.submission if imported_sent else None
    received_images = {name: components.restore_image(image) for name, image in received_file.images.items()}
    images = ImageDigests(
        sent.digests,
        {name: digest(image) for name, image in received_images.items()},
        {name: digest(image.content) for name, image in ours.figures.images.items()},
        {name: components.describe_image(image) for name, image in received_images.items()},
    )
    sides = Sides(base, theirs.submission, ours.submission, sent_again, received_file.bookmarks, images)
    known_items = imported_sent.report.items if imported_sent else ()
    changes = [
        *wording_changes,
        *_describe_lost_styles(lost_headings, sides),
        *components.find_changes(received_file, sent_file, sides),
        *appearance_changes.find_changes(received_file, rebuilt, sides),
        *appearance_changes.find_renumbered(received_file, rebuilt, sides),
        *appearance_changes.find_lost_headings(theirs.report.items, known_items, theirs.submission, sides),
        *unplaced_changes.find_outside_parts(theirs.submission, sent_again),
        *unplaced_changes.find_outside_text(theirs.report.items, known_items, rebuilt),
    ]
    account = MergeInputs(sides, received, rebuilt)
    return ReviewComparison(account, changes, wording_changes, tuple(received_file.read_comments()), sent.notes)


def _describe_lost_styles(headings: Sequence[RestoredHeading], sides: Sides) -> Iterator[Change]:
    """Yield the headings that lost their styles."""
    for each in headings:
        own = sides.sections_to_ours.get(each.path[:-1])
        path = (*own, "title") if own else ()
        yield Change(
            action=ChangeAction.LOST,
            kind=ChangeKind.HEADING_STYLE,
            path=path,
            old=each.text,
            verdict=Verdict.FORM,
            reason=t("it is kept as a heading"),
        )


def import_content(content: WordContent, known: Catalogue, ours: Submission) -> ImportResult:
    """Return the submission that a Word file contains, in the language of ours; every image is a figure.

    Raises WsiscError if it answers no known call, or contains no part of it.
    """
    content = components.make_images_importable(content)
    try:
        imported = importer.import_content(content, known, ours.call if ours.call in known.ids() else "")
    except importer.UnknownCall as unknown:
        raise WsiscError(str(unknown), t("set call: in the submission to a known call"), exit_code=2) from None
    call = known.find(imported.submission.call)
    if heading_check.has_no_known_part(call, imported.found_parts, ours):
        raise heading_check.no_parts_error(call, ours.language)
    return replace(imported, submission=imported.submission._replace(language=ours.language))

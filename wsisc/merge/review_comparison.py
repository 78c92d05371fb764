"""A reviewed Word file and the version sent -> the three sides of a merge, and the changes outside the texts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from wsisc import importer
from wsisc.calls import call as calls
from wsisc.calls.call import Call, Catalogue
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.diff.sides import ImageDigests, Sides
from wsisc.document.outline import OutlineBlock
from wsisc.document.provenance import digest
from wsisc.document.submission_file import SubmissionFile
from wsisc.importer import ImportResult
from wsisc.importer.parts.restore_headings import RestoredHeading
from wsisc.merge import (
    appearance_changes,
    components,
    restore_prompts,
    unplaced_changes,
)
from wsisc.merge.component_accounting import MergeInputs
from wsisc.merge.letter_places import ImportedWordFile
from wsisc.merge.notes import MergeNote
from wsisc.merge.sent_version import SentVersion
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError
from wsisc.readers.word import accept_reject
from wsisc.readers.word import content as word
from wsisc.readers.word.content import WordContent
from wsisc.source.model import Comment, Submission
from wsisc.text.sanitize import sanitize

_MOST_CHARACTERS = 60  # characters of a heading in a message: the label of a part and the start of its prompt


@dataclass(frozen=True)
class ReviewComparison:
    """A reviewed file, compared with the version sent.

    `changes` are those outside the texts, `wording_changes` those of the call's wording among them. `account` has the
    three versions, and the Word files as received, with its tracked changes accepted, and as sent, if that is known.
    `comments` are those of the reviewed file with the paths of its parts and sections.
    `imported` is the reviewed file without its deletions, and `imported_as_sent` without any tracked change, None if
    it was not read so. `has_untracked` is whether changes were left out because they are not tracked.
    """

    account: MergeInputs
    changes: list[Change]
    wording_changes: list[Change]
    comments: tuple[tuple[DataPath, Comment], ...]
    notes: tuple[MergeNote, ...]
    imported: ImportResult
    imported_as_sent: ImportResult | None = None
    has_untracked: bool = False


def compare_texts(
    content: WordContent, ours: SubmissionFile, sent: SentVersion, rebuilt: WordContent | None
) -> ReviewComparison:
    """Return a reviewed file, compared with the version sent. Raises WsiscError if it contains no part of the call."""
    base, call = sent.submission, sent.known.find(sent.submission.call)
    restored = restore_prompts.restore(accept_reject.accept_all(content), rebuilt, base, call)
    received, lost_headings, accepted, wording_changes, blocks = restored
    if has_lost_headings(received, rebuilt, call, wording_changes):
        raise no_parts_error(sent.known.find(ours.submission.call), ours.submission.language)
    theirs = import_content(accepted, sent.known, ours.submission, blocks)
    imported_sent = import_content(rebuilt, sent.known, base, blocks) if rebuilt else None
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
        *appearance_changes.find_lost_headings(received_file, known_items, sides),
        *unplaced_changes.find_outside_parts(theirs.submission, sent_again),
        *unplaced_changes.find_outside_text(theirs.report.items, known_items, rebuilt),
    ]
    account = MergeInputs(sides, received, rebuilt)
    comments = tuple(received_file.read_comments())
    return ReviewComparison(account, changes, wording_changes, comments, sent.notes, theirs)


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


def import_content(
    content: WordContent, known: Catalogue, ours: Submission, sent: Sequence[OutlineBlock] = ()
) -> ImportResult:
    """Return the submission that a Word file contains, in the language of ours; every image is a figure.

    `sent` are the blocks of the document as it was sent, if they are known.

    Raises WsiscError if it answers no known call, or contains no part of it.
    """
    content = components.make_images_importable(content)
    try:
        imported = importer.import_content(content, known, ours.call if ours.call in known.ids() else "", sent=sent)
    except importer.UnknownCall as unknown:
        raise WsiscError(str(unknown), t("set call: in the submission to a known call"), exit_code=2) from None
    call = known.find(imported.submission.call)
    if has_no_known_part(call, imported.found_parts, ours):
        raise no_parts_error(call, ours.language)
    return replace(imported, submission=imported.submission._replace(language=ours.language))


def has_lost_headings(
    content: WordContent, sent_content: WordContent | None, call: Call | None, wording_changes: Collection[Change]
) -> bool:
    """Return whether a file lost all headings, or all those of the call, which the sent one had.

    `wording_changes` are the changes of the call's wording.
    """
    if sent_content is None or call is None:
        return False
    wordings = {" ".join(part.heading(each).split()) for _, part in calls.parts(call) for each in call.languages}
    sent = wordings & {" ".join(each.text.split()) for each in word.paragraphs(sent_content.blocks)}
    removed = {each.old for each in wording_changes if each.action == ChangeAction.REMOVED}
    has_heading = any(each.outline for each in word.paragraphs(content.blocks))
    return bool(sent) and (sent <= removed or not has_heading)


def has_no_known_part(call: Call | None, found_parts: Collection[tuple[str, ...]], ours: Submission) -> bool:
    """Return whether no part of a call was found in a file, although the submission has some."""
    return (
        call is not None
        and bool(ours.parts)
        and not found_parts
        and any(part.is_headed for _, part in calls.parts(call))
    )


def no_parts_error(call: Call | None, language: str) -> WsiscError:
    """Return the error for a Word file that contains no part of a call."""
    message = t(
        "no part of the call was found in the Word file, so nothing was written; expected the headings: {headings}",
        headings=sanitize(describe_headings(call, language)),
    )
    hint = t(
        "in Word, apply the styles Heading 1, Heading 2 ... to them and to the titles of sections; then import again"
    )
    return WsiscError(message, hint, exit_code=2)


def describe_headings(call: Call | None, language: str) -> str:
    """Return the start of each heading of a call's parts, "" if the call is unknown."""
    if call is None:
        return ""
    available = call.wording_language(language)
    texts = [part.heading(available) for _, part in calls.parts(call) if part.is_headed]
    return "; ".join(
        each if len(each) <= _MOST_CHARACTERS else f"{each[:_MOST_CHARACTERS].rsplit(' ', 1)[0]} ..." for each in texts
    )

"""A named version that the Word file contradicts -> the differences, as conflicts, and a note.

The Word file with all tracked changes rejected has the text that was sent, unless somebody switched tracking off. If
its words are others than those of the version that --base names, the reviewer need not have written the difference: it
is what the author wrote later, if the wrong version is named.
"""

from wsisc.diff.change import Change
from wsisc.diff.sides import Sides
from wsisc.document import submission_file
from wsisc.document.submission_file import SubmissionFile
from wsisc.merge import collect, unsourced
from wsisc.merge.notes import MergeNote
from wsisc.messages import plural
from wsisc.model import Submission
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word.content import WordContent


def find_contradictions(without: Submission, sides: Sides) -> list[Change]:
    """Return the differences of a text without its tracked changes from the version named, none of them applied."""
    if unsourced.has_same_words(without, sides.base, sides.reread_base or sides.base):
        return []
    changes = collect.find_changes(Sides(sides.base, without, sides.ours, sides.reread_base))
    return unsourced.mark_conflicts(changes)


def is_doubtful(content: WordContent, document: ReceivedDocument, base: SubmissionFile | None) -> bool:
    """Return whether a base can be the wrong one: the file has tracked changes, and does not embed it."""
    if base is None or not unsourced.list_reviewers(content):
        return False
    package = document.sound_package
    if package is None:
        return True
    return submission_file.read(package.source.encode(), base.name, base.folder).submission != base.submission


def describe(base: SubmissionFile | None, document: str, count: int) -> MergeNote | None:
    """Return a note on a version that the Word file contradicts in some places, None if in no place."""
    if base is None or not count:
        return None
    message = plural(
        "without its tracked changes, {document} differs in 1 place from {base}, so another version may have been sent"
        " out: that difference is a conflict, and only the tracked changes are merged; leave out --base, or use it to"
        " name the version that was sent out",
        "without its tracked changes, {document} differs in {count:,} places from {base}, so another version may have"
        " been sent out: these differences are conflicts, and only the tracked changes are merged; leave out --base,"
        " or use it to name the version that was sent out",
        count,
        document=document,
        base=base.name,
    )
    return MergeNote("base-contradicted", message, needs_person=True)

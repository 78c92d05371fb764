"""A Word file without its source, and versions of its author's file -> the one that was sent, or what is merged then.

The Word file with all tracked changes rejected has the text that was sent, unless somebody switched tracking off. So a
version with the same words is the one that was sent. If there is none, the tracked changes are the reviewer's, and
nothing else is merged. If nothing is tracked, no one can tell which of two texts is the older one: all differences are
conflicts, since the author's may be the later ones. The same holds if the words of the Word file are others than those
of the version that --base names: the reviewer need not have written the difference.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from wsisc.diff import word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.diff.sides import Sides
from wsisc.document import submission_file
from wsisc.document.submission_file import SubmissionFile
from wsisc.merge import collect
from wsisc.merge.notes import MergeNote
from wsisc.messages import plural, t
from wsisc.readers.received_document import ReceivedDocument
from wsisc.readers.word import accept_reject
from wsisc.readers.word.content import WordContent
from wsisc.source import model
from wsisc.source.model import Submission
from wsisc.text import portable_names

_UNKNOWN_SENT = t("it is not known which version was sent")


def find_version(text: Submission, versions: Iterable[SubmissionFile]) -> SubmissionFile | None:
    """Return the first of some versions that has the words of a text, None if none has."""
    words = _list_words(text)
    return next((each for each in versions if _list_words(each.submission) == words), None)


def has_same_words(text: Submission, *versions: Submission) -> bool:
    """Return whether a text has the words of one of some versions."""
    return _list_words(text) in [_list_words(each) for each in versions]


def _list_words(submission: Submission) -> tuple[list[str], Counter[str]]:
    """Return the words of titles and texts in order, and those of footnotes, whose order is that of their names."""
    titles = {(*path, "title"): section.title for path, section in model.sections(submission)}
    texts = [(path, node.words) for path, node in word_tree.parse_texts(submission)]
    texts += [*titles.items(), (("title",), submission.title), (("entity",), submission.entity.name)]
    notes = Counter(" ".join(words.split()) for path, words in texts if path[0] == "footnotes")
    others = sorted((list(map(str, path)), words.split()) for path, words in texts if path[0] != "footnotes")
    return [word for _, words in others for word in words], notes


def list_reviewers(content: WordContent) -> list[str]:
    """Return the sorted names of those who tracked changes of words."""
    changes = [each for each, _ in accept_reject.tracked_changes(content)]
    return sorted({name for each in changes for name in accept_reject.change_authors(each)})


def mark_conflicts(changes: Sequence[Change]) -> list[Change]:
    """Return changes of which none is applied, as the author may have written later."""
    return [_mark_conflict(each) if each.verdict in (Verdict.CLEAN, Verdict.CONFLICT) else each for each in changes]


def _mark_conflict(change: Change) -> Change:
    is_move = change.action == ChangeAction.MOVED and not change.proposal and change.kind == ChangeKind.SECTION
    is_refused = is_move and change.verdict == Verdict.CLEAN
    verdict = Verdict.REFUSED if is_refused else Verdict.CONFLICT
    return replace(change, verdict=verdict, reason=_UNKNOWN_SENT, is_sent_known=False)


def describe_found(version: SubmissionFile) -> MergeNote:
    """Return a note on the version that the Word file was built from, which its text shows."""
    message = t(
        "the Word file has no embedded source; without its tracked changes it has the words of {name}, so that is the"
        " version that was sent out",
        name=version.name,
    )
    return MergeNote("version-found", message)


def describe_merge(name: str, document: str, is_tracked: bool, has_untracked: bool) -> MergeNote:
    """Return a note on a merge into the file `name` without the version that was sent.

    `is_tracked` is whether the tracked changes are merged, `has_untracked` whether there are other differences.
    """
    if not is_tracked:
        message = t(
            "the Word file has no embedded source and no tracked changes, so it is not known which version was sent"
            " out: every difference from {name} is a conflict, and none of its words were replaced; use --base to name"
            " that version (a file, a document, or a Git revision such as HEAD~1:./{name}), or use --base {name} if it"
            " has not changed since",
            name=name,
        )
        return MergeNote("two-way-merge", message)
    if not has_untracked:
        message = t("the Word file has no embedded source, so only its tracked changes are merged")
        return MergeNote("tracked-merge", message)
    paths = f"{portable_names.quote_path(name)} {portable_names.quote_path(document)}"
    message = t(
        "the Word file has no embedded source, so only its tracked changes are merged; what else differs counts as"
        " written in {name} since, but can also be an untracked change: run wsisc diff {paths} to see it, or use --base"
        " to name the version that was sent out",
        name=name,
        paths=paths,
    )
    return MergeNote("tracked-merge", message, needs_person=True)


def find_contradictions(without: Submission, sides: Sides) -> list[Change]:
    """Return the differences of a text without its tracked changes from the version named, none of them applied."""
    if has_same_words(without, sides.base, sides.reread_base or sides.base):
        return []
    changes = collect.find_changes(Sides(sides.base, without, sides.ours, sides.reread_base))
    return mark_conflicts(changes)


def is_doubtful(content: WordContent, document: ReceivedDocument, base: SubmissionFile | None) -> bool:
    """Return whether a base can be the wrong one: the file has tracked changes, and does not embed it."""
    if base is None or not list_reviewers(content):
        return False
    package = document.sound_package
    if package is None:
        return True
    return submission_file.read(package.source.encode(), base.name, base.folder).submission != base.submission


def describe_contradictions(base: SubmissionFile | None, document: str, count: int) -> MergeNote | None:
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

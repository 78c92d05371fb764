"""Changes that could not be applied to a file, and comments of reviewers -> comments of its parts and sections.

A comment that its section cannot hold goes to the part or section around it; one without any place is reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wsisc.diff import section_matching
from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.document import canonical
from wsisc.merge.state import MergeState, later_keys
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.messages.localization import languages, translate
from wsisc.source import model, yaml_edit
from wsisc.source.model import Comment
from wsisc.writers.docx import review_comments as remarks

NO_PLACE = t("the file has no place for it: add it by hand")
"""Why a change is neither applied nor written as a comment."""
_MOST_CHARACTERS = 20_000  # the longest text of a comment (schemas/submission.schema.json); a proposal can be longer
_LINK_TARGET = re.compile(r"\](?:\[[^\]]*\]|\([^)]*\))")


def add_unapplied_change(state: MergeState, change: Change) -> Change:
    """Write a change that was not applied as a comment, and return it; refused if no place can hold the comment."""
    if change.verdict in (Verdict.CONFLICT, Verdict.REFUSED):
        comment, paths = _make_comment(change), _surrounding_paths(state, change.path)
        if not _is_known(state, comment) and not _insert_comment(state, paths, _translate(comment)):
            return replace(change, verdict=Verdict.REFUSED, reason=NO_PLACE, proposal="", has_place=False)
    return change


def _make_comment(change: Change) -> Comment:
    """Return the comment for a change that was not applied; `validate` reports its proposal until it is dealt with.

    A change that is not of words is described instead, by a message: a moved section, an image, words in a header.
    """
    quote = change.quote or change.old
    if change.remark and len(translate(change.remark)) <= _MOST_CHARACTERS:
        return Comment(change.remark, change.author, change.date, quote, "")
    if change.proposal or change.action == ChangeAction.REMOVED or change.verdict == Verdict.CONFLICT:
        return Comment("", change.author, change.date, quote, change.proposal)
    text = change.description
    text = t("{kind}: {text}", kind=text, text=change.reason) if change.reason else text
    return Comment(text, change.author, change.date, quote, "")


def _translate(comment: Comment, language: str | None = None) -> Comment:
    """Return a comment with its message in a language, by default that of messages."""
    return comment._replace(text=translate(comment.text, language))


def _is_known(state: MergeState, comment: Comment) -> bool:
    """Return whether a file already has the comment of a change, in any language of messages."""
    if all((each.by, each.quote) != (comment.by, comment.quote) for _, each in model.comments(state.submission)):
        return False  # no need to load all languages
    return any(_find_comment(state, _translate(comment, language)) for language in languages())


def add_comments(state: MergeState, comments: Sequence[tuple[DataPath, Comment]]) -> tuple[int, list[Change]]:
    """Add new comments of a reviewed file, and new replies to known ones; the paths are those of that file.

    Return how many comments changed, and the changes to report for those without a place.
    """
    count, unplaced = 0, []
    for path, comment in comments:
        known = _find_comment(state, comment)
        addition = _find_new_content(known[1], comment) if known else comment
        if addition == Comment():
            continue
        extended = _extend_comment(state.content, known[0], addition) if known else None
        if extended is not None:
            state.content = extended
        if extended is not None or _insert_comment(state, _surrounding_paths(state, path, is_theirs=True), comment):
            count += 1
        else:
            change = Change(
                action=ChangeAction.ADDED,
                kind=ChangeKind.COMMENT,
                new=comment.text,
                verdict=Verdict.REFUSED,
                reason=NO_PLACE,
                has_place=False,
            )
            unplaced.append(replace(change, author=comment.by, date=comment.date))
    return count, unplaced


def _insert_comment(state: MergeState, paths: Iterator[DataPath], comment: Comment) -> bool:
    """Add a comment to the first part or section that can hold it, and return whether there is one."""
    data = canonical.comment_data(comment)
    for path in paths:
        content = yaml_edit.insert_item(state.content, (*path, "comments"), data, later_keys)
        if content is not None:
            state.content = content
            return True
    return False


def _surrounding_paths(state: MergeState, path: DataPath, *, is_theirs: bool = False) -> Iterator[DataPath]:
    """Yield the current paths of the parts and sections around a path, the nearest first; then all parts.

    The path is one in ours, or in theirs: then it is looked up there first.
    """
    if path[:1] in (("footnotes",), ("figures",)):
        reference = f"[^{path[1]}]" if path[0] == "footnotes" else f"![{path[1]}]"
        yield from section_matching.find_referring(state.submission, reference)
    find_theirs, find_ours = state.positions.find_theirs, state.positions.find_ours
    for find in (find_theirs, find_ours) if is_theirs else (find_ours,):
        for end in range(len(path), 0, -1):
            if found := find(path[:end]):
                yield found[0]
    yield from (("parts", part.part_id) for part in state.positions.parts)


def _find_new_content(existing: Comment, comment: Comment) -> Comment:
    """Return the replies that an existing comment does not have, and whether it is resolved only now, as a comment.

    A comment that is resolved in the file remains so: its author may have marked it.
    """
    known = {(each.by, remarks.format_date(each.date), each.text) for each in existing.replies}
    new = tuple(each for each in comment.replies if (each.by, remarks.format_date(each.date), each.text) not in known)
    return Comment(resolved=comment.resolved and not existing.resolved, replies=new)


def _extend_comment(content: bytes, path: DataPath, addition: Comment) -> bytes | None:
    """Return a file with an addition to one of its comments, None if that cannot be written."""
    replies = [canonical.reply_data(each) for each in addition.replies]
    result: bytes | None = content
    if addition.resolved:
        result = yaml_edit.insert_key(content, (*path, "resolved"), True, later_keys)
    for reply in replies:
        result = yaml_edit.insert_item(result, (*path, "replies"), reply, later_keys) if result else None
    return result


def _find_comment(state: MergeState, comment: Comment) -> tuple[DataPath, Comment] | None:
    """Return the path of a comment that the file already has, and that comment; the last one of several."""
    same = [each for each in model.comments(state.submission) if _is_same(each[1], comment)]
    return same[-1] if same else None


def _is_same(one: Comment, other: Comment) -> bool:
    """Return whether two comments are one; proposals may name other links, since names differ between the files."""
    if one.proposal is None or other.proposal is None:
        keys = [(each.by, remarks.format_date(each.date), remarks.display_text(each).strip()) for each in (one, other)]
        return keys[0] == keys[1]
    proposals = [_LINK_TARGET.sub("]", " ".join(each.split())) for each in (one.proposal, other.proposal)]
    return (one.by, one.quote, one.text) == (other.by, other.quote, other.text) and proposals[0] == proposals[1]

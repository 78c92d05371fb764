"""What could not be made in a file, and what reviewers said of it -> comments of its parts and sections.

A comment that its section cannot take goes to what is around it: none is left out without a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff import section_matching
from wsisc.diff.change import Change
from wsisc.document import canonical
from wsisc.document import comments as entries
from wsisc.merge.state import MergeState, set_value
from wsisc.model import Comment
from wsisc.source import yaml_edit
from wsisc.writers.docx import comments as remarks

NO_PLACE = "no place in the file takes it: write it in by hand"
"""Why a change is neither made in a file nor left in it."""
_MOST_CHARACTERS = 20_000
"""So many characters may be said; a proposal may be longer."""
_LINK_TARGET = re.compile(r"\](?:\[[^\]]*\]|\([^)]*\))")


def add_unapplied_change(state: MergeState, change: Change) -> Change:
    """Put what is left for a person into a file, and return the change, refused where that cannot be."""
    if change.verdict in ("conflict", "refused"):
        comment = _make_comment(change)
        if not _has_comment(state, comment) and not _insert_comment(
            state, _surrounding_paths(state, change.path), comment
        ):
            return replace(change, verdict="refused", reason=NO_PLACE, proposal="")
    return change


def _make_comment(change: Change) -> Comment:
    """Return what is left of a change that was not made; its proposal makes `validate` fail until it is dealt with.

    What is no wording, and removes none, is named: a section that was moved, an image, words in a header.
    """
    if change.remark and len(change.remark) <= _MOST_CHARACTERS:
        return Comment(change.remark, change.author, change.date, change.quote or change.old, "")
    if change.proposal or change.action == "removed" or change.verdict == "conflict":
        return Comment("", change.author, change.date, change.quote or change.old, change.proposal)
    what = f"{change.kind} {change.action}"
    text = f"{what}: {change.reason}" if change.reason else what
    return Comment(text, change.author, change.date, change.quote or change.old, "")


def add_comments(state: MergeState, comments: Sequence[tuple[DataPath, Comment]]) -> tuple[int, list[Change]]:
    """Put comments into a file that it does not have yet, and replies to those that it has.

    Return how many comments and replies are new, and what to tell of those without a place. The paths are those of
    parts and sections of the reviewed file.
    """
    count, left = 0, []
    for path, comment in comments:
        known = _find_comment(state, comment)
        news = _find_new_content(known[1], comment) if known else comment
        if news == Comment():
            continue
        made = _extend_comment(state.content, *known, news) if known else None
        if made is not None:
            state.content = made
        if made is not None or _insert_comment(state, _surrounding_their_paths(state, path), comment):
            count += 1
        else:
            told = Change("added", "comment", (), "", comment.text, None, "refused", reason=NO_PLACE)
            left.append(replace(told, author=comment.by, date=comment.date))
    return count, left


def _insert_comment(state: MergeState, paths: Iterator[DataPath], comment: Comment) -> bool:
    """Put a comment at the first of some places that takes it, and tell whether there is one."""
    data = canonical.comment_data(comment)
    for path in paths:
        here = (*path, "comments")
        known = yaml_edit.value_at(state.data, here)
        if isinstance(known, list) and known:
            made = yaml_edit.insert_item(state.content, here, len(known), data)
        else:
            made = set_value(state.content, here, [data])
        if made is not None:
            state.content = made
            return True
    return False


def _surrounding_paths(state: MergeState, path: DataPath) -> Iterator[DataPath]:
    """Yield where the parts and sections around a place at the start are now, the nearest first; then all parts."""
    if path[:1] in (("footnotes",), ("figures",)):
        holders = section_matching.parts_and_sections(model.from_data(state.data))
        mark = f"[^{path[1]}]" if path[0] == "footnotes" else f"![{path[1]}]"
        yield from (each for each, holder in holders.items() if mark in holder.text)
    for end in range(len(path), 0, -1):
        if found := state.positions.find_ours(path[:end]):
            yield found[0]
    yield from (("parts", part.part_id) for part in state.positions.parts)


def _surrounding_their_paths(state: MergeState, path: DataPath) -> Iterator[DataPath]:
    """Yield where what stands for the parts and sections around one of theirs is now, the nearest first; then all."""
    for end in range(len(path), 0, -1):
        if found := state.positions.find_theirs(path[:end]):
            yield found[0]
    yield from _surrounding_paths(state, path)


def _find_new_content(existing: Comment, comment: Comment) -> Comment:
    """Return what a comment says that a known one does not, as one without words.

    What is resolved in the file stays so: its author may have marked it.
    """
    said = {(each.by, remarks.format_date(each.date), each.text) for each in existing.replies}
    new = tuple(each for each in comment.replies if (each.by, remarks.format_date(each.date), each.text) not in said)
    return Comment(resolved=comment.resolved and not existing.resolved, replies=new)


def _extend_comment(content: bytes, path: DataPath, existing: Comment, addition: Comment) -> bytes | None:
    """Return a file with what is new of a comment that it has, None where its entry cannot take that."""
    made: bytes | None = content
    if addition.resolved:
        made = yaml_edit.insert_key(content, (*path, "resolved"), True, "replies" if existing.replies else "proposal")
    data = [canonical.reply_data(each) for each in addition.replies]
    if data and not existing.replies:
        return yaml_edit.insert_key(made, (*path, "replies"), data, "proposal") if made else None
    for at, each in enumerate(data, len(existing.replies)):
        made = yaml_edit.insert_item(made, (*path, "replies"), at, each) if made else None
    return made


def _has_comment(state: MergeState, comment: Comment) -> bool:
    return _find_comment(state, comment) is not None


def _find_comment(state: MergeState, comment: Comment) -> tuple[DataPath, Comment] | None:
    """Return where a file has a comment already, and as what."""
    found = [each for each in entries.find_all(model.from_data(state.data)) if _is_same(each[1], comment)]
    return found[-1] if found else None


def _is_same(one: Comment, other: Comment) -> bool:
    if one.proposal is None or other.proposal is None:
        pairs = [(each.by, remarks.format_date(each.date), remarks.display_text(each).strip()) for each in (one, other)]
        return pairs[0] == pairs[1]
    words = [
        _LINK_TARGET.sub("]", " ".join(each.proposal.split())) for each in (one, other) if each.proposal is not None
    ]
    return (one.by, one.quote, one.text) == (other.by, other.quote, other.text) and words[0] == words[1]

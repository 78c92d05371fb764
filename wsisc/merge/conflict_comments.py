"""What could not be made in a file, and what reviewers said of it -> comments of its parts and sections.

A comment that its section cannot take goes to what is around it: none is left out without a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wsisc import model
from wsisc.diagnostic import Path
from wsisc.diff import section_matching
from wsisc.diff.change import Change
from wsisc.document import canonical
from wsisc.document import comments as entries
from wsisc.merge.state import State, put
from wsisc.model import Comment
from wsisc.source import yaml_edit
from wsisc.writers.docx import comments as remarks

NOWHERE = "no place in the file takes it: write it in by hand"
"""Why a change is neither made in a file nor left in it."""
_LONGEST = 20_000
"""So many characters may be said; a proposal may be longer."""
_TARGET = re.compile(r"\](?:\[[^\]]*\]|\([^)]*\))")


def proposed(state: State, change: Change) -> Change:
    """Put what is left for a person into a file, and return the change, refused where that cannot be."""
    if change.verdict in ("conflict", "refused"):
        comment = _left(change)
        if not _is_known(state, comment) and not _put(state, _around(state, change.path), comment):
            return replace(change, verdict="refused", reason=NOWHERE, proposal="")
    return change


def _left(change: Change) -> Comment:
    """Return what is left of a change that was not made; its proposal makes `validate` fail until it is dealt with.

    What is no wording, and removes none, is named: a section that was moved, an image, words in a header.
    """
    if change.remark and len(change.remark) <= _LONGEST:
        return Comment(change.remark, change.by, change.date, change.quote or change.old, "")
    if change.proposal or change.what == "removed" or change.verdict == "conflict":
        return Comment("", change.by, change.date, change.quote or change.old, change.proposal)
    what = f"{change.kind} {change.what}"
    text = f"{what}: {change.reason}" if change.reason else what
    return Comment(text, change.by, change.date, change.quote or change.old, "")


def added(state: State, comments: Sequence[tuple[Path, Comment]]) -> tuple[int, list[Change]]:
    """Put comments into a file that it does not have yet, and replies to those that it has.

    Return how many comments and replies are new, and what to tell of those without a place. The paths are those of
    parts and sections of the reviewed file.
    """
    count, left = 0, []
    for path, comment in comments:
        known = _known(state, comment)
        news = _news(known[1], comment) if known else comment
        if news == Comment():
            continue
        made = _continued(state.content, *known, news) if known else None
        if made is not None:
            state.content = made
        if made is not None or _put(state, _of_theirs(state, path), comment):
            count += 1
        else:
            told = Change("added", "comment", (), "", comment.text, None, "refused", reason=NOWHERE)
            left.append(replace(told, by=comment.by, date=comment.date))
    return count, left


def _put(state: State, places: Iterator[Path], comment: Comment) -> bool:
    """Put a comment at the first of some places that takes it, and tell whether there is one."""
    data = canonical.comment_data(comment)
    for path in places:
        here = (*path, "comments")
        known = yaml_edit.value(state.data, here)
        if isinstance(known, list) and known:
            made = yaml_edit.insert_item(state.content, here, len(known), data)
        else:
            made = put(state.content, here, [data])
        if made is not None:
            state.content = made
            return True
    return False


def _around(state: State, path: Path) -> Iterator[Path]:
    """Yield where the parts and sections around a place at the start are now, the nearest first; then all parts."""
    if path[:1] in (("footnotes",), ("figures",)):
        holders = section_matching.holders(model.from_data(state.data))
        mark = f"[^{path[1]}]" if path[0] == "footnotes" else f"![{path[1]}]"
        yield from (each for each, holder in holders.items() if mark in holder.text)
    for end in range(len(path), 0, -1):
        if found := state.held.ours_at(path[:end]):
            yield found[0]
    yield from (("parts", part.step) for part in state.held.parts)


def _of_theirs(state: State, path: Path) -> Iterator[Path]:
    """Yield where what stands for the parts and sections around one of theirs is now, the nearest first; then all."""
    for end in range(len(path), 0, -1):
        if found := state.held.theirs_at(path[:end]):
            yield found[0]
    yield from _around(state, path)


def _news(known: Comment, comment: Comment) -> Comment:
    """Return what a comment says that a known one does not, as one without words.

    What is resolved in the file stays so: its author may have marked it.
    """
    said = {(each.by, remarks.stamp(each.date), each.text) for each in known.replies}
    new = tuple(each for each in comment.replies if (each.by, remarks.stamp(each.date), each.text) not in said)
    return Comment(resolved=comment.resolved and not known.resolved, replies=new)


def _continued(content: bytes, path: Path, known: Comment, news: Comment) -> bytes | None:
    """Return a file with what is new of a comment that it has, None where its entry cannot take that."""
    made: bytes | None = content
    if news.resolved:
        made = yaml_edit.insert_key(content, (*path, "resolved"), True, "replies" if known.replies else "proposal")
    data = [canonical.reply_data(each) for each in news.replies]
    if data and not known.replies:
        return yaml_edit.insert_key(made, (*path, "replies"), data, "proposal") if made else None
    for at, each in enumerate(data, len(known.replies)):
        made = yaml_edit.insert_item(made, (*path, "replies"), at, each) if made else None
    return made


def _is_known(state: State, comment: Comment) -> bool:
    return _known(state, comment) is not None


def _known(state: State, comment: Comment) -> tuple[Path, Comment] | None:
    """Return where a file has a comment already, and as what."""
    found = [each for each in entries.of(model.from_data(state.data)) if _is_same(each[1], comment)]
    return found[-1] if found else None


def _is_same(one: Comment, other: Comment) -> bool:
    if one.proposal is None or other.proposal is None:
        pairs = [(each.by, remarks.stamp(each.date), remarks.shown(each).strip()) for each in (one, other)]
        return pairs[0] == pairs[1]
    words = [_TARGET.sub("]", " ".join(each.proposal.split())) for each in (one, other) if each.proposal is not None]
    return (one.by, one.quote, one.text) == (other.by, other.quote, other.text) and words[0] == words[1]

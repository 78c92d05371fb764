"""The comments of a Word file -> those of a submission, with their replies, and what they are on."""

from collections.abc import Iterator, Mapping

from wsisc.importer.clean_content import plain
from wsisc.model import Comment, Reply
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Content

_MOST_DEEP = 50
"""So deep may replies lie in one another; Word has one level."""


def threads(content: Content) -> list[tuple[str, Comment]]:
    """Return the comments of a file with their replies, by the ids of those that answer none."""
    known = {each.id: each for each in content.comments}
    replies: dict[str, list[Reply]] = {}
    for each in content.comments:
        if (start := first(each, known)) is not each and plain(each.text).strip():
            replies.setdefault(start.id, []).append(Reply(plain(each.text).strip(), each.author, each.date))
    return [
        (
            each.id,
            Comment(
                plain(each.text).strip(),
                each.author,
                each.date,
                _line(plain(each.quote)),
                resolved=each.is_resolved,
                replies=tuple(replies.get(each.id, ())),
            ),
        )
        for each in content.comments
        if first(each, known) is each and (plain(each.text).strip() or each.id in replies)
    ]


def ids(block: word.Block, content: Content) -> Iterator[str]:
    """Yield the ids of the comments on a block, and on the notes that it calls."""
    for paragraph in word.paragraphs((block,)):
        for run in paragraph.runs:
            yield from run.comments
            for inner in word.paragraphs(content.notes.get(run.note, ())) if run.note else ():
                yield from (id for each in inner.runs for id in each.comments)


def first(comment: word.Comment, known: Mapping[str, word.Comment]) -> word.Comment:
    """Return the comment that one answers in the end, itself where it answers none, or there is no end."""
    start = comment
    for _ in range(_MOST_DEEP):
        if start.parent not in known:
            return start
        start = known[start.parent]
    return comment


def _line(text: str) -> str:
    return " ".join(text.split())

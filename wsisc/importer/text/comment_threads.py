"""The comments of a Word file -> those of a submission, with their replies, and the blocks that they are on."""

from collections.abc import Iterator, Mapping

from wsisc.importer.clean.clean_content import clean_text
from wsisc.readers.word import content as word
from wsisc.readers.word.content import WordContent
from wsisc.source.model import Comment, Reply
from wsisc.text.words import one_line

# Replies can be nested so deep; Word itself has one level. Ends a chain of replies that is a circle.
_MAX_REPLY_DEPTH = 50


def read_threads(content: WordContent) -> list[tuple[str, Comment]]:
    """Return the comments that are no replies, each with its id and its replies."""
    known = {comment.id: comment for comment in content.comments}
    replies: dict[str, list[Reply]] = {}
    for each in content.comments:
        if (start := thread_start(each, known)) is not each and clean_text(each.text).strip():
            replies.setdefault(start.id, []).append(Reply(clean_text(each.text).strip(), each.author, each.date))
    return [
        (
            each.id,
            Comment(
                clean_text(each.text).strip(),
                each.author,
                each.date,
                one_line(clean_text(each.quote)),
                resolved=each.is_resolved,
                replies=tuple(replies.get(each.id, ())),
            ),
        )
        for each in content.comments
        if thread_start(each, known) is each and (clean_text(each.text).strip() or each.id in replies)
    ]


def comment_ids(block: word.Block, content: WordContent) -> Iterator[str]:
    """Yield the ids of the comments on a block, and on the notes that it refers to."""
    for paragraph in word.paragraphs((block,)):
        for run in paragraph.runs:
            yield from run.comments
            for inner in word.paragraphs(content.notes.get(run.note, ())) if run.note else ():
                yield from (id for each in inner.runs for id in each.comments)


def thread_start(comment: word.WordComment, comments_by_id: Mapping[str, word.WordComment]) -> word.WordComment:
    """Return the comment at the start of a thread; the comment itself if it is no reply, or replies are in a circle."""
    start = comment
    for _ in range(_MAX_REPLY_DEPTH):
        if start.parent not in comments_by_id:
            return start
        start = comments_by_id[start.parent]
    return comment

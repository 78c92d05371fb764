"""The comments of a Word file, and what extends them -> comments, with what each answers and whether it is resolved.

[MS-DOCX] 2.5.4 (commentsExtended): an entry names a comment by the id of its last paragraph.
"""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from wsisc.readers.word import authorship
from wsisc.readers.word.content import Comment
from wsisc.readers.word.styles import W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_ON = ("1", "true", "on")


def comments(
    roots: Mapping[str, etree._Element], quotes: Mapping[str, str], text: Callable[[etree._Element], str]
) -> Iterator[Comment]:
    """Yield the comments of a file, given its parts by their kinds; `quotes` are the words they are on by their ids."""
    if "comments" not in roots:
        return
    found = list(roots["comments"].iterchildren(f"{W}comment"))
    ids = {mark: each.get(f"{W}id", "") for each in found for mark in _marks(each)}
    extended = list(roots["commentsExtended"].iter(f"{_W15}commentEx")) if "commentsExtended" in roots else []
    own = {ids.get(each.get(f"{_W15}paraId", ""), ""): each for each in extended}
    for comment in found:
        id = comment.get(f"{W}id", "")
        entry = own.get(id)
        parent = ids.get(entry.get(f"{_W15}paraIdParent", ""), "") if entry is not None else ""
        yield Comment(
            id,
            authorship.author(comment),
            authorship.date(comment),
            text(comment),
            quotes.get(id, ""),
            entry is not None and entry.get(f"{_W15}done") in _ON,
            parent if parent != id else "",
        )


def _marks(comment: etree._Element) -> Iterator[str]:
    for each in comment.iter(f"{W}p"):
        if mark := each.get(f"{_W14}paraId"):
            yield mark

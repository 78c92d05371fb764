"""A redline, and the words that people changed in the new version -> the redline with these changes by these people.

The changes are all those between the two versions. Where the new version was read from a Word file with
tracked changes, the changed words of both are in the same order, and what is equal keeps its author and date.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from lxml import etree

from wsisc.align.common_words import find_spans
from wsisc.ooxml.builders import split_run
from wsisc.ooxml.names import W
from wsisc.readers.word.accept_reject import TrackedWord
from wsisc.text.words import split_atoms

_TEXTS = {f"{W}ins": f"{W}t", f"{W}del": f"{W}delText"}
_SAME = {tag: tag for tag in _TEXTS}
# What can be inserted or deleted with its words, where it states that, and the tags of such changes of its words.
_MARKS = (
    (f"{W}p", f"{W}pPr/{W}rPr/*", _SAME),
    (f"{W}tr", f"{W}trPr/*", _SAME),
    (f"{W}tc", f"{W}tcPr/*", {f"{W}cellIns": f"{W}ins", f"{W}cellDel": f"{W}del"}),
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?")

# Changed words that are compared at once, in a second and 50 MB; three times those of the longest submission. Of more,
# the next ones are compared from the middle on.
MOST_AT_ONCE = 20_000

type _Author = tuple[str, str] | None  # a name and a date; None for the author of the redline


def attribute(roots: Sequence[etree._Element], words: Sequence[TrackedWord]) -> None:
    """Set the author of insertions and deletions to the person who changed the same words, in place."""
    if not words:
        return
    changes = [change for root in roots for change in root.iter(*_TEXTS) if _is_of_words(change)]
    for tag in _TEXTS:
        same = [change for change in changes if change.tag == tag]
        tokens = [list(_split(change)) for change in same]
        known = [word for word in words if word.is_insertion == (tag == f"{W}ins")]
        authors = iter(_match([word for atoms in tokens for word in atoms if not word.isspace()], known))
        for change, atoms in zip(same, tokens, strict=True):
            _divide(change, [None if word.isspace() else next(authors) for word in atoms], atoms)
    for root in roots:
        _attribute_marks(root)


def _is_of_words(change: etree._Element) -> bool:
    """Return whether a change holds runs; otherwise it is the mark of a paragraph or row."""
    holder = change.getparent()
    return holder is not None and holder.tag in (f"{W}p", f"{W}hyperlink")


def _split(change: etree._Element) -> Iterator[str]:
    for text in change.iter(_TEXTS[str(change.tag)]):
        yield from split_atoms(text.text or "")


def _match(words: Sequence[str], known: Sequence[TrackedWord]) -> list[_Author]:
    """Return the author of each word, None where no one changed the same word."""
    found: list[_Author] = [None] * len(words)
    texts, at, other = [word.text for word in known], 0, 0
    while at < len(words) and other < len(texts):
        ours, theirs = words[at : at + MOST_AT_ONCE], texts[other : other + MOST_AT_ONCE]
        is_last = at + len(ours) == len(words) and other + len(theirs) == len(texts)
        middle = MOST_AT_ONCE if is_last else MOST_AT_ONCE // 2
        ends = middle, middle
        for span in find_spans(ours, theirs):
            if not span.is_same:
                continue
            if max(span.start, span.first) >= middle:
                ends = span.start, span.first
                break
            by = known[other + span.first : other + span.last]
            found[at + span.start : at + span.end] = [(word.author, word.date) for word in by]
            ends = max(middle, span.end), max(middle, span.last)
        at, other = at + ends[0], other + ends[1]
    return found


def _divide(change: etree._Element, authors: Sequence[_Author], tokens: Sequence[str]) -> None:
    """Divide a change into changes of one author each; spaces belong to the word before them, or after them."""
    completed, last = (
        list(authors),
        next((author for author, word in zip(authors, tokens, strict=True) if not word.isspace()), None),
    )
    for at, word in enumerate(tokens):
        last = completed[at] = last if word.isspace() else completed[at]
    if len(set(completed)) <= 1:
        _set_author(change, completed[0] if completed else None)
        return
    position, divided = iter(completed), list[tuple[_Author, etree._Element]]()
    for run in list(change):
        divided += _divide_run(run, position, str(change.tag), divided[-1][0] if divided else completed[0])
    for author, group in groupby(divided, key=lambda pair: pair[0]):
        part = etree.Element(change.tag, {str(name): str(value) for name, value in change.attrib.items()})
        part.extend(run for _, run in group)
        _set_author(part, author)
        change.addprevious(part)
    holder = change.getparent()
    assert holder is not None
    holder.remove(change)


def _divide_run(
    run: etree._Element, position: Iterator[_Author], tag: str, last: _Author
) -> Iterator[tuple[_Author, etree._Element]]:
    """Divide a run into runs of one author each, and yield them; one without words is by the `last` author."""
    text = run.find(_TEXTS[tag])
    words = [(next(position), word) for word in split_atoms(text.text or "")] if text is not None else []
    if text is None or not words:
        yield last, run
        return
    groups = [(author, list(group)) for author, group in groupby(words, key=lambda pair: pair[0])]
    ends = accumulate(sum(len(word) for _, word in group) for _, group in groups)
    for (author, _), piece in zip(groups, split_run(text, *ends), strict=True):
        part = piece.getparent()
        assert part is not None
        yield author, part


def _set_author(change: etree._Element, author: _Author) -> None:
    if author is None:
        return
    name, date = author
    change.set(f"{W}author", name)
    if f"{W}date" in change.attrib:
        del change.attrib[f"{W}date"]
    if _DATE.fullmatch(date):
        change.set(f"{W}date", date)


def _attribute_marks(root: etree._Element) -> None:
    """Set the author of the mark of a paragraph, row or cell to that of all its words, if it was changed with these."""
    for holder_tag, place, tags in _MARKS:
        for holder in root.iter(holder_tag):
            for mark in holder.iterfind(place):
                if mark.tag in tags:
                    _copy_author(mark, filter(_is_of_words, holder.iter(tags[str(mark.tag)])))


def _copy_author(mark: etree._Element, changes: Iterable[etree._Element]) -> None:
    authors = {(change.get(f"{W}author", ""), change.get(f"{W}date", "")) for change in changes}
    if len(authors) == 1:
        _set_author(mark, authors.pop())

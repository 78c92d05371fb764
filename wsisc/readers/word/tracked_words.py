"""The tracked insertions and deletions of a Word file -> each changed word with the person who changed it, and when."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from wsisc.readers.word import accept_reject
from wsisc.readers.word.content import Paragraph, TrackedChange, WordContent, all_paragraphs
from wsisc.text.words import split_atoms

type _Author = tuple[str, str]  # a name and a date, as Word has them


class TrackedWord(NamedTuple):
    """A word, or a sign, that was inserted or deleted as a tracked change, by whom and when ("" if unknown)."""

    is_insertion: bool
    text: str
    author: str
    date: str


def find_tracked_words(content: WordContent) -> tuple[TrackedWord, ...]:
    """Return the changed words of a content in their order, those of notes last.

    A word of which only some letters were changed is a changed word: deleted as it was, inserted as it is.
    """
    if not any(True for _ in accept_reject.tracked_changes(content)):
        return ()
    return tuple(
        TrackedWord(is_insertion, text, *author)
        for paragraph in all_paragraphs(content.blocks, content.notes)
        for is_insertion in (False, True)
        for text, author in _find_words(paragraph, _is_new if is_insertion else _is_old)
    )


def _is_new(change: TrackedChange | None) -> bool:
    return change is None or change.kind == "insertion"


def _is_old(change: TrackedChange | None) -> bool:
    return change is None or (change.kind == "deletion" and change.inserted_by is None)


def _find_words(
    paragraph: Paragraph, is_shown: Callable[[TrackedChange | None], bool]
) -> Iterator[tuple[str, _Author]]:
    """Yield the changed words of one version of a paragraph, which has the runs that are shown."""
    letters, authors = [], list[_Author | None]()
    hidden = dict[int, tuple[str, _Author]]()  # letters of the other version, by their place between those of this one
    for run in paragraph.runs:
        author = (run.change.author, run.change.date) if run.change else None
        if is_shown(run.change):
            letters.append(run.text)
            authors += [author] * len(run.text)
        elif author and run.text.strip():
            hidden[len(authors)] = (run.text, author)
    text, at = "".join(letters), 0
    for word in split_atoms(text):
        found = next((each for each in reversed(authors[at : at + len(word)]) if each), None)
        inner = (hidden[place][1] for place in range(at + 1, at + len(word)) if place in hidden)
        found = found or next(inner, None) or (_touching(at, at + len(word), hidden) if word[0].isalnum() else None)
        at += len(word)
        if found and not word.isspace():
            yield word, found


def _touching(start: int, end: int, hidden: dict[int, tuple[str, _Author]]) -> _Author | None:
    """Return who changed letters directly before or behind a word, which were or are part of it."""
    before, behind = hidden.get(start), hidden.get(end)
    if before and before[0][-1].isalnum():
        return before[1]
    return behind[1] if behind and behind[0][0].isalnum() else None

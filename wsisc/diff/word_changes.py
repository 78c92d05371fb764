"""The words of two paragraphs -> the fewest words to remove and to add, and those whose formatting alone changed.

What a reader sees as one word is compared as one: "2.5", "co-operation", "it's". Texts without spaces between words are
compared by character.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import Any, Literal, NamedTuple, Protocol

from wsisc.align.common_words import find_spans
from wsisc.text.words import join_atoms

type WordAction = Literal["same", "removed", "added", "formatted"]

_WORD_WEIGHT = 4  # a word that stays is worth as much as so many signs or spaces
PARAGRAPH_BREAK = "¶"
"""The text of the mark between two paragraphs that are one in the other version."""
_LETTERS = re.compile(r"[^\W_]")


class ComparedWord(Protocol):
    """A word, sign or space to compare: an `Atom`, or what a writer has in its place."""

    @property
    def text(self) -> str:
        """Its characters; "" for what has none, such as a footnote reference."""

    @property
    def marks(self) -> Any:
        """Its formatting."""

    @property
    def note_size(self) -> int:
        """The number of words of the footnote that it references, which come and go with it."""

    @property
    def key(self) -> tuple[str, Any]:
        """What it is compared by: its content, then its formatting."""


class WordChange[Word: ComparedWord](NamedTuple):
    """Neighbouring words with one fate; "formatted" if only bold, italics or the address of a link differ.

    `old` are the words of the first paragraph, () if they were added; `new` are those of the second, () if removed.
    """

    action: WordAction
    old: tuple[Word, ...]
    new: tuple[Word, ...]


def find_word_changes[Word: ComparedWord](old: Sequence[Word], new: Sequence[Word]) -> list[WordChange[Word]]:
    """Return the words of two paragraphs in order; where words were replaced, the removed ones come first."""
    ours, theirs = group_words(old), group_words(new)
    changes: list[WordChange[Word]] = []
    at = other = 0
    for start, other_start, length in _find_same(ours, theirs):
        changes += _replace_words(_flatten(ours[at:start]), _flatten(theirs[other:other_start]))
        at, other = start + length, other_start + length
        changes += _split_by_formatting(_flatten(ours[start:at]), _flatten(theirs[other_start:other]))
    changes += _replace_words(_flatten(ours[at:]), _flatten(theirs[other:]))
    return list(_join_changes(changes))


def _find_same(ours: Sequence[Sequence[ComparedWord]], theirs: Sequence[Sequence[ComparedWord]]) -> list[list[int]]:
    """Return what stays, as first indexes and length: as few words as possible change, then as few signs and spaces."""
    (keys, places), (other_keys, other_places) = (_weigh(groups) for groups in (ours, theirs))
    found: list[list[int]] = []
    for span in find_spans(keys, other_keys):
        if not span.is_same:
            continue
        pairs = zip(places[span.start : span.end], other_places[span.first : span.last], strict=True)
        for one, another in pairs:
            start, other_start, length = found[-1] if found else (-1, -1, 0)
            if (one, another) == (start + length, other_start + length):
                found[-1][2] += 1
            elif one >= start + length and another >= other_start + length:
                found.append([one, another, 1])
    return found


def _weigh(groups: Sequence[Sequence[ComparedWord]]) -> tuple[list[str], list[int]]:
    """Return what words, signs and spaces are compared by, that of a word several times, and the index of each.

    That of a footnote reference is there as often as if the words of the footnote were in its place.
    """
    keys, places = list[str](), list[int]()
    for at, group in enumerate(groups):
        is_word = any(each.text in ("", PARAGRAPH_BREAK) or _LETTERS.search(each.text) for each in group)
        weight = _WORD_WEIGHT * (1 + max(each.note_size for each in group)) if is_word else 1
        keys += [_text_key(group)] * weight
        places += [at] * weight
    return keys, places


def _flatten[Word: ComparedWord](groups: Sequence[Sequence[Word]]) -> tuple[Word, ...]:
    return tuple(chain.from_iterable(groups))


def count_words(words: Sequence[ComparedWord]) -> int:
    """Return the number of words, or of characters of texts without spaces between words; signs are not counted."""
    return sum(any(_LETTERS.search(each.text) for each in group) for group in group_words(words))


def group_words[Word: ComparedWord](words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Return the words, signs and spaces, those that are one word for a reader together."""
    return [tuple(words[start:end]) for start, end in join_atoms([word.text for word in words])]


def _text_key(group: Sequence[ComparedWord]) -> str:
    return "\1".join(each.key[0] for each in group)


def _replace_words[Word: ComparedWord](old: tuple[Word, ...], new: tuple[Word, ...]) -> Iterator[WordChange[Word]]:
    if old:
        yield WordChange("removed", old, ())
    if new:
        yield WordChange("added", (), new)


def _split_by_formatting[Word: ComparedWord](
    old: tuple[Word, ...], new: tuple[Word, ...]
) -> Iterator[WordChange[Word]]:
    pairs = list(zip(old, new, strict=True))
    for is_same, group in groupby(pairs, key=lambda pair: pair[0].marks == pair[1].marks):
        ours, theirs = zip(*group, strict=True)
        yield WordChange("same" if is_same else "formatted", ours, theirs)


def _join_changes[Word: ComparedWord](changes: Sequence[WordChange[Word]]) -> Iterator[WordChange[Word]]:
    """Yield changes, those with only spaces between them joined: readers see them as one."""
    removed: list[Word] = []
    added: list[Word] = []
    for index, change in enumerate(changes):
        is_space = change.action == "same" and all(each.text == " " for each in change.old)
        is_between = is_space and index + 1 < len(changes) and changes[index + 1].action in _CHANGED
        if change.action in _CHANGED or (is_between and removed and added):
            removed += change.old
            added += change.new
            continue
        yield from _replace_words(tuple(removed), tuple(added))
        removed, added = [], []
        yield change
    yield from _replace_words(tuple(removed), tuple(added))


_CHANGED = ("removed", "added")

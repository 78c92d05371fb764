"""A text -> its words, by the question that is asked.

- What is kept, removed and added: `find_atoms`, every character in order, as words, signs and spaces.
- What a reader sees as one word: `join_atoms`, "2.5", "co-operation" and "it's" included.
- Which words were lost: `find_words`, those atoms that are words.
- How long words and sentences are: `find_running_words`, without numbers.
- How many words there are: `count_words`, as Word counts them; and which: `spaced_words`.
- Whether words are the same, however they are written: `wsisc.text.folding`.

Chinese and Japanese have no spaces between words: each character is a word.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from wsisc.text import scripts
from wsisc.text.scripts import MARKS, UNSPACED

# Signs within a word, and those that are within a number only. A slash separates words: "and/or".
_JOINERS = frozenset("'’.-\u2010\u2011@")
_NUMBER_JOINERS = frozenset(",:٫٬")


@cache
def _atom(unspaced: str) -> re.Pattern[str]:
    single = f"[{unspaced}]|" if unspaced else ""
    return re.compile(rf"\s+|{single}(?:[^\W{unspaced}][{MARKS}]*)+|[^\w\s]")


@cache
def _running_word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@cache
def _spaced_word() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")


def find_atoms(text: str) -> Iterator[re.Match[str]]:
    """Yield the words, signs and spaces of a text in order; a letter keeps its marks, and all spaces are in one."""
    return _atom("" if scripts.is_western(text) else UNSPACED).finditer(text)


def split_atoms(text: str) -> list[str]:
    """Return the words, signs and spaces of a text, which are the text when they are joined."""
    return [atom[0] for atom in find_atoms(text)]


def find_words(text: str) -> list[str]:
    """Return the words of a text as atoms, without signs and spaces: what an account of words counts."""
    return [atom for atom in split_atoms(text) if any(map(str.isalnum, atom))]


def join_atoms(atoms: Sequence[str]) -> list[tuple[int, int]]:
    """Return the starts and ends of the atoms, those that are one word for a reader together."""
    ranges: list[tuple[int, int]] = []
    for at, atom in enumerate(atoms):
        start, end = ranges[-1] if ranges else (0, 0)
        following = atoms[at + 1] if at + 1 < len(atoms) else ""
        is_after_joiner = end - start > 1 and atoms[at - 1] in _JOINERS | _NUMBER_JOINERS
        if ranges and (is_after_joiner or _is_joiner(atoms[at - 1], atom, following)):
            ranges[-1] = (start, at + 1)
        else:
            ranges.append((at, at + 1))
    return ranges


def _is_joiner(before: str, sign: str, after: str) -> bool:
    """Return whether a sign makes the words before and after it one."""
    if sign in _JOINERS:
        return _is_joinable(before) and _is_joinable(after)
    return sign in _NUMBER_JOINERS and before.isdecimal() and after.isdecimal()


def _is_joinable(atom: str) -> bool:
    return atom[:1].isalnum() and not scripts.has_any(UNSPACED, atom[0])


def find_running_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of letters in a text, with the apostrophes and hyphens in them; numbers are none.

    Those of Chinese are what is between two signs: who asks for the length of words has no use for characters.
    """
    return _running_word().finditer(text)


def spaced_words(text: str) -> list[str]:
    """Return what spaces separate, with the signs beside it; each Chinese or Japanese character is a word."""
    return text.split() if scripts.is_western(text) else _spaced_word().findall(text)


def count_words(text: str) -> int:
    """Return the number of words of a text as Word counts them: a dash between spaces is one.

    The signs of a text that has Chinese or Japanese characters, which have no spaces beside them, are none.
    """
    words = spaced_words(text)
    return sum(any(map(str.isalnum, word)) for word in words) if scripts.has_any(UNSPACED, text) else len(words)

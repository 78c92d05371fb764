"""A text -> its words, by the question that is asked.

- What is kept, removed and added: `find_atoms`, every character in order, as words, signs and spaces.
- What a reader sees as one word: `join_atoms`, "2.5", "co-operation" and "it's" included.
- Which words were lost: `find_words`, those atoms that are words.
- How long words and sentences are: `find_running_words`, without numbers; `is_sentence_end`.
- How many words there are: `count_words`, as Word counts them; and which: `spaced_words`.
- Whether words are the same, whatever their case, spaces, punctuation and accents: `fold`, `fold_without_accents`.
- The same words on one line: `one_line`, `title_line`.

Chinese and Japanese have no spaces between words: each character is a word.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

from wsisc.text import scripts
from wsisc.text.scripts import MARKS, UNSPACED

# Signs within a word, and those that are within a number only. A slash separates words: "and/or".
_JOINERS = frozenset("'’.-\u2010\u2011@")
_NUMBER_JOINERS = frozenset(",:٫٬")
_MAX_LETTERS = 30  # before a mark: no abbreviation is longer, and the time stays linear


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


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the words of a text, folded, with one space between."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=8192)
def fold_without_accents(text: str) -> str:
    """Return the words of a text, folded, without the marks on letters: capitals are often written without them."""
    return fold(without_accents(text))


def without_accents(text: str) -> str:
    """Return a text without the marks on letters."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def one_line(text: str) -> str:
    """Return the words of a text, separated by single spaces."""
    return " ".join(text.split())


def title_line(text: str) -> str:
    """Return a title on one line, with single spaces; those that allow no line break are the author's and stay."""
    return re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()


@cache
def _last_word() -> re.Pattern[str]:
    return re.compile(r"[^\s(\[“«\"‘]+$")


@cache
def _initials() -> re.Pattern[str]:
    return re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def is_sentence_end(text: str, mark: re.Match[str], start: int, abbreviations: Collection[str]) -> bool:
    """Return whether marks, with the spaces after them, end the sentence that begins at `start`.

    An abbreviation, an initial and the number of an item do not, and a small letter never follows.
    """
    if text[mark.end() : mark.end() + 5].lstrip('"“«‘([')[:1].islower():
        return False
    if mark[0][0] != "." or mark[0][1:2] == ".":
        return True
    before = _last_word().search(text, max(start, mark.start() - _MAX_LETTERS), mark.start())
    last = before[0] if before else ""
    is_number = last.isdigit() and before is not None and before.start() == start
    return not (is_number or _initials().fullmatch(last) or last.lower() in abbreviations)

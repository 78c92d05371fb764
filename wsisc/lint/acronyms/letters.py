"""An acronym and the words beside it -> whether its letters are theirs.

A letter is the initial of a word, or follows one within the word (GovTech, CENOZO). Small words and the later parts
of hyphenated ones may give a letter or none. Any other word without a letter costs 1, as does a letter from within
a word (IXP: Internet exchange point); what is cheap enough fits.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from wsisc.lint.acronyms import lists

_WORD = re.compile(r"[^\W\d_]+|\d+")
_MAX_COSTS = {2: 0, 3: 1, 4: 2, 5: 2}
_IMPOSSIBLE = 99


class ExpansionWord(NamedTuple):
    """A word, in small letters without accents; without weight an acronym may well leave it out."""

    text: str
    weight: int
    is_capital: bool
    start: int
    end: int


class Fit(NamedTuple):
    """What letters and words have to do with each other; `start` and `end` are the place of these words.

    `kind` is "fits", "contradicts" where the letters seem meant for the words and are wrong (`right` is what they
    should be, "" where no other is certain), or "stands" where words and acronym belong together somehow. `is_name`
    tells whether the words have capitals.
    """

    kind: str
    start: int
    end: int
    correction: str = ""
    is_name: bool = False


def match_before(acronym: str, text: str) -> Fit | None:
    """Return how an acronym fits the last words of a text, those that stand before it; None if not at all."""
    letters = _letters(acronym)
    words = _words(text)[-2 * len(letters) - 8 :]
    if len(letters) < 2 or not words:
        return None
    full = lists.load().full_forms.get(acronym, "")
    if full and text.lower().endswith(full.lower()):
        return Fit("fits", len(text) - len(full), len(text))
    if known := _contradiction_of_known_name(acronym, text, words):
        return known
    costs = _costs(letters, words)
    starts = [(_first_cost(letters, costs, words, at), -at) for at in range(len(words)) if _can_begin(words[at])]
    cost, negative = min(starts, default=(_IMPOSSIBLE, 0))
    if cost == 0:
        return _create_fit(acronym, words[-negative:], cost)
    if (right := _contradiction_of_initials(letters, words)) and (
        cost > 1 or sorted(right.correction) == sorted(letters)
    ):
        return right
    if cost <= _max_cost(letters):
        return _create_fit(acronym, words[-negative:], cost)
    if cost <= len(letters) or (not full and (cost < _IMPOSSIBLE or words[-1].is_capital)):
        return Fit("stands", words[-1].start, len(text))
    return None


def match_whole(acronym: str, text: str) -> Fit | None:
    """Return how an acronym fits all words of a text; None if not at all."""
    letters, words = _letters(acronym), _words(text)
    if len(letters) < 2 or len(words) > 2 * len(letters) + 8 or not words:
        return None
    cost = _first_cost(letters, _costs(letters, words), words, 0)
    if cost == 0:
        return _create_fit(acronym, words, cost)
    right = _contradiction_of_initials(letters, words)
    if right and right.start == words[0].start and (cost > 1 or sorted(right.correction) == sorted(letters)):
        return right
    if cost <= _max_cost(letters):
        return _create_fit(acronym, words, cost)
    return Fit("stands", words[0].start, words[-1].end) if _is_name(words[-2:], text) else None


def match_after(acronym: str, text: str, max_cost: int | None = None) -> Fit | None:
    """Return how an acronym fits the first words of a text, those that stand after it; None if it does not."""
    letters, words = _letters(acronym), _words(text)[: 2 * len(acronym) + 8]
    if len(letters) < 2 or not words or words[0].text[0] != letters[0].lower() or not _can_begin(words[0]):
        return None
    max_cost = _max_cost(letters) if max_cost is None else max_cost
    if _first_cost(letters, _costs(letters, words, is_open=True), words, 0) > max_cost:
        return None
    ends = range(1, len(words) + 1)
    _, end = min((_first_cost(letters, _costs(letters, words[:end]), words, 0), end) for end in ends)
    return Fit("fits", words[0].start, words[end - 1].end)


def _letters(acronym: str) -> str:
    return "".join(letter for letter in acronym if letter.isalpha())


def _max_cost(letters: str) -> int:
    return _MAX_COSTS.get(len(letters), 3)


def _words(text: str) -> list[ExpansionWord]:
    small = lists.load().small_words
    found = []
    for match in _WORD.finditer(text):
        word = match[0] if match[0].isascii() else unicodedata.normalize("NFD", match[0])
        follows = text[match.start() - 1 : match.start()]
        is_possessive = follows in ("'", "’") and match[0] == "s"
        is_light = word in small or follows in ("-", "‐", "‑") or is_possessive or word[0].isdigit()
        found.append(ExpansionWord(word.lower(), 0 if is_light else 1, word[0].isupper(), *match.span()))
    return found


def _can_begin(word: ExpansionWord) -> bool:
    return word.weight > 0 or word.is_capital


def _costs(
    letters: str, words: Sequence[ExpansionWord], is_case_sensitive: bool = False, is_open: bool = False
) -> list[list[int]]:
    """Return, by word and letter, what it costs to spell the letters from this one on with the words from this one on.

    Where the end is open, words left over cost nothing.
    """
    places = range(len(letters) + 1)
    rows = [[_IMPOSSIBLE] * len(letters) + [0]]
    for word in reversed(words):
        below = rows[-1]
        row = [
            min(below[at] + word.weight, _spelling_cost(letters, at, word, below, is_case_sensitive)) for at in places
        ]
        rows.append([*row[:-1], 0] if is_open else row)
    rows.reverse()
    return rows


def _spelling_cost(
    letters: str, at: int, word: ExpansionWord, below: list[int], is_case_sensitive: bool = False
) -> int:
    """Return what it costs to spell the letters from `at` on where this word gives the first."""
    left = letters[at:].lower()
    if not left:
        return _IMPOSSIBLE
    if word.text[0] != left[0]:
        return below[at + 1] + 1 if at and left[0] in word.text else _IMPOSSIBLE
    if is_case_sensitive and at and letters[at].islower() and word.is_capital and word.weight:
        return _IMPOSSIBLE
    cost = below[at + 1]
    for taken in range(2, len(left) + 1):
        if word.text[:taken] != left[:taken]:
            break
        cost = min(cost, below[at + taken])
    if len(left) > 1 and left[1] in word.text[1:]:
        cost = min(cost, below[at + 2] + 1)
    return cost


def _first_cost(letters: str, costs: list[list[int]], words: Sequence[ExpansionWord], first: int) -> int:
    """Return what it costs to spell an acronym with the words from `first` on, of which that one gives the initial."""
    return _spelling_cost(letters, 0, words[first], costs[first + 1])


def _create_fit(acronym: str, words: Sequence[ExpansionWord], cost: int) -> Fit:
    """Return a fit, or a contradiction where a small letter stands for a word with a capital: CimA, "Immunization"."""
    letters = _letters(acronym)
    kind = "fits"
    if cost == 0 and letters[0].isupper() and not letters.isupper():
        minding = _spelling_cost(letters, 0, words[0], _costs(letters, words, is_case_sensitive=True)[1])
        kind = "fits" if minding <= 1 else "contradicts"
    return Fit(kind, words[0].start, words[-1].end)


def _contradiction_of_known_name(acronym: str, text: str, words: Sequence[ExpansionWord]) -> Fit | None:
    """Return the contradiction where a text ends in a well-known name, and the letters are nearly those of its acronym.

    A longer name may well end so, and a shorter one be meant: letters that fit as many words and more are right.
    """
    small = text.lower()
    for right, length in lists.load().find_by_full_form(small):
        start = len(small) - length
        begin = next((at for at, word in enumerate(words) if word.start >= start), None)
        if begin is None or not _is_near(acronym, right) or lists.load().is_foreign(acronym):
            continue
        costs = _costs(_letters(acronym), words)
        if all(_first_cost(_letters(acronym), costs, words, at) > 0 for at in range(begin + 1)):
            return Fit("contradicts", start, len(text), right, words[begin].is_capital)
    return None


def _is_near(one: str, other: str) -> bool:
    """Tell whether the letters of two acronyms are the same in another order, or one is missing or too many."""
    shorter, longer = sorted((one, other), key=len)
    if len(one) == len(other):
        return one != other and sorted(one) == sorted(other)
    return len(longer) - len(shorter) == 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _contradiction_of_initials(letters: str, words: Sequence[ExpansionWord]) -> Fit | None:
    """Return the contradiction where as many words have the same initials in another order, or all but one of them."""
    count = len(letters)
    if count < 3 or not letters.isupper():
        return None
    for named in ([word for word in words if word.weight][-count:], list(words[-count:])):
        right = "".join(word.text[0] for word in named).upper()
        if len(named) < count or right == letters or not _can_begin(named[0]):
            continue
        wrong = [at for at in range(count) if right[at] != letters[at]]
        is_other_order = sorted(right) == sorted(letters)
        is_one_wrong = count > 3 and len(wrong) == 1 and letters[wrong[0]].lower() not in named[wrong[0]].text
        if is_other_order or (is_one_wrong and all(word.weight for word in named)):
            is_name = sum(word.is_capital for word in named) * 2 > count
            return Fit("contradicts", named[0].start, words[-1].end, right, is_name)
    return None


def _is_name(words: Sequence[ExpansionWord], text: str) -> bool:
    is_apart = "," in text[words[0].start :]
    return len(words) == 2 and all(word.is_capital for word in words) and not is_apart

"""An acronym and the words next to it -> whether its letters match the words.

A letter is the initial of a word, or follows one within the word (GovTech, CENOZO). Small words and the later parts
of hyphenated words can have a letter or none. Any other word without a letter costs 1, as does a letter from within
a word (IXP: Internet exchange point); acronym and words match where the total cost is low enough for the length.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from wsisc.lint.acronyms import lists

_WORD = r"[^\W\d_]+|\d+"
# The highest cost of a match by number of letters (3 for more). A guess: short acronyms match by chance.
_MAX_COSTS = {2: 0, 3: 1, 4: 2, 5: 2}

_IMPOSSIBLE = 99  # above any possible cost


class ExpansionWord(NamedTuple):
    """A word in lower case without accents. With weight 0, an acronym can omit it at no cost."""

    text: str
    weight: int
    is_capital: bool
    start: int
    end: int


class Fit(NamedTuple):
    """The relation of an acronym to the words from `start` to `end`.

    `kind` is "fits" where the letters match; "contradicts" where they seem meant for the words and are wrong
    (`correction` is the right acronym, "" where it is uncertain); or "related" where words and acronym belong together
    in an unknown way. With `is_name` most of the words have capitals.
    """

    kind: str
    start: int
    end: int
    correction: str = ""
    is_name: bool = False


def match_before(acronym: str, text: str) -> Fit | None:
    """Return how an acronym matches the last words of the text before it; None without any relation."""
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
    if (contradiction := _contradiction_of_initials(letters, words)) and (
        cost > 1 or sorted(contradiction.correction) == sorted(letters)
    ):
        return contradiction
    if cost <= _max_cost(letters):
        return _create_fit(acronym, words[-negative:], cost)
    if cost <= len(letters) or (not full and (cost < _IMPOSSIBLE or words[-1].is_capital)):
        return Fit("related", words[-1].start, len(text))
    return None


def match_whole(acronym: str, text: str) -> Fit | None:
    """Return how an acronym matches all words of a text; None without any relation."""
    letters, words = _letters(acronym), _words(text)
    if len(letters) < 2 or len(words) > 2 * len(letters) + 8 or not words:
        return None
    cost = _first_cost(letters, _costs(letters, words), words, 0)
    if cost == 0:
        return _create_fit(acronym, words, cost)
    contradiction = _contradiction_of_initials(letters, words)
    if (
        contradiction
        and contradiction.start == words[0].start
        and (cost > 1 or sorted(contradiction.correction) == sorted(letters))
    ):
        return contradiction
    if cost <= _max_cost(letters):
        return _create_fit(acronym, words, cost)
    return Fit("related", words[0].start, words[-1].end) if _is_name(words[-2:], text) else None


def match_after(acronym: str, text: str, max_cost: int | None = None) -> Fit | None:
    """Return how an acronym matches the first words of the text after it; None where it does not."""
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


def _words(text: str, language: str = "en") -> list[ExpansionWord]:
    small = lists.small_words(language)
    found = []
    for match in re.finditer(_WORD, text):
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
    """Return a table by word and letter: the cost of spelling the letters from this one with the words from this one.

    With `is_open`, words after the last letter cost nothing.
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
    """Return the cost of spelling the letters from `at` where this word provides the first of them.

    `below` is the row of the next word in the table of costs.
    """
    left = letters[at:].lower()
    if not left:
        return _IMPOSSIBLE
    if word.text[0] != left[0]:
        return below[at + 1] + 1 if at and left[0] in word.text else _IMPOSSIBLE
    if is_case_sensitive and at and letters[at].islower() and word.is_capital and word.weight:
        return _IMPOSSIBLE
    cost = below[at + 1]
    for count in range(2, len(left) + 1):
        if word.text[:count] != left[:count]:
            break
        cost = min(cost, below[at + count])
    if len(left) > 1 and left[1] in word.text[1:]:
        cost = min(cost, below[at + 2] + 1)
    return cost


def _first_cost(letters: str, costs: list[list[int]], words: Sequence[ExpansionWord], first: int) -> int:
    """Return the cost of spelling an acronym with the words from `first`, which provides the initial."""
    return _spelling_cost(letters, 0, words[first], costs[first + 1])


def _create_fit(acronym: str, words: Sequence[ExpansionWord], cost: int) -> Fit:
    """Return a match, or a contradiction where a small letter is that of a capitalized word: CimA, Immunization."""
    letters = _letters(acronym)
    kind = "fits"
    if cost == 0 and letters[0].isupper() and not letters.isupper():
        cost_with_case = _spelling_cost(letters, 0, words[0], _costs(letters, words, is_case_sensitive=True)[1])
        kind = "fits" if cost_with_case <= 1 else "contradicts"
    return Fit(kind, words[0].start, words[-1].end)


def _contradiction_of_known_name(acronym: str, text: str, words: Sequence[ExpansionWord]) -> Fit | None:
    """Return the contradiction where a text ends in a well-known name, and the letters are nearly those of its acronym.

    A longer name may end in the same words: letters that match these words, or more, are correct.
    """
    small = text.lower()
    for correction, length in lists.load().find_by_full_form(small):
        start = len(small) - length
        begin = next((at for at, word in enumerate(words) if word.start >= start), None)
        if begin is None or not _is_near(acronym, correction) or acronym in lists.load().unfitting:
            continue
        costs = _costs(_letters(acronym), words)
        if all(_first_cost(_letters(acronym), costs, words, at) > 0 for at in range(begin + 1)):
            return Fit("contradicts", start, len(text), correction, words[begin].is_capital)
    return None


def _is_near(one: str, other: str) -> bool:
    """Return whether two acronyms have the same letters in another order, or one has a letter more than the other."""
    shorter, longer = sorted((one, other), key=len)
    if len(one) == len(other):
        return one != other and sorted(one) == sorted(other)
    return len(longer) - len(shorter) == 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _contradiction_of_initials(letters: str, words: Sequence[ExpansionWord]) -> Fit | None:
    """Return the contradiction where as many words have the same initials in another order, or all except one."""
    count = len(letters)
    if count < 3 or not letters.isupper():
        return None
    for named in ([word for word in words if word.weight][-count:], list(words[-count:])):
        correction = "".join(word.text[0] for word in named).upper()
        if len(named) < count or correction == letters or not _can_begin(named[0]):
            continue
        wrong = [at for at in range(count) if correction[at] != letters[at]]
        is_other_order = sorted(correction) == sorted(letters)
        is_one_wrong = count > 3 and len(wrong) == 1 and letters[wrong[0]].lower() not in named[wrong[0]].text
        if is_other_order or (is_one_wrong and all(word.weight for word in named)):
            is_name = sum(word.is_capital for word in named) * 2 > count
            return Fit("contradicts", named[0].start, words[-1].end, correction, is_name)
    return None


def find_contradiction(acronym: str, text: str, language: str) -> Fit | None:
    """Return the contradiction of an acronym and the words before it in a language other than English.

    Either the words are an official name whose acronym has nearly the same letters, or their initials are those of the
    acronym in another order. An acronym that is known may be that of the name in another language.
    """
    names = lists.official_names(language)
    if lists.load().is_known(acronym) or acronym in names or not acronym.isupper():
        return None
    plain = text.lower().replace("’", "'")
    for correction, name in names.items():
        if plain.endswith(name.lower()) and _is_near(acronym, correction):
            return Fit("contradicts", len(text) - len(name), len(text), correction, True)
    words = _words(text, language)
    named = [word for word in words if word.weight][-len(acronym) :]
    initials = "".join(text[each.start] for each in named).upper()
    if len(acronym) < 3 or len(named) < len(acronym) or initials == acronym or sorted(initials) != sorted(acronym):
        return None
    return Fit("contradicts", named[0].start, len(text), initials)


def _is_name(words: Sequence[ExpansionWord], text: str) -> bool:
    is_apart = "," in text[words[0].start :]
    return len(words) == 2 and all(word.is_capital for word in words) and not is_apart

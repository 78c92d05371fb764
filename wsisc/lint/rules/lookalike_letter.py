"""A letter belongs to another alphabet, although it looks right.

Searches miss the word, screen readers mispronounce it, and software does not recognize "С5" with a Cyrillic letter. In
an Arabic text, Persian keyboards leave "ک" and "ی" in place of "ك" and "ي".

Fails::

    parts:
      one:
        text: |
          Action line С5 is about сonfidence and security.

Passes::

    parts:
      one:
        text: |
          Action line C5, Россия, α-amylase, β, 5 µm, the TGFβ gene and the Ω sign are as they should be.

Reference: Unicode Technical Standard #39, Unicode Security Mechanisms, Confusable Detection. Chinese has no such
letters.
"""

import re
from collections.abc import Iterator
from functools import cache

from wsisc.document.prose import Passage, Reading
from wsisc.lint import wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.scripts import CYRILLIC, GREEK, LATIN, has_any

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru")

_CYRILLIC, _LATIN = "АВЕЅІЈКМНОРСТУХаеіјорсухѕһ", "ABESIJKMHOPCTYXaeijopcyxsh"
_GREEK, _LATIN_FOR_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo"
_TO_LATIN = str.maketrans(_CYRILLIC + _GREEK, _LATIN + _LATIN_FOR_GREEK)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_LIKE_LATIN, _LIKE_CYRILLIC = frozenset(_CYRILLIC + _GREEK), frozenset(_LATIN)

_A_LATIN, _A_FOREIGN = f"[{LATIN}]", f"[{GREEK}{CYRILLIC}]"


@cache
def _border_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_A_LATIN}(?={_A_FOREIGN})|{_A_FOREIGN}(?={_A_LATIN})")


_LETTERS = r"[^\W\d_]+"
_LETTERS_BEFORE = r"[^\W\d_]*$"
_PERSIAN = frozenset("پچژگٹڈڑں")
_SINGLE = f"[{_CYRILLIC}{_GREEK.replace('Χ', '')}]"


@cache
def _alone_pattern() -> re.Pattern[str]:
    # A single letter before a digit, between words in Latin letters, or in parentheses.
    return re.compile(rf"(?<!\w){_SINGLE}(?=-?\d)|(?<=[A-Za-z] ){_SINGLE}(?=[ ,.)] ?[A-Za-z])|(?<=\(){_SINGLE}(?=\))")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every letter from another alphabet than its word."""
    if reading.submission.language == "ar":
        places = wrong_forms.find_own(reading, "lookalike-letter", (), "em", "link")
        own = (each for each in places if not _is_persian(each.passage.text, each.start))
        yield from wrong_forms.report(own, _describe)
    is_russian = reading.submission.language == "ru"
    for passage in reading.passages:
        if re.search(_A_FOREIGN, passage.text):
            yield from _in_mixed_words(passage, is_russian)
            for match in _alone_pattern().finditer(passage.text) if not is_russian else ():
                yield _finding(passage, match.start(), match.end(), match[0].translate(_TO_LATIN))


def _is_persian(text: str, position: int) -> bool:
    """Return whether a letter is in a word with other letters that Arabic does not have."""
    before = re.compile(_LETTERS_BEFORE).search(text, max(0, position - 20), position)
    after = re.compile(_LETTERS).match(text, position, position + 20)
    word = (before[0] if before else "") + (after[0] if after else "")
    return not _PERSIAN.isdisjoint(word)


def _in_mixed_words(passage: Passage, is_russian: bool) -> Iterator[Finding]:
    done = 0
    for border in _border_pattern().finditer(passage.text):
        if border.start() < done:
            continue
        start = border.start()
        while start > 0 and passage.text[start - 1].isalpha():
            start -= 1
        word = re.compile(_LETTERS).match(passage.text, start)
        if word:
            done = word.end()
            wrong, table = _wrong_letters(word[0], is_russian)
            if wrong:
                first, last = start + wrong[0], start + wrong[-1] + 1
                yield _finding(passage, first, last, passage.text[first:last].translate(table))


def _wrong_letters(word: str, is_russian: bool) -> tuple[list[int], dict[int, int]]:
    """Return the places of the letters that do not belong to a word, and the table to translate them.

    A word belongs to the alphabet of its letters that have no lookalike in the other one; without such letters, to that
    of the language. A word with such letters of both alphabets is intentionally mixed, such as "TGFβ".
    """
    foreign = [index for index, letter in enumerate(word) if re.match(_A_FOREIGN, letter)]
    others = frozenset(foreign)
    latin = [index for index in range(len(word)) if index not in others]
    is_latin = any(word[index] not in _LIKE_CYRILLIC for index in latin)
    is_foreign = any(word[index] not in _LIKE_LATIN for index in foreign)
    is_cyrillic = all(has_any(CYRILLIC, word[index]) for index in foreign)
    if not is_foreign and (is_latin or not is_russian):
        return foreign, _TO_LATIN
    return (latin, _TO_CYRILLIC) if is_cyrillic and not is_latin else ([], {})


def _finding(passage: Passage, start: int, end: int, right: str) -> Finding:
    found = passage.text[start:end]
    alphabet = t("Latin") if found[0].isascii() else t("Cyrillic") if has_any(CYRILLIC, found[0]) else t("Greek")
    right_alphabet = t("Latin") if right[0].isascii() else t("Cyrillic")
    message = t(
        '"{found}" is written with {alphabet} instead of {right_alphabet} letters',
        found=found,
        alphabet=alphabet,
        right_alphabet=right_alphabet,
    )
    return passage.finding(
        start,
        end,
        message,
        t('type "{right}" with {right_alphabet} letters', right=right, right_alphabet=right_alphabet),
        right if passage.is_evenly_marked(start, end) else None,
    )


def _describe(text: str) -> str:
    return t('"{text}" is a Persian letter in an Arabic word', text=text)

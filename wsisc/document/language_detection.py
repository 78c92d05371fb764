"""The words of a text -> the language that it is in, by its script and its most frequent words.

The tables of the program are enough: of the six languages of the United Nations three have a script of their own, and
the others differ in every second word of a sentence. A library that knows a hundred languages has megabytes of models.

Each value that decides says from which to which value no outcome of the tests changes; `benchmarks/thresholds.py`
measures it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from wsisc.messages import resources
from wsisc.text import scripts
from wsisc.text.words import fold_without_accents

_WORDS, _OTHERS = "templates/stop-words.yaml", "templates/other-languages.yaml"
_MIN_WORDS = 12
"""Words from which a text is judged.

Greater: short texts have no language. Smaller: a title with words of another language is taken for that one.
Same outcome from 5 to 17.
"""
_MIN_SHARE = 0.1
"""Which share of the words must be frequent ones of a language: 25 to 45 of 100 are, in another language at most 8.

Greater: texts with many names have no language. Smaller: texts in another language are taken for one of the tables.
Same outcome from 0.01 to 0.11.
"""
_MARGIN = 1.5
"""How many times as many of them as of any other language.

Greater: a text with long quotations has no language. Smaller: one half of which is in another language has one.
Same outcome from 1.13 to 2.46.
"""
_MIN_CLEAR_WORDS = 100
"""Words that show at once in which language a text is.

Greater: the tables of other languages are read more often. Smaller: a quotation at the beginning decides.
A guess.
"""
_MIN_SHARE_OF_ANY = 0.05
"""Which share of the words of such a text are frequent ones at least if it is in the language.

Greater: lists of names are taken for texts in other languages. Smaller: texts in other languages are not found.
Same outcome from 0.01 to 0.24.
"""
_KANA_SHARE = 0.1
"""Which share of the signs are kana in a Japanese text: every second is; a Chinese text quotes a word at most.

Greater: Japanese texts are Chinese ones. Smaller: a Chinese text that names a Japanese company has no language.
Same outcome from 0.04 to 0.39.
"""
_PERSIAN_SHARE = 0.01
"""Which share of the letters are not Arabic in a Persian text: two in a hundred, none of eight Arabic texts.

Greater: Persian texts are Arabic ones. Smaller: an Arabic text with a Persian name has no language.
Same outcome from 0.01 to 0.08.
"""
_OTHER_CYRILLIC_SHARE = 0.01
"""Which share of the letters are not Russian in a text in another language in Cyrillic: five in a hundred in Uzbek.

Greater: short texts in Ukrainian or Uzbek are Russian ones. Smaller: a Russian text with a name has no language.
A guess.
"""
_JAPANESE, _PERSIAN, _RUSSIAN = "ja", "fa", "ru"
_MAX_WORDS = 5000  # more do not change the result
_SCRIPTS = {"ar": scripts.ARABIC, "ru": scripts.CYRILLIC, "zh": scripts.HAN}
# A sign of Chinese is about half a word, and a word in other scripts has about five letters: the letters of a script
# count as so many words.
_USUAL_LETTERS, _LETTERS_IN_WORD = 5, {"zh": 2}


@cache
def languages() -> tuple[str, ...]:
    """Return the languages whose frequent words are known."""
    return tuple(resources.read_strings(_WORDS))


@cache
def frequent_words(language: str) -> frozenset[str]:
    """Return the most frequent words of a language, folded without accents."""
    words: str = resources.read_strings(_WORDS)[language]
    return frozenset(fold_without_accents(each) for each in words.split())


@cache
def _words_of_others() -> tuple[frozenset[str], ...]:
    """Return the frequent words of each language that is known only so that its texts are not taken for others."""
    return tuple(frozenset(words.split()) for words in resources.read_strings(_OTHERS).values())


def has_words(texts: Iterable[str], number: int) -> bool:
    """Return whether a text has so many words, or the letters of so many."""
    letters: Counter[str] = sum(map(_count_letters, texts), Counter())
    return sum(many // _LETTERS_IN_WORD.get(script, _USUAL_LETTERS) for script, many in letters.items()) >= number


def detect_language(texts: Iterable[str]) -> str:
    """Return the language of a text, "" where it is too short, in no language of the tables, or in several."""
    amounts: Counter[str] = Counter()
    words: list[str] = []
    for text in texts:
        for name, count in _count_letters(text).items():
            amounts[name] += count // _LETTERS_IN_WORD.get(name, _USUAL_LETTERS)
        words += fold_without_accents(text).split()
        if len(words) > _MAX_WORDS:
            break
    script, amount = max(amounts.items(), key=lambda each: each[1], default=("", 0))
    if script in (_JAPANESE, _PERSIAN) or amount < _MIN_WORDS or amount < 2 * (amounts.total() - amount):
        return ""
    return _judge_words(words) if script == "latin" else _judge_script(script, words)


def find_language_of_script(texts: Iterable[str]) -> str:
    """Return the language of the tables in whose script more than half of the letters of a text are, "" for Latin.

    A text too short to judge its words is in this language more likely than in one of another script, unless its
    letters are those of another language in Cyrillic.
    """
    texts = list(texts)
    letters: Counter[str] = sum(map(_count_letters, texts), Counter())
    script, count = max(letters.items(), key=lambda each: each[1], default=("", 0))
    is_known = script in _SCRIPTS and 2 * count > letters.total()
    return script if is_known and not (script == _RUSSIAN and _has_letters_of_others("".join(texts))) else ""


def _has_letters_of_others(text: str) -> bool:
    """Return whether a text in Cyrillic is not in Russian, by its letters: Bulgarian has ъ, but neither ы nor э."""
    low = text.lower()
    others = len(re.findall(f"[{scripts.CYRILLIC}]", low)) - len(re.findall(f"[{scripts.RUSSIAN_SMALL}]", low))
    return others > _OTHER_CYRILLIC_SHARE * len(low) or low.count("ъ") > low.count("ы") + low.count("э")


def _count_letters(text: str) -> Counter[str]:
    if scripts.count(scripts.KANA, text) > _KANA_SHARE * len(text):
        return Counter({_JAPANESE: sum(map(str.isalpha, text))})
    if scripts.count(scripts.PERSIAN, text) > _PERSIAN_SHARE * scripts.count(scripts.ARABIC, text):
        return Counter({_PERSIAN: sum(map(str.isalpha, text))})
    table = (("latin", scripts.LATIN), *_SCRIPTS.items())
    return Counter({name: scripts.count(letters, text) for name, letters in table})


def can_be(language: str, texts: Iterable[str]) -> bool:
    """Return whether a text can be in a language: it has frequent words of it, or only a few words at all."""
    texts = list(texts)
    if language == "zh" and _JAPANESE in _count_letters("".join(texts)):
        return False
    if language not in _SCRIPTS:
        letters = "".join(letter for text in texts for letter in text if letter.isalpha())
        if len(letters) >= _MIN_WORDS * _USUAL_LETTERS and 2 * scripts.count(scripts.LATIN, letters) < len(letters):
            return False
    words = [word for text in texts for word in fold_without_accents(text).split() if word.isalpha()]
    if language == _RUSSIAN:
        return not _has_letters_of_others("".join(words))
    if language not in languages() or language in _SCRIPTS or len(words) < _MIN_WORDS:
        return True
    frequent = sum(word in frequent_words(language) for word in words)
    return not _is_in_another(words) and frequent >= _MIN_SHARE_OF_ANY * len(words)


def is_clearly(language: str, texts: Iterable[str]) -> bool:
    """Return whether the first words of a text are certainly in a language; the tables of the others are not needed.

    False says nothing: `detect_language` judges the whole text. Of the first 100 words of the examples and samples, at
    least 15 of 100 are frequent words of their language (Arabic 7), and at most 3 of any other.
    """
    words: list[str] = []
    for text in texts:
        words += fold_without_accents(text).split()
        if len(words) > _MIN_CLEAR_WORDS:
            break
    frequent = sum(word in frequent_words(language) for word in words)
    return len(words) > _MIN_CLEAR_WORDS and frequent >= _MIN_SHARE * len(words)


def _judge_script(language: str, words: list[str]) -> str:
    """Return the language of a script, unless its words are those of another one that uses the script."""
    if language == "zh":
        return language
    if language == _RUSSIAN and _has_letters_of_others("".join(words)):
        return ""
    frequent = sum(word in frequent_words(language) for word in words)
    return language if frequent >= _MIN_SHARE / 2 * len(words) else ""


def _judge_words(words: list[str]) -> str:
    """Return the language of which a text in Latin letters has the most frequent words."""
    (language, most), (_, second), *_ = _count_frequent(words).most_common(2)
    is_sure = most >= _MIN_SHARE * len(words) and most >= _MARGIN * second
    return language if is_sure and not _is_in_another(words) else ""


def _count_frequent(words: list[str]) -> Counter[str]:
    """Return how many of the words are frequent in each language in Latin letters."""
    known = [language for language in languages() if language not in _SCRIPTS]
    return Counter({language: sum(word in frequent_words(language) for word in words) for language in known})


def _is_in_another(words: list[str]) -> bool:
    """Return whether the frequent words of a text are those of a language that is known only to be none of ours."""
    most = max(sum(word in frequent for word in words) for frequent in _words_of_others())
    return most >= _MIN_SHARE * len(words) and most > max(_count_frequent(words).values())

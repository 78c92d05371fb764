"""A sentence has more than sixty words, in Chinese more than 120 characters.

Reports are translated into six languages and read by people with other first languages: a sentence as long as a
paragraph is misread.

Fails::

    parts:
      one:
        text: |
          The Office held courses for judges, and for lawyers, and for prosecutors, and for prison staff, and for the
          police, and for teachers, and for pupils, and for students, and for parents, and for journalists, and for
          writers, and for doctors, and for nurses, and for farmers, and for traders, and for bankers, and for
          sailors, and for pilots, and for drivers, and for cooks.

Passes::

    parts:
      one:
        text: |
          The Office held courses for judges, and for lawyers, and for prosecutors, and for prison staff, and for the
          police, e.g. for Mr. A. B. Smith of No. 3. It also held them for pupils, and for students, and for parents,
          and for journalists, and for writers, and for doctors, and for nurses, and for farmers, and for traders.

Reference: United Nations Editorial Manual, Drafting: clear and concise sentences.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Passage, Reading
from wsisc.lint import word_lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text import scripts
from wsisc.text.words import is_sentence_end

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

_MAX_WORDS = 60  # a guess
_SHOWN_WORDS = 10
# Two Chinese characters are about a word; a guess, as 60 is. Numbers and Latin words are left out of the count.
_MAX_CHARACTERS = 120
_CHINESE_SENTENCE = r"[^。！？；\n]++"
_WORD = r"(?<!\S)[^\w\s]*+\w\S*+"
_END = (
    r"(?<![.!?…؟。])[.!?…؟。]++[\"”»’')\]]*+\s++(?=[\"“«‘(\[]*+[^\s\"“«‘(\[])|\n+"
    r"|[;:,]\s++(?=\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s)"
)
_TERMINAL = frozenset(".!?…؟;:\"”»’')]")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the beginning of every sentence that is too long."""
    check_passage = _check_chinese if reading.submission.language == "zh" else _check_passage
    for passage in reading.body:
        if len(passage.text) > 2 * _MAX_WORDS:
            yield from check_passage(passage)


def _check_chinese(passage: Passage) -> Iterator[Finding]:
    for match in re.finditer(_CHINESE_SENTENCE, passage.text):
        start, end = match.span()
        count = scripts.count(scripts.HAN, match[0]) if end - start > _MAX_CHARACTERS else 0
        if count > _MAX_CHARACTERS and not passage.is_quoted(start):
            message = t("the sentence has {count} characters", count=count)
            hint = t("split it: more than {max} characters are hard to read and to translate", max=_MAX_CHARACTERS)
            yield passage.finding(start, start + _SHOWN_WORDS, message, hint)


def _check_passage(passage: Passage) -> Iterator[Finding]:
    for start, end in _sentences(passage.text):
        if end - start <= 2 * _MAX_WORDS:
            continue
        words = list(re.compile(_WORD).finditer(passage.text, start, end))
        own = (not passage.is_quoted(each.start()) for each in words[: 3 * _MAX_WORDS])  # bounds the work
        if len(words) > _MAX_WORDS and sum(own) > _MAX_WORDS:
            message = t("the sentence has {count} words", count=len(words))
            hint = t("split it: more than {max_words} words are hard to read and to translate", max_words=_MAX_WORDS)
            yield passage.finding(words[0].start(), words[_SHOWN_WORDS - 1].end(), message, hint)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start, abbreviations = 0, word_lists.load("numbers")["abbreviations"]
    for match in re.finditer(_END, text):
        if match[0][0] in "\n;:," or is_sentence_end(text, match, start, abbreviations):
            yield start, match.end()
            start = match.end()
    if text.rstrip()[-1:] in _TERMINAL:
        yield start, len(text)

"""A word of a title in quotation marks lacks its capital.

English titles of publications capitalize all words except articles, conjunctions and prepositions.

Fails::

    parts:
      one:
        text: |
          We fight drugs and trafficking. A report on "The online Trafficking of Synthetic Drugs in Africa" appeared.

Passes::

    parts:
      one:
        text: |
          We fight drugs and trafficking. "The Online Trafficking of Synthetic Drugs" and a discussion on "The online
          trafficking of synthetic drugs" followed.

Reference: United Nations Editorial Manual, Capitalization: titles of publications. Titles in other languages have
capitals only at the beginning and in names: the rule is silent there.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import word_lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_WORD = r"[^\W\d_][\w'’-]*"
_SMALL_WORD = r"\b[a-z][\w'’-]*"
# Guesses: a quotation in title case has so many main words, of which so many have capitals, and so many of these are
# common words, which have none in the running text. `_MIN_WORDS` is also the length of a word that needs a capital.
_MIN_WORDS = 4
_MIN_SHARE = 0.6
_MIN_COMMON = 2


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the words without capitals in titles that otherwise have them."""
    known: set[str] = set()
    for passage in reading.body:
        for start, end in passage.quotations:
            title = list(re.compile(_WORD).finditer(passage.text, start, end))
            if small := _missing_capitals(title):
                known = known or {word for each in reading.body for word in re.findall(_SMALL_WORD, each.text)}
                common = known & {match[0].lower() for match in title[1:] if match[0].istitle()}
                for match in small if len(common) >= _MIN_COMMON else ():
                    message = t(
                        '"{match}" is not capitalized in the title {text}',
                        match=match[0],
                        text=excerpt(passage.text[start:end]),
                    )
                    hint = t('write "{capitalize}" if the published title has it', capitalize=match[0].capitalize())
                    yield passage.finding(*match.span(), message, hint)


def _missing_capitals(title: list["re.Match[str]"]) -> list["re.Match[str]"]:
    """Return the words without capitals of a quotation that seems to be a title in title case."""
    words = word_lists.load("titles")
    all_words = {match[0].lower() for match in title}
    if not all_words.isdisjoint(words["sentence"]) or not all_words.isdisjoint(words["foreign"]):
        return []
    main = [match for match in title if match[0].lower() not in words["small"]]
    small = [match for match in main if match[0].islower()]
    is_title = len(main) >= _MIN_WORDS and title[0][0][0].isupper() and len(main) - len(small) >= _MIN_SHARE * len(main)
    return [match for match in small if len(match[0]) >= _MIN_WORDS] if is_title else []

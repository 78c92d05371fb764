"""A heading is capitalized differently from the other headings of its level.

United Nations style capitalizes the first word of a heading and names. Title case is readable too, but both in one
document look like an oversight. In French, Russian and Spanish only the first word and names have capitals: a heading
in English title case is reported where at least two of its words are common ones.

Fails::

    parts:
      two:
        text: We fight organized crime.
        sections:
          - title: Drug demand reduction
            text: Done.
          - title: Crime prevention
            text: Done.
          - title: Organized Crime
            text: Done.

Passes::

    parts:
      two:
        text: The Global Judicial Integrity Network fights organized crime.
        sections:
          - title: Drug demand reduction
            text: Done.
          - title: Crime prevention
            text: Done.
          - title: Global Judicial Integrity Network
            text: Done.

Reference: United Nations Editorial Manual, Instructions for the preparation of documents: headings; Lexique des règles
typographiques en usage à l'Imprimerie nationale; Ortografía de la lengua española (RAE and ASALE, 2010), 4.2.4; Правила
русской орфографии и пунктуации (2006). Arabic and Chinese have no capitals.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from wsisc.document.prose import Passage, Reading
from wsisc.lint import word_lists, wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.shared import group_values

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "es", "fr", "ru")

_WORD = r"[^\W\d_][\w'’-]*"
_ODD = r"[\d\"“”«»():/&–—]|[^\W\d_][A-Z]"
_BEFORE = r"(?:^|\s)(\S+) $"
_AFTER = r" [A-Z]"
_MIN_COMMON = 2  # words; a guess: one may be part of a name
_MIN_HEADINGS = 2  # a guess: fewer do not show a convention


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the headings whose capitals differ from those of most headings of their level."""
    if reading.submission.language != "en":
        yield from _check_other_language(reading, reading.submission.language)
        return
    all_headings = (each for each in reading.passages if each.kind == "heading")
    levels = group_values((each.path.count("sections"), each) for each in all_headings)
    text = "\n".join(each.text for each in reading.body) if levels else ""
    for headings in levels.values():
        plain = [each for each in headings if (main := _main_words(each.text)) and all(map(str.islower, main))]
        titles = [each for each in headings if _is_title_case(each.text, text)]
        if titles and len(plain) >= max(_MIN_HEADINGS, len(titles)):
            hint = t("capitalize only the first word and names")
            yield from _findings(titles, t("in title case, but most headings are not"), hint)
        elif plain and len(titles) > max(_MIN_HEADINGS, len(plain)):
            yield from _findings(
                plain, t("not in title case, but most headings are"), t("capitalize all headings in the same way")
            )


def _check_other_language(reading: Reading, language: str) -> Iterator[Finding]:
    """Yield the headings in which every word has a capital, although some are common ones and it is no name."""
    small, common, names = (
        frozenset(" ".join(wrong_forms.load_lines(key, language)).split())
        for key in ("heading-small", "heading-common", "heading-names")
    )
    text = "\n".join(each.text for each in reading.body)
    for heading in (each for each in reading.passages if each.kind == "heading"):
        words = [each.lower() for each in re.findall(_WORD, heading.text)]
        main = [] if re.search(_ODD, heading.text) else re.findall(_WORD, heading.text)[1:]
        main = [each for each in main if each.lower().rpartition("’")[2] not in small and len(each) > 1]
        stems = {word for each in main if (word := each.lower()) in common or _is_in(word, text)}
        is_title = len(stems) >= _MIN_COMMON and all(map(str.istitle, main)) and not names.intersection(words)
        if is_title and not _is_name(heading.text, text):
            hint = t("capitalize only the first word and names")
            yield heading.finding(0, len(heading.text), t('"{text}" is in title case', text=heading.text), hint)


def _is_in(word: str, text: str) -> bool:
    return word in text and re.search(rf"\b{word}\b", text) is not None


def _findings(headings: list[Passage], problem: str, hint: str) -> Iterator[Finding]:
    for each in headings:
        yield each.finding(0, len(each.text), t('"{text}" is {problem}', text=each.text, problem=problem), hint)


def _main_words(heading: str) -> list[str]:
    """Return the words after the first that have a capital in title case; none for a heading of unusual form."""
    words, small = re.findall(_WORD, heading), word_lists.load("titles")["small"]
    return [] if re.search(_ODD, heading) else [each for each in words[1:] if each.lower() not in small]


def _is_title_case(heading: str, text: str) -> bool:
    """Return whether a heading has capitals that the same words do not have in the running text."""
    main = _main_words(heading)
    if not main or any(each[0].islower() for each in main) or main[-1].lower() in word_lists.load("titles")["names"]:
        return False
    words = heading.split()
    pairs = [f"{one} {two}" for one, two in pairwise(words) if two in main]
    is_common = any(pair in text and re.search(rf"\b{re.escape(pair)}\b", text) for pair in map(str.lower, pairs))
    return is_common and not _is_name(heading, text)


def _is_name(heading: str, text: str) -> bool:
    """Return whether the words of a heading are a complete name in the running text."""
    for match in re.finditer(rf"\b{re.escape(heading)}\b", text) if heading in text else ():
        before = re.compile(_BEFORE).search(text, max(0, match.start() - 40), match.start())
        is_within = before is not None and before[1][0].isupper() and not before[1].isupper()
        if before and not is_within and not re.compile(_AFTER).match(text, match.end()):
            return True
    return False

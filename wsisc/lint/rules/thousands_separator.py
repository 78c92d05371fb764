"""A number above 999 has no comma, or another separator, where other numbers have one.

Readers who compare "7,000 judges" with "1500 experts" should not have to count digits. United Nations style in English
separates thousands with commas. In French, Russian and Spanish a comma begins decimals, and a space separates
thousands.

Fails::

    parts:
      one:
        text: |
          The tools reached 7,000 judges and trained more than 1500 experts.

Passes::

    parts:
      one:
        text: |
          By 2022 the 2030 Agenda, ISO 27001 and resolution 1325 had reached over 7,000 judges.

Reference: United Nations Editorial Manual, Numbers, dates and time: Punctuation of figures; Lexique des règles
typographiques en usage à l'Imprimerie nationale; Ortografía de la lengua española (RAE and ASALE, 2010); А. Э.
Мильчин, Л. К. Чельцова, Справочник издателя и автора. In Arabic and Chinese documents of the United Nations have
spaces, and others commas: the rule is silent there.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import BODY_KINDS, Passage, Reading
from wsisc.lint import word_lists, wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.scripts import LATIN_SMALL, RUSSIAN_CAPITALS, RUSSIAN_SMALL

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "es", "fr", "ru")

_GROUPED = r"(?<![\w.,/:–-])\d{1,3}(?:,\d{3})+(?![\w/:]|,?\d)"
_OTHER = (
    r"(?<![\w.,/:+#–-])(?<!\d[  ])(?:"
    r"(?P<plain>[1-9]\d{3,7})"
    r"|[1-9]\d{0,2}(?:(?P<space>[ \u00a0\u2009\u202f])\d{3})(?:(?P=space)\d{3})*"
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,}"
    r"|[1-9]\d{0,2}(?:['’]\d{3})+"
    r")(?![\w/:+–-]|[.,]?\d|[  ]\d)"
)
_SPACED = r"(?<![\w.,])[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)"
_QUANTITY = (
    rf"(?<![\w.,:/#№-])(?<![A-Z{RUSSIAN_CAPITALS}№#][  ])(?<!\d[  ])"
    rf"[1-9]\d{{3,7}}(?=[  ][{LATIN_SMALL}{RUSSIAN_SMALL}]{{3}})"
)
_YEAR_AFTER = r"(?i)(?:en|de|depuis|vers|dès|avant|après|desde|hasta|hacia|в|с|до|после|к)[  ]$"
_BEFORE = r"(?:^|\s|\()(\S+?)(?:[  ](of))?[  ]?$"
_AFTER = r"(?: [A-Za-z][\w'’-]*){1,3}"
_CALL = r"(?i)\b(?:tel|phone|telephone|fax|call|called|dial|number|mobile|no)\b"
_CURRENCY = r"(?:[$€£¥]|\b(?:USD|EUR|CHF|GBP|US))[  ]?$"
# A guess: a larger number before a plural is a quantity, not a year or the number of a rule or room.
_LARGEST_REFERENCE = 9_999
_UNBROKEN = ("es", "ru")  # four digits have no space: Ortografía 2010; Мильчин, Чельцова


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every quantity above 999 without commas, where the document has others with commas."""
    if reading.submission.language == "en":
        yield from _check_english(reading)
    else:
        places = wrong_forms.find_own(reading, "thousands-separator", BODY_KINDS, "em", "link")
        yield from wrong_forms.report(places, _describe)
        yield from _check_ungrouped(reading)


def _check_ungrouped(reading: Reading) -> Iterator[Finding]:
    """Yield quantities without a space, where the document has others with one."""
    grouped = next((match[0] for each in reading.body for match in re.finditer(_SPACED, each.text)), "")
    for passage in reading.body if grouped else ():
        for match in re.finditer(_QUANTITY, passage.text):
            value = int(match[0])
            is_short = value <= _LARGEST_REFERENCE and reading.submission.language in _UNBROKEN
            is_year = 1900 <= value <= 2100 or (
                value < 1900 and re.compile(_YEAR_AFTER).search(passage.text, max(0, match.start() - 9), match.start())
            )
            if not (is_short or is_year) and passage.is_own_wording(match.start(), "em", "link"):
                spaced = f"{value:,}".replace(",", "\u00a0")
                message = t('"{match}" has no thousands separator, unlike "{grouped}"', match=match[0], grouped=grouped)
                yield passage.finding(*match.span(), message, t('write "{right}"', right=spaced), spaced)


def _check_english(reading: Reading) -> Iterator[Finding]:
    grouped = next((match[0] for each in reading.body for match in re.finditer(_GROUPED, each.text)), "")
    for passage in reading.body if grouped else ():
        for match in re.finditer(_OTHER, passage.text):
            if _is_quantity(passage, match) and not passage.is_quoted(match.start()):
                with_commas = f"{int(re.sub(r'\D', '', match[0])):,}"
                message = t('"{match}" has no thousands separator, unlike "{grouped}"', match=match[0], grouped=grouped)
                yield passage.finding(*match.span(), message, t('write "{right}"', right=with_commas), with_commas)


def _is_quantity(passage: Passage, match: "re.Match[str]") -> bool:
    """Return whether a number counts things: it is not a year, a symbol or part of a name."""
    text = passage.text
    near = max(0, match.start() - 40)
    is_sum = re.compile(_CURRENCY).search(text, near, match.start()) is not None
    if not match["plain"]:
        is_sure = match["space"] != " " or (
            len(match[0].split()) > 2 and not re.compile(_CALL).search(text, near, match.start())
        )
        return is_sure or is_sum or _is_counting(text, match.start(), match.end(), 0)
    value = int(match[0])
    return is_sum or (not 1900 <= value <= 2100 and _is_counting(text, match.start(), match.end(), value))


def _is_counting(text: str, start: int, end: int, value: int) -> bool:
    words = word_lists.load("numbers")
    before = re.compile(_BEFORE).search(text, max(0, start - 40), start)
    if not before:
        return False
    previous = before[1].lower()
    if before[2]:
        is_quantity = previous in words["totals"]
    elif previous in words["times"] and 1000 <= value <= 1899:
        return False
    else:
        is_verb = previous.endswith("ed") and previous.isalpha() and previous not in words["labels"]
        is_quantity = is_verb or previous in words["quantities"] or text.endswith("up to ", max(0, start - 6), start)
        counts = previous.endswith(",") or previous in words["openers"]
        is_quantity = is_quantity or (value > _LARGEST_REFERENCE and counts)
    return is_quantity and _has_plural(text, end)


def _has_plural(text: str, end: int) -> bool:
    """Return whether a plural or a unit follows."""
    match = re.compile(_AFTER).match(text, end)
    following = match[0].split() if match else []
    if following and following[0] in word_lists.load("numbers")["measures"]:
        return True
    return any(word in word_lists.load("numbers")["irregular"] or re.search(r"[^sui]s$", word) for word in following)


def _describe(text: str) -> str:
    return t('"{text}" has a comma, which begins decimals in this language', text=text)

"""A number below ten, or at the beginning of a sentence, is written in figures.

United Nations style writes numbers below ten in words, and any number at the beginning of a sentence. Figures are right
for units, percentages, dates, ages and references, and in a sentence with a number of ten or more for other things.
In French, Russian and Spanish the rule reports only figures whose place shows that they count.

Fails::

    parts:
      one:
        text: |
          The course is divided into 5 modules. Twelve countries were asked. 7 agreed.

Passes::

    parts:
      one:
        text: |
          The course serves Goal 5, lasts 5 hours and reached 5 of 26 countries in phase 2.

          4,000 people.

Reference: United Nations Editorial Manual, Numbers, dates and time; Manual del traductor of the Spanish Translation
Service, Numerales; Directives éditoriales de la FAO, 11.1; А. Э. Мильчин, Л. К. Чельцова, Справочник издателя и автора.
In Arabic no source for a rule was found, and Chinese writes quantities in figures (GB/T 15835-2011).
"""

import re
from collections.abc import Iterator
from functools import cache

from wsisc.calls import locale
from wsisc.document.prose import Passage, Reading
from wsisc.lint import word_lists, wrong_forms
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "es", "fr", "ru")

_FIGURE = r"(?<![^\s(])[1-9](?= [A-Za-z]|-(?:day|week|month|year)(?![\w-]))"
_BEGINNING = r"(?:^|(?<=[a-z]{2}[.!?] ))(?:\d{1,3}(?:,\d{3})+|\d+)(?= [a-z]{2}| (?:Member )?States\b| Governments\b)"
_LARGER = r"(?<![\w.,/:–$€£-])(?:\d{1,3}(?:,\d{3})+|\d{2,})(?![\w/:%]|[.,]\d|-\d| %)"
_BEFORE = r"([^\s(]+)[ (]+$"
_AFTER = r"(?: [A-Za-z][\w'’-]*){1,4}"
_SERIES = r"(?<![^\s(])[2-9] [a-z-]+s, $"
_SENTENCE_END = r"[.!?] (?=[A-Z])"
_NUMBER = r"(?<![\w.,/:-])\d{1,3}(?:[ \u00a0\u202f]?\d{3})*(?![\w/:]|[.,-]\d)"
_SENTENCE = r"[.!?;](?=\s)"
_NO_COUNT = r"[ \u00a0\u202f]?(?:%|pour cent|por ciento|процент)"
_MAX_SENTENCE = 800  # characters on each side: keeps the check linear in the length of a paragraph
_MAX_LABEL = 2  # words: "4,000 people." in a column is no sentence
_PERIODS = {"day", "days", "week", "weeks", "month", "months", "year", "years"}
_PARTIES = {"States", "Governments", "Parties", "Members"}


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every number in figures that counts fewer than ten things, or begins a sentence."""
    if reading.submission.language != "en":
        yield from _check_other_language(reading, reading.submission.language)
        return
    for passage in reading.body:
        if passage.kind != "footnote":
            yield from _check_counts(passage)
        if passage.kind == "paragraph":
            yield from _check_beginnings(passage)


def _check_other_language(reading: Reading, language: str) -> Iterator[Finding]:
    """Yield the figures that count things, by the patterns of a language, in sentences without larger numbers."""
    words = " ".join(wrong_forms.load_lines("numerals", language)).split()
    for place in wrong_forms.find_own(reading, "number-below-ten", ("paragraph", "item"), "em", "link"):
        text, start, end = place.passage.text, place.start, place.end
        if not _is_beside_larger(text, start, end, locale.load(language).months):
            word = words[int(place.text) - 1] if words else ""
            display_text = _display_text(text, start, end)
            message = t('"{display_text}" has a number below ten in figures', display_text=display_text)
            hint = t('write "{right}"', right=word) if word else t("write it in words")
            yield place.passage.finding(start, end, message, hint, word or None)


def _is_beside_larger(text: str, start: int, end: int, months: tuple[str, ...]) -> bool:
    """Return whether another number of ten or more is in the sentence, which is no year, date or percentage."""
    begin = max(
        (each.end() for each in re.compile(_SENTENCE).finditer(text, max(0, start - _MAX_SENTENCE), start)), default=0
    )
    begin = max(begin, start - _MAX_SENTENCE)
    close = re.compile(_SENTENCE).search(text, end, end + _MAX_SENTENCE)
    for match in re.compile(_NUMBER).finditer(text, begin, close.start() if close else end + _MAX_SENTENCE):
        value = int(re.sub(r"\D", "", match[0]))
        is_year = len(match[0]) == 4 and 1900 <= value <= 2100
        following = text[match.end() : match.end() + 20].lstrip().removeprefix("de ")
        if value >= 10 and not (
            is_year or following.startswith(months) or re.compile(_NO_COUNT).match(text, match.end())
        ):
            return True
    return False


def _check_counts(passage: Passage) -> Iterator[Finding]:
    for match in re.finditer(_FIGURE, passage.text):
        start, end = match.span()
        if (
            _is_count(passage.text, start, end)
            and not _is_exception(passage.text, start, end)
            and passage.is_own_wording(start, "em", "link")
        ):
            word = _in_words(int(match[0]))
            message = t(
                '"{display_text}" has a number below ten in figures',
                display_text=_display_text(passage.text, start, end),
            )
            yield passage.finding(start, end, message, t('write "{right}"', right=word), word)


def _check_beginnings(passage: Passage) -> Iterator[Finding]:
    words = word_lists.load("numbers")
    is_sentence = passage.text.rstrip().endswith((".", "!", "?", ":", ";"))
    for match in re.finditer(_BEGINNING, passage.text) if is_sentence else ():
        start, end = match.span()
        value = int(match[0].replace(",", ""))
        before = passage.text[max(0, start - 20) : start].rstrip(" .!?").rpartition(" ")[2]
        is_date = "," not in match[0] and 1000 <= value <= 2100
        first = passage.text[end + 1 : end + 40].partition(" ")[0].strip(",.")
        is_more = first in words["stops"] - {"of", "per"} or first in words["measures"] - {"per", "million"}
        is_right = is_date or is_more or before in words["abbreviations"]
        is_label = len(passage.text.split()) <= _MAX_LABEL
        if not (is_right or is_label) and passage.is_own_wording(start, "em", "link"):
            word = _in_words(value).capitalize()
            hint = (
                t('write "{right}"', right=word)
                if word
                else t("write it in words, or start the sentence with another word")
            )
            message = t(
                'the sentence begins with a figure: "{display_text}"',
                display_text=_display_text(passage.text, start, end),
            )
            yield passage.finding(start, end, message, hint, word or None)


def _is_count(text: str, start: int, end: int) -> bool:
    """Return whether a number counts what follows: the word before introduces a number, and a plural follows."""
    words = word_lists.load("numbers")
    before = re.compile(_BEFORE).search(text, max(0, start - 40), start)
    if not before:
        return False
    previous = before[1].lower()
    if previous.endswith(",") and re.compile(_SERIES).search(text, max(0, start - 60), start):
        return _is_plural(_following(text, end), text[start:end])
    if text[end] == "-":
        return previous == "a" or previous in words["openers"] or (previous.isalpha() and before[1] == previous)
    is_done = previous.endswith("ed") and previous not in words["labels"]
    is_verb = previous.isalpha() and (is_done or (previous.endswith("ing") and previous not in words["meetings"]))
    if not (is_verb or previous in words["openers"]):
        return False
    if previous in ("and", "or", "to") and text[: before.start()].rstrip()[-1:].isdigit():
        return False
    return _is_plural(_following(text, end), text[start:end])


def _is_plural(following: list[str], figure: str) -> bool:
    words = word_lists.load("numbers")
    if not following or following[0] in words["stops"] or following[0][:3] in _month_stems():
        return False
    if figure == "1":
        first = following[0]
        return first.islower() and len(first) > 2 and first not in words["measures"] and not first.endswith("s")
    for word in following[:3]:
        if word in words["stops"] or word in words["measures"]:
            return False
        is_name = word[0].isupper() and word not in _PARTIES
        if not is_name and (word in words["irregular"] or re.search(r"[^sui]s$", word)):
            return True
    return False


def _is_exception(text: str, start: int, end: int) -> bool:
    """Return whether a number is an age, or is in a sentence with a larger number of things."""
    words = word_lists.load("numbers")
    near, far = max(0, start - _MAX_SENTENCE), min(len(text), end + _MAX_SENTENCE)
    begin = max((match.end() for match in re.compile(_SENTENCE_END).finditer(text, near, start)), default=near)
    close = re.compile(_SENTENCE_END).search(text, end, far)
    stop = close.start() if close else far
    following = _following(text, end)
    if (following and following[0] in _PERIODS) or text[end] == "-":
        sentence = re.findall(r"[a-z]+", text[begin:stop].lower())
        if not words["ages"].isdisjoint(sentence):
            return True
    return any(_is_larger(text, match) for match in re.compile(_LARGER).finditer(text, begin, stop))


def _is_larger(text: str, match: "re.Match[str]") -> bool:
    """Return whether a number counts ten or more things: it is not a date, a measure, or part of a name."""
    words = word_lists.load("numbers")
    value = int(match[0].replace(",", ""))
    following = _following(text, match.end())
    if value < 10 or ("," not in match[0] and 1900 <= value <= 2100):
        return False
    if following and (following[0] in words["measures"] or following[0][:3] in _month_stems()):
        return False
    before = re.compile(_BEFORE).search(text, max(0, match.start() - 40), match.start())
    return before is None or not before[1][0].isupper() or before.start() == 0


def _following(text: str, end: int) -> list[str]:
    match = re.compile(_AFTER).match(text, end)
    return match[0].split() if match else []


def _display_text(text: str, start: int, end: int) -> str:
    match = re.compile(r"[-\w]*(?: [\w'’-]+){0,2}").match(text, end)
    return text[start:end] + (match[0] if match else "")


def _in_words(value: int) -> str:
    """Return a number below a hundred in words, "" for others."""
    ones, tens = _numerals()
    if not 1 <= value <= 99:
        return ""
    if value < 20:
        return ones[value - 1]
    ten, one = divmod(value, 10)
    return tens[ten - 2] + (f"-{ones[one - 1]}" if one else "")


@cache
def _numerals() -> tuple[list[str], list[str]]:
    """Return the words for 1 to 19, and for 20, 30 and so on."""
    data = resources.read_strings("templates/style/en/numbers.yaml")
    return data["ones"], data["tens"]


@cache
def _month_stems() -> frozenset[str]:
    return frozenset(month[:3] for month in word_lists.load("numbers")["months"])

"""A date as people write it -> the same in the form YYYY-MM-DD: "15 December 2025", "le 1er mars 2026"."""

import re
from datetime import date

from wsisc.importer import language_tables
from wsisc.text.words import fold_without_accents

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|er|re|o|a)?")
_MOST_MONTHS = 12
# Words that are in dates and say nothing: the names of days are not looked at at all.
_MIN_ABBREVIATION = 3  # letters: "Dec", "déc."


def parse_date(text: str) -> str:
    """Return a date as YYYY-MM-DD, "" if a text is not a date, or is ambiguous."""
    stripped = text.strip().rstrip(".")
    for pattern in (_ISO, _CHINESE):
        if match := pattern.fullmatch(stripped):
            return _format(*match.groups())
    if match := _DAY_FIRST.fullmatch(stripped):
        day, sign, month, year = match.groups()
        # "3/4/2026" is in March in some countries, and in April in others; with points it is not.
        is_clear = sign == "." or int(day) > _MOST_MONTHS or day == month
        return _format(year, month, day) if is_clear else ""
    return _parse_words(fold_without_accents(stripped).split())


def _parse_words(words: list[str]) -> str:
    """Return a date in which the month is a word."""
    months = {
        number for size in (1, 2) for at in range(len(words)) if (number := _month(" ".join(words[at : at + size])))
    }
    numbers = [int(match[1]) for word in words if (match := _NUMBER.fullmatch(word))]
    years, days = [number for number in numbers if number >= 1000], [number for number in numbers if number < 1000]
    if len(months) != 1 or len(years) != 1 or len(days) != 1:
        return ""
    return _format(str(years[0]), str(months.pop()), str(days[0]))


def _month(word: str) -> int:
    """Return the number of a month by its name, or by the beginning of it; 0 for other words."""
    for table in language_tables.load_all():
        if word in table.months:
            return table.months[word]
    if len(word) < _MIN_ABBREVIATION or not word.isalpha():
        return 0
    numbers = {
        number for table in language_tables.load_all() for name, number in table.months.items() if name.startswith(word)
    }
    return numbers.pop() if len(numbers) == 1 else 0


def _format(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""

"""A text in a language -> the values of its numbers and months, however the language writes them.

A number has several values where it can be read in several ways: "1.234" is one thousand or one and a bit in Spanish,
and "5 m" is five million or five metres. "1.2 million" is its value alone, as is 120 万.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from wsisc.calls import locale
from wsisc.messages import resources
from wsisc.source.markup import typed_addresses

_SPACES = "\u00a0\u202f\u2009 "
_NUMBER = re.compile(rf"\d+(?:[.,'’\u066b\u066c]\d+|[{_SPACES}]\d{{3}}(?!\d))*")
_REVERSED = re.compile(rf"(?<![\d.,])\d{{3}}(?:[{_SPACES}]\d{{3}})*[{_SPACES}]\d{{1,3}}(?![\d.,])")
_RANGE = re.compile(rf"(?:[-–—~]|[{_SPACES}]?[^\W\d]{{1,4}}[{_SPACES}]?|[{_SPACES}][-–—][{_SPACES}]){_NUMBER.pattern}")
_SEPARATOR = re.compile(rf"[.,'’\u066b\u066c{_SPACES}]")
_ADDRESS = re.compile(rf"(?:https?://|mailto:|www\.){typed_addresses.CHARACTER}+")
_GROUPING = "'’\u066c" + _SPACES
_ARABIC_DECIMAL = "\u066b"
_NEAR = 8  # characters between a month and its day or year, such as " de " and "er "; a guess
_STEM_LENGTH = 5  # letters from which a month is also known without its last letter: cases of Russian; a guess
_JOINED = ("zh", "ar")  # words that count are found within words


class Quantity(NamedTuple):
    """A number in a text: its possible values, its place, whether it is the name of a month, and has a scale."""

    values: frozenset[Decimal]
    start: int
    end: int
    is_month: bool = False
    is_scaled: bool = False

    @property
    def key(self) -> str:
        """The number in a form in which the same number of two languages is mostly the same."""
        return f"{max(self.values):f}"


def find_numbers(text: str, language: str) -> list[Quantity]:
    """Return the numbers and months of a text, in order; addresses have none."""
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), _to_ascii_digits(text))
    months = list(_find_months(plain, language))
    for month in months:
        plain = plain[: month.start] + " " * (month.end - month.start) + plain[month.end :]
    return sorted([*months, *_find_figures(plain, language)], key=lambda quantity: quantity.start)


def has_word_for(quantity: Quantity, text: str, language: str) -> bool:
    """Return whether a text has words for a number, which may therefore be written in words there."""
    patterns, words = _word_patterns(language), text.lower()
    values = {value for value in quantity.values if value == value.to_integral_value()}
    if quantity.is_scaled:
        values |= {value.scaleb(-zeros) for value in values for zeros in _scales_in(words, language)}
    return any(patterns[key].search(words) for value in values if (key := f"{value.normalize():f}") in patterns)


def is_misread(figure: str, language: str, other_language: str) -> bool:
    """Return whether a figure is thousands in a language, and decimals for readers of another one: "1,480"."""
    own, other = _load(language), _load(other_language)
    groups, signs = _SEPARATOR.split(figure), set(_SEPARATOR.findall(figure))
    is_grouped = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and len(signs) == 1
    return is_grouped and signs <= set(own["thousands"]) - set(own["decimal"]) and signs == {other["decimal"][0]}


def _to_ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text)


def _load(language: str) -> Any:
    return resources.read_language_file("numbers", language, "en")


@cache
def _word_patterns(language: str) -> dict[str, re.Pattern[str]]:
    """Return what finds the words of each number: their beginnings with an ending, or any place of a word."""
    shape = "(?:{})" if language in _JOINED else r"(?<!\w)(?:{})\w{{0,6}}"
    words: Mapping[str, Sequence[str]] = _load(language)["words"]
    return {number: re.compile(shape.format("|".join(map(re.escape, forms)))) for number, forms in words.items()}


@cache
def _scale_pattern(language: str, key: str) -> re.Pattern[str]:
    """Return what finds a word or an abbreviation that multiplies the number before it."""
    scales = sorted(_load(language).get(key, ()), key=len, reverse=True)
    end = "" if language in _JOINED else r"(?!\w)"
    return re.compile(rf"[{_SPACES}-]?({'|'.join(map(re.escape, scales)) or '(?!)'}){end}", re.IGNORECASE)


def _scales_in(words: str, language: str) -> set[int]:
    """Return the numbers of zeros of the scales that a text names."""
    start = "" if language in _JOINED else r"(?<!\w)"
    scales: Mapping[str, str] = _load(language)["scales"]
    pattern = _scale_pattern(language, "scales")
    return {int(scales[found[1]]) for found in re.finditer(start + pattern.pattern, words)}


def _read_scale(number: Quantity, text: str, language: str) -> Quantity | None:
    """Return a number with the word of a scale that follows it in a text; None if there is none.

    "5" in "5 to 10 million" is read both ways.
    """
    through = _RANGE.match(text, number.end)
    for key, end in (("scales", number.end), ("abbreviations", number.end), ("scales", through and through.end())):
        if end is not None and (found := _scale_pattern(language, key).match(text, end)):
            zeros = int(_load(language)[key][found[1].lower()])
            scaled = frozenset(value.scaleb(zeros) for value in number.values)
            is_sure = key == "scales" and end == number.end
            values = scaled if is_sure else number.values | scaled
            return Quantity(values, number.start, found.end() if end == number.end else number.end, is_scaled=True)
    return None


def _find_figures(text: str, language: str) -> Iterator[Quantity]:
    for match in _REVERSED.finditer(text) if "reversed" in _load(language) else ():
        groups = _SEPARATOR.split(match[0])
        values = _joined(groups[::-1]) | (_joined(groups) if len(groups[-1]) == 3 else set())
        yield Quantity(frozenset(values), *match.span())
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    for match in _NUMBER.finditer(text):
        readings = [Quantity(values, *match.span()) for values in _read_figure(match[0], language)]
        scaled = _read_scale(readings[0], text, language) if len(readings) == 1 else None
        yield from [scaled] if scaled else readings


def _read_figure(figure: str, language: str) -> list[frozenset[Decimal]]:
    """Return the values of the numbers in a figure: one, or several in a date such as "15.12.2022"."""
    groups, signs = _SEPARATOR.split(figure), _SEPARATOR.findall(figure)
    if not signs:
        return [frozenset({Decimal(figure)})]
    whole, last = signs[:-1], signs[-1]
    is_grouped = len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:])
    if is_grouped and all(sign in _GROUPING for sign in signs):
        return [_joined(groups)]
    if is_grouped and len(signs) > 1 and len(set(signs)) == 1:
        return [_joined(groups)]
    if len(signs) == 1 and last not in _GROUPING:
        return [_read_ambiguous(groups, last, language) if is_grouped else _decimal(groups)]
    is_whole_grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:-1])
    if last in f".,{_ARABIC_DECIMAL}" and last not in whole and len(set(whole)) == 1 and is_whole_grouped:
        return [_decimal(["".join(groups[:-1]), groups[-1]])]
    return [frozenset({Decimal(group)}) for group in groups]


def _read_ambiguous(groups: Sequence[str], sign: str, language: str) -> frozenset[Decimal]:
    """Return the values of digits, a sign, and three digits more."""
    data, values = _load(language), set[Decimal]()
    if sign in data["decimal"] or sign == _ARABIC_DECIMAL:
        values |= _decimal(groups)
    if sign in data["thousands"]:
        values |= _joined(groups)
    return frozenset(values) or _decimal(groups)


def find_named_months(text: str, language: str) -> set[Decimal]:
    """Return the months whose names a text has, next to figures or not."""
    found = _month_pattern(language)
    pattern, forms = found or (None, {})
    matches = pattern.finditer(_to_ascii_digits(text)) if pattern else ()
    return {Decimal(_month_of(match[0], forms)) for match in matches}


def _month_of(name: str, forms: Mapping[str, int]) -> int:
    return max((len(form), number) for form, number in forms.items() if name.lower().startswith(form))[1]


def _joined(groups: Sequence[str]) -> frozenset[Decimal]:
    return frozenset({Decimal("".join(groups))})


def _decimal(groups: Sequence[str]) -> frozenset[Decimal]:
    return frozenset({Decimal(".".join(groups)).normalize()})


@cache
def _month_pattern(language: str) -> tuple[re.Pattern[str], Mapping[str, int]] | None:
    """Return what finds the names of months, and the month of each form; None for a language without a locale."""
    if language not in resources.names("templates/locales", ".yaml"):
        return None
    forms: dict[str, int] = {}
    for number, names in enumerate(locale.load(language).months, 1):
        forms |= {_to_ascii_digits(name.strip()): number for name in names.split("/")}
    stems = {form[:-1]: number for form, number in forms.items() if len(form) >= _STEM_LENGTH and form[0].isalpha()}
    if language in _JOINED:
        pattern = rf"(?<!\d)(?:{_alternatives(forms)})"
    else:
        inflected = rf"(?:{_alternatives(stems)})[^\W\d_]{{0,2}}" if stems else "(?!)"
        pattern = rf"(?<![^\W_])(?:{inflected}|{_alternatives(forms)})(?![^\W\d_])"
    return re.compile(pattern), {form.lower(): number for form, number in (stems | forms).items()}


def _alternatives(forms: Iterable[str]) -> str:
    """Return a pattern of names; one that begins with a small letter can also begin a sentence."""
    longest_first = sorted(forms, key=len, reverse=True)
    return "|".join(f"(?i:{re.escape(form)})" if form.islower() else re.escape(form) for form in longest_first)


def _find_months(text: str, language: str) -> Iterator[Quantity]:
    """Yield the months that are next to a figure: "may" alone is a verb. Two names of one month in a row are one."""
    found = _month_pattern(language)
    if found is None:
        return
    pattern, forms = found
    last: Quantity | None = None
    for match in pattern.finditer(text):
        start, end = match.span()
        number = _month_of(match[0], forms)
        if last and last.values == {Decimal(number)} and text[last.end : start].strip() in ("/", ""):
            continue
        if any(character.isdigit() for character in text[max(0, start - _NEAR) : end + _NEAR]):
            last = Quantity(frozenset({Decimal(number)}), start, end, is_month=True)
            yield last

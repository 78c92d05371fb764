"""The name of a country is outdated or misspelt.

The United Nations uses the names that countries have chosen; the secretariat would have to ask.

Fails::

    parts:
      one:
        text: |
          Courses were held in Angola, Cape Verde and Swaziland. Vietnam, Tanzania and Guatamela will follow.

Passes::

    parts:
      one:
        text: |
          Courses were held in Cabo Verde, in Eastern Macedonia and, in 2015, in Swaziland; the University of Burma,
          Vietnam National University and "Cape Verde Online" took part, as did Guatemalan experts, the United Republic
          of Tanzania and Iran (Islamic Republic of).

Reference: UNTERM (https://unterm.un.org), in the six languages; United Nations Editorial Manual, Country names.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from wsisc.document.prose import Passage, Reading
from wsisc.lint import word_lists, wrong_forms
from wsisc.lint.wrong_forms import WrongPlace
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.scripts import LATIN_CAPITALS, RUSSIAN_CAPITALS
from wsisc.text.shared import common_length

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

_OF = r"([A-Z][\w’'-]*) (?:of|for) (?:the )?$"
_ADJACENT = r"(?:^|[\s(])([A-Z][\w’'-]*) $|\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof)\. $|[@#_-]$"
_LONGER_NAME = r" [A-Z]|-[A-Z]|, [A-Z]\.|_"
_FORMERLY = r"(?:former|formerly|previously|then|known as|renamed from)(?: the)?[ “\"']*$"
_RENAMED = r"\b(?:became|becoming|now|renamed|changed)\b"
_UNTIL = r"(?i)\b(?:until|before|till|up to) ((?:19|20)\d\d)\b"
_YEAR = r"\b(?:19|20)\d\d\b"
_FOREIGN = r"\b(?:d[aeiou]|del|des|l[ae])[ \n]$"
_LONG_WORD = r"\b[A-Z][a-z]{6,14}\b"
_PARENTHESIS = r"s? \(|,? Province\b"


@cache
def _name_before_pattern() -> re.Pattern[str]:
    # A capital before a name, also over a preposition, makes it part of another: "Université de Birmanie".
    return re.compile(
        rf"(?<=[^.!?] )[{LATIN_CAPITALS}{RUSSIAN_CAPITALS}][\w’'-]*,? (?:d[eu]s? |d[’'e]|del |dell[ae] |de l[ae]s? )?$"
        # acronyms, banks and days: "МВД России", "Банк России", "День воинской славы России"
        rf"|\b(?:[{LATIN_CAPITALS}{RUSSIAN_CAPITALS}]{{2,}}|Банк\w*|Геро\w+|Почт\w+) $"
        r"|\b(?:Д(?:ень|ня|ню|нем|нём)|[Дд]ат[аыеу])(?: \w+){0,3} $"
    )


_MAX_CONTEXT, _MAX_SENTENCE = 40, 600  # characters on each side: keep the check linear in the length of a paragraph


class _Country(NamedTuple):
    """A wrong name, the right one, the year since which it is right (0: always), and `near`.

    Where `near` has words, one of them must be in the text for the name to mean the country.
    """

    wrong: str
    right: str
    since: int
    near: frozenset[str]
    takes_article: bool


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every outdated or misspelt country name outside quotations, titles and names of other things."""
    if reading.submission.language == "en":
        yield from _check_english(reading)
    else:
        places = wrong_forms.find_own(reading, "country-name", (), "em", "link")
        current = (each for each in places if _is_current_name(each))
        without_fix = (each._replace(is_sure=False) for each in current)  # articles and cases depend on the name
        yield from wrong_forms.report(without_fix, _describe)


def _describe(text: str) -> str:
    return t('"{text}" is not the country name used by the United Nations', text=text)


def _is_current_name(place: WrongPlace) -> bool:
    """Return whether a name in a language other than English means the country today, outside the right name."""
    text, start, end = place.passage.text, place.start, place.end
    around = text[max(0, start - _MAX_CONTEXT) : end + _MAX_CONTEXT]
    sentence = text[max(0, start - _MAX_SENTENCE // 4) : end + _MAX_SENTENCE // 4]
    is_old = any(int(year[0]) < int(place.note or 0) for year in re.finditer(_YEAR, sentence))
    return not (
        place.right in around
        or is_old
        or _has_its_kind(place)
        or _name_before_pattern().search(text, max(0, start - _MAX_CONTEXT), start)
    )


def _has_its_kind(place: WrongPlace) -> bool:
    """Return whether a name has the words that its right form has in brackets: "Bolivie (État plurinational de)", which
    can be before it, "l’État plurinational de Bolivie", and after the other cases of Russian.
    """
    text = place.passage.text.replace("'", "’")
    kind = place.right.partition(" (")[2].rstrip(")").replace("'", "’")
    before = text[: place.start].rstrip()
    return bool(kind) and (text.startswith(f" ({kind})", place.end) or before.endswith(kind))


def _check_english(reading: Reading) -> Iterator[Finding]:
    whole = "\n".join(passage.text for passage in reading.passages).replace("’", "'")
    countries = [country for country in _load_countries() if country.wrong in whole]
    known = {country.wrong for country in countries}
    words = sorted(set(re.findall(_LONG_WORD, whole)) - known)
    countries += [_Country(word, right, 0, frozenset(), False) for word in words if (right := _misspelt(word))]
    for passage in reading.passages if countries else ():
        done = 0
        for start, end, country in sorted(_find_names(passage.text, countries), key=lambda each: (each[0], -each[1])):
            if start >= done and passage.is_own_wording(start, "em") and _is_current(passage.text, start, end, country):
                done = end
                yield _finding(passage, start, end, country)


def _find_names(text: str, countries: list[_Country]) -> Iterator[tuple[int, int, _Country]]:
    """Yield the places of the names, including an article that belongs to the name."""
    plain = text.replace("’", "'")
    for country in countries:
        for start, end in (match.span() for match in re.finditer(re.escape(country.wrong), plain)):
            if not (plain[max(0, start - 1) : start].isalnum() or plain[end : end + 1].isalnum()):
                has_article = country.takes_article and plain[max(0, start - 4) : start].lower() == "the "
                yield start - 4 if has_article else start, end, country


@lru_cache(maxsize=8192)
def _misspelt(word: str) -> str:
    """Return the country name from which a word differs by a letter or two, or ""."""
    names = word_lists.load("names")["long-names"]
    return "" if word in names else next((name for name in sorted(names) if _is_slip(word, name)), "")


def _is_slip(word: str, name: str) -> bool:
    start = common_length(word, name)
    wrong, right = word[start:], name[start:]
    pairs = ((wrong[1:], right[1:]), (wrong[1:], right), (wrong, right[1:]))
    is_swapped = sorted(word) == sorted(name) and sum(one != other for one, other in zip(word, name, strict=True)) == 2
    return start > 0 and (is_swapped or any(one == other != "" for one, other in pairs))


def _finding(passage: Passage, start: int, end: int, country: _Country) -> Finding:
    right = country.right.replace("'", "’") if "’" in passage.text else country.right
    has_fix = passage.is_evenly_marked(start, end) and not right.startswith("the ")
    return passage.finding(
        start, end, _describe(passage.text[start:end]), t('write "{right}"', right=right), right if has_fix else None
    )


def _is_current(text: str, start: int, end: int, country: _Country) -> bool:
    """Return whether a name means the country today: it is not part of another name, and not about earlier years."""
    around = text[max(0, start - _MAX_CONTEXT) : end + _MAX_CONTEXT]
    near, far = max(0, start - _MAX_SENTENCE), min(len(text), end + _MAX_SENTENCE)
    begin = max(near - 1, *(text.rfind(stop, near, start) for stop in (". ", "! ", "? "))) + 1
    stop = text.find(". ", end, far)
    sentence = text[begin : stop if stop >= 0 else far]
    return not (
        _is_part_of_name(text, start, end, country)
        or _is_right(text, end, country)
        or re.compile(_FORMERLY).search(text, max(0, start - _MAX_CONTEXT), start)
        or (country.right in around and ("(" in around or re.search(_RENAMED, around)))
        or any(int(year[0]) < country.since for year in re.finditer(_YEAR, sentence))
        or any(int(year[1]) <= country.since for year in re.finditer(_UNTIL, sentence))
        or (country.near and country.near.isdisjoint(_words_of(text)))
    )


def _is_right(text: str, end: int, country: _Country) -> bool:
    """Return whether a name is part of the right one, or the start of it: "Iran (Islamic Republic of)"."""
    right = country.right.removeprefix("the ")
    at = right.find(country.wrong)
    is_within = at >= 0 and text.startswith(right, max(0, end - len(country.wrong) - at))
    return is_within or (at > 0 and re.compile(_PARENTHESIS).match(text, end) is not None)


def _is_part_of_name(text: str, start: int, end: int, country: _Country) -> bool:
    """Return whether a name is part of another one: of an institution, a region, a person."""
    before = re.compile(_ADJACENT).search(text, max(0, start - _MAX_CONTEXT), start)
    if (
        re.compile(_LONGER_NAME).match(text, end)
        or re.compile(_FOREIGN).search(text, max(0, start - 5), start)
        or re.search(r"\b(?:city|town|village|county|district|region|province) of $", text[max(0, start - 12) : start])
        or (before and before[1] not in word_lists.load("names")["openers"])
    ):
        return True
    owner = re.compile(_OF).search(text, max(0, start - _MAX_CONTEXT), start)
    while owner:
        if owner[1] not in word_lists.load("names")["states"] or country.wrong.endswith("Republic"):
            return True
        owner = re.compile(_OF).search(text, max(0, owner.start() - _MAX_CONTEXT), owner.start())
    return False


@lru_cache(maxsize=8)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


@cache
def _load_countries() -> list[_Country]:
    data = resources.read_strings("templates/style/en/names.yaml")
    rows = [[*map(str.strip, line.split("|")), "", ""] for line in data["countries"].splitlines()]
    return [
        _Country(wrong.removeprefix("the "), right, int(since or 0), frozenset(near.split()), wrong.startswith("the "))
        for wrong, right, since, near, *_ in rows
    ]

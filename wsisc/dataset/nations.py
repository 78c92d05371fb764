"""A text -> the countries that it names: the longest name wins, and what may be somebody or something else is none."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from wsisc.dataset import vocabulary

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'.-]*) $")
_NAME_AFTER = re.compile(r" [^\W\d_a-z][a-zà-ÿ]")
_IN_A_LIST = re.compile(r"(?:, ?(?:and |et )?| and | et |/|; )(?:the |la |le |les |l')?")
_REACH = 40


class _Names(NamedTuple):
    """The names of a language: a pattern of all, their codes ("" for other things), and what tells which are meant."""

    pattern: re.Pattern[str]
    codes: dict[str, str]
    listed: frozenset[str]
    doubtful: frozenset[str]
    shared: frozenset[str]
    within: frozenset[str]
    before: frozenset[str]
    governments: re.Pattern[str]


def of(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Yield the code of each country that a text names, and where the name stands.

    Apostrophes are straight and spaces plain. Nothing is found in a language whose names are not known.
    """
    names = _names(language)
    if names is None:
        return
    found = list(names.pattern.finditer(text))
    for index, match in enumerate(found):
        code = names.codes[match[0]]
        if code and _is_meant(text, match, _neighbours(text, found, index, names), names):
            yield code, match.start(), match.end()


def _neighbours(text: str, found: Sequence[re.Match[str]], index: int, names: _Names) -> bool:
    """Tell whether a name stands in a list with that of a country that can mean nothing else."""
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(found):
            left, right = sorted((found[at - step], found[at]), key=lambda each: each.start())
            if not _IN_A_LIST.fullmatch(text, left.end(), right.start()) or not names.codes[found[at][0]]:
                break
            if found[at][0] not in names.doubtful | names.listed:
                return True
            at += step
    return False


def _is_meant(text: str, match: re.Match[str], is_in_list: bool, names: _Names) -> bool:
    name = match[0]
    if name in names.listed:
        return is_in_list
    if name not in names.doubtful and name not in names.shared:
        return True
    word = _WORD_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
    before = word[1] if word else ""
    if before[:1].isupper() and before not in names.before:
        return False
    is_within = before.lower() in names.within or names.governments.search(
        text, max(0, match.start() - _REACH), match.start()
    )
    if name in names.shared:
        return bool(is_within or is_in_list or not _NAME_AFTER.match(text, match.end()))
    is_alone = text.strip() == name
    return bool(is_alone or is_in_list or (is_within and not _NAME_AFTER.match(text, match.end())))


@cache
def _names(language: str) -> _Names | None:
    countries = vocabulary.countries(language)
    if not countries:
        return None
    data = vocabulary.words(language)
    codes = {name.strip(): "" for name in data["others"].splitlines()}
    for country in countries:
        codes.update(dict.fromkeys((country.name, *country.others), country.code))
    longest = sorted(codes, key=lambda name: (-len(name), name))
    initials = "".join(sorted({re.escape(name[0]) for name in longest}))
    governments = "|".join(data["governments"].split())
    return _Names(
        re.compile(rf"(?<![\w-])(?=[{initials}])(?:{'|'.join(map(re.escape, longest))})(?!\w)"),
        codes,
        frozenset(data["listed"].split()),
        frozenset(data["doubtful"].split()),
        frozenset(data["shared"].split()),
        frozenset(data["within"].split()),
        frozenset(data["before"].split()),
        re.compile(rf"\b(?i:{governments}) (?:{data['of']})[ ']?$"),
    )

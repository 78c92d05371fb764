"""A text -> the countries that it names: the longest name wins, and ambiguous names are skipped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from wsisc.calls.vocabulary import Vocabulary
from wsisc.dataset import tag_words
from wsisc.text import scripts

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'.-]*) $")
_NAME_AFTER = re.compile(
    f" [{scripts.LATIN_CAPITALS}{scripts.RUSSIAN_CAPITALS}][{scripts.LATIN_SMALL}{scripts.RUSSIAN_SMALL}]"
)
CONTEXT_LENGTH = 40
"""Number of characters before a match that are inspected, so that the time stays linear in the length of a text."""


class _CountryNames(NamedTuple):
    """The country names of a language: their codes ("" for other things), sets of words, and patterns of both by name.

    The names of sets and of patterns except "name" correspond to the keys of `templates/tags/<language>.yaml`, which
    en.yaml explains.
    """

    codes: dict[str, str]
    sets: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]


def find_names(text: str, language: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int, int]]:
    """Yield the code of each country of a vocabulary that a text names, and the start and end of the name.

    The text must have straight apostrophes and plain spaces. In a language without known names nothing is found.
    """
    names = _load_names(language, vocabulary)
    if names is None:
        return
    matches = list(names.patterns["name"].finditer(text))
    codes = [_country_code(text, match, names) for match in matches]
    whole_text = text.strip()
    for match, code, is_in_list in zip(matches, codes, _are_in_lists(text, matches, codes, names), strict=True):
        if code and _is_country(text, match, is_in_list, whole_text, names):
            yield code, match.start("name"), match.end()


def _country_code(text: str, match: re.Match[str], names: _CountryNames) -> str:
    """Return the code of a name; "" if it is part of another name: "Bank of China", "China Telecom"."""
    start = match.start("name")
    is_other = names.patterns["else-after"].match(text, match.end()) or names.patterns["else-before"].search(
        text, max(0, start - CONTEXT_LENGTH), start
    )
    return "" if is_other else names.codes[match["name"]]


def _are_in_lists(
    text: str, matches: Sequence[re.Match[str]], codes: Sequence[str], names: _CountryNames
) -> list[bool]:
    """Return for each name whether it is in a list with an unambiguous name of a country."""
    results = []
    begin = 0
    for index, match in enumerate(matches, 1):
        is_last = (
            index == len(matches)
            or not (codes[index - 1] and codes[index])
            or not names.patterns["countries-between"].fullmatch(text, match.end(), matches[index].start("name"))
        )
        if is_last:
            unambiguous = [
                each["name"] not in names.sets["doubtful"] | names.sets["listed"] for each in matches[begin:index]
            ]
            count = sum(unambiguous)
            results += [count > is_sure for is_sure in unambiguous]
            begin = index
    return results


def _is_country(text: str, match: re.Match[str], is_in_list: bool, whole_text: str, names: _CountryNames) -> bool:
    name, start = match["name"], match.start("name")
    if name in names.sets["listed"]:
        return is_in_list
    if name not in names.sets["doubtful"] and name not in names.sets["shared"]:
        return True
    word = _WORD_BEFORE.search(text, max(0, start - CONTEXT_LENGTH), start)
    before = word[1] if word else ""
    if before[:1].isupper() and before not in names.sets["before"]:
        return False
    is_within = before.lower() in names.sets["within"] or names.patterns["governments"].search(
        text, max(0, start - CONTEXT_LENGTH), start
    )
    if name in names.sets["shared"]:
        return bool(is_within or is_in_list or not _NAME_AFTER.match(text, match.end()))
    return bool(name == whole_text or is_in_list or (is_within and not _NAME_AFTER.match(text, match.end())))


def _contracted_names(names: Sequence[str], data: Mapping[str, str]) -> Iterator[str]:
    """Yield names after a word that merges with their article: Arabic "to", l-, and al- become ll-."""
    if "contracted" in data:
        article, instead = data["contracted"].split()
        yield from (instead + name.removeprefix(article) for name in names if name.startswith(article))


@cache
def _load_names(language: str, vocabulary: Vocabulary) -> _CountryNames | None:
    names_by_code = {term.code: term.names[language] for term in vocabulary.terms.values() if language in term.names}
    if not names_by_code:
        return None
    data = tag_words.load_words(language)
    codes = {name.strip(): "" for name in data["others"].splitlines()}
    for code, country_names in names_by_code.items():
        codes.update(dict.fromkeys((*country_names, *_contracted_names(country_names, data)), code))
    longest = sorted(codes, key=lambda name: (-len(name), name))
    initials = "".join(sorted({re.escape(name[0]) for name in longest}))
    governments = "|".join(data["governments"].split())
    word = data.get("word", r"\w")
    start = rf"(?<!{word})(?<!-){data.get('attached', '')}"
    patterns = {
        "name": rf"{start}(?=[{initials}])(?P<name>{'|'.join(map(re.escape, longest))})(?!{word})",
        "governments": rf"\b(?i:{governments}) (?:{data['of']})[ ']?$",
        "countries-between": data["countries-between"],
        "else-before": rf"(?:{'|'.join(data['else-before'].splitlines())})$",
        "else-after": "|".join(data["else-after"].splitlines()),
    }
    doubtful = frozenset(name.replace("_", " ") for name in data["doubtful"].split())
    return _CountryNames(
        codes,
        {**tag_words.load_word_sets(language), "doubtful": doubtful},
        {name: re.compile(pattern) for name, pattern in patterns.items()},
    )

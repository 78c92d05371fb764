"""The words of a language and a vocabulary -> the patterns by which texts name its terms."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from wsisc.calls.vocabulary import Vocabulary
from wsisc.dataset import tag_words


class MentionWords(NamedTuple):
    """The words of a language by which texts name tags: patterns, sets of words, and the narrower terms by name.

    The names of the sets are those in `templates/tags/<language>.yaml`, which en.yaml explains. `prefix` is what all
    codes begin with.
    """

    patterns: Mapping[str, re.Pattern[str]]
    sets: Mapping[str, frozenset[str]]
    applications: tuple[tuple[str, re.Pattern[str]], ...]
    prefix: str


@cache
def load_number_words(language: str, vocabulary: Vocabulary) -> MentionWords:
    """Return the words by which a language names the terms of a vocabulary by numbers."""
    data = tag_words.load_words(language)
    word, space = data.get("word", r"\w"), data.get("space", r"[ \n]")
    ends = f"(?!{word})"
    start, number = rf"(?<!{word})(?<![/-])", rf"(?:(?:{data['numbered']})[ \n]?)?"
    gap = rf"[ \n]*(?:[-–:：(（][ \n]?)?{number}"
    goal = _alternatives(code for code in vocabulary.terms if code.isdigit())
    target = rf"(?P<target>{goal}\.(?:1\d|[1-9]|[a-dA-D]{ends}))(?:\.\d{{1,2}})?(?!(?:{word}|\.)*\d)"
    patterns = {
        "goals": rf"{start}(?:{data['sdg-heads']}){gap}(?=\d)",
        "own-goals": rf"{start}(?:{data['goal-heads']}) {number}(?=\d)",
        "targets": rf"{start}(?:{data['target-heads']})[ \n]*[(（]?{number}(?=\d)",
        "number": rf"(?:{target}|(?P<goal>{goal})(?!{word}|[.,]\d|\.[a-dA-D]{ends}))",
        "target": target,
        "between": _separator_pattern(data, r"\d", space, ""),
        "between-many": _separator_pattern(data, r"\d", space, r"[ \n]?"),
        "many": data["many"],
        "ours": rf"[ \n](?:{data['ours']})",
        "units": data.get("units", "(?!)"),
    }
    return MentionWords(_compile(patterns), tag_words.load_word_sets(language), (), "")


@cache
def load_code_words(language: str, vocabulary: Vocabulary) -> MentionWords:
    """Return the words by which a language names the terms of a vocabulary by codes behind a phrase."""
    data = tag_words.load_words(language)
    word, space = data.get("word", r"\w"), data.get("space", r"[ \n]")
    prefix = re.match(r"\D*", next(iter(vocabulary.terms)))[0]  # type: ignore[index]
    code = rf"(?:{data.get('code', prefix)})"
    ends, start = f"(?!{word})", rf"(?<!{word})(?<![/-])"
    number = rf"(?:(?:{data['numbered']})[ \n]?)?"
    line, lines_in_list = _line_patterns(data, word, code, prefix, vocabulary)
    patterns = {
        "lines": rf"{start}(?:{data['action-lines-named']})[ \n]*[:：(（–-]?[ \n]?{number}(?={code}\d)",
        "line-on": rf"{start}(?:{data['action-lines-on']})(?:[ \n]+|(?<='))"
        rf"(?P<applications>{_application_list_pattern(data)})",
        "line": rf"(?<!{word})(?<!-){line}",
        "line-in-list": line,
        "lines-in-list": rf"{start}{lines_in_list}",
        "lines-after": rf"{space}(?:{data['action-lines-named']}){ends}",
        "between-many": _separator_pattern(data, rf"\d|{code}\d", space, r"[ \n]?"),
        # A code of another series before it: in "A5, C5" the second is not a code of ours either.
        "other-code": rf"(?!{prefix})[A-Z]\d+\W{{1,3}}$",
    }
    applications = tuple(
        (term.code, re.compile(rf"(?<!{word})(?i:{data['applications'][name]}){ends}"))
        for term in vocabulary.terms.values()
        if term.broader and (name := term.code.removeprefix(f"{term.broader}-")) in data["applications"]
    )
    return MentionWords(_compile(patterns), tag_words.load_word_sets(language), applications, prefix)


def _compile(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _alternatives(numbers: Iterable[str]) -> str:
    """Return a pattern of numbers, the longest first: of "1" and "17" the second is found in "17"."""
    return f"(?:{'|'.join(sorted(numbers, key=lambda each: (-len(each), each)))})"


def _separator_pattern(data: Mapping[str, str], item: str, space: str, by_dash: str) -> str:
    """Return the pattern of a separator before the beginning of an item; `by_dash` may surround the dash of a range."""
    ahead = rf"(?={item})"
    return (
        rf"(?:{space}(?:\([^()]{{1,90}}\)|（[^（）]{{1,90}}）))?"
        rf"(?:(?P<range>{by_dash}[–-]{by_dash}{ahead}|{space}(?:{data['to']}){space}{ahead})"
        rf"|[ \n]?[,;/&+、，،；؛][ \n]?(?:(?:{data['and']}){space})?|{space}(?:{data['and']}){space}){ahead}"
    )


def _application_list_pattern(data: Mapping[str, Any]) -> str:
    application = rf"(?i:{'|'.join(data['applications'].values())})(?!{data.get('word', r'\w')})"
    return rf"{application}(?:(?:[,、،] ?(?:(?:{data['and']}) )?| (?:{data['and']}) |/){application})*"


def _line_patterns(
    data: Mapping[str, Any], word: str, code: str, prefix: str, vocabulary: Vocabulary
) -> tuple[str, str]:
    """Return the patterns of a term with its narrower terms, and of a list of bare codes."""
    numbers = _alternatives(each.removeprefix(prefix) for each, term in vocabulary.terms.items() if not term.broader)
    with_narrower = {term.broader.removeprefix(prefix) for term in vocabulary.terms.values() if term.broader}
    behind = "|".join(f"(?<={number})" for number in sorted(with_narrower)) or "(?!)"
    parted = rf"[ \n:：(（.,，–-]{{1,4}}(?:{data['applications-named']})?[ \n:：(（–-]{{0,3}}"
    application = rf"(?:(?:{behind}){parted}(?P<applications>{_application_list_pattern(data)})[)）]?)?"
    ending = rf"(?!{word}|\.\d|-(?!{code}\d|[a-z]{{3,}}(?!{word})){word})"
    one = rf"{code}{numbers}(?!{word})"
    joined = rf"(?:[,、،] ?(?:(?:{data['and']}) ?)?| ?(?:{data['and']}|{data['to']}) ?| ?[–-] ?|/)"
    return rf"{code}(?P<line>{numbers})(?!\d){application}{ending}", rf"{one}(?:{joined}{one})*"

"""A text -> the Goals, targets, action lines and countries that it names explicitly.

Precision comes first: ambiguous words are skipped. `templates/tags/` has the words of each language.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from wsisc.collate import vocabulary
from wsisc.dataset import nations

_GOAL = r"(?:1[0-7]|[1-9])"
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*) $")
_WORD_AFTER = re.compile(r" ([^\W\d_][\w'’-]*)")
# A plural as in English: words in -ss, -us and -is are singular.
_PLURAL = re.compile(r"[\w-]{2,}[^sui\W]s")
_BEFORE_BARE = re.compile(r"(?:^|[(\[,;:.!?\n–—\"“«'（，。、；：،؛])[ \n]*$|([^\W\d_][\w'-]*)[ \n]$")
# A code of another series before it: in "A5, C5" the second is not an action line either.
_OTHER_CODE = re.compile(r"[A-BD-Z]\d+\W{1,3}$")
_OTHER_CODE_LENGTH = 8
_NORMALIZED = str.maketrans("\u00a0\u202f\u3000’‑ёЁ٠١٢٣٤٥٦٧٨٩", "   '-еЕ0123456789")
# Cyrillic "С" looks like Latin "C", and is typed for it.
_CYRILLIC = re.compile(r"С(?=\d)")
_AFTER_BARE = re.compile(r"[ \n]*(?:$|[)\],;:.!?\n–—\"”»），。、；：،؛])|[ \n]([^\W\d_][\w'-]*)")


class Mention(NamedTuple):
    """A tag that a text names: its vocabulary ("action-line", "sdg", "country"), code, start and end."""

    vocabulary: str
    code: str
    start: int
    end: int


class _Words(NamedTuple):
    """The words of a language by which texts name tags: patterns, sets of words, and the applications of C7.

    The names of the sets are those in `templates/tags/<language>.yaml`, which en.yaml explains.
    """

    patterns: Mapping[str, re.Pattern[str]]
    sets: Mapping[str, frozenset[str]]
    applications: tuple[tuple[str, re.Pattern[str]], ...]


class _ListItem(NamedTuple):
    """An item of a list: its match, and whether it ends a range that the item before starts."""

    match: re.Match[str]
    ends_range: bool


def find_mentions(text: str, language: str) -> list[Mention]:
    """Return what a text names, in order of position; in English words if the language is unknown.

    Mentions of one vocabulary do not overlap, except that all items of a list span the whole list. A bare "C5" counts
    as an action line only after the same text has named it as one.
    """
    normalized = _CYRILLIC.sub("C", text.translate(_NORMALIZED))
    mentions = [Mention("country", *each) for each in nations.find_countries(normalized, language)]
    words = _load_words(language)
    mentions += _find_goals(normalized, words)
    mentions += _find_action_lines(normalized, words)
    return sorted(dict.fromkeys(mentions), key=lambda each: (each.start, each.end))


def _find_goals(text: str, words: _Words) -> Iterator[Mention]:
    for pattern, item in (
        (words.patterns["goals"], words.patterns["number"]),
        (words.patterns["own-goals"], words.patterns["number"]),
        (words.patterns["targets"], words.patterns["target"]),
    ):
        for head in pattern.finditer(text):
            if pattern is words.patterns["own-goals"] and not _is_development_goal(text, head, words):
                continue
            between = (
                words.patterns["between-many"] if words.patterns["many"].search(head[0]) else words.patterns["between"]
            )
            items = list(_list_items(text, head.end(), item, between))
            items = _cut_before_counts(text, items, words, pattern is not words.patterns["targets"])
            if not items or (
                pattern is words.patterns["own-goals"] and words.patterns["ours"].match(text, items[-1].match.end())
            ):
                continue
            for code in _goal_codes(items):
                yield Mention("sdg", code, head.start(), items[-1].match.end())


def _list_items(text: str, position: int, item: re.Pattern[str], between: re.Pattern[str]) -> Iterator[_ListItem]:
    """Yield the items of a list at a position: "3, 5 and 16", "2 to 6", and behind a plural "2 - 6"."""
    match, ends_range = item.match(text, position), False
    while match:
        yield _ListItem(match, ends_range)
        separator = between.match(text, match.end())
        if separator is None:
            return
        match, ends_range = item.match(text, separator.end()), separator["range"] is not None


def _is_development_goal(text: str, head: re.Match[str], words: _Words) -> bool:
    """Return whether "Goal" means an SDG: not in "Strategic Goal", nor behind an entity with goals of its own."""
    before = _WORD_BEFORE.search(text, max(0, head.start() - nations.CONTEXT_LENGTH), head.start())
    return before is None or before[1] in words.sets["before"] or not before[1][0].isupper()


def _cut_before_counts(text: str, items: list[_ListItem], words: _Words, is_goal: bool) -> list[_ListItem]:
    """Return the items up to the first that counts something else: "SDG 16 and 5 other Goals"."""
    for index, item in enumerate(items):
        end = item.match.end()
        after = _WORD_AFTER.match(text, end)
        word = after[1].lower() if after else ""
        if words.patterns["units"].match(text, end) and (index or text[end] != " "):
            return items[:index]
        is_unit = word in words.sets["counting"] or text[end : end + 2].lstrip()[:1] in ("%", "°")
        is_plural = _PLURAL.fullmatch(word) and word not in words.sets["stops"]
        if (is_unit and not (is_goal and index == 0)) or (is_plural and index > 0):
            return items[:index]
    return items


def _goal_codes(items: list[_ListItem]) -> Iterator[str]:
    """Yield the Goals and targets of a list, with those inside a range of Goals."""
    known = vocabulary.sdg_targets()
    last = ""
    for match, ends_range in items:
        target = match["target"] and match["target"].lower()
        if target is None and ends_range and last.isdigit():
            yield from map(str, range(int(last) + 1, int(match["goal"])))
        last = target or match["goal"]
        if target is None or target in known:
            yield last


def _find_action_lines(text: str, words: _Words) -> Iterator[Mention]:
    covered = bytearray(len(text))
    first: dict[str, int] = {}
    for start, end, codes in _find_named_lines(text, words):
        if not covered[start]:
            covered[start:end] = b"x" * (end - start)
            for code in codes:
                first[code] = min(first.get(code, end), end)
                yield Mention("action-line", code, start, end)
    for match in words.patterns["line"].finditer(text) if first else ():
        code, start, end = f"C{match['line']}", match.start(), match.end()
        is_named = code in first and start >= first[code] and not covered[start]
        if is_named and _is_bare_code(text, start, end, words):
            yield Mention("action-line", code, start, end)


def _is_bare_code(text: str, start: int, end: int, words: _Words) -> bool:
    """Return whether a code alone can be an action line: not in "hepatitis C2" or "C5 corridor"."""
    before = _BEFORE_BARE.search(text, max(0, start - nations.CONTEXT_LENGTH), start)
    after = _AFTER_BARE.match(text, end)
    if before is None or after is None or _OTHER_CODE.search(text, max(0, start - _OTHER_CODE_LENGTH), start):
        return False
    is_led = before[1] is None or before[1].lower() in words.sets["before-bare"]
    return is_led and (after[1] is None or after[1].lower() in words.sets["after-bare"] | words.sets["stops"])


def _find_named_lines(text: str, words: _Words) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where action lines are named, with their codes: by a phrase before or after, or by an application."""
    for head in words.patterns["lines"].finditer(text):
        items = list(_list_items(text, head.end(), words.patterns["line-in-list"], words.patterns["between-many"]))
        if items:
            yield head.start(), items[-1].match.end(), list(_line_codes(items, words))
    for listed in words.patterns["lines-in-list"].finditer(text):
        after = words.patterns["lines-after"].match(text, listed.end())
        if after:
            items = list(
                _list_items(text, listed.start(), words.patterns["line-in-list"], words.patterns["between-many"])
            )
            yield listed.start(), after.end(), list(_line_codes(items, words))
    for match in words.patterns["line-on"].finditer(text):
        yield match.start(), match.end(), list(_application_codes(match["applications"], words))
    for match in words.patterns["line"].finditer(text):
        if match["applications"]:
            yield match.start(), match.end(), list(_line_codes([_ListItem(match, False)], words))


def _line_codes(items: list[_ListItem], words: _Words) -> Iterator[str]:
    last = 0
    for match, ends_range in items:
        number = int(match["line"])
        if ends_range:
            yield from (f"C{between}" for between in range(last + 1, number))
        last = number
        yield from list(_application_codes(match["applications"] or "", words)) or [f"C{number}"]


def _application_codes(text: str, words: _Words) -> Iterator[str]:
    """Yield the codes of the applications of C7 that a piece of text lists."""
    yield from (f"C7-{name}" for name, pattern in words.applications if pattern.search(text))


@cache
def _load_words(language: str) -> _Words:
    data = vocabulary.load_words(language)
    word, space = data.get("word", r"\w"), data.get("space", r"[ \n]")
    code, ends = rf"(?:{data.get('code', 'C')})", f"(?!{word})"
    start, number = rf"(?<!{word})(?<![/-])", rf"(?:(?:{data['numbered']})[ \n]?)?"
    gap = rf"[ \n]*(?:[-–:：(（][ \n]?)?{number}"
    target = rf"(?P<target>{_GOAL}\.(?:1\d|[1-9]|[a-dA-D]{ends}))(?:\.\d{{1,2}})?(?!(?:{word}|\.)*\d)"
    line, lines_in_list = _line_patterns(data, word, code)
    lines_on = rf"{start}(?:{data['action-lines-on']})(?:[ \n]+|(?<='))"
    patterns = {
        "goals": rf"{start}(?:{data['sdg-heads']}){gap}(?=\d)",
        "own-goals": rf"{start}(?:{data['goal-heads']}) {number}(?=\d)",
        "targets": rf"{start}(?:{data['target-heads']})[ \n]*[(（]?{number}(?=\d)",
        "lines": rf"{start}(?:{data['action-lines-named']})[ \n]*[:：(（–-]?[ \n]?{number}(?={code}\d)",
        "line-on": rf"{lines_on}(?P<applications>{_application_list_pattern(data)})",
        "number": rf"(?:{target}|(?P<goal>{_GOAL})(?!{word}|[.,]\d|\.[a-dA-D]{ends}))",
        "target": target,
        "line": rf"(?<!{word})(?<!-){line}",
        "line-in-list": line,
        "lines-in-list": rf"{start}{lines_in_list}",
        "lines-after": rf"{space}(?:{data['action-lines-named']}){ends}",
        "between": _separator_pattern(data, code, space, ""),
        "between-many": _separator_pattern(data, code, space, r"[ \n]?"),
        "many": data["many"],
        "ours": rf"[ \n](?:{data['ours']})",
        "units": data.get("units", "(?!)"),
    }
    applications = {name: rf"(?<!{word})(?i:{pattern}){ends}" for name, pattern in data["applications"].items()}
    return _Words(
        {name: re.compile(pattern) for name, pattern in patterns.items()},
        vocabulary.load_word_sets(language),
        tuple((name, re.compile(pattern)) for name, pattern in applications.items()),
    )


def _separator_pattern(data: Mapping[str, str], code: str, space: str, by_dash: str) -> str:
    """Return the pattern of a separator between list items; `by_dash` may surround the dash of a range."""
    ahead = rf"(?=\d|{code}\d)"
    return (
        rf"(?:{space}(?:\([^()]{{1,90}}\)|（[^（）]{{1,90}}）))?"
        rf"(?:(?P<range>{by_dash}[–-]{by_dash}{ahead}|{space}(?:{data['to']}){space}{ahead})"
        rf"|[ \n]?[,;/&+、，،；؛][ \n]?(?:(?:{data['and']}){space})?|{space}(?:{data['and']}){space}){ahead}"
    )


def _application_list_pattern(data: Mapping[str, Any]) -> str:
    application = rf"(?i:{'|'.join(data['applications'].values())})(?!{data.get('word', r'\w')})"
    return rf"{application}(?:(?:[,、،] ?(?:(?:{data['and']}) )?| (?:{data['and']}) |/){application})*"


def _line_patterns(data: Mapping[str, Any], word: str, code: str) -> tuple[str, str]:
    """Return the patterns of an action line with its applications, and of a list of bare action lines."""
    parted = rf"[ \n:：(（.,，–-]{{1,4}}(?:{data['applications-named']})?[ \n:：(（–-]{{0,3}}"
    application = rf"(?:(?<=7){parted}(?P<applications>{_application_list_pattern(data)})[)）]?)?"
    ending = rf"(?!{word}|\.\d|-(?!{code}\d|[a-z]{{3,}}(?!{word})){word})"
    one = rf"{code}(?:1[01]|[1-9])(?!{word})"
    joined = rf"(?:[,、،] ?(?:(?:{data['and']}) ?)?| ?(?:{data['and']}|{data['to']}) ?| ?[–-] ?|/)"
    return rf"{code}(?P<line>1[01]|[1-9])(?!\d){application}{ending}", rf"{one}(?:{joined}{one})*"

"""A text -> the Goals, targets, action lines and countries that it names in so many words.

Precision comes first: what may mean something else is passed over. `templates/tags/` has the words of each language.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from wsisc.dataset import nations, vocabulary

_GOAL = r"(?:1[0-7]|[1-9])"
_TARGET = rf"(?P<target>{_GOAL}\.(?:1\d|[1-9]|[a-dA-D](?!\w)))(?:\.\d{{1,2}})?(?![\w.]*\d)"
_NOT_OWN = re.compile(r"([^\W\d_][\w'’-]*) $")
_NEXT = re.compile(r" ([^\W\d_][\w'’-]*)")
_PLURAL = re.compile(r"[\w-]{2,}[^sui\W]s")
_BEFORE_BARE = re.compile(r"(?:^|[(\[,;:.!?\n–—\"“«'])[ \n]*$|([^\W\d_][\w'-]*)[ \n]$")
_OTHER_CODE = re.compile(r"[A-BD-Z]\d+\W{1,3}$")
_PLAIN = str.maketrans("\u00a0\u202f’‑", "  '-")
_AFTER_BARE = re.compile(r"[ \n]*(?:$|[)\],;:.!?\n–—\"”»])|[ \n]([^\W\d_][\w'-]*)")


class Mention(NamedTuple):
    """A tag that a text names: its vocabulary ("action-line", "sdg", "country"), and where the words stand."""

    vocabulary: str
    code: str
    start: int
    end: int


class _Words(NamedTuple):
    """The words of a language, ready to be looked for."""

    goals: re.Pattern[str]
    own_goals: re.Pattern[str]
    targets: re.Pattern[str]
    lines: re.Pattern[str]
    line_on: re.Pattern[str]
    number: re.Pattern[str]
    target: re.Pattern[str]
    line: re.Pattern[str]
    line_in_list: re.Pattern[str]
    lines_in_list: re.Pattern[str]
    lines_after: re.Pattern[str]
    between: re.Pattern[str]
    between_many: re.Pattern[str]
    many: re.Pattern[str]
    ours: re.Pattern[str]
    before: frozenset[str]
    counting: frozenset[str]
    stops: frozenset[str]
    before_bare: frozenset[str]
    after_bare: frozenset[str]
    applications: tuple[tuple[str, re.Pattern[str]], ...]


class _Item(NamedTuple):
    """One of a list: what matched, and whether it ends a range that the one before begins."""

    match: re.Match[str]
    ends_range: bool


def of(text: str, language: str) -> list[Mention]:
    """Return what a text names, in its order; in English words where nothing is known of the language.

    No two of one vocabulary overlap but for the items of a list, which all have the words of the whole list. A bare
    "C5" is taken for an action line only behind the words that call it one in the same text.
    """
    plain = text.translate(_PLAIN)
    found = [Mention("country", *each) for each in nations.of(plain, language)]
    words = _words(language)
    found += _goals(plain, words)
    found += _lines(plain, words)
    return sorted(dict.fromkeys(found), key=lambda each: (each.start, each.end))


def _goals(text: str, words: _Words) -> Iterator[Mention]:
    for pattern, item in ((words.goals, words.number), (words.own_goals, words.number), (words.targets, words.target)):
        for head in pattern.finditer(text):
            if pattern is words.own_goals and not _is_meant(text, head, words):
                continue
            between = words.between_many if words.many.search(head[0]) else words.between
            items = list(_listed(text, head.end(), item, between))
            items = _counted(text, items, words, pattern is not words.targets)
            if not items or (pattern is words.own_goals and words.ours.match(text, items[-1].match.end())):
                continue
            for code in _codes(items):
                yield Mention("sdg", code, head.start(), items[-1].match.end())


def _listed(text: str, at: int, item: re.Pattern[str], between: re.Pattern[str]) -> Iterator[_Item]:
    """Yield the items of a list that begins at a place: "3, 5 and 16", "2 to 6", and between many "2 - 6"."""
    match, ends_range = item.match(text, at), False
    while match:
        yield _Item(match, ends_range)
        joint = between.match(text, match.end())
        if joint is None:
            return
        match, ends_range = item.match(text, joint.end()), joint["range"] is not None


def _is_meant(text: str, head: re.Match[str], words: _Words) -> bool:
    """Tell whether "Goal" stands alone: not in "Strategic Goal", nor behind the name of somebody who has goals."""
    before = _NOT_OWN.search(text, max(0, head.start() - 40), head.start())
    return before is None or before[1] in words.before or not before[1][0].isupper()


def _counted(text: str, items: list[_Item], words: _Words, is_goal: bool) -> list[_Item]:
    """Return the items up to the first that counts things instead: "SDG 16 and 5 other Goals"."""
    for index, item in enumerate(items):
        end = item.match.end()
        after = _NEXT.match(text, end)
        word = after[1].lower() if after else ""
        is_unit = word in words.counting or text[end : end + 2].lstrip()[:1] in ("%", "°")
        is_plural = _PLURAL.fullmatch(word) and word not in words.stops
        if (is_unit and not (is_goal and index == 0)) or (is_plural and index > 0):
            return items[:index]
    return items


def _codes(items: list[_Item]) -> Iterator[str]:
    """Yield the Goals and targets of a list, with those between the ends of a range of Goals."""
    known = vocabulary.targets()
    last = ""
    for match, ends_range in items:
        target = match["target"] and match["target"].lower()
        if target is None and ends_range and last.isdigit():
            yield from map(str, range(int(last) + 1, int(match["goal"])))
        last = target or match["goal"]
        if target is None or target in known:
            yield last


def _lines(text: str, words: _Words) -> Iterator[Mention]:
    taken = bytearray(len(text))
    first: dict[str, int] = {}
    for start, end, codes in _named_lines(text, words):
        if not taken[start]:
            taken[start:end] = b"x" * (end - start)
            for code in codes:
                first[code] = min(first.get(code, end), end)
                yield Mention("action-line", code, start, end)
    for match in words.line.finditer(text) if first else ():
        code, start, end = f"C{match['line']}", match.start(), match.end()
        is_named = code in first and start >= first[code] and not taken[start]
        if is_named and _stands_bare(text, start, end, words):
            yield Mention("action-line", code, start, end)


def _stands_bare(text: str, start: int, end: int, words: _Words) -> bool:
    """Tell whether a code between others' words can be that of an action line: not in "hepatitis C2", "C5 corridor"."""
    before = _BEFORE_BARE.search(text, max(0, start - 40), start)
    after = _AFTER_BARE.match(text, end)
    if before is None or after is None or _OTHER_CODE.search(text, max(0, start - 8), start):
        return False
    is_led = before[1] is None or before[1].lower() in words.before_bare
    return is_led and (after[1] is None or after[1].lower() in words.after_bare | words.stops)


def _named_lines(text: str, words: _Words) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where action lines are named, and their codes: behind the words, before them, or by an application."""
    for head in words.lines.finditer(text):
        items = list(_listed(text, head.end(), words.line_in_list, words.between_many))
        if items:
            yield head.start(), items[-1].match.end(), list(_line_codes(items, words))
    for listed in words.lines_in_list.finditer(text):
        after = words.lines_after.match(text, listed.end())
        if after:
            items = list(_listed(text, listed.start(), words.line_in_list, words.between_many))
            yield listed.start(), after.end(), list(_line_codes(items, words))
    for match in words.line_on.finditer(text):
        yield match.start(), match.end(), list(_applications(match["applications"], words))
    for match in words.line.finditer(text):
        if match["applications"]:
            yield match.start(), match.end(), list(_line_codes([_Item(match, False)], words))


def _line_codes(items: list[_Item], words: _Words) -> Iterator[str]:
    last = 0
    for match, ends_range in items:
        number = int(match["line"])
        if ends_range:
            yield from (f"C{between}" for between in range(last + 1, number))
        last = number
        named = list(_applications(match["applications"] or "", words))
        yield from named or [f"C{number}"]


def _applications(text: str, words: _Words) -> Iterator[str]:
    """Yield the codes of the applications of C7 that a stretch of text lists."""
    yield from (f"C7-{name}" for name, pattern in words.applications if pattern.search(text))


@cache
def _words(language: str) -> _Words:
    data = vocabulary.words(language)
    start, number = r"(?<![\w/-])", rf"(?:(?:{data['numbered']})[ \n]?)?"
    gap = rf"[ \n]*(?:[-–:(][ \n]?)?{number}"
    named = [(name, pattern) for name, pattern in data["applications"].items()]
    application = f"(?i:{'|'.join(pattern for _, pattern in named)})(?!\\w)"
    listed = rf"{application}(?:(?:, ?(?:(?:{data['and']}) )?| (?:{data['and']}) |/){application})*"
    parted = rf"[ \n:(.,–-]{{1,4}}(?:{data['applications-named']})?[ \n:(–-]{{0,3}}"
    application = rf"(?:(?<=C7){parted}(?P<applications>{listed})\)?)?"
    line = rf"C(?P<line>1[01]|[1-9])(?!\d){application}(?!\w|\.\d|-(?!C\d|[a-z]{{3,}}(?!\w))\w)"
    line_only = r"C(?:1[01]|[1-9])(?!\w)"
    joined = rf"(?:, ?(?:(?:{data['and']}) )?| (?:{data['and']}|{data['to']}) | ?[–-] ?|/)"
    between = (
        rf"(?:[ \n]\([^()]{{1,90}}\))?(?:(?P<range>%s[–-]%s(?=[\dC])|[ \n](?:{data['to']})[ \n](?=[\dC]))"
        rf"|[ \n]?[,;/&+][ \n]?(?:(?:{data['and']})[ \n])?|[ \n](?:{data['and']})[ \n])(?=[\dC])"
    )
    return _Words(
        goals=re.compile(rf"{start}(?:{data['sdg-heads']}){gap}(?=\d)"),
        own_goals=re.compile(rf"{start}(?:{data['goal-heads']}) {number}(?=\d)"),
        targets=re.compile(rf"{start}(?:{data['target-heads']})[ \n]+\(?{number}(?=\d)"),
        lines=re.compile(rf"{start}(?:{data['action-lines-named']})[ \n]*[:(–-]?[ \n]?{number}(?=C\d)"),
        line_on=re.compile(rf"{start}(?:{data['action-lines-on']})[ \n]+(?P<applications>{listed})"),
        number=re.compile(rf"(?:{_TARGET}|(?P<goal>{_GOAL})(?!\w|[.,]\d|\.[a-dA-D]\b))"),
        target=re.compile(_TARGET),
        line=re.compile(rf"(?<![\w-]){line}"),
        line_in_list=re.compile(line),
        lines_in_list=re.compile(rf"{start}{line_only}(?:{joined}{line_only})*"),
        lines_after=re.compile(rf"[ \n](?:{data['action-lines-named']})(?!\w)"),
        between=re.compile(between % ("", "")),
        between_many=re.compile(between % ("[ \\n]?", "[ \\n]?")),
        many=re.compile(data["many"]),
        ours=re.compile(rf"[ \n]{data['ours']}"),
        before=frozenset(data["before"].split()),
        counting=frozenset(data["counting"].split()),
        stops=frozenset(data["stops"].split()),
        before_bare=frozenset(data["before-bare"].split()),
        after_bare=frozenset(data["after-bare"].split()),
        applications=tuple((name, re.compile(rf"(?<!\w)(?i:{pattern})(?!\w)")) for name, pattern in named),
    )

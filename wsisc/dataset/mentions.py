"""A text -> the terms of vocabularies that it names explicitly: by numbers, by codes behind a phrase, or by names.

"Goal 3" and "target 16.5" name terms by numbers, "action line C5" by codes: those vocabularies shaped the names here.
Precision comes first: ambiguous words are skipped. `templates/tags/` has the words of each language.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.calls.vocabulary import Vocabulary
from wsisc.dataset import mention_patterns, nations
from wsisc.dataset.mention_patterns import MentionWords

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*) $")
_WORD_AFTER = re.compile(r" ([^\W\d_][\w'’-]*)")
# A plural as in English: words in -ss, -us and -is are singular.
_PLURAL = re.compile(r"[\w-]{2,}[^sui\W]s")
_BEFORE_BARE = re.compile(r"(?:^|[(\[,;:.!?\n–—\"“«'（，。、；：،؛])[ \n]*$|([^\W\d_][\w'-]*)[ \n]$")
_OTHER_CODE_LENGTH = 8
_NORMALIZED = str.maketrans("\u00a0\u202f\u3000’‑ёЁ٠١٢٣٤٥٦٧٨٩", "   '-еЕ0123456789")
# Cyrillic "С" looks like Latin "C", and is typed for it.
_CYRILLIC = re.compile(r"С(?=\d)")
_AFTER_BARE = re.compile(r"[ \n]*(?:$|[)\],;:.!?\n–—\"”»），。、；：،؛])|[ \n]([^\W\d_][\w'-]*)")


type _Found = tuple[str, int, int]
"""The code of a term, and the start and end of the words that name it."""


class Mention(NamedTuple):
    """A tag that a text names: the name of a single term of its vocabulary, its code, start and end."""

    vocabulary: str
    code: str
    start: int
    end: int


class _ListItem(NamedTuple):
    """An item of a list: its match, and whether it ends a range that the item before starts."""

    match: re.Match[str]
    ends_range: bool


def find_mentions(text: str, language: str, vocabularies: Sequence[Vocabulary]) -> list[Mention]:
    """Return the terms of vocabularies that a text names, in order of position.

    If the language is unknown, English words are searched. Mentions of one vocabulary do not overlap, except that all
    items of a list span the whole list. A bare code counts only after the same text has named it by a phrase.
    """
    normalized = _CYRILLIC.sub("C", text.translate(_NORMALIZED))
    mentions = [
        Mention(each.one, *found)
        for each in vocabularies
        if each.mentions in _FINDERS
        for found in _FINDERS[each.mentions](normalized, language, each)
    ]
    return sorted(dict.fromkeys(mentions), key=lambda each: (each.start, each.end))


def _find_numbers(text: str, language: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    words = mention_patterns.load_number_words(language, vocabulary)
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
            for code in _goal_codes(items, vocabulary):
                yield code, head.start(), items[-1].match.end()


def _list_items(text: str, position: int, item: re.Pattern[str], between: re.Pattern[str]) -> Iterator[_ListItem]:
    """Yield the items of a list at a position: "3, 5 and 16", "2 to 6", and behind a plural "2 - 6"."""
    match, ends_range = item.match(text, position), False
    while match:
        yield _ListItem(match, ends_range)
        separator = between.match(text, match.end())
        if separator is None:
            return
        match, ends_range = item.match(text, separator.end()), separator["range"] is not None


def _is_development_goal(text: str, head: re.Match[str], words: MentionWords) -> bool:
    """Return whether "Goal" means an SDG: not in "Strategic Goal", nor behind an entity with goals of its own."""
    before = _WORD_BEFORE.search(text, max(0, head.start() - nations.CONTEXT_LENGTH), head.start())
    return before is None or before[1] in words.sets["before"] or not before[1][0].isupper()


def _cut_before_counts(text: str, items: list[_ListItem], words: MentionWords, is_goal: bool) -> list[_ListItem]:
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


def _goal_codes(items: list[_ListItem], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the Goals and targets of a list, with those inside a range of Goals."""
    last = ""
    for match, ends_range in items:
        target = match["target"] and match["target"].lower()
        if target is None and ends_range and last.isdigit():
            yield from map(str, range(int(last) + 1, int(match["goal"])))
        last = target or match["goal"]
        if target is None or target in vocabulary.terms:
            yield last


def _find_codes(text: str, language: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    words = mention_patterns.load_code_words(language, vocabulary)
    covered = bytearray(len(text))
    first: dict[str, int] = {}
    for start, end, codes in _find_named_lines(text, words):
        if not covered[start]:
            covered[start:end] = b"x" * (end - start)
            for code in codes:
                first[code] = min(first.get(code, end), end)
                yield code, start, end
    for match in words.patterns["line"].finditer(text) if first else ():
        code, start, end = f"{words.prefix}{match['line']}", match.start(), match.end()
        is_named = code in first and start >= first[code] and not covered[start]
        if is_named and _is_bare_code(text, start, end, words):
            yield code, start, end


def _is_bare_code(text: str, start: int, end: int, words: MentionWords) -> bool:
    """Return whether a code alone can name a term: not in "hepatitis C2" or "C5 corridor"."""
    before = _BEFORE_BARE.search(text, max(0, start - nations.CONTEXT_LENGTH), start)
    after = _AFTER_BARE.match(text, end)
    other = words.patterns["other-code"]
    if before is None or after is None or other.search(text, max(0, start - _OTHER_CODE_LENGTH), start):
        return False
    is_led = before[1] is None or before[1].lower() in words.sets["before-bare"]
    return is_led and (after[1] is None or after[1].lower() in words.sets["after-bare"] | words.sets["stops"])


def _find_named_lines(text: str, words: MentionWords) -> Iterator[tuple[int, int, list[str]]]:
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


def _line_codes(items: list[_ListItem], words: MentionWords) -> Iterator[str]:
    last = 0
    for match, ends_range in items:
        number = int(match["line"])
        if ends_range:
            yield from (f"{words.prefix}{between}" for between in range(last + 1, number))
        last = number
        yield from list(_application_codes(match["applications"] or "", words)) or [f"{words.prefix}{number}"]


def _application_codes(text: str, words: MentionWords) -> Iterator[str]:
    """Yield the codes of the narrower terms that a piece of text lists."""
    yield from (code for code, pattern in words.applications if pattern.search(text))


_FINDERS: Mapping[str, Callable[[str, str, Vocabulary], Iterator[_Found]]] = {
    "names": nations.find_names,
    "numbers": _find_numbers,
    "codes": _find_codes,
}
"""How texts name the terms of a vocabulary -> the function that finds them."""

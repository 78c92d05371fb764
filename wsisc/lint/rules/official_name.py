"""An official name is misspelt.

A search for the right name misses it, and the organization concerned notices.

Fails::

    title: Implementation of the outcomes of the World Summit of the Information Society
    parts:
      one:
        text: |
          The International Telecommunications Union took part, as did the UN Secretary General. All of it serves the
          sustainable development goals.

Passes::

    parts:
      one:
        text: |
          The World Summit on the Information Society, the Secretary-General and the World Food Programme are named
          as they should be; the Secretary General of the Council of Europe spells his title so. Cities set their own
          sustainable development goals and follow up.

Reference: United Nations Editorial Manual, Capitalization; UNTERM (https://unterm.un.org).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from wsisc import resources
from wsisc.diagnostic import Finding, Severity
from wsisc.diff.align import common_length
from wsisc.document.prose import Reading
from wsisc.lint import word_lists

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_SMALL = frozenset(("of", "on", "for", "the", "and", "in", "to", "against", "with", "at", "by", "from"))
_SWAPPED = frozenset(("of", "on", "for", "the", "against"))
# Pairs of similar words that are both right in names.
_OTHER_WORDS = ({"commission", "committee"}, {"institute", "institution"})

_CAPITAL = re.compile(r"(?<!\w)[A-Z2]\w+(?:-\w+)*")
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*(?:['’]s\b)?,?")
_POSSESSIVE = re.compile(r"['’]s(?=,?$)")
_BEFORE = re.compile(r"(?:^|[\s(])([A-Z][\w’'-]*) $")

# A node of the tree of names: the next nodes by word in lower case; at "" the words of the name that ends here.
type _NameNode = dict[str, Any]


class _Slip(NamedTuple):
    """A wrong name: its range, the range of the wrong characters, and their replacement."""

    name: tuple[int, int]
    wrong: tuple[int, int]
    right: str
    hint: str


class _NameMatch(NamedTuple):
    """Words that are a name or nearly one, the words of the right name, and its words that differ."""

    words: list[re.Match[str]]
    right: list[str]
    missed: list[str]


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every misspelt name outside quotations and titles."""
    whole = "\n".join(passage.text for passage in reading.passages)
    is_internal = reading.submission.entity.type == "united-nations"
    forms = [form for form in _load_rows("forms") if form[0] in whole and (is_internal or "internal" not in form)]
    for passage in reading.passages:
        text = passage.text
        found = (*_find_near_misses(text), *_find_wrong_forms(text, forms), *_find_overlong(text))
        for slip in {each.wrong: each for each in found}.values():
            if passage.is_own_wording(slip.wrong[0], "em"):
                message = f'"{text[slip.name[0] : slip.name[1]]}" is not the official spelling'
                fix = slip.right if slip.right and passage.is_evenly_marked(*slip.wrong) else None
                yield passage.finding(*slip.wrong, message, slip.hint, fix)


def _is_longer_name(text: str, start: int) -> bool:
    """Return whether a capitalized word directly before makes this a part of another name: "Dubai World Trade ..."."""
    before = _BEFORE.search(text, max(0, start - 30), start)
    return before is not None and not before[1].isupper() and before[1] not in word_lists.load("names")["openers"]


def _find_near_misses(text: str) -> Iterator[_Slip]:
    """Yield names that differ from the right one in a small word, or in the form of a word."""
    done = 0
    for match in _CAPITAL.finditer(text):
        if match.start() >= done and (firsts := _first_words(match[0].lower())):
            candidates = [_match_name(text, match.start(), first) for first in firsts]
            candidate = max(candidates, key=lambda each: len(each.words))
            if candidate.words:
                done = candidate.words[-1].end()
                slip = _find_slip(text, candidate)
                if slip and not _is_longer_name(text, match.start()):
                    yield slip


def _match_name(text: str, position: int, first: str) -> _NameMatch:
    """Return the longest run of words from a position that is nearly a name with this first word."""
    node, words, missed = _load_names(), list[re.Match[str]](), list[str]()
    found = _NameMatch([], [], [])
    while match := _TOKEN.match(text, position):
        words.append(match)
        word = _normalize(match[0])
        if word not in _SMALL:
            step = _next_word(node, word) if len(words) > 1 else first
            if not step or match[0][0].islower():
                break
            if step not in (word, word.removesuffix("'s")):
                missed.append(step)
            node = node[step]
            found = _NameMatch(list(words), node[""], list(missed)) if "" in node else found
        if text[match.end() : match.end() + 1] != " ":
            break
        position = match.end() + 1
    return found


def _normalize(word: str) -> str:
    return word.rstrip(",").replace("’", "'").lower()


@cache
def _first_words(word: str) -> tuple[str, ...]:
    """Return the first words of names that equal a word, or that it is a misprint of."""
    near = (each for each in _first_words_like(word[:2]) if each != word and _is_misprint(each, word, 1))
    return (*([word] if word in _load_names() else []), *near)


@cache
def _first_words_like(letters: str) -> tuple[str, ...]:
    return tuple(each for each in _load_names() if each.startswith(letters))


def _next_word(node: _NameNode, word: str) -> str:
    """Return the next word of the names that equals a word, or is another form of it; "" where there is none."""
    base = word.removesuffix("'s")
    for each in (word, base):
        if each in node:
            return each
    return next((each for each in node if _is_close(each, base)), "")


def _is_close(one: str, other: str) -> bool:
    """Return whether two words are forms of one, such as Programme and Program, or one is a misprint of the other.

    Forms of a word share its stem, and differ in endings of at most six letters: a guess.
    """
    if {one, other} in _OTHER_WORDS:
        return False
    prefix = common_length(one, other)
    return (prefix >= 4 and max(len(one), len(other)) - prefix <= 6) or _is_misprint(one, other, 2)


def _is_misprint(one: str, other: str, most: int) -> bool:
    """Return whether two words differ by at most `most` missing, superfluous or different letters within.

    Words of fewer than six letters are left alone: they become other words too easily (a guess).
    """
    longest = max(len(one), len(other))
    prefix = common_length(one, other)
    suffix = min(common_length(one[::-1], other[::-1]), min(len(one), len(other)) - prefix)
    return longest >= 6 and prefix >= 2 and prefix + suffix >= longest - most


def _find_slip(text: str, candidate: _NameMatch) -> _Slip | None:
    """Return the mistake in a name, None where it is right, or not intended as the name."""
    *words, last = candidate.words
    last_end = last.start() + len(_POSSESSIVE.sub("", last[0]).rstrip(","))
    spans = [*(each.span() for each in words), (last.start(), last_end)]
    found, right = [text[start:end] for start, end in spans], candidate.right
    if found[-1].rstrip("s") == right[-1].rstrip("s"):
        found[-1] = right[-1]
    written, expected = ([word.replace("’", "'").lower() for word in each] for each in (found, right))
    if written == expected or not _is_intended(text, candidate, found):
        return None
    first = common_length(written, expected)
    common_end = min(common_length(written[::-1], expected[::-1]), min(len(written), len(expected)) - first)
    until, stop = len(written) - common_end, len(expected) - common_end
    first -= first in (until, stop)
    wrong = spans[first][0], spans[until - 1][1]
    return _Slip((spans[0][0], last_end), wrong, " ".join(right[first:stop]), f'write "{" ".join(right)}"')


def _is_intended(text: str, candidate: _NameMatch, found: list[str]) -> bool:
    """Return whether words that are nearly a name can only be intended as this name."""
    right = candidate.right
    content = [word for word in right if word not in _SMALL]
    added = {word.lower() for word in found} & _SMALL - set(right)
    end = candidate.words[-1].end()
    after = text[end : end + 5]
    is_last_missed = _normalize(found[-1]) != _normalize(right[-1])
    return (
        len(candidate.missed) <= (len(content) - (len(content) < 4)) // 2
        and added <= _SWAPPED
        and ("," in "".join(right) or "," not in "".join(found))
        and not (is_last_missed and re.match(r" [A-Z]", after))
        and not (len(content) == 2 and after.startswith(" of "))
    )


def _find_wrong_forms(text: str, forms: list[tuple[str, ...]]) -> Iterator[_Slip]:
    """Yield the wrong forms of names that match a pattern."""
    for key, pattern, right, *_ in forms:
        for match in re.finditer(pattern, text) if key in text else ():
            wrong = match.span("wrong" if "wrong" in match.re.groupindex else 0)
            is_within = text[match.start() - 1 : match.start()].isalnum()
            is_part = text[wrong[0]].isupper() and match.start() == wrong[0] and _is_longer_name(text, wrong[0])
            if not (is_within or is_part):
                yield _Slip(match.span(), wrong, right, f'write "{right}"')


def _find_overlong(text: str) -> Iterator[_Slip]:
    """Yield short names that continue like the full name."""
    for short, tail, full in _load_rows("short"):
        for match in re.finditer(re.escape(f"{short} {tail}"), text) if short in text else ():
            yield _Slip(match.span(), match.span(), "", f'write "{short}", or in full "{full}"')


@cache
def _load_names() -> _NameNode:
    names: _NameNode = {}
    for line in resources.read_strings("templates/style/en/names.yaml")["names"].splitlines():
        for name in {line, re.sub("^United Nations ", "UN ", line)}:
            _add(names, name.split())
    return names


@cache
def _load_rows(name: str) -> list[tuple[str, ...]]:
    """Return the wrong forms of names ("forms"), or the short names with the full ones ("short")."""
    lines = resources.read_strings("templates/style/en/names.yaml")[name].splitlines()
    return [tuple(line.split(" => ")) for line in lines]


def _add(node: _NameNode, words: list[str]) -> None:
    for word in words:
        if word not in _SMALL:
            node = node.setdefault(_normalize(word), {})
    node[""] = words

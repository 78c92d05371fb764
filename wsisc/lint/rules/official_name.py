"""An official name is misspelt.

A search for the right name misses it, and the organization concerned notices. In another language than English, an
English acronym such as "WSIS" is one of the wrong names.

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

Reference: United Nations Editorial Manual, Capitalization; UNTERM (https://unterm.un.org), in the six languages.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from wsisc.document.prose import Reading
from wsisc.lint import word_lists, wrong_forms
from wsisc.lint.wrong_forms import WrongPlace
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.scripts import LATIN_CAPITALS
from wsisc.text.shared import common_ends, common_length

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

_SMALL = frozenset(("of", "on", "for", "the", "and", "in", "to", "against", "with", "at", "by", "from"))
_SWAPPED = frozenset(("of", "on", "for", "the", "against"))
_WITHOUT_CASES = ("es", "fr")  # languages in which a name never changes its words, so that one nearly right is a slip
# Pairs of similar words that are both right in names.
_OTHER_WORDS = ({"commission", "committee"}, {"institute", "institution"})

_CAPITAL = rf"(?<!\w)[{LATIN_CAPITALS}2]\w+(?:-\w+)*"
_TOKEN = r"[dlDL]['’](?=\w)|[^\W_]+(?:-[^\W_]+)*(?:['’]s\b)?,?"
_POSSESSIVE = r"['’]s(?=,?$)"
_FOREIGN_NAME = r"[A-Z]{3,6}s? [A-Z][a-z]"  # no translation: "WSIS Stocktaking", "ITU Academy"
_BEFORE = r"(?:^|[\s(])([A-Z][\w’'-]*) $"

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
    if reading.submission.language == "en":
        yield from _check_english(reading)
    else:
        yield from _check_other_language(reading, reading.submission.language)


def _check_other_language(reading: Reading, language: str) -> Iterator[Finding]:
    """Yield the wrong forms of a language, and names that are nearly right where words have no cases."""
    places = list(wrong_forms.find(reading, "official-name"))
    covered = {(each.passage, at) for each in places for at in range(each.start, each.end)}
    for passage in reading.passages if language in _WITHOUT_CASES else ():
        for slip in _find_near_misses(passage.text, language):
            if not any((passage, at) in covered for at in range(*slip.name)):
                places.append(WrongPlace(passage, *slip.wrong, slip.right, False, slip.hint))
    own = (each for each in places if each.passage.is_own_wording(each.start, "em", "link"))
    for place in (each for each in own if not re.compile(_FOREIGN_NAME).match(each.passage.text, each.start)):
        (finding,) = wrong_forms.report([place], lambda text: t('"{text}" is not the official name', text=text))
        yield finding._replace(hint=place.note) if place.note.startswith("write") else finding


def _check_english(reading: Reading) -> Iterator[Finding]:
    whole = "\n".join(passage.text for passage in reading.passages)
    is_internal = reading.submission.entity.type in word_lists.load("names")["internal-types"]
    forms = [form for form in _load_rows("forms") if form[0] in whole and (is_internal or "internal" not in form)]
    for passage in reading.passages:
        text = passage.text
        found = (*_find_near_misses(text), *_find_wrong_forms(text, forms), *_find_overlong(text))
        for slip in {each.wrong: each for each in found}.values():
            if passage.is_own_wording(slip.wrong[0], "em"):
                message = t('"{text}" is not the official spelling', text=text[slip.name[0] : slip.name[1]])
                fix = slip.right if slip.right and passage.is_evenly_marked(*slip.wrong) else None
                yield passage.finding(*slip.wrong, message, slip.hint, fix)


def _is_longer_name(text: str, start: int) -> bool:
    """Return whether a capitalized word directly before makes this a part of another name: "Dubai World Trade ..."."""
    before = re.compile(_BEFORE).search(text, max(0, start - 30), start)
    return before is not None and not before[1].isupper() and before[1] not in word_lists.load("names")["openers"]


def _find_near_misses(text: str, language: str = "en") -> Iterator[_Slip]:
    """Yield names that differ from the right one in a small word, or in the form of a word."""
    done = 0
    for match in re.finditer(_CAPITAL, text):
        if match.start() >= done and (firsts := _first_words(match[0].lower(), language)):
            candidates = [_match_name(text, match.start(), first, language) for first in firsts]
            candidate = max(candidates, key=lambda each: len(each.words))
            if candidate.words:
                done = candidate.words[-1].end()
                slip = _find_slip(text, candidate, language)
                if slip and not (language == "en" and _is_longer_name(text, match.start())):
                    yield slip


def _match_name(text: str, position: int, first: str, language: str) -> _NameMatch:
    """Return the longest run of words from a position that is nearly a name with this first word."""
    node, words, missed = _load_names(language), list[re.Match[str]](), list[str]()
    found = _NameMatch([], [], [])
    while match := re.compile(_TOKEN).match(text, position):
        words.append(match)
        word = _normalize(match[0])
        if word not in _small_words(language):
            step = _next_word(node, word) if len(words) > 1 else first
            if not step or (language == "en" and match[0][0].islower()):
                break
            if step not in (word, word.removesuffix("'s")):
                missed.append(step)
            node = node[step]
            found = _NameMatch(list(words), node[""], list(missed)) if "" in node else found
        is_elided = word.endswith("'")
        if not is_elided and text[match.end() : match.end() + 1] != " ":
            break
        position = match.end() + (not is_elided)
    return found


def _normalize(word: str) -> str:
    return word.rstrip(",").replace("’", "'").lower()


@lru_cache(maxsize=8192)
def _first_words(word: str, language: str) -> tuple[str, ...]:
    """Return the first words of names that equal a word, or that it is a misprint of."""
    near = (each for each in _first_words_like(word[:2], language) if each != word and _is_misprint(each, word, 1))
    return (*([word] if word in _load_names(language) else []), *near)


@lru_cache(maxsize=8192)
def _first_words_like(letters: str, language: str) -> tuple[str, ...]:
    return tuple(each for each in _load_names(language) if each.startswith(letters))


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
    prefix, suffix = common_ends(one, other)
    return longest >= 6 and prefix >= 2 and prefix + suffix >= longest - most


def _find_slip(text: str, candidate: _NameMatch, language: str) -> _Slip | None:
    """Return the mistake in a name, None where it is right, or not intended as the name."""
    *words, last = candidate.words
    last_end = last.start() + len(re.sub(_POSSESSIVE, "", last[0]).rstrip(","))
    spans = [*(each.span() for each in words), (last.start(), last_end)]
    found, right = [text[start:end] for start, end in spans], candidate.right
    if language == "en" and found[-1].rstrip("s") == right[-1].rstrip("s"):
        found[-1] = right[-1]
    written, expected = _comparable(found, language), _comparable(right, language)
    if written == expected or not _is_intended(text, candidate, found, language):
        return None
    first, common_end = common_ends(written, expected)
    until, stop = len(written) - common_end, len(expected) - common_end
    first -= first in (until, stop)
    wrong = spans[first][0], spans[until - 1][1]
    return _Slip((spans[0][0], last_end), wrong, _join(right[first:stop]), t('write "{right}"', right=_join(right)))


def _comparable(words: list[str], language: str) -> list[str]:
    """Return words as they are compared: only French and Spanish names differ from right ones by their capitals."""
    plain = [word.replace("’", "'") for word in words]
    is_in_capitals = language == "en" or all(word.isupper() for word in plain if len(word) > 2)
    return [word.lower() if is_in_capitals or not at else word for at, word in enumerate(plain)]


def _join(words: list[str]) -> str:
    return " ".join(words).replace("' ", "'")


def _is_intended(text: str, candidate: _NameMatch, found: list[str], language: str) -> bool:
    """Return whether words that are nearly a name can only be intended as this name."""
    right = candidate.right
    small = _small_words(language)
    content = [word for word in right if word not in small]
    added = {word.lower() for word in found} & small - set(right)
    end = candidate.words[-1].end()
    after = text[end : end + 5]
    is_last_missed = _normalize(found[-1]) != _normalize(right[-1])
    return (
        len(candidate.missed) <= (len(content) - (len(content) < 4)) // 2
        and added <= (_SWAPPED if language == "en" else small)
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
                whole = f"{text[match.start() : wrong[0]]}{right}{text[wrong[1] : match.end()]}"
                yield _Slip(match.span(), wrong, right, t('write "{right}"', right=whole))


def _find_overlong(text: str) -> Iterator[_Slip]:
    """Yield short names that continue like the full name."""
    for short, tail, full in _load_rows("short"):
        for match in re.finditer(re.escape(f"{short} {tail}"), text) if short in text else ():
            yield _Slip(
                match.span(), match.span(), "", t('write "{short}", or in full "{full}"', short=short, full=full)
            )


@cache
def _small_words(language: str) -> frozenset[str]:
    """Return the articles, prepositions and conjunctions of names in a language."""
    return _SMALL if language == "en" else frozenset(" ".join(wrong_forms.load_lines("small-words", language)).split())


@cache
def _load_names(language: str) -> _NameNode:
    names: _NameNode = {}
    for line in wrong_forms.load_lines("names", language):
        _add(names, [match[0] for match in re.finditer(_TOKEN, line)], _small_words(language))
    for line in (
        resources.read_strings("templates/style/en/names.yaml")["names"].splitlines() if language == "en" else ()
    ):
        for name in {line, re.sub("^United Nations ", "UN ", line)}:
            _add(names, name.split(), _small_words("en"))
    return names


@cache
def _load_rows(name: str) -> list[tuple[str, ...]]:
    """Return the wrong forms of names ("forms"), or the short names with the full ones ("short")."""
    lines = resources.read_strings("templates/style/en/names.yaml")[name].splitlines()
    return [tuple(line.split(" => ")) for line in lines]


def _add(node: _NameNode, words: list[str], small: frozenset[str]) -> None:
    for word in words:
        if word not in small:
            node = node.setdefault(_normalize(word), {})
    node[""] = words

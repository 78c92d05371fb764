"""The known calls -> the phrases of their covers and labels, folded, by which any Word file is recognised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import Call, Catalogue
from wsisc.document import outline
from wsisc.importer.language_tables import load_all, phrases
from wsisc.messages import resources
from wsisc.text.scripts import HAN, has_any
from wsisc.text.words import fold

_MAX_SESSION = 60  # ordinals up to this session are known: one a year, the 60th will be in 2057
_CHINESE_SESSION = re.compile(r"第([一二三四五六七八九]?十?[一二三四五六七八九]?|\d{1,2})届")
_CHINESE_DIGITS = " 一二三四五六七八九"
_ORDINAL = re.compile(r"\b(\d{1,2}) ?(?:[oaя]|er)$")  # folded


@dataclass(frozen=True)
class CoverWording:
    """A piece of a cover, folded: `name` is the class of its block, `call` the id of its call.

    If two blocks are joined, `second` is the class of the other, which begins after `first_word_count` words.
    """

    name: str
    text: str
    call: str
    language: str = ""
    second: str = ""
    first_word_count: int = 0


def cover_wordings(catalogue: Catalogue) -> list[CoverWording]:
    """Return the wordings of the covers of all calls: their paragraphs, their lines, and neighbours joined."""
    wordings: dict[tuple[str, str], CoverWording] = {}
    for call in usable_calls(catalogue):
        for wording in wordings_of_call(call):
            wordings.setdefault((wording.name, wording.text), wording)
    for name in phrases("commission"):
        wordings.setdefault(("cover-body", name), CoverWording("cover-body", name, ""))
    return list(wordings.values())


def wordings_of_call(call: Call) -> Iterator[CoverWording]:
    """Yield the wordings of the cover of a call, in all of its languages, with its session in words and in figures."""
    for language in call.languages:
        slots = outline.slot_values(call, locale.load(language), "")
        in_words, in_figures = slots.get("session-words", ""), slots.get("session-ordinal", "")
        for filled in (slots, {**slots, "session-words": in_figures, "session-ordinal": in_words}):
            blocks = [(block.name, calls.fill_known(block.text[language], filled)) for block in call.cover]
            yield from _wordings_of_cover([block for block in blocks if fold(block[1])], call.id, language)
            if call.session is None:
                break


@lru_cache(maxsize=8)
def _printed_texts(call: Call) -> tuple[str, ...]:
    """Return everything that a call prints, folded, in all of its languages: its cover, labels and prompts."""
    texts = [wording.text for wording in wordings_of_call(call)]
    for language in call.languages:
        texts += [fold(block.text[language]) for block in call.cover if block.name == "cover-by"]
        texts += [fold(part.heading(language)) for _, part in calls.parts(call)]
        texts += [fold(locale.load(language).wording[name]) for name in ("to-be-completed", "draft")]
    return tuple(dict.fromkeys(texts))


def is_printed_by(call: Call, text: str) -> bool:
    """Return whether words are letter for letter in what a call prints, whatever their case and punctuation."""
    words = fold(text)
    if has_any(HAN, words):  # Chinese has no spaces between words
        letters = words.replace(" ", "")
        return any(letters in printed.replace(" ", "") for printed in _printed_texts(call))
    return not words or any(f" {words} " in f" {printed} " for printed in _printed_texts(call))


def is_line_of(call: Call, text: str) -> bool:
    """Return whether a line is one of the cover of a call, or a block of it, and nothing else."""
    words = fold(text)
    return any(words == wording.text for wording in wordings_of_call(call))


def _wordings_of_cover(blocks: Sequence[tuple[str, str]], call: str, language: str) -> Iterator[CoverWording]:
    for name, text in blocks:
        if name != "cover-by":
            yield CoverWording(name, fold(text), call, language)
            yield from (CoverWording(name, fold(line), call, language) for line in text.split("\n"))
    for (name, one), (second, two) in pairwise(blocks):
        if "cover-by" not in (name, second):
            yield CoverWording(name, fold(f"{one} {two}"), call, language, second, len(fold(one).split()))


def usable_calls(catalogue: Catalogue) -> list[Call]:
    """Return the calls that can be used, the latest first."""
    calls_found = [catalogue.load(id) for id in catalogue.ids() if id not in catalogue.invalid]
    return sorted(calls_found, key=lambda call: -(call.session.number if call.session else 0))


def find_short_covers(catalogue: Catalogue) -> set[str]:
    """Return the ids of the calls whose covers end with the name of the contributor: a title is right below it."""
    return {call.id for call in usable_calls(catalogue) if call.cover and call.cover[-1].name == "cover-entity"}


def submitter_phrases(catalogue: Catalogue) -> set[str]:
    """Return the phrases that come before the name of the contributor, folded."""
    phrases_of_calls = {
        fold(block.text[language])
        for call in usable_calls(catalogue)
        for language in call.languages
        for block in call.cover
        if block.name == "cover-by"
    }
    return {*phrases_of_calls, *phrases("submitted-by")}


@lru_cache(maxsize=8)
def ordinals(language: str) -> dict[str, int]:
    """Return the sessions that a language can name, folded, in words and in figures."""
    names = locale.load(language)
    return {
        fold(name): number
        for number in range(1, _MAX_SESSION + 1)
        for name in (names.ordinal(number), names.ordinal_in_words(number))
    }


def session_languages() -> tuple[str, ...]:
    """Return the languages whose ordinals are known: a cover need not be in a language of its call."""
    return resources.names("templates/locales", ".yaml")


def find_sessions(text: str) -> Iterator[int]:
    """Yield the numbers of the sessions that a folded text names, in words or in figures."""
    yield from (number for digits in _CHINESE_SESSION.findall(text) if (number := _read_chinese_number(digits)))
    words = text.split()
    longest = max(len(phrase.split()) for phrase in phrases("session-after"))
    for at in range(len(words)):
        here = " ".join(words[at : at + longest])  # not all that follows: a text of 200,000 words must stay linear
        if any(here.startswith(word) for word in phrases("session-after")):
            spans = [words[max(at - length, 0) : at] for length in (2, 1)]
        elif any(words[at] == word for word in phrases("session-before")):
            spans = [words[at + 1 : at + 1 + length] for length in (2, 1)]
        else:
            continue
        named = (ordinals(language).get(" ".join(span)) for span in spans for language in session_languages())
        if number := next(filter(None, named), None) or _read_ordinal(" ".join(spans[0])):
            yield number


def is_session_line(folded: str) -> bool:
    """Return whether a line names a session, or its place and days, and says nothing else.

    "Fifteenth session Geneva 21 to 25 May 2012" does, "Highlights of the fifteenth session" does not.
    """
    rest = folded
    for phrase in phrases("commission"):
        rest = rest.replace(phrase, " ")
    if not all(is_word_of_session(word) for word in rest.split()):
        return False
    words = rest.split()
    is_counted = any(map(_is_roman, words)) and any(phrase in folded for phrase in phrases("session-after"))
    is_named = is_counted or any(find_sessions(folded))
    at_place = [at for at, word in enumerate(words) if word.startswith(phrases("places"))]
    is_placed = bool(at_place) and (at_place[0] == 0 or words[0][0].isdecimal())  # "27-31 March 2023, Geneva"
    return is_named or (is_placed and bool(find_years(folded)))


def is_word_of_session(word: str) -> bool:
    """Return whether a folded word can be in a line that only names a session, its place and its days."""
    return word in _session_words() or bool(
        _is_roman(word)
        or re.fullmatch(r"\d+\w{0,2}|[oaя]", word)  # "26.º" is two words, folded
        or re.fullmatch(
            rf"(?:{'|'.join(phrases('places'))})?(?:{_CHINESE_SESSION.pattern}(?:会议)?)?[\d年月日至到]*", word
        )
    )


def _is_roman(word: str) -> bool:
    return re.fullmatch("[ivxl]+", word) is not None


@cache
def _session_words() -> frozenset[str]:
    """Return the words that lines with a session, its place and days consist of, in all languages, folded."""
    keys = ("session-after", "session-before", "session-words", "places")
    found = {word for key in keys for word in phrases(key)}
    found |= {name for language in session_languages() for name in ordinals(language)}
    found |= {month for language in session_languages() for month in locale.load(language).months}
    found |= {month for table in load_all() for month in table.months}
    return frozenset(part for words in found for part in fold(words).split())


def _read_chinese_number(digits: str) -> int:
    """Return a number below 100 in Chinese or in figures, 0 for none."""
    if not digits or digits.isdecimal():
        return int(digits or 0)
    before, ten, after = digits.rpartition("十")
    tens = (_CHINESE_DIGITS.index(before) if before else 1) if ten else 0
    return 10 * tens + (_CHINESE_DIGITS.index(after) if after else 0)


def _read_ordinal(words: str) -> int:
    """Return a number in figures as Spanish and Russian write it ("26.º", "26-я"); 0 if there is none."""
    match = _ORDINAL.search(words)
    number = int(match[1]) if match else 0
    return number if number <= _MAX_SESSION else 0


def find_years(text: str) -> list[int]:
    """Return the years in a text."""
    return [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)]

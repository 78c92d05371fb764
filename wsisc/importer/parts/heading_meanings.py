"""The words of a heading -> what the answer below it is about, from the table of each language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer import language_tables, thresholds
from wsisc.importer.language_tables import LanguageTable, Meaning
from wsisc.importer.parts.part_headings import PartIds
from wsisc.text.scripts import HAN, has_any
from wsisc.text.words import fold_without_accents


class HeadingMeaning(NamedTuple):
    """What a heading can mean: the name of a meaning of the tables, how sure it is, from 0 to 1, and the language.

    `phrase` are the words of the heading that say so, `is_first` whether it begins with them.
    """

    name: str
    confidence: float
    language: str
    phrase: str
    is_first: bool


@lru_cache(maxsize=4096)
def find_meanings(title: str) -> tuple[HeadingMeaning, ...]:
    """Return what a heading can mean, most likely first, each meaning once."""
    folded = fold_without_accents(title)
    words = folded.split()
    if len(words) > thresholds.HEADING_WORDS or (_vocabulary().isdisjoint(words) and not has_any(HAN, folded)):
        return ()
    best: dict[str, HeadingMeaning] = {}
    for table in language_tables.load_all():
        for found in _match_table(folded, table):
            if found.name not in best or found.confidence > best[found.name].confidence:
                best[found.name] = found
    return tuple(sorted(best.values(), key=lambda each: -each.confidence))


@cache
def _vocabulary() -> frozenset[str]:
    """Return all words of the headings of the tables: a title without any of them means nothing, as most do."""
    meanings = (meaning for table in language_tables.load_all() for meaning in table.meanings.values())
    return frozenset(
        word for meaning in meanings for words in (*meaning.headings, *meaning.perhaps) for word in words.split()
    )


def is_ambiguous(meanings: Sequence[HeadingMeaning]) -> bool:
    """Return whether a heading also has words of another meaning than its likeliest one.

    Words that only perhaps mean it do not count after the others: "Executive summary of our activities" is a summary.
    """
    best, *others = meanings
    if best.confidence >= thresholds.WHOLE_PHRASE:
        return False
    rivals = [rival for rival in others if not _contains(best.phrase, rival.phrase)]
    return any(rival.confidence >= thresholds.FIRST_WORD or not best.is_first for rival in rivals)


def is_outside(title: str) -> bool:
    """Return whether a heading is one of those that are in no part of any call, such as that of an annex.

    It can have a title of its own after a sign: "Annex I – Data".
    """
    return any(_is_outside(fold_without_accents(words)) for words in (title, re.split("[:.：–—]", title)[0]))


def _is_outside(words: str) -> bool:
    is_named = any(words in table.outside for table in language_tables.load_all())
    first, _, rest = words.partition(" ")
    is_counted = bool(rest) and len(rest.split()) == 1 and (len(rest) == 1 or rest.isdecimal() or not rest.strip("ivx"))
    return is_named or (is_counted and any(first in table.outside for table in language_tables.load_all()))


@lru_cache(maxsize=64)
def parts_by_meaning(call: Call) -> Mapping[str, tuple[PartIds, ...]]:
    """Return the parts of a call that ask for each meaning, by the words of their prompts."""
    found: dict[str, list[PartIds]] = {}
    for ids, part in calls.parts(call):
        for name in (
            dict.fromkeys(_find_meanings_in_prompt(part.prompt, call.languages))
            if part.holds and part.is_headed
            else ()
        ):
            found.setdefault(name, []).append(ids)
    return {name: tuple(parts) for name, parts in found.items()}


def repeats_prompt(title: str, call: Call, ids: PartIds) -> bool:
    """Return whether a title only says what the prompt of a part does, in words of it, or in another language."""
    prompt = {
        word for text in dict(calls.parts(call))[ids].prompt.values() for word in fold_without_accents(text).split()
    }
    is_in_its_words = prompt.issuperset(fold_without_accents(title).split())
    return any(
        each.confidence >= thresholds.WHOLE_PHRASE
        and ids in parts_by_meaning(call).get(each.name, ())
        and (is_in_its_words or each.language not in call.languages)
        for each in find_meanings(title)
    )


def _find_meanings_in_prompt(prompt: Mapping[str, str], languages: tuple[str, ...]) -> Iterator[str]:
    for language in languages:
        if language in language_tables.languages():
            words = fold_without_accents(prompt[language])
            table = language_tables.load(language)
            yield from (
                name
                for name, each in table.meanings.items()
                if any(_contains(words, one) for one in each.prompt_phrases)
            )


def _match_table(words: str, table: LanguageTable) -> Iterator[HeadingMeaning]:
    first, _, rest = words.partition(" ")
    titles = {words, rest} if first in table.articles and rest else {words}
    for name, meaning in table.meanings.items():
        found = [_match(title, meaning, table.articles) for title in sorted(titles)]
        confidence, phrase = max(found)
        if confidence:
            is_first = any(title.startswith(phrase) for title in titles)
            yield HeadingMeaning(name, confidence, table.language, phrase, is_first)


def _match(title: str, meaning: Meaning, articles: frozenset[str]) -> tuple[float, str]:
    """Return the confidence that a heading has a meaning, and the words that show it; 0 if it does not."""
    if any(title == phrase or title == _without_article(phrase, articles) for phrase in meaning.headings):
        return thresholds.WHOLE_PHRASE, title
    for confidence, phrases in (
        (
            thresholds.PHRASE_WITHIN,
            (phrase for phrase in meaning.headings if _is_phrase(phrase) and _contains(title, phrase)),
        ),
        (thresholds.FIRST_WORD, (phrase for phrase in meaning.headings if title.startswith(f"{phrase} "))),
        (thresholds.PERHAPS_WHOLE, (phrase for phrase in meaning.perhaps if title == phrase)),
        (thresholds.PERHAPS_WITHIN, (phrase for phrase in meaning.perhaps if _contains(title, phrase))),
    ):
        if phrase := max(phrases, key=len, default=""):
            return confidence, phrase
    return 0, ""


def _without_article(words: str, articles: frozenset[str]) -> str:
    first, _, rest = words.partition(" ")
    return rest if first in articles and rest else words


def _is_phrase(words: str) -> bool:
    """Return whether words say enough to be found within others: two words, or two signs of Chinese."""
    return " " in words or (len(words) > 1 and has_any(HAN, words[0]))


def _contains(words: str, phrase: str) -> bool:
    return phrase in words if has_any(HAN, phrase[:1]) else f" {phrase} " in f" {words} "

"""The known calls -> the phrases of their covers and labels, folded, by which any Word file is recognised."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count, pairwise

from wsisc import locale, resources
from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart, Catalogue
from wsisc.document import outline
from wsisc.importer.normalize import fold

_MAX_SESSION = 60  # ordinals up to this session are known: one a year, the 60th will be in 2057


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return the phrases of templates/importer.yaml under a key, folded."""
    found = resources.read_strings("templates/importer.yaml")[name]
    return tuple(fold(each) for each in ([found] if isinstance(found, str) else found))


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
        for language in call.languages:
            slots = outline.slot_values(call, locale.load(language), "")
            blocks = [(block.name, calls.fill(block.text[language], slots)) for block in call.cover]
            for each in _wordings_of_cover([each for each in blocks if fold(each[1])], call.id, language):
                wordings.setdefault((each.name, each.text), each)
    for name in phrases("commission"):
        wordings.setdefault(("cover-body", name), CoverWording("cover-body", name, ""))
    return list(wordings.values())


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


def call_languages(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the languages of all calls that can be used, each once."""
    return tuple(dict.fromkeys(language for call in usable_calls(catalogue) for language in call.languages))


def find_sessions(text: str, languages: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the sessions that a folded text names in one of several languages."""
    words = text.split()
    for index, word in enumerate(words):
        if word.startswith(phrases("session-after-ordinal")):
            spans = [words[max(index - length, 0) : index] for length in (2, 1)]
        elif word in phrases("session-before-ordinal"):
            spans = [words[index + 1 : index + 1 + length] for length in (2, 1)]
        else:
            continue
        named = (ordinals(each).get(" ".join(span)) for span in spans for each in languages)
        if number := next(filter(None, named), None):
            yield number


def find_years(text: str) -> list[int]:
    """Return the years in a text."""
    return [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)]


def label_variants(part: CallPart, language: str) -> set[str]:
    """Return the ways to write the label of a part, folded: "part one", "part i", "part 1"."""
    label = fold(part.label[language])
    word, _, number = label.rpartition(" ")
    if not word:
        return {label, f"question {number}", f"q{number}"} if number.isdecimal() else {label}
    spelled = str(int(number)) if number.isdecimal() else number
    rows = zip(phrases("numbers"), phrases("roman-numerals"), map(str, count(1)), strict=False)
    same = next((row for row in rows if spelled in row), ())
    return {f"{word} {each}" for each in (number, *same)}

"""The calls that are known -> what their covers and prompts say, folded, to be recognised in any file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from wsisc import locale
from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart, Catalogue
from wsisc.document import outline
from wsisc.importer.normalize import fold

_ENTITY = "{entity}"
_ROMAN_NUMERALS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_SESSION = "session"  # of English, French
_ARABIC_SESSION = "الدورة"
_NUMBER_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

COMMISSION_NAMES = (
    "Commission de la science et de la technique au service du développement",
    "Comisión de Ciencia y Tecnología para el Desarrollo",
    "Комиссия по науке и технике в целях развития",
    "科学和技术促进发展委员会",
    "اللجنة المعنية بتسخير العلم والتكنولوجيا لأغراض التنمية",
)
"""The name of the Commission in the languages of the United Nations beside English: contributors' own covers say it."""


@dataclass(frozen=True)
class CoverWording:
    """A piece of a cover, folded: `name` is the class of its block, `call` the id of its call.

    Of two blocks joined, `second` is the class of the other, which begins after `words` words.
    """

    name: str
    text: str
    call: str
    language: str = ""
    second: str = ""
    first_word_count: int = 0


def cover_wordings(catalogue: Catalogue) -> list[CoverWording]:
    """Return what the covers of all calls say: their paragraphs, their lines, and neighbours joined."""
    found: dict[tuple[str, str], CoverWording] = {}
    for call in usable_calls(catalogue):
        for language in call.languages:
            slots = outline.slot_values(call, locale.load(language), "")
            blocks = [(block.name, calls.fill(block.text[language], slots)) for block in call.cover]
            for each in _wordings_of_cover([each for each in blocks if fold(each[1])], call.id, language):
                found.setdefault((each.name, each.text), each)
    for name in COMMISSION_NAMES:
        found.setdefault(("cover-body", fold(name)), CoverWording("cover-body", fold(name), ""))
    return list(found.values())


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
    found = [catalogue.load(id) for id in catalogue.ids() if id not in catalogue.invalid]
    return sorted(found, key=lambda call: -(call.session.number if call.session else 0))


def submitter_phrases(catalogue: Catalogue) -> set[str]:
    """Return what stands before the name of who submits, folded."""
    found = {
        fold(block.text[language])
        for call in usable_calls(catalogue)
        for language in call.languages
        for block in call.cover
        if block.name == "cover-by"
    }
    return found | {"submitted by"}


@lru_cache(maxsize=8)
def ordinals(language: str) -> dict[str, int]:
    """Return the sessions that a language can name, folded, in words and in figures."""
    held = locale.load(language)
    return {
        fold(name): number for number in range(1, 61) for name in (held.ordinal(number), held.ordinal_in_words(number))
    }


def call_languages(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the languages of all calls that can be used, each once."""
    return tuple(dict.fromkeys(language for call in usable_calls(catalogue) for language in call.languages))


def find_sessions(text: str, languages: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the sessions that a folded text names in any of some languages."""
    words = text.split()
    for index, word in enumerate(words):
        if word.startswith(_SESSION):
            spans = [words[max(index - length, 0) : index] for length in (2, 1)]
        elif word == _ARABIC_SESSION:
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
    """Return how the label of a part may be written, folded: "part one", "part i", "part 1"."""
    label = fold(part.label[language])
    word, _, number = label.rpartition(" ")
    index = next((names.index(number) for names in (_NUMBER_WORDS, _ROMAN_NUMERALS) if number in names), 0)
    index = index or (int(number) if number.isdecimal() and 0 < int(number) <= 10 else 0)
    if not word:
        return {label, f"question {number}", f"q{number}"} if number.isdecimal() else {label}
    return {
        f"{word} {each}"
        for each in (number, *((_NUMBER_WORDS[index], _ROMAN_NUMERALS[index], str(index)) if index else ()))
    }

"""The Markdown of a document, and its language -> what Pandoc needs for foreign phrases and for spaces.

A phrase, such as an English phrase in an Arabic text, gets a language and a direction of its own in all formats (WCAG
2.2, 3.1.2). Both follow from its script (`templates/scripts.yaml`), by which `templates/foreign-phrases.lua` finds it,
or from the language that the author names.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from wsisc.calls.locale import Locale
from wsisc.messages import resources
from wsisc.source.markup import languages
from wsisc.text.scripts import has_any

_FILTER = "foreign-phrases.lua"
_NAMED = "]{lang="  # ends the words of a phrase whose language the author names
_USUAL = "Latin"  # the script of languages that the table does not name


class Script(NamedTuple):
    """A script, the most probable language of a phrase in it, the direction, and its letters.

    `tag` is that language for Word, in the attribute `word_attribute` of `w:lang`. `letters` are ranges of characters,
    and `ranges` the same as numbers, for the filter.
    """

    name: str
    language: str
    tag: str
    word_attribute: str
    direction: str
    languages: frozenset[str]
    ranges: str
    letters: str


def prepare(text: str, locale: Locale) -> tuple[str, tuple[str, ...]]:
    """Return Markdown in a language, and the filters with which Pandoc marks its phrases in other scripts.

    Without a phrase, the text is the same, and there is no filter, except from right to left: there a number in
    groups, "3 500", is marked as well.
    """
    own = script_of(locale)
    foreign = [each for each in load() if each is not own and has_any(each.letters, text)]
    if not foreign and own.direction == "ltr" and _NAMED not in text:
        return text, ()
    around = f'own-{locale.language}-{own.direction}="{own.ranges}"'
    others = " ".join(f'in-{each.language}-{each.direction}="{each.ranges}"' for each in foreign)
    turned = " ".join(each.code for each in languages.load().values() if each.direction == "rtl")
    settings = f'::: {{.scripts right-to-left="{turned}" {around} {others}}}\n:::\n\n'
    return settings + text, (_FILTER,)


def split(line: str, locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a line, such as the head of a page, each with its language; "" for that of the page.

    This is for lines that Pandoc does not see; it knows letters alone, not what belongs to them.
    """
    own, start = script_of(locale), 0
    foreign = tuple(script for script in load() if script is not own and has_any(script.letters, line))
    for match in _phrase_pattern(own, foreign).finditer(line) if foreign else ():
        yield from [(line[start : match.start()], "")] if start < match.start() else []
        yield match[0], next(script.language for script in foreign if has_any(script.letters, match[0][0]))
        start = match.end()
    yield from [(line[start:], "")] if start < len(line) else []


@cache
def _phrase_pattern(own: Script, foreign: tuple[Script, ...]) -> re.Pattern[str]:
    """Return a pattern for letters of one script, other than that of a page, with what is between them.

    With all scripts it takes 30 ms to compile: `foreign` are those that the text has.
    """
    letters = [script.letters for script in foreign]
    between = f"[^{own.letters}{''.join(letters)}]*"
    return re.compile("|".join(f"[{letter}](?:{between}[{letter}])*" for letter in letters))


def script_of(locale: Locale) -> Script:
    """Return the script in which the language of a locale is written."""
    scripts = {language: each for each in load() for language in each.languages}
    return scripts.get(locale.language) or next(each for each in load() if each.name == _USUAL)


def script_of_words(words: str) -> Script | None:
    """Return the script of the first letter of some words, None for a script that the table does not name."""
    return next((script for letter in words for script in load() if has_any(script.letters, letter)), None)


def spacing_filters(locale: Locale) -> tuple[str, ...]:
    """Return the filters by which Pandoc keeps words together that the language does not divide between lines.

    They are for pages and PDFs: in Word files, which come back, spaces are those of the author.
    """
    return (
        (f"spacing/{locale.language}.lua",) if locale.language in resources.names("templates/spacing", ".lua") else ()
    )


@cache
def load() -> tuple[Script, ...]:
    """Return the scripts that are known."""
    table = resources.read_strings("templates/scripts.yaml")
    return tuple(
        Script(
            name,
            each["language"],
            each["tag"],
            each["word"],
            each["direction"],
            frozenset(each["of"].split()),
            each["letters"],
            "".join(map(_character_range, each["letters"].split())),
        )
        for name, each in table.items()
    )


def _character_range(ends: str) -> str:
    """Return a range of code points such as "41-5a" as part of a class of characters."""
    first, _, last = ends.partition("-")
    return f"{chr(int(first, 16))}-{chr(int(last or first, 16))}"

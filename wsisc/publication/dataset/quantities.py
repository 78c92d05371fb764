"""A text as it is read -> the numbers in it with what they count: "1,200 schools", "US$ 3 million", "45 per cent".

Only explicit figures count: a number alone, a year, or a number in a name ("Goal 4", "resolution 70") is skipped.
"""

import re
from collections.abc import Iterator
from functools import cache

from wsisc.messages import resources
from wsisc.publication.dataset import mentions

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_SCALE = r"(?:million|billion|trillion|thousand|millions?|milliards?|milliers?)"
_CURRENCY = r"(?:US\$|USD|EUR|GBP|CHF|JPY|CNY|A\$|CA?\$|\$|€|£|¥)"
_SPACE = r"[ \u00a0\u202f]"
_NOUN = r"(?:[^\W\d_][\w’'-]*[^\W\d_]|[^\W\d_])"
_QUANTITY = re.compile(
    rf"(?P<money>{_CURRENCY}{_SPACE}?(?:{_NUMBER})(?:{_SPACE}{_SCALE})?(?![\d.,]*\d))"
    rf"|(?<![\w.,:/$€£-])(?<!\d[ \u00a0\u202f])(?P<number>{_NUMBER})(?![\d/:]|[.,]\d)"
    rf"(?:{_SPACE}?(?P<share>per cent\b|percent\b|pour cent\b|%|٪|percentage points\b)"
    rf"|{_SPACE}?(?P<coin>€|£)"
    rf"|{_SPACE}(?P<scale>{_SCALE}\b(?: of\b| de\b| d['’](?=\w))?)?{_SPACE}?(?P<nouns>{_NOUN}(?: {_NOUN}){{0,3}})?)?"
)
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d")
_LATIN = ("en", "fr")  # languages whose plurals end in "s", which tells nouns that are counted


def find_quantities(text: str, language: str) -> Iterator[str]:
    """Yield the quantities of a text in order, each once, spelled as in the text except for line breaks."""
    found = (_read_quantity(text, match, language) for match in _QUANTITY.finditer(text))
    yield from dict.fromkeys(each for each in found if each)


def _read_quantity(text: str, match: re.Match[str], language: str) -> str:
    if match["money"]:
        return match["money"]
    if _naming_pattern().search(text, max(0, match.start() - 16), match.start()):
        return ""
    for unit in ("share", "coin"):
        if match[unit]:
            return text[match.start() : match.end(unit)]
    scaled = text[match.start() : match.end("scale")].removesuffix(" of") if match["scale"] else ""
    if not scaled and _YEAR.fullmatch(match["number"]):
        return ""
    length = _counted_length(match["nouns"], language) if match["nouns"] and language in _LATIN else 0
    return text[match.start() : match.start("nouns") + length] if length else scaled


def _counted_length(nouns: str, language: str) -> int:
    """Return the length of the words behind a number that say what it counts, 0 if none do."""
    sets = mentions.load_word_sets(language)
    end = 0
    for word in nouns.split(" "):
        end += len(word) + (end > 0)
        if word.lower() in sets["stops"]:
            return 0
        if (word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us"))) or word.lower() in sets[
            "irregular"
        ]:
            return end
    return 0


@cache
def _naming_pattern() -> re.Pattern[str]:
    """Return a pattern for words such as "Part" before a number, which then is a name and counts nothing."""
    names = "|".join(resources.read_strings("templates/dataset/quantities.yaml")["before-names"].split())
    return re.compile(rf"(?:\b(?:{names})|[#№+.-]|[A-Z]/\S*)[ \u00a0]?$")

"""The scripts of texts -> their characters, as ranges for the classes of patterns, and whether a text has any.

This is the only table of scripts for patterns; `templates/scripts.yaml` has, for phrases, also the signs that only one
script has. The ranges are blocks of Unicode: what is unassigned in them today may become a letter of that script.
A class of thousands of characters takes one or two milliseconds to compile: a pattern of one is compiled when used,
and for those a text is looked at first: most texts have no character that high.
"""

import re
from functools import cache

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
LATIN_CAPITALS, LATIN_SMALL = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
"""Those of English, French, Spanish and other languages of Western Europe."""

GREEK, CYRILLIC = "\u0370-\u0373\u0376\u0377\u037b-\u03e1\u03f0-\u03ff", "\u0400-\u052f"
RUSSIAN_CAPITALS, RUSSIAN_SMALL = "А-ЯЁ", "а-яё"

ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Chinese characters, with the signs that stand for one: 々, 〆 and 〇. All further ones will be in planes 2 and 3."""

KANA = "\u3041-\u30ff\u31f0-\u31ff"

PERSIAN = "پچژگٹڈڑںے"
"""Letters of Persian and Urdu that Arabic does not have. Their ک and ی are typed in Arabic texts too."""

HANGUL = "\u1100-\u11ff\u3131-\u318f\ua960-\ua97f\uac00-\ud7ff"

UNSPACED = HAN + KANA
"""What is written without spaces between words, so that each character counts, and is compared, as a word."""

EAST_ASIAN = (
    "\u2e80-\u303f\u3041-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
"""What takes the room of two letters, and has no space beside it where a line ends: also punctuation and radicals."""

ACCENTS = "\u0300-\u036f"
MARKS = ACCENTS + "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200c\u200d\xad"
"""Accents, vowel signs of Arabic, joiners and soft hyphens, which belong to the letter before them."""

IGNORABLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What needs no glyph: Default_Ignorable_Code_Point (DerivedCoreProperties.txt), line and paragraph separators."""


_LAST_BEFORE, _FIRST_EAST_ASIAN = "\u2e7f", "\u2e80"
_LAST_ASCII = "\x7f"


@cache
def _pattern(ranges: str) -> re.Pattern[str]:
    return re.compile(f"[{ranges}]")


@cache
def _lowest(ranges: str) -> str:
    return min(ranges.replace("-", ""))


def _is_below(text: str, ranges: str) -> bool:
    """Return whether all characters of a text are certainly lower than those of some ranges."""
    lowest = _lowest(ranges)
    return (lowest > _LAST_ASCII and text.isascii()) or (lowest >= _FIRST_EAST_ASIAN and is_western(text))


def is_western(text: str) -> bool:
    """Return whether a text has no character of an East Asian script: no pattern needs to have these."""
    return text.isascii() or not _pattern(f"^\0-{_LAST_BEFORE}").search(text)


def has_any(ranges: str, text: str) -> bool:
    """Return whether a text has a character of some ranges."""
    return not _is_below(text, ranges) and _pattern(ranges).search(text) is not None


def count(ranges: str, text: str) -> int:
    """Return how many characters of a text are in some ranges."""
    return 0 if _is_below(text, ranges) else len(_pattern(ranges).findall(text))

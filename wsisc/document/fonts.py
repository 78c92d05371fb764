"""The fonts of the theme -> where their files are, and which characters they have.

Those in `templates/fonts/` come with wsisc; that for Chinese, Japanese and Korean (33 MB) is an optional wheel.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from wsisc import resources, theme
from wsisc.engines import isolated

EXTENSIONS = (".ttf", ".otf", ".ttc", ".otc")
"""The endings of files that are fonts."""
_UNCOMMON = re.compile("[^\n -~\xa0-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026]")
"""All but the characters that every text has, and that the first font has."""

PRIVATE_USE = re.compile("[\\ue000-\\uf8ff\\U000f0000-\\U000ffffd\\U00100000-\\U0010fffd]")
"""A character whose meaning is that of its font alone (The Unicode Standard, 23.5), such as a bullet of Wingdings."""

_NO_GLYPH_NEEDED = (
    "\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufff8\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"
    "\\U000e0000-\\U000e0fff"
)
"""What needs no glyph: Default_Ignorable_Code_Point of Unicode, and the breaks of lines and paragraphs."""


def folders() -> dict[str, str]:
    """Return the font families of the theme that are there, in order of preference, and the folders of their files."""
    found = ((font["pdf"], folder(font)) for font in theme.load().fonts.values())
    return {family: place for family, place in found if place}


def folder(font: Mapping[str, str]) -> str:
    """Return the folder of a font of the theme, "" where its wheel is not installed; it is not imported."""
    if "folder" in font:
        return str(resources.folder("templates") / "fonts" / font["folder"])
    spec = isolated.find_spec(font["wheel"])
    return next(iter((spec and spec.submodule_search_locations) or ()), "")


@cache
def versions() -> dict[str, str]:
    """Return a digest of the files of the fonts that are there, by "fonts" and their folder or wheel.

    It is made of the hashes that were written down when wsisc was packed, or the wheel installed: to read the fonts
    themselves would take longer than to set a document.
    """
    found = {font.get("folder") or font["wheel"]: font for font in theme.load().fonts.values()}
    return {f"fonts {name}": made for name, font in found.items() if (made := _version(font))}


def _version(font: Mapping[str, str]) -> str:
    if "folder" in font:
        listed = resources.text("templates/fonts/SHA256SUMS").splitlines()
        return _digest(line for line in listed if f" {font['folder']}/" in line)
    place = Path(folder(font))
    records = [each / "RECORD" for each in place.parent.glob(f"{font['wheel']}-*.dist-info")] if folder(font) else []
    if not records:
        return ""
    number = records[0].parent.name.removeprefix(f"{font['wheel']}-").removesuffix(".dist-info")
    try:
        listed = records[0].read_text("utf-8").splitlines()
    except OSError:
        return number
    return f"{number} ({_digest(line for line in listed if line.partition(',')[0].lower().endswith(EXTENSIONS))})"


def _digest(lines: Iterable[str]) -> str:
    return f"sha256:{hashlib.sha256('\n'.join(sorted(lines)).encode()).hexdigest()[:16]}"


def find_missing_glyphs(text: str, families: tuple[str, ...] = ()) -> Iterator[re.Match[str]]:
    """Yield the characters of a text that no font has, neither whole nor as the letters and marks they consist of.

    `families` are the names of `folders`, for whoever asks for many texts: to look for the files takes long.
    A character for private use counts as one of them, also where a font has a glyph of its own there.
    """
    if not _UNCOMMON.search(text):
        return
    without = _missing_glyph_pattern(families or tuple(folders()))
    for match in without.finditer(text):
        if without.search(unicodedata.normalize("NFD", match[0])):
            yield match


@cache
def _missing_glyph_pattern(families: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches the characters that none of some families has, by templates/fonts/coverage.yaml."""
    held = resources.read_strings("templates/fonts/coverage.yaml")
    numbers = sorted(_code_point_ranges(" ".join(held[family] for family in families)))
    joined: list[list[int]] = []
    for first, last in numbers:
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    ranges = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in joined)
    return re.compile(f"[^{ranges}{_NO_GLYPH_NEEDED}\\s]|{PRIVATE_USE.pattern}")


def _code_point_ranges(ranges: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of ranges as "20-7e a0"."""
    for each in ranges.split():
        first, _, last = each.partition("-")
        yield int(first, 16), int(last or first, 16)

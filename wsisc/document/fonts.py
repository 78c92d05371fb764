"""The fonts of a theme -> the folders of their files, and the characters that they cover.

Those in `templates/fonts/` are part of wsisc; the font for Chinese, Japanese and Korean (33 MB) is an optional wheel.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from wsisc import theme
from wsisc.engines import child_processes
from wsisc.messages import resources
from wsisc.text.scripts import IGNORABLE
from wsisc.theme import Theme

EXTENSIONS = (".ttf", ".otf", ".ttc", ".otc")
"""The extensions of font files."""
# Any character outside the common ones, all of which the first font covers: a text without a match is not examined.
_UNCOMMON = "[^\n -~\xa0-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026]"

PRIVATE_USE = "[\\ue000-\\uf8ff\\U000f0000-\\U000ffffd\\U00100000-\\U0010fffd]"
"""A character whose meaning depends on its font (The Unicode Standard, 23.5), such as a bullet of Wingdings."""


@cache
def families() -> Mapping[str, Mapping[str, str]]:
    """Return the font families by name, as templates/fonts/families.yaml says where they are and how high."""
    table: Mapping[str, Mapping[str, str]] = resources.read_strings("templates/fonts/families.yaml")
    return table


def folders(look: Theme | None = None) -> dict[str, str]:
    """Return the installed font families in the order of preference of a theme, and the folders of their files.

    Families that the theme does not name follow, so that all themes have the same characters.
    """
    named = (font["pdf"] for font in (look or theme.load()).fonts.values())
    known = ((family, folder(family)) for family in dict.fromkeys((*named, *families())))
    return {family: place for family, place in known if place}


def folder(family: str) -> str:
    """Return the folder of a font family, "" where its wheel is not installed. The wheel is not imported."""
    font = families()[family]
    if "folder" in font:
        return str(resources.folder("templates") / "fonts" / font["folder"])
    spec = child_processes.find_spec(font["wheel"])
    return next(iter((spec and spec.submodule_search_locations) or ()), "")


@cache
def versions() -> dict[str, str]:
    """Return digests of the installed fonts; a key is "fonts" and the folder or wheel of a font.

    A digest is computed from the hashes recorded when wsisc was packaged, or the wheel installed: reading the font
    files themselves would take longer than typesetting a document.
    """
    by_name = {font.get("folder") or font["wheel"]: family for family, font in families().items()}
    return {f"fonts {name}": version for name, family in by_name.items() if (version := _version(family))}


def _version(family: str) -> str:
    font = families()[family]
    if "folder" in font:
        listed = resources.text("templates/fonts/SHA256SUMS").splitlines()
        return _digest(line for line in listed if f" {font['folder']}/" in line)
    place = Path(folder(family))
    records = [each / "RECORD" for each in place.parent.glob(f"{font['wheel']}-*.dist-info")] if folder(family) else []
    if not records:
        return ""
    number = records[0].parent.name.removeprefix(f"{font['wheel']}-").removesuffix(".dist-info")
    try:
        listed = records[0].read_text("utf-8").splitlines()
    except OSError:
        return number
    return f"{number} ({_digest(line for line in listed if line.partition(',')[0].lower().endswith(EXTENSIONS))})"


def _digest(lines: Iterable[str]) -> str:
    import hashlib  # only where documents are cached

    return f"sha256:{hashlib.sha256('\n'.join(sorted(lines)).encode()).hexdigest()[:16]}"


def find_missing_glyphs(text: str, families: tuple[str, ...] = ()) -> Iterator[re.Match[str]]:
    """Yield the characters of a text that no font covers, neither composed nor decomposed (NFD).

    `families` are names of fonts, by default those of `folders()`, the installed ones; finding these is slow.
    A private-use character is always yielded, even where a font has a glyph of its own for it.
    """
    if not re.search(_UNCOMMON, text):
        return
    missing = _missing_glyph_pattern(families or tuple(folders()))
    for match in missing.finditer(text):
        decomposed = unicodedata.normalize("NFD", match[0])
        if decomposed == match[0] or missing.search(decomposed):  # a search of so large a class of characters is slow
            yield match


def find_uninstalled(text: str, look: Theme | None = None) -> list[str]:
    """Return the characters of a text that only a font has which could be installed, and is not."""
    installed, known = tuple(folders(look)), tuple(families())
    if len(installed) == len(known):
        return []
    missing = dict.fromkeys(match[0] for match in find_missing_glyphs(text, installed))
    return [character for character in missing if not any(find_missing_glyphs(character, known))]


@cache
def _missing_glyph_pattern(families: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the characters that none of the families covers, by templates/fonts/coverage.yaml."""
    coverage = resources.read_strings("templates/fonts/coverage.yaml")
    covered = (each.split("-") for family in families for each in coverage[family].split())  # "20-7e", or "a0"
    ranges = "".join(f"\\U{ends[0]:>08}-\\U{ends[-1]:>08}" for ends in covered)
    return re.compile(f"[^{ranges}{IGNORABLE}\\s]|{PRIVATE_USE}")

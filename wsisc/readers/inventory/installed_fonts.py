"""The fonts that are here -> how they draw some letters, by themselves, joined, or in the forms of a script."""

import contextlib
import io
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from wsisc import theme
from wsisc.document import fonts
from wsisc.readers.inventory.glyph_outlines import Outline, outline

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
"""What is drawn the other way round among words from right to left (Unicode, Bidi_Mirroring_Glyph)."""
_POSTSCRIPT_NAME = 6


class _Rule(NamedTuple):
    """A substitution of a font: what glyphs become what others."""

    before: frozenset[str]
    after: tuple[str, ...]


def family(name: str) -> str:
    """Return the name of a font as it is compared: releases of one font differ in whether they name the usual style."""
    return name.removesuffix("-Regular")


def is_here(name: str) -> bool:
    """Tell whether a font of a name is here; one of variable weight has no outlines of its own."""
    return family(name) in _files() and "fvar" not in _font(name)


def draws(name: str, letters: str, wanted: Outline) -> bool:
    """Tell whether a font that is here has an outline for some letters."""
    return _is_among(name, _for_letters(name, letters), wanted)


def is_piece(name: str, wanted: Outline) -> bool:
    """Tell whether a font that is here draws others from an outline, or with it a character that it has not."""
    return _is_among(name, _pieces(name), wanted)


def _is_among(name: str, glyphs: frozenset[str], wanted: Outline) -> bool:
    return any(_outline(name, each) == wanted for each in glyphs)


@cache
def _for_letters(name: str, letters: str) -> frozenset[str]:
    known = _font(name).getBestCmap()
    if not letters or any(ord(letter) not in known for letter in letters):
        return frozenset()
    both = letters + letters.translate(_MIRRORED)
    return _reached(name, {known[ord(letter)] for letter in both if ord(letter) in known})


@cache
def _pieces(name: str) -> frozenset[str]:
    font = _font(name)
    found = {".notdef"}
    for glyph in font.getGlyphOrder() if "glyf" in font else ():
        held = font["glyf"][glyph]
        found.update(held.getComponentNames(font["glyf"]) if held.isComposite() else ())
    return frozenset(found)


@cache
def _files() -> dict[str, tuple[Path, int]]:
    """Return the files of the fonts by their names, with their number in a collection."""
    found: dict[str, tuple[Path, int]] = {}
    folders = {folder for font in theme.load().fonts.values() if (folder := fonts.folder(font))}
    for path in (each for folder in sorted(folders) for each in sorted(Path(folder).rglob("*"))):
        if path.suffix.lower() in fonts.FILES:
            with contextlib.suppress(TTLibError, OSError):
                found.update((family(name), (path, at)) for name, at in _names(path))
    return found


def _names(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the names of the fonts of a file, with their numbers in it, -1 where it is no collection."""
    if path.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(path, lazy=True) as held:
            yield from ((str(font["name"].getDebugName(_POSTSCRIPT_NAME)), at) for at, font in enumerate(held.fonts))
    else:
        with TTFont(path, lazy=True) as font:
            yield str(font["name"].getDebugName(_POSTSCRIPT_NAME)), -1


@cache
def _font(name: str) -> Any:
    path, at = _files()[family(name)]
    return TTFont(io.BytesIO(path.read_bytes()), fontNumber=at, lazy=True)


@cache
def _outline(name: str, glyph: str) -> Outline:
    font = _font(name)
    return outline(font.getGlyphSet(), glyph, font["head"].unitsPerEm)


def _reached(name: str, glyphs: set[str]) -> frozenset[str]:
    """Return the glyphs that a font may put in place of some, in whatever order and company."""
    reached, pending, rules = set(glyphs), list(glyphs), _rules(name)
    while pending:
        for rule in rules.get(pending.pop(), ()):
            if rule.before <= reached:
                pending += [each for each in rule.after if each not in reached]
                reached.update(rule.after)
    return frozenset(reached)


@cache
def _rules(name: str) -> dict[str, list[_Rule]]:
    """Return the substitutions of a font (OpenType, GSUB) by their glyphs, those for some company like all others."""
    font, found = _font(name), defaultdict[str, list[_Rule]](list)
    table = font["GSUB"].table if "GSUB" in font else None
    lookups = table.LookupList.Lookup if table and table.LookupList else []
    for rule in (
        rule for lookup in lookups for each in lookup.SubTable for rule in _of(getattr(each, "ExtSubTable", each))
    ):
        for glyph in rule.before:
            found[glyph].append(rule)
    return dict(found)


def _of(table: Any) -> Iterator[_Rule]:
    for before, after in getattr(table, "mapping", {}).items():
        yield _Rule(frozenset([before]), (after,) if isinstance(after, str) else tuple(after))
    for before, others in getattr(table, "alternates", {}).items():
        yield _Rule(frozenset([before]), tuple(others))
    for before, joined in getattr(table, "ligatures", {}).items():
        for each in joined:
            yield _Rule(frozenset([before, *each.Component]), (each.LigGlyph,))

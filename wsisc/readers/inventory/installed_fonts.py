"""The installed fonts -> how they draw letters: single, joined, or in the forms of a script."""

import contextlib
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from wsisc.document import fonts
from wsisc.grouping import group_values
from wsisc.readers.inventory.glyph_outlines import Outline, trace_outline

# Characters that are mirrored in right-to-left text (Unicode, Bidi_Mirroring_Glyph).
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_POSTSCRIPT_NAME = 6  # OpenType, name IDs


class _Substitution(NamedTuple):
    """A substitution of a font: its input and output glyphs."""

    inputs: frozenset[str]
    outputs: tuple[str, ...]


def family(name: str) -> str:
    """Return the name of a font for comparison: releases of one font differ in whether they name the regular style."""
    return name.removesuffix("-Regular")


def is_installed(name: str) -> bool:
    """Return whether a font is installed; a variable font is not counted, because it has no outlines of its own."""
    return family(name) in _font_files() and "fvar" not in _open_font(name)


def draws(name: str, letters: str, shape: Outline) -> bool:
    """Return whether an installed font has this outline for these letters."""
    return _has_outline(name, _glyphs_for_letters(name, letters), shape)


def is_component(name: str, shape: Outline) -> bool:
    """Return whether an installed font builds other glyphs from this outline, or draws it for missing characters."""
    return _has_outline(name, _component_glyphs(name), shape)


def _has_outline(name: str, glyphs: frozenset[str], shape: Outline) -> bool:
    return any(_glyph_outline(name, each) == shape for each in glyphs)


@cache
def _glyphs_for_letters(name: str, letters: str) -> frozenset[str]:
    known = _open_font(name).getBestCmap()
    if not letters or any(ord(letter) not in known for letter in letters):
        return frozenset()
    both = letters + letters.translate(_MIRRORED)
    return _reachable_glyphs(name, {known[ord(letter)] for letter in both if ord(letter) in known})


@cache
def _component_glyphs(name: str) -> frozenset[str]:
    font = _open_font(name)
    found = {".notdef"}
    for glyph in font.getGlyphOrder() if "glyf" in font else ():
        outline = font["glyf"][glyph]
        found.update(outline.getComponentNames(font["glyf"]) if outline.isComposite() else ())
    return frozenset(found)


@cache
def _font_files() -> dict[str, tuple[Path, int]]:
    """Return the files of the fonts by font name, with the index of the font in a collection."""
    found: dict[str, tuple[Path, int]] = {}
    folders = {folder for family in fonts.families() if (folder := fonts.folder(family))}
    for path in (each for folder in sorted(folders) for each in sorted(Path(folder).rglob("*"))):
        if path.suffix.lower() in fonts.EXTENSIONS:
            with contextlib.suppress(TTLibError, OSError):
                found.update((family(name), (path, index)) for name, index in _font_names(path))
    return found


def _font_names(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the names of the fonts in a file, with their indexes in it, or -1 if the file is not a collection."""
    if path.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(path, lazy=True) as collection:
            for index, font in enumerate(collection.fonts):
                yield str(font["name"].getDebugName(_POSTSCRIPT_NAME)), index
    else:
        with TTFont(path, lazy=True) as font:
            yield str(font["name"].getDebugName(_POSTSCRIPT_NAME)), -1


@cache
def _open_font(name: str) -> Any:
    path, index = _font_files()[family(name)]
    return TTFont(io.BytesIO(path.read_bytes()), fontNumber=index, lazy=True)


@cache
def _glyph_outline(name: str, glyph: str) -> Outline:
    font = _open_font(name)
    return trace_outline(font.getGlyphSet(), glyph, font["head"].unitsPerEm)


def _reachable_glyphs(name: str, glyphs: set[str]) -> frozenset[str]:
    """Return the glyphs that a font may substitute for some glyphs, in any order and context."""
    reached, pending, rules = set(glyphs), list(glyphs), _substitutions(name)
    while pending:
        for rule in rules.get(pending.pop(), ()):
            if rule.inputs <= reached:
                pending += [each for each in rule.outputs if each not in reached]
                reached.update(rule.outputs)
    return frozenset(reached)


@cache
def _substitutions(name: str) -> dict[str, list[_Substitution]]:
    """Return the substitutions of a font (OpenType, GSUB) by their input glyphs; contexts are ignored."""
    font = _open_font(name)
    table = font["GSUB"].table if "GSUB" in font else None
    lookups = table.LookupList.Lookup if table and table.LookupList else []
    return group_values(
        (glyph, rule)
        for lookup in lookups
        for each in lookup.SubTable
        for rule in _parse_subtable(getattr(each, "ExtSubTable", each))
        for glyph in rule.inputs
    )


def _parse_subtable(table: Any) -> Iterator[_Substitution]:
    for before, after in getattr(table, "mapping", {}).items():
        yield _Substitution(frozenset([before]), (after,) if isinstance(after, str) else tuple(after))
    for before, others in getattr(table, "alternates", {}).items():
        yield _Substitution(frozenset([before]), tuple(others))
    for before, joined in getattr(table, "ligatures", {}).items():
        for each in joined:
            yield _Substitution(frozenset([before, *each.Component]), (each.LigGlyph,))

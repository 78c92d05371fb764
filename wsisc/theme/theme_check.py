"""The source of a theme -> diagnostics for its author: its schema, its measures, and the contrast of its colours.

A theme may come from a stranger's document. What this finds no error in is safe to build with: it names no file, has no
text that a document would run, and keeps words readable.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wsisc import source, theme
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import DataPath, Diagnostic, excerpt, find_errors
from wsisc.source import Source
from wsisc.source.json_schema import SchemaProblem, find_problems, suggest_nearest, to_diagnostic

_NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_MAX_CHARACTERS = 50_000  # a guess: six times the theme on which all are based
_MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text below 18 points
_TEXT_COLOURS = ("text", "heading", "link", "quiet", "warning")
_MAX_LINES = 5  # a guess: an author fixes the first and tries again
_PAPER = "FFFFFF"  # what Word files and PDFs are printed on, whatever the colour of a web page
_MARGIN_LINE = 8  # millimetres of the head or foot of a page, with a space before the text
# Points; a guess: twice the size of large print, so that words fit into a column, and a head on its line.
_MAX_SIZES = {
    "normal": 30, "text": 30, "list": 30, "prompt": 36, "table-text": 28, "small-table-text": 20, "footnote-text": 28,
    "running-head": 18, "footer": 18, "draft": 24,
}  # fmt: skip
_MIN_WIDTH, _MIN_HEIGHT = 80, 100  # millimetres; a guess: the widest cover of the built-in themes still fits
# What ties a style to Word and to the outline, and is not a matter of look.
_STRUCTURE = ("word", "based-on", "next", "font", "outline", "numbering", "page-break", "tab", "leader", "superscript")


def check(parsed: Source, name: str) -> list[Diagnostic]:
    """Check the file of a theme of that name, which is not built in."""
    if not isinstance(parsed.data, dict):
        problem = SchemaProblem("wrong-type", (), t("the file is not a theme"), t("start it with: based-on: cstd"))
        faults = [each for each in find_errors(parsed.diagnostics) if each.code != "empty-file"]
        return faults or [to_diagnostic(parsed, problem)]
    problems, parsed = find_problems(parsed, json.loads(resources.text("schemas/theme.schema.json")))
    problems += _check_name(name)
    if not problems and not find_errors(parsed.diagnostics):
        merged = theme.merge(name, parsed.data)
        problems = [
            *_check_styles(parsed.data),
            *_check_sizes(parsed.data),
            *_check_page(merged["page"]),
            *find_low_contrast(merged, parsed.data),
        ]
    return [*parsed.diagnostics, *(to_diagnostic(parsed, each) for each in problems)]


def _check_name(name: str) -> Iterator[SchemaProblem]:
    if name in theme.names():
        yield SchemaProblem(
            "wrong-name", (), t('a built-in theme has the name "{name}"', name=name), t("rename the file")
        )
    elif not re.fullmatch(_NAME, name):
        hint = t("use lower-case letters, digits and single hyphens, starting with a letter")
        yield SchemaProblem("wrong-name", (), t('"{name}" is not a name of a theme', name=excerpt(name)), hint)


def _check_styles(data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    """Check that styles exist, and that only their look is changed."""
    base = theme.load(data.get("based-on", theme.DEFAULT))
    for table, known in (("styles", base.styles), ("characters", base.characters), ("compendium", base.compendium)):
        for role, style in data.get(table, {}).items():
            if role not in known:
                hint = suggest_nearest(role, list(known)) or t("use one of {known}", known=", ".join(known))
                yield SchemaProblem(
                    "unknown-value", (table, role), t('the style "{role}" does not exist', role=role), hint, on_key=True
                )
            for key in sorted(style.keys() & set(_STRUCTURE)):
                message = t('"{key}" of a style is set by built-in themes only', key=key)
                yield SchemaProblem(
                    "unexpected-property", (table, role, key), message, t("delete the line"), on_key=True
                )


def _check_page(page: Mapping[str, float]) -> Iterator[SchemaProblem]:
    """Check that the margins leave room for the text, and for the page number below it."""
    for measure, first, second, least in (
        ("width", "left", "right", _MIN_WIDTH),
        ("height", "top", "bottom", _MIN_HEIGHT),
    ):
        room = page[measure] - page[first] - page[second]
        if room < least:
            message = t(
                "the margins leave {room:g} mm of the {measure} for the text, which needs {least} mm",
                room=room,
                measure=measure,
                least=least,
            )
            yield SchemaProblem("unknown-value", ("page", measure), message, f'make "{first}" and "{second}" smaller')
    for edge, what in (("top", "head"), ("bottom", "foot")):
        if page[edge] < page["footer"] + _MARGIN_LINE:
            message = t(
                "the {what} of the pages, {footer:g} mm from the edge, has no room between it and the text,"
                " {page:g} mm from it",
                what=what,
                footer=page["footer"],
                page=page[edge],
            )
            hint = t(
                'make "{edge}" at least {footer:g}, or "footer" smaller',
                edge=edge,
                footer=page["footer"] + _MARGIN_LINE,
            )
            yield SchemaProblem("unknown-value", ("page", "footer"), message, hint)
    if (room := page["width"] - page["top"] - page["bottom"]) < _MIN_WIDTH:
        message = t(
            "a page that is turned on its side has {room:g} mm of height for a table, which needs {min_width} mm",
            room=room,
            min_width=_MIN_WIDTH,
        )
        yield SchemaProblem("unknown-value", ("page", "top"), message, t('make "top" and "bottom" smaller'))


def _check_sizes(data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    """Check that letters of text, tables, heads and feet fit where they are set."""
    for role, most in _MAX_SIZES.items():
        if (size := data.get("styles", {}).get(role, {}).get("size", 0)) > most:
            message = t(
                "letters of {size:g} points do not fit: {role} has at most {most}", size=size, role=role, most=most
            )
            yield SchemaProblem("unknown-value", ("styles", role, "size"), message, t("use at most {most}", most=most))


def find_low_contrast(merged: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    """Yield a problem for each colour of text that is too similar to what is behind it.

    `merged` is the data of the whole theme, `data` that of its file, where the problem is placed.
    """
    for table, change in (("colours", "darker"), ("dark", "lighter")):
        colours = merged[table]
        pairs = [(each, "page", colours["page"]) for each in _TEXT_COLOURS] + [("text", "shade", colours["shade"])]
        if table == "colours" and colours["page"] != _PAPER:
            pairs += [(each, t("white paper"), _PAPER) for each in _TEXT_COLOURS]
        for name, behind, background in pairs:
            found = contrast(colours[name], background)
            if found < _MIN_CONTRAST:
                shown = int(found * 100) / 100  # 4.499 is not 4.5
                message = t(
                    'the contrast of "{name}" on "{behind}" is {shown}:1, and text needs {min_contrast}:1',
                    name=name,
                    behind=behind,
                    shown=shown,
                    min_contrast=_MIN_CONTRAST,
                )
                own = data.get(table, {})
                place: DataPath = (table, name if name in own or behind not in own else behind)
                yield SchemaProblem(
                    "low-contrast", place, message, t('choose a {change} colour for "{name}"', change=change, name=name)
                )


def find_fault(text: str, name: str) -> str:
    """Return why the theme of a file's content cannot be used, with places and remedies; "" if it can be."""
    if len(text) > _MAX_CHARACTERS:
        return t("it has more than {max_characters:,} characters", max_characters=_MAX_CHARACTERS)
    errors = find_errors(check(source.read(text.encode("utf-8", "surrogateescape"), f"{name}.yaml"), name))
    lines = [f"line {error.line}: {excerpt(error.message)}: {error.hint}".removesuffix(": ") for error in errors]
    more = [t("and {count} more", count=len(lines) - _MAX_LINES)] if len(lines) > _MAX_LINES else []
    return "; ".join([*lines[:_MAX_LINES], *more])


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour of six hexadecimal digits, from 0 to 1."""
    levels = (each / 255 for each in bytes.fromhex(colour))
    linear = [level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)

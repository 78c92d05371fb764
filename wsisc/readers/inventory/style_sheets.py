"""The style sheets of two pages -> declarations of the second that are more than layout: they could hide or add words.

Another version may have another theme. Only few declarations are known to be harmless in any rule: typefaces,
non-negative spacing, readable sizes, dark text on light backgrounds. Any other declaration must be in the first sheet
too, in a rule with the same selector and conditions. Comments and strings are not parsed: everything that CSS
(CSS Syntax Module Level 3) reads as a declaration is found, and what CSS would skip may be reported, never the reverse.
"""

import re
from collections.abc import Iterator

from wsisc.readers import typefaces
from wsisc.theme.contrast import luminance

_STYLE_ELEMENT = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_LENGTH = r"(?:0|\d?(?:\.\d{1,4})?(?:r?em)?|\d{0,2}(?:\.\d{1,4})?(?:pt|px|mm))"
_EDGE = rf"(?:{_LENGTH}|solid|dashed|collapse|var\(--line\))"
_FAMILY = r"(?:[\w -]+|\"[\w -]+\")"
_HARMLESS = {
    "font-family": rf"{_FAMILY}(?:, ?{_FAMILY})*",
    "font-weight": r"[4-9]00|normal|bold",
    "font-style": r"normal|italic",
    "text-align": r"start|end|left|right|center|justify",
    "text-wrap": r"balance|pretty|wrap",
    "hyphens": r"auto|manual|none",
    "break-(?:before|after|inside)": r"auto|avoid|page",
    "font-size": r"(?:0\.[6-9]\d*|1(?:\.\d+)?|2(?:\.\d+)?)r?em|(?:[89]|1\d|2\d)(?:\.\d+)?p[tx]",
    "line-height": r"1(?:\.\d+)?|2(?:\.\d+)?",
    r"(?:margin|padding)(?:-[a-z]+)*|gap": rf"{_LENGTH}(?: {_LENGTH}){{0,3}}",
    r"border(?:-[a-z]+)*": rf"{_EDGE}(?: {_EDGE})*",
}
# What version 0.1 declares besides, all of it without effect on words: the cover, headers of tables, print.
_OF_EARLIER_VERSIONS = {
    (("main",), "max-width", "44rem"),
    ((".cover .cover-by",), "margin-bottom", "-1.2rem"),
    ((".cover",), "min-height", "min(80vh, 46rem)"),
    (("th, thead td",), "background", "var(--shade)"),
    (("@media print", ".skip, .footnote-back"), "display", "none"),
}
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_TEXT_COLOURS, _BACKGROUNDS = ("text", "heading", "link", "quiet", "warning"), ("shade", "page")
"""The theme's colours for text, and for backgrounds (templates/themes/)."""
_ROOT, _PAPER, _DARK = (":root",), ("@media print", ":root"), ("@media (prefers-color-scheme: dark)", ":root")
_MAX_DARK_TEXT, _MIN_LIGHT_BACKGROUND, _MIN_LIGHT_TEXT, _MAX_DARK_BACKGROUND = 0.2, 0.7, 0.25, 0.05
"""Limits of luminance that keep a contrast of at least 3:1 between text and background (WCAG 2.2, 1.4.11)."""

type _Declaration = tuple[tuple[str, ...], str, str]


def find_non_layout(expected: str, page: str) -> list[str]:
    """Return the declarations of a page's style sheets that are neither expected nor harmless, in order."""
    known = {each for sheet in _STYLE_ELEMENT.findall(expected) for each in _parse_declarations(sheet)}
    known |= _OF_EARLIER_VERSIONS
    found = [each for sheet in _STYLE_ELEMENT.findall(page) for each in _parse_declarations(sheet)]
    return [_format_declaration(each) for each in dict.fromkeys(found) if each not in known and not _is_harmless(*each)]


def _format_declaration(declaration: _Declaration) -> str:
    rules, name, value = declaration
    return f"{' '.join(rules)} {name}: {value}" if value else " ".join((*rules, name))


def _parse_declarations(sheet: str) -> Iterator[_Declaration]:
    """Yield each declaration with the rules around it; other content is yielded as one without a value."""
    rules = []
    for text, end in re.findall(r"([^{};]*)([{};]|$)", sheet):
        text = " ".join(text.split())
        if end == "{":
            rules.append(text)
        elif text:
            name, _, value = text.partition(":")
            yield tuple(rules), name.strip(), value.strip()
        if end == "}":
            if not rules:
                yield (), "}", ""
            del rules[-1:]


def _is_harmless(rules: tuple[str, ...], name: str, value: str) -> bool:
    """Return whether a declaration hides no words and adds none, in any rule."""
    if name.startswith("--"):
        return _is_readable_colour(rules, name[2:], value)
    if name == "font-family" and not all(map(typefaces.is_text_typeface, value.split(","))):
        return False
    pattern = next((each for known, each in _HARMLESS.items() if re.fullmatch(known, name)), None)
    return pattern is not None and re.fullmatch(pattern, value) is not None


def _is_readable_colour(rules: tuple[str, ...], name: str, value: str) -> bool:
    """Return whether a theme colour keeps text and background distinguishable."""
    match = _COLOUR.fullmatch(value)
    if match is None or rules not in (_ROOT, _PAPER, _DARK):
        return False
    level, is_dark_page = luminance(match[1]), rules == _DARK
    if name in _BACKGROUNDS:
        return level <= _MAX_DARK_BACKGROUND if is_dark_page else level >= _MIN_LIGHT_BACKGROUND
    return name == "line" or (
        name in _TEXT_COLOURS and (level >= _MIN_LIGHT_TEXT if is_dark_page else level <= _MAX_DARK_TEXT)
    )

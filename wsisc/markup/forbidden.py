"""The content of a block -> what in it no parser tells of, and the format refuses: marks, and beginnings of lines.

Each would be read by Pandoc as something that the author cannot see, or printed as signs that nobody means.
"""

import re
from collections.abc import Iterator

_DEFINITION = re.compile(r"\[(?:[^\[\]\\\n]|\\[^\n]|\\?\n(?![ \t]*\n))+\]:")
_CALL_IN_LINK = re.compile(
    r"\\.|\[(?:[^\[\]\\]|\\.)*+(\[\^[^\]\[\s]++\])(?:[^\[\]\\]|\\.|\[\^[^\]\[\s]++\])*+\](?=\(|\[(?!\^))", re.DOTALL
)
_FOOTNOTE_DEFINITION = re.compile(r"\[\^[^\]\[\s]*\]:")
_REFERENCE = re.compile(r"\\.|\[((?:[^\[\]\\]|\\.)*+)\]\[((?:[^\[\]\\]|\\.)++)\]", re.DOTALL)
_FIGURE = re.compile(r"\\.|!\[([^\[\]\\\n]++)\](?![\[(])", re.DOTALL)
_UNCLOSED = re.compile(r"(?<!\\)\[([^\[\]\\]+)\]\(\s*$")
_INLINE_NOTE = re.compile(r"\\.|\^\[[^\[\]\n]++\]", re.DOTALL)
_REFUSED_PATTERNS = (
    ("undefined_link", _REFERENCE, 0),
    ("inline_note", _INLINE_NOTE, 0),
    ("call_in_link", _CALL_IN_LINK, 1),
)


def find_marks(text: str, links: frozenset[str]) -> Iterator[tuple[str, str, int, int]]:
    """Yield references that lead nowhere, notes, and figures between words: kind, name, and offsets in the content."""
    for kind, pattern, group in _REFUSED_PATTERNS:
        for match in _unescaped_matches(pattern, text):
            name = match[match.lastindex or 0]
            is_fine = kind == "undefined_link" and (name in links or name[0] == "^")
            if not is_fine:
                yield kind, name, *match.span(group)
    for match in _unescaped_matches(_FIGURE, text):
        yield "figure_within", match[1], *match.span()
    if (unclosed := _UNCLOSED.search(text)) and unclosed[1] in links:
        yield "shortcut", unclosed[1], unclosed.start(), unclosed.end(1) + 1


def figure_name(text: str) -> str:
    """Return the name of the figure that is all a block holds, or ""."""
    match = _FIGURE.fullmatch(text)
    return match[1] or "" if match else ""


def find_broken_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of links that are none for a call in their words: what else they hold follows from that."""
    for match in _unescaped_matches(_CALL_IN_LINK, text):
        end = text.find("]", match.end()) if text[match.end()] == "[" else match.end()
        yield match.start(), end + 1


def find_lines(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield lines that are no text to Pandoc, ":::" and definitions: kind, and offsets in the content."""
    definitions, start = True, 0
    for line in text.split("\n"):
        begin, end = start + len(line) - len(line.lstrip(" \t")), start + len(line)
        definitions = definitions and bool(_DEFINITION.match(text, begin))
        if text.startswith(":::", begin):
            yield "div", begin, end
        elif definitions or _FOOTNOTE_DEFINITION.match(text, begin):
            yield "definition", begin, end
        start = end + 1


def _unescaped_matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern whose first alternative passes over what a backslash escapes."""
    return (match for match in pattern.finditer(text) if match[0][0] != "\\")

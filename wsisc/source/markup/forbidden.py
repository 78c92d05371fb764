"""The content of a block -> forbidden syntax that the parser does not report: marks, and starts of lines.

Pandoc would read each as something that the author cannot see, or print characters that no author meant.
"""

import re
from collections.abc import Iterator

_DEFINITION = r"\[(?:[^\[\]\\\n]|\\[^\n]|\\?\n(?![ \t]*\n))+\]:"
_CALL_IN_LINK = (
    r"(?s)\\.|\[(?:[^\[\]\\]|\\.)*+(\[\^[^\]\[\s]++\])(?:[^\[\]\\]|\\.|\[\^[^\]\[\s]++\])*+\](?=\(|\[(?!\^))"
)
_FOOTNOTE_DEFINITION = r"\[\^[^\]\[\s]*\]:"
_REFERENCE = r"(?s)\\.|\[((?:[^\[\]\\]|\\.)*+)\]\[((?:[^\[\]\\]|\\.)++)\]"
_FIGURE = r"(?s)\\.|!\[([^\[\]\\\n]++)\](?![\[(])"
_BRACKETS = r"(?s)\\.|\[([^\[\]\\]++)\]"
_INLINE_NOTE = r"(?s)\\.|\^\[[^\[\]\n]++\]"
_BRACES = r"(?s)\\.|\]?\{lang=[^{}\n]*+\}?|\]\{[^{}\n]*+\}?"
_REFUSED_PATTERNS = (
    ("undefined_link", _REFERENCE, 0),
    ("inline_note", _INLINE_NOTE, 0),
    ("call_in_link", _CALL_IN_LINK, 1),
)


def find_marks(text: str, links: frozenset[str]) -> Iterator[tuple[str, str, int, int]]:
    """Yield undefined references, inline notes, and figures within text: kind, name, and offsets in the content."""
    for kind, pattern, group in _REFUSED_PATTERNS:
        for match in _unescaped_matches(pattern, text):
            name = match[match.lastindex or 0]
            is_name = name in links or name[0] == "^" or _is_foreign_phrase(match)
            is_allowed = kind == "undefined_link" and is_name
            if not is_allowed:
                yield kind, name, *match.span(group)
    for match in _unescaped_matches(_FIGURE, text):
        yield "figure_within", match[1], *match.span()


def _is_foreign_phrase(reference: re.Match[str]) -> bool:
    """Return whether the second brackets are a phrase with its language, directly after a footnote or a link."""
    text, start, end = reference.string, *reference.span()
    return text.startswith("{lang=", end) and (reference[1].startswith("^") or text[max(start - 1, 0) : start] == "]")


def find_names(text: str, links: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the names of links in brackets, which may be links for Pandoc alone, and their offsets in the content."""
    for match in _unescaped_matches(_BRACKETS, text):
        name = " ".join(match[1].split()).lower()
        if name in links:
            yield name, *match.span()


def find_braces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what may be the end of a foreign phrase, or attributes for Pandoc: the text, and offsets in the content."""
    return ((match[0], *match.span()) for match in _unescaped_matches(_BRACES, text))


def figure_name(text: str) -> str:
    """Return the name of a figure that is the whole content of a block, otherwise ""."""
    match = re.fullmatch(_FIGURE, text)
    return match[1] or "" if match else ""


def find_broken_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of links with a footnote reference in their text: not links, so other problems follow."""
    for match in _unescaped_matches(_CALL_IN_LINK, text):
        end = text.find("]", match.end()) if text[match.end()] == "[" else match.end()
        yield match.start(), end + 1


def find_lines(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield lines that Pandoc does not read as text, ":::" and definitions: kind, and offsets in the content."""
    definitions, start = True, 0
    for line in text.split("\n"):
        begin, end = start + len(line) - len(line.lstrip(" \t")), start + len(line)
        definitions = definitions and bool(re.compile(_DEFINITION).match(text, begin))
        if text.startswith(":::", begin):
            yield "div", begin, end
        elif definitions or re.compile(_FOOTNOTE_DEFINITION).match(text, begin):
            yield "definition", begin, end
        start = end + 1


def _unescaped_matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern, without those of its first alternative, which skips escaped characters."""
    return (match for match in re.finditer(pattern, text) if match[0][0] != "\\")

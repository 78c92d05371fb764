"""A rich text -> the characters that are printed exactly as typed, at the same offsets."""

from wsisc.markup import richtext

_NOT_LITERAL = "\0"


def literal_text(text: str, links: frozenset[str]) -> str:
    """Return a text of the same length in which every character that is not printed as typed is U+0000.

    Line breaks are kept. `links` are the names of links that the submission defines.
    """
    shown = ["\n" if each == "\n" else _NOT_LITERAL for each in text]
    for token in richtext.parse(text, links):
        is_escaped = len(token.text) == 1 and text[token.start : token.start + 1] == "\\"
        if token.kind == "text" and not is_escaped:
            shown[token.start : token.end] = text[token.start : token.end]
    return "".join(shown)

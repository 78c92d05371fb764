"""A rich text -> the characters that are printed exactly as typed, at the same offsets."""

from wsisc.markup import richtext, tree

_NOT_LITERAL = "\0"


def literal_text(text: str, links: frozenset[str]) -> str:
    """Return a text of the same length in which every character that is not printed as typed is U+0000.

    Line breaks are kept. `links` are the names of links that the submission defines.
    """
    shown = ["\n" if each == "\n" else _NOT_LITERAL for each in text]
    for block in richtext.parse(text, links).blocks:
        for node in tree.walk([block]):
            is_words = isinstance(node, tree.Text | tree.Figure)
            is_escaped = (
                isinstance(node, tree.Text) and len(node.text) == 1 and text[node.start : node.start + 1] == "\\"
            )
            if is_words and not is_escaped:
                shown[node.start : node.end] = text[node.start : node.end]
    return "".join(shown)

"""A rich text -> the characters that are printed exactly as typed, at the same offsets."""

from wsisc.markup import tree

_NOT_LITERAL = "\0"


def literal_text(text: str, rich: tree.RichText) -> str:
    """Return a parsed text, of the same length, in which every character that is not printed as typed is U+0000.

    Line breaks are kept.
    """
    shown = ["\n" if each == "\n" else _NOT_LITERAL for each in text]
    for node in tree.walk(rich.blocks):
        if isinstance(node, tree.Text | tree.Figure):
            is_escaped = len(node.text) == 1 and text[node.start : node.start + 1] == "\\"
            if not is_escaped:
                shown[node.start : node.end] = text[node.start : node.end]
    return "".join(shown)

"""The nodes of a rich text -> the text that is printed; the characters of a source that are printed as typed."""

from collections.abc import Mapping, Sequence

from wsisc.source.markup import tree
from wsisc.source.markup.tree import Cell, Figure, FootnoteReference, Item, LineBreak, List, Node, Paragraph, Row, Text

_NOT_LITERAL = "\0"


def printed_text(
    nodes: Sequence[Node],
    footnote_mark: str = "",
    with_numbers: bool = False,
    captions: Mapping[str, str] | None = None,
    cell_end: str = "\n",
    row_end: str = "",
) -> str:
    """Return the printed text of nodes: blocks end in line breaks, `footnote_mark` replaces footnote references.

    `with_numbers` includes the numbers of list items; `captions` replace the figures with these names.
    """
    ends = {Paragraph: "\n", Item: "\n", Cell: cell_end, Row: row_end}

    def print_node(node: Node) -> str:
        if isinstance(node, Text):
            return f"\n{node.text}" if node.is_refused else node.text
        if isinstance(node, LineBreak):
            return node.text
        if isinstance(node, FootnoteReference):
            return footnote_mark
        if isinstance(node, Figure):
            return f"{(captions or {}).get(node.name, node.text)}\n"
        if isinstance(node, List) and with_numbers:
            return "".join(f"{node.marker(index)} {print_node(item)}" for index, item in enumerate(node.children))
        return "".join(map(print_node, node.children)) + ends.get(type(node), "")

    return "".join(map(print_node, nodes))


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

"""Inlines -> the same, without spaces at the line ends between two Chinese characters (`source/line_ends.py`)."""

from collections.abc import Sequence
from dataclasses import replace

from wsisc.markup.tree import FootnoteReference, Inline, LineBreak, Text
from wsisc.source.line_ends import is_joined


def join(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inlines whose line ends between two Chinese characters print nothing."""
    if not any(isinstance(node, LineBreak) and not node.is_hard for node in inlines):
        return tuple(inlines)
    joined = list(inlines)
    neighbours = [(at, _text(node)) for at, node in enumerate(inlines) if not isinstance(node, FootnoteReference)]
    for (_, before), (at, _), (_, after) in zip(
        [(-1, ""), *neighbours], neighbours, [*neighbours[1:], (-1, "")], strict=False
    ):
        node = inlines[at]
        if isinstance(node, LineBreak) and not node.is_hard and is_joined(before[-1:], after[:1]):
            joined[at] = replace(node, is_joined=True)
    return tuple(joined)


def _text(node: Inline) -> str:
    if isinstance(node, Text | LineBreak):
        return node.text
    return "".join(map(_text, node.children))

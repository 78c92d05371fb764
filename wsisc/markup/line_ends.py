"""Inlines -> the same, without spaces at the line ends between two Chinese characters (`source/line_ends.py`)."""

from collections.abc import Sequence
from dataclasses import replace

from wsisc.markup.tree import FootnoteReference, Inline, LineBreak, Text
from wsisc.source.line_ends import is_joined


def join(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inlines whose line ends between two Chinese characters print nothing."""
    return tuple(_join(node, inlines[:at], inlines[at + 1 :]) for at, node in enumerate(inlines))


def _join(node: Inline, before: Sequence[Inline], after: Sequence[Inline]) -> Inline:
    if isinstance(node, LineBreak) and not node.is_hard and is_joined(_last(before), _first(after)):
        return replace(node, is_joined=True)
    return node


def _last(inlines: Sequence[Inline]) -> str:
    return next((_text(node)[-1:] for node in reversed(inlines) if not isinstance(node, FootnoteReference)), "")


def _first(inlines: Sequence[Inline]) -> str:
    return next((_text(node)[:1] for node in inlines if not isinstance(node, FootnoteReference)), "")


def _text(node: Inline) -> str:
    if isinstance(node, Text | LineBreak):
        return node.text
    return "".join(map(_text, node.children))

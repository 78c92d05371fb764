"""Blocks of a text -> Markdown that is parsed as exactly these blocks, or as their paragraphs."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from wsisc.markup import limits, marked_text, tree
from wsisc.markup.print_markdown import MarkdownWriter, print_blocks
from wsisc.markup.printed_text import printed_text
from wsisc.messages import t
from wsisc.readers.word.origins import Origins
from wsisc.text.spaces import one_line

_NOT_WRITTEN = t("list, quotation or table that Markdown cannot express, imported as paragraphs")
_MAX_REPORTED_LETTERS = 200  # so much of a text is in the report; the report shortens an item to 160 letters


class WrittenText(NamedTuple):
    """A rich text, and the origin of each of its printed letters, in order."""

    text: str
    origins: Origins


def write_blocks(blocks: Sequence[tree.Block], writer: MarkdownWriter) -> WrittenText:
    """Return blocks as a rich text. Those that Markdown cannot express become plain paragraphs, and are reported."""
    normalized = tree.replace_inlines(blocks, writer.normalize)
    written = [each for block in normalized for each in _representable(block, writer)]
    text = print_blocks(written, writer)
    if over := limits.find_excess(text):
        kind = t("{description}: divide it", description=over.description)
        writer.note(kind, one_line(text)[:_MAX_REPORTED_LETTERS], True)
        without_names = {figure.name: "" for figure in tree.find(written, tree.Figure)}
        writer.oversized[text] = printed_text(marked_text.canonical(written), "\n", captions=without_names)
    elif not writer.parses_to(text, written):
        writer.note(_NOT_WRITTEN, one_line(text)[:_MAX_REPORTED_LETTERS], False)
        written = [each for block in written for each in tree.paragraphs(block)]
        text = print_blocks(written, writer)
    holders = (node for node in tree.walk(written) if isinstance(node, tree.Paragraph | tree.Cell))
    return WrittenText(text, array("Q", [origin for holder in holders for origin in holder.origins]))


def _representable(block: tree.Block, writer: MarkdownWriter) -> Sequence[tree.Block]:
    """Return a block unchanged if Markdown can express it, otherwise as paragraphs."""
    if isinstance(block, tree.Paragraph | tree.Figure):
        return [block]
    text = print_blocks([block], writer)
    if limits.find_excess(text) or writer.parses_to(text, [block]):
        return [block]
    paragraphs = tree.paragraphs(block)
    writer.note(_NOT_WRITTEN, " ".join(node.text for node in tree.find([block], tree.Text)), False)
    return paragraphs

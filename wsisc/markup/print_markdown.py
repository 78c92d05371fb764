"""The blocks of a rich text -> its Markdown."""

from collections.abc import Sequence
from itertools import chain

from wsisc.markup.print_inlines import MarkdownWriter
from wsisc.markup.tree import Block, Figure, Item, List, Paragraph, Quotation, Table

_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def print_blocks(blocks: Sequence[Block], writer: MarkdownWriter) -> str:
    """Return blocks as a rich text, whose paragraphs a writer writes; "" without any."""
    return "\n".join([*_lines(blocks, writer), ""]) if blocks else ""


def _lines(blocks: Sequence[Block], writer: MarkdownWriter) -> list[str]:
    lines = []
    for index, (block, bullet) in enumerate(_with_bullets(blocks)):
        lines += ["", *_block_lines(block, writer, bullet)] if index else _block_lines(block, writer, bullet)
    return lines


def _with_bullets(siblings: Sequence[Block]) -> list[tuple[Block, str]]:
    """Return blocks, and the bullet of each: a list of bullets right after one needs the other sign."""
    pairs: list[tuple[Block, str]] = []
    for block in siblings:
        before, sign = pairs[-1] if pairs else (None, "")
        pairs.append((block, "*" if _is_bullets(before) and _is_bullets(block) and sign == "-" else "-"))
    return pairs


def _is_bullets(block: Block | None) -> bool:
    return isinstance(block, List) and not block.delimiter


def _block_lines(block: Block, writer: MarkdownWriter, bullet: str) -> list[str]:
    if isinstance(block, Paragraph):
        return writer.write_paragraph(block.children).split("\n")
    if isinstance(block, Figure):
        return [block.text]
    if isinstance(block, Quotation):
        return [f"> {line}".rstrip() for line in _lines(block.children, writer)]
    return _table_lines(block, writer) if isinstance(block, Table) else _list_lines(block, writer, bullet)


def _list_lines(block: List, writer: MarkdownWriter, bullet: str) -> list[str]:
    lines: list[str] = []
    is_tight = all(map(_is_tight, block.children))
    for index, item in enumerate(block.children):
        marker = f"{block.marker(index) or bullet} "
        tight = (_block_lines(each, writer, sign) for each, sign in _with_bullets(item.children))
        first, *rest = chain.from_iterable(tight) if is_tight else _lines(item.children, writer)
        lines += [""] if lines and not is_tight else []
        lines += [marker + first, *(" " * len(marker) + line if line else "" for line in rest)]
    return lines


def _is_tight(item: Item) -> bool:
    """Return whether an item needs no empty lines: it is a paragraph and lists of such items.

    A number other than 1 right below a paragraph continues it (CommonMark 0.31, section 5.2).
    """
    lists = item.children[1:]
    return all(isinstance(each, List) and each.first == 1 and all(map(_is_tight, each.children)) for each in lists)


def _table_lines(block: Table, writer: MarkdownWriter) -> list[str]:
    rows = (
        " | ".join(writer.write_paragraph(cell.children, in_table=True) for cell in row.children)
        for row in block.children
    )
    header, *body = (f"| {row} |".replace("  ", " ") for row in rows)
    return [header, f"|{'|'.join(_RULES[align] for align in block.aligns)}|", *body]

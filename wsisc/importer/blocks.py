"""Blocks of a text -> Markdown that is parsed as exactly these blocks."""

from collections.abc import Sequence
from dataclasses import replace

from wsisc.importer import nodes
from wsisc.importer.inline import MarkdownWriter
from wsisc.importer.nodes import BlockNode, FigureNode, ListNode, ParagraphNode, QuotationNode, TableNode, flatten
from wsisc.importer.normalize import on_one_line
from wsisc.markup import limits

_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
_MAX_REPORTED_LETTERS = 200
"""So much of a text is in the report; the report shortens an item to 160 letters."""


def write_blocks(nodes_to_write: Sequence[BlockNode], writer: MarkdownWriter) -> str:
    """Return blocks as a rich text. Those that Markdown cannot express become plain paragraphs, and are reported."""
    if not nodes_to_write:
        return ""
    nodes_written = [node for each in nodes_to_write for node in _representable(normalize_node(each, writer), writer)]
    text = _text(nodes_written, writer)
    if over := limits.find_excess(text):
        writer.note(f"text that holds {over.description}: divide it", on_one_line(text)[:_MAX_REPORTED_LETTERS])
        writer.oversized[text] = "".join(
            atom[1] if atom[0] == "t" else "\n" for atom in nodes.node_atoms(nodes_written)
        )
    elif not writer.parses_to(text, list(nodes.node_atoms(nodes_written))):
        nodes_written = [node for each in nodes_written for node in flatten(each)]
        writer.note(
            "list, quotation or table that cannot be written, now paragraphs", on_one_line(text)[:_MAX_REPORTED_LETTERS]
        )
        text = _text(nodes_written, writer)
    return text


def _representable(node: BlockNode, writer: MarkdownWriter) -> list[BlockNode]:
    """Return a block unchanged if Markdown can express it, otherwise as paragraphs."""
    if isinstance(node, (ParagraphNode, FigureNode)) or limits.find_excess(_text([node], writer)):
        return [node]
    if writer.parses_to(_text([node], writer), list(nodes.node_atoms([node]))):
        return [node]
    paragraphs = flatten(node)
    writer.note(
        "list, quotation or table that cannot be written, now paragraphs",
        " ".join(span.text for each in paragraphs if isinstance(each, ParagraphNode) for span in each.spans),
    )
    return paragraphs


def normalize_node(node: BlockNode, writer: MarkdownWriter) -> BlockNode:
    """Return a block whose paragraphs are as they will be written."""
    if isinstance(node, ParagraphNode):
        return ParagraphNode(writer.normalize_spans(node.spans))
    if isinstance(node, QuotationNode):
        return QuotationNode(tuple(normalize_node(each, writer) for each in node.nodes))
    if isinstance(node, ListNode):
        return replace(node, items=tuple(tuple(normalize_node(each, writer) for each in item) for item in node.items))
    if isinstance(node, TableNode):
        return replace(node, rows=tuple(tuple(writer.normalize_spans(cell) for cell in row) for row in node.rows))
    return node


def _text(nodes_to_write: Sequence[BlockNode], writer: MarkdownWriter) -> str:
    return "\n".join(_lines(nodes_to_write, writer)) + "\n"


def _lines(nodes_to_write: Sequence[BlockNode], writer: MarkdownWriter) -> list[str]:
    lines: list[str] = []
    before: BlockNode | None = None
    for node, alternate in _alternate_bullets(nodes_to_write):
        lines += [""] if before is not None else []
        lines += _write_node(node, writer, alternate)
        before = node
    return lines


def _alternate_bullets(siblings: Sequence[BlockNode]) -> list[tuple[BlockNode, bool]]:
    """Return blocks, and whether a list of bullets needs the other sign, because one comes right before it."""
    pairs: list[tuple[BlockNode, bool]] = []
    for node in siblings:
        last = pairs[-1] if pairs else None
        follows = last is not None and _is_bullets(last[0]) and _is_bullets(node)
        pairs.append((node, follows and not last[1] if last else False))
    return pairs


def _is_bullets(node: BlockNode) -> bool:
    return isinstance(node, ListNode) and not node.delimiter


def _write_node(node: BlockNode, writer: MarkdownWriter, alternate: bool) -> list[str]:
    if isinstance(node, ParagraphNode):
        return writer.write_paragraph(node.spans).split("\n")
    if isinstance(node, FigureNode):
        return [f"![{node.name}]"]
    if isinstance(node, QuotationNode):
        return [f"> {line}".rstrip() for line in _lines(node.nodes, writer)]
    if isinstance(node, TableNode):
        return _write_table(node, writer)
    return _write_list(node, writer, "*" if alternate else "-")


def _write_list(node: ListNode, writer: MarkdownWriter, bullet: str) -> list[str]:
    lines: list[str] = []
    is_tight = all(_is_tight(item) for item in node.items)
    for number, item in enumerate(node.items, node.start):
        marker = f"{number}{node.delimiter} " if node.delimiter else f"{bullet} "
        inner = _write_tight_item(item, writer) if is_tight else _lines(item, writer)
        lines += [""] if lines and not is_tight else []
        lines.append(marker + inner[0])
        lines += [" " * len(marker) + line if line else "" for line in inner[1:]]
    return lines


def _is_tight(item: Sequence[BlockNode]) -> bool:
    return all(isinstance(node, ListNode) for node in item[1:]) and all(
        _is_tight(inner) for node in item[1:] if isinstance(node, ListNode) for inner in node.items
    )


def _write_tight_item(item: Sequence[BlockNode], writer: MarkdownWriter) -> list[str]:
    return [line for node, alternate in _alternate_bullets(item) for line in _write_node(node, writer, alternate)]


def _write_table(node: TableNode, writer: MarkdownWriter) -> list[str]:
    rows = ["| " + " | ".join(writer.write_paragraph(cell, in_table=True) for cell in row) + " |" for row in node.rows]
    rule = "|" + "|".join(_RULES[align] for align in node.aligns) + "|"
    return [rows[0].replace("  ", " "), rule, *(row.replace("  ", " ") for row in rows[1:])]

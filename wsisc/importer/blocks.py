"""Blocks of a text -> Markdown that gives exactly them when it is parsed."""

from collections.abc import Sequence
from dataclasses import replace

from wsisc.importer import nodes
from wsisc.importer.inline import Writer
from wsisc.importer.nodes import Grid, Items, Node, Para, Picture, Quoted, flat
from wsisc.markup import limits

_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def written(found: Sequence[Node], writer: Writer) -> str:
    """Return blocks as a rich text. What cannot be said as it is becomes plain paragraphs, and is told."""
    if not found:
        return ""
    kept = [node for each in found for node in _sayable(settled(each, writer), writer)]
    text = _text(kept, writer)
    if over := limits.excess(text):
        writer.note(f"text that holds {over.what}: divide it", " ".join(text.split())[:200])
        writer.beyond[text] = "".join(atom[1] if atom[0] == "t" else "\n" for atom in nodes.of_nodes(kept))
    elif not writer.gives(text, list(nodes.of_nodes(kept))):
        kept = [node for each in kept for node in flat(each)]
        writer.note("list, quotation or table that cannot be written, now paragraphs", " ".join(text.split())[:200])
        text = _text(kept, writer)
    return text


def _sayable(node: Node, writer: Writer) -> list[Node]:
    """Return a block as it is where Markdown can say it, else as paragraphs."""
    if isinstance(node, (Para, Picture)) or limits.excess(_text([node], writer)):
        return [node]
    if writer.gives(_text([node], writer), list(nodes.of_nodes([node]))):
        return [node]
    paragraphs = flat(node)
    writer.note(
        "list, quotation or table that cannot be written, now paragraphs",
        " ".join(span.text for each in paragraphs if isinstance(each, Para) for span in each.spans),
    )
    return paragraphs


def settled(node: Node, writer: Writer) -> Node:
    """Return a block with its paragraphs as they will be written."""
    if isinstance(node, Para):
        return Para(writer.settled(node.spans))
    if isinstance(node, Quoted):
        return Quoted(tuple(settled(each, writer) for each in node.nodes))
    if isinstance(node, Items):
        return replace(node, items=tuple(tuple(settled(each, writer) for each in item) for item in node.items))
    if isinstance(node, Grid):
        return replace(node, rows=tuple(tuple(writer.settled(cell) for cell in row) for row in node.rows))
    return node


def _text(found: Sequence[Node], writer: Writer) -> str:
    return "\n".join(_lines(found, writer)) + "\n"


def _lines(found: Sequence[Node], writer: Writer) -> list[str]:
    lines: list[str] = []
    before: Node | None = None
    for node, alternate in _alternated(found):
        lines += [""] if before is not None else []
        lines += _block(node, writer, alternate)
        before = node
    return lines


def _alternated(found: Sequence[Node]) -> list[tuple[Node, bool]]:
    """Return blocks, and whether a list of bullets needs the other sign, since one comes right before it."""
    pairs: list[tuple[Node, bool]] = []
    for node in found:
        last = pairs[-1] if pairs else None
        follows = last is not None and _is_bullets(last[0]) and _is_bullets(node)
        pairs.append((node, follows and not last[1] if last else False))
    return pairs


def _is_bullets(node: Node) -> bool:
    return isinstance(node, Items) and not node.delimiter


def _block(node: Node, writer: Writer, alternate: bool) -> list[str]:
    if isinstance(node, Para):
        return writer.paragraph(node.spans).split("\n")
    if isinstance(node, Picture):
        return [f"![{node.name}]"]
    if isinstance(node, Quoted):
        return [f"> {line}".rstrip() for line in _lines(node.nodes, writer)]
    if isinstance(node, Grid):
        return _grid(node, writer)
    return _list(node, writer, "*" if alternate else "-")


def _list(node: Items, writer: Writer, bullet: str) -> list[str]:
    lines: list[str] = []
    is_tight = all(_is_tight(item) for item in node.items)
    for number, item in enumerate(node.items, node.start):
        marker = f"{number}{node.delimiter} " if node.delimiter else f"{bullet} "
        inner = _tight(item, writer) if is_tight else _lines(item, writer)
        lines += [""] if lines and not is_tight else []
        lines.append(marker + inner[0])
        lines += [" " * len(marker) + line if line else "" for line in inner[1:]]
    return lines


def _is_tight(item: Sequence[Node]) -> bool:
    return all(isinstance(node, Items) for node in item[1:]) and all(
        _is_tight(inner) for node in item[1:] if isinstance(node, Items) for inner in node.items
    )


def _tight(item: Sequence[Node], writer: Writer) -> list[str]:
    return [line for node, alternate in _alternated(item) for line in _block(node, writer, alternate)]


def _grid(node: Grid, writer: Writer) -> list[str]:
    rows = ["| " + " | ".join(writer.paragraph(cell, in_table=True) for cell in row) + " |" for row in node.rows]
    rule = "|" + "|".join(_RULES[align] for align in node.aligns) + "|"
    return [rows[0].replace("  ", " "), rule, *(row.replace("  ", " ") for row in rows[1:])]

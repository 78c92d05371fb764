"""Blocks that are not yet Markdown, and parsed Markdown -> atoms: what both must have in common, to be compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsisc.markup.richtext import Token


class InlineSpan(NamedTuple):
    """A stretch of a paragraph: words with their marks ("\\n" is a hard break), or the call of a `note`."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class ParagraphNode:
    """A paragraph."""

    spans: tuple[InlineSpan, ...]


@dataclass(frozen=True)
class ListNode:
    """A list: `delimiter` is "." or ")" where it is numbered from `start`, "" where it has bullets."""

    items: tuple[tuple["BlockNode", ...], ...]
    delimiter: str = ""
    start: int = 1


@dataclass(frozen=True)
class QuotationNode:
    """A quotation."""

    nodes: tuple["BlockNode", ...]


@dataclass(frozen=True)
class TableNode:
    """A table: its first row is the header. `aligns` are "", "left", "center" or "right", by column."""

    rows: tuple[tuple[tuple[InlineSpan, ...], ...], ...]
    aligns: tuple[str, ...]


@dataclass(frozen=True)
class FigureNode:
    """The place of a figure."""

    name: str


type BlockNode = ParagraphNode | ListNode | QuotationNode | TableNode | FigureNode


def flatten(node: BlockNode) -> list[BlockNode]:
    """Return the paragraphs of a block."""
    if isinstance(node, (ParagraphNode, FigureNode)):
        return [node]
    if isinstance(node, QuotationNode):
        return [each for inner in node.nodes for each in flatten(inner)]
    if isinstance(node, ListNode):
        return [each for item in node.items for inner in item for each in flatten(inner)]
    return [ParagraphNode(cell) for row in node.rows for cell in row if cell]


type MarkupAtom = tuple[str, ...]
"""What must not change: ("t", character, marks, address), ("n", name), ("b",), or the start or end of a block."""


def span_atoms(spans: Sequence[InlineSpan]) -> list[MarkupAtom]:
    """Return the atoms of a paragraph. Spaces have no marks; several are one, and none is at the end of a line."""
    line_atoms: list[MarkupAtom] = []
    for span in spans:
        marks = ("b" if span.bold else "") + ("i" if span.italic else "")
        for character in span.text:
            if character == "\n":
                _trim_spaces(line_atoms)
                line_atoms.append(BREAK)
            elif not character.isspace():
                line_atoms.append(("t", character, marks, span.link))
            elif line_atoms and line_atoms[-1] != BREAK and (character != " " or line_atoms[-1] != SPACE):
                line_atoms.append(("t", character, "", ""))
        if span.note:
            line_atoms.append(("n", span.note))
    _trim_spaces(line_atoms)
    return line_atoms


BREAK: MarkupAtom = ("b",)
SPACE: MarkupAtom = ("t", " ", "", "")


def is_space(atom: MarkupAtom) -> bool:
    """Return whether an atom is a space of any kind."""
    return atom[0] == "t" and atom[1].isspace()


def _trim_spaces(line_atoms: list[MarkupAtom]) -> None:
    while line_atoms and is_space(line_atoms[-1]):
        line_atoms.pop()


def node_atoms(nodes: Sequence[BlockNode]) -> Iterator[MarkupAtom]:
    """Yield the atoms of blocks."""
    for node in nodes:
        if isinstance(node, ParagraphNode):
            yield from _paragraph_atoms(node.spans)
        elif isinstance(node, FigureNode):
            yield from (("paragraph_open",), ("figure", node.name), ("paragraph_close",))
        elif isinstance(node, QuotationNode):
            yield ("blockquote_open",)
            yield from node_atoms(node.nodes)
            yield ("blockquote_close",)
        elif isinstance(node, ListNode):
            yield from _list_atoms(node)
        else:
            yield from _table_atoms(node)


def _paragraph_atoms(spans: Sequence[InlineSpan]) -> Iterator[MarkupAtom]:
    yield ("paragraph_open",)
    yield from span_atoms(spans)
    yield ("paragraph_close",)


def _list_atoms(node: ListNode) -> Iterator[MarkupAtom]:
    kind = "ordered_list" if node.delimiter else "bullet_list"
    yield (f"{kind}_open",)
    for number, item in enumerate(node.items, node.start):
        yield ("list_item_open", f"{number}{node.delimiter}" if node.delimiter else "")
        yield from node_atoms(item)
        yield ("list_item_close",)
    yield (f"{kind}_close",)


def _table_atoms(node: TableNode) -> Iterator[MarkupAtom]:
    yield ("table_open",)
    for row in node.rows:
        yield ("tr_open",)
        for cell in row:
            yield ("cell",)
            yield from span_atoms(cell)
        yield ("tr_close",)
    yield ("table_close",)


_IGNORED_TOKENS = {"thead_open", "thead_close", "tbody_open", "tbody_close", "th_close", "td_close"}


class _InlineState:
    """The marks at a place among tokens: bold, italic, and the address of a link."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self.links = links
        self.bold = self.italic = 0
        self.link = ""
        self.is_figure = False

    def apply(self, token: Token) -> bool:
        """Apply a token that opens or closes a mark; return whether it is one."""
        kind = token.kind
        if kind in ("strong_open", "strong_close"):
            self.bold += 1 if kind == "strong_open" else -1
        elif kind in ("em_open", "em_close"):
            self.italic += 1 if kind == "em_open" else -1
        elif kind in ("link_open", "link_close"):
            self.link = (self.links.get(token.text, "?") if token.text else token.target) if kind[5] == "o" else ""
        else:
            return False
        return True


def token_atoms(tokens: Sequence[Token], links: Mapping[str, str]) -> Iterator[MarkupAtom]:
    """Yield the atoms of a parsed text; `links` are addresses by names."""
    state, spans = _InlineState(links), list[InlineSpan]()
    for token in tokens:
        if state.is_figure and token.kind == "text":
            state.is_figure = False
        elif token.kind == "figure":
            yield ("figure", token.text)
            state.is_figure = True
        elif span := _token_span(token, state):
            spans.append(span)
        elif not state.apply(token) and token.kind not in _IGNORED_TOKENS:
            yield from span_atoms(spans)
            spans = []
            yield _block_atom(token)
        elif token.kind in ("th_close", "td_close"):
            yield from span_atoms(spans)
            spans = []
    yield from span_atoms(spans)


def _token_span(token: Token, state: _InlineState) -> InlineSpan | None:
    marks = state.bold > 0, state.italic > 0, state.link
    if token.kind == "text":
        return InlineSpan(token.text, *marks)
    if token.kind in ("softbreak", "hardbreak"):
        return InlineSpan(" " if token.kind == "softbreak" else "\n", *marks)
    return InlineSpan("", note=token.text) if token.kind == "footnote" else None


def _block_atom(token: Token) -> MarkupAtom:
    if token.kind in ("th_open", "td_open"):
        return ("cell",)
    return (token.kind, token.target) if token.kind == "list_item_open" else (token.kind,)

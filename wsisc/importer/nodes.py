"""What a text is made of before it is Markdown, and what both must have in common, to be compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsisc.markup.richtext import Token


class Span(NamedTuple):
    """A stretch of a paragraph: words with their marks ("\\n" is a hard break), or the call of a `note`."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class Para:
    """A paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Items:
    """A list: `delimiter` is "." or ")" where it is numbered from `start`, "" where it has bullets."""

    items: tuple[tuple["Node", ...], ...]
    delimiter: str = ""
    start: int = 1


@dataclass(frozen=True)
class Quoted:
    """A quotation."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Grid:
    """A table: its first row is the header. `aligns` are "", "left", "center" or "right", by column."""

    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    aligns: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """The place of a figure."""

    name: str


type Node = Para | Items | Quoted | Grid | Picture


def flat(node: Node) -> list[Node]:
    """Return the paragraphs of a block."""
    if isinstance(node, (Para, Picture)):
        return [node]
    if isinstance(node, Quoted):
        return [each for inner in node.nodes for each in flat(inner)]
    if isinstance(node, Items):
        return [each for item in node.items for inner in item for each in flat(inner)]
    return [Para(cell) for row in node.rows for cell in row if cell]


type Atom = tuple[str, ...]
"""What may not change: ("t", character, marks, address), ("n", name), ("b",), or the beginning or end of a block."""


def atoms(spans: Sequence[Span]) -> list[Atom]:
    """Return what a paragraph is made of. Spaces carry no marks; several are one, and none is at an end of a line."""
    found: list[Atom] = []
    for span in spans:
        marks = ("b" if span.bold else "") + ("i" if span.italic else "")
        for character in span.text:
            if character == "\n":
                _trim(found)
                found.append(BREAK)
            elif not character.isspace():
                found.append(("t", character, marks, span.link))
            elif found and found[-1] != BREAK and (character != " " or found[-1] != SPACE):
                found.append(("t", character, "", ""))
        if span.note:
            found.append(("n", span.note))
    _trim(found)
    return found


BREAK: Atom = ("b",)
SPACE: Atom = ("t", " ", "", "")


def is_space(atom: Atom) -> bool:
    """Tell whether an atom is a space of any kind."""
    return atom[0] == "t" and atom[1].isspace()


def _trim(found: list[Atom]) -> None:
    while found and is_space(found[-1]):
        found.pop()


def of_nodes(nodes: Sequence[Node]) -> Iterator[Atom]:
    """Yield what blocks are made of."""
    for node in nodes:
        if isinstance(node, Para):
            yield from _paragraph(node.spans)
        elif isinstance(node, Picture):
            yield from (("paragraph_open",), ("figure", node.name), ("paragraph_close",))
        elif isinstance(node, Quoted):
            yield ("blockquote_open",)
            yield from of_nodes(node.nodes)
            yield ("blockquote_close",)
        elif isinstance(node, Items):
            yield from _items(node)
        else:
            yield from _grid(node)


def _paragraph(spans: Sequence[Span]) -> Iterator[Atom]:
    yield ("paragraph_open",)
    yield from atoms(spans)
    yield ("paragraph_close",)


def _items(node: Items) -> Iterator[Atom]:
    kind = "ordered_list" if node.delimiter else "bullet_list"
    yield (f"{kind}_open",)
    for number, item in enumerate(node.items, node.start):
        yield ("list_item_open", f"{number}{node.delimiter}" if node.delimiter else "")
        yield from of_nodes(item)
        yield ("list_item_close",)
    yield (f"{kind}_close",)


def _grid(node: Grid) -> Iterator[Atom]:
    yield ("table_open",)
    for row in node.rows:
        yield ("tr_open",)
        for cell in row:
            yield ("cell",)
            yield from atoms(cell)
        yield ("tr_close",)
    yield ("table_close",)


_SKIPPED = {"thead_open", "thead_close", "tbody_open", "tbody_close", "th_close", "td_close"}


class _State:
    """Where a walk through tokens is: what is bold, what leads where."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self.links = links
        self.bold = self.italic = 0
        self.link = ""
        self.is_figure = False

    def take(self, token: Token) -> bool:
        """Take a mark in; tell whether it was one."""
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


def of_tokens(tokens: Sequence[Token], links: Mapping[str, str]) -> Iterator[Atom]:
    """Yield what a parsed text is made of; `links` are addresses by names."""
    state, spans = _State(links), list[Span]()
    for token in tokens:
        if state.is_figure and token.kind == "text":
            state.is_figure = False
        elif token.kind == "figure":
            yield ("figure", token.text)
            state.is_figure = True
        elif span := _span(token, state):
            spans.append(span)
        elif not state.take(token) and token.kind not in _SKIPPED:
            yield from atoms(spans)
            spans = []
            yield _block(token)
        elif token.kind in ("th_close", "td_close"):
            yield from atoms(spans)
            spans = []
    yield from atoms(spans)


def _span(token: Token, state: _State) -> Span | None:
    marks = state.bold > 0, state.italic > 0, state.link
    if token.kind == "text":
        return Span(token.text, *marks)
    if token.kind in ("softbreak", "hardbreak"):
        return Span(" " if token.kind == "softbreak" else "\n", *marks)
    return Span("", note=token.text) if token.kind == "footnote" else None


def _block(token: Token) -> Atom:
    if token.kind in ("th_open", "td_open"):
        return ("cell",)
    return (token.kind, token.target) if token.kind == "list_item_open" else (token.kind,)

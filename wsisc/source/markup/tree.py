"""A rich text -> a tree of blocks and inlines, each with its offsets in the author's text; the text that it prints.

`richtext.parse` reads that of a text, the importer creates that of a Word file. Nodes are equal if their content is,
whatever their offsets. A leaf has no `children`. Nodes are shared, so they never change (freezing them costs time).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple

_NOT_LITERAL = "\0"


def _offset() -> int:
    return field(default=0, compare=False)


@dataclass(slots=True, unsafe_hash=True)
class Text:
    """Words. If `end - start` is their length, each character has its own place, otherwise all have the same.

    `is_refused` is whether they are code or HTML.
    """

    text: str
    is_refused: bool = False
    start: int = _offset()
    end: int = _offset()
    children: ClassVar[tuple[()]] = ()


@dataclass(slots=True, unsafe_hash=True)
class LineBreak:
    """The end of a line of the source: a space in print, the end of a line (`is_hard`), or nothing (`is_joined`)."""

    is_hard: bool = False
    start: int = _offset()
    end: int = _offset()
    is_joined: bool = False
    children: ClassVar[tuple[()]] = ()

    @property
    def text(self) -> str:
        """What is printed."""
        return "\n" if self.is_hard else "" if self.is_joined else " "


@dataclass(slots=True, unsafe_hash=True)
class FootnoteReference:
    """A reference to the footnote with a `name`."""

    name: str
    start: int = _offset()
    end: int = _offset()
    children: ClassVar[tuple[()]] = ()


@dataclass(slots=True, unsafe_hash=True)
class Emphasis:
    """Inlines in italics, or in bold if it `is_strong`."""

    children: tuple["Inline", ...]
    is_strong: bool = False
    start: int = _offset()
    end: int = _offset()


@dataclass(slots=True, unsafe_hash=True)
class Link:
    """A link: its `address`, or the `name` of an address that the submission defines."""

    children: tuple["Inline", ...]
    address: str = ""
    name: str = ""
    start: int = _offset()
    end: int = _offset()


@dataclass(slots=True, unsafe_hash=True)
class ForeignPhrase:
    """Words of which the author names the `language`, by its code (`languages.py`)."""

    children: tuple["Inline", ...]
    language: str
    start: int = _offset()
    end: int = _offset()


type Leaf = Text | LineBreak | FootnoteReference
type Container = Emphasis | Link | ForeignPhrase
type Inline = Leaf | Container


@dataclass(slots=True, unsafe_hash=True)
class Paragraph:
    """A paragraph. `forbidden` is "heading", "code", "html" or "rule" where it is one, and the text is refused.

    `origins` are numbers that say where its letters come from, one for each, () if that is not known.
    """

    children: tuple[Inline, ...]
    forbidden: str = ""
    start: int = _offset()
    end: int = _offset()
    origins: Sequence[int] = field(default=(), compare=False, repr=False)


@dataclass(slots=True, unsafe_hash=True)
class Item:
    """An item of a list; `number` is the typed one, "" for a bullet."""

    children: tuple["Block", ...]
    number: str = field(default="", compare=False)
    start: int = _offset()
    end: int = _offset()


@dataclass(slots=True, unsafe_hash=True)
class List:
    """A list: `delimiter` is "." or ")" where it is numbered from `first`, "" where it has bullets."""

    children: tuple[Item, ...]
    delimiter: str = ""
    first: int = 1
    start: int = _offset()
    end: int = _offset()

    def marker(self, index: int) -> str:
        """Return the printed number of an item, such as "2)"; "" for a bullet."""
        return f"{self.first + index}{self.delimiter}" if self.delimiter else ""


@dataclass(slots=True, unsafe_hash=True)
class Quotation:
    """A quotation."""

    children: tuple["Block", ...]
    start: int = _offset()
    end: int = _offset()


@dataclass(slots=True, unsafe_hash=True)
class Cell:
    """A cell of a table. `origins` as in a paragraph."""

    children: tuple[Inline, ...]
    start: int = _offset()
    end: int = _offset()
    origins: Sequence[int] = field(default=(), compare=False, repr=False)


@dataclass(slots=True, unsafe_hash=True)
class Row:
    """A row of a table."""

    children: tuple[Cell, ...]
    start: int = _offset()
    end: int = _offset()


@dataclass(slots=True, unsafe_hash=True)
class Table:
    """A table: its first row is the header. `aligns` are "", "left" (only beside numbers), "center" or "right"."""

    children: tuple[Row, ...]
    aligns: tuple[str, ...]
    start: int = _offset()
    end: int = _offset()


@dataclass(slots=True, unsafe_hash=True)
class Figure:
    """The place of a figure: its name alone in a paragraph."""

    name: str
    start: int = _offset()
    end: int = _offset()
    children: ClassVar[tuple[()]] = ()

    @property
    def text(self) -> str:
        """How an author writes it."""
        return f"![{self.name}]"


type Block = Paragraph | List | Quotation | Table | Figure
type Node = Block | Item | Row | Cell | Inline


class Problem(NamedTuple):
    """Forbidden syntax: its kind, its text, name or description, and its offsets.

    Kinds: `heading`, `html`, `code`, `rule` (a thematic break), `div`, `definition`, `image`, `figure_within` (between
    words), `figure_inside` (alone in an item, a quotation or a cell), `inline_note`, `shortcut`, `undefined_link`,
    `link_title`, `call_in_link`, `unknown_language`, `phrase_within` (a foreign
    phrase in another), `braces`, `row`, `budget`.
    """

    kind: str
    text: str
    start: int
    end: int


@dataclass(slots=True, unsafe_hash=True)
class RichText:
    """A parsed rich text; the words of forbidden syntax are among its blocks, so that no word is lost.

    A text that exceeds a limit has no blocks, and one problem `budget`, whose `text` is the limit.
    """

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield nodes and all nodes in them, in the order of the text."""
    for node in nodes:
        yield node
        if node.children:
            yield from walk(node.children)


def find[T](nodes: Sequence[Node], kind: type[T]) -> Iterator[T]:
    """Yield the nodes of one kind, in the order of the text."""
    return (node for node in walk(nodes) if isinstance(node, kind))


def leaves(
    inlines: Sequence[Inline], around: tuple[Container, ...] = ()
) -> Iterator[tuple[Leaf, tuple[Container, ...]]]:
    """Yield the leaves of inlines, each with the emphasis, links and phrases around it, the outermost first."""
    for node in inlines:
        if isinstance(node, Emphasis | Link | ForeignPhrase):
            yield from leaves(node.children, (*around, node))
        else:
            yield node, around


def own_text(node: Node) -> str:
    """Return what an author typed of a node itself, not of its children: words, a name, a language or a number."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, ForeignPhrase):
        return node.language
    if isinstance(node, FootnoteReference | Link | Figure):
        return node.name
    return node.number if isinstance(node, Item) else ""


def footnote_names(text: RichText) -> list[str]:
    """Return the names of the footnotes that a text references, in order."""
    return [node.name for node in find(text.blocks, FootnoteReference)]


def outermost_groups(blocks: Sequence[Block]) -> Iterator[List | Table]:
    """Yield the lists and tables that are in no other list, in the order of the text."""
    for block in blocks:
        if isinstance(block, List | Table):
            yield block
        elif isinstance(block, Quotation):
            yield from outermost_groups(block.children)


def paragraphs(block: Block) -> list[Paragraph | Figure]:
    """Return the paragraphs and figures of a block; a cell with content is a paragraph."""
    nodes = walk([block])
    cells_too = (Paragraph(node.children, origins=node.origins) if isinstance(node, Cell) else node for node in nodes)
    return [node for node in cells_too if isinstance(node, Figure) or (isinstance(node, Paragraph) and node.children)]


def replace_inlines(
    blocks: Sequence[Block], change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]
) -> tuple[Block, ...]:
    """Return blocks with other inlines: `change` returns those of a paragraph or cell."""

    def replace_in_row(row: Row) -> Row:
        return replace(row, children=tuple(replace(cell, children=change(cell.children)) for cell in row.children))

    def replace_in(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, children=change(block.children))
        if isinstance(block, Quotation):
            return replace(block, children=replace_inlines(block.children, change))
        if isinstance(block, List):
            items = (replace(item, children=replace_inlines(item.children, change)) for item in block.children)
            return replace(block, children=tuple(items))
        return (
            replace(block, children=tuple(map(replace_in_row, block.children))) if isinstance(block, Table) else block
        )

    return tuple(map(replace_in, blocks))


def join_texts(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inlines in which the end of a line is a space, and adjacent texts are one."""
    joined: list[Inline] = []
    for node in inlines:
        last = joined[-1] if joined else None
        if isinstance(node, LineBreak) and not node.is_hard:
            node = Text(node.text, False, node.start, node.end)
        if isinstance(node, Text) and isinstance(last, Text):
            joined[-1] = replace(last, text=last.text + node.text, end=node.end)
        elif isinstance(node, Emphasis | Link | ForeignPhrase):
            joined.append(replace(node, children=join_texts(node.children)))
        else:
            joined.append(node)
    return tuple(joined)


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


def literal_text(text: str, rich: RichText) -> str:
    """Return a parsed text, of the same length, in which every character that is not printed as typed is U+0000.

    Line breaks are kept.
    """
    shown = ["\n" if each == "\n" else _NOT_LITERAL for each in text]
    for node in walk(rich.blocks):
        if isinstance(node, Text | Figure):
            is_escaped = len(node.text) == 1 and text[node.start : node.start + 1] == "\\"
            if not is_escaped:
                shown[node.start : node.end] = text[node.start : node.end]
    return "".join(shown)

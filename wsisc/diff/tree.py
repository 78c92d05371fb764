"""A rich text -> a tree of its blocks, down to words, in which different spellings of one text are equal.

Line breaks, the names of links and footnotes and the numbers of items are spelling: a link is its address; a footnote
and a figure have ids that the caller provides. Every node has its offsets in the text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from wsisc.markup import commonmark, richtext
from wsisc.markup.richtext import Token

_ATOM = re.compile(r"\s+|\w+|[^\w\s]")
_CONTAINERS = {
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "blockquote": "quotation",
    "table": "table",
    "tr": "row",
}
_LEAVES = {"paragraph": "paragraph", "heading": "paragraph", "th": "cell", "td": "cell"}
_MARKS = {"strong_open": "strong", "em_open": "em"}
_MARKDOWN_SIGNS = {"strong": "**", "em": "*"}

type Signature = tuple[Any, ...]
"""What a node is compared by: kind, name, keys of its atoms, signatures of its children."""


class Atom(NamedTuple):
    """A word, a punctuation mark or a space ("\\n" for a hard line break), or a footnote reference.

    For a reference, `note` is the id of the footnote, and `name` its name.

    `marks` are "strong", "em" and "link:ADDRESS".
    """

    text: str
    marks: tuple[str, ...]
    start: int
    end: int
    note: str = ""
    name: str = ""

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What an atom is compared by."""
        return (f"\0{self.note}" if self.note else self.text, self.marks)


@dataclass(frozen=True)
class Node:
    """A block: "paragraph" or "cell" (with `atoms`), "figure" (`name` is its id), or one with `children`.

    The `name` of a list is its kind: "-", or its first number and the sign after it ("1)").
    """

    kind: str
    start: int
    end: int
    children: tuple["Node", ...] = ()
    atoms: tuple[Atom, ...] = ()
    name: str = ""
    signature: Signature = field(default=(), compare=False)

    @property
    def words(self) -> str:
        """The words on one line."""
        own = "".join(atom.text for atom in self.atoms)
        return " ".join([" ".join(own.split()), *(child.words for child in self.children)]).strip()

    @property
    def formatted_words(self) -> str:
        """The words on one line with Markdown signs, and with footnote references by id."""
        pieces = []
        for marks, atoms in groupby(self.atoms, key=lambda atom: atom.marks):
            inner = "".join(f"[^{atom.note.lstrip('+')}]" if atom.note else atom.text for atom in atoms)
            signs = "".join(_MARKDOWN_SIGNS[mark] for mark in marks if mark in _MARKDOWN_SIGNS)
            link = next((mark.removeprefix("link:") for mark in marks if mark.startswith("link:")), "")
            whole = f"{signs}{inner}{signs[::-1]}"
            pieces.append(f"[{whole}]({link})" if link else whole)
        own = " ".join("".join(pieces).replace("\n", "\\\n").split())
        children = (f"{self._marker(index)}{child.formatted_words}" for index, child in enumerate(self.children))
        return " ".join([own, *children]).strip()

    def _marker(self, index: int) -> str:
        """Return what is printed before a child."""
        if self.kind != "list":
            return ""
        return "- " if self.name == "-" else f"{int(self.name[:-1] or 0) + index}{self.name[-1]} "

    @property
    def notes(self) -> tuple[str, ...]:
        """The names of the footnotes that it references."""
        own = [atom.name for atom in self.atoms if atom.name]
        return (*own, *(name for child in self.children for name in child.notes))

    def descendant(self, path: tuple[int, ...]) -> "Node":
        """Return the node that a path leads to."""
        node = self
        for step in path:
            node = node.children[step]
        return node


class Names(NamedTuple):
    """What the names of a submission mean: addresses of links, ids of footnotes and figures (default: the name).

    `alias` maps signatures to those that are used instead.
    """

    links: Mapping[str, str]
    notes: Mapping[str, str] = {}
    figures: Mapping[str, str] = {}
    alias: Mapping[Signature, Signature] = {}


def parse(text: str, names: Names) -> Node:
    """Return the tree of a rich text: a node "text" that holds its blocks."""
    tokens, opened = _parse_tokens(text, frozenset(names.links))
    builder = _TreeBuilder(text, names)
    builder.raw_openings = iter(opened)
    for token in tokens:
        builder.add_token(token)
    children = tuple(builder.stack[0].children)
    return _make_node(names, "text", 0, len(text), children)


@lru_cache(256)  # a merge parses each text about thirty times: by passage, with other names, and to check its edits
def _parse_tokens(text: str, links: frozenset[str]) -> tuple[tuple[Token, ...], tuple[Any, ...]]:
    """Return the tokens of a rich text, and the tokens of the CommonMark parser that open a block."""
    references = {name.upper(): {"href": name, "title": ""} for name in links}
    raw = commonmark.parser().parse(text, {"references": references}) if text else []
    return tuple(richtext.parse(text, links)), tuple(each for each in raw if each.nesting == 1)


def block_signatures(node: Node) -> Iterator[Signature]:
    """Yield the signatures of a node and of all nodes in it."""
    yield node.signature
    for child in node.children:
        yield from block_signatures(child)


def make_signature(kind: str, name: str, atoms: tuple[Atom, ...], children: tuple[Signature, ...]) -> Signature:
    """Return what a node is compared by."""
    return (kind, name, tuple(atom.key for atom in atoms), children)


def _make_node(
    names: Names,
    kind: str,
    start: int,
    end: int,
    children: tuple[Node, ...],
    atoms: tuple[Atom, ...] = (),
    name: str = "",
) -> Node:
    signature = make_signature(kind, name, atoms, tuple(child.signature for child in children))
    return Node(kind, start, end, children, atoms, name, names.alias.get(signature, signature))


@dataclass
class _OpenBlock:
    kind: str
    start: int
    end: int
    name: str = ""
    children: list[Node] = field(default_factory=list)
    cells: list[commonmark.BlockContent] = field(default_factory=list)


class _TreeBuilder:
    """Builds the tree of one text from its tokens.

    `raw_openings` are the tokens of the CommonMark parser that open a block, with their lines.
    """

    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names = text, names
        self.stack = [_OpenBlock("text", 0, len(text))]
        self.leaf: _OpenBlock | None = None
        self.atoms: list[Atom] = []
        self.marks: list[str] = []
        self.figure = ""
        self.raw_openings: Iterator[Any] = iter(())

    def add_token(self, token: Token) -> None:
        """Add the next token."""
        name, _, side = token.kind.rpartition("_")
        if name in _CONTAINERS:
            self.add_container(name, side, token)
        elif name in _LEAVES:
            self.add_leaf(name, side)
        elif token.kind in ("thead_open", "tbody_open"):
            next(self.raw_openings)
        elif token.kind == "figure":
            self.figure = token.text
        elif token.kind in ("link_open", "strong_open", "em_open"):
            self.marks.append(_MARKS.get(token.kind) or f"link:{self.names.links.get(token.text, token.target)}")
        elif token.kind in ("link_close", "strong_close", "em_close"):
            self.marks.pop()
        else:
            self.add_inline(token)

    def add_container(self, name: str, side: str, token: Token) -> None:
        if side == "open":
            raw = next(self.raw_openings)
            start, end = raw.meta["lines"][0], raw.meta["end"]
            opened = _OpenBlock(_CONTAINERS[name], start, end)
            if name == "tr":
                opened.cells = commonmark.split_row(self.text, start, end)
            if name.endswith("list"):
                opened.name = "-" if name == "bullet_list" else f"{raw.attrGet('start') or 1}{raw.markup}"
            self.stack.append(opened)
            return
        block = self.stack.pop()
        is_table = block.kind in ("table", "row")
        end = block.end if is_table or not block.children else block.children[-1].end
        node = _make_node(self.names, block.kind, block.start, end, tuple(block.children), (), block.name)
        self.stack[-1].children.append(node)

    def add_leaf(self, name: str, side: str) -> None:
        if side == "open":
            raw = next(self.raw_openings)
            if _LEAVES[name] == "cell":
                cells = self.stack[-1].cells
                offsets = cells.pop(0).offsets if cells else [self.stack[-1].end]
                self.leaf = _OpenBlock("cell", offsets[0], offsets[-1])
            else:
                start, end = raw.meta["lines"][0], raw.meta["end"]
                self.leaf = _OpenBlock("paragraph", start, start + len(self.text[start:end].rstrip()))
            self.atoms, self.figure = [], ""
            return
        assert self.leaf is not None
        if self.figure:
            id = self.names.figures.get(self.figure, self.figure)
            node = _make_node(self.names, "figure", self.leaf.start, self.leaf.end, (), (), id)
        else:
            atoms = _trim_spaces(self.atoms)
            node = _make_node(self.names, self.leaf.kind, self.leaf.start, self.leaf.end, (), atoms)
        self.stack[-1].children.append(node)
        self.leaf = None

    def add_inline(self, token: Token) -> None:
        marks = tuple(sorted(set(self.marks)))
        if token.kind == "footnote":
            id = self.names.notes.get(token.text, token.text)
            self.atoms.append(Atom("", marks, token.start, token.end, id, token.text))
        elif token.kind in ("softbreak", "hardbreak"):
            self.atoms.append(Atom(" " if token.kind == "softbreak" else "\n", marks, token.start, token.end))
        elif token.kind == "text" and self.leaf is None:
            atoms = tuple(_text_atoms(token, marks))
            self.stack[-1].children.append(_make_node(self.names, "paragraph", token.start, token.end, (), atoms))
        elif token.kind == "text":
            self.atoms += _text_atoms(token, marks)


def _text_atoms(token: Token, marks: tuple[str, ...]) -> Iterator[Atom]:
    is_literal = token.end - token.start == len(token.text)
    for match in _ATOM.finditer(token.text) if is_literal else [re.match(r"(?s).*", token.text)]:
        assert match is not None
        start, end = (
            (token.start + match.start(), token.start + match.end()) if is_literal else (token.start, token.end)
        )
        yield Atom(" " if match[0].isspace() and match[0] != "\xa0" else match[0], marks, start, end)


def _trim_spaces(atoms: list[Atom]) -> tuple[Atom, ...]:
    """Return atoms without spaces that are not printed: at the ends, after others, before hard breaks."""
    trimmed: list[Atom] = []
    for atom in atoms:
        if atom.text == " " and (not trimmed or trimmed[-1].text in (" ", "\n")):
            continue
        if atom.text == "\n" and trimmed and trimmed[-1].text == " ":
            trimmed.pop()
        trimmed.append(atom)
    while trimmed and trimmed[-1].text in (" ", "\n"):
        trimmed.pop()
    return tuple(trimmed)

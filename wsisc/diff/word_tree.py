"""A rich text -> a tree of its blocks, down to words, in which different spellings of one text are equal.

Line breaks, the names of links and footnotes and the numbers of items are spelling: a link is its address; a footnote
and a figure have ids that the caller provides. Every node has its offsets in the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from wsisc.align.sequences import SIMILAR_WORDS, Item, Pairs, align
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.markup import richtext, tree
from wsisc.source.markup.marked_text import Mark, MarkKind
from wsisc.source.model import Submission
from wsisc.text.words import find_atoms

_KINDS: dict[type[tree.Node], str] = {
    tree.Paragraph: "paragraph",
    tree.List: "list",
    tree.Item: "item",
    tree.Quotation: "quotation",
    tree.Table: "table",
    tree.Row: "row",
    tree.Cell: "cell",
    tree.Figure: "figure",
}

type Signature = tuple[Any, ...]
"""What a node is compared by: kind, name, keys of its atoms, signatures of its children."""


class Atom(NamedTuple):
    """A word, a punctuation mark or a space ("\\n" for a hard line break), or a footnote reference.

    For a reference, `note` is the id of the footnote, `name` its name, and `note_size` the number of its words. `marks`
    are sorted.
    """

    text: str
    marks: tuple[Mark, ...]
    start: int
    end: int
    note: str = ""
    name: str = ""
    note_size: int = 0

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What an atom is compared by; digests of sections that files have are of it."""
        return (f"\0{self.note}" if self.note else self.text, tuple(mark.name for mark in self.marks))


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
    def blocks(self) -> Signature:
        """Its words in the blocks that hold them, whatever their formatting and the numbers of items."""
        return (self.kind, *(child.blocks for child in self.children)) if self.children else (self.kind, self.words)

    @property
    def formatted_words(self) -> str:
        """The words on one line with Markdown signs, and with footnote references by id."""
        pieces = []
        for marks, atoms in groupby(self.atoms, key=lambda atom: atom.marks):
            inner = "".join(f"[^{atom.note.lstrip('+')}]" if atom.note else atom.text for atom in atoms)
            signs = "".join(mark.signs for mark in marks)
            whole = f"{signs}{inner}{signs[::-1]}"
            for mark in marks:
                if mark.value:
                    is_link = mark.kind == MarkKind.LINK
                    whole = f"[{whole}]({mark.value})" if is_link else f"[{whole}]{{lang={mark.value}}}"
            pieces.append(whole)
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

    `alias` maps signatures to those that are used instead. `note_sizes` are the numbers of words of footnotes, by name.
    """

    links: Mapping[str, str]
    notes: Mapping[str, str] = {}
    figures: Mapping[str, str] = {}
    alias: Mapping[Signature, Signature] = {}
    note_sizes: Mapping[str, int] = {}


def parse(text: str, names: Names) -> Node:
    """Return the tree of a rich text: a node "text" that holds its blocks."""
    blocks = richtext.parse(text, frozenset(names.links)).blocks
    return _make_node(names, "text", 0, len(text), tuple(_to_node(block, names) for block in blocks))


def plain_atoms(text: str) -> tuple[Atom, ...]:
    """Return the atoms of a plain text."""
    return _trim_spaces(_text_atoms(tree.Text(text, False, 0, len(text)), ()))


def parse_texts(submission: Submission) -> Iterator[tuple[DataPath, Node]]:
    """Yield the trees of the rich texts of a submission, with the paths of these."""
    names = Names(submission.links)
    return ((path, parse(text, names)) for path, text in model.rich_texts(submission))


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes in it."""
    yield node
    for child in node.children:
        yield from walk(child)


def block_signatures(node: Node) -> Iterator[Signature]:
    """Yield the signatures of a node and of all nodes in it."""
    return (each.signature for each in walk(node))


def format_both(old: Node, new: Node) -> tuple[str, str]:
    """Return the words of two versions of a block with Markdown signs, ("", "") if nothing but words differs."""
    has_other_signs = old.words == new.words or _list_signs(old) != _list_signs(new)
    return (old.formatted_words, new.formatted_words) if has_other_signs else ("", "")


def _list_signs(node: Node) -> list[tuple[Mark, ...] | str]:
    """Return the marks of words and the footnote references of a node, in order."""
    groups = (groupby(each.atoms, key=lambda atom: atom.note or atom.marks) for each in walk(node))
    return [sign for group in groups for sign, _ in group if sign]


def align_nodes(old: Sequence[Node], new: Sequence[Node], *, same_kind_only: bool = True) -> Pairs:
    """Return the pairs of two lists of nodes: those of one kind, or of any."""
    olds, news = (
        [
            Item(node.signature, (node.words,), node.kind if same_kind_only else "", is_list=node.kind == "list")
            for node in nodes
        ]
        for nodes in (old, new)
    )
    return align(olds, news, SIMILAR_WORDS)


def make_signature(kind: str, name: str, atoms: tuple[Atom, ...], children: tuple[Signature, ...]) -> Signature:
    """Return what a node is compared by."""
    return (kind, name, tuple(atom.key for atom in atoms), children)


def find_notes(signature: Signature) -> set[str]:
    """Return the ids of the footnotes that a node with a signature references."""
    _, _, keys, children = signature
    return {text[1:] for text, _ in keys if text.startswith("\0")}.union(*(find_notes(child) for child in children))


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


def _to_node(block: tree.Block | tree.Item | tree.Row | tree.Cell, names: Names) -> Node:
    kind = _KINDS[type(block)]
    if isinstance(block, tree.Figure):
        id = names.figures.get(block.name, block.name)
        return _make_node(names, kind, block.start, block.end, (), (), id)
    if isinstance(block, tree.Paragraph | tree.Cell):
        atoms = _trim_spaces(_inline_atoms(block.children, names))
        return _make_node(names, kind, block.start, block.end, (), atoms)
    name = ""
    if isinstance(block, tree.List):
        name = f"{block.first or 1}{block.delimiter}" if block.delimiter else "-"
    children = tuple(_to_node(child, names) for child in block.children)
    return _make_node(names, kind, block.start, block.end, children, (), name)


def _inline_atoms(inlines: Sequence[tree.Inline], names: Names) -> Iterator[Atom]:
    for leaf, around in tree.leaves(inlines):
        marks = tuple(sorted({_mark(each, names) for each in around}))
        if isinstance(leaf, tree.Text):
            yield from _text_atoms(leaf, marks)
        elif isinstance(leaf, tree.LineBreak):
            if leaf.text:
                yield Atom(leaf.text, marks, leaf.start, leaf.end)
        else:
            id, size = names.notes.get(leaf.name, leaf.name), names.note_sizes.get(leaf.name, 0)
            yield Atom("", marks, leaf.start, leaf.end, id, leaf.name, size)


def _mark(node: tree.Container, names: Names) -> Mark:
    if isinstance(node, tree.ForeignPhrase):
        return Mark(MarkKind.LANGUAGE, node.language)
    if isinstance(node, tree.Link):
        return Mark(MarkKind.LINK, names.links.get(node.name, node.address))
    return Mark(MarkKind.STRONG if node.is_strong else MarkKind.EMPHASIS)


def _text_atoms(text: tree.Text, marks: tuple[Mark, ...]) -> Iterator[Atom]:
    is_literal = text.end - text.start == len(text.text)
    for match in find_atoms(text.text) if is_literal else [re.match(r"(?s).*", text.text)]:
        assert match is not None
        start, end = (text.start + match.start(), text.start + match.end()) if is_literal else (text.start, text.end)
        yield Atom(" " if match[0].isspace() and match[0] != "\xa0" else match[0], marks, start, end)


def _trim_spaces(atoms: Iterable[Atom]) -> tuple[Atom, ...]:
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

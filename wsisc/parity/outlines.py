"""A submission -> its parts and sections, each with what is the same in all languages."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wsisc.align.common_words import similarity
from wsisc.align.sequences import SIMILAR_WORDS, Item, Pairs, align
from wsisc.diff import word_tree
from wsisc.diff.word_tree import Names, Node
from wsisc.messages.diagnostic import DataPath
from wsisc.parity import numbers
from wsisc.parity.numbers import Quantity
from wsisc.source.markup.marked_text import MarkKind, find_values
from wsisc.source.model import Part, Section, Submission

type Signature = tuple[object, ...]

type SectionPaths = dict[DataPath, DataPath]
"""The path of each part and section of the original, and that of its counterpart."""

_LEAST_SIMILARITY = 0.5  # of numbers, links and tags, from which a section elsewhere is the same one; a guess
_PART_DEPTH = 2  # of the path ("parts", "one")


@dataclass(frozen=True, eq=False)
class TextBlock:
    """A block of a text in a language, with the numbers, links and footnotes in it."""

    node: Node
    language: str
    children: tuple["TextBlock", ...] = ()

    @cached_property
    def words(self) -> str:
        """Its words, on one line."""
        return self.node.words

    @cached_property
    def numbers(self) -> list[Quantity]:
        """Its numbers; those of its children too."""
        own = numbers.find_numbers("".join(atom.text for atom in self.node.atoms), self.language)
        return [*own, *(number for child in self.children for number in child.numbers)]

    @cached_property
    def links(self) -> list[str]:
        """The addresses that its words link to, in order; each link counts once."""
        own, before = list[str](), ""
        for atom in self.node.atoms:
            if atom.text.isspace():  # two links to one page with a space between them are one
                continue
            address = next(iter(find_values(atom.marks, MarkKind.LINK)), "")
            if address and address != before:
                own.append(address)
            before = address
        return [*own, *(link for child in self.children for link in child.links)]

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The names of the footnotes that it refers to, in order."""
        return self.node.notes

    @cached_property
    def shape(self) -> Signature:
        """Its kind and those of the blocks in it."""
        return (self.node.kind, self.node.name, *(child.shape for child in self.children))

    @cached_property
    def signature(self) -> Signature:
        """What is the same in all languages; numbers as most languages have them, without months."""
        keys = tuple(sorted(number.key for number in self.numbers if not number.is_month))
        return (self.node.kind, self.shape, keys, tuple(sorted(self.links)), len(self.notes))

    @property
    def tokens(self) -> str:
        """The same as words, for a measure of similarity."""
        return " ".join([*(number.key for number in self.numbers), *self.links, *("[^]" for _ in self.notes)])


@dataclass(frozen=True, eq=False)
class OutlineNode:
    """A part or section with its path, its text, and the sections and parts in it."""

    path: DataPath
    holder: Part | Section
    text: TextBlock
    title: TextBlock
    children: tuple["OutlineNode", ...] = field(default=())

    @cached_property
    def signature(self) -> Signature:
        """What is the same in all languages of its title, its tags, its text, and those in it."""
        tags = tuple(sorted((key, self.holder.tags.codes(key)) for key in self.holder.tags.values))
        inner = tuple(child.signature for child in self.children)
        return (self.title.signature[2:], tags, tuple(child.signature for child in self.text.children), inner)

    @cached_property
    def shape(self) -> Signature:
        """The kinds of its blocks, and the shapes of the sections and parts in it."""
        return (tuple(child.shape for child in self.text.children), tuple(child.shape for child in self.children))

    @cached_property
    def tokens(self) -> str:
        """What is the same in all languages as words, for a measure of similarity."""
        tags = [code for key in self.holder.tags.values for code in self.holder.tags.codes(key)]
        pieces = [self.title.tokens, self.text.tokens, *tags, *(child.tokens for child in self.children)]
        return " ".join(piece for piece in pieces if piece)


@dataclass(frozen=True)
class Outline:
    """A submission, its parts with their sections by path, and the trees of its footnotes."""

    submission: Submission
    nodes: Mapping[DataPath, OutlineNode]

    @cached_property
    def shape(self) -> Signature:
        """The parts with the shapes of their texts and sections."""
        return tuple((path, node.shape) for path, node in self.nodes.items() if len(path) == _PART_DEPTH)

    def parse(self, text: str) -> TextBlock:
        """Return the block of a rich text of the submission."""
        return _to_block(word_tree.parse(text, Names(self.submission.links)), self.submission.language)


def read(submission: Submission) -> Outline:
    """Return the outline of a submission; what still has no part is not in it."""
    outline = Outline(submission, {})
    nodes: dict[DataPath, OutlineNode] = {}
    for part in submission.parts:
        for node in _walk(_read_node(outline, ("parts", part.id), part)):
            nodes[node.path] = node
    return Outline(submission, nodes)


def plain_block(text: str, language: str) -> TextBlock:
    """Return the block of a plain text."""
    return TextBlock(Node("paragraph", 0, len(text), (), word_tree.plain_atoms(text)), language)


def _read_node(outline: Outline, path: DataPath, holder: Part | Section) -> OutlineNode:
    sections = (_read_node(outline, (*path, "sections", at), section) for at, section in enumerate(holder.sections))
    parts = (_read_node(outline, (*path, part.id), part) for part in (holder.parts if isinstance(holder, Part) else ()))
    title = holder.title if isinstance(holder, Section) else ""
    language = outline.submission.language
    return OutlineNode(path, holder, outline.parse(holder.text), plain_block(title, language), (*sections, *parts))


def _walk(node: OutlineNode) -> Iterator[OutlineNode]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _to_block(node: Node, language: str) -> TextBlock:
    return TextBlock(node, language, tuple(_to_block(child, language) for child in node.children))


def match_outlines(original: Outline, translation: Outline) -> SectionPaths:
    """Return the paths of the parts and sections that both have."""
    matched: SectionPaths = {path: path for path in original.nodes if "sections" not in path}
    matched = {path: path for path in matched if path in translation.nodes}
    by_id = {_id(node): node.path for node in translation.nodes.values() if _id(node)}
    matched |= {node.path: by_id[_id(node)] for node in original.nodes.values() if _id(node) in by_id}
    for path, node in original.nodes.items():  # those around others come first
        if path in matched:
            _match_children(node, translation.nodes[matched[path]], matched)
    _match_moved(original, translation, matched)
    return matched


def _id(node: OutlineNode) -> str:
    return node.holder.id if isinstance(node.holder, Section) else ""


def _match_children(one: OutlineNode, other: OutlineNode, matched: SectionPaths) -> None:
    """Add the pairs of sections that are directly in two corresponding parts or sections."""
    used = set(matched.values())
    olds = [child for child in one.children if "sections" in child.path and child.path not in matched]
    news = [child for child in other.children if "sections" in child.path and child.path not in used]
    pairs = align_gaps(
        [old.signature for old in olds], [new.signature for new in news],
        [old.tokens for old in olds], [new.tokens for new in news],
    )  # fmt: skip
    for a, b in pairs:
        if a is not None and b is not None and not (_id(olds[a]) and _id(news[b])):
            matched[olds[a].path] = news[b].path


def _match_moved(original: Outline, translation: Outline, matched: SectionPaths) -> None:
    """Add the pairs of sections that are in different places and have most of what distinguishes them in common."""
    used = set(matched.values())
    rest = [node for path, node in translation.nodes.items() if path not in used and not _id(node)]
    for path, node in original.nodes.items():
        if path in matched or not node.tokens or _id(node):
            continue
        found = max(rest, key=lambda candidate: similarity(node.tokens, candidate.tokens), default=None)
        if found and similarity(node.tokens, found.tokens) >= _LEAST_SIMILARITY:
            matched[path] = found.path
            rest.remove(found)


def align_gaps(
    olds: Sequence[Signature], news: Sequence[Signature], old_words: Sequence[str], new_words: Sequence[str]
) -> Pairs:
    """Return the pairs of two sequences, as `align` does; what remains between two pairs is paired in order.

    No policy of `align` does that: in two languages the words say little, and the place says most.

    As many elements as before are paired in order, unless some are elsewhere: what is in another place of the other
    sequence, as it is, remains without a counterpart.
    """
    if len(olds) == len(news) and not _has_moved(olds, news):
        return [(at, at) for at in range(len(olds))]
    closed: Pairs = []
    gap: Pairs = []
    one, other = (
        [Item(key, (text,), is_list=key[0] == "list") for key, text in zip(keys, words, strict=True)]
        for keys, words in ((olds, old_words), (news, new_words))
    )
    for pair in (*align(one, other, SIMILAR_WORDS), (0, 0)):
        if None in pair:
            gap.append(pair)
            continue
        closed += [*_close_gap(gap, olds, news), pair]
        gap = []
    return closed[:-1]


def _has_moved(olds: Sequence[Signature], news: Sequence[Signature]) -> bool:
    """Return whether an element that is the only one of its kind in both is in another place."""
    counts = Counter(olds), Counter(news)
    return any(
        counts[0][old] == counts[1][old] == 1 and news[at] != old and news[at] != olds[at]
        for at, old in enumerate(olds)
    )


def _close_gap(gap: Pairs, olds: Sequence[Signature], news: Sequence[Signature]) -> Pairs:
    one = [a for a, _ in gap if a is not None]
    other = [b for _, b in gap if b is not None]
    movable = {b for b in other if news[b] in olds}
    pairs: Pairs = []
    for a in one:
        b = None if olds[a] in news else next((index for index in other if index not in movable), None)
        if b is not None:
            pairs += [(None, index) for index in other[: other.index(b)]]
            other = other[other.index(b) + 1 :]
        pairs.append((a, b))
    return [*pairs, *((None, index) for index in other)]

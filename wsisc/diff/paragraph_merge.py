"""Paragraphs of three versions of a text -> the same with the words of both sides, or None where changes overlap.

Several paragraphs are merged as one row of words, in which their ends are words, too: one side may join or split them.
"""

from collections.abc import Sequence
from itertools import pairwise

from wsisc.diff import word_tree
from wsisc.diff.word_merge import MergedWord, merge_words
from wsisc.diff.word_tree import Atom, Node, Signature

PARAGRAPH_END = "\n\n"
"""The text of the atom between two paragraphs."""


def merge_signatures(base: Node, theirs: Node, ours: Node) -> Signature | None:
    """Return the signature of a merged paragraph, or of a node with several, None where changes overlap."""
    words = merge_nodes(base, theirs, ours)
    if words is None:
        return None
    paragraphs = paragraph_signatures(words, ours)
    return word_tree.make_signature("text", "", (), tuple(paragraphs)) if ours.kind == "text" else paragraphs[0]


def paragraph_signatures(words: Sequence[MergedWord], ours: Node) -> list[Signature]:
    """Return the signatures of the paragraphs, or of the cell, that merged words are."""
    kind = ours.children[0].kind if ours.kind == "text" else ours.kind
    paragraphs: list[list[Atom]] = [[]]
    for each in words:
        if each.atom.text == PARAGRAPH_END:
            paragraphs.append([])
        else:
            paragraphs[-1].append(each.atom)
    return [word_tree.make_signature(kind, "", tuple(each), ()) for each in paragraphs]


def merge_nodes(base: Node, theirs: Node, ours: Node) -> list[MergedWord] | None:
    """Return the words of three versions of a paragraph, or of several, merged as by `merge_words`."""
    return merge_words(*(join_atoms(each) for each in (base, theirs, ours)))


def join_atoms(node: Node) -> tuple[Atom, ...]:
    """Return the atoms of a paragraph, or those of the paragraphs in a node, with one for each end between them."""
    if node.kind != "text":
        return node.atoms
    atoms = list(node.children[0].atoms)
    for before, after in pairwise(node.children):
        atoms += [Atom(PARAGRAPH_END, (), before.end, after.start), *after.atoms]
    return tuple(atoms)

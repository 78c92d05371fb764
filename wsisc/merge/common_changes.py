"""Three versions of a submission -> what author and reviewer both did, by the places of the words.

A count of all words cannot tell who removed which: an author who removed a sentence, and has some of its words in
another place, has as many of them as before. Here a word is where it is: in a text, a passage of it, and an atom there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from wsisc.diff import word_tree
from wsisc.diff.printed_content import AccountKey, word_keys
from wsisc.diff.sides import Sides
from wsisc.diff.word_changes import find_word_changes
from wsisc.diff.word_tree import Names, Node
from wsisc.source.model import Part, Section

type _Places = set[tuple[int, int]]
"""Places of words in a text: the index of a passage, and that of an atom in it."""


class _Passages(NamedTuple):
    """The passages of a text in each version, with the title of its section; () where a version has no such text."""

    base: tuple[Node, ...]
    theirs: tuple[Node, ...]
    ours: tuple[Node, ...]


def count_common(sides: Sides) -> tuple[Counter[AccountKey], Counter[AccountKey]]:
    """Return how often each word was removed by both, and how often it was added by both, in the same place."""
    removed, added = Counter[AccountKey](), Counter[AccountKey]()
    for text in _list_texts(sides):
        removed.update(_count(text.base, _find_removed_by_both(text)))
        added.update(_count(text.theirs, _find_gone(text.theirs, text.base) - _find_gone(text.theirs, text.ours)))
    return removed, added


def _list_texts(sides: Sides) -> Iterator[_Passages]:
    """Yield the texts of base with their counterparts."""
    names = sides.base_names, sides.their_names, sides.our_names
    base, theirs, ours = sides.parts_and_sections
    for path, holder in base.items():
        is_section = isinstance(holder, Section)
        their_path = sides.sections_to_theirs.get(path, ()) if is_section else path
        own_path = sides.sections_to_ours.get(path, ()) if is_section else path
        holders = holder, theirs.get(their_path), ours.get(own_path)
        yield _Passages(*(_list_passages(each, known) for each, known in zip(holders, names, strict=True)))
    for name, note in sides.base.footnotes.items():
        their_name, own_name = sides.notes_to_theirs.get(name, ""), sides.notes_to_ours.get(name, "")
        texts = note, sides.theirs.footnotes.get(their_name, ""), sides.ours.footnotes.get(own_name, "")
        yield _Passages(*(_list_leaves(each, known) for each, known in zip(texts, names, strict=True)))


def _list_passages(holder: Part | Section | None, names: Names) -> tuple[Node, ...]:
    if holder is None:
        return ()
    title = word_tree.plain_atoms(holder.title) if isinstance(holder, Section) else ()
    heading = [Node("title", 0, 0, (), title, "", ("title", title))] if title else []
    return (*heading, *_list_leaves(holder.text, names))


def _list_leaves(text: str, names: Names) -> tuple[Node, ...]:
    return tuple(each for each in word_tree.walk(word_tree.parse(text, names)) if each.atoms)


def _find_removed_by_both(text: _Passages) -> _Places:
    gone = _find_gone(text.base, text.theirs)
    return gone & _find_gone(text.base, text.ours) if gone else gone


def _find_gone(nodes: Sequence[Node], others: Sequence[Node]) -> _Places:
    """Return the places of what the passages of another version do not have there."""
    gone: _Places = set()
    if [each.signature for each in nodes] == [each.signature for each in others]:
        return gone
    for index, other in word_tree.align_nodes(nodes, others):
        if index is None or (other is not None and nodes[index].signature == others[other].signature):
            continue
        start = 0
        for change in find_word_changes(nodes[index].atoms, () if other is None else others[other].atoms):
            end = start + len(change.old)
            gone.update((index, at) for at in range(start, end) if change.action == "removed")
            start = end
    return gone


def _count(nodes: Sequence[Node], places: _Places) -> Iterator[AccountKey]:
    """Yield the words at some places."""
    for index, node in enumerate(nodes):
        for is_counted, group in groupby(enumerate(node.atoms), key=lambda pair: (index, pair[0]) in places):
            yield from word_keys("".join(atom.text for _, atom in group)) if is_counted else ()

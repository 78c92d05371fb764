"""Lists that became one when the block between them was removed -> the same lists in all versions of a text.

Paths in the file must not change, so lists that are one there are joined in the other versions too; lists that are one
only in the reviewed text are split again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from wsisc.align.common_words import similarity
from wsisc.diff import thresholds, word_tree
from wsisc.diff.word_tree import Node


def regroup(base: Node, theirs: Node, ours: Node) -> tuple[Node, Node]:
    """Return `base` and `theirs` with the lists of `ours`."""
    if sum(each.kind == "list" for each in base.children) < 2:
        return base, theirs
    theirs = _split_lists(base, _restore_signs(base, theirs))
    groups = [sorted(set(lists)) for lists in _find_merged_lists(base, ours).values()]
    if not groups:
        return base, theirs
    known = dict(_pair_lists(base, theirs))
    theirs_by_place = {
        _find_place(base, theirs, range(group[0], left[0]), known[left[0]]): [known[index] for index in left]
        for group in groups
        if (left := [index for index in group if index in known])
    }
    return _join_lists(base, {group[0]: group for group in groups}), _join_lists(theirs, theirs_by_place)


def _restore_signs(base: Node, theirs: Node) -> Node:
    """Return `theirs` in which lists that follow lists have their old signs: only other signs keep such lists apart."""
    lists = _enumerate_lists(base)
    children = list(theirs.children)
    for index, (before, each) in enumerate(pairwise(theirs.children), 1):
        own = find_list(each.children[0], lists) if before.kind == each.kind == "list" else None
        if own is not None and each.name != "-" and base.children[own].name != "-":
            children[index] = _make_list(each.children, base.children[own].name)
    return _with_children(theirs, children) if children != list(theirs.children) else theirs


def _pair_lists(base: Node, other: Node) -> list[tuple[int, int]]:
    """Return the indexes of corresponding lists of two nodes."""
    one, two = _enumerate_lists(base), _enumerate_lists(other)
    pairs = word_tree.align_nodes(*([each for _, each in lists] for lists in (one, two)))
    return [(one[a][0], two[b][0]) for a, b in pairs if a is not None and b is not None]


def _enumerate_lists(node: Node) -> list[tuple[int, Node]]:
    return [(index, each) for index, each in enumerate(node.children) if each.kind == "list"]


def _find_merged_lists(base: Node, other: Node) -> dict[int, list[int]]:
    """Return the lists of a node with items of several lists of the base, and the index of that list for each item.

    A new item belongs to the list of the item before it, or, at the start, of the first known one. Lists are one only
    if their items are in order, and nothing that was between them remains.
    """
    lists = _enumerate_lists(base)
    remaining = {each.signature for each in other.children}
    merged = {}
    for index, node in _enumerate_lists(other):
        known = [find_list(item, lists) for item in node.children]
        origins: list[int] = []
        for own in known:
            origins.append(own if own is not None else origins[-1] if origins else lists[0][0])
        first = next((own for own in known if own is not None), origins[0])
        origins = [max(each, first) for each in origins]
        between = base.children[min(origins) + 1 : max(origins)]
        is_one = all(each.kind == "list" or each.signature not in remaining for each in between)
        if len(set(origins)) > 1 and origins == sorted(origins) and is_one:
            merged[index] = origins
    return merged


def find_list(item: Node, lists: Sequence[tuple[int, Node]]) -> int | None:
    """Return the index of the list that has an item, or the most similar one; of equal ones the first."""
    for index, each in lists:
        if item.signature in {inner.signature for inner in each.children}:
            return index
    scores = [(similarity(item.words, inner.words), -index) for index, each in lists for inner in each.children]
    best, index = max(scores, default=(0.0, 0))
    return -index if best >= thresholds.ITEM_SIMILARITY else None


def _split_lists(base: Node, other: Node) -> Node:
    """Return a node whose lists are split as in the base."""
    merged = _find_merged_lists(base, other)
    children = []
    for index, node in enumerate(other.children):
        if index not in merged:
            children.append(node)
            continue
        for origin in sorted(set(merged[index])):
            items = [item for item, own in zip(node.children, merged[index], strict=True) if own == origin]
            children.append(_make_list(items, base.children[origin].name))
    return _with_children(other, children) if merged else other


def _find_place(base: Node, theirs: Node, before: range, first: int) -> int:
    """Return where in `theirs` a joined list begins whose first list there is `first`.

    Before it, the base has lists that the reviewer removed, and the blocks that were between them: at the place after
    these blocks the joined list would have moved, and so count as removed.
    """
    pairs = word_tree.align_nodes(base.children, theirs.children)
    return min([first, *(t for b, t in pairs if b in before and t is not None)])


def _join_lists(node: Node, groups: Mapping[int, Sequence[int]]) -> Node:
    """Return a node in which each group of lists is one, before or in the place of the child with the given index."""
    joined = {index for group in groups.values() for index in group}
    children = []
    for index, child in enumerate(node.children):
        if index in groups:
            items = [item for inner in groups[index] for item in node.children[inner].children]
            children.append(_make_list(items, node.children[groups[index][0]].name))
        if index not in joined:
            children.append(child)
    return _with_children(node, children)


def _make_list(items: Sequence[Node], name: str) -> Node:
    signature = word_tree.make_signature("list", name, (), tuple(item.signature for item in items))
    return Node("list", items[0].start, items[-1].end, tuple(items), (), name, signature)


def _with_children(node: Node, children: Sequence[Node]) -> Node:
    signature = word_tree.make_signature(node.kind, node.name, node.atoms, tuple(each.signature for each in children))
    return replace(node, children=tuple(children), signature=signature)

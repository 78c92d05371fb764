"""Lists of a text that became one, since what stood between them went -> the same lists in all versions.

Positions in the file must stay, so lists that are one there are made one in the other versions too; lists that are one
in the reviewed text alone are taken apart again.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from wsisc.diff import tree
from wsisc.diff.align import align, similarity
from wsisc.diff.tree import Node

_LEAST_SIMILARITY = 0.4


def regroup(base: Node, theirs: Node, ours: Node) -> tuple[Node, Node]:
    """Return two nodes in which the lists are those of a third."""
    if sum(each.kind == "list" for each in base.children) < 2:
        return base, theirs
    theirs = _split_lists(base, _restore_signs(base, theirs))
    groups = [sorted(set(lists)) for lists in _find_merged_lists(base, ours).values()]
    if not groups:
        return base, theirs
    known = dict(_pair_lists(base, theirs))
    other = [[at for each in group if (at := known.get(each)) is not None] for group in groups]
    return _join_lists(base, groups), _join_lists(theirs, other)


def _restore_signs(base: Node, theirs: Node) -> Node:
    """Return a node whose lists behind others have the sign that they had: only a sign keeps two such lists apart."""
    lists = [(at, each) for at, each in enumerate(base.children) if each.kind == "list"]
    children = list(theirs.children)
    for at, (before, each) in enumerate(pairwise(theirs.children), 1):
        own = _find_list(each.children[0], lists) if before.kind == each.kind == "list" else None
        if own is not None and each.name != "-" and base.children[own].name != "-":
            children[at] = _make_list(each.children, base.children[own].name)
    return _with_children(theirs, children) if children != list(theirs.children) else theirs


def _pair_lists(base: Node, other: Node) -> list[tuple[int, int]]:
    """Return which lists of two nodes stand for one another."""
    one, two = ([at for at, each in enumerate(node.children) if each.kind == "list"] for node in (base, other))
    keys = [[node.children[at].signature for at in found] for node, found in ((base, one), (other, two))]
    words = [[node.children[at].words for at in found] for node, found in ((base, one), (other, two))]
    pairs = align(keys[0], keys[1], words[0], words[1], same_kind_only=True)
    return [(one[a], two[b]) for a, b in pairs if a is not None and b is not None]


def _find_merged_lists(base: Node, other: Node) -> dict[int, list[int]]:
    """Return the lists of a node that hold items of several of the base, with the place of that list for each item."""
    lists = [(at, each) for at, each in enumerate(base.children) if each.kind == "list"]
    left = {each.signature for each in other.children}
    found: dict[int, list[int]] = {}
    for at, node in enumerate(other.children):
        if node.kind != "list":
            continue
        places: list[int] = []
        for item in node.children:
            own = _find_list(item, lists)
            places.append(own if own is not None else places[-1] if places else lists[0][0])
        first = next((own for item in node.children if (own := _find_list(item, lists)) is not None), places[0])
        places = [max(each, first) for each in places]
        between = base.children[min(places) + 1 : max(places)]
        is_one = all(each.kind == "list" or each.signature not in left for each in between)
        if len(set(places)) > 1 and places == sorted(places) and is_one:
            found[at] = places
    return found


def _find_list(item: Node, lists: Sequence[tuple[int, Node]]) -> int | None:
    """Return the place of the list that an item, or one like it, stands in."""
    for at, each in lists:
        if item.signature in {inner.signature for inner in each.children}:
            return at
    fits = [(similarity(item.words, inner.words), -at) for at, each in lists for inner in each.children]
    best = max(fits, default=(0.0, 0))
    return -best[1] if best[0] >= _LEAST_SIMILARITY else None


def _split_lists(base: Node, other: Node) -> Node:
    """Return a node whose lists are taken apart as they are in the base."""
    assigned = _find_merged_lists(base, other)
    children: list[Node] = []
    for at, node in enumerate(other.children):
        for each in sorted(set(assigned[at])) if at in assigned else ():
            items = [item for item, own in zip(node.children, assigned[at], strict=True) if own == each]
            children.append(_make_list(items, base.children[each].name))
        children += [] if at in assigned else [node]
    return _with_children(other, children) if assigned else other


def _join_lists(node: Node, groups: Sequence[Sequence[int]]) -> Node:
    """Return a node in which some lists are one, where the first of them stands."""
    first = {group[0]: group for group in groups if group}
    gone = {at for group in groups for at in group[1:]}
    children: list[Node] = []
    for at, each in enumerate(node.children):
        if at in first:
            items = [item for place in first[at] for item in node.children[place].children]
            children.append(_make_list(items, each.name))
        elif at not in gone:
            children.append(each)
    return _with_children(node, children)


def _make_list(items: Sequence[Node], name: str) -> Node:
    made = tree.make_signature("list", name, (), tuple(item.signature for item in items))
    return Node("list", items[0].start, items[-1].end, tuple(items), (), name, made)


def _with_children(node: Node, children: Sequence[Node]) -> Node:
    made = tree.make_signature(node.kind, node.name, node.atoms, tuple(each.signature for each in children))
    return replace(node, children=tuple(children), signature=made)

"""Three versions of a rich text -> what a reviewer changed in it, and whether the author changed the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from wsisc.diagnostic import DataPath
from wsisc.diff import lists, tree
from wsisc.diff.align import Pairs, align, similarity
from wsisc.diff.change import Change, TextEdit
from wsisc.diff.tree import Node, Signature

_RECURSED_KINDS = ("list", "item", "quotation", "row", "text")
_CONTAINER_KINDS = ("list", "quotation")
_LEAST_SHARED = 0.6
_LEAST_SIMILARITY = 0.6


@dataclass(frozen=True)
class TextContext:
    """Where a text stands: its path in the file, what its blocks are called, and the Markdown of the reviewed one.

    `render` gives the Markdown of a node of the reviewed text in names that anyone understands, for a proposal.
    `is_kept` tells of a node of the file whether the author changed a footnote that it calls, `is_moved` of one that
    was sent out whether the file has it as it was, in whatever place. `blocks` are those of the whole text in the three
    versions.
    """

    path: DataPath
    kind: str
    their_markdown: str
    render: Callable[[Node], str]
    has_changed_note: Callable[[Node], bool]
    is_moved: Callable[[Node], bool]
    block_signatures: tuple[frozenset[Signature], ...] = ()


def compare(base: Node, theirs: Node, ours: Node, context: TextContext) -> Iterator[Change]:
    """Yield what differs between a text as it was sent out and as it came back, with what it means for the file's."""
    if base.signature != theirs.signature:
        context = replace(
            context, block_signatures=tuple(frozenset(tree.block_signatures(each)) for each in (base, theirs, ours))
        )
        yield from _NodeComparison(base, theirs, ours, context, (), ()).find_changes()


@dataclass
class _NodeComparison:
    """The children of three nodes that stand for one another."""

    base: Node
    theirs: Node
    ours: Node
    context: TextContext
    node_path: tuple[int, ...]
    enclosing_kinds: tuple[str, ...]
    unmatched_ours: dict[int, Signature] = field(default_factory=dict)
    base_to_ours: dict[int, int] = field(default_factory=dict)
    theirs_to_ours: dict[int, int] = field(default_factory=dict)

    def find_changes(self) -> Iterator[Change]:
        self.base, self.theirs = lists.regroup(self.base, self.theirs, self.ours)
        pairs = _align_children(self.base, self.theirs)
        own = list(self.split_pairs(_align_children(self.base, self.ours), dict(pairs)))
        self.base_to_ours = {b: o for b, o in own if b is not None and o is not None}
        self.unmatched_ours = {o: self.ours.children[o].signature for b, o in own if b is None and o is not None}
        self.theirs_to_ours = {t: self.base_to_ours[b] for b, t in pairs if t is not None and b in self.base_to_ours}
        found = [list(self.compare_pair(b, t)) if b is not None else [] for b, t in pairs]
        for at, (b, t) in enumerate(pairs):
            if b is None and t is not None and not self.join_conflict(at, pairs, found):
                found[at] = list(self.compare_added(t))
        yield from (change for each in found for change in each)

    def split_pairs(
        self, pairs: Pairs, theirs: dict[int | None, int | None]
    ) -> Iterator[tuple[int | None, int | None]]:
        """Yield pairs of base and file, those apart where the file has what the reviewer wrote in another place."""
        known = {each.signature for each in self.theirs.children}
        for b, o in pairs:
            if b is not None and o is not None and self.ours.kind not in ("table", "row"):
                mine, t = self.ours.children[o].signature, theirs.get(b)
                same = mine in (self.base.children[b].signature, t is not None and self.theirs.children[t].signature)
                if not same and mine in known:
                    yield from ((b, None), (None, o))
                    continue
            yield b, o

    def compare_pair(self, b: int, t: int | None) -> Iterator[Change]:
        base = self.base.children[b]
        ours = self.ours.children[self.base_to_ours[b]] if b in self.base_to_ours else None
        if t is None:
            yield from self.compare_removed(base, ours, b)
            return
        theirs = self.theirs.children[t]
        if base.signature == theirs.signature or self.is_already_made(theirs, ours):
            return
        if ours is None:
            yield self.conflicting_change("changed", base, theirs, base.words)
            return
        here = (*self.node_path, self.base_to_ours[b])
        if _is_comparable_inside(base, theirs, ours):
            yield from _NodeComparison(
                base, theirs, ours, self.context, here, (*self.enclosing_kinds, ours.kind)
            ).find_changes()
        elif ours.signature != base.signature or (
            len(theirs.notes) < len(ours.notes) and self.context.has_changed_note(ours)
        ):
            yield self.conflicting_change("changed", base, theirs, ours.words, here)
        else:
            is_leaf = bool(ours.atoms and theirs.atoms) and ours.kind == theirs.kind
            yield self.clean_change("changed", base, theirs, "change" if is_leaf else "replace", here)

    def is_already_made(self, theirs: Node, ours: Node | None) -> bool:
        """Tell whether the file has what the reviewer wrote already."""
        if ours and ours.signature == theirs.signature:
            return True
        at = next((o for o, each in self.unmatched_ours.items() if each == theirs.signature), None)
        if at is not None:
            self.unmatched_ours.pop(at)
        return at is not None

    def compare_removed(self, base: Node, ours: Node | None, b: int) -> Iterator[Change]:
        if ours is None:
            is_changed = any(self.is_moved_and_changed(base, self.ours.children[o]) for o in self.unmatched_ours)
            if not self.is_in_base_and_theirs(base) and (is_changed or self.context.is_moved(base)):
                yield self.conflicting_change("removed", base, None, base.words)
            return
        here = (*self.node_path, self.base_to_ours[b])
        if ours.signature != base.signature and base.kind in _CONTAINER_KINDS and _is_comparable_inside(base, ours):
            nothing = replace(base, children=())
            yield from _NodeComparison(
                base, nothing, ours, self.context, here, (*self.enclosing_kinds, ours.kind)
            ).find_changes()
        elif ours.signature != base.signature or self.context.has_changed_note(ours):
            yield self.conflicting_change("removed", base, None, ours.words, here)
        else:
            yield self.clean_change("removed", base, None, "remove", here)

    def join_conflict(self, index: int, pairs: Pairs, changes_by_pair: list[list[Change]]) -> bool:
        """Tell whether an added block is a piece of one beside it that both changed, and put it into that conflict."""
        t = pairs[index][1]
        assert t is not None
        theirs = self.theirs.children[t]
        for beside in (index - 1, index + 1):
            changes = changes_by_pair[beside] if 0 <= beside < len(changes_by_pair) else []
            if len(changes) == 1 and changes[0].verdict == "conflict" and _is_fragment(theirs.words, changes[0].old):
                both = [changes[0].proposal, self.context.render(theirs)]
                both = both if beside < index else both[::-1]
                changes_by_pair[beside] = [
                    replace(
                        changes[0], proposal="\n\n".join(filter(None, both)), new=f"{changes[0].new} {theirs.words}"
                    )
                ]
                return True
        return False

    def compare_added(self, t: int) -> Iterator[Change]:
        theirs = self.theirs.children[t]
        at = next((self.theirs_to_ours[each] + 1 for each in range(t - 1, -1, -1) if each in self.theirs_to_ours), 0)
        end = at
        while end < len(self.ours.children) and end not in self.base_to_ours.values():
            if self.unmatched_ours.get(end) == theirs.signature:
                self.unmatched_ours.pop(end)
                self.theirs_to_ours[t] = end
                return
            if end in self.unmatched_ours and self.is_moved_and_changed(theirs, self.ours.children[end]):
                yield from self.compare_moved(t, end)
                return
            end += 1
        if self.is_in_base_and_theirs(theirs) and theirs.signature in self.unmatched_ours.values():
            yield self.conflicting_change("added", None, theirs, theirs.words)
        else:
            yield self.clean_change("added", None, theirs, "insert", (*self.node_path, end))

    def is_in_base_and_theirs(self, node: Node) -> bool:
        """Tell whether a block that was sent out came back in the same text, wherever."""
        base, there, _ = self.context.block_signatures
        return node.signature in base & there

    def is_moved_and_changed(self, theirs: Node, ours: Node) -> bool:
        """Tell whether two blocks that are new here are one that one side moved and one changed."""
        base, there, here = self.context.block_signatures
        is_known = (ours.signature in base - there) or (theirs.signature in base - here)
        return is_known and similarity(theirs.words, ours.words) >= _LEAST_SIMILARITY

    def compare_moved(self, t: int, o: int) -> Iterator[Change]:
        """Yield what the reviewer changed in a block that the author moved; nothing the other way round."""
        theirs, ours = self.theirs.children[t], self.ours.children[o]
        self.unmatched_ours.pop(o)
        self.theirs_to_ours[t] = o
        if ours.signature in self.context.block_signatures[0]:
            is_leaf = bool(ours.atoms and theirs.atoms) and ours.kind == theirs.kind
            yield self.clean_change("changed", ours, theirs, "change" if is_leaf else "replace", (*self.node_path, o))

    def clean_change(
        self, change_action: str, base: Node | None, theirs: Node | None, action: str, node_path: tuple[int, ...]
    ) -> Change:
        edit = TextEdit(self.context.path, action, node_path, self.context.their_markdown, theirs)
        proposal = self.context.render(theirs) if theirs else ""
        return replace(
            self.make_change(change_action, base, theirs),
            edit=edit,
            proposal=proposal,
            quote=base.words if base else "",
        )

    def conflicting_change(
        self, change_action: str, base: Node | None, theirs: Node | None, quote: str, node_path: tuple[int, ...] = ()
    ) -> Change:
        proposal = self.context.render(theirs) if theirs else ""
        action = "replace" if theirs else "remove"
        edit = (
            TextEdit(self.context.path, action, node_path, self.context.their_markdown, theirs) if node_path else None
        )
        return replace(
            self.make_change(change_action, base, theirs), edit=edit, verdict="conflict", quote=quote, proposal=proposal
        )

    def make_change(self, change_action: str, base: Node | None, theirs: Node | None) -> Change:
        node = theirs or base
        assert node is not None
        kind = self.context.kind or (
            "item" if "item" in self.enclosing_kinds and node.kind == "paragraph" else node.kind
        )
        words = (base.words if base else "", theirs.words if theirs else "")
        marked = (
            (base.formatted_words, theirs.formatted_words) if base and theirs and words[0] == words[1] else ("", "")
        )
        if node.kind == "figure" and not any(words):
            marked = (_figure_name(base), _figure_name(theirs))
        return Change(change_action, kind, self.context.path, *words, formatted=marked)


def _figure_name(node: Node | None) -> str:
    """Return what names a figure, which has no words."""
    return f"![{node.name.lstrip('+=')}]" if node else ""


def _align_children(base: Node, other: Node) -> Pairs:
    one, two = base.children, other.children
    if base.kind in ("table", "row"):
        return [(each, each) for each in range(len(one))]
    return align(
        [each.signature for each in one],
        [each.signature for each in two],
        [each.words for each in one],
        [each.words for each in two],
        same_kind_only=True,
    )


def _is_comparable_inside(*nodes: Node) -> bool:
    """Tell whether nodes that stand for one another are to be looked into."""
    first = nodes[0]
    if any((each.kind, each.name) != (first.kind, first.name) for each in nodes):
        return False
    if first.kind == "table" or first.kind == "row":
        return len({tuple(len(row.children) for row in each.children) for each in nodes}) == 1 and (
            len({len(each.children) for each in nodes}) == 1
        )
    return first.kind in _RECURSED_KINDS


def _is_fragment(words: str, whole: str) -> bool:
    found, known = words.split(), set(whole.split())
    return bool(found) and sum(word in known for word in found) >= _LEAST_SHARED * len(found)

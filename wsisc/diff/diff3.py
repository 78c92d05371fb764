"""Three versions of a rich text -> what a reviewer changed in it, and whether the author changed the same.

`base` is the version that was sent out, `theirs` the reviewed one, `ours` the file as it is now. Indexes of their
children are called `b`, `t` and `o`. Paragraphs that one side joined or split are compared as one stretch. Lists that
became one when the block between them was removed are joined in the other versions too, as paths in the file must not
change; lists that are one only in the reviewed text are split again.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from wsisc.align.common_words import similarity
from wsisc.align.sequences import Pairs
from wsisc.diff import joined_paragraphs, table_merge, thresholds, word_merge, word_tree
from wsisc.diff.change import PARAGRAPH_SIGN, Change, ChangeAction, ChangeKind, TextAction, TextEdit, TextSpan, Verdict
from wsisc.diff.joined_paragraphs import Stretch
from wsisc.diff.word_tree import Node, Signature
from wsisc.messages.diagnostic import DataPath
from wsisc.text.shared import common_ends

_RECURSED_KINDS = ("list", "item", "quotation", "row", "text")
_CONTAINER_KINDS = ("list", "quotation")
_WORD_KINDS = ("paragraph", "cell", "text")


@dataclass(frozen=True)
class TextContext:
    """A text to compare: its path in the file, the kind of its blocks (None for their own), and the reviewed Markdown.

    `render` returns a node of the reviewed text as Markdown for a proposal, with names that need no lookup.
    `has_changed_note` is whether the author changed a footnote referenced in a node of the file; `is_moved` is whether
    the file has a node of the base unchanged elsewhere. `lost_notes` are the footnotes of the base that the file has no
    more. `block_signatures` are those of the whole text in base, theirs and ours; `is_in_item` is whether an item of a
    list is compared. `sent_path` and `received_path` are the paths of the text in base and theirs.
    """

    path: DataPath
    kind: ChangeKind | None
    their_markdown: str
    render: Callable[[Node], str]
    has_changed_note: Callable[[Node], bool]
    is_moved: Callable[[Node], bool]
    lost_notes: frozenset[str] = frozenset()
    block_signatures: tuple[frozenset[Signature], ...] = ()
    is_in_item: bool = False
    sent_path: DataPath = ()
    received_path: DataPath = ()

    def clean_change(
        self,
        change_action: ChangeAction,
        base: Node | None,
        theirs: Node | None,
        action: TextAction,
        node_path: tuple[int, ...],
    ) -> Change:
        """Return a change that is applied by an `action` (see `TextEdit`) to the node of ours at a path."""
        edit = TextEdit(self.path, action, node_path, self.their_markdown, theirs)
        proposal = self.render(theirs) if theirs else ""
        quote = base.words if base else ""
        return replace(self._make_change(change_action, base, theirs), edit=edit, proposal=proposal, quote=quote)

    def conflicting_change(
        self,
        change_action: ChangeAction,
        base: Node | None,
        theirs: Node | None,
        quote: str,
        node_path: tuple[int, ...] = (),
        size: int = 1,
    ) -> Change:
        """Return a conflict; its edit is the one that a user may choose, None if ours has no counterpart."""
        change = self.clean_change(change_action, base, theirs, "replace" if theirs else "remove", node_path)
        assert isinstance(change.edit, TextEdit)
        edit = change.edit._replace(size=size) if node_path else None
        return replace(change, edit=edit, verdict=Verdict.CONFLICT, quote=quote)

    def merge(
        self,
        change_action: ChangeAction,
        base: Node,
        theirs: Node,
        ours: Node,
        node_path: tuple[int, ...],
    ) -> Change | None:
        """Return the change of a node of ours, or of several, to which it is applied word by word if that is possible.

        None if ours has it already.
        """
        merged = self.merge_signatures(base, theirs, ours)
        if merged == ours.signature:
            return None
        if merged is not None and not self.lost_notes & word_tree.find_notes(merged):
            action = _change_action(base, theirs, ours)
            change = self.clean_change(change_action, base, theirs, action, node_path)
            change = replace(change, quote=ours.words, is_merged=ours.signature != base.signature)
        else:
            change = self.conflicting_change(change_action, base, theirs, ours.words, node_path)
        assert isinstance(change.edit, TextEdit)
        return replace(
            change, edit=change.edit._replace(base=base, size=len(ours.children) if ours.kind == "text" else 1)
        )

    def merge_signatures(self, base: Node, theirs: Node, ours: Node) -> Signature | None:
        """Return the signature of ours with the changes of theirs, or None if they overlap with those of ours.

        A footnote that theirs removed, and ours changed, is such a change.
        """
        if self.removes_changed_note(base, theirs, ours):
            return None
        if ours.signature == base.signature:
            return theirs.signature
        kinds = {each.kind for each in (base, theirs, ours)}
        if kinds == {"table"}:
            return table_merge.merge_signatures(base, theirs, ours)
        return word_merge.merge_signatures(base, theirs, ours) if len(kinds) == 1 and base.kind in _WORD_KINDS else None

    def removes_changed_note(self, base: Node, theirs: Node, ours: Node) -> bool:
        """Return whether theirs removed a footnote that ours has and changed."""
        kept = {atom.note for node in word_tree.walk(theirs) for atom in node.atoms}
        lost = {atom.note for node in word_tree.walk(base) for atom in node.atoms if atom.note} - kept
        removed = tuple(atom for node in word_tree.walk(ours) for atom in node.atoms if atom.note in lost)
        return bool(removed) and self.has_changed_note(replace(ours, children=(), atoms=removed))

    def _make_change(self, change_action: ChangeAction, base: Node | None, theirs: Node | None) -> Change:
        node = theirs or base
        assert node is not None
        node = node.children[0] if node.kind == "text" else node
        is_item = self.is_in_item and node.kind == "paragraph"
        old, new = base.words if base else "", theirs.words if theirs else ""
        formatted = word_tree.format_both(base, theirs) if base and theirs else ("", "")
        if node.kind == "figure" and not old and not new:
            formatted = (_figure_name(base), _figure_name(theirs))
        kind = self.kind or (ChangeKind.ITEM if is_item else ChangeKind(node.kind))
        return Change(
            action=change_action,
            kind=kind,
            path=self.path,
            old=old,
            new=new,
            formatted=formatted,
            sent=_find_spans(self.sent_path, [base] if base else []),
            received=_find_spans(self.received_path, [theirs] if theirs else []),
        )


def _find_spans(path: DataPath, nodes: Sequence[Node]) -> tuple[TextSpan, ...]:
    return tuple(TextSpan(path, node.start, node.end) for node in nodes)


def _change_action(base: Node, theirs: Node, ours: Node) -> TextAction:
    """Return the action of an edit: of paragraphs only the words are changed, of a table what differs from ours."""
    has_words = (ours.atoms and theirs.atoms) or ours.kind == "text" or ours.signature != base.signature
    return "change" if has_words and ours.kind == theirs.kind else "replace"


def _figure_name(node: Node | None) -> str:
    """Return the Markdown of a figure, which has no words to report."""
    return f"![{node.name.lstrip('+=')}]" if node else ""


def compare(base: Node, theirs: Node, ours: Node, context: TextContext) -> Iterator[Change]:
    """Yield the changes from `base` to `theirs`, each with the edit that applies it to `ours`, or as a conflict."""
    if base.signature != theirs.signature:
        context = replace(
            context,
            block_signatures=tuple(frozenset(word_tree.block_signatures(each)) for each in (base, theirs, ours)),
        )
        yield from _NodeComparison(base, theirs, ours, context, ()).find_changes()


@dataclass
class _NodeComparison:
    """Compares the children of three corresponding nodes.

    `node_path` is that of `ours`. `base_to_ours` and `theirs_to_ours` map indexes of children; `unmatched_ours` has the
    signatures of those that only the file has, `matched_ours` are all others, `removed_by_both` are the children of the
    base that both others lack.
    """

    base: Node
    theirs: Node
    ours: Node
    context: TextContext
    node_path: tuple[int, ...]
    unmatched_ours: dict[int, Signature] = field(default_factory=dict)
    base_to_ours: dict[int, int] = field(default_factory=dict)
    theirs_to_ours: dict[int, int] = field(default_factory=dict)
    matched_ours: set[int] = field(default_factory=set)
    removed_by_both: list[Node] = field(default_factory=list)

    def find_changes(self) -> Iterator[Change]:
        self.base, self.theirs = regroup(self.base, self.theirs, self.ours)
        pairs = _align_children(self.base, self.theirs)
        own = list(self.pair_ours(pairs))
        self.base_to_ours = {b: o for b, o in own if b is not None and o is not None}
        self.unmatched_ours = {o: self.ours.children[o].signature for b, o in own if b is None and o is not None}
        self.theirs_to_ours = {t: self.base_to_ours[b] for b, t in pairs if t is not None and b in self.base_to_ours}
        self.matched_ours = set(self.base_to_ours.values())
        stretches = self.find_stretches(pairs, own)
        gone = (
            b for b, t in pairs if b is not None and t is None and b not in self.base_to_ours and b not in stretches
        )
        self.removed_by_both = [self.base.children[b] for b in gone]
        changes = [list(self.compare_base(b, t, stretches)) for b, t in pairs]
        known = {t for each in stretches.values() for t in each.theirs}
        for index, (b, t) in enumerate(pairs):
            if b is None and t is not None and t not in known and not self.join_conflict(index, t, changes):
                changes[index] = list(self.compare_added(t))
        yield from (change for each in changes for change in each)

    def compare_base(self, b: int | None, t: int | None, stretches: dict[int, Stretch]) -> Iterator[Change]:
        """Yield the changes of a child of the base; those of a stretch with its first one."""
        if b in stretches:
            yield from self.compare_stretch(stretches[b]) if b == stretches[b].base[0] else ()
        elif b is not None:
            yield from self.compare_pair(b, t)

    def find_stretches(self, pairs: Pairs, own: Pairs) -> dict[int, Stretch]:
        """Return the stretches of paragraphs that were joined or split, by the indexes of their paragraphs in base."""
        sides = (self.theirs.children, pairs), (self.ours.children, own)
        found: dict[int, Stretch] = {}
        for each in joined_paragraphs.find_stretches(self.base.children, *sides):
            found |= dict.fromkeys(each.base, each)
            self.theirs_to_ours |= dict.fromkeys(each.theirs, each.ours[-1]) if each.ours else {}
            self.matched_ours |= {*each.ours}
            for o in each.ours:
                self.unmatched_ours.pop(o, None)
        return found

    def compare_stretch(self, stretch: Stretch) -> Iterator[Change]:
        """Yield the change of paragraphs of which one side joined or split some."""
        sides = zip((self.base, self.theirs, self.ours), stretch, strict=True)
        base, theirs, ours = (_gather([node.children[index] for index in indexes]) for node, indexes in sides)
        if theirs.signature in (base.signature, ours.signature):
            return
        more = len(theirs.children) - len(base.children)
        action = ChangeAction.SPLIT if more > 0 else ChangeAction.JOINED if more else ChangeAction.CHANGED
        path = (*self.node_path, stretch.ours.start)
        if not ours.children:
            change: Change | None = self.context.conflicting_change(action, base, theirs, base.words)
        elif not theirs.children:
            change = self.context.conflicting_change(
                ChangeAction.REMOVED, base, None, ours.words, path, len(stretch.ours)
            )
        else:
            change = self.context.merge(action, base, theirs, ours, path)
        if change is None:
            return
        # what the reviewer did not touch is not shown
        start, end = common_ends(*([each.signature for each in side.children] for side in (base, theirs)))
        old, new = (side.children[start : len(side.children) - end] for side in (base, theirs))
        words = [PARAGRAPH_SIGN.join(each.words for each in side) for side in (old, new)]
        formatted = ("", "") if more else change.formatted
        sent, received = _find_spans(self.context.sent_path, old), _find_spans(self.context.received_path, new)
        change = replace(change, old=words[0], new=words[1], formatted=formatted, sent=sent, received=received)
        yield change if words[1] else replace(change, action=ChangeAction.REMOVED)

    def pair_ours(self, pairs: Pairs) -> Iterator[tuple[int | None, int | None]]:
        """Yield the pairs of base and ours, of which `pairs` are those of base and theirs.

        What the reviewer made of a block of the base corresponds to that block, if the file has it, and what the
        reviewer added to none: so all else corresponds as it did before that was merged.
        """
        children, known = self.ours.children, {each.signature for each in self.base.children}
        reviewed = dict[Signature, Node | None]()
        for b, t in pairs if self.ours.kind not in ("table", "row") else ():
            if t is not None and self.theirs.children[t].signature not in known:
                reviewed.setdefault(self.theirs.children[t].signature, None if b is None else self.base.children[b])
        nodes = {o: reviewed.get(each.signature, each) for o, each in enumerate(children)}
        added = deque(o for o, node in nodes.items() if node is None)
        rest = [(o, node) for o, node in nodes.items() if node is not None]
        for b, index in _align_children(self.base, replace(self.ours, children=tuple(node for _, node in rest))):
            o = None if index is None else rest[index][0]
            while o is not None and added and added[0] < o:
                yield None, added.popleft()
            yield b, o
        yield from ((None, o) for o in added)

    def compare_pair(self, b: int, t: int | None) -> Iterator[Change]:
        """Yield the changes of a child of the base, and its counterpart in theirs."""
        base = self.base.children[b]
        ours = self.ours.children[self.base_to_ours[b]] if b in self.base_to_ours else None
        if t is None:
            yield from self.compare_removed(base, ours, b)
            return
        theirs = self.theirs.children[t]
        if base.signature == theirs.signature:
            return
        if self.is_already_applied(theirs, ours):
            if ours and base.kind in _CONTAINER_KINDS and _is_comparable_inside(base, theirs, ours):
                # an item that both lack here may be in another list of the author
                yield from self.compare_inside(base, theirs, ours, (*self.node_path, self.base_to_ours[b]))
            return
        if ours is None:
            yield self.context.conflicting_change(ChangeAction.CHANGED, base, theirs, base.words)
            return
        path = (*self.node_path, self.base_to_ours[b])
        if _is_comparable_inside(base, theirs, ours):
            yield from self.compare_inside(base, theirs, ours, path)
        else:
            yield from filter(None, [self.context.merge(ChangeAction.CHANGED, base, theirs, ours, path)])

    def compare_inside(self, base: Node, theirs: Node, ours: Node, path: tuple[int, ...]) -> Iterator[Change]:
        context = replace(self.context, is_in_item=self.context.is_in_item or ours.kind == "item")
        yield from _NodeComparison(base, theirs, ours, context, path).find_changes()

    def is_already_applied(self, theirs: Node, ours: Node | None) -> bool:
        """Return whether the file already has what the reviewer wrote, here or as a block of its own."""
        if ours and ours.signature == theirs.signature:
            return True
        same = next((o for o, each in self.unmatched_ours.items() if each == theirs.signature), None)
        if same is not None:
            self.unmatched_ours.pop(same)
        return same is not None

    def compare_removed(self, base: Node, ours: Node | None, b: int) -> Iterator[Change]:
        if ours is None:
            is_changed = any(self.is_moved_and_changed(base, self.ours.children[o]) for o in self.unmatched_ours)
            if not self.is_in_base_and_theirs(base) and (is_changed or self.context.is_moved(base)):
                yield self.context.conflicting_change(ChangeAction.REMOVED, base, None, base.words)
            return
        path, is_changed = (*self.node_path, self.base_to_ours[b]), ours.signature != base.signature
        if is_changed and base.kind in _CONTAINER_KINDS and _is_comparable_inside(base, ours):
            yield from self.compare_inside(base, replace(base, children=()), ours, path)
        elif is_changed or self.context.has_changed_note(ours):
            yield self.context.conflicting_change(ChangeAction.REMOVED, base, None, ours.words, path)
        else:
            yield self.context.clean_change(ChangeAction.REMOVED, base, None, "remove", path)

    def join_conflict(self, index: int, t: int, changes_by_pair: list[list[Change]]) -> bool:
        """Add a new block to an adjacent conflict if it is a piece of the block in conflict; return whether it is."""
        theirs = self.theirs.children[t]
        for beside in (index - 1, index + 1) if theirs.kind != "row" else ():
            changes = changes_by_pair[beside] if 0 <= beside < len(changes_by_pair) else []
            if (
                len(changes) == 1
                and changes[0].verdict == Verdict.CONFLICT
                and _is_fragment(theirs.words, changes[0].old)
            ):
                conflict = changes[0]
                blocks = [conflict.proposal, self.context.render(theirs)]
                proposal = "\n\n".join(filter(None, blocks if beside < index else reversed(blocks)))
                received = (*conflict.received, *_find_spans(self.context.received_path, [theirs]))
                new = f"{conflict.new} {theirs.words}".strip()
                changes_by_pair[beside] = [replace(conflict, proposal=proposal, new=new, received=received)]
                return True
        return False

    def compare_added(self, t: int) -> Iterator[Change]:
        """Yield a new child of theirs, inserted after what precedes it there, and after what the author added there."""
        theirs = self.theirs.children[t]
        end = next((self.theirs_to_ours[each] + 1 for each in range(t - 1, -1, -1) if each in self.theirs_to_ours), 0)
        while end < len(self.ours.children) and end not in self.matched_ours:
            if self.unmatched_ours.get(end) == theirs.signature:
                self.unmatched_ours.pop(end)
                self.theirs_to_ours[t] = end
                return
            if end in self.unmatched_ours and self.is_moved_and_changed(theirs, self.ours.children[end]):
                yield from self.compare_moved(t, end)
                return
            end += 1
        if self.is_in_base_and_theirs(theirs) and theirs.signature in self.unmatched_ours.values():
            yield self.context.conflicting_change(ChangeAction.ADDED, None, theirs, theirs.words)
        elif removed := next((base for base in self.removed_by_both if _is_changed(base, theirs)), None):
            yield self.context.conflicting_change(ChangeAction.CHANGED, removed, theirs, theirs.words)
        else:
            yield self.context.clean_change(ChangeAction.ADDED, None, theirs, "insert", (*self.node_path, end))

    def is_in_base_and_theirs(self, node: Node) -> bool:
        """Return whether a block of the base is anywhere in the reviewed text."""
        base, there, _ = self.context.block_signatures
        return node.signature in base & there

    def is_moved_and_changed(self, theirs: Node, ours: Node) -> bool:
        """Return whether two blocks without counterparts are one that one side moved and the other changed."""
        base, there, here = self.context.block_signatures
        is_known = (ours.signature in base - there) or (theirs.signature in base - here)
        return is_known and similarity(theirs.words, ours.words) >= thresholds.MOVED_SIMILARITY

    def compare_moved(self, t: int, o: int) -> Iterator[Change]:
        """Yield the reviewer's change of a block that the author moved; nothing if the author changed it."""
        theirs, ours = self.theirs.children[t], self.ours.children[o]
        self.unmatched_ours.pop(o)
        self.theirs_to_ours[t] = o
        if ours.signature in self.context.block_signatures[0]:
            yield from filter(
                None, [self.context.merge(ChangeAction.CHANGED, ours, theirs, ours, (*self.node_path, o))]
            )


def _is_changed(base: Node, theirs: Node) -> bool:
    """Return whether a new block is another one with other words; if it is the same, it was only moved."""
    is_same = base.kind != theirs.kind or base.signature == theirs.signature
    return not is_same and similarity(base.words, theirs.words) >= thresholds.MOVED_SIMILARITY


def _gather(nodes: Sequence[Node]) -> Node:
    """Return a node that holds neighbouring paragraphs."""
    signature = word_tree.make_signature("text", "", (), tuple(each.signature for each in nodes))
    start, end = (nodes[0].start, nodes[-1].end) if nodes else (0, 0)
    return Node("text", start, end, tuple(nodes), signature=signature)


def _align_children(base: Node, other: Node) -> Pairs:
    """Return the pairs of children; cells correspond by position: their numbers are equal here."""
    if base.kind == "table":
        return table_merge.align_rows(base, other)
    if base.kind == "row":
        return [(each, each) for each in range(len(base.children))]
    return word_tree.align_nodes(base.children, other.children)


def _is_comparable_inside(*nodes: Node) -> bool:
    """Return whether the children of corresponding nodes are compared: not those of tables with other columns."""
    first = nodes[0]
    if any((each.kind, each.name) != (first.kind, first.name) for each in nodes):
        return False
    if first.kind in ("table", "row"):
        rows = [each.children[0] if each.kind == "table" else each for each in nodes]
        return len({len(row.children) for row in rows}) == 1
    return first.kind in _RECURSED_KINDS


def _is_fragment(words: str, whole: str) -> bool:
    """Return whether a text is a piece of another, that a reviewer split off."""
    pieces, known = words.split(), set(whole.split())
    return bool(pieces) and sum(piece in known for piece in pieces) >= thresholds.SHARED_WITH_CHANGED * len(pieces)


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

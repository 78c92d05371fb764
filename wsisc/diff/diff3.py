"""Three versions of a rich text -> what a reviewer changed in it, and whether the author changed the same.

`base` is the version that was sent out, `theirs` the reviewed one, `ours` the file as it is now. Indexes of their
children are called `b`, `t` and `o`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wsisc.align.common_words import similarity
from wsisc.align.sequences import Pairs
from wsisc.diff import joined_lists, joined_paragraphs, table_merge, thresholds, word_merge, word_tree
from wsisc.diff.change import PARAGRAPH_SIGN, Change, ChangeAction, ChangeKind, TextAction, TextEdit, TextSpan, Verdict
from wsisc.diff.joined_paragraphs import Stretch
from wsisc.diff.word_tree import Node, Signature
from wsisc.messages.diagnostic import DataPath

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
    ) -> Change:
        """Return a conflict; its edit is the one that a user may choose, None if ours has no counterpart."""
        change = self.clean_change(change_action, base, theirs, "replace" if theirs else "remove", node_path)
        return replace(change, edit=change.edit if node_path else None, verdict=Verdict.CONFLICT, quote=quote)

    def merge(
        self,
        change_action: ChangeAction,
        base: Node,
        theirs: Node,
        ours: Node,
        node_path: tuple[int, ...],
        size: int = 1,
    ) -> Change | None:
        """Return the change of `size` nodes of ours, to which it is applied word by word if that is possible.

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
        return replace(change, edit=change.edit._replace(base=base, size=size))

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
    signatures of those that only the file has, `removed_by_both` the children of the base that both others lack.
    """

    base: Node
    theirs: Node
    ours: Node
    context: TextContext
    node_path: tuple[int, ...]
    unmatched_ours: dict[int, Signature] = field(default_factory=dict)
    base_to_ours: dict[int, int] = field(default_factory=dict)
    theirs_to_ours: dict[int, int] = field(default_factory=dict)
    removed_by_both: list[Node] = field(default_factory=list)

    def find_changes(self) -> Iterator[Change]:
        self.base, self.theirs = joined_lists.regroup(self.base, self.theirs, self.ours)
        pairs = _align_children(self.base, self.theirs)
        own = list(self.split_pairs(_align_children(self.base, self.ours), dict(pairs)))
        self.base_to_ours = {b: o for b, o in own if b is not None and o is not None}
        self.unmatched_ours = {o: self.ours.children[o].signature for b, o in own if b is None and o is not None}
        self.theirs_to_ours = {t: self.base_to_ours[b] for b, t in pairs if t is not None and b in self.base_to_ours}
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
            self.theirs_to_ours |= dict.fromkeys(each.theirs, each.ours[-1])
            for o in each.ours:
                self.unmatched_ours.pop(o, None)
        return found

    def compare_stretch(self, stretch: Stretch) -> Iterator[Change]:
        """Yield the change of paragraphs of which one side joined or split some."""
        nodes = [
            [node.children[index] for index in indexes]
            for node, indexes in ((self.base, stretch.base), (self.theirs, stretch.theirs), (self.ours, stretch.ours))
        ]
        base, theirs, ours = map(_gather, nodes)
        if theirs.signature in (base.signature, ours.signature):
            return
        more = (len(nodes[1]) - len(nodes[0])) * stretch.is_of_theirs
        action = ChangeAction.SPLIT if more > 0 else ChangeAction.JOINED if more else ChangeAction.CHANGED
        path, size = (*self.node_path, stretch.ours[0]), len(stretch.ours)
        change = self.context.merge(action, base, theirs, ours, path, size)
        if change is None:
            return
        signatures = [[each.signature for each in side] for side in nodes[:2]]
        if len(nodes[0]) == len(nodes[1]):  # what the reviewer did not touch is not shown
            nodes = [[each for each, a, b in zip(side, *signatures, strict=True) if a != b] for side in nodes[:2]]
        old, new = (PARAGRAPH_SIGN.join(each.words for each in side) for side in nodes[:2])
        formatted = ("", "") if stretch.is_of_theirs else change.formatted
        sent = _find_spans(self.context.sent_path, nodes[0])
        received = _find_spans(self.context.received_path, nodes[1])
        yield replace(change, old=old, new=new, formatted=formatted, sent=sent, received=received)

    def split_pairs(
        self, pairs: Pairs, theirs: dict[int | None, int | None]
    ) -> Iterator[tuple[int | None, int | None]]:
        """Yield the pairs of base and ours; those are split whose child of ours is equal to another one of theirs."""
        known = {each.signature for each in self.theirs.children}
        for b, o in pairs:
            if b is not None and o is not None and self.ours.kind not in ("table", "row"):
                own, t = self.ours.children[o].signature, theirs.get(b)
                is_same = own in (self.base.children[b].signature, t is not None and self.theirs.children[t].signature)
                if not is_same and own in known:
                    yield from ((b, None), (None, o))
                    continue
            yield b, o

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
                new = f"{conflict.new} {theirs.words}"
                changes_by_pair[beside] = [replace(conflict, proposal=proposal, new=new, received=received)]
                return True
        return False

    def compare_added(self, t: int) -> Iterator[Change]:
        """Yield a new child of theirs, inserted after what precedes it there, and after what the author added there."""
        theirs = self.theirs.children[t]
        end = next((self.theirs_to_ours[each] + 1 for each in range(t - 1, -1, -1) if each in self.theirs_to_ours), 0)
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
    return Node("text", nodes[0].start, nodes[-1].end, tuple(nodes), signature=signature)


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

"""Three versions of a rich text -> what a reviewer changed in it, and whether the author changed the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from wsisc.diagnostic import Path
from wsisc.diff import lists, tree
from wsisc.diff.align import Pairs, align, likeness
from wsisc.diff.change import Change, TextEdit
from wsisc.diff.tree import Node, Signature

_OPEN = ("list", "item", "quotation", "row", "text")
_HOLDERS = ("list", "quotation")
_SPLIT = 0.6
_VERSION = 0.6


@dataclass(frozen=True)
class Place:
    """Where a text stands: its path in the file, what its blocks are called, and the Markdown of the reviewed one.

    `render` gives the Markdown of a node of the reviewed text in names that anyone understands, for a proposal.
    `is_kept` tells of a node of the file whether the author changed a footnote that it calls, `is_moved` of one that
    was sent out whether the file has it as it was, in whatever place. `blocks` are those of the whole text in the three
    versions.
    """

    path: Path
    kind: str
    markdown: str
    render: Callable[[Node], str]
    is_kept: Callable[[Node], bool]
    is_moved: Callable[[Node], bool]
    blocks: tuple[frozenset[Signature], ...] = ()


def compare(base: Node, theirs: Node, ours: Node, place: Place) -> Iterator[Change]:
    """Yield what differs between a text as it was sent out and as it came back, with what it means for the file's."""
    if base.signature != theirs.signature:
        place = replace(place, blocks=tuple(frozenset(tree.blocks(each)) for each in (base, theirs, ours)))
        yield from _Level(base, theirs, ours, place, (), ()).changes()


@dataclass
class _Level:
    """The children of three nodes that stand for one another."""

    base: Node
    theirs: Node
    ours: Node
    place: Place
    where: tuple[int, ...]
    within: tuple[str, ...]
    spare: dict[int, Signature] = field(default_factory=dict)
    mine: dict[int, int] = field(default_factory=dict)
    landed: dict[int, int] = field(default_factory=dict)

    def changes(self) -> Iterator[Change]:
        self.base, self.theirs = lists.regrouped(self.base, self.theirs, self.ours)
        pairs = _aligned(self.base, self.theirs)
        own = list(self.parted(_aligned(self.base, self.ours), dict(pairs)))
        self.mine = {b: o for b, o in own if b is not None and o is not None}
        self.spare = {o: self.ours.children[o].signature for b, o in own if b is None and o is not None}
        self.landed = {t: self.mine[b] for b, t in pairs if t is not None and b in self.mine}
        found = [list(self.of_pair(b, t)) if b is not None else [] for b, t in pairs]
        for at, (b, t) in enumerate(pairs):
            if b is None and t is not None and not self.belongs(at, pairs, found):
                found[at] = list(self.added(t))
        yield from (change for each in found for change in each)

    def parted(self, own: Pairs, theirs: dict[int | None, int | None]) -> Iterator[tuple[int | None, int | None]]:
        """Yield pairs of base and file, those apart where the file has what the reviewer wrote in another place."""
        known = {each.signature for each in self.theirs.children}
        for b, o in own:
            if b is not None and o is not None and self.ours.kind not in ("table", "row"):
                mine, t = self.ours.children[o].signature, theirs.get(b)
                same = mine in (self.base.children[b].signature, t is not None and self.theirs.children[t].signature)
                if not same and mine in known:
                    yield from ((b, None), (None, o))
                    continue
            yield b, o

    def of_pair(self, b: int, t: int | None) -> Iterator[Change]:
        base = self.base.children[b]
        ours = self.ours.children[self.mine[b]] if b in self.mine else None
        if t is None:
            yield from self.removed(base, ours, b)
            return
        theirs = self.theirs.children[t]
        if base.signature == theirs.signature or self.is_done(theirs, ours):
            return
        if ours is None:
            yield self.conflict("changed", base, theirs, base.words)
            return
        here = (*self.where, self.mine[b])
        if _is_open(base, theirs, ours):
            yield from _Level(base, theirs, ours, self.place, here, (*self.within, ours.kind)).changes()
        elif ours.signature != base.signature or (len(theirs.notes) < len(ours.notes) and self.place.is_kept(ours)):
            yield self.conflict("changed", base, theirs, ours.words, here)
        else:
            is_leaf = bool(ours.atoms and theirs.atoms) and ours.kind == theirs.kind
            yield self.clean("changed", base, theirs, "change" if is_leaf else "replace", here)

    def is_done(self, theirs: Node, ours: Node | None) -> bool:
        """Tell whether the file has what the reviewer wrote already."""
        if ours and ours.signature == theirs.signature:
            return True
        at = next((o for o, each in self.spare.items() if each == theirs.signature), None)
        if at is not None:
            self.spare.pop(at)
        return at is not None

    def removed(self, base: Node, ours: Node | None, b: int) -> Iterator[Change]:
        if ours is None:
            is_changed = any(self.is_version(base, self.ours.children[o]) for o in self.spare)
            if not self.is_carried(base) and (is_changed or self.place.is_moved(base)):
                yield self.conflict("removed", base, None, base.words)
            return
        here = (*self.where, self.mine[b])
        if ours.signature != base.signature and base.kind in _HOLDERS and _is_open(base, ours):
            nothing = replace(base, children=())
            yield from _Level(base, nothing, ours, self.place, here, (*self.within, ours.kind)).changes()
        elif ours.signature != base.signature or self.place.is_kept(ours):
            yield self.conflict("removed", base, None, ours.words, here)
        else:
            yield self.clean("removed", base, None, "remove", here)

    def belongs(self, at: int, pairs: Pairs, found: list[list[Change]]) -> bool:
        """Tell whether an added block is a piece of one beside it that both changed, and put it into that conflict."""
        t = pairs[at][1]
        assert t is not None
        theirs = self.theirs.children[t]
        for beside in (at - 1, at + 1):
            changes = found[beside] if 0 <= beside < len(found) else []
            if len(changes) == 1 and changes[0].verdict == "conflict" and _share(theirs.words, changes[0].old):
                both = [changes[0].proposal, self.place.render(theirs)]
                both = both if beside < at else both[::-1]
                found[beside] = [
                    replace(
                        changes[0], proposal="\n\n".join(filter(None, both)), new=f"{changes[0].new} {theirs.words}"
                    )
                ]
                return True
        return False

    def added(self, t: int) -> Iterator[Change]:
        theirs = self.theirs.children[t]
        at = next((self.landed[each] + 1 for each in range(t - 1, -1, -1) if each in self.landed), 0)
        end = at
        while end < len(self.ours.children) and end not in self.mine.values():
            if self.spare.get(end) == theirs.signature:
                self.spare.pop(end)
                self.landed[t] = end
                return
            if end in self.spare and self.is_version(theirs, self.ours.children[end]):
                yield from self.moved(t, end)
                return
            end += 1
        if self.is_carried(theirs) and theirs.signature in self.spare.values():
            yield self.conflict("added", None, theirs, theirs.words)
        else:
            yield self.clean("added", None, theirs, "insert", (*self.where, end))

    def is_carried(self, node: Node) -> bool:
        """Tell whether a block that was sent out came back in the same text, wherever."""
        base, there, _ = self.place.blocks
        return node.signature in base & there

    def is_version(self, theirs: Node, ours: Node) -> bool:
        """Tell whether two blocks that are new here are one that one side moved and one changed."""
        base, there, here = self.place.blocks
        is_known = (ours.signature in base - there) or (theirs.signature in base - here)
        return is_known and likeness(theirs.words, ours.words) >= _VERSION

    def moved(self, t: int, o: int) -> Iterator[Change]:
        """Yield what the reviewer changed in a block that the author moved; nothing the other way round."""
        theirs, ours = self.theirs.children[t], self.ours.children[o]
        self.spare.pop(o)
        self.landed[t] = o
        if ours.signature in self.place.blocks[0]:
            is_leaf = bool(ours.atoms and theirs.atoms) and ours.kind == theirs.kind
            yield self.clean("changed", ours, theirs, "change" if is_leaf else "replace", (*self.where, o))

    def clean(self, what: str, base: Node | None, theirs: Node | None, action: str, where: tuple[int, ...]) -> Change:
        edit = TextEdit(self.place.path, action, where, self.place.markdown, theirs)
        proposal = self.place.render(theirs) if theirs else ""
        return replace(self.told(what, base, theirs), edit=edit, proposal=proposal, quote=base.words if base else "")

    def conflict(
        self, what: str, base: Node | None, theirs: Node | None, quote: str, where: tuple[int, ...] = ()
    ) -> Change:
        proposal = self.place.render(theirs) if theirs else ""
        action = "replace" if theirs else "remove"
        edit = TextEdit(self.place.path, action, where, self.place.markdown, theirs) if where else None
        return replace(self.told(what, base, theirs), edit=edit, verdict="conflict", quote=quote, proposal=proposal)

    def told(self, what: str, base: Node | None, theirs: Node | None) -> Change:
        node = theirs or base
        assert node is not None
        kind = self.place.kind or ("item" if "item" in self.within and node.kind == "paragraph" else node.kind)
        words = (base.words if base else "", theirs.words if theirs else "")
        marked = (base.marked, theirs.marked) if base and theirs and words[0] == words[1] else ("", "")
        if node.kind == "figure" and not any(words):
            marked = (_figure(base), _figure(theirs))
        return Change(what, kind, self.place.path, *words, marked=marked)


def _figure(node: Node | None) -> str:
    """Return what names a figure, which has no words."""
    return f"![{node.name.lstrip('+=')}]" if node else ""


def _aligned(base: Node, other: Node) -> Pairs:
    one, two = base.children, other.children
    if base.kind in ("table", "row"):
        return [(each, each) for each in range(len(one))]
    return align(
        [each.signature for each in one],
        [each.signature for each in two],
        [each.words for each in one],
        [each.words for each in two],
        kinds=True,
    )


def _is_open(*nodes: Node) -> bool:
    """Tell whether nodes that stand for one another are to be looked into."""
    first = nodes[0]
    if any((each.kind, each.name) != (first.kind, first.name) for each in nodes):
        return False
    if first.kind == "table" or first.kind == "row":
        return len({tuple(len(row.children) for row in each.children) for each in nodes}) == 1 and (
            len({len(each.children) for each in nodes}) == 1
        )
    return first.kind in _OPEN


def _share(words: str, whole: str) -> bool:
    found, known = words.split(), set(whole.split())
    return bool(found) and sum(word in known for word in found) >= _SPLIT * len(found)

"""The three versions of a submission, so that what stands for the same compares alike."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wsisc.diagnostic import Path
from wsisc.diff import section_matching, tree
from wsisc.diff.align import align
from wsisc.diff.section_matching import Sections
from wsisc.diff.tree import Names, Node, Signature
from wsisc.model import Part, Section, Submission

_PASSES = 5


@dataclass(frozen=True)
class Images:
    """The digests of the images of three versions by the names of their figures; `seen` tells what theirs are."""

    base: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sides:
    """`base` as it was sent out, `theirs` as it came back, `ours` as the file is now.

    `again` is `base` as it comes back where nobody changes anything: what differs there says nothing. `bookmarks` go
    from paths of sections in `theirs` to those in `base` that their headings are marked with.
    """

    base: Submission
    theirs: Submission
    ours: Submission
    again: Submission | None = None
    bookmarks: Mapping[Path, Path] = field(default_factory=dict)
    images: Images = Images()

    def near(self, path: Path) -> Path:
        """Return the path in the file of the nearest part or section around one of theirs, () where there is none."""
        back = {theirs: base for base, theirs in self.to_theirs.items()}
        while path:
            base = back.get(path, path)
            found = self.to_ours.get(base) if isinstance(self.holders[1].get(path), Section) else base
            if found in self.holders[2]:
                return found
            path = path[:-2] if isinstance(path[-1], int) else path[:-1]
        return ()

    @cached_property
    def holders(self) -> tuple[dict[Path, Part | Section], ...]:
        """The parts and sections of base, theirs and ours by their paths."""
        return tuple(section_matching.holders(each) for each in (self.base, self.theirs, self.ours))

    @cached_property
    def to_theirs(self) -> Sections:
        """The paths of sections of the base, and theirs."""
        return section_matching.sections(self.base, self.theirs, self.bookmarks)

    @cached_property
    def to_ours(self) -> Sections:
        """The paths of sections of the base, and ours."""
        return section_matching.sections(self.base, self.ours)

    @cached_property
    def notes_to_theirs(self) -> dict[str, str]:
        """The names of footnotes of the base, and theirs."""
        return section_matching.notes(self.base, self.theirs)

    @cached_property
    def notes_to_ours(self) -> dict[str, str]:
        """The names of footnotes of the base, and ours."""
        ours = self.ours.footnotes
        return {
            **section_matching.notes(self.base, self.ours),
            **{name: name for name in self.base.footnotes if name in ours},
        }

    @cached_property
    def figures_to_ours(self) -> dict[str, str]:
        """The names of figures of the base, and ours."""
        ours = self.ours.figures
        return {
            **section_matching.figures(self.base, self.ours),
            **{name: name for name in self.base.figures if name in ours},
        }

    @cached_property
    def base_names(self) -> Names:
        """How names of the base are understood."""
        return Names(self.base.links)

    @cached_property
    def their_names(self) -> Names:
        """How their names are understood: notes and figures by the names that they have in the base, else "+name"."""
        notes = {theirs: base for base, theirs in self.notes_to_theirs.items()}
        figures = {theirs: base for base, theirs in section_matching.figures(self.base, self.theirs).items()}
        return Names(
            self.theirs.links,
            {name: notes.get(name, f"+{name}") for name in self.theirs.footnotes},
            {name: figures.get(name, f"+{name}") for name in self.theirs.figures},
            self._alias,
        )

    @cached_property
    def our_names(self) -> Names:
        """How our names are understood; a note that is new on both sides, with the same words, is one."""
        notes = {ours: base for base, ours in self.notes_to_ours.items()}
        figures = {ours: base for base, ours in self.figures_to_ours.items()}
        new = {self._plain(self.theirs, name): id for name, id in self.their_names.notes.items() if id.startswith("+")}
        ids = {}
        for name in self.ours.footnotes:
            ids[name] = notes.get(name) or new.pop(self._plain(self.ours, name), f"={name}")
        return Names(self.ours.links, ids, {name: figures.get(name, f"={name}") for name in self.ours.figures})

    def is_moved(self, node: Node) -> bool:
        """Tell whether a block of the base that is not in its place in the file stands elsewhere in it, as it was."""
        base, ours = self._blocks
        return bool(node.words) and ours[node.signature] >= base[node.signature] > 0

    @cached_property
    def _blocks(self) -> tuple[Counter[Signature], Counter[Signature]]:
        """How often the parts and sections of base and ours have each block."""
        base, _, ours = self.holders
        both = ((base, self.base_names), (ours, self.our_names))
        one, other = (
            Counter(block for each in held.values() for block in tree.blocks(tree.parse(each.text, names)))
            for held, names in both
        )
        return one, other

    @staticmethod
    def _plain(submission: Submission, name: str) -> str:
        return tree.parse(submission.footnotes[name], Names(submission.links)).words

    @cached_property
    def _alias(self) -> dict[Signature, Signature]:
        """What comes back otherwise than it went out, although nobody changed it, and what it was."""
        if self.again is None:
            return {}
        notes = {again: base for base, again in section_matching.notes(self.base, self.again).items()}
        figures = {again: base for base, again in section_matching.figures(self.base, self.again).items()}
        alias: dict[Signature, Signature] = {}
        for _ in range(_PASSES):
            names = Names(self.again.links, notes, figures, alias)
            found = dict(
                pair
                for base, again in self._texts(self.again)
                for pair in _differences(tree.parse(base, self.base_names), tree.parse(again, names))
            )
            if not found.keys() - alias.keys():
                break
            alias = {**alias, **found}
        return alias

    def _texts(self, again: Submission) -> Iterator[tuple[str, str]]:
        paths = {
            **section_matching.sections(self.base, again),
            **{path: path for path in self.holders[0] if path[-1:] != ()},
        }
        there = section_matching.holders(again)
        for path, holder in self.holders[0].items():
            if (other := there.get(paths[path])) is not None:
                yield holder.text, other.text
        for name, other_name in section_matching.notes(self.base, again).items():
            yield self.base.footnotes[name], again.footnotes[other_name]


def _differences(base: Node, again: Node) -> Iterator[tuple[Signature, Signature]]:
    """Yield the signatures of blocks that came back otherwise, with what they were."""
    if base.signature == again.signature:
        return
    found: list[tuple[Signature, Signature]] = []
    if len(base.children) == len(again.children) and base.kind == again.kind:
        pairs = align(
            [each.signature for each in base.children],
            [each.signature for each in again.children],
            [each.words for each in base.children],
            [each.words for each in again.children],
            kinds=False,
        )
        if all(a is not None and b is not None for a, b in pairs):
            for a, b in pairs:
                assert a is not None
                assert b is not None
                found += _differences(base.children[a], again.children[b])
    yield from found or [(again.signature, base.signature)]

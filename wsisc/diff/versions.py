"""The three versions of a submission, so that what stands for the same compares alike."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wsisc.diagnostic import DataPath
from wsisc.diff import section_matching, tree
from wsisc.diff.align import align
from wsisc.diff.section_matching import SectionPaths
from wsisc.diff.tree import Names, Node, Signature
from wsisc.model import Part, Section, Submission

_MOST_PASSES = 5


@dataclass(frozen=True)
class ImageDigests:
    """The digests of the images of three versions by the names of their figures; `seen` tells what theirs are."""

    base: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sides:
    """`base` as it was sent out, `theirs` as it came back, `ours` as the file is now.

    `again` is `base` as it comes back where nobody changes anything: what differs there says nothing. `bookmarks` go
    from paths of sections in `theirs` to those in `base` that their headings are marked with.
    """

    base: Submission
    theirs: Submission
    ours: Submission
    reread_base: Submission | None = None
    bookmarks: Mapping[DataPath, DataPath] = field(default_factory=dict)
    images: ImageDigests = ImageDigests()

    def nearest_to_theirs(self, path: DataPath) -> DataPath:
        """Return the path in the file of the nearest part or section around one of theirs, () where there is none."""
        back = {theirs: base for base, theirs in self.sections_to_theirs.items()}
        while path:
            base = back.get(path, path)
            found = (
                self.sections_to_ours.get(base) if isinstance(self.parts_and_sections[1].get(path), Section) else base
            )
            if found in self.parts_and_sections[2]:
                return found
            path = path[:-2] if isinstance(path[-1], int) else path[:-1]
        return ()

    @cached_property
    def parts_and_sections(self) -> tuple[dict[DataPath, Part | Section], ...]:
        """The parts and sections of base, theirs and ours by their paths."""
        return tuple(section_matching.parts_and_sections(each) for each in (self.base, self.theirs, self.ours))

    @cached_property
    def sections_to_theirs(self) -> SectionPaths:
        """The paths of sections of the base, and theirs."""
        return section_matching.match_sections(self.base, self.theirs, self.bookmarks)

    @cached_property
    def sections_to_ours(self) -> SectionPaths:
        """The paths of sections of the base, and ours."""
        return section_matching.match_sections(self.base, self.ours)

    @cached_property
    def notes_to_theirs(self) -> dict[str, str]:
        """The names of footnotes of the base, and theirs."""
        return section_matching.match_footnotes(self.base, self.theirs)

    @cached_property
    def notes_to_ours(self) -> dict[str, str]:
        """The names of footnotes of the base, and ours."""
        ours = self.ours.footnotes
        return {
            **section_matching.match_footnotes(self.base, self.ours),
            **{name: name for name in self.base.footnotes if name in ours},
        }

    @cached_property
    def figures_to_ours(self) -> dict[str, str]:
        """The names of figures of the base, and ours."""
        ours = self.ours.figures
        return {
            **section_matching.match_figures(self.base, self.ours),
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
        figures = {theirs: base for base, theirs in section_matching.match_figures(self.base, self.theirs).items()}
        return Names(
            self.theirs.links,
            {name: notes.get(name, f"+{name}") for name in self.theirs.footnotes},
            {name: figures.get(name, f"+{name}") for name in self.theirs.figures},
            self._signature_aliases,
        )

    @cached_property
    def our_names(self) -> Names:
        """How our names are understood; a note that is new on both sides, with the same words, is one."""
        notes = {ours: base for base, ours in self.notes_to_ours.items()}
        figures = {ours: base for base, ours in self.figures_to_ours.items()}
        new = {
            self._footnote_words(self.theirs, name): id
            for name, id in self.their_names.notes.items()
            if id.startswith("+")
        }
        ids = {}
        for name in self.ours.footnotes:
            ids[name] = notes.get(name) or new.pop(self._footnote_words(self.ours, name), f"={name}")
        return Names(self.ours.links, ids, {name: figures.get(name, f"={name}") for name in self.ours.figures})

    def is_moved(self, node: Node) -> bool:
        """Tell whether a block of the base that is not in its place in the file stands elsewhere in it, as it was."""
        base, ours = self._block_counts
        return bool(node.words) and ours[node.signature] >= base[node.signature] > 0

    @cached_property
    def _block_counts(self) -> tuple[Counter[Signature], Counter[Signature]]:
        """How often the parts and sections of base and ours have each block."""
        base, _, ours = self.parts_and_sections
        both = ((base, self.base_names), (ours, self.our_names))
        one, other = (
            Counter(block for each in held.values() for block in tree.block_signatures(tree.parse(each.text, names)))
            for held, names in both
        )
        return one, other

    @staticmethod
    def _footnote_words(submission: Submission, name: str) -> str:
        return tree.parse(submission.footnotes[name], Names(submission.links)).words

    @cached_property
    def _signature_aliases(self) -> dict[Signature, Signature]:
        """What comes back otherwise than it went out, although nobody changed it, and what it was."""
        if self.reread_base is None:
            return {}
        notes = {again: base for base, again in section_matching.match_footnotes(self.base, self.reread_base).items()}
        figures = {again: base for base, again in section_matching.match_figures(self.base, self.reread_base).items()}
        alias: dict[Signature, Signature] = {}
        for _ in range(_MOST_PASSES):
            names = Names(self.reread_base.links, notes, figures, alias)
            found = dict(
                pair
                for base, again in self._text_pairs(self.reread_base)
                for pair in _differing_blocks(tree.parse(base, self.base_names), tree.parse(again, names))
            )
            if not found.keys() - alias.keys():
                break
            alias = {**alias, **found}
        return alias

    def _text_pairs(self, reread_base: Submission) -> Iterator[tuple[str, str]]:
        paths = {
            **section_matching.match_sections(self.base, reread_base),
            **{path: path for path in self.parts_and_sections[0] if path[-1:] != ()},
        }
        there = section_matching.parts_and_sections(reread_base)
        for path, holder in self.parts_and_sections[0].items():
            if (other := there.get(paths[path])) is not None:
                yield holder.text, other.text
        for name, other_name in section_matching.match_footnotes(self.base, reread_base).items():
            yield self.base.footnotes[name], reread_base.footnotes[other_name]


def _differing_blocks(base: Node, reread: Node) -> Iterator[tuple[Signature, Signature]]:
    """Yield the signatures of blocks that came back otherwise, with what they were."""
    if base.signature == reread.signature:
        return
    found: list[tuple[Signature, Signature]] = []
    if len(base.children) == len(reread.children) and base.kind == reread.kind:
        pairs = align(
            [each.signature for each in base.children],
            [each.signature for each in reread.children],
            [each.words for each in base.children],
            [each.words for each in reread.children],
            same_kind_only=False,
        )
        if all(a is not None and b is not None for a, b in pairs):
            for a, b in pairs:
                assert a is not None
                assert b is not None
                found += _differing_blocks(base.children[a], reread.children[b])
    yield from found or [(reread.signature, base.signature)]

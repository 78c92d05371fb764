"""The three versions of a submission that a merge compares -> what corresponds in them, by paths and names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wsisc.diff import reference_matching, section_matching, word_tree
from wsisc.diff.section_matching import SectionPaths
from wsisc.diff.word_tree import Names, Node, Signature
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.model import Part, Section, Submission

# Passes to find what is read back differently: each depth of nested blocks needs one, and few texts are deeper.
_MOST_PASSES = 5


@dataclass(frozen=True)
class ImageDigests:
    """Digests of the images of three versions, by the names of their figures; `descriptions` are those of theirs."""

    base: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sides:
    """The sides of a merge: `base` as it was sent out, `theirs` as a reviewer returned it, `ours` as the file is now.

    `reread_base` is `base` as it is read from its own Word file: differences between these two are not the reviewer's.
    `bookmarks` map paths of sections in `theirs` to the paths in `base` that the bookmarks of their headings name.
    """

    base: Submission
    theirs: Submission
    ours: Submission
    reread_base: Submission | None = None
    bookmarks: Mapping[DataPath, DataPath] = field(default_factory=dict)
    images: ImageDigests = ImageDigests()

    def nearest_to_theirs(self, path: DataPath) -> DataPath:
        """Return the path in ours of the nearest part or section around a path in theirs, or ()."""
        return self._find_nearest(path, self.parts_and_sections[1], self.theirs_to_base)

    def nearest_to_base(self, path: DataPath) -> DataPath:
        """Return the path in ours of the nearest part or section around a path in base, or ()."""
        return self._find_nearest(path, self.parts_and_sections[0], {})

    def _find_nearest(
        self, path: DataPath, holders: Mapping[DataPath, Part | Section], to_base: SectionPaths
    ) -> DataPath:
        while path:
            base = to_base.get(path, path)
            own = self.sections_to_ours.get(base) if isinstance(holders.get(path), Section) else base
            if own in self.parts_and_sections[2]:
                return own
            path = path[:-2] if isinstance(path[-1], int) else path[:-1]
        return ()

    @cached_property
    def parts_and_sections(self) -> tuple[dict[DataPath, Part | Section], ...]:
        """Parts and sections of base, theirs and ours by their paths."""
        return tuple(model.parts_and_sections(each) for each in (self.base, self.theirs, self.ours))

    @cached_property
    def sections_to_theirs(self) -> SectionPaths:
        """Paths of sections from base to theirs."""
        return section_matching.match_sections(self.base, self.theirs, self.bookmarks)

    @cached_property
    def theirs_to_base(self) -> SectionPaths:
        """Paths of sections from theirs to base."""
        return {theirs: base for base, theirs in self.sections_to_theirs.items()}

    @cached_property
    def sections_to_ours(self) -> SectionPaths:
        """Paths of sections from base to ours."""
        return section_matching.match_sections(self.base, self.ours)

    @cached_property
    def notes_to_theirs(self) -> dict[str, str]:
        """Names of footnotes from base to theirs."""
        return reference_matching.match_footnotes(self.base, self.theirs, self.sections_to_theirs)

    @cached_property
    def removed_notes(self) -> list[tuple[str, str]]:
        """The words around each reference of base to a footnote that theirs does not have, and that footnote."""
        notes = {name: text for name, text in self.base.footnotes.items() if name not in self.notes_to_theirs}
        nodes = (node for _, root in word_tree.parse_texts(self.base) for node in word_tree.walk(root)) if notes else ()
        return [(node.words, notes[atom.name]) for node in nodes for atom in node.atoms if atom.name in notes]

    @cached_property
    def notes_to_ours(self) -> dict[str, str]:
        """Names of footnotes from base to ours; an equal name decides, since its author would not reuse it."""
        same = {name: name for name in self.base.footnotes if name in self.ours.footnotes}
        return same | reference_matching.match_footnotes(self.base, self.ours, self.sections_to_ours, same)

    @cached_property
    def lost_notes(self) -> frozenset[str]:
        """The names of the footnotes that base has, and ours no more."""
        return frozenset(self.base.footnotes) - set(self.notes_to_ours)

    @cached_property
    def figures_to_ours(self) -> dict[str, str]:
        """Names of figures from base to ours; an equal name decides."""
        same = {name: name for name in self.base.figures if name in self.ours.figures}
        digests = self.images.base, self.images.ours
        return same | reference_matching.match_figures(self.base, self.ours, self.sections_to_ours, same, digests)

    @cached_property
    def _figures_to_theirs(self) -> dict[str, str]:
        """Names of figures from base to theirs."""
        digests = self.images.base, self.images.theirs
        return reference_matching.match_figures(self.base, self.theirs, self.sections_to_theirs, digests=digests)

    @cached_property
    def base_names(self) -> Names:
        """What the names in base mean."""
        return Names(self.base.links)

    @cached_property
    def their_names(self) -> Names:
        """What the names in theirs mean: the ids of footnotes and figures are their names in base, or "+name"."""
        notes = {theirs: base for base, theirs in self.notes_to_theirs.items()}
        figures = {theirs: base for base, theirs in self._figures_to_theirs.items()}
        return Names(
            self.theirs.links,
            {name: notes.get(name, f"+{name}") for name in self.theirs.footnotes},
            {name: figures.get(name, f"+{name}") for name in self.theirs.figures},
            self._signature_aliases,
        )

    @cached_property
    def our_names(self) -> Names:
        """What the names in ours mean; a footnote that both added with the same words at the same place is one."""
        notes = {ours: base for base, ours in self.notes_to_ours.items()}
        figures = {ours: base for base, ours in self.figures_to_ours.items()}
        base_to_ours = self.sections_to_ours
        sections = {path: base_to_ours[base] for path, base in self.theirs_to_base.items() if base in base_to_ours}
        same = reference_matching.match_added_footnotes(self.theirs, self.ours, sections)
        added = {ours: self.their_names.notes[theirs] for theirs, ours in same.items()}
        new = {ours: id for ours, id in added.items() if id.startswith("+")}
        ids = {name: notes.get(name) or new.get(name, f"={name}") for name in self.ours.footnotes}
        return Names(self.ours.links, ids, {name: figures.get(name, f"={name}") for name in self.ours.figures})

    def is_moved(self, node: Node) -> bool:
        """Return whether a block of base that ours does not have in its place is elsewhere in ours, unchanged."""
        base, _, ours = self._block_counts
        return bool(node.words) and ours[node.signature] >= base[node.signature] > 0

    def is_restored(self, node: Node) -> bool:
        """Return whether a block of theirs is in base, too, and ours has fewer of it: its author removed one."""
        base, theirs, ours = (counts[node.signature] for counts in self._block_counts)
        return ours < base >= theirs

    @cached_property
    def _block_counts(self) -> tuple[Counter[Signature], ...]:
        """Count how often each block occurs in base, theirs and ours."""
        names = self.base_names, self.their_names, self.our_names
        return tuple(
            Counter(
                block
                for each in holders.values()
                for block in word_tree.block_signatures(word_tree.parse(each.text, known))
            )
            for holders, known in zip(self.parts_and_sections, names, strict=True)
        )

    @cached_property
    def _signature_aliases(self) -> dict[Signature, Signature]:
        """Signatures of blocks that Word files return differently without any edit, each with that in base.

        The innermost ones come first: a block around them can only be compared once they have an alias.
        """
        if self.reread_base is None:
            return {}
        reread = self.reread_base
        in_place = {path: path for path in self.parts_and_sections[0] if "sections" in path}
        notes_to_reread = reference_matching.match_footnotes(self.base, reread, in_place)
        notes = {other: base for base, other in notes_to_reread.items()}
        figures = {other: base for base, other in reference_matching.match_figures(self.base, reread, in_place).items()}
        alias: dict[Signature, Signature] = {}
        for _ in range(_MOST_PASSES):
            names = Names(reread.links, notes, figures, alias)
            differing = dict(
                pair
                for base, other in self._text_pairs(reread, notes_to_reread)
                for pair in _differing_blocks(word_tree.parse(base, self.base_names), word_tree.parse(other, names))
            )
            if not differing.keys() - alias.keys():
                break
            alias = {**alias, **differing}
        return alias

    def _text_pairs(self, reread_base: Submission, notes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the texts of base and of its reread version, in which nothing has moved."""
        others = model.parts_and_sections(reread_base)
        for path, holder in self.parts_and_sections[0].items():
            if path in others:
                yield holder.text, others[path].text
        for name, other_name in notes.items():
            yield self.base.footnotes[name], reread_base.footnotes[other_name]


def _differing_blocks(base: Node, reread: Node) -> Iterator[tuple[Signature, Signature]]:
    """Yield the signatures of blocks that are read back differently, with those in base; the innermost ones."""
    if base.signature == reread.signature:
        return
    inner: list[tuple[Signature, Signature]] = []
    if len(base.children) == len(reread.children) and base.kind == reread.kind:
        pairs = word_tree.align_nodes(base.children, reread.children, same_kind_only=False)
        matched = [(base.children[a], reread.children[b]) for a, b in pairs if a is not None and b is not None]
        if len(matched) == len(pairs):
            inner = [each for pair in matched for each in _differing_blocks(*pair)]
    yield from inner or [(reread.signature, base.signature)]

"""Two versions of a submission -> what differs between them: by part and section, then by block, down to words.

Sections correspond by id, then by title and words (`section_matching`). A section is moved if it has another parent, or
if it is not among the most that kept their order. Title, entity, tags and texts of figures are compared as values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from wsisc.align.sequences import longest_in_order
from wsisc.diff import reference_matching, section_matching, word_tree
from wsisc.diff.block_comparison import (
    BlockComparison,
    PrintedBlock,
    PrintedOrder,
    PrintedPair,
    PrintedTexts,
    compare_text,
    list_blocks,
    order_blocks,
    pair_note_blocks,
)
from wsisc.diff.word_changes import WordChange, find_word_changes
from wsisc.diff.word_tree import Atom, Names, Node
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.model import Figure, Part, Section, Submission
from wsisc.text.words import find_words

type PlaceAction = Literal["same", "changed", "removed", "added", "moved"]
type PlaceKind = Literal["part", "section", "footnote", "figure"]

type _ImageDigests = Mapping[str, str]
"""Digests of images by the names of their figures."""

_DECORATIVE = "decorative"


@dataclass(frozen=True)
class ValueComparison:
    """A plain text that differs, such as the title: its path in the old and in the new version, and its words.

    A path is None where what has the value was added or removed. Tags are one text, separated by commas.
    """

    old_path: DataPath | None
    new_path: DataPath | None
    words: tuple[WordChange[Atom], ...]

    @property
    def path(self) -> DataPath:
        """The new path, or the old one if the value was removed."""
        path = self.new_path or self.old_path
        assert path is not None
        return path


@dataclass(frozen=True)
class PlaceComparison:
    """A part, a section, a footnote or a figure, and its counterpart; a path is None where it was removed or added.

    "moved" is a section that is elsewhere; `is_changed` is whether its own title, tags or text differ, too. `text`
    compares its own text, not those of its sections. `has_other_image` is whether a figure shows another image.
    """

    action: PlaceAction
    kind: PlaceKind
    old_path: DataPath | None
    new_path: DataPath | None
    text: BlockComparison | None = None
    values: tuple[ValueComparison, ...] = ()
    has_other_image: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether its own title, tags, text or image differ."""
        is_text_changed = self.text is not None and self.text.action != "same"
        return bool(self.values) or is_text_changed or self.has_other_image


@dataclass(frozen=True)
class Comparison:
    """What differs between two versions of a submission.

    `values` are its title and the like. `places` are all parts and sections in the order of the new version, each
    removed one after what was before it in the old version; then the footnotes, then the figures. `printed` are the
    headings and blocks that correspond in a document, which has one order; `notes` the footnotes, by their numbers in
    the order of their references, from 0, with what corresponds in them.
    """

    old: Submission
    new: Submission
    values: tuple[ValueComparison, ...]
    places: tuple[PlaceComparison, ...]
    printed: PrintedOrder
    notes: Mapping[int, tuple[int, PrintedOrder]]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.values and all(each.action == "same" for each in self.places)


def compare(
    old: Submission,
    new: Submission,
    images: tuple[_ImageDigests, _ImageDigests] = ({}, {}),
    *,
    is_printed_only: bool = False,
) -> Comparison:
    """Return what differs between two versions of a submission.

    `images` are digests of the images of both, by the names of their figures; an image whose digest is unknown is
    compared by the name of its file. With `is_printed_only` tags, dates and the like are not compared: a document does
    not show them. Contact and comments are never compared.
    """
    return _Comparer(old, new, images, is_printed_only).compare()


@dataclass
class _Comparer:
    old: Submission
    new: Submission
    images: tuple[_ImageDigests, _ImageDigests]
    is_printed_only: bool
    old_holders: Mapping[DataPath, Part | Section] = field(init=False)
    new_holders: Mapping[DataPath, Part | Section] = field(init=False)

    def __post_init__(self) -> None:
        self.old_holders, self.new_holders = _find_holders(self.old), _find_holders(self.new)
        self.to_new = section_matching.match_sections(self.old, self.new)
        self.to_old = {new: old for old, new in self.to_new.items()}
        self.notes = reference_matching.match_footnotes(self.old, self.new, self.to_new)
        self.figures = reference_matching.match_figures(self.old, self.new, self.to_new, digests=self.images)
        self.old_names = Names(self.old.links, note_sizes=_count_note_words(self.old))
        self.new_names = Names(
            self.new.links,
            {**{name: f"+{name}" for name in self.new.footnotes}, **{new: old for old, new in self.notes.items()}},
            {**{name: f"+{name}" for name in self.new.figures}, **{new: old for old, new in self.figures.items()}},
            note_sizes=_count_note_words(self.new),
        )
        old_texts = {path: self._parse_old(holder.text) for path, holder in self.old_holders.items()}
        new_texts = {path: self._parse_new(holder.text) for path, holder in self.new_holders.items()}
        same = {path: path for path in self.old_holders if path in self.new_holders and "sections" not in path}
        self.texts = PrintedTexts(old_texts, new_texts, same | self.to_new)

    def compare(self) -> Comparison:
        values = _compare_submissions(self.old, self.new, self.is_printed_only)
        places = [*self._compare_parts(), *self._compare_notes(), *self._compare_figures()]
        titles = ({path: each.title for path, each in model.sections(version)} for version in (self.old, self.new))
        return Comparison(
            self.old, self.new, tuple(values), tuple(places), self.texts.list_printed(*titles), dict(self._list_notes())
        )

    def _list_notes(self) -> Iterator[tuple[int, tuple[int, PrintedOrder]]]:
        """Yield the numbers of footnotes that correspond, in the old and the new version, with what does in them."""
        olds, news = (
            list(dict.fromkeys(reference_matching.referenced_footnotes(each))) for each in (self.old, self.new)
        )
        for at, name in enumerate(olds):
            if (other := self.notes.get(name)) is not None:
                yield at, (news.index(other), order_blocks(*self._pair_note(name, other)[2:]))

    def _compare_parts(self) -> Iterator[PlaceComparison]:
        paths = [path for path, holder in self.new_holders.items() if isinstance(holder, Part)]
        paths += [path for path, holder in self.old_holders.items() if isinstance(holder, Part) and path not in paths]
        for path in paths:
            old, new = (path if path in each else None for each in (self.old_holders, self.new_holders))
            yield self._compare_place("part", old, new)
            yield from self._compare_sections(old, new)

    def _compare_sections(self, old_parent: DataPath | None, new_parent: DataPath | None) -> Iterator[PlaceComparison]:
        """Yield the sections directly in two corresponding parts or sections, each with those in it."""
        olds, news = _children(self.old_holders, old_parent), _children(self.new_holders, new_parent)
        kept = find_kept([self.to_old.get(path) for path in news], olds)
        if old_parent in self.texts.in_order:  # as a document shows it; what is in a moved section moves with it
            kept = {path for path in olds if path in self.texts.in_order and self.to_new[path] in news}
        removed = self._group_removed(olds, kept)
        yield from self._compare_removed(removed.get(None, ()))
        for path in news:
            old = self.to_old.get(path)
            is_moved = old is not None and old not in kept
            yield self._compare_place("section", old, path, "moved" if is_moved else None)
            yield from self._compare_sections(old, path)
            if old in kept:
                yield from self._compare_removed(removed.get(old, ()))

    def _group_removed(
        self, olds: Sequence[DataPath], kept: set[DataPath]
    ) -> Mapping[DataPath | None, Sequence[DataPath]]:
        """Return the removed sections by the section before them that kept its place, None at the start."""
        groups: dict[DataPath | None, list[DataPath]] = {}
        before = None
        for path in olds:
            if path in kept:
                before = path
            elif path not in self.to_new:
                groups.setdefault(before, []).append(path)
        return groups

    def _compare_removed(self, paths: Sequence[DataPath]) -> Iterator[PlaceComparison]:
        for path in paths:
            yield self._compare_place("section", path, None)
            yield from self._compare_sections(path, None)

    def _compare_place(
        self,
        kind: PlaceKind,
        old_path: DataPath | None,
        new_path: DataPath | None,
        action: PlaceAction | None = None,
    ) -> PlaceComparison:
        old = self.old_holders[old_path] if old_path else None
        new = self.new_holders[new_path] if new_path else None
        text = self.texts.compare(old_path, new_path)
        values = tuple(_compare_holders((old_path, old), (new_path, new), self.is_printed_only))
        action = action or _find_action(old_path, new_path, bool(values) or text.action != "same")
        return PlaceComparison(action, kind, old_path, new_path, text, values)

    def _compare_notes(self) -> Iterator[PlaceComparison]:
        olds, news = (dict.fromkeys(reference_matching.referenced_footnotes(each)) for each in (self.old, self.new))
        for old, new in _pair_names(olds, news, self.notes):
            text = self._compare_note(old, new)
            paths = ("footnotes", old) if old else None, ("footnotes", new) if new else None
            yield PlaceComparison(_find_action(*paths, text.action != "same"), "footnote", *paths, text)

    def _compare_figures(self) -> Iterator[PlaceComparison]:
        olds, news = (dict.fromkeys(reference_matching.placed_figures(each)) for each in (self.old, self.new))
        for old, new in _pair_names(olds, news, self.figures):
            one = (old, self.old.figures[old]) if old else None
            other = (new, self.new.figures[new]) if new else None
            values = tuple(_compare_figures(one, other))
            has_other_image = _has_other_image(one, other, self.images)
            paths = ("figures", old) if old else None, ("figures", new) if new else None
            action = _find_action(*paths, bool(values) or has_other_image)
            yield PlaceComparison(action, "figure", *paths, None, values, has_other_image)

    def _compare_note(self, old: str | None, new: str | None) -> BlockComparison:
        one, other, olds, _, pairs = self._pair_note(old, new)
        return compare_text(one, other, pairs, olds[0].path if olds else None)

    def _pair_note(
        self, old: str | None, new: str | None
    ) -> tuple[Node, Node, list[PrintedBlock], list[PrintedBlock], list[PrintedPair]]:
        """Return the texts of two footnotes, their blocks, and which correspond."""
        one = self._parse_old(self.old.footnotes[old] if old else "")
        other = self._parse_new(self.new.footnotes[new] if new else "")
        olds, news = list_blocks(("footnotes", old or ""), one), list_blocks(("footnotes", new or ""), other)
        return one, other, olds, news, pair_note_blocks(olds, news)

    def _parse_old(self, text: str) -> Node:
        return word_tree.parse(text, self.old_names)

    def _parse_new(self, text: str) -> Node:
        return word_tree.parse(text, self.new_names)


def _find_holders(submission: Submission) -> Mapping[DataPath, Part | Section]:
    """Return the parts and sections by their paths, as they are printed; then what belongs to no part yet."""
    sections = dict(model.sections(submission))
    found: dict[DataPath, Part | Section] = {}
    unplaced = [(("unplaced",), submission.unplaced)] if submission.unplaced else []
    for path, part in (*model.parts(submission), *unplaced):
        found[path] = part
        found |= {each: sections[each] for each in sections if each[: len(path) + 1] == (*path, "sections")}
    return found


def _count_note_words(submission: Submission) -> dict[str, int]:
    return {name: len(find_words(reference_matching.footnote_words(submission, name))) for name in submission.footnotes}


def _find_action(old: DataPath | None, new: DataPath | None, is_changed: bool) -> PlaceAction:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    return "changed" if is_changed else "same"


def _pair_names(
    olds: Mapping[str, None], news: Mapping[str, None], matched: Mapping[str, str]
) -> Iterator[tuple[str | None, str | None]]:
    """Yield the names of things that correspond, in the order of the old version; then those that were added."""
    yield from ((name, matched.get(name)) for name in olds)
    known = set(matched.values())
    yield from ((None, name) for name in news if name not in known)


def _children(holders: Mapping[DataPath, Part | Section], parent: DataPath | None) -> list[DataPath]:
    """Return the paths of the sections directly in a part or section."""
    count = len(holders[parent].sections) if parent else 0
    return [(*parent, "sections", index) for index in range(count)] if parent else []


def find_kept(olds: Sequence[DataPath | None], order: Sequence[DataPath]) -> set[DataPath]:
    """Return the most sections that kept their order: the longest increasing subsequence of their old positions."""
    places = [order.index(path) for path in olds if path is not None and path in order]
    return {order[place] for _, place in longest_in_order(list(enumerate(places)))}


class _Value(NamedTuple):
    """A value of one version; None instead of a value is one of something that this version does not have."""

    path: DataPath
    text: str


def _compare_submissions(old: Submission, new: Submission, is_printed_only: bool) -> Iterator[ValueComparison]:
    """Yield the values of the submissions themselves that differ; a document shows the title and the entity alone."""
    for one, other in zip(_own_values(old), _own_values(new), strict=True):
        if not is_printed_only or one.path in (("title",), ("entity", "name")):
            yield from _compare(one, other)


def _own_values(submission: Submission) -> list[_Value]:
    return [
        _Value(("call",), submission.call),
        _Value(("language",), submission.language),
        _Value(("title",), submission.title),
        _Value(("entity", "name"), submission.entity.name),
        _Value(("entity", "acronym"), submission.entity.acronym),
        _Value(("entity", "type"), submission.entity.type),
        _Value(("date",), submission.date),
    ]


def _compare_holders(
    old: tuple[DataPath | None, Part | Section | None],
    new: tuple[DataPath | None, Part | Section | None],
    is_printed_only: bool,
) -> Iterator[ValueComparison]:
    """Yield the values of two parts or sections, each with its path, that differ: the title, then the tags."""
    ids = list(dict.fromkeys(id for _, holder in (old, new) if holder for id in holder.tags.values))
    one, other = (_holder_values(*each, ids) for each in (old, new))
    for key in {**one, **other}:
        if not is_printed_only or key == "title":
            yield from _compare(one.get(key), other.get(key))


def _holder_values(path: DataPath | None, holder: Part | Section | None, ids: Sequence[str]) -> dict[str, _Value]:
    if path is None or holder is None:
        return {}
    title = {"title": _Value((*path, "title"), holder.title)} if isinstance(holder, Section) else {}
    tags = {id: _Value((*path, "tags", id), ", ".join(holder.tags.codes(id))) for id in ids}
    return {**title, **tags}


def _compare_figures(old: tuple[str, Figure] | None, new: tuple[str, Figure] | None) -> Iterator[ValueComparison]:
    """Yield the texts of two figures, each with its name, that differ."""
    one, other = (_figure_values(*each) if each else {} for each in (old, new))
    for key in {**one, **other}:
        yield from _compare(one.get(key), other.get(key))


def _figure_values(name: str, figure: Figure) -> dict[str, _Value]:
    texts = {"caption": figure.caption, "alt": figure.alt, _DECORATIVE: "true" if figure.decorative else ""}
    return {key: _Value(("figures", name, key), text) for key, text in texts.items()}


def _has_other_image(
    old: tuple[str, Figure] | None, new: tuple[str, Figure] | None, digests: tuple[_ImageDigests, _ImageDigests]
) -> bool:
    """Return whether two figures, each with its name, show different images; unknown images differ by their files."""
    if old is None or new is None:
        return False
    one, other = digests[0].get(old[0]), digests[1].get(new[0])
    return one != other if one and other else old[1].file != new[1].file


def _compare(old: _Value | None, new: _Value | None) -> Iterator[ValueComparison]:
    one, other = (" ".join(each.text.split()) if each else "" for each in (old, new))
    if one != other:
        words = find_word_changes(word_tree.plain_atoms(one), word_tree.plain_atoms(other))
        yield ValueComparison(old.path if old else None, new.path if new else None, tuple(words))

"""Two compared versions -> their changes, grouped by place: part, section, footnote or figure, with its titles.

The changes of a rich text are in order: paragraphs, items, rows and figures. A summary counts them in each part, as a
table too; a report for readers is in the language of the new version.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from wsisc.calls import schema
from wsisc.diff import section_matching
from wsisc.diff.block_comparison import BlockAction, BlockComparison
from wsisc.diff.comparison import PlaceAction, PlaceComparison, ValueComparison
from wsisc.diff.word_changes import WordChange, count_words
from wsisc.diff.word_tree import Atom, Node, plain_atoms
from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
from wsisc.messages import join, localization, plural, t, t_in
from wsisc.messages.diagnostic import DataPath
from wsisc.messages.localization import ENGLISH, format_number, translate
from wsisc.source import model
from wsisc.source.model import Section

type Words = tuple[WordChange[Atom], ...]
_BULLET = "•"

type EntryKind = Literal["paragraph", "item", "quotation", "list", "row", "figure"]

KINDS = {
    "submission": t("Submission"),
    "footnotes": t_in("a page of changes", "Footnotes"),
    "figures": t_in("a page of changes", "Figures"),
    "all": t("All"),
}
ACTIONS = {
    ("section", "added"): t("section added"),
    ("section", "removed"): t("section removed"),
    ("footnote", "added"): t_in("a page of changes", "footnote added"),
    ("footnote", "removed"): t_in("a page of changes", "footnote removed"),
    ("figure", "added"): t_in("a page of changes", "figure added"),
    ("figure", "removed"): t_in("a page of changes", "figure removed"),
    ("part", "added"): t("part added"),
    ("part", "removed"): t("part removed"),
}
_HEAD = (t("Part"), t("Changes"), t("Words removed"), t("Words added"), t("Sections"))


class Location(NamedTuple):
    """A place in one version: its path, the label of its part in the call, and the titles of the sections around it.

    That of a footnote or figure is where it is referenced first, apart from its path. The titles of a section end with
    its own.
    """

    path: DataPath
    part: str = ""
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A change in a rich text. `old` and `new` are the blocks, None where one was added or removed.

    A row has `cells`, any other entry `words`; the words of a list are its numbering, and those of a figure its name.
    `marker` is printed before an item, `depth` is the number of lists and quotations around. `rows` are the numbers of
    a row in the old and in the new table, 0 where it is not; `head` is the first row of its table. `old_path` is the
    path of the text in which the old block was, if that is another one.
    """

    kind: EntryKind
    action: BlockAction
    old: Node | None
    new: Node | None
    words: Words = ()
    cells: tuple[Words, ...] = ()
    marker: str = ""
    depth: int = 0
    rows: tuple[int, int] = (0, 0)
    head: Node | None = None
    old_path: DataPath | None = None

    @property
    def all_words(self) -> Words:
        """The words of an entry of any kind that are words of the text."""
        if self.kind in ("list", "figure"):
            return ()
        return tuple(change for cell in self.cells for change in cell) or self.words


@dataclass(frozen=True)
class ChangeGroup:
    """What changed in one place; a location is None in a version that does not have it.

    `name` is that of a footnote or figure. `elsewhere` are the old locations of blocks that were in other places.
    """

    kind: Literal["submission", "part", "section", "footnote", "figure"]
    action: PlaceAction
    old: Location | None
    new: Location | None
    values: tuple[ValueComparison, ...] = ()
    text: BlockComparison | None = None
    has_other_image: bool = False
    name: str = ""
    elsewhere: Mapping[DataPath, Location] = field(default_factory=dict)

    @property
    def location(self) -> Location:
        """The new location, or the old one if it was removed."""
        location = self.new or self.old
        assert location is not None
        return location

    @property
    def title(self) -> Words:
        """The words of the title of a section, with what became of them, () if it did not change."""
        return next((value.words for value in self.values if value.path[-1] == "title" and self.kind == "section"), ())

    @property
    def other_values(self) -> tuple[ValueComparison, ...]:
        """The values that differ, without the title of a section."""
        return tuple(value for value in self.values if self.kind != "section" or value.path[-1] != "title")

    @cached_property
    def entries(self) -> list[Entry]:
        """The changes in its text."""
        return _list_entries(self.text) if self.text else []

    @property
    def change_count(self) -> int:
        """The number of changes; a place that was added or removed is one, with all that is in it."""
        if self.action in ("added", "removed"):
            return 1
        parts = [self.action == "moved", bool(self.title), self.has_other_image]
        return sum(parts) + len(self.other_values) + len(self.entries)

    @property
    def all_words(self) -> Iterator[Words]:
        """The words of all its values and texts that readers see or hear, in either version."""
        yield from (value.words for value in self.values if value.path[-1] in ("title", "name", "caption", "alt"))
        yield from (entry.all_words for entry in self.entries)


def list_groups(versions: VersionComparison) -> list[ChangeGroup]:
    """Return the changes: those of the submission as a whole, of parts and sections in order, of notes and figures."""
    labels = tuple(_Labels(version) for version in (versions.old, versions.new))
    places = (place for place in versions.comparison.places if place.is_changed or place.action == "moved")
    groups = [_create_group(place, labels) for place in places]
    if values := versions.comparison.values:
        groups.insert(0, ChangeGroup("submission", "changed", Location(()), Location(()), values))
    return groups


def _create_group(place: PlaceComparison, labels: tuple["_Labels", ...]) -> ChangeGroup:
    old, new = (
        label.locate(path) if path else None
        for label, path in zip(labels, (place.old_path, place.new_path), strict=True)
    )
    path = place.new_path or place.old_path or ()
    name = str(path[1]) if place.kind in ("footnote", "figure") else ""
    group = ChangeGroup(place.kind, place.action, old, new, place.values, place.text, place.has_other_image, name)
    paths = {entry.old_path for entry in group.entries if entry.old_path}
    return replace(group, elsewhere={path: labels[0].locate(path) for path in paths}) if paths else group


class _Labels:
    """The places of one version by path."""

    def __init__(self, version: ComparedVersion) -> None:
        self._version = version
        self._schema = schema.load(version.call, version.submission.language)
        self._holders = model.parts_and_sections(version.submission)

    def locate(self, path: DataPath) -> Location:
        """Return the location of a part, section, footnote or figure."""
        if path[0] in ("footnotes", "figures"):
            around = self._references.get((str(path[0]), str(path[1])), ())
            return Location(path, *self.locate(around)[1:]) if around else Location(path)
        start = path.index("sections") if "sections" in path else len(path)
        sections = [self._holders[path[:end]] for end in range(start + 2, len(path) + 1, 2)]
        titles = tuple(section.title for section in sections if isinstance(section, Section))
        return Location(path, schema.label(self._schema, path[:start]), titles)

    @cached_property
    def _references(self) -> Mapping[tuple[str, str], DataPath]:
        """The part or section that references each footnote or figure first."""
        found: dict[tuple[str, str], DataPath] = {}
        submission = self._version.submission
        for kind, names, form in (
            ("footnotes", submission.footnotes, "[^{}]"),
            ("figures", submission.figures, "![{}]"),
        ):
            for name in names:
                if paths := section_matching.find_referring(submission, form.format(name)):
                    found[kind, name] = paths[0]
        return found


def value_label(version: ComparedVersion, value: ValueComparison, location: Location) -> str:
    """Return the label of a value within its place, such as "Tags, Action lines"."""
    return schema.label(schema.load(version.call, version.submission.language), value.path, location.path)


@dataclass(frozen=True)
class _Place:
    """Where a block is: in a paragraph of its own, an item or a quotation; the marker of the item, and the depth."""

    kind: EntryKind = "paragraph"
    marker: str = ""
    depth: int = 0


def _list_entries(text: BlockComparison) -> list[Entry]:
    """Return the changes in a rich text."""
    return list(_in_children(text, _Place()))


def _in_block(block: BlockComparison, place: _Place) -> Iterator[Entry]:
    node = block.node
    if block.action == "same":
        return
    if node.kind == "figure":
        words = replaced_words(block.old, block.new, block.node.name.lstrip("+"))
        yield Entry("figure", block.action, block.old, block.new, words, depth=place.depth, old_path=block.old_path)
    elif node.kind == "table":
        yield from _in_rows(block, place)
    elif node.kind == "list":
        yield from _in_list(block, place)
    elif node.kind == "quotation":
        yield from _in_children(block, replace(place, kind="quotation", depth=place.depth + 1, marker=">"))
    else:
        yield Entry(
            place.kind,
            block.action,
            block.old,
            block.new,
            block_words(block),
            marker=place.marker,
            depth=place.depth,
            old_path=block.old_path,
        )


def _in_children(block: BlockComparison, place: _Place) -> Iterator[Entry]:
    """Yield the changes in the blocks of a text, a quotation or an item, whose marker is that of its first block."""
    for index, child in enumerate(children_of(block)):
        is_later = index and place.kind == "item"
        yield from _in_block(child, replace(place, marker="") if is_later else place)


def _in_list(block: BlockComparison, place: _Place) -> Iterator[Entry]:
    old, new = block.old, block.new
    if old and new and old.name != new.name:
        yield Entry("list", "changed", old, new, numbering_words(old, new), depth=place.depth)
    number = 0
    for item in children_of(block):
        marker = item_marker(block.node, number)
        yield from _in_children(item, _Place("item", marker, place.depth + 1))
        number += item.action != "removed" or block.action == "removed"


def _in_rows(table: BlockComparison, place: _Place) -> Iterator[Entry]:
    old = new = 0
    for row in children_of(table):
        old, new = old + (row.old is not None), new + (row.new is not None)
        if row.action != "same":
            cells = tuple(block_words(cell) for cell in children_of(row))
            rows = (old if row.old else 0, new if row.new else 0)
            yield Entry(
                "row",
                row.action,
                row.old,
                row.new,
                cells=cells,
                depth=place.depth,
                rows=rows,
                head=table.node.children[0],
                old_path=table.old_path,
            )


def item_marker(node: Node, index: int) -> str:
    """Return what is printed before an item of a list."""
    return "-" if node.name == "-" else f"{item_number(node, index)}{node.name[-1]}"


def item_number(node: Node, index: int) -> int:
    """Return the number of an item of a list, 0 for a bullet."""
    return 0 if node.name == "-" else int(node.name[:-1]) + index


def numbering_words(old: Node, new: Node) -> Words:
    """Return the signs before the first items of two lists, a bullet as one."""
    signs = [plain_atoms(_BULLET if node.name == "-" else item_marker(node, 0)) for node in (old, new)]
    return (WordChange[Atom]("removed", signs[0], ()), WordChange[Atom]("added", (), signs[1]))


def children_of(block: BlockComparison) -> tuple[BlockComparison, ...]:
    """Return the comparisons of what is in a block; those of a table that was added or removed, or is the same, too."""
    if block.children or block.node.kind not in ("table", "row"):
        return block.children
    olds = block.old.children if block.old else ()
    news = block.new.children if block.new else ()
    if block.action == "same":
        return tuple(BlockComparison("same", old, new) for old, new in zip(olds, news, strict=True))
    return tuple(
        BlockComparison(block.action, node if block.old else None, node if block.new else None)
        for node in (*olds, *news)
    )


def block_words(block: BlockComparison) -> Words:
    """Return the words of a paragraph or cell, with what became of them."""
    if block.action == "changed":
        return block.words
    old, new = block.old.atoms if block.old else (), block.new.atoms if block.new else ()
    return (WordChange[Atom](_find_action(block.old, block.new), old, new),) if old or new else ()


def _find_action(old: Node | None, new: Node | None) -> Literal["same", "removed", "added"]:
    return "same" if old and new else "removed" if old else "added"


def replaced_words(old: Node | None, new: Node | None, text: str) -> Words:
    """Return the words of a text that both versions, or one of them, have."""
    atoms = plain_atoms(text)
    return (WordChange[Atom](_find_action(old, new), atoms if old else (), atoms if new else ()),)


def atom_text(atom: Atom) -> str:
    """Return a word as an author writes it: a footnote reference has the name of the footnote."""
    if atom.note:
        return f"[^{atom.name}]"
    return "\\ " if atom.text == "\n" else atom.text


@dataclass(frozen=True)
class SummaryRow:
    """The numbers of a part, of what is outside the parts ("submission", "footnotes", "figures"), or of all.

    `label` is that of a part in the call, otherwise "". Words that moved with a section are neither out nor in.
    """

    kind: str
    label: str = ""
    changes: int = 0
    words_removed: int = 0
    words_added: int = 0
    sections_added: int = 0
    sections_removed: int = 0
    sections_moved: int = 0


def build_table(
    rows: Sequence[SummaryRow], language: str, head: Sequence[str] = _HEAD, kinds: Mapping[str, str] = KINDS
) -> list[tuple[str, ...]]:
    """Return the cells of a summary in a language: the header, then a row for each part and for all.

    `head` are the cells of the header, `kinds` the names of the rows that are no part. Where no section was added,
    removed or moved, there is no column for these.
    """

    def number(value: int) -> str:
        return format_number(value, ",", language)

    lines = (
        (
            translate(row.label or kinds.get(row.kind, row.kind), language),
            *map(number, (row.changes, row.words_removed, row.words_added)),
            translate(_describe_sections(row), language),
        )
        for row in rows
    )
    table = [tuple(translate(cell, language) for cell in head), *lines]
    return table if any(row[-1] for row in table[1:]) else [row[:-1] for row in table]


def _describe_sections(row: SummaryRow) -> str:
    """Return how many sections were added, removed and moved."""
    counts = (
        t("{count} added", count=row.sections_added) if row.sections_added else "",
        t("{count} removed", count=row.sections_removed) if row.sections_removed else "",
        t("{count} moved", count=row.sections_moved) if row.sections_moved else "",
    )
    return join(filter(None, counts))


def summarize(versions: VersionComparison, groups: Sequence[ChangeGroup]) -> list[SummaryRow]:
    """Return the rows: the submission, each part in order, footnotes, figures, and all; parts without changes, too."""
    labels = dict.fromkeys([*_part_labels(versions), *(group.location.part for group in groups if _is_in_part(group))])
    rows = [_count("submission", "", (group for group in groups if group.kind == "submission"))]
    rows += [
        _count("part", label, (group for group in groups if _is_in_part(group) and group.location.part == label))
        for label in labels
    ]
    rows += [
        _count(f"{kind}s", "", (group for group in groups if group.kind == kind)) for kind in ("footnote", "figure")
    ]
    return [*(row for row in rows if row.kind == "part" or row.changes), _count("all", "", groups)]


def _is_in_part(group: ChangeGroup) -> bool:
    return group.kind in ("part", "section")


def _part_labels(versions: VersionComparison) -> Iterable[str]:
    """Yield the labels of the parts of both versions that have an answer."""
    for version in (versions.new, versions.old):
        form = schema.load(version.call, version.submission.language)
        for path, part in model.parts(version.submission):
            if part.text.strip() or part.sections:
                yield schema.label(form, path)


def _count(kind: str, label: str, groups: Iterable[ChangeGroup]) -> SummaryRow:
    own = list(groups)
    words = [change for group in own for words in group.all_words for change in words]
    removed = sum(count_words(change.old) for change in words if change.action == "removed")
    added = sum(count_words(change.new) for change in words if change.action == "added")
    sections = [group.action for group in own if group.kind == "section"]
    return SummaryRow(
        kind, label, sum(group.change_count for group in own), removed, added,
        *(sections.count(action) for action in ("added", "removed", "moved")),
    )  # fmt: skip


def choose_language(versions: VersionComparison) -> str:
    """Return the language of the new version, English if it has no messages."""
    language = versions.new.submission.language
    return language if language in localization.languages() else ENGLISH


def describe_total(row: SummaryRow) -> str:
    """Return the numbers of a summary as a sentence."""
    return t(
        "{changes}: {words} removed, {added:,} added",
        changes=plural("1 change", "{count:,} changes", row.changes),
        words=plural("1 word", "{count:,} words", row.words_removed),
        added=row.words_added,
    )


def write_summary(versions: VersionComparison) -> tuple[str, str, list[tuple[str, ...]]]:
    """Return a summary in the language of the new version: its title, a sentence with all numbers, and its cells."""
    language = choose_language(versions)
    rows = summarize(versions, list_groups(versions))
    names = [version.name for version in (versions.old, versions.new)]
    short = [_shorten_path(name) for name in names]
    old, new = short if len(set(short)) == len(short) else names
    title = t("Changes from {old} to {new}", old=old, new=new)
    return translate(title, language), translate(describe_total(rows[-1]), language), build_table(rows, language)


def _shorten_path(name: str) -> str:
    """Return the name of a file, or of a file of a revision ("HEAD:submission.yaml"), without its folders."""
    return "".join([*name.rpartition(":")[:2], re.split(r"[/\\]", name)[-1].rpartition(":")[2]])

"""Two compared versions -> their changes, grouped by place: part, section, footnote or figure, with its titles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from wsisc.calls import schema
from wsisc.diff import section_matching
from wsisc.diff.block_comparison import BlockComparison
from wsisc.diff.comparison import PlaceAction, PlaceComparison, ValueComparison
from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
from wsisc.diff_report.entries import Entry, Words, list_entries
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.model import Section


class Location(NamedTuple):
    """A place in one version: its path, the label of its part in the call, and the titles of the sections around it.

    That of a footnote or figure is where it is referenced first, apart from its path. The titles of a section end with
    its own.
    """

    path: DataPath
    part: str = ""
    titles: tuple[str, ...] = ()


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
        return list_entries(self.text) if self.text else []

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

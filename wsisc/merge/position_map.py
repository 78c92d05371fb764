"""A submission -> the positions of its parts and sections, while sections are added to it, moved and removed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from wsisc.diagnostic import DataPath
from wsisc.model import Part, Section, Submission


@dataclass(eq=False)
class PositionMap:
    """A part or section, its path in ours before the merge, its path in theirs, and what is in it now.

    `part_id` is "" for a section; `our_path` is () for a new section, `their_path` for one that only ours has.
    """

    part_id: str
    our_path: DataPath
    their_path: DataPath
    sections: list["PositionMap"] = field(default_factory=list)
    parts: list["PositionMap"] = field(default_factory=list)

    def descendants(self, path: DataPath = ("parts",)) -> Iterator[tuple[DataPath, "PositionMap"]]:
        """Yield the parts and sections within it with their current paths."""
        for part in self.parts:
            part_path = (*path, part.part_id)
            yield part_path, part
            yield from part.descendants(part_path)
        for index, section in enumerate(self.sections):
            section_path = (*path, "sections", index)
            yield section_path, section
            yield from section.descendants(section_path)

    def find_ours(self, path: DataPath) -> tuple[DataPath, "PositionMap"] | None:
        """Return the current path of the part or section that had a path in ours, and it; None if it is removed."""
        return next(((current, each) for current, each in self.descendants() if each.our_path == path), None)

    def find_theirs(self, path: DataPath) -> tuple[DataPath, "PositionMap"] | None:
        """Return the current path of the part or section that corresponds to a path in theirs, and it."""
        return next(((current, each) for current, each in self.descendants() if each.their_path == path), None)

    def remove(self, section: "PositionMap") -> None:
        """Remove a section, wherever it is."""
        for each in (self, *(inner for _, inner in self.descendants())):
            if section in each.sections:
                each.sections.remove(section)
                return


def build(submission: Submission, to_theirs: dict[DataPath, DataPath]) -> PositionMap:
    """Return the positions in a submission; `to_theirs` maps paths of its sections to those in theirs."""

    def map_part(path: DataPath, part: Part) -> PositionMap:
        inner = [map_part((*path, each.id), each) for each in part.parts]
        return PositionMap(part.id, path, path, map_sections(path, part.sections), inner)

    def map_sections(path: DataPath, sections: tuple[Section, ...]) -> list[PositionMap]:
        paths = [(*path, "sections", index) for index in range(len(sections))]
        return [
            PositionMap("", each, to_theirs.get(each, ()), map_sections(each, section.sections))
            for each, section in zip(paths, sections, strict=True)
        ]

    return PositionMap("", (), (), [], [map_part(("parts", each.id), each) for each in submission.parts])

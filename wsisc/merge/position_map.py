"""Where the parts and sections of a file are while sections are added to it, moved and taken away."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from wsisc.diagnostic import DataPath
from wsisc.model import Part, Section, Submission


@dataclass(eq=False)
class PositionMap:
    """A part (`step` is its id) or section (`step` is ""), its path at the start, and its path in the reviewed file."""

    part_id: str
    our_path: DataPath
    their_path: DataPath
    sections: list["PositionMap"] = field(default_factory=list)
    parts: list["PositionMap"] = field(default_factory=list)

    def descendants(self, path: DataPath = ("parts",)) -> Iterator[tuple[DataPath, "PositionMap"]]:
        """Yield what is within it, with its path now."""
        for part in self.parts:
            here = (*path, part.part_id)
            yield here, part
            yield from part.descendants(here)
        for index, section in enumerate(self.sections):
            here = (*path, "sections", index)
            yield here, section
            yield from section.descendants(here)

    def find_ours(self, path: DataPath) -> tuple[DataPath, "PositionMap"] | None:
        """Return what stood at a path at the start, and its path now."""
        return next(((now, held) for now, held in self.descendants() if held.our_path == path), None)

    def find_theirs(self, path: DataPath) -> tuple[DataPath, "PositionMap"] | None:
        """Return what stands for a part or section of the reviewed file, and its path now."""
        return next(((now, held) for now, held in self.descendants() if held.their_path == path), None)

    def remove(self, section: "PositionMap") -> None:
        """Take a section out, wherever it is."""
        for each in (self, *(inner for _, inner in self.descendants())):
            if section in each.sections:
                each.sections.remove(section)
                return


def build(submission: Submission, to_theirs: dict[DataPath, DataPath]) -> PositionMap:
    """Return where the parts and sections of a submission are; `to_theirs` tells where sections are in theirs."""

    def part(path: DataPath, found: Part) -> PositionMap:
        inner = [part((*path, each.id), each) for each in found.parts]
        return PositionMap(found.id, path, path, sections(path, found.sections), inner)

    def sections(path: DataPath, found: tuple[Section, ...]) -> list[PositionMap]:
        paths = [(*path, "sections", index) for index in range(len(found))]
        return [
            PositionMap("", each, to_theirs.get(each, ()), sections(each, section.sections))
            for each, section in zip(paths, found, strict=True)
        ]

    return PositionMap("", (), (), [], [part(("parts", each.id), each) for each in submission.parts])

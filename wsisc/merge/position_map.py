"""Where the parts and sections of a file are while sections are added to it, moved and taken away."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from wsisc.diagnostic import Path
from wsisc.model import Part, Section, Submission


@dataclass(eq=False)
class Held:
    """A part (`step` is its id) or section (`step` is ""), its path at the start, and its path in the reviewed file."""

    step: str
    ours: Path
    theirs: Path
    sections: list["Held"] = field(default_factory=list)
    parts: list["Held"] = field(default_factory=list)

    def all(self, path: Path = ("parts",)) -> Iterator[tuple[Path, "Held"]]:
        """Yield what is within it, with its path now."""
        for part in self.parts:
            here = (*path, part.step)
            yield here, part
            yield from part.all(here)
        for index, section in enumerate(self.sections):
            here = (*path, "sections", index)
            yield here, section
            yield from section.all(here)

    def ours_at(self, path: Path) -> tuple[Path, "Held"] | None:
        """Return what stood at a path at the start, and its path now."""
        return next(((now, held) for now, held in self.all() if held.ours == path), None)

    def theirs_at(self, path: Path) -> tuple[Path, "Held"] | None:
        """Return what stands for a part or section of the reviewed file, and its path now."""
        return next(((now, held) for now, held in self.all() if held.theirs == path), None)

    def remove(self, held: "Held") -> None:
        """Take a section out, wherever it is."""
        for each in (self, *(inner for _, inner in self.all())):
            if held in each.sections:
                each.sections.remove(held)
                return


def of(submission: Submission, to_theirs: dict[Path, Path]) -> Held:
    """Return where the parts and sections of a submission are; `to_theirs` tells where sections are in theirs."""

    def part(path: Path, found: Part) -> Held:
        inner = [part((*path, each.id), each) for each in found.parts]
        return Held(found.id, path, path, sections(path, found.sections), inner)

    def sections(path: Path, found: tuple[Section, ...]) -> list[Held]:
        paths = [(*path, "sections", index) for index in range(len(found))]
        return [
            Held("", each, to_theirs.get(each, ()), sections(each, section.sections))
            for each, section in zip(paths, found, strict=True)
        ]

    return Held("", (), (), [], [part(("parts", each.id), each) for each in submission.parts])

"""A file while changes are applied to it: its bytes, positions of parts and sections, edits of texts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model, yaml_edit
from wsisc.source.model import Part, Section, Submission

# Keys that come after the text in the files that wsisc writes, see `document.canonical`.
_TRAILING_KEYS = ("tags", "comments", "sections")


class ChangeRefused(Exception):
    """A change cannot be applied; the message is the reason."""


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


class PathShift(NamedTuple):
    """How an edit changed the paths of other nodes: `added` nodes are where `removed` ones were, from `node_path` on.

    `joined_items` is how many items the list before them had, if the list after them now continues it; otherwise 0.
    """

    node_path: tuple[int, ...]
    removed: int
    added: int
    joined_items: int = 0

    def shift(self, node_path: tuple[int, ...]) -> tuple[int, ...] | None:
        """Return the path that a node at another path has after the edit, None for a list that is now part of one."""
        *holder, index = self.node_path
        depth = len(holder)
        if node_path[:depth] != tuple(holder) or len(node_path) == depth or node_path[depth] < index + self.removed:
            return node_path
        step, inner = node_path[depth] + self.added - self.removed, node_path[depth + 1 :]
        if not self.joined_items:
            return (*holder, step, *inner)
        if step > index:
            return (*holder, step - 1, *inner)
        return (*holder, step - 1, inner[0] + self.joined_items, *inner[1:]) if inner else None

    def joins(self, node_path: tuple[int, ...], size: int) -> bool:
        """Return whether two lists became one, and an edit of `size` nodes at a path needs them apart.

        It is one of the first list as a whole, or an insertion between the two: its size is 0.
        """
        *holder, index = self.node_path
        is_near = tuple(holder) == node_path[:-1] and node_path[-1] + size >= index > node_path[-1] - (not size)
        return bool(self.joined_items) and is_near


class MadeEdit(NamedTuple):
    """An edit that was applied: path of the text in ours, its place among the edits of the text, what it moved."""

    path: DataPath
    place: tuple[Any, ...]
    paths: PathShift


@dataclass
class MergeState:
    """A file being merged. `text_edits` are the edits of its texts so far."""

    content: bytes
    positions: PositionMap
    text_edits: list[MadeEdit] = field(default_factory=list)

    @property
    def data(self) -> Any:
        """Data of the file as it is now."""
        return yaml_edit.read(self.content).data

    @property
    def submission(self) -> Submission:
        """The submission in the file as it is now."""
        return read_submission(self.content)


def map_positions(submission: Submission, to_theirs: dict[DataPath, DataPath]) -> PositionMap:
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


def read_submission(content: bytes) -> Submission:
    """Return the submission in a file."""
    return model.from_data(yaml_edit.read(content).data)


def require[T](found: T | None, reason: str = t("it cannot be written without other changes")) -> T:
    """Return what an edit needs or results in. Raises ChangeRefused if there is none."""
    if found is None:
        raise ChangeRefused(reason)
    return found


def later_keys(path: DataPath, holder: dict[str, Any]) -> Collection[str]:
    """Return the keys that come after the last one of a path in the files that wsisc writes."""
    match path:
        case ("links",):
            return ("footnotes", "figures")
        case ("footnotes",):
            return ("figures",)
        case (*_, "comments", int(), "resolved" | "replies"):
            return ("replies", "proposal")
        case ("parts" | "unplaced", *_, "comments"):
            parts = [key for key, each in holder.items() if isinstance(each, dict) and key not in model.OWN_KEYS]
            return ["sections", *parts]
        case ("parts" | "unplaced", *_, key) if key != "sections":
            return [each for each in _TRAILING_KEYS if each != key]
    return ()

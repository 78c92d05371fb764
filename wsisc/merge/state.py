"""A file while changes are applied to it: its bytes, positions of parts and sections, edits of texts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from wsisc import model, source
from wsisc.diagnostic import DataPath
from wsisc.merge.position_map import PositionMap
from wsisc.model import Submission
from wsisc.source import Source, value_at, yaml_edit

_TRAILING_KEYS = ("tags", "comments", "sections")
"""Keys that come after the text in the files that wsisc writes, see `document.canonical`."""


class ChangeRefused(Exception):
    """A change cannot be applied; the message is the reason."""


@dataclass
class MergeState:
    """A file being merged. `text_edits` are the edits so far: path of the text in ours, action, path of the node.

    The action is "join" where a removal joined two lists.
    """

    content: bytes
    positions: PositionMap
    text_edits: list[tuple[DataPath, str, tuple[int, ...]]] = field(default_factory=list)

    @property
    def data(self) -> Any:
        """Data of the file as it is now."""
        return read_file(self.content).data

    @property
    def submission(self) -> Submission:
        """The submission in the file as it is now."""
        return read_submission(self.content)


@lru_cache(maxsize=2)
def read_file(content: bytes) -> Source:
    """Return a file as parsed, once for all that look at it in turn: edits, the checks after them, and the report."""
    return source.read(content, "")


def read_submission(content: bytes) -> Submission:
    """Return the submission in a file."""
    return model.from_data(read_file(content).data)


def require[T](found: T | None, reason: str = "it cannot be written without other changes") -> T:
    """Return what an edit needs or results in. Raises ChangeRefused if there is none."""
    if found is None:
        raise ChangeRefused(reason)
    return found


def set_value(content: bytes, path: DataPath, value: Any) -> bytes | None:
    """Return a file with a new value at a path, None if it cannot be written; missing holders are created."""
    holder = value_at(read_file(content).data, path[:-1])
    if holder is None:
        return set_value(content, path[:-1], {path[-1]: value})
    later = _later_keys(path, holder)
    return yaml_edit.insert_key(content, path, value, next((key for key in holder if key in later), ""))


def insert_item(content: bytes, path: DataPath, item: Any, index: int | None = None) -> bytes | None:
    """Return a file with a new item in the list at a path (default: at its end); a missing list is created."""
    existing = value_at(read_file(content).data, path)
    if isinstance(existing, list) and existing:
        return yaml_edit.insert_item(content, path, len(existing) if index is None else index, item)
    return set_value(content, path, [item])


def _later_keys(path: DataPath, holder: Any) -> Iterable[str]:
    """Return the keys that come after the last one of a path in the files that wsisc writes."""
    match path:
        case ("links",):
            return ("footnotes", "figures")
        case ("footnotes",):
            return ("figures",)
        case ("parts" | "unplaced", *_, "comments"):
            parts = [key for key, each in holder.items() if isinstance(each, dict) and key not in model.OWN_KEYS]
            return ["sections", *parts]
        case ("parts" | "unplaced", *_, key) if key != "sections":
            return [each for each in _TRAILING_KEYS if each != key]
    return ()

"""A file while changes are applied to it: its bytes, positions of parts and sections, edits of texts."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from wsisc import model, source
from wsisc.diagnostic import DataPath
from wsisc.merge.position_map import PositionMap
from wsisc.source import Source, value_at, yaml_edit

_TRAILING_KEYS = ("tags", "comments", "sections")
"""Keys that come after the text in the files that wsisc writes, see `document.canonical`."""


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


@lru_cache(maxsize=2)
def read_file(content: bytes) -> Source:
    """Return a file as parsed, once for all that look at it in turn: edits, the checks after them, and the report."""
    return source.read(content, "")


def set_value(content: bytes, path: DataPath, value: Any) -> bytes | None:
    """Return a file with a new value at a path, None if it cannot be written; missing holders are created."""
    data = read_file(content).data
    if value_at(data, path[:-1]) is None and len(path) > 2:
        return set_value(content, path[:-1], {path[-1]: value})
    holder = value_at(data, path[:-1])
    if path[-1] == "sections":
        following = iter(())
    elif path[-1] == "comments":
        following = (key for key, each in holder.items() if _is_container(key, each))
    else:
        following = (key for key in holder if key in _TRAILING_KEYS and key != path[-1])
    return yaml_edit.insert_key(content, path, value, next(following, ""))


def _is_container(key: str, value: Any) -> bool:
    """Return whether a key of a part holds sections, or another part."""
    return key == "sections" or (isinstance(value, dict) and key not in model.OWN_KEYS)

"""A file while changes are made in it: its bytes, where its parts and sections are now, and what was done to texts."""

from dataclasses import dataclass, field
from typing import Any

from wsisc import model, source
from wsisc.diagnostic import DataPath
from wsisc.merge.position_map import PositionMap
from wsisc.source import yaml_edit

_TRAILING_KEYS = ("tags", "comments", "sections")


@dataclass
class MergeState:
    """A file on its way. `done` holds the edits of texts so far: path at the start, action, and node."""

    content: bytes
    positions: PositionMap
    text_edits: list[tuple[DataPath, str, tuple[int, ...]]] = field(default_factory=list)

    @property
    def data(self) -> Any:
        """What the file says now."""
        return source.read(self.content, "").data


def set_value(content: bytes, path: DataPath, value: Any) -> bytes | None:
    """Return a file with a new value at a path, whose holder may have to be made first."""
    data = source.read(content, "").data
    if yaml_edit.value_at(data, path[:-1]) is None and len(path) > 2:
        return set_value(content, path[:-1], {path[-1]: value})
    before = next((key for key in yaml_edit.value_at(data, path[:-1]) if key in _TRAILING_KEYS and key != path[-1]), "")
    if path[-1] == "sections":
        before = ""
    if path[-1] == "comments":
        before = next(
            (key for key, each in yaml_edit.value_at(data, path[:-1]).items() if _is_container(key, each)), ""
        )
    return yaml_edit.insert_key(content, path, value, before)


def _is_container(key: str, value: Any) -> bool:
    """Tell whether a key of a part or section holds others."""
    return key == "sections" or (isinstance(value, dict) and key not in model.OWN_KEYS)

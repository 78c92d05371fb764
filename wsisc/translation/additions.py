"""The file of an earlier translation and a newer one -> that file with the sections, notes and links that are new."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from wsisc.diagnostic import DataPath
from wsisc.document import canonical
from wsisc.model import Submission
from wsisc.source import value_at, yaml_edit
from wsisc.writers import yaml_style

_WIDTH = 100
_NAMED = ("links", "footnotes", "figures")
_KEPT = ("title", "id", "tags", "comments")  # of a part or section that the file has already


def add(content: bytes, before: Submission, translation: Submission) -> tuple[bytes, DataPath | None]:
    """Return the content of a translation with what only the newer one has, and None.

    Where the layout of the file is too unusual for it, return the path of what could not be added instead of None.
    """
    new, links = canonical.to_data(translation), frozenset(translation.links)

    def later_keys(path: DataPath, _: Mapping[str, Any]) -> Collection[str]:
        keys = list(value_at(new, path[:-1]))
        return keys[keys.index(path[-1]) + 1 :]

    for path, value in _find_new(canonical.to_data(before), new):
        laid_out = _lay_out(value, links, path)
        if isinstance(path[-1], int):
            edited = yaml_edit.insert_item(content, path[:-1], laid_out, later_keys, path[-1])
        else:
            replaced = yaml_edit.replace(content, path, laid_out)  # of a key without a value
            edited = replaced or yaml_edit.insert_key(content, path, laid_out, later_keys)
        if edited is None:
            return content, path
        content = edited
    return content, None


def _find_new(before: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[DataPath, Any]]:
    """Yield the paths of what is new, each with its value, in an order in which they can be inserted."""
    yield from _in_holder(before["parts"], new["parts"], ("parts",))
    for key in _NAMED:
        for name, value in new.get(key, {}).items():
            if name not in before.get(key, {}):
                yield (key, name), value


def _in_holder(before: Mapping[str, Any], new: Mapping[str, Any], path: DataPath) -> Iterator[tuple[DataPath, Any]]:
    for key, value in new.items():
        if key in _KEPT:
            continue
        if key not in before:
            yield (*path, key), value
        elif isinstance(value, dict):
            yield from _in_holder(before[key], value, (*path, key))
        elif isinstance(value, list):
            yield from _in_sections(before[key], value, (*path, key))


def _in_sections(before: Sequence[Any], new: Sequence[Any], path: DataPath) -> Iterator[tuple[DataPath, Any]]:
    """Yield the new sections of a list, if all others are those that the file has, in the same order."""
    known = [each.get("id", "") for each in before]
    ids = [each.get("id", "") for each in new]
    if [id for id in ids if id in known] != known:
        return
    rest = iter(before)
    for index, (id, section) in enumerate(zip(ids, new, strict=True)):
        if id in known:
            yield from _in_holder(next(rest), section, (*path, index))
        else:
            yield (*path, index), section


def _lay_out(value: Any, links: frozenset[str], path: DataPath) -> Any:
    """Return a value with its rich texts in lines of the usual length."""
    if isinstance(value, dict):
        return {key: _lay_out(each, links, (*path, key)) for key, each in value.items()}
    if isinstance(value, list):
        return [_lay_out(each, links, (*path, at)) for at, each in enumerate(value)]
    if isinstance(value, str) and (path[-1] == "text" or path[0] == "footnotes"):
        text = yaml_style.wrap(value.rstrip("\n"), links, _WIDTH)
        return f"{text}\n" if "\n" in text else text
    return value

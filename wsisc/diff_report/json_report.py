"""Two compared versions -> JSON, as schemas/diff.schema.json documents it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from wsisc.diff.comparison import ValueComparison
from wsisc.diff.word_tree import Atom, Node
from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
from wsisc.diff_report.groups import ChangeGroup, Entry, Location, Words, atom_text, list_groups, summarize, value_label
from wsisc.messages.diagnostic import DataPath, json_pointer
from wsisc.report import previous
from wsisc.report.common import to_json
from wsisc.source.markup.marked_text import MarkKind

_KEYS = {"version", "old", "new", "is_same", "summary", "changes"}

type Data = dict[str, Any]


def format_json(versions: VersionComparison) -> str:
    """Return the changes as JSON."""
    groups = list_groups(versions)
    data = {
        "version": 1,
        "old": versions.old.name,
        "new": versions.new.name,
        "is_same": versions.is_same,
        "summary": [asdict(row) for row in summarize(versions, groups)],
        "changes": [change for group in groups for change in _group_changes(versions, group)],
    }
    return to_json(data)


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier report of this kind."""
    data = previous.parse_json(content.decode("utf-8", "replace"))
    return isinstance(data, dict) and data.keys() == _KEYS


def _group_changes(versions: VersionComparison, group: ChangeGroup) -> Iterator[Data]:
    """Yield the changes of a place: the place itself if it was added, removed or moved; values, image and text."""
    places = _Places(versions, group)
    if group.action in ("added", "removed", "moved"):
        yield {"kind": group.kind, "action": group.action, **places.of_place()}
    for value in group.values:
        yield places.describe_value(value)
    if group.has_other_image:
        yield {"kind": "image", "action": "changed", **places.of_place()}
    for entry in group.entries:
        content: Data = {"words": _words_data(entry.words)}
        if entry.kind == "row":
            content = {"cells": [_words_data(cell) for cell in entry.cells]}
        yield {"kind": entry.kind, "action": entry.action, **places.of_entry(entry), **content}


class _Places:
    """The places of the changes of a group, as data, in both versions."""

    def __init__(self, versions: VersionComparison, group: ChangeGroup) -> None:
        self._versions, self._group = versions, group

    def of_place(self) -> Data:
        """Return the places of the part, section, footnote or figure."""
        pair = ((self._versions.old, self._group.old), (self._versions.new, self._group.new))
        old, new = (_place_data(version, where, where.path) if where else None for version, where in pair)
        return {"old": old, "new": new}

    def of_entry(self, entry: Entry) -> Data:
        """Return the places of a block of text; a row has its number in the table."""
        former = self._group.elsewhere[entry.old_path] if entry.old_path else self._group.old
        ends = (
            (self._versions.old, former, entry.old, entry.rows[0]),
            (self._versions.new, self._group.new, entry.new, entry.rows[1]),
        )
        old, new = (self._of_block(*end) for end in ends)
        return {"old": old, "new": new}

    def _of_block(self, version: ComparedVersion, where: Location | None, block: Node | None, row: int) -> Data | None:
        if where is None or block is None:
            return None
        path = where.path if where.path[0] == "footnotes" else (*where.path, "text")
        return {**_place_data(version, where, path, block.start), **({"row": row} if row else {})}

    def describe_value(self, value: ValueComparison) -> Data:
        """Return the change of a value."""
        group, versions = self._group, self._versions
        places = (
            _place_data(version, where, path) if where and path else None
            for version, where, path in (
                (versions.old, group.old, value.old_path),
                (versions.new, group.new, value.new_path),
            )
        )
        old, new = places
        version = versions.new if value.new_path else versions.old
        is_title = group.kind == "section" and value.path[-1] == "title"
        return {
            "kind": "title" if is_title else "value",
            "action": "changed" if old and new else "added" if new else "removed",
            "old": old,
            "new": new,
            "label": value_label(version, value, group.location),
            "words": _words_data(value.words),
        }


def _place_data(version: ComparedVersion, where: Location, path: DataPath, start: int | None = None) -> Data:
    return {
        "path": json_pointer(path),
        "line": version.find_line(path, start),
        "part": where.part,
        "titles": list(where.titles),
    }


def _words_data(words: Words) -> list[Data]:
    """Return words as data: neighbours with one fate and one formatting together."""
    found = []
    for change in words:
        size = max(len(change.old), len(change.new))
        pairs = zip(change.old or [None] * size, change.new or [None] * size, strict=True)
        for _, group in groupby(pairs, key=lambda pair: tuple(atom.marks if atom else () for atom in pair)):
            old, new = zip(*group, strict=True)
            found.append({"action": change.action, **_side_data("old", old), **_side_data("new", new)})
    return found


def _side_data(side: str, atoms: Sequence[Atom | None]) -> Data:
    """Return the words of one version and their formatting, both left out where there are none."""
    known = [atom for atom in atoms if atom]
    if not known:
        return {}
    text = "".join("\n" if atom.text == "\n" else atom_text(atom) for atom in known)
    names = {MarkKind.STRONG: "bold", MarkKind.EMPHASIS: "italics"}
    marks = [names.get(mark.kind, mark.name) for mark in known[0].marks]
    return {side: text, **({f"{side}_format": marks} if marks else {})}

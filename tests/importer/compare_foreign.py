"""Word files of others and the YAML expected of them -> a table: words in order, headings, notes, links, lists, fields.

`python -m tests.importer.compare_foreign [NAMES]` prints it.
"""

import difflib
import sys
from types import SimpleNamespace
from typing import NamedTuple

from tests.importer import alike, foreign_files
from wsisc import importer, source
from wsisc.calls.call import BUILT_IN
from wsisc.readers.word import reader
from wsisc.writers import yaml

FIELDS = ("call", "language", "date", "contact")


class Reading(NamedTuple):
    """What a submission says: words with their parts, headings with part and depth, notes, links, lists and fields.

    The shapes are the items of lists, with part, depth and kind, and the rows of tables, with part and number of cells.
    """

    words: list[str]
    headings: list[tuple[str, int, str]]
    notes: list[str]
    links: list[tuple[str, str]]
    shapes: list[tuple[str, str, int]]
    fields: dict[str, object]


class Comparison(NamedTuple):
    """How well one file was imported: shares between 0 and 1, and the first difference in words."""

    name: str
    words: float
    headings: float
    has_notes: bool
    has_links: bool
    has_shapes: bool
    has_fields: bool
    difference: str

    @property
    def is_passed(self):
        has_all = self.has_notes and self.has_links and self.has_shapes and self.has_fields
        return self.words == 1 and self.headings >= 0.9 and has_all


def compare(name):
    """Import one of the files, and compare the submission with the expected one."""
    content, expected = foreign_files.read(name)
    found = importer.import_content(reader.read(content), BUILT_IN)
    assert found.report.is_balanced, name
    return compare_readings(name, read(expected), read(yaml.write(found.submission).encode()))


def compare_readings(name, expected, found):
    """Compare what two submissions say."""
    return Comparison(
        name,
        _share(expected.words, found.words),
        _share(expected.headings, found.headings),
        expected.notes == found.notes,
        expected.links == found.links,
        expected.shapes == found.shapes,
        expected.fields == found.fields,
        _first_difference(expected, found),
    )


def _share(expected, found):
    if expected == found:
        return 1.0
    blocks = difflib.SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(expected), len(found), 1)


def _first_difference(expected, found):
    for name, one, other in zip(Reading._fields, expected, found, strict=True):
        if isinstance(one, dict):
            return f"{name}: {one} became {other}" if one != other else ""
        for tag, i, j, k, m in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if tag != "equal":
                return f"{name}: {one[max(0, i - 3) : j + 2]} became {other[max(0, k - 3) : m + 2]}"
    return ""


def read(yaml):
    """Return what a submission in YAML says."""
    data = source.read(yaml, "submission.yaml").data
    names = SimpleNamespace(
        links=data.get("links", {}), footnotes=data.get("footnotes", {}), figures=data.get("figures", {})
    )
    entity = data.get("entity", {})
    reading = Reading([], [], [], [], [], {name: data.get(name) for name in FIELDS})
    for key, value in (
        ("title", data.get("title")),
        ("entity", entity.get("name")),
        ("acronym", entity.get("acronym")),
    ):
        reading.words.extend((f"[{key}]", *(value or "").split()))
    for name, part in (data.get("parts") or {}).items():
        _read_part(name, part, names, reading)
    _read_part("unplaced", data.get("unplaced") or {}, names, reading)
    return reading


def _read_part(name, part, names, reading):
    inner = {key: value for key, value in part.items() if key not in ("text", "sections", "comments", "tags")}
    if part.get("text") or part.get("sections"):
        reading.words.append(f"[{name}]")
    _read_section(name, part, 0, names, reading)
    for key, value in inner.items():
        _read_part(f"{name}.{key}", value, names, reading)


def _read_section(name, section, depth, names, reading):
    said = alike.text(section.get("text") or "", names)
    _read_words(said, reading, "")
    _read_shapes(name, said, reading)
    for each in section.get("sections", ()):
        reading.headings.append((name, depth + 1, each["title"]))
        reading.words.extend(each["title"].split())
        _read_section(name, each, depth + 1, names, reading)


def _read_words(said, reading, before):
    """Add the words of texts; the letters of neighbouring texts, with other marks, can be one word."""
    text = ""
    for kind, *rest in [*said, ("block", "end")]:
        if kind == "text":
            text += rest[0]
            if rest[2]:
                reading.links.append((rest[0], rest[2]))
        elif kind == "note":
            inner = Reading([], [], [], [], [], {})
            _read_words(rest[0], inner, before)
            reading.notes.append(f"{text[-12:]} | {' '.join(inner.words)}")
            reading.links.extend(inner.links)
        else:
            reading.words.extend(text.split())
            text = ""


def _read_shapes(name, said, reading):
    """Add the items of lists and the rows of tables in the blocks of a text."""
    blocks = []
    for kind, *rest in said:
        if kind != "block":
            continue
        if rest[0] == "end":
            blocks.pop()
            continue
        blocks.append(rest[0])
        if rest[0] == "Item":
            numbered = "numbered" if rest[1].strip("-*• ") else "bulleted"
            reading.shapes.append((name, numbered, blocks.count("Item")))
        elif rest[0] == "Row":
            reading.shapes.append((name, "row", 0))
        elif rest[0] == "Cell":
            reading.shapes[-1] = (name, "row", reading.shapes[-1][2] + 1)


def show(comparisons):
    """Return a table of comparisons as text."""
    yes = {True: "yes", False: "NO"}
    lines = [f"{'file':34} {'words':>7} {'headings':>9} notes links lists fields result"]
    for each in comparisons:
        lines.append(
            f"{each.name:34} {each.words:7.1%} {each.headings:9.1%} {yes[each.has_notes]:5} {yes[each.has_links]:5} "
            f"{yes[each.has_shapes]:5} {yes[each.has_fields]:6} {'pass' if each.is_passed else 'FAIL'}"
        )
        lines += [f"    {each.difference}"] if each.difference else []
    return "\n".join([*lines, f"{sum(each.is_passed for each in comparisons)} of {len(comparisons)} pass"])


if __name__ == "__main__":
    of_kinds = [name for names in foreign_files.KINDS.values() for name in names]
    compared = [compare(name) for name in sys.argv[1:] or [*foreign_files.NAMES, *of_kinds]]
    sys.stdout.write(show(compared) + "\n")
    sys.exit(not all(each.is_passed for each in compared))

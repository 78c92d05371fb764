"""A collection -> the index that `templates/site/search.js` searches: the words of every section, and where it is.

It is a script that sets one variable, since a page that is a file may load a script but no data.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from wsisc.collection import Collection
from wsisc.dataset import Tables
from wsisc.dataset.rows import SectionRow
from wsisc.site import look
from wsisc.site.bodies import Body


def index(collection: Collection, tables: Tables, bodies: Mapping[str, Body]) -> bytes:
    """Return the index of a collection, whose tables are given, and whose pages, by keys, tell the anchors."""
    submissions, numbers = [], {}
    for number, member in enumerate(collection.members):
        submission, locale = member.manuscript.submission, member.manuscript.locale
        numbers[member.key] = number
        names = submission.entity.name, submission.entity.acronym, submission.title
        submissions.append((look.page(member.key), *names, locale.tag, locale.direction))
    places: list[tuple[Any, ...]] = [(number, "title", "", row[3], "") for number, row in enumerate(submissions)]
    for row in tables.sections:
        places.append((numbers[row.submission.key], *_place(row, bodies[row.submission.key])))
    data = json.dumps({"submissions": submissions, "places": places}, ensure_ascii=False, separators=(",", ":"))
    separators: dict[str, str | int | None] = {"\u2028": "\\u2028", "\u2029": "\\u2029", "<": "\\u003c"}
    return f"var wsiscIndex = {data.translate(str.maketrans(separators))};\n".encode()


def _place(row: SectionRow, body: Body) -> tuple[str, str, str, str]:
    """Return a section as the index has it: anchor, part, heading, and all that is read in it."""
    return body.anchor(row.id, row.place, row.part), row.part_label, row.heading, "\n".join(_texts(row))


def _texts(row: SectionRow) -> Iterator[str]:
    yield row.text or row.heading
    yield from row.alternatives
    for note in row.notes:
        yield note.text

"""Tables -> the table of sections as CSV: UTF-8 with a byte order mark, lines and quotation marks as in RFC 4180.

A row has no lists or levels: tags are joined by "; ", as in the sheet of sections.
"""

from collections.abc import Sequence

from wsisc.calls.vocabularies import Vocabulary
from wsisc.publication.dataset.dataset_tables import SectionRow, Tables
from wsisc.source.model import Tags
from wsisc.text.csv_cells import write_table


def write(tables: Tables, date: str) -> bytes:
    """Return the sections as CSV, which contains no date."""
    columns = list_columns(tables.vocabularies)
    rows = (flatten_section(row, tables.vocabularies) for row in tables.sections)
    return write_table([columns, *(map(cells.__getitem__, columns) for cells in rows)])


def flatten_section(row: SectionRow, vocabularies: Sequence[Vocabulary]) -> dict[str, str | int]:
    """Return the cells of a section by column: tags are joined by "; ", footnotes and similar texts by line ends."""
    submission = row.submission
    return {
        "key": row.key,
        "file": submission.file,
        "call": submission.call,
        "entity": submission.entity,
        "acronym": submission.acronym,
        "type": submission.type,
        "language": submission.language,
        "date": submission.date,
        "title": submission.title,
        "part": row.part,
        "part_label": row.part_label,
        "place": row.place,
        "number": row.number,
        "heading": row.heading,
        "level": row.level,
        "text": row.text,
        "notes": "\n".join(note.text.replace("\n", " ") for note in row.footnotes),
        "alternatives": "\n".join(row.alternative_texts),
        "words": row.words,
        **{vocabulary.id.replace("-", "_"): _join_tags(vocabulary, row.tags) for vocabulary in vocabularies},
        "own_tags": _join_all_tags(row.own_tags, vocabularies),
        "figures": "; ".join(row.quantities),
    }


def list_columns(vocabularies: Sequence[Vocabulary]) -> list[str]:
    """Return the columns of sections in their order."""
    before = (
        "key", "file", "call", "entity", "acronym", "type", "language", "date", "title", "part", "part_label", "place",
        "number", "heading", "level", "text", "notes", "alternatives", "words",
    )  # fmt: skip
    return [*before, *(vocabulary.id.replace("-", "_") for vocabulary in vocabularies), "own_tags", "figures"]


def _join_all_tags(tags: Tags, vocabularies: Sequence[Vocabulary]) -> str:
    """Return the tags of all vocabularies as one cell, each as tables show it."""
    return "; ".join(cell for vocabulary in vocabularies if (cell := _join_tags(vocabulary, tags)))


def _join_tags(vocabulary: Vocabulary, tags: Tags) -> str:
    return "; ".join(map(vocabulary.format_cell, tags.codes(vocabulary.id)))

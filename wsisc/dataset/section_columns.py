"""The row of a section -> its cells by column, for the sheet of sections and for CSV, which have no lists or levels."""

from collections.abc import Sequence

from wsisc.calls.vocabulary import Vocabulary
from wsisc.dataset.rows import SectionRow
from wsisc.model import Tags

type FlatCell = str | int


def flatten_section(row: SectionRow, vocabularies: Sequence[Vocabulary]) -> dict[str, FlatCell]:
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
        **{each.id.replace("-", "_"): _join_tags(each, row.tags) for each in vocabularies},
        "own_tags": join_all_tags(row.own_tags, vocabularies),
        "figures": "; ".join(row.quantities),
    }


def list_columns(vocabularies: Sequence[Vocabulary]) -> list[str]:
    """Return the columns of sections in their order."""
    before = (
        "key", "file", "call", "entity", "acronym", "type", "language", "date", "title", "part", "part_label", "place",
        "number", "heading", "level", "text", "notes", "alternatives", "words",
    )  # fmt: skip
    return [*before, *(each.id.replace("-", "_") for each in vocabularies), "own_tags", "figures"]


def join_all_tags(tags: Tags, vocabularies: Sequence[Vocabulary]) -> str:
    """Return the tags of all vocabularies as one cell, each as tables show it."""
    return "; ".join(cell for each in vocabularies if (cell := _join_tags(each, tags)))


def _join_tags(vocabulary: Vocabulary, tags: Tags) -> str:
    return "; ".join(map(vocabulary.format_cell, tags.codes(vocabulary.id)))

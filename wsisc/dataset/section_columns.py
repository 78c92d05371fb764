"""The row of a section -> its cells by column, for the sheet of sections and for CSV, which have no lists or levels."""

from collections.abc import Sequence

from wsisc.collate import vocabulary
from wsisc.dataset.rows import SectionRow
from wsisc.model import Tags

type FlatCell = str | int

COLUMNS = (
    "key", "file", "call", "entity", "acronym", "type", "language", "date", "title", "part", "part_label", "place",
    "number", "heading", "level", "text", "notes", "alternatives", "words", "action_lines", "sdgs", "countries",
    "kinds", "own_tags", "figures",
)  # fmt: skip


def flatten_section(row: SectionRow) -> dict[str, FlatCell]:
    """Return the cells of a section by `COLUMNS`: tags are joined by "; ", footnotes and similar texts by line ends."""
    submission, tags = row.submission, row.tags
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
        "action_lines": _join_tags("action-line", tags.action_lines),
        "sdgs": _join_tags("sdg", tags.sdgs),
        "countries": _join_tags("country", tags.countries),
        "kinds": _join_tags("kind", tags.kinds),
        "own_tags": join_all_tags(row.own_tags),
        "figures": "; ".join(row.quantities),
    }


def join_all_tags(tags: Tags) -> str:
    """Return the tags of all vocabularies as one cell: "C5; SDG 16.5; Brazil (BR); obstacle"."""
    cells = (_join_tags(name, vocabulary.tag_codes(tags, name)) for name in vocabulary.VOCABULARIES)
    return "; ".join(cell for cell in cells if cell)


def _join_tags(name: str, codes: Sequence[str | int]) -> str:
    return "; ".join(vocabulary.format_tag(name, str(code)) for code in codes)

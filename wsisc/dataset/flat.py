"""The row of a section -> the cells of one line, for tables that have neither lists nor levels."""

from collections.abc import Sequence

from wsisc.dataset import vocabulary
from wsisc.dataset.rows import SectionRow
from wsisc.model import Tags

type Cell = str | int

COLUMNS = (
    "key", "file", "call", "entity", "acronym", "type", "language", "date", "title", "part", "part_label", "place",
    "number", "heading", "level", "text", "notes", "alternatives", "words", "action_lines", "sdgs", "countries",
    "kinds", "own_tags", "figures",
)  # fmt: skip


def section(row: SectionRow) -> dict[str, Cell]:
    """Return the cells of a section by `COLUMNS`: lists of tags are joined by "; ", notes and the like by line ends."""
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
        "notes": "\n".join(note.text.replace("\n", " ") for note in row.notes),
        "alternatives": "\n".join(row.alternatives),
        "words": row.words,
        "action_lines": _joined("action-line", tags.action_lines),
        "sdgs": _joined("sdg", tags.sdgs),
        "countries": _joined("country", tags.countries),
        "kinds": _joined("kind", tags.kinds),
        "own_tags": all_tags(row.own),
        "figures": "; ".join(row.quantities),
    }


def all_tags(tags: Tags) -> str:
    """Return tags of all vocabularies as one cell: "C5; SDG 16.5; Brazil (BR); obstacle"."""
    lists = (tags.action_lines, tags.sdgs, tags.countries, tags.kinds)
    cells = (_joined(name, codes) for name, codes in zip(vocabulary.VOCABULARIES, lists, strict=True))
    return "; ".join(cell for cell in cells if cell)


def _joined(name: str, codes: Sequence[str | int]) -> str:
    return "; ".join(vocabulary.shown(name, str(code)) for code in codes)

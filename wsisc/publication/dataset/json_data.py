"""Tables -> JSON data as schemas/dataset.schema.json documents it."""

import json
from collections.abc import Sequence
from typing import Any

from wsisc import __version__
from wsisc.calls.vocabularies import Vocabulary
from wsisc.messages.diagnostic import json_pointer
from wsisc.publication.dataset.dataset_tables import (
    CoverageRow,
    PairRow,
    PartRow,
    SectionRow,
    SubmissionRow,
    Suggestion,
    Tables,
)
from wsisc.source.markup import word_count
from wsisc.text.shared import group_values

VERSION = 1


def write(tables: Tables, date: str) -> bytes:
    """Return the tables as JSON text, encoded."""
    return (json.dumps(to_data(tables, date), ensure_ascii=False, indent=2) + "\n").encode()


def to_data(tables: Tables, date: str) -> dict[str, Any]:
    """Return the tables as JSON data; unknown values are null."""
    parts = group_values((part.submission.key, part) for part in tables.parts)
    return {
        "version": VERSION,
        "generator": f"wsisc {__version__}",
        "date": date or None,
        "words-per-page": word_count.WORDS_PER_PAGE,
        "submissions": [_submission(row, parts[row.key]) for row in tables.submissions],
        "sections": [_section(row, tables.vocabularies) for row in tables.sections],
        "coverage": {
            vocabulary.id: [*map(_coverage, tables.coverage[vocabulary.one])] for vocabulary in tables.vocabularies
        },
        "pairs": {id: [*map(_pair, rows)] for id, rows in tables.pairs.items()},
        "suggestions": [_suggestion(row) for row in tables.suggestions],
        "left-out": [
            {
                "file": left_out.file,
                "title": left_out.title or None,
                "entity": left_out.entity or None,
                "why": left_out.reason,
            }
            for left_out in tables.left_out
        ],
    }


def _submission(row: SubmissionRow, parts: Sequence[PartRow]) -> dict[str, Any]:
    return {
        "key": row.key,
        "file": row.file,
        "title": row.title,
        "entity": {"name": row.entity, "acronym": row.acronym or None, "type": row.type or None},
        "language": row.language,
        "translations": [{"language": language, "file": file} for language, file in row.translations],
        "call": row.call,
        "date": row.date or None,
        "words": row.words,
        "pages": row.pages,
        "parts": [_part(part) for part in parts],
    }


def _part(row: PartRow) -> dict[str, Any]:
    return {
        "place": row.place,
        "label": row.label,
        "words": row.words,
        "pages": row.pages,
        "limit": row.limit,
        "limit-in-words": row.word_limit,
        "state": str(row.state),
    }


def _section(row: SectionRow, vocabularies: Sequence[Vocabulary]) -> dict[str, Any]:
    return {
        "key": row.key,
        "submission": row.submission.key,
        "part": row.part,
        "place": row.place,
        "id": row.id or None,
        "number": row.number or None,
        "heading": row.heading or None,
        "level": row.level,
        "text": row.text,
        "footnotes": [{"number": note.number, "text": note.text} for note in row.footnotes],
        "alternatives": list(row.alternative_texts),
        "words": row.words,
        "tags": {vocabulary.id: list(row.tags.codes(vocabulary.id)) for vocabulary in vocabularies},
        "own-tags": {vocabulary.id: list(row.own_tags.codes(vocabulary.id)) for vocabulary in vocabularies},
        "figures": list(row.quantities),
    }


def _coverage(row: CoverageRow) -> dict[str, Any]:
    return {
        "tag": row.code,
        "name": row.name,
        "submissions": list(row.submissions),
        "sections": row.sections,
        "words": row.words,
        "suggested": {"submissions": list(row.suggested_submissions), "sections": row.suggested_sections},
    }


def _pair(row: PairRow) -> dict[str, Any]:
    return {
        "first": row.first,
        "second": row.second,
        "doubtful": row.is_doubtful,
        "submissions": list(row.submissions),
        "sections": row.sections,
    }


def _suggestion(row: Suggestion) -> dict[str, Any]:
    return {
        "section": row.section.key,
        "vocabulary": row.vocabulary,
        "tag": row.code,
        "words": row.words,
        "count": row.count,
        "file": row.section.submission.file,
        "path": json_pointer(row.path),
    }

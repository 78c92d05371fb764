"""Submissions and those left out -> what tables call them, and which others are of the same entity."""

from collections import Counter
from collections.abc import Mapping, Sequence

from wsisc.collate.collection import LeftOutSubmission, fold_name
from wsisc.dataset.rows import SubmissionRow


def short_names(rows: Sequence[SubmissionRow]) -> dict[str, str]:
    """Return names of submissions by their keys: the acronym, or the whole name where other entities share it.

    Behind a name that several submissions have stands the file.
    """
    entities: dict[str, set[str]] = {}
    for row in rows:
        entities.setdefault(fold_name(row.name), set()).add(fold_name(row.entity))
    named = {row.key: row.name if len(entities[fold_name(row.name)]) == 1 else row.entity for row in rows}
    counts = Counter(fold_name(name) for name in named.values())
    return {
        row.key: f"{named[row.key]} ({row.file})" if counts[fold_name(named[row.key])] > 1 else named[row.key]
        for row in rows
    }


def files_of_same_entity(
    rows: Sequence[SubmissionRow], left_out: Sequence[LeftOutSubmission]
) -> Mapping[str, list[str]]:
    """Return for each file which others name the same entity, with or without accents, in capitals or not."""
    files: dict[str, list[str]] = {}
    named = [(each.entity, each.file) for each in rows] + [(each.entity, each.file) for each in left_out]
    for entity, file in named:
        files.setdefault(fold_name(entity), []).append(file)
    return {
        file: [other for other in same if other != file] if entity else []
        for entity, same in files.items()
        for file in same
    }

"""Submissions and those left out -> their names in tables, and the files of the same entity."""

from collections import Counter
from collections.abc import Mapping, Sequence

from wsisc.collate.collection import LeftOutSubmission
from wsisc.collate.submission_keys import fold_name
from wsisc.dataset.rows import SubmissionRow
from wsisc.grouping import group_values


def short_names(rows: Sequence[SubmissionRow]) -> dict[str, str]:
    """Return names of submissions by key: the acronym, or the full name if other entities share the acronym.

    If several submissions have the same name, the file is appended.
    """
    entities = group_values((fold_name(row.name), fold_name(row.entity)) for row in rows)
    names = {row.key: row.name if len({*entities[fold_name(row.name)]}) == 1 else row.entity for row in rows}
    counts = Counter(fold_name(name) for name in names.values())
    return {
        row.key: f"{names[row.key]} ({row.file})" if counts[fold_name(names[row.key])] > 1 else names[row.key]
        for row in rows
    }


def files_of_same_entity(
    rows: Sequence[SubmissionRow], left_out: Sequence[LeftOutSubmission]
) -> Mapping[str, list[str]]:
    """Return for each file the others of the same entity, ignoring accents and case."""
    entities_and_files = [(each.entity, each.file) for each in rows] + [(each.entity, each.file) for each in left_out]
    files = group_values((fold_name(entity), file) for entity, file in entities_and_files)
    return {
        file: [other for other in own_files if other != file] if entity else []
        for entity, own_files in files.items()
        for file in own_files
    }

"""A submission -> the comments of its reviewers, or the submission without them."""

from collections.abc import Iterator
from dataclasses import replace

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.model import Comment, Part, Section, Submission


def find_all(submission: Submission) -> Iterator[tuple[DataPath, Comment]]:
    """Yield each comment with its path; comments on parts come first."""
    holders: list[tuple[DataPath, Part | Section]] = [*model.parts(submission), *model.sections(submission)]
    for path, holder in holders:
        for index, comment in enumerate(holder.comments):
            yield (*path, "comments", index), comment


def remove_all(submission: Submission) -> Submission:
    """Return a submission without its comments, which are private: they are never printed or embedded."""
    return replace(submission, parts=_parts_without_comments(submission.parts))


def _parts_without_comments(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(
        replace(
            part,
            comments=(),
            sections=_sections_without_comments(part.sections),
            parts=_parts_without_comments(part.parts),
        )
        for part in parts
    )


def _sections_without_comments(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(
        replace(section, comments=(), sections=_sections_without_comments(section.sections)) for section in sections
    )

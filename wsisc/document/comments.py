"""What reviewers said of a submission: found in it, and taken out of it."""

from collections.abc import Iterator
from dataclasses import replace

from wsisc import model
from wsisc.diagnostic import Path
from wsisc.model import Comment, Part, Section, Submission


def of(submission: Submission) -> Iterator[tuple[Path, Comment]]:
    """Yield every comment with its path, those on parts first."""
    holders: list[tuple[Path, Part | Section]] = [*model.parts(submission), *model.sections(submission)]
    for path, holder in holders:
        for index, comment in enumerate(holder.comments):
            yield (*path, "comments", index), comment


def without(submission: Submission) -> Submission:
    """Return a submission without its comments, which are nobody's business outside the file."""
    return replace(submission, parts=_bare_parts(submission.parts))


def _bare_parts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(
        replace(part, comments=(), sections=_bare(part.sections), parts=_bare_parts(part.parts)) for part in parts
    )


def _bare(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(replace(section, comments=(), sections=_bare(section.sections)) for section in sections)

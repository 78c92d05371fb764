"""A submission -> the submission without the comments of its reviewers."""

from wsisc.model import Part, Section, Submission


def remove_all(submission: Submission) -> Submission:
    """Return a submission without its comments, which are private: they are never printed or embedded."""
    return submission._replace(parts=_parts_without_comments(submission.parts))


def _parts_without_comments(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(
        part._replace(
            comments=(),
            sections=_sections_without_comments(part.sections),
            parts=_parts_without_comments(part.parts),
        )
        for part in parts
    )


def _sections_without_comments(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(
        section._replace(comments=(), sections=_sections_without_comments(section.sections)) for section in sections
    )

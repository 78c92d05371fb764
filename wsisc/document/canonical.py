"""A submission -> JSON data in the canonical form, from which `model.from_data` builds an equal submission.

Comments of reviewers are private: what is printed or embedded is a submission without them.
"""

from typing import Any

from wsisc.calls import vocabularies
from wsisc.source.model import Comment, Part, Reply, Section, Submission, Tags, TranslatedFrom

VERSION = 1


def to_data(submission: Submission) -> dict[str, Any]:
    """Return a submission as JSON data, with the keys in the order of docs/format.md."""
    entity, contact = submission.entity, submission.contact
    return {
        "wsisc": VERSION,
        "call": submission.call,
        "language": submission.language,
        "title": submission.title,
        "entity": {"name": entity.name, **_without_empty(acronym=entity.acronym, type=entity.type)},
        **({"contact": _without_empty(name=contact.name, email=contact.email)} if contact else {}),
        **_without_empty(date=submission.date),
        "parts": {part.id: _part_data(part) for part in submission.parts},
        **_without_empty(unplaced=_part_data(submission.unplaced) if submission.unplaced else None),
        **_without_empty(links=dict(submission.links), footnotes=dict(submission.footnotes)),
        **_without_empty(
            figures={name: _without_empty(**figure._asdict()) for name, figure in submission.figures.items()}
        ),
        **({"translated-from": _origin_data(submission.translated_from)} if submission.translated_from else {}),
    }


def _origin_data(origin: TranslatedFrom) -> dict[str, Any]:
    return {"file": origin.file, **_without_empty(sections=dict(origin.sections))}


def _part_data(part: Part) -> dict[str, Any]:
    return {
        **_without_empty(
            text=part.text, tags=_tags_data(part.tags), comments=[comment_data(comment) for comment in part.comments]
        ),
        **_without_empty(sections=[_section_data(section) for section in part.sections]),
        **{child.id: _part_data(child) for child in part.parts},
    }


def _section_data(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        **_without_empty(id=section.id, text=section.text, tags=_tags_data(section.tags)),
        **_without_empty(comments=[comment_data(comment) for comment in section.comments]),
        **_without_empty(sections=[_section_data(child) for child in section.sections]),
    }


def comment_data(comment: Comment) -> dict[str, Any]:
    """Return a comment as JSON data."""
    data = _without_empty(
        by=comment.by, date=comment.date, quote=comment.quote, text=comment.text, resolved=comment.resolved
    )
    data |= _without_empty(replies=[reply_data(reply) for reply in comment.replies])
    return data if comment.proposal is None else {**data, "proposal": comment.proposal}


def reply_data(reply: Reply) -> dict[str, Any]:
    """Return a reply to a comment as JSON data."""
    return _without_empty(by=reply.by, date=reply.date, text=reply.text)


def _tags_data(tags: Tags) -> dict[str, Any]:
    return {id: list(tags.values[id]) for id in vocabularies.in_standard_order(tags.values)}


def _without_empty(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def remove_comments(submission: Submission) -> Submission:
    """Return a submission without its comments, which are private: they are never printed or embedded."""
    return submission._replace(parts=tuple(map(_without_comments, submission.parts)))


def _without_comments[Holder: (Part, Section)](holder: Holder) -> Holder:
    inner = {name: tuple(map(_without_comments, getattr(holder, name, ()))) for name in ("sections", "parts")}
    changed: dict[str, Any] = {name: holders for name, holders in inner.items() if holders}
    return holder._replace(comments=(), **changed)

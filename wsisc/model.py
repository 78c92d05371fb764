"""What a submission is: frozen data, made from JSON data and turned back into it.

`from_data` is total: what is missing or of the wrong type counts as absent, so that a document with
schema errors can still be looked at by the rules. That it is whole is the schema's business.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wsisc.diagnostic import Path

VERSION = 1
OWN_KEYS = ("text", "sections", "tags", "comments")


@dataclass(frozen=True)
class Tags:
    """What a part or section is about, from closed lists; never printed."""

    action_lines: tuple[str, ...] = ()
    sdgs: tuple[int | str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class Comment(NamedTuple):
    """What a reviewer said of a part or section; never printed. `date` is as Word writes it.

    Where a merge could not take what a reviewer wrote, `proposal` is the rich text to stand in place of the quoted
    words, "" where nothing shall; it is None for all other comments.
    """

    text: str = ""
    by: str = ""
    date: str = ""
    quote: str = ""
    proposal: str | None = None


@dataclass(frozen=True)
class Section:
    """A titled piece of a part; `id` is "" where the author gave none."""

    title: str
    id: str = ""
    text: str = ""
    tags: Tags = field(default_factory=Tags)
    sections: tuple["Section", ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Part:
    """The answer to one prompt of the call, or the answers to its parts."""

    id: str
    text: str = ""
    tags: Tags = field(default_factory=Tags)
    sections: tuple[Section, ...] = ()
    parts: tuple["Part", ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Entity:
    """Who submits; `name` is printed under "Submission by"."""

    name: str
    acronym: str = ""
    type: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom to ask; never printed, embedded or exported."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Figure:
    """An image: its file beside the source, its words, or that it says nothing (`decorative`)."""

    file: str
    alt: str = ""
    caption: str = ""
    decorative: bool = False


@dataclass(frozen=True)
class Submission:
    """One contributor's answer to one call. `links` and `footnotes` go from names to addresses and texts.

    `unplaced` holds words that still need a part; they are never printed.
    """

    call: str
    language: str
    title: str
    entity: Entity
    parts: tuple[Part, ...]
    contact: Contact | None = None
    date: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    footnotes: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    unplaced: Part | None = None


class Text(NamedTuple):
    """A text of a submission and where it stands."""

    path: Path
    value: str


def from_data(data: Any) -> Submission:
    """Return the submission that JSON data holds. Never raises."""
    contact = _map(data, "contact")
    entity = _map(data, "entity")
    return Submission(
        call=_str(data, "call"),
        language=_str(data, "language"),
        title=_str(data, "title"),
        entity=Entity(_str(entity, "name"), _str(entity, "acronym"), _str(entity, "type")),
        parts=_parts(_map(data, "parts")),
        contact=Contact(_str(contact, "name"), _str(contact, "email")) if contact else None,
        date=_str(data, "date"),
        links={name: _str(data, "links", name) for name in _map(data, "links")},
        footnotes={name: _str(data, "footnotes", name) for name in _map(data, "footnotes")},
        figures={name: _figure(_map(data, "figures", name)) for name in _map(data, "figures")},
        unplaced=_unplaced(data),
    )


def _figure(data: dict[str, Any]) -> Figure:
    return Figure(
        _str(data, "file"), _str(data, "alt"), _str(data, "caption"), decorative=data.get("decorative") is True
    )


def _unplaced(data: Any) -> Part | None:
    held = _map(data, "unplaced")
    return Part("unplaced", _str(held, "text"), sections=_sections(held)) if held else None


def _parts(data: dict[str, Any]) -> tuple[Part, ...]:
    return tuple(
        Part(
            id,
            _str(data, id, "text"),
            _tags(_map(data, id)),
            _sections(_map(data, id)),
            _parts({key: value for key, value in _map(data, id).items() if key not in OWN_KEYS}),
            _comments(_map(data, id)),
        )
        for id, part in data.items()
        if isinstance(part, dict)
    )


def _sections(data: dict[str, Any]) -> tuple[Section, ...]:
    """Return the sections of a part or section; an item that is none still keeps its place in the list."""
    items = data.get("sections")
    return tuple(
        Section(
            _str(item, "title"),
            _str(item, "id"),
            _str(item, "text"),
            _tags(_map(item)),
            _sections(_map(item)),
            _comments(_map(item)),
        )
        for item in (items if isinstance(items, list) else [])
    )


def _comments(data: dict[str, Any]) -> tuple[Comment, ...]:
    items = data.get("comments")
    return tuple(
        Comment(**{key: _str(item, key) for key in Comment._fields if key in item})
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
    )


def _tags(data: dict[str, Any]) -> Tags:
    tags = _map(data, "tags")
    return Tags(
        *(tuple(tags[key]) if isinstance(tags.get(key), list) else () for key in ("action-lines", "sdgs")),
        *(tuple(tags[key]) if isinstance(tags.get(key), list) else () for key in ("countries", "kinds")),
    )


def _map(data: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _str(data: Any, *keys: str) -> str:
    value = _map(data, *keys[:-1]).get(keys[-1])
    return value if isinstance(value, str) else ""


def to_data(submission: Submission) -> dict[str, Any]:
    """Return a submission as JSON data, in the order of docs/format.md; `from_data` gives it back."""
    entity, contact = submission.entity, submission.contact
    return {
        "wsisc": VERSION,
        "call": submission.call,
        "language": submission.language,
        "title": submission.title,
        "entity": {"name": entity.name, **_given(acronym=entity.acronym, type=entity.type)},
        **({"contact": _given(name=contact.name, email=contact.email)} if contact else {}),
        **_given(date=submission.date),
        "parts": {part.id: _part_data(part) for part in submission.parts},
        **_given(unplaced=_part_data(submission.unplaced) if submission.unplaced else None),
        **_given(links=dict(submission.links), footnotes=dict(submission.footnotes)),
        **_given(figures={name: _given(**vars(figure)) for name, figure in submission.figures.items()}),
    }


def _part_data(part: Part) -> dict[str, Any]:
    return {
        **_given(text=part.text, tags=_tags_data(part.tags), comments=_comments_data(part.comments)),
        **_given(sections=[_section_data(section) for section in part.sections]),
        **{child.id: _part_data(child) for child in part.parts},
    }


def _section_data(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        **_given(id=section.id, text=section.text, tags=_tags_data(section.tags)),
        **_given(comments=_comments_data(section.comments)),
        **_given(sections=[_section_data(child) for child in section.sections]),
    }


def _comments_data(comments: tuple[Comment, ...]) -> list[dict[str, Any]]:
    return [comment_data(comment) for comment in comments]


def comment_data(comment: Comment) -> dict[str, Any]:
    """Return a comment as JSON data."""
    given = _given(by=comment.by, date=comment.date, quote=comment.quote, text=comment.text)
    return given if comment.proposal is None else {**given, "proposal": comment.proposal}


def _tags_data(tags: Tags) -> dict[str, Any]:
    lists = {"action-lines": tags.action_lines, "sdgs": tags.sdgs, "countries": tags.countries, "kinds": tags.kinds}
    return {name: list(values) for name, values in lists.items() if values}


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def sections(submission: Submission) -> Iterator[tuple[Path, Section]]:
    """Yield every section with its path, in the order of the source."""

    def within(path: Path, holder: Part | Section) -> Iterator[tuple[Path, Section]]:
        for index, section in enumerate(holder.sections):
            here = (*path, "sections", index)
            yield here, section
            yield from within(here, section)

    for path, part in parts(submission):
        yield from within(path, part)
    if submission.unplaced:
        yield from within(("unplaced",), submission.unplaced)


def parts(submission: Submission) -> Iterator[tuple[Path, Part]]:
    """Yield every part, also those within others, with its path, in the order of the source."""

    def within(path: Path, found: tuple[Part, ...]) -> Iterator[tuple[Path, Part]]:
        for part in found:
            yield (*path, part.id), part
            yield from within((*path, part.id), part.parts)

    yield from within(("parts",), submission.parts)


def rich_texts(submission: Submission) -> Iterator[Text]:
    """Yield every rich text: those of parts and sections, then the footnotes."""
    for path, part in parts(submission):
        yield Text((*path, "text"), part.text)
    if submission.unplaced:
        yield Text(("unplaced", "text"), submission.unplaced.text)
    for path, section in sections(submission):
        yield Text((*path, "text"), section.text)
    for name, text in submission.footnotes.items():
        yield Text(("footnotes", name), text)


def plain_texts(submission: Submission) -> Iterator[Text]:
    """Yield every plain text: title, names, titles of sections, words of figures."""
    yield Text(("title",), submission.title)
    yield Text(("entity", "name"), submission.entity.name)
    yield Text(("entity", "acronym"), submission.entity.acronym)
    if submission.contact:
        yield Text(("contact", "name"), submission.contact.name)
        yield Text(("contact", "email"), submission.contact.email)
    for path, section in sections(submission):
        yield Text((*path, "title"), section.title)
    for name, figure in submission.figures.items():
        yield Text(("figures", name, "alt"), figure.alt)
        yield Text(("figures", name, "caption"), figure.caption)

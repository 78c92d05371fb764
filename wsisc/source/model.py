"""JSON data -> a submission, as frozen data; `document.canonical` converts it back.

`from_data` is total: a value that is missing or of the wrong type counts as absent, so that the rules can
still check a document with schema errors. Completeness is checked by the schema.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wsisc.messages.diagnostic import DataPath

OWN_KEYS = ("text", "sections", "tags", "comments")


class Tags(NamedTuple):
    """The tags of a part or section, from closed lists; never printed. `values` are those of each vocabulary, by id."""

    values: Mapping[str, tuple[int | str, ...]] = {}

    def codes(self, vocabulary: str) -> tuple[str, ...]:
        """Return the codes of a vocabulary as text."""
        return tuple(map(str, self.values.get(vocabulary, ())))


class Reply(NamedTuple):
    """A reply to a comment."""

    text: str = ""
    by: str = ""
    date: str = ""


class Comment(NamedTuple):
    """A reviewer's comment on a part or section; never printed. `date` is in Word's format.

    Where a merge could not apply an edit of a reviewer, `proposal` is the rich text that replaces the quoted
    words, "" where they are deleted; it is None for all other comments. `resolved` is Word's mark of that name.
    """

    text: str = ""
    by: str = ""
    date: str = ""
    quote: str = ""
    proposal: str | None = None
    resolved: bool = False
    replies: tuple[Reply, ...] = ()


class Section(NamedTuple):
    """A titled section of a part; `id` is "" where the author wrote none."""

    title: str
    id: str = ""
    text: str = ""
    tags: Tags = Tags()
    sections: tuple["Section", ...] = ()
    comments: tuple[Comment, ...] = ()


class Part(NamedTuple):
    """The answer to one prompt of the call, or the answers to its parts."""

    id: str
    text: str = ""
    tags: Tags = Tags()
    sections: tuple[Section, ...] = ()
    parts: tuple["Part", ...] = ()
    comments: tuple[Comment, ...] = ()


class Entity(NamedTuple):
    """The submitting entity; `name` is printed under "Submission by"."""

    name: str
    acronym: str = ""
    type: str = ""


class Contact(NamedTuple):
    """The contact person: private, never printed, embedded or exported."""

    name: str = ""
    email: str = ""


class Figure(NamedTuple):
    """An image: its file, relative to the source, and its texts; a `decorative` one needs no alternative text."""

    file: str
    alt: str = ""
    caption: str = ""
    decorative: bool = False


class TranslatedFrom(NamedTuple):
    """The file of the original of a translation, and the digests of its sections when they were translated, by id."""

    file: str
    sections: Mapping[str, str] = {}


class Submission(NamedTuple):
    """One contributor's answer to one call. `links` maps names to addresses, `footnotes` names to rich texts.

    `unplaced` holds text that still needs a part; it is never printed.
    """

    call: str
    language: str
    title: str
    entity: Entity
    parts: tuple[Part, ...]
    contact: Contact | None = None
    date: str = ""
    links: Mapping[str, str] = {}
    footnotes: Mapping[str, str] = {}
    figures: Mapping[str, Figure] = {}
    unplaced: Part | None = None
    translated_from: TranslatedFrom | None = None


class Text(NamedTuple):
    """A text of a submission, with its path."""

    path: DataPath
    value: str


def from_data(data: Any) -> Submission:
    """Return the submission that JSON data holds. Never raises."""
    contact = _map(data, "contact")
    entity, origin = _map(data, "entity"), _map(data, "translated-from")
    digests = {name: _str(origin, "sections", name) for name in _map(origin, "sections")}
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
        translated_from=TranslatedFrom(_str(origin, "file"), digests) if origin else None,
    )


def _figure(data: dict[str, Any]) -> Figure:
    return Figure(
        _str(data, "file"), _str(data, "alt"), _str(data, "caption"), decorative=data.get("decorative") is True
    )


def _unplaced(data: Any) -> Part | None:
    unplaced = _map(data, "unplaced")
    return Part("unplaced", _str(unplaced, "text"), sections=_sections(unplaced)) if unplaced else None


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
    """Return the sections of a part or section; an invalid item still counts, so that indices match the source."""
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
    return tuple(
        Comment(
            text=_str(item, "text"),
            by=_str(item, "by"),
            date=_str(item, "date"),
            quote=_str(item, "quote"),
            proposal=_str(item, "proposal") if "proposal" in item else None,
            resolved=item.get("resolved") is True,
            replies=tuple(
                Reply(_str(each, "text"), _str(each, "by"), _str(each, "date")) for each in _items(item, "replies")
            ),
        )
        for item in _items(data, "comments")
    )


def _items(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    items = data.get(key)
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []


def _tags(data: dict[str, Any]) -> Tags:
    tags = _map(data, "tags")
    return Tags({key: tuple(values) for key, values in tags.items() if isinstance(values, list) and values})


def _map(data: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _str(data: Any, *keys: str) -> str:
    value = _map(data, *keys[:-1]).get(keys[-1])
    return value if isinstance(value, str) else ""


def sections(submission: Submission) -> Iterator[tuple[DataPath, Section]]:
    """Yield every section with its path, in the order of the source."""

    def within(path: DataPath, holder: Part | Section) -> Iterator[tuple[DataPath, Section]]:
        for index, section in enumerate(holder.sections):
            here = (*path, "sections", index)
            yield here, section
            yield from within(here, section)

    for path, part in parts(submission):
        yield from within(path, part)
    if submission.unplaced:
        yield from within(("unplaced",), submission.unplaced)


def parts(submission: Submission) -> Iterator[tuple[DataPath, Part]]:
    """Yield every part, nested ones included, with its path, in the order of the source."""

    def within(path: DataPath, siblings: tuple[Part, ...]) -> Iterator[tuple[DataPath, Part]]:
        for part in siblings:
            yield (*path, part.id), part
            yield from within((*path, part.id), part.parts)

    yield from within(("parts",), submission.parts)


def parts_and_sections(submission: Submission) -> dict[DataPath, Part | Section]:
    """Return the parts and sections of a submission by their paths, parts first."""
    return {**dict(parts(submission)), **dict(sections(submission))}


def comments(submission: Submission) -> Iterator[tuple[DataPath, Comment]]:
    """Yield each comment with its path; comments on parts come first."""
    for path, holder in parts_and_sections(submission).items():
        for index, comment in enumerate(holder.comments):
            yield (*path, "comments", index), comment


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
    """Yield every plain text: title, names, titles of sections, alternative texts and captions of figures."""
    yield Text(("title",), submission.title)
    yield Text(("entity", "name"), submission.entity.name)
    yield Text(("entity", "acronym"), submission.entity.acronym)
    if submission.contact:
        yield Text(("contact", "name"), submission.contact.name)
        yield Text(("contact", "email"), submission.contact.email)
    yield from (Text((*path, "title"), section.title) for path, section in sections(submission))
    for name, figure in submission.figures.items():
        yield Text(("figures", name, "alt"), figure.alt)
        yield Text(("figures", name, "caption"), figure.caption)

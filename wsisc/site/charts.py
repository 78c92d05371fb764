"""The topics of a vocabulary -> a chart with its table: lines with what is said on each, and bars to be drawn."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from wsisc.site import view_model
from wsisc.site.topics import Topic

_LONGEST = 88  # per cent of the room that the longest bar takes; its number stands behind it
_MANY = 20
"""So many bars are drawn at the most: of countries there may be two hundred."""
_LETTERS = 32
"""A label of a bar has so many letters at the most; the table has the whole name."""


class Line(NamedTuple):
    """A topic in a table; `code` is what stands before its name, "" where nothing does.

    `is_within` tells that it belongs to the one above, as the applications of C7 do.
    """

    topic: Topic
    code: str
    is_within: bool


class Bar(NamedTuple):
    """A bar: its label and number, and how long it is, in per cent."""

    label: str
    number: int
    length: float


class Chart(NamedTuple):
    """A chart of submissions by tag: its wordings, its table, its bars, and what these leave out, in words.

    `is_named` tells that names stand before the bars, no codes. It has no lines where no submission has or names such
    a tag, and no bars where none has one.
    """

    id: str
    name: str
    one: str
    by: str
    is_named: bool
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    note: str


def of(topics: Sequence[Topic]) -> list[Chart]:
    """Return the charts of all vocabularies."""
    return [_chart(id, said, [each for each in topics if each.vocabulary == id]) for id, said in _said().items()]


def _said() -> dict[str, Any]:
    said: dict[str, Any] = view_model.wording()["charts"]
    return said


def _chart(id: str, said: dict[str, Any], topics: list[Topic]) -> Chart:
    is_named = said["labels"] == "name"
    lines = tuple(
        Line(each, "" if is_named else each.code.partition("-e-")[0], "-e-" in each.code)
        for each in topics
        if any(other.page for other in topics)
    )
    main = [line.topic for line in lines if not line.is_within]
    if is_named:  # the list is open: those come first that occur most
        main = sorted((topic for topic in main if topic.said), key=lambda topic: -len(topic.said))
    drawn = main[:_MANY] if any(topic.said for topic in main) else []
    note = view_model.wording()["first"].format(count=_MANY, all=len(main)) if len(main) > _MANY else ""
    return Chart(id, said["name"], said["one"], said["by"], is_named, lines, tuple(_bars(drawn, is_named)), note)


def _bars(topics: list[Topic], is_named: bool) -> Iterator[Bar]:
    most = max((len(topic.said) for topic in topics), default=0)
    for topic in topics:
        label = _short(topic.name) if is_named else topic.code
        yield Bar(label, len(topic.said), round(_LONGEST * len(topic.said) / most, 2))


def _short(name: str) -> str:
    """Return a name that is not too long for a label, else its first words."""
    return name if len(name) <= _LETTERS else f"{name[:_LETTERS].rpartition(' ')[0] or name[:_LETTERS]} …"

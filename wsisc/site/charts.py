"""The topics of a vocabulary -> a bar chart and its table."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from wsisc.site import view_model
from wsisc.site.topics import SiteTopic

_LONGEST_BAR = 88  # per cent of the width, which leaves room for the number behind the bar
_MAX_BARS = 20
"""Maximum number of bars; there may be two hundred countries."""
_MAX_LABEL_LENGTH = 32
"""Maximum number of characters of a bar's label; the table has the full name."""


class ChartLine(NamedTuple):
    """A topic in a table. `code` is printed before its name ("" for none).

    `is_within` means that it is part of the topic above, such as an application of C7.
    """

    topic: SiteTopic
    code: str
    is_within: bool


class ChartBar(NamedTuple):
    """A bar: its label, its number, and its length in per cent."""

    label: str
    number: int
    length: float


class Chart(NamedTuple):
    """A chart of submissions by tag: its wordings, table, bars, and a note on bars that are omitted.

    `is_named` means that bars are labelled by names, not codes. Without submissions that have or name such a tag there
    are no lines; without submissions that have one there are no bars.
    """

    id: str
    name: str
    one: str
    by: str
    is_named: bool
    lines: tuple[ChartLine, ...]
    bars: tuple[ChartBar, ...]
    note: str


def build_charts(topics: Sequence[SiteTopic]) -> list[Chart]:
    """Return the charts of all vocabularies."""
    return [
        _chart(id, chart_wording, [each for each in topics if each.vocabulary == id])
        for id, chart_wording in _chart_wordings().items()
    ]


def _chart_wordings() -> dict[str, Any]:
    wordings: dict[str, Any] = view_model.wording()["charts"]
    return wordings


def _chart(id: str, wording: dict[str, Any], topics: list[SiteTopic]) -> Chart:
    is_named = wording["labels"] == "name"
    lines = tuple(
        ChartLine(each, "" if is_named else each.code.partition("-e-")[0], "-e-" in each.code)
        for each in topics
        if any(other.page for other in topics)
    )
    main = [line.topic for line in lines if not line.is_within]
    if is_named:  # an open list: the most frequent come first
        main = sorted((topic for topic in main if topic.said), key=lambda topic: -len(topic.said))
    drawn = main[:_MAX_BARS] if any(topic.said for topic in main) else []
    note = view_model.wording()["first"].format(count=_MAX_BARS, all=len(main)) if len(main) > _MAX_BARS else ""
    return Chart(
        id, wording["name"], wording["one"], wording["by"], is_named, lines, tuple(_bars(drawn, is_named)), note
    )


def _bars(topics: list[SiteTopic], is_named: bool) -> Iterator[ChartBar]:
    most = max((len(topic.said) for topic in topics), default=0)
    for topic in topics:
        label = _shorten_label(topic.name) if is_named else topic.code
        yield ChartBar(label, len(topic.said), round(_LONGEST_BAR * len(topic.said) / most, 2))


def _shorten_label(name: str) -> str:
    """Return a name, or its first words if it is too long for a label."""
    return (
        name
        if len(name) <= _MAX_LABEL_LENGTH
        else f"{name[:_MAX_LABEL_LENGTH].rpartition(' ')[0] or name[:_MAX_LABEL_LENGTH]} …"
    )

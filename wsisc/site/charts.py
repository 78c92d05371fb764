"""The topics of a vocabulary -> a bar chart and its table."""

from collections.abc import Iterator, Sequence

from wsisc.calls.vocabulary import Vocabulary
from wsisc.site import view_model
from wsisc.site.topics import SiteTopic
from wsisc.site.view_model import TemplateValues

_LONGEST_BAR = 88  # per cent of the width, which leaves room for the number behind the bar
_MAX_BARS = 20  # maximum number of bars; there may be two hundred countries
_MAX_LABEL_LENGTH = 32  # maximum number of characters of a bar's label; the table has the full name


def build_charts(topics: Sequence[SiteTopic], vocabularies: Sequence[Vocabulary]) -> list[TemplateValues]:
    """Return the charts of submissions by tag, one for each vocabulary.

    `is_named` means that bars are labelled by names, not codes, and `is_within` that a topic is part of the one above;
    its `code` is printed before its name. Without submissions that have or name such a
    tag there are no lines; without submissions that have one there are no bars. The `note` is about omitted bars.
    """
    return [
        _chart(vocabulary, [each for each in topics if each.vocabulary == vocabulary.one])
        for vocabulary in vocabularies
    ]


def _chart(vocabulary: Vocabulary, topics: list[SiteTopic]) -> TemplateValues:
    wording: TemplateValues = dict(view_model.describe_vocabulary(vocabulary))
    is_named = wording["labels"] == "name"
    listed = topics if any(topic.page for topic in topics) else []
    lines = [
        {
            "topic": topic,
            "code": "" if is_named else vocabulary.broader(topic.code) or topic.code,
            "is_within": bool(vocabulary.broader(topic.code)),
        }
        for topic in listed
    ]
    main = [topic for topic in listed if not vocabulary.broader(topic.code)]
    if is_named:  # an open list: the most frequent come first
        main = sorted((topic for topic in main if topic.said), key=lambda topic: -len(topic.said))
    drawn = main[:_MAX_BARS] if any(topic.said for topic in main) else []
    note = (
        view_model.wording(vocabulary.language)["first"].format(count=_MAX_BARS, all=len(main))
        if len(main) > _MAX_BARS
        else ""
    )
    shown = {
        "id": vocabulary.one,
        "is_named": is_named,
        "lines": lines,
        "bars": list(_bars(drawn, is_named)),
        "note": note,
    }
    return wording | shown


def _bars(topics: list[SiteTopic], is_named: bool) -> Iterator[TemplateValues]:
    """Yield the bars, each with its label, its number, and its length in per cent."""
    most = max((len(topic.said) for topic in topics), default=0)
    for topic in topics:
        label = _shorten_label(topic.name) if is_named else topic.code
        number = len(topic.said)
        yield {"label": label, "number": number, "length": round(_LONGEST_BAR * number / most, 2)}


def _shorten_label(name: str) -> str:
    """Return a name, or its first words if it is too long for a label."""
    return (
        name
        if len(name) <= _MAX_LABEL_LENGTH
        else f"{name[:_MAX_LABEL_LENGTH].rpartition(' ')[0] or name[:_MAX_LABEL_LENGTH]} …"
    )

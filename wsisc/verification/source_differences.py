"""A source, and the submission that a document carries -> the first place where they differ, with the words of both."""

from typing import Any

from wsisc import source
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, excerpt
from wsisc.source import Source
from wsisc.source.markup import richtext
from wsisc.source.markup.printed_text import printed_text
from wsisc.source.model import Submission
from wsisc.text.sequences import common_length
from wsisc.verification import word_differences
from wsisc.writers import yaml


def describe_first(parsed: Source, submission: Submission, carried: Submission) -> str:
    """Return the first place where a source differs from the carried one: its line, and the words of both.

    "" if both are the same.
    """
    texts = [yaml.dump_canonical(version) for version in (submission, carried)]
    if texts[0].splitlines() == texts[1].splitlines():
        return ""
    one, other = (source.read(text.encode(), "").data for text in texts)
    place: DataPath = ()
    while type(one) is type(other) and isinstance(one, dict | list) and (keys := _differing_keys(one, other)):
        key = keys[0]
        place, one, other = (*place, key), _look_up(one, key), _look_up(other, key)
    if isinstance(one, str) and isinstance(other, str):
        line, shown_texts = _compare_texts(parsed, place, one, other, frozenset(submission.links))
    else:
        line, shown_texts = parsed.locate(place).line, (_abbreviate(one), _abbreviate(other))
    name = ".".join(map(str, place))
    return t(
        "the first difference is in line {line}, {name}: {own} in the source, {other} in the document",
        line=line,
        name=name,
        own=shown_texts[0],
        other=shown_texts[1],
    )


def _compare_texts(
    parsed: Source, place: DataPath, one: str, other: str, links: frozenset[str]
) -> tuple[int, tuple[str, str]]:
    """Return the line of the first difference of two texts, and the differing words of both."""
    printed = [printed_text(richtext.parse(side, links).blocks) for side in (one, other)]
    start = common_length(one, other)
    own = parsed.value(place)
    line = parsed.locate(place, start if isinstance(own, str) and start < len(own) else None).line
    texts = printed if printed[0].split() != printed[1].split() else [one, other]
    return line, word_differences.quote_difference(*texts)


def _differing_keys(one: Any, other: Any) -> list[Any]:
    """Return the keys or indexes under which two mappings or lists differ, in order."""
    keys = [*one, *other] if isinstance(one, dict) else range(max(len(one), len(other)))
    return [key for key in keys if _look_up(one, key) != _look_up(other, key)]


def _look_up(holder: Any, key: Any) -> Any:
    try:
        return holder[key]
    except (KeyError, IndexError):
        return None


def _abbreviate(value: Any) -> str:
    """Return a value in a few words."""
    if value is None:
        return t("nothing")
    if isinstance(value, dict | list):
        return t("{count:,} entries", count=len(value))
    return f'"{excerpt(str(value))}"'

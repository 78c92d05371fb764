"""Submissions with the passages that stand elsewhere -> a report for people, or JSON."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import click

from wsisc.diagnostic import excerpt
from wsisc.report import previous, reported
from wsisc.report.full import cells, counted
from wsisc.report.reported import shown
from wsisc.reuse import recycled
from wsisc.reuse.recycled import Match, Share, Text

_WIDEST = 30  # cells of a name in the table

_HEAD = re.compile(r".+: no passage stands elsewhere|.* stand elsewhere, most in |[\d,]+ submissions?, compared with ")

type Row = tuple[str, ...]


class Compared(NamedTuple):
    """A submission, the passages of it that stand elsewhere, and the share of each part and of the whole."""

    text: Text
    matches: Sequence[Match]
    shares: Sequence[Share]

    @property
    def whole(self) -> Share:
        """The share of the whole."""
        return self.shares[-1]

    @property
    def like(self) -> list[tuple[str, int]]:
        """The submissions that its passages stand in, with their words, the most first."""
        counts: Counter[str] = Counter()
        for each in self.matches:
            counts[each.source.name] += each.words
        return counts.most_common()


def compared(text: Text, matches: Sequence[Match]) -> Compared:
    """Return a submission with what was found of it."""
    return Compared(text, matches, recycled.shares(text, matches))


def full(found: Sequence[Compared], others: Sequence[Text], is_short: bool) -> str:
    """Return the report for people: of several a table first, the most repeated on top; `is_short` ends there."""
    if len(found) == 1:
        return "\n\n".join(_told(found[0]))
    told = sorted((each for each in found if each.matches), key=lambda each: -each.whole.share)
    with_whom = f"{counted(len(others), 'other')} and with one another" if others else "one another"
    pieces = [click.style(f"{counted(len(found), 'submission')}, compared with {with_whom}", bold=True)]
    if told:
        pieces.append(_summary(told))
    if rest := len(found) - len(told):
        pieces.append(f"{counted(rest, 'submission')} without a passage that stands elsewhere")
    if not is_short:
        pieces += [piece for each in told for piece in _told(each)]
    return "\n\n".join(pieces)


def is_earlier(content: bytes) -> bool:
    """Return whether a content is a report of an earlier time, for people or in JSON."""
    text = content.decode("utf-8", "replace")
    data = previous.data(text)
    is_data = isinstance(data, dict) and data.keys() == {"version", "compared_with", "submissions"}
    return is_data or _HEAD.match(text) is not None


def _summary(found: Sequence[Compared]) -> str:
    rows: list[Row] = [("submission", "entity", "words", "recycled", "share", "most like")]
    for each in found:
        rows.append((shown(each.text.name), _cut(each.text.entity), *_numbers(each.whole), shown(each.like[0][0])))
    return _table(rows, "<<>>><")


def _told(found: Compared) -> Iterator[str]:
    """Yield the pieces of a report on one submission: what it is, its parts, and its passages as in the file."""
    name, whole = shown(found.text.name), found.whole
    entity = f" ({_cut(found.text.entity)})" if found.text.entity else ""
    if not found.matches:
        yield f"{click.style(name, bold=True)}{entity}: no passage stands elsewhere"
        return
    count = f"{whole.recycled:,} of {_words(whole.words)} ({_percent(whole)})"
    yield f"{click.style(name, bold=True)}{entity}: {count} stand elsewhere, most in {shown(found.like[0][0])}"
    rows = [(shown(each.label), *_numbers(each)) for each in found.shares]
    yield _table([("part", "words", "recycled", "share"), *rows], "<>>>")
    for match in found.matches:
        span = found.text.span(match.run, match.start, match.end)
        yield _passage(f"{name}:{span.line}:{span.column}", match)


def _passage(place: str, match: Match) -> str:
    title = f', "{excerpt(match.run.title)}"' if match.run.title else ""
    changed = f"; {match.changed} {'is' if match.changed == 1 else 'are'} changed" if match.changed else ""
    source = f"{shown(match.source.name)}:{match.span.line} ({shown(match.there.label)})"
    return "\n".join(
        (
            f"{click.style(place, fg='blue')} ({shown(match.run.label + title)})",
            f"  {click.style(_words(match.words), bold=True)} stand in {source}{changed}",
            f'  "{shown(excerpt(match.run.text(match.start, match.end)))}"',
        )
    )


def _words(number: int) -> str:
    return f"{number:,} word" + "s" * (number != 1)


def _numbers(share: Share) -> Row:
    return f"{share.words:,}", f"{share.recycled:,}", _percent(share)


def _percent(share: Share) -> str:
    """Return a share in per cent; neither is a little nothing, nor almost all the whole."""
    percent = round(share.share * 100)
    if share.recycled and percent == 0:
        return "<1%"
    return ">99%" if percent == 100 and share.recycled < share.words else f"{percent}%"


def _cut(name: str) -> str:
    name = shown(name)
    if cells(name) <= _WIDEST:
        return name
    while cells(name) >= _WIDEST:
        name = name[:-1]
    return f"{name.rstrip()}…"


def _table(rows: Sequence[Row], sides: str) -> str:
    """Return rows as a table with a heading, every column to the left ("<") or to the right (">")."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        spaces = [" " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)]
        padded = (s + c if side == ">" else c + s for c, s, side in zip(row, spaces, sides, strict=True))
        lines.append("  ".join(padded).rstrip())
    return "\n".join([click.style(lines[0], bold=True), *lines[1:]])


def as_json(found: Sequence[Compared], others: Sequence[Text]) -> str:
    """Return what was found as schemas/recycled.schema.json documents it."""
    data = {
        "version": 1,
        "compared_with": [{"file": each.name, "entity": each.entity} for each in others],
        "submissions": [
            {
                "file": each.text.name,
                "entity": each.text.entity,
                "parts": [{**share._asdict(), "share": round(share.share, 4)} for share in each.shares],
                "passages": [_data(each.text, match) for match in each.matches],
            }
            for each in found
        ],
    }
    return reported.as_json(data)


def _data(text: Text, match: Match) -> dict[str, Any]:
    run, there = match.run, match.there
    return {
        **text.span(run, match.start, match.end)._asdict(),
        "place": run.place,
        "label": run.label,
        "title": run.title,
        "words": match.words,
        "changed": match.changed,
        "text": " ".join(run.text(match.start, match.end).split()),
        "source": {
            "file": match.source.name,
            **match.span._asdict(),
            "place": there.place,
            "label": there.label,
            "title": there.title,
        },
    }

"""Submissions with the passages that are also elsewhere -> a report for people, or JSON."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import click

from wsisc.api.recycling import RecycledResult, RepeatedText
from wsisc.diagnostic import excerpt
from wsisc.report import common, previous, tables
from wsisc.report.common import sanitize
from wsisc.report.full import cell_width, pluralize
from wsisc.reuse.recycled import ComparedText, RecycledPassage, Share

_MAX_NAME_CELLS = 30  # a guess: six columns fit into a terminal of 120

_FIRST_LINE = re.compile(r".+: no repeated passages|.* are repeated, most from |[\d,]+ submissions?, compared with ")

type ReportRow = tuple[str, ...]


def format_full(found: RecycledResult, is_summary: bool) -> str:
    """Return the report for people. Several files get a table first, sorted by share; `is_summary` stops there."""
    results, others = found.texts, found.others
    if len(results) == 1:
        return "\n\n".join(_format_result(results[0]))
    repeating = sorted((each for each in results if each.matches), key=lambda each: -each.whole.share)
    with_whom = f"{pluralize(len(others), 'other')} and with one another" if others else "one another"
    pieces = [click.style(f"{pluralize(len(results), 'submission')}, compared with {with_whom}", bold=True)]
    if repeating:
        pieces.append(_format_summary(repeating))
    if rest := len(results) - len(repeating):
        pieces.append(f"{pluralize(rest, 'submission')} without repeated passages")
    if not is_summary:
        pieces += [piece for each in repeating for piece in _format_result(each)]
    return "\n\n".join(pieces)


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier report of this command, for people or in JSON."""
    text = content.decode("utf-8", "replace")
    data = previous.parse_json(text)
    is_data = isinstance(data, dict) and data.keys() == {"version", "compared_with", "submissions"}
    return is_data or _FIRST_LINE.match(text) is not None


def _format_summary(results: Sequence[RepeatedText]) -> str:
    rows = (
        (
            sanitize(each.text.name),
            _truncate(each.text.entity),
            *_format_share(each.whole),
            sanitize(each.most_similar[0][0]),
        )
        for each in results
    )
    return _format_table([("submission", "entity", "words", "recycled", "share", "most similar"), *rows], "<<>>><")


def _format_result(result: RepeatedText) -> Iterator[str]:
    """Yield the pieces of the report on one submission: its share, its parts, and its passages in order."""
    name, whole = sanitize(result.text.name), result.whole
    entity = f" ({_truncate(result.text.entity)})" if result.text.entity else ""
    if not result.matches:
        yield f"{click.style(name, bold=True)}{entity}: no repeated passages"
        return
    count = f"{whole.recycled:,} of {_format_words(whole.words)} ({_format_percent(whole)})"
    elsewhere = sanitize(result.most_similar[0][0])
    yield f"{click.style(name, bold=True)}{entity}: {count} are repeated, most from {elsewhere}"
    rows = [(sanitize(each.label), *_format_share(each)) for each in result.shares]
    yield _format_table([("part", "words", "recycled", "share"), *rows], "<>>>")
    for match in result.matches:
        span = result.text.span(match.run, match.start, match.end)
        yield _format_passage(f"{name}:{span.line}:{span.column}", match)


def _format_passage(place: str, match: RecycledPassage) -> str:
    title = f', "{excerpt(match.run.title)}"' if match.run.title else ""
    changed = (
        f"; {match.changed_words} {'is' if match.changed_words == 1 else 'are'} changed" if match.changed_words else ""
    )
    source = f"{sanitize(match.source.name)}:{match.span.line} ({sanitize(match.source_run.label)})"
    return "\n".join(
        (
            f"{click.style(place, fg='blue')} ({sanitize(match.run.label + title)})",
            f"  {click.style(_format_words(match.words), bold=True)} repeated from {source}{changed}",
            f'  "{sanitize(excerpt(match.run.text(match.start, match.end)))}"',
        )
    )


def _format_words(number: int) -> str:
    return f"{number:,} word" + "s" * (number != 1)


def _format_share(share: Share) -> ReportRow:
    return f"{share.words:,}", f"{share.recycled:,}", _format_percent(share)


def _format_percent(share: Share) -> str:
    """Return a share in per cent; a little is never 0%, and almost all never 100%."""
    percent = round(share.share * 100)
    if share.recycled and percent == 0:
        return "<1%"
    return ">99%" if percent == 100 and share.recycled < share.words else f"{percent}%"


def _truncate(name: str) -> str:
    name = sanitize(name)
    if cell_width(name) <= _MAX_NAME_CELLS:
        return name
    while cell_width(name) >= _MAX_NAME_CELLS:
        name = name[:-1]
    return f"{name.rstrip()}…"


def _format_table(rows: Sequence[ReportRow], sides: str) -> str:
    head, *lines = tables.align(rows, sides)
    return "\n".join([click.style(head, bold=True), *lines])


def format_json(found: RecycledResult) -> str:
    """Return the results as schemas/recycled.schema.json documents them."""
    data = {
        "version": 1,
        "compared_with": [{"file": each.name, "entity": each.entity} for each in found.others],
        "submissions": [
            {
                "file": each.text.name,
                "entity": each.text.entity,
                "parts": [{**share._asdict(), "share": round(share.share, 4)} for share in each.shares],
                "passages": [_passage_data(each.text, match) for match in each.matches],
            }
            for each in found.texts
        ],
    }
    return common.to_json(data)


def _passage_data(text: ComparedText, match: RecycledPassage) -> dict[str, Any]:
    run, there = match.run, match.source_run
    return {
        **text.span(run, match.start, match.end)._asdict(),
        "place": run.place,
        "label": run.label,
        "title": run.title,
        "words": match.words,
        "changed": match.changed_words,
        "text": " ".join(run.text(match.start, match.end).split()),
        "source": {
            "file": match.source.name,
            **match.span._asdict(),
            "place": there.place,
            "label": there.label,
            "title": there.title,
        },
    }

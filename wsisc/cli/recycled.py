"""`wsisc recycled`: last year's submissions and this year's -> the passages that repeat others, and their share."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import click

from wsisc import api
from wsisc.api import ComparedText, RecycledPassage, RecycledResult, RepeatedText, Share, outputs
from wsisc.cli import arguments, complete, messages, reports
from wsisc.messages import localization, plural, t
from wsisc.messages.diagnostic import excerpt
from wsisc.messages.localization import format_number, translate
from wsisc.report import common, previous, text_tables
from wsisc.text.sanitize import sanitize


@click.command("recycled")
@click.argument("paths", nargs=-1, required=True, metavar="[LAST...] THIS", shell_complete=complete.paths)
@click.option("--summary", is_flag=True, help="Print only the table that compares the submissions.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", help="Output format.")
@arguments.file_option("-o", "--output-file", help="Output file (default: standard output).")
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], summary: bool, output_format: str, output_file: str | None
) -> None:
    """Find passages of THIS that are repeated from LAST, or from other submissions in THIS.

    LAST and THIS are submissions, folders of submissions, or patterns such as 2022/**/*.yaml; THIS is the last
    argument. If it is the only one, its submissions are compared with one another. A passage has at least 15 equal
    words, with few changes between them, such as a year. The wording of the call and quotations are not counted.

    schemas/recycled.schema.json documents the JSON. The exit code is 1 if a submission has errors that prevent it from
    being read completely.
    """
    compared = api.find_recycled(paths[-1:], paths[:-1], notify=messages.note)
    outputs.refuse_overwrite(output_file, compared.inputs, is_earlier_report)
    for problem in compared.problems:
        click.echo(f"{sanitize(problem.file)}: {problem.message}", err=True)
    report = _format_json(compared) if output_format == "json" else _format_full(compared, summary)
    reports.write(report, output_file, is_earlier_report)
    ctx.exit(max((3 if problem.is_failure else 1 for problem in compared.problems), default=0))


def _format_full(compared: RecycledResult, is_summary: bool) -> str:
    """Return the report for people. Several files get a table first, sorted by share; `is_summary` stops there."""
    results, others = compared.texts, compared.others
    if len(results) == 1:
        return "\n\n".join(_format_result(results[0], is_summary))
    repeating = sorted((result for result in results if result.matches), key=lambda result: -result.whole.share)
    pieces = [click.style(translate(_describe_comparison(len(results), len(others))), bold=True)]
    if repeating:
        pieces.append(_format_summary(repeating))
    if rest := len(results) - len(repeating):
        pieces.append(translate(_count_others(rest)))
    if not is_summary:
        pieces += [piece for result in repeating for piece in _format_result(result)]
    return "\n\n".join(pieces)


def _describe_comparison(results: int, others: int) -> str:
    submissions = plural("1 submission", "{count:,} submissions", results)
    if not others:
        return t("{submissions}, compared with one another", submissions=submissions)
    return plural(
        "{submissions}, compared with 1 other and with one another",
        "{submissions}, compared with {count:,} others and with one another",
        others,
        submissions=submissions,
    )


def _count_others(count: int) -> str:
    return plural("1 submission without repeated passages", "{count:,} submissions without repeated passages", count)


def _describe_share(name: str, whole: Share, elsewhere: str) -> str:
    return t(
        "{name}: {repeated:,} of {words} ({share}) are repeated, most from {elsewhere}",
        name=name,
        repeated=whole.recycled,
        words=_count_words(whole.words),
        share=format_percent(whole),
        elsewhere=elsewhere,
    )


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier report of this command, for people or in JSON."""
    text = content.decode("utf-8", "replace")
    data = previous.parse_json(text)
    is_data = isinstance(data, dict) and data.keys() == {"version", "compared_with", "submissions"}
    return is_data or any(_first_line(language).match(text) for language in localization.languages())


@cache
def _first_line(language: str) -> re.Pattern[str]:
    """Return what a report for people begins with in a language."""
    submissions = previous.as_pattern(plural("1 submission", "{count:,} submissions", 1), language)
    values = {
        "name": ".+",
        "repeated": ".+",
        "words": ".+",
        "share": ".+",
        "elsewhere": ".+",
        "submissions": submissions,
    }
    nothing = Share("", "", 0, 0)
    lines = (
        t("{name}: no repeated passages", name=""),
        _describe_share("", nothing, ""),
        _describe_comparison(1, 0),
        _describe_comparison(1, 1),
    )
    former = r"[\d,]+ submissions?, compared with "
    return re.compile("|".join([former, *(previous.as_pattern(line, language, **values) for line in lines)]))


def _format_summary(results: Sequence[RepeatedText]) -> str:
    rows = (
        (
            sanitize(result.text.name),
            text_tables.truncate(result.text.entity),
            *_format_share(result.whole),
            sanitize(result.most_similar[0][0]),
        )
        for result in results
    )
    head = (t("submission"), t("entity"), t("words"), t("recycled"), t("share"), t("most similar"))
    return _format_table([tuple(map(translate, head)), *rows], "<<>>><")


def _format_result(result: RepeatedText, is_summary: bool = False) -> Iterator[str]:
    """Yield the pieces of the report on one submission: its share, its parts, and its passages in order."""
    name, whole = sanitize(result.text.name), result.whole
    entity = f" ({text_tables.truncate(result.text.entity)})" if result.text.entity else ""
    shown = f"{click.style(name, bold=True)}{entity}"
    if not result.matches:
        yield translate(t("{name}: no repeated passages", name=shown))
        return
    yield translate(_describe_share(shown, whole, sanitize(result.most_similar[0][0])))
    rows = [(translate(sanitize(share.label)), *_format_share(share)) for share in result.shares]
    yield _format_table([tuple(map(translate, (t("part"), t("words"), t("recycled"), t("share")))), *rows], "<>>>")
    for match in () if is_summary else result.matches:
        span = result.text.span(match.run, match.start, match.end)
        yield _format_passage(f"{name}:{span.line}:{span.column}", match)


def _format_passage(place: str, match: RecycledPassage) -> str:
    title = f', "{excerpt(match.run.title)}"' if match.run.title else ""
    source = f"{sanitize(match.source.name)}:{match.span.line} ({translate(sanitize(match.source_run.label))})"
    words = click.style(translate(_count_words(match.words)), bold=True)
    repeated = t("{words} repeated from {source}", words=words, source=source)
    if match.changed_words:
        repeated = plural("{text}; 1 is changed", "{text}; {count:,} are changed", match.changed_words, text=repeated)
    return "\n".join(
        (
            f"{click.style(place, fg='blue')} ({translate(sanitize(match.run.label))}{sanitize(title)})",
            f"  {translate(repeated)}",
            f'  "{sanitize(excerpt(match.run.text(match.start, match.end)))}"',
        )
    )


def _count_words(number: int) -> str:
    return plural("1 word", "{count:,} words", number)


def _format_share(share: Share) -> tuple[str, str, str]:
    return format_number(share.words, ","), format_number(share.recycled, ","), format_percent(share)


def format_percent(share: Share) -> str:
    """Return a share in per cent; a little is never 0%, and almost all never 100%."""
    percent = round(share.share * 100)
    if share.recycled and percent == 0:
        return f"<{format_number(0.01, '.0%')}"
    is_almost_all = percent == 100 and share.recycled < share.words
    return f">{format_number(0.99, '.0%')}" if is_almost_all else format_number(percent / 100, ".0%")


def _format_table(rows: Sequence[tuple[str, ...]], sides: str) -> str:
    head, *lines = text_tables.align(rows, sides)
    return "\n".join([click.style(head, bold=True), *lines])


def _format_json(compared: RecycledResult) -> str:
    """Return the results as schemas/recycled.schema.json documents them."""
    data = {
        "version": 1,
        "compared_with": [{"file": text.name, "entity": text.entity} for text in compared.others],
        "submissions": [
            {
                "file": result.text.name,
                "entity": result.text.entity,
                "parts": [{**share._asdict(), "share": round(share.share, 4)} for share in result.shares],
                "passages": [_passage_data(result.text, match) for match in result.matches],
            }
            for result in compared.texts
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

"""`wsisc parity`: a submission and its translations -> what differs between them, apart from the language."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import click

from wsisc import api
from wsisc.api import ComparedTranslation, Divergence, ParityResult, outputs
from wsisc.cli import arguments, messages, reports
from wsisc.messages import localization, plural, t
from wsisc.messages.diagnostic import json_pointer
from wsisc.messages.localization import translate
from wsisc.report import common, previous
from wsisc.text.sanitize import sanitize


@click.command("parity")
@arguments.PATHS
@click.option("--record", is_flag=True, help="Record in the translations that they are in step with the original.")
@click.option(
    "--section", "sections", multiple=True, metavar="ID",
    help="With --record: only this section, by its id or place (three-a-2). Can be repeated.",
)  # fmt: skip
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", help="Output format.")
@arguments.file_option("-o", "--output-file", help="Output file (default: standard output).")
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], record: bool, sections: tuple[str, ...], output_format: str,
    output_file: str | None
) -> None:  # fmt: skip
    """Compare translations of a submission with their original.

    PATH is the original and its translations, or one of them: then those beside it are compared, too, such as
    submission.fr.yaml beside submission.en.yaml. Sections, ids, footnotes, links, figures, tags, the shapes of lists
    and tables, numbers and dates must be the same. Numbers are compared by value, and those in words are not judged.

    --record writes a digest of each section of the original to the translations (translated-from:), and changes nothing
    else in them. From then on, wsisc validate names the sections that are older than their original.

    schemas/parity.schema.json documents the JSON. The exit code is 1 if there are differences.
    """
    if sections and not record:
        raise click.UsageError(t("--section requires --record"))
    if record:
        compared, changed = api.record_translations(paths, sections=sections, notify=messages.note)
    else:
        compared, changed = api.compare_translations(paths, notify=messages.note), ()
    outputs.refuse_overwrite(output_file, compared.inputs, _is_earlier_report)
    for name, problem in compared.problems:
        click.echo(f"{sanitize(name)}: {translate(sanitize(problem))}", err=True)
    format_report = _format_json if output_format == "json" else _format_full
    reports.write(format_report(compared), output_file, _is_earlier_report)
    for path in changed:
        messages.print_result(str(path), err=True)
    ctx.exit(0 if compared.is_same and not compared.problems else 1)


def _format_full(compared: ParityResult) -> str:
    """Return the report for people: each difference with its place in both files."""
    return "\n\n".join(
        piece for translation in compared.translations for piece in _format_translation(compared, translation)
    )


def _format_translation(compared: ParityResult, translation: ComparedTranslation) -> Iterator[str]:
    name, original = click.style(sanitize(translation.file), bold=True), sanitize(compared.original.name)
    differences = translation.all
    if not differences:
        yield translate(t("{name}: in step with {original}", name=name, original=original))
        return
    yield translate(_count(len(differences), name, original))
    for difference in differences:
        here, there = translation.locate(difference.translation), compared.locate(difference.original)
        place = f"{sanitize(translation.file)}:{here.line}:{here.column}"
        label = translation.label(difference.translation.path)
        origin = t("original: {name}:{line}:{column}", name=original, line=there.line, column=there.column)
        yield "\n".join(
            (
                f"{click.style(place, fg='blue')}{f' ({translate(sanitize(label))})' if label else ''}",
                f"  {click.style(difference.code, bold=True)}: {translate(sanitize(difference.message))}",
                f"  {translate(origin)}",
            )
        )


def _is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier report of this command, for people or in JSON."""
    text = content.decode("utf-8", "replace")
    data = previous.parse_json(text)
    is_data = isinstance(data, dict) and data.keys() == {"version", "original", "translations"}
    return is_data or any(_first_line(language).match(text) for language in localization.languages())


@cache
def _first_line(language: str) -> re.Pattern[str]:
    """Return what a report for people begins with in a language."""
    lines = (t("{name}: in step with {original}", name="", original=""), _count(1, "", ""))
    return re.compile("|".join(previous.as_pattern(line, language, name=".+", original=".+") for line in lines))


def _count(count: int, name: str, original: str) -> str:
    return plural(
        "{name}: 1 difference from {original}", "{name}: {count:,} differences from {original}", count,
        name=name, original=original,
    )  # fmt: skip


def _format_json(compared: ParityResult) -> str:
    """Return the result as schemas/parity.schema.json documents it."""
    data = {
        "version": 1,
        "original": _file_data(compared.original.name, compared.original.submission.language),
        "translations": [
            {
                **_file_data(translation.file, translation.version.submission.language),
                "recorded": translation.is_recorded,
                "differences": [_difference_data(compared, translation, difference) for difference in translation.all],
            }
            for translation in compared.translations
        ],
    }
    return common.to_json(data)


def _file_data(name: str, language: str) -> dict[str, Any]:
    return {"file": name, "language": language}


def _difference_data(
    compared: ParityResult, translation: ComparedTranslation, difference: Divergence
) -> dict[str, Any]:
    return {
        "code": difference.code,
        "message": _shown(difference.message),
        "label": _shown(translation.label(difference.translation.path)),
        "place": {
            **translation.locate(difference.translation)._asdict(),
            "path": json_pointer(difference.translation.path),
        },
        "original": {**compared.locate(difference.original)._asdict(), "path": json_pointer(difference.original.path)},
    }


def _shown(text: str) -> str:
    """Return a text for programs: in English unless a person named another language."""
    return translate(text) if messages.is_language_required() else text

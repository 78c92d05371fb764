"""`--map`, and the answers of a person at the terminal -> the parts that unknown headings begin."""

from collections.abc import Mapping, Sequence

import click

from wsisc import api
from wsisc.api import import_report
from wsisc.cli import questions
from wsisc.localization import translate
from wsisc.messages import t
from wsisc.text.sanitize import sanitize

_MAX_LETTERS = 60  # so much of the heading of a part is enough to recognise it


def parse_mapping(options: Sequence[str]) -> dict[str, str]:
    """Return the part of each heading in `--map`. Raises UsageError if an option is not HEADING=PART."""
    mapping = {}
    for option in options:
        heading, _, part = option.rpartition("=")
        if not heading.strip() or not part.strip():
            raise click.UsageError(
                t('--map: {option} is not HEADING=PART, such as "Next steps=three.b"', option=repr(option))
            )
        mapping[heading.strip()] = part.strip()
    return mapping


def ask_for_parts(document: str, call: str, with_call: bool, mapping: Mapping[str, str]) -> dict[str, str]:
    """Ask to which part each heading leads that neither the call nor the mapping has; return the answers."""
    imported = api.import_document(document, call=call, with_call=with_call, write=False, mapping=mapping).document
    parts = {name: _shorten(heading) for name, heading in imported.parts.items()}
    choices = {**parts, import_report.UNPLACED_NAME: translate(t("no part, or not yet decided"))}
    answers: dict[str, str] = {}
    for heading, suggested in import_report.find_open_headings(imported).items():
        question = t('Which part does "{heading}" belong to?', heading=sanitize(heading))
        answers[heading] = questions.ask(question, "part", choices, suggested)
    return answers


def _shorten(heading: str) -> str:
    return heading if len(heading) <= _MAX_LETTERS else f"{heading[:_MAX_LETTERS].rsplit(maxsplit=1)[0]} …"

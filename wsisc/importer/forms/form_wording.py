"""The calls -> the words of all forms to fill in: they identify a form, and all other words in it are a person's."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from wsisc.calls.call import Catalogue
from wsisc.document import form
from wsisc.importer import thresholds
from wsisc.importer.cover import call_phrases
from wsisc.importer.parts.part_headings import PartIds
from wsisc.readers.word.content import Block, Paragraph
from wsisc.text.words import fold, one_line

FIELDS = ("entity", "title", "acronym", "type", "language", "date", "contact-name", "contact-email")
# Fields whose labels no other file has; "Title:" and "Date:" are in many.
_OF_FORMS_ALONE = ("type", "language", "contact-name", "contact-email")


@dataclass(frozen=True)
class FormPhrases:
    """The words of forms: `lines` are paragraphs of their own, `pattern` finds the labels and hints of fields.

    `lines` have single spaces, `line_pattern` finds them with whatever spaces: "1 100" has one that allows no line
    break, which programs and people replace. `part_lines` are those that are below the questions, each with the parts
    that have it, by the ids of their calls.

    `fields` are those of labels and hints, "" for what Word puts in the place of any hint. `choices` are the values
    that a person can choose, by their words, folded, for each field.
    """

    lines: frozenset[str]
    line_pattern: re.Pattern[str]
    part_lines: Mapping[str, Mapping[str, tuple[PartIds, ...]]]
    pattern: re.Pattern[str]
    fields: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]


def is_form(blocks: Sequence[Block]) -> bool:
    """Return whether a file is a form: it has a control of one, or several of its lines and labels.

    People delete the help, and type over the lines below the questions, which all end in one sentence.
    """
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if any(field_of(run.field) for block in paragraphs for run in block.runs):
        return True
    texts = {one_line(block.text) for block in paragraphs if block.text}
    found = texts & _lines_of_help()
    labels, endings = _sentences_of_forms()
    found |= {text for text in texts if text.startswith(labels) or text.endswith(endings)}
    return len(found) >= thresholds.FORM_SENTENCES


def field_of(tag: str) -> str:
    """Return the field of the tag of a content control, "" if the tag is not from a form."""
    parsed = form.parse_tag(tag) if tag else None
    return parsed[0] if parsed and parsed[0] in FIELDS else ""


def call_of(blocks: Sequence[Block], catalogue: Catalogue) -> str:
    """Return the id of the known call that a form is for, "" if its controls do not say."""
    tags = (run.field for block in blocks if isinstance(block, Paragraph) for run in block.runs if run.field)
    named = (parsed[1] for tag in tags if (parsed := form.parse_tag(tag)))
    usable = {call.id for call in call_phrases.usable_calls(catalogue)}
    return next((id for id in named if id in usable), "")


def find_phrases(catalogue: Catalogue) -> FormPhrases:
    """Return the words of the forms of all calls, in all languages."""
    part_lines: dict[str, dict[str, tuple[PartIds, ...]]] = {}
    choices: dict[str, dict[str, str]] = {}
    for call in call_phrases.usable_calls(catalogue):
        for language in (code for code in call.languages if code in form.languages()):
            wording = form.create_wording(call, language)
            for ids, line in (*wording.lines.items(), *wording.earlier_lines.items()):
                parts = part_lines.setdefault(one_line(line), {})
                parts[call.id] = tuple(dict.fromkeys((*parts.get(call.id, ()), ids)))
            for field in wording.fields.values():
                choices.setdefault(field.name, {}).update(_folded(field.choices))
    fields: dict[str, str] = {}
    for language in form.languages():
        fields |= dict.fromkeys(form.hints_of_word(language), "")
        for field in form.create_fields(language):
            fields |= dict.fromkeys(_labels(field), field.name)
            choices.setdefault(field.name, {}).update(_folded(field.choices))
    lines = _lines_of_help() | part_lines.keys()
    return FormPhrases(lines, _any_spaces(lines), part_lines, _any_spaces(fields), fields, choices)


def _any_spaces(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of the longest of some phrases, with whatever spaces."""
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest))


def _labels(field: form.FormField) -> Iterator[str]:
    yield field.placeholder
    if field.name != "title":  # it is not printed
        yield field.label


def _folded(choices: Mapping[str, str]) -> dict[str, str]:
    return {fold(words): value for words, value in choices.items()} | {fold(value): value for value in choices.values()}


@cache
def _lines_of_help() -> frozenset[str]:
    """Return the lines that are the same in the forms of all calls, with single spaces."""
    return frozenset(one_line(line) for language in form.languages() for line in form.lines_of_help(language))


@cache
def _sentences_of_forms() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels of fields that only forms have, and the sentences in which the lines below questions end."""
    fields = [field for language in form.languages() for field in form.create_fields(language)]
    labels = tuple(one_line(field.label) for field in fields if field.name in _OF_FORMS_ALONE)
    return labels, tuple(one_line(form.last_sentence(language)) for language in form.languages())

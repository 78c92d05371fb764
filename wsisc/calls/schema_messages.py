"""A schema error of jsonschema -> problems in plain words for an author who usually writes in Word."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from wsisc.diagnostic import DataPath, Severity, excerpt

_MAX_FOREIGN_MESSAGE = 120  # characters; a guess: two lines of a terminal
_USE_BLOCK_TEXT = 'put "|" after the colon and the text on the next lines, indented'
_WRITE_ANSWER = "write the answer on the next lines, indented, after a line: text: |"
_EXAMPLES = {"wsisc": "1", "call": "cstd-26", "language": "en"}
FILL_IN = "write a value, or delete the line"
_UNQUOTE = "write it without quotation marks"
_NAME_HINT = "use lower-case letters, digits and single hyphens, starting with a letter"
_FORMS = {
    "date": ("a date in the form YYYY-MM-DD", "write it as 2022-12-15"),
    "email": ("an e-mail address", "write it as name@example.org"),
}
_TYPE_DESCRIPTIONS = {
    "string": "text",
    "object": "a set of fields",
    "array": "a list",
    "integer": "a whole number",
    "boolean": "true or false",
}


class SchemaProblem(NamedTuple):
    """A problem of a file with a schema: in the value at a path, in its characters `start` to `end`, or in its key.

    `intended_key` is the likely meaning of a mistyped key.
    """

    code: str
    path: DataPath
    message: str
    hint: str = ""
    start: int | None = None
    end: int | None = None
    on_key: bool = False
    intended_key: str = ""
    severity: Severity = Severity.ERROR


class ScalarLiteral(NamedTuple):
    """A number or truth value as the author wrote it."""

    text: str


class SchemaError(Protocol):
    """The attributes used of jsonschema's ValidationError, with their types after it is raised."""

    validator: Any
    validator_value: Any
    instance: Any
    schema: Any
    message: str
    absolute_path: Any
    absolute_schema_path: Any


def explain_error(error: SchemaError, scalar_text: Callable[[DataPath], str]) -> Iterator[SchemaProblem]:
    """Yield the problems behind a schema error. `scalar_text` returns a value as it is written in the file."""
    path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        hint = f"{_NAME_HINT}, such as sg-report"
        message = f'"{excerpt(error.instance)}" is not a valid name'
        yield SchemaProblem("wrong-name", (*path, error.instance), message, hint, on_key=True)
        return
    if isinstance(error.instance, int | float):
        error.instance = ScalarLiteral(scalar_text(path) or json.dumps(error.instance))
    explain = _EXPLAINERS.get(str(error.validator))
    yield from (
        explain(error, path)
        if explain
        else [SchemaProblem("wrong-value", path, re.sub(r"\s+", " ", error.message)[:_MAX_FOREIGN_MESSAGE])]
    )


def _explain_unexpected(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key in known:
            continue
        near = suggest_nearest(key, [each for each in known if each not in error.instance])
        message, hint = f'"{excerpt(key)}" is not allowed here', near or f"use one of {', '.join(known)}"
        if key == "sections" and "sections" in path:
            message, hint, near = "sections can have only three levels", "move these sections up one level", ""
        yield SchemaProblem(
            "unexpected-property", (*path, key), message, hint, on_key=True, intended_key=near.removeprefix("use ")
        )


def _explain_excluded(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    for key in error.validator_value.get("required", ()):
        message = f'"{key}" is not allowed together with the other fields'
        yield SchemaProblem("unexpected-property", (*path, key), message, "delete it", on_key=True)


def _explain_missing(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    for key in error.validator_value:
        if key not in error.instance:
            hint = f"add a line: {key}: {_EXAMPLES.get(key, '...')}"
            yield SchemaProblem("missing-property", (*path, key), f'"{key}" is missing', hint, on_key=True)


def _explain_wrong_type(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    expected = _TYPE_DESCRIPTIONS.get(error.validator_value, str(error.validator_value))
    value = error.instance
    if value is None:
        message = f"{_subject(path)} is empty; expected {expected}"
        is_part = path[:1] == ("parts",) and error.validator_value == "object" and path[-1] not in ("parts", "tags")
        hint = _USE_BLOCK_TEXT if path[-1:] == ("text",) else _WRITE_ANSWER if is_part else FILL_IN
    elif isinstance(value, ScalarLiteral) and error.validator_value == "string":
        message, hint = f"{value.text} is not text", f'put it in quotation marks: "{value.text}"'
    else:
        message, hint = f"{_subject(path)} must be {expected}, not {_describe_kind(value)}", _type_hint(error)
    yield SchemaProblem("wrong-type", path, message, hint)


def _type_hint(error: SchemaError) -> str:
    if error.validator_value == "string":
        return _USE_BLOCK_TEXT
    if error.validator_value == "boolean":
        return "write true or false, without quotation marks"
    fields = error.schema.get("required") or list(error.schema.get("properties", {}))
    if error.validator_value == "object" and fields:
        return f"write its fields on the next lines, indented: {fields[0]}: ..."
    if error.validator_value == "object":
        return "write each entry as name: value, on a line of its own"
    return 'start each entry with "- "' if error.validator_value == "array" else ""


def _subject(path: DataPath) -> str:
    """Return the name of the value at a path in messages: its key, or the key of its list."""
    keys = [step for step in path if isinstance(step, str)]
    name = f'"{excerpt(keys[-1])}"' if keys else "the file"
    return f"an entry of {name}" if path and isinstance(path[-1], int) else name


def _describe_kind(value: Any) -> str:
    if isinstance(value, ScalarLiteral):
        return value.text
    return "a set of fields" if isinstance(value, dict) else "a list" if isinstance(value, list) else "text"


def _explain_unknown_value(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    if path == ("call",):
        return
    choices = [str(each) for each in (error.validator_value if error.validator == "enum" else [error.validator_value])]
    value = error.instance
    is_short = len(choices) <= 12  # a guess: still read at a glance
    hint = f"use one of {', '.join(choices)}" if is_short else str(error.schema.get("description", ""))
    if path == ("language",):
        hint = f"use a language of this call: {', '.join(choices)}"
    elif isinstance(value, str):
        near = _UNQUOTE if value in choices else suggest_nearest(value, choices)
        hint = _foreign_letter_hint(value) or near or hint
    elif isinstance(value, ScalarLiteral) and value.text in choices:
        hint = f'put it in quotation marks: "{value.text}"'
    if isinstance(value, dict | list):
        message = f"{_subject(path)} must be a single value, not {_describe_kind(value)}"
        yield SchemaProblem("wrong-type", path, message, hint)
        return
    shown = f'"{excerpt(value)}"' if isinstance(value, str) else _describe_kind(value)
    message = f"{_subject(path)} is empty" if value is None else f"{shown} is not allowed here"
    yield SchemaProblem("unknown-value", path, message, hint)


def _foreign_letter_hint(value: str) -> str:
    """Return the hint for a letter that only looks Latin, such as the Cyrillic one in "С1", or ""."""
    for character in value:
        name = unicodedata.name(character, "")
        if character.isalpha() and not name.startswith("LATIN"):
            return f'type the Latin letter: "{character}" is U+{ord(character):04X}, {name.lower()}'
    return ""


def _explain_wrong_form(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    form, hint = _FORMS.get(str(path[-1]), ("a valid name", f"{_NAME_HINT}, such as grace-two"))
    yield SchemaProblem("wrong-form", path, f'"{excerpt(error.instance)}" is not {form}', hint)


def _explain_too_small(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    yield SchemaProblem(
        "empty-value", path, f"{_subject(path)} is empty", FILL_IN, on_key=error.validator == "minProperties"
    )


def _explain_too_large(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    count, most = len(error.instance), error.validator_value
    unit = "characters" if error.validator == "maxLength" else "entries"
    yield SchemaProblem("too-long", path, f"{_subject(path)} has {count:,} {unit}; the limit is {most:,}", on_key=True)


def _explain_repeated(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    seen = set()
    for index, value in enumerate(error.instance):
        shown = json.dumps(value, sort_keys=True)
        if shown in seen and not isinstance(value, float):  # floats are wrong anyway, and 17.1 and 17.10 differ
            message = f"{excerpt(shown)} is listed twice"
            yield SchemaProblem("repeated-value", (*path, index), message, "delete it")
        seen.add(shown)


def _explain_out_of_range(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    hint = str(error.schema.get("description", "use a number from 1 to 17"))
    message = f"{_describe_kind(error.instance)} is not allowed here"
    yield SchemaProblem("unknown-value", path, message, hint)


_EXPLAINERS = {
    "additionalProperties": _explain_unexpected,
    "not": _explain_excluded,
    "required": _explain_missing,
    "type": _explain_wrong_type,
    "enum": _explain_unknown_value,
    "const": _explain_unknown_value,
    "pattern": _explain_wrong_form,
    "format": _explain_wrong_form,
    "minLength": _explain_too_small,
    "minItems": _explain_too_small,
    "minProperties": _explain_too_small,
    "maxLength": _explain_too_large,
    "maxItems": _explain_too_large,
    "maxProperties": _explain_too_large,
    "uniqueItems": _explain_repeated,
    "minimum": _explain_out_of_range,
    "maximum": _explain_out_of_range,
}


def suggest_nearest(value: str, choices: Sequence[str]) -> str:
    """Return the hint to use the choice nearest to a value, "" where none is near, or several are equally near."""
    return _suggest_nearest(value, tuple(choices))


@lru_cache(1_000)  # one wrong value is often repeated
def _suggest_nearest(value: str, choices: tuple[str, ...]) -> str:
    same = [choice for choice in choices if choice.lower() == value.lower()]
    near = same or get_close_matches(value, choices, 2, 0.6)
    likeness = [SequenceMatcher(None, choice, value).ratio() for choice in near]
    return f"use {near[0]}" if near and likeness.count(likeness[0]) == 1 else ""

"""A schema error of jsonschema -> problems in plain words for an author who usually writes in Word."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from wsisc.messages import from_data_file, join_choices, t, use_one_of
from wsisc.messages.diagnostic import DataPath, Severity, excerpt
from wsisc.text.nearest import find_only_nearest

_USE_BLOCK_TEXT = t('put "|" after the colon and the text on the next lines, indented')
_WRITE_ANSWER = t("write the answer on the next lines, indented, after a line: text: |")
_EXAMPLES = {"wsisc": "1", "call": "cstd-26", "language": "en"}
_FILL_IN = t("write a value, or delete the line")
_UNQUOTE = t("write it without quotation marks")
_NAME_HINT = t("use lower-case letters, digits and single hyphens, starting with a letter")
_DATE_FORM = (t("a date in the form YYYY-MM-DD"), t("write it as 2022-12-15"))
_FORMS = {
    "date": _DATE_FORM,
    "Date": _DATE_FORM,
    "Send to": (t("an address"), t("write an e-mail address, or a full web address: https://...")),
    "email": (t("an e-mail address"), t("write it as name@example.org")),
    "Colour": (t("a colour"), t('write six hexadecimal digits in quotation marks, such as "1F3864"')),
    "Original": (
        t("the path of an original"),
        t("name a YAML file in the folder of this file or below it, such as submission.en.yaml"),
    ),
    "Font": (t("the name of a font"), t("write it as Word shows it: letters and digits, with single spaces")),
}
_TYPE_DESCRIPTIONS = {
    "string": t("text"),
    "object": t("a set of fields"),
    "array": t("a list"),
    "integer": t("a whole number"),
    "boolean": t("true or false"),
}


class SchemaProblem(NamedTuple):
    """A problem of a file with a schema: in the value at a path, in its characters `start` to `end`, or in its key.

    `intended_key` is the likely meaning of a mistyped key. `is_blank`: the value is empty, and it does not show what it
    should be.
    """

    code: str
    path: DataPath
    message: str
    hint: str = ""
    start: int | None = None
    end: int | None = None
    on_key: bool = False
    intended_key: str = ""
    is_blank: bool = False
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
    absolute_path: Any
    absolute_schema_path: Any


def explain_error(error: SchemaError, scalar_text: Callable[[DataPath], str]) -> Iterator[SchemaProblem]:
    """Yield the problems of a schema error. `scalar_text` returns a value as it is written in the file."""
    path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        hint = t("{name_hint}, such as sg-report", name_hint=_NAME_HINT)
        message = t('"{instance}" is not a valid name', instance=excerpt(error.instance))
        yield SchemaProblem("wrong-name", (*path, error.instance), message, hint, on_key=True)
        return
    if isinstance(error.instance, int | float):
        error.instance = ScalarLiteral(scalar_text(path) or json.dumps(error.instance))
    yield from _EXPLAINERS.get(str(error.validator), _explain_other)(error, path)


def _explain_other(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    """Explain a rule that no schema of wsisc has yet."""
    message = t("{subject} does not follow the rule {rule} of its schema", subject=_subject(path), rule=error.validator)
    yield SchemaProblem("wrong-value", path, message)


def _explain_unexpected(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key in known:
            continue
        near = find_only_nearest(key, (each for each in known if each not in error.instance))
        message = t('"{key}" is not allowed here', key=excerpt(key))
        hint = use_one_of([near] if near else known)
        if key == "sections" and "sections" in path:
            message, hint, near = t("sections can have only three levels"), t("move these sections up one level"), ""
        yield SchemaProblem("unexpected-property", (*path, key), message, hint, on_key=True, intended_key=near)


def _explain_excluded(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    for key in error.validator_value.get("required", ()):
        message = t('"{key}" is not allowed together with the other fields', key=key)
        yield SchemaProblem("unexpected-property", (*path, key), message, t("delete it"), on_key=True)


def _explain_missing(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    for key in error.validator_value:
        if key not in error.instance:
            hint = t("add a line: {key}: {example}", key=key, example=_EXAMPLES.get(key, "..."))
            yield SchemaProblem("missing-property", (*path, key), t('"{key}" is missing', key=key), hint, on_key=True)


def _explain_wrong_type(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    types = [error.validator_value] if isinstance(error.validator_value, str) else error.validator_value
    expected = join_choices(_TYPE_DESCRIPTIONS.get(each, str(each)) for each in types)
    value = error.instance
    if value is None:
        message = t("{subject} is empty; expected {expected}", subject=_subject(path), expected=expected)
        is_part = path[:1] == ("parts",) and error.validator_value == "object" and path[-1] not in ("parts", "tags")
        is_blank = not is_part and path[-1:] != ("text",)
        hint = _FILL_IN if is_blank else _WRITE_ANSWER if is_part else _USE_BLOCK_TEXT
        yield SchemaProblem("wrong-type", path, message, hint, is_blank=is_blank)
        return
    if isinstance(value, ScalarLiteral) and error.validator_value == "string":
        message, hint = (
            t("{text} is not text", text=value.text),
            t('put it in quotation marks: "{text}"', text=value.text),
        )
    else:
        message, hint = (
            t(
                "{subject} must be {expected}, not {kind}",
                subject=_subject(path),
                expected=expected,
                kind=_describe_kind(value),
            ),
            _type_hint(error),
        )
    yield SchemaProblem("wrong-type", path, message, hint)


def _type_hint(error: SchemaError) -> str:
    if error.validator_value == "string":
        return _USE_BLOCK_TEXT
    if error.validator_value == "boolean":
        return t("write true or false, without quotation marks")
    fields = error.schema.get("required") or list(error.schema.get("properties", {}))
    if error.validator_value == "object" and fields:
        return t("write its fields on the next lines, indented: {fields}: ...", fields=fields[0])
    if error.validator_value == "object":
        return t("write each entry as name: value, on a line of its own")
    return t('start each entry with "- "') if error.validator_value == "array" else ""


def _subject(path: DataPath) -> str:
    """Return the name of the value at a path in messages: its key, or the key of its list."""
    keys = [step for step in path if isinstance(step, str)]
    name = t('"{value}"', value=excerpt(keys[-1])) if keys else t("the file")
    return t("an entry of {name}", name=name) if path and isinstance(path[-1], int) else name


def _describe_kind(value: Any) -> str:
    if isinstance(value, ScalarLiteral):
        return value.text
    return t("a set of fields") if isinstance(value, dict) else t("a list") if isinstance(value, list) else t("text")


def _explain_unknown_value(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    if path == ("call",):
        return
    choices = [str(each) for each in (error.validator_value if error.validator == "enum" else [error.validator_value])]
    value = error.instance
    is_short = len(choices) <= 12  # a guess: still read at a glance
    hint = use_one_of(choices) if is_short else from_data_file(str(error.schema.get("description", "")))
    if path == ("language",):
        hint = t("use a language of this call: {choices}", choices=", ".join(choices))
    elif isinstance(value, str):
        near = _UNQUOTE if value in choices else suggest_nearest(value, choices)
        hint = _foreign_letter_hint(value) or near or hint
    elif isinstance(value, ScalarLiteral) and value.text in choices:
        hint = t('put it in quotation marks: "{text}"', text=value.text)
    if isinstance(value, dict | list):
        message = t("{subject} must be a single value, not {kind}", subject=_subject(path), kind=_describe_kind(value))
        yield SchemaProblem("wrong-type", path, message, hint)
        return
    shown = t('"{value}"', value=excerpt(value)) if isinstance(value, str) else _describe_kind(value)
    message = (
        t("{subject} is empty", subject=_subject(path))
        if value is None
        else t("{shown} is not allowed here", shown=shown)
    )
    yield SchemaProblem("unknown-value", path, message, hint)


def _foreign_letter_hint(value: str) -> str:
    """Return the hint for a letter that only looks Latin, such as the Cyrillic one in "С1", or ""."""
    for character in value:
        name = unicodedata.name(character, "")
        if character.isalpha() and not name.startswith("LATIN"):
            return t(
                'type the Latin letter: "{character}" is U+{code:04X}, {name}',
                character=character,
                code=ord(character),
                name=name.lower(),
            )
    return ""


def _explain_wrong_form(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    names = str(path[-1]), str(error.schema.get("title"))
    form, hint = next(
        (_FORMS[name] for name in names if name in _FORMS),
        (t("a valid name"), t("{name_hint}, such as grace-two", name_hint=_NAME_HINT)),
    )
    yield SchemaProblem(
        "wrong-form", path, t('"{instance}" is not {form}', instance=excerpt(error.instance), form=form), hint
    )


def _explain_too_small(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    yield SchemaProblem(
        "empty-value",
        path,
        t("{subject} is empty", subject=_subject(path)),
        _FILL_IN,
        on_key=error.validator == "minProperties",
        is_blank=True,
    )


def _explain_too_large(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    values = {"subject": _subject(path), "count": len(error.instance), "most": error.validator_value}
    message = t("{subject} has {count:,} entries; the limit is {most:,}", **values)
    if error.validator == "maxLength":
        message = t("{subject} has {count:,} characters; the limit is {most:,}", **values)
    yield SchemaProblem("too-long", path, message, on_key=True)


def _explain_repeated(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    seen = set()
    for index, value in enumerate(error.instance):
        shown = json.dumps(value, sort_keys=True)
        if shown in seen and not isinstance(value, float):  # floats are wrong anyway, and 17.1 and 17.10 differ
            message = t("{shown} is listed twice", shown=excerpt(shown))
            yield SchemaProblem("repeated-value", (*path, index), message, t("delete it"))
        seen.add(shown)


def _explain_out_of_range(error: SchemaError, path: DataPath) -> Iterator[SchemaProblem]:
    description = error.schema.get("description")
    hint = from_data_file(str(description)) if description else t("use a number from 1 to 17")
    message = t("{kind} is not allowed here", kind=_describe_kind(error.instance))
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
    """Return the hint to use the choice nearest to a value, "" where none is near, or several are equally near.

    Another number is no slip: C9 is not what the author of C99 meant.
    """
    digits = [*filter(str.isdigit, value)]
    near = find_only_nearest(value, [each for each in choices if [*filter(str.isdigit, each)] == digits])
    return use_one_of([near]) if near else ""

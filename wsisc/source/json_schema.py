"""A source and a JSON Schema -> the violations of the schema, as problems and diagnostics in an author's words.

Most data certainly follow their schema, and then jsonschema is not loaded. What is known for that are the keywords that
the schemas of wsisc use, as draft 2020-12 and jsonschema understand them. Of a schema with any other keyword nothing is
certain.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple, Protocol

from wsisc.messages import from_data_file, join_choices, t, use_one_of
from wsisc.messages.diagnostic import DataPath, Diagnostic, Severity, excerpt
from wsisc.source import Source
from wsisc.text.nearest import find_only_nearest

_MAX_PASSES = 4  # mistyped keys can be nested
_SHORTEST_STEPS = 3  # "properties", a key, a validator
_MAX_ERRORS = 10_000  # a guess: whoever fixes so many errors checks again

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

type _Check = Callable[[Any, Any, Mapping[str, Any], Mapping[str, Any]], bool]
"""A value, what the keyword says, the schema that has the keyword, the whole schema -> whether the value follows it."""


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


def find_problems(source: Source, schema: dict[str, Any]) -> tuple[list[SchemaProblem], Source]:
    """Return the violations of a schema, each once, and the source with the intended keys in place of mistyped ones.

    A mistyped key is reported, then read as the intended key, so that its value is checked too.
    """
    if is_certainly_valid(source.data, schema):
        return [], source
    mistakes: list[SchemaProblem] = []
    validator = _make_validator(schema)
    for _ in range(_MAX_PASSES):
        mistyped: dict[DataPath, SchemaProblem] = {}
        problems = [
            _add_required_hint(each, schema, list(error.absolute_schema_path))
            for error in islice(validator.iter_errors(source.data), _MAX_ERRORS)
            for each in _explain_error(error, source.scalar_text)
        ]
        for problem in problems:
            if problem.intended_key:
                mistyped.setdefault((*problem.path[:-1], problem.intended_key), problem)
        if not mistyped:
            break
        mistakes += mistyped.values()
        source = source.with_keys({each.path: each.intended_key for each in mistyped.values()})
    unique = {(each.code, each.path): each for each in reversed([*mistakes, *problems])}  # the first of each
    return list(unique.values())[::-1], source


def _make_validator(schema: Any) -> Any:
    """Return a validator whose `enum` is fast for texts: jsonschema compares one value after another, up to 250."""
    from jsonschema import Draft202012Validator, validators  # slow to import, and only errors need it

    enum = Draft202012Validator.VALIDATORS["enum"]

    def one_of(validator: Any, values: Sequence[Any], instance: Any, schema: Any) -> Iterator[Any]:
        if not (isinstance(instance, str) and instance in values):
            yield from enum(validator, [] if isinstance(instance, str) else values, instance, schema)

    checking = validators.extend(Draft202012Validator, {"enum": one_of})  # type: ignore[no-untyped-call]
    return checking(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _add_required_hint(problem: SchemaProblem, schema: Any, steps: Sequence[Any]) -> SchemaProblem:
    """Return a problem with a better hint where it is an empty value that the schema requires."""
    if not problem.is_blank or len(steps) < _SHORTEST_STEPS:
        return problem
    *before, properties, key, _ = steps
    holder = _schema_at(schema, before)
    if properties != "properties" or key not in holder.get("required", ()):
        return problem
    words = t("its value")
    if description := str(holder["properties"][key].get("description", "")):
        words = from_data_file(first_clause(description))
    return problem._replace(hint=t("write {words}; it is required", words=words))


def first_clause(description: str) -> str:
    """Return the first sentence of a description, as a clause."""
    sentence = description.partition(". ")[0].rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def _schema_at(schema: Any, steps: Sequence[Any]) -> Any:
    """Return the node at a path in a schema; the paths of jsonschema skip references."""
    node = schema
    for step in [*steps, ""]:
        while isinstance(node, dict) and "$ref" in node and step not in node:
            node = _schema_at(schema, node["$ref"].removeprefix("#/").split("/"))
        node = node[step] if step != "" else node
    return node


def to_diagnostic(source: Source, problem: SchemaProblem) -> Diagnostic:
    """Return the diagnostic of a problem, with its place in the file."""
    return Diagnostic(
        code=problem.code,
        severity=problem.severity,
        message=problem.message,
        hint=problem.hint,
        file=source.file,
        span=source.locate(problem.path, problem.start, problem.end, problem.on_key),
        path=problem.path,
    )


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


def _explain_error(error: SchemaError, scalar_text: Callable[[DataPath], str]) -> Iterator[SchemaProblem]:
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


class _UncertainError(Exception):
    """Only jsonschema can decide."""


def is_certainly_valid(data: Any, schema: Mapping[str, Any]) -> bool:
    """Return whether data certainly follow a schema; False says nothing."""
    try:
        return _follows(data, schema, schema)
    except (_UncertainError, RecursionError):
        return False


def _follows(value: Any, schema: Any, root: Mapping[str, Any]) -> bool:
    """Return whether a value follows a part of a schema. Raises _UncertainError where that is unknown."""
    if isinstance(schema, bool):
        return schema
    # Of all keywords before any is checked: one that is unknown can change what the others say.
    if unknown := schema.keys() - _CHECKS.keys() - _WITHOUT_CHECK - (_OF_WHOLE_SCHEMA if schema is root else set()):
        raise _UncertainError(unknown)
    for keyword, argument in schema.items():
        kind, check = _CHECKS.get(keyword, _NO_CHECK)
        if isinstance(value, kind) and not check(value, argument, schema, root):
            return False
    return True


def _has_type(value: Any, names: str | Sequence[str], *_: Any) -> bool:
    return any(_TYPES[name](value) for name in ([names] if isinstance(names, str) else names))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _equals(value: Any, other: Any, *_: Any) -> bool:
    if isinstance(value, list | dict) or isinstance(other, list | dict):
        raise _UncertainError
    return isinstance(value, bool) == isinstance(other, bool) and bool(value == other)


def _is_one_of(value: Any, others: Sequence[Any], *_: Any) -> bool:
    return value in others if isinstance(value, str) else any(_equals(value, other) for other in others)


def _has_format(value: str, name: str, *_: Any) -> bool:
    if name != "date":
        raise _UncertainError(name)
    try:
        return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and date.fromisoformat(value))
    except ValueError:
        return False


def _has_no_equals(values: Sequence[Any], is_asked: bool, *_: Any) -> bool:
    if not all(type(value) in (str, int) for value in values):  # True is 1, and 1.0 too
        raise _UncertainError
    return not is_asked or len({*values}) == len(values)


def _have_properties(value: Mapping[str, Any], schemas: Mapping[str, Any], _: Any, root: Mapping[str, Any]) -> bool:
    return all(_follows(value[key], schema, root) for key, schema in schemas.items() if key in value)


def _have_patterns(value: Mapping[str, Any], schemas: Mapping[str, Any], _: Any, root: Mapping[str, Any]) -> bool:
    pairs = ((key, schema) for key in value for pattern, schema in schemas.items() if re.search(pattern, key))
    return all(_follows(value[key], schema, root) for key, schema in pairs)


def _have_additional(value: Mapping[str, Any], rest: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    additional = (key for key in value if key not in known and not any(re.search(pattern, key) for pattern in patterns))
    return all(_follows(value[key], rest, root) for key in additional)


def _follows_branch(value: Any, condition: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
    branch = "then" if _follows(value, condition, root) else "else"
    return _follows(value, schema.get(branch, True), root)


def _follows_definition(value: Any, reference: str, _: Any, root: Mapping[str, Any]) -> bool:
    definitions, name = root.get("$defs", {}), reference.removeprefix("#/$defs/")
    if name == reference or name not in definitions:
        raise _UncertainError(reference)
    return _follows(value, definitions[name], root)


_CHECKS: Mapping[str, tuple[type, _Check]] = {
    "$ref": (object, _follows_definition),
    "additionalProperties": (dict, _have_additional),
    "allOf": (object, lambda value, schemas, _, root: all(_follows(value, schema, root) for schema in schemas)),
    "anyOf": (object, lambda value, schemas, _, root: any(_follows(value, schema, root) for schema in schemas)),
    "const": (object, _equals),
    "enum": (object, _is_one_of),
    "format": (str, _has_format),
    "if": (object, _follows_branch),
    "items": (list, lambda values, schema, _, root: all(_follows(value, schema, root) for value in values)),
    "maxItems": (list, lambda values, most, *_: len(values) <= most),
    "maxLength": (str, lambda value, most, *_: len(value) <= most),
    "maxProperties": (dict, lambda value, most, *_: len(value) <= most),
    "maximum": (object, lambda value, most, *_: not _is_number(value) or not value > most),
    "minItems": (list, lambda values, least, *_: len(values) >= least),
    "minLength": (str, lambda value, least, *_: len(value) >= least),
    "minProperties": (dict, lambda value, least, *_: len(value) >= least),
    "minimum": (object, lambda value, least, *_: not _is_number(value) or not value < least),
    "not": (object, lambda value, schema, _, root: not _follows(value, schema, root)),
    "pattern": (str, lambda value, pattern, *_: bool(re.search(pattern, value))),
    "patternProperties": (dict, _have_patterns),
    "properties": (dict, _have_properties),
    "propertyNames": (dict, lambda value, schema, _, root: all(_follows(key, schema, root) for key in value)),
    "required": (dict, lambda value, keys, *_: all(key in value for key in keys)),
    "type": (object, _has_type),
    "uniqueItems": (list, _has_no_equals),
}
"""The keywords that are checked, each with the type of the values that it is about."""

_NO_CHECK: tuple[type, _Check] = (object, lambda *_: True)
_WITHOUT_CHECK = {"title", "description", "$comment", "$defs", "then", "else"}
_OF_WHOLE_SCHEMA = {"$schema", "$id"}  # elsewhere, `$id` changes what a reference names

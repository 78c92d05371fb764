"""Data and a JSON Schema -> whether the data certainly follow it, so that jsonschema is loaded only to explain errors.

It knows the keywords that the schemas of wsisc use, as draft 2020-12 and jsonschema understand them. Of a schema with
any other keyword nothing is certain.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

type _Check = Callable[[Any, Any, Mapping[str, Any], Mapping[str, Any]], bool]
"""A value, what the keyword says, the schema that has the keyword, the whole schema -> whether the value follows it."""


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

"""Values of wsisc -> text for a golden: dataclasses and named tuples with the fields that are not as by default."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 110
_SHORT = 40


def show(value: Any, indent: str = "") -> str:
    """Return a value as text, on one line if it fits, otherwise with one line for each part of it."""
    line = _on_one_line(value)
    if len(indent) + len(line) <= WIDTH:
        return line
    deeper = f"{indent}  "
    if isinstance(value, Mapping):
        lines = [f"{key!r}: {show(each, deeper)}" for key, each in value.items()]
    elif fields := list(_fields(value)):
        lines = [f"{name}={show(each, deeper)}" for name, each in fields]
    elif isinstance(value, tuple | list):
        lines = [show(each, deeper) for each in value]
    else:
        return line
    name = type(value).__name__ if list(_fields(value)) else ""
    return f"{name}(\n" + "".join(f"{deeper}{each}\n" for each in lines) + f"{indent})"


def _on_one_line(value: Any) -> str:
    if isinstance(value, bytes):
        return repr(value) if len(value) <= _SHORT else f"{len(value)} bytes"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {_on_one_line(each)}" for key, each in value.items()) + "}"
    if dataclasses.is_dataclass(value) or hasattr(value, "_fields"):
        inner = ", ".join(f"{name}={_on_one_line(each)}" for name, each in _fields(value))
        return f"{type(value).__name__}({inner})"
    if isinstance(value, tuple | list):
        return f"({', '.join(map(_on_one_line, value))})"
    return str(value.value) if hasattr(value, "value") else repr(value)


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields that differ from their defaults."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if not field.compare and not field.repr:  # where a value comes from is no part of it
                continue
            default = field.default
            if field.default_factory is not dataclasses.MISSING:
                default = field.default_factory()
            if (found := getattr(value, field.name)) != default:
                yield field.name, found
    elif hasattr(value, "_fields"):
        for name in value._fields:
            if (found := getattr(value, name)) != value._field_defaults.get(name, dataclasses.MISSING):
                yield name, found

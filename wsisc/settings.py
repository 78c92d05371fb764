"""The text of a `wsisc.toml` -> the settings of a submission repository, which options of the command line win over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

FILE = "wsisc.toml"

_LEVELS = ("error", "warning", "info")
_KNOWN: dict[str, dict[str, type[Any]]] = {
    "validate": {"select": list, "ignore": list, "strict": bool, "draft": bool, "severity": dict, "last-year": str},
    "build": {"formats": list, "output": str},
}
_FREE = ("collate",)
"""Tables whose keys are looked at by those who use them."""
_TYPES = {
    list: "a list of texts in quotation marks, as {}",
    bool: "true or false",
    str: "a text in quotation marks",
    dict: 'a table: write [validate.severity], and below it lines as spelling = "info"',
}
_EXAMPLES = {"formats": '["docx", "pdf"]'}
MOST_CHARACTERS = 100_000
_MOST_STOPS = 200
_FORM = 'a line is [validate], or as ignore = ["emphasis"], or begins with #'


class Unsound(ValueError):
    """A file of settings that cannot be used; `str()` says why, and what to do."""


@dataclass(frozen=True)
class Settings:
    """What a repository chose: for `validate`, for `build` and for `collate`; empty where it chose nothing.

    `last_year` is the folder of last year's submissions, from that of the file.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    draft: bool = False
    severity: Mapping[str, str] = field(default_factory=dict)
    last_year: str = ""
    formats: tuple[str, ...] = ()
    output: str = ""
    collate: Mapping[str, Any] = field(default_factory=dict)


def read(text: str) -> Settings:
    """Return the settings of a file's text. Raises Unsound where it is no TOML, or says what nobody knows."""
    data = _data(text.removeprefix("\ufeff"))
    found: dict[str, Any] = {}
    for name, table in data.items():
        if table_of := next((known for known, keys in _KNOWN.items() if name in keys), None):
            raise Unsound(f"{name} has no table: write [{table_of}] in a line above it")
        _refuse_unknown(name, (*_KNOWN, *_FREE), "")
        if not isinstance(table, dict):
            raise Unsound(f"{name} is a table: write [{name}]")
        if name in _FREE:
            found[name] = table
            continue
        for key, value in table.items():
            _refuse_unknown(key, tuple(_KNOWN[name]), f"[{name}] ")
            found[key.replace("-", "_")] = _checked(f"[{name}] {key}", value, _KNOWN[name][key])
    return Settings(**found)


def _data(text: str) -> dict[str, Any]:
    """Return the data of a TOML text. Raises Unsound where it is none, or would take long, or much memory, to read."""
    import tomllib  # only where there is such a file

    if len(text) > MOST_CHARACTERS:
        raise Unsound(f"this has more than {MOST_CHARACTERS:,} characters: settings are a few lines")
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_STOPS:  # tomllib keeps every beginning of a dotted key: 40 KB of it take 2 GB
            raise Unsound(f"line {number} has more than {_MOST_STOPS} full stops: {_FORM}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unsound(f"this is not TOML: {error}; {_FORM}") from None
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets in brackets
        raise Unsound(f"this holds a number too long, or brackets too deep, to be settings: {_FORM}") from None


def _refuse_unknown(name: str, known: Sequence[str], where: str) -> None:
    if name not in known:
        near = get_close_matches(name.lower(), known, 1, 0.6)
        hint = f"use {near[0]}" if near else f"known here: {', '.join(known)}"
        raise Unsound(f"{where}{name} is unknown: {hint}")


def _checked(name: str, value: Any, kind: type[Any]) -> Any:
    texts = value if isinstance(value, list) else []
    if not isinstance(value, kind) or not all(isinstance(each, str) for each in texts):
        example = _EXAMPLES.get(name.rpartition(" ")[2], '["default", "un-style"]')
        raise Unsound(f"{name} should be {_TYPES[kind].format(example)}")
    if isinstance(value, str) and any(ord(each) < ord(" ") for each in value):
        raise Unsound(f"{name} holds a control character, which no name of a file or folder should: delete it")
    if isinstance(value, dict):
        for code, level in value.items():
            if level not in _LEVELS:
                raise Unsound(f"{name}: {code} should be one of {', '.join(_LEVELS)}")
    return tuple(value) if isinstance(value, list) else value

"""The text of a `wsisc.toml` -> the settings of a submission repository; options of the command line override them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from wsisc.messages import t
from wsisc.text.nearest import find_nearest

SETTINGS_FILE = "wsisc.toml"

_SEVERITIES = ("error", "warning", "info")
KEY_TYPES: dict[str, dict[str, type[Any]]] = {
    "validate": {"select": list, "ignore": list, "strict": bool, "draft": bool, "severity": dict, "last-year": str},
    "build": {"formats": list, "output": str, "theme": str},
    "collate": {"title": str, "language": str, "list-left-out": bool},
}
"""All settings, by the name of their table."""

_TYPE_DESCRIPTIONS = {
    bool: t("true or false"),
    str: t("a quoted text"),
    dict: t('a table: write [validate.severity], then lines such as spelling = "info"'),
}
_EXAMPLES = {"formats": '["docx", "pdf"]'}
MAX_CHARACTERS = 100_000  # a guess: settings are a few lines
_MAX_FULL_STOPS = 200  # on one line: tomllib keeps every prefix of a dotted key, so that a key of 40 KB takes 2 GB
_LINE_FORMS = t('write lines such as [validate] or ignore = ["emphasis"], or comments that begin with #')


class InvalidSettings(ValueError):
    """A settings file that cannot be used; `str()` says why, and what to do."""


class Settings(NamedTuple):
    """The settings of a repository for `validate` and `build`, and by their names those for `collate`.

    `last_year` is the folder of last year's submissions, relative to the settings file.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    draft: bool = False
    severity: Mapping[str, str] = {}
    last_year: str = ""
    formats: tuple[str, ...] = ()
    output: str = ""
    theme: str = ""
    collate: Mapping[str, Any] = {}


def read(text: str) -> Settings:
    """Return the settings of a file's text. Raises InvalidSettings where it is not TOML or has unknown settings."""
    settings: dict[str, Any] = {}
    for name, table in _parse(text.removeprefix("\ufeff")).items():
        if expected_table := next((known for known, keys in KEY_TYPES.items() if name in keys), None):
            raise InvalidSettings(
                t(
                    "{name} is outside its table: add a line [{expected_table}] above it",
                    name=name,
                    expected_table=expected_table,
                )
            )
        _refuse_unknown(name, tuple(KEY_TYPES), "")
        if not isinstance(table, dict):
            raise InvalidSettings(t("{name} must be a table: write [{name}]", name=name))
        values = {}
        for key, value in table.items():
            _refuse_unknown(key, tuple(KEY_TYPES[name]), f"[{name}] ")
            values[key.replace("-", "_")] = _check_value(f"[{name}] {key}", value, KEY_TYPES[name][key])
        settings |= {"collate": values} if name == "collate" else values
    return Settings(**settings)


def _parse(text: str) -> dict[str, Any]:
    """Return the data of a TOML text. Raises InvalidSettings where it is not TOML or too expensive to read."""
    import tomllib  # not at the top: most folders have no such file

    if len(text) > MAX_CHARACTERS:
        raise InvalidSettings(
            t(
                "the file has more than {max_characters:,} characters; settings are a few lines",
                max_characters=MAX_CHARACTERS,
            )
        )
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MAX_FULL_STOPS:
            raise InvalidSettings(
                t(
                    "line {number} has more than {max_full_stops} full stops; {line_forms}",
                    number=number,
                    max_full_stops=_MAX_FULL_STOPS,
                    line_forms=_LINE_FORMS,
                )
            )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSettings(
            t("the file is not valid TOML: {error}; {line_forms}", error=error, line_forms=_LINE_FORMS)
        ) from None
    except (ValueError, RecursionError):  # a number of thousands of digits; deeply nested brackets
        raise InvalidSettings(
            t("the file has an overlong number or deeply nested brackets: {line_forms}", line_forms=_LINE_FORMS)
        ) from None


def _refuse_unknown(name: str, known: Sequence[str], where: str) -> None:
    if name not in known:
        near = find_nearest(name, known)
        hint = t("use {near}", near=near) if near else t("use one of {known}", known=", ".join(known))
        raise InvalidSettings(t("{where}{name} is unknown; {hint}", where=where, name=name, hint=hint))


def _check_value(name: str, value: Any, kind: type[Any]) -> Any:
    texts = value if isinstance(value, list) else []
    if not isinstance(value, kind) or not all(isinstance(text, str) for text in texts):
        example = _EXAMPLES.get(name.rpartition(" ")[2], '["default", "un-style"]')
        expected = _TYPE_DESCRIPTIONS.get(kind) or t("a list of quoted texts, such as {example}", example=example)
        raise InvalidSettings(t("{name} must be {expected}", name=name, expected=expected))
    if isinstance(value, str) and any(ord(character) < ord(" ") for character in value):
        raise InvalidSettings(t("{name} contains a control character: delete it", name=name))
    if isinstance(value, dict):
        for code, level in value.items():
            if level not in _SEVERITIES:
                raise InvalidSettings(
                    t(
                        "{name}: {code} must be one of {severities}",
                        name=name,
                        code=code,
                        severities=", ".join(_SEVERITIES),
                    )
                )
    return tuple(value) if isinstance(value, list) else value

"""`wsisc config show`: a file or folder -> the settings that apply to it, as TOML, and where each comes from."""

import json
import os
from collections.abc import Sequence
from typing import Any

import click

from wsisc import api
from wsisc.cli import arguments, complete, help_text, reports
from wsisc.messages import t
from wsisc.messages.localization import translate

# Tables and keys: the default, and the environment variable that overrides the setting.
_SETTINGS = {
    "validate": {
        "select": ('["default"]', "WSISC_VALIDATE_SELECT"),
        "ignore": ("[]", "WSISC_VALIDATE_IGNORE"),
        "severity": ("{}", "WSISC_VALIDATE_SEVERITY"),
        "strict": ("false", "WSISC_VALIDATE_STRICT"),
        "draft": ("false", "WSISC_VALIDATE_DRAFT WSISC_BUILD_DRAFT"),
        "last-year": ('""', ""),
    },
    "build": {
        "formats": ('["docx"]', "WSISC_BUILD_FORMAT"),
        "output": ('""', "WSISC_BUILD_OUTPUT"),
        "theme": ('""', "WSISC_BUILD_THEME"),
    },
    "collate": {
        "title": ('""', "WSISC_COLLATE_TITLE"),
        "language": ('""', "WSISC_COLLATE_LANGUAGE"),
        "list-left-out": ("false", "WSISC_COLLATE_LIST_LEFT_OUT"),
    },
}
_WIDTH = 40  # columns before a comment


@click.group("config", cls=help_text.CommandGroup)
def command() -> None:
    """Show the settings that apply to a folder."""


@command.command("show")
@click.argument("path", metavar="[FILE_OR_FOLDER]", default=".", shell_complete=complete.paths)
@arguments.CONFIG
def show(path: str, config: str | None) -> None:
    """Print the settings that apply to a file or folder, by default the current folder, as TOML.

    Comments state where each setting comes from and which environment variables override it; options on the command
    line override both. Settings that are not set are shown as comments with their defaults.
    """
    settings = api.find_settings(path, config)
    click.echo(f"# {translate(reports.describe_settings(settings.file))}")
    click.echo(f"# {translate(reports.describe_calls(settings.calls_folder))}")
    for table, keys in _SETTINGS.items():
        click.echo(f"\n[{table}]")
        for key, (default, variables) in keys.items():
            click.echo(_format_setting(key, settings.values.get(table, {}).get(key), default, variables.split()))


def _format_setting(key: str, value: Any, default: str, variables: Sequence[str]) -> str:
    """Return the line of a setting."""
    line, origin = (f"# {key} = {default}", t("default")) if value is None else (f"{key} = {_to_toml(value)}", "")
    set_variables = {variable: os.environ[variable] for variable in variables if os.environ.get(variable)}
    if set_variables:
        set_by = ", ".join(
            f"{variable}={json.dumps(value, ensure_ascii=False)}" for variable, value in set_variables.items()
        )
        origin = t("overridden by {variables}", variables=set_by)
    return f"{line:{_WIDTH}} # {translate(origin)}" if origin else line


def _to_toml(value: Any) -> str:
    """Return a value of a settings file as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_to_toml(key)} = {_to_toml(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_to_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

"""Options that choose the rules of a check -> decorators, and the arguments of functions of `api`."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from wsisc.cli import arguments, complete
from wsisc.diagnostic import Severity
from wsisc.messages import t

_OPTIONS = (
    click.option(
        "--select",
        type=arguments.CommaSeparated(),
        multiple=True,
        shell_complete=complete.rules,
        help="Rules or groups to run instead of the default ones (all: every rule).",
    ),
    click.option(
        "--ignore",
        type=arguments.CommaSeparated(),
        multiple=True,
        shell_complete=complete.rules,
        help="Rules or groups to skip.",
    ),
    click.option(
        "--severity",
        multiple=True,
        metavar="RULE=LEVEL",
        help="Override the severity of a rule: error, warning or info.",
    ),
    click.option("--strict/--no-strict", default=None, help="Fail on warnings too."),
    click.option("--draft/--no-draft", default=None, help="Allow empty parts, and report them as warnings."),
)


def add_options[F: Callable[..., Any]](function: F) -> F:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def chosen(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options as arguments of `api.validate_files` and others. Raises UsageError if they are wrong."""
    severity = {}
    for each in options["severity"]:
        code, _, level = each.partition("=")
        if level not in list(Severity):
            message = t("--severity {value}: expected RULE=LEVEL, where LEVEL is error, warning or info", value=each)
            raise click.UsageError(message)
        severity[code] = level
    return {
        "select": arguments.flatten(options["select"]) if options["select"] else None,
        "ignore": arguments.flatten(options["ignore"]) if options["ignore"] else None,
        "severity": severity,
        "strict": options["strict"],
        "draft": options["draft"],
    }

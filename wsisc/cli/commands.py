"""The table of commands: name -> its help in one line, and how it is loaded.

Each command is a module of this folder with a function `command`, imported only when it runs: to load them all takes
longer than most commands run. The imports below are for mypy alone, which so checks every entry.
"""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from wsisc import cli
    from wsisc.cli import (  # noqa: F401 - the attributes of `cli`
        build,
        cache,
        calls,
        collate,
        completion,
        doctor,
        explain,
        extract,
        import_,
        init,
        migrate,
        preview,
        recycled,
        schema,
        site,
        stats,
        validate,
        verify,
    )
else:

    class _LazyPackage:
        """The modules of this package as attributes, each imported at its first use."""

        def __getattr__(self, name):
            return importlib.import_module(f"wsisc.cli.{name}")

    cli = _LazyPackage()


class Command(NamedTuple):
    """A command: its help in one line, and what imports it."""

    summary: str
    load: Callable[[], click.Command]


def _create_table() -> dict[str, Command]:
    return {
        "build": Command("Make the documents of submissions.", lambda: cli.build.command),
        "cache": Command("Delete what build keeps for next time.", lambda: cli.cache.command),
        "calls": Command("List, show, check and derive the calls for contributions.", lambda: cli.calls.command),
        "collate": Command("Put many submissions into one document, or one dataset.", lambda: cli.collate.command),
        "completion": Command("Print what lets a shell complete commands and names.", lambda: cli.completion.command),
        "doctor": Command("Tell what is installed, what is missing, and what brings it.", lambda: cli.doctor.command),
        "explain": Command("Tell what a rule is for, with examples.", lambda: cli.explain.command),
        "extract": Command("Give back the source that a document carries.", lambda: cli.extract.command),
        "import": Command("Turn a Word file into a submission in YAML.", lambda: cli.import_.command),
        "init": Command("Begin a submission, or a whole repository of them.", lambda: cli.init.command),
        "migrate": Command("Move a submission to another call.", lambda: cli.migrate.command),
        "preview": Command("Show a submission in the browser as it is written.", lambda: cli.preview.command),
        "recycled": Command("Show which passages repeat last year's or another's text.", lambda: cli.recycled.command),
        "schema": Command("Print the schema of a call, for editors and other checkers.", lambda: cli.schema.command),
        "site": Command("Make a searchable site of many submissions.", lambda: cli.site.command),
        "stats": Command("Count words, pages and more of every part.", lambda: cli.stats.command),
        "validate": Command("Check submissions and show every problem at its place.", lambda: cli.validate.command),
        "verify": Command("Tell whether a document is exactly what its source gives.", lambda: cli.verify.command),
    }


COMMANDS = _create_table()
"""All commands. The table is built in a function, where mypy can wait for the types that decorators give."""

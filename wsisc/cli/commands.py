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
        config,
        diff,
        doctor,
        explain,
        extract,
        form,
        import_,
        init,
        migrate,
        parity,
        preview,
        recycled,
        review,
        schema,
        site,
        stats,
        tags,
        translate,
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
        "build": Command("Build documents from submissions.", lambda: cli.build.command),
        "cache": Command("Manage the build cache.", lambda: cli.cache.command),
        "calls": Command("List, show, check and create calls for contributions.", lambda: cli.calls.command),
        "collate": Command("Combine submissions into one document or dataset.", lambda: cli.collate.command),
        "completion": Command("Print a shell completion script.", lambda: cli.completion.command),
        "config": Command("Show the settings that apply to a folder.", lambda: cli.config.command),
        "diff": Command("Show what changed between two versions of a submission.", lambda: cli.diff.command),
        "doctor": Command("Check the installation and list missing components.", lambda: cli.doctor.command),
        "explain": Command("Explain a rule, with examples.", lambda: cli.explain.command),
        "extract": Command("Extract the source that is embedded in a document.", lambda: cli.extract.command),
        "form": Command("Create a Word form to fill in.", lambda: cli.form.command),
        "import": Command("Import a Word file, or merge a reviewed one.", lambda: cli.import_.command),
        "init": Command("Create a submission or a submission repository.", lambda: cli.init.command),
        "migrate": Command("Migrate a submission to another call.", lambda: cli.migrate.command),
        "parity": Command("Compare translations with their original.", lambda: cli.parity.command),
        "preview": Command("Preview a submission in the browser while you write.", lambda: cli.preview.command),
        "recycled": Command("Find passages repeated from earlier or other submissions.", lambda: cli.recycled.command),
        "review": Command("Check Word files, and write them with comments.", lambda: cli.review.command),
        "schema": Command("Print the JSON Schema of a call, for editors and validators.", lambda: cli.schema.command),
        "site": Command("Build a searchable website from submissions.", lambda: cli.site.command),
        "stats": Command("Count the words, pages and footnotes of every part.", lambda: cli.stats.command),
        "tags": Command("Suggest tags, and add those that a person accepts.", lambda: cli.tags.command),
        "translate": Command("Write files for translators, and import them.", lambda: cli.translate.command),
        "validate": Command("Check submissions and report problems.", lambda: cli.validate.command),
        "verify": Command("Verify that a document matches its source.", lambda: cli.verify.command),
    }


COMMANDS = _create_table()
"""All commands. The table is built in a function, where mypy can wait for the types that decorators return."""

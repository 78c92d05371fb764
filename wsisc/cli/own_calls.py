"""The calls of a repository -> warnings about them; and the option to write a call that a document carries."""

import click

from wsisc.calls import call as calls
from wsisc.calls.call import Catalogue
from wsisc.cli import messages
from wsisc.messages import t

WITH_CALL_OPTION = click.option(
    "--with-call", is_flag=True, help="Also write the embedded call to calls/, unless a call with its id is known."
)


def warn_if_shadowed(known: Catalogue, id: str) -> None:
    """Report on standard error if a call of the repository is used instead of one of wsisc."""
    if id in known.find_shadowing():
        messages.show("warning", calls.shadowing_message(id))


def list_problems(known: Catalogue) -> list[str]:
    """Return the problems of the calls of a repository, whatever its submissions answer."""
    unusable = [t("calls/{id}.yaml cannot be used: {error}", id=id, error=why) for id, why in known.invalid.items()]
    return [*map(calls.shadowing_message, known.find_shadowing()), *unusable]

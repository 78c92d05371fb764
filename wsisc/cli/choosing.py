"""The changes of a reviewer, one by one -> those that a person wants, some of them in other words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import click

from wsisc.merge import tree, wording
from wsisc.merge.change import Change, PlainEdit, TextEdit
from wsisc.merge.sides import Sides

_REJECTED = "rejected"


def choose(changes: Sequence[Change], sides: Sides, told: Callable[[Change], str]) -> list[Change] | None:
    """Return the changes as a person wants them; None where nothing shall be written.

    Of a conflict the person may take either side, or leave it for later.
    """
    chosen: list[Change] = []
    for at, change in enumerate(changes):
        if change.verdict not in ("clean", "conflict"):
            chosen.append(change)
            continue
        click.echo(told(change))
        made = _asked(change, sides)
        if made is None:
            taken = [each for each in chosen if each.verdict == "clean"]
            if not taken or not click.confirm(f"Write the {len(taken)} accepted so far?", default=False):
                return None
            return [*chosen, *(each for each in changes[at:] if each.verdict not in ("clean", "conflict"))]
        if made.verdict != _REJECTED:
            chosen.append(made)
    return chosen


def _asked(change: Change, sides: Sides) -> Change | None:
    """Ask for one change; None where the person wants to end."""
    is_open, has_words = change.verdict == "conflict", _words(change, sides) is not None
    keys = {"a": "accept", "r": "reject", **({"e": "edit"} if has_words else {}), **({"l": "leave"} if is_open else {})}
    keys |= {"q": "quit"}
    if is_open and change.edit is None:
        del keys["a"]
    while True:
        question = ", ".join(f"[{key}]{word[1:]}" for key, word in keys.items())
        answer = click.prompt(question, type=click.Choice(list(keys)), show_choices=False)
        if answer == "q":
            return None
        if answer == "l":
            return change
        if answer != "e":
            return replace(change, verdict="clean" if answer == "a" else _REJECTED)
        if edited := _edited(change, sides):
            return edited


def _words(change: Change, sides: Sides) -> str | None:
    """Return the words of a change that may be edited."""
    edit = change.edit
    if isinstance(edit, PlainEdit):
        return edit.text
    if isinstance(edit, TextEdit) and edit.made:
        links = frozenset(sides.theirs.links)
        return wording.written(
            edit.markdown, edit.made, links, lambda kind, name: f"[{name}]" if kind == "link" else name
        )
    return None


def _edited(change: Change, sides: Sides) -> Change | None:
    """Return a change in the words that a person gives, in an editor or else in one line."""
    words = _words(change, sides) or ""
    try:
        given = click.edit(words + "\n", extension=".md")
    except click.ClickException:
        given = click.prompt("The words", default=words)
    text = (given if given is not None else words).strip()
    edit = change.edit
    if isinstance(edit, PlainEdit):
        line = " ".join(text.split())
        return replace(change, edit=edit._replace(text=line), new=line, verdict="clean") if line else None
    assert isinstance(edit, TextEdit)
    nodes = tree.parse(text, sides.their_names).children
    if len(nodes) != 1:
        click.echo("give one paragraph, list or table")
        return None
    made = nodes[0].children[0] if edit.made and edit.made.kind == "item" and nodes[0].children else nodes[0]
    return replace(change, edit=edit._replace(markdown=text, made=made), new=made.words, verdict="clean")

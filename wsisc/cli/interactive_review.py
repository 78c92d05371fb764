"""The changes of a reviewer, one by one -> those that a person accepts, some of them reworded."""

from collections.abc import Callable
from dataclasses import replace

import click

from wsisc.api import Change, ReviewChanges, Verdict, merging
from wsisc.cli import messages
from wsisc.messages import join, t
from wsisc.messages.localization import translate


def choose(review: ReviewChanges, format_change: Callable[[Change], str]) -> list[Change] | None:
    """Return the changes as a person chooses them; None to write nothing.

    For a conflict the person can take either side, or leave it for later.
    """
    chosen: list[Change] = []
    changes = merging.sort_by_place(review)
    open_changes = [each for each in changes if each.verdict in (Verdict.CLEAN, Verdict.CONFLICT)]
    rest = [each for each in changes if each.verdict not in (Verdict.CLEAN, Verdict.CONFLICT)]
    for index, change in enumerate(open_changes):
        click.echo(format_change(change))
        place = t("{number} of {count}", number=index + 1, count=len(open_changes))
        decided = _ask(change, review, translate(place))
        if decided is None:
            count = sum(each.verdict == Verdict.CLEAN for each in chosen)
            if not count or not click.confirm(
                translate(t("Write the changes accepted so far ({count})?", count=count)), default=False
            ):
                return None
            messages.print_line(
                t("{number} not reviewed; run the same command again to continue", number=len(open_changes) - index)
            )
            break
        chosen.append(decided)
    return [*chosen, *rest]


def _ask(change: Change, review: ReviewChanges, place: str) -> Change | None:
    """Ask about one change; return None if the person wants to stop."""
    is_open, words = change.verdict == Verdict.CONFLICT, merging.find_editable_words(change, review)
    keys = {"a": t("[a]ccept"), "r": t("[r]eject")}
    keys |= {"e": t("[e]dit")} if words is not None else {}
    keys |= {"l": t("[l]eave")} if is_open else {}
    keys |= {"q": t("[q]uit")}
    if is_open and change.edit is None:
        del keys["a"]
    while True:
        question = translate(t("{place}: {keys}", place=place, keys=join(keys.values())))
        answer = click.prompt(question, type=click.Choice(list(keys)), show_choices=False)
        if answer == "q":
            return None
        if answer == "l":
            return change
        if answer != "e":
            return replace(change, verdict=Verdict.CLEAN if answer == "a" else Verdict.REJECTED)
        if edited := _edit(change, review, words or ""):
            return edited


def _edit(change: Change, review: ReviewChanges, words: str) -> Change | None:
    """Return a change as a person rewords it, in an editor, or otherwise in one line."""
    try:
        edited = click.edit(words + "\n", extension=".md")
    except click.ClickException:
        edited = click.prompt(translate(t("New text")), default=words)
    text = (edited if edited is not None else words).strip()
    reworded = merging.reword(change, review, text)
    if reworded is None:
        messages.print_line(t("enter a single paragraph, list or table"))
    return reworded

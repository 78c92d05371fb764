"""The changes of a reviewer, one by one -> those that a person accepts, some of them reworded."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import click

from wsisc.cli import messages
from wsisc.diff import word_tree
from wsisc.diff.change import Change, PlainEdit, TextEdit, Verdict
from wsisc.diff.versions import Sides
from wsisc.localization import translate
from wsisc.merge import wording
from wsisc.messages import join, t


def choose(changes: Sequence[Change], sides: Sides, format_change: Callable[[Change], str]) -> list[Change] | None:
    """Return the changes as a person chooses them; None to write nothing.

    For a conflict the person can take either side, or leave it for later.
    """
    chosen: list[Change] = []
    open_changes = [each for each in changes if each.verdict in (Verdict.CLEAN, Verdict.CONFLICT)]
    rest = [each for each in changes if each.verdict not in (Verdict.CLEAN, Verdict.CONFLICT)]
    for index, change in enumerate(open_changes):
        click.echo(format_change(change))
        place = t("{number} of {count}", number=index + 1, count=len(open_changes))
        decided = _ask(change, sides, translate(place))
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


def _ask(change: Change, sides: Sides, place: str) -> Change | None:
    """Ask about one change; return None if the person wants to stop."""
    is_open, has_words = change.verdict == Verdict.CONFLICT, _editable_words(change, sides) is not None
    keys = {"a": t("[a]ccept"), "r": t("[r]eject")}
    keys |= {"e": t("[e]dit")} if has_words else {}
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
        if edited := _edit(change, sides):
            return edited


def _editable_words(change: Change, sides: Sides) -> str | None:
    """Return the words of a change that can be edited, None if it has none."""
    edit = change.edit
    if isinstance(edit, PlainEdit):
        return edit.text
    if isinstance(edit, TextEdit) and edit.node:
        links = frozenset(sides.theirs.links)
        return wording.extract_markdown(
            edit.markdown, edit.node, links, lambda kind, name: f"[{name}]" if kind == "link" else name
        )
    return None


def _edit(change: Change, sides: Sides) -> Change | None:
    """Return a change as a person rewords it, in an editor, or otherwise in one line."""
    words = _editable_words(change, sides) or ""
    try:
        edited = click.edit(words + "\n", extension=".md")
    except click.ClickException:
        edited = click.prompt(translate(t("New text")), default=words)
    text = (edited if edited is not None else words).strip()
    edit = change.edit
    if isinstance(edit, PlainEdit):
        line = " ".join(text.split())
        return replace(change, edit=edit._replace(text=line), new=line, verdict=Verdict.CLEAN) if line else None
    assert isinstance(edit, TextEdit)
    nodes = word_tree.parse(text, sides.their_names).children
    has_paragraphs = edit.node is not None and edit.node.kind == "text" and bool(nodes)
    if len(nodes) != 1 and not has_paragraphs:
        messages.print_line(t("enter a single paragraph, list or table"))
        return None
    is_item = edit.node is not None and edit.node.kind == "item" and nodes[0].children
    node = (
        word_tree.Node("text", 0, len(text), nodes) if has_paragraphs else nodes[0].children[0] if is_item else nodes[0]
    )
    return replace(change, edit=edit._replace(markdown=text, node=node), new=node.words, verdict=Verdict.CLEAN)

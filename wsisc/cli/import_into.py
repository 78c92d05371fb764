"""`wsisc import REVIEWED.docx --into FILE.yaml`: changes and comments of a reviewer -> the file that was sent."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from wsisc import api
from wsisc.api import Change, MergeNote, MergeResult, ReviewChanges, Verdict, comparing, merging
from wsisc.api.merging import Urgency
from wsisc.cli import messages
from wsisc.messages import join, name_subject, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.messages.localization import translate
from wsisc.text.sanitize import sanitize

_COLOURS = {Urgency.DONE: "green", Urgency.OPEN: "red", Urgency.IGNORED: "yellow"}


def merge(
    reviewed: str,
    into: str,
    base: str | None = None,
    interactive: bool = False,
    accept_from: tuple[str, ...] = (),
    dry_run: bool = False,
    redline: str | None = None,
) -> int:
    """Merge a reviewed Word file into the submission that it was built from, and return the exit code.

    That is 0 if all changes of the reviewer are in the file now, 1 if some need a person. `redline` is a Word file to
    write that shows what was merged; if that is impossible, the merge remains.
    """
    if interactive and dry_run:
        raise click.UsageError(t("--interactive and --dry-run cannot be used together"))
    if Path(into).is_dir() or into == "-":
        raise click.UsageError(t("--into must name the file of a submission"))
    if redline is not None:
        _refuse_redline(redline, (reviewed, into, *([base] if base else [])))
    options = api.MergeOptions(base, accept_from, dry_run)
    choose = _choose_changes if interactive else None
    result = api.merge_review(reviewed, into, options=options, choose=choose, notify=messages.note)
    if result is None:
        messages.print_line(t("nothing was written: {into} is unchanged", into=into), err=True)
        return 1
    if not interactive:
        _show_notes(result.review.notes)
    _report_changes(result, dry_run)
    _show_notes(result.notes)
    code = 1 if result.needs_person else 0
    return code if redline is None else max(code, _write_redline(result, redline, into))


def _refuse_redline(redline: str, inputs: Sequence[str]) -> None:
    """Raise UsageError or WsiscError, before anything is merged, if the redline cannot be written there."""
    if Path(redline).suffix.lower() != ".docx":
        raise click.UsageError(t("--redline {redline}: expected a name ending in .docx", redline=redline))
    comparing.refuse_overwrite(Path(redline), "docx", inputs)


def _write_redline(result: MergeResult, redline: str, into: str) -> int:
    """Write what was merged as a Word file with tracked changes, and return the exit code of that.

    The merge is finished, so an error says only that there is no redline. Raises nothing.
    """
    try:
        compared = api.compare_merge(result)
        problems = (*compared.problems, *compared.unprinted[-1:])  # of the merged version
        for _, problem in problems:
            messages.print_line(sanitize(name_subject(problem, into)), err=True)
        if compared.is_same:
            messages.print_line(
                sanitize(t("{redline} is not written: nothing was merged that a document shows", redline=redline)),
                err=True,
            )
        else:
            content = api.create_redline(
                compared, "docx", options=api.RedlineOptions(author=_find_author(result.changes))
            )
            comparing.write_redline(Path(redline), content, "docx", into)
            messages.print_result(redline)
    except WsiscError as error:
        messages.error(t("there is no redline: {error}", error=error), error.hint)
        return error.exit_code if error.exit_code != 2 else 1  # the command was right, the file is not
    return 1 if problems else 0


def _find_author(changes: Sequence[Change]) -> str:
    """Return the author of all merged changes, "" if there are several or if one change was not tracked."""
    authors = {change.author if change.is_tracked else "" for change in changes if change.verdict == Verdict.CLEAN}
    return authors.pop() if len(authors) == 1 else ""


def _choose_changes(review: ReviewChanges) -> Sequence[Change] | None:
    """Return the changes as a person chooses them, None to write nothing."""
    _show_notes(review.notes)
    try:
        return _choose_one_by_one(review, lambda change: _format_change(review, change, is_applied=False))
    except (click.Abort, KeyboardInterrupt):
        messages.print_line(t("\nnothing was written: {name} is unchanged", name=review.file.name), err=True)
        raise


def _choose_one_by_one(review: ReviewChanges, format_change: Callable[[Change], str]) -> list[Change] | None:
    """Return the changes as a person chooses them; None to write nothing.

    For a conflict the person can take either side, or leave it for later.
    """
    chosen: list[Change] = []
    changes = merging.sort_by_place(review)
    open_changes = [change for change in changes if change.verdict in (Verdict.CLEAN, Verdict.CONFLICT)]
    rest = [change for change in changes if change.verdict not in (Verdict.CLEAN, Verdict.CONFLICT)]
    for index, change in enumerate(open_changes):
        click.echo(format_change(change))
        place = t("{number} of {count}", number=index + 1, count=len(open_changes))
        decided = _ask(change, review, translate(place))
        if decided is None:
            count = sum(change.verdict == Verdict.CLEAN for change in chosen)
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


def _report_changes(result: MergeResult, dry_run: bool) -> None:
    """Report what became of the changes."""
    file = result.review.file.source.file
    for change in result.reported:
        line = _format_change(result.review, change, is_applied=not dry_run, current_line=result.current_line)
        messages.print_line(line)
    if result.needs_person and not result.changes and not result.comments:  # the notes say why
        messages.print_line(t("{file}: nothing was merged", file=file))
    else:
        messages.print_line(merging.summarize(file, result.changes, result.comments, dry_run))


def _format_change(review: ReviewChanges, change: Change, **how: Any) -> str:
    """Return a change as lines for people."""
    described = merging.describe_change(change, review.file.source, review.known, **how)
    mark = click.style(described.mark, fg=_COLOURS[described.urgency], bold=True)
    return "\n".join([translate(t("{kind}: {text}", kind=mark, text=described.text)), *described.lines])


def _show_notes(notes: Sequence[MergeNote]) -> None:
    for note in notes:
        messages.print_line(t("note: {message}", message=note.message), err=True)

"""`wsisc import REVIEWED.docx --into FILE.yaml`: changes and comments of a reviewer -> the file that was sent."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from wsisc import api
from wsisc.cli import change_report, interactive_review, messages
from wsisc.diff.change import Change
from wsisc.merge import line_numbers
from wsisc.merge.merge_review import MergeResult, ReviewChanges
from wsisc.merge.notes import MergeNote


def merge(
    reviewed: str,
    into: str,
    base: str | None = None,
    interactive: bool = False,
    accept_from: tuple[str, ...] = (),
    dry_run: bool = False,
) -> int:
    """Merge a reviewed Word file into the submission that it was built from, and return the exit code.

    That is 0 if all changes of the reviewer are in the file now, 1 if some need a person.
    """
    if interactive and dry_run:
        raise click.UsageError("--interactive and --dry-run cannot be used together")
    if Path(into).is_dir() or into == "-":
        raise click.UsageError("--into must name the file of a submission")
    result = api.merge_review(
        reviewed,
        into,
        base=base,
        accept_from=accept_from,
        choose=_choose_changes if interactive else None,
        dry_run=dry_run,
        notify=messages.note,
    )
    if result is None:
        click.echo(f"nothing was written: {into} is unchanged", err=True)
        return 1
    if not interactive:
        _show_notes(result.review.notes)
    _report_changes(result, dry_run)
    _show_notes(result.notes)
    return 1 if result.needs_person else 0


def _choose_changes(found: ReviewChanges) -> Sequence[Change] | None:
    """Return the changes as a person chooses them, None to write nothing."""
    _show_notes(found.notes)
    parsed = found.file.source
    changes = line_numbers.sort_by_place(found.changes, parsed)
    show = partial(change_report.format_change, read=parsed, known=found.known, is_applied=False)
    try:
        return interactive_review.choose(changes, found.account.sides, show)
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\nnothing was written: {found.file.name} is unchanged", err=True)
        raise


def _report_changes(result: MergeResult, dry_run: bool) -> None:
    """Report what became of the changes."""
    parsed, known = result.review.file.source, result.review.known
    for change in result.reported:
        click.echo(change_report.format_change(change, parsed, known, not dry_run, result.current_line))
    click.echo(change_report.summarize(parsed.file, result.changes, result.comments, dry_run))


def _show_notes(notes: Sequence[MergeNote]) -> None:
    for each in notes:
        click.echo(f"note: {each.message}", err=True)

"""`wsisc import REVIEWED.docx --into FILE.yaml`: changes and comments of a reviewer -> the file that was sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from wsisc import model, source
from wsisc.calls.call import Catalogue
from wsisc.cli import change_report, format_guard, interactive_review, messages, review_comparison, sent_version
from wsisc.cli.import_options import MergeOptions
from wsisc.diagnostic import DataPath as Place
from wsisc.diagnostic import WsiscError, find_errors
from wsisc.diff.change import Change
from wsisc.diff.versions import Sides
from wsisc.document import portable_names
from wsisc.merge import (
    appearance_changes,
    apply,
    author_changes,
    collect,
    component_accounting,
    review,
)
from wsisc.merge.component_accounting import MergeInputs
from wsisc.model import Comment
from wsisc.readers.word import read as read_word
from wsisc.readers.word.content import WordContent
from wsisc.report.common import sanitize
from wsisc.workspace import output_files, repository
from wsisc.workspace.input_files import InputFile, add_name_to_errors, find_submissions, read_document


@dataclass(frozen=True)
class _MergeInput:
    """All that goes into a merge."""

    file: InputFile
    content: WordContent
    sides: Sides
    changes: list[Change]
    comments: list[tuple[Place, Comment]]
    known: Catalogue
    account: MergeInputs


def merge(reviewed: str, into: str, options: MergeOptions) -> int:
    """Merge a reviewed Word file into the submission that it was built from, and return the exit code.

    That is 0 if all changes of the reviewer are in the file now, 1 if some need a person.
    """
    if options.interactive and options.dry_run:
        raise click.UsageError("--interactive asks what to write, --dry-run writes nothing: choose one")
    if Path(into).is_dir() or into == "-":
        raise click.UsageError("--into names one submission, a file")
    [file] = find_submissions([into], messages.note)
    merge_input = _compare_versions(file, reviewed, options)
    reported: list[Change] = []
    if options.interactive:
        chosen = _choose_changes(merge_input)
        if chosen is None:
            click.echo(f"nothing was written: {file.name} is as it was", err=True)
            return 1
        reported = interactive_review.find_altered(merge_input.changes, chosen)
        merge_input = replace(merge_input, changes=chosen)

    def apply_changes(chosen_changes: Sequence[Change]) -> tuple[bytes, list[Change], int]:
        content, changes, count = apply.apply_changes(
            file.content, merge_input.sides, chosen_changes, merge_input.comments
        )
        unaccounted = component_accounting.find_unaccounted(
            merge_input.account, model.from_data(source.read(content, "").data), [*changes, *reported]
        )
        content, more, _ = apply.apply_changes(content, merge_input.sides, unaccounted)
        return content, [*changes, *more], count

    content, changes, count = format_guard.apply_safely(
        file.content, merge_input.changes, apply_changes, merge_input.known
    )
    written = file.content if options.dry_run else content
    current_line = change_report.map_lines(_read_source(file).lines, source.read(written, "").lines)
    _report_changes(merge_input, (content, changes, count), options.dry_run, current_line)
    if content != file.content and not options.dry_run:
        output_files.overwrite(file.path or Path(into), content)
    needs_person = _report_notes(merge_input, content, changes, current_line)
    return 1 if needs_person or any(each.verdict in ("conflict", "refused") for each in changes) else 0


def _report_changes(
    merge_input: _MergeInput, result: tuple[bytes, list[Change], int], dry_run: bool, current_line: Callable[[int], int]
) -> None:
    """Report what became of the changes."""
    content, changes, count = result
    name, read = merge_input.file.name, _read_source(merge_input.file)
    for change in change_report.sort_by_place([*changes, *change_report.find_removed_entries(read, content)], read):
        if change.verdict != interactive_review.REJECTED:
            click.echo(change_report.format_change(change, read, merge_input.known, not dry_run, current_line))
    click.echo(change_report.summarize(name, changes, count, dry_run))


def _report_notes(
    merge_input: _MergeInput, content: bytes, changes: Sequence[Change], current_line: Callable[[int], int]
) -> bool:
    """Report other facts about a merged file, and return whether a person must look at it."""
    count, places = author_changes.find_unreported(merge_input.sides, changes)
    if count:
        click.echo(
            change_report.describe_differences(_read_source(merge_input.file), count, places, current_line), err=True
        )
    if harmful := review.count_forbidden(merge_input.content):
        click.echo(change_report.describe_removed_characters(harmful), err=True)
    for line in change_report.describe_ignored_layout(
        merge_input.content.formatting_changes,
        appearance_changes.describe_layout_changes(merge_input.content, merge_input.account.sent),
    ):
        click.echo(line, err=True)
    undated = merge_input.content.invalid_dates
    if undated:
        click.echo(f"note: left out, for they are no dates: {', '.join(sanitize(each) for each in undated)}", err=True)
    codes = format_guard.find_new_errors(merge_input.file.content, content, merge_input.known)
    if codes:
        name = merge_input.file.name
        click.echo(f"note: errors that {name} had not before: {', '.join(codes)}; see wsisc validate {name}", err=True)
    return bool(undated or codes)


def _choose_changes(merge_input: _MergeInput) -> list[Change] | None:
    """Return the changes as a person chooses them, None to write nothing."""
    read = _read_source(merge_input.file)
    changes = change_report.sort_by_place(merge_input.changes, read)
    try:
        return interactive_review.choose(
            changes,
            merge_input.sides,
            lambda change: change_report.format_change(change, read, merge_input.known, False),
        )
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\nnothing was written: {merge_input.file.name} is as it was", err=True)
        raise


def _compare_versions(file: InputFile, reviewed: str, options: MergeOptions) -> _MergeInput:
    """Return the changes and comments of a reviewer, compared with the version sent."""
    read = _read_source(file)
    if not isinstance(read.data, dict) or find_errors(read.diagnostics):
        hint = f"fix them first: wsisc validate {portable_names.quote_path(file.name)}"
        raise WsiscError(f"{file.name} has errors", hint, exit_code=2)
    document = read_document(reviewed)
    with add_name_to_errors(reviewed):
        visible, ours = read_word(document), model.from_data(read.data)
    options.check_names(visible)
    sent = sent_version.find(document, file, ours, options.base)
    rebuilt = sent_version.rebuild(sent)
    unhidden = appearance_changes.find_sent_hidden_words(visible, rebuilt)
    content = read_word(document, unhidden=unhidden) if unhidden else visible
    compared = review_comparison.compare_texts(content, file, ours, sent, rebuilt)
    sides, changes = compared.sides, compared.changes
    if options.accept_from:
        authors = ((), options.accept_from)
        versions = [read_word(document, each, unhidden) if content.formatting_changes else content for each in authors]
        sides, changes = review_comparison.select_authors(
            options.accept_from, (content, *versions), compared, sent.known
        )
    changes = review.add_authors(content, [*collect.find_changes(sides), *changes], options.accept_from)
    known = repository.load_catalogue(file.folder)  # reports never quote a call that the document carries
    account = MergeInputs(sides) if options.accept_from else MergeInputs(sides, *compared.contents)
    return _MergeInput(file, content, sides, changes, review.read_comments(content, compared.places), known, account)


def _read_source(file: InputFile) -> source.Source:
    return source.read(file.content, file.name)

"""`wsisc import REVIEWED.docx --into FILE.yaml`: what a reviewer changed and said, into the file it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from wsisc import importer as intakes
from wsisc import locale, model, source
from wsisc.calls.call import Catalogue
from wsisc.cli import change_report, files, format_guard, interactive_review, messages, repository, sent_version
from wsisc.cli.import_options import MergeOptions
from wsisc.diagnostic import DataPath as Place
from wsisc.diagnostic import WsiscError
from wsisc.diff.change import Change
from wsisc.diff.versions import ImageDigests, Sides
from wsisc.document import figures, outline, portable_names
from wsisc.document.provenance import digest
from wsisc.importer import ImportResult, split_prompts
from wsisc.merge import (
    appearance_changes,
    apply,
    author_changes,
    collect,
    component_accounting,
    components,
    heading_check,
    restore_prompts,
    review,
    tracked_changes,
    unplaced_changes,
)
from wsisc.merge.component_accounting import MergeInputs
from wsisc.merge.components import ImportedWordFile
from wsisc.model import Comment, Submission
from wsisc.readers.word import read as read_word
from wsisc.readers.word.content import WordContent
from wsisc.report.common import sanitize
from wsisc.writers import yaml


@dataclass(frozen=True)
class _ReviewComparison:
    """A reviewed file, compared with what was sent out: what differs beside the texts, and where things stand.

    `contents` are the Word file as it came and as it was sent out, where that is known. `forms` are the changes of the
    call's wording, which `settle` puts back.
    """

    sides: Sides
    changes: list[Change]
    wording_changes: list[Change]
    places: review.ReviewPlaces
    contents: tuple[WordContent, WordContent | None]
    restore_wording: Callable[..., WordContent]


@dataclass(frozen=True)
class _MergeInput:
    """All that a merge is made of."""

    file: files.InputFile
    content: WordContent
    sides: Sides
    changes: list[Change]
    comments: list[tuple[Place, Comment]]
    known: Catalogue
    account: MergeInputs


def merge(reviewed: str, into: str, options: MergeOptions) -> int:
    """Merge a reviewed Word file into the submission that it came from, and return the exit code.

    That is 0 where all that the reviewer changed is in the file now, 1 where something waits for a person.
    """
    if options.interactive and options.dry_run:
        raise click.UsageError("--interactive asks what to write, --dry-run writes nothing: choose one")
    if Path(into).is_dir() or into == "-":
        raise click.UsageError("--into names one submission, a file")
    [given] = files.find_submissions([into])
    found = _compare_versions(given, reviewed, options)
    reported: list[Change] = []
    if options.interactive:
        chosen = _choose_changes(found)
        if chosen is None:
            click.echo(f"nothing was written: {given.name} is as it was", err=True)
            return 1
        reported = interactive_review.find_altered(found.changes, chosen)
        found = replace(found, changes=chosen)

    def land(wanted: Sequence[Change]) -> tuple[bytes, list[Change], int]:
        content, changes, count = apply.apply_changes(given.content, found.sides, wanted, found.comments)
        holes = component_accounting.find_unaccounted(
            found.account, model.from_data(source.read(content, "").data), [*changes, *reported]
        )
        content, more, _ = apply.apply_changes(content, found.sides, holes)
        return content, [*changes, *more], count

    content, changes, count = format_guard.apply_safely(given.content, found.changes, land, found.known)
    written = given.content if options.dry_run else content
    now = change_report.map_lines(_read_source(given).lines, source.read(written, "").lines)
    _report_changes(found, (content, changes, count), options.dry_run, now)
    if content != given.content and not options.dry_run:
        files.overwrite(given.path or Path(into), content)
    is_noted = _report_notes(found, content, changes, now)
    return 1 if is_noted or any(each.verdict in ("conflict", "refused") for each in changes) else 0


def _report_changes(
    merge_input: _MergeInput, result: tuple[bytes, list[Change], int], dry_run: bool, current_line: Callable[[int], int]
) -> None:
    """Say what became of the changes."""
    content, changes, count = result
    name, read = merge_input.file.name, _read_source(merge_input.file)
    for change in change_report.sort_by_place([*changes, *change_report.find_removed_entries(read, content)], read):
        if change.verdict != interactive_review.REJECTED:
            click.echo(change_report.format_change(change, read, merge_input.known, not dry_run, current_line))
    click.echo(change_report.summarize(name, changes, count, dry_run))


def _report_notes(
    merge_input: _MergeInput, content: bytes, changes: Sequence[Change], current_line: Callable[[int], int]
) -> bool:
    """Say what else a person is to know of a merged file, and return whether one must look at it."""
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
    """Return the changes as a person wants them, None where nothing shall be written."""
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


def _compare_versions(file: files.InputFile, reviewed: str, options: MergeOptions) -> _MergeInput:
    """Return what a reviewer changed and said."""
    read = _read_source(file)
    if not isinstance(read.data, dict) or messages.find_errors(read.diagnostics):
        hint = f"fix them first: wsisc validate {portable_names.quote_path(file.name)}"
        raise WsiscError(f"{file.name} has errors", hint, exit_code=2)
    document = files.read_document(reviewed)
    with files.add_name_to_errors(reviewed):
        shown_words, ours = read_word(document), model.from_data(read.data)
    options.check_names(shown_words)
    base = sent_version.find(document, file, ours, options.base)
    made = sent_version.rebuild(base)
    kept = appearance_changes.find_sent_hidden_words(shown_words, made)
    content = read_word(document, unhidden=kept) if kept else shown_words
    compared = _compare_texts(content, file, ours, base, made)
    sides, changes = compared.sides, compared.changes
    if options.accept_from:
        people = ((), options.accept_from)
        apart = [read_word(document, each, kept) if content.formatting_changes else content for each in people]
        sides, changes = _select_authors(options.accept_from, (content, *apart), compared, base.known)
    changes = review.add_authors(content, [*collect.find_changes(sides), *changes], options.accept_from)
    known = repository.load_catalogue(file.folder)  # what is shown is in the words of no call that a document carries
    checked = MergeInputs(sides) if options.accept_from else MergeInputs(sides, *compared.contents)
    return _MergeInput(file, content, sides, changes, review.read_comments(content, compared.places), known, checked)


def _compare_texts(
    content: WordContent,
    file: files.InputFile,
    ours: Submission,
    base: sent_version.SentVersion,
    rebuilt: WordContent | None,
) -> _ReviewComparison:
    """Return a reviewed file, compared with what was sent out. Raises WsiscError where no part is found in it."""
    known = base.known
    forms: list[Change] = []
    settle = partial(_restore_wording, made=rebuilt, base=base.submission, known=known)
    as_it_came = tracked_changes.remove_struck_spaces(tracked_changes.accept_all(content))
    accepted = settle(as_it_came, told=forms)
    if heading_check.has_lost_headings(as_it_came, rebuilt, known.find(base.submission.call), forms):
        raise sent_version.no_parts_error(known.find(ours.call), ours)
    theirs = _import_content(accepted, known, ours)
    again = _import_content(rebuilt, known, base.submission) if rebuilt else None
    places = review.find_places(accepted, theirs.submission, base.submission)
    images = _collect_images(theirs, base, file, ours)
    second = again.submission if again else None
    sides = Sides(base.submission, theirs.submission, ours, second, places.bookmarks, images)
    came = _create_reading(as_it_came, theirs, base.submission)
    before = _create_reading(rebuilt, again, base.submission) if rebuilt and again else None
    usual = again.report.items if again else ()
    changes = [
        *forms,
        *components.find_changes(came, before, sides),
        *appearance_changes.find_changes(came, rebuilt, sides),
    ]
    changes += unplaced_changes.find_outside_parts(theirs.submission, second)
    changes += unplaced_changes.find_beside_text(theirs.report.items, usual, as_it_came, rebuilt)
    return _ReviewComparison(sides, changes, forms, places, (as_it_came, rebuilt), settle)


def _collect_images(
    theirs: ImportResult, base: sent_version.SentVersion, file: files.InputFile, ours: Submission
) -> ImageDigests:
    """Return what the images of the figures of three versions are."""
    came = {name: components.restore_image(image) for name, image in _figure_files(theirs).items()}
    own = figures.read(ours.figures, file.folder).images
    return ImageDigests(
        base.digests,
        {name: digest(image) for name, image in came.items()},
        {name: digest(image.content) for name, image in own.items()},
        {name: components.describe_image(image) for name, image in came.items()},
    )


def _figure_files(intake: ImportResult) -> dict[str, bytes]:
    """Return the images of the figures that were read from a Word file by the names of these."""
    return {name: intake.files[figure.file] for name, figure in intake.submission.figures.items()}


def _create_reading(content: WordContent, intake: ImportResult, base: Submission) -> ImportedWordFile:
    return ImportedWordFile(
        content, intake.submission, _figure_files(intake), review.find_places(content, intake.submission, base).blocks
    )


def _read_source(file: files.InputFile) -> source.Source:
    return source.read(file.content, file.name)


def _import_content(content: WordContent, known: Catalogue, ours: Submission) -> ImportResult:
    """Return what a Word file holds, in the language of the file it flows into; every image is a figure."""
    content = components.make_images_importable(content)
    try:
        taken = intakes.import_content(content, known, ours.call if ours.call in known.ids() else "")
    except intakes.UnknownCall as unknown:
        raise WsiscError(str(unknown), "the submission names no call that is known", exit_code=2) from None
    call = known.find(taken.submission.call)
    if heading_check.has_no_known_part(call, taken.found_parts, ours):
        raise sent_version.no_parts_error(call, ours)
    return replace(taken, submission=replace(taken.submission, language=ours.language))


def _restore_wording(
    content: WordContent, made: WordContent | None, base: Submission, known: Catalogue, told: list[Change]
) -> WordContent:
    """Return a content with the call's wording put back, and add what was changed in that to what is told."""
    call = known.find(base.call)
    if made is None or call is None:
        return content
    content = split_prompts.split(content, [call], has_text_before=False).content
    blocks = outline.build_blocks(base, call, locale.load(base.language))
    numbers = restore_prompts.find_changed_numbers(content, blocks, base)
    found, forms = restore_prompts.restore_wording(content, made, blocks, base.entity.name)
    told += [*forms, *numbers]
    return restore_prompts.remove_numbers(found, blocks, base)


def _select_authors(
    names: Sequence[str], contents: Sequence[WordContent], compared: _ReviewComparison, known: Catalogue
) -> tuple[Sides, list[Change]]:
    """Return the sides of a merge of what some people changed alone, and what of that cannot be told apart.

    `contents` are the file as it came, with the formatting before anybody changed it, and with that of these people.
    """
    sides, settle = compared.sides, compared.restore_wording
    untracked: list[Change] = []
    forms: list[Change] = []
    without = _import_content(
        settle(tracked_changes.remove_struck_spaces(tracked_changes.reject_all(contents[1])), told=untracked),
        known,
        sides.ours,
    ).submission
    theirs = _import_content(
        settle(tracked_changes.remove_struck_spaces(tracked_changes.accept_from(contents[2], names)), told=forms),
        known,
        sides.ours,
    ).submission
    inner = Sides(without, theirs, sides.base)
    made, changes, _ = apply.apply_changes(yaml.dump_canonical(sides.base).encode(), inner, collect.find_changes(inner))
    reviewed = model.from_data(source.read(made, "").data)
    others = [sanitize(each) for each in review.find_authors(contents[0]) if each not in names]
    rest = [f"the tracked changes of {', '.join(others)}"] if others else []
    images = [each for each in collect.find_changes(sides) if each.kind == "image"]  # Word tracks no links nor images
    untold = [
        each
        for each in [*compared.changes, *images]
        if each.verdict == "refused" and each not in compared.wording_changes
    ]
    is_changed = untracked or untold or collect.find_changes(Sides(sides.base, without, sides.base))
    rest += ["what was changed without tracking"] if is_changed else []
    if rest:
        click.echo(f"note: left out: {'; '.join(rest)}", err=True)
    reason = "others changed the same words"
    left = [replace(each, verdict="refused", reason=reason) for each in changes if each.verdict != "clean"]
    own = [each for each in forms if each not in untracked]
    return Sides(sides.base, reviewed, sides.ours), [*left, *own, *unplaced_changes.find_outside_parts(theirs, without)]

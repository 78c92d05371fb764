"""`wsisc import REVIEWED.docx --into FILE.yaml`: what a reviewer changed and said, into the file it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from wsisc import importer as intakes
from wsisc import locale, model, source
from wsisc.calls.call import Catalogue
from wsisc.cli import change_report, files, format_guard, interactive_review, sent_version
from wsisc.cli.import_options import Options
from wsisc.diagnostic import Path as Place
from wsisc.diagnostic import Severity, WsiscError
from wsisc.diff.change import Change
from wsisc.diff.versions import Images, Sides
from wsisc.document import figures, outline, portable_names
from wsisc.document.provenance import digest
from wsisc.importer import Intake, split_prompts
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
from wsisc.merge.component_accounting import Account
from wsisc.merge.components import Reading
from wsisc.model import Comment, Submission
from wsisc.readers.word import read as read_word
from wsisc.readers.word.content import Content
from wsisc.report.reported import shown
from wsisc.writers import yaml


@dataclass(frozen=True)
class _Compared:
    """A reviewed file, compared with what was sent out: what differs beside the texts, and where things stand.

    `contents` are the Word file as it came and as it was sent out, where that is known. `forms` are the changes of the
    call's wording, which `settle` puts back.
    """

    sides: Sides
    changes: list[Change]
    forms: list[Change]
    places: review.Places
    contents: tuple[Content, Content | None]
    settle: Callable[..., Content]


@dataclass(frozen=True)
class _Merge:
    """All that a merge is made of."""

    given: files.Input
    content: Content
    sides: Sides
    changes: list[Change]
    comments: list[tuple[Place, Comment]]
    known: Catalogue
    account: Account


def merge(reviewed: str, into: str, options: Options) -> int:
    """Merge a reviewed Word file into the submission that it came from, and return the exit code.

    That is 0 where all that the reviewer changed is in the file now, 1 where something waits for a person.
    """
    if options.interactive and options.dry_run:
        raise click.UsageError("--interactive asks what to write, --dry-run writes nothing: choose one")
    if Path(into).is_dir() or into == "-":
        raise click.UsageError("--into names one submission, a file")
    [given] = files.read([into])
    found = _found(given, reviewed, options)
    reported: list[Change] = []
    if options.interactive:
        chosen = _chosen(found)
        if chosen is None:
            click.echo(f"nothing was written: {given.name} is as it was", err=True)
            return 1
        reported = interactive_review.altered(found.changes, chosen)
        found = replace(found, changes=chosen)

    def land(wanted: Sequence[Change]) -> tuple[bytes, list[Change], int]:
        content, changes, count = apply.land(given.content, found.sides, wanted, found.comments)
        holes = component_accounting.holes(
            found.account, model.from_data(source.read(content, "").data), [*changes, *reported]
        )
        content, more, _ = apply.land(content, found.sides, holes)
        return content, [*changes, *more], count

    content, changes, count = format_guard.landed(given.content, found.changes, land, found.known)
    written = given.content if options.dry_run else content
    now = change_report.lines_now(_read(given).lines, source.read(written, "").lines)
    _tell(found, (content, changes, count), options.dry_run, now)
    if content != given.content and not options.dry_run:
        files.edit(given.path or Path(into), content)
    is_noted = _note(found, content, changes, now)
    return 1 if is_noted or any(each.verdict in ("conflict", "refused") for each in changes) else 0


def _tell(found: _Merge, made: tuple[bytes, list[Change], int], dry_run: bool, now: Callable[[int], int]) -> None:
    """Say what became of the changes."""
    content, changes, count = made
    name, read = found.given.name, _read(found.given)
    for change in change_report.ordered([*changes, *change_report.entries_gone(read, content)], read):
        if change.verdict != interactive_review.REJECTED:
            click.echo(change_report.told(change, read, found.known, not dry_run, now))
    click.echo(change_report.summary(name, changes, count, dry_run))


def _note(found: _Merge, content: bytes, changes: Sequence[Change], now: Callable[[int], int]) -> bool:
    """Say what else a person is to know of a merged file, and return whether one must look at it."""
    count, places = author_changes.differing(found.sides, changes)
    if count:
        click.echo(change_report.differing(_read(found.given), count, places, now), err=True)
    if harmful := review.harmful(found.content):
        click.echo(change_report.left_out(harmful), err=True)
    for line in change_report.layout(
        found.content.formatting, appearance_changes.notes(found.content, found.account.sent)
    ):
        click.echo(line, err=True)
    undated = found.content.not_dates
    if undated:
        click.echo(f"note: left out, for they are no dates: {', '.join(shown(each) for each in undated)}", err=True)
    codes = format_guard.by_rules(found.given.content, content, found.known)
    if codes:
        name = found.given.name
        click.echo(f"note: errors that {name} had not before: {', '.join(codes)}; see wsisc validate {name}", err=True)
    return bool(undated or codes)


def _chosen(found: _Merge) -> list[Change] | None:
    """Return the changes as a person wants them, None where nothing shall be written."""
    read = _read(found.given)
    changes = change_report.ordered(found.changes, read)
    try:
        return interactive_review.choose(
            changes, found.sides, lambda change: change_report.told(change, read, found.known, False)
        )
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\nnothing was written: {found.given.name} is as it was", err=True)
        raise


def _found(given: files.Input, reviewed: str, options: Options) -> _Merge:
    """Return what a reviewer changed and said."""
    read = _read(given)
    if not isinstance(read.data, dict) or any(each.severity == Severity.ERROR for each in read.diagnostics):
        hint = f"fix them first: wsisc validate {portable_names.quoted(given.name)}"
        raise WsiscError(f"{given.name} has errors", hint, exit_code=2)
    document = files.document(reviewed)
    with files.naming(reviewed):
        shown_words, ours = read_word(document), model.from_data(read.data)
    options.check_names(shown_words)
    base = sent_version.find(document, given, ours, options.base)
    made = sent_version.built(base)
    kept = appearance_changes.kept(shown_words, made)
    content = read_word(document, kept=kept) if kept else shown_words
    compared = _compared(content, given, ours, base, made)
    sides, changes = compared.sides, compared.changes
    if options.accept_from:
        people = ((), options.accept_from)
        apart = [read_word(document, each, kept) if content.formatting else content for each in people]
        sides, changes = _by(options.accept_from, (content, *apart), compared, base.known)
    changes = review.signed(content, [*collect.changes(sides), *changes], options.accept_from)
    known = files.catalogue(given.folder)  # what is shown is in the words of no call that a document carries
    checked = Account(sides) if options.accept_from else Account(sides, *compared.contents)
    return _Merge(given, content, sides, changes, review.comments(content, compared.places), known, checked)


def _compared(
    content: Content, given: files.Input, ours: Submission, base: sent_version.Sent, made: Content | None
) -> _Compared:
    """Return a reviewed file, compared with what was sent out. Raises WsiscError where no part is found in it."""
    known = base.known
    forms: list[Change] = []
    settle = partial(_restored, made=made, base=base.submission, known=known)
    as_it_came = tracked_changes.spaced(tracked_changes.accepted(content))
    accepted = settle(as_it_came, told=forms)
    if heading_check.has_lost_all(as_it_came, made, known.named(base.submission.call), forms):
        raise sent_version.no_parts(known.named(ours.call), ours)
    theirs = _taken(accepted, known, ours)
    again = _taken(made, known, base.submission) if made else None
    places = review.places(accepted, theirs.submission, base.submission)
    images = _images(theirs, base, given, ours)
    second = again.submission if again else None
    sides = Sides(base.submission, theirs.submission, ours, second, places.bookmarks, images)
    came = _reading(as_it_came, theirs, base.submission)
    before = _reading(made, again, base.submission) if made and again else None
    usual = again.report.items if again else ()
    changes = [*forms, *components.differences(came, before, sides), *appearance_changes.differences(came, made, sides)]
    changes += unplaced_changes.unplaced(theirs.submission, second)
    changes += unplaced_changes.reported(theirs.report.items, usual, as_it_came, made)
    return _Compared(sides, changes, forms, places, (as_it_came, made), settle)


def _images(theirs: Intake, base: sent_version.Sent, given: files.Input, ours: Submission) -> Images:
    """Return what the images of the figures of three versions are."""
    came = {name: components.original(image) for name, image in _files(theirs).items()}
    own = figures.read(ours.figures, given.folder).images
    return Images(
        base.digests,
        {name: digest(image) for name, image in came.items()},
        {name: digest(image.content) for name, image in own.items()},
        {name: components.described(image) for name, image in came.items()},
    )


def _files(taken: Intake) -> dict[str, bytes]:
    """Return the images of the figures that were read from a Word file by the names of these."""
    return {name: taken.files[figure.file] for name, figure in taken.submission.figures.items()}


def _reading(content: Content, taken: Intake, base: Submission) -> Reading:
    return Reading(content, taken.submission, _files(taken), review.places(content, taken.submission, base).blocks)


def _read(given: files.Input) -> source.Source:
    return source.read(given.content, given.name)


def _taken(content: Content, known: Catalogue, ours: Submission) -> Intake:
    """Return what a Word file holds, in the language of the file it flows into; every image is a figure."""
    content = components.with_figures(content)
    try:
        taken = intakes.take(content, known, ours.call if ours.call in known.names() else "")
    except intakes.UnknownCall as unknown:
        raise WsiscError(str(unknown), "the submission names no call that is known", exit_code=2) from None
    call = known.named(taken.submission.call)
    if heading_check.is_unknown(call, taken.parts, ours):
        raise sent_version.no_parts(call, ours)
    return replace(taken, submission=replace(taken.submission, language=ours.language))


def _restored(
    content: Content, made: Content | None, base: Submission, known: Catalogue, told: list[Change]
) -> Content:
    """Return a content with the call's wording put back, and add what was changed in that to what is told."""
    call = known.named(base.call)
    if made is None or call is None:
        return content
    content = split_prompts.parted(content, [call], has_before=False).content
    blocks = outline.blocks(base, call, locale.load(base.language))
    numbers = restore_prompts.numbers(content, blocks, base)
    found, forms = restore_prompts.restored(content, made, blocks, base.entity.name)
    told += [*forms, *numbers]
    return restore_prompts.unnumbered(found, blocks, base)


def _by(
    names: Sequence[str], contents: Sequence[Content], compared: _Compared, known: Catalogue
) -> tuple[Sides, list[Change]]:
    """Return the sides of a merge of what some people changed alone, and what of that cannot be told apart.

    `contents` are the file as it came, with the formatting before anybody changed it, and with that of these people.
    """
    sides, settle = compared.sides, compared.settle
    untracked: list[Change] = []
    forms: list[Change] = []
    without = _taken(
        settle(tracked_changes.spaced(tracked_changes.rejected(contents[1])), told=untracked), known, sides.ours
    ).submission
    theirs = _taken(
        settle(tracked_changes.spaced(tracked_changes.only(contents[2], names)), told=forms), known, sides.ours
    ).submission
    inner = Sides(without, theirs, sides.base)
    made, changes, _ = apply.land(yaml.canonical(sides.base).encode(), inner, collect.changes(inner))
    reviewed = model.from_data(source.read(made, "").data)
    others = [shown(each) for each in review.authors(contents[0]) if each not in names]
    rest = [f"the tracked changes of {', '.join(others)}"] if others else []
    images = [each for each in collect.changes(sides) if each.kind == "image"]  # Word tracks no links nor images
    untold = [each for each in [*compared.changes, *images] if each.verdict == "refused" and each not in compared.forms]
    is_changed = untracked or untold or collect.changes(Sides(sides.base, without, sides.base))
    rest += ["what was changed without tracking"] if is_changed else []
    if rest:
        click.echo(f"note: left out: {'; '.join(rest)}", err=True)
    reason = "others changed the same words"
    left = [replace(each, verdict="refused", reason=reason) for each in changes if each.verdict != "clean"]
    own = [each for each in forms if each not in untracked]
    return Sides(sides.base, reviewed, sides.ours), [*left, *own, *unplaced_changes.unplaced(theirs, without)]

"""`wsisc import REVIEWED.docx --into FILE.yaml`: what a reviewer changed and said, into the file it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from wsisc import figures, locale, model, outline, source
from wsisc import intake as intakes
from wsisc.call import Catalogue
from wsisc.cli import choosing, files, telling
from wsisc.diagnostic import Path as Place
from wsisc.diagnostic import Severity, WsiscError
from wsisc.figures import Image
from wsisc.manuscript import Manuscript
from wsisc.merge import collect, landing, review, settled
from wsisc.merge.change import Change
from wsisc.merge.sides import Sides
from wsisc.model import Comment, Submission
from wsisc.provenance import Package
from wsisc.readers import carried
from wsisc.readers.word import read as read_word
from wsisc.readers.word.content import Content
from wsisc.writers import docx, yaml


@dataclass(frozen=True)
class Options:
    """What a user asks of a merge."""

    base: str | None = None
    interactive: bool = False
    accept_from: tuple[str, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True)
class _Base:
    """A submission as it was sent out, with the images of its figures, and whether it was a draft."""

    submission: Submission
    images: dict[str, Image]
    draft: bool = False


@dataclass(frozen=True)
class _Merge:
    """All that a merge is made of."""

    given: files.Input
    content: Content
    sides: Sides
    changes: list[Change]
    comments: list[tuple[Place, Comment]]
    known: Catalogue


def merge(reviewed: str, into: str, options: Options) -> int:
    """Merge a reviewed Word file into the submission that it came from, and return the exit code.

    That is 0 where all that the reviewer changed is in the file now, 1 where something waits for a person.
    """
    if Path(into).is_dir() or into == "-":
        raise click.UsageError("--into names one submission, a file")
    [given] = files.read([into])
    found = _found(given, reviewed, options)
    if options.interactive and not options.dry_run:
        chosen = choosing.choose(
            found.changes, found.sides, lambda change: telling.told(change, _read(given), found.known, False)
        )
        if chosen is None:
            click.echo("nothing was written", err=True)
            return 1
        found = replace(found, changes=chosen)
    content, changes, count = landing.land(given.content, found.sides, found.changes, found.comments)
    for change in changes:
        click.echo(telling.told(change, _read(given), found.known, not options.dry_run))
    click.echo(telling.summary(given.name, changes, count, options.dry_run))
    if content != given.content and not options.dry_run:
        files.write(given.path or Path(into), content)
    return 1 if any(each.verdict in ("conflict", "refused") for each in changes) else 0


def _found(given: files.Input, reviewed: str, options: Options) -> _Merge:
    """Return what a reviewer changed and said."""
    read = _read(given)
    if read.data is None or any(each.severity == Severity.ERROR for each in read.diagnostics):
        raise click.UsageError(f"{given.name} has errors; mend them first: wsisc validate {given.name}")
    document = files.document(reviewed)
    content, ours = read_word(document), model.from_data(read.data)
    _check_names(content, options.accept_from)
    known = files.catalogue(given.folder)
    base = _base(document, given, ours, options.base)
    theirs = _submission(settled.accepted(content), known, ours)
    again = _again(base, known)
    sides = Sides(base.submission, theirs, ours, again, review.places(content, theirs, base.submission).bookmarks)
    changes: list[Change] = []
    places = review.places(content, theirs, base.submission)
    if options.accept_from:
        sides, changes = _by(options.accept_from, content, sides, known)
    else:
        call = known.named(base.submission.call)
        blocks = outline.blocks(base.submission, call, locale.load(ours.language)) if call else []
        changes = review.template(content, blocks, base.submission.entity.name)
        changes += _unplaced(theirs, again)
    changes = [*review.signed(content, collect.changes(sides)), *changes]
    comments = review.comments(content, places)
    return _Merge(given, content, sides, changes, comments, known)


def _read(given: files.Input) -> source.Source:
    return source.read(given.content, given.name)


def _check_names(content: Content, names: Sequence[str]) -> None:
    known = review.authors(content)
    for name in names:
        if name not in known:
            hint = f"changes are tracked of {', '.join(known)}" if known else "no changes are tracked in it"
            raise click.UsageError(f"--accept-from: nobody named {name!r} changed the file; {hint}")


def _base(document: bytes, given: files.Input, ours: Submission, named: str | None) -> _Base:
    """Return what the reviewed file was made from: as named, as it carries, else what the file is now."""
    if named:
        read = source.read(files.document(named), named)
        if read.data is None:
            raise click.UsageError(f"{named} cannot be read as a submission: wsisc validate {named}")
        submission = model.from_data(read.data)
        return _Base(submission, dict(figures.read(submission.figures, Path(named).parent).images))
    package = _package(document)
    if package is None:
        message = (
            "the Word file carries no source and no --base is given: all that differs from the file counts as changed"
        )
        click.echo(f"{message} (a two-way merge)", err=True)
        return _Base(ours, dict(figures.read(ours.figures, given.folder).images))
    submission = model.from_data(source.read(package.source.encode(), given.name).data)
    held = carried.figures(document, package)
    images = {}
    for name, figure in submission.figures.items():
        if figure.file in held:
            images[name] = figures.image(figure.file, held[figure.file])
    return _Base(submission, images, package.draft)


def _package(document: bytes) -> Package | None:
    """Return what a document carries. Raises WsiscError where that was changed."""
    try:
        return carried.find(document)
    except WsiscError as error:
        raise WsiscError(str(error), "give the submission it was made from with --base") from None


def _submission(content: Content, known: Catalogue, ours: Submission) -> Submission:
    """Return what a Word file holds, in the language of the file it flows into."""
    try:
        taken = intakes.take(content, known, ours.call if ours.call in known.names() else "")
    except intakes.UnknownCall as unknown:
        raise click.UsageError(f"{unknown}: the submission names no call that is known") from None
    return replace(taken.submission, language=ours.language)


def _again(base: _Base, known: Catalogue) -> Submission | None:
    """Return a base as it comes back from Word where nobody changes it, or None where no document can be made of it."""
    call = known.named(base.submission.call)
    if call is None or base.submission.language not in call.languages or base.submission.figures.keys() - base.images:
        return None
    language = locale.load(base.submission.language)
    manuscript = Manuscript(base.submission, call, language, base.images, embed=False, draft=base.draft)
    try:
        made = docx.Document(manuscript).finish()
    except WsiscError:
        return None
    return _submission(read_word(made), known, base.submission)


def _by(names: Sequence[str], content: Content, sides: Sides, known: Catalogue) -> tuple[Sides, list[Change]]:
    """Return the sides of a merge of what some people changed alone, and what of that cannot be told apart."""
    without = _submission(settled.rejected(content), known, sides.ours)
    theirs = _submission(settled.only(content, names), known, sides.ours)
    inner = Sides(without, theirs, sides.base)
    made, changes, _ = landing.land(yaml.canonical(sides.base).encode(), inner, collect.changes(inner))
    reviewed = model.from_data(source.read(made, "").data)
    reason = "others changed the same words"
    left = [replace(each, verdict="refused", reason=reason) for each in changes if each.verdict != "clean"]
    return Sides(sides.base, reviewed, sides.ours), review.signed(content, left)


def _unplaced(theirs: Submission, again: Submission | None) -> Iterator[Change]:
    """Yield what stands in the reviewed file where no part is."""
    if theirs.unplaced and not (again and again.unplaced == theirs.unplaced):
        words = " ".join(theirs.unplaced.text.split())
        reason = "it stands outside all parts"
        yield Change("added", "paragraph", (), "", words, None, "refused", reason=reason)

"""`wsisc import REVIEWED.docx --into FILE.yaml`: what a reviewer changed and said, into the file it came from."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from wsisc import figures, locale, model, outline, source
from wsisc import intake as intakes
from wsisc.call import Catalogue
from wsisc.cli import choosing, files, telling
from wsisc.diagnostic import Path as Place
from wsisc.diagnostic import Severity, WsiscError
from wsisc.figures import Image
from wsisc.intake import Item
from wsisc.manuscript import Manuscript
from wsisc.merge import collect, headed, landing, review, settled, template, wording
from wsisc.merge.align import likeness
from wsisc.merge.change import Change
from wsisc.merge.sides import Sides
from wsisc.model import Comment, Submission
from wsisc.provenance import Package
from wsisc.readers import carried
from wsisc.readers.word import read as read_word
from wsisc.readers.word.content import Content
from wsisc.report.reported import shown
from wsisc.writers import docx, yaml

_TWO_WAY = """note: the Word file carries no source, and no --base is given: a two-way merge. Whatever differs from {}
counts as changed by the reviewer, also what you wrote since it was sent: look at every change, or give what was sent
as --base"""
_NO_PARTS = """no part of the call is found in the Word file, so nothing was written. Looked for were the headings: {}.
Give them, and the titles of sections, the styles Heading 1, Heading 2 ... in Word again, then import it once more"""
_LEAST_ALIKE = 0.15


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
    if options.interactive and options.dry_run:
        raise click.UsageError("--interactive asks what to write, --dry-run writes nothing: choose one")
    if Path(into).is_dir() or into == "-":
        raise click.UsageError("--into names one submission, a file")
    [given] = files.read([into])
    found = _found(given, reviewed, options)
    if options.interactive:
        chosen = _chosen(found)
        if chosen is None:
            click.echo(f"nothing was written: {given.name} is as it was", err=True)
            return 1
        found = replace(found, changes=chosen)
    content, changes, count = landing.land(given.content, found.sides, found.changes, found.comments)
    for change in telling.ordered(changes, _read(given)):
        if change.verdict != choosing.REJECTED:
            click.echo(telling.told(change, _read(given), found.known, not options.dry_run))
    click.echo(telling.summary(given.name, changes, count, options.dry_run))
    if content != given.content and not options.dry_run:
        files.edit(given.path or Path(into), content)
    return 1 if any(each.verdict in ("conflict", "refused") for each in changes) else 0


def _chosen(found: _Merge) -> list[Change] | None:
    """Return the changes as a person wants them, None where nothing shall be written."""
    read = _read(found.given)
    changes = telling.ordered(found.changes, read)
    try:
        return choosing.choose(changes, found.sides, lambda change: telling.told(change, read, found.known, False))
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\nnothing was written: {found.given.name} is as it was", err=True)
        raise


def _found(given: files.Input, reviewed: str, options: Options) -> _Merge:
    """Return what a reviewer changed and said."""
    read = _read(given)
    if not isinstance(read.data, dict) or any(each.severity == Severity.ERROR for each in read.diagnostics):
        raise click.UsageError(f"{given.name} has errors; mend them first: wsisc validate {given.name}")
    document = files.document(reviewed)
    content, ours = read_word(document), model.from_data(read.data)
    _check_names(content, options.accept_from)
    known = files.catalogue(given.folder)
    base = _base(document, given, ours, options.base)
    made = _made(base, known)
    forms: list[Change] = []
    settle = partial(_restored, made=made, base=base.submission, known=known, told=forms)
    as_it_came = settled.accepted(content)
    accepted = settle(as_it_came)
    if headed.has_lost_all(as_it_came, made, known.named(base.submission.call), forms):
        raise click.UsageError(_NO_PARTS.format(shown(headed.looked_for(known.named(ours.call), ours.language))))
    [theirs, items] = _taken(accepted, known, ours)
    [again, usual] = _taken(made, known, base.submission) if made else (None, ())
    places = review.places(accepted, theirs, base.submission)
    sides = Sides(base.submission, theirs, ours, again, places.bookmarks)
    if options.accept_from:
        sides, changes = _by(options.accept_from, content, sides, known, settle)
    else:
        changes = [*forms, *_unplaced(theirs, again), *_beside(items, usual)]
    changes = review.signed(content, [*collect.changes(sides), *changes], options.accept_from)
    return _Merge(given, content, sides, changes, review.comments(content, places), known)


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
        click.echo(_TWO_WAY.format(given.name), err=True)
        return _Base(ours, dict(figures.read(ours.figures, given.folder).images))
    submission = model.from_data(source.read(package.source.encode(), given.name).data)
    _check_same(submission, ours, given.name)
    held = carried.figures(document, package)
    images = {}
    for name, figure in submission.figures.items():
        if figure.file in held:
            images[name] = figures.image(figure.file, held[figure.file])
    return _Base(submission, images, package.draft)


def _check_same(base: Submission, ours: Submission, name: str) -> None:
    """Raise UsageError where a Word file was made from another submission than the one it shall flow into."""
    one, other = (" ".join(text for _, text in model.rich_texts(each)) for each in (base, ours))
    names = [(each.title, each.entity.name) for each in (base, ours)]
    is_named_else = all(first != second for first, second in zip(*names, strict=True))
    if is_named_else or (names[0] != names[1] and likeness(one, other) < _LEAST_ALIKE):
        title, entity = names[0]
        raise click.UsageError(
            f'the Word file was made from another submission, "{shown(title)}" by {shown(entity)}: is {name} the right'
            f" one? If it is, give the file as it was sent out with --base"
        )


def _package(document: bytes) -> Package | None:
    """Return what a document carries. Raises WsiscError where that was changed."""
    try:
        return carried.find(document)
    except WsiscError as error:
        raise WsiscError(str(error), "give the submission it was made from with --base") from None


def _submission(content: Content, known: Catalogue, ours: Submission) -> Submission:
    return _taken(content, known, ours)[0]


def _taken(content: Content, known: Catalogue, ours: Submission) -> tuple[Submission, tuple[Item, ...]]:
    """Return what a Word file holds, in the language of the file it flows into, and what has no place in that."""
    try:
        taken = intakes.take(content, known, ours.call if ours.call in known.names() else "")
    except intakes.UnknownCall as unknown:
        raise click.UsageError(f"{unknown}: the submission names no call that is known") from None
    call = known.named(taken.submission.call)
    if headed.is_unknown(call, taken.parts, ours):
        raise click.UsageError(_NO_PARTS.format(shown(headed.looked_for(call, ours.language))))
    return replace(taken.submission, language=ours.language), taken.report.items


def _made(base: _Base, known: Catalogue) -> Content | None:
    """Return a base as it was sent out, or None where no document can be made of it."""
    call = known.named(base.submission.call)
    if call is None or base.submission.language not in call.languages or base.submission.figures.keys() - base.images:
        return None
    language = locale.load(base.submission.language)
    manuscript = Manuscript(base.submission, call, language, base.images, embed=False, draft=base.draft)
    try:
        return read_word(docx.Document(manuscript).finish())
    except WsiscError:
        return None


def _restored(
    content: Content, made: Content | None, base: Submission, known: Catalogue, told: list[Change]
) -> Content:
    """Return a content with the call's wording put back, and add what was changed in that to what is told."""
    call = known.named(base.call)
    if made is None or call is None:
        return content
    blocks = outline.blocks(base, call, locale.load(base.language))
    numbers = template.numbers(content, blocks)
    found, forms = template.restored(content, made, blocks, base.entity.name)
    told += [*forms, *numbers]
    return found


def _by(
    names: Sequence[str], content: Content, sides: Sides, known: Catalogue, settle: Callable[[Content], Content]
) -> tuple[Sides, list[Change]]:
    """Return the sides of a merge of what some people changed alone, and what of that cannot be told apart."""
    without = _submission(settle(settled.rejected(content)), known, sides.ours)
    theirs = _submission(settle(settled.only(content, names)), known, sides.ours)
    inner = Sides(without, theirs, sides.base)
    made, changes, _ = landing.land(yaml.canonical(sides.base).encode(), inner, collect.changes(inner))
    reviewed = model.from_data(source.read(made, "").data)
    others = [each for each in review.authors(content) if each not in names]
    rest = [f"the tracked changes of {', '.join(others)}"] if others else []
    rest += ["what was changed without tracking"] if collect.changes(Sides(sides.base, without, sides.base)) else []
    if rest:
        click.echo(f"note: left out: {'; '.join(rest)}", err=True)
    reason = "others changed the same words"
    left = [replace(each, verdict="refused", reason=reason) for each in changes if each.verdict != "clean"]
    return Sides(sides.base, reviewed, sides.ours), left


def _unplaced(theirs: Submission, again: Submission | None) -> Iterator[Change]:
    """Yield what stands in the reviewed file where no part is."""
    if theirs.unplaced and not (again and again.unplaced == theirs.unplaced):
        pieces = [theirs.unplaced.text]
        for path, section in model.sections(theirs):
            pieces += [section.title, section.text] if path[0] == "unplaced" else []
        called = [name for piece in pieces for name in re.findall(r"\[\^([\w-]+)\]", piece)]
        pieces += [f"(footnote {name}) {theirs.footnotes[name]}" for name in called if name in theirs.footnotes]
        text = "\n\n".join(each.strip() for each in pieces if each.strip())
        reason = "it stands outside all parts"
        if text:
            words = " ".join(text.split())
            yield Change("added", "paragraph", (), "", words, None, "refused", proposal=text, reason=reason)


def _beside(items: Sequence[Item], usual: Sequence[Item]) -> Iterator[Change]:
    """Yield what stands in the reviewed file beside the text: in boxes, headers and the like."""
    for item in items:
        if item.words and item.needs_person and item not in usual and item.kind != "struck text":
            reason = "a submission has no place for it"
            proposal = wording.escaped(item.text)
            yield Change("added", item.kind, (), "", item.text, None, "refused", proposal=proposal, reason=reason)

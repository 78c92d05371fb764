"""`wsisc verify FILE [SOURCE]`: whether a document is what its source gives."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from wsisc import call as calls
from wsisc import figures, model, pipeline, provenance, selection, source, verification
from wsisc.call import Call, Catalogue
from wsisc.cli import complete, files, owncalls
from wsisc.diagnostic import Severity
from wsisc.model import Submission
from wsisc.provenance import Package
from wsisc.readers import carried
from wsisc.report import full
from wsisc.report.reported import shown
from wsisc.verification import Comparison
from wsisc.writers import yaml

_MOST_LINES = 50


class _Answer(NamedTuple):
    """The call with which a document is compared, the submission that answers it, and what is wrong with the call.

    `known` says whose call it is.
    """

    call: Call
    submission: Submission
    differences: list[str]
    known: str


@click.command("verify", short_help="Verify that a document matches its source.")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@click.argument("given", metavar="[SOURCE]", required=False, shell_complete=complete.paths)
@click.pass_context
def command(ctx: click.Context, document: str, given: str | None) -> None:
    """Verify that FILE matches SOURCE, or without SOURCE that it matches the source that it carries itself.

    Without SOURCE a document is only found consistent with itself: whoever can write a file can write another source
    into it. With SOURCE its call is that of wsisc, or the one beside SOURCE, whatever call the document carries.

    The exit code is 0 if all that a reader perceives is equal, also if other versions of wsisc, Pandoc, Typst or the
    fonts made the document: this is reported, and its layout is then not compared, apart from what hides words or
    shows others. It is 1 if anything else differs, with the places, if SOURCE has errors, or if the document is in a
    font that wsisc does not hold, and 3 if the document cannot be read.
    """
    content = files.document(document)
    package = carried.find(content)
    if package is None:
        raise click.ClickException(f"{document} carries no source: it was built with --no-embed, or by other means")
    known = files.catalogue(Path(given).parent) if given else calls.BUILT_IN
    format = verification.format_of(content)
    answer = _answer(package, document, known, given is not None, format)
    owncalls.warn(known, answer.call.id)
    own, told = _against(answer.submission, package, Path(given), known, format) if given else (None, [])
    compared = verification.compared(content, answer.submission, package, answer.call, own)
    told += [*answer.differences, *compared.differences]
    lines = told[:_MOST_LINES] + ([f"and {len(told) - _MOST_LINES} more"] if len(told) > _MOST_LINES else [])
    for line in lines or _equal(document, given, compared, answer):
        click.echo(shown(line))
    if compared.versions:
        click.echo(shown(_versions(compared)))
    ctx.exit(1 if told else 0)


def _equal(document: str, given: str | None, compared: Comparison, answer: _Answer) -> Sequence[str]:
    """Return what is said of a document in which nothing was found."""
    call = f"the call {answer.call.id}, which is {answer.known}"
    is_exact = compared.is_identical and not compared.versions
    lines = [] if compared.is_identical or compared.versions else ["it was stored anew, which changed nothing in it"]
    if given:
        what = "is exactly what its source gives" if is_exact else "holds what its source gives"
        return [f"{document} {what}: {given}, an answer to {call}", *lines]
    hint = f"only its source proves more: wsisc verify {files.quoted(document)} SOURCE"
    return [
        f"{document} is consistent with itself: it matches the source that it carries",
        *lines,
        f"it claims {call}",
        hint,
    ]


def _versions(compared: Comparison) -> str:
    """Return what is said of the versions that a document claims."""
    without = "" if compared.is_identical else "; its layout is not compared"
    return f"made by other versions, as it says itself: {', '.join(compared.versions)}{without}"


def _answer(package: Package, document: str, known: Catalogue, is_given: bool, format: str) -> _Answer:
    """Return what a document is compared with: the call that is known here; its own only where none of that id is.

    `is_given` is whether its source is. Raises ClickException where the source that it carries is not sound.
    """
    id, own = calls.id_of(package.call), owncalls.alone(package.call)
    if id not in known.names():
        wrong = [f"the call {id} is known neither to wsisc nor beside the source"] if is_given else []
        return _Answer(*_sound(package, document, own, format), wrong, "one of its own")
    whose = "beside the source" if id in known.own else "built in"
    if id not in own.unsound and _printed(own.load(id)) == _printed(known.load(id)):
        return _Answer(*_sound(package, document, own, format), [], whose)
    wrong = [f"the call {id} that it carries is not the one of that name that is {whose}"]
    try:
        return _Answer(*_sound(package, document, known, format), wrong, whose)
    except click.ClickException:  # it does not even answer that call
        return _Answer(*_sound(package, document, own, format), wrong, whose)


def _printed(call: Call) -> Call:
    """Return a call without what no document shows."""
    return replace(call, text="", source="", to_check=())


def _sound(package: Package, document: str, known: Catalogue, format: str) -> tuple[Call, Submission]:
    """Return the call and the submission of a document. Raises ClickException where its source allows none."""
    needed = replace(selection.REQUIRED, draft=package.draft)
    checked = pipeline.check(source.read(package.source.encode(), document), selection=needed, known=known)
    if checked.submission is None or checked.call is None or not checked.allows(format):
        raise click.ClickException(f"the source that {document} carries is not sound: see it with wsisc extract")
    return checked.call, checked.submission


def _against(
    carried: Submission, package: Package, path: Path, known: Catalogue, format: str
) -> tuple[Submission, list[str]]:
    """Return a source, and what tells it, or the files of its figures, from what the document carries.

    A source with errors gives no document, so it is only reported what is wrong with it.
    """
    read = source.read(files.document(str(path)), str(path))
    submission = model.from_data(read.data)
    seen = figures.read(submission.figures, path.parent)
    needed = replace(selection.REQUIRED, draft=package.draft, review=True)
    checked = pipeline.check(read, seen, needed, known=known)
    if errors := [each for each in checked.diagnostics if each.severity == Severity.ERROR]:
        click.echo(full.report([checked.reported._replace(diagnostics=errors)]))
    if not checked.allows(format):
        return submission, [f"{path} has errors, so the document is not compared with it"]
    mine, theirs = (yaml.canonical(each).splitlines() for each in (submission, carried))
    if mine == theirs:
        digests = {image.file: provenance.digest(image.content) for image in seen.images.values()}
        others = [file for file in package.figures if digests.get(file) != package.figures[file]]
        return submission, [f"{file} is not the file that the document was made with" for file in others]
    line = next(
        (at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    text = mine[line].strip() if line < len(mine) else "nothing"
    return submission, [f"{path} is not the source of the document; the first difference is at: {text[:80]}"]

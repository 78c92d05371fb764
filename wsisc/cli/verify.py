"""`wsisc verify FILE [SOURCE]`: whether a document is what its source gives."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from wsisc import locale, model, pipeline, source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, Catalogue
from wsisc.cli import complete, files, own_calls
from wsisc.diagnostic import Path as Place
from wsisc.diagnostic import Severity, excerpt
from wsisc.document import figures, portable_names, provenance
from wsisc.document.manuscript import Manuscript
from wsisc.document.provenance import Package
from wsisc.lint import selection
from wsisc.markup import richtext
from wsisc.model import Submission
from wsisc.pipeline import Checked
from wsisc.readers import embedded_source
from wsisc.report import full
from wsisc.report.reported import shown
from wsisc.source import Source
from wsisc.verification import source_comparison, word_differences
from wsisc.verification.source_comparison import Comparison
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

    A document that was built with --no-embed needs SOURCE, and is compared with what it builds.

    Without SOURCE a document is only found consistent with itself: whoever can write a file can write another source
    into it. With SOURCE its call is that of wsisc, or the one beside SOURCE, whatever call the document carries.

    The exit code is 0 if all that a reader perceives is equal, also if other versions of wsisc, Pandoc, Typst or the
    fonts made the document: this is reported, and its layout is then not compared, apart from what hides words or
    shows others. It is 1 if anything else differs, with the places, if SOURCE has errors, or if the document is in a
    font that wsisc does not hold, and 3 if the document cannot be read.
    """
    content = files.document(document)
    package = embedded_source.find(content)
    known = files.catalogue(Path(given).parent) if given else calls.BUILT_IN
    format = source_comparison.format_of(content)
    if package is None:
        if given is None:
            hint = f"name the source that it was built from: wsisc verify {portable_names.quoted(document)} SOURCE"
            raise click.ClickException(f"{document} carries no source (see build --no-embed): {hint}")
        answer, compared = _without_package(content, Path(given), known, format)
        ctx.exit(_tell(document, given, answer, compared, answer.differences))
    answer = _answer(package, document, known, given is not None, format)
    own_calls.warn(known, answer.call.id)
    own, told = _against(answer.submission, package, Path(given), known, format) if given else (None, [])
    compared = source_comparison.compared(content, answer.submission, package, answer.call, own)
    ctx.exit(_tell(document, given, answer, compared, [*told, *answer.differences]))


def _tell(document: str, given: str | None, answer: _Answer, compared: Comparison, differences: Sequence[str]) -> int:
    """Report a comparison, and return the exit code."""
    told = [*differences, *compared.differences]
    lines = told[:_MOST_LINES] + ([f"and {len(told) - _MOST_LINES} more"] if len(told) > _MOST_LINES else [])
    for line in lines or _equal(document, given, compared, answer):
        click.echo(shown(line))
    if compared.versions:
        click.echo(shown(_versions(compared)))
    if len(told) > 1:
        click.echo(f"{len(told)} differences")
    return 1 if told else 0


def _without_package(content: bytes, path: Path, known: Catalogue, format: str) -> tuple[_Answer, Comparison]:
    """Return a document that carries no source beside what a source builds, as a draft where it is more like that.

    Raises ClickException where the source allows no document.
    """
    read = source.read(files.document(str(path)), str(path))
    seen = figures.read(model.from_data(read.data).figures, path.parent)
    found: list[tuple[_Answer, Comparison]] = []
    for is_draft in (False, True):
        needed = replace(selection.REQUIRED, draft=is_draft, review=True)
        checked = pipeline.check(read, seen, needed, known=known)
        if checked.submission and checked.call and checked.allows(format):
            whose = "beside the source" if checked.call.id in known.own else "built in"
            language = locale.load(checked.submission.language)
            manuscript = Manuscript(checked.submission, checked.call, language, seen.images, False, is_draft)
            compared = source_comparison.against(content, manuscript, given=checked.submission)
            found.append((_Answer(checked.call, checked.submission, [], whose), compared))
            if not compared.differences:
                break
    if not found:
        _report_errors(checked)
        raise click.ClickException(f"{path} has errors, so the document is not compared with it")
    return min(found, key=lambda each: len(each[1].differences))


def _report_errors(checked: Checked) -> None:
    if errors := [each for each in checked.diagnostics if each.severity == Severity.ERROR]:
        click.echo(full.report([checked.reported._replace(diagnostics=errors)]))


def _equal(document: str, given: str | None, compared: Comparison, answer: _Answer) -> Sequence[str]:
    """Return what is said of a document in which nothing was found."""
    call = f"the call {answer.call.id}, which is {answer.known}"
    is_exact = compared.is_identical and not compared.versions
    lines = [] if compared.is_identical or compared.versions else ["it was stored anew, which changed nothing in it"]
    if given:
        what = "is exactly what its source gives" if is_exact else "holds what its source gives"
        return [f"{document} {what}: {given}, an answer to {call}", *lines]
    hint = f"only its source proves more: wsisc verify {portable_names.quoted(document)} SOURCE"
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
    id, own = calls.id_of(package.call), own_calls.alone(package.call)
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
    _report_errors(checked)
    if not checked.allows(format):
        return submission, [f"{path} has errors, so the document is not compared with it"]
    mine, theirs = (yaml.canonical(each).splitlines() for each in (submission, carried))
    if mine == theirs:
        digests = {image.file: provenance.digest(image.content) for image in seen.images.values()}
        others = [file for file in package.figures if digests.get(file) != package.figures[file]]
        return submission, [f"{file} is not the file that the document was made with" for file in others]
    return submission, [f"{path} is not the source of the document: {_first_difference(read, submission, carried)}"]


def _first_difference(read: Source, submission: Submission, carried: Submission) -> str:
    """Return where a source first differs from the one that a document carries: its line, and the words of both."""
    one, other = (source.read(yaml.canonical(each).encode(), "").data for each in (submission, carried))
    place: Place = ()
    while type(one) is type(other) and isinstance(one, dict | list) and (keys := _differing(one, other)):
        key = keys[0]
        place, one, other = (*place, key), _at(one, key), _at(other, key)
    if isinstance(one, str) and isinstance(other, str):
        texts = [richtext.words(richtext.parse(each, frozenset(submission.links))) for each in (one, other)]
        start = next(
            (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
        )
        own = read.value(place)
        line = read.locate(place, start if isinstance(own, str) and start < len(own) else None).line
        shown_texts = word_differences.around(*(texts if texts[0].split() != texts[1].split() else (one, other)))
    else:
        line, shown_texts = read.locate(place).line, (_brief(one), _brief(other))
    name = ".".join(map(str, place))
    return f"the first difference is in line {line}, {name}: {shown_texts[0]} there, {shown_texts[1]} in the document"


def _differing(one: Any, other: Any) -> list[Any]:
    """Return the keys, or the numbers, under which two mappings or lists differ, in order."""
    keys = [*one, *other] if isinstance(one, dict) else range(max(len(one), len(other)))
    return [key for key in keys if _at(one, key) != _at(other, key)]


def _at(holder: Any, key: Any) -> Any:
    try:
        return holder[key]
    except (KeyError, IndexError):
        return None


def _brief(value: Any) -> str:
    """Return a value in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return f"{len(value)} entries"
    return f'"{excerpt(str(value))}"'

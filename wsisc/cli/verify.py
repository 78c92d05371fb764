"""`wsisc verify FILE [SOURCE]`: whether a document is what its source gives."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from wsisc import locale, model, pipeline, source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, Catalogue
from wsisc.cli import complete, files, messages, own_calls, repository
from wsisc.diagnostic import DataPath as Place
from wsisc.diagnostic import excerpt
from wsisc.document import figures, portable_names, provenance
from wsisc.document.manuscript import Manuscript
from wsisc.document.provenance import SourcePackage
from wsisc.lint import selection
from wsisc.markup import richtext
from wsisc.model import Submission
from wsisc.pipeline import CheckResult
from wsisc.readers import embedded_source
from wsisc.report import full
from wsisc.report.common import sanitize
from wsisc.source import Source
from wsisc.verification import source_comparison, word_differences
from wsisc.verification.source_comparison import Comparison
from wsisc.writers import yaml

_MAX_LINES = 50


class _Reference(NamedTuple):
    """The call with which a document is compared, the submission that answers it, and what is wrong with the call.

    `known` says whose call it is.
    """

    call: Call
    submission: Submission
    differences: list[str]
    call_origin: str


@click.command("verify")
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
    content = files.read_document(document)
    package = embedded_source.find(content)
    known = repository.load_catalogue(Path(given).parent) if given else calls.BUILT_IN
    format = source_comparison.detect_format(content)
    if package is None:
        if given is None:
            hint = f"name the source that it was built from: wsisc verify {portable_names.quote_path(document)} SOURCE"
            raise click.ClickException(f"{document} carries no source (see build --no-embed): {hint}")
        answer, compared = _compare_without_package(content, Path(given), known, format)
        ctx.exit(_report_comparison(document, given, answer, compared, answer.differences))
    answer = _find_reference(package, document, known, given is not None, format)
    own_calls.warn_if_shadowed(known, answer.call.id)
    own, told = _compare_sources(answer.submission, package, Path(given), known, format) if given else (None, [])
    compared = source_comparison.compare(content, answer.submission, package, answer.call, own)
    ctx.exit(_report_comparison(document, given, answer, compared, [*told, *answer.differences]))


def _report_comparison(
    document: str, source_name: str | None, reference: _Reference, compared: Comparison, differences: Sequence[str]
) -> int:
    """Report a comparison, and return the exit code."""
    told = [*differences, *compared.differences]
    lines = told[:_MAX_LINES] + ([f"and {len(told) - _MAX_LINES} more"] if len(told) > _MAX_LINES else [])
    for line in lines or _describe_match(document, source_name, compared, reference):
        click.echo(sanitize(line))
    if compared.versions:
        click.echo(sanitize(_describe_versions(compared)))
    if len(told) > 1:
        click.echo(f"{len(told)} differences")
    return 1 if told else 0


def _compare_without_package(
    content: bytes, path: Path, known: Catalogue, format: str
) -> tuple[_Reference, Comparison]:
    """Return a document that carries no source beside what a source builds, as a draft where it is more like that.

    Raises ClickException where the source allows no document.
    """
    read = source.read(files.read_document(str(path)), str(path))
    seen = figures.read(model.from_data(read.data).figures, path.parent)
    found: list[tuple[_Reference, Comparison]] = []
    for is_draft in (False, True):
        needed = replace(selection.REQUIRED_RULES, draft=is_draft, review=True)
        checked = pipeline.check(read, seen, needed, catalogue=known)
        if checked.submission and checked.call and checked.allows(format):
            whose = "beside the source" if checked.call.id in known.own else "built in"
            language = locale.load(checked.submission.language)
            manuscript = Manuscript(checked.submission, checked.call, language, seen.images, False, is_draft)
            compared = source_comparison.compare_with_manuscript(content, manuscript, commented=checked.submission)
            found.append((_Reference(checked.call, checked.submission, [], whose), compared))
            if not compared.differences:
                break
    if not found:
        _report_errors(checked)
        raise click.ClickException(f"{path} has errors, so the document is not compared with it")
    return min(found, key=lambda each: len(each[1].differences))


def _report_errors(checked: CheckResult) -> None:
    if errors := messages.find_errors(checked.diagnostics):
        click.echo(full.report([checked.checked_file._replace(diagnostics=errors)]))


def _describe_match(
    document: str, source_name: str | None, compared: Comparison, reference: _Reference
) -> Sequence[str]:
    """Return what is said of a document in which nothing was found."""
    call = f"the call {reference.call.id}, which is {reference.call_origin}"
    is_exact = compared.is_identical and not compared.versions
    lines = [] if compared.is_identical or compared.versions else ["it was stored anew, which changed nothing in it"]
    if source_name:
        what = "is exactly what its source gives" if is_exact else "holds what its source gives"
        return [f"{document} {what}: {source_name}, an answer to {call}", *lines]
    hint = f"only its source proves more: wsisc verify {portable_names.quote_path(document)} SOURCE"
    return [
        f"{document} is consistent with itself: it matches the source that it carries",
        *lines,
        f"it claims {call}",
        hint,
    ]


def _describe_versions(compared: Comparison) -> str:
    """Return what is said of the versions that a document claims."""
    without = "" if compared.is_identical else "; its layout is not compared"
    return f"made by other versions, as it says itself: {', '.join(compared.versions)}{without}"


def _find_reference(
    package: SourcePackage, document: str, known: Catalogue, has_source: bool, format: str
) -> _Reference:
    """Return what a document is compared with: the call that is known here; its own only where none of that id is.

    `is_given` is whether its source is. Raises ClickException where the source that it carries is not sound.
    """
    id, own = calls.read_id(package.call), own_calls.create_catalogue(package.call)
    if id not in known.ids():
        wrong = [f"the call {id} is known neither to wsisc nor beside the source"] if has_source else []
        return _Reference(*_check_carried(package, document, own, format), wrong, "one of its own")
    whose = "beside the source" if id in known.own else "built in"
    if id not in own.invalid and _visible_call(own.load(id)) == _visible_call(known.load(id)):
        return _Reference(*_check_carried(package, document, own, format), [], whose)
    wrong = [f"the call {id} that it carries is not the one of that name that is {whose}"]
    try:
        return _Reference(*_check_carried(package, document, known, format), wrong, whose)
    except click.ClickException:  # it does not even answer that call
        return _Reference(*_check_carried(package, document, own, format), wrong, whose)


def _visible_call(call: Call) -> Call:
    """Return a call without what no document shows."""
    return replace(call, text="", source="", to_check=())


def _check_carried(package: SourcePackage, document: str, known: Catalogue, format: str) -> tuple[Call, Submission]:
    """Return the call and the submission of a document. Raises ClickException where its source allows none."""
    needed = replace(selection.REQUIRED_RULES, draft=package.draft)
    checked = pipeline.check(source.read(package.source.encode(), document), selection=needed, catalogue=known)
    if checked.submission is None or checked.call is None or not checked.allows(format):
        raise click.ClickException(f"the source that {document} carries is not sound: see it with wsisc extract")
    return checked.call, checked.submission


def _compare_sources(
    carried: Submission, package: SourcePackage, path: Path, known: Catalogue, format: str
) -> tuple[Submission, list[str]]:
    """Return a source, and what tells it, or the files of its figures, from what the document carries.

    A source with errors gives no document, so it is only reported what is wrong with it.
    """
    read = source.read(files.read_document(str(path)), str(path))
    submission = model.from_data(read.data)
    seen = figures.read(submission.figures, path.parent)
    needed = replace(selection.REQUIRED_RULES, draft=package.draft, review=True)
    checked = pipeline.check(read, seen, needed, catalogue=known)
    _report_errors(checked)
    if not checked.allows(format):
        return submission, [f"{path} has errors, so the document is not compared with it"]
    mine, theirs = (yaml.dump_canonical(each).splitlines() for each in (submission, carried))
    if mine == theirs:
        digests = {image.file: provenance.digest(image.content) for image in seen.images.values()}
        others = [file for file in package.figures if digests.get(file) != package.figures[file]]
        return submission, [f"{file} is not the file that the document was made with" for file in others]
    return submission, [f"{path} is not the source of the document: {_first_difference(read, submission, carried)}"]


def _first_difference(read: Source, submission: Submission, carried: Submission) -> str:
    """Return where a source first differs from the one that a document carries: its line, and the words of both."""
    one, other = (source.read(yaml.dump_canonical(each).encode(), "").data for each in (submission, carried))
    place: Place = ()
    while type(one) is type(other) and isinstance(one, dict | list) and (keys := _differing_keys(one, other)):
        key = keys[0]
        place, one, other = (*place, key), _look_up(one, key), _look_up(other, key)
    if isinstance(one, str) and isinstance(other, str):
        texts = [richtext.printed_text(richtext.parse(each, frozenset(submission.links))) for each in (one, other)]
        start = next(
            (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
        )
        own = read.value(place)
        line = read.locate(place, start if isinstance(own, str) and start < len(own) else None).line
        shown_texts = word_differences.quote_difference(
            *(texts if texts[0].split() != texts[1].split() else (one, other))
        )
    else:
        line, shown_texts = read.locate(place).line, (_abbreviate(one), _abbreviate(other))
    name = ".".join(map(str, place))
    return f"the first difference is in line {line}, {name}: {shown_texts[0]} there, {shown_texts[1]} in the document"


def _differing_keys(one: Any, other: Any) -> list[Any]:
    """Return the keys, or the numbers, under which two mappings or lists differ, in order."""
    keys = [*one, *other] if isinstance(one, dict) else range(max(len(one), len(other)))
    return [key for key in keys if _look_up(one, key) != _look_up(other, key)]


def _look_up(holder: Any, key: Any) -> Any:
    try:
        return holder[key]
    except (KeyError, IndexError):
        return None


def _abbreviate(value: Any) -> str:
    """Return a value in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return f"{len(value)} entries"
    return f'"{excerpt(str(value))}"'

"""`wsisc verify FILE [SOURCE]`: a document -> whether it matches its source, with the differences."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click

from wsisc import locale, model, pipeline, source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, Catalogue
from wsisc.cli import complete, own_calls
from wsisc.diagnostic import DataPath as Place
from wsisc.diagnostic import excerpt, find_errors
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
from wsisc.workspace import repository
from wsisc.workspace.input_files import read_document
from wsisc.writers import yaml

_MAX_LINES = 50
"""A guess: a person compares no more differences one by one."""


class _Reference(NamedTuple):
    """What a document is compared with: a call and the submission that answers it, with what is wrong with the call.

    `call_origin` says whose call it is.
    """

    call: Call
    submission: Submission
    differences: list[str]
    call_origin: str


@click.command("verify")
@click.argument("document", metavar="FILE", shell_complete=complete.paths)
@click.argument("source_name", metavar="[SOURCE]", required=False, shell_complete=complete.paths)
@click.pass_context
def command(ctx: click.Context, document: str, source_name: str | None) -> None:
    """Verify that FILE matches SOURCE, or without SOURCE that it matches the source that it carries itself.

    A document that was built with --no-embed needs SOURCE, and is compared with what it builds.

    Without SOURCE a document is only found consistent with itself: whoever can write a file can write another source
    into it. With SOURCE its call is that of wsisc, or the one beside SOURCE, whatever call the document carries.

    The exit code is 0 if all that a reader perceives is equal, also if other versions of wsisc, Pandoc, Typst or the
    fonts made the document: this is reported, and its layout is then not compared, apart from what hides words or
    shows others. It is 1 if anything else differs, with the places, if SOURCE has errors, or if the document is in a
    font that wsisc does not hold, and 3 if the document cannot be read.
    """
    content = read_document(document)
    package = embedded_source.find(content)
    known = repository.load_catalogue(Path(source_name).parent) if source_name else calls.BUILT_IN
    format = source_comparison.detect_format(content)
    if package is None:
        if source_name is None:
            hint = f"name the source that it was built from: wsisc verify {portable_names.quote_path(document)} SOURCE"
            raise click.ClickException(f"{document} carries no source (see build --no-embed): {hint}")
        reference, compared = _compare_without_package(content, Path(source_name), known, format)
        ctx.exit(_report_comparison(document, source_name, reference, compared, reference.differences))
    reference = _find_reference(package, document, known, source_name is not None, format)
    own_calls.warn_if_shadowed(known, reference.call.id)
    own, found = (
        _compare_sources(reference.submission, package, Path(source_name), known, format) if source_name else (None, [])
    )
    compared = source_comparison.compare(content, reference.submission, package, reference.call, own)
    ctx.exit(_report_comparison(document, source_name, reference, compared, [*found, *reference.differences]))


def _report_comparison(
    document: str, source_name: str | None, reference: _Reference, compared: Comparison, differences: Sequence[str]
) -> int:
    """Report a comparison, and return the exit code."""
    found = [*differences, *compared.differences]
    lines = found[:_MAX_LINES] + ([f"and {len(found) - _MAX_LINES} more"] if len(found) > _MAX_LINES else [])
    for line in lines or _describe_match(document, source_name, compared, reference):
        click.echo(sanitize(line))
    if compared.versions:
        click.echo(sanitize(_describe_versions(compared)))
    if len(found) > 1:
        click.echo(f"{len(found)} differences")
    return 1 if found else 0


def _compare_without_package(
    content: bytes, path: Path, known: Catalogue, format: str
) -> tuple[_Reference, Comparison]:
    """Compare a document without a source with what a source builds, as a draft if it is more similar to that.

    Raises ClickException if no document can be built from the source.
    """
    read = source.read(read_document(str(path)), str(path))
    loaded = figures.read(model.from_data(read.data).figures, path.parent)
    found: list[tuple[_Reference, Comparison]] = []
    for is_draft in (False, True):
        rules = replace(selection.REQUIRED_RULES, draft=is_draft, review=True)
        checked = pipeline.check(read, loaded, rules, catalogue=known)
        if checked.submission and checked.call and checked.allows(format):
            call_origin = "beside the source" if checked.call.id in known.own else "built in"
            language = locale.load(checked.submission.language)
            manuscript = Manuscript(checked.submission, checked.call, language, loaded.images, False, is_draft)
            compared = source_comparison.compare_with_manuscript(content, manuscript, commented=checked.submission)
            found.append((_Reference(checked.call, checked.submission, [], call_origin), compared))
            if not compared.differences:
                break
    if not found:
        _report_errors(checked)
        raise click.ClickException(f"{path} has errors, so the document is not compared with it")
    return min(found, key=lambda each: len(each[1].differences))


def _report_errors(checked: CheckResult) -> None:
    if errors := find_errors(checked.diagnostics):
        click.echo(full.report([checked.checked_file._replace(diagnostics=errors)]))


def _describe_match(
    document: str, source_name: str | None, compared: Comparison, reference: _Reference
) -> Sequence[str]:
    """Return the report on a document without differences."""
    call = f"the call {reference.call.id}, which is {reference.call_origin}"
    is_exact = compared.is_identical and not compared.versions
    lines = [] if compared.is_identical or compared.versions else ["it was stored anew, which changed nothing in it"]
    if source_name:
        verdict = "is exactly what its source gives" if is_exact else "holds what its source gives"
        return [f"{document} {verdict}: {source_name}, an answer to {call}", *lines]
    hint = f"only its source proves more: wsisc verify {portable_names.quote_path(document)} SOURCE"
    return [
        f"{document} is consistent with itself: it matches the source that it carries",
        *lines,
        f"it claims {call}",
        hint,
    ]


def _describe_versions(compared: Comparison) -> str:
    """Return the report on the versions that a document claims."""
    without = "" if compared.is_identical else "; its layout is not compared"
    return f"made by other versions, as it says itself: {', '.join(compared.versions)}{without}"


def _find_reference(
    package: SourcePackage, document: str, known: Catalogue, has_source: bool, format: str
) -> _Reference:
    """Return what to compare a document with: the call that is known here, or its own if none has that id.

    `has_source` is whether a source was named. Raises ClickException if the source that it carries is invalid.
    """
    id, own = calls.read_id(package.call), own_calls.create_catalogue(package.call)
    if id not in known.ids():
        problems = [f"the call {id} is known neither to wsisc nor beside the source"] if has_source else []
        return _Reference(*_check_carried(package, document, own, format), problems, "one of its own")
    call_origin = "beside the source" if id in known.own else "built in"
    if id not in own.invalid and _visible_call(own.load(id)) == _visible_call(known.load(id)):
        return _Reference(*_check_carried(package, document, own, format), [], call_origin)
    problems = [f"the call {id} that it carries is not the one of that name that is {call_origin}"]
    try:
        return _Reference(*_check_carried(package, document, known, format), problems, call_origin)
    except click.ClickException:  # its source does not answer that call
        return _Reference(*_check_carried(package, document, own, format), problems, call_origin)


def _visible_call(call: Call) -> Call:
    """Return a call without what no document shows."""
    return replace(call, text="", source="", to_check=())


def _check_carried(package: SourcePackage, document: str, known: Catalogue, format: str) -> tuple[Call, Submission]:
    """Return the call and the submission of a document. Raises ClickException if its source is invalid."""
    rules = replace(selection.REQUIRED_RULES, draft=package.draft)
    checked = pipeline.check(source.read(package.source.encode(), document), selection=rules, catalogue=known)
    if checked.submission is None or checked.call is None or not checked.allows(format):
        raise click.ClickException(f"the source that {document} carries is not sound: see it with wsisc extract")
    return checked.call, checked.submission


def _compare_sources(
    carried: Submission, package: SourcePackage, path: Path, known: Catalogue, format: str
) -> tuple[Submission, list[str]]:
    """Return a source, and how it, or the files of its figures, differs from what the document carries.

    No document is built from a source with errors, so those are reported instead.
    """
    read = source.read(read_document(str(path)), str(path))
    submission = model.from_data(read.data)
    loaded = figures.read(submission.figures, path.parent)
    rules = replace(selection.REQUIRED_RULES, draft=package.draft, review=True)
    checked = pipeline.check(read, loaded, rules, catalogue=known)
    _report_errors(checked)
    if not checked.allows(format):
        return submission, [f"{path} has errors, so the document is not compared with it"]
    mine, theirs = (yaml.dump_canonical(each).splitlines() for each in (submission, carried))
    if mine == theirs:
        digests = {image.file: provenance.digest(image.content) for image in loaded.images.values()}
        others = [file for file in package.figures if digests.get(file) != package.figures[file]]
        return submission, [f"{file} is not the file that the document was made with" for file in others]
    return submission, [f"{path} is not the source of the document: {_first_difference(read, submission, carried)}"]


def _first_difference(read: Source, submission: Submission, carried: Submission) -> str:
    """Return the first place where a source differs from the carried one: its line, and the words of both."""
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
    """Return the keys or indexes under which two mappings or lists differ, in order."""
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

"""Submissions -> the documents of each, written where `-o` or wsisc.toml says, or next to the source."""

import contextlib
from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wsisc.api.results import Batch, BuildResult, CheckResult, ignore_note
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.pipeline.jobs import targets
from wsisc.pipeline.jobs.job_creation import BatchOptions, choose_theme, read_job
from wsisc.pipeline.jobs.targets import OutputRequest, Targets
from wsisc.text.sanitize import sanitize
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile, Names, Notify, Paths, list_names, list_submissions
from wsisc.writers import WRITERS, build_job
from wsisc.writers.build_job import BuildOptions

if TYPE_CHECKING:
    from wsisc.pipeline import BuildResult as PipelineResult

_PRIVATE = {"contact", "comments"}  # the keys of values that are in no document, nor what is wrong with them
_IN_PROCESS_LIMIT = 3  # a guess: for so few files, starting other processes takes longer than it saves


class DocumentOptions(NamedTuple):
    """Which documents to build of a submission, and how.

    `formats` are some of docx, pdf, html, md and json, by default that of the output, those of wsisc.toml, or docx;
    `config` replaces the nearest wsisc.toml. A `draft` may have empty parts (None: as wsisc.toml says). With `embed`
    documents carry their source, with `comments` Word files those of reviewers, and with `findings` a second one,
    a.reviewed.docx, has each problem as a comment. `theme` is by default that of wsisc.toml, or of the call.
    """

    formats: Names = ()
    draft: bool | None = None
    embed: bool = True
    comments: bool = False
    findings: bool = False
    theme: str = ""
    config: str | Path | None = None


def build_files(
    paths: Paths,
    output: str | Path | None = None,
    *,
    options: DocumentOptions = DocumentOptions(),
    batch: BatchOptions = BatchOptions(),
    write: bool = True,
    notify: Notify = ignore_note,
) -> Batch[BuildResult]:
    """Build the documents of submissions, and return the result for each, in their order.

    `output` is a file, for one submission in one format, otherwise a folder; by default that of wsisc.toml, or that of
    each source. With `write` a document is written when its result is due, never over a changed one.

    Raises WsiscError, before anything is built, if an option is wrong, a path does not exist, or a file that must not
    be overwritten is in the place of a document; and while the results are read if a cluster is lost.

    Example::

        from wsisc.api import DocumentOptions, build_files

        for result in build_files(["submission.yaml"], "out/", options=DocumentOptions(formats=["docx", "pdf"])):
            assert not result.diagnostics, result.diagnostics
            print(result.written["docx"], len(result.documents["docx"]))
    """
    repository.refresh()
    inputs = list_submissions(paths, notify, options.config)
    name = None if output is None else str(output)
    requests = [targets.create_request(file, tuple(list_names(options.formats)), name) for file in inputs]
    has_findings = options.findings and write
    _refuse_options(requests, options.comments, has_findings)
    chosen = [choose_theme(request.file, _create_options(request, options)) for request in requests]
    work = _Batch(inputs, chosen, targets.resolve(requests, list_names(paths)) if write else None)
    is_alone = len(inputs) == 1 and not batch.scheduler
    results = _build_one(work, notify) if is_alone else _build_many(work, batch, notify)
    return Batch(inputs, len(inputs), _add_findings(inputs, results, notify) if has_findings else results)


def build_documents(
    inputs: Sequence[InputFile], build_options: BuildOptions, batch_options: BatchOptions
) -> Batch[BuildResult]:
    """Return the results of files that are built with the same options; no document is written."""
    batch = _Batch(inputs, [choose_theme(file, build_options) for file in inputs], None)
    return Batch(inputs, len(inputs), _build_many(batch, batch_options, ignore_note))


def _refuse_options(requests: Sequence[OutputRequest], comments: bool, findings: bool) -> None:
    """Raise WsiscError if comments are requested, but no Word file."""
    if comments and not all(WRITERS[format].is_reviewed for request in requests for format in request.formats):
        raise WsiscError(t("--comments requires --format docx"), exit_code=2)
    if findings and not all("docx" in request.formats for request in requests):
        raise WsiscError(t("--findings requires --format docx"), exit_code=2)


def _add_findings(
    inputs: Sequence[InputFile], results: Generator[BuildResult], notify: Notify
) -> Generator[BuildResult]:
    """Yield results, each after its Word file was written again with the problems of its source as comments."""
    with contextlib.closing(results):
        for file, result in zip(inputs, results, strict=True):
            target = result.written.get("docx")
            try:
                yield replace(result, reviewed=_write_findings(file, target, notify) if target else None)
            except WsiscError as error:
                yield replace(result, refused=(*result.refused, error))


def _write_findings(file: InputFile, document: Path, notify: Notify) -> Path:
    """Write the Word file of a submission with its problems as comments. Raises WsiscError if it cannot be written."""
    from wsisc import importer, pipeline  # all of these are imported while Pandoc runs, or after it
    from wsisc.api import document_output
    from wsisc.api.checking import RuleOptions, choose_rules
    from wsisc.readers.word import reader
    from wsisc.review import import_account, review_document

    job = read_job(file, choose_rules(file, RuleOptions(), False, {}, notify).options)
    found, content = pipeline.check_job(job), document.read_bytes()
    assert found.submission  # it was built
    imported = importer.import_content(reader.read(content), job.catalogue, found.submission.call)
    origin = import_account.Origin(None, (), import_account.find_addresses(imported, found.submission))
    public = tuple(diagnostic for diagnostic in found.diagnostics if not _PRIVATE & {*diagnostic.path})
    checked = found._replace(diagnostics=public)
    reviewed = review_document.annotate(content, origin, checked, str(document))
    target = document_output.name_review(document)
    document_output.write_review(target, reviewed.content)
    return target


def default_target(path: str | Path, format: str) -> Path | None:
    """Return where the document of a submission is written if no option names a place, None for standard input.

    Raises WsiscError as `build_files` does.
    """
    [file] = list_submissions(path, ignore_note)
    return targets.resolve([targets.create_request(file, (format,), None)], [str(path)])[file.name, format]


class _Batch(NamedTuple):
    """The files to build, the options for each, and where each document is written; None: nowhere."""

    inputs: Sequence[InputFile]
    options: Sequence[BuildOptions]
    targets: Targets | None


def _create_options(request: OutputRequest, options: DocumentOptions) -> BuildOptions:
    is_draft = request.file.settings.settings.draft if options.draft is None else options.draft
    return BuildOptions(tuple(request.formats), options.embed, is_draft, options.comments, theme=options.theme)


def _build_one(batch: _Batch, notify: Notify) -> Generator[BuildResult]:
    """Yield the result of one file, which is built in this process: Pandoc is started before the checks are loaded."""
    [file], [options] = batch.inputs, batch.options
    try:
        job = read_job(file, options)
        with build_job.start(job) as running:
            from wsisc import pipeline  # imported while Pandoc runs

            built = pipeline.finish(job, running)
    except WsiscError as error:
        yield BuildResult(CheckResult(file.name, failure=error))
        return
    yield _write(file, options.formats, built, batch.targets, notify)


def _build_many(batch: _Batch, batch_options: BatchOptions, notify: Notify) -> Generator[BuildResult]:
    """Yield the results of files that are built in parallel, or come from the cache."""
    from wsisc.pipeline.jobs import file_batch  # needed only for several files
    from wsisc.pipeline.jobs.batch import Failure

    is_up_to_date = partial(file_batch.is_up_to_date, batch.targets or {})
    results = file_batch.run(batch.inputs, batch.options, batch_options, _IN_PROCESS_LIMIT, is_up_to_date)
    with contextlib.closing(results):
        for options, (file, outcome, was_cached) in zip(batch.options, results, strict=True):
            if isinstance(outcome, Failure):
                yield BuildResult(CheckResult(file.name, failure=WsiscError(outcome.message, outcome.hint)))
            else:
                yield _write(file, options.formats, outcome, batch.targets, notify, was_cached)


def _write(
    file: InputFile,
    formats: Sequence[str],
    built: "PipelineResult",
    places: Targets | None,
    notify: Notify,
    was_cached: bool = False,
) -> BuildResult:
    """Write the documents of a file that have a place and are not there yet, and return its result.

    `notify` receives a note on each document of an earlier build that errors leave in place.
    """
    from wsisc.api import document_output  # imported while Pandoc runs

    written = {}
    refused = []
    for format in formats:
        target, content = places[file.name, format] if places else None, built.documents.get(format)
        if target is None or (content is None and not was_cached):
            if target and target.exists():
                notify(sanitize(_describe_kept(target, format, file.name)))
            continue  # it goes to no file, or errors forbid it
        try:
            if content is not None:
                document_output.write(target, content, format, file.name if file.path else None)
            written[format] = target
        except WsiscError as error:
            refused.append(error)
    checked = CheckResult(file.name, tuple(built.checked_file.diagnostics), built.checked_file.lines, built.is_valid)
    return BuildResult(checked, built.documents, written, tuple(refused), was_cached)


def _describe_kept(target: Path, format: str, name: str) -> str:
    """Return a note on a file that is still there since its source has errors: a person may have written it."""
    from wsisc.api import document_output

    if target.stat().st_size and document_output.is_built(target, format):
        return t(
            "{target} is from an earlier build: it was not replaced, as {name} has errors", target=target, name=name
        )
    return t("{target} was not replaced, as {name} has errors", target=target, name=name)


def prevents_build(source: str | Path, document: str) -> bool:
    """Return whether a Word file has the place of that of a source, and is not replaced: it was not built."""
    from wsisc.api import document_output  # what compares documents is slow to load

    try:
        target = default_target(source, "docx")
        is_there = bool(target and target.samefile(document))
    except (WsiscError, OSError):
        return False
    return is_there and not document_output.is_built(Path(document), "docx")

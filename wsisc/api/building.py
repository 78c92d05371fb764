"""Submissions -> the documents of each, written where `-o` or wsisc.toml says, or next to the source."""

import contextlib
from collections.abc import Callable, Generator, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wsisc.api.results import Batch, BuildResult, CheckResult
from wsisc.diagnostic import WsiscError
from wsisc.jobs.job_creation import read_job
from wsisc.jobs.options import BatchOptions
from wsisc.settings import SETTINGS_FILE
from wsisc.workspace import repository, targets
from wsisc.workspace.input_files import InputFile, find_submissions
from wsisc.workspace.targets import OutputRequest, Targets
from wsisc.writers import WRITERS, build_job
from wsisc.writers.build_job import BuildOptions

if TYPE_CHECKING:
    from wsisc.pipeline import BuildResult as PipelineResult

_IN_PROCESS_LIMIT = 3
"""A guess: for so few files, starting other processes takes longer than it saves."""


def build_files(
    paths: Sequence[str | Path],
    output: str | Path | None = None,
    *,
    formats: Sequence[str] = (),
    draft: bool | None = None,
    embed: bool = True,
    comments: bool = False,
    write: bool = True,
    jobs: int = 0,
    use_cache: bool = True,
    scheduler: str = "",
    notify: Callable[[str], None] = lambda note: None,
) -> Batch[BuildResult]:
    """Build the documents of submissions, and return the result for each, in their order.

    `paths` are files, folders and patterns. `output` is a file, for one submission in one format, otherwise a folder;
    None stands for the folder of wsisc.toml, or that of each source. `formats` are some of docx, pdf, html, md and
    json, by default that of `output`, those of wsisc.toml, or docx. A `draft` may have empty parts (None: as wsisc.toml
    says); with `embed` documents carry their source, with `comments` Word files those of reviewers. With `write` a
    document is written when its result is due, never over one that somebody has changed; without, it is only returned.
    `jobs` is the number of parallel jobs, 0 for all cores; `use_cache` serves earlier results; `scheduler` is the
    address of a Dask scheduler. `notify` receives notes.

    Raises WsiscError, before anything is built, if an option is wrong, a path does not exist, or a file that must not
    be overwritten is in the place of a document; and while the results are read if a cluster is lost.

    Example::

        from wsisc.api import build_files

        for result in build_files(["submission.yaml"], "out/", formats=["docx", "pdf"]):
            assert not result.diagnostics, result.diagnostics
            print(result.written["docx"], len(result.documents["docx"]))
    """
    inputs = list(find_submissions(list(map(str, paths)), notify))
    name = None if output is None else str(output)
    requests = [_create_request(each, tuple(formats), name) for each in inputs]
    if comments and any(each.formats != ("docx",) for each in requests):
        raise WsiscError("--comments is for Word files: say --format docx", exit_code=2)
    options = [_create_options(each, draft, embed, comments) for each in requests]
    batch = _Batch(inputs, options, _resolve_targets(requests, paths) if write else None)
    is_alone = len(inputs) == 1 and not scheduler
    return Batch(
        inputs,
        len(inputs),
        _build_one(batch) if is_alone else _build_many(batch, BatchOptions(jobs, use_cache, scheduler)),
    )


def build_documents(
    inputs: Sequence[InputFile], build_options: BuildOptions, batch_options: BatchOptions
) -> Batch[BuildResult]:
    """Return the results of files that are built with the same options; no document is written."""
    batch = _Batch(inputs, [build_options] * len(inputs), None)
    return Batch(inputs, len(inputs), _build_many(batch, batch_options))


def default_target(path: str | Path, format: str) -> Path | None:
    """Return where the document of a submission is written if no option names a place, None for standard input.

    Raises WsiscError as `build_files` does.
    """
    [file] = find_submissions([str(path)], lambda note: None)
    return targets.resolve([_create_request(file, (format,), None)], is_single=True)[file.name, format]


class _Batch(NamedTuple):
    """The files to build, the options for each, and where each document is written; None: nowhere."""

    inputs: Sequence[InputFile]
    options: Sequence[BuildOptions]
    targets: Targets | None


def _resolve_targets(requests: Sequence[OutputRequest], paths: Sequence[str | Path]) -> Targets:
    is_single = len(paths) == len(requests) == len(requests[0].formats) == 1 and not Path(paths[0]).is_dir()
    return targets.resolve(requests, is_single)


def _create_request(file: InputFile, formats: tuple[str, ...], output: str | None) -> OutputRequest:
    """Return where the documents of a file go, as requested, or otherwise as its wsisc.toml says."""
    settings, settings_folder = repository.load_settings(file.folder)
    chosen = _choose_formats(formats, output, settings.formats, settings_folder)
    if output or not settings.output:
        return OutputRequest(file, chosen, output, file.subfolder)
    return targets.create_request(file, chosen, settings_folder, settings.output)


def _create_options(request: OutputRequest, draft: bool | None, embed: bool, comments: bool) -> BuildOptions:
    is_draft = repository.load_settings(request.file.folder)[0].draft if draft is None else draft
    return BuildOptions(tuple(request.formats), embed, is_draft, comments)


def _choose_formats(
    requested: tuple[str, ...], output: str | None, configured: tuple[str, ...], settings_folder: Path
) -> tuple[str, ...]:
    """Return the formats to build, each once: as requested, or of the output file, or as configured."""
    named = Path(output).suffix[1:] if output else ""
    for names, origin in ((requested, ""), (configured, f"{settings_folder / SETTINGS_FILE}, [build] formats: ")):
        for unknown in (format for format in names if format not in WRITERS):
            near = get_close_matches(unknown, WRITERS, 1)
            hint = f"use {near[0]}" if near else f"the formats are {', '.join(WRITERS)}"
            raise WsiscError(f"{origin}no format is named {unknown!r}; {hint}", exit_code=2)
    return tuple(dict.fromkeys(requested or ((named,) if named in WRITERS else configured) or ("docx",)))


def _build_one(batch: _Batch) -> Generator[BuildResult]:
    """Yield the result of one file, which is built in this process: Pandoc is started before the checks are loaded."""
    [file], [options] = batch.inputs, batch.options
    try:
        job = read_job(file, options)
        running = build_job.start(job)
        try:
            from wsisc import pipeline  # imported while Pandoc runs

            built = pipeline.build(job, running)
        finally:
            running.cancel()
    except WsiscError as error:
        yield BuildResult(CheckResult(file.name, failure=error))
        return
    yield _write(file, built, batch.targets)


def _build_many(batch: _Batch, batch_options: BatchOptions) -> Generator[BuildResult]:
    """Yield the results of files that are built in parallel, or come from the cache."""
    from wsisc.jobs import file_batch  # needed only for several files
    from wsisc.jobs.batch import Failure

    is_up_to_date = partial(file_batch.is_up_to_date, batch.targets or {})
    results = file_batch.run(batch.inputs, batch.options, batch_options, _IN_PROCESS_LIMIT, is_up_to_date)
    with contextlib.closing(results):
        for file, outcome, was_cached in results:
            if isinstance(outcome, Failure):
                yield BuildResult(CheckResult(file.name, failure=WsiscError(outcome.message, outcome.hint)))
            else:
                yield _write(file, outcome, batch.targets, was_cached)


def _write(file: InputFile, built: "PipelineResult", places: Targets | None, was_cached: bool = False) -> BuildResult:
    """Write the documents of a file that have a place, and return its result."""
    from wsisc.workspace import document_output  # imported while Pandoc runs

    written: dict[str, Path] = {}
    refused: list[WsiscError] = []
    for format, content in built.documents.items():
        target = places[file.name, format] if places else None
        if target is None:  # not written, or to standard output by the caller
            continue
        try:
            document_output.write(target, content, format, file.name if file.path else None)
            written[format] = target
        except WsiscError as error:
            refused.append(error)
    checked = CheckResult(file.name, tuple(built.checked_file.diagnostics), built.checked_file.lines, built.is_valid)
    return BuildResult(checked, built.documents, written, tuple(refused), was_cached)

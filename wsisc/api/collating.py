"""Submissions -> one compendium or one dataset, and what it does not contain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wsisc import collate, dataset, resources
from wsisc.api import titles
from wsisc.api.results import ignore_note
from wsisc.collate import collection
from wsisc.collate.collection import Collection, LeftOutSubmission
from wsisc.diagnostic import WsiscError
from wsisc.jobs.job_creation import read_job
from wsisc.workspace import document_output, protected, repository
from wsisc.workspace.input_files import InputFile, Notify, Paths, list_submissions
from wsisc.writers.build_job import BuildJob, BuildOptions

_DATASETS = ("xlsx", "csv", "json")
_LANGUAGES = resources.names("templates/locales", ".yaml")
_SETTINGS = ("title", "language")


@dataclass(frozen=True)
class CollateResult:
    """A compendium or dataset: its path, None if no submission could be taken, so that nothing was written.

    `members` are the names of the files that it contains, `left_out` the submissions that it does not, each with the
    reason. `remarks` are likely mistakes in the choice of files.
    """

    written: Path | None
    members: tuple[str, ...]
    left_out: tuple[LeftOutSubmission, ...]
    remarks: tuple[str, ...]


def collate_files(
    paths: Paths, output: str | Path, *, by: str = "", title: str | None = None, language: str = "",
    config: str | Path | None = None, notify: Notify = ignore_note
) -> CollateResult:  # fmt: skip
    """Write one document or dataset of many submissions, and return what it contains and what it does not.

    `output` ends in .docx, .pdf or .html for a document, in .xlsx, .csv or .json for a dataset. `by` groups a document
    by "action-line", "sdg", "country", "part" or "kind". `title` and `language` are those of the document, by default
    those of wsisc.toml (the nearest, or `config`), or of the session and of most submissions.

    Raises WsiscError if an option is wrong, a path does not exist, or another file is in the place of the output.

    Example::

        from wsisc.api import collate_files

        collated = collate_files(["submission.yaml"], "compendium.docx", by="action-line")
        print(collated.written, collated.members)
        for each in collated.left_out:
            print(each.file, each.reason)
    """
    target, format = Path(output), Path(output).suffix[1:].lower()
    _check_options(str(output), format, by, title, language)
    protected.refuse_unportable(str(output))
    repository.refresh()
    inputs = list_submissions(paths, notify, config)
    protected.ProtectedFiles(each.path for each in inputs).refuse_overwrite(target)
    document_output.refuse_early(target, format)
    settings = _read_settings(inputs[0])
    named = (title, "--title") if title is not None else (settings.get("title"), f"{inputs[0].settings.file}: title")
    options = titles.check_title(*named), language or settings.get("language", ""), by
    create = _create_dataset if format in _DATASETS else _create_compendium
    content, collected = create(inputs, format, options)
    if collected.members:
        document_output.write(target, content, format)
    members = tuple(each.file for each in collected.members)
    return CollateResult(target if members else None, members, collected.left_out, tuple(collected.remarks()))


def _check_options(output: str, format: str, by: str, title: str | None, language: str) -> None:
    """Raise WsiscError if an option is wrong."""
    if format not in (*collate.FORMATS, *_DATASETS):
        endings = f".{', .'.join(collate.FORMATS)}, or for data in .{', .'.join(_DATASETS)}"
        raise WsiscError(f"{output}: expected a name ending in {endings}", exit_code=2)
    if format in _DATASETS and (by or title or language):
        raise WsiscError("--by, --title and --language cannot be used for a dataset", exit_code=2)
    for name, value, known in (("by", by, collate.GROUPINGS), ("language", language, _LANGUAGES)):
        if value and value not in known:
            raise WsiscError(f"{name} {value!r} is unknown; use one of {', '.join(known)}", exit_code=2)


def _read_settings(file: InputFile) -> Mapping[str, str]:
    """Return the table [collate] of wsisc.toml. Raises WsiscError if it cannot be used."""
    settings, problem = file.settings.settings.collate, ""
    for key, value in settings.items():
        if key not in _SETTINGS:
            problem = f"{key} is unknown; use one of {', '.join(_SETTINGS)}"
        elif not isinstance(value, str):
            problem = f"{key} must be a text in quotation marks"
    if not problem and settings.get("language", "en") not in _LANGUAGES:
        problem = f"language must be one of {', '.join(_LANGUAGES)}"
    if problem:
        raise WsiscError(f"{file.settings.file}: [collate] {problem}", exit_code=2)
    return settings


def _create_jobs(inputs: Sequence[InputFile]) -> tuple[list[BuildJob], dict[str, tuple[str, str]]]:
    """Return the jobs for the files that can be read, and the reasons why others cannot."""
    jobs, unread = [], {}
    for file in inputs:
        try:
            jobs.append(read_job(file, BuildOptions()))
        except WsiscError as error:
            unread[file.name] = str(error), "file"
    return jobs, unread


def _create_dataset(inputs: Sequence[InputFile], format: str, _: tuple[str, str, str]) -> tuple[bytes, Collection]:
    """Return the dataset, and what it contains and what it does not."""
    collected = collection.collect(*_create_jobs(inputs))
    return dataset.write(collected, format) if collected.members else b"", collected


def _create_compendium(
    inputs: Sequence[InputFile], format: str, options: tuple[str, str, str]
) -> tuple[bytes, Collection]:
    """Return the compendium, and what it contains and what it does not."""
    *_, grouping = options
    with collate.open_builder(format) as builder:
        collected = collection.collect(*_create_jobs(inputs), None if grouping else builder.begin_chapter)
        return builder.write(collected, *options) if collected.members else (b"", collected)

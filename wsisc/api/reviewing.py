"""Word files that people sent -> the same files with a comment at the words of each problem."""

import os
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from wsisc import pipeline
from wsisc.api import document_output
from wsisc.api.checking import ChosenRules, RuleOptions, choose_rules, fix_all
from wsisc.api.results import Batch, CheckResult, ignore_note
from wsisc.calls.call import Catalogue
from wsisc.document.figures import LoadedFigures
from wsisc.importer import import_document as importing
from wsisc.importer.import_document import Destination, ImportedDocument
from wsisc.messages import t, use_one_of
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml.file_format import FileFormat, recognize
from wsisc.pipeline.jobs import batch, executors
from wsisc.pipeline.jobs.batch import Failure
from wsisc.readers.received_document import ReceivedDocument
from wsisc.review import import_account, own_comments, review_document
from wsisc.source import model
from wsisc.text import portable_names
from wsisc.workspace import protected, received_folder, repository
from wsisc.workspace.input_files import YAML_SUFFIXES, InputFile, Notify, Paths, list_names, read_document
from wsisc.writers.build_job import BuildJob

_LANGUAGE = re.compile(rb"^language:.*$", re.MULTILINE)


@dataclass(frozen=True)
class ReviewResult:
    """A Word file that was reviewed: what is wrong with it, and the file with comments.

    `check` has the diagnostics, whose lines are the paragraphs of the file. `target` is where the file with `comments`
    comments and `changes` suggested changes was written, None if it was not: then `content` has it. `left_out` are
    lines on what of the file could not be checked, `notes` sentences on the whole file, such as that its signature is
    not valid in the copy. `call` and `language` are those by which it was checked; `other_call` are lines that say that
    it answers another call.
    """

    check: CheckResult
    target: Path | None = None
    content: bytes = field(default=b"", repr=False)
    comments: int = 0
    changes: int = 0
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    call: str = ""
    language: str = ""
    other_call: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        """The name of the file, as the caller wrote it."""
        return self.check.file

    @property
    def failure(self) -> WsiscError | None:
        """Why the file could not be reviewed, None if it was."""
        return self.check.failure

    @property
    def is_sound(self) -> bool:
        """Whether all of the file was checked by the call that it answers, and found to be valid."""
        return self.check.is_valid and not self.left_out and not self.other_call


class ReviewOptions(NamedTuple):
    """How to review Word files.

    `call` is the call that they answer, "" to detect it; `language` is that of their text, "" to detect it. `suggest`
    writes safe fixes as tracked changes. `comment_language` is the language of the comments, "" for that of each file,
    or English. `config` is used in place of the nearest wsisc.toml; `jobs` is the number of processes.
    """

    call: str = ""
    language: str = ""
    suggest: bool = False
    comment_language: str = ""
    config: str | Path | None = None
    jobs: int | None = None


class _ReviewJob(NamedTuple):
    document: str
    target: Path | None
    options: ReviewOptions
    rules: RuleOptions
    config: Path | None


def review_files(
    paths: Paths,
    output: str | Path | None = None,
    *,
    options: ReviewOptions = ReviewOptions(),
    rules: RuleOptions = RuleOptions(),
    write: bool = True,
    notify: Notify = ignore_note,
) -> Batch[ReviewResult]:
    """Check Word files by the rules of `validate_files`, and write each with its problems as Word comments.

    `paths` are Word files and folders. `output` is the file to write, or a folder for several; by default
    a.reviewed.docx next to a.docx. With `write=False` nothing is written.

    Raises WsiscError, before anything is checked, if an option is wrong, if there is no file, or if another file is in
    the place of a result: only an unchanged result is replaced.

    Example::

        from wsisc.api import ReviewOptions, review_files

        for reviewed in review_files("submission.docx", options=ReviewOptions(suggest=True)):
            print(reviewed.document, reviewed.target, reviewed.comments, reviewed.changes)
    """
    repository.refresh()
    documents = received_folder.find_word_files(list_names(paths), notify)
    targets = _choose_targets(documents, output) if write else [None] * len(documents)
    config = Path(options.config) if options.config else None
    inputs = [InputFile(str(document.path), document.path, config=config) for document in documents]
    _refuse_overwrite(inputs, targets)
    for file in inputs:
        choose_rules(file._replace(loaded=b"-"), rules, False, {}, notify)
        if options.call:
            repository.refuse_unknown_call(options.call, repository.load_catalogue(file.folder))
    jobs_to_do = [
        _ReviewJob(file.name, target, options, rules, file.config) for file, target in zip(inputs, targets, strict=True)
    ]
    return Batch(inputs, len(inputs), _review_all(jobs_to_do, min(options.jobs or os.cpu_count() or 1, len(inputs))))


def _choose_targets(documents: Sequence[received_folder.FoundWordFile], output: str | Path | None) -> list[Path | None]:
    """Return where each file is written with comments. Raises WsiscError if two would have the same place."""
    if output is None:
        targets = [document_output.name_review(document.path) for document in documents]
    elif len(documents) == 1 and not (folder := Path(output)).is_dir() and not _is_folder_name(output):
        ending = Path(received_folder.name_reviewed(documents[0].path)).suffix
        if folder.suffix.lower() != ending:
            problem = t("expected a name ending in {ending}", ending=ending)
            raise WsiscError(
                t("{output}: {problem}", output=output, problem=problem), t("choose another name with -o"), 2
            )
        targets = [folder]
    elif not _is_folder_name(output) and not Path(output).is_dir():
        raise WsiscError(
            t("{output}: several files need a folder", output=output), t("choose another name with -o"), exit_code=2
        )
    else:
        targets = [
            Path(output) / document.subfolder / received_folder.name_reviewed(document.path) for document in documents
        ]
    first_by_target: dict[str, Path] = {}
    for at, (document, target) in enumerate(zip(documents, targets, strict=True)):
        if str(target).casefold() in first_by_target:  # a.doc next to a.docx
            targets[at] = target.with_name(f"{document.path.name}{target.name.removeprefix(document.path.stem)}")
        first = first_by_target.setdefault(str(targets[at]).casefold(), document.path)
        if first != document.path:
            raise WsiscError(
                t(
                    "{path} and {first} would both be written to {target}",
                    path=document.path,
                    first=first,
                    target=target,
                ),
                t("rename one of them"),
                2,
            )
    return list(targets)


def _is_folder_name(output: str | Path) -> bool:
    """Return whether a name is that of a folder, which may be new: it has no ending, or a slash at its end."""
    return not Path(output).suffix or str(output).endswith(("/", os.sep))


def _refuse_overwrite(inputs: Sequence[InputFile], targets: Sequence[Path | None]) -> None:
    """Raise WsiscError if a result would replace a file that is read, or that a person has worked on."""
    read = protected.ProtectedFiles(file.path for file in inputs)
    for target in targets:
        if target:
            read.refuse_overwrite(target)
            document_output.refuse_changed_review(target)


def _review_all(jobs: Sequence[_ReviewJob], width: int) -> Generator[ReviewResult]:
    if len(jobs) == 1:
        yield _review_one(jobs[0])
        return
    start = (lambda: executors.start_processes(width)) if width > 1 else executors.InProcessExecutor
    for job, outcome in zip(jobs, batch.run(jobs, _review, width, start), strict=True):
        if isinstance(outcome, Failure):
            failure = WsiscError(outcome.message, outcome.hint)
            yield ReviewResult(CheckResult(job.document, failure=failure))
        else:
            yield outcome


def _review_one(job: _ReviewJob) -> ReviewResult:
    """Review a document in this process."""
    try:
        return _review(job)
    except WsiscError as error:
        return ReviewResult(CheckResult(job.document, failure=error))


def _review(job: _ReviewJob) -> ReviewResult:
    """Review a document, perhaps in a process that reviews many."""
    path = Path(job.document)
    content = _read_word_file(job.document)
    known = repository.load_catalogue(path.parent)
    imported = importing.import_bytes(
        content, job.document, known, call_id=job.options.call, destination=Destination(job.document), with_words=True
    )
    text = _set_language(imported, job.options.language, known)
    file = InputFile(job.document, path, text, config=job.config)
    rules = choose_rules(file, job.rules, False, {}, ignore_note)
    options = rules.options._replace(is_foreign=imported.report is not None)
    build_job = BuildJob(job.document, text, LoadedFigures(), known, options)
    checked = pipeline.check_job(build_job)
    fixed = model.from_data(fix_all(build_job).checked.source.data) if job.options.suggest else None
    origin = import_account.describe_import(imported)
    reviewed = review_document.annotate(content, origin, checked, job.document, fixed, job.options.comment_language)
    if job.target:
        document_output.write_review(job.target, reviewed.content)
    result = _to_result(job, reviewed, rules)
    submission = checked.submission
    return replace(
        result,
        left_out=origin.left_out,
        other_call=origin.other_call,
        call=submission.call if submission else "",
        language=submission.language if submission else "",
    )


def _to_result(job: _ReviewJob, reviewed: review_document.ReviewedDocument, rules: ChosenRules) -> ReviewResult:
    checked = reviewed.checked_file
    is_valid = not {diagnostic.severity for diagnostic in checked.diagnostics} & rules.failing
    return ReviewResult(
        CheckResult(job.document, tuple(checked.diagnostics), checked.lines, is_valid),
        job.target,
        b"" if job.target else reviewed.content,
        reviewed.comments,
        reviewed.changes,
        notes=reviewed.notes,
    )


def _read_word_file(name: str) -> bytes:
    """Return the bytes of a Word file without the comments of an earlier review, converted if it has another format."""
    if Path(name).suffix.lower() in YAML_SUFFIXES:
        hint = t("run wsisc validate {path}; a review is of a Word file", path=portable_names.quote_path(name))
        raise WsiscError(t("{name} is a submission, not a Word file", name=name), hint, exit_code=2)
    content = ReceivedDocument(read_document(name)).word_file
    if recognize(content) in (FileFormat.PDF, FileFormat.HTML):
        raise WsiscError(
            t("{name} is not a Word file", name=name), t("review the Word file that it was made from"), exit_code=2
        )
    return own_comments.remove_earlier(content).content


def _set_language(imported: ImportedDocument, language: str, known: Catalogue) -> bytes:
    """Return the YAML of a document in the language that the caller names; "" is that of the document.

    Raises WsiscError if its call has no wording in the language.
    """
    text, call = imported.text.encode(), imported.submission.call
    if language and call in known.ids() and language not in (languages := known.load(call).languages):
        raise WsiscError(
            t(
                "the call {call} is not in {language}; {hint}",
                call=call,
                language=repr(language),
                hint=use_one_of(languages),
            ),
            exit_code=2,
        )
    return _LANGUAGE.sub(f"language: {language}".encode(), text, count=1) if language else text

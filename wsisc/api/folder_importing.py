"""A folder of documents that people sent -> a submission of each, written in a folder of its own.

A document can be new, the same as before, renewed, or in conflict with what somebody changed since.
"""

import enum
import os
from collections.abc import Callable, Generator, Mapping, MutableMapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from wsisc import source
from wsisc.api.importing import import_document
from wsisc.api.results import Batch, ignore_note
from wsisc.importer.account.report import ItemCode, format_item, name_item
from wsisc.importer.import_document import ImportedDocument
from wsisc.importer.parts import part_mapping
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.pipeline.jobs import batch, executors
from wsisc.pipeline.jobs.batch import Done, Failure
from wsisc.source import model
from wsisc.source.model import Part
from wsisc.text import portable_names
from wsisc.workspace import protected, received_folder, repository
from wsisc.workspace.input_files import YAML_SUFFIXES, InputFile, Notify
from wsisc.workspace.received_folder import FoundDocument, Imported

_NEVER = "0" * 64  # no digest of a file: what may have been edited is not replaced


class ImportSummary(NamedTuple):
    """What became of a document, in numbers of words, with the names of the parts that are filled.

    `is_unchanged`: it is an unchanged document of wsisc, so its embedded source was used and no words were counted.
    `open_headings` is the number of headings that a person must assign to a part, `errors` that of
    errors in the YAML, and `items` are lines that report what to look at, what needs a person first.
    """

    call: str
    language: str
    entity: str
    parts: tuple[str, ...]
    words_read: int
    placed: int
    printed_by_call: int
    left_out: int
    unplaced: int
    open_headings: int
    errors: int
    needs_person: bool
    items: tuple[str, ...]
    is_unchanged: bool


@dataclass(frozen=True)
class FolderImportResult:
    """A document of a folder, and the YAML file `target` of its submission.

    `summary` is what became of it, None if it was not imported: because of the error `failure`, because of `conflict`
    (the document was renewed, and somebody has edited `target`; with `is_gone`, it is no longer where it was, and
    `target` is), or because it is what `target` was imported from. `earlier` is where the submission is that a renewed
    document replaced. `other_call` says that the document, or the submission that was kept, answers another call than
    the one that a person named, "" if it does not.
    """

    document: str
    target: Path
    summary: ImportSummary | None = None
    failure: WsiscError | None = None
    conflict: str = ""
    earlier: Path | None = None
    other_call: str = ""
    is_gone: bool = False

    @property
    def outcome(self) -> str:
        """What happened: "imported", "renewed", "check" (by a person), "conflict", "gone", "kept" or "failed"."""
        if self.failure:
            return "failed"
        if self.conflict:
            return "gone" if self.is_gone else "conflict"
        if self.summary is None:
            return "kept"
        if self.summary.needs_person:
            return "check"
        return "renewed" if self.earlier else "imported"


class _State(enum.Enum):
    """What a document is to the submission in its place; UNKNOWN: no import of it is recorded."""

    NEW = enum.auto()
    SAME = enum.auto()
    RENEWED = enum.auto()
    EDITED = enum.auto()
    UNKNOWN = enum.auto()


class _ImportJob(NamedTuple):
    """A document to import; to compare with its submission if it is not recorded from what that was imported."""

    document: str
    target: Path
    call: str
    with_call: bool
    state: _State


class FolderImportOptions(NamedTuple):
    """How to import the documents of a folder.

    `call` and `with_call` are those of `import_document`. `keep_edited` keeps a submission that somebody has edited
    though its document was renewed, and reports no conflict. `jobs` is the number of processes, by default that of the
    cores.
    """

    call: str = ""
    with_call: bool = False
    keep_edited: bool = False
    jobs: int | None = None


def import_folder(
    folder: str | Path,
    output: str | Path | None = None,
    *,
    options: FolderImportOptions = FolderImportOptions(),
    notify: Notify = ignore_note,
) -> Batch[FolderImportResult]:
    """Import the documents in a folder and in those below it, in parallel, and return the result for each.

    A document `a.docx` becomes `a/a.yaml` in the folder `output`, by default that of `default_output`. A submission
    that is there already is kept if it was imported from the same document; that of a renewed document is replaced, and
    kept in `.earlier`, unless somebody has edited it. The last results are those of submissions whose documents are
    gone: they stay as they are. A document that cannot be imported stops no other.

    Raises WsiscError, before anything is imported, if the folder has no document or cannot be read, or if `output` is a
    file.

    Example::

        from wsisc.api import import_folder

        for each in import_folder("received"):
            print(each.document, each.outcome, each.failure or each.target)
    """
    place = Path(folder)
    if not place.is_dir():
        raise WsiscError(t("{place} is not a folder", place=place), exit_code=2)
    target = Path(output or default_output(place))
    _refuse_file(target)
    found = received_folder.find_documents(place, target, notify)
    repository.refresh()
    known = repository.load_catalogue(found[0].target.parent)
    if options.call:
        repository.refuse_unknown_call(options.call, known)
    inputs = [InputFile(str(each.path), each.path) for each in found]
    width = min(options.jobs or os.cpu_count() or 1, len(found))
    jobs_of = partial(_ImportJob, call=options.call, with_call=options.with_call)
    records = received_folder.read(target)
    gone = _find_gone(target, records, {each.target for each in found})
    results = _import_all(found, target, jobs_of, width, records, keep_edited=options.keep_edited)
    return Batch(inputs, len(found) + len(gone), _chain(results, gone))


def _refuse_file(output: Path) -> None:
    """Raise WsiscError if the place of several submissions is a file, or is named as one."""
    above = next((path for path in (output, *output.parents) if os.path.lexists(path)), None)
    is_file = above is not None and not above.is_dir()
    if is_file or (above != output and output.suffix.lower() in YAML_SUFFIXES):
        problem = t("{output}: several files need a folder", output=output)
        raise WsiscError(problem, t("choose another name with -o"), exit_code=2)


def _find_gone(folder: Path, records: Mapping[str, Imported], targets: Set[Path]) -> list[FolderImportResult]:
    """Return a result for each submission in a folder whose document is gone."""
    return [
        FolderImportResult(str(document), submission, conflict=_say_gone(submission), is_gone=True)
        for submission, document in _find_without_document(folder, records)
        if submission not in targets
    ]


def _say_gone(submission: Path) -> str:
    return t("the document is gone, and its submission {file} is still there", file=submission)


def _chain(
    results: Generator[FolderImportResult], others: Sequence[FolderImportResult]
) -> Generator[FolderImportResult]:
    yield from results
    yield from others


def default_output(folder: Path) -> Path:
    """Return the default output folder: next to that of the documents, whose calls/ may be from a stranger."""
    place = folder if folder.name not in ("", "..") else folder.resolve()
    return place.with_name(f"{place.name}-submissions") if place.name else place / "submissions"


def _import_all(
    found: Sequence[FoundDocument],
    output: Path,
    create_job: Callable[..., _ImportJob],
    width: int,
    records: dict[str, received_folder.Imported],
    *,
    keep_edited: bool,
) -> Generator[FolderImportResult]:
    items = _list_items(found, output, create_job, records)
    start = (lambda: executors.start_processes(width)) if width > 1 else executors.InProcessExecutor
    try:
        for each, outcome in zip(found, batch.run(items, _import, width, start), strict=True):
            if isinstance(outcome, Failure):
                failure = WsiscError(outcome.message, outcome.hint)
                result = FolderImportResult(str(each.path), each.target, failure=failure)
            else:
                result = replace(outcome, conflict="") if keep_edited else outcome
            if not (result.failure or result.conflict):
                _record(each, output, records, is_new=result.summary is not None)
            yield result
    finally:
        if records:
            received_folder.write(output, records)


def _list_items(
    found: Sequence[FoundDocument],
    output: Path,
    create_job: Callable[..., _ImportJob],
    records: Mapping[str, received_folder.Imported],
) -> list[_ImportJob | Done[FolderImportResult]]:
    """Return what is to be done with documents, or why nothing can be."""
    items: list[_ImportJob | Done[FolderImportResult]] = []
    first_by_target: dict[str, Path] = {}
    for each in found:
        first = first_by_target.setdefault(str(each.target).casefold(), each.path)
        if first != each.path:
            problem = t("{path} and {first} would have the same submission", path=each.path, first=first)
            items.append(Done(Failure(problem, t("rename one of them"))))
        elif problem := received_folder.find_name_problem(each, output):
            items.append(Done(Failure(problem, t("rename the document"))))
        elif problem := _find_link_problem(each.target, output):
            items.append(Done(Failure(problem)))
        else:
            state = _find_state(each, output, records)
            items.append(create_job(str(each.path), each.target, state=state))
    return items


def _find_link_problem(target: Path, output: Path) -> str:
    """Return why a submission would be written outside the folder of all, through a link in it; "" if it is not."""
    try:
        protected.refuse_links(target, output)
    except WsiscError as error:
        return str(error)
    return ""


def _import(job: _ImportJob) -> FolderImportResult:
    """Import a document in a process that imports many."""
    same = FolderImportResult(job.document, job.target)
    if job.state is _State.SAME:
        return _keep(same, job.call)
    if job.state is _State.EDITED:
        return replace(same, conflict=t("the document was renewed, but {file} was edited since", file=job.target))
    if job.state is _State.UNKNOWN:
        imported = import_document(job.document, call=job.call, write=False).document
        if _is_import_of(imported, job.target):
            return replace(same, other_call=_describe_other_call(imported))
        return replace(same, conflict=t("{file} differs from an import of the document", file=job.target))
    moved = received_folder.set_aside(job.target) if job.state is _State.RENEWED else {}
    try:
        imported = import_document(job.document, job.target, call=job.call, with_call=job.with_call).document
    except BaseException:
        received_folder.put_back(moved)
        raise
    return FolderImportResult(
        job.document,
        job.target,
        _summarize(imported),
        earlier=moved.get(job.target),
        other_call=_describe_other_call(imported),
    )


def _summarize(imported: ImportedDocument) -> ImportSummary:
    submission, report = imported.submission, imported.report
    decisions = report.decisions if report else ()
    opened = [part_mapping.report_open(each) for each in decisions if each.is_open]
    lines = sorted([*imported.items, *opened], key=lambda item: not item.needs_person)
    words = (report.words_read, report.placed, report.printed_by_call, report.reported) if report else (0, 0, 0, 0)
    return ImportSummary(
        submission.call,
        submission.language,
        submission.entity.name,
        tuple(name for name in imported.parts if _is_filled(submission.parts, name.split("."))),
        *words,
        report.unplaced_words if report else 0,
        len(opened),
        len(imported.errors),
        imported.needs_person,
        tuple(map(format_item, lines)),
        report is None,
    )


def _describe_other_call(imported: ImportedDocument) -> str:
    return next((name_item(item) for item in imported.items if item.code == ItemCode.OTHER_CALL), "")


def _keep(result: FolderImportResult, call: str) -> FolderImportResult:
    """Return the result for a submission that is kept; it says if that answers another call than a person named."""
    if not call or call == (kept := _read_call(result.target)):
        return result
    text = t(
        "{file} is kept, and answers {kept}, not {call}; to move it, run wsisc migrate {path} --to {call}",
        file=result.target,
        kept=kept or t("no call"),
        call=call,
        path=portable_names.quote_path(result.target),
    )
    return replace(result, other_call=text)


def _is_filled(parts: Sequence[Part], ids: Sequence[str]) -> bool:
    """Return whether a part, such as ("three", "b"), has a text or sections."""
    part = next((each for each in parts if each.id == ids[0]), None)
    if part is None:
        return False
    return _is_filled(part.parts, ids[1:]) if len(ids) > 1 else bool(part.text or part.sections)


def _find_state(found: FoundDocument, output: Path, records: Mapping[str, Imported]) -> _State:
    """Return what a document is to its submission; one that was renewed and one that was edited differ by digests."""
    if not os.path.lexists(found.target):
        return _State.NEW
    known = records.get(_name(found, output))
    if known is None:
        return _State.UNKNOWN
    if received_folder.digest_document(found.path) == known.document:
        return _State.SAME
    is_as_imported = received_folder.digest_submission(found.target) == known.submission
    return _State.RENEWED if is_as_imported else _State.EDITED


def _is_import_of(imported: ImportedDocument, target: Path) -> bool:
    """Return whether a submission is what an import yields, apart from its layout."""
    try:
        return model.from_data(source.read(imported.text.encode(), "").data) == model.from_data(
            source.read(target.read_bytes(), target.name).data
        )
    except (OSError, WsiscError):
        return False


def _read_call(target: Path) -> str:
    """Return the id of the call that a submission answers, "" if it cannot be read."""
    try:
        return str(source.read(target.read_bytes(), target.name).value(("call",)) or "")
    except (OSError, WsiscError):
        return ""


def _record(found: FoundDocument, output: Path, records: MutableMapping[str, Imported], *, is_new: bool) -> None:
    """Record from which document a submission is; that it is as imported is only known of a new one."""
    name = _name(found, output)
    known = records.get(name, Imported("", _NEVER))
    submission = received_folder.digest_submission(found.target) if is_new else known.submission
    if (document := received_folder.digest_document(found.path)) and submission:
        path = os.path.relpath(found.path.resolve(), output.resolve())
        records[name] = Imported(document, submission, path)


def _find_without_document(output: Path, records: Mapping[str, Imported]) -> list[tuple[Path, Path]]:
    """Return the submissions whose documents are gone, each with the place where its document was."""
    places = (
        (output / name, Path(os.path.normpath(output / known.path)))
        for name, known in sorted(records.items())
        if known.path
    )
    return [(target, document) for target, document in places if target.is_file() and not os.path.lexists(document)]


def _name(found: FoundDocument, output: Path) -> str:
    return found.target.relative_to(output).as_posix()

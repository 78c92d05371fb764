"""The name of a version, as a user writes it: a file, a revision or a document -> the submission in it."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wsisc import source
from wsisc.calls import schema
from wsisc.calls.call import Catalogue
from wsisc.diff_report.compared_versions import ComparedVersion
from wsisc.document import canonical, figures
from wsisc.document.figures import FigureError, FigureProblem, LoadedFigures
from wsisc.document.submission_file import SubmissionFile
from wsisc.messages import join_clauses, t
from wsisc.messages.diagnostic import STANDARD_INPUT, Finding, Severity, WsiscError, excerpt, find_errors
from wsisc.ooxml import file_format
from wsisc.ooxml.file_format import FileFormat
from wsisc.source import model
from wsisc.source.model import Figure
from wsisc.text import portable_names
from wsisc.workspace import repository, revisions, streams
from wsisc.workspace.input_files import Notify, suggest_file
from wsisc.workspace.revisions import RevisionFile
from wsisc.writers import yaml

if TYPE_CHECKING:  # the reader of Word files is slow to load
    from wsisc.importer.import_document import ImportedDocument
    from wsisc.readers.word.accept_reject import TrackedWord


_DOCUMENT_ENDINGS = (".docx", ".docm", ".doc", ".odt", ".rtf", ".pdf")


class _LoadedVersion(NamedTuple):
    """A version as it was named, its bytes, the calls that it may answer, and where its figures are."""

    name: str
    content: bytes
    known: Catalogue
    place: Path | RevisionFile

    @property
    def is_document(self) -> bool:
        """Whether it is a document, or named as one; the text of a submission may quote the code of a page."""
        kind, start = file_format.recognize(self.content), self.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        is_named = Path(self.name).suffix.lower() in _DOCUMENT_ENDINGS
        return is_named or (kind != FileFormat.UNKNOWN and (kind != FileFormat.HTML or start == b"<"))


def read_versions(old: str, new: str, call: str, notify: Notify) -> tuple[ComparedVersion, ComparedVersion]:
    """Return two versions of a submission.

    Each name is a file or "-", a file of a Git revision ("REV:FILE"), or a document; an existing file of a name wins. A
    Word file that does not show which call it answers is read by `call`, by default the call of the other version.
    Raises WsiscError if one cannot be read.
    """
    first, second = _load(old), _load(new)
    return _read(first, lambda: call or _find_call(second), notify), _read(
        second, lambda: call or _find_call(first), notify
    )


def read_submission(content: bytes, name: str, folder: Path, known: Catalogue) -> ComparedVersion:
    """Return the version in the bytes of a submission, whose figures are in `folder`; `known` are its calls.

    Raises WsiscError if it is no submission.
    """
    return _read_submission(_LoadedVersion(name, content, known, folder))


def read_sent(name: str, call: str, notify: Notify) -> SubmissionFile:
    """Return the version that was sent out, by its name as in `read_versions`, as a file with its images.

    A Word file that does not show which call it answers is read by `call`. Raises WsiscError if it cannot be read; a
    YAML file may have errors.
    """
    version = _load(name)
    if not version.is_document:
        return read_file(version.content, version.name, version.place)
    read = _read_document(version, lambda: call, notify)
    text = yaml.dump_canonical(read.submission).encode()
    return SubmissionFile(text, source.read(text, name), read.submission, Path(), read.figures)


def read_file(content: bytes, name: str, place: Path | RevisionFile) -> SubmissionFile:
    """Return the submission in the bytes of a file, with the images beside it, in its folder or its revision."""
    parsed = source.read(content, name)
    submission = model.from_data(parsed.data)
    folder = place if isinstance(place, Path) else place.folder
    return SubmissionFile(content, parsed, submission, folder, _read_figures(submission.figures, place))


def find_path(name: str) -> Path | None:
    """Return the path of a version that is a file, None for any other."""
    return None if name == "-" or revisions.parse(name) else Path(name)


def _read_file(name: str) -> tuple[bytes, Path]:
    """Return the bytes of a file, a pipe or standard input, and the folder that its figures are relative to."""
    if name == "-":
        if sys.stdin is None:
            raise WsiscError(t("standard input is closed"))
        return sys.stdin.buffer.read(), Path()
    path = Path(name)
    if not name:
        raise WsiscError(t("the path is empty"), exit_code=2)
    if path.is_dir():
        raise WsiscError(t("{name} is a folder", name=name), t("name a file in it"), exit_code=2)
    if not path.exists():
        hint = t("name a file, or a file of a Git revision, such as HEAD:./submission.yaml")
        near = suggest_file(Path(name))
        raise WsiscError(t("{name} does not exist", name=name), near or hint, exit_code=2)
    try:
        return path.read_bytes() if path.is_file() else streams.read(path), path.parent
    except OSError as error:
        raise WsiscError(t("{name} cannot be read: {strerror}", name=name, strerror=error.strerror)) from None


def _load(name: str) -> _LoadedVersion:
    revision = revisions.parse(name) if name != "-" else None
    content, folder = (revision.read(), revision.folder) if revision else _read_file(name)
    shown = STANDARD_INPUT if name == "-" else name
    return _LoadedVersion(shown, content, repository.load_catalogue(folder), revision or folder)


def _read(version: _LoadedVersion, find_call: Callable[[], str], notify: Notify) -> ComparedVersion:
    return _read_document(version, find_call, notify) if version.is_document else _read_submission(version)


def _read_submission(version: _LoadedVersion) -> ComparedVersion:
    """Return the version in a YAML file. Raises WsiscError if it is no submission.

    The schema, which takes as long to check as the versions take to compare, is needed only if something is not read.
    """
    name, known, place = version.name, version.known, version.place
    parsed = source.read(version.content, name)
    submission = model.from_data(parsed.data)
    unread = ""
    if find_errors(parsed.diagnostics) or _drop_empty(parsed.data) != _drop_empty(canonical.to_data(submission)):
        checked = schema.check(parsed, known)
        errors = find_errors(checked.diagnostics)
        if not isinstance(parsed.data, dict) or any(error.code == schema.NOT_A_SUBMISSION for error in errors):
            where = f"{name}:{errors[0].line}"
            message = t("{document}: {message}", document=where, message=errors[0].message)
            raise WsiscError(message, errors[0].hint, exit_code=1)
        parsed, submission = checked.source, model.from_data(checked.source.data)
        advice = t("; run wsisc validate {quote_path} to list them", quote_path=portable_names.quote_path(name))
        unread = t(
            "it has errors, so perhaps not all of it was compared{form}", form=advice if isinstance(place, Path) else ""
        )
    return ComparedVersion(name, submission, known, parsed, _read_figures(submission.figures, place), unread)


def _drop_empty(data: Any) -> Any:
    """Return data without keys that have no value: whether an empty text is written or not is no difference."""
    if isinstance(data, dict):
        kept = {key: _drop_empty(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value not in ("", None, False, {}, [])}
    return [_drop_empty(value) for value in data] if isinstance(data, list) else data


def _read_figures(named: Mapping[str, Figure], place: Path | RevisionFile) -> LoadedFigures:
    """Return the images of figures next to a file, or in its revision."""
    if isinstance(place, Path):
        return figures.read(named, place)
    images, problems = {}, []
    for name, file in ((name, figure.file) for name, figure in named.items() if figure.file):
        try:
            figures.check_path(file)
            images[name] = figures.read_image(file, place.read_sibling(file))
        except (FigureError, WsiscError) as error:
            problems.append(_create_problem(name, str(error)))
    return LoadedFigures(images, tuple(problems))


def _create_problem(name: str, message: str) -> FigureProblem:
    return FigureProblem("figure-not-found", Severity.ERROR, Finding(("figures", name, "file"), message))


def _read_document(version: _LoadedVersion, find_call: Callable[[], str], notify: Notify) -> ComparedVersion:
    """Return the version in a document: the source that it carries, or what is read from it if it was changed.

    `find_call` returns the call of a Word file that does not show which one it answers.
    """
    from wsisc.document import carried_files  # as the rest slow to load, and needed only for documents
    from wsisc.importer import import_document
    from wsisc.importer.account.report import ItemCode
    from wsisc.readers.received_document import ReceivedDocument

    name, content = version.name, version.content
    known = carried_files.resolve_call(ReceivedDocument(content).sound_package, version.known, True).known
    imported = import_document.import_bytes(content, name, known)
    codes = {item.code for item in imported.items}
    if codes & {ItemCode.ASSUMED_CALL, ItemCode.GUESSED_CALL}:
        id = imported.submission.call
        if (call := find_call()) in known.ids():
            imported = import_document.import_bytes(content, name, known, call_id=call)
        else:
            assumed = t("{name} does not show which call it answers: {call} is assumed, see --call", name=name, call=id)
            guessed = t(
                "{name} does not name its call: {call} is guessed from its headings, see --call", name=name, call=id
            )
            notify(assumed if ItemCode.ASSUMED_CALL in codes else guessed)
    loaded = _load_figures(imported.submission.figures, imported.files)
    tracked = _find_tracked_words(content) if imported.report else ()
    return ComparedVersion(
        name,
        imported.submission,
        known,
        None,
        loaded,
        _find_unread(imported, name, notify),
        imported.report is not None,
        tracked,
    )


def _find_unread(imported: "ImportedDocument", name: str, notify: Notify) -> str:
    """Say how a document is compared, and return why perhaps not all of it was, "" if it was."""
    from wsisc.importer.account.report import ItemCode, name_item
    from wsisc.verification.round_trip import DocumentState

    report, quoted = imported.report, portable_names.quote_path(name)
    codes = (ItemCode.UNJUDGED, ItemCode.UNPROVEN)
    unjudged = [t("{kind}: {text}", kind=item.kind, text=item.text) for item in imported.items if item.code in codes]
    if report is None:
        is_unchanged = not unjudged and imported.state != DocumentState.SAVED_AGAIN
        notify(
            t("{name} is unchanged since it was built: the source that it carries is compared", name=name)
            if is_unchanged
            else t("{name} has the text of its embedded source, which is compared", name=name)
        )
        if not unjudged:
            return ""
        advice = t("run wsisc verify {quote_path} to list all differences", quote_path=quoted)
        return t("{message}; {advice}", message=unjudged[0], advice=advice)
    notify(t("{name} is compared as its text is now, with all tracked changes accepted", name=name))
    left_out = sum(item.words for item in report.items if item.code != ItemCode.DELETED_TEXT)
    unread = [name_item(item) for item in report.items if item.is_unread and item.is_left_out]
    pieces = [t("not compared: {item}", item=item) for item in unread]
    if left_out or not report.has_all_words:
        pieces = [t("{left_out:,} of its words were not compared", left_out=left_out), *pieces]
    if not pieces:
        return ""
    advice = t("run wsisc import {quote_path} to list what has no place in a submission", quote_path=quoted)
    return t("{message}; {advice}", message=join_clauses(pieces), advice=advice)


def _find_tracked_words(content: bytes) -> "tuple[TrackedWord, ...]":
    """Return the words of the tracked changes of a Word file, which was read before without an error."""
    from wsisc.readers.received_document import ReceivedDocument
    from wsisc.readers.word.accept_reject import find_tracked_words

    return find_tracked_words(ReceivedDocument(content).word)


def _find_call(version: _LoadedVersion) -> str:
    """Return the call that the source of a version names, "" if there is none."""
    from wsisc.readers.received_document import ReceivedDocument

    content = version.content
    if version.is_document:
        package = ReceivedDocument(content).sound_package
        content = package.source.encode() if package else b""
    return model.from_data(source.read(content, version.name).data).call


def _load_figures(named: Mapping[str, Figure], files: Mapping[str, bytes]) -> LoadedFigures:
    """Return the images of the figures of a document."""
    images, problems = {}, []
    for name, file in ((name, figure.file) for name, figure in named.items()):
        try:
            images[name] = figures.read_image(file, files[file])
        except KeyError:
            problems.append(
                _create_problem(name, t('the document has no unchanged image "{file}"', file=excerpt(file)))
            )
        except FigureError as error:
            problems.append(_create_problem(name, error.message))
    return LoadedFigures(images, tuple(problems))

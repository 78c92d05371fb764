"""A submission -> the same for another call, and what does not fit into that call."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wsisc import source
from wsisc.api.results import ignore_note
from wsisc.calls import migration
from wsisc.calls.call import Call, Catalogue
from wsisc.calls.migration import MigrationNote
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, find_errors
from wsisc.source import Source
from wsisc.text import portable_names
from wsisc.workspace import output_files, repository, source_edits
from wsisc.workspace.input_files import InputFile, Notify, find_submissions


@dataclass(frozen=True)
class MigrateResult:
    """A migrated submission: its name and content, the path if it was written, and what to know of each line.

    `is_changed` is whether the content is another one than before; it is the same if the submission answers that call.
    `missing_schema` is the schema that its first line names for editors and that is not there, None if there is one.
    """

    file: str
    content: bytes
    written: Path | None
    notes: tuple[MigrationNote, ...]
    missing_schema: Path | None
    is_changed: bool

    @property
    def is_complete(self) -> bool:
        """Whether all text has a place in the other call."""
        return all(note.is_advisory for note in self.notes)


def migrate_submission(
    file: str | Path,
    call: str,
    output: str | Path | None = None,
    *,
    write: bool = True,
    notify: Notify = ignore_note,
) -> MigrateResult:
    """Migrate a submission to another call without losing a word or a comment.

    The file itself is changed, or with `output` a new file written, or with `write=False` nothing. Text that the other
    call does not ask for stays where it is.

    Raises WsiscError if the file has errors or names no call, if the call does not exist, or if a file cannot be
    written.

    Example::

        from wsisc.api import migrate_submission

        migrated = migrate_submission("submission.yaml", "cstd-26", write=False)
        print(migrated.is_complete, [(note.line, note.text) for note in migrated.notes])
    """
    repository.refresh()
    _refuse_paths(file, output)
    [input_file] = find_submissions([file], notify)
    if write and input_file.path is None and output is None:
        raise WsiscError(t("reading from standard input: name the output with -o"), exit_code=2)
    known, before = repository.load_catalogue(input_file.folder), input_file.content
    repository.refuse_unknown_call(call, known)
    read = _read_sound(before, input_file.name)
    content, notes = migration.migrate(before, read, _find_call(read, known), known.load(call))
    return _save(input_file, content, notes, Path(output) if output else None, write)


def _save(
    file: InputFile, content: bytes, notes: Iterable[MigrationNote], output: Path | None, write: bool
) -> MigrateResult:
    """Write a migrated submission, to its file or to `output`, if it is to be written, and return the result."""
    target = output or file.path
    written = target if write else None
    if written:
        _write(file.content, content, written, is_new=output is not None)
    return MigrateResult(
        file=str(output or file.name),
        content=content,
        written=written,
        notes=tuple(notes),
        missing_schema=_find_missing_schema(content, target),
        is_changed=content != file.content,
    )


def _refuse_paths(file: str | Path, output: str | Path | None) -> None:
    """Raise WsiscError if a folder is to be migrated, or if the new file exists."""
    if Path(file).is_dir():
        raise WsiscError(t("{file} is a folder; name a submission", file=file), exit_code=2)
    if output and os.path.lexists(output):
        raise WsiscError(t("{output} already exists", output=output), exit_code=2)


def _read_sound(content: bytes, name: str) -> Source:
    """Return a source. Raises WsiscError if it has errors."""
    read = source.read(content, name)
    if read.data is None or find_errors(read.diagnostics):
        path = portable_names.quote_path(name)
        message = t("{name} has errors; run wsisc validate {path}, and fix them first", name=name, path=path)
        raise WsiscError(message, exit_code=2)
    return read


def _find_call(read: Source, known: Catalogue) -> Call | None:
    """Return the call that a submission answers, None if that cannot be used.

    Raises WsiscError if it names none.
    """
    id = read.value(("call",))
    if not isinstance(id, str):
        message = t("{file} does not name the call that it answers; add a line such as call: cstd-26", file=read.file)
        raise WsiscError(message, exit_code=2)
    return None if id in known.invalid else known.find(id)


def _write(before: bytes, content: bytes, target: Path, is_new: bool) -> None:
    if target.exists() and not os.access(target, os.W_OK):  # otherwise the file would be replaced by another one
        raise WsiscError(t("{target} is read-only", target=target), t("write to another file with -o"))
    if is_new:
        output_files.write(target, content)
    else:
        source_edits.replace(target, before, content)


def _find_missing_schema(content: bytes, path: Path | None) -> Path | None:
    named = migration.schema_address(content)
    if not path or not named or "://" in named:
        return None
    place = path.parent / named
    # A modeline may be of another folder.
    return place if place.parent.is_dir() and not place.exists() else None

"""A document that was received, and what it was imported to -> whether it is new, the same, renewed, or in conflict."""

import enum
import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from wsisc import source
from wsisc.importer.import_document import ImportedDocument
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.workspace import import_record
from wsisc.workspace.import_record import Imported
from wsisc.workspace.received_folder import FoundDocument

_NEVER = "0" * 64  # no digest of a file: what may have been edited is not replaced


class State(enum.Enum):
    """What a document is to the submission in its place; UNKNOWN: no import of it is recorded."""

    NEW = enum.auto()
    SAME = enum.auto()
    RENEWED = enum.auto()
    EDITED = enum.auto()
    UNKNOWN = enum.auto()


def find_state(found: FoundDocument, output: Path, records: Mapping[str, Imported]) -> State:
    """Return what a document is to its submission; one that was renewed and one that was edited differ by digests."""
    if not os.path.lexists(found.target):
        return State.NEW
    known = records.get(_name(found, output))
    if known is None:
        return State.UNKNOWN
    if import_record.digest_document(found.path) == known.document:
        return State.SAME
    is_as_imported = import_record.digest_submission(found.target) == known.submission
    return State.RENEWED if is_as_imported else State.EDITED


def is_import_of(imported: ImportedDocument, target: Path) -> bool:
    """Return whether a submission is what an import yields, apart from its layout."""
    try:
        return model.from_data(source.read(imported.text.encode(), "").data) == model.from_data(
            source.read(target.read_bytes(), target.name).data
        )
    except (OSError, WsiscError):
        return False


def read_call(target: Path) -> str:
    """Return the id of the call that a submission answers, "" if it cannot be read."""
    try:
        return str(source.read(target.read_bytes(), target.name).value(("call",)) or "")
    except (OSError, WsiscError):
        return ""


def record(found: FoundDocument, output: Path, records: MutableMapping[str, Imported], *, is_new: bool) -> None:
    """Record from which document a submission is; that it is as imported is only known of a new one."""
    name = _name(found, output)
    known = records.get(name, Imported("", _NEVER))
    submission = import_record.digest_submission(found.target) if is_new else known.submission
    if (document := import_record.digest_document(found.path)) and submission:
        path = os.path.relpath(found.path.resolve(), output.resolve())
        records[name] = Imported(document, submission, path)


def find_without_document(output: Path, records: Mapping[str, Imported]) -> list[tuple[Path, Path]]:
    """Return the submissions whose documents are gone, each with the place where its document was."""
    places = (
        (output / name, Path(os.path.normpath(output / known.path)))
        for name, known in sorted(records.items())
        if known.path
    )
    return [(target, document) for target, document in places if target.is_file() and not os.path.lexists(document)]


def _name(found: FoundDocument, output: Path) -> str:
    return found.target.relative_to(output).as_posix()

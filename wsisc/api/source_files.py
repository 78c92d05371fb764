"""A source and the files that belong to it -> all of them written, or none, and those that are refused.

Their names come from the document of a stranger. So none may lead out of the folder of the source, not even by a link
that is already there, and none may replace another file.
"""

import os
import unicodedata
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from wsisc.document import scaffold
from wsisc.importer.embedded_document import SourceFiles
from wsisc.importer.import_document import Destination
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace import output_files, repository

_MAX_NAME_BYTES = 255  # bytes of a name, in all common file systems
_MAX_PATH_LENGTH = 500  # as in schemas/submission.schema.json


def describe_destination(target: Path | None) -> Destination:
    """Return what an import must know about the path that its YAML is written to, None for standard output."""
    folder = target.parent if target else Path()
    return Destination(
        str(target or "submission.yaml"),
        partial(_find_schema, folder=folder),
        (lambda file, content: _is_taken(folder / file, content)) if target else (lambda file, content: False),
        partial(select_safe, target) if target else None,
        repository.find_hidden_calls(folder),
    )


def _is_taken(path: Path, content: bytes) -> bool:
    """Return whether a path is that of anything but a file with this content."""
    return os.path.lexists(path) and not (path.is_file() and path.read_bytes() == content)


def _find_schema(call: str, folder: Path) -> str:
    """Return the path from a folder to the schema of a call, "" if none is found."""
    name = f"{call}.schema.json"
    for place in repository.folders_up(folder):
        for found in (place / name, place / scaffold.SCHEMA_FOLDER / name):
            if found.is_file():
                return repository.relative_reference(found, folder)
    return ""


def select_safe(target: Path, files: Mapping[str, bytes]) -> SourceFiles:
    """Return files, of which those are refused that have no safe place in the folder of the source, `target`."""
    accepted: dict[str, bytes] = {}
    refused = {}
    for file, content in files.items():
        taken = {target.name: None, **accepted}
        if clash := next((name for name in taken if _is_same_place(name, file, taken[name] == content)), ""):
            refused[file] = t("it would replace {clash}", clash=clash)
        elif (
            any(len(os.fsencode(name)) > _MAX_NAME_BYTES for name in PurePosixPath(file).parts)
            or len(file) > _MAX_PATH_LENGTH
        ):
            refused[file] = t("its name is too long")
        elif _is_outside(target.parent, file):
            refused[file] = t("a link in {parent} leads outside that folder", parent=target.parent)
        else:
            accepted[file] = content
    return SourceFiles(accepted, refused)


def _is_same_place(one: str, other: str, are_equal: bool) -> bool:
    """Return whether some system confuses the names, or one is a folder of the other; equal files may share one."""
    first, second = (unicodedata.normalize("NFC", PurePosixPath(name).as_posix()).casefold() for name in (one, other))
    if first == second:
        return not are_equal
    return first.startswith(f"{second}/") or second.startswith(f"{first}/")


def _is_outside(folder: Path, file: str) -> bool:
    try:
        return not (folder / file).resolve().is_relative_to(folder.resolve())
    except RuntimeError:  # a circle of links, in Python 3.12
        return True


def write(target: Path, text: bytes, files: Mapping[str, bytes]) -> list[Path]:
    """Write a source and its files, and return the paths in the order in which they are written.

    Raises WsiscError, and writes nothing, if a file with other content exists already.
    """
    placed = {target.parent / file: content for file, content in files.items()}
    _refuse_existing(target, placed)
    written = []
    try:
        for path, content in {**placed, target: text}.items():
            if not os.path.lexists(path):
                written.append(path)
            output_files.write(path, content)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return [*placed, target]


def _refuse_existing(target: Path, placed: Mapping[Path, bytes]) -> None:
    """Raise WsiscError if a source exists, if a file of it does with other content, or if a folder is none."""
    elsewhere = t("choose another path with -o")
    if os.path.lexists(target):
        raise WsiscError(t("{path} already exists", path=target), elsewhere, exit_code=2)
    for path in (*placed, target):
        if path != target and _is_taken(path, placed[path]):
            hint = t("choose a path in another folder with -o")
            raise WsiscError(t("{path} already exists", path=path), hint, exit_code=2)
        above = next((above for above in path.parents if os.path.lexists(above)), None)
        if above and not above.is_dir():
            raise WsiscError(t("{above} is not a folder", above=above), elsewhere, exit_code=2)

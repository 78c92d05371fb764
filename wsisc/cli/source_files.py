"""A source and the files that belong beside it -> all of them in their places, or none; and those that are refused.

The names come from a stranger's document, so none leads out of the folder of the source, not even by a link that lies
there, and none takes the place of another file.
"""

import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from wsisc.cli import files
from wsisc.diagnostic import WsiscError
from wsisc.importer.import_document import SourceFiles

_MAX_NAME_BYTES = 255  # bytes of a name, in all common file systems
_MAX_PATH_LENGTH = 500  # as in schemas/submission.schema.json


def select_safe(target: Path, found: Mapping[str, bytes]) -> SourceFiles:
    """Return files, of which those are refused that have no safe place beside the source that goes to `target`."""
    accepted: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for file, content in found.items():
        others = {target.name: None, **accepted}
        if clash := next((each for each in others if _is_same_place(each, file, others[each] == content)), ""):
            refused[file] = f"it would take the place of {clash}"
        elif (
            any(len(os.fsencode(name)) > _MAX_NAME_BYTES for name in PurePosixPath(file).parts)
            or len(file) > _MAX_PATH_LENGTH
        ):
            refused[file] = "its name is too long"
        elif _is_outside(target.parent, file):
            refused[file] = f"a link in {target.parent} leads out of that folder"
        else:
            accepted[file] = content
    return SourceFiles(accepted, refused)


def _is_same_place(one: str, other: str, are_equal: bool) -> bool:
    """Tell whether some system takes one name for the other, or for a folder above it; equal files may share a name."""
    first, second = (unicodedata.normalize("NFC", PurePosixPath(each).as_posix()).casefold() for each in (one, other))
    if first == second:
        return not are_equal
    return first.startswith(f"{second}/") or second.startswith(f"{first}/")


def _is_outside(folder: Path, file: str) -> bool:
    try:
        return not (folder / file).resolve().is_relative_to(folder.resolve())
    except RuntimeError:  # links in a circle, in Python 3.12
        return True


def write(target: Path, text: bytes, found: Mapping[str, bytes]) -> list[Path]:
    """Write a source and the files beside it, and return the paths in the order in which they are written.

    Raises WsiscError, and writes nothing, where a file with another content is there already.
    """
    placed = {target.parent / file: content for file, content in found.items()}
    for path, content in {**placed, target: text}.items():
        is_equal = path != target and path.is_file() and path.read_bytes() == content
        if os.path.lexists(path) and not is_equal:
            raise WsiscError(f"{path} exists already", "choose another folder with -o", exit_code=2)
        above = next((each for each in path.parents if os.path.lexists(each)), None)
        if above and not above.is_dir():
            raise WsiscError(f"{above} is not a folder", "choose another one with -o", exit_code=2)
    written: list[Path] = []
    try:
        for path, content in {**placed, target: text}.items():
            if not os.path.lexists(path):
                written.append(path)
            files.write(path, content)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return [*placed, target]

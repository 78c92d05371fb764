"""A translation -> the file of its original, which it names under `translated-from:`."""

import re
from collections.abc import Sequence
from pathlib import Path

from wsisc import source
from wsisc.document.prose import OriginalFile
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.source.model import Submission, TranslatedFrom
from wsisc.workspace.input_files import InputFile

_KEY = re.compile(rb"translated-from[\"']?\s*:")
_ALLOWED = re.compile(r"(?![/.~])(?!.*/\.)[^\\:]*\.[yY][aA]?[mM][lL]")


def find_original(file: InputFile) -> OriginalFile | None:
    """Return the original of a file, None if it is no translation.

    The bytes are None if the original does not exist, cannot be read, or is not in the folder of the file or below it:
    a stranger's file does not name any other.
    """
    try:
        origin = _read_origin(file.content, file.name)
    except WsiscError:
        return None  # reported where it is read
    if not origin:
        return None
    name, content = read_original(origin, file)
    return OriginalFile(name, content, _find_circle(file))


def _read_origin(content: bytes, name: str) -> TranslatedFrom | None:
    """Return what the content of a file says of its original, None for nothing."""
    if not _KEY.search(content):
        return None
    origin = model.from_data(source.read(content, name).data).translated_from
    return origin if origin and origin.file else None


def _find_circle(file: InputFile) -> tuple[str, ...]:
    """Return the names of the files from a file by way of its originals back to itself, () if there is no such way."""
    names: list[str] = []
    seen: list[Path] = []
    current = file
    while current.path and current.path.resolve() not in seen:
        names.append(current.path.name)
        seen.append(current.path.resolve())
        origin = _read_origin(current.content, current.name)
        if origin is None or read_original(origin, current)[1] is None:
            return ()
        path = current.folder / origin.file
        current = InputFile(str(path), path)
    return tuple(names) if current.path and seen and current.path.resolve() == seen[0] else ()


def read_original(origin: TranslatedFrom, file: InputFile) -> tuple[str, bytes | None]:
    """Return the name of the original that a file names, and its bytes, as `find_original` does."""
    folder = file.folder
    path = folder / origin.file
    try:
        is_allowed = _ALLOWED.fullmatch(origin.file) and path.resolve().is_relative_to(folder.resolve())
        is_readable = is_allowed and path.is_file() and path.stat().st_size <= source.MAX_BYTES
        return origin.file, path.read_bytes() if is_readable else None
    except (OSError, ValueError):
        return origin.file, None


def origin_path(submission: Submission, file: InputFile) -> Path | None:
    """Return the path that a submission in a file names as its original; None if it names none."""
    origin = submission.translated_from
    return (file.folder / origin.file).resolve() if origin and origin.file else None


def refuse_circles(files: Sequence[InputFile], origins: Sequence[Path | None]) -> None:
    """Raise WsiscError if a file is its own original, also through others. `origins` are the paths that files name."""
    for file in files:
        original = find_original(file)
        if original and original.circle:
            raise _describe_circle(file, [str(file.folder / name) for name in original.circle])
    places = _places(files)
    for start in range(len(files)):
        seen, following = list[int](), start
        while following not in seen:
            seen.append(following)
            origin = origins[following]
            if origin is None or origin not in places:
                break
            following = places.index(origin)
        else:
            raise _describe_circle(files[following], [files[at].name for at in seen[seen.index(following) :]])


def _describe_circle(file: InputFile, names: Sequence[str]) -> WsiscError:
    """Return the error for files that name one another as their originals, at the place where the first one does."""
    message = t("the file names itself as its original")
    if len(names) > 1:
        message = t("these files name one another as their original: {files}", files=", ".join(names))
    line = source.read(file.content, file.name).locate(("translated-from", "file")).line
    hint = t("remove translated-from: from the file that is the original")
    return WsiscError(t("{name}:{line}: {message}", name=file.name, line=line, message=message), hint, exit_code=2)


def find_root(files: Sequence[InputFile], origins: Sequence[Path | None]) -> int:
    """Return the index of the original of files: one that others name, and that is not translated from any of them.

    If there is none, return the first that names no original. There must be no circle.
    """
    places = _places(files)
    roots = [at for at, origin in enumerate(origins) if origin is None or origin not in places]
    named = (at for at in roots if places[at] is not None and places[at] in origins)
    free = (at for at in roots if origins[at] is None)
    return next(named, next(free, roots[0]))


def _places(files: Sequence[InputFile]) -> list[Path | None]:
    return [file.path.resolve() if file.path else None for file in files]

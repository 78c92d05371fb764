"""Documents that people sent, and folders of them -> those to import or review, each with the place of its result.

A folder of imported submissions has a record of which documents they are of, and what somebody has changed since: a
line for each, with the digests of the document and of what the import wrote, the path of the submission, and after a
tab that of the document, both relative to the folder. It is read as a stranger's: what it does not know is never
replaced.
"""

import glob
import hashlib
import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from wsisc import source
from wsisc.messages import plural, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize
from wsisc.workspace import output_files, protected, streams
from wsisc.workspace.input_files import Notify, suggest_file

_ENDINGS = (".docx", ".docm", ".doc", ".odt", ".rtf", ".pdf", ".html")
_OF_OPEN_FILES = ("~$", ".")  # beginnings of names: of what Word writes for an open file, and of hidden files
_WORD_ENDINGS = (".docx", ".docm", ".doc", ".odt", ".rtf")
_REVIEWED = ".reviewed"
_KEPT_ENDINGS = (".docm", ".dotx", ".dotm")  # Word opens no file with macros, and no template, that is named .docx

RECORD = ".wsisc-import"
"""The name of the file that records the imports of a folder."""

_FIRST_LINE = "wsisc import 1"
_EARLIER = ".earlier"  # hidden, so that a collection of the folder does not read it


def name_reviewed(document: Path) -> str:
    """Return the name of a Word file with comments: a.reviewed.docx for a.docx, a.reviewed.docm for a.docm."""
    ending = document.suffix.lower()
    return f"{document.stem}{_REVIEWED}{ending if ending in _KEPT_ENDINGS else '.docx'}"


def _is_reviewed(path: Path) -> bool:
    """Return whether a file has the name of a Word file with the comments of a review."""
    return path.suffix.lower() in (".docx", *_KEPT_ENDINGS) and path.stem.lower().endswith(_REVIEWED)


class FoundWordFile(NamedTuple):
    """A Word file, and the folder that it is in, relative to the one that the user named; was it named itself?"""

    path: Path
    subfolder: Path = Path()
    is_named: bool = True


def find_word_files(names: Sequence[str], notify: Notify) -> list[FoundWordFile]:
    """Return the Word files that names of files, folders and patterns match, each once, at least one.

    `notify` receives a note on results of earlier reviews, which are left out: those in folders and of patterns, and
    those that are named together with the file that was reviewed, as a shell names the files of *.docx. Raises
    WsiscError for a name that does not exist, or a folder without a Word file.
    """
    found: dict[Path, FoundWordFile] = {}
    for name in names:
        for file in _resolve(name):
            found.setdefault(file.path.resolve(), file)
    results = {file.path.with_name(name_reviewed(file.path)) for file in found.values()}
    own = {path: file for path, file in found.items() if _is_left_out(file, results)}
    if own:
        notify(
            plural(
                "1 file left out, written by earlier reviews: {name}",
                "{count:,} files left out, written by earlier reviews: {name}",
                len(own),
                name=sanitize(next(iter(own.values())).path.name),
            )
        )
    if len(own) == len(found):
        endings = ", ".join(_WORD_ENDINGS)
        if not names:
            raise WsiscError(t("name a Word file or a folder of Word files"), exit_code=2)
        problem = t("{name} contains no Word files: {word_endings}", name=sanitize(names[0]), word_endings=endings)
        raise WsiscError(problem, exit_code=2)
    return [file for path, file in found.items() if path not in own]


def _is_left_out(found: FoundWordFile, results: Collection[Path]) -> bool:
    """Return whether a file is the result of an earlier review, and was not named by itself."""
    return _is_reviewed(found.path) and (not found.is_named or found.path in results)


def _resolve(name: str) -> list[FoundWordFile]:
    path = Path(name)
    if path.is_dir():
        found = [file for file in _walk(path, None) if file.suffix.lower() in _WORD_ENDINGS]
        return [FoundWordFile(file, file.relative_to(path).parent, is_named=False) for file in found]
    if not path.exists() and glob.has_magic(name):
        matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]
        return [FoundWordFile(match, is_named=False) for match in matches if match.suffix.lower() in _WORD_ENDINGS]
    if not path.is_file():
        near = suggest_file(Path(name))
        raise WsiscError(t("the file {name} does not exist", name=name), near, exit_code=2)
    return [FoundWordFile(path)]


class FoundDocument(NamedTuple):
    """A document, and the YAML file of its submission, which has a folder of its own: figures have equal names."""

    path: Path
    target: Path


def find_documents(folder: Path, output: Path, notify: Notify) -> list[FoundDocument]:
    """Return the documents below a folder in alphabetical order, apart from those in the folder of their submissions.

    `notify` receives a note on files of other kinds. Raises WsiscError if there is no document, or if the folder of the
    submissions is the folder itself or one above it.
    """
    if folder.resolve().is_relative_to(output.resolve()):
        problem = t("the submissions cannot be written to {output}, because the documents are in it", output=output)
        raise WsiscError(problem, t("name another folder with -o"), exit_code=2)
    paths, others = list[Path](), Counter[str]()
    for path in _walk(folder, output.resolve()):
        if path.suffix.lower() in _ENDINGS:
            paths.append(path)
        else:
            others[path.suffix.lower() or path.name] += 1
    if others:
        kinds = ", ".join(sorted(map(sanitize, others)))
        notify(
            plural(
                "1 file left out, of other kinds: {kinds}",
                "{count:,} files left out, of other kinds: {kinds}",
                others.total(),
                kinds=kinds,
            )
        )
    if not paths:
        raise WsiscError(
            t("{folder} contains no documents: {endings}", folder=folder, endings=", ".join(_ENDINGS)), exit_code=2
        )
    return [FoundDocument(path, _place(path.relative_to(folder), output)) for path in paths]


def _place(document: Path, output: Path) -> Path:
    return output / document.parent / document.stem / f"{document.stem}.yaml"


def find_name_problem(document: FoundDocument, output: Path) -> str:
    """Return the folder or file of a submission, below `output`, that some systems do not accept, and why; or ""."""
    for name in document.target.relative_to(output).parts:
        if problem := portable_names.find_problem(name):
            return t("its submission would be in {name}, which {problem}", name=repr(name), problem=problem)
    return ""


def _walk(folder: Path, output: Path | None) -> Iterator[Path]:
    """Yield the files below a folder, without hidden ones and those in `output`.

    Raises WsiscError if a folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise WsiscError(
            t("{filename} cannot be read: {strerror}", filename=error.filename, strerror=error.strerror)
        ) from None

    for root, folders, files in os.walk(folder, onerror=refuse):
        place = Path(root)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (place / name).resolve() != output)
        yield from (place / name for name in sorted(files) if not name.startswith(_OF_OPEN_FILES))


class Imported(NamedTuple):
    """The digests of a document and of the submission that was imported from it, and the path of the document."""

    document: str
    submission: str
    path: str = ""


def read(folder: Path) -> dict[str, Imported]:
    """Return what is recorded, by the path of the submission in the folder."""
    file = folder / RECORD
    head, *lines = (streams.read(file).decode("utf-8", "replace") if file.is_file() else "").split("\n")
    found = (re.fullmatch(r"([0-9a-f]{64}) ([0-9a-f]{64}) ([^\t]+)(?:\t(.+))?", line) for line in lines)
    return (
        {match[3]: Imported(match[1], match[2], match[4] or "") for match in found if match}
        if head == _FIRST_LINE
        else {}
    )


def write(folder: Path, records: Mapping[str, Imported]) -> None:
    """Write what is recorded."""
    lines = [
        f"{imported.document} {imported.submission} {path}" + (f"\t{imported.path}" if imported.path else "")
        for path, imported in sorted(records.items())
        if not {*"\n\t"} & {*path, *imported.path}
    ]
    content = "\n".join([_FIRST_LINE, *lines, ""]).encode("utf-8", "replace")
    output_files.write(folder / RECORD, content, lambda earlier: earlier.startswith(_FIRST_LINE.encode()))


def digest_document(path: Path) -> str:
    """Return the digest of a document, "" if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def digest_submission(path: Path) -> str:
    """Return the digest of a submission with its figures, "" if it cannot be read."""
    whole = hashlib.sha256()
    try:
        for file in (path, *_figures(path)):
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    except (OSError, WsiscError):
        return ""
    return whole.hexdigest()


def set_aside(path: Path) -> dict[Path, Path]:
    """Move a submission and its figures to a hidden folder beside it, and return the new places by the old ones."""
    files = [path, *_figures(path)]
    numbers = (int(place.name) for place in (path.parent / _EARLIER).glob("*") if place.name.isdigit())
    folder = path.parent / _EARLIER / str(max(numbers, default=0) + 1)
    moved = {file: folder / file.relative_to(path.parent) for file in files}
    for old, new in moved.items():
        protected.refuse_links(new, path.parent)
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
    return moved


def put_back(moved: Mapping[Path, Path]) -> None:
    """Move files back to where they were."""
    for old, new in moved.items():
        new.replace(old)


def _figures(path: Path) -> Iterator[Path]:
    """Yield the figures of a submission that are files in its folder."""
    figures = model.from_data(source.read(path.read_bytes(), path.name).data).figures.values()
    for file in sorted({figure.file for figure in figures}):
        place = path.parent / file
        if place.resolve().is_relative_to(path.parent.resolve()) and place.is_file() and not place.is_symlink():
            yield place

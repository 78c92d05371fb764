"""Documents that people sent, and folders of them -> those to import or review, each with the place of its result."""

import glob
import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from wsisc.messages import plural, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.text import portable_names
from wsisc.text.sanitize import sanitize
from wsisc.workspace.input_files import Notify, suggest_file

_ENDINGS = (".docx", ".docm", ".doc", ".odt", ".rtf", ".pdf", ".html")
_OF_OPEN_FILES = ("~$", ".")  # beginnings of names: of what Word writes for an open file, and of hidden files
_WORD_ENDINGS = (".docx", ".docm", ".doc", ".odt", ".rtf")
_REVIEWED = ".reviewed"
_KEPT_ENDINGS = (".docm", ".dotx", ".dotm")  # Word opens no file with macros, and no template, that is named .docx


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

"""`wsisc init --repo --adopt`: a folder of submissions -> a repository; what exists already is kept and listed."""

from collections.abc import Mapping
from pathlib import Path

from wsisc import source
from wsisc.calls.call import Call
from wsisc.cli import messages
from wsisc.diagnostic import WsiscError
from wsisc.document import portable_names, scaffold
from wsisc.messages import t
from wsisc.workspace import input_files, new_files, protected, repository, streams


def adopt(folder: Path, requirement: str) -> tuple[list[Path], int]:
    """Write the files of a repository that a folder of submissions lacks; return them, and the exit code.

    The exit code is 1 if a file that exists already should check submissions and does not run or find wsisc.
    Raises WsiscError if the folder contains no submission that can be read.
    """
    calls = _find_submissions(folder)
    repository.load_settings(folder)
    files = scaffold.repository_files(calls, next(iter(calls.values())).languages[0], requirement)
    kept = {
        path: streams.read(folder / path).decode("utf-8", "replace") if (folder / path).is_file() else ""
        for path in files
        if (folder / path).exists()
    }
    new = {folder / path: text for path, text in files.items() if path not in kept}
    for path in new:
        protected.refuse_links(path, folder)
    new_files.write(new)
    if changed := [path for path, text in kept.items() if text != files[path]]:
        for line in ("", t("Kept as they were:"), *(f"  {folder / path}" for path in changed)):
            messages.print_result(line)
    ci_files = {folder / path: kept[path] for path in scaffold.INSTALLING_FILES if path in kept}
    return list(new), 0 if _can_check(ci_files) else 1


def _can_check(texts: Mapping[Path, str]) -> bool:
    """Return whether CI files that were kept run wsisc, and know where to install it from; say which do not."""
    without = [path for path, text in texts.items() if "wsisc" not in text]
    for path in without:
        messages.show("note", t("{path} does not run wsisc: add the job that docs/ci.md shows", path=path))
    if unknown := [str(path) for path, text in texts.items() if "ource of wsisc is unknown" in text]:
        messages.show(
            "note",
            t(
                "{names}: it is unknown where to install wsisc from; set the address there, or delete these files and"
                " run this command again with --source ADDRESS",
                names=", ".join(unknown),
            ),
        )
    return not without and not unknown


def _find_submissions(folder: Path) -> Mapping[str, Call]:
    """Return the submissions in a folder by their path in it, each with its call."""
    if not folder.is_dir():
        raise WsiscError(t("{folder} is not a folder", folder=folder), exit_code=2)
    catalogue, calls = repository.load_catalogue(folder), {}
    try:
        found = list(input_files.find_submissions([folder], messages.note))
    except WsiscError as error:
        hint = t(
            "convert Word files first, each with wsisc import FILE.docx, or omit --adopt to begin a new submission"
        )
        raise WsiscError(str(error), hint, exit_code=2) from None
    for file in found:
        data = source.read(file.content, file.name).data
        id = data.get("call") if isinstance(data, dict) else None
        if not isinstance(id, str) or id not in catalogue.ids() or id in catalogue.invalid:
            raise WsiscError(
                t("{name} does not answer a known call", name=file.name),
                t("run wsisc validate {name}", name=portable_names.quote_path(file.name)),
                exit_code=1,
            )
        assert file.path
        calls[file.path.relative_to(folder).as_posix()] = catalogue.load(id)
    return calls

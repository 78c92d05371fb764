"""A call and who submits -> a new submission, or a repository for one; a folder of submissions -> a repository.

Nothing is overwritten. A program sets all options at once, in `create_submission`. A command asks for one after the
other: it prepares a `NewSubmission`, which knows the answers that are possible.
"""

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from wsisc import pipeline
from wsisc.api.results import ignore_note
from wsisc.calls import locale
from wsisc.calls.call import Call, Catalogue
from wsisc.document import scaffold
from wsisc.document.scaffold import Submitter
from wsisc.lint import selection
from wsisc.messages import install_hint, localization, t
from wsisc.messages.diagnostic import Diagnostic, WsiscError, find_errors
from wsisc.source import read as read_source
from wsisc.text import portable_names
from wsisc.workspace import input_files, output_files, protected, repository, streams
from wsisc.workspace.input_files import YAML_SUFFIXES, Notify

_OPTIONS = {"name": "--entity", "acronym": "--acronym", "type": "--type"}


class SubmissionOptions(NamedTuple):
    """What a new submission answers, and for whom: by default the newest call, in its first language.

    `type` is that of the entity. With `repository`, the submission is in a new repository; its checks install wsisc
    from `source`, such as "git+https://HOST/OWNER/wsisc@COMMIT", by default as it is installed here.
    """

    call: str | None = None
    acronym: str = ""
    type: str = ""
    language: str | None = None
    repository: bool = False
    source: str | None = None


class CreatedFiles(NamedTuple):
    """New files: their folder, and what each is for, the submission first.

    `is_draft` is whether the settings there allow empty parts. `notes` say what keeps the checks of a repository from
    running on other machines.
    """

    folder: Path
    purposes: Mapping[Path, str]
    is_draft: bool = True
    notes: Sequence[str] = ()


class AdoptedFolder(NamedTuple):
    """A folder that is a repository now: its new files, those kept though others were expected, and what to change.

    `problems` say which files that were kept should check the submissions, and do not.
    """

    created: CreatedFiles
    kept: Sequence[Path]
    problems: Sequence[str]


def create_submission(
    path: str | Path, entity: str, *, options: SubmissionOptions = SubmissionOptions()
) -> CreatedFiles:
    """Create a submission of an entity, with the prompt and the limit of each part as comments.

    `path` is the file to write, or a folder, in which the file is named after the entity. Raises WsiscError if a file
    exists, or an option is wrong.

    Example::

        from wsisc.api import SubmissionOptions, create_submission

        created = create_submission("new.yaml", "Ministry of X", options=SubmissionOptions(type="government"))
        print(list(created.purposes))
    """
    new = prepare_submission(str(path), options.repository, options.source)
    if options.call is not None:
        repository.refuse_unknown_call(options.call, new.known)
    call = new.known.load(options.call or next(iter(new.describe_calls())))
    language = options.language or call.languages[0]
    if language not in call.languages:
        raise WsiscError(t("the call has no wording in {value}", value=repr(language)), exit_code=2)
    submitter = Submitter(entity, options.acronym, options.type)
    new.refuse_invalid("--language", call, language, submitter)
    return new.create(call, language, submitter)


def prepare_submission(path: str, is_repository: bool = False, address: str | None = None) -> "NewSubmission":
    """Return a submission that is not written yet. Raises WsiscError if it cannot be, or if the address is wrong."""
    repository.refresh()
    requirement = _find_requirement(address, is_repository)
    folder = _find_folder(path, is_repository)
    name = "" if _is_folder_name(path) else Path(path).name
    return NewSubmission(folder, name, is_repository, requirement, repository.load_catalogue(folder))


class NewSubmission(NamedTuple):
    """A submission that is not written yet: its folder, its name ("": that of the entity), and the calls it may answer.

    `requirement` is what the checks of a repository install, "" if that is unknown.
    """

    folder: Path
    name: str
    is_repository: bool
    requirement: str
    known: Catalogue

    def describe_calls(self) -> dict[str, str]:
        """Return the calls that can be answered, each with a description, the newest first."""
        return scaffold.describe_calls(self.known)

    def load_call(self, id: str) -> Call:
        """Return a call. Raises WsiscError if it cannot be used."""
        return self.known.load(id)

    def list_types(self, call: Call) -> list[str]:
        """Return the types of entities that a call knows."""
        return scaffold.entity_types(call)

    def guess_type(self, entity: str, call: Call) -> str:
        """Return the type that an entity has by its name."""
        return scaffold.guess_entity_type(entity, call)

    def find_error(self, call: Call, language: str, submitter: Submitter) -> Diagnostic | None:
        """Return the first error that the submission would have, preferably one of a name; None if it has none."""
        text = scaffold.create_submission(call, locale.load(language), submitter, "./a.json")
        read = read_source(text.encode(), "the new submission")
        draft = selection.from_names((), (), {}, draft=True)
        checked = pipeline.check(read, None, draft, catalogue=Catalogue({call.id: call.text}))
        errors = find_errors(checked.diagnostics)
        return min(errors, key=lambda error: error.path[:1] != ("entity",), default=None)

    def refuse_invalid(self, option: str, call: Call, language: str, submitter: Submitter) -> None:
        """Raise WsiscError if an option has a value that a submission cannot contain: `option`, or the one at fault."""
        if error := self.find_error(call, language, submitter):
            described = describe_error(error)
            option = _OPTIONS.get(str(error.path[-1]), "") if error.path else option  # a syntax error has no place
            message = t("{option}: {error}", option=option, error=described) if option else described
            raise WsiscError(message, exit_code=2)

    def create(self, call: Call, language: str, submitter: Submitter) -> CreatedFiles:
        """Write the submission, and return the new files. Raises WsiscError if one exists, or cannot be written."""
        if self.is_repository:
            files = scaffold.create_repository(call, locale.load(language), submitter, self.requirement)
            texts = {self.folder / file: text for file, text in files.items()}
        else:
            texts = self._create_texts(call, language, submitter)
        output_files.write_new(texts)
        is_draft = self.is_repository or repository.load_settings(self.folder).settings.draft
        notes = _describe_source(self.requirement, self.folder) if self.is_repository else []
        return CreatedFiles(self.folder, _describe_files(self.folder, list(texts)), is_draft, notes)

    def _create_texts(self, call: Call, language: str, submitter: Submitter) -> dict[Path, str]:
        """Return the file of a submission, and that of the schema if it does not exist yet, by path.

        The schema goes to the folder for schemas of a repository if there is one, otherwise next to the submission.
        """
        folders = (place / scaffold.SCHEMA_FOLDER for place in repository.folders_up(self.folder))
        place = next((folder for folder in folders if folder.is_dir()), self.folder)
        schema = place / scaffold.schema_file_name(call)
        modeline = repository.relative_reference(schema.resolve(), self.folder)
        file = self.folder / (self.name or scaffold.suggest_file_name(call, submitter))
        texts = {file: scaffold.create_submission(call, locale.load(language), submitter, modeline)}
        text = scaffold.schema_text(call)
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if schema.read_text("utf-8") == text:
                return texts
        return texts | {schema: text}


def adopt_folder(folder: str | Path, *, source: str | None = None, notify: Notify = ignore_note) -> AdoptedFolder:
    """Turn a folder of submissions into a repository: add the files that it lacks, and change nothing else.

    `source` is where its checks install wsisc from. Raises WsiscError if the folder has no submission that answers a
    known call.

    Example::

        from wsisc.api import adopt_folder

        adopted = adopt_folder("2025")
        print(list(adopted.created.purposes), adopted.kept, adopted.problems)
    """
    repository.refresh()
    folder, requirement = Path(folder), _find_requirement(source, is_repository=True)
    calls = _find_submissions(folder, notify)
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
    output_files.write_new(new)
    is_installing = any(os.path.relpath(path, folder) in scaffold.INSTALLING_FILES for path in new)
    notes = _describe_source(requirement, folder) if is_installing else []
    created = CreatedFiles(folder, _describe_files(folder, list(new)), notes=notes)
    ci_files = {folder / path: kept[path] for path in scaffold.INSTALLING_FILES if path in kept}
    return AdoptedFolder(
        created, [folder / path for path, text in kept.items() if text != files[path]], _find_ci_problems(ci_files)
    )


def describe_error(error: Diagnostic) -> str:
    """Return an error with its hint."""
    return t("{message}: {hint}", message=error.message, hint=error.hint) if error.hint else error.message


def _describe_files(folder: Path, paths: Sequence[Path]) -> dict[Path, str]:
    """Return what each file is for, in the language of messages: the submission can be in another one."""
    language = localization.current_language()
    return {path: scaffold.describe_file(os.path.relpath(path, folder), language) for path in paths}


def _find_requirement(address: str | None, is_repository: bool) -> str:
    """Return what the checks of a repository install, "" if that is unknown.

    Raises WsiscError if an address cannot be used.
    """
    if address is None:
        return install_hint.requirement() if is_repository else ""
    if not is_repository:
        raise WsiscError(t("--source requires --repo"), exit_code=2)
    try:
        return install_hint.requirement_from_address(address)
    except install_hint.InvalidInstallAddress as unfit:
        raise WsiscError(f"--source: {unfit}", exit_code=2) from None


def _describe_source(requirement: str, folder: Path) -> list[str]:
    """Return what keeps the checks of a repository in a folder from running on other machines."""
    notes = []
    *_, root = repository.folders_up(folder)
    if (root / ".git").exists() and root != folder.resolve():
        notes.append(
            t(
                "the checks do not run in {folder}, because Git, GitHub and GitLab read their files only in {root};"
                " move .github, .gitlab-ci.yml and .pre-commit-config.yaml there, or create the repository elsewhere",
                folder=folder,
                root=root,
            )
        )
    if not requirement:
        notes.append(
            t(
                "the checks on GitHub, on GitLab and before commits will fail, because it is unknown where to install"
                " this wsisc from; set the address in {files}, or use --source ADDRESS",
                files=", ".join(scaffold.INSTALLING_FILES),
            )
        )
    elif install_hint.is_local(requirement):
        notes.append(
            t(
                "the checks run only on machines that have {place}; use --source to set an address for all machines",
                place=requirement.partition("@ ")[2],
            )
        )
    elif not install_hint.is_pinned(requirement):
        notes.append(
            t("--source has no revision, so every change in that repository changes the checks; end it with @COMMIT")
        )
    return notes


def _is_folder_name(path: str) -> bool:
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def _find_folder(path: str, is_repository: bool) -> Path:
    """Return the folder to write to. Raises WsiscError, before the first question, if that is impossible."""
    target = Path(path)
    if not path:
        raise WsiscError(t("the path is empty"), exit_code=2)
    output_files.refuse_non_folders(target if is_repository or _is_folder_name(path) else target.parent)
    if is_repository:
        if target.suffix.lower() in YAML_SUFFIXES or (target.exists() and not target.is_dir()):
            raise WsiscError(t("{path}: --repo requires the name of a folder", path=path), exit_code=2)
        output_files.refuse_existing([target / file for file in scaffold.FIXED_FILES])
        return target
    # Settings with errors are reported before anything is written: what to do next depends on them.
    repository.load_settings(target if _is_folder_name(path) else target.parent)
    if _is_folder_name(path):
        return target
    if target.suffix.lower() not in YAML_SUFFIXES:
        values = {"path": path, "file": target.with_suffix(".yaml"), "folder": f"{target.with_suffix('')}{os.sep}"}
        message = t("{path}: expected a name ending in .yaml: write {file}, or {folder} for a folder", **values)
        raise WsiscError(message, exit_code=2)
    output_files.refuse_existing([target])
    return target.parent


def _find_ci_problems(texts: Mapping[Path, str]) -> list[str]:
    """Return which CI files that were kept do not run wsisc, or do not know where to install it from."""
    without = [path for path, text in texts.items() if "wsisc" not in text]
    problems = [t("{path} does not run wsisc: add the job that docs/ci.md shows", path=path) for path in without]
    if unknown := [str(path) for path, text in texts.items() if "ource of wsisc is unknown" in text]:
        problems.append(
            t(
                "{names}: it is unknown where to install wsisc from; set the address there, or delete these files and"
                " run this command again with --source ADDRESS",
                names=", ".join(unknown),
            )
        )
    return problems


def _find_submissions(folder: Path, notify: Notify) -> Mapping[str, Call]:
    """Return the submissions in a folder by their path in it, each with its call."""
    if not folder.is_dir():
        raise WsiscError(t("{folder} is not a folder", folder=folder), exit_code=2)
    catalogue, calls = repository.load_catalogue(folder), {}
    try:
        files = list(input_files.find_submissions([folder], notify))
    except WsiscError as error:
        hint = t(
            "convert Word files first, each with wsisc import FILE.docx, or omit --adopt to begin a new submission"
        )
        raise WsiscError(str(error), hint, exit_code=2) from None
    for file in files:
        data = read_source(file.content, file.name).data
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

"""`wsisc init`: four questions, or options -> a new submission, or a repository for one. Nothing is overwritten."""

import contextlib
import os
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from wsisc import install_hint, locale, pipeline, source
from wsisc.calls.call import Call, Catalogue
from wsisc.cli import complete, messages, questions
from wsisc.diagnostic import Diagnostic, find_errors
from wsisc.document import portable_names, scaffold
from wsisc.document.scaffold import Submitter
from wsisc.lint import selection
from wsisc.localization import current_language, translate
from wsisc.messages import t
from wsisc.workspace import new_files, repository

_YAML_ENDINGS = {".yaml", ".yml"}
_STEP_WIDTH = 22  # columns of what to do next, in English


class _InitOptions(NamedTuple):
    """The options, and whether to ask for the rest."""

    call: str | None
    entity: str | None
    acronym: str | None
    type: str | None
    language: str | None
    is_interactive: bool


@click.command("init")
@click.argument("path", metavar="FILE_OR_FOLDER", shell_complete=complete.paths)
@click.option(
    "--call", metavar="CALL", shell_complete=complete.calls, help="Call to answer; wsisc calls list lists them."
)
@click.option("--entity", metavar="NAME", help="Full name of the entity that submits.")
@click.option("--acronym", metavar="ACRONYM", help="Acronym of the entity.")
@click.option("--type", metavar="TYPE", shell_complete=complete.types, help="Type of the entity, such as government.")
@click.option(
    "--language", metavar="LANGUAGE", shell_complete=complete.languages, help="Language of the text, such as en."
)
@click.option("--repo", is_flag=True, help="Create a repository, with settings for editors, Git, GitHub and GitLab.")
@click.option(
    "--adopt", is_flag=True, help="With --repo: turn a folder of submissions into a repository, and keep its files."
)
@click.option(
    "--source",
    "origin",
    metavar="ADDRESS",
    help="With --repo: where CI installs wsisc from (default: as on this machine).",
)
@click.option(
    "--non-interactive", is_flag=True, help="Never prompt; use defaults, or fail if a required value is missing."
)
def command(
    path: str, call: str | None, entity: str | None, acronym: str | None, type: str | None, language: str | None,
    repo: bool, adopt: bool, origin: str | None, non_interactive: bool
) -> None:  # fmt: skip
    """Create a submission, with the prompt and the limit of each part as comments.

    In a terminal, wsisc asks for values that no option sets. FILE_OR_FOLDER is the file to write, or a folder, in
    which the file is named after the submitting entity. Existing files are never overwritten.

    With --repo, the checks on GitHub, on GitLab and before commits install wsisc from ADDRESS, such as
    git+https://HOST/OWNER/wsisc@COMMIT, or the path of a wheel.

    With --repo --adopt, FILE_OR_FOLDER is a folder that contains submissions. The files of a repository that it
    lacks are added; nothing else changes.
    """
    requirement = _find_requirement(origin, repo)
    if adopt:
        _adopt(path, requirement, any((call, entity, acronym, type, language)), repo)
    is_interactive = not non_interactive and sys.stdin is not None and sys.stdin.isatty()
    folder = _target_folder(path, repo)
    options = _InitOptions(call, entity, acronym, type, language, is_interactive)
    chosen, language, answers = _collect_answers(options, repository.load_catalogue(folder))
    _refuse_invalid("--acronym", chosen, language, answers)
    if repo:
        texts = scaffold.create_repository(chosen, locale.load(language), answers, requirement)
        paths = {folder / file: text for file, text in texts.items()}
    else:
        name = scaffold.suggest_file_name(chosen, answers) if _is_folder_name(path) else Path(path).name
        paths = _create_submission(folder, name, chosen, language, answers)
    new_files.write(paths)
    if not messages.is_quiet():
        _report_files(folder, list(paths), language)
        _report_next_steps(folder, list(paths), is_repository=repo)
    if repo:
        _report_source(requirement, folder)


def _adopt(path: str, requirement: str, has_answers: bool, repo: bool) -> NoReturn:
    """Turn a folder of submissions into a repository, and end the command."""
    if not repo or has_answers:
        raise click.UsageError(t("--adopt requires --repo, and takes the call and the entity from the submissions"))
    from wsisc.cli import adopt

    written, code = adopt.adopt(Path(path), requirement)
    if written and not messages.is_quiet():
        _report_files(Path(path), written, "en")
        shown = t("to check the submissions, run wsisc validate {path}", path=portable_names.quote_path(path))
        click.echo(f"\n{translate(shown)}", err=True)
    if any(os.path.relpath(each, path) in scaffold.INSTALLING_FILES for each in written):
        _report_source(requirement, Path(path))
    click.get_current_context().exit(code)


def _find_requirement(address: str | None, is_repository: bool) -> str:
    """Return what the checks of a repository install, "" if that is unknown.

    Raises UsageError if an address cannot be used.
    """
    if address is None:
        return install_hint.requirement() if is_repository else ""
    if not is_repository:
        raise click.UsageError(t("--source requires --repo"))
    try:
        return install_hint.requirement_from_address(address)
    except install_hint.InvalidInstallAddress as unfit:
        raise click.UsageError(f"--source: {unfit}") from None


def _report_source(requirement: str, folder: Path) -> None:
    """Report what keeps the checks of a repository in a folder from running on other machines."""
    *_, root = repository.folders_up(folder)
    if (root / ".git").exists() and root != folder.resolve():
        messages.note(
            t(
                "the checks do not run in {folder}, because Git, GitHub and GitLab read their files only in {root};"
                " move .github, .gitlab-ci.yml and .pre-commit-config.yaml there, or create the repository elsewhere",
                folder=folder,
                root=root,
            ),
        )
    if not requirement:
        note = t(
            "the checks on GitHub, on GitLab and before commits will fail, because it is unknown where to install this"
            " wsisc from; set the address in {files}, or use --source ADDRESS",
            files=", ".join(scaffold.INSTALLING_FILES),
        )
    elif install_hint.is_local(requirement):
        note = t(
            "the checks run only on machines that have {place}; use --source to set an address for all machines",
            place=requirement.partition("@ ")[2],
        )
    elif not install_hint.is_pinned(requirement):
        note = t("--source has no revision, so every change in that repository changes the checks; end it with @COMMIT")
    else:
        return
    messages.print_result(err=True)
    messages.note(note)


def _is_folder_name(path: str) -> bool:
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def _target_folder(path: str, repo: bool) -> Path:
    """Return the folder to write to. Raises UsageError, before the first question, if that is impossible."""
    target = Path(path)
    if not path:
        raise click.UsageError(t("the path is empty"))
    new_files.refuse_non_folders(target if repo or _is_folder_name(path) else target.parent)
    if repo:
        if target.suffix.lower() in _YAML_ENDINGS or (target.exists() and not target.is_dir()):
            raise click.UsageError(t("{path}: --repo requires the name of a folder", path=path))
        new_files.refuse_existing([target / file for file in scaffold.FIXED_FILES])
        return target
    # Settings with errors are reported before anything is written: what to do next depends on them.
    repository.load_settings(target if _is_folder_name(path) else target.parent)
    if _is_folder_name(path):
        return target
    if target.suffix.lower() not in _YAML_ENDINGS:
        values = {"path": path, "file": target.with_suffix(".yaml"), "folder": f"{target.with_suffix('')}{os.sep}"}
        message = t("{path}: expected a name ending in .yaml: write {file}, or {folder} for a folder", **values)
        raise click.UsageError(message)
    new_files.refuse_existing([target])
    return target.parent


def _collect_answers(options: _InitOptions, known: Catalogue) -> tuple[Call, str, Submitter]:
    """Return the call, the language and the entity: from the options, from questions, or by default."""
    try:
        return _ask_missing(options, known)
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\n{translate(t('Nothing was written.'))}", err=True)
        raise


def _ask_missing(options: _InitOptions, known: Catalogue) -> tuple[Call, str, Submitter]:
    """Return the answers of `_collect_answers`."""
    if options.call and options.call in known.invalid:
        known.load(options.call)  # raises the error that says why it cannot be used
    described = scaffold.describe_calls(known)
    call = known.load(
        questions.choose("--call", options.call, described, next(iter(described)), options.is_interactive)
    )
    first, type = call.languages[0], ""
    entity = _ask_entity(options, call, first)
    types = scaffold.entity_types(call)
    if (options.is_interactive and types) or options.type is not None:
        guess = scaffold.guess_entity_type(entity, call)
        type = questions.choose("--type", options.type, dict.fromkeys(types, ""), guess, options.is_interactive)
    is_open = len(call.languages) > 1
    if options.is_interactive and not is_open and options.language is None:
        only = t("Language: {language}, the only language of {call}", language=first, call=call.id)
        click.echo(f"\n{translate(only)}", err=True)
    languages, is_asked = dict.fromkeys(call.languages, ""), options.is_interactive and is_open
    default = current_language() if is_asked and current_language() in languages else first
    language = questions.choose("--language", options.language, languages, default, is_asked)
    return call, language, Submitter(entity, options.acronym or "", type)


def _ask_entity(options: _InitOptions, call: Call, language: str) -> str:
    """Return the name of the entity. Raises UsageError if it is invalid, or missing without a terminal."""
    if options.entity is not None:
        _refuse_invalid("--entity", call, language, Submitter(options.entity))
        return options.entity
    if not options.is_interactive:
        raise click.UsageError(t("--entity is missing: set it to the full name of the entity"))
    questions.print_question(t("Which entity is submitting? Enter its full name, as it will be printed on the cover."))
    while True:
        answer = questions.prompt(t("Entity"), default="")
        error = _find_error(call, language, Submitter(answer))
        if error is None:
            return answer
        messages.print_line(_describe_error(error), err=True)


def _find_error(call: Call, language: str, answers: Submitter) -> Diagnostic | None:
    """Return the first error that a new submission would have, preferably one of a name; None if it has none."""
    text = scaffold.create_submission(call, locale.load(language), answers, "./a.json")
    read = source.read(text.encode(), "the new submission")
    draft = selection.from_names((), (), {}, draft=True)
    found = pipeline.check(read, None, draft, catalogue=Catalogue({call.id: call.text})).diagnostics
    errors = find_errors(found)
    return min(errors, key=lambda each: each.path[:1] != ("entity",), default=None)


def _describe_error(error: Diagnostic) -> str:
    return t("{message}: {hint}", message=error.message, hint=error.hint) if error.hint else error.message


def _refuse_invalid(option: str, call: Call, language: str, answers: Submitter) -> None:
    """Raise UsageError if an option has a value that a submission cannot contain: `option`, or the one at fault."""
    if error := _find_error(call, language, answers):
        described, at_fault = _describe_error(error), {"name": "--entity", "acronym": "--acronym", "type": "--type"}
        option = at_fault.get(str(error.path[-1]), "") if error.path else option  # a syntax error has no place
        raise click.UsageError(t("{option}: {error}", option=option, error=described) if option else described)


def _create_submission(folder: Path, name: str, call: Call, language: str, answers: Submitter) -> dict[Path, str]:
    """Return the file of a submission, and that of the schema if it does not exist yet, by path.

    The schema goes to the folder for schemas of a repository if there is one, otherwise next to the submission.
    """
    folders = (place / scaffold.SCHEMA_FOLDER for place in repository.folders_up(folder))
    schema = next((each for each in folders if each.is_dir()), folder) / scaffold.schema_file_name(call)
    modeline = repository.relative_reference(schema.resolve(), folder)
    texts = {folder / name: scaffold.create_submission(call, locale.load(language), answers, modeline)}
    text = scaffold.schema_text(call)
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if schema.read_text("utf-8") == text:
            return texts
    return texts | {schema: text}


def _report_files(folder: Path, written: list[Path], language: str) -> None:
    """Report what was written, the submission first, and what each file is for."""
    click.echo()
    width = max(len(str(path)) for path in written)
    for path in written:
        click.echo(f"{path!s:{width}}  {scaffold.describe_file(os.path.relpath(path, folder), language)}")


def _report_next_steps(folder: Path, written: list[Path], is_repository: bool) -> None:
    """Report what to do next; the submission is the first of the files that were written."""
    file = portable_names.quote_path(written[0].name if is_repository else written[0])
    is_draft = is_repository or repository.load_settings(folder).settings.draft
    draft = "" if is_draft else " --draft"
    steps = [
        (t("Open it in an editor:"), t('{file}: write below the lines that end in "|"', file=written[0])),
        (t("Preview it:"), f"wsisc preview {file}"),
        (t("List what is missing:"), f"wsisc validate{draft} {file}"),
        (t("Build the Word file:"), f"wsisc build{draft} {file}"),
        (t("When it is complete:"), t("delete draft = true in wsisc.toml") if is_draft else t("omit --draft")),
    ]
    if is_repository and folder.resolve() != Path().resolve():
        steps.insert(1, (t("Go to its folder:"), f"cd {portable_names.quote_path(folder)}"))
    click.echo(f"\n{translate(t('Next steps:'))}")
    shown = [(translate(what), translate(how)) for what, how in steps]
    width = max(_STEP_WIDTH, *(len(what) for what, _ in shown))
    for what, how in shown:
        click.echo(f"  {what:<{width}} {how}")

"""`wsisc init`: four questions, or options -> a new submission, or a repository for one. Nothing is overwritten."""

import contextlib
import os
import sys
from pathlib import Path
from typing import NamedTuple

import click

from wsisc import install_hint, locale, pipeline, source
from wsisc.calls.call import Call, Catalogue
from wsisc.cli import complete, messages, questions
from wsisc.diagnostic import Diagnostic, find_errors
from wsisc.document import portable_names, scaffold
from wsisc.document.scaffold import Submitter
from wsisc.lint import selection
from wsisc.report.common import sanitize
from wsisc.workspace import new_files, repository

_YAML_ENDINGS = {".yaml", ".yml"}


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
@click.option("--call", metavar="ID", shell_complete=complete.calls, help="The call; wsisc calls list shows them.")
@click.option("--entity", metavar="NAME", help="The full name of who submits.")
@click.option("--acronym", metavar="A", help="The acronym of who submits.")
@click.option("--type", metavar="T", shell_complete=complete.types, help="The type of who submits: government, ...")
@click.option("--language", metavar="L", shell_complete=complete.languages, help="The language of the text, as en.")
@click.option("--repo", is_flag=True, help="Make a folder with settings for editors, Git and its servers around it.")
@click.option(
    "--source", "origin", metavar="ADDRESS", help="With --repo: where CI installs wsisc from; default: as it was here."
)
@click.option("--non-interactive", is_flag=True, help="Ask nothing: what no option says is as usual, or an error.")
def command(
    path: str,
    call: str | None,
    entity: str | None,
    acronym: str | None,
    type: str | None,
    language: str | None,
    repo: bool,
    origin: str | None,
    non_interactive: bool,
) -> None:
    """Begin a submission: what is asked, and how much, stands as a comment over each part.

    What no option says is asked for in the terminal. FILE_OR_FOLDER is the file to write, or a folder, in which it is
    named after who submits. Nothing is ever overwritten.

    With --repo, the checks on GitHub, on GitLab and before commits install wsisc from ADDRESS, such as
    git+https://HOST/OWNER/wsisc@COMMIT, or the path of a wheel.
    """
    requirement = _find_requirement(origin, repo)
    is_interactive = not non_interactive and sys.stdin is not None and sys.stdin.isatty()
    folder = _target_folder(path, repo)
    try:
        chosen, language, answers = _collect_answers(
            _InitOptions(call, entity, acronym, type, language, is_interactive), repository.load_catalogue(folder)
        )
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nNothing was written.", err=True)
        raise
    _refuse_invalid("--acronym", chosen, language, answers)
    if repo:
        texts = scaffold.create_repository(chosen, locale.load(language), answers, requirement)
        paths = {folder / file: text for file, text in texts.items()}
    else:
        name = scaffold.suggest_file_name(chosen, answers) if _is_folder_name(path) else Path(path).name
        paths = _create_submission(folder, name, chosen, language, answers)
    new_files.write(paths)
    _report_next_steps(folder, list(paths), is_repository=repo)
    if repo:
        _report_source(requirement)


def _find_requirement(address: str | None, is_repository: bool) -> str:
    """Return what the checks of a repository install, "" if that is unknown.

    Raises UsageError if an address cannot be used.
    """
    if address is None:
        return install_hint.requirement() if is_repository else ""
    if not is_repository:
        raise click.UsageError("--source goes with --repo")
    try:
        return install_hint.requirement_from_address(address)
    except install_hint.InvalidInstallAddress as unfit:
        raise click.UsageError(f"--source: {sanitize(str(unfit))}") from None


def _report_source(requirement: str) -> None:
    """Report what keeps the checks of a repository from running on other machines."""
    if not requirement:
        note = (
            "it is not known from where other machines can install this wsisc, so the checks on GitHub, on GitLab and "
            f"before commits fail; write that into {', '.join(scaffold.INSTALLING_FILES)}, "
            "or begin with --source ADDRESS"
        )
    elif install_hint.is_local(requirement):
        note = f"the checks run only where {requirement.partition('@ ')[2]} is: --source can name an address for all"
    elif not install_hint.is_pinned(requirement):
        note = "--source names no revision, so whoever changes that repository changes the checks: end it with @COMMIT"
    else:
        return
    click.echo(f"\n{messages.label('note')}: {note}", err=True)


def _is_folder_name(path: str) -> bool:
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def _target_folder(path: str, repo: bool) -> Path:
    """Return the folder to write to. Raises UsageError, before the first question, if that is impossible."""
    target = Path(path)
    if not path:
        raise click.UsageError("an empty path")
    new_files.refuse_non_folders(target if repo or _is_folder_name(path) else target.parent)
    if repo:
        if target.suffix.lower() in _YAML_ENDINGS or (target.exists() and not target.is_dir()):
            raise click.UsageError(f"{path}: --repo makes a folder, so name one")
        new_files.refuse_existing([target / file for file in scaffold.FIXED_FILES])
        return target
    if _is_folder_name(path):
        return target
    if target.suffix.lower() not in _YAML_ENDINGS:
        hint = f"write {target.with_suffix('.yaml')}, or {target.with_suffix('')}{os.sep} for a folder"
        raise click.UsageError(f"{path} does not end as a submission does: {hint}")
    new_files.refuse_existing([target])
    return target.parent


def _collect_answers(options: _InitOptions, known: Catalogue) -> tuple[Call, str, Submitter]:
    """Return the call, the language and the entity: from the options, from questions, or by default."""
    if options.call and options.call in known.invalid:
        known.load(options.call)  # raises the error that says why it cannot be used
    described = scaffold.describe_calls(known)
    call = known.load(
        questions.choose("--call", options.call, described, next(iter(described)), options.is_interactive)
    )
    first = call.languages[0]
    entity = _ask_entity(options, call, first)
    type = ""
    if options.is_interactive or options.type is not None:
        types = dict.fromkeys(scaffold.entity_types(), "")
        type = questions.choose(
            "--type", options.type, types, scaffold.guess_entity_type(entity, first), options.is_interactive
        )
    is_open = len(call.languages) > 1
    if options.is_interactive and not is_open and options.language is None:
        click.echo(f"\nLanguage: {first}, the only one of {call.id}", err=True)
    languages = dict.fromkeys(call.languages, "")
    language = questions.choose("--language", options.language, languages, first, options.is_interactive and is_open)
    return call, language, Submitter(entity, options.acronym or "", type)


def _ask_entity(options: _InitOptions, call: Call, language: str) -> str:
    """Return the name of the entity. Raises UsageError if it is invalid, or missing without a terminal."""
    if options.entity is not None:
        _refuse_invalid("--entity", call, language, Submitter(options.entity))
        return options.entity
    if not options.is_interactive:
        raise click.UsageError("who submits? Give the full name with --entity")
    questions.print_question("Who submits? The full name, as it shall stand on the cover.")
    while True:
        answer: str = click.prompt("Entity", err=True).strip()
        error = _find_error(call, language, Submitter(answer))
        if error is None:
            return answer
        click.echo(messages.in_one_line(error), err=True)


def _find_error(call: Call, language: str, answers: Submitter) -> Diagnostic | None:
    """Return the first error that a new submission would have, preferably one of a name; None if it has none."""
    text = scaffold.create_submission(call, locale.load(language), answers, "./a.json")
    read = source.read(text.encode(), "the new submission")
    draft = selection.from_names((), (), {}, draft=True)
    found = pipeline.check(read, None, draft, catalogue=Catalogue({call.id: call.text})).diagnostics
    errors = find_errors(found)
    return min(errors, key=lambda each: each.path[:1] != ("entity",), default=None)


def _refuse_invalid(option: str, call: Call, language: str, answers: Submitter) -> None:
    """Raise UsageError if an option has a value that a submission cannot contain."""
    error = _find_error(call, language, answers)
    if error:
        raise click.UsageError(f"{option}: {messages.in_one_line(error)}")


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


def _report_next_steps(folder: Path, written: list[Path], is_repository: bool) -> None:
    """Report what was written, the submission first, and what to do next."""
    click.echo()
    for path in written[:1] if is_repository else written:
        click.echo(str(path))
    if is_repository:
        click.echo(f"{len(written) - 1} files of settings around it: {folder / 'README.md'} says what they are for")
    file = portable_names.quote_path(written[0].name if is_repository else written[0])
    draft = "" if is_repository else " --draft"
    steps = [
        ("Open it in an editor:", f'{written[0]}: write below the lines that end in "|"'),
        ("See how it looks:", f"wsisc preview {file}"),
        ("See what is missing:", f"wsisc validate{draft} {file}"),
        ("Make the Word file:", f"wsisc build{draft} {file}"),
        ("When all is written:", "delete draft = true in wsisc.toml" if is_repository else "the same without --draft"),
    ]
    if is_repository and folder.resolve() != Path().resolve():
        steps.insert(1, ("Go to its folder:", f"cd {portable_names.quote_path(folder)}"))
    click.echo("\nWhat to do next:")
    for what, how in steps:
        click.echo(f"  {what:<22} {how}")

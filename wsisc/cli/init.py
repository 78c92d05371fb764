"""`wsisc init`: four questions, or options -> a new submission, or a repository for one. Nothing is overwritten."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import click

from wsisc import api
from wsisc.api import Call, NewSubmission, Submitter
from wsisc.api.creating import describe_error, prepare_submission
from wsisc.cli import complete, messages, questions
from wsisc.messages import t
from wsisc.messages.localization import current_language, translate
from wsisc.text.portable_names import quote_path

_STEP_WIDTH = 22  # columns of what to do next, in English


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
    path: str, repo: bool, adopt: bool, origin: str | None, non_interactive: bool, **answers: str | None
) -> None:
    """Create a submission, with the prompt and the limit of each part as comments.

    In a terminal, wsisc asks for values that no option sets. FILE_OR_FOLDER is the file to write, or a folder, in
    which the file is named after the submitting entity. Existing files are never overwritten.

    With --repo, the checks on GitHub, on GitLab and before commits install wsisc from ADDRESS, such as
    git+https://HOST/OWNER/wsisc@COMMIT, or the path of a wheel.

    With --repo --adopt, FILE_OR_FOLDER is a folder that contains submissions. The files of a repository that it
    lacks are added; nothing else changes.
    """
    if adopt:
        _adopt(path, origin, any(answers.values()), repo)
    new = prepare_submission(path, repo, origin)
    is_interactive = not non_interactive and sys.stdin is not None and sys.stdin.isatty()
    try:
        chosen = _collect_answers(answers, new, is_interactive)
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\n{translate(t('Nothing was written.'))}", err=True)
        raise
    new.refuse_invalid("--acronym", *chosen)
    created = new.create(*chosen)
    if not messages.is_quiet():
        _report_files(created)
        _report_next_steps(created, is_repository=repo)
    _report_notes(created)


def _adopt(path: str, origin: str | None, has_answers: bool, repo: bool) -> NoReturn:
    """Turn a folder of submissions into a repository, and end the command."""
    if not repo or has_answers:
        raise click.UsageError(t("--adopt requires --repo, and takes the call and the entity from the submissions"))
    adopted = api.adopt_folder(path, source=origin, notify=messages.note)
    if adopted.kept:
        for line in ("", t("Kept as they were:"), *(f"  {file}" for file in adopted.kept)):
            messages.print_result(line)
    for problem in adopted.problems:
        messages.show("note", problem)
    if adopted.created.purposes and not messages.is_quiet():
        _report_files(adopted.created)
        shown = t("to check the submissions, run wsisc validate {path}", path=quote_path(path))
        click.echo(f"\n{translate(shown)}", err=True)
    _report_notes(adopted.created)
    click.get_current_context().exit(1 if adopted.problems else 0)


def _report_notes(created: "api.CreatedFiles") -> None:
    """Report what keeps the checks of a repository from running elsewhere."""
    for note in created.notes:
        messages.print_result(err=True)
        messages.note(note)


def _collect_answers(
    given: Mapping[str, str | None], new: NewSubmission, is_interactive: bool
) -> tuple[Call, str, Submitter]:
    """Return the call, the language and the entity: from the options, from questions, or by default."""
    if given["call"] and given["call"] in new.known.invalid:
        new.load_call(given["call"])  # raises the error that says why it cannot be used
    described = new.describe_calls()
    call = new.load_call(questions.choose("--call", given["call"], described, next(iter(described)), is_interactive))
    first, type = call.languages[0], ""
    entity = _ask_entity(given["entity"], new, call, is_interactive)
    types = new.list_types(call)
    if (is_interactive and types) or given["type"] is not None:
        guess = new.guess_type(entity, call)
        type = questions.choose("--type", given["type"], dict.fromkeys(types, ""), guess, is_interactive)
    is_open = len(call.languages) > 1
    if is_interactive and not is_open and given["language"] is None:
        only = t("Language: {language}, the only language of {call}", language=first, call=call.id)
        click.echo(f"\n{translate(only)}", err=True)
    languages, is_asked = dict.fromkeys(call.languages, ""), is_interactive and is_open
    default = current_language() if is_asked and current_language() in languages else first
    language = questions.choose("--language", given["language"], languages, default, is_asked)
    return call, language, Submitter(entity, given["acronym"] or "", type)


def _ask_entity(given: str | None, new: NewSubmission, call: Call, is_interactive: bool) -> str:
    """Return the name of the entity. Raises UsageError if it is invalid, or missing without a terminal."""
    language = call.languages[0]
    if given is not None:
        new.refuse_invalid("--entity", call, language, Submitter(given))
        return given
    if not is_interactive:
        raise click.UsageError(t("--entity is missing: set it to the full name of the entity"))
    questions.print_question(t("Which entity is submitting? Enter its full name, as it will be printed on the cover."))
    while True:
        answer = questions.prompt(t("Entity"), default="")
        error = new.find_error(call, language, Submitter(answer))
        if error is None:
            return answer
        messages.print_line(describe_error(error), err=True)


def _report_files(created: "api.CreatedFiles") -> None:
    """Report what was written, the submission first, and what each file is for."""
    click.echo()
    width = max(len(str(path)) for path in created.purposes)
    for path, purpose in created.purposes.items():
        click.echo(f"{path!s:{width}}  {purpose}")


def _report_next_steps(created: "api.CreatedFiles", is_repository: bool) -> None:
    """Report what to do next; the submission is the first of the files that were written."""
    folder, submission = created.folder, next(iter(created.purposes))
    file, draft = quote_path(submission.name if is_repository else submission), "" if created.is_draft else " --draft"
    steps = [
        (t("Open it in an editor:"), t('{file}: write below the lines that end in "|"', file=submission)),
        (t("Preview it:"), f"wsisc preview {file}"),
        (t("List what is missing:"), f"wsisc validate{draft} {file}"),
        (t("Build the Word file:"), f"wsisc build{draft} {file}"),
        (t("When it is complete:"), t("delete draft = true in wsisc.toml") if created.is_draft else t("omit --draft")),
    ]
    if is_repository and folder.resolve() != Path().resolve():
        steps.insert(1, (t("Go to its folder:"), f"cd {quote_path(folder)}"))
    click.echo(f"\n{translate(t('Next steps:'))}")
    shown = [(translate(what), translate(how)) for what, how in steps]
    width = max(_STEP_WIDTH, *(len(what) for what, _ in shown))
    for what, how in shown:
        click.echo(f"  {what:<{width}} {how}")

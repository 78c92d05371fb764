"""`wsisc site`: submissions -> a folder of static pages with search, the matrix, coverage and all documents."""

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from wsisc.cli import arguments, batch_runner, messages, site_folder, titles
from wsisc.collate.collection import Collection, LeftOutSubmission, collect
from wsisc.diagnostic import Severity, WsiscError
from wsisc.report import common
from wsisc.workspace import protected
from wsisc.workspace.input_files import InputFile, find_submissions
from wsisc.writers.build_job import BuildOptions

if TYPE_CHECKING:
    from wsisc.cli.progress import ProgressDisplay
    from wsisc.report import CheckedFile

type DocumentsBySource = Mapping[str, Mapping[str, bytes]]
"""Documents by the names of their sources and by formats."""

_NO_MEMBERS = "no submission could be taken, so nothing was written; wsisc validate shows all problems"
_IN_PROCESS_LIMIT = 3
"""A guess: for so few submissions, starting other processes takes longer than it saves."""


class _Failures(NamedTuple):
    """The files that could not be processed, and those that are invalid, each with the reason."""

    failed: dict[str, tuple[str, str]]
    unsound: dict[str, str]


@click.command("site")
@arguments.PATHS
@arguments.file_option("-o", "--output", required=True, metavar="FOLDER", help="A new folder.")
@click.option("--title", help="What the site is called.")
@batch_runner.add_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], output: str, title: str | None, **options: Any) -> None:
    """Make a site of submissions: a page for each, what all say in numbers, search, and the documents.

    PATH is a submission, a folder of them, or a pattern as 2025/**/*.yaml. The site needs no server and no network:
    open index.html. A submission with errors, or still a draft, is named with the reason; the exit code is then 1. A
    submission with a character that no font has is written as Word and HTML, not as PDF.
    FOLDER is new, empty, or one that wsisc site made, which is then renewed.
    """
    batch_options, folder, title = (
        batch_runner.parse_options(options),
        Path(output),
        titles.check_title(title, "--title"),
    )
    protected.refuse_unportable(output)
    site_folder.check(folder)
    offered = {folder.resolve() / path for path in site_folder.find_own_paths(folder) or ()}
    inputs = [
        each for each in find_submissions(paths, messages.note) if not (each.path and each.path.resolve() in offered)
    ]
    if not inputs:
        raise click.UsageError(f"no submission but those in {output}")
    inputs = [_load_content(each) for each in inputs]
    from wsisc import site
    from wsisc.cli import progress

    with progress.open_display(len(inputs)) as display:
        documents, failures = _build_documents(inputs, batch_options, display)
    jobs = [batch_runner.create_job(each, BuildOptions()) for each in inputs if each.name not in failures.failed]
    collected = _exclude_unbuilt(collect(jobs, failures.failed), documents, failures.unsound)
    if not collected.members:
        click.echo(f"{display.summary}\n{_NO_MEMBERS}", err=True)
        ctx.exit(max(display.exit_code, 1))
    pages = site.build(collected, {each.key: documents[each.file] for each in collected.members}, title)
    site_folder.write(folder, pages)
    for remark in collected.remarks():
        messages.show("note", common.sanitize(remark))
    click.echo(f"{display.summary}\n{_format_summary(collected, pages)}", err=True)
    click.echo(common.sanitize(str(folder / "index.html")))
    ctx.exit(max(display.exit_code, 1 if collected.left_out else 0))


def _load_content(file: InputFile) -> InputFile:
    """Return a file with its content, so that all pages and documents have the same even if the file changes."""
    with contextlib.suppress(WsiscError):  # reported where it is checked
        return file._replace(loaded=file.content)
    return file


def _build_documents(
    inputs: Sequence[InputFile], batch_options: batch_runner.BatchOptions, display: "ProgressDisplay"
) -> tuple[DocumentsBySource, _Failures]:
    """Return the documents of submissions, and those that have none."""
    from wsisc import site
    from wsisc.jobs.batch import Failure

    documents: dict[str, Mapping[str, bytes]] = {}
    failures = _Failures({}, {})
    build_options = [BuildOptions(site.FORMATS)] * len(inputs)
    with contextlib.closing(batch_runner.run(inputs, build_options, batch_options, _IN_PROCESS_LIMIT)) as results:
        for result in results:
            name, outcome = result.file.name, result.outcome
            if isinstance(outcome, Failure):
                kind = "failed" if result.file.loaded else "file"
                failures.failed[name] = _hide_folders(outcome.message, result.file), kind
                display.count(display.report_failure(name, outcome.message, outcome.hint))
                continue
            display.report_problems(outcome.checked_file)
            if "html" in outcome.documents:  # a page needs no PDF, which is missing if no font has a character
                documents[name] = outcome.documents
            else:
                failures.unsound[name] = _find_first_error(outcome.checked_file)
            display.count("unsound" if not outcome.is_valid else "cached" if result.was_cached else "built")
    return documents, failures


def _hide_folders(message: str, file: InputFile) -> str:
    """Return why a file could not be processed: it is named as the user does, and no other folder is."""
    if file.path is None:
        return message
    absolute = Path(os.path.abspath(file.path))
    pieces = re.split(f"{re.escape(str(absolute))}|{re.escape(str(file.path))}", message)
    for folder in (*absolute.parents, *absolute.resolve().parents):
        if folder.name:
            pieces = [each.replace(f"{folder}{os.sep}", "") for each in pieces]
    return file.name.join(pieces)


def _find_first_error(reported: "CheckedFile") -> str:
    """Return the first error of a file."""
    errors = (each for each in reported.diagnostics if each.severity == Severity.ERROR)
    return next((f"line {each.span.line}: {each.message}" for each in errors), "")


def _exclude_unbuilt(collected: Collection, documents: DocumentsBySource, unsound: Mapping[str, str]) -> Collection:
    """Return a collection without members whose document could not be built, such as for lack of a glyph."""
    members, left_out = [], list(collected.left_out)
    for member in collected.members:
        if member.file in documents:
            members.append(member)
        else:
            submission = member.manuscript.submission
            details = submission.title, submission.entity.name, unsound.get(member.file, ""), "font"
            left_out.append(LeftOutSubmission(member.file, *details))
    return Collection(tuple(members), tuple(sorted(left_out)))


def _format_summary(collected: Collection, pages: Mapping[str, bytes]) -> str:
    """Return the numbers and sizes of a site in words."""
    from wsisc.site import view_model

    sizes = {path: len(content) for path, content in pages.items()}
    offered = sum(size for path, size in sizes.items() if path.startswith("files/"))
    index, whole = sizes["search-index.js"], sum(sizes.values())
    kinds = {"pages": whole - offered - index, "index of words": index, "documents": offered}
    parts = ", ".join(f"{name} {view_model.format_size(size)}" for name, size in kinds.items())
    left = f", {len(collected.left_out)} left out" if collected.left_out else ""
    size = view_model.format_size(whole)
    return f"a site of {len(collected.members)} submissions{left}: {len(pages)} files, {size} ({parts})"

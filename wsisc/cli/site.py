"""`wsisc site`: submissions -> a folder of static pages with search, the matrix, coverage and all documents."""

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from wsisc.cli import arguments, batch_runner, files, messages, protected, site_folder, titles
from wsisc.collate.collection import Collection, LeftOutSubmission, collect
from wsisc.diagnostic import Severity, WsiscError
from wsisc.report import common
from wsisc.writers.build_job import BuildOptions

if TYPE_CHECKING:
    from wsisc.cli.progress import ProgressDisplay
    from wsisc.report import CheckedFile

type DocumentsBySource = Mapping[str, Mapping[str, bytes]]
"""Documents by the names of their sources and by formats."""

_NO_MEMBERS = "no submission could be taken, so nothing was written; wsisc validate shows all problems"
_IN_PROCESS_LIMIT = 3
"""So many submissions are made one after another."""


class _Failures(NamedTuple):
    """The files that nothing could be done with, and those that are unsound, each with the reason."""

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
    chosen, folder, title = batch_runner.parse_options(options), Path(output), titles.check_title(title, "--title")
    protected.refuse_unportable(output)
    site_folder.check(folder)
    offered = {folder.resolve() / path for path in site_folder.find_own_paths(folder) or ()}
    inputs = [each for each in files.find_submissions(paths) if not (each.path and each.path.resolve() in offered)]
    if not inputs:
        raise click.UsageError(f"no submission but those in {output}")
    inputs = [_load_content(each) for each in inputs]
    from wsisc import site
    from wsisc.cli import progress

    with progress.open_display(len(inputs)) as shown:
        documents, unmade = _build_documents(inputs, chosen, shown)
    orders = [batch_runner.create_job(each, BuildOptions()) for each in inputs if each.name not in unmade.failed]
    collected = _exclude_unbuilt(collect(orders, unmade.failed), documents, unmade.unsound)
    if not collected.members:
        click.echo(f"{shown.summary}\n{_NO_MEMBERS}", err=True)
        ctx.exit(max(shown.exit_code, 1))
    made = site.build(collected, {each.key: documents[each.file] for each in collected.members}, title)
    site_folder.write(folder, made)
    for remark in collected.remarks():
        messages.show("note", common.sanitize(remark))
    click.echo(f"{shown.summary}\n{_format_summary(collected, made)}", err=True)
    click.echo(common.sanitize(str(folder / "index.html")))
    ctx.exit(max(shown.exit_code, 1 if collected.left_out else 0))


def _load_content(file: files.InputFile) -> files.InputFile:
    """Return a file with its content, which is then that of every page and document, whatever becomes of the file."""
    with contextlib.suppress(WsiscError):  # which is told of where it is to be checked
        return file._replace(loaded=file.content)
    return file


def _build_documents(
    inputs: Sequence[files.InputFile], batch_options: batch_runner.BatchOptions, display: "ProgressDisplay"
) -> tuple[DocumentsBySource, _Failures]:
    """Return the documents of submissions, and which have none."""
    from wsisc import site
    from wsisc.jobs.batch import Failure

    documents: dict[str, Mapping[str, bytes]] = {}
    unmade = _Failures({}, {})
    wanted = [BuildOptions(site.FORMATS)] * len(inputs)
    with contextlib.closing(batch_runner.run(inputs, wanted, batch_options, _IN_PROCESS_LIMIT)) as done:
        for came in done:
            name, outcome = came.file.name, came.outcome
            if isinstance(outcome, Failure):
                kind = "failed" if came.file.loaded else "file"
                unmade.failed[name] = _hide_folders(outcome.message, came.file), kind
                display.count(display.report_failure(name, outcome.message, outcome.hint))
                continue
            display.report_problems(outcome.checked_file)
            if "html" in outcome.documents:  # all that a page needs; a PDF may lack the glyphs of a character
                documents[name] = outcome.documents
            else:
                unmade.unsound[name] = _find_first_error(outcome.checked_file)
            display.count("unsound" if not outcome.is_valid else "kept" if came.was_cached else "built")
    return documents, unmade


def _hide_folders(message: str, file: files.InputFile) -> str:
    """Return why nothing could be done with a file, which is called as the user does, without places of the machine."""
    if file.path is None:
        return message
    place = Path(os.path.abspath(file.path))
    others = re.split(f"{re.escape(str(place))}|{re.escape(str(file.path))}", message)
    for folder in (*place.parents, *place.resolve().parents):
        if folder.name:
            others = [each.replace(f"{folder}{os.sep}", "") for each in others]
    return file.name.join(others)


def _find_first_error(reported: "CheckedFile") -> str:
    """Return why a file is unsound, by its first error."""
    errors = (each for each in reported.diagnostics if each.severity == Severity.ERROR)
    return next((f"line {each.span.line}: {each.message}" for each in errors), "")


def _exclude_unbuilt(collected: Collection, documents: DocumentsBySource, unsound: Mapping[str, str]) -> Collection:
    """Return a collection without those of whose words no document could be made, as where no font has a character."""
    members, left_out = [], list(collected.left_out)
    for member in collected.members:
        if member.file in documents:
            members.append(member)
        else:
            submission = member.manuscript.submission
            told = submission.title, submission.entity.name, unsound.get(member.file, ""), "font"
            left_out.append(LeftOutSubmission(member.file, *told))
    return Collection(tuple(members), tuple(sorted(left_out)))


def _format_summary(collected: Collection, pages: Mapping[str, bytes]) -> str:
    """Return what there is of a site, and what it weighs."""
    from wsisc.site import view_model

    sizes = {path: len(content) for path, content in pages.items()}
    offered = sum(size for path, size in sizes.items() if path.startswith("files/"))
    index, whole = sizes["search-index.js"], sum(sizes.values())
    kinds = {"pages": whole - offered - index, "index of words": index, "documents": offered}
    parts = ", ".join(f"{name} {view_model.format_size(size)}" for name, size in kinds.items())
    left = f", {len(collected.left_out)} left out" if collected.left_out else ""
    size = view_model.format_size(whole)
    return f"a site of {len(collected.members)} submissions{left}: {len(pages)} files, {size} ({parts})"

"""`wsisc site`: submissions -> a folder of static pages with search, the matrix, coverage and all documents."""

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from wsisc.cli import batch_runner, complete, files, protected, site_folder, titles
from wsisc.collate.collection import Collection, LeftOut, collect
from wsisc.diagnostic import Severity, WsiscError
from wsisc.report import reported
from wsisc.writers.build_job import Wanted

if TYPE_CHECKING:
    from wsisc.cli.progress import Shown
    from wsisc.report import Reported

type Documents = Mapping[str, Mapping[str, bytes]]
"""Documents by the names of their sources and by formats."""

_NOTHING = "no submission could be taken, so nothing was written; wsisc validate shows all problems"
_FEW = 3
"""So many submissions are made one after another."""


class _Unmade(NamedTuple):
    """The files that nothing could be done with, and those that are unsound, each with the reason."""

    failed: dict[str, tuple[str, str]]
    unsound: dict[str, str]


@click.command("site", short_help="Make a searchable site of many submissions.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete.paths)
@click.option("-o", "--output", type=protected.FILE_NAME, required=True, metavar="FOLDER",
              shell_complete=complete.paths, help="A new folder.")  # fmt: skip
@click.option("--title", help="What the site is called.")
@batch_runner.options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], output: str, title: str | None, **options: Any) -> None:
    """Make a site of submissions: a page for each, what all say in numbers, search, and the documents.

    PATH is a submission, a folder of them, or a pattern as 2025/**/*.yaml. The site needs no server and no network:
    open index.html. A submission with errors, or still a draft, is named with the reason; the exit code is then 1. A
    submission with a character that no font has is written as Word and HTML, not as PDF.
    FOLDER is new, empty, or one that wsisc site made, which is then renewed.
    """
    chosen, folder, title = batch_runner.how(options), Path(output), titles.printable(title, "--title")
    protected.refuse_unportable(output)
    site_folder.check(folder)
    offered = {folder.resolve() / path for path in site_folder.owned(folder) or ()}
    inputs = [each for each in files.read(paths) if not (each.path and each.path.resolve() in offered)]
    if not inputs:
        raise click.UsageError(f"no submission but those in {output}")
    inputs = [_read(each) for each in inputs]
    from wsisc import site
    from wsisc.cli import progress

    with progress.shown(len(inputs)) as shown:
        documents, unmade = _documents(inputs, chosen, shown)
    orders = [batch_runner.order(each, Wanted()) for each in inputs if each.name not in unmade.failed]
    collected = _with_documents(collect(orders, unmade.failed), documents, unmade.unsound)
    if not collected.members:
        click.echo(f"{shown.summary}\n{_NOTHING}", err=True)
        ctx.exit(max(shown.code, 1))
    made = site.build(collected, {each.key: documents[each.file] for each in collected.members}, title)
    site_folder.write(folder, made)
    for remark in collected.remarks():
        click.echo(f"{click.style('note', fg='yellow', bold=True)}: {reported.shown(remark)}", err=True)
    click.echo(f"{shown.summary}\n{_told(collected, made)}", err=True)
    click.echo(reported.shown(str(folder / "index.html")))
    ctx.exit(max(shown.code, 1 if collected.left_out else 0))


def _read(given: files.Input) -> files.Input:
    """Return a file with its content, which is then that of every page and document, whatever becomes of the file."""
    with contextlib.suppress(WsiscError):  # which is told of where it is to be checked
        return given._replace(given=given.content)
    return given


def _documents(inputs: Sequence[files.Input], chosen: batch_runner.How, shown: "Shown") -> tuple[Documents, _Unmade]:
    """Return the documents of submissions, and which have none."""
    from wsisc import site
    from wsisc.jobs.batch import Failure

    documents: dict[str, Mapping[str, bytes]] = {}
    unmade = _Unmade({}, {})
    wanted = [Wanted(site.FORMATS)] * len(inputs)
    with contextlib.closing(batch_runner.outcomes(inputs, wanted, chosen, _FEW)) as done:
        for came in done:
            name, outcome = came.given.name, came.outcome
            if isinstance(outcome, Failure):
                kind = "failed" if came.given.given else "file"
                unmade.failed[name] = _published(outcome.message, came.given), kind
                shown.take(shown.fail(name, outcome.message, outcome.hint))
                continue
            shown.report(outcome.reported)
            if "html" in outcome.documents:  # all that a page needs; a PDF may lack the glyphs of a character
                documents[name] = outcome.documents
            else:
                unmade.unsound[name] = _why(outcome.reported)
            shown.take("unsound" if not outcome.is_sound else "kept" if came.was_kept else "built")
    return documents, unmade


def _published(why: str, given: files.Input) -> str:
    """Return why nothing could be done with a file, which is called as the user does, without places of the machine."""
    if given.path is None:
        return why
    place = Path(os.path.abspath(given.path))
    others = re.split(f"{re.escape(str(place))}|{re.escape(str(given.path))}", why)
    for folder in (*place.parents, *place.resolve().parents):
        if folder.name:
            others = [each.replace(f"{folder}{os.sep}", "") for each in others]
    return given.name.join(others)


def _why(reported: "Reported") -> str:
    """Return why a file is unsound, by its first error."""
    errors = (each for each in reported.diagnostics if each.severity == Severity.ERROR)
    return next((f"line {each.span.line}: {each.message}" for each in errors), "")


def _with_documents(collected: Collection, documents: Documents, unsound: Mapping[str, str]) -> Collection:
    """Return a collection without those of whose words no document could be made, as where no font has a character."""
    members, left_out = [], list(collected.left_out)
    for member in collected.members:
        if member.file in documents:
            members.append(member)
        else:
            submission = member.manuscript.submission
            told = submission.title, submission.entity.name, unsound.get(member.file, ""), "font"
            left_out.append(LeftOut(member.file, *told))
    return Collection(tuple(members), tuple(sorted(left_out)))


def _told(collected: Collection, made: Mapping[str, bytes]) -> str:
    """Return what there is of a site, and what it weighs."""
    from wsisc.site import view_model

    sizes = {path: len(content) for path, content in made.items()}
    offered = sum(size for path, size in sizes.items() if path.startswith("files/"))
    index, whole = sizes["search-index.js"], sum(sizes.values())
    kinds = {"pages": whole - offered - index, "index of words": index, "documents": offered}
    parts = ", ".join(f"{name} {view_model.size(size)}" for name, size in kinds.items())
    left = f", {len(collected.left_out)} left out" if collected.left_out else ""
    return (
        f"a site of {len(collected.members)} submissions{left}: {len(made)} files, {view_model.size(whole)} ({parts})"
    )

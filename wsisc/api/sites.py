"""Submissions -> a folder of static pages with search, the matrix, coverage and all documents."""

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from wsisc import site
from wsisc.api import building, titles
from wsisc.api.results import Batch, BuildResult, ignore_note
from wsisc.collate.collection import Collection, LeftOutSubmission, collect
from wsisc.diagnostic import WsiscError, find_errors
from wsisc.jobs.job_creation import read_job
from wsisc.jobs.options import BatchOptions
from wsisc.workspace import protected, repository, site_folder
from wsisc.workspace.input_files import InputFile, Notify, Paths, list_submissions
from wsisc.writers.build_job import BuildOptions


@dataclass(frozen=True)
class SiteResult:
    """A site that was built: its first page, None if no submission could be taken, so that nothing was written.

    `members` are the names of the files that it contains, `left_out` the submissions that it does not, each with the
    reason. `sizes` are the bytes of its files by their paths in the folder. `remarks` are likely mistakes in the choice
    of files.
    """

    index: Path | None
    members: tuple[str, ...] = ()
    left_out: tuple[LeftOutSubmission, ...] = ()
    remarks: tuple[str, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict, repr=False)


def build_site(
    paths: Paths, output: str | Path, *, title: str | None = None, jobs: int | None = None, use_cache: bool = True,
    scheduler: str | None = None, track: Callable[[Batch[BuildResult]], Iterable[BuildResult]] = lambda batch: batch,
    notify: Notify = ignore_note
) -> SiteResult:  # fmt: skip
    """Build a site of submissions, and return where it is and what it does not contain.

    `output` is a folder that is new, empty, or an earlier site, which is replaced. `title` is that of the site. `track`
    receives the batch of builds and returns its results, so that a caller can show the progress.

    Raises WsiscError if an option is wrong, a path does not exist, or the folder has files of other origin.

    Example::

        from wsisc.api import build_site

        built = build_site(["submission.yaml"], "site/", title="Submissions of 2025")
        print(built.index, len(built.members))
        for each in built.left_out:
            print(each.file, each.reason)
    """
    folder, title = Path(output), titles.check_title(title, "--title")
    protected.refuse_unportable(str(output))
    site_folder.check(folder)
    repository.refresh()
    offered = {folder.resolve() / path for path in site_folder.find_own_paths(folder) or ()}
    found = list_submissions(paths, notify)
    inputs = [_load_content(each) for each in found if not (each.path and each.path.resolve() in offered)]
    if not inputs:
        raise WsiscError(f"submissions were found only inside the output folder {output}", exit_code=2)
    batch = building.build_documents(inputs, BuildOptions(site.FORMATS), BatchOptions(jobs, use_cache, scheduler))
    built = _sort_results(inputs, track(batch))
    readable = [read_job(each, BuildOptions()) for each in inputs if each.name not in built.failed]
    collected = _exclude_unbuilt(collect(readable, built.failed), built)
    if not collected.members:
        return SiteResult(None, left_out=collected.left_out)
    pages = site.build(collected, {each.key: built.documents[each.file] for each in collected.members}, title)
    site_folder.write(folder, pages)
    members = tuple(each.file for each in collected.members)
    sizes = {path: len(content) for path, content in pages.items()}
    return SiteResult(folder / "index.html", members, collected.left_out, tuple(collected.remarks()), sizes)


class _BuiltFiles(NamedTuple):
    """The documents of files by format; those that could not be processed or are invalid, each with the reason."""

    documents: dict[str, Mapping[str, bytes]]
    failed: dict[str, tuple[str, str]]
    unsound: dict[str, str]


def _load_content(file: InputFile) -> InputFile:
    """Return a file with its content, so that all pages and documents have the same even if the file changes."""
    with contextlib.suppress(WsiscError):  # reported where it is checked
        return file._replace(loaded=file.content)
    return file


def _sort_results(inputs: Sequence[InputFile], results: Iterable[BuildResult]) -> _BuiltFiles:
    """Return the documents of files, and the reasons why others have none."""
    built = _BuiltFiles({}, {}, {})
    for file, result in zip(inputs, results, strict=True):
        if result.check.failure:
            reason = _hide_folders(str(result.check.failure), file)
            built.failed[file.name] = reason, "failed" if file.loaded else "file"
        elif "html" in result.documents:  # a page needs no PDF, which is missing if no font has a character
            built.documents[file.name] = result.documents
        else:
            first = next(iter(find_errors(result.diagnostics)), None)
            built.unsound[file.name] = f"line {first.line}: {first.message}" if first else ""
    return built


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


def _exclude_unbuilt(collected: Collection, built: _BuiltFiles) -> Collection:
    """Return a collection without members whose document could not be built, such as for lack of a glyph."""
    unbuilt = [each for each in collected.members if each.file not in built.documents]
    left_out = [each.leave_out(built.unsound.get(each.file, ""), "font") for each in unbuilt]
    members = tuple(each for each in collected.members if each.file in built.documents)
    return Collection(members, tuple(sorted([*collected.left_out, *left_out])))

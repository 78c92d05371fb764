"""A file and build options -> the job, with the content of its figures and the calls that apply in its folder."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from wsisc import source
from wsisc.calls.call import Catalogue
from wsisc.document import figures
from wsisc.document.figures import LoadedFigures
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile
from wsisc.writers.build_job import BuildJob, BuildOptions


class BatchOptions(NamedTuple):
    """How to run a batch: how many jobs at a time, whether to use the cache, and a Dask scheduler."""

    jobs: int | None = None
    use_cache: bool = True
    scheduler: str | None = None


# Matches every file with figures: their key, or the two ways in which YAML can hide it, escapes and "? " keys.
#
# Most files have no figures, so their YAML need not be read to begin a job.
_FIGURE_KEY = re.compile(rb"figures[\"']?\s*:|\\|^[ \t]*+\?", re.MULTILINE)


def choose_theme(file: InputFile, build_options: BuildOptions) -> BuildOptions:
    """Return build options with the theme that wsisc.toml names for a file, if they name none.

    Raises WsiscError if no theme has the name, or if it cannot be used.
    """
    requested, configured = build_options.theme, file.settings.settings.theme
    if not (requested or configured):
        return build_options
    origin = "--theme" if requested else t("{file}: [build] theme", file=file.settings.file)
    repository.refuse_unknown_theme(requested or configured, repository.load_catalogue(file.folder), origin)
    return build_options._replace(theme=requested or configured)


def read_job(file: InputFile, build_options: BuildOptions) -> BuildJob:
    """Return the job for a file. Raises WsiscError if it cannot be read."""
    return create_job(file, file.content, repository.load_catalogue(file.folder), build_options)


def read_jobs(inputs: Sequence[InputFile]) -> tuple[list[BuildJob], dict[str, tuple[str, str]]]:
    """Return the jobs for the files that can be read, and the reasons why others cannot, as `collect` expects them."""
    jobs, unread = [], {}
    for file, options in [(file, choose_theme(file, BuildOptions())) for file in inputs]:
        try:
            jobs.append(read_job(file, options))
        except WsiscError as error:
            unread[file.name] = str(error), "file"
    return jobs, unread


def create_job(file: InputFile, content: bytes, known: Catalogue, build_options: BuildOptions) -> BuildJob:
    """Return the job for the content of a file, with the current content of its figures."""
    seen = LoadedFigures()
    if names_figures(content):
        seen = figures.read(model.from_data(source.read(content, file.name).data).figures, file.folder)
    return BuildJob(file.name, content, seen, known, build_options)


def names_figures(content: bytes) -> bool:
    """Return whether a source may have figures; only then is it read before its job runs."""
    return _FIGURE_KEY.search(content) is not None

"""A file and build options -> the job, with the content of its figures and the calls that hold in its folder."""

import re

from wsisc import model, source
from wsisc.calls.call import Catalogue
from wsisc.document import figures
from wsisc.document.figures import LoadedFigures
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile
from wsisc.writers.build_job import BuildJob, BuildOptions

# Matches every file with figures: their key, or the two ways in which YAML can hide it, escapes and "? " keys.
#
# Most files have no figures, so their YAML need not be read to begin a job.
_FIGURE_KEY = re.compile(rb"figures[\"']?\s*:|\\|^[ \t]*+\?", re.MULTILINE)


def read_job(file: InputFile, build_options: BuildOptions) -> BuildJob:
    """Return the job for a file. Raises WsiscError if it cannot be read."""
    return create_job(file, file.content, repository.load_catalogue(file.folder), build_options)


def create_job(file: InputFile, content: bytes, known: Catalogue, build_options: BuildOptions) -> BuildJob:
    """Return the job for the content of a file, with the current content of its figures."""
    seen = LoadedFigures()
    if _FIGURE_KEY.search(content):
        seen = figures.read(model.from_data(source.read(content, file.name).data).figures, file.folder)
    return BuildJob(file.name, content, seen, known, build_options)

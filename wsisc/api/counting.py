"""Submissions -> the words, pages, notes and reading ease of every part of each, with the limits of its call."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from wsisc import pipeline, source
from wsisc.api.results import Batch, ignore_note
from wsisc.document import figures
from wsisc.document.manuscript import create_manuscript, require_manuscript
from wsisc.document.prose import Reading
from wsisc.engines.typst import MissingGlyphs
from wsisc.lint import selection, statistics
from wsisc.lint.statistics import PartStatistics
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.source.model import Submission
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile, Notify, Paths, list_submissions
from wsisc.writers import pdf


@dataclass(frozen=True)
class FileStatistics:
    """The statistics of a file: of each part, and of the whole submission.

    There are none if the call is unknown, and no numbers of pages if the file has errors, or if a font lacks characters
    of it: `failure` says which.
    """

    file: str
    submission: Submission
    parts: Sequence[PartStatistics]
    has_pages: bool
    failure: WsiscError | None = None


def count_words(paths: Paths, *, notify: Notify = ignore_note) -> Batch[FileStatistics]:
    """Count the words, pages, footnotes and links of every part of submissions; return the counts of each file.

    Words are counted as the United Nations counts them, and pages in the typeset PDF. Raises WsiscError if a path does
    not exist, and while the results are read if a file cannot be read.

    Example::

        from wsisc.api import count_words

        for counted in count_words("submission.yaml"):
            print(counted.file, [(part.label, part.words, part.pages) for part in counted.parts])
    """
    repository.refresh()
    inputs = list_submissions(paths, notify)
    return Batch(inputs, len(inputs), _count_all(inputs))


def _count_all(inputs: Sequence[InputFile]) -> Generator[FileStatistics]:
    yield from map(_count, inputs)


def _count(file: InputFile) -> FileStatistics:
    read = source.read(file.content, file.name)
    submission = model.from_data(read.data)
    loaded = figures.read(submission.figures, file.folder)
    rules = selection.REQUIRED_RULES._replace(draft=True)
    known = repository.load_catalogue(file.folder)
    checked = pipeline.check(read, loaded, rules, catalogue=known)
    pages, failure = None, None
    if checked.call and checked.is_valid:
        look = known.load_theme(checked.call)
        manuscript = require_manuscript(create_manuscript(submission, checked.call, loaded, look=look))
        try:
            pages = pdf.PdfDocument(manuscript).measure_parts()
        except MissingGlyphs as error:
            failure = WsiscError(t("{file}: {error}", file=file.name, error=error), error.hint)
    rows = statistics.count_parts(Reading(submission, checked.call, pages))
    return FileStatistics(file.name, submission, rows, pages is not None, failure)

"""A source and build options -> its documents, started before the source is checked.

Pandoc runs while the checks, which take as long, are loaded and run: see `pipeline.build`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from wsisc import source
from wsisc.calls.call import Catalogue
from wsisc.document.figures import LoadedFigures
from wsisc.document.manuscript import Manuscript, create_manuscript
from wsisc.source import Source, model
from wsisc.writers import PendingDocument, get_writer

if TYPE_CHECKING:
    from wsisc.document.prose import OriginalFile
    from wsisc.lint.selection import Selection  # it loads the rules, and Pandoc must not wait for that


class BuildOptions(NamedTuple):
    """What to build: the formats, and whether documents embed their source, are drafts, and include comments.

    `theme` is the name of the theme, "" for that of the call.

    Without formats the file is only checked. `rules` replace the rules that documents need; `measure` checks page
    limits by typesetting the parts; `earlier` are the names and contents of the files that rules compare it with, and
    `original` is the file that it is translated from; `is_foreign` as in `Reading`.
    """

    formats: tuple[str, ...] = ()
    embed: bool = True
    draft: bool = False
    review: bool = False
    rules: "Selection | None" = None
    measure: bool = False
    earlier: tuple[tuple[str, bytes], ...] = ()
    theme: str = ""
    original: "OriginalFile | None" = None
    is_foreign: bool = False


class BuildJob(NamedTuple):
    """A file to build documents from: its name in reports, its bytes, its figures, the calls it may answer, and themes.

    A job is self-contained, so that it can run in another process or on another machine.
    """

    name: str
    content: bytes
    figures: LoadedFigures
    catalogue: Catalogue
    options: BuildOptions


class RunningBuild(NamedTuple):
    """A job that was started: its source, and the unfinished documents by format."""

    source: Source
    documents: dict[str, PendingDocument]


@contextmanager
def start(job: BuildJob) -> Iterator[RunningBuild]:
    """Read a file and start its documents; none where its call is unknown or a text exceeds the limits of the engines.

    At the end, documents that are not finished are cancelled. Raises WsiscError where Pandoc is missing, or the
    theme cannot be used.
    """
    parsed, options = source.read(job.content, job.name), job.options
    running = RunningBuild(parsed, {})
    if options.formats:
        submission = model.from_data(parsed.data)
        call = job.catalogue.find(submission.call)
        look = job.catalogue.load_theme(call, options.theme) if call else None
        manuscript = create_manuscript(
            submission, call, job.figures, embed=options.embed, draft=options.draft, review=options.review, look=look
        )
        if isinstance(manuscript, Manuscript):
            running.documents.update({format: get_writer(format)(manuscript) for format in options.formats})
    try:
        yield running
    finally:
        for document in running.documents.values():
            document.cancel()

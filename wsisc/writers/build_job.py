"""A source and what is wanted of it -> its documents, begun before anybody knows whether it is sound.

Pandoc is at work while the checks, which take as long, are loaded and run: see `pipeline.make`.
"""

from typing import TYPE_CHECKING, NamedTuple

from wsisc import locale, model, source
from wsisc.calls.call import Catalogue
from wsisc.diagnostic import Severity
from wsisc.document.figures import LoadedFigures
from wsisc.document.manuscript import Manuscript
from wsisc.markup import limits
from wsisc.model import Submission
from wsisc.source import Source
from wsisc.writers import PendingDocument, get_writer

if TYPE_CHECKING:
    from wsisc.lint.selection import Selection  # which knows the rules, for which Pandoc does not wait


class BuildOptions(NamedTuple):
    """What is wanted: formats, whether documents carry their source, are drafts, and hold the comments on them.

    Where no formats are, the file is checked, by `rules` instead of those that documents need, and with the lengths
    of its parts as they are set where they shall be measured. `earlier` are the files, names and bytes, that the rules
    compare it with.
    """

    formats: tuple[str, ...] = ()
    embed: bool = True
    draft: bool = False
    review: bool = False
    rules: "Selection | None" = None
    measure: bool = False
    earlier: tuple[tuple[str, bytes], ...] = ()


class BuildJob(NamedTuple):
    """A file to make documents of: its name in reports, its bytes, its figures as seen, and the calls it may answer.

    It holds all that is needed, so that it can be carried out in another process or on another machine.
    """

    name: str
    content: bytes
    figures: LoadedFigures
    catalogue: Catalogue
    options: BuildOptions


class RunningBuild(NamedTuple):
    """An order that was begun: what was read, and the documents under way by formats."""

    source: Source
    documents: dict[str, PendingDocument]

    def cancel(self) -> None:
        """Give up what has not ended."""
        for document in self.documents.values():
            document.cancel()


def start(job: BuildJob) -> RunningBuild:
    """Read a file and begin its documents; none where it cannot be told what they are, or no engine may see it.

    Raises WsiscError where Pandoc is missing.
    """
    read = source.read(job.content, job.name)
    return RunningBuild(read, _start_documents(job, model.from_data(read.data)))


def _start_documents(job: BuildJob, submission: Submission) -> dict[str, PendingDocument]:
    if not job.options.formats:
        return {}
    call = job.catalogue.find(submission.call)
    if call is None or submission.language not in call.languages:
        return {}
    if any(each.severity == Severity.ERROR for each in job.figures.problems):
        return {}
    if any(limits.find_excess(text) for _, text in model.rich_texts(submission)):
        return {}
    wanted, language = job.options, locale.load(submission.language)
    manuscript = Manuscript(submission, call, language, job.figures.images, wanted.embed, wanted.draft, wanted.review)
    return {format: get_writer(format)(manuscript) for format in wanted.formats}

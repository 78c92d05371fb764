"""The bytes of a submission's file, and its folder -> its source, the submission, and its images, each read once."""

from pathlib import Path
from typing import NamedTuple

from wsisc import source
from wsisc.document import figures
from wsisc.document.figures import LoadedFigures
from wsisc.source import Source, model
from wsisc.source.model import Submission


class SubmissionFile(NamedTuple):
    """A file of a submission: its bytes, its source, the submission in it, valid or not, its folder and its images."""

    content: bytes
    source: Source
    submission: Submission
    folder: Path
    figures: LoadedFigures

    @property
    def name(self) -> str:
        """The name of the file in reports."""
        return self.source.file


def read(content: bytes, name: str, folder: Path = Path()) -> SubmissionFile:
    """Return the submission in the bytes of a file, its images read from `folder`. Never raises for a wrong file."""
    parsed = source.read(content, name)
    submission = model.from_data(parsed.data)
    return SubmissionFile(content, parsed, submission, folder, figures.read(submission.figures, folder))

"""Two versions of a submission, and what differs between them -> one value, from which every report is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wsisc.calls.call import BUILT_IN, Call, Catalogue
from wsisc.diff.comparison import Comparison
from wsisc.document.figures import LoadedFigures
from wsisc.messages import plural
from wsisc.messages.diagnostic import DataPath, Severity, excerpt
from wsisc.source import Source
from wsisc.source.model import Section, Submission
from wsisc.theme import Theme
from wsisc.theme import load as load_default_theme

if TYPE_CHECKING:  # the reader of Word files is slow to load
    from wsisc.readers.word.accept_reject import TrackedWord


@dataclass(frozen=True)
class ComparedVersion:
    """A version of a submission: its name, as the user wrote it, and what was read.

    `known` are the calls that it may answer. `source` is its YAML, None if it was read from a document. `figures` are
    its images, and why others cannot be read. `unread` says why perhaps not all of its text was compared, "" if it was.
    With `is_printed_only` it was read from a document, which shows no tags, dates and the like; `tracked` are the words
    of its tracked changes.
    """

    name: str
    submission: Submission
    known: Catalogue = field(default=BUILT_IN, repr=False)
    source: Source | None = field(default=None, repr=False)
    figures: LoadedFigures = field(default=LoadedFigures(), repr=False)
    unread: str = ""
    is_printed_only: bool = False
    tracked: "tuple[TrackedWord, ...]" = field(default=(), repr=False)

    @property
    def call(self) -> Call | None:
        """The call that it answers, None if that is unknown."""
        return self.known.find(self.submission.call)

    @property
    def look(self) -> Theme:
        """The theme of its documents."""
        return self.known.load_theme(self.call) if self.call else load_default_theme()

    @property
    def problems(self) -> tuple[str, ...]:
        """Why perhaps not all of it was compared."""
        images = (problem.finding.message for problem in self.figures.problems if problem.severity == Severity.ERROR)
        return (*([self.unread] if self.unread else []), *images)

    def find_line(self, path: DataPath, start: int | None = None) -> int | None:
        """Return the line of a value, or of a character of a text, in the YAML; None if there is no such file."""
        return self.source.locate(path, start).line if self.source else None


@dataclass(frozen=True)
class VersionComparison:
    """What differs between two versions of a submission."""

    old: ComparedVersion
    new: ComparedVersion
    comparison: Comparison

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return self.comparison.is_same

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """Why perhaps not all of them was compared: the name of a version, and the problem."""
        return tuple((version.name, problem) for version in (self.old, self.new) for problem in version.problems)

    @property
    def unprinted(self) -> tuple[tuple[str, str], ...]:
        """What a Word file that shows the differences leaves out: the name of a version, and its unplaced words."""
        found = []
        for version in (self.old, self.new):
            unplaced = version.submission.unplaced
            texts = [unplaced.text, *_section_texts(unplaced.sections)] if unplaced else []
            words = " ".join(" ".join(texts).split())
            if words:
                count = len(words.split())
                message = plural(
                    'the Word file leaves out 1 unplaced word: "{words}"',
                    'the Word file leaves out {count:,} unplaced words: "{words}"',
                    count,
                    words=excerpt(words),
                )
                found.append((version.name, message))
        return tuple(found)


def _section_texts(sections: Sequence[Section]) -> Iterator[str]:
    """Yield the titles and texts of sections, in order."""
    for section in sections:
        yield from (section.title, section.text, *_section_texts(section.sections))

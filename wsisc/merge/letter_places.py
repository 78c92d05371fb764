"""A Word file, and the submission that was imported from it -> where the letters of the file are in that submission.

Nothing is searched: the import says which letter of the file is which letter of the submission. What has no letters in
it, such as an image, an empty line or the cover, is where the block before it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from wsisc.diff.sides import Sides
from wsisc.importer import ImportResult
from wsisc.importer.text import comment_threads
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word import content as word
from wsisc.readers.word.content import Paragraph, WordContent
from wsisc.readers.word.origins import NOWHERE, paragraph_of
from wsisc.source import model
from wsisc.source.model import Comment, Submission


class _BlockPlace(NamedTuple):
    """The part or section of a block, and the text or title that it is in, () if it has no letters of one."""

    holder: DataPath
    text: DataPath


@dataclass(frozen=True)
class ImportedWordFile:
    """A Word file and what was imported from it; the headings of parts may have been restored before.

    `base` is the submission whose parts and sections the bookmarks of its headings name.
    """

    content: WordContent
    result: ImportResult
    base: Submission

    @property
    def submission(self) -> Submission:
        """The submission that the file contains."""
        return self.result.submission

    @cached_property
    def images(self) -> dict[str, bytes]:
        """The images of its figures, by the names of these."""
        return {name: self.result.files[figure.file] for name, figure in self.submission.figures.items()}

    @cached_property
    def _paths(self) -> dict[int, DataPath]:
        """The paths of the texts and titles, by the addresses of their letters."""
        paths = {origin: path for path, origins in self.result.origins.items() for origin in origins}
        paths.pop(NOWHERE, None)
        return paths

    @cached_property
    def _marks(self) -> dict[str, DataPath]:
        return heading_bookmarks(self.base)

    @cached_property
    def _parts(self) -> dict[int, DataPath]:
        """The paths of parts, by the addresses of the first letters of their headings."""
        decided = self.result.report.decisions
        return {each.origin: ("parts", *each.part) for each in decided if each.part and each.origin != NOWHERE}

    @cached_property
    def _block_places(self) -> list[_BlockPlace]:
        places = list[_BlockPlace]()
        holder: DataPath = ()
        for block in self.content.blocks:
            text = self._find_text(_origins_in((block,)))
            holder = text[:-1] if text else self._begun_part(block) or holder
            places.append(_BlockPlace(holder, text))
        return places

    def _find_text(self, origins: Iterable[int]) -> DataPath:
        """Return the path of the text or title of a part or section that has the first of these letters, or ()."""
        found = (self._paths[each] for each in origins if each in self._paths)
        return next((path for path in found if path[0] == "parts"), ())

    def _begun_part(self, block: word.Block) -> DataPath:
        """Return the path of the part whose heading a block is, by its words or its bookmark; otherwise ()."""
        if not isinstance(block, Paragraph):
            return ()
        begun = (self._parts[each] for each in block.origins if each in self._parts)
        marked = (self._marks[name] for name in block.bookmarks if name in self._marks)
        return next(begun, ()) or next((path for path in marked if "sections" not in path), ())

    @cached_property
    def bookmarks(self) -> dict[DataPath, DataPath]:
        """The paths of sections, and those in base that the bookmarks of their headings name."""
        found = dict[DataPath, DataPath]()
        for block, place in zip(self.content.blocks, self._block_places, strict=True):
            if place.text[-1:] == ("title",) and isinstance(block, Paragraph):
                marked = next((self._marks[name] for name in block.bookmarks if name in self._marks), ())
                found |= {place.holder: marked} if "sections" in marked else {}
        return found

    @cached_property
    def holders(self) -> list[DataPath]:
        """The paths of the parts and sections to which the blocks of the file belong, () for those of the cover."""
        return [place.holder for place in self._block_places]

    def read_comments(self) -> list[tuple[DataPath, Comment]]:
        """Return the comments of the file, replies included, with the paths of its parts and sections."""
        places: dict[str, DataPath] = {}
        for block, holder in zip(self.content.blocks, self.holders, strict=True):
            for id in comment_threads.comment_ids(block, self.content):
                places.setdefault(id, holder)
        return [(places.get(id, ()), comment) for id, comment in comment_threads.read_threads(self.content)]

    @cached_property
    def _by_paragraph(self) -> dict[int, tuple[_BlockPlace, DataPath]]:
        """The place of the block of each paragraph, and the path of its own text; those of notes are there too."""
        found: dict[int, tuple[_BlockPlace, DataPath]] = {}
        for block, place in zip(self.content.blocks, self._block_places, strict=True):
            for run in _runs_in((block,)):
                found |= dict.fromkeys(map(paragraph_of, run.origins), (place, place.text))
                note = [*_origins_in(self.content.notes.get(run.note, ()))] if run.note else []
                text = next((self._paths[origin] for origin in note if origin in self._paths), place.text)
                found |= dict.fromkeys(map(paragraph_of, note), (place, text))
        return found

    def find_holder(self, origin: int) -> DataPath:
        """Return the path of the part or section of the paragraph with an address, () if it has none."""
        return self._by_paragraph[paragraph_of(origin)][0].holder if paragraph_of(origin) in self._by_paragraph else ()

    def find_in_ours(self, origin: int, sides: Sides) -> DataPath:
        """Return the path in the file to merge into: of the text of a paragraph, or else of the nearest holder."""
        place, text = self._by_paragraph.get(paragraph_of(origin), (_BlockPlace((), ()), ()))
        if text[:1] == ("footnotes",):
            own = sides.notes_to_ours.get(sides.their_names.notes[str(text[1])])
            if own is not None:
                return ("footnotes", own)
        nearest = sides.nearest_to_theirs(place.holder)
        holder = sides.parts_and_sections[2].get(nearest)
        return (*nearest, "text") if holder and holder.text else nearest


def heading_bookmarks(submission: Submission) -> dict[str, DataPath]:
    """Return the paths of parts and sections by the bookmarks of their headings in a Word file of wsisc."""
    marks = {}
    for path, _ in model.parts(submission):
        marks["_".join(str(step) for step in path[1:])] = path
    for path, section in model.sections(submission):
        steps = [str(step + 1) if isinstance(step, int) else step for step in path[1:] if step != "sections"]
        marks[section.id.replace("-", "_") or "_".join(steps)] = path
    return marks


def _runs_in(blocks: tuple[word.Block, ...]) -> Iterator[word.Run]:
    return (run for paragraph in word.paragraphs(blocks) for run in paragraph.runs)


def _origins_in(blocks: Sequence[word.Block]) -> Iterator[int]:
    return (origin for run in _runs_in(tuple(blocks)) for origin in run.origins)

"""A collection of submissions -> one document with all of them: a compendium, by submissions or by topics.

`plan` says what stands in it, in chapters of pieces; a module for each format turns every piece into that format by
itself, with the filters and last passes that a single document has, and joins what comes out. A compendium carries no
source: its members' documents do.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from wsisc import model
from wsisc.collate import plan
from wsisc.collate.collection import Collection, LeftOutSubmission, Member
from wsisc.collate.conversion_pool import ConversionPool, open_pool
from wsisc.collate.document_check import LostWordsError
from wsisc.collate.topics import GROUPINGS
from wsisc.diagnostic import WsiscError
from wsisc.engines.typst import MissingGlyphs

__all__ = ["FORMATS", "GROUPINGS", "CompendiumBuilder", "open_builder", "write"]

FORMATS = {"docx": "wsisc.collate.docx", "pdf": "wsisc.collate.pdf", "html": "wsisc.collate.html"}
"""The formats of a compendium, and the modules with a function `write` that make them."""


@contextlib.contextmanager
def open_builder(format: str) -> Iterator["CompendiumBuilder"]:
    """Give what makes compendia in one of `FORMATS`, and end it."""
    with open_pool() as held:
        yield CompendiumBuilder(format, held)


class CompendiumBuilder:
    """Makes compendia in a format. What is likely to stand in one can be begun before all of it is known."""

    def __init__(self, format: str, pool: ConversionPool) -> None:
        self._format, self._kitchen = import_module(FORMATS[format]), pool

    def begin_chapter(self, member: Member) -> None:
        """Begin the chapter of a submission, as it is in a compendium by submissions."""
        for piece in plan.build_submission_chapter(member).pieces:
            self._kitchen.submit(self._format.job(piece))

    def write(
        self, collection: Collection, title: str = "", language: str = "", grouping: str = ""
    ) -> tuple[bytes, Collection]:
        """Return the compendium of a collection, by submissions or by one of `ORDERS`, and what is in it.

        That is less than the collection where a PDF cannot show the characters of some submissions, for which no font
        is there, or where a format would lose a word of one: they are left out then. Where no submission is left there
        is no compendium, but b"". Raises WsiscError where it cannot be made.
        """
        while collection.members:
            try:
                return self._build(collection, title, language, grouping), collection
            except MissingGlyphs as error:
                collection = _leave_out_undrawable(collection, error.characters)
            except LostWordsError as error:
                told = error if error.file or not grouping else self._find_loss(collection) or error
                collection = _leave_out_lost(collection, told)
        return b"", collection

    def _find_loss(self, collection: Collection) -> LostWordsError | None:
        """Return what is lost of a submission that stands by itself, not among others on a topic, or None."""
        try:
            self._build(collection, "", "", "")
        except LostWordsError as error:
            return error
        return None

    def _build(self, collection: Collection, title: str, language: str, grouping: str) -> bytes:
        planned = plan.build_compendium(collection.as_published(), title, language, grouping)
        made: bytes = self._format.write(planned, self._kitchen)
        return made


def write(
    collection: Collection, format: str, title: str = "", language: str = "", grouping: str = ""
) -> tuple[bytes, Collection]:
    """Return the compendium of a collection in one of `FORMATS`, and what is in it, as `Maker.write` does."""
    with open_builder(format) as made:
        return made.write(collection, title, language, grouping)


def _leave_out_undrawable(collection: Collection, characters: Sequence[str]) -> Collection:
    """Return a collection without the members that hold some characters, which the list of them names by numbers.

    Raises WsiscError where they are those of the compendium itself.
    """
    numbers = {each: " ".join(f"U+{ord(character):04X}" for character in each) for each in characters}
    kept, left_out = [], [*collection.left_out]
    for member in collection.members:
        if shown := [number for each, number in numbers.items() if _has_character(member, each)]:
            submission = member.manuscript.submission
            why = f"no font has {', '.join(shown[:5])}"
            left_out.append(LeftOutSubmission(member.file, submission.title, submission.entity.name, why, "font"))
        else:
            kept.append(member)
    told = [LeftOutSubmission(*(_replace_by_code_points(text, numbers) for text in each)) for each in left_out]
    if len(kept) == len(collection.members) and told == left_out:
        raise WsiscError(f"no font has {', '.join(numbers)}", "choose another title or another format")
    return Collection(tuple(kept), tuple(sorted(told)))


def _leave_out_lost(collection: Collection, error: LostWordsError) -> Collection:
    """Return a collection without the member of which a word would be lost. Raises the error where it has no such."""
    files = [each.file for each in collection.as_published().members]
    if error.file not in files:
        raise error
    at = files.index(error.file)
    member = collection.members[at]
    submission = member.manuscript.submission
    why = f"internal error: {error.difference}; please report it"
    told = LeftOutSubmission(member.file, submission.title, submission.entity.name, why, "failed")
    kept = (*collection.members[:at], *collection.members[at + 1 :])
    return Collection(kept, tuple(sorted((*collection.left_out, told))))


def _replace_by_code_points(text: str, numbers: Mapping[str, str]) -> str:
    for character, number in numbers.items():
        text = text.replace(character, number)
    return text


def _has_character(member: Member, character: str) -> bool:
    submission = member.manuscript.submission
    texts = (*model.plain_texts(submission), *model.rich_texts(submission))
    return any(character in text for _, text in texts)

"""A collection of submissions -> one document with all of them: a compendium, by submission or by topic.

`plan` decides the contents, in chapters of pieces. A module for each format converts every piece on its own, with the
filters and final steps of a single document, and joins the results. A compendium does not embed a source: the documents
of its members do.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol

from wsisc.engines.typst import MissingGlyphs
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.publication.collate import plan
from wsisc.publication.collate.collection import Collection, LeftOutSubmission, Member
from wsisc.publication.collate.pieces import (
    Compendium,
    CompendiumPiece,
    ConversionPool,
    LostWordsError,
    Notify,
    PieceConversion,
    ignore_note,
)
from wsisc.publication.collate.plan import DEFAULT_OPTIONS, CompendiumOptions
from wsisc.source import model

__all__ = ["FORMATS", "CompendiumBuilder", "CompendiumOptions", "open_builder", "write"]


class CompendiumFormat(Protocol):
    """A module that writes compendia in one format."""

    def conversions(self, piece: CompendiumPiece) -> Sequence[PieceConversion]:
        """Return the conversions of a piece that the format needs."""

    def write(self, compendium: Compendium, pool: ConversionPool, notify: Notify) -> bytes:
        """Return the document. Raises LostWordsError if a word would be lost, and WsiscError if it cannot be built."""


FORMATS = ("docx", "pdf", "html")
"""The formats of a compendium; the libraries of one are loaded when it is needed."""


@contextlib.contextmanager
def open_builder(format: str, notify: Notify = ignore_note) -> Iterator["CompendiumBuilder"]:
    """Open a builder of compendia in one of `FORMATS`, and close it at the end. `notify` receives notes."""
    module: Any = import_module(f"wsisc.publication.collate.{format}_compendium")
    with contextlib.closing(ConversionPool()) as pool:
        yield CompendiumBuilder(module, pool, notify)


class CompendiumBuilder:
    """Builds compendia in one format. Likely conversions can start before the collection is complete."""

    def __init__(self, format: CompendiumFormat, pool: ConversionPool, notify: Notify) -> None:
        self._format, self._pool, self._notify = format, pool, notify

    def begin_chapter(self, member: Member) -> None:
        """Start converting the chapter of a submission as it is in a compendium by submission."""
        for piece in plan.build_submission_chapter(member).pieces:
            for conversion in self._format.conversions(piece):
                self._pool.submit(conversion)

    def write(self, collection: Collection, options: CompendiumOptions) -> tuple[bytes, Collection]:
        """Return the compendium of a collection, and what it contains.

        The returned collection lacks the submissions that a PDF cannot show because no font has their characters, and
        those of which a format would lose a word. If no submission remains, the document is b"". Raises WsiscError if
        it cannot be built.
        """
        while collection.members:
            try:
                return self._build(collection, options), collection
            except MissingGlyphs as error:
                collection = _leave_out_undrawable(collection, error.characters)
            except LostWordsError as error:
                loss = error if error.file or not options.grouping else self._find_loss(collection) or error
                collection = _leave_out_lost(collection, loss)
        return b"", collection

    def _find_loss(self, collection: Collection) -> LostWordsError | None:
        """Return the loss of words in a compendium by submission, where it can be assigned to one member, or None."""
        try:
            self._build(collection, DEFAULT_OPTIONS)
        except LostWordsError as error:
            return error
        return None

    def _build(self, collection: Collection, options: CompendiumOptions) -> bytes:
        compendium = plan.build_compendium(collection.as_published(), options)
        return self._format.write(compendium, self._pool, self._notify)


def write(
    collection: Collection, format: str, options: CompendiumOptions = DEFAULT_OPTIONS, notify: Notify = ignore_note
) -> tuple[bytes, Collection]:
    """Return the compendium of a collection in one of `FORMATS`, as `CompendiumBuilder.write` does."""
    with open_builder(format, notify) as builder:
        return builder.write(collection, options)


def _leave_out_undrawable(collection: Collection, characters: Sequence[str]) -> Collection:
    """Return a collection without members that contain some characters; texts about them get code points instead.

    Raises WsiscError if the characters are in the compendium's own words.
    """
    code_points = {cluster: " ".join(f"U+{ord(character):04X}" for character in cluster) for cluster in characters}
    remaining, left_out = [], [*collection.left_out]
    for member in collection.members:
        if shown := [number for cluster, number in code_points.items() if _has_character(member, cluster)]:
            left_out.append(member.leave_out(t("no font contains {names}", names=", ".join(shown[:5])), "font"))
        else:
            remaining.append(member)
    left_out_texts = [
        LeftOutSubmission(*(_replace_by_code_points(text, code_points) for text in submission))
        for submission in left_out
    ]
    if len(remaining) == len(collection.members) and left_out_texts == left_out:
        raise WsiscError(
            t("no font contains {names}", names=", ".join(code_points)), t("choose another title or another format")
        )
    return Collection(tuple(remaining), tuple(sorted(left_out_texts)))


def _leave_out_lost(collection: Collection, error: LostWordsError) -> Collection:
    """Return a collection without the member that would lose a word. Raises the error again if it names no member."""
    files = [member.file for member in collection.as_published().members]
    if error.file not in files:
        raise error
    index = files.index(error.file)
    reason = t("internal error: {difference}; please report this bug", difference=error.difference)
    left_out = collection.members[index].leave_out(reason, "failed")
    remaining = (*collection.members[:index], *collection.members[index + 1 :])
    return Collection(remaining, tuple(sorted((*collection.left_out, left_out))))


def _replace_by_code_points(text: str, code_points: Mapping[str, str]) -> str:
    for character, number in code_points.items():
        text = text.replace(character, number)
    return text


def _has_character(member: Member, character: str) -> bool:
    submission = member.submission
    texts = (*model.plain_texts(submission), *model.rich_texts(submission))
    return any(character in text for _, text in texts)

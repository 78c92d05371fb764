"""What a compendium consists of: chapters of pieces, each converted on its own; and the check that no word is lost.

Pandoc takes longer than everything else: warm processes convert several pieces at a time, one for each core, and may
start before it is known that a piece is needed.
"""

import contextlib
import hashlib
import os
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from wsisc.calls.call import Call
from wsisc.calls.locale import Locale
from wsisc.document import foreign_phrases, integrity
from wsisc.document.figures import Image
from wsisc.document.integrity import DocumentWords
from wsisc.document.manuscript import Manuscript, create_manuscript, require_manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.engines import child_processes, pandoc
from wsisc.messages.diagnostic import WsiscError
from wsisc.source.model import Entity, Submission
from wsisc.theme import Theme
from wsisc.writers import markdown
from wsisc.writers.markdown import Markdown

_MAX_ANCHOR_LENGTH = 40  # Word limits bookmark names to 40 characters

_MAX_LEVEL = 6  # Markdown has six levels of headings

_DIRECTION_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}  # invisible marks that give neutral characters a direction

_MAX_THREADS = 8  # a guess: each Pandoc needs memory
_ALLOCATION_AREA = "128m"  # of Pandoc's Haskell runtime: more memory, fewer garbage collections

Notify = Callable[[str], None]
"""What is called with a note for the user."""


@dataclass(frozen=True)
class CompendiumPiece:
    """Blocks of a submission, or of the compendium itself.

    The figures of `manuscript` have the names that they have in the compendium.
    """

    manuscript: Manuscript
    blocks: Sequence[OutlineBlock]

    @property
    def locale(self) -> Locale:
        """The locale of its language."""
        return self.manuscript.locale

    def prepare_markdown(self) -> tuple[str, tuple[str, ...]]:
        """Return the Markdown that Pandoc reads, and the filters that mark foreign phrases of a submission.

        Lines of the compendium's own link to words in other languages, and the links say so.
        """
        text = markdown.render(self.manuscript.submission, list(self.blocks))
        return foreign_phrases.prepare(text, self.locale) if self.manuscript.submission.parts else (text, ())

    def words(self, numbers: bool = False) -> DocumentWords:
        """Return the words that it must have in every format; `numbers` includes those before list items."""
        blocks = [block._replace(kind="rich") if isinstance(block.text, Markdown) else block for block in self.blocks]
        return integrity.expected_words(self.manuscript.submission, blocks, numbers)


def anchor(*steps: str) -> str:
    """Return an anchor that is unique for these steps, and valid as a Word bookmark."""
    name = "__".join(step.replace("-", "_") for step in steps)
    name = name if name[:1].isalpha() else f"s___{name}"
    if len(name) <= _MAX_ANCHOR_LENGTH:
        return name
    return f"{name[:26]}____{hashlib.sha256(name.encode()).hexdigest()[:10]}"


@dataclass(frozen=True)
class Chapter:
    """Pieces that start a new page with footnotes numbered from 1, unless the chapter is run on.

    `kind` is "title", "contents", "submission", "topic", "index" (two pieces: heading and entries) or "left-out".
    `session` is at the head of its pages, with the title. `file` is that of the submission.
    """

    kind: str
    anchor: str
    title: str
    pieces: tuple[CompendiumPiece, ...]
    session: str = ""
    file: str = ""
    is_run_on: bool = False

    @property
    def locale(self) -> Locale:
        """The locale of its first piece."""
        return self.pieces[0].locale

    def words(self, numbers: bool = False) -> DocumentWords:
        """Return the words that it must have in every format."""
        words_by_piece = [piece.words(numbers) for piece in self.pieces]
        return DocumentWords(
            [word for words in words_by_piece for word in words.body],
            [note for words in words_by_piece for note in words.footnotes],
        )


@dataclass(frozen=True)
class Compendium:
    """A compendium: its title, subject, language, chapters and theme."""

    title: str
    subject: str
    locale: Locale
    chapters: tuple[Chapter, ...]
    look: Theme

    @cached_property
    def pieces(self) -> list[CompendiumPiece]:
        """The pieces of all chapters."""
        return [piece for chapter in self.chapters for piece in chapter.pieces]

    @property
    def images(self) -> dict[str, Image]:
        """The images that are shown, by the name of their figure."""
        return {name: image for piece in self.pieces for name, image in piece.manuscript.images.items()}

    @cached_property
    def foreign_anchors(self) -> dict[str, Locale]:
        """The locales of submissions in other languages, by anchor; links to these have words in the language."""
        pieces = [piece for chapter in self.chapters if chapter.kind == "submission" for piece in chapter.pieces]
        foreign = [piece for piece in pieces if piece.locale.tag != self.locale.tag]
        return {block.name: piece.locale for piece in foreign for block in piece.blocks if block.name}


def own_piece(blocks: Sequence[OutlineBlock], locale: Locale) -> CompendiumPiece:
    """Return a piece of the compendium's own words."""
    call = Call("", None, (locale.language,), {}, (), (), "")
    submission = Submission(call.id, locale.language, "", Entity(""), ())
    return CompendiumPiece(require_manuscript(create_manuscript(submission, call)), blocks)


def line_block(role: str, text: str, level: int = 0, name: str = "") -> OutlineBlock:
    """Return a block of the compendium's own words: of a role ("rich": body text), or a heading of a meaning."""
    if role == "rich":
        return OutlineBlock(role, markdown.escape(text), ("compendium",))
    return OutlineBlock("heading" if level else role, text, ("compendium",), level, name, role if level else "")


def link_block(role: str, text: str, to: str) -> OutlineBlock:
    """Return a line that links to an anchor."""
    return OutlineBlock(role, Markdown(f"[{markdown.escape(text)}](#{to})"), ("compendium",))


def links_block(
    role: str, head: str, places: Sequence[tuple[str, str]], words_locale: Locale, line_locale: Locale
) -> OutlineBlock:
    """Return a line with links after a lead text: words in one locale in a line of another.

    Where the directions differ, invisible marks keep the punctuation between the links in place.
    """
    begin = _DIRECTION_MARKS[line_locale.direction] if "rtl" in (words_locale.direction, line_locale.direction) else ""
    mark = _DIRECTION_MARKS[words_locale.direction] if words_locale.direction != line_locale.direction else ""
    links = [f"{begin}[{mark}{markdown.escape(words)}{mark}](#{to})" for words, to in places]
    joined = line_locale.compendium["between"].join(links)
    return OutlineBlock(role, Markdown(f"{markdown.escape(head)}: {joined}"), ("compendium",))


def embed_blocks(blocks: Sequence[OutlineBlock], prefix: Sequence[str], level_shift: int) -> list[OutlineBlock]:
    """Return blocks of a submission with a prefix before anchors, its last step before figures, and deeper headings."""
    return [_embed_block(block, prefix, level_shift) for block in blocks]


def embedded_piece(manuscript: Manuscript, blocks: Sequence[OutlineBlock], key: str) -> CompendiumPiece:
    """Return embedded blocks of a submission with that key as a piece, with the images that the blocks show."""
    submission = manuscript.submission
    names = {name: _figure_name(key, name) for name in submission.figures}
    renamed = submission._replace(figures={names[name]: figure for name, figure in submission.figures.items()})
    shown = {block.name for block in blocks if block.kind == "figure"}
    images = {names[name]: image for name, image in manuscript.images.items() if names[name] in shown}
    return CompendiumPiece(replace(manuscript, submission=renamed, images=images, embed=False), blocks)


def _embed_block(block: OutlineBlock, prefix: Sequence[str], level_shift: int) -> OutlineBlock:
    if block.kind == "figure":
        return block._replace(name=_figure_name(prefix[-1], block.name))
    level = min(block.level + level_shift, _MAX_LEVEL) if block.level else 0
    return block._replace(name=anchor(*prefix, block.name) if block.name else "", level=level)


def _figure_name(key: str, name: str) -> str:
    return f"{key}--{name}"


def check_words(compendium: Compendium, words: DocumentWords) -> None:
    """Compare the words of a whole document with those of its chapters. Raises LostWordsError if they differ."""
    body, notes = words
    for chapter in compendium.chapters:
        expected = chapter.words()
        body_length, note_count = len(expected.body), len(expected.footnotes)
        if difference := integrity.find_difference(expected, DocumentWords(body[:body_length], notes[:note_count])):
            raise LostWordsError(difference, chapter)
        body, notes = body[body_length:], notes[note_count:]
    if body or notes:
        raise LostWordsError(f"extra words: {' '.join(body[:10])}", None)


class LostWordsError(WsiscError):
    """A chapter would lose words. `file` is that of its submission, "" if the chapter has several or none."""

    def __init__(self, difference: str, chapter: Chapter | None) -> None:
        where = (chapter.file or chapter.title) if chapter else "the end"
        super().__init__(
            f"internal error in the compendium: {where}: {difference}", "please report this bug; nothing was written"
        )
        self.difference, self.file = difference, chapter.file if chapter else ""


def ignore_note(_: str) -> None:
    """Show no note."""


class PieceConversion(NamedTuple):
    """A conversion: Markdown, the output format and the Lua filters."""

    text: str
    to: str
    filters: tuple[str, ...]


class ConversionPool:
    """Threads that run conversions; equal conversions run once."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[tuple[PieceConversion, Future[bytes]] | None] = queue.SimpleQueue()
        self._futures: dict[PieceConversion, Future[bytes]] = {}
        self._threads: list[threading.Thread] = []
        for _ in range(min(os.cpu_count() or 1, _MAX_THREADS)):
            thread = threading.Thread(target=self._work)
            try:
                child_processes.start_thread(thread)
            except WsiscError:
                if not self._threads:  # otherwise fewer threads are enough
                    raise
                break
            self._threads.append(thread)

    def submit(self, conversion: PieceConversion) -> "Future[bytes]":
        """Start a conversion unless it was started before. Its result raises WsiscError if Pandoc fails."""
        if conversion not in self._futures:
            self._futures[conversion] = Future()
            self._queue.put((conversion, self._futures[conversion]))
        return self._futures[conversion]

    def convert(self, conversions: Sequence[PieceConversion]) -> list[bytes]:
        """Return the results of conversions, in their order. Raises WsiscError if Pandoc fails."""
        for conversion in sorted(conversions, key=lambda conversion: -len(conversion.text)):
            self.submit(conversion)
        return [self._futures[conversion].result() for conversion in conversions]

    def close(self) -> None:
        """Stop the threads; conversions that have not started are cancelled."""
        for future in self._futures.values():
            future.cancel()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            with contextlib.suppress(WsiscError):  # the first conversion raises it again
                pandoc.keep_warm(_ALLOCATION_AREA, start_now=True)
            while item := self._queue.get():
                conversion, future = item
                if future.set_running_or_notify_cancel():
                    try:
                        future.set_result(pandoc.start(conversion.text, conversion.to, *conversion.filters).result())
                    except Exception as error:  # noqa: BLE001 - raised again by Future.result
                        future.set_exception(error)
        finally:
            pandoc.end_warm()

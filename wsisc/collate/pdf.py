"""A compendium -> a PDF for the archive and for screen readers (PDF/UA-1 and PDF/A-3a), set by Typst at once."""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wsisc import resources, theme
from wsisc.collate import document_check
from wsisc.collate.conversion_pool import ConversionPool, PieceConversion
from wsisc.collate.pieces import Chapter, Compendium, CompendiumPiece
from wsisc.document import fonts
from wsisc.document.integrity import DocumentWords
from wsisc.engines import child_processes, typst
from wsisc.readers import pdf as reader
from wsisc.writers import pdf

_MISREAD = re.compile(r"\.\.\.|-[-?]|(?<![A-Za-z0-9])-[\d\x80-\U0010ffff]|&(?!amp;|lt;|gt;|quot;|#[1-9]\d\d+;)")
_SECONDS_PER_PIECE = 2
_SPEAKER_LEVEL = 2
_MAX_HEADER_LINES = 4
"""So many lines may stand over a page."""
_UNCHECKED = ("title", "contents", "index")
"""Chapters that are made of others; Typst puts the numbers of pages into them."""


def job(piece: CompendiumPiece) -> PieceConversion:
    """Return what Pandoc does with a piece."""
    text = piece.render_markdown()
    return PieceConversion(text, "typst-smart", _filters(text))


def write(compendium: Compendium, kitchen: ConversionPool) -> bytes:
    """Return the PDF.

    Raises MissingGlyphs where no font has a character, WsiscError where Pandoc or Typst fails, or where a word of a
    chapter is lost.
    """
    with (
        reader.start_parallel_reader() as helped,
        typst.start() as setter,
    ):  # they load their libraries while Pandoc is at work
        try:
            content = _typeset(compendium, kitchen, setter)
        finally:
            child_processes.stop(setter)
        _check(compendium, content, helped.read_pages(content))
    return content


def _typeset(compendium: Compendium, kitchen: ConversionPool, setter: "subprocess.Popen[bytes]") -> bytes:
    pieces = [piece for chapter in compendium.chapters for piece in chapter.pieces]
    done = iter([fragment.decode() for fragment in kitchen.convert([job(piece) for piece in pieces])])
    head = [resources.text(f"templates/pdf/{name}.typ") for name in ("document", "compendium")]
    markup = "\n".join((*head, *(line for chapter in compendium.chapters for line in _chapter_markup(chapter, done))))
    files = {name: content for piece in pieces for name, content in pdf.image_files(piece.manuscript).items()}
    seconds = typst.SECONDS + _SECONDS_PER_PIECE * len(pieces)
    data = _data(compendium, pieces)
    return typst.typeset(markup, data, fonts.folders(), files, None, seconds, setter)


def _filters(text: str) -> tuple[str, ...]:
    """Return the filters that a text needs; what looks at every word of many submissions takes its time."""
    tables = ("tables.lua",) if "|" in text else ()
    return (*tables, "pdf/filter.lua" if _MISREAD.search(text.replace("\\", "")) else "pdf/plain.lua")


def _data(compendium: Compendium, pieces: list[CompendiumPiece]) -> dict[str, object]:
    return {
        **pdf.theme_data(theme.load_compendium(), compendium.locale.tag),
        "title": compendium.title,
        "author": compendium.locale.compendium["author"],
        "subject": compendium.subject,
        "draft": None,
        "direction": compendium.locale.direction,
        "before-page": compendium.locale.compendium["before-page"],
        "foreign": {name: pdf.split_language_tag(locale.tag) for name, locale in compendium.foreign_anchors.items()},
        "figures": {name: each for piece in pieces for name, each in pdf.figure_data(piece.manuscript).items()},
        "source": None,
    }


def _chapter_markup(chapter: Chapter, done: Iterator[str]) -> Iterator[str]:
    """Yield the markup of a chapter: its pieces, each in its language and direction."""
    title = json.dumps(chapter.title, ensure_ascii=False)
    yield f"#begin({title}, {json.dumps(chapter.kind == 'topic')}, {json.dumps(chapter.is_run_on)})"
    for number, piece in enumerate(chapter.pieces):
        language, region = pdf.split_language_tag(piece.locale.tag)
        held = f'"{region}"' if region else "none"
        yield f'#piece("{language}", {held}, {piece.locale.direction})'
        container = "in-columns" if chapter.kind == "index" and number else ""
        yield f'#{container}[#set text(lang: "{language}", region: {held}, dir: {piece.locale.direction})'
        yield next(done)
        yield "#contents]" if chapter.kind == "contents" else "]"


def _check(compendium: Compendium, content: bytes, pages: list[str]) -> None:
    """Compare the words of each chapter with those of its pages. Raises Lost where they differ."""
    headed = [chapter for chapter in compendium.chapters if chapter.anchor]
    starts = reader.find_chapter_pages(content)
    if len(starts) != len(headed):
        raise document_check.LostWordsError(f"{len(starts)} chapters in the PDF instead of {len(headed)}", None)
    at = [index for index, chapter in enumerate(headed) if not chapter.is_run_on]
    for first, next_ in pairwise([*at, len(headed)]):
        held, start = headed[first:next_], starts[first]
        if held[0].kind not in _UNCHECKED and (lost := _find_loss(held, pages, start, [*starts, len(pages)][next_])):
            raise document_check.LostWordsError(lost, held[0])


def _find_loss(chapters: Sequence[Chapter], pages: list[str], start: int, end: int) -> str | None:
    """Return what is lost of chapters that run on, one after another, from one page to another, or None."""
    heads = {head for each in chapters for head in _running_headers(each)}
    held = [pdf.squeeze(pages[start]), *(_without_header(heads, page) for page in pages[start + 1 : end])]
    pieces = [piece for each in chapters for piece in each.pieces]
    longest = max(pdf.longest_header_length(piece.manuscript.submission, list(piece.blocks)) for piece in pieces)
    wanted = [each.words(numbers=True) for each in chapters]
    whole = DocumentWords(
        [word for each in wanted for word in each.body], [note for each in wanted for note in each.footnotes]
    )
    return pdf.find_difference(whole, held, longest + max(map(len, heads)), start + 1)


def _running_headers(chapter: Chapter) -> set[str]:
    """Return what may stand over a page of a chapter: its title, on a topic with who speaks."""
    title = pdf.squeeze(chapter.title)
    blocks = (block for piece in chapter.pieces for block in piece.blocks if block.level == _SPEAKER_LEVEL)
    speakers = {pdf.squeeze(block.text) for block in blocks} if chapter.kind == "topic" else set()
    return {f"{title}–{speaker}" for speaker in speakers} or {title}


def _without_header(heads: set[str], page: str) -> str:
    """Return the characters of a page without the lines that stand over it."""
    lines = page.splitlines()
    for end in range(1, len(lines)):
        if pdf.squeeze("".join(lines[:end])) in heads:
            return pdf.squeeze("".join(lines[end:]))
        if end == _MAX_HEADER_LINES:
            break
    return pdf.squeeze(page)

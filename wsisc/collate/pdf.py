"""A compendium -> one PDF for archives and screen readers (PDF/UA-1 and PDF/A-3a), typeset in one run of Typst."""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wsisc import resources, theme
from wsisc.collate import document_check
from wsisc.collate.conversion_pool import ConversionPool, PieceConversion
from wsisc.collate.pieces import Chapter, Compendium, CompendiumPiece
from wsisc.document import fonts
from wsisc.engines import child_processes, typst
from wsisc.readers import pdf as reader
from wsisc.writers import pdf

# What Pandoc's Typst writer leaves as it is and Typst replaces by other characters (ellipses, dashes, minus
# signs), and entities: texts without them need no filter that inspects every word.
_MISREAD = re.compile(r"\.\.\.|-[-?]|(?<![A-Za-z0-9])-[\d\x80-\U0010ffff]|&(?!amp;|lt;|gt;|quot;|#[1-9]\d\d+;)")
_SECONDS_PER_PIECE = 2  # a generous guess, so that only a hanging Typst is stopped
_SPEAKER_LEVEL = 2
_MAX_HEADER_LINES = 4  # maximum number of lines of a running header
# Chapters that are derived from others, and into which Typst inserts page numbers.
_UNCHECKED = ("title", "contents", "index")


def conversion(piece: CompendiumPiece) -> PieceConversion:
    """Return the conversion of a piece."""
    text = piece.render_markdown()
    return PieceConversion(text, "typst-smart", _filters(text))


def write(compendium: Compendium, pool: ConversionPool) -> bytes:
    """Return the PDF.

    Raises MissingGlyphs if no font has a character, and WsiscError if Pandoc or Typst fails, or if a chapter would lose
    a word.
    """
    # Both load their libraries while Pandoc is running.
    with reader.start_parallel_reader() as parallel_reader, typst.start() as setter:
        try:
            content = _typeset(compendium, pool, setter)
        finally:
            child_processes.stop(setter)
        _check(compendium, content, parallel_reader.read_pages(content))
    return content


def _typeset(compendium: Compendium, pool: ConversionPool, setter: "subprocess.Popen[bytes]") -> bytes:
    pieces = [piece for chapter in compendium.chapters for piece in chapter.pieces]
    fragments = iter([fragment.decode() for fragment in pool.convert([conversion(piece) for piece in pieces])])
    head = [resources.text(f"templates/pdf/{name}.typ") for name in ("document", "compendium")]
    markup = "\n".join(
        (*head, *(line for chapter in compendium.chapters for line in _chapter_markup(chapter, fragments)))
    )
    files = {name: content for piece in pieces for name, content in pdf.image_files(piece.manuscript).items()}
    seconds = typst.SECONDS + _SECONDS_PER_PIECE * len(pieces)
    data = _data(compendium, pieces)
    return typst.typeset(markup, data, fonts.folders(), files, None, seconds, setter)


def _filters(text: str) -> tuple[str, ...]:
    """Return the filters that a text needs: those that inspect every word are slow for many submissions."""
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


def _chapter_markup(chapter: Chapter, fragments: Iterator[str]) -> Iterator[str]:
    """Yield the markup of a chapter: its pieces, each in its language and direction."""
    title = json.dumps(chapter.title, ensure_ascii=False)
    yield f"#begin({title}, {json.dumps(chapter.kind == 'topic')}, {json.dumps(chapter.is_run_on)})"
    for number, piece in enumerate(chapter.pieces):
        language, region = pdf.split_language_tag(piece.locale.tag)
        region_markup = f'"{region}"' if region else "none"
        yield f'#piece("{language}", {region_markup}, {piece.locale.direction})'
        container = "in-columns" if chapter.kind == "index" and number else ""
        yield f'#{container}[#set text(lang: "{language}", region: {region_markup}, dir: {piece.locale.direction})'
        yield next(fragments)
        yield "#contents]" if chapter.kind == "contents" else "]"


def _check(compendium: Compendium, content: bytes, pages: list[str]) -> None:
    """Compare the words of each chapter with those of its pages. Raises LostWordsError if they differ."""
    listed = [chapter for chapter in compendium.chapters if chapter.anchor]
    starts = reader.find_chapter_pages(content)
    if len(starts) != len(listed):
        raise document_check.LostWordsError(f"{len(starts)} chapters in the PDF instead of {len(listed)}", None)
    starting = [index for index, chapter in enumerate(listed) if not chapter.is_run_on]
    for first, next_ in pairwise([*starting, len(listed)]):
        chapters, start = listed[first:next_], starts[first]
        if chapters[0].kind not in _UNCHECKED and (
            difference := _find_loss(chapters, pages, start, [*starts, len(pages)][next_])
        ):
            raise document_check.LostWordsError(difference, chapters[0])


def _find_loss(chapters: Sequence[Chapter], pages: list[str], start: int, end: int) -> str | None:
    """Return what is lost of a chapter and those run on after it, on the pages from `start` to `end`, or None."""
    headers = {head for each in chapters for head in _running_headers(each)}
    texts = [pdf.squeeze(pages[start]), *(_without_header(headers, page) for page in pages[start + 1 : end])]
    pieces = [piece for each in chapters for piece in each.pieces]
    longest = max(pdf.longest_header_length(piece.manuscript.submission, list(piece.blocks)) for piece in pieces)
    expected = replace(chapters[0], pieces=tuple(pieces)).words(numbers=True)
    return pdf.find_difference(expected, texts, longest + max(map(len, headers)), start + 1)


def _running_headers(chapter: Chapter) -> set[str]:
    """Return the possible running headers of a chapter: its title; on a topic with the entity that speaks."""
    title = pdf.squeeze(chapter.title)
    blocks = (block for piece in chapter.pieces for block in piece.blocks if block.level == _SPEAKER_LEVEL)
    speakers = {pdf.squeeze(block.text) for block in blocks} if chapter.kind == "topic" else set()
    return {f"{title}–{speaker}" for speaker in speakers} or {title}


def _without_header(headers: set[str], page: str) -> str:
    """Return the characters of a page without its running header."""
    lines = page.splitlines()
    for end in range(1, len(lines)):
        if pdf.squeeze("".join(lines[:end])) in headers:
            return pdf.squeeze("".join(lines[end:]))
        if end == _MAX_HEADER_LINES:
            break
    return pdf.squeeze(page)

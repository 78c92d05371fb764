"""A compendium -> one PDF for archives and screen readers (PDF/UA-1 and PDF/A-3a), typeset in one run of Typst."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from wsisc.document import fonts, foreign_phrases, outline
from wsisc.engines import child_processes, typst
from wsisc.messages import resources
from wsisc.publication.collate.pieces import (
    Chapter,
    Compendium,
    CompendiumPiece,
    ConversionPool,
    LostWordsError,
    Notify,
    PieceConversion,
)
from wsisc.readers import pdf_text as reader
from wsisc.theme import Theme
from wsisc.writers import pdf

# What Pandoc's Typst writer leaves as it is and Typst replaces by other characters (ellipses, dashes, minus
# signs), and entities: texts without them need no filter that inspects every word.
_MISREAD = re.compile(r"\.\.\.|-[-?]|(?<![A-Za-z0-9])-[\d\x80-\U0010ffff]|&(?!amp;|lt;|gt;|quot;|#[1-9]\d\d+;)")
# Chapters that are derived from others, and into which Typst inserts page numbers.
_UNCHECKED = ("title", "contents", "index")


def conversions(piece: CompendiumPiece) -> tuple[PieceConversion]:
    """Return the conversion of a piece."""
    text, filters = piece.prepare_markdown()
    spacing = foreign_phrases.spacing_filters(piece.locale)
    return (PieceConversion(text, "typst-smart", (*filters, *spacing, *choose_filters(text, bool(filters)))),)


def write(compendium: Compendium, pool: ConversionPool, _: Notify) -> bytes:
    """Return the PDF.

    Raises MissingGlyphs if no font has a character, and WsiscError if Pandoc or Typst fails, or if a chapter would lose
    a word.
    """
    # Both load their libraries while Pandoc is running.
    with reader.start_parallel_reader() as parallel_reader, typst.start() as setter:
        try:
            content = typst.typeset(*_typst_input(compendium, pool), None, setter)
        finally:
            child_processes.stop(setter)
        _check(compendium, content, parallel_reader.read_pages(content))
    return content


def find_pages(compendium: Compendium, pool: ConversionPool) -> Mapping[str, int]:
    """Return the page of each anchor in the PDF, which is not written.

    Raises WsiscError if Pandoc or Typst fails.
    """
    markup, data, folders, files = _typst_input(compendium, pool)
    [pages] = typst.query(f"{markup}\n#heading-pages\n", data, folders, files, "<pages>")
    return dict(pages)


class _TypstInput(NamedTuple):
    """What Typst reads: markup, data, folders of fonts, and files."""

    markup: str
    data: Mapping[str, object]
    fonts: Mapping[str, str]
    files: Mapping[str, bytes]


def _typst_input(compendium: Compendium, pool: ConversionPool) -> _TypstInput:
    pieces = compendium.pieces
    converted = pool.convert([conversion for piece in pieces for conversion in conversions(piece)])
    fragments = iter([fragment.decode() for fragment in converted])
    head = [resources.text(f"templates/pdf/{name}.typ") for name in ("document", "compendium")]
    lines = [line for chapter in compendium.chapters for line in write_chapter(chapter, fragments, compendium.look)]
    files = {name: content for piece in pieces for name, content in pdf.image_files(piece.manuscript).items()}
    return _TypstInput("\n".join((*head, *lines)), _data(compendium), fonts.folders(compendium.look), files)


def choose_filters(text: str, has_foreign_phrases: bool = False) -> tuple[str, ...]:
    """Return the filters that a text needs: those that inspect every word are slow for many submissions.

    What Typst may misread can begin after a foreign phrase, such as a hyphen before a digit.
    """
    tables = ("tables.lua",) if "|" in text else ()
    is_misread = has_foreign_phrases or _MISREAD.search(text.replace("\\", ""))
    return (*tables, "pdf/filter.lua" if is_misread else "pdf/plain.lua")


def _data(compendium: Compendium) -> dict[str, object]:
    return {
        **pdf.theme_data(compendium.look, compendium.locale.tag),
        "title": compendium.title,
        "author": compendium.locale.compendium["author"],
        "subject": compendium.subject,
        "foot": compendium.locale.wording["page"],
        "direction": compendium.locale.direction,
        "before-page": compendium.locale.compendium["before-page"],
        "foreign": {name: pdf.split_language_tag(locale.tag) for name, locale in compendium.foreign_anchors.items()},
        "figures": {
            name: figure for piece in compendium.pieces for name, figure in pdf.figure_data(piece.manuscript).items()
        },
        "source": None,
    }


def _head(chapter: Chapter, look: Theme) -> str:
    """Return the title of a chapter as the head of its pages has it."""
    return outline.shorten_head(chapter.title, chapter.session, look) if chapter.title else ""


def write_chapter(chapter: Chapter, fragments: Iterator[str], look: Theme) -> Iterator[str]:
    """Yield the markup of a chapter: its pieces, each in its language and direction."""
    head, session = (json.dumps(text, ensure_ascii=False) for text in (_head(chapter, look), chapter.session))
    yield f"#begin({head}, {session}, {chapter.locale.direction}, {json.dumps(chapter.is_run_on)})"
    for number, piece in enumerate(chapter.pieces):
        language, region = pdf.split_language_tag(piece.locale.tag)
        region_markup = f'"{region}"' if region else "none"
        yield f'#piece("{language}", {region_markup}, {piece.locale.direction})'
        container = "in-columns" if chapter.kind == "index" and number else ""
        settings = f'lang: "{language}", region: {region_markup}, dir: {piece.locale.direction}'
        yield f'#{container}[#set text({settings}, font: fonts-of("{language}"))'
        yield next(fragments)
        yield "#contents]" if chapter.kind == "contents" else "]"


def _check(compendium: Compendium, content: bytes, pages: list[str]) -> None:
    """Compare the words of each chapter with those of its pages. Raises LostWordsError if they differ."""
    listed = [chapter for chapter in compendium.chapters if chapter.anchor]
    starts = reader.find_chapter_pages(content)
    if len(starts) != len(listed):
        raise LostWordsError(f"{len(starts)} chapters in the PDF instead of {len(listed)}", None)
    starting = [index for index, chapter in enumerate(listed) if not chapter.is_run_on]
    for first, next_ in pairwise([*starting, len(listed)]):
        chapters, start = listed[first:next_], starts[first]
        if chapters[0].kind not in _UNCHECKED and (
            difference := _find_loss(chapters, pages, start, [*starts, len(pages)][next_], compendium)
        ):
            raise LostWordsError(difference, chapters[0])


def _find_loss(
    chapters: Sequence[Chapter], pages: list[str], start: int, end: int, compendium: Compendium
) -> str | None:
    """Return what is lost of a chapter and those run on after it, on the pages from `start` to `end`, or None."""
    headers = {pdf.squeeze(_head(chapter, compendium.look) + chapter.session) for chapter in chapters}
    feet = pdf.page_feet(compendium.locale.wording["page"], len(pages))[start:end]
    texts = [pdf.squeeze(pages[start]), *(without_header(headers, page) for page in pages[start + 1 : end])]
    texts = [text.removesuffix(foot) for text, foot in zip(texts, feet, strict=True)]
    pieces = [piece for chapter in chapters for piece in chapter.pieces]
    longest = max(pdf.longest_header_length(piece.manuscript.submission, list(piece.blocks)) for piece in pieces)
    expected = replace(chapters[0], pieces=tuple(pieces)).words(numbers=True)
    return pdf.find_difference(expected, texts, longest, max(map(len, headers)))


def without_header(headers: set[str], page: str) -> str:
    """Return the characters of a page without its running header."""
    lines = page.splitlines()
    longest = max(map(len, headers))
    text = ""
    for end in range(1, len(lines)):
        text += pdf.squeeze(lines[end - 1])
        if text in headers:
            return pdf.squeeze("".join(lines[end:]))
        if len(text) > longest:
            break
    return pdf.squeeze(page)

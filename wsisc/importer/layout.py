"""Tables that only lay out a text (a cover, a form with prompts, headings with their texts) -> the blocks in them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wsisc.calls.call import Catalogue
from wsisc.importer import call_detection, call_phrases, part_detection, part_headings
from wsisc.importer.normalize import fold
from wsisc.readers.word.content import Block, Paragraph, Table, WordContent, paragraphs

_COVER_BLOCKS = 12
_MAX_PARAGRAPHS = 400
_MIN_WORDS = 8


def unwrap_tables(content: WordContent, catalogue: Catalogue) -> tuple[WordContent, list[str]]:
    """Return a content without the tables that lay out a text, in the same order; and how each of those begins."""
    told: list[str] = []

    def of(blocks: Sequence[Block], is_top: bool) -> Iterator[Block]:
        for index, block in enumerate(blocks):
            if isinstance(block, Table) and _is_layout(block, catalogue, is_top and index < _COVER_BLOCKS):
                words = " ".join(each.text for each in paragraphs((block,))).split()
                told.append(" ".join(words[:12]))
                inner = (each for row in block.rows for cell in row.cells for each in cell.blocks)
                yield from of(tuple(inner), False)
            else:
                yield block

    return replace(content, blocks=tuple(of(content.blocks, True))), told


def _is_layout(table: Table, catalogue: Catalogue, is_first: bool) -> bool:
    cells = [cell.blocks for row in table.rows for cell in row.cells]
    held = list(paragraphs((table,)))
    if len(held) > _MAX_PARAGRAPHS:
        return False
    if any(_has_heading_and_text(blocks) for blocks in cells) or (is_first and _has_cover_wording(held, catalogue)):
        return True
    read = part_headings.fold_blocks(held)
    if sum(text.size for text in read) < _MIN_WORDS:
        return False
    return any(
        begin.size and not begin.own_title
        for call in call_detection.calls_with_prompts(catalogue)
        for language in call.languages
        for begin in part_detection.find_parts(held, read, call, language).values()
    )


def _has_heading_and_text(blocks: Sequence[Block]) -> bool:
    """Tell whether a heading stands in a cell with other text below it."""
    inked = [block for block in blocks if not isinstance(block, Paragraph) or block.text.strip()]
    return any(isinstance(block, Paragraph) and block.outline > 0 for block in inked[:-1])


def _has_cover_wording(cell_paragraphs: Sequence[Paragraph], catalogue: Catalogue) -> bool:
    named = {each.text for each in call_phrases.cover_wordings(catalogue) if each.name == "cover-body"}
    lines = {fold(line) for each in cell_paragraphs for line in each.text.split("\n")} | {
        fold(each.text) for each in cell_paragraphs
    }
    return bool(named & lines)

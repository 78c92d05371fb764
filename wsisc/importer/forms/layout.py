"""Tables that only lay out a text (a cover, a form of prompts, headings with their texts) -> the blocks in them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wsisc.calls.call import Call, Catalogue
from wsisc.importer import thresholds
from wsisc.importer.account.report import Reason
from wsisc.importer.cover import call_detection, call_phrases, cover_fields
from wsisc.importer.parts import call_headings, heading_index, own_headings
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.part_headings import PartStart
from wsisc.readers.word.content import Block, Paragraph, Table, WordContent, paragraphs
from wsisc.text.words import fold

# A larger table holds data. Bounds time: each of its paragraphs is compared with each prompt of each call.
_MAX_PARAGRAPHS = 400
_FIRST_WORDS = 12  # so many words identify a table in the report


def unwrap_tables(content: WordContent, catalogue: Catalogue) -> tuple[WordContent, list[str]]:
    """Return a content with the blocks of layout tables in their place, and the first words of each such table."""
    first_words = []

    def unwrap(blocks: Sequence[Block], is_top: bool) -> Iterator[Block]:
        for index, block in enumerate(blocks):
            is_first = is_top and index < thresholds.COVER_TABLE_BLOCKS
            if isinstance(block, Table) and (
                (is_top and _is_answer(blocks, index)) or _is_layout(block, catalogue, is_first)
            ):
                words = " ".join(paragraph.text for paragraph in paragraphs((block,))).split()
                first_words.append(" ".join(words[:_FIRST_WORDS]))
                inner = (block_of_cell for row in block.rows for cell in row.cells for block_of_cell in cell.blocks)
                yield from unwrap(tuple(inner), False)
            else:
                yield block

    return replace(content, blocks=tuple(unwrap(content.blocks, True))), first_words


def _is_answer(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a table is a box with all that is below a line that stands out, such as a prompt in bold.

    The headings in such a box are headings of the text: what follows is below another line that stands out, not below
    them, as it would be with a box within a text.
    """
    box = blocks[index]
    if not isinstance(box, Table) or sum(len(row.cells) for row in box.rows) != 1:
        return False
    above, below = (heading_index.neighbour(blocks, index, step) for step in (-1, 1))
    return above is not None and _stands_out(above) and (below is None or _stands_out(below))


def _stands_out(block: Block) -> bool:
    return isinstance(block, Paragraph) and (block.outline > 0 or bool(heading_index.read_looks(block)))


def _is_layout(table: Table, catalogue: Catalogue, is_first: bool) -> bool:
    cells = [cell.blocks for row in table.rows for cell in row.cells]
    cell_paragraphs = list(paragraphs((table,)))
    if len(cell_paragraphs) > _MAX_PARAGRAPHS:
        return False
    if is_first and (_has_cover_wording(cell_paragraphs, catalogue) or _has_cover_fields(table)):
        return True
    if any(_has_heading_and_text(blocks) for blocks in cells):
        return True
    index = HeadingIndex(cell_paragraphs)
    if sum(text.size for text in index.texts) < thresholds.LAYOUT_TABLE_WORDS:
        return False
    return any(
        _has_parts(index, call, language)
        for call in call_detection.calls_with_prompts(catalogue)
        for language in call.languages
    )


def _has_parts(index: HeadingIndex, call: Call, language: str) -> bool:
    """Return whether a table is a form: it has a prompt, a label of the call above a text, or several such headings.

    Labels in other words ("Q1", "Item 1", "Part 1") count the rows and columns of data, too, so they show nothing.
    """
    starts = call_headings.find_call_headings(index, call, language)
    if any(_has_prompt(index, at, start) for at, start in starts.items()):
        return True
    labelled = {at for at, start in starts.items() if _is_label_of_call(index, at, start, call)}
    starts |= own_headings.find_own_starts(index, call, language, starts)
    placed = {at: start for at, start in starts.items() if start.is_placed and index.has_text_below(at, start.size)}
    by_meaning = {start.ids for at, start in placed.items() if start.is_by_own_words or at in labelled}
    return len(by_meaning) > 1 or not labelled.isdisjoint(placed)


def _has_prompt(index: HeadingIndex, at: int, start: PartStart) -> bool:
    """Return whether a part starts with words of its prompt, not with a label alone."""
    is_label = start.reason in (Reason.LABEL, Reason.LABEL_IN_CONTEXT)
    return not start.own_title and (
        not is_label or start.size > 1 or bool(fold(index.paragraph(at).text[start.title_offset :]))
    )


def _is_label_of_call(index: HeadingIndex, at: int, start: PartStart, call: Call) -> bool:
    label = index.paragraph(at).text[: start.title_offset]
    return start.reason == Reason.LABEL and bool(fold(label)) and call_phrases.is_printed_by(call, label)


def _has_heading_and_text(blocks: Sequence[Block]) -> bool:
    """Return whether a cell has a heading with other text below it."""
    with_words = [block for block in blocks if not isinstance(block, Paragraph) or block.text.strip()]
    return any(isinstance(block, Paragraph) and block.outline > 0 for block in with_words[:-1])


def _has_cover_fields(table: Table) -> bool:
    """Return whether most rows of a table begin with the label of a field, such as "E-mail:"."""
    first = [
        " ".join(paragraph.text for paragraph in paragraphs(row.cells[0].blocks)) for row in table.rows if row.cells
    ]
    return 2 * sum(map(cover_fields.is_label, first)) > len(first)


def _has_cover_wording(cell_paragraphs: Sequence[Paragraph], catalogue: Catalogue) -> bool:
    named = {wording.text for wording in call_phrases.cover_wordings(catalogue) if wording.name == "cover-body"}
    lines = {fold(line) for each in cell_paragraphs for line in each.text.split("\n")} | {
        fold(each.text) for each in cell_paragraphs
    }
    return bool(named & lines)

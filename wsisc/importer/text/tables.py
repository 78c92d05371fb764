"""A table of Word -> a table of the format: one header row, one paragraph in a cell, no cell across others."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsisc.importer.account.word_accounting import letter_origins
from wsisc.importer.normalize import letters
from wsisc.importer.text.inline_collector import BuildBlocks, InlineCollector
from wsisc.messages import join, t
from wsisc.readers.word.content import Block, Paragraph, Row, Table, paragraphs
from wsisc.readers.word.origins import Origins, concatenate, nowhere
from wsisc.source.markup import limits, marked_text, tree
from wsisc.source.markup.marked_text import MarkedText


class _CellText(NamedTuple):
    """The words of a cell, and the origins of their letters."""

    texts: tuple[MarkedText, ...] = ()
    origins: Origins = nowhere(0)


type _RowTexts = tuple[_CellText, ...]
_EMPTY = _CellText()

# Alignments of Word (ECMA-376, 17.18.44) that differ from the usual one of a cell.
_ALIGNS = {"center": "center", "right": "right", "end": "right"}
_FIRST_WORDS = 12  # so many words identify a table in the report; about one line of a terminal


def convert_table(table: Table, collector: InlineCollector, build: BuildBlocks) -> list[tree.Block]:
    """Return a table as blocks: a table; the paragraphs of a box; paragraphs instead of rows beyond the limits."""
    rows = [row for row in table.rows if collector.has_wsisc_styles or _has_content(row)]
    cells = [cell for row in rows for cell in row.cells]
    if not cells:
        return []
    if len(cells) == 1:
        collector.ledger.note(t("box, imported as plain text"), _first_words(cells[0].blocks), needs_person=False)
        return build(cells[0].blocks)
    converted = [_convert_row(row, collector, build) for row in rows]
    columns = max(len(row) for row in converted)
    if columns > limits.MAX_COLUMNS:
        return _rows_as_paragraphs(converted, collector)
    header, *body = [(*row, *(_EMPTY,) * (columns - len(row))) for row in converted]
    _report_simplifications(rows, collector)
    aligns = tuple(_column_alignment(rows, column, collector.has_wsisc_styles) for column in range(columns))
    table_rows, others = body[: limits.MAX_ROWS - 2], body[limits.MAX_ROWS - 2 :]
    cells_by_row = (
        [tree.Cell(marked_text.nest(cell.texts), origins=cell.origins) for cell in row]
        for row in (_without_bold(header), *table_rows)
    )
    built = tuple(tree.Row(tuple(row)) for row in cells_by_row)
    return [marked_text.normalize_alignment(tree.Table(built, aligns)), *_rows_as_paragraphs(others, collector)]


def _rows_as_paragraphs(rows: Sequence[_RowTexts], collector: InlineCollector) -> list[tree.Block]:
    """Return rows that no table can hold, each as a paragraph with spaces between its cells, and report them."""
    if rows:
        collector.ledger.note(
            t("rows beyond the limit of a table, imported as paragraphs"), t("{count} rows", count=len(rows))
        )
    built: list[tree.Block] = []
    for row in rows:
        words = [text for cell in row if cell.texts for text in (*cell.texts, MarkedText(" "))]
        built.append(tree.Paragraph(marked_text.nest(words), origins=concatenate(cell.origins for cell in row)))
    return built


def _without_bold(header: _RowTexts) -> _RowTexts:
    """Return a header row without bold, if all of it is bold: a header row is printed bold anyway."""
    if not all(text.bold or not text.text.strip() for cell in header for text in cell.texts):
        return header
    return tuple(cell._replace(texts=tuple(text._replace(bold=False) for text in cell.texts)) for cell in header)


def _convert_row(row: Row, collector: InlineCollector, build: BuildBlocks) -> _RowTexts:
    """Return the words of the cells of a row; a cell that is several columns wide is followed by empty ones."""
    cells = []
    for cell in row.cells:
        cells.append(_convert_cell(cell.blocks, collector, build))
        cells += [_EMPTY] * (min(cell.span, limits.MAX_COLUMNS + 1) - 1)
    return tuple(cells)


def _convert_cell(blocks: Sequence[Block], collector: InlineCollector, build: BuildBlocks) -> _CellText:
    """Return the words of a cell with spaces for its line breaks; none if nothing of them is visible."""
    pieces = list(_cell_texts(blocks, collector, build))
    texts = tuple(text._replace(text=text.text.replace("\n", " ")) for piece in pieces for text in piece.texts)
    return _EMPTY if marked_text.is_blank(texts) else _CellText(texts, concatenate(piece.origins for piece in pieces))


def _cell_texts(blocks: Sequence[Block], collector: InlineCollector, build: BuildBlocks) -> Iterator[_CellText]:
    """Yield the words of a cell, those of tables within it too, with spaces between its paragraphs."""
    for block in blocks:
        if isinstance(block, Paragraph):
            marker = block.numbering.marker.strip() if block.numbering and block.text.strip() else ""
            if marker:
                collector.ledger.add_words(marker)
                yield _CellText((MarkedText(f"{marker} "),), nowhere(len(letters(marker))))
            yield _CellText(tuple(collector.collect_texts(block, build)), letter_origins(block))
            yield _CellText((MarkedText(" "),))
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _cell_texts(cell.blocks, collector, build)


def _report_simplifications(rows: list[Row], collector: InlineCollector) -> None:
    """Report what of a table the format cannot hold."""
    cells = [cell for row in rows for cell in row.cells]
    lost_features = []
    if any(cell.span > 1 or cell.is_continued for cell in cells):
        lost_features.append(t("merged cells"))
    if any(isinstance(block, Table) for cell in cells for block in cell.blocks):
        lost_features.append(t("nested table"))
    if any(sum(bool(paragraph.text.strip()) for paragraph in paragraphs(cell.blocks)) > 1 for cell in cells):
        lost_features.append(t("several paragraphs in a cell"))
    if sum(row.is_header for row in rows) > 1:
        lost_features.append(t("several header rows"))
    if lost_features:
        words = _first_words(tuple(block for cell in cells for block in cell.blocks))
        collector.ledger.note(t("table simplified ({lost_features})", lost_features=join(lost_features)), words)


def _column_alignment(rows: list[Row], column: int, has_wsisc_styles: bool) -> str:
    """Return the alignment that more than half of the cells of a column with words have, otherwise "".

    Left is the usual alignment of others' cells, and so ""; in a document of wsisc an author chose it.
    """
    aligns = _ALIGNS | ({"left": "left"} if has_wsisc_styles else {})
    cells = [row.cells[column] for row in rows if column < len(row.cells)]
    with_words = (cell for cell in cells if any(paragraph.text.strip() for paragraph in paragraphs(cell.blocks)))
    counts = Counter(aligns.get(cell.align, "") for cell in with_words)
    return next((align for align, count in counts.items() if 2 * count > counts.total()), "")


def _has_content(row: Row) -> bool:
    return any(
        paragraph.text.strip() or any(run.image or run.note for run in paragraph.runs)
        for cell in row.cells
        for paragraph in paragraphs(cell.blocks)
    )


def _first_words(blocks: tuple[Block, ...]) -> str:
    words = " ".join(paragraph.text for paragraph in paragraphs(blocks)).split()
    return " ".join(words[:_FIRST_WORDS]) + (" ..." if len(words) > _FIRST_WORDS else "")

"""A table of Word -> a table of the format: one header row, one paragraph in a cell, no cell across others."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wsisc.importer.inline_collector import InlineCollector
from wsisc.importer.nodes import BlockNode, InlineSpan, ParagraphNode, TableNode, span_atoms
from wsisc.markup import limits
from wsisc.readers.word.content import Block, Cell, Paragraph, Row, Table, paragraphs

_ALIGNS = {"center": "center", "right": "right", "end": "right"}


def convert_table(table: Table, collector: InlineCollector) -> list[BlockNode]:
    """Return what a table becomes: a table, or the paragraphs of a box."""
    rows = [row for row in table.rows if collector.has_wsisc_styles or _has_content(row)]
    if not rows:
        return []
    cells = [cell for row in rows for cell in row.cells]
    if len(cells) == 1:
        collector.ledger.note("box, now plain text", _first_words(cells[0].blocks), needs_person=False)
        return collector.build_nodes(cells[0].blocks)
    filled = [_convert_row(row, collector) for row in rows]
    columns = max(len(row) for row in filled)
    if columns > limits.MAX_COLUMNS:
        filled = [tuple(cell for cell in row if cell) for row in filled]
        return _apply_limits(filled, ("",) * columns, collector)
    filled = [(*row, *[()] * (columns - len(row))) for row in filled]
    if all(span.bold or not span.text.strip() for cell in filled[0] for span in cell):
        filled[0] = tuple(tuple(span._replace(bold=False) for span in cell) for cell in filled[0])  # as headers are
    _report_simplifications(table, rows, collector)
    aligns = tuple(_column_alignment(rows, column, collector.has_wsisc_styles) for column in range(columns))
    return _apply_limits(filled, aligns, collector)


def _apply_limits(
    rows: list[tuple[tuple[InlineSpan, ...], ...]], aligns: tuple[str, ...], collector: InlineCollector
) -> list[BlockNode]:
    """Return rows as a table, those beyond the budget as paragraphs."""
    most = limits.MAX_ROWS - 1 if len(aligns) <= limits.MAX_COLUMNS else 0
    kept, others = rows[:most], rows[most:]
    if others:
        collector.ledger.note("rows beyond what a table holds, now paragraphs", f"{len(others)} rows")
    rest: list[BlockNode] = [ParagraphNode(_join_cells(row)) for row in others]
    return [TableNode(tuple(kept), aligns), *rest] if kept else rest


def _join_cells(cells: Sequence[tuple[InlineSpan, ...]]) -> tuple[InlineSpan, ...]:
    return tuple(span for cell in cells for span in (*cell, InlineSpan(" ")))


def _convert_row(row: Row, collector: InlineCollector) -> tuple[tuple[InlineSpan, ...], ...]:
    found: list[tuple[InlineSpan, ...]] = []
    for cell in row.cells:
        found.append(_without_breaks(_cell_spans(cell.blocks, collector)))
        found += [()] * (min(cell.span, limits.MAX_COLUMNS + 1) - 1)
    return tuple(found)


def _without_breaks(spans: Iterator[InlineSpan]) -> tuple[InlineSpan, ...]:
    found = tuple(span._replace(text=span.text.replace("\n", " ")) for span in spans)
    return found if span_atoms(found) else ()


def _cell_spans(blocks: Sequence[Block], collector: InlineCollector) -> Iterator[InlineSpan]:
    """Yield the words of a cell, whatever it holds, with spaces between its paragraphs."""
    for block in blocks:
        if isinstance(block, Paragraph):
            marker = block.numbering.marker.strip() if block.numbering and block.text.strip() else ""
            if marker:
                collector.ledger.add_words(marker)
                yield InlineSpan(f"{marker} ")
            yield from collector.collect_spans(block)
            yield InlineSpan(" ")
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _cell_spans(cell.blocks, collector)


def _report_simplifications(table: Table, rows: list[Row], collector: InlineCollector) -> None:
    cells = [cell for row in rows for cell in row.cells]
    faults = []
    if any(cell.span > 1 or cell.is_continued for cell in cells):
        faults.append("merged cells")
    if any(isinstance(block, Table) for cell in cells for block in cell.blocks):
        faults.append("a table within")
    if any(sum(bool(each.text.strip()) for each in paragraphs(cell.blocks)) > 1 for cell in cells):
        faults.append("several paragraphs in a cell")
    if sum(row.is_header for row in rows) > 1:
        faults.append("several header rows")
    if faults:
        words = _first_words(tuple(block for cell in cells for block in cell.blocks))
        collector.ledger.note(f"table made simpler ({', '.join(faults)})", words)


def _column_alignment(rows: list[Row], column: int, has_wsisc_styles: bool) -> str:
    """Return the alignment that most cells of a column have."""
    found = Counter[str]()
    for row in rows:
        if column < len(row.cells) and (cell := row.cells[column]).blocks and _has_words(cell):
            found["left" if has_wsisc_styles and cell.align == "left" else _ALIGNS.get(cell.align, "")] += 1
    return next((align for align, count in found.items() if 2 * count > found.total()), "")


def _has_words(cell: Cell) -> bool:
    return any(paragraph.text.strip() for paragraph in paragraphs(cell.blocks))


def _has_content(row: Row) -> bool:
    return any(
        paragraph.text.strip() or any(run.image or run.note for run in paragraph.runs)
        for cell in row.cells
        for paragraph in paragraphs(cell.blocks)
    )


def _first_words(blocks: tuple[Block, ...]) -> str:
    words = " ".join(paragraph.text for paragraph in paragraphs(blocks)).split()
    return " ".join(words[:12]) + (" ..." if len(words) > 12 else "")

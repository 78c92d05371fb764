"""A table of Word -> a table of the format: one header row, one paragraph in a cell, no cell across others."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wsisc.importer.inline_collector import Gathered
from wsisc.importer.nodes import Grid, Node, Para, Span, atoms
from wsisc.markup import limits
from wsisc.readers.word.content import Block, Cell, Paragraph, Row, Table, paragraphs

_ALIGNS = {"center": "center", "right": "right", "end": "right"}


def of(table: Table, gathered: Gathered) -> list[Node]:
    """Return what a table becomes: a table, or the paragraphs of a box."""
    rows = [row for row in table.rows if gathered.is_ours or _has_ink(row)]
    if not rows:
        return []
    cells = [cell for row in rows for cell in row.cells]
    if len(cells) == 1:
        gathered.ledger.note("box, now plain text", _first_words(cells[0].blocks), needs_person=False)
        return gathered.build(cells[0].blocks)
    filled = [_row(row, gathered) for row in rows]
    columns = max(len(row) for row in filled)
    if columns > limits.COLUMNS:
        filled = [tuple(cell for cell in row if cell) for row in filled]
        return _within_budget(filled, ("",) * columns, gathered)
    filled = [(*row, *[()] * (columns - len(row))) for row in filled]
    if all(span.bold or not span.text.strip() for cell in filled[0] for span in cell):
        filled[0] = tuple(tuple(span._replace(bold=False) for span in cell) for cell in filled[0])  # as headers are
    _tell(table, rows, gathered)
    aligns = tuple(_align(rows, column, gathered.is_ours) for column in range(columns))
    return _within_budget(filled, aligns, gathered)


def _within_budget(rows: list[tuple[tuple[Span, ...], ...]], aligns: tuple[str, ...], gathered: Gathered) -> list[Node]:
    """Return rows as a table, those beyond the budget as paragraphs."""
    most = limits.ROWS - 1 if len(aligns) <= limits.COLUMNS else 0
    kept, others = rows[:most], rows[most:]
    if others:
        gathered.ledger.note("rows beyond what a table holds, now paragraphs", f"{len(others)} rows")
    rest: list[Node] = [Para(_with_spaces(row)) for row in others]
    return [Grid(tuple(kept), aligns), *rest] if kept else rest


def _with_spaces(cells: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    return tuple(span for cell in cells for span in (*cell, Span(" ")))


def _row(row: Row, gathered: Gathered) -> tuple[tuple[Span, ...], ...]:
    found: list[tuple[Span, ...]] = []
    for cell in row.cells:
        found.append(_one_line(_spans(cell.blocks, gathered)))
        found += [()] * (min(cell.span, limits.COLUMNS + 1) - 1)
    return tuple(found)


def _one_line(spans: Iterator[Span]) -> tuple[Span, ...]:
    found = tuple(span._replace(text=span.text.replace("\n", " ")) for span in spans)
    return found if atoms(found) else ()


def _spans(blocks: Sequence[Block], gathered: Gathered) -> Iterator[Span]:
    """Yield the words of a cell, whatever it holds, with spaces between its paragraphs."""
    for block in blocks:
        if isinstance(block, Paragraph):
            marker = block.numbering.marker.strip() if block.numbering and block.text.strip() else ""
            if marker:
                gathered.ledger.add(marker)
                yield Span(f"{marker} ")
            yield from gathered.spans(block)
            yield Span(" ")
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _spans(cell.blocks, gathered)


def _tell(table: Table, rows: list[Row], gathered: Gathered) -> None:
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
        gathered.ledger.note(f"table made simpler ({', '.join(faults)})", words)


def _align(rows: list[Row], column: int, is_ours: bool) -> str:
    """Return the alignment that most cells of a column have."""
    found = Counter[str]()
    for row in rows:
        if column < len(row.cells) and (cell := row.cells[column]).blocks and _inked(cell):
            found["left" if is_ours and cell.align == "left" else _ALIGNS.get(cell.align, "")] += 1
    return next((align for align, count in found.items() if 2 * count > found.total()), "")


def _inked(cell: Cell) -> bool:
    return any(paragraph.text.strip() for paragraph in paragraphs(cell.blocks))


def _has_ink(row: Row) -> bool:
    return any(
        paragraph.text.strip() or any(run.image or run.note for run in paragraph.runs)
        for cell in row.cells
        for paragraph in paragraphs(cell.blocks)
    )


def _first_words(blocks: tuple[Block, ...]) -> str:
    words = " ".join(paragraph.text for paragraph in paragraphs(blocks)).split()
    return " ".join(words[:12]) + (" ..." if len(words) > 12 else "")

"""The blocks of a content below a heading -> the blocks of a text: paragraphs, lists, quotations, tables, figures.

A table of the format has one header row, one paragraph in a cell, and no cell across others; what it cannot have is
reported.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from wsisc.importer import thresholds
from wsisc.importer.account.report import Fate
from wsisc.importer.account.word_accounting import AccountedText, letter_origins
from wsisc.importer.normalize import letters
from wsisc.importer.parts import heading_index
from wsisc.importer.text.inline_collector import BuildBlocks, InlineCollector
from wsisc.messages import join, t
from wsisc.readers.word.content import Block, Numbering, Paragraph, Row, Table, paragraphs
from wsisc.readers.word.numbering import format_numeral
from wsisc.readers.word.origins import Origins, concatenate, nowhere
from wsisc.readers.word.styles import is_quotation_style
from wsisc.source.markup import limits, marked_text, tree
from wsisc.source.markup.marked_text import MarkedText
from wsisc.text.words import one_line

_TYPED_BULLET = re.compile(r"\s*([•‣▪●○◦·∙■➢➤➔➲❑❒❍❖◆⬥⬧⧫–—-])\s+(?=\S)")
_TYPED_NUMBER = re.compile(r"\s*(\d{1,3})([.)])\s+(?=\S)")
# Each of these styles of Word has a list of its own, with one level: tests, list_styles and renumbered_prompts.
_NESTED_LIST_STYLE = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
_LIST_INDENT, _QUOTATION_INDENT = 36, 24
"""In points, in documents of wsisc (wsisc/writers/docx/theme_styles.py and templates/themes/cstd.yaml)."""
_MAX_CAPTION_LETTERS = 500  # as in schemas/submission.schema.json
_MAX_LIST_LEVEL = limits.MAX_NESTING - 2  # from 0, and a quotation or paragraph can be within


@dataclass(frozen=True)
class _ListEntry:
    """A paragraph as a member of lists: `level` is -1 in no list, `number` is None for a paragraph without a marker."""

    texts: tuple[MarkedText, ...]
    level: int = -1
    delimiter: str = ""
    number: int | None = None
    list: str = ""
    is_quoted: bool = False
    is_item: bool = False
    origins: Sequence[int] = ()


@dataclass
class _OpenList:
    level: int
    entry: _ListEntry
    next_number: int
    items: list[list["_OpenList | tree.Block"]] = field(default_factory=list)


class TextBuilder:
    """Builds texts. `typed_numbers` are the numbers that authors typed before paragraphs, by the `id()` of these."""

    def __init__(
        self, collector: InlineCollector, typed_numbers: Mapping[int, tuple[int, str]], usual_indent: float = 0
    ) -> None:
        self.collector, self.typed_numbers, self.usual_indent = collector, typed_numbers, usual_indent
        self.renumbered = set[tuple[str, int]]()

    def build_blocks(self, blocks: Sequence[Block]) -> list[tree.Block]:
        """Return the blocks of a text. The text of a note begins with a paragraph, as the format demands."""
        pending_before, self.collector.pending_figures = self.collector.pending_figures, []
        built: list[_ListEntry | tree.Block] = []
        for index, block in enumerate(blocks):
            is_note_start = bool(self.collector.open_notes) and not built
            if isinstance(block, Table):
                converted = convert_table(block, self.collector, self.build_blocks)
                built += (
                    [paragraph for node in converted for paragraph in tree.paragraphs(node)]
                    if is_note_start
                    else converted
                )
            elif not self._add_caption(block, built):
                built += self._build_entry(block, blocks, index, is_note_start)
            if not self.collector.open_notes:
                built += self.collector.pending_figures
                self.collector.pending_figures = []
        self.collector.pending_figures = pending_before + self.collector.pending_figures
        return _group_entries(built)

    def _add_caption(self, block: Paragraph, built: list[_ListEntry | tree.Block]) -> bool:
        """Use a paragraph as the caption of the figure before it, if it is one; return whether it is."""
        if "caption" not in block.style.lower() or not built or not isinstance(built[-1], tree.Figure):
            return False
        name = built[-1].name
        figure = self.collector.figures[name]
        text = one_line(block.text)
        if figure.caption or figure.decorative or not 0 < len(text) <= _MAX_CAPTION_LETTERS:
            return False
        self.collector.figures[name] = figure._replace(caption=self.collector.collect_plain_words(block))
        self.collector.caption_origins[name] = letter_origins(block)
        return True

    def _build_entry(self, block: Paragraph, blocks: Sequence[Block], index: int, is_plain: bool) -> list[_ListEntry]:
        entry = self._plain_entry(block) if is_plain else self._classify(block)
        words = self._drop_typed_marker(block, entry)
        texts = tuple(self.collector.collect_texts(words, self.build_blocks))
        if marked_text.is_blank(texts):
            return []
        origins = nowhere(sum(len(letters(marker.text)) for marker in entry.texts)) + letter_origins(words)
        references = tuple(self.collector.collect_pending_notes(self.build_blocks))
        entry = replace(entry, texts=entry.texts + texts + references, origins=origins)
        if entry.level < 0 and not (self.collector.has_wsisc_styles or is_plain) and block.indent >= thresholds.INDENT:
            level = _surrounding_list_level(blocks, index)
            entry = replace(entry, level=level) if level >= 0 else entry
        return [entry]

    def _classify(self, block: Paragraph) -> _ListEntry:
        numbering = block.numbering
        level = min(self._list_level(block, numbering), _MAX_LIST_LEVEL) if numbering else -1
        if numbering is None:
            return self._typed_entry(block, is_quotation_style(block.style) or self._is_indented_quotation(block))
        is_quoted = (
            self.collector.has_wsisc_styles
            and abs(block.indent - (level + 1) * _LIST_INDENT - _QUOTATION_INDENT) < thresholds.INDENT_ERROR
        )
        marker = numbering.marker.strip()
        if is_count(numbering):
            return self._numbered_entry(block, numbering, level, is_quoted)
        if marker and not numbering.has_words and (numbering.format == "bullet" or not re.search(r"\w", marker)):
            return _ListEntry(
                (), level, "", 0, numbering.list_id if self.collector.has_wsisc_styles else "", is_quoted, True
            )
        if not marker:
            return _ListEntry((), level, is_quoted=is_quoted)
        if block.text.strip():
            self.collector.ledger.add_words(marker)
        if numbering.format == "bullet":  # its words are words of the item
            return _ListEntry((MarkedText(f"{marker} "),), level, "", 0, "", is_quoted, True)
        return _ListEntry((MarkedText(f"{marker} "),), level - 1)

    def _list_level(self, block: Paragraph, numbering: Numbering) -> int:
        """Return the level of an item, from 0: that of its list, or that of its style, whose list has one level."""
        match = None if self.collector.has_wsisc_styles else _NESTED_LIST_STYLE.fullmatch(block.style)
        return max(numbering.level, int(match[1]) - 1 if match else 0)

    def _numbered_entry(self, block: Paragraph, numbering: Numbering, level: int, is_quoted: bool) -> _ListEntry:
        """Return an item of a numbered list; the format has one kind of number, so others are reported."""
        marker = numbering.marker.strip()
        delimiter = "." if marker.endswith(".") else ")"
        printed, known = f"{numbering.number}{delimiter}", (numbering.list_id, level)
        if marker != printed and block.text.strip() and known not in self.renumbered:
            self.renumbered.add(known)
            kind = t("list numbered {marker}, imported with {number}", marker=marker, number=printed)
            is_same_number = re.sub(r"\W", "", marker).lstrip("0") == str(numbering.number)
            self.collector.ledger.note(kind, block.text, needs_person=not is_same_number)
        return _ListEntry((), level, delimiter, numbering.number, numbering.list_id, is_quoted, True)

    def _plain_entry(self, block: Paragraph) -> _ListEntry:
        """Return a paragraph that is in no list or quotation; a marker that Word counts becomes words of it."""
        marker = block.numbering.marker.strip() if block.numbering and block.text.strip() else ""
        self.collector.ledger.add_words(marker)
        return _ListEntry((MarkedText(f"{marker} "),) if marker else ())

    def _typed_entry(self, block: Paragraph, is_quoted: bool) -> _ListEntry:
        """Return a paragraph that Word does not number; its author can have typed a marker."""
        if id(block) in self.typed_numbers:
            number, delimiter = self.typed_numbers[id(block)]
            return _ListEntry((), 0, delimiter, number, "typed", False, True)
        if not self.collector.has_wsisc_styles and not is_quoted and _TYPED_BULLET.match(block.text):
            return _ListEntry((), 0, "", 0, "typed", False, True)
        return _ListEntry((), is_quoted=is_quoted)

    def _drop_typed_marker(self, block: Paragraph, entry: _ListEntry) -> Paragraph:
        """Return a paragraph without its typed marker, which the list prints."""
        if entry.list != "typed" or block.numbering:
            return block
        match = (_TYPED_NUMBER if entry.delimiter else _TYPED_BULLET).match(block.text)
        assert match
        self.collector.ledger.record(
            block, AccountedText(Fate.NUMBER, match[0]), AccountedText(Fate.PLACED, block.text[match.end() :])
        )
        return drop_prefix(block, match.end())

    def _is_indented_quotation(self, block: Paragraph) -> bool:
        """Return whether a paragraph is a quotation by its indent, which in notes is the only sign that wsisc has."""
        if self.collector.has_wsisc_styles:
            return bool(self.collector.open_notes) and abs(block.indent - _QUOTATION_INDENT) < thresholds.INDENT_ERROR
        return block.indent - self.usual_indent >= thresholds.INDENT and len(block.text) > thresholds.LINE_LETTERS


def is_count(numbering: Numbering) -> bool:
    """Return whether the marker of an item says nothing but its number, also below those of the levels above it."""
    numeral, signs = re.escape(format_numeral(numbering.number, numbering.format)), r"\s().\[\]、．:–-"
    marker = numbering.marker.strip()
    return (
        numbering.format != "bullet"
        and re.fullmatch(rf"[{signs}]*(\w{{1,5}}[{signs}]+)*{numeral}[{signs}]*", marker) is not None
    )


def drop_prefix(paragraph: Paragraph, length: int) -> Paragraph:
    """Return a paragraph without its first characters."""
    runs = []
    for run in paragraph.runs:
        cut = min(length, len(run.text))
        length -= cut
        if not cut or run.text[cut:]:
            runs.append(run.cut(cut) if cut else run)
    return replace(paragraph, runs=tuple(runs))


def _surrounding_list_level(blocks: Sequence[Block], index: int) -> int:
    """Return the level of the list that an indented paragraph interrupts, -1 if there is none."""
    before, after = (heading_index.neighbour(blocks, index, step) for step in (-1, 1))
    if not isinstance(before, Paragraph) or not isinstance(after, Paragraph):
        return -1
    one, two = before.numbering, after.numbering
    return one.level if one and two and one.list_id == two.list_id else -1


def _group_entries(built: Sequence["_ListEntry | tree.Block"]) -> list[tree.Block]:
    """Return entries as paragraphs, quotations and nested lists, in order."""
    grouped = []
    group: list[_ListEntry] = []
    for each in built:
        if isinstance(each, _ListEntry):
            if group and _starts_new_group(group, each):
                grouped += _close_group(group)
                group = []
            group.append(each)
        else:
            grouped += _close_group(group)
            group = []
            grouped.append(each)
    return _separate_lists(grouped + _close_group(group))


def _starts_new_group(group: list[_ListEntry], entry: _ListEntry) -> bool:
    """Return whether an entry begins another quotation or list than that of a group."""
    if group[0].is_quoted:
        return not entry.is_quoted
    return entry.is_quoted and (entry.level < 0 or entry.is_item or group[-1].level < 0)


def _close_group(group: list[_ListEntry]) -> list[tree.Block]:
    if group and group[0].is_quoted:
        return [tree.Quotation(tuple(_separate_lists(_nest([replace(entry, is_quoted=False) for entry in group]))))]
    return _nest(group)


def _nest(entries: Sequence[_ListEntry]) -> list[tree.Block]:
    top: list[_OpenList | tree.Block] = []
    stack: list[_OpenList] = []
    for entry in entries:
        min_level = entry.level + 1 if not entry.is_item else entry.level
        while stack and stack[-1].level >= max(min_level, 0) and not _continues_list(stack[-1], entry):
            stack.pop()
        target = stack[-1].items[-1] if stack else top
        if not entry.is_item:
            node: tree.Block = _paragraph(entry)
            target.append(tree.Quotation((node,)) if entry.is_quoted else node)
        elif stack and _continues_list(stack[-1], entry):
            stack[-1].items.append([_paragraph(entry)])
            stack[-1].next_number += 1
        else:
            opened = _OpenList(entry.level, entry, (entry.number or 0) + 1, [[_paragraph(entry)]])
            target.append(opened)
            stack.append(opened)
    return [_to_node(node) for node in top]


def _paragraph(entry: _ListEntry) -> tree.Paragraph:
    return tree.Paragraph(marked_text.nest(entry.texts), origins=entry.origins)


def _continues_list(open_list: _OpenList, entry: _ListEntry) -> bool:
    """Return whether an item belongs to an open list: by its sign and number, because programs rename lists.

    Bullets on the first level of a document of wsisc must have the same list id, too. Inner ones need not: LibreOffice
    puts each into its own list.
    """
    if not entry.is_item or open_list.level != entry.level or open_list.entry.delimiter != entry.delimiter:
        return False
    if entry.delimiter:
        return open_list.next_number == entry.number
    return entry.level > 0 or open_list.entry.list == entry.list


def _to_node(built: "_OpenList | tree.Block") -> tree.Block:
    if not isinstance(built, _OpenList):
        return built
    items = tuple(tree.Item(tuple(_separate_lists([_to_node(node) for node in item]))) for item in built.items)
    return tree.List(items, built.entry.delimiter, built.entry.number or 0 if built.entry.delimiter else 1)


def _separate_lists(siblings: list[tree.Block]) -> list[tree.Block]:
    """Return blocks in which no numbered list has the sign of the one before it: Markdown would join them."""
    separated: list[tree.Block] = []
    for node in siblings:
        before = separated[-1] if separated else None
        if isinstance(node, tree.List) and isinstance(before, tree.List) and node.delimiter == before.delimiter != "":
            node = replace(node, delimiter="." if node.delimiter == ")" else ")")
        separated.append(node)
    return separated


def find_typed_numbers(blocks: Sequence[Block]) -> dict[int, tuple[int, str]]:
    """Return number and delimiter of the paragraphs that begin with a typed number of a list, by their `id()`.

    It is one if the number before it precedes it or the number after it follows it: "2022. That year" has neither.
    """
    candidates = [
        (block, int(match[1]), match[2])
        for block in blocks
        if isinstance(block, Paragraph) and not block.numbering and (match := _TYPED_NUMBER.match(block.text))
    ]
    typed_numbers = {}
    for index, (block, number, delimiter) in enumerate(candidates):
        before = next((n for _, n, sign in reversed(candidates[:index]) if sign == delimiter), None)
        after = next((n for _, n, sign in candidates[index + 1 :] if sign == delimiter), None)
        if (before == number - 1 and number > 1) or (number <= thresholds.FIRST_LIST_NUMBER and after == number + 1):
            typed_numbers[id(block)] = number, delimiter
    return typed_numbers


def usual_indent(blocks: Sequence[Block]) -> float:
    """Return the most frequent indent of long paragraphs: a file can have all its text indented."""
    indents = Counter(
        block.indent for block in blocks if isinstance(block, Paragraph) and len(block.text) > thresholds.LINE_LETTERS
    )
    return indents.most_common(1)[0][0] if indents else 0


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

"""A rich text (CommonMark with footnote references and pipe tables) -> its tree, and the forbidden syntax in it."""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token as RawToken

from wsisc.messages import t
from wsisc.source.markup import commonmark, forbidden, inline_reader, limits, marked_text, tree
from wsisc.source.markup.commonmark import BlockContent, split_row
from wsisc.source.markup.limits import Excess
from wsisc.source.markup.tree import (
    Block,
    Cell,
    Figure,
    Inline,
    Item,
    List,
    Paragraph,
    Problem,
    Quotation,
    RichText,
    Row,
    Table,
    Text,
)

_REFUSED_BLOCKS = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "rule"}


@lru_cache(maxsize=1024)  # a guess: more texts than a submission has, so that each is parsed once
def parse(text: str, links: frozenset[str] = frozenset()) -> RichText:
    """Return the tree of a rich text. `links` are the names of links that the submission defines."""
    if over := limits.find_excess(text):
        return RichText((), (Problem("budget", *over),))
    references = {normalizeReference(name): {"href": name, "title": ""} for name in links}
    reader = _BlockReader(text, links)
    blocks = reader.read_blocks(iter(commonmark.parser().parse(text, {"references": references})))
    if excess := next(chain(_find_excess(blocks, 1), _find_tall_headers(blocks)), None):
        return RichText((), (excess,))
    return RichText(blocks, tuple(sorted(reader.problems, key=lambda problem: problem.start)))


def find_excess(text: str, links: frozenset[str]) -> Excess | None:
    """Return the first limit that a text exceeds, or None; it is parsed only where the parser alone can say so."""
    if not limits.needs_parser(text):
        return limits.find_excess(text)
    problems = parse(text, links).problems
    return next(
        (Excess(problem.text, problem.start, problem.end) for problem in problems if problem.kind == "budget"), None
    )


def split_at_figures(text: str, links: frozenset[str], figures: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield a rich text split at its figures: ("", text) and (name, "") in order. Names not in `figures` are text."""
    start = 0
    for block in parse(text, links).blocks:
        if isinstance(block, Figure) and block.name in figures:
            if before := text[start : block.start].strip("\n"):
                yield "", before
            yield block.name, ""
            start = block.end
    if after := text[start:].strip("\n"):
        yield "", after


def _find_excess(blocks: Sequence[Block], depth: int) -> Iterator[Problem]:
    """Yield the lists and quotations that are nested too deep, and the rows that are too many."""
    for block in blocks:
        if isinstance(block, Table) and len(block.children) > limits.MAX_ROWS:
            start = block.children[limits.MAX_ROWS].start
            yield Problem("budget", limits.TOO_MANY_ROWS, start, start + 1)
        elif isinstance(block, List | Quotation):
            if depth > limits.MAX_NESTING:
                yield Problem("budget", limits.TOO_NESTED, block.start, block.start + 1)
            for child in block.children:
                yield from _find_excess(child.children if isinstance(child, Item) else (child,), depth + 1)


def _find_tall_headers(blocks: Sequence[Block]) -> Iterator[Problem]:
    for table in tree.find(blocks, Table):
        header = table.children[0].children
        if max(map(_count_letters, header), default=0) > limits.max_header_letters(len(header)):
            yield Problem("budget", limits.TOO_TALL_HEADER, table.start, table.start + 1)


def _count_letters(cell: Cell) -> int:
    """Return the number of letters of a cell, the names in it included."""
    return sum(len(tree.own_text(node)) for node in tree.walk(cell.children))


class _BlockReader:
    """Converts the tokens of markdown-it for one text into a tree, and collects the forbidden syntax in it."""

    def __init__(self, text: str, links: frozenset[str]) -> None:
        self.text, self.links = text, links
        self.problems: list[Problem] = []
        self.paragraph_end = -1

    def read_blocks(self, tokens: Iterator[RawToken]) -> tuple[Block, ...]:
        """Return the blocks up to the token that closes the block around them, and take that token."""
        blocks = []
        for token in tokens:
            if token.nesting < 0:
                break
            blocks.append(self.read_block(token, tokens))
        return tuple(blocks)

    def read_block(self, token: RawToken, tokens: Iterator[RawToken]) -> Block:
        start, end = token.meta["lines"][0], token.meta["end"]
        if token.type in ("paragraph_open", "heading_open"):
            return self.read_paragraph(token, next(tokens), next(tokens))
        if token.type in ("bullet_list_open", "ordered_list_open"):
            return self.read_list(token, tokens)
        if token.type == "blockquote_open":
            inner = self.read_blocks(tokens)
            return Quotation(inner, start, inner[-1].end if inner else end)
        if token.type == "table_open":
            return self.read_table(token, tokens)
        kind, first_line = _REFUSED_BLOCKS[token.type], self.text[start:end].split("\n")[0]
        self.problems.append(Problem(kind, token.content, start, start + len(first_line)))
        return Paragraph((Text(token.content, True, start, start),), kind, start, end)

    def read_paragraph(self, opening: RawToken, raw: RawToken, closing: RawToken) -> Paragraph | Figure:
        start, end = opening.meta["lines"][0], opening.meta["end"]
        is_heading = closing.type == "heading_close"
        if is_heading:
            self.problems.append(Problem("heading", "", start, end))
        else:
            self.paragraph_end = opening.map[1] if opening.map else -1
        content = self.find_content(raw)
        name = forbidden.figure_name(content.text)
        if name and not opening.level:
            return Figure(name, *content.span(0, len(content.text)))
        inlines = self.read_inlines(raw, content)
        return Paragraph(inlines, "heading" if is_heading else "", start, start + len(self.text[start:end].rstrip()))

    def read_inlines(self, raw: RawToken, content: BlockContent) -> tuple[Inline, ...]:
        if name := forbidden.figure_name(content.text):
            span = content.span(0, len(content.text))
            self.problems.append(Problem("figure_inside", name, *span))
            return (Text(content.text, False, *span),)
        inlines, problems = inline_reader.read(raw.children or (), content, self.links)
        self.problems += problems
        return inlines

    def read_list(self, opening: RawToken, tokens: Iterator[RawToken]) -> List:
        items = []
        for token in tokens:
            if token.type != "list_item_open":
                break
            blocks, start = self.read_blocks(tokens), token.meta["lines"][0]
            items.append(Item(blocks, token.info, start, blocks[-1].end if blocks else token.meta["end"]))
        delimiter = opening.markup if opening.type == "ordered_list_open" else ""
        first = int(opening.attrs.get("start", 1))  # 0 is a number too
        return List(tuple(items), delimiter, first, opening.meta["lines"][0], items[-1].end)

    def read_table(self, opening: RawToken, tokens: Iterator[RawToken]) -> Table:
        start = opening.meta["lines"][0]
        if opening.map and opening.map[0] == self.paragraph_end:
            self.report_row(t("the table has no empty line before it"), start, start + 1)
        if not self.has_outer_pipes(opening):
            self.report_row(
                t('the table row does not begin with a "|" below the one of the first row'), start, start + 1
            )
        if following := opening.meta.get("next"):
            self.report_row(t("the table has no empty line after it"), following, following + 1)
        rows: list[Row] = []
        aligns: list[str] = []
        columns = 0
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                contents = split_row(self.text, token.meta["lines"][0], token.meta["end"])
                columns = columns or len(contents)
                self.check_row(token, contents, columns)
                rows.append(self.read_row(token, contents, tokens, aligns if not rows else []))
        return marked_text.normalize_alignment(Table(tuple(rows), tuple(aligns), start, opening.meta["end"]))

    def read_row(
        self, opening: RawToken, contents: list[BlockContent], tokens: Iterator[RawToken], aligns: list[str]
    ) -> Row:
        """Return a row whose cells have these contents, and collect the alignments of its cells."""
        cells: list[Cell] = []
        unread = iter(contents)
        for token in tokens:
            if token.type == "tr_close":
                break
            aligns.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
            raw, _ = next(tokens), next(tokens)
            content = next((each for each in unread if each.text == raw.content), None) or self.find_content(raw)
            offsets = contents[len(cells)].offsets if len(cells) < len(contents) else [opening.meta["end"]]
            cells.append(Cell(self.read_inlines(raw, content), offsets[0], offsets[-1]))
        return Row(tuple(cells), opening.meta["lines"][0], opening.meta["end"])

    def report_row(self, description: str, start: int, end: int) -> None:
        self.problems.append(Problem("row", description, start, end))

    def has_outer_pipes(self, table: RawToken) -> bool:
        """Return whether the first two rows of a table begin with a pipe in one column; Pandoc sees no other table."""
        header, rule = table.meta["lines"][:2]
        columns = [at - self.text.rfind("\n", 0, at) for at in (header, rule)]
        return self.text[header] == self.text[rule] == "|" and 0 <= columns[1] - columns[0] < 4

    def check_row(self, row: RawToken, cells: list[BlockContent], columns: int) -> None:
        """Report the faults of a table's row: cells that Pandoc would drop, or a line that is not a row."""
        start, end = row.meta["lines"][0], row.meta["end"]
        if len(cells) > columns:
            surplus = cells[columns].offsets[0]
            what = t("the row has {count} cells; the table has {columns} columns", count=len(cells), columns=columns)
            self.report_row(what, surplus, max(surplus + 1, cells[-1].offsets[-1]))
        elif not cells or "|" not in self.text[start:end]:
            self.report_row(t("the line next to a table is read as one of its rows"), start, end)
        elif (line := self.text[start:end].strip(" \t\n")) != line.strip():  # one parser takes it for a cell
            self.report_row(t("the row begins or ends with a special space, such as a no-break space"), start, end)

    def find_content(self, token: RawToken) -> BlockContent:
        lines: list[int] = token.meta.get("lines", [])
        offsets: list[int] = []
        for line, start in zip(token.content.split("\n"), lines, strict=False):
            indent = len(line) - len(line.lstrip(" \t"))
            is_cell = len(lines) == 1  # or a heading; the parser replaces U+0000, which is then not found
            first = max(self.text.find(line.strip(" \t"), start), start) if is_cell else start
            offsets += range(first - indent, first - indent + len(line) + 1)
        return BlockContent(token.content, offsets or [0] * (len(token.content) + 1))

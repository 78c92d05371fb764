"""A rich text (CommonMark with footnote references and pipe tables) -> its tree, and the forbidden syntax in it.

Forbidden is what the parser does not report, and Pandoc would read as something that the author cannot see, or print as
characters that no author meant. Line ends between two Chinese characters print no space (`source/alignment.py`).
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token as RawToken

from wsisc.messages import t
from wsisc.source.alignment import is_joined
from wsisc.source.markup import commonmark, languages, limits, marked_text, tree
from wsisc.source.markup.commonmark import BlockContent, split_row
from wsisc.source.markup.limits import Excess
from wsisc.source.markup.tree import (
    Block,
    Cell,
    Emphasis,
    Figure,
    FootnoteReference,
    ForeignPhrase,
    Inline,
    Item,
    LineBreak,
    Link,
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

_NAME = r"(?:[^\[\]\\]|\\.)*"
_WORDS = rf"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[{_NAME}\])*\])*"  # brackets in brackets, as in a foreign phrase
_LINK = rf"(?s)\[{_WORDS}\](?P<rest>\(|\[(?P<name>{_NAME})\])?"
# Kinds that can follow from a definition or a broken link.
_NAMED_KINDS = {"shortcut", "undefined_link", "image", "figure_within"}
_REFUSED = {"code_inline": "code", "html_inline": "html", "image": "image"}

type _Ranges = list[tuple[int, int]]

_DEFINITION = r"\[(?:[^\[\]\\\n]|\\[^\n]|\\?\n(?![ \t]*\n))+\]:"
_CALL_IN_LINK = (
    r"(?s)\\.|\[(?:[^\[\]\\]|\\.)*+(\[\^[^\]\[\s]++\])(?:[^\[\]\\]|\\.|\[\^[^\]\[\s]++\])*+\](?=\(|\[(?!\^))"
)
_FOOTNOTE_DEFINITION = r"\[\^[^\]\[\s]*\]:"
_REFERENCE = r"(?s)\\.|\[((?:[^\[\]\\]|\\.)*+)\]\[((?:[^\[\]\\]|\\.)++)\]"
_FIGURE = r"(?s)\\.|!\[([^\[\]\\\n]++)\](?![\[(])"
_BRACKETS = r"(?s)\\.|\[([^\[\]\\]++)\]"
_INLINE_NOTE = r"(?s)\\.|\^\[[^\[\]\n]++\]"
_BRACES = r"(?s)\\.|\]?\{lang=[^{}\n]*+\}?|\]\{[^{}\n]*+\}?"
_REFUSED_PATTERNS = (
    ("undefined_link", _REFERENCE, 0),
    ("inline_note", _INLINE_NOTE, 0),
    ("call_in_link", _CALL_IN_LINK, 1),
)


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
        name = _figure_name(content.text)
        if name and not opening.level:
            return Figure(name, *content.span(0, len(content.text)))
        inlines = self.read_inlines(raw, content)
        return Paragraph(inlines, "heading" if is_heading else "", start, start + len(self.text[start:end].rstrip()))

    def read_inlines(self, raw: RawToken, content: BlockContent) -> tuple[Inline, ...]:
        if name := _figure_name(content.text):
            span = content.span(0, len(content.text))
            self.problems.append(Problem("figure_inside", name, *span))
            return (Text(content.text, False, *span),)
        inlines, problems = _read_inlines(raw.children or (), content, self.links)
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


def _read_inlines(
    raw: Sequence[RawToken], content: BlockContent, links: frozenset[str]
) -> tuple[tuple[Inline, ...], list[Problem]]:
    """Return the inlines of a block and its problems. `links` are the names of links that the submission defines."""
    lines = [Problem(kind, "", *content.span(start, end)) for kind, start, end in _find_forbidden_lines(content.text)]
    definitions = [(line.start, line.end) for line in lines if line.kind == "definition"]
    reader = _InlineReader(content, links, definitions)
    inlines = reader.read(raw)
    reader.report_braces()
    reader.report_names(links)
    explained = [*definitions, *(content.span(*offsets) for offsets in _find_broken_links(content.text))]
    problems = {
        (problem.kind, problem.start): problem for problem in reversed(reader.problems)
    }  # two checks can find the same one
    kept = (
        each for each in problems.values() if each.kind not in _NAMED_KINDS or not _is_within(each.start, explained)
    )
    return inlines, [*lines, *kept]


def _is_within(offset: int, ranges: _Ranges) -> bool:
    return any(start <= offset < end for start, end in ranges)


class _InlineReader:
    """Converts the tokens of one block's content; the name that begins a footnote definition is not a reference."""

    def __init__(self, content: BlockContent, links: frozenset[str], definitions: _Ranges) -> None:
        self.content, self.definitions = content, definitions
        self.language_starts: set[int] = set()
        self.phrase_starts: set[int] = set()
        self.links: _Ranges = []
        self.problems = [
            Problem(kind, name, *content.span(start, end))
            for kind, name, start, end in _find_forbidden_marks(content.text, links)
        ]

    def read(self, raw: Sequence[RawToken]) -> tuple[Inline, ...]:
        """Return the inlines of tokens; those between two that open and close are their children."""
        inlines: list[list[Inline]] = [[]]
        opened = []
        for token in raw:
            if token.nesting > 0:
                opened.append(token)
                inlines.append([])
            elif token.nesting < 0:
                children = _join_line_ends(inlines.pop())
                inlines[-1].append(self.read_container(opened.pop(), children, token))
            elif inline := self.read_leaf(token):
                inlines[-1].append(inline)
        return _join_line_ends(inlines[0])

    def read_leaf(self, token: RawToken) -> Inline | None:
        start, end = self.span(token)
        if token.type in ("softbreak", "hardbreak"):
            return LineBreak(token.type == "hardbreak", start, end)
        if token.type == "footnote":
            is_defined_here = _is_within(start, self.definitions)
            return None if is_defined_here else FootnoteReference(token.content, start, end)
        if kind := _REFUSED.get(token.type):
            self.problems.append(Problem(kind, token.content, start, end))
        return Text(token.content, kind in ("code", "html"), start, end) if token.content else None

    def read_container(self, opening: RawToken, children: tuple[Inline, ...], closing: RawToken) -> Inline:
        if opening.type == "link_open":
            return self.read_link(opening, children, closing)
        if opening.type == "phrase_open":
            return self.read_phrase(opening, children, closing)
        width = len(opening.markup)  # the tokens of bold are those of the two inner asterisks
        start, end = self.content.span(opening.meta["at"] - width + 1, closing.meta["at"] + width)
        return Emphasis(children, width > 1, start, end)

    def read_phrase(self, opening: RawToken, children: tuple[Inline, ...], closing: RawToken) -> ForeignPhrase:
        start, end, language = opening.meta["at"], closing.meta["end"], opening.content
        span = self.content.span(start, end)
        self.language_starts.add(end - len(f"{{lang={language}}}"))
        self.phrase_starts.add(start)
        if language not in languages.load():
            self.problems.append(Problem("unknown_language", language, *span))
        for inner in tree.find(children, ForeignPhrase):
            self.problems.append(Problem("phrase_within", inner.language, inner.start, inner.end))
        if not any(isinstance(node, Text) and node.text.strip() for node in tree.walk(children)):
            self.problems.append(Problem("braces", self.content.text[start:end], *span))
        return ForeignPhrase(children, language, *span)

    def report_braces(self) -> None:
        """Report what looks like the language of a phrase, or is attributes for Pandoc, but ends no phrase."""
        for text, start, end in _find_stray_braces(self.content.text):
            if start + text.index("{") not in self.language_starts:
                self.problems.append(Problem("braces", text, *self.content.span(start, end)))

    def report_names(self, links: frozenset[str]) -> None:
        """Report the names of links that only Pandoc reads as links, such as before a bracket that is not closed."""
        for name, start, end in _find_forbidden_names(self.content.text, links):
            if start not in self.phrase_starts and not _is_within(start, self.links):
                self.problems.append(Problem("shortcut", name, *self.content.span(start, end)))

    def read_link(self, opening: RawToken, children: tuple[Inline, ...], closing: RawToken) -> Link:
        self.links.append((opening.meta["at"], closing.meta["end"]))
        span = self.content.span(*self.links[-1])
        address = str(opening.attrGet("href") or "")
        has_name = opening.markup != "autolink" and self.check_link(opening, address, span)
        for note in tree.find(children, FootnoteReference):  # within a foreign phrase; otherwise there is no link
            self.problems.append(Problem("call_in_link", f"[^{note.name}]", note.start, note.end))
        return Link(children, "" if has_name else address, address if has_name else "", *span)

    def check_link(self, opening: RawToken, address: str, span: tuple[int, int]) -> bool:
        """Report what is forbidden in a link; return whether it has a name instead of an address."""
        match = re.compile(_LINK).match(self.content.text, opening.meta["at"])
        rest = (match and match["rest"]) or ""
        if rest in ("", "[]"):
            self.problems.append(Problem("shortcut", address, *span))
        elif match and rest != "(" and match["name"] != address:
            self.problems.append(Problem("undefined_link", match["name"], *span))
        if title := opening.attrGet("title"):
            self.problems.append(Problem("link_title", str(title), *span))
        return rest != "("

    def span(self, token: RawToken) -> tuple[int, int]:
        at = token.meta["at"]
        return self.content.span(at, token.meta.get("end", at + len(token.content)))


def _join_line_ends(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inlines whose line ends between two Chinese characters print nothing."""
    if not any(isinstance(node, LineBreak) and not node.is_hard for node in inlines):
        return tuple(inlines)
    joined = list(inlines)
    neighbours = [(at, _text(node)) for at, node in enumerate(inlines) if not isinstance(node, FootnoteReference)]
    for (_, before), (at, _), (_, after) in zip(
        [(-1, ""), *neighbours], neighbours, [*neighbours[1:], (-1, "")], strict=False
    ):
        node = inlines[at]
        if isinstance(node, LineBreak) and not node.is_hard and is_joined(before[-1:], after[:1]):
            joined[at] = replace(node, is_joined=True)
    return tuple(joined)


def _text(node: Inline) -> str:
    if isinstance(node, Text | LineBreak):
        return node.text
    return "".join(map(_text, node.children))


def _find_forbidden_marks(text: str, links: frozenset[str]) -> Iterator[tuple[str, str, int, int]]:
    """Yield undefined references, inline notes, and figures within text: kind, name, and offsets in the content."""
    for kind, pattern, group in _REFUSED_PATTERNS:
        for match in _unescaped_matches(pattern, text):
            name = match[match.lastindex or 0]
            is_name = name in links or name[0] == "^" or _is_foreign_phrase(match)
            is_allowed = kind == "undefined_link" and is_name
            if not is_allowed:
                yield kind, name, *match.span(group)
    for match in _unescaped_matches(_FIGURE, text):
        yield "figure_within", match[1], *match.span()


def _is_foreign_phrase(reference: re.Match[str]) -> bool:
    """Return whether the second brackets are a phrase with its language, directly after a footnote or a link."""
    text, start, end = reference.string, *reference.span()
    return text.startswith("{lang=", end) and (reference[1].startswith("^") or text[max(start - 1, 0) : start] == "]")


def _find_forbidden_names(text: str, links: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the names of links in brackets, which may be links for Pandoc alone, and their offsets in the content."""
    for match in _unescaped_matches(_BRACKETS, text):
        name = " ".join(match[1].split()).lower()
        if name in links:
            yield name, *match.span()


def _find_stray_braces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what may be the end of a foreign phrase, or attributes for Pandoc: the text, and offsets in the content."""
    return ((match[0], *match.span()) for match in _unescaped_matches(_BRACES, text))


def _figure_name(text: str) -> str:
    """Return the name of a figure that is the whole content of a block, otherwise ""."""
    match = re.fullmatch(_FIGURE, text)
    return match[1] or "" if match else ""


def _find_broken_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of links with a footnote reference in their text: not links, so other problems follow."""
    for match in _unescaped_matches(_CALL_IN_LINK, text):
        end = text.find("]", match.end()) if text[match.end()] == "[" else match.end()
        yield match.start(), end + 1


def _find_forbidden_lines(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield lines that Pandoc does not read as text, ":::" and definitions: kind, and offsets in the content."""
    definitions, start = True, 0
    for line in text.split("\n"):
        begin, end = start + len(line) - len(line.lstrip(" \t")), start + len(line)
        definitions = definitions and bool(re.compile(_DEFINITION).match(text, begin))
        if text.startswith(":::", begin):
            yield "div", begin, end
        elif definitions or re.compile(_FOOTNOTE_DEFINITION).match(text, begin):
            yield "definition", begin, end
        start = end + 1


def _unescaped_matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern, without those of its first alternative, which skips escaped characters."""
    return (match for match in re.finditer(pattern, text) if match[0][0] != "\\")

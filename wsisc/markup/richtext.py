"""A rich text (CommonMark with footnote references and pipe tables) -> tokens, each with its offsets in the text.

Forbidden syntax (headings, raw HTML, code ...) becomes a token of its own kind, for the rules to refuse; its
words are text tokens too, so that no word is lost here.
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token as RawToken

from wsisc.markup import commonmark, forbidden, limits
from wsisc.markup.commonmark import BlockContent, split_row

_LINK = re.compile(
    r"\[(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*\](?P<rest>\(|\[(?P<name>(?:[^\[\]\\]|\\.)*)\])?", re.DOTALL
)
_ENDS_LINE = {
    "hardbreak",
    "paragraph_close",
    "heading_close",
    "th_close",
    "td_close",
    "list_item_close",
    "code",
    "html",
}
_REFUSED_BLOCKS = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "rule"}
_NAMED_KINDS = {"footnote", "shortcut", "undefined_link", "image", "figure_within"}
_REFUSED_INLINES = {"code_inline": "code", "html_inline": "html", "image": "image"}


class Token(NamedTuple):
    """A token of a rich text: its kind, its text or value, and its offsets.

    Kinds: `text`, `softbreak`, `hardbreak`; `footnote` (its name); `link_open`, `link_close` (`target` is
    the address, or `text` the name where it has one); `strong_open`, `em_open`, `paragraph_open`,
    `bullet_list_open`, `ordered_list_open`, `list_item_open` (`text` is the typed number, `target` the printed one),
    `blockquote_open`, `table_open`, `tr_open`, `th_open`, `td_open` ... and their `_close`. Forbidden:
    `heading`, `html`, `code`, `rule`, `div`, `definition`, `image`, `figure_within`, `inline_note`, `shortcut`,
    `undefined_link`, `link_title`, `call_in_link`, `row`, `budget`. A `figure` (its name) is a paragraph of its own;
    the `target` of a `figure_within` is "alone" in a list, quotation or table, "" between words.
    """

    kind: str
    text: str
    start: int
    end: int
    target: str = ""


@lru_cache(maxsize=1024)  # a guess: more texts than a submission has, so that each is parsed once
def parse(text: str, links: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return the tokens of a rich text in order. `links` are the names of links that the submission defines.

    A text that exceeds a limit has only one token, `budget`, whose `text` is the limit.
    """
    if over := limits.find_excess(text):
        return (Token("budget", *over),)
    references = {normalizeReference(name): {"href": name, "title": ""} for name in links}
    raw = commonmark.parser().parse(text, {"references": references})
    tokens = tuple(_Flattener(text, links).flatten(raw))
    return _find_excess(tokens) or tokens


def split_at_figures(text: str, links: frozenset[str], figures: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield a rich text split at its figures: ("", text) and (name, "") in order. Names not in `figures` are text."""
    start = 0
    for token in parse(text, links):
        if token.kind == "figure" and token.text in figures:
            if before := text[start : token.start].strip("\n"):
                yield "", before
            yield token.text, ""
            start = token.end
    if after := text[start:].strip("\n"):
        yield "", after


def printed_text(tokens: Sequence[Token], footnote_mark: str = "", with_numbers: bool = False) -> str:
    """Return the printed text of tokens: blocks end in line breaks, `footnote_mark` replaces footnote references.

    `with_numbers` includes the numbers of list items.
    """
    parts = []
    for token in tokens:
        if token.kind == "text":
            parts.append(token.text)
        elif token.kind == "list_item_open" and with_numbers:
            parts.append(f"{token.target} ")
        elif token.kind == "footnote":
            parts.append(footnote_mark)
        elif token.kind == "softbreak":
            parts.append(" ")
        elif token.kind in _ENDS_LINE:
            parts.append("\n")
    return "".join(parts)


def _find_excess(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    depth = rows = 0
    for token in tokens:
        if token.kind in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            depth += 1
        elif token.kind in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            depth -= 1
        rows = 0 if token.kind == "table_open" else rows + (token.kind == "tr_open")
        if depth > limits.MAX_NESTING:
            return (Token("budget", limits.TOO_NESTED, token.start, token.end),)
        if rows > limits.MAX_ROWS:
            return (Token("budget", limits.TOO_MANY_ROWS, token.start, token.end),)
    return _find_tall_header(tokens)


def _find_tall_header(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    lengths: list[int] = []
    is_within, table = False, tokens[:1]
    for token in tokens:
        if token.kind == "table_open":
            lengths, table = [], (token,)
        elif token.kind in ("th_open", "th_close"):
            is_within = token.kind == "th_open"
            lengths += [0] * is_within
        elif is_within:
            lengths[-1] += len(token.text)
        elif token.kind == "thead_close" and max(lengths, default=0) > limits.max_header_letters(len(lengths)):
            return (Token("budget", limits.TOO_TALL_HEADER, table[0].start, table[0].end),)
    return ()


class _Flattener:
    """Converts the tokens of markdown-it for one text into ours."""

    def __init__(self, text: str, links: frozenset[str]) -> None:
        self.text, self.links = text, links
        self.paragraph_end = -1
        self.columns = 0
        self.cells: list[BlockContent] = []
        self.counts: list[int | None] = []

    def flatten(self, raw: Sequence[RawToken]) -> Iterator[Token]:
        for token in raw:
            start = token.meta["lines"][0] if token.meta.get("lines") else len(self.text)
            if token.type == "inline":
                yield from _block_tokens(token, self.find_content(token), self.links)
            elif token.type in _REFUSED_BLOCKS:
                first_line = self.text[start : token.meta["end"]].split("\n")[0]
                yield Token(_REFUSED_BLOCKS[token.type], token.content, start, start + len(first_line))
                yield Token("text", token.content, start, start)
            else:
                yield from self.check_block(token, start)
                typed = token.info if token.type == "list_item_open" else ""
                yield Token(token.type, typed, start, min(start + 1, len(self.text)), self.number_item(token))

    def number_item(self, token: RawToken) -> str:
        """Return the printed number of a list item, "2)", and count the items of the open lists."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            first = token.attrs.get("start", 1)  # 0 is a number too
            self.counts.append(int(first) if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.counts.pop()
        elif token.type == "list_item_open" and (count := self.counts[-1]) is not None:
            self.counts[-1] = count + 1
            return f"{count}{token.markup}"
        return ""

    def check_block(self, token: RawToken, start: int) -> Iterator[Token]:
        """Yield the forbidden syntax of a block, and record what its content needs."""
        if token.type == "heading_open":
            yield Token("heading", "", start, token.meta["end"])
        elif token.type == "paragraph_open":
            self.paragraph_end = token.map[1] if token.map else -1
        elif token.type == "table_open":
            self.columns = 0
            if token.map and token.map[0] == self.paragraph_end:
                yield Token("row", "the table has no empty line before it", start, start + 1)
            if not self.has_outer_pipes(token):
                yield Token(
                    "row", 'the table row does not begin with a "|" below the one of the first row', start, start + 1
                )
            if following := token.meta.get("next"):
                yield Token("row", "the table has no empty line after it", following, following + 1)
        elif token.type == "tr_open":
            yield from self.check_row(start, token.meta["end"])

    def has_outer_pipes(self, table: RawToken) -> bool:
        """Return whether the first two rows of a table begin with a pipe in one column; Pandoc sees no other table."""
        header, rule = table.meta["lines"][:2]
        columns = [at - self.text.rfind("\n", 0, at) for at in (header, rule)]
        return self.text[header] == self.text[rule] == "|" and 0 <= columns[1] - columns[0] < 4

    def check_row(self, start: int, end: int) -> Iterator[Token]:
        """Yield the faults of a table's row: cells that Pandoc would drop, or a line that is not a row."""
        self.cells = split_row(self.text, start, end)
        self.columns = self.columns or len(self.cells)
        if len(self.cells) > self.columns:
            surplus = self.cells[self.columns].offsets[0]
            what = f"the row has {len(self.cells)} cells; the table has {self.columns} columns"
            yield Token("row", what, surplus, max(surplus + 1, self.cells[-1].offsets[-1]))
        elif not self.cells or "|" not in self.text[start:end]:
            yield Token("row", "the line next to a table is read as one of its rows", start, end)
        elif (line := self.text[start:end].strip(" \t\n")) != line.strip():  # one parser takes it for a cell
            yield Token("row", "the row begins or ends with a special space, such as a no-break space", start, end)

    def find_content(self, token: RawToken) -> BlockContent:
        if self.cells and token.level and token.map and token.map[1] == token.map[0] + 1:
            while self.cells:
                cell = self.cells.pop(0)
                if cell.text == token.content:
                    return cell
        lines: list[int] = token.meta.get("lines", [])
        offsets: list[int] = []
        for line, start in zip(token.content.split("\n"), lines, strict=False):
            indent = len(line) - len(line.lstrip(" \t"))
            first = self.text.find(line.strip(" \t"), start) if len(lines) == 1 else start
            offsets += range(first - indent, first - indent + len(line) + 1)
        return BlockContent(token.content, offsets or [0] * (len(token.content) + 1))


def _block_tokens(raw: RawToken, content: BlockContent, links: frozenset[str]) -> Iterator[Token]:
    if name := forbidden.figure_name(content.text):
        span = content.span(0, len(content.text))
        yield Token("figure", name, *span) if raw.level == 1 else Token("figure_within", name, *span, "alone")
        yield Token("text", content.text, *span)
        return
    lines = [Token(kind, "", *content.span(start, end)) for kind, start, end in forbidden.find_lines(content.text)]
    defined = [(token.start, token.end) for token in lines if token.kind == "definition"]
    broken = [content.span(start, end) for start, end in forbidden.find_broken_links(content.text)]
    yield from lines
    reported: set[tuple[str, int]] = set()
    for token in _inline_tokens(raw, content, links):
        key = token.kind, token.start
        within = defined if token.kind == "footnote" else [*defined, *broken]
        if token.kind in _NAMED_KINDS and (key in reported or any(start <= token.start < end for start, end in within)):
            continue
        reported.add(key)
        yield token


def _inline_tokens(raw: RawToken, content: BlockContent, links: frozenset[str]) -> Iterator[Token]:
    for kind, name, start, end in forbidden.find_marks(content.text, links):
        yield Token(kind, name, *content.span(start, end))
    children = raw.children or []
    ends = _link_ends(children)
    for index, child in enumerate(children):
        yield from _child_tokens(child, content, ends.get(index, 0))


def _link_ends(children: Sequence[RawToken]) -> dict[int, int]:
    """Return the end offset of each link in its block's content, by the index of its opening token."""
    ends, opened = {}, []
    for index, child in enumerate(children):
        if child.type == "link_open":
            opened.append(index)
        elif child.type == "link_close":
            ends[opened.pop()] = child.meta["end"]
    return ends


def _child_tokens(child: RawToken, content: BlockContent, link_end: int) -> Iterator[Token]:
    at = child.meta["at"]
    span = content.span(at, child.meta.get("end", at + len(child.content)))
    if child.type == "link_open":
        yield from _link_tokens(child, content, link_end)
    elif child.type in _REFUSED_INLINES:
        yield Token(_REFUSED_INLINES[child.type], child.content, *span)
        yield Token("text", child.content, *span)
    elif child.type in ("text", "text_special"):
        if child.content:
            yield Token("text", child.content, *span)
    else:
        yield Token(child.type, child.content, *span)


def _link_tokens(child: RawToken, content: BlockContent, end: int) -> Iterator[Token]:
    at, address = child.meta["at"], str(child.attrGet("href") or "")
    span = content.span(at, end)
    if child.markup == "autolink":
        yield Token("link_open", "", *span, address)
        return
    match = _LINK.match(content.text, at)
    rest = match["rest"] if match else None
    if rest is None or rest == "[]":
        yield Token("shortcut", address, *span)
    elif rest != "(" and match and match["name"] != address:
        yield Token("undefined_link", match["name"], *span)
    if child.attrGet("title"):
        yield Token("link_title", str(child.attrGet("title")), *span)
    named = rest != "("
    yield Token("link_open", address if named else "", *span, "" if named else address)

"""A rich text (CommonMark with footnote calls and pipe tables) -> tokens, each with its place in the text.

`markdown-it-py` parses; this module adds what it lacks: the offset of every token. What the format
forbids (headings, raw HTML, code ...) comes out as a token of its own kind, for the rules to refuse;
its words still come out as text, so that nothing is ever dropped here.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token as RawToken

from wsisc import commonmark, model
from wsisc.diagnostic import Path
from wsisc.model import Submission

MOST_CHARACTERS = 200_000
MOST_MARKUP = 2_000
MOST_NESTING = 8
MOST_COMBINING = 8
MOST_ROWS = 1_000

_MARKUP = re.compile(r"[*_\[\]<>`&\\!|]")
_DEFINITION = re.compile(r"\[(?:[^\[\]\\\n]|\\.|\n(?![ \t]*\n))+\]:")
_FOOTNOTE_DEFINITION = re.compile(r"\[\^[^\]\[\s]*\]:")
_REFERENCE = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\[((?:[^\[\]\\]|\\.)+)\]")
_FIGURE = re.compile(r"!\[([^\[\]\\\n]+)\]")
_INLINE_NOTE = re.compile(r"\^\[[^\[\]\n]+\]")
_NESTED = re.compile(r"[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*){%d,}" % (MOST_NESTING + 1))


class Token(NamedTuple):
    """A piece of a rich text: its kind, its words or value, and its offsets in the text.

    Kinds: `text`, `softbreak`, `hardbreak`; `footnote` (its name); `link_open`, `link_close` (`target` is
    the address, `text` the name where it has one); `strong_open`, `em_open`, `paragraph_open`,
    `bullet_list_open`, `list_item_open` (`text` is the typed number), `blockquote_open`, `table_open`,
    `tr_open`, `th_open`, `td_open` ... and their `_close`. Refused: `heading`, `html`, `code`, `rule`, `div`,
    `definition`, `image`, `figure`, `inline_note`, `shortcut`, `undefined_link`, `link_title`, `row`, `budget`.
    """

    kind: str
    text: str
    start: int
    end: int
    target: str = ""


@lru_cache(maxsize=4096)
def parse(text: str, links: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return the tokens of a rich text in order. `links` are the names of links that the submission defines.

    A text beyond the budgets gives the one token `budget`, whose `text` says which.
    """
    if over := _over_budget(text):
        return (over,)
    env = {"references": {normalizeReference(name): {"href": name, "title": ""} for name in links}}
    tokens = tuple(_flatten(commonmark.parser().parse(text, env), text, links))
    return _over_nesting(tokens) or tokens


def find(submission: Submission, *kinds: str) -> Iterator[tuple[Path, Token]]:
    """Yield the tokens of some kinds in all rich texts of a submission, with the paths of the texts."""
    links = frozenset(submission.links)
    for path, text in model.rich_texts(submission):
        for token in parse(text, links):
            if token.kind in kinds:
                yield path, token


def words(tokens: Sequence[Token], call: str = "") -> str:
    """Return the text of tokens as it will be printed, blocks ended by line breaks, `call` in place of footnote calls."""
    parts = []
    for token in tokens:
        if token.kind == "text":
            parts.append(token.text)
        elif token.kind == "footnote":
            parts.append(call)
        elif token.kind == "softbreak":
            parts.append(" ")
        elif token.kind in _BREAKS:
            parts.append("\n")
    return "".join(parts)


_BREAKS = {"hardbreak", "paragraph_close", "heading_close", "th_close", "td_close", "list_item_close", "code", "html"}


def _over_budget(text: str) -> Token | None:
    if len(text) > MOST_CHARACTERS:
        return Token("budget", f"more than {MOST_CHARACTERS:,} characters", 0, 1)
    if nested := next((m for m in map(_NESTED.match, text.split("\n")) if m), None):
        start = text.find(nested.string)
        return Token("budget", f"lists or quotations nested more than {MOST_NESTING} deep", start, start + nested.end())
    start = 0
    for block in re.split(r"(\n[ \t]*\n)", text):
        if len(block) > MOST_MARKUP and len(_MARKUP.findall(block)) > MOST_MARKUP:
            return Token("budget", f"more than {MOST_MARKUP:,} marks of Markdown in one paragraph", start, start + 1)
        start += len(block)
    for match in re.finditer(r"[^\w\s\x00-\x7f]{%d,}" % (MOST_COMBINING + 1), text):
        if sum(unicodedata.combining(character) > 0 for character in match[0]) > MOST_COMBINING:
            return Token("budget", f"more than {MOST_COMBINING} combining marks in a row", match.start(), match.end())
    return None


def _over_nesting(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    depth = rows = 0
    for token in tokens:
        if token.kind in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            depth += 1
        elif token.kind in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            depth -= 1
        rows = 0 if token.kind == "table_open" else rows + (token.kind == "tr_open")
        if depth > MOST_NESTING or rows > MOST_ROWS:
            what = f"a table of more than {MOST_ROWS:,} rows"
            if depth > MOST_NESTING:
                what = f"lists or quotations nested more than {MOST_NESTING} deep"
            return (Token("budget", what, token.start, token.start + 1),)
    return ()


_BLOCK_KINDS = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "rule"}


def _flatten(raw: list[RawToken], text: str, links: frozenset[str]) -> Iterator[Token]:
    row: list[tuple[str, list[int]]] = []
    paragraph_end = -1
    for token in raw:
        start = token.meta["lines"][0] if token.meta.get("lines") else 0
        if token.type == "inline":
            content, offsets = _content(token, text, row)
            yield from _inline(token, content, offsets, links)
            continue
        if token.type == "paragraph_open":
            paragraph_end = token.map[1] if token.map else -1
        elif token.type == "table_open" and token.map and token.map[0] == paragraph_end:
            yield Token("row", "a table begins without an empty line before it", start, start + 1)
        elif token.type == "tr_open":
            row = _split(text, start, token.meta["end"])
            width = sum(1 for _ in _row_cells(raw, token))
            if len(row) > width:
                end = row[-1][1][-1]
                yield Token("row", f"a row of {len(row)} cells in a table of {width}", row[width][1][0], end)
            elif "|" not in text[start : token.meta["end"]]:
                yield Token("row", "a line after a table is taken for a row of it", start, token.meta["end"])
        if token.type == "heading_open":
            yield Token("heading", "", start, token.meta["end"])
        if token.type in _BLOCK_KINDS:
            kind = _BLOCK_KINDS[token.type]
            yield Token(kind, "", start, len(text[start : token.meta["end"]].split("\n")[0]) + start)
            yield Token("text", token.content, start, start)
            continue
        yield Token(token.type, token.info if token.type == "list_item_open" else "", start, start + 1, _start(token))


def _start(token: RawToken) -> str:
    """Return the number an ordered list begins with."""
    return str(token.attrGet("start") or 1) if token.type == "ordered_list_open" else ""


def _row_cells(raw: list[RawToken], row: RawToken) -> Iterator[RawToken]:
    for token in raw[next(index for index, token in enumerate(raw) if token is row) :]:
        if token.type == "tr_close":
            return
        if token.type in ("th_open", "td_open"):
            yield token


def _split(text: str, start: int, end: int) -> list[tuple[str, list[int]]]:
    """Split a table's row at its pipes: for each cell its content and the offset of each character."""
    cells: list[tuple[str, list[int]]] = []
    characters: list[tuple[str, int]] = []
    for match in re.finditer(r"\\\||\||[^|]", text[start:end]):
        if match[0] == "|":
            cells.append(_cell(characters, start + match.start()))
            characters = []
        else:
            characters.append((match[0][-1] if match[0] == "\\|" else match[0], start + match.end() - 1))
    cells.append(_cell(characters, end))
    if cells and not cells[0][0]:
        cells.pop(0)
    if cells and not cells[-1][0]:
        cells.pop()
    return cells


def _cell(characters: list[tuple[str, int]], end: int) -> tuple[str, list[int]]:
    content = "".join(character for character, _ in characters)
    left, right = len(content) - len(content.lstrip()), len(content.rstrip())
    offsets = [offset for _, offset in characters[left:right]]
    return content.strip(), [*offsets, offsets[-1] + 1 if offsets else end]


def _content(token: RawToken, text: str, row: list[tuple[str, list[int]]]) -> tuple[str, list[int]]:
    """Return an inline token's content and the offset in the text of each of its characters, and of its end."""
    if "lines" not in token.meta or token.map is None:
        return token.content, [0] * (len(token.content) + 1)
    if row and token.map[1] == token.map[0] + 1 and any(cell[0] == token.content for cell in row):
        while row:
            content, offsets = row.pop(0)
            if content == token.content:
                return content, offsets
    offsets = []
    for line, start in zip(token.content.split("\n"), token.meta["lines"], strict=False):
        indent = len(line) - len(line.lstrip(" \t"))
        at = text.find(line.strip(" \t"), start) if len(token.meta["lines"]) == 1 else start
        offsets += [at - indent + position for position in range(len(line) + 1)]
    return token.content, offsets


def _inline(token: RawToken, content: str, offsets: list[int], links: frozenset[str]) -> Iterator[Token]:
    yield from _lines(content, offsets)
    for match in _REFERENCE.finditer(content):
        if match[2] not in links and not _escaped(content, match.start()) and match[2][0] != "^":
            yield Token("undefined_link", match[2], offsets[match.start()], offsets[match.end() - 1] + 1)
    if figure := _FIGURE.fullmatch(content):
        yield Token("figure", figure[1], offsets[0], offsets[-1])
    for match in _INLINE_NOTE.finditer(content):
        if not _escaped(content, match.start()):
            yield Token("inline_note", "", offsets[match.start()], offsets[match.end() - 1] + 1)
    for child in token.children or ():
        yield from _child(child, content, offsets)


def _escaped(content: str, position: int) -> bool:
    before = content[:position]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _lines(content: str, offsets: list[int]) -> Iterator[Token]:
    """Yield what stands at the start of a line and would be no text to Pandoc: `:::` and definitions."""
    definitions, start = True, 0
    for line in content.split("\n"):
        begin = start + len(line) - len(line.lstrip(" \t"))
        at, end = offsets[begin], offsets[min(start + len(line), len(offsets) - 1)]
        definitions = definitions and bool(_DEFINITION.match(content, begin))
        if content.startswith(":::", begin):
            yield Token("div", line.strip(), at, end)
        elif definitions or _FOOTNOTE_DEFINITION.match(content, begin):
            yield Token("definition", line.strip(), at, end)
        start += len(line) + 1


def _child(child: RawToken, content: str, offsets: list[int]) -> Iterator[Token]:
    at = child.meta.get("at", 0)
    last = len(offsets) - 1
    end = min(child.meta.get("end", at + len(child.content)), last)
    span = offsets[at], max(offsets[end - 1] + 1 if end > at else offsets[at], offsets[at])
    if child.type in ("text", "text_special"):
        if child.content:
            yield Token("text", child.content, *span)
    elif child.type in ("code_inline", "html_inline", "image"):
        yield Token({"code_inline": "code", "html_inline": "html"}.get(child.type, "image"), child.content, *span)
        yield Token("text", child.content, *span)
    elif child.type == "link_open":
        yield from _link(child, content, offsets)
    else:
        yield Token(child.type, child.content, *span)


_LINK = re.compile(
    r"\[(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*\](?P<rest>\(|\[(?P<name>(?:[^\[\]\\]|\\.)*)\])?", re.DOTALL
)


def _link(child: RawToken, content: str, offsets: list[int]) -> Iterator[Token]:
    at = child.meta["at"]
    address = str(child.attrGet("href") or "")
    start = offsets[at]
    if child.markup == "autolink":
        yield Token("link_open", "", start, offsets[min(at + len(address) + 2, len(offsets) - 1)], address)
        return
    match = _LINK.match(content, at)
    end = offsets[match.end() - 1] + 1 if match else start + 1
    rest = match["rest"] if match else None
    if rest is None or rest == "[]":
        yield Token("shortcut", address, start, end)
    elif rest != "(" and match and match["name"] != address:
        yield Token("undefined_link", match["name"], start, end)
    if child.attrGet("title"):
        yield Token("link_title", str(child.attrGet("title")), start, end)
    named = rest != "("
    yield Token("link_open", address if named else "", start, end, "" if named else address)

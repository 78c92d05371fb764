"""A rich text -> the tokens of markdown-it-py, set up for our format, with the position of every token.

Block tokens have in `meta` the offsets of the first character of each of their `lines`, and their `end`;
inline tokens the offset `at` which they begin in their block's content, and `end` where it is known.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from markdown_it import MarkdownIt, helpers
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as RawToken

_UNUSUAL = r"[^\w\s\x00-\x7f]"
_FOOTNOTE = r"\[\^([^\]\[\s]+)\]"
_LANGUAGE = r"\{lang=([A-Za-z0-9-]+)\}(?!\{)"  # Pandoc reads several braces as one set of attributes


def _mask_punctuation(match: re.Match[str]) -> str:
    return match[0] if unicodedata.category(match[0])[0] == "M" else "-"


class _TrackingState(StateInline):
    """An inline state that records where the running rule and the pending text began.

    A rule pushes each asterisk of several as a token of its own; `delimiters_pushed` is how many it has pushed.
    `phrases_without_links` are the offsets of the foreign phrases that may be in the words of a link.
    """

    rule_start = 0
    delimiters_pushed = 0
    pending_start = 0

    def __init__(self, src: str, md: MarkdownIt, env: Any, outTokens: list[RawToken]) -> None:
        super().__init__(src, md, env, outTokens)
        self.pandoc_src = src if src.isascii() else re.sub(_UNUSUAL, _mask_punctuation, src)
        self.may_have_phrases = "]{lang=" in src
        self.phrases_without_links: set[int] = set()

    def scanDelims(self, start: int, canSplitWord: bool) -> Any:
        """Return whether asterisks may open or close as in Pandoc, where format characters count as punctuation.

        What follows words in brackets is the bracket, not the end of a line as the library has it.
        """
        src, self.src = self.src, self.pandoc_src
        maximum, self.posMax = self.posMax, len(src)
        try:
            return super().scanDelims(start, canSplitWord)
        finally:
            self.src, self.posMax = src, maximum

    def pushPending(self) -> RawToken:
        token = super().pushPending()
        token.meta = {"at": self.pending_start}
        return token

    def push(self, ttype: str, tag: str, nesting: Any) -> RawToken:
        token = super().push(ttype, tag, nesting)
        token.meta = {"at": self.rule_start + self.delimiters_pushed}
        self.delimiters_pushed += ttype == "text" and self.src[self.rule_start] in "*_"
        return token


class _InlineParser(ParserInline):
    """An inline parser whose tokens have `at`, and `end` where they are the last of a rule."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[RawToken]) -> list[RawToken]:
        state = _TrackingState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        assert isinstance(state, _TrackingState)
        rules, outer, end = self.ruler.getRules(""), state.rule_start, state.posMax
        while state.pos < end:
            state.rule_start, state.delimiters_pushed = state.pos, 0
            if not state.pending:
                state.pending_start = state.pos
            if state.level < state.md.options["maxNesting"] and any(rule(state, False) for rule in rules):
                if state.tokens:
                    state.tokens[-1].meta.setdefault("end", state.pos)
                continue
            state.pending += state.src[state.pos]
            state.pos += 1
        if state.pending:
            state.pushPending()
        state.rule_start = outer


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    match = re.compile(_FOOTNOTE).match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        state.push("footnote", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _phrase_rule(state: StateInline, silent: bool) -> bool:
    """Read words in brackets with their language, `[texte en français]{lang=fr}`."""
    assert isinstance(state, _TrackingState)
    start, maximum = state.pos, state.posMax
    if not state.may_have_phrases or state.src[start] != "[":
        return False
    end = _find_label_end(state, start)
    match = re.compile(_LANGUAGE).match(state.src, end + 1) if end > 0 else None
    if not match or match.end() > maximum:
        return False
    if _find_label_end(state, start, True, allows_notes=True) == end:
        state.phrases_without_links.add(start)
    if not silent:
        state.pos, state.posMax = start + 1, end
        state.push("phrase_open", "", 1).content = match[1]
        state.md.inline.tokenize(state)
        state.push("phrase_close", "", -1)
    state.pos, state.posMax = match.end(), maximum
    return True


def _find_label_end(state: StateInline, start: int, disableNested: bool = False, allows_notes: bool = False) -> int:
    """Return the end of words in brackets, as `parseLinkLabel` of the library does; -1 without one.

    No link is in the words of a link (`disableNested`), but foreign phrases can be.
    """
    assert isinstance(state, _TrackingState)
    before, found, level = state.pos, -1, 1
    state.pos = start + 1
    while state.pos < state.posMax:
        here, sign = state.pos, state.src[state.pos]
        level -= sign == "]"
        if not level:
            found = here
            break
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == here + 1:
            level += 1
        elif sign == "[" and disableNested:
            is_note = allows_notes and state.src.startswith("[^", here)
            if not is_note and here not in state.phrases_without_links:
                break
    state.pos = before
    return found


def _record_lines(block_rule: Any) -> Any:
    """Wrap a block rule so that its tokens have `lines`, the offsets of the first character of each line.

    A table also has `next`, the offset of a line that follows it without an empty line between.
    """

    def run(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not block_rule(state, startLine, endLine, silent):
            return False
        for token in state.tokens[before:]:
            if token.map and "lines" not in token.meta:
                lines = range(token.map[0], max(token.map[1], token.map[0] + 1))
                token.meta["lines"] = [state.bMarks[line] + state.tShift[line] for line in lines]
                token.meta["end"] = state.eMarks[lines[-1]]
        if block_rule.__name__ == "table" and not silent and _follows_closely(state, endLine):
            state.tokens[before].meta["next"] = state.bMarks[state.line] + state.tShift[state.line]
        return True

    return run


def _follows_closely(state: StateBlock, end: int) -> bool:
    """Return whether a line of the same container follows the block just read, without an empty line between."""
    return state.line < end and not state.isEmpty(state.line) and state.sCount[state.line] >= state.blkIndent


@cache
def parser() -> MarkdownIt:
    """Return the parser: CommonMark with pipe tables, footnote references and foreign phrases, without definitions."""
    markdown = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table")  # a guess, far above limits.MAX_NESTING
    markdown.inline = _InlineParser()
    markdown.inline.ruler.enableOnly(
        ["text", "newline", "escape", "backticks", "emphasis", "link", "image", "autolink", "html_inline", "entity"]
    )
    markdown.inline.ruler.before("link", "footnote", _footnote_rule)
    markdown.inline.ruler.before("link", "phrase", _phrase_rule)
    markdown.inline.ruler.enable(["footnote", "phrase"])
    markdown.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkLabel=_find_label_end,
        parseLinkTitle=helpers.parseLinkTitle,
    )
    markdown.inline.ruler2.enableOnly(["balance_pairs", "emphasis"])
    markdown.core.ruler.disable("text_join")
    markdown.block.ruler.disable("reference")
    for rule in markdown.block.ruler.__rules__:
        markdown.block.ruler.at(rule.name, _record_lines(rule.fn), {"alt": rule.alt})
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = str  # type: ignore[method-assign,assignment]
    markdown.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    return markdown


class BlockContent(NamedTuple):
    """The content of a block, and the offsets in the text of each of its characters and of its end."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of the characters from `start` to `end` of the content."""
        last = len(self.offsets) - 1
        first = self.offsets[min(start, last)]
        return first, max(first, self.offsets[min(end, last) - 1] + 1 if end > start and last else first)


def split_row(text: str, start: int, end: int) -> list[BlockContent]:
    """Split a table's row at its pipes, as GitHub Flavored Markdown does: outer pipes are optional, "\\|" is a pipe."""
    cells = []
    characters: list[tuple[str, int]] = []
    for match in re.finditer(r"\\\||\||[^|]", text[start:end]):
        if match[0] == "|":
            cells.append(_cell_content(characters, start + match.start()))
            characters = []
        else:
            characters.append((match[0][-1], start + match.end() - 1))
    cells.append(_cell_content(characters, end))
    if not cells[0].text:
        cells.pop(0)
    if cells and not cells[-1].text:
        cells.pop()
    return cells


def _cell_content(characters: list[tuple[str, int]], end: int) -> BlockContent:
    content = "".join(character for character, _ in characters)
    left, right = len(content) - len(content.lstrip()), len(content.rstrip())
    offsets = [offset for _, offset in characters[left:right]]
    return BlockContent(content.strip(), [*offsets, offsets[-1] + 1 if offsets else end])

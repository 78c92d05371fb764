"""The content of a block, as the CommonMark parser reads it -> inlines, and the forbidden syntax in it.

Line ends between two Chinese characters print no space (`source/alignment.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.token import Token as RawToken

from wsisc.source.alignment import is_joined
from wsisc.source.markup import forbidden, languages, tree
from wsisc.source.markup.commonmark import BlockContent
from wsisc.source.markup.tree import Emphasis, FootnoteReference, ForeignPhrase, Inline, LineBreak, Link, Problem, Text

_NAME = r"(?:[^\[\]\\]|\\.)*"
_WORDS = rf"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[{_NAME}\])*\])*"  # brackets in brackets, as in a foreign phrase
_LINK = rf"(?s)\[{_WORDS}\](?P<rest>\(|\[(?P<name>{_NAME})\])?"
# Kinds that can follow from a definition or a broken link.
_NAMED_KINDS = {"shortcut", "undefined_link", "image", "figure_within"}
_REFUSED = {"code_inline": "code", "html_inline": "html", "image": "image"}

type _Ranges = list[tuple[int, int]]


def read(
    raw: Sequence[RawToken], content: BlockContent, links: frozenset[str]
) -> tuple[tuple[Inline, ...], list[Problem]]:
    """Return the inlines of a block and its problems. `links` are the names of links that the submission defines."""
    lines = [Problem(kind, "", *content.span(start, end)) for kind, start, end in forbidden.find_lines(content.text)]
    definitions = [(line.start, line.end) for line in lines if line.kind == "definition"]
    reader = _InlineReader(content, links, definitions)
    inlines = reader.read(raw)
    reader.report_braces()
    reader.report_names(links)
    explained = [*definitions, *(content.span(*offsets) for offsets in forbidden.find_broken_links(content.text))]
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
            for kind, name, start, end in forbidden.find_marks(content.text, links)
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
        for text, start, end in forbidden.find_braces(self.content.text):
            if start + text.index("{") not in self.language_starts:
                self.problems.append(Problem("braces", text, *self.content.span(start, end)))

    def report_names(self, links: frozenset[str]) -> None:
        """Report the names of links that only Pandoc reads as links, such as before a bracket that is not closed."""
        for name, start, end in forbidden.find_names(self.content.text, links):
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

"""A submission -> its passages: the visible text without markup, each character with its place in the source.

Passages hold only what the author wrote, never the wording of a call. Rules about wording check passages.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from wsisc.calls.call import Call
from wsisc.diagnostic import DataPath, Finding
from wsisc.markup import richtext
from wsisc.markup.richtext import Token
from wsisc.model import Part, Section, Submission

BODY_KINDS = ("paragraph", "item", "footnote")
"""The kinds of passages that are running text."""

MASK = "\ufffc"
"""Replaces each character of an address in `text`, since an address is not wording."""

_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_QUOTATION = re.compile(r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|(?<![\w\"])\"[^\"]*\"(?!\w)")
_OPEN = {"strong_open": "strong", "em_open": "em", "link_open": "link"}
_CLOSE = {"strong_close", "em_close", "link_close"}
_CONTAINERS = {"list_item": "item", "blockquote": "quotation"}


class Mark(NamedTuple):
    """A range of a passage: "strong", "em", "link" (`target` is its address) or "call" (a reference to `target`)."""

    kind: str
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, eq=False)
class Passage:
    """A paragraph, item, cell, heading or similar unit of visible text.

    `kind` is "entity", "title", "heading", "paragraph", "item", "quotation", "cell", "footnote", "caption" or
    "alternative". Addresses are masked in `text` and unchanged in `display_text`; a line break of the source is a
    space, and footnote references take no characters. `group` identifies the list or table of an item or cell (from
    1; 0 for other passages). `starts` and `ends` are the offsets of each character in the value at `path`.
    """

    kind: str
    path: DataPath
    text: str
    display_text: str
    marks: tuple[Mark, ...] = ()
    group: int = 0
    starts: tuple[int, ...] = field(default=(), repr=False)
    ends: tuple[int, ...] = field(default=(), repr=False)

    def finding(self, start: int, end: int, message: str, hint: str = "", fix: str | None = None) -> Finding:
        """Return a finding on the characters from `start` to `end`; `fix` is their replacement in the source."""
        end = max(end, start)
        first = self.starts[start] if start < len(self.starts) else self.ends[-1] if self.ends else 0
        return Finding(self.path, message, hint, first, self.ends[end - 1] if end > start else first, fix=fix)

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """The ranges in quotation marks: words of others, or titles."""
        return tuple(match.span() for match in _QUOTATION.finditer(self.text))

    def is_quoted(self, position: int) -> bool:
        """Return whether a character belongs to a quotation."""
        at = bisect(self.quotations, (position, len(self.text))) - 1
        return self.kind == "quotation" or (at >= 0 and self.quotations[at][0] <= position < self.quotations[at][1])

    def marks_of_kind(self, kind: str) -> Iterator[Mark]:
        """Yield the marks of one kind."""
        return (mark for mark in self.marks if mark.kind == kind)

    def is_own_wording(self, position: int, *title_kinds: str) -> bool:
        """Return whether a character is outside quotations and outside titles, which marks of these kinds set off."""
        titles = (mark for mark in self.marks if mark.kind in title_kinds)
        return not self.is_quoted(position) and not any(mark.start <= position < mark.end for mark in titles)

    def is_evenly_marked(self, start: int, end: int) -> bool:
        """Return whether no mark begins or ends within a range: only then can one fix replace all of it."""
        return not any(start < edge < end for mark in self.marks for edge in (mark.start, mark.end))


@dataclass(frozen=True, eq=False)
class Reading:
    """The input of the rules: a submission, the call it answers (None where that is unknown), and its passages.

    `pages` are the lengths of parts, measured from typeset pages, by place ("three-a"); None without typesetting.
    `previous_submissions` are earlier files of the same entity, as names and bytes.
    """

    submission: Submission
    call: Call | None
    pages: dict[str, float] | None = None
    previous_submissions: tuple[tuple[str, bytes], ...] = ()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages in reading order, the footnotes last."""
        return tuple(_passages(self.submission))

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """The passages that are running text: no headings, cells, names or alternative texts."""
        return tuple(each for each in self.passages if each.kind in BODY_KINDS)


def part_ids(path: DataPath) -> tuple[str, ...]:
    """Return the ids of the part that contains a path, such as ("three", "a"); () outside all parts."""
    if path[:1] != ("parts",):
        return ()
    ids = []
    for step in path[1:]:
        if not isinstance(step, str) or step in ("text", "sections", "title", "tags", "comments"):
            break
        ids.append(step)
    return tuple(ids)


def _passages(submission: Submission) -> Iterator[Passage]:
    links = frozenset(submission.links)
    yield _plain_passage("entity", ("entity", "name"), submission.entity.name)
    yield _plain_passage("title", ("title",), submission.title)
    for part in submission.parts:
        yield from _part_passages(part, ("parts", part.id), links)
    for name, text in submission.footnotes.items():
        for passage in _rich_passages(("footnotes", name), text, links):
            yield passage if passage.kind != "paragraph" else _as_footnote(passage)
    for name, figure in submission.figures.items():
        yield _plain_passage("caption", ("figures", name, "caption"), figure.caption)
        yield _plain_passage("alternative", ("figures", name, "alt"), figure.alt)


def _as_footnote(passage: Passage) -> Passage:
    return Passage(**{**vars(passage), "kind": "footnote"})


def _part_passages(part: Part, path: DataPath, links: frozenset[str]) -> Iterator[Passage]:
    yield from _rich_passages((*path, "text"), part.text, links)
    yield from _section_passages(part.sections, path, links)
    for child in part.parts:
        yield from _part_passages(child, (*path, child.id), links)


def _section_passages(sections: tuple[Section, ...], path: DataPath, links: frozenset[str]) -> Iterator[Passage]:
    for index, section in enumerate(sections):
        here = (*path, "sections", index)
        yield _plain_passage("heading", (*here, "title"), section.title)
        yield from _rich_passages((*here, "text"), section.text, links)
        yield from _section_passages(section.sections, here, links)


def _plain_passage(kind: str, path: DataPath, text: str) -> Passage:
    starts = tuple(range(len(text)))
    return Passage(kind, path, _mask_addresses(text), text, (), 0, starts, tuple(range(1, len(text) + 1)))


def _mask_addresses(text: str) -> str:
    return _ADDRESS.sub(lambda match: MASK * len(match[0]), text) if "@" in text or "w" in text or ":" in text else text


def _rich_passages(path: DataPath, text: str, links: frozenset[str]) -> Iterator[Passage]:
    if not text:
        return
    builder = _PassageBuilder(path)
    for token in richtext.parse(text, links):
        yield from builder.add_token(token)
    yield from builder.finish()


class _PassageBuilder:
    """Collects the tokens of one rich text into passages.

    `containers` are the kinds of the open list items and quotations, `depth` counts the open lists and tables,
    `bracket` is the start of a link whose text begins there: an address in angle brackets.
    """

    def __init__(self, path: DataPath) -> None:
        self.path = path
        self.containers: list[str] = []
        self.group = 0
        self.depth = 0
        self.bracket = -1
        self.reset("paragraph")

    def reset(self, kind: str) -> None:
        self.kind = kind
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.marks: list[Mark] = []
        self.open_marks: list[tuple[str, int, str]] = []

    def add_token(self, token: Token) -> Iterator[Passage]:
        """Add a token, and yield the passage that it completes."""
        if token.kind in ("text", "softbreak", "hardbreak"):
            self.add_text(token, 1 if self.bracket == token.start else 0)
        elif token.kind in _OPEN:
            self.bracket = token.start if token.kind == "link_open" else -1
            self.open_marks.append((_OPEN[token.kind], len(self.starts), token.target or token.text))
        elif token.kind in _CLOSE:
            kind, start, target = self.open_marks.pop()
            self.marks.append(Mark(kind, start, len(self.starts), target))
        elif token.kind == "footnote":
            self.marks.append(Mark("call", len(self.starts), len(self.starts), token.text))
        elif token.kind.endswith(("_open", "_close")):
            yield from self.finish()
            self.enter_or_leave(token.kind)

    def add_text(self, token: Token, shift: int = 0) -> None:
        """Add the text of a token; that of an address in angle brackets begins after the bracket (`shift`)."""
        added = token.text if token.kind == "text" else " " if token.kind == "softbreak" else "\n"
        is_literal = token.end - token.start == len(added)
        self.text.append(added)
        for index in range(len(added)):
            start = token.start + shift
            self.starts.append(start + index if is_literal else start)
            self.ends.append(start + index + 1 if is_literal else token.end + shift)

    def enter_or_leave(self, kind: str) -> None:
        name = kind.rpartition("_")[0]
        if kind in ("bullet_list_open", "ordered_list_open", "table_open"):
            self.depth += 1
            self.group += self.depth == 1
        elif kind in ("bullet_list_close", "ordered_list_close", "table_close"):
            self.depth -= 1
        elif name in _CONTAINERS and kind.endswith("_open"):
            self.containers.append(_CONTAINERS[name])
        elif name in _CONTAINERS:
            self.containers.pop()
        self.kind = "cell" if kind in ("th_open", "td_open") else (self.containers or ["paragraph"])[-1]

    def finish(self) -> Iterator[Passage]:
        """Yield the passage collected so far, if it has text, and start the next one."""
        if shown := "".join(self.text):  # empty code has none
            kind = "quotation" if "quotation" in self.containers else self.kind
            group = self.group if self.depth else 0
            marks = tuple(sorted(self.marks, key=lambda mark: mark.start))
            yield Passage(
                kind, self.path, _mask_addresses(shown), shown, marks, group, tuple(self.starts), tuple(self.ends)
            )
        self.reset(self.kind)

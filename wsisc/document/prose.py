"""A submission -> its passages: the visible text without markup, each character with its place in the source.

Passages hold only what the author wrote, never the wording of a call. Rules about wording check passages.
"""

import itertools
import re
from array import array
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from wsisc.calls.call import Call
from wsisc.messages.diagnostic import DataPath, Finding
from wsisc.source import model
from wsisc.source.markup import richtext, tree, typed_addresses
from wsisc.source.model import Part, Section, Submission

BODY_KINDS = ("paragraph", "item", "footnote")
"""The kinds of passages that are running text."""

MASK = "\ufffc"
"""Replaces each character of an address in `text`, since an address is not wording."""

FOREIGN_MASK = "\ufdd4"
"""Replaces each character but spaces of a phrase whose language the author names: its words follow other rules."""

_ADDRESS = rf"(?:https?://|mailto:|www\.){typed_addresses.CHARACTER}+|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
_WORD = r"\w+(?:[&-]\w+)*"
_INK = r"[^\s\ufffc]"
_QUOTATION = r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|(?<![^\s(])”[^“”]*“|(?<![\w\"])\"[^\"]*\"(?!\w)"


class Mark(NamedTuple):
    """A range of a passage: "strong", "em", "link" (`target` is its address), "call" (a reference to `target`), or
    "language" (a foreign phrase, `target` is its code).
    """

    kind: str
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, eq=False)
class Passage:
    """A paragraph, item, cell, heading or similar unit of visible text.

    `kind` is "entity", "title", "heading", "paragraph", "item", "quotation", "cell", "footnote", "caption" or
    "alternative". Addresses and foreign phrases are masked in `text` and unchanged in `display_text`; a line break of
    the source is a space, and footnote references take no characters. `group` identifies the list or table of an item
    or cell (from 1; 0 for other passages). `starts` and `ends` are the offsets of each character in the value at
    `path`.
    """

    kind: str
    path: DataPath
    text: str
    display_text: str
    marks: tuple[Mark, ...] = ()
    group: int = 0
    starts: Sequence[int] = field(default=(), repr=False)
    ends: Sequence[int] = field(default=(), repr=False)

    @property
    def is_figure(self) -> bool:
        """Whether it is the name of a figure at its place, which is printed nowhere."""
        return self.display_text.startswith("![") and not self.text.strip(MASK)

    def finding(self, start: int, end: int, message: str, hint: str = "", fix: str | None = None) -> Finding:
        """Return a finding on the characters from `start` to `end`; `fix` is their replacement in the source."""
        end = max(end, start)
        first = self.starts[start] if start < len(self.starts) else self.ends[-1] if self.ends else 0
        return Finding(self.path, message, hint, first, self.ends[end - 1] if end > start else first, fix=fix)

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """The ranges in quotation marks: words of others, or titles."""
        return tuple(match.span() for match in re.finditer(_QUOTATION, self.text))

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


class OriginalFile(NamedTuple):
    """The file that a translation names as its original, and its bytes, None if there is no such file.

    `circle` are the names of the files that name one another as their originals, the translation first; () if none do.
    """

    name: str
    content: bytes | None
    circle: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Reading:
    """The input of the rules: a submission, the call it answers (None where that is unknown), and its passages.

    `pages` are the lengths of parts, measured from typeset pages, by place ("three-a"); None without typesetting.
    `previous_submissions` are earlier files of the same entity, as names and bytes. `original` is the file of which
    this one is a translation, None if it is not one. `is_foreign`: it comes from a file whose layout is its author's.
    """

    submission: Submission
    call: Call | None
    pages: dict[str, float] | None = None
    previous_submissions: tuple[tuple[str, bytes], ...] = ()
    original: OriginalFile | None = None
    is_foreign: bool = False

    @cached_property
    def rich_texts(self) -> tuple[tuple[DataPath, str, tree.RichText], ...]:
        """The rich texts, footnotes too: path, source and tree of each."""
        links = frozenset(self.submission.links)
        texts = model.rich_texts(self.submission)
        return tuple((path, text, richtext.parse(text, links)) for path, text in texts)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages in reading order, the footnotes last; without what belongs to no part yet, and its footnotes."""
        return tuple(_passages(self.submission))

    @cached_property
    def unplaced_words(self) -> frozenset[str]:
        """The words that belong to no part yet: what is not among the passages can be there."""
        submission, unplaced = self.submission, self.submission.unplaced
        if not unplaced:
            return frozenset()
        passages = list(_part_passages(unplaced, ("unplaced",), frozenset(submission.links)))
        notes = [submission.footnotes.get(name, "") for name in _find_called(passages)]
        words = re.findall(_WORD, " ".join([*(passage.text for passage in passages), *notes]))
        return frozenset(words) | {word.removesuffix("s") for word in words}

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """The passages that are running text: no headings, cells, names or alternative texts."""
        return tuple(passage for passage in self.passages if passage.kind in BODY_KINDS)


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
    placed = [each for part in submission.parts for each in _part_passages(part, ("parts", part.id), links)]
    yield from placed
    unplaced = _part_passages(submission.unplaced, ("unplaced",), links) if submission.unplaced else ()
    of_unplaced = _find_called(unplaced) - _find_called(placed)
    for name, text in submission.footnotes.items():
        if name in of_unplaced:
            continue
        for passage in _rich_passages(("footnotes", name), text, links):
            yield passage if passage.kind != "paragraph" else replace(passage, kind="footnote")
    for name, figure in submission.figures.items():
        yield _plain_passage("caption", ("figures", name, "caption"), figure.caption)
        yield _plain_passage("alternative", ("figures", name, "alt"), figure.alt)


def _find_called(passages: Iterable[Passage]) -> set[str]:
    """Return the names of the footnotes that passages refer to."""
    return {mark.target for passage in passages for mark in passage.marks_of_kind("call")}


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
    return Passage(kind, path, _mask_addresses(text), text, (), 0, range(len(text)), range(1, len(text) + 1))


def _mask_addresses(text: str) -> str:
    if not ("@" in text or "w" in text or ":" in text):
        return text
    return re.sub(_ADDRESS, lambda match: MASK * len(match[0]), text)


def _rich_passages(path: DataPath, text: str, links: frozenset[str]) -> Iterator[Passage]:
    blocks = richtext.parse(text, links).blocks if text else ()
    return _block_passages(blocks, "paragraph", path, 0, itertools.count(1))


def _block_passages(
    blocks: Sequence[tree.Block], kind: str, path: DataPath, group: int, groups: Iterator[int]
) -> Iterator[Passage]:
    """Yield the passages of blocks, whose paragraphs are of this kind; `groups` numbers outermost lists and tables."""
    for block in blocks:
        if isinstance(block, tree.Paragraph):
            yield from _inline_passages(block.children, kind, path, group)
        elif isinstance(block, tree.Figure):
            for passage in _inline_passages([tree.Text(block.text, False, block.start, block.end)], kind, path, group):
                yield replace(passage, text=MASK * len(passage.text))  # a name is not wording
        elif isinstance(block, tree.Quotation):
            yield from _block_passages(block.children, "quotation", path, group, groups)
        else:
            own_group = group or next(groups)
            for node in tree.find([block], tree.Cell) if isinstance(block, tree.Table) else block.children:
                own_kind = kind if kind == "quotation" else "cell" if isinstance(node, tree.Cell) else "item"
                if isinstance(node, tree.Cell):
                    yield from _inline_passages(node.children, own_kind, path, own_group)
                else:
                    yield from _block_passages(node.children, own_kind, path, own_group, groups)


def _inline_passages(inlines: Sequence[tree.Inline], kind: str, path: DataPath, group: int) -> Iterator[Passage]:
    """Yield the passage of inlines, nothing if they have no text."""
    collector = _InlineCollector()
    collector.add(inlines)
    if shown := "".join(collector.text):
        marks = tuple(sorted(collector.marks, key=lambda mark: mark.start))
        text = _mask_phrases(_mask_addresses(shown), marks)
        yield Passage(kind, path, text, shown, marks, group, collector.starts, collector.ends)


def _mask_phrases(text: str, marks: Sequence[Mark]) -> str:
    for mark in marks:
        if mark.kind == "language":
            text = text[: mark.start] + re.sub(_INK, FOREIGN_MASK, text[mark.start : mark.end]) + text[mark.end :]
    return text


class _InlineCollector:
    """Collects the text of inlines, the offsets of its characters, and the marks on them."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.starts, self.ends = array("I"), array("I")  # a list takes ten times as much, for each character
        self.marks: list[Mark] = []

    def add(self, inlines: Sequence[tree.Inline], link_start: int | None = None) -> None:
        """Add the inlines of a paragraph, or of the link that begins at `link_start`."""
        for node in inlines:
            start = len(self.starts)
            if isinstance(node, tree.Text | tree.LineBreak):
                is_in_brackets = node.start == link_start  # the text of an address begins after "<"
                self.add_text(node.text, node.start + is_in_brackets, node.end + is_in_brackets)
            elif isinstance(node, tree.FootnoteReference):
                self.marks.append(Mark("call", start, start, node.name))
            elif isinstance(node, tree.Emphasis):
                self.add(node.children)
                self.marks.append(Mark("strong" if node.is_strong else "em", start, len(self.starts)))
            elif isinstance(node, tree.ForeignPhrase):
                self.add(node.children)
                self.marks.append(Mark("language", start, len(self.starts), node.language))
            else:
                self.add(node.children, node.start)
                self.marks.append(Mark("link", start, len(self.starts), node.address or node.name))

    def add_text(self, added: str, start: int, end: int) -> None:
        is_literal = end - start == len(added)
        self.text.append(added)
        self.starts.extend(range(start, end) if is_literal else [start] * len(added))
        self.ends.extend(range(start + 1, end + 1) if is_literal else [end] * len(added))

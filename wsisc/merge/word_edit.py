"""A paragraph in a text, and its merged words -> the text with these words, as near to the author's spelling as it can.

Words that stay keep their spelling and the lines that they are on; so do links and emphasis around them.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from wsisc.diff.word_merge import PARAGRAPH_END, MergedWord, join_atoms
from wsisc.diff.word_tree import Atom, Node
from wsisc.merge import thresholds, wording
from wsisc.merge.block_lines import Replacement, apply_replacements, indent_lines, line_prefix, unindent
from wsisc.source.markup import richtext, tree
from wsisc.source.markup.marked_text import Mark, MarkKind
from wsisc.source.markup.tree import Container, Emphasis, ForeignPhrase, Link

_INDENTATION = re.compile(r"[ \t>]*")


class _Change(NamedTuple):
    """Atoms of the file from `start` to `end`, and the merged words from `first` to `last` in their place."""

    start: int
    end: int
    first: int
    last: int


def spread_marks(words: Sequence[MergedWord], old: Sequence[Atom]) -> list[MergedWord]:
    """Return words in which a space that is not as in the file has only the marks of the words on both sides.

    Markdown has no emphasis that begins or ends with a space.
    """
    spread = list(words)
    for index, word in enumerate(words):
        is_kept = not word.is_theirs and word.atom.marks == old[word.position].marks
        if word.atom.text.isspace() and not is_kept and 0 < index < len(words) - 1:
            around = (set(words[at].atom.marks) for at in (index - 1, index + 1))
            marks = tuple(each for each in word.atom.marks if all(each in marks for marks in around))
            spread[index] = word._replace(atom=word.atom._replace(marks=marks))
    return spread


def edit_plain(text: str, old: Sequence[Atom], words: Sequence[MergedWord], their_text: str) -> str:
    """Return a plain text with merged words."""
    paragraph = Node("paragraph", 0, len(text), (), tuple(old))
    return next(_WordEditor(text, [paragraph], words, their_text, None).find_candidates())


def edit_words(
    text: str, paragraphs: Sequence[Node], words: Sequence[MergedWord], markdown: str, links: Mapping[str, str]
) -> Iterator[str]:
    """Yield texts in which some paragraphs, or a cell, may have merged words: first the one with the fewest changes.

    `markdown` has the words of theirs, `links` are the addresses by the names in the file.
    """
    return _WordEditor(text, paragraphs, words, markdown, links).find_candidates()


@dataclass
class _WordEditor:
    """Writes merged words in place of the atoms `old` of the file; see `edit_words`."""

    text: str
    paragraphs: Sequence[Node]
    words: Sequence[MergedWord]
    markdown: str
    links: Mapping[str, str] | None

    def __post_init__(self) -> None:
        self.start, self.end = self.paragraphs[0].start, self.paragraphs[-1].end
        self.old = join_atoms(Node("text", self.start, self.end, tuple(self.paragraphs)))
        self.prefix = line_prefix(self.text, self.start)
        self.is_cell = self.paragraphs[0].kind == "cell"
        inlines = () if self.links is None else _find_marked(self.text, frozenset(self.links), self.start, self.end)
        self.marked = list(inlines)

    def find_candidates(self) -> Iterator[str]:
        """Yield texts: with as few changes as possible, then wrapped anew, then on one line."""
        if self.old:
            yield apply_replacements(self.text, list(self.find_replacements()))
        whole = self.render(0, len(self.words), is_on_one_line=True)
        lines = [line for each in self.paragraphs for line in self.text[each.start : each.end].split("\n")]
        if len(lines) > len(self.paragraphs) and not self.is_cell:
            width = max(thresholds.LINE_WIDTH, max(map(len, lines)) - len(self.prefix))
            wrap = partial(textwrap.fill, width=width, break_long_words=False, break_on_hyphens=False)
            blocks = ("\\\n".join(map(wrap, each.split("\\\n"))) for each in whole.split(PARAGRAPH_END))
            yield self.replace_whole(PARAGRAPH_END.join(blocks))
        yield self.replace_whole(whole)
        yield from (self.replace_whole(whole + end) for end in ((" ", " |") if self.is_cell else ()))

    def replace_whole(self, markdown: str) -> str:
        """Return the text with other Markdown for the paragraphs."""
        return apply_replacements(self.text, [(self.start, self.end, indent_lines(markdown, self.prefix))])

    def find_replacements(self) -> Iterator[Replacement]:
        """Yield the replacements of words; a stretch in which marks begin or end is written anew."""
        changes = list(self.find_changes())
        for first, last in self.find_stretches():
            within = [each for each in changes if first <= each.first and each.last <= last]
            replacements = [self.replace_words(each) for each in within]
            if None in replacements:
                piece = self.indent(self.render(first, last))
                replacements = [(*self.find_offsets(first, last), piece)]
            yield from (each for each in replacements if each is not None)

    def find_changes(self) -> Iterator[_Change]:
        start = first = 0
        for at, word in enumerate(self.words):
            if self.is_kept(word):
                if at > first or word.position > start:
                    yield _Change(start, word.position, first, at)
                start, first = word.position + 1, at + 1
        if len(self.old) > start or len(self.words) > first:
            yield _Change(start, len(self.old), first, len(self.words))

    def is_kept(self, word: MergedWord) -> bool:
        """Return whether a word is as in the file."""
        return not word.is_theirs and word.atom.marks == self.old[word.position].marks

    def find_stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the merged words in stretches: each begins and ends between kept words, outside of all marks."""
        ends = [at for at in range(1, len(self.words)) if self.is_boundary(*self.words[at - 1 : at + 1])]
        return pairwise([0, *ends, len(self.words)])

    def is_boundary(self, before: MergedWord, after: MergedWord) -> bool:
        """Return whether two words are neighbours in the file, on one line, and what marks one does not mark both."""
        is_inside = before.atom.marks and after.atom.marks
        are_kept = self.is_kept(before) and self.is_kept(after) and before.position + 1 == after.position
        return are_kept and not is_inside and "\n" not in self.source(before)

    def find_offsets(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of a stretch in the text: signs of marks belong to the words that they mark."""
        start, end = self.start, self.end
        if first:
            before, after = self.words[first - 1].atom, self.words[first].atom
            start = before.end if after.marks else after.start
        if last < len(self.words):
            before, after = self.words[last - 1].atom, self.words[last].atom
            end = after.start if before.marks else before.end
        return start, end

    def replace_words(self, change: _Change) -> Replacement | None:
        """Return the replacement for a change of words, None if their marks are not the same."""
        start, end = change.start, change.end
        new = self.words[change.first : change.last]
        if not new and start and self.old[start - 1].key == self.old[end - 1].key and "\n" in self.slice(end - 1):
            start, end = start - 1, end - 1  # of two spaces the one at the end of a line remains
        old = self.old[start:end]
        marks = {each.marks for each in old} | {each.atom.marks for each in new}
        if len(marks) > 1 or not all(each.is_theirs for each in new):
            return None
        offset = old[0].start if old else self.find_insertion(start, *marks)
        if offset is None:
            return None
        if self.is_cell and self.text[offset - 1 : offset + 1] == "\\|":
            offset -= 1
        piece = "".join(map(self.source, new))
        if [each.text for each in old] == [PARAGRAPH_END] and piece == " ":
            piece = "\n"
        return offset, self.find_end(old[-1]) if old else offset, self.indent(piece)

    def indent(self, piece: str) -> str:
        """Return words of which each line after the first begins as those of the block; one may follow them."""
        return indent_lines(f"{piece}x", self.prefix)[:-1]

    def find_insertion(self, index: int, marks: tuple[Mark, ...]) -> int | None:
        """Return the offset at which words with these marks come before an atom, None where the marks differ."""
        fits_before = index > 0 and self.old[index - 1].marks == marks
        fits_after = index < len(self.old) and self.old[index].marks == marks
        if fits_before and not (self.old[index - 1].text == " " and fits_after):
            return self.old[index - 1].end
        return self.old[index].start if fits_after else None

    def find_end(self, atom: Atom) -> int:
        """Return the end of an atom; after the end of a line, the start of the next one goes with it."""
        if not self.text[atom.start : atom.end].endswith("\n"):
            return atom.end
        match = _INDENTATION.match(self.text, atom.end)
        return match.end() if match else atom.end

    def slice(self, index: int) -> str:
        """Return an atom as the file writes it."""
        return self.text[self.old[index].start : self.old[index].end]

    def source(self, word: MergedWord) -> str:
        """Return a word as its author wrote it, without the indentation of a line."""
        own = self.markdown[word.atom.start : word.atom.end] if word.is_theirs else self.slice(word.position)
        if word.atom.text == PARAGRAPH_END or (word.is_theirs and word.atom.text == " "):
            return word.atom.text
        return "\\|" if self.is_cell and own == "|" else unindent(own)

    def render(self, first: int, last: int, around: frozenset[Mark] = frozenset(), is_on_one_line: bool = False) -> str:
        """Return words as Markdown; of marks that begin together the one that ends last is outside."""
        pieces = []
        while first < last:
            missing = sorted(set(self.words[first].atom.marks) - around)
            end, piece = self.find_marked(first, last) if missing and not around else (first, "")
            if not piece and missing:
                outer = max(missing, key=lambda mark: self.find_mark_end(first, last, mark))
                end = self.find_mark_end(first, last, outer)
                piece = self.mark(outer, self.render(first, end, around | {outer}))
            elif not piece:
                end, piece = first + 1, self.source(self.words[first])
            pieces.append(piece)
            first = end
        markdown = "".join(pieces)
        lines = map(wording.join_lines, markdown.split(PARAGRAPH_END))
        return PARAGRAPH_END.join(lines) if is_on_one_line else markdown

    def find_mark_end(self, first: int, last: int, mark: Mark) -> int:
        """Return where the words with a mark end."""
        return next((at for at in range(first, last) if mark not in self.words[at].atom.marks), last)

    def find_marked(self, first: int, last: int) -> tuple[int, str]:
        """Return the end of a link or emphasis of the file of which all words are kept, and how the file writes it."""
        for inline in self.marked:
            inner = [at for at, each in enumerate(self.old) if inline.start <= each.start and each.end <= inline.end]
            words = self.words[first : min(first + len(inner), last)]
            if all(map(self.is_kept, words)) and [each.position for each in words] == inner:
                return first + len(inner), unindent(self.text[inline.start : inline.end])
        return first, ""

    def mark(self, mark: Mark, inner: str) -> str:
        """Return Markdown with a mark; a link has the name, or the address, with which the file writes it."""
        if mark.signs:
            return f"{mark.signs}{inner}{mark.signs}"
        if mark.kind == MarkKind.LANGUAGE:
            return f"[{inner}]{{lang={mark.value}}}"
        address, links = mark.value, self.links or {}
        own = [each for each in self.marked if isinstance(each, Link)]
        names = [] if any(each.address == address for each in own) else [*(each.name for each in own), *links]
        name = next((each for each in names if links.get(each) == address), "")
        return f"[{inner}][{name}]" if name else f"[{inner}]({address})"


def _find_marked(text: str, links: frozenset[str], start: int, end: int) -> Iterator[Container]:
    """Yield the outermost links, emphasis and foreign phrases between two offsets."""
    for inline in tree.walk(richtext.parse(text, links).blocks):
        if isinstance(inline, Emphasis | Link | ForeignPhrase) and start <= inline.start and inline.end <= end:
            yield inline
            start = inline.end

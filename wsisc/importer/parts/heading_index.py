"""The blocks of a Word file -> which of them are headings, of what kind, with their labels and meanings.

Word files mark headings by style, by outline level, by numbering, or only by their looks: bold, underlined, in
capitals, letter-spaced. Kinds become levels by the order in which they first appear.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from wsisc.importer import thresholds
from wsisc.importer.parts import heading_meanings, part_headings, part_labels
from wsisc.importer.parts.heading_meanings import HeadingMeaning
from wsisc.importer.parts.part_headings import FoldedText
from wsisc.importer.parts.part_labels import Label, LabelKind
from wsisc.readers.word.content import Block, Paragraph
from wsisc.readers.word.styles import is_quotation_style
from wsisc.text.words import fold

_CONTENTS_LEADERS = re.compile(r"(?:(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+)\s*+|\t[^\S\t]*+)\d++\s*+$")
SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "؟", "۔")

# "ITU, UNESCO, UNDP" lists names, "TRENDS, EXPERIENCES" is a heading: most acronyms have up to six letters. A guess.
_ACRONYMS = re.compile(r"[^\W\d_]{2,6}(?:(?:, ?| ?/ ?)[^\W\d_]{2,6})+")
_CLAUSE_ENDS = (".", ";", ",", "。", "；", "，")
# Signs with one space between, and more between words; at least four letters, so that "A B C" is none.
_LETTER_SPACED = re.compile(
    r"(?=(?:[^\w\s]|\d|\s|_)*(?:[^\W\d_]\W+){3}[^\W\d_])\S(?:[ \u00a0]\S)*(?:[ \u00a0]{2,}\S(?:[ \u00a0]\S)*)*"
)
_BULLET = re.compile(r"\s*[•–▪·➢➤➔❑❖◆-]\s")
_NUMBER = re.compile(
    r"\s*(?P<number>(?P<deep>\d{1,2}(?:\.\d{1,2})+)\.?|(?P<digits>\d{1,2})[.)]|\((?P<inner>\d{1,2}|[a-z]|[ivx]+)\)"
    r"|(?P<roman>[IVX]+)[.)]|(?P<upper>[A-Z])[.)]|(?P<lower>[a-z])\)|(?P<small>[ivx]+)[.)])(?=\s)\s*"
    r"|\s*(?P<chinese>(?P<han>[一二三四五六七八九十]{1,3})、|[（(](?P<bracketed_han>[一二三四五六七八九十]{1,3})[）)])\s*"
)
_NUMBER_KINDS = ("digits", "inner", "roman", "upper", "lower", "small", "han", "bracketed_han")


class HeadingKind(NamedTuple):
    """What marks a heading: its outline level (0: none), the kind of its number, and its looks."""

    outline: int
    number: str = ""
    looks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HeadingIndex:
    """Blocks, and what is found of each by its index. What is searched for is kept, so that every call finds it."""

    blocks: Sequence[Block]
    _can_start: dict[int, bool] = field(default_factory=dict)
    _kinds: dict[int, HeadingKind | None] = field(default_factory=dict)
    _labels: dict[int, Label | None] = field(default_factory=dict)
    _meanings: dict[int, tuple[HeadingMeaning, ...]] = field(default_factory=dict)

    @cached_property
    def texts(self) -> list[FoldedText]:
        """The blocks as folded texts; a table is empty."""
        return part_headings.fold_blocks(self.blocks)

    def paragraph(self, index: int) -> Paragraph:
        """Return a block that is a paragraph."""
        block = self.blocks[index]
        assert isinstance(block, Paragraph)
        return block

    def is_text(self, index: int) -> bool:
        """Return whether a block is a paragraph with words."""
        block = self.blocks[index]
        return isinstance(block, Paragraph) and bool(block.text.strip())

    def can_start_part(self, index: int) -> bool:
        """Return whether a block is a paragraph with words, and no line of a table of contents."""
        if index not in self._can_start:
            is_line = self.is_text(index) and "toc" not in self.paragraph(index).style.lower()
            self._can_start[index] = is_line and not _CONTENTS_LEADERS.search(self.paragraph(index).text)
        return self._can_start[index]

    def kind(self, index: int) -> HeadingKind | None:
        """Return the kind of a heading, None if the block is not a heading."""
        if index not in self._kinds:
            block = self.blocks[index]
            by_style = detect_by_style(block) if isinstance(block, Paragraph) else None
            self._kinds[index] = by_style or detect_by_looks(self.blocks, index)
        return self._kinds[index]

    def label(self, index: int) -> Label | None:
        """Return the label at the beginning of a paragraph, with the number that Word prints.

        A heading can have both: "1. Part Two" is Part Two, where an author numbers all headings.
        """
        if index not in self._labels:
            is_searched = self.is_text(index) and self.texts[index].size <= thresholds.STYLED_HEADING_WORDS
            self._labels[index] = self._find_label(index) if is_searched else None
        return self._labels[index]

    def _find_label(self, index: int) -> Label | None:
        block = self.paragraph(index)
        text = part_headings.printed_text(block)
        label = _parse_label(text)
        before = len(text) - len(block.text) + parse_number(block).length
        own = _parse_label(text[before:]) if before else None
        if own and own.kind == LabelKind.WORD and self.kind(index):
            return own._replace(end=before + own.end, number_end=before + own.number_end)
        return label

    def title(self, index: int) -> str:
        """Return the words of a heading without its number or label, on one line."""
        block, label = self.paragraph(index), self.label(index)
        length = parse_number(block).length
        if label and label.kind <= LabelKind.OTHER_WORD and not block.numbering:
            length = label.end
        text = block.text[length:].lstrip(" :.)-–—")
        return " ".join(remove_letter_spacing(text).split())

    def meanings(self, index: int) -> tuple[HeadingMeaning, ...]:
        """Return what a heading can mean, most likely first."""
        if index not in self._meanings:
            self._meanings[index] = heading_meanings.find_meanings(self.title(index))
        return self._meanings[index]

    def is_line(self, index: int) -> bool:
        """Return whether a paragraph without any sign of a heading is short, and alone above a text."""
        if not self.is_text(index) or self.paragraph(index).numbering or self.paragraph(index).indent:
            return False
        text = self.paragraph(index).text.strip()
        is_short = (
            len(text.split()) <= thresholds.BARE_LINE_WORDS and "\n" not in text and text[-1] not in ".;,:?!。；，："
        )
        return is_short and self.is_above_text(index)

    def is_above_text(self, index: int) -> bool:
        """Return whether the next block with words is a paragraph of a text."""
        following = neighbour(self.blocks, index)
        if not isinstance(following, Paragraph) or following.numbering:
            return False
        return len(following.text) >= thresholds.LINE_LETTERS and detect_by_style(following) is None

    def has_text_below(self, index: int, size: int = 1) -> bool:
        """Return whether a text follows a heading of so many blocks before the next label: a sentence, or a prompt."""
        following = neighbour(self.blocks, index + size - 1)
        if not isinstance(following, Paragraph) or following.numbering:
            return False
        return len(following.text) >= thresholds.LINE_LETTERS or following.text.rstrip().endswith(SENTENCE_ENDS)


def _parse_label(text: str) -> Label | None:
    """Return the label at the beginning of a text, which may be letter-spaced."""
    words = remove_letter_spacing(text)
    label = part_labels.parse_label(words)
    if not label or words == text:
        return label
    ends = [0, *(at + 1 for at, letter in enumerate(text) if not letter.isspace())]
    end, number_end = (ends[len("".join(words[:offset].split()))] for offset in (label.end, label.number_end))
    return label._replace(end=end, number_end=number_end)


class HeadingNumber(NamedTuple):
    """A number before a title: its kind, its text, and how many letters of the paragraph it has (0: Word counts it)."""

    kind: str
    text: str
    length: int


def parse_number(paragraph: Paragraph) -> HeadingNumber:
    """Return the number before a title."""
    listed = paragraph.numbering
    if listed and (marker := listed.marker.strip()) and (listed.format != "bullet" or listed.has_words):
        return HeadingNumber(_number_kind(_NUMBER.match(marker + " ")) or "other", marker, 0)
    match = _NUMBER.match(paragraph.text)
    return (
        HeadingNumber(_number_kind(match), match["number"] or match["chinese"], match.end())
        if match
        else HeadingNumber("", "", 0)
    )


def _number_kind(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    if match["deep"]:
        return f"deep{match['deep'].count('.')}"
    return next(name for name in _NUMBER_KINDS if match[name])


def detect_by_style(paragraph: Paragraph) -> HeadingKind | None:
    """Return the kind of a heading that has an outline level, None if a paragraph is no heading."""
    if (
        not paragraph.outline
        or is_quotation_style(paragraph.style)
        or not 0 < len(paragraph.text.split()) <= thresholds.STYLED_HEADING_WORDS
    ):
        return None
    return HeadingKind(paragraph.outline)


def detect_by_looks(blocks: Sequence[Block], index: int) -> HeadingKind | None:
    """Return the kind of a heading that only looks like one, None if a paragraph is no heading."""
    paragraph = blocks[index]
    if not isinstance(paragraph, Paragraph) or not can_be_heading(paragraph):
        return None
    found, number = read_looks(paragraph), parse_number(paragraph)
    if _is_list_item(blocks, index, bool(found)):
        return None
    following = neighbour(blocks, index)
    if found:
        is_listed = isinstance(following, Paragraph) and (following.numbering or _BULLET.match(following.text))
        return None if is_listed and paragraph.text.rstrip().endswith(":") else HeadingKind(0, number.kind, found)
    is_alone = isinstance(following, Paragraph) and not parse_number(following).kind and _is_prose(following)
    return (
        HeadingKind(0, number.kind)
        if number.kind and number.kind != "other" and is_alone and _reads_as_title(paragraph)
        else None
    )


def is_contents_line(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a line of a table of contents, or its heading, by its style."""
    return paragraph.style.lower().startswith(("toc ", "contents"))


def can_be_heading(paragraph: Paragraph) -> bool:
    """Return whether a paragraph can be a heading by its words: it is short, and no sentence, item or quotation."""
    text = paragraph.text.strip()
    is_other = paragraph.numbering is not None and paragraph.numbering.format == "bullet"
    is_other = is_other or "caption" in paragraph.style.lower() or is_quotation_style(paragraph.style)
    is_text = re.search(r"[^\W\d_]", text) is not None and not is_other and not text.endswith(_CLAUSE_ENDS)
    is_spaced = bool(_LETTER_SPACED.fullmatch(text))
    return (
        is_text
        and (is_spaced or len(text.split()) <= thresholds.HEADING_WORDS)
        and len(text) <= thresholds.HEADING_LETTERS
    )


def _reads_as_title(paragraph: Paragraph) -> bool:
    title = paragraph.text[parse_number(paragraph).length :].strip()
    return (
        len(title.split()) <= thresholds.BARE_LINE_WORDS
        and title[:1] == title[:1].upper()
        and not title.endswith((":", "?"))
    )


def read_looks(paragraph: Paragraph) -> frozenset[str]:
    """Return the looks of a whole paragraph: "bold", "underline", "capitals", "spaced"."""
    inked = [run for run in paragraph.runs if run.text.strip()]
    text = paragraph.text.strip()
    if not inked:
        return frozenset()
    found = {
        name
        for name in ("bold", "underline")
        if all(getattr(run, name) or _NUMBER.fullmatch(run.text.strip() + " ") for run in inked)
    }
    found -= {"underline"} if any(run.link for run in inked) else set()
    if not any(run.bold or run.underline for run in inked):
        found = set()
    if all(run.caps for run in inked) or _is_capitals(text):
        found.add("capitals")
    if _LETTER_SPACED.fullmatch(text):
        found.add("spaced")
    return frozenset(found)


def _is_capitals(text: str) -> bool:
    if _ACRONYMS.fullmatch(text):
        return False
    cased = (letter for letter in text if letter.upper() != letter.lower())
    return text == text.upper() and sum(1 for _ in islice(cased, thresholds.CAPITALS)) == thresholds.CAPITALS


def _is_list_item(blocks: Sequence[Block], index: int, has_looks: bool) -> bool:
    """Return whether a numbered paragraph is an item of a list: a neighbour is another."""
    paragraph = blocks[index]
    assert isinstance(paragraph, Paragraph)
    for other in (neighbour(blocks, index), neighbour(blocks, index, -1)):
        if not isinstance(other, Paragraph) or (has_looks and not (read_looks(other) and can_be_heading(other))):
            continue
        if paragraph.numbering and other.numbering and paragraph.numbering.list_id == other.numbering.list_id:
            if paragraph.numbering.level == other.numbering.level:
                return True
        elif not paragraph.numbering and parse_number(paragraph).kind == parse_number(other).kind != "":
            return True
    return False


def neighbour(blocks: Sequence[Block], index: int, step: int = 1) -> Block | None:
    """Return the next block that is not an empty paragraph, or with a step of -1 the one before; None at the end."""
    index += step
    while 0 <= index < len(blocks):
        block = blocks[index]
        if not isinstance(block, Paragraph) or block.text.strip():
            return block
        index += step
    return None


def _is_prose(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return len(text) > thresholds.LINE_LETTERS or text.endswith(_CLAUSE_ENDS)


def remove_letter_spacing(text: str) -> str:
    """Return a letter-spaced title as words: "I N T R O   A B" is "INTRO AB". Other texts are not changed."""
    stripped = text.strip()
    if not _LETTER_SPACED.fullmatch(stripped):
        return text
    words = re.split(r"[ \u00a0]{2,}", stripped)
    if len(words) == 1 and len(fold(stripped).split()) > thresholds.SPACED_LETTERS:
        return text
    return " ".join(re.sub(r"[ \u00a0]", "", word) for word in words)


def rank_kinds(kinds: Sequence[HeadingKind]) -> dict[HeadingKind, int]:
    """Return the ranks of kinds, 0 for the highest: outline levels first, then looks in the order of the text."""
    styled = sorted({kind for kind in kinds if kind.outline}, key=lambda kind: kind.outline)
    others = dict.fromkeys(kind for kind in kinds if not kind.outline)
    return {kind: rank for rank, kind in enumerate([*styled, *others])}

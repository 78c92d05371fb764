"""The blocks of a Word file -> which of them are headings, and the labels and meanings of these; each found once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wsisc.importer import thresholds
from wsisc.importer.parts import heading_detection, heading_meanings, part_headings, part_labels
from wsisc.importer.parts.heading_detection import HeadingKind
from wsisc.importer.parts.heading_meanings import HeadingMeaning
from wsisc.importer.parts.part_headings import FoldedText
from wsisc.importer.parts.part_labels import Label, LabelKind
from wsisc.readers.word.content import Block, Paragraph

_CONTENTS_LEADERS = re.compile(r"(?:(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+)\s*+|\t[^\S\t]*+)\d++\s*+$")
SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "؟", "۔")


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
            by_style = heading_detection.detect_by_style(block) if isinstance(block, Paragraph) else None
            self._kinds[index] = by_style or heading_detection.detect_by_looks(self.blocks, index)
        return self._kinds[index]

    def label(self, index: int) -> Label | None:
        """Return the label at the beginning of a paragraph, with the number that Word prints."""
        if index not in self._labels:
            is_searched = self.is_text(index) and self.texts[index].size <= thresholds.STYLED_HEADING_WORDS
            text = part_headings.printed_text(self.paragraph(index)) if is_searched else ""
            self._labels[index] = _parse_label(text) if text else None
        return self._labels[index]

    def title(self, index: int) -> str:
        """Return the words of a heading without its number or label, on one line."""
        block, label = self.paragraph(index), self.label(index)
        length = heading_detection.parse_number(block).length
        if label and label.kind <= LabelKind.OTHER_WORD and not block.numbering:
            length = label.end
        text = block.text[length:].lstrip(" :.)-–—")
        return " ".join(heading_detection.remove_letter_spacing(text).split())

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
        following = heading_detection.neighbour(self.blocks, index)
        if not isinstance(following, Paragraph) or following.numbering:
            return False
        return len(following.text) >= thresholds.LINE_LETTERS and heading_detection.detect_by_style(following) is None

    def has_text_below(self, index: int, size: int = 1) -> bool:
        """Return whether a text follows a heading of so many blocks before the next label: a sentence, or a prompt."""
        following = heading_detection.neighbour(self.blocks, index + size - 1)
        if not isinstance(following, Paragraph) or following.numbering:
            return False
        return len(following.text) >= thresholds.LINE_LETTERS or following.text.rstrip().endswith(SENTENCE_ENDS)


def _parse_label(text: str) -> Label | None:
    """Return the label at the beginning of a text, which may be letter-spaced."""
    words = heading_detection.remove_letter_spacing(text)
    label = part_labels.parse_label(words)
    if not label or words == text:
        return label
    ends = [0, *(at + 1 for at, letter in enumerate(text) if not letter.isspace())]
    end, number_end = (ends[len("".join(words[:offset].split()))] for offset in (label.end, label.number_end))
    return label._replace(end=end, number_end=number_end)

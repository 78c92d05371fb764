"""The blocks of a Word file, and the headings of the parts of a call -> folded texts, to be compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.readers.word.content import Block, Paragraph
from wsisc.text.words import fold

type PartIds = tuple[str, ...]
"""The ids that lead to a part of a call."""


@dataclass(frozen=True)
class FoldedText:
    """A block as text: folded, with the number that Word prints before it, and its words; empty for a table."""

    folded: str
    words: frozenset[str]
    size: int


def fold_blocks(blocks: Sequence[Block]) -> list[FoldedText]:
    """Return blocks as texts, to be searched for the prompts of one call after another."""
    texts = []
    for block in blocks:
        folded = fold(printed_text(block)) if isinstance(block, Paragraph) and block.text.strip() else ""
        words = folded.split()
        texts.append(FoldedText(folded, frozenset(words), len(words)))
    return texts


def printed_text(block: Paragraph) -> str:
    """Return a paragraph with the number that Word prints before it."""
    return (f"{block.numbering.marker} " if block.numbering else "") + block.text


@dataclass(frozen=True)
class PartHeading:
    """The heading of a part of a call, folded."""

    ids: PartIds
    label: str
    prompt: str
    has_words: bool
    words: frozenset[str]
    language: str = ""

    @property
    def text(self) -> str:
        """The whole heading."""
        return f"{self.label} {self.prompt}"

    def is_candidate(self, text: FoldedText) -> bool:
        """Return whether about a third of the words of a text are in the heading: a cheap test before a closer look."""
        shared = len(text.words & self.words)
        return shared > 0 and 3 * shared >= len(text.words) - 2


def fold_headings(call: Call, language: str) -> Iterator[PartHeading]:
    """Yield the headings of the parts of a call in a language, folded."""
    for ids, part in calls.parts(call):
        if part.is_headed:
            label, prompt = fold(part.label[language]), fold(part.prompt[language])
            has_words = " " in label  # "Part One" is enough of a heading, "(a)" and "1." are not
            yield PartHeading(ids, label, prompt, has_words, frozenset(f"{label} {prompt}".split()), language)

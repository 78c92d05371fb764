"""The headings of the parts of a call -> folded texts, to be compared; and where a part begins, with the reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer.account.report import Reason
from wsisc.readers.word.content import Block, Paragraph
from wsisc.text.words import fold

type PartIds = tuple[str, ...]
"""The ids that lead to a part of a call."""

UNPLACED: PartIds = ()
"""The ids of what belongs to no part, or perhaps to one: a person has to say."""


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


@dataclass(frozen=True)
class PartStart:
    """Where a part begins: the ids that lead to it, and how many blocks (`size`) its heading has.

    `own_title` are the contributor's words in the place of the prompt, in the first block from `title_offset` on; what
    is before it is the label. `is_paraphrase` is whether they only say what the prompt says. `language` is that of the
    wording by which the part was found, "" for any. Where `ids` are UNPLACED, `suggestion` is the part that it may be.
    """

    ids: PartIds
    size: int = 1
    own_title: str = ""
    title_offset: int = 0
    confidence: float = 1.0
    reason: Reason = Reason.PROMPT
    language: str = ""
    suggestion: PartIds = ()
    is_paraphrase: bool = False

    @property
    def is_by_own_words(self) -> bool:
        """Whether the heading is the contributor's own, so that it is kept."""
        is_label_after = self.reason == Reason.LABEL and bool(self.suggestion)
        return is_label_after or self.reason in (Reason.MAP, Reason.MEANING, Reason.UNKNOWN, Reason.POSITION)

    @property
    def is_placed(self) -> bool:
        """Whether a part begins, and not what belongs to none."""
        return self.ids != UNPLACED


type PartStarts = Mapping[int, PartStart]
"""The starts of parts by the indexes of their first blocks."""


def language_score(starts: PartStarts, language: str) -> float:
    """Return how well the headings of a file are those of a call in a language: bookmarks are the same in all."""
    placed = [start for start in starts.values() if start.is_placed]
    return sum(start.confidence if start.language == language else start.confidence / 2 for start in placed)

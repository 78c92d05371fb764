"""A place in a Word file -> the part of the call that begins there, with the reason, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from wsisc.importer.account.report import Reason
from wsisc.importer.parts.part_headings import PartIds

UNPLACED: PartIds = ()
"""The ids of what belongs to no part, or perhaps to one: a person has to say."""


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

"""The paragraphs of a Word file -> the language of a call that they are in, by its prompts, cover and properties."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wsisc.calls.call import Call
from wsisc.importer import part_detection
from wsisc.importer.cover_detection import Cover
from wsisc.importer.part_detection import PartStart
from wsisc.importer.part_headings import FoldedText
from wsisc.readers.word.content import Block


class DetectedParts(NamedTuple):
    """Where the parts of a call begin, in the language whose prompts stand there best, and how well each does."""

    starts: Mapping[int, PartStart]
    scores: Mapping[str, float]


def detect_parts(
    blocks: Sequence[Block], texts: Sequence[FoldedText], call: Call, tag: str, is_strict: bool = False
) -> DetectedParts:
    """Return where the parts of a call begin. `tag` is the language that the file says it has."""
    found = {each: part_detection.find_parts(blocks, texts, call, each, is_strict) for each in call.languages}
    scores = {each: sum(begin.score for begin in begins.values()) for each, begins in found.items()}
    own = _primary_subtag(tag)
    best = max(call.languages, key=lambda each: (scores[each], each == own))
    return DetectedParts(found[best], scores)


def choose_language(call: Call, detected: DetectedParts | None, cover: Cover, tag: str) -> str:
    """Return the language of a file that answers a call: of its prompts, else its cover, else its properties."""
    own = _primary_subtag(tag)
    scores = detected.scores if detected else {}
    return max(call.languages, key=lambda each: (scores.get(each, 0), cover.languages[each], each == own))


def _primary_subtag(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]

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
    """Where the parts of a call begin in the language whose prompts are found best, and the scores of all languages."""

    starts: Mapping[int, PartStart]
    scores: Mapping[str, float]


def detect_parts(
    blocks: Sequence[Block], texts: Sequence[FoldedText], call: Call, tag: str, is_strict: bool = False
) -> DetectedParts:
    """Return where the parts of a call begin. `tag` is the language in the properties of the file."""
    starts = {each: part_detection.find_parts(blocks, texts, call, each, is_strict) for each in call.languages}
    scores = {each: sum(begin.score for begin in by_index.values()) for each, by_index in starts.items()}
    file_language = _primary_subtag(tag)
    best = max(call.languages, key=lambda each: (scores[each], each == file_language))
    return DetectedParts(starts[best], scores)


def choose_language(call: Call, detected: DetectedParts | None, cover: Cover, tag: str) -> str:
    """Return the language of a file: of its prompts; in a tie of its cover; in a tie that of its properties."""
    file_language = _primary_subtag(tag)
    scores = detected.scores if detected else {}
    return max(call.languages, key=lambda each: (scores.get(each, 0), cover.languages[each], each == file_language))


def _primary_subtag(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]

"""The paragraphs of a Word file -> the language of a call that they are in, by its prompts, cover and properties."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wsisc.calls.call import Call
from wsisc.importer import part_detection
from wsisc.importer.cover_detection import Cover
from wsisc.importer.part_detection import Begin, Text
from wsisc.readers.word.content import Block


class Found(NamedTuple):
    """Where the parts of a call begin, in the language whose prompts stand there best, and how well each does."""

    begins: Mapping[int, Begin]
    scores: Mapping[str, float]


def find(blocks: Sequence[Block], read: Sequence[Text], call: Call, tag: str, strict: bool = False) -> Found:
    """Return where the parts of a call begin. `tag` is the language that the file says it has."""
    found = {each: part_detection.find(blocks, read, call, each, strict) for each in call.languages}
    scores = {each: sum(begin.score for begin in begins.values()) for each, begins in found.items()}
    own = _primary(tag)
    best = max(call.languages, key=lambda each: (scores[each], each == own))
    return Found(found[best], scores)


def of(call: Call, found: Found | None, cover: Cover, tag: str) -> str:
    """Return the language of a file that answers a call: of its prompts, else its cover, else its properties."""
    own = _primary(tag)
    scores = found.scores if found else {}
    return max(call.languages, key=lambda each: (scores.get(each, 0), cover.languages[each], each == own))


def _primary(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]

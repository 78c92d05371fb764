"""The paragraphs of a Word file -> where the parts of a call begin, each with its reason and how sure it is.

First the headings that are the call's: bookmarks, prompts, labels (`call_headings`). Then, of the parts that are still
missing, those that the contributor's own headings mean (`own_headings`). Last, the headings at which a part ends
(`part_ends`).
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer import call_headings, heading_meanings, own_headings, part_ends
from wsisc.importer.call_headings import Evidence
from wsisc.importer.heading_index import HeadingIndex
from wsisc.importer.part_headings import PartIds
from wsisc.importer.part_starts import PartStart, PartStarts, Reason


class Origin(Enum):
    """What wrote a file, as far as parts depend on it.

    In a DOCUMENT of wsisc, styles, bookmarks and whole headings say where they begin; in a FORM they begin at its
    questions only; OTHER files are not from wsisc.
    """

    DOCUMENT = auto()
    FORM = auto()
    OTHER = auto()


def find_parts(
    index: HeadingIndex,
    call: Call,
    language: str,
    origin: Origin = Origin.OTHER,
    mapping: Mapping[int, PartIds] | None = None,
) -> dict[int, PartStart]:
    """Return which part begins at which block, by the index of the block, in the order of the file.

    What belongs to no part, or perhaps to one, begins with a start that is not placed. `mapping` has the parts of
    headings that a person named.
    """
    if origin == Origin.DOCUMENT:
        return call_headings.find_call_headings(index, call, language, Evidence.MARKS, mapping)
    if origin == Origin.FORM:
        starts = call_headings.find_call_headings(index, call, language, Evidence.PROMPTS, mapping)
        if _has_most_parts(starts, call):
            return starts
    starts = call_headings.find_call_headings(index, call, language, Evidence.ALL, mapping)
    starts = {at: _mark_paraphrase(start, call) for at, start in starts.items()}
    own = own_headings.find_own_starts(index, call, language, starts)
    return part_ends.close_parts(index, call, dict(sorted({**starts, **own}.items())))


def find_other_headings(index: HeadingIndex, call: Call, language: str, starts: PartStarts) -> list[int]:
    """Return the headings below the questions of a form that name a part of the call, and begin none there."""
    found = call_headings.find_call_headings(index, call, language, Evidence.WORDS)
    begun = {each for at, start in starts.items() for each in range(at, at + start.size)}
    return [at for at, start in found.items() if at not in begun and start.reason == Reason.LABEL]


def _mark_paraphrase(start: PartStart, call: Call) -> PartStart:
    """Return a start that knows whether the words behind its label only say what the prompt does."""
    is_paraphrase = bool(start.own_title) and heading_meanings.repeats_prompt(start.own_title, call, start.ids)
    return replace(start, is_paraphrase=is_paraphrase)


def _has_most_parts(starts: PartStarts, call: Call) -> bool:
    """Return whether more than half of the parts of a call that have a heading begin."""
    headed = [ids for ids, part in calls.parts(call) if part.is_headed]
    return 2 * len({start.ids for start in starts.values()} & set(headed)) > len(headed)

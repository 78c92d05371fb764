"""Where parts begin, and the headings below them -> the headings at which a part ends without another beginning.

What follows such a heading belongs to no part: it is kept as a section of what is unplaced, and a person must decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.importer import thresholds
from wsisc.importer.account.report import Reason
from wsisc.importer.parts import heading_detection, heading_meanings
from wsisc.importer.parts.heading_detection import HeadingKind
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.part_headings import PartIds
from wsisc.importer.parts.part_starts import UNPLACED, PartStart


def close_parts(index: HeadingIndex, call: Call, starts: Mapping[int, PartStart]) -> dict[int, PartStart]:
    """Return starts with those of what belongs to no part, each at the first heading below a part that ends it."""
    parts = dict(calls.parts(call))
    kinds = {at: kind for at in range(len(index.blocks)) if index.is_text(at) and (kind := index.kind(at))}
    ranks = heading_detection.rank_kinds(list(kinds.values()))
    closed, begins, begun = dict(starts), [*starts, len(index.blocks)], {start.ids for start in starts.values()}
    for begin, end in pairwise(begins):
        start, following = starts[begin], starts.get(end)
        if not start.is_placed or not parts[start.ids].holds:
            continue
        missing = _find_missing(start, following, parts, begun)
        is_enclosed = _is_enclosed(start, following, parts)
        is_line = start.reason in (Reason.MEANING, Reason.PROMPT_BEGINNING, Reason.MAP) and index.is_line(begin)
        is_line = is_line and begin not in kinds
        part = _OpenPart(start, parts[start.ids], kinds.get(begin), ranks, is_enclosed, bool(missing), is_line)
        below = range(begin + start.size, end)
        if last := next((at for at in below if part.ends_at(index, at)), None):
            suggestion = missing[0] if len(missing) == 1 else UNPLACED
            reason = Reason.POSITION if suggestion else Reason.UNKNOWN
            confidence = thresholds.POSITION if suggestion else 0
            closed[last] = PartStart(UNPLACED, confidence=confidence, reason=reason, suggestion=suggestion)
    return dict(sorted(closed.items()))


@dataclass(frozen=True)
class _OpenPart:
    """A part that began, with the kind of its heading.

    `is_enclosed` is whether the next part of the call follows, `has_missing` whether a part that comes next in the call
    began nowhere, so that any heading can be its. `is_line` is whether a short line without any look began the part, in
    words that are not a label.
    """

    start: PartStart
    part: CallPart
    kind: HeadingKind | None
    ranks: Mapping[HeadingKind, int]
    is_enclosed: bool
    has_missing: bool
    is_line: bool

    def ends_at(self, index: HeadingIndex, at: int) -> bool:
        """Return whether the part ends at a block: a heading, or a line like the one that began the part."""
        if not index.is_text(at):
            return False
        kind = index.kind(at)
        if kind is None:
            return self.is_line and index.is_line(at)
        return self._ends_at_heading(kind, heading_meanings.is_outside(index.title(at)))

    def _ends_at_heading(self, kind: HeadingKind, is_outside: bool) -> bool:
        """Return whether the part ends at a heading below its own.

        Between two parts of the call, headings are those of sections, whatever their level; only a part that holds no
        sections ends at a heading that is styled like its own. Elsewhere a heading on the level of the part's own ends
        it, unless it only looks like it and no part is missing: without styles, those of sections often look the same.
        """
        is_text = self.part.holds == "text"
        is_unsure = not self.is_enclosed and (is_text or is_outside or self.has_missing)
        if self.kind is None:
            return is_unsure or self.start.is_by_own_words
        if self.start.reason == Reason.MAP:  # a person placed all that is below it
            return self.ranks[kind] <= self.ranks[self.kind]
        is_loose = is_outside and not self.is_enclosed and not (kind.outline and self.kind.outline)
        if not is_loose and not self._is_as_high(kind, self.kind):
            return False
        is_styled = bool(self.kind.outline)
        return self.start.is_by_own_words or is_unsure or (is_styled and (is_text or not self.is_enclosed))

    def _is_as_high(self, kind: HeadingKind, own: HeadingKind) -> bool:
        is_alike = not kind.outline and not own.outline and kind.looks == own.looks
        return is_alike or self.ranks[kind] <= self.ranks[own]


def _is_enclosed(start: PartStart, following: PartStart | None, parts: Mapping[PartIds, CallPart]) -> bool:
    """Return whether the start that follows is that of the next part of the call, or of the same part again."""
    if following is None or not following.is_placed:
        return False
    order = list(parts)
    between = order[order.index(start.ids) + 1 : order.index(following.ids)]
    is_later = order.index(start.ids) < order.index(following.ids)
    return start.ids == following.ids or (is_later and not any(parts[ids].holds for ids in between))


def _find_missing(
    start: PartStart, following: PartStart | None, parts: Mapping[PartIds, CallPart], begun: set[PartIds]
) -> list[PartIds]:
    """Return the parts between two others of the call that began nowhere."""
    order = list(parts)
    end = order.index(following.ids) if following and following.is_placed else len(order)
    return [ids for ids in order[order.index(start.ids) + 1 : end] if parts[ids].holds and ids not in begun]

"""The contributor's own headings -> the parts that they begin by their meaning, and the headings to ask a person about.

A heading counts only where its part can be: between the parts before and after it in the call, and on the level of the
other parts' headings. So "Next steps" within Part One begins nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer import thresholds
from wsisc.importer.account.report import Reason
from wsisc.importer.parts import (
    heading_index,
    heading_meanings,
    labelled_starts,
    part_headings,
    part_labels,
    part_prompts,
)
from wsisc.importer.parts.heading_index import HeadingIndex, HeadingKind
from wsisc.importer.parts.part_headings import UNPLACED, PartHeading, PartIds, PartStart
from wsisc.text.words import fold


class _Candidate(NamedTuple):
    at: int
    start: PartStart
    kind: HeadingKind | None


def find_own_starts(
    index: HeadingIndex, call: Call, language: str, starts: Mapping[int, PartStart]
) -> dict[int, PartStart]:
    """Return where the parts begin that no heading of the call begins. An unsure start is not placed."""
    refined = dict(_refine(call, starts))
    known = {**starts, **refined}
    candidates = _find_candidates(index, call, language, known)
    kinds = {at: kind for at in range(len(index.blocks)) if index.is_text(at) and (kind := index.kind(at))}
    ranks = heading_index.rank_kinds(list(kinds.values()))
    levels = _levels_in_parts(index, ranks, known)
    allowed = [candidate for candidate in candidates if _is_on_level(candidate, index, ranks, known, levels)]
    if not any(start.is_placed for start in known.values()):
        in_text = [kind for at, kind in kinds.items() if kind.outline or index.is_above_text(at)]
        allowed = _highest(allowed, ranks, in_text)
    chosen = _choose_in_order(allowed, [ids for ids, _ in calls.parts(call)])
    return {**refined, **{candidate.at: _place(candidate) for candidate in chosen}}


def _refine(call: Call, starts: Mapping[int, PartStart]) -> Iterator[tuple[int, PartStart]]:
    """Yield the starts of parts that only hold others, and whose own titles mean one of these."""
    parts, begun = dict(calls.parts(call)), {start.ids for start in starts.values()}
    for at, start in starts.items():
        if start.own_title and start.ids in parts and not parts[start.ids].holds:
            names = heading_meanings.find_meanings(start.own_title)[:1]
            found = [ids for name in names for ids in heading_meanings.parts_by_meaning(call).get(name.name, ())]
            within = [ids for ids in found if ids[:-1] == start.ids and ids not in begun]
            if len(within) == 1 and names[0].confidence >= thresholds.ACCEPTED:
                yield at, replace(start, ids=within[0], confidence=names[0].confidence)


def _find_candidates(
    index: HeadingIndex, call: Call, language: str, starts: Mapping[int, PartStart]
) -> list[_Candidate]:
    """Return the headings that can begin a part that did not begin yet, where it can be in the order of the call."""
    order = [ids for ids, _ in calls.parts(call)]
    begun = {start.ids for start in starts.values()}
    headings = [heading for heading in part_headings.fold_headings(call, language) if heading.ids not in begun]
    inner = {at for begin, start in starts.items() for at in range(begin, begin + start.size)}
    found = []
    for at in range(len(index.blocks)):
        if at in inner or not index.can_start_part(at):
            continue
        kind = index.kind(at)
        if kind or index.is_line(at):
            start = _match(index, at, call, headings)
            if start and start.suggestion not in begun and _is_in_order(at, start.suggestion, starts, order):
                found.append(_Candidate(at, start, kind))
    return found


def _match(index: HeadingIndex, at: int, call: Call, headings: Sequence[PartHeading]) -> PartStart | None:
    """Return the part that a heading can begin, as a suggestion."""
    title = index.title(at)
    after = part_labels.parse_label_after(title)
    named = part_labels.read_scheme(call).find_part(after, ()) if after else ()
    if after and any(heading.ids == named for heading in headings):
        return _suggest(named, thresholds.LABEL_AFTER_TITLE, Reason.LABEL, after.language)
    for heading in headings:
        if labelled_starts.is_beginning_of_prompt(title, heading) or _abridges_prompt(title, heading):
            return _suggest(heading.ids, thresholds.PROMPT_BEGINNING, Reason.PROMPT_BEGINNING, heading.language)
    meanings = index.meanings(at)
    parts = heading_meanings.parts_by_meaning(call)
    candidates = [(meaning, ids) for meaning in meanings for ids in parts.get(meaning.name, ())]
    if not candidates:
        return None
    best, ids = candidates[0]
    is_several = heading_meanings.is_ambiguous(meanings) or len(parts[best.name]) > 1
    return _suggest(ids, min(best.confidence, thresholds.AMBIGUOUS if is_several else 1), Reason.MEANING, best.language)


def _abridges_prompt(title: str, heading: PartHeading) -> bool:
    """Return whether a title is so much of a prompt that it cannot be the author's own.

    What is longer than the prompt does not abridge it: a line of 45,000 letters would be divided into words for each
    part.
    """
    folded = fold(title)
    is_long = (
        len(folded) <= len(heading.prompt) and len(part_prompts.telling_words(folded)) >= thresholds.BEGINNING_WORDS
    )
    return is_long and part_prompts.abridges_prompt(folded, heading.prompt)


def _suggest(ids: PartIds, confidence: float, reason: Reason, language: str) -> PartStart:
    return PartStart(UNPLACED, confidence=confidence, reason=reason, language=language, suggestion=ids)


def _is_in_order(at: int, ids: PartIds, starts: Mapping[int, PartStart], order: Sequence[PartIds]) -> bool:
    """Return whether a part can begin at a block: those before it come earlier in the call, those after it later."""
    placed = {begin: order.index(start.ids) for begin, start in starts.items() if start.ids in order}
    own = order.index(ids)
    return all((begin < at) == (number < own) for begin, number in placed.items())


def _levels_in_parts(
    index: HeadingIndex, ranks: Mapping[HeadingKind, int], starts: Mapping[int, PartStart]
) -> dict[int, tuple[int, int]]:
    """Return for each block the last start before it, -1 for none, and the highest level of the headings between."""
    found, begin, end, highest = {}, -1, 0, len(ranks)
    for at in range(len(index.blocks)):
        found[at] = begin, highest
        if start := starts.get(at):
            begin, end, highest = at, at + start.size, len(ranks)
        elif at >= end and index.is_text(at) and (kind := index.kind(at)):
            highest = min(highest, ranks[kind])
    return found


def _is_on_level(
    candidate: _Candidate,
    index: HeadingIndex,
    ranks: Mapping[HeadingKind, int],
    starts: Mapping[int, PartStart],
    levels: Mapping[int, tuple[int, int]],
) -> bool:
    """Return whether a heading is on the level of those of the call, or directly within the part that holds its own."""
    kinds = [index.kind(begin) for begin, start in starts.items() if start.is_placed]
    if candidate.kind is None or not any(kinds):
        return True
    rank = ranks[candidate.kind]
    ids = candidate.start.suggestion
    begin, highest = levels[candidate.at]
    if begin >= 0 and len(ids) > 1 and starts[begin].ids[: len(ids) - 1] == ids[:-1]:
        return rank <= highest
    looks = [kind.looks for kind in kinds if kind and not kind.outline]
    is_alike = not candidate.kind.outline and candidate.kind.looks in looks
    return is_alike or rank <= max(ranks[kind] for kind in kinds if kind)


def _highest(
    candidates: Sequence[_Candidate], ranks: Mapping[HeadingKind, int], kinds: Sequence[HeadingKind]
) -> list[_Candidate]:
    """Return the candidates of the highest level, and those without one.

    That is the level of the first two headings of one kind: one alone can be the title of the whole. `kinds` are
    those of headings; lines of a cover, which only look like some, are not among them.
    """
    counts = Counter(kinds)
    best = min((ranks[kind] for kind in kinds if counts[kind] > 1), default=len(ranks))
    return [candidate for candidate in candidates if candidate.kind is None or ranks[candidate.kind] <= best]


def _choose_in_order(candidates: Sequence[_Candidate], order: Sequence[PartIds]) -> list[_Candidate]:
    """Return the surest candidate of each part; those of which there are several, or out of order, are unsure."""
    lines = {
        each.start.suggestion
        for each in candidates
        if each.kind is None and each.start.confidence >= thresholds.ACCEPTED
    }
    factor = 1 if len(lines) > 1 else thresholds.LINE_FACTOR
    weighted = [
        candidate if candidate.kind else _weaken(candidate, candidate.start.confidence * factor)
        for candidate in candidates
    ]
    chosen: list[_Candidate] = []
    for ids in order:
        of_part = [candidate for candidate in weighted if candidate.start.suggestion == ids]
        best = max((candidate.start.confidence for candidate in of_part), default=0)
        likely = [candidate for candidate in of_part if candidate.start.confidence >= best - thresholds.MARGIN]
        chosen += likely if len(likely) == 1 else [_weaken(candidate, thresholds.AMBIGUOUS) for candidate in likely]
    sure = [candidate for candidate in chosen if candidate.start.confidence >= thresholds.ACCEPTED]
    disordered = {
        each.at for one in sure for other in sure for each in (one, other)
        if one.at < other.at and order.index(one.start.suggestion) > order.index(other.start.suggestion)
    }  # fmt: skip
    return [
        _weaken(candidate, thresholds.AMBIGUOUS) if candidate.at in disordered else candidate for candidate in chosen
    ]


def _weaken(candidate: _Candidate, most: float) -> _Candidate:
    return candidate._replace(start=replace(candidate.start, confidence=min(candidate.start.confidence, most)))


def _place(candidate: _Candidate) -> PartStart:
    """Return the start of a part if it is sure enough, otherwise that of words to ask a person about."""
    start = candidate.start
    return replace(start, ids=start.suggestion) if start.confidence >= thresholds.ACCEPTED else start

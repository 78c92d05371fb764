"""The paragraphs of a Word file -> where the parts of a call begin, each with its reason and how sure it is.

First the headings that are the call's: bookmarks, prompts, labels (`call_headings`). Then, of the parts that are still
missing, those that the contributor's own headings mean (`own_headings`). Last, the headings at which a part ends
without another beginning: what follows belongs to no part, is kept as a section of what is unplaced, and a person must
decide.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from wsisc.align.sequences import SIMILAR_WORDS, Pairs, align, list_items
from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.document.outline import OutlineBlock
from wsisc.importer import thresholds
from wsisc.importer.account.report import Reason
from wsisc.importer.parts import call_headings, heading_index, heading_meanings, own_headings, part_labels
from wsisc.importer.parts.call_headings import Evidence
from wsisc.importer.parts.heading_index import HeadingIndex, HeadingKind
from wsisc.importer.parts.part_headings import UNPLACED, PartIds, PartStart, PartStarts
from wsisc.readers.word.content import Paragraph
from wsisc.source.markup import richtext, tree

_BETWEEN_LANGUAGES = re.compile(r"(?<!\s)\s+[/|]\s+")


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
    headings that a person named: all that is below such a heading is in its part, and nothing else changes.
    """
    mapped = mapping or {}
    if origin == Origin.DOCUMENT:
        return _map_starts(index, call_headings.find_call_headings(index, call, language, Evidence.MARKS), mapped)
    if origin == Origin.FORM:
        starts = find_questions(index, call, language)
        if _has_most_parts(starts, call):
            return _map_starts(index, starts, mapped)
    starts = call_headings.find_call_headings(index, call, language, Evidence.ALL)
    starts = {at: _mark_paraphrase(start, call) for at, start in starts.items()}
    own = own_headings.find_own_starts(index, call, language, starts)
    starts = dict(sorted({**starts, **own}.items()))
    return _close_parts(index, call, _map_starts(index, starts, mapped))


def _map_starts(index: HeadingIndex, starts: PartStarts, mapping: Mapping[int, PartIds]) -> dict[int, PartStart]:
    """Return starts with those that a person named. What the file itself seems to say below these counts no more."""
    below = {at for begin in mapping for at in _find_below(index, begin)}
    kept = {at: start for at, start in starts.items() if at not in below or not _is_heading(index, at, start)}
    mapped = {at: PartStart(ids, reason=Reason.MAP) for at, ids in mapping.items()}
    return dict(sorted({**kept, **mapped}.items()))


def _find_below(index: HeadingIndex, begin: int) -> range:
    """Return the blocks below a heading, up to the next one that is as high; none below a line that is no heading."""
    kinds = {at: kind for at in range(len(index.blocks)) if index.is_text(at) and (kind := index.kind(at))}
    ranks = heading_index.rank_kinds(list(kinds.values()))
    own = kinds.get(begin)
    ends = (at for at, kind in kinds.items() if own and at > begin and ranks[kind] <= ranks[own])
    return range(begin + 1, next(ends, len(index.blocks))) if own else range(0)


def _is_heading(index: HeadingIndex, at: int, start: PartStart) -> bool:
    """Return whether a start is only a heading of the contributor, which may be a subsection, and no prompt."""
    is_of_call = start.reason in (Reason.PROMPT, Reason.BOOKMARK)
    return not is_of_call and (start.reason != Reason.LABEL or index.kind(at) is not None)


def find_questions(
    index: HeadingIndex, call: Call, language: str, mapping: Mapping[int, PartIds] | None = None
) -> dict[int, PartStart]:
    """Return which part begins at which question of a form."""
    return _map_starts(index, call_headings.find_call_headings(index, call, language, Evidence.PROMPTS), mapping or {})


def find_other_headings(index: HeadingIndex, call: Call, language: str, starts: PartStarts) -> list[int]:
    """Return the headings below the questions of a form that name a part of the call, and begin none there."""
    found = call_headings.find_call_headings(index, call, language, Evidence.WORDS)
    begun = {index_of_block for at, start in starts.items() for index_of_block in range(at, at + start.size)}
    return [at for at, start in found.items() if at not in begun and start.reason == Reason.LABEL]


def _mark_paraphrase(start: PartStart, call: Call) -> PartStart:
    """Return a start that knows whether the words after its label only say what the prompt does.

    They can do so in two languages, with the label in both: "Summary / Première partie : Résumé".
    """
    scheme, titles = part_labels.read_scheme(call), list[str]()
    for wording in _BETWEEN_LANGUAGES.split(start.own_title):
        label = part_labels.parse_label(wording)
        is_label = label is not None and scheme.find_part(label, start.ids) == start.ids
        titles.append(wording[label.end :].lstrip(" \xa0:.-–—") if label and is_label else wording)
    repeated = (heading_meanings.repeats_prompt(title, call, start.ids) for title in titles if title)
    return replace(start, is_paraphrase=bool(start.own_title) and all(repeated))


def _has_most_parts(starts: PartStarts, call: Call) -> bool:
    """Return whether more than half of the parts of a call that have a heading begin."""
    headed = [ids for ids, part in calls.parts(call) if part.is_headed]
    return 2 * len({start.ids for start in starts.values()} & set(headed)) > len(headed)


def find_unheaded(index: HeadingIndex, call: Call, sent: Sequence[OutlineBlock], cover_end: int) -> dict[int, PartIds]:
    """Return the parts that a call prints without headings, by the indexes of the blocks at which they begin.

    Nothing in a file shows where one ends and the next begins. `sent` are the blocks of the document that the file was
    before somebody changed it: a part begins at the first of its paragraphs that the file still has. The blocks before
    `cover_end` are the cover. The first such part, with which the text begins, is not among them.
    """
    unheaded = {"_".join(ids): ids for ids, part in calls.parts(call) if not part.is_headed and part.holds}
    if len(unheaded) < 2 or not sent:
        return {}
    known = list(_texts_of_parts(sent, unheaded))
    texts = [block.text if isinstance(block, Paragraph) else "" for block in index.blocks[cover_end:]]
    pairs = align(list_items([text for text, _ in known]), list_items(texts), SIMILAR_WORDS)
    starts: dict[PartIds, int] = {}
    for of_sent, of_file in _pair_by_position(pairs):
        if ids := known[of_sent][1]:
            starts.setdefault(ids, cover_end + of_file)
    return {at: ids for ids, at in starts.items() if ids != next(iter(unheaded.values()))}


def _pair_by_position(pairs: Pairs) -> list[tuple[int, int]]:
    """Return the pairs, and those of as many new texts as old ones between two pairs: each is in the place of one."""
    found = list[tuple[int, int]]()
    olds, news = list[int](), list[int]()
    for old, new in [*pairs, (-1, -1)]:
        if old is not None and new is not None:
            found += [*zip(olds, news, strict=True)] if len(olds) == len(news) else []
            found.append((old, new))
            olds, news = [], []
        elif old is not None:
            olds.append(old)
        elif new is not None:
            news.append(new)
    return found[:-1]


def _texts_of_parts(sent: Sequence[OutlineBlock], unheaded: Mapping[str, PartIds]) -> Iterator[tuple[str, PartIds]]:
    """Yield the paragraphs and headings below the cover of a document, each with its part, () for a headed one."""
    ids: PartIds | None = None
    for block in sent:
        if block.kind == "part" or (block.kind == "heading" and block.meaning in ("part", "item")):
            ids = unheaded.get(block.name, ())
        if ids is None:
            continue
        if block.kind == "rich":
            for node in richtext.parse(block.text).blocks:
                for paragraph in tree.paragraphs(node):
                    words = tree.find([paragraph], tree.Text)
                    yield " ".join(node.text for node in words), ids
        elif block.text:
            yield block.text, ids


def _close_parts(index: HeadingIndex, call: Call, starts: Mapping[int, PartStart]) -> dict[int, PartStart]:
    """Return starts with those of what belongs to no part, each at the first heading below a part that ends it."""
    parts = dict(calls.parts(call))
    kinds = {at: kind for at in range(len(index.blocks)) if index.is_text(at) and (kind := index.kind(at))}
    ranks = heading_index.rank_kinds(list(kinds.values()))
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

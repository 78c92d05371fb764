"""A text before and after the safe fixes, and where it is in a Word file -> the fixes as tracked changes.

ECMA-376, Part 1, 17.13.5. Each is within one run, whose formatting the new words have. A fix that is not within one, or
that overlaps an existing tracked change, is not suggested: its comment remains.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from wsisc.align.common_words import find_spans
from wsisc.messages.diagnostic import Diagnostic
from wsisc.ooxml.builders import FreeIds, create_change, mark_deleted
from wsisc.ooxml.names import SPACE, W
from wsisc.review.comment_text import AUTHOR
from wsisc.review.paragraph_texts import TextParagraph
from wsisc.review.placement import Placed, PlacedText, find_characters
from wsisc.review.run_splitting import find_unit, is_in_change
from wsisc.review.word_places import Stretch
from wsisc.text.words import split_atoms

_TEXT = f"{W}t"


class Edit(NamedTuple):
    """Characters of a passage, by its number, and what replaces them."""

    passage: int
    start: int
    end: int
    text: str


class PlacedEdit(NamedTuple):
    """An edit and where it is in the file."""

    edit: Edit
    stretch: Stretch


def find_edits(before: PlacedText, after: PlacedText) -> list[Edit]:
    """Return what fixes changed in the words of a submission; nothing where they changed its paragraphs."""
    if [(passage.kind, passage.path) for passage in before.passages] != [
        (passage.kind, passage.path) for passage in after.passages
    ]:
        return []
    pairs = zip(before.passages, after.passages, strict=True)
    texts = ((number, old.display_text, new.display_text) for number, (old, new) in enumerate(pairs))
    return [edit for number, old, new in texts if old != new for edit in _compare(number, old, new)]


def _compare(passage: int, before: str, after: str) -> Iterator[Edit]:
    """Yield what differs between two versions of a passage, in whole words."""
    old, new = split_atoms(before), split_atoms(after)
    starts = list(accumulate(map(len, old), initial=0))
    for span in find_spans(old, new):
        if not span.is_same:
            yield Edit(passage, starts[span.start], starts[span.end], "".join(new[span.first : span.last]))


def place_edits(edits: Sequence[Edit], text: PlacedText) -> list[PlacedEdit]:
    """Return the edits that are within one run each, with their places."""
    placed = []
    for edit in edits:
        stretch = text.find(edit.passage, edit.start, edit.end)
        is_layout = text.is_layout(edit.passage, edit.start, edit.end)
        if stretch and not is_layout and _is_in_one_run(text.paragraphs[stretch.paragraph], stretch):
            placed.append(PlacedEdit(edit, stretch))
    return placed


def _is_in_one_run(paragraph: TextParagraph, stretch: Stretch) -> bool:
    """Return whether characters are plain words of one run, outside fields and tracked changes."""
    first = stretch.start if stretch.start < stretch.end else max(stretch.start - 1, 0)
    numbers = range(first, max(stretch.end, first + 1))
    units = [find_unit(paragraph, at) for at in numbers]
    if any(paragraph.field_at(at) for at in numbers):
        return False
    if len({*units}) != 1 or units[0].tag != f"{W}r" or is_in_change(units[0]):
        return False
    elements = [paragraph.places[at][0] for at in numbers]
    children = list(units[0])
    is_whole = all(element.tag == _TEXT and element.getparent() is units[0] for element in elements)
    return is_whole and all(
        element.tag == _TEXT for element in children[children.index(elements[0]) : children.index(elements[-1]) + 1]
    )


def write_edit(paragraph: TextParagraph, placed: PlacedEdit, ids: FreeIds) -> None:
    """Write an edit as a deletion and an insertion.

    The runs of the paragraph must begin and end at the edit.
    """
    start, end = placed.stretch.start, placed.stretch.end
    runs = list(dict.fromkeys(find_unit(paragraph, at) for at in range(start, end)))
    last = runs[-1] if runs else find_unit(paragraph, max(start - 1, 0))
    model = deepcopy(last)
    for run in runs:
        deletion = create_change(f"{W}del", ids.take(), AUTHOR)
        run.addprevious(deletion)
        deletion.tail, run.tail = run.tail, None
        deletion.append(run)
        mark_deleted(run)
        last = deletion
    if not placed.edit.text:
        return
    insertion = create_change(f"{W}ins", ids.take(), AUTHOR)
    insertion.append(_new_run(model, placed.edit.text))
    if runs or start:
        insertion.tail, last.tail = last.tail, None
        last.addnext(insertion)
    else:
        last.addprevious(insertion)


def _new_run(model: etree._Element, words: str) -> etree._Element:
    """Return a run with words in the formatting of another one."""
    run = etree.Element(str(model.tag))
    look = model.find(f"{W}rPr")
    if look is not None:
        kept = deepcopy(look)
        for change in kept.findall(f"{W}rPrChange"):
            kept.remove(change)
        run.append(kept)
    text = etree.SubElement(run, _TEXT, {SPACE: "preserve"})
    text.text = words
    return run


def select_explained(edits: Sequence[PlacedEdit], placed: Sequence[Placed], text: PlacedText) -> list[PlacedEdit]:
    """Return the edits that are the fix of one of the diagnostics: what a review does not say, it does not change.

    Only the first findings of a rule are diagnostics, so what replaces the same words by the same words is one as well.
    """
    fixes: dict[int, list[Edit]] = {}
    for finding in placed:
        if fix := _find_fix(finding.diagnostic, text):
            fixes.setdefault(fix.passage, []).append(fix)

    def replacement(edit: Edit) -> tuple[str, str]:
        return text.passages[edit.passage].display_text[edit.start : edit.end], edit.text

    explained = {
        replacement(placed_edit.edit)
        for placed_edit in edits
        if any(_is_of(placed_edit.edit, fix) for fix in fixes.get(placed_edit.edit.passage, ()))
    }
    return [placed_edit for placed_edit in edits if replacement(placed_edit.edit) in explained]


def divide(
    placed: Sequence[Placed], text: PlacedText, edits: Sequence[PlacedEdit]
) -> tuple[list[Placed], list[Placed]]:
    """Return the diagnostics whose fixes are tracked changes, and the others."""
    by_passage: dict[int, list[Edit]] = {}
    for placed_edit in edits:
        by_passage.setdefault(placed_edit.edit.passage, []).append(placed_edit.edit)
    suggested, others = list[Placed](), list[Placed]()
    for finding in placed:
        (suggested if _is_suggested(finding.diagnostic, text, by_passage) else others).append(finding)
    return suggested, others


def _is_suggested(diagnostic: Diagnostic, text: PlacedText, edits: Mapping[int, Sequence[Edit]]) -> bool:
    """Return whether a tracked change has the fix of a diagnostic; `edits` are those by passage."""
    fix = _find_fix(diagnostic, text) if edits else None
    return fix is not None and any(_is_of(edit, fix) for edit in edits.get(fix.passage, ()))


def _find_fix(diagnostic: Diagnostic, text: PlacedText) -> Edit | None:
    """Return the fix of a diagnostic as an edit, None if it has none."""
    if diagnostic.fix is None or diagnostic.offsets is None or not text.numbers_at(diagnostic.path):
        return None
    number = text.passage_at(diagnostic.path, *diagnostic.offsets)
    return Edit(number, *find_characters(text.passages[number], *diagnostic.offsets), diagnostic.fix.text)


def _is_of(edit: Edit, fix: Edit) -> bool:
    """Return whether an edit is where a fix is; words that it adds can be after a space that follows in both texts."""
    gap = int(edit.start == edit.end and edit.text.strip() in fix.text)
    return edit.start <= fix.end + gap and fix.start <= edit.end + gap

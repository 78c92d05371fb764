"""A document and the words it should hold -> where it no longer holds them, in the words of the form."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from wsisc.diagnostic import excerpt
from wsisc.document import integrity
from wsisc.document.outline import OutlineBlock
from wsisc.markup import richtext
from wsisc.model import Submission
from wsisc.readers.inventory import NOTE_SEPARATOR, Inventory, InventoryItem, ItemPlace

_LEAST_WORDS_BETWEEN, _MOST_PAIRS = 2, 4_000_000
"""Differences with fewer words between them are one; texts of more pairs of words take too long to compare."""
_WORDS_BEFORE = 3
"""Words that are shown before a difference."""
_LEAST_BREAKABLE = 40  # letters of a word that a PDF breaks at the end of a line, see templates/pdf/document.typ


def find_changed_places(
    submission: Submission, blocks: list[OutlineBlock], found: integrity.DocumentWords
) -> list[str]:
    """Return where the words of a document differ from the source's, in order, under their headings.

    Words put in between two texts belong to the first of them.
    """
    wanted = integrity.expected_words(submission, blocks)
    headings = list(_heading_ends(submission, blocks))
    places: list[str] = []
    for first, last, start, end in _differing_ranges(wanted.body, found.body):
        at = first if first < last else max(first - 1, 0)
        heading = next((name for name, until in headings if at < until), headings[-1][0])
        places.append(excerpt(heading) + _describe_difference(found.body[start:end], wanted.body[first:last]))
    for number, (want, has) in enumerate(zip_longest(wanted.footnotes, found.footnotes, fillvalue=list[str]()), 1):
        if want != has or number > min(len(wanted.footnotes), len(found.footnotes)):
            before = _common_prefix_length(want, has)
            after = _common_prefix_length(want[before:][::-1], has[before:][::-1])
            places.append(
                f"footnote {number}"
                + _describe_difference(has[before : len(has) - after], want[before : len(want) - after])
            )
    return places


def _differing_ranges(expected: list[str], found: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches of two texts that differ: from and to in the first, from and to in the second.

    Those with fewer than `_APART` words between them are one; so are all of texts that are too long to compare.
    """
    before = _common_prefix_length(expected, found)
    after = _common_prefix_length(expected[before:][::-1], found[before:][::-1])
    one, other = expected[before : len(expected) - after], found[before : len(found) - after]
    if not one and not other:
        return []
    if not (one and other) or len(one) * len(other) > _MOST_PAIRS:
        return [(before, before + len(one), before, before + len(other))]
    acts: list[tuple[int, int, int, int]] = []
    for kind, *places in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        first, last, start, end = (before + each for each in places)
        if kind == "equal":
            continue
        if acts and first - acts[-1][1] < _LEAST_WORDS_BETWEEN:
            first, _, start, _ = acts.pop()
        acts.append((first, last, start, end))
    return acts


def find_changed_texts(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Return the names of the texts that differ, with the words where they do."""
    told = []
    for name in {**expected, **found}:
        want, has = (each.get(name, "").split() for each in (expected, found))
        if want != has:
            told.append(name + _describe_difference(*_strip_common(has, want)))
    return told


def quote_difference(one: str, other: str) -> tuple[str, str]:
    """Return the words of two texts where they differ, with a few before them, in quotation marks."""
    texts = [each.split() for each in (one, other)]
    before = _common_prefix_length(*texts)
    after = _common_prefix_length(texts[0][before:][::-1], texts[1][before:][::-1])
    first = max(before - _WORDS_BEFORE, 0)
    parts = [("… " if first else "") + " ".join(each[first : len(each) - after]) for each in texts]
    return f'"{excerpt(parts[0])}"', f'"{excerpt(parts[1])}"'


class ItemChange(NamedTuple):
    """Where the items of two documents differ: a line that says so, and whether it concerns the layout only."""

    line: str
    is_look: bool


def find_changed_items(expected: Inventory, found: Inventory) -> list[ItemChange]:
    """Return where a document holds other items than it should, by place and kind.

    Places are matched by the order of the headings, so that a changed heading moves nothing; where headings were added
    or removed, items are matched wherever they are. What concerns the layout only is left out where more is changed.
    """
    is_alike = len(expected.headings) == len(found.headings)
    wants, has = (_group_by_place(each.items, is_alike) for each in (expected, found))
    changes: dict[ItemPlace, list[ItemChange]] = {}
    if not is_alike:
        changes[""] = [
            ItemChange(line, False) for line in _describe_items("", "heading", expected.headings, found.headings)
        ]
    for (place, kind), is_look in {**_is_look_by_place(wants), **_is_look_by_place(has)}.items():
        pair = [[item.text for item in each.get((place, kind), [])] for each in (wants, has)]
        if pair[0] != pair[1]:
            where = _place_label(place, expected.headings)
            changes.setdefault(place, []).extend(
                ItemChange(line, is_look) for line in _describe_items(where, kind, *pair)
            )
    return [each for told in changes.values() for each in told if not each.is_look or all(a.is_look for a in told)]


def find_changed_page_words(expected: Sequence[str], found: Sequence[str], repeated: Iterable[str]) -> list[str]:
    """Return which words two PDFs do not share, whatever their pages and lines, and the page where most are alike.

    `repeated` are those of the headers of tables, which a page may show once more; pages have numbers too.
    """
    wants, has = ([piece for page in pages for piece in _split_words(page)] for pages in (expected, found))
    few, many = sorted((len(expected), len(found)))
    free = {*(word for text in repeated for word in _split_words(text)), *map(str, range(few + 1, many + 1))}
    gone, new = ([word for word in _surplus_words(*each) if word not in free] for each in ((wants, has), (has, wants)))
    if _is_split_differently("".join(gone), "".join(new)):
        return []
    others = [f"page {number}" for number, page in enumerate(expected, 1) if page not in found]
    where = ", ".join(others) if 2 * len(others) <= len(expected) and others else "the pages"
    return [f"{where}: words{_describe_difference(*(_words_only(each) for each in (new, gone)))}"]


def _is_split_differently(gone: str, new: str) -> bool:
    """Tell whether two texts are one, with other ends of words: at the end of a line, or in text from right to left.

    Such text comes out of a PDF in no reliable order.
    """
    is_turned = all(unicodedata.bidirectional(each) in ("R", "AL", "AN", "NSM") for each in gone + new)
    return gone == new or (is_turned and Counter(gone) == Counter(new))


def _surplus_words(words: list[str], others: list[str]) -> list[str]:
    """Return the words that others do not hold as often, in order."""
    left, found = Counter(others), []
    for word in words:
        left[word] -= 1
        if left[word] < 0:
            found.append(word)
    return found


def _words_only(pieces: list[str]) -> list[str]:
    """Return the words among pieces, all where there are none."""
    return [each for each in pieces if each.isalnum()] or pieces


def _split_words(text: str) -> list[str]:
    """Return the words of a page, those that a line may break anywhere (Chinese, and very long ones) as characters."""
    words = re.findall(r"\w+|[^\w\s]", unicodedata.normalize("NFKC", text).replace("\xad", ""))
    return [piece for word in words for piece in (word if len(word) >= _LEAST_BREAKABLE or _is_wide(word) else [word])]


def _is_wide(word: str) -> bool:
    return any(unicodedata.east_asian_width(each) in "WF" for each in word)


type _ItemsByPlace = dict[tuple[ItemPlace, str], list[InventoryItem]]


def _group_by_place(items: Iterable[InventoryItem], has_same_headings: bool) -> _ItemsByPlace:
    found: _ItemsByPlace = {}
    for item in items:
        place = item.place if has_same_headings or isinstance(item.place, str) else ""
        found.setdefault((place, item.kind), []).append(item)
    return found


def _is_look_by_place(items: _ItemsByPlace) -> dict[tuple[ItemPlace, str], bool]:
    return {key: all(each.is_layout for each in found) for key, found in items.items()}


def _place_label(place: ItemPlace, headings: list[str]) -> str:
    name = headings[place] if isinstance(place, int) else place
    return f"{excerpt(name)}: " if name else ""


def _describe_items(label: str, kind: str, expected: list[str], found: list[str]) -> Iterator[str]:
    """Yield what tells the items of one kind at one place apart."""
    gone, new = list(Counter(expected) - Counter(found)), list(Counter(found) - Counter(expected))
    if not gone and not new:
        yield f"{label}{kind}: in another order"
    gone, new = _pair_by_words(gone, new)
    for has, want in zip(new, gone, strict=False):
        (one, _, notes), (other, _, others) = has.partition(NOTE_SEPARATOR), want.partition(NOTE_SEPARATOR)
        if one == other and notes != others:
            yield f"{label}{kind} {_quote(one)}".rstrip() + _describe_difference(notes.split(), others.split())
            continue
        yield f"{label}{kind}" + _describe_difference(*_strip_common(one.split(), other.split()))
    for each in new[len(gone) :]:
        yield f"{label}{kind} added{_item_label(each)}"
    for each in gone[len(new) :]:
        yield f"{label}{kind} removed{_item_label(each)}"


def _pair_by_words(gone: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Return what is gone and what is new, with those first, in the same order, that have the same words."""
    by_words = {each.partition(NOTE_SEPARATOR)[0]: each for each in new}
    same = {each: by_words[words] for each in gone if (words := each.partition(NOTE_SEPARATOR)[0]) in by_words}
    firsts = dict(zip(same.values(), same, strict=True))  # each of the new ones once
    return (
        [*firsts.values(), *(each for each in gone if each not in firsts.values())],
        [*firsts, *(each for each in new if each not in firsts)],
    )


def _strip_common(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Return two texts without the words with which both begin and end."""
    before = _common_prefix_length(one, other)
    after = _common_prefix_length(one[before:][::-1], other[before:][::-1])
    return one[before : len(one) - after], other[before : len(other) - after]


def _item_label(text: str) -> str:
    """Return how an item is named: by its words, where it has none by its notes."""
    words, _, notes = text.partition(NOTE_SEPARATOR)
    return f": {_quote(words or notes)}" if words or notes else ""


def _quote(text: str) -> str:
    return f'"{excerpt(text.replace(integrity.FOOTNOTE_REFERENCE, "[note]"))}"' if text else ""


def _describe_difference(has: list[str], want: list[str]) -> str:
    """Return the words where two documents differ: what a source gives, and what a document has."""
    shown, meant = (_quote(" ".join(each)) for each in (has, want))
    if not meant or not shown:
        return f": added: {shown}" if shown else f": removed: {meant}" if meant else ""
    return f": {meant} is now {shown}"


def _common_prefix_length(first: list[str], second: list[str]) -> int:
    pairs = zip(first, second, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _heading_ends(submission: Submission, blocks: list[OutlineBlock]) -> Iterator[tuple[str, int]]:
    """Yield the heading over each block, and the number of words to the end of that."""
    links, heading, end = frozenset(submission.links), "the cover", 0
    for block in blocks:
        is_rich = block.kind == "rich"
        text = (
            richtext.printed_text(richtext.parse(block.text, links), integrity.FOOTNOTE_REFERENCE)
            if is_rich
            else block.text
        )
        if block.kind in ("heading", "title"):
            heading = block.text
        end += len(text.split())
        yield heading, end

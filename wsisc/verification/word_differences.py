"""A document and the expected words -> the places where they differ, named as a reader sees them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import zip_longest
from typing import NamedTuple

from wsisc.align.common_words import find_spans
from wsisc.document import integrity
from wsisc.document.outline import OutlineBlock
from wsisc.messages import from_data_file, join, t
from wsisc.messages.diagnostic import excerpt
from wsisc.readers.inventory import NOTE_SEPARATOR, Inventory, InventoryItem, ItemPlace
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Submission
from wsisc.text.scripts import HANGUL, has_any
from wsisc.text.shared import common_ends, common_length, group_values
from wsisc.text.words import split_atoms

# Equal words that separate two differences: a single one ("and") between them is there by chance. A guess.
_LEAST_WORDS_BETWEEN = 2
# Pairs of words beyond which texts are not compared in detail: 20,000 words of each take half a second and 50 MB
# (measured), three times as many 5 s and 450 MB.
MOST_PAIRS = 400_000_000
_WORDS_BEFORE = 3  # words that are shown before a difference, to find it
_LEAST_BREAKABLE = 40  # letters from which a PDF breaks a word at the end of a line (templates/pdf/document.typ)


class Extent(Enum):
    """What of an item differs."""

    WORDS = auto()
    ORDER = auto()
    ADDED = auto()
    REMOVED = auto()


class Difference(NamedTuple):
    """Where a document differs from the expected one; `place` alone if nothing more can be said.

    `new` are the words of the document, `old` the expected ones, shortened. `item` is the kind of an item that differs,
    such as "link", "" for words of the text; `subject` are the words of an item of which only the notes differ.
    `is_look`: it concerns only the layout. `is_save`: every program changes it in the properties when it saves a file.
    """

    place: str
    new: str = ""
    old: str = ""
    item: str = ""
    subject: str = ""
    extent: Extent = Extent.WORDS
    is_look: bool = False
    is_save: bool = False

    @property
    def line(self) -> str:
        """The difference as a sentence."""
        label = self._label()
        if self.extent == Extent.ORDER:
            return t("{what}: in another order", what=label)
        old, new = _quote(self.old), _quote(self.new)
        if self.extent != Extent.WORDS:
            is_added = self.extent == Extent.ADDED
            label = t("{what} added", what=label) if is_added else t("{what} removed", what=label)
            words = new if is_added else old
            return t("{what}: {words}", what=label, words=words) if words else label
        if old and new:
            return t("{place}: {old} is now {new}", place=label, old=old, new=new)
        if new:
            return t("{place}: added: {words}", place=label, words=new)
        return t("{place}: removed: {words}", place=label, words=old) if old else label

    def _label(self) -> str:
        if not self.item:
            return self.place
        what = from_data_file(self.item)
        label = t("{place}: {what}", place=self.place, what=what) if self.place else what
        return t("{what} {words}", what=label, words=_quote(self.subject)) if self.subject else label


def _quote(words: str) -> str:
    return f'"{words}"' if words else ""


def find_changed_places(
    submission: Submission, blocks: list[OutlineBlock], found: integrity.DocumentWords
) -> list[Difference]:
    """Return where the words of a document differ from those of its source, in order, under their headings.

    Words added between two texts belong to the first of them.
    """
    expected = integrity.expected_words(submission, blocks)
    headings = list(_heading_ends(submission, blocks))
    places = []
    for first, last, start, end in differing_ranges(expected.body, found.body):
        index = first if first < last else max(first - 1, 0)
        heading = next((name for name, heading_end in headings if index < heading_end), headings[-1][0])
        places.append(_compare_words(excerpt(heading), found.body[start:end], expected.body[first:last]))
    notes = zip_longest(expected.footnotes, found.footnotes, fillvalue=list[str]())
    common = min(len(expected.footnotes), len(found.footnotes))
    for number, (old, new) in enumerate(notes, 1):
        if old != new or number > common:
            places.append(_compare_words(t("footnote {number}", number=number), *_strip_common(new, old)))
    return places


def differing_ranges(expected: list[str], found: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the ranges of two texts that differ: start and end in the first, start and end in the second.

    Ranges with too few words between them are one; so is all that differs in texts that are too long to compare.
    """
    before, after = common_ends(expected, found)
    one, other = expected[before : len(expected) - after], found[before : len(found) - after]
    if not one and not other:
        return []
    if not (one and other) or len(one) * len(other) > MOST_PAIRS:
        return [(before, before + len(one), before, before + len(other))]
    ranges: list[tuple[int, int, int, int]] = []
    for span in find_spans(one, other):
        if span.is_same:
            continue
        first, last, start, end = (before + at for at in (span.start, span.end, span.first, span.last))
        if ranges and first - ranges[-1][1] < _LEAST_WORDS_BETWEEN:
            first, _, start, _ = ranges.pop()
        ranges.append((first, last, start, end))
    return ranges


def find_changed_texts(expected: Mapping[str, str], found: Mapping[str, str]) -> list[Difference]:
    """Return the names of the texts that differ, with the words that differ."""
    differences = []
    for name in {**expected, **found}:
        old, new = (side.get(name, "").split() for side in (expected, found))
        if old != new:
            differences.append(_compare_words(name, *_strip_common(new, old)))
    return differences


def quote_difference(one: str, other: str) -> tuple[str, str]:
    """Return the differing words of two texts, with a few words before them, in quotation marks."""
    texts = [side.split() for side in (one, other)]
    before = common_length(*texts)
    first = max(before - _WORDS_BEFORE, 0)
    shown = [[*texts[0][first:before], *words] for words in _strip_common(*texts)]
    parts = [("… " if first else "") + " ".join(words) for words in shown]
    return f'"{excerpt(parts[0])}"', f'"{excerpt(parts[1])}"'


def find_changed_items(expected: Inventory, found: Inventory) -> list[Difference]:
    """Return where a document has other items than expected, by place and kind.

    Places are matched by the order of the headings, so that a changed heading moves nothing; if headings were added or
    removed, items are matched anywhere. Changes of the layout are left out where something else changed.
    """
    has_same_headings = len(expected.headings) == len(found.headings)
    old, new = (_group_by_place(side.items, has_same_headings) for side in (expected, found))
    changes: dict[ItemPlace, list[Difference]] = {}
    if not has_same_headings:
        changes[""] = list(_compare_items("", t("heading"), expected.headings, found.headings))
    for (place, kind), group in {**old, **new}.items():
        texts = [[item.text for item in side.get((place, kind), [])] for side in (old, new)]
        if texts[0] != texts[1]:
            is_look = all(item.is_layout for item in group)
            name = excerpt(expected.headings[place]) if isinstance(place, int) else from_data_file(place)
            group_changes = (difference._replace(is_look=is_look) for difference in _compare_items(name, kind, *texts))
            changes.setdefault(place, []).extend(group_changes)
    return [diff for group in changes.values() for diff in group if not diff.is_look or all(a.is_look for a in group)]


def find_changed_page_words(expected: Sequence[str], found: Sequence[str], repeated: Iterable[str]) -> list[Difference]:
    """Return the words that two PDFs do not share, on any page and line, and the differing pages, if not most differ.

    `repeated` are the headers of tables, which a page may show once more; additional pages have additional numbers.
    """
    old, new = ([piece for page in pages for piece in _split_words(page)] for pages in (expected, found))
    few, many = sorted((len(expected), len(found)))
    ignored = {*(word for text in repeated for word in _split_words(text)), *map(str, range(few + 1, many + 1))}
    removed, added = (
        [word for word in _surplus_words(*side) if word not in ignored] for side in ((old, new), (new, old))
    )
    if _is_split_differently("".join(removed), "".join(added)):
        return []
    differing = [t("page {number}", number=number) for number, page in enumerate(expected, 1) if page not in found]
    where = join(differing) if 2 * len(differing) <= len(expected) and differing else t("the pages")
    return [_compare_words(t("{place}: words", place=where), _words_only(added), _words_only(removed))]


def _is_split_differently(removed: str, added: str) -> bool:
    """Return whether two texts have the same letters, only split into other words at the ends of lines.

    Letters from right to left are read from a PDF in no reliable order.
    """
    is_right_to_left = all(unicodedata.bidirectional(sign) in ("R", "AL", "AN", "NSM") for sign in removed + added)
    return removed == added or (is_right_to_left and Counter(removed) == Counter(added))


def _surplus_words(words: list[str], others: list[str]) -> list[str]:
    """Return the words that occur more often than among others, in order."""
    remaining, surplus = Counter(others), []
    for word in words:
        remaining[word] -= 1
        if remaining[word] < 0:
            surplus.append(word)
    return surplus


def _words_only(pieces: list[str]) -> list[str]:
    """Return the words without signs, or the signs if there are no words."""
    return [piece for piece in pieces if piece.isalnum()] or pieces


def _split_words(text: str) -> list[str]:
    """Return the words and signs of a page; words that a line may break anywhere (Korean, long ones) as characters."""
    atoms = split_atoms(unicodedata.normalize("NFKC", text).replace("\xad", ""))
    return [piece for atom in atoms if not atom.isspace() for piece in (atom if _is_breakable(atom) else [atom])]


def _is_breakable(word: str) -> bool:
    return len(word) >= _LEAST_BREAKABLE or has_any(HANGUL, word)


def _group_by_place(
    items: Iterable[InventoryItem], has_same_headings: bool
) -> dict[tuple[ItemPlace, str], list[InventoryItem]]:
    return group_values(
        ((item.place if has_same_headings or isinstance(item.place, str) else "", item.kind), item) for item in items
    )


def _compare_items(place: str, kind: str, expected: list[str], found: list[str]) -> Iterator[Difference]:
    """Yield the differences between the items of one kind at one place, "" for any."""
    difference = Difference(place, item=kind)
    removed, added = list(Counter(expected) - Counter(found)), list(Counter(found) - Counter(expected))
    if not removed and not added:
        yield difference._replace(extent=Extent.ORDER)
    removed, added = _pair_by_words(removed, added)
    for new, old in zip(added, removed, strict=False):
        (new_words, _, new_notes), (old_words, _, old_notes) = (side.partition(NOTE_SEPARATOR) for side in (new, old))
        if new_words == old_words and new_notes != old_notes:
            yield difference._replace(subject=_shorten(new_words), new=_shorten(new_notes), old=_shorten(old_notes))
            continue
        new_text, old_text = map(" ".join, _strip_common(new_words.split(), old_words.split()))
        yield difference._replace(new=_shorten(new_text), old=_shorten(old_text))
    for item in added[len(removed) :]:
        yield difference._replace(new=_words_or_notes(item), extent=Extent.ADDED)
    for item in removed[len(added) :]:
        yield difference._replace(old=_words_or_notes(item), extent=Extent.REMOVED)


def _pair_by_words(removed: list[str], added: list[str]) -> tuple[list[str], list[str]]:
    """Return removed and added items, those with the same words first and in the same order."""
    by_words = {item.partition(NOTE_SEPARATOR)[0]: item for item in added}
    same = {item: by_words[words] for item in removed if (words := item.partition(NOTE_SEPARATOR)[0]) in by_words}
    pairs = dict(zip(same.values(), same, strict=True))  # each added one once
    return (
        [*pairs.values(), *(item for item in removed if item not in pairs.values())],
        [*pairs, *(item for item in added if item not in pairs)],
    )


def _strip_common(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Return two texts without the words that both begin and end with."""
    before, after = common_ends(one, other)
    return one[before : len(one) - after], other[before : len(other) - after]


def _words_or_notes(item: str) -> str:
    """Return the words of an item, or its notes if it has no words."""
    words, _, notes = item.partition(NOTE_SEPARATOR)
    return _shorten(words or notes)


def _compare_words(place: str, new: list[str], old: list[str]) -> Difference:
    """Return the differing words of a document and of its source at a place."""
    return Difference(place, _shorten(" ".join(new)), _shorten(" ".join(old)))


def _shorten(text: str) -> str:
    return excerpt(text.replace(integrity.FOOTNOTE_REFERENCE, "[note]"))


def unique(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return differences without those that say the same as another one."""
    return tuple({difference.line: difference for difference in differences}.values())


def _heading_ends(submission: Submission, blocks: list[OutlineBlock]) -> Iterator[tuple[str, int]]:
    """Yield the heading above each block, and the number of words up to the end of the block."""
    links, heading, end = frozenset(submission.links), t("the cover"), 0
    for block in blocks:
        text = block.text
        if block.kind == "rich":
            text = printed_text(richtext.parse(text, links).blocks, integrity.FOOTNOTE_REFERENCE)
        if block.kind in ("heading", "title"):
            heading = block.text
        end += len(text.split())
        yield heading, end

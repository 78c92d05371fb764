"""Two texts in two languages -> where their blocks, footnotes, links and numbers differ."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from wsisc.align.sequences import Pairs
from wsisc.messages import plural, t
from wsisc.messages.diagnostic import DataPath, excerpt
from wsisc.parity import outlines
from wsisc.parity.outlines import Quantity, TextBlock, align_gaps
from wsisc.source.markup.marked_text import MarkKind, find_values

_MIN_UNTRANSLATED_WORDS = 8  # a guess: names of bodies and titles of documents are shorter
_LEAVES = ("paragraph", "cell")
_NAMES = {
    "paragraph": t("a paragraph"),
    "list": t("a list"),
    "item": t("an item"),
    "quotation": t("a quotation"),
    "table": t("a table"),
    "row": t("a row"),
    "cell": t("a cell"),
}


type Paths = tuple[DataPath, DataPath]
"""The path of a text in the original, and that in the translation."""


class Place(NamedTuple):
    """A place in a submission: the path of a value, and where in its text, None for all of it."""

    path: DataPath
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Divergence:
    """A difference: its kind as a code in kebab-case, a sentence on it, and its place in both files.

    Where one of them does not have it, the place is that of what is around it.
    """

    code: str
    message: str
    original: Place
    translation: Place


@dataclass
class TextComparer:
    """Compares the texts of an original and its translation; `shared_notes` are footnotes with the same name.

    `note_pairs` collects the footnotes that correspond, by their names in both.
    """

    shared_notes: frozenset[str]
    languages: tuple[str, str]
    note_pairs: dict[str, str] = field(default_factory=dict)

    def compare(self, path: Paths, one: TextBlock, other: TextBlock) -> Iterator[Divergence]:
        """Yield what differs between two texts, which are at these paths in their submissions."""
        olds, news = one.children, other.children
        for a, b in _pair_blocks(olds, news):
            if a is not None and b is not None:
                yield from self._compare_blocks(path, olds[a], news[b])
                continue
            there = _place(path[0], olds[a] if a is not None else one)
            here = _place(path[1], news[b] if b is not None else other)
            yield _report_block(olds[a] if a is not None else news[b or 0], b is None, there, here)

    def _compare_blocks(self, path: Paths, one: TextBlock, other: TextBlock) -> Iterator[Divergence]:
        kind = one.node.kind
        if kind in _LEAVES:
            yield from self._compare_leaves(path, one, other)
        elif kind == "figure" and one.node.name != other.node.name:
            values = {"new": other.node.name, "old": one.node.name}
            message = t("the figure is {new}; in the original it is {old}", **values)
            yield _differ("figure", message, path, one, other)
        elif kind in ("list", "table"):
            yield from self._compare_shapes(path, one, other)
        elif kind != "figure":
            yield from self.compare(path, one, other)

    def _compare_shapes(self, path: Paths, one: TextBlock, other: TextBlock) -> Iterator[Divergence]:
        """Yield what differs between two lists or two tables; of other shapes, the shape alone."""
        if _shape(one) != _shape(other):
            old, new = _describe_shape(one), _describe_shape(other)
            code = f"{one.node.kind}-shape"
            if one.node.kind == "list":
                message = t("the list has {new}; that of the original has {old}", new=new, old=old)
            else:
                message = t("the table has {new}; that of the original has {old}", new=new, old=old)
            yield _differ(code, message, path, one, other)
            yield from self._compare_notes(path, one, other)
            return
        for a, b in zip(one.children, other.children, strict=True):
            if a.node.kind == "row":
                for cell, its in zip(a.children, b.children, strict=False):
                    yield from self._compare_blocks(path, cell, its)
            else:
                yield from self.compare(path, a, b)

    def _compare_leaves(self, path: Paths, one: TextBlock, other: TextBlock) -> Iterator[Divergence]:
        yield from self._compare_notes(path, one, other)
        yield from self._compare_links(path, one, other)
        yield from self.compare_numbers(path, one, other)
        words = _own_words(one) if self.languages[0] != self.languages[1] else []
        if one.words == other.words and len(words) >= _MIN_UNTRANSLATED_WORDS and any(map(str.isalpha, words)):
            message = t('words are those of the original: "{words}"', words=excerpt(one.words))
            yield _differ("untranslated", message, path, one, other)

    def _compare_notes(self, path: Paths, one: TextBlock, other: TextBlock) -> Iterator[Divergence]:
        """Yield the footnote references that one of two blocks lacks, and those in another order."""
        old = [name if name in self.shared_notes else "" for name in one.notes]
        new = [name if name in self.shared_notes else "" for name in other.notes]
        for name in (Counter(old) - Counter(new)).elements():
            yield _differ("missing-footnote", _describe_missing_note(name), path, one, other)
        for name in (Counter(new) - Counter(old)).elements():
            yield _differ("added-footnote", _describe_added_note(name), path, one, other)
        if Counter(old) == Counter(new):
            if old != new:
                message = t("the footnotes are in another order: {names}", names=", ".join(other.notes))
                yield _differ("footnote-order", message, path, one, other)
            self.note_pairs |= {name: name for name in old if name}
            named = [
                [name for name in text_block.notes if name not in self.shared_notes] for text_block in (one, other)
            ]
            self.note_pairs |= dict(zip(*named, strict=True))

    def _compare_links(self, path: Paths, one: TextBlock, other: TextBlock) -> Iterator[Divergence]:
        old, new = Counter(one.links) - Counter(other.links), Counter(other.links) - Counter(one.links)
        lost = list(old.elements())
        for address in new.elements():
            same = next((former for former in lost if self._is_same_page(former, address)), None)
            if same:
                lost.remove(same)
            elif lost:
                values = {"new": excerpt(address), "old": excerpt(lost.pop(0))}
                message = t("the link leads to {new}; in the original it leads to {old}", **values)
                yield _differ("link", message, path, one, other)
            else:
                message = t("a link is not in the original: {address}", address=excerpt(address))
                yield _differ("link", message, path, one, other)
        for address in lost:
            message = t("a link of the original is missing: {address}", address=excerpt(address))
            yield _differ("link", message, path, one, other)

    def _is_same_page(self, one: str, other: str) -> bool:
        """Return whether two addresses are those of one page in both languages, such as /en/page and /fr/page."""
        old, new = self.languages
        pieces, others = (_split_address(address) for address in (one, other))
        return len(pieces) == len(others) and all(
            a == b or (a.lower() in (old, f"{old}.html") and b.lower() in (new, f"{new}.html"))
            for a, b in zip(pieces, others, strict=True)
        )

    def compare_numbers(self, path: Paths, one: TextBlock, other: TextBlock) -> Iterator[Divergence]:
        """Yield the numbers and dates that differ, which is all that is compared of plain texts such as titles."""
        old, new = _remove_matched(one.numbers, other.numbers)
        lost = [quantity for quantity in old if _is_missing(quantity, one, other, new)]
        added = [quantity for quantity in new if _is_missing(quantity, other, one, old)]
        for a, b in _pair_numbers(lost, added):
            code = "date" if any(quantity and quantity.is_month for quantity in (a, b)) else "number"
            if a and b:
                message = t('"{new}" is "{old}" in the original', new=_shown(b, other), old=_shown(a, one))
            elif a:
                message = t('"{old}" of the original is missing', old=_shown(a, one))
            else:
                message = t('"{new}" is not in the original', new=_shown(b, other) if b else "")
            yield _differ(code, message, path, one, other)
        if not one.children and not other.children:
            yield from self._compare_notations(path, one, other)

    def _compare_notations(self, path: Paths, one: TextBlock, other: TextBlock) -> Iterator[Divergence]:
        """Yield the numbers that stayed as in the original, whose sign of thousands begins decimals here: "1,480"."""
        olds = {_shown(quantity, one) for quantity in one.numbers}
        for figure in dict.fromkeys(_shown(quantity, other) for quantity in other.numbers):
            if figure in olds and outlines.is_misread(figure, *self.languages):
                message = t('"{figure}" is written as in the original; here its sign begins decimals', figure=figure)
                yield _differ("number-notation", message, path, one, other)


def _own_words(block: TextBlock) -> list[str]:
    """Return the words of a block outside the phrases whose language is named: those can stay in a translation."""
    atoms = (atom for atom in block.node.atoms if not find_values(atom.marks, MarkKind.LANGUAGE))
    return "".join(atom.text for atom in atoms).split()


def _is_missing(quantity: Quantity, block: TextBlock, other: TextBlock, others: Sequence[Quantity]) -> bool:
    """Return whether a number of a block is not in another one, neither in words nor more than once.

    `others` are those of the other block that have no counterpart. A month counts if one of them is a month, or if the
    other block names another one without a figure ("in March"): not all forms of its name are known.
    """
    if quantity.is_month:
        named, own = (
            outlines.find_named_months(text_block.words, text_block.language) for text_block in (other, block)
        )
        return bool(_find_months(others) or (named - own and not named & quantity.values))
    is_repeated = any(quantity.values & number.values for number in other.numbers)
    return not is_repeated and not outlines.has_word_for(quantity, other.words, other.language)


def _pair_numbers(
    lost: Sequence[Quantity], added: Sequence[Quantity]
) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Yield the numbers and months of two texts, in order: months with months, numbers with numbers."""
    for is_month in (True, False):
        yield from zip_longest(
            *([quantity for quantity in side if quantity.is_month == is_month] for side in (lost, added))
        )


def _report_block(block: TextBlock, is_missing: bool, there: Place, here: Place) -> Divergence:
    """Return that a block is missing in the translation, or in the original."""
    kind = block.node.kind
    if kind == "figure":
        if is_missing:
            return Divergence(kind, t("a figure {name} is not in the translation", name=block.node.name), there, here)
        return Divergence(kind, t("a figure {name} is not in the original", name=block.node.name), there, here)
    values = {"block": _NAMES.get(kind, kind), "words": excerpt(block.words)}
    if is_missing:
        message = t('{block} is not in the translation: "{words}"', **values)
        return Divergence(f"missing-{kind}", message, there, here)
    return Divergence(f"added-{kind}", t('{block} is not in the original: "{words}"', **values), there, here)


def _find_months(quantities: Sequence[Quantity]) -> list[Quantity]:
    return [quantity for quantity in quantities if quantity.is_month]


def _pair_blocks(olds: Sequence[TextBlock], news: Sequence[TextBlock]) -> Pairs:
    """Return which blocks correspond: in order where all are of the same kinds."""
    kinds = [[block.node.kind for block in blocks] for blocks in (olds, news)]
    if kinds[0] == kinds[1]:
        return [(at, at) for at in range(len(olds))]
    pairs = align_gaps(
        [old.signature for old in olds], [new.signature for new in news],
        [old.tokens for old in olds], [new.tokens for new in news],
    )  # fmt: skip
    split: Pairs = []
    for a, b in pairs:
        is_other = a is not None and b is not None and kinds[0][a] != kinds[1][b]
        split += [(a, None), (None, b)] if is_other else [(a, b)]
    return split


def _remove_matched(olds: Sequence[Quantity], news: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Return the numbers of two texts that have no counterpart; those with the same values are matched first.

    A month is the number of a date in figures where one text alone names months that are left.
    """
    one, other = list(olds), list(news)
    _match(one, other, lambda a, b: a.is_month == b.is_month and a.values == b.values)
    _match(one, other, lambda a, b: a.is_month == b.is_month and bool(a.values & b.values))
    if not (_find_months(one) and _find_months(other)):
        _match(one, other, lambda a, b: bool(a.values & b.values))
    return one, other


def _match(one: list[Quantity], other: list[Quantity], is_same: Callable[[Quantity, Quantity], bool]) -> None:
    """Remove the numbers that are the same from both."""
    for quantity in list(one):
        found = next((candidate for candidate in other if is_same(quantity, candidate)), None)
        if found is not None:
            one.remove(quantity)
            other.remove(found)


def _shown(quantity: Quantity, block: TextBlock) -> str:
    if block.children:
        return quantity.key
    return "".join(atom.text for atom in block.node.atoms)[quantity.start : quantity.end]


def _describe_missing_note(name: str) -> str:
    if name:
        return t("the footnote {name} is not referred to here", name=name)
    return t("the footnote is not referred to here")


def _describe_added_note(name: str) -> str:
    if name:
        return t("the footnote {name} is not referred to here in the original", name=name)
    return t("the footnote is not referred to here in the original")


def _shape(block: TextBlock) -> tuple[int, int | str]:
    """Return the numbers of rows and columns of a table, or of items of a list, and its first number or "-"."""
    children = block.node.children
    is_table = block.node.kind == "table"
    return len(children), len(children[0].children if children else ()) if is_table else block.node.name


def _describe_shape(block: TextBlock) -> str:
    children = block.node.children
    if block.node.kind == "table":
        columns = len(children[0].children) if children else 0
        rows = plural("1 row", "{count:,} rows", len(children))
        return t("{rows} and {columns}", rows=rows, columns=plural("1 column", "{count:,} columns", columns))
    if block.node.name == "-":
        return plural("1 item", "{count:,} items", len(children))
    first = block.node.name
    return plural("1 numbered item from {first}", "{count:,} numbered items from {first}", len(children), first=first)


def _differ(code: str, message: str, path: Paths, one: TextBlock, other: TextBlock) -> Divergence:
    return Divergence(code, message, _place(path[0], one), _place(path[1], other))


def _place(path: DataPath, block: TextBlock) -> Place:
    return Place(path, block.node.start, block.node.end)


def _split_address(address: str) -> list[str]:
    for sign in "?=&#.":
        address = address.replace(sign, "/")
    return address.split("/")

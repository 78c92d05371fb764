"""A submission -> its parts and sections, each with what is the same in all languages, such as its numbers and months.

A number has several values where it can be read in several ways: "1.234" is one thousand or one and a bit in Spanish,
and "5 m" is five million or five metres. "1.2 million" is its value alone, as is 120 万.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, NamedTuple

from wsisc.align.common_words import similarity
from wsisc.align.sequences import SIMILAR_WORDS, Item, Pairs, align
from wsisc.calls import locale
from wsisc.diff import word_tree
from wsisc.diff.word_tree import Names, Node
from wsisc.messages import resources
from wsisc.messages.diagnostic import DataPath
from wsisc.source.markup import typed_addresses
from wsisc.source.markup.marked_text import MarkKind, find_values
from wsisc.source.model import Part, Section, Submission

type Signature = tuple[object, ...]

type SectionPaths = dict[DataPath, DataPath]
"""The path of each part and section of the original, and that of its counterpart."""

_LEAST_SIMILARITY = 0.5  # of numbers, links and tags, from which a section elsewhere is the same one; a guess
_PART_DEPTH = 2  # of the path ("parts", "one")

_SPACES = "\u00a0\u202f\u2009 "
_NUMBER = re.compile(rf"\d+(?:[.,'’\u066b\u066c]\d+|[{_SPACES}]\d{{3}}(?!\d))*")
_REVERSED = re.compile(rf"(?<![\d.,])\d{{3}}(?:[{_SPACES}]\d{{3}})*[{_SPACES}]\d{{1,3}}(?![\d.,])")
_RANGE = re.compile(rf"(?:[-–—~]|[{_SPACES}]?[^\W\d]{{1,4}}[{_SPACES}]?|[{_SPACES}][-–—][{_SPACES}]){_NUMBER.pattern}")
_SEPARATOR = re.compile(rf"[.,'’\u066b\u066c{_SPACES}]")
_ADDRESS = re.compile(rf"(?:https?://|mailto:|www\.){typed_addresses.CHARACTER}+")
_GROUPING = "'’\u066c" + _SPACES
_ARABIC_DECIMAL = "\u066b"
_NEAR = 8  # characters between a month and its day or year, such as " de " and "er "; a guess
_STEM_LENGTH = 5  # letters from which a month is also known without its last letter: cases of Russian; a guess
_JOINED = ("zh", "ar")  # words that count are found within words


class Quantity(NamedTuple):
    """A number in a text: its possible values, its place, whether it is the name of a month, and has a scale."""

    values: frozenset[Decimal]
    start: int
    end: int
    is_month: bool = False
    is_scaled: bool = False

    @property
    def key(self) -> str:
        """The number in a form in which the same number of two languages is mostly the same."""
        return f"{max(self.values):f}"


@dataclass(frozen=True, eq=False)
class TextBlock:
    """A block of a text in a language, with the numbers, links and footnotes in it."""

    node: Node
    language: str
    children: tuple["TextBlock", ...] = ()

    @cached_property
    def words(self) -> str:
        """Its words, on one line."""
        return self.node.words

    @cached_property
    def numbers(self) -> list[Quantity]:
        """Its numbers; those of its children too."""
        own = find_numbers("".join(atom.text for atom in self.node.atoms), self.language)
        return [*own, *(number for child in self.children for number in child.numbers)]

    @cached_property
    def links(self) -> list[str]:
        """The addresses that its words link to, in order; each link counts once."""
        own, before = list[str](), ""
        for atom in self.node.atoms:
            if atom.text.isspace():  # two links to one page with a space between them are one
                continue
            address = next(iter(find_values(atom.marks, MarkKind.LINK)), "")
            if address and address != before:
                own.append(address)
            before = address
        return [*own, *(link for child in self.children for link in child.links)]

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The names of the footnotes that it refers to, in order."""
        return self.node.notes

    @cached_property
    def shape(self) -> Signature:
        """Its kind and those of the blocks in it."""
        return (self.node.kind, self.node.name, *(child.shape for child in self.children))

    @cached_property
    def signature(self) -> Signature:
        """What is the same in all languages; numbers as most languages have them, without months."""
        keys = tuple(sorted(number.key for number in self.numbers if not number.is_month))
        return (self.node.kind, self.shape, keys, tuple(sorted(self.links)), len(self.notes))

    @property
    def tokens(self) -> str:
        """The same as words, for a measure of similarity."""
        return " ".join([*(number.key for number in self.numbers), *self.links, *("[^]" for _ in self.notes)])


@dataclass(frozen=True, eq=False)
class OutlineNode:
    """A part or section with its path, its text, and the sections and parts in it."""

    path: DataPath
    holder: Part | Section
    text: TextBlock
    title: TextBlock
    children: tuple["OutlineNode", ...] = field(default=())

    @cached_property
    def signature(self) -> Signature:
        """What is the same in all languages of its title, its tags, its text, and those in it."""
        tags = tuple(sorted((key, self.holder.tags.codes(key)) for key in self.holder.tags.values))
        inner = tuple(child.signature for child in self.children)
        return (self.title.signature[2:], tags, tuple(child.signature for child in self.text.children), inner)

    @cached_property
    def shape(self) -> Signature:
        """The kinds of its blocks, and the shapes of the sections and parts in it."""
        return (tuple(child.shape for child in self.text.children), tuple(child.shape for child in self.children))

    @cached_property
    def tokens(self) -> str:
        """What is the same in all languages as words, for a measure of similarity."""
        tags = [code for key in self.holder.tags.values for code in self.holder.tags.codes(key)]
        pieces = [self.title.tokens, self.text.tokens, *tags, *(child.tokens for child in self.children)]
        return " ".join(piece for piece in pieces if piece)


@dataclass(frozen=True)
class Outline:
    """A submission, its parts with their sections by path, and the trees of its footnotes."""

    submission: Submission
    nodes: Mapping[DataPath, OutlineNode]

    @cached_property
    def shape(self) -> Signature:
        """The parts with the shapes of their texts and sections."""
        return tuple((path, node.shape) for path, node in self.nodes.items() if len(path) == _PART_DEPTH)

    def parse(self, text: str) -> TextBlock:
        """Return the block of a rich text of the submission."""
        return _to_block(word_tree.parse(text, Names(self.submission.links)), self.submission.language)


def read(submission: Submission) -> Outline:
    """Return the outline of a submission; what still has no part is not in it."""
    outline = Outline(submission, {})
    nodes: dict[DataPath, OutlineNode] = {}
    for part in submission.parts:
        for node in _walk(_read_node(outline, ("parts", part.id), part)):
            nodes[node.path] = node
    return Outline(submission, nodes)


def plain_block(text: str, language: str) -> TextBlock:
    """Return the block of a plain text."""
    return TextBlock(Node("paragraph", 0, len(text), (), word_tree.plain_atoms(text)), language)


def _read_node(outline: Outline, path: DataPath, holder: Part | Section) -> OutlineNode:
    sections = (_read_node(outline, (*path, "sections", at), section) for at, section in enumerate(holder.sections))
    parts = (_read_node(outline, (*path, part.id), part) for part in (holder.parts if isinstance(holder, Part) else ()))
    title = holder.title if isinstance(holder, Section) else ""
    language = outline.submission.language
    return OutlineNode(path, holder, outline.parse(holder.text), plain_block(title, language), (*sections, *parts))


def _walk(node: OutlineNode) -> Iterator[OutlineNode]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _to_block(node: Node, language: str) -> TextBlock:
    return TextBlock(node, language, tuple(_to_block(child, language) for child in node.children))


def match_outlines(original: Outline, translation: Outline) -> SectionPaths:
    """Return the paths of the parts and sections that both have."""
    matched: SectionPaths = {path: path for path in original.nodes if "sections" not in path}
    matched = {path: path for path in matched if path in translation.nodes}
    by_id = {_id(node): node.path for node in translation.nodes.values() if _id(node)}
    matched |= {node.path: by_id[_id(node)] for node in original.nodes.values() if _id(node) in by_id}
    for path, node in original.nodes.items():  # those around others come first
        if path in matched:
            _match_children(node, translation.nodes[matched[path]], matched)
    _match_moved(original, translation, matched)
    return matched


def _id(node: OutlineNode) -> str:
    return node.holder.id if isinstance(node.holder, Section) else ""


def _match_children(one: OutlineNode, other: OutlineNode, matched: SectionPaths) -> None:
    """Add the pairs of sections that are directly in two corresponding parts or sections."""
    used = set(matched.values())
    olds = [child for child in one.children if "sections" in child.path and child.path not in matched]
    news = [child for child in other.children if "sections" in child.path and child.path not in used]
    pairs = align_gaps(
        [old.signature for old in olds], [new.signature for new in news],
        [old.tokens for old in olds], [new.tokens for new in news],
    )  # fmt: skip
    for a, b in pairs:
        if a is not None and b is not None and not (_id(olds[a]) and _id(news[b])):
            matched[olds[a].path] = news[b].path


def _match_moved(original: Outline, translation: Outline, matched: SectionPaths) -> None:
    """Add the pairs of sections that are in different places and have most of what distinguishes them in common."""
    used = set(matched.values())
    rest = [node for path, node in translation.nodes.items() if path not in used and not _id(node)]
    for path, node in original.nodes.items():
        if path in matched or not node.tokens or _id(node):
            continue
        found = max(rest, key=lambda candidate: similarity(node.tokens, candidate.tokens), default=None)
        if found and similarity(node.tokens, found.tokens) >= _LEAST_SIMILARITY:
            matched[path] = found.path
            rest.remove(found)


def align_gaps(
    olds: Sequence[Signature], news: Sequence[Signature], old_words: Sequence[str], new_words: Sequence[str]
) -> Pairs:
    """Return the pairs of two sequences, as `align` does; what remains between two pairs is paired in order.

    No policy of `align` does that: in two languages the words say little, and the place says most.

    As many elements as before are paired in order, unless some are elsewhere: what is in another place of the other
    sequence, as it is, remains without a counterpart.
    """
    if len(olds) == len(news) and not _has_moved(olds, news):
        return [(at, at) for at in range(len(olds))]
    closed: Pairs = []
    gap: Pairs = []
    one, other = (
        [Item(key, (text,), is_list=key[0] == "list") for key, text in zip(keys, words, strict=True)]
        for keys, words in ((olds, old_words), (news, new_words))
    )
    for pair in (*align(one, other, SIMILAR_WORDS), (0, 0)):
        if None in pair:
            gap.append(pair)
            continue
        closed += [*_close_gap(gap, olds, news), pair]
        gap = []
    return closed[:-1]


def _has_moved(olds: Sequence[Signature], news: Sequence[Signature]) -> bool:
    """Return whether an element that is the only one of its kind in both is in another place."""
    counts = Counter(olds), Counter(news)
    return any(
        counts[0][old] == counts[1][old] == 1 and news[at] != old and news[at] != olds[at]
        for at, old in enumerate(olds)
    )


def _close_gap(gap: Pairs, olds: Sequence[Signature], news: Sequence[Signature]) -> Pairs:
    one = [a for a, _ in gap if a is not None]
    other = [b for _, b in gap if b is not None]
    movable = {b for b in other if news[b] in olds}
    pairs: Pairs = []
    for a in one:
        b = None if olds[a] in news else next((index for index in other if index not in movable), None)
        if b is not None:
            pairs += [(None, index) for index in other[: other.index(b)]]
            other = other[other.index(b) + 1 :]
        pairs.append((a, b))
    return [*pairs, *((None, index) for index in other)]


def find_numbers(text: str, language: str) -> list[Quantity]:
    """Return the numbers and months of a text, in order; addresses have none."""
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), _to_ascii_digits(text))
    months = list(_find_months(plain, language))
    for month in months:
        plain = plain[: month.start] + " " * (month.end - month.start) + plain[month.end :]
    return sorted([*months, *_find_figures(plain, language)], key=lambda quantity: quantity.start)


def has_word_for(quantity: Quantity, text: str, language: str) -> bool:
    """Return whether a text has words for a number, which may therefore be written in words there."""
    patterns, words = _word_patterns(language), text.lower()
    values = {value for value in quantity.values if value == value.to_integral_value()}
    if quantity.is_scaled:
        values |= {value.scaleb(-zeros) for value in values for zeros in _scales_in(words, language)}
    return any(patterns[key].search(words) for value in values if (key := f"{value.normalize():f}") in patterns)


def is_misread(figure: str, language: str, other_language: str) -> bool:
    """Return whether a figure is thousands in a language, and decimals for readers of another one: "1,480"."""
    own, other = _load(language), _load(other_language)
    groups, signs = _SEPARATOR.split(figure), set(_SEPARATOR.findall(figure))
    is_grouped = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and len(signs) == 1
    return is_grouped and signs <= set(own["thousands"]) - set(own["decimal"]) and signs == {other["decimal"][0]}


def _to_ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text)


def _load(language: str) -> Any:
    return resources.read_language_file("numbers", language, "en")


@cache
def _word_patterns(language: str) -> dict[str, re.Pattern[str]]:
    """Return what finds the words of each number: their beginnings with an ending, or any place of a word."""
    shape = "(?:{})" if language in _JOINED else r"(?<!\w)(?:{})\w{{0,6}}"
    words: Mapping[str, Sequence[str]] = _load(language)["words"]
    return {number: re.compile(shape.format("|".join(map(re.escape, forms)))) for number, forms in words.items()}


@cache
def _scale_pattern(language: str, key: str) -> re.Pattern[str]:
    """Return what finds a word or an abbreviation that multiplies the number before it."""
    scales = sorted(_load(language).get(key, ()), key=len, reverse=True)
    end = "" if language in _JOINED else r"(?!\w)"
    return re.compile(rf"[{_SPACES}-]?({'|'.join(map(re.escape, scales)) or '(?!)'}){end}", re.IGNORECASE)


def _scales_in(words: str, language: str) -> set[int]:
    """Return the numbers of zeros of the scales that a text names."""
    start = "" if language in _JOINED else r"(?<!\w)"
    scales: Mapping[str, str] = _load(language)["scales"]
    pattern = _scale_pattern(language, "scales")
    return {int(scales[found[1]]) for found in re.finditer(start + pattern.pattern, words)}


def _read_scale(number: Quantity, text: str, language: str) -> Quantity | None:
    """Return a number with the word of a scale that follows it in a text; None if there is none.

    "5" in "5 to 10 million" is read both ways.
    """
    through = _RANGE.match(text, number.end)
    for key, end in (("scales", number.end), ("abbreviations", number.end), ("scales", through and through.end())):
        if end is not None and (found := _scale_pattern(language, key).match(text, end)):
            zeros = int(_load(language)[key][found[1].lower()])
            scaled = frozenset(value.scaleb(zeros) for value in number.values)
            is_sure = key == "scales" and end == number.end
            values = scaled if is_sure else number.values | scaled
            return Quantity(values, number.start, found.end() if end == number.end else number.end, is_scaled=True)
    return None


def _find_figures(text: str, language: str) -> Iterator[Quantity]:
    for match in _REVERSED.finditer(text) if "reversed" in _load(language) else ():
        groups = _SEPARATOR.split(match[0])
        values = _joined(groups[::-1]) | (_joined(groups) if len(groups[-1]) == 3 else set())
        yield Quantity(frozenset(values), *match.span())
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    for match in _NUMBER.finditer(text):
        readings = [Quantity(values, *match.span()) for values in _read_figure(match[0], language)]
        scaled = _read_scale(readings[0], text, language) if len(readings) == 1 else None
        yield from [scaled] if scaled else readings


def _read_figure(figure: str, language: str) -> list[frozenset[Decimal]]:
    """Return the values of the numbers in a figure: one, or several in a date such as "15.12.2022"."""
    groups, signs = _SEPARATOR.split(figure), _SEPARATOR.findall(figure)
    if not signs:
        return [frozenset({Decimal(figure)})]
    whole, last = signs[:-1], signs[-1]
    is_grouped = len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:])
    if is_grouped and all(sign in _GROUPING for sign in signs):
        return [_joined(groups)]
    if is_grouped and len(signs) > 1 and len(set(signs)) == 1:
        return [_joined(groups)]
    if len(signs) == 1 and last not in _GROUPING:
        return [_read_ambiguous(groups, last, language) if is_grouped else _decimal(groups)]
    is_whole_grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:-1])
    if last in f".,{_ARABIC_DECIMAL}" and last not in whole and len(set(whole)) == 1 and is_whole_grouped:
        return [_decimal(["".join(groups[:-1]), groups[-1]])]
    return [frozenset({Decimal(group)}) for group in groups]


def _read_ambiguous(groups: Sequence[str], sign: str, language: str) -> frozenset[Decimal]:
    """Return the values of digits, a sign, and three digits more."""
    data, values = _load(language), set[Decimal]()
    if sign in data["decimal"] or sign == _ARABIC_DECIMAL:
        values |= _decimal(groups)
    if sign in data["thousands"]:
        values |= _joined(groups)
    return frozenset(values) or _decimal(groups)


def find_named_months(text: str, language: str) -> set[Decimal]:
    """Return the months whose names a text has, next to figures or not."""
    found = _month_pattern(language)
    pattern, forms = found or (None, {})
    matches = pattern.finditer(_to_ascii_digits(text)) if pattern else ()
    return {Decimal(_month_of(match[0], forms)) for match in matches}


def _month_of(name: str, forms: Mapping[str, int]) -> int:
    return max((len(form), number) for form, number in forms.items() if name.lower().startswith(form))[1]


def _joined(groups: Sequence[str]) -> frozenset[Decimal]:
    return frozenset({Decimal("".join(groups))})


def _decimal(groups: Sequence[str]) -> frozenset[Decimal]:
    return frozenset({Decimal(".".join(groups)).normalize()})


@cache
def _month_pattern(language: str) -> tuple[re.Pattern[str], Mapping[str, int]] | None:
    """Return what finds the names of months, and the month of each form; None for a language without a locale."""
    if language not in resources.names("templates/locales", ".yaml"):
        return None
    forms: dict[str, int] = {}
    for number, names in enumerate(locale.load(language).months, 1):
        forms |= {_to_ascii_digits(name.strip()): number for name in names.split("/")}
    stems = {form[:-1]: number for form, number in forms.items() if len(form) >= _STEM_LENGTH and form[0].isalpha()}
    if language in _JOINED:
        pattern = rf"(?<!\d)(?:{_alternatives(forms)})"
    else:
        inflected = rf"(?:{_alternatives(stems)})[^\W\d_]{{0,2}}" if stems else "(?!)"
        pattern = rf"(?<![^\W_])(?:{inflected}|{_alternatives(forms)})(?![^\W\d_])"
    return re.compile(pattern), {form.lower(): number for form, number in (stems | forms).items()}


def _alternatives(forms: Iterable[str]) -> str:
    """Return a pattern of names; one that begins with a small letter can also begin a sentence."""
    longest_first = sorted(forms, key=len, reverse=True)
    return "|".join(f"(?i:{re.escape(form)})" if form.islower() else re.escape(form) for form in longest_first)


def _find_months(text: str, language: str) -> Iterator[Quantity]:
    """Yield the months that are next to a figure: "may" alone is a verb. Two names of one month in a row are one."""
    found = _month_pattern(language)
    if found is None:
        return
    pattern, forms = found
    last: Quantity | None = None
    for match in pattern.finditer(text):
        start, end = match.span()
        number = _month_of(match[0], forms)
        if last and last.values == {Decimal(number)} and text[last.end : start].strip() in ("/", ""):
            continue
        if any(character.isdigit() for character in text[max(0, start - _NEAR) : end + _NEAR]):
            last = Quantity(frozenset({Decimal(number)}), start, end, is_month=True)
            yield last

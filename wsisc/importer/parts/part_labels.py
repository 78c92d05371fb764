"""The beginning of a heading -> the label of a part in it: "Part Three (a)", "3(a)", "Section 1", "Première partie"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer import language_tables
from wsisc.importer.language_tables import LanguageTable
from wsisc.importer.parts.part_headings import PartIds
from wsisc.text.scripts import HAN, has_any
from wsisc.text.words import fold_without_accents, without_accents

_MAX_LETTERS = 80  # a label is at the beginning of a heading; "Troisième partie, paragraphe a)" has 32 letters
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LETTER_ROWS = ("abcdefgh", "ابجدهوزح", "абвгдежз", "12345678", "一二三四五六七八")
"""The letters by which Latin, Arabic and Cyrillic count, without marks; figures ("Part 3.1"), and Chinese numbers."""
_DIGITS = r"\d{1,2}"
_SLOT = re.compile(r"(\{n(?:th)?\})")
_GAP, _BORDER = r"[\W_]*", r"(?![^\W_])"
_IS_WORD = re.compile(r"[ivx]+(?= [^\W_]| *$)")  # "I am", "V" alone: no Roman numeral without a sign after it
# The letter of a part within a part: "(a)", "a)" or "a." after the number, or "a" right after it.
_LETTER = (
    r"(?:[\W_]{{0,4}}(?:(?:{words})[\W_]+)?\((?P<bracketed>[^\W\d_])\)"
    r"|[\s.:,–—-]{{0,3}}(?:(?:{words})[\W_]+)?(?P<closed>[^\W\d_])(?:[.):](?=\W|$)|(?=\s*[–—-]|\s*$))"
    r"|[.–-]?(?P<attached>[^\W\d_])(?![^\W_])|\.(?P<figure>\d)(?![\d.]))?"
)
_BEFORE_LABEL = re.compile(r"[(\[–—:-]")
_LETTER_ALONE = re.compile(r"[\s\W]{0,2}?(?:\((?P<letter>[^\W\d_])\)|(?P<closed>[^\W\d_])[.)])")


class LabelKind(IntEnum):
    """How a label is written, from the surest: a word of parts, another word, a number alone, a letter alone."""

    WORD = 1
    OTHER_WORD = 2
    NUMBER = 3
    LETTER = 4


class Label(NamedTuple):
    """A label at the beginning of a text: its number (0 for none) and letter ("" for none).

    `end` is where the label ends in the text, `number_end` where it would without its letter.
    """

    kind: LabelKind
    number: int
    letter: str
    end: int
    number_end: int
    language: str = ""


@dataclass(frozen=True)
class LabelScheme:
    """The parts of a call by the numbers of their labels, and those within them by their letters.

    `kinds` are the kinds of labels with words that the call has.
    """

    numbers: Mapping[int, PartIds]
    letters: Mapping[PartIds, Mapping[str, PartIds]]
    kinds: frozenset[LabelKind] = frozenset({LabelKind.WORD})

    def find_part(self, label: Label, open_part: PartIds) -> PartIds:
        """Return the part that a label names; a letter alone is within the part that is open. () if there is none."""
        if label.kind == LabelKind.LETTER:
            within = open_part if open_part in self.letters else open_part[:-1]
            return self.letters.get(within, {}).get(label.letter, ())
        part = self.numbers.get(label.number, ())
        return self.letters.get(part, {}).get(label.letter, part)


@lru_cache(maxsize=64)
def read_scheme(call: Call) -> LabelScheme:
    """Return how the parts of a call are labelled."""
    numbers: dict[int, PartIds] = {}
    letters: dict[PartIds, dict[str, PartIds]] = {}
    kinds = {LabelKind.WORD}
    for position, part in enumerate(call.parts, 1):
        if part.is_headed:
            labels = [label for language in call.languages if (label := parse_label(part.label[language]))]
            numbers.setdefault(next((label.number for label in labels if label.number), position), (part.id,))
            kinds |= {label.kind for label in labels if label.kind == LabelKind.OTHER_WORD}
    for ids, part in calls.parts(call):
        for index, child in enumerate(part.parts):
            own = {fold_without_accents(child.label[language]) for language in call.languages}
            usual = (row[index] for row in _LETTER_ROWS if index < len(row))
            for letter in (*own, *usual):
                letters.setdefault(ids, {}).setdefault(letter, (*ids, child.id))
    return LabelScheme(numbers, letters, frozenset(kinds))


@lru_cache(maxsize=4096)
def parse_label(text: str) -> Label | None:
    """Return the label at the beginning of a text: the surest, and the longest of these; None if there is none."""
    plain, offsets = _fold_letters(text[:_MAX_LETTERS])
    found = [label for pattern in _patterns() if (label := pattern.match(plain))]
    if not found:
        return _parse_letter(plain, offsets)
    best = min(found, key=lambda label: (label.kind, -label.end))
    return best._replace(end=offsets[best.end], number_end=offsets[best.number_end])


@lru_cache(maxsize=4096)
def parse_label_after(text: str) -> Label | None:
    """Return the label in words after a title: "Trends (Part Two)", "Trends – Part Two"; None if there is none.

    Its ends are those of the title.
    """
    for match in _BEFORE_LABEL.finditer(text, max(0, len(text) - 2 * _MAX_LETTERS)):
        end, rest = len(text[: match.start()].rstrip()), text[match.end() :].lstrip()
        label = parse_label(rest)
        if end and label and label.kind == LabelKind.WORD and not rest[label.end :].strip(" )]."):
            return label._replace(end=end, number_end=end)
    return None


def _parse_letter(plain: str, offsets: list[int]) -> Label | None:
    match = _LETTER_ALONE.match(plain)
    after = plain[match.end() : match.end() + 1] if match else ""
    if not match or (after.strip() and not has_any(HAN, after)):
        return None
    end = offsets[match.end()]
    return Label(LabelKind.LETTER, 0, match["letter"] or match["closed"], end, end)


def _fold_letters(text: str) -> tuple[str, list[int]]:
    """Return a text in small letters without accents, and the offset in the text of each letter, and of the end."""
    pieces = [without_accents(letter).casefold() for letter in text]
    offsets = [index for index, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*offsets, len(text)]


@dataclass(frozen=True)
class _Pattern:
    """A way to write a label.

    `expression` is compiled for texts that have all its `words`: that of a form in one language takes 1 to 2 ms.
    """

    kind: LabelKind
    language: str
    words: Sequence[str]
    expression: str
    numbers: Mapping[str, int]

    def match(self, plain: str) -> Label | None:
        """Return the label at the beginning of a folded text."""
        match = all(word in plain for word in self.words) and re.match(self.expression, plain)
        if not match:
            return None
        written = re.sub(r"[\W_]+", " ", match["number"])
        number = int(written) if written.isdecimal() else self.numbers.get(written, 0)
        letter = match["bracketed"] or match["closed"] or match["attached"] or match["figure"] or ""
        is_pronoun = self.kind == LabelKind.NUMBER and not letter and _IS_WORD.match(plain, match.start("number"))
        if not number or is_pronoun:
            return None
        return Label(self.kind, number, letter, match.end(), match.end("label"), self.language)


@cache
def _patterns() -> tuple[_Pattern, ...]:
    words = "|".join(word for table in language_tables.load_all() for word in table.of_letters)
    letter = _LETTER.format(words=words)
    romans = {roman: number for number, roman in enumerate(_ROMAN, 1)}
    bare = rf"\W{{0,2}}(?P<label>(?P<number>{_DIGITS}|[ivx]{{1,5}}))(?!\.?\d){letter}{_BORDER}"
    found = [_Pattern(LabelKind.NUMBER, "", (), bare, romans)]
    for table in language_tables.load_all():
        found += _table_patterns(table, romans, letter)
    return tuple(found)


def _table_patterns(table: LanguageTable, romans: Mapping[str, int], letter: str) -> Iterator[_Pattern]:
    kinds = ((LabelKind.WORD, table.labels), (LabelKind.OTHER_WORD, table.other_labels))
    for kind, patterns in kinds:
        for pattern in patterns:
            numbers = table.ordinals if "{nth}" in pattern else {**romans, **table.numbers}
            slot = "" if "{nth}" in pattern else f"{_DIGITS}|"
            slot += "|".join(sorted(map(_as_regex, numbers), key=len, reverse=True))
            pieces = _SLOT.split(pattern)
            label = "".join(f"(?P<number>{slot})" if _SLOT.fullmatch(piece) else _as_regex(piece) for piece in pieces)
            border = "" if has_any(HAN, pattern[-1:]) else _BORDER
            expression = rf"{_GAP}(?P<label>{label}){letter}{border}"
            words = [word for piece in pieces[::2] for word in fold_without_accents(piece).split()]
            yield _Pattern(kind, table.language, words, expression, numbers)


def _as_regex(words: str) -> str:
    """Return a regular expression for folded words, whatever is between and around them."""
    inner = r"[\W_]+".join(map(re.escape, fold_without_accents(words).split()))
    before, after = (_GAP if end else "" for end in (words[:1].isspace(), words[-1:].isspace()))
    return f"{before}{inner}{after}"

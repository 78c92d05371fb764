"""A line of the first pages -> the fields in it: "Contact: A. Diallo, a@b.example" is a label, a name and an e-mail.

They are known by their labels, from the table of each language, or by their form: an e-mail, an address of the web, a
telephone number, a date. Each piece of a line has a kind, so that each word can be accounted for.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from wsisc.importer import language_tables, thresholds
from wsisc.source.markup import typed_addresses
from wsisc.text.words import fold_without_accents

_EMAIL = r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"  # RFC 5321, 4.5.3.1.1: 64 before the sign
_ADDRESS = rf"(?:https?://|www\.)(?:(?![,;]){typed_addresses.CHARACTER})+"
_TELEPHONE = r"\+\(?\d[\d\s()./-]{6,}\d"  # without a plus sign it can be any number
_SEPARATORS = " \t\n\xa0,;|/，；、"
_MAX_LETTERS = 600  # far more than so many words have; bounds the search for addresses, which grows with the square

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|er|re|o|a)?")
_MOST_MONTHS = 12
# Words that are in dates and say nothing: the names of days are not looked at at all.
_MIN_ABBREVIATION = 3  # letters: "Dec", "déc."


class FieldKind(StrEnum):
    """What a piece of a line is: a label, or the value of one. OTHER values have no place in a submission."""

    LABEL = "label"
    ENTITY = "entity"
    PERSON = "person"
    EMAIL = "email"
    DATE = "date"
    OTHER = "other"


class FieldPiece(NamedTuple):
    """A piece of a line; all pieces together are the line."""

    kind: FieldKind
    text: str


class FieldLine(NamedTuple):
    """A line with fields; `open_kind` is that of the label at its end, whose value is in the next line."""

    pieces: tuple[FieldPiece, ...]
    open_kind: FieldKind | None = None


def read_line(text: str, open_kind: FieldKind | None = None, is_below: bool = True) -> FieldLine | None:
    """Return the fields in a line, None if it is no line of fields.

    `open_kind` is that of the label that ends the line before. Only what `is_below` another line of a cover is known
    by its form alone: an address that is all of a text is its content.
    """
    stripped = text.strip()
    if not stripped or len(stripped) > _MAX_LETTERS or len(stripped.split()) > thresholds.LABELLED_LINE_WORDS:
        return None
    if is_date(stripped) and not _label_pattern().match(stripped):
        return FieldLine((FieldPiece(FieldKind.DATE, text),))
    pieces = _divide(text, open_kind or FieldKind.LABEL)
    is_field = pieces[0].kind == FieldKind.LABEL and bool(_label_pattern().match(stripped))
    is_formed = all(piece.kind != FieldKind.LABEL or not piece.text.strip(_SEPARATORS) for piece in pieces)
    if not (is_field or (is_formed and is_below) or open_kind):
        return None
    return FieldLine(tuple(pieces), _open_kind(text))


def is_date(text: str) -> bool:
    """Return whether a line is a date, and perhaps a place."""
    return len(text.split()) <= thresholds.DATE_WORDS and bool(parse_date(text))


def is_label(text: str) -> bool:
    """Return whether a text is the label of a field and nothing else."""
    match = _label_pattern().match(text.strip())
    return match is not None and match.end() == len(text.strip())


def _divide(text: str, kind: FieldKind) -> list[FieldPiece]:
    """Return a line as pieces; `kind` is that of words before any label, LABEL if they belong to no field."""
    pieces, at = list[FieldPiece](), 0
    for match in _token_pattern().finditer(text):
        pieces += _value(kind, text[at : match.start()])
        if match["label"]:
            kind = _kind_of(match["label"])
            pieces.append(FieldPiece(FieldKind.LABEL, match[0]))
        else:
            pieces.append(FieldPiece(FieldKind.EMAIL if match["email"] else FieldKind.OTHER, match[0]))
        at = match.end()
    return [*pieces, *_value(kind, text[at:])]


def _value(kind: FieldKind, text: str) -> Iterator[FieldPiece]:
    """Yield a value, and the signs around it, which belong to no value."""
    inner = text.strip(_SEPARATORS)
    if not inner:
        if text:
            yield FieldPiece(FieldKind.LABEL, text)
        return
    start = text.index(inner)
    is_without_form = kind == FieldKind.EMAIL  # an e-mail would have been found
    for each, piece in (
        (FieldKind.LABEL, text[:start]),
        (FieldKind.OTHER if is_without_form else kind, inner),
        (FieldKind.LABEL, text[start + len(inner) :]),
    ):
        if piece:
            yield FieldPiece(each, piece)


def _open_kind(text: str) -> FieldKind | None:
    labels = [match for match in _token_pattern().finditer(text) if match["label"]]
    return _kind_of(labels[-1]["label"]) if labels and not text[labels[-1].end() :].strip(_SEPARATORS) else None


@cache
def _labels() -> dict[str, FieldKind]:
    """Return the labels of all languages, in small letters, each with its kind."""
    kinds = (FieldKind.ENTITY, FieldKind.PERSON, FieldKind.EMAIL, FieldKind.DATE, FieldKind.OTHER)
    return {
        label.casefold(): kind
        for table in language_tables.load_all()
        for kind in kinds
        for label in table.cover_fields[kind.value]
    }


def _kind_of(label: str) -> FieldKind:
    return _labels()[" ".join(label.casefold().split())]


def _label_regex() -> str:
    longest_first = sorted(_labels(), key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, label.split())) for label in longest_first)


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_label_regex()})\s*(?:[:：]|$)", re.IGNORECASE)


@cache
def _token_pattern() -> re.Pattern[str]:
    label = rf"(?<![^\W_])(?P<label>{_label_regex()})\s*(?:[:：]\s*|\s*$)"
    return re.compile(rf"{label}|(?P<email>{_EMAIL})|(?:{_ADDRESS})|(?:{_TELEPHONE})", re.IGNORECASE)


def parse_date(text: str) -> str:
    """Return a date as YYYY-MM-DD, "" if a text is not a date, or is ambiguous."""
    stripped = text.strip().rstrip(".")
    for pattern in (_ISO, _CHINESE):
        if match := pattern.fullmatch(stripped):
            return _format(*match.groups())
    if match := _DAY_FIRST.fullmatch(stripped):
        day, sign, month, year = match.groups()
        # "3/4/2026" is in March in some countries, and in April in others; with points it is not.
        is_clear = sign == "." or int(day) > _MOST_MONTHS or day == month
        return _format(year, month, day) if is_clear else ""
    return _parse_words(fold_without_accents(stripped).split())


def _parse_words(words: list[str]) -> str:
    """Return a date in which the month is a word."""
    months = {
        number for size in (1, 2) for at in range(len(words)) if (number := _month(" ".join(words[at : at + size])))
    }
    numbers = [int(match[1]) for word in words if (match := _NUMBER.fullmatch(word))]
    years, days = [number for number in numbers if number >= 1000], [number for number in numbers if number < 1000]
    if len(months) != 1 or len(years) != 1 or len(days) != 1:
        return ""
    return _format(str(years[0]), str(months.pop()), str(days[0]))


def _month(word: str) -> int:
    """Return the number of a month by its name, or by the beginning of it; 0 for other words."""
    for table in language_tables.load_all():
        if word in table.months:
            return table.months[word]
    if len(word) < _MIN_ABBREVIATION or not word.isalpha():
        return 0
    numbers = {
        number for table in language_tables.load_all() for name, number in table.months.items() if name.startswith(word)
    }
    return numbers.pop() if len(numbers) == 1 else 0


def _format(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""

"""A wording of the call in a file -> the words of the call, and those that were typed into it."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from wsisc.align.common_words import find_spans
from wsisc.importer import thresholds
from wsisc.importer.account.report import Fate, ReportItem
from wsisc.importer.account.word_accounting import AccountedText, Ledger
from wsisc.importer.normalize import similarity
from wsisc.text.shared import common_ends
from wsisc.text.words import fold, one_line

_TOKEN = re.compile(r"(?:(?<!\s)\s+)?\S+")


class EditedParagraph(NamedTuple):
    """A paragraph in pieces, and the stretches of words in it that are not those of the call."""

    pieces: tuple[AccountedText, ...]
    typed_words: tuple[str, ...]

    @property
    def has_wording(self) -> bool:
        """Whether any of its words are those of the call."""
        return any(piece.fate != Fate.REPORTED and fold(piece.text) for piece in self.pieces)

    @property
    def typed_count(self) -> int:
        """The number of words that are not those of the call."""
        return sum(len(words.split()) for words in self.typed_words)

    def record_typed(self, ledger: Ledger, kind: str, needs_person: bool = True) -> list[AccountedText]:
        """Report the words that are not those of the call, and return the pieces with the fates that they have then.

        A sentence can share some words with the call, so many words are reported, and all are kept, with those between.
        """
        typed = [at for at, each in enumerate(self.pieces) if each.fate == Fate.REPORTED]
        if not typed:
            return list(self.pieces)
        within = self.pieces[typed[0] : typed[-1] + 1]
        stretch = "".join(piece.text for piece in within)
        if ledger.kept is not None:
            kept = ledger.report_typed(kind, stretch)
            placed = [kept._replace(text=piece.text) for piece in within]
            return [*self.pieces[: typed[0]], *placed, *self.pieces[typed[-1] + 1 :]]
        if self.typed_count > thresholds.MISPRINTED_WORDS:
            ledger.items.append(ReportItem(kind, one_line(stretch), self.typed_count, needs_person))
        else:
            for words in self.typed_words:
                ledger.report_typed(kind, words, needs_person)
        return list(self.pieces)


def compare_words(texts: Sequence[str], wordings: Collection[str], fate: Fate) -> list[EditedParagraph]:
    """Return paragraphs that are one wording together, in pieces: with `fate`, or reported as typed into it.

    `wordings` are those that it can be, folded; the most similar one is used. A piece is in the wording as it is: where
    words of the wording were left out, another one begins.
    """
    tokens = [(at, token) for at, text in enumerate(texts) for token in _TOKEN.findall(text)]
    indexed_words = [(word, index) for index, (_, token) in enumerate(tokens) for word in fold(token).split()]
    words = [word for word, _ in indexed_words]
    closest = max(sorted(wordings), key=lambda each: similarity(" ".join(words), each), default="").split()
    places = _find_wording_words(words, closest)
    typed_tokens = {index for at, (_, index) in enumerate(indexed_words) if at not in places}
    gaps = {index for at, (_, index) in enumerate(indexed_words) if at and places.get(at) != places.get(at - 1, -2) + 1}
    return [_split_paragraph(at, tokens, typed_tokens, gaps, fate) for at in range(len(texts))]


def _find_wording_words(words: Sequence[str], wording: Sequence[str]) -> dict[int, int]:
    """Return the indexes of the words that are those of a wording, with their places in it.

    These are first the words at both ends, then those between, in order.
    """
    start, end = common_ends(words, wording)
    inner = words[start : len(words) - end], wording[start : len(wording) - end]
    within = {
        start + at: start + place
        for span in find_spans(*inner)
        if span.is_same
        for at, place in zip(range(span.start, span.end), range(span.first, span.last), strict=True)
    }
    shift = len(wording) - len(words)
    return {at: at for at in range(start)} | within | {at: at + shift for at in range(len(words) - end, len(words))}


def _split_paragraph(
    at: int, tokens: Sequence[tuple[int, str]], typed_tokens: Collection[int], gaps: Collection[int], fate: Fate
) -> EditedParagraph:
    pieces: list[AccountedText] = []
    for index, (paragraph_index, token) in enumerate(tokens):
        if paragraph_index == at:
            piece_fate = Fate.REPORTED if index in typed_tokens else fate
            is_same = bool(pieces) and pieces[-1].fate == piece_fate and (index not in gaps or index in typed_tokens)
            before = pieces.pop().text if is_same else ""
            pieces.append(AccountedText(piece_fate, before + token))
    return EditedParagraph(tuple(pieces), tuple(piece.text.strip() for piece in pieces if piece.fate == Fate.REPORTED))

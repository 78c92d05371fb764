"""A wording of the call in a file -> the words of the call, and those that were typed into it."""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from wsisc.importer.normalize import fold, similarity
from wsisc.importer.report import Fate
from wsisc.importer.word_accounting import AccountedText

_TOKEN = re.compile(r"(?:(?<!\s)\s+)?\S+")


class EditedParagraph(NamedTuple):
    """A paragraph in pieces, and the stretches of words in it that are not those of the call."""

    pieces: tuple[AccountedText, ...]
    typed_words: tuple[str, ...]

    @property
    def typed_count(self) -> int:
        """The number of words that are not those of the call."""
        return sum(len(each.split()) for each in self.typed_words)

    @property
    def typed_stretch(self) -> str:
        """The text from the first to the last of these words: a sentence can share some with the call."""
        typed = [at for at, each in enumerate(self.pieces) if each.fate == Fate.REPORTED]
        return "".join(each.text for each in self.pieces[typed[0] : typed[-1] + 1]) if typed else ""


def compare_words(texts: Sequence[str], wordings: Collection[str], fate: Fate) -> list[EditedParagraph]:
    """Return paragraphs that are one wording together, in pieces: with `fate`, or reported as typed into it.

    `wordings` are those that it can be, folded; the most similar one is used.
    """
    tokens = [(at, token) for at, text in enumerate(texts) for token in _TOKEN.findall(text)]
    indexed_words = [(word, index) for index, (_, token) in enumerate(tokens) for word in fold(token).split()]
    words = [word for word, _ in indexed_words]
    closest = max(sorted(wordings), key=lambda each: similarity(" ".join(words), each), default="").split()
    wording_words = _find_wording_words(words, closest)
    typed_tokens = {index for at, (_, index) in enumerate(indexed_words) if at not in wording_words}
    return [_split_paragraph(at, tokens, typed_tokens, fate) for at in range(len(texts))]


def _find_wording_words(words: Sequence[str], wording: Sequence[str]) -> set[int]:
    """Return the indexes of the words that are those of a wording: first at both ends, then between, in order."""
    least = min(len(words), len(wording))
    start = next((at for at in range(least) if words[at] != wording[at]), least)
    end = next((at for at in range(least - start) if words[-1 - at] != wording[-1 - at]), least - start)
    inner = words[start : len(words) - end], wording[start : len(wording) - end]
    blocks = SequenceMatcher(None, *inner, autojunk=False).get_matching_blocks()
    within = {start + at for block in blocks for at in range(block.a, block.a + block.size)}
    return {*range(start), *within, *range(len(words) - end, len(words))}


def _split_paragraph(
    at: int, tokens: Sequence[tuple[int, str]], typed_tokens: Collection[int], fate: Fate
) -> EditedParagraph:
    pieces: list[AccountedText] = []
    for index, (paragraph_index, token) in enumerate(tokens):
        if paragraph_index == at:
            piece_fate = Fate.REPORTED if index in typed_tokens else fate
            before = pieces.pop().text if pieces and pieces[-1].fate == piece_fate else ""
            pieces.append(AccountedText(piece_fate, before + token))
    return EditedParagraph(tuple(pieces), tuple(each.text.strip() for each in pieces if each.fate == Fate.REPORTED))

"""A wording of the call, as a file has it -> its own words, and those that somebody typed into it."""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from wsisc.importer.normalize import fold, likeness
from wsisc.importer.report import Fate
from wsisc.importer.word_accounting import Piece

_TOKEN = re.compile(r"(?:(?<!\s)\s+)?\S+")


class Amended(NamedTuple):
    """A paragraph in pieces, and the words in it that are not of the call, in stretches."""

    pieces: tuple[Piece, ...]
    typed: tuple[str, ...]


def compare(texts: Sequence[str], wordings: Collection[str], fate: Fate) -> list[Amended]:
    """Return paragraphs that say a wording together, word by word: of which fate it is, or typed into it.

    `wordings` are those that it may be, folded.
    """
    tokens = [(at, token) for at, text in enumerate(texts) for token in _TOKEN.findall(text)]
    words = [(word, index) for index, (_, token) in enumerate(tokens) for word in fold(token).split()]
    said = [word for word, _ in words]
    closest = max(sorted(wordings), key=lambda each: likeness(" ".join(said), each), default="").split()
    known = _known(said, closest)
    typed = {index for at, (_, index) in enumerate(words) if at not in known}
    return [_amended(at, tokens, typed, fate) for at in range(len(texts))]


def _known(said: Sequence[str], wording: Sequence[str]) -> set[int]:
    """Return which words that were said are those of a wording: those at both ends first, then the others in order."""
    least = min(len(said), len(wording))
    start = next((at for at in range(least) if said[at] != wording[at]), least)
    end = next((at for at in range(least - start) if said[-1 - at] != wording[-1 - at]), least - start)
    inner = said[start : len(said) - end], wording[start : len(wording) - end]
    blocks = SequenceMatcher(None, *inner, autojunk=False).get_matching_blocks()
    within = {start + at for block in blocks for at in range(block.a, block.a + block.size)}
    return {*range(start), *within, *range(len(said) - end, len(said))}


def _amended(at: int, tokens: Sequence[tuple[int, str]], typed: Collection[int], fate: Fate) -> Amended:
    pieces: list[Piece] = []
    for index, (where, token) in enumerate(tokens):
        if where == at:
            own = Fate.REPORTED if index in typed else fate
            joined = pieces.pop().text if pieces and pieces[-1].fate == own else ""
            pieces.append(Piece(own, joined + token))
    return Amended(tuple(pieces), tuple(each.text.strip() for each in pieces if each.fate == Fate.REPORTED))

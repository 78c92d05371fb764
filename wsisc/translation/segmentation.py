"""The pieces of a paragraph -> its sentences, each with the spaces behind it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsisc.lint import word_lists
from wsisc.text import sentences
from wsisc.translation.pieces import Piece, words

_END = re.compile(r"(?<![.!?…؟])[.!?…؟]++[\"”»’')\]]*+\s++(?=[^\s])|[。！？]++[”’」』）]*+\s*+(?=[^\s])")


class Segment(NamedTuple):
    """A sentence: its pieces, and the space behind it."""

    pieces: tuple[Piece, ...]
    space: str = ""


def split(pieces: Sequence[Piece]) -> list[Segment]:
    """Return the sentences of pieces. What ends where a sentence ends is part of it."""
    text = words(pieces)
    ends = list(_find_ends(text))
    segments: list[list[Piece]] = [[]]
    position = 0
    for piece in pieces:
        if piece.code is not None:
            if ends and piece.edge == "start" and position == ends[0]:
                ends.pop(0)
                segments.append([])
            segments[-1].append(piece)
            continue
        for part, is_last in _cut(piece.text, position, ends):
            if ends and position == ends[0]:
                ends.pop(0)
                segments.append([])
            segments[-1].append(Piece(part))
            position += len(part)
            assert not is_last or part
    return [_separate_space(each) for each in segments]


def _cut(text: str, position: int, ends: Sequence[int]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text that begins at a position, cut where sentences end."""
    cuts = [end - position for end in ends if 0 < end - position < len(text)]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        yield text[start:end], end == len(text)


def _find_ends(text: str) -> Iterator[int]:
    start, abbreviations = 0, word_lists.load("numbers")["abbreviations"]
    for match in _END.finditer(text):
        if match[0][0] in "。！？" or sentences.is_end(text, match, start, abbreviations):
            start = match.end()
            yield start


def _separate_space(pieces: list[Piece]) -> Segment:
    """Return a sentence without the space behind its last words."""
    at = max((index for index, each in enumerate(pieces) if each.text), default=None)
    if at is None:
        return Segment(tuple(pieces))
    kept = pieces[at].text.rstrip()
    if any(each.code for each in pieces[at + 1 :]):
        return Segment(tuple(pieces))
    space = pieces[at].text[len(kept) :]
    return Segment((*pieces[:at], *([Piece(kept)] if kept else []), *pieces[at + 1 :]), space)

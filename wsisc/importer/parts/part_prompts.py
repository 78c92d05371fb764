"""The paragraphs of a Word file -> where they say the prompt of a part: whole, nearly, cut short, or in pieces."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from wsisc.align.common_words import count_kept_words
from wsisc.importer import thresholds
from wsisc.importer.account.report import Reason
from wsisc.importer.normalize import has_matching_ends, similarity
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.part_headings import FoldedText, PartHeading, PartStart
from wsisc.readers.word.content import Paragraph
from wsisc.text.words import fold

_ARTICLES = re.compile(r"^(?:an?|the|your) ")


class _JoinedParagraphs(NamedTuple):
    """A block joined with some below it: how many blocks, their text, and the paragraphs with words; folded."""

    size: int
    text: str
    pieces: tuple[str, ...]

    def similarity_to(self, wording: str) -> float:
        """Return how similar this is to a wording: 0 if one of the paragraphs is no piece of it."""
        if len(self.pieces) == 1:
            return similarity(self.text, wording)
        words = set(wording.split())
        are_pieces = all(_share(piece, words) >= thresholds.PIECE_SHARE for piece in self.pieces)
        is_whole = are_pieces and has_matching_ends(self.pieces[0], self.pieces[-1], wording)
        return similarity(self.text, wording) if is_whole else 0


def _share(piece: str, words: Collection[str]) -> float:
    """Return which share of the words of a piece are among others; 0 for signs without words."""
    own = piece.split()
    return sum(word in words for word in own) / len(own) if own else 0


def _join_below(index: HeadingIndex, start: int) -> Iterator[_JoinedParagraphs]:
    """Yield a block joined with more and more of those below it."""
    joined: list[str] = []
    for size, at in enumerate(range(start, min(start + 2 * thresholds.JOINED_PARAGRAPHS, len(index.blocks))), 1):
        block = index.blocks[at]
        if not isinstance(block, Paragraph) or len(joined) == thresholds.JOINED_PARAGRAPHS:
            return
        if block.text.strip():
            joined.append(index.texts[at].folded)
            yield _JoinedParagraphs(size, " ".join(joined), tuple(joined))


def start_by_prompt(index: HeadingIndex, start: int, heading: PartHeading) -> PartStart | None:
    """Return the start of a part by its prompt, which may be split into paragraphs.

    There is none if the blocks below are more similar without this one, such as an item "bullet two" before Part Two.
    """
    best = PartStart((), 0, confidence=0)
    for joined in _join_below(index, start):
        if len(joined.text) > 2 * len(heading.text) + 18:  # so long a text cannot be similar enough
            break
        score = joined.similarity_to(heading.text)
        if len(heading.prompt.split()) >= thresholds.PROMPT_WORDS:
            score = max(score, joined.similarity_to(heading.prompt))
        if score >= thresholds.PROMPT_SIMILARITY and score > best.confidence:
            best = PartStart(heading.ids, joined.size, confidence=score, language=heading.language)
    below = start_by_prompt(index, start + 1, heading) if best.size > 1 else None
    is_better_below = below is not None and below.confidence > best.confidence
    return best if best.size and not is_better_below else None


def start_by_cut_prompt(index: HeadingIndex, start: int, heading: PartHeading) -> PartStart | None:
    """Return the start of a part by the first words of its prompt: the others were cut, or are another's."""
    score = cut_similarity(index.texts[start].folded, heading, is_heading=index.kind(start) is not None)
    if score < thresholds.CUT_SIMILARITY:
        return None
    size = 1 + count_prompt_blocks(index, start, heading)
    return PartStart(heading.ids, size, confidence=score, reason=Reason.PROMPT_BEGINNING, language=heading.language)


def cut_similarity(text: str, heading: PartHeading, is_heading: bool = True) -> float:
    """Return how similar a folded text is to as many first words of a prompt; 0 if it has too few words, or all."""
    words = text.split()
    if len(words) < (thresholds.CUT_TITLE_WORDS if is_heading else thresholds.CUT_WORDS):
        return 0
    beginnings = (wording.split()[: len(words)] for wording in (heading.text, heading.prompt))
    return max(
        similarity(text, " ".join(words_of_prompt)) if len(words_of_prompt) == len(words) else 0
        for words_of_prompt in beginnings
    )


def begins_prompt(text: str, prompt: str) -> bool:
    """Return whether a prompt begins with a text, whatever article each of them begins with; both folded."""
    return f"{_ARTICLES.sub('', prompt)} ".startswith(f"{_ARTICLES.sub('', text)} ")


def abridges_prompt(text: str, prompt: str) -> bool:
    """Return whether the words of a text are in a prompt, in the same order; both folded.

    Where there are others enough, short words make no difference: "and" for "or", "e" for "o" in Spanish.
    """
    telling = telling_words(text)
    own = telling if len(telling) >= thresholds.TELLING_WORDS else text.split()
    remaining = iter(prompt.split())
    return len(own) > 1 and all(word in remaining for word in own)


def telling_words(text: str) -> list[str]:
    """Return the words of a folded text that are long enough to say something in most languages."""
    return [word for word in text.split() if len(word) > thresholds.SHORT_WORD_LETTERS]


def edits_prompt(text: str, prompt: str) -> bool:
    """Return whether a text of a sentence or more is a prompt with other words in few places; both folded."""
    words = text.split()
    if len(words) < thresholds.CUT_WORDS:
        return False
    return count_kept_words(prompt.split(), words) >= thresholds.KEPT_SHARE * len(words)


def is_whole_prompt(text: FoldedText, heading: PartHeading) -> bool:
    """Return whether a text is all of a prompt, which so begins its part again: text that was pasted into a form."""
    if text.size < thresholds.CUT_WORDS or not heading.is_candidate(text):
        return False
    return (
        max(similarity(text.folded, heading.text), similarity(text.folded, heading.prompt))
        >= thresholds.WHOLE_SIMILARITY
    )


def surrounds_typed_words(text: FoldedText, heading: PartHeading) -> bool:
    """Return whether a text is a whole heading into which other words were typed, however many."""
    words = heading.text.split()
    if (
        len(words) < thresholds.SURROUNDING_WORDS
        or len(heading.words & text.words) < thresholds.PROMPT_SIMILARITY * len(heading.words)
        or not text.folded.startswith(f"{words[0]} ")
    ):
        return False
    return count_kept_words(words, text.folded.split()) >= thresholds.PROMPT_SIMILARITY * len(words)


def count_prompt_blocks(index: HeadingIndex, start: int, heading: PartHeading) -> int:
    """Return how many blocks below a label are its prompt, or pieces of it."""
    below = _join_below(index, start + 1)
    if whole := [
        joined.size for joined in below if joined.similarity_to(heading.prompt) >= thresholds.PROMPT_SIMILARITY
    ]:
        return whole[-1]
    size = 0
    for count, at in enumerate(
        range(start + 1, min(start + 1 + 2 * thresholds.JOINED_PARAGRAPHS, len(index.blocks))), 1
    ):
        block = index.blocks[at]
        if not isinstance(block, Paragraph):
            break
        if text := fold(block.text):
            if not _is_piece(index, at, text, heading, is_first=size == 0):
                break
            size = count
    return size


def _is_piece(index: HeadingIndex, at: int, text: str, heading: PartHeading, is_first: bool) -> bool:
    """Return whether a paragraph below a label is a piece of its prompt: words of it in order, or its beginning."""
    if len(text.split()) >= thresholds.PIECE_WORDS and f" {text} " in f" {heading.prompt} ":
        return True
    is_beginning = is_first and " " in text and begins_prompt(text, heading.prompt)
    is_cut = is_first and cut_similarity(text, heading) >= thresholds.CUT_SIMILARITY
    return is_cut or (is_beginning and index.kind(at) is not None)

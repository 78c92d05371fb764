"""The paragraphs of a Word file -> where the parts of a call begin: by prompts, exactly or nearly, and by labels."""

import re
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from typing import NamedTuple

from wsisc.calls.call import Call
from wsisc.importer import heading_detection, part_headings
from wsisc.importer.normalize import PROMPT_SIMILARITY, fold, has_matching_ends, similarity
from wsisc.importer.part_headings import FoldedText, PartHeading, PartIds
from wsisc.readers.word.content import Block, Paragraph

# From here on a heading in the styles of wsisc is that of the call: a letter or two can be misprinted. A guess.
_EXACT_SIMILARITY = 0.97
# Into so many paragraphs with words a prompt may be split, with as many empty ones between them. A guess.
_MAX_JOINED_PARAGRAPHS = 4
# So many words behind a label can be a title of the contributor's own ("Part One: What we did"). A guess.
_MAX_TITLE_WORDS = 15
# So many paragraphs that share words with a prompt are compared with it: more than any submission has. Bounds time.
_MAX_CANDIDATES = 150
# As many as the longest heading by style has; more words are a text, and folding them would take time for nothing.
_MAX_HEADING_WORDS = 80
# The words of a shorter heading occur, in this order, in many texts. A guess.
_MIN_SURROUNDING_WORDS = 10
_MIN_PROMPT_WORDS, _MIN_PIECE_WORDS = 4, 4
"""Fewer words without a label, or alone on a line, can be a heading or a line of the author's own. A guess."""
_CONTENTS_LEADERS = re.compile(r"(?:(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+)\s*+|\t[^\S\t]*+)\d++\s*+$")
_ARTICLES = re.compile(r"^(?:an?|the|your) ")


class PartStart(NamedTuple):
    """Where a part begins: the ids that lead to it, and how many blocks (`size`) its heading has.

    `own_title` are the contributor's words in the place of the prompt, in the first block from `title_offset` on.
    """

    ids: PartIds
    size: int
    own_title: str = ""
    title_offset: int = 0
    score: float = 1.0


def find_parts(
    blocks: Sequence[Block], texts: Sequence[FoldedText], call: Call, language: str, is_strict: bool = False
) -> dict[int, PartStart]:
    """Return which part begins at which block, by the index of the block. `texts` are the blocks, folded.

    `is_strict` is for documents of wsisc: only whole headings begin a part, or what its style and bookmark still mark.
    """
    headings = list(part_headings.fold_headings(call, language))
    starts: dict[int, PartStart] = {}
    index = candidate_count = 0
    while index < len(blocks) and len(starts) < len(headings):
        found_ids = {each.ids for each in starts.values()}
        remaining = [each for each in headings if each.ids not in found_ids]
        is_searched = candidate_count < _MAX_CANDIDATES and not is_strict
        candidates = [each for each in remaining if is_searched and each.is_candidate(texts[index])]
        candidate_count += bool(candidates)
        last_ids = next((each.ids for each in reversed(starts.values())), ())
        position = _BlockPosition(blocks, texts, index)
        if not position.can_start_part():
            start = None
        elif is_strict:
            start = _find_strict_start(position, remaining, last_ids)
        else:
            start = _find_start(position, remaining, candidates, last_ids, found_ids)
        if start:
            starts[index] = start
        index += start.size if start else 1
    return starts


class _BlockPosition(NamedTuple):
    """The index of a block among blocks, which are also there as folded texts."""

    blocks: Sequence[Block]
    texts: Sequence[FoldedText]
    start: int

    @property
    def paragraph(self) -> Paragraph:
        """The block itself, where it is a paragraph."""
        block = self.blocks[self.start]
        assert isinstance(block, Paragraph)
        return block

    def can_start_part(self) -> bool:
        """Return whether the block is a paragraph with words, and no line of a table of contents."""
        block = self.blocks[self.start]
        if not isinstance(block, Paragraph) or not block.text.strip():
            return False
        return "toc" not in block.style.lower() and not _CONTENTS_LEADERS.search(block.text)

    def is_heading(self) -> bool:
        """Return whether the block is, or looks like, a heading."""
        is_styled = bool(self.paragraph.outline)
        return is_styled or heading_detection.detect_by_looks(self.blocks, self.start) is not None


def _find_start(
    position: _BlockPosition,
    headings: Sequence[PartHeading],
    candidates: Sequence[PartHeading],
    last_ids: PartIds,
    found_ids: Set[PartIds],
) -> PartStart | None:
    """Return which part begins at a block: by its best prompt, then a label, its first words, or words around."""
    by_prompt = [start for each in candidates if (start := _start_by_prompt(position, each))]
    if by_prompt:
        return max(by_prompt, key=lambda start: start.score)
    for heading in headings:
        is_open = len(heading.ids) == 1 or heading.ids[:-1] in found_ids
        if is_open and (start := _start_by_label(position, heading, _is_next(heading, last_ids))):
            return start
    block, text = position.paragraph, position.texts[position.start]
    if text.size <= _MAX_HEADING_WORDS:
        title = fold(block.text[heading_detection.parse_number(block).length :])
        named = next((each for each in headings if _is_first_words(title, each.prompt)), None)
        if named and position.is_heading():
            return PartStart(named.ids, 1)
    return next((PartStart(each.ids, 1) for each in headings if _surrounds_typed_words(text, each)), None)


def _find_strict_start(
    position: _BlockPosition, headings: Sequence[PartHeading], last_ids: PartIds
) -> PartStart | None:
    """Return which part begins at a block of a document of wsisc.

    In this order: the part of the whole heading; that of the label alone, on the level of the part; that of a heading
    that was changed, or into which words were typed.
    """
    block, text = position.paragraph, position.texts[position.start]
    folded = fold(block.text)
    if block.outline:
        for heading in headings:
            if similarity(folded, heading.text) > _EXACT_SIMILARITY:
                return PartStart(heading.ids, 1)
        for heading in headings:
            is_alone = heading.has_words or _is_next(heading, last_ids)
            if folded == heading.label and block.outline == len(heading.ids) and is_alone:
                return PartStart(heading.ids, 1)
    return next((PartStart(each.ids, 1) for each in headings if _is_edited_heading(block, text, each)), None)


def _is_edited_heading(block: Paragraph, text: FoldedText, heading: PartHeading) -> bool:
    """Return whether a paragraph of a document of wsisc is a heading that was changed or has typed words in it."""
    is_marked = "_".join(heading.ids) in block.bookmarks
    is_similar = similarity(text.folded, heading.text) >= PROMPT_SIMILARITY or _surrounds_typed_words(text, heading)
    return (is_marked and (is_similar or block.outline == len(heading.ids))) or (block.outline > 0 and is_similar)


def _is_next(heading: PartHeading, last_ids: PartIds) -> bool:
    """Return whether the part that holds the part of a heading began last, or another part of that."""
    return len(heading.ids) > 1 and heading.ids[:-1] in (last_ids, last_ids[:-1])


class _JoinedParagraphs(NamedTuple):
    """A block joined with some below it: how many blocks, their text, and the first and last paragraph; folded."""

    size: int
    text: str
    first: str
    last: str

    def similarity_to(self, wording: str) -> float:
        """Return how similar this is to a wording: 0 if the first or last paragraph is no piece of it."""
        is_whole = self.first == self.text or has_matching_ends(self.first, self.last, wording)
        return similarity(self.text, wording) if is_whole else 0


def _join_below(position: _BlockPosition, step: int = 0) -> Iterator[_JoinedParagraphs]:
    """Yield a block joined with more and more of those below it."""
    joined: list[str] = []
    start = position.start + step
    for size, index in enumerate(range(start, min(start + 2 * _MAX_JOINED_PARAGRAPHS, len(position.blocks))), 1):
        block = position.blocks[index]
        if not isinstance(block, Paragraph) or len(joined) == _MAX_JOINED_PARAGRAPHS:
            return
        if block.text.strip():
            joined.append(position.texts[index].folded)
            yield _JoinedParagraphs(size, " ".join(joined), joined[0], joined[-1])


def _start_by_prompt(position: _BlockPosition, heading: PartHeading) -> PartStart | None:
    """Return the start of a part by its prompt, which may be split into paragraphs.

    There is none if the blocks below are more similar without this one, such as an item "bullet two" before Part Two.
    """
    best = PartStart((), 0, score=0)
    for joined in _join_below(position):
        if len(joined.text) > 2 * len(heading.text) + 18:  # so long a text cannot be similar enough
            break
        score = joined.similarity_to(heading.text)
        if len(heading.prompt.split()) >= _MIN_PROMPT_WORDS:
            score = max(score, joined.similarity_to(heading.prompt))
        if score >= PROMPT_SIMILARITY and score > best.score:
            best = PartStart(heading.ids, joined.size, score=score)
    below = _start_by_prompt(position._replace(start=position.start + 1), heading) if best.size > 1 else None
    is_better_below = below is not None and below.score > best.score
    return best if best.size and not is_better_below else None


def _start_by_label(position: _BlockPosition, heading: PartHeading, is_next: bool) -> PartStart | None:
    """Return the start of a part by its label, with its prompt, a piece of it, or other words behind.

    If `is_next`, the part that holds this one began last, or another part of that: a heading can be "(a)" alone.
    """
    block, folded = position.paragraph, f"{position.texts[position.start].folded} "
    label = next((each for each in sorted(heading.labels, key=len, reverse=True) if folded.startswith(f"{each} ")), "")
    text = part_headings.printed_text(block)
    match = _match_label(text, label) if label else None
    if not match:
        return None
    rest = text[match.end() :].strip()
    size, words = 1 + _count_prompt_blocks(position, heading), fold(rest).split()
    if not words:
        is_heading = heading.has_words or (is_next and position.is_heading())
        return PartStart(heading.ids, size) if is_heading else None
    if len(words) > 1 and _begins_prompt(" ".join(words), heading.prompt):
        return PartStart(heading.ids, size)
    if heading.has_words and len(words) <= _MAX_TITLE_WORDS:
        is_separated = bool(re.search(r"[:.\-–—\n)]\s*$", match[0]))
        if is_separated or position.is_heading():
            return PartStart(heading.ids, size, rest, len(block.text) - len(rest))
    return None


def _match_label(text: str, label: str) -> re.Match[str] | None:
    pattern = r"[\W_]*" + r"[\W_]+".join(map(re.escape, label.split())) + r"(?![^\W_])[\W_]*"
    return re.match(pattern, text, re.IGNORECASE)


def _is_first_words(title: str, prompt: str) -> bool:
    """Return whether two or more words are the first ones of a prompt: "Executive summary"."""
    return " " in title and _begins_prompt(title, prompt)


def _begins_prompt(text: str, prompt: str) -> bool:
    """Return whether a prompt begins with a text, whatever article each of them begins with."""
    return f"{_ARTICLES.sub('', prompt)} ".startswith(f"{_ARTICLES.sub('', text)} ")


def _surrounds_typed_words(text: FoldedText, heading: PartHeading) -> bool:
    """Return whether a text is a whole heading into which other words were typed, however many."""
    words = heading.text.split()
    if (
        len(words) < _MIN_SURROUNDING_WORDS
        or len(heading.words & text.words) < PROMPT_SIMILARITY * len(heading.words)
        or not text.folded.startswith(f"{words[0]} ")
    ):
        return False
    blocks = SequenceMatcher(None, words, text.folded.split(), autojunk=False).get_matching_blocks()
    return sum(each.size for each in blocks) >= PROMPT_SIMILARITY * len(words)


def _count_prompt_blocks(position: _BlockPosition, heading: PartHeading) -> int:
    """Return how many blocks below a label are its prompt, or pieces of it."""
    whole = [each.size for each in _join_below(position, 1) if each.similarity_to(heading.prompt) >= PROMPT_SIMILARITY]
    if whole:
        return whole[-1]
    size, start = 0, position.start + 1
    for count, block in enumerate(position.blocks[start : start + 2 * _MAX_JOINED_PARAGRAPHS], 1):
        if not isinstance(block, Paragraph):
            break
        if text := fold(block.text):
            if len(text.split()) < _MIN_PIECE_WORDS or f" {text} " not in f" {heading.prompt} ":
                break
            size = count
    return size

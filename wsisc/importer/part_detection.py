"""The paragraphs of a Word file -> where the parts of a call begin: by prompts, word for word or nearly, and labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.importer import call_phrases, heading_detection
from wsisc.importer.normalize import fold, has_matching_ends, similarity
from wsisc.readers.word.content import Block, Paragraph

_MIN_SIMILARITY = 0.86
_MAX_JOINED_PARAGRAPHS = 4
_MAX_TITLE_WORDS = 15
_MAX_CANDIDATES = 150  # at paragraphs that might begin a part: more than any submission has
_MAX_BEGINNING_WORDS = 80
_MIN_HEADING_WORDS = 10
_CONTENTS_LEADERS = re.compile(r"(?:(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+)\s*+|\t[^\S\t]*+)\d++\s*+$")
_ARTICLES = re.compile(r"^(?:an?|the|your) ")


class PartStart(NamedTuple):
    """Where a part begins: the ids that lead to it, `size`: how many blocks that takes, and words of another's.

    `words` are those that stand in the place of the prompt, in the first block from the offset `at` on.
    """

    ids: tuple[str, ...]
    size: int
    own_title: str = ""
    title_offset: int = 0
    score: float = 1.0


@dataclass(frozen=True)
class FoldedText:
    """A block as text: folded, with the number that Word prints before it, and its words; empty for a table."""

    folded: str
    words: frozenset[str]
    size: int


def fold_blocks(blocks: Sequence[Block]) -> list[FoldedText]:
    """Return blocks as texts, to be searched for the prompts of one call after another."""
    found = []
    for block in blocks:
        marker = f"{block.numbering.marker} " if isinstance(block, Paragraph) and block.numbering else ""
        folded = fold(marker + block.text) if isinstance(block, Paragraph) and block.text.strip() else ""
        words = folded.split()
        found.append(FoldedText(folded, frozenset(words), len(words)))
    return found


@dataclass(frozen=True)
class _PartHeading:
    """A part of a call, folded."""

    ids: tuple[str, ...]
    labels: frozenset[str]
    label: str
    prompt: str
    has_words: bool
    words: frozenset[str]

    def is_candidate(self, text: FoldedText) -> bool:
        """Tell whether a text shares so many words with label and prompt that a closer look is worth it."""
        shared = len(text.words & self.words)
        return shared > 0 and 3 * shared >= len(text.words) - 2


def _part_headings(call: Call, language: str) -> Iterator[_PartHeading]:
    for ids, part in calls.parts(call):
        if part.is_headed:
            label, prompt = fold(part.label[language]), fold(part.prompt[language])
            labels, words = (
                frozenset(call_phrases.label_variants(part, language)),
                frozenset(f"{label} {prompt}".split()),
            )
            yield _PartHeading(ids, labels, label, prompt, _has_words(part, language), words)


def _has_words(part: CallPart, language: str) -> bool:
    """Tell whether a label says enough to stand alone: "Part One" does, "(a)" and "1." do not."""
    return " " in fold(part.label[language])


def find_parts(
    blocks: Sequence[Block], texts: Sequence[FoldedText], call: Call, language: str, is_strict: bool = False
) -> dict[int, PartStart]:
    """Return by the index of a block which part begins there. `read` are the `texts` of the blocks.

    `strict` takes only whole headings, or what is left of them, as the styles and bookmarks of wsisc tell them.
    """
    asked = list(_part_headings(call, language))
    found: dict[int, PartStart] = {}
    index = looks = 0
    while index < len(blocks) and len(found) < len(asked):
        taken = {begin.ids for begin in found.values()}
        still = [each for each in asked if each.ids not in taken]
        near = (
            [each for each in still if each.is_candidate(texts[index])]
            if looks < _MAX_CANDIDATES and not is_strict
            else []
        )
        looks += bool(near)
        last = next((begin.ids for begin in reversed(found.values())), ())
        begin = _find_start(_BlockPosition(blocks, texts, index), still, near, is_strict, last, taken)
        if begin:
            found[index] = begin
        index += begin.size if begin else 1
    return found


class _BlockPosition(NamedTuple):
    """A place among blocks, which are also there as texts."""

    blocks: Sequence[Block]
    texts: Sequence[FoldedText]
    start: int

    def is_heading(self) -> bool:
        """Tell whether the block is, or looks like, a heading."""
        block = self.blocks[self.start]
        is_styled = isinstance(block, Paragraph) and bool(block.outline)
        return is_styled or heading_detection.detect_by_looks(self.blocks, self.start) is not None


def _find_start(
    position: _BlockPosition,
    headings: list[_PartHeading],
    candidates: list[_PartHeading],
    is_strict: bool,
    last_ids: tuple[str, ...],
    found_ids: set[tuple[str, ...]],
) -> PartStart | None:
    block, text = position.blocks[position.start], position.texts[position.start]
    if not isinstance(block, Paragraph) or not block.text.strip() or _is_contents_line(block):
        return None
    if is_strict:
        found = _start_by_exact_heading(block, headings, last_ids) if block.outline else None
        return found or next((PartStart(one.ids, 1) for one in headings if _is_edited_heading(block, text, one)), None)
    by_words = max(
        (each for one in candidates if (each := _start_by_prompt(position, one))),
        key=lambda b: b.score,
        default=None,
    )
    if by_words:
        return by_words
    for one in headings:
        is_open = len(one.ids) == 1 or one.ids[:-1] in found_ids
        if is_open and (begin := _start_by_label(block, position, one, _is_next(one, last_ids))):
            return begin
    title = (
        fold(block.text[heading_detection.parse_number(block).length :]) if text.size <= _MAX_BEGINNING_WORDS else ""
    )
    begins = (begin for one in headings if (begin := _start_by_first_words(title, one)))
    begin = next(begins, None)
    if begin and position.is_heading():
        return begin
    return next((PartStart(one.ids, 1) for one in headings if _surrounds_typed_words(text, one)), None)


def _start_by_exact_heading(
    block: Paragraph, headings: list[_PartHeading], last_ids: tuple[str, ...]
) -> PartStart | None:
    """Return the beginning of a part by its whole heading, else by its label alone, on the level of that part."""
    text = fold(block.text)
    whole = (PartStart(one.ids, 1) for one in headings if similarity(text, f"{one.label} {one.prompt}") > 0.97)
    cut = (
        PartStart(one.ids, 1)
        for one in headings
        if text == one.label and block.outline == len(one.ids) and (one.has_words or _is_next(one, last_ids))
    )
    return next(whole, None) or next(cut, None)


def _is_edited_heading(block: Paragraph, text: FoldedText, heading: _PartHeading) -> bool:
    """Tell whether a paragraph of a document of ours is a heading into which words were typed, or that was changed."""
    is_marked = "_".join(heading.ids) in block.bookmarks
    is_alike = similarity(
        text.folded, f"{heading.label} {heading.prompt}"
    ) >= _MIN_SIMILARITY or _surrounds_typed_words(text, heading)
    return (is_marked and (is_alike or block.outline == len(heading.ids))) or (block.outline > 0 and is_alike)


def _is_next(heading: _PartHeading, last_ids: tuple[str, ...]) -> bool:
    """Tell whether the part that holds a part was begun last, or another part of that."""
    return len(heading.ids) > 1 and heading.ids[:-1] in (last_ids, last_ids[:-1])


def _is_contents_line(block: Paragraph) -> bool:
    """Tell whether a paragraph is a line of a table of contents."""
    return "toc" in block.style.lower() or bool(_CONTENTS_LEADERS.search(block.text))


class _JoinedParagraphs(NamedTuple):
    """A block joined with some below it: how many that takes, their text, and the first and last paragraph; folded."""

    size: int
    text: str
    first: str
    last: str

    def similarity_to(self, wording: str) -> float:
        """Return how much this is a wording: 0 where its first or last paragraph is no piece of it."""
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


def _start_by_prompt(position: _BlockPosition, heading: _PartHeading) -> PartStart | None:
    """Return the beginning of a part by its prompt, which may be split into paragraphs.

    There is none where those below say it better without this one, say an item that ends in "two" before Part Two.
    """
    best = PartStart((), 0, score=0)
    for joined in _join_below(position):
        if len(joined.text) > 2 * (len(heading.label) + len(heading.prompt)) + 20:
            break
        score = joined.similarity_to(f"{heading.label} {heading.prompt}")
        if len(heading.prompt.split()) > 3:
            score = max(score, joined.similarity_to(heading.prompt))
        if score >= _MIN_SIMILARITY and score > best.score:
            best = PartStart(heading.ids, joined.size, score=score)
    below = _start_by_prompt(position._replace(start=position.start + 1), heading) if best.size > 1 else None
    is_below = below is not None and below.score > best.score
    return best if best.size and not is_below else None


def _start_by_label(
    block: Paragraph, position: _BlockPosition, heading: _PartHeading, is_next: bool
) -> PartStart | None:
    """Return the beginning of a part by its label, with its prompt, a piece of it, or other words behind.

    `is_next` tells that the part which holds this one was begun last, or a part of that: a heading may say "(a)" alone.
    """
    folded = f"{position.texts[position.start].folded} "
    label = next((each for each in sorted(heading.labels, key=len, reverse=True) if folded.startswith(f"{each} ")), "")
    text = (f"{block.numbering.marker} " if block.numbering else "") + block.text
    match = _match_label(text, label) if label else None
    if not match:
        return None
    rest = text[match.end() :].strip()
    folded = fold(rest)
    if not folded:
        is_one = heading.has_words or (is_next and position.is_heading())
        return PartStart(heading.ids, 1 + _count_prompt_blocks(position, heading)) if is_one else None
    if len(folded.split()) > 1 and _is_piece_of_prompt(folded, heading.prompt, at_start=True):
        return PartStart(heading.ids, 1 + _count_prompt_blocks(position, heading))
    if heading.has_words and len(folded.split()) <= _MAX_TITLE_WORDS:
        is_parted = bool(re.search(r"[:.\-–—\n)]\s*$", match[0]))
        if is_parted or position.is_heading():
            return PartStart(
                heading.ids, 1 + _count_prompt_blocks(position, heading), rest, len(block.text) - len(rest)
            )
    return None


def _match_label(text: str, label: str) -> re.Match[str] | None:
    pattern = r"[\W_]*" + r"[\W_]+".join(map(re.escape, label.split())) + r"(?![^\W_])[\W_]*"
    return re.match(pattern, text, re.IGNORECASE)


def _start_by_first_words(title: str, heading: _PartHeading) -> PartStart | None:
    """Return the beginning of a part by a heading that gives the first words of its prompt: "Executive summary"."""
    is_piece = " " in title and _is_piece_of_prompt(
        _ARTICLES.sub("", title), _ARTICLES.sub("", heading.prompt), at_start=True
    )
    return PartStart(heading.ids, 1) if is_piece else None


def _is_piece_of_prompt(text: str, prompt: str, at_start: bool = False) -> bool:
    bare = _ARTICLES.sub("", text)
    starts = (f"{prompt} ".startswith(f"{text} "), f"{_ARTICLES.sub('', prompt)} ".startswith(f"{bare} "))
    return any(starts) if at_start else f" {text} " in f" {prompt} "


def _surrounds_typed_words(text: FoldedText, heading: _PartHeading) -> bool:
    """Tell whether a text is a whole heading into which other words were typed, as many as may be."""
    words = f"{heading.label} {heading.prompt}".split()
    if len(words) < _MIN_HEADING_WORDS or len(heading.words & text.words) < _MIN_SIMILARITY * len(heading.words):
        return False
    blocks = SequenceMatcher(None, words, text.folded.split(), autojunk=False).get_matching_blocks()
    return text.folded.startswith(f"{words[0]} ") and sum(each.size for each in blocks) >= _MIN_SIMILARITY * len(words)


def _count_prompt_blocks(position: _BlockPosition, heading: _PartHeading) -> int:
    """Return how many blocks below a label are its prompt, or pieces of it."""
    best = 0
    for joined in _join_below(position, 1):
        if joined.similarity_to(heading.prompt) >= _MIN_SIMILARITY:
            best = joined.size
    if best:
        return best
    start = position.start + 1
    for count, block in enumerate(position.blocks[start : start + 2 * _MAX_JOINED_PARAGRAPHS], 1):
        if not isinstance(block, Paragraph):
            break
        text = fold(block.text)
        if text and not (len(text.split()) > 3 and _is_piece_of_prompt(text, heading.prompt)):
            break
        best = count if text else best
    return best

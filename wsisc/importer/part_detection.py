"""The paragraphs of a Word file -> where the parts of a call begin: by prompts, word for word or nearly, and labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.importer import call_phrases, heading_detection
from wsisc.importer.normalize import fits, fold, likeness
from wsisc.readers.word.content import Block, Paragraph

_ALIKE = 0.86
_MOST_JOINED = 4
_LONGEST_LABELLED = 15
_MOST_LOOKS = 150  # at paragraphs that might begin a part: more than any submission has
_LONGEST_BEGINNING = 80
_LEAST_AROUND = 10
_LEADERS = re.compile(r"(?:(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+)\s*+|\t[^\S\t]*+)\d++\s*+$")
_ARTICLES = re.compile(r"^(?:an?|the|your) ")


class Begin(NamedTuple):
    """Where a part begins: the ids that lead to it, `size`: how many blocks that takes, and words of another's.

    `words` are those that stand in the place of the prompt, in the first block from the offset `at` on.
    """

    ids: tuple[str, ...]
    size: int
    words: str = ""
    at: int = 0
    score: float = 1.0


@dataclass(frozen=True)
class Text:
    """A block as text: folded, with the number that Word prints before it, and its words; empty for a table."""

    folded: str
    words: frozenset[str]
    size: int


def texts(blocks: Sequence[Block]) -> list[Text]:
    """Return blocks as texts, to be searched for the prompts of one call after another."""
    found = []
    for block in blocks:
        marker = f"{block.numbering.marker} " if isinstance(block, Paragraph) and block.numbering else ""
        folded = fold(marker + block.text) if isinstance(block, Paragraph) and block.text.strip() else ""
        words = folded.split()
        found.append(Text(folded, frozenset(words), len(words)))
    return found


@dataclass(frozen=True)
class _Asked:
    """A part of a call, folded."""

    ids: tuple[str, ...]
    labels: frozenset[str]
    label: str
    prompt: str
    has_words: bool
    words: frozenset[str]

    def may_begin(self, text: Text) -> bool:
        """Tell whether a text shares so many words with label and prompt that a closer look is worth it."""
        shared = len(text.words & self.words)
        return shared > 0 and 3 * shared >= len(text.words) - 2


def _asked(call: Call, language: str) -> Iterator[_Asked]:
    for ids, part in calls.parts(call):
        if part.is_headed:
            label, prompt = fold(part.label[language]), fold(part.prompt[language])
            labels, words = frozenset(call_phrases.labels(part, language)), frozenset(f"{label} {prompt}".split())
            yield _Asked(ids, labels, label, prompt, _has_words(part, language), words)


def _has_words(part: CallPart, language: str) -> bool:
    """Tell whether a label says enough to stand alone: "Part One" does, "(a)" and "1." do not."""
    return " " in fold(part.label[language])


def find(
    blocks: Sequence[Block], read: Sequence[Text], call: Call, language: str, strict: bool = False
) -> dict[int, Begin]:
    """Return by the index of a block which part begins there. `read` are the `texts` of the blocks.

    `strict` takes only whole headings, or what is left of them, as the styles and bookmarks of wsisc tell them.
    """
    asked = list(_asked(call, language))
    found: dict[int, Begin] = {}
    index = looks = 0
    while index < len(blocks) and len(found) < len(asked):
        taken = {begin.ids for begin in found.values()}
        still = [each for each in asked if each.ids not in taken]
        near = [each for each in still if each.may_begin(read[index])] if looks < _MOST_LOOKS and not strict else []
        looks += bool(near)
        last = next((begin.ids for begin in reversed(found.values())), ())
        begin = _begin(_Place(blocks, read, index), still, near, strict, last, taken)
        if begin:
            found[index] = begin
        index += begin.size if begin else 1
    return found


class _Place(NamedTuple):
    """A place among blocks, which are also there as texts."""

    blocks: Sequence[Block]
    read: Sequence[Text]
    at: int

    def is_heading(self) -> bool:
        """Tell whether the block is, or looks like, a heading."""
        block = self.blocks[self.at]
        is_styled = isinstance(block, Paragraph) and bool(block.outline)
        return is_styled or heading_detection.of_looks(self.blocks, self.at) is not None


def _begin(
    place: _Place,
    asked: list[_Asked],
    near: list[_Asked],
    strict: bool,
    last: tuple[str, ...],
    parents: set[tuple[str, ...]],
) -> Begin | None:
    block, text = place.blocks[place.at], place.read[place.at]
    if not isinstance(block, Paragraph) or not block.text.strip() or _is_contents(block):
        return None
    if strict:
        found = _exact(block, asked, last) if block.outline else None
        return found or next((Begin(one.ids, 1) for one in asked if _is_amended(block, text, one)), None)
    by_words = max(
        (each for one in near if (each := _by_words(place, one))),
        key=lambda b: b.score,
        default=None,
    )
    if by_words:
        return by_words
    for one in asked:
        is_open = len(one.ids) == 1 or one.ids[:-1] in parents
        if is_open and (begin := _by_label(block, place, one, _is_next(one, last))):
            return begin
    title = fold(block.text[heading_detection.number_of(block).length :]) if text.size <= _LONGEST_BEGINNING else ""
    begins = (begin for one in asked if (begin := _by_beginning(title, one)))
    begin = next(begins, None)
    if begin and place.is_heading():
        return begin
    return next((Begin(one.ids, 1) for one in asked if _is_around(text, one)), None)


def _exact(block: Paragraph, asked: list[_Asked], last: tuple[str, ...]) -> Begin | None:
    """Return the beginning of a part by its whole heading, else by its label alone, on the level of that part."""
    text = fold(block.text)
    whole = (Begin(one.ids, 1) for one in asked if likeness(text, f"{one.label} {one.prompt}") > 0.97)
    cut = (
        Begin(one.ids, 1)
        for one in asked
        if text == one.label and block.outline == len(one.ids) and (one.has_words or _is_next(one, last))
    )
    return next(whole, None) or next(cut, None)


def _is_amended(block: Paragraph, text: Text, one: _Asked) -> bool:
    """Tell whether a paragraph of a document of ours is a heading into which words were typed, or that was changed."""
    is_marked = "_".join(one.ids) in block.bookmarks
    is_alike = likeness(text.folded, f"{one.label} {one.prompt}") >= _ALIKE or _is_around(text, one)
    return (is_marked and (is_alike or block.outline == len(one.ids))) or (block.outline > 0 and is_alike)


def _is_next(one: _Asked, last: tuple[str, ...]) -> bool:
    """Tell whether the part that holds a part was begun last, or another part of that."""
    return len(one.ids) > 1 and one.ids[:-1] in (last, last[:-1])


def _is_contents(block: Paragraph) -> bool:
    """Tell whether a paragraph is a line of a table of contents."""
    return "toc" in block.style.lower() or bool(_LEADERS.search(block.text))


class _Joined(NamedTuple):
    """A block joined with some below it: how many that takes, their text, and the first and last paragraph; folded."""

    size: int
    text: str
    first: str
    last: str

    def says(self, wording: str) -> float:
        """Return how much this is a wording: 0 where its first or last paragraph is no piece of it."""
        is_whole = self.first == self.text or fits(self.first, self.last, wording)
        return likeness(self.text, wording) if is_whole else 0


def _texts(place: _Place, step: int = 0) -> Iterator[_Joined]:
    """Yield a block joined with more and more of those below it."""
    joined: list[str] = []
    start = place.at + step
    for size, index in enumerate(range(start, min(start + 2 * _MOST_JOINED, len(place.blocks))), 1):
        block = place.blocks[index]
        if not isinstance(block, Paragraph) or len(joined) == _MOST_JOINED:
            return
        if block.text.strip():
            joined.append(place.read[index].folded)
            yield _Joined(size, " ".join(joined), joined[0], joined[-1])


def _by_words(place: _Place, one: _Asked) -> Begin | None:
    """Return the beginning of a part by its prompt, which may be split into paragraphs.

    There is none where those below say it better without this one, say an item that ends in "two" before Part Two.
    """
    best = Begin((), 0, score=0)
    for joined in _texts(place):
        if len(joined.text) > 2 * (len(one.label) + len(one.prompt)) + 20:
            break
        score = joined.says(f"{one.label} {one.prompt}")
        if len(one.prompt.split()) > 3:
            score = max(score, joined.says(one.prompt))
        if score >= _ALIKE and score > best.score:
            best = Begin(one.ids, joined.size, score=score)
    below = _by_words(place._replace(at=place.at + 1), one) if best.size > 1 else None
    is_below = below is not None and below.score > best.score
    return best if best.size and not is_below else None


def _by_label(block: Paragraph, place: _Place, one: _Asked, is_next: bool) -> Begin | None:
    """Return the beginning of a part by its label, with its prompt, a piece of it, or other words behind.

    `is_next` tells that the part which holds this one was begun last, or a part of that: a heading may say "(a)" alone.
    """
    folded = f"{place.read[place.at].folded} "
    label = next((each for each in sorted(one.labels, key=len, reverse=True) if folded.startswith(f"{each} ")), "")
    text = (f"{block.numbering.marker} " if block.numbering else "") + block.text
    match = _says(text, label) if label else None
    if not match:
        return None
    rest = text[match.end() :].strip()
    folded = fold(rest)
    if not folded:
        is_one = one.has_words or (is_next and place.is_heading())
        return Begin(one.ids, 1 + _rest_of_prompt(place, one)) if is_one else None
    if len(folded.split()) > 1 and _is_piece(folded, one.prompt, at_start=True):
        return Begin(one.ids, 1 + _rest_of_prompt(place, one))
    if one.has_words and len(folded.split()) <= _LONGEST_LABELLED:
        is_parted = bool(re.search(r"[:.\-–—\n)]\s*$", match[0]))
        if is_parted or place.is_heading():
            return Begin(one.ids, 1 + _rest_of_prompt(place, one), rest, len(block.text) - len(rest))
    return None


def _says(text: str, label: str) -> re.Match[str] | None:
    pattern = r"[\W_]*" + r"[\W_]+".join(map(re.escape, label.split())) + r"(?![^\W_])[\W_]*"
    return re.match(pattern, text, re.IGNORECASE)


def _by_beginning(title: str, one: _Asked) -> Begin | None:
    """Return the beginning of a part by a heading that gives the first words of its prompt: "Executive summary"."""
    is_piece = " " in title and _is_piece(_ARTICLES.sub("", title), _ARTICLES.sub("", one.prompt), at_start=True)
    return Begin(one.ids, 1) if is_piece else None


def _is_piece(text: str, prompt: str, at_start: bool = False) -> bool:
    bare = _ARTICLES.sub("", text)
    starts = (f"{prompt} ".startswith(f"{text} "), f"{_ARTICLES.sub('', prompt)} ".startswith(f"{bare} "))
    return any(starts) if at_start else f" {text} " in f" {prompt} "


def _is_around(text: Text, one: _Asked) -> bool:
    """Tell whether a text is a whole heading into which other words were typed, as many as may be."""
    words = f"{one.label} {one.prompt}".split()
    if len(words) < _LEAST_AROUND or len(one.words & text.words) < _ALIKE * len(one.words):
        return False
    blocks = SequenceMatcher(None, words, text.folded.split(), autojunk=False).get_matching_blocks()
    return text.folded.startswith(f"{words[0]} ") and sum(each.size for each in blocks) >= _ALIKE * len(words)


def _rest_of_prompt(place: _Place, one: _Asked) -> int:
    """Return how many blocks below a label are its prompt, or pieces of it."""
    best = 0
    for joined in _texts(place, 1):
        if joined.says(one.prompt) >= _ALIKE:
            best = joined.size
    if best:
        return best
    start = place.at + 1
    for count, block in enumerate(place.blocks[start : start + 2 * _MOST_JOINED], 1):
        if not isinstance(block, Paragraph):
            break
        text = fold(block.text)
        if text and not (len(text.split()) > 3 and _is_piece(text, one.prompt)):
            break
        best = count if text else best
    return best

"""The paragraphs of a Word file -> where the parts of a call begin: by prompts, word for word or nearly, and labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsisc import call as calls
from wsisc.call import Call, CallPart
from wsisc.intake import headings, wordings
from wsisc.intake.folding import fits, fold, likeness
from wsisc.readers.word.content import Block, Paragraph

_ALIKE = 0.86
_MOST_JOINED = 4
_LONGEST_LABELLED = 15
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
class _Asked:
    """A part of a call, folded."""

    ids: tuple[str, ...]
    labels: frozenset[str]
    label: str
    prompt: str
    has_words: bool


def _asked(call: Call, language: str) -> Iterator[_Asked]:
    for ids, part in calls.parts(call):
        if part.is_headed:
            labels = frozenset(wordings.labels(part, language))
            yield _Asked(
                ids, labels, fold(part.label[language]), fold(part.prompt[language]), _has_words(part, language)
            )


def _has_words(part: CallPart, language: str) -> bool:
    """Tell whether a label says enough to stand alone: "Part One" does, "(a)" and "1." do not."""
    return " " in fold(part.label[language])


def find(blocks: Sequence[Block], call: Call, language: str, strict: bool = False) -> dict[int, Begin]:
    """Return by the index of a block which part begins there. `strict` takes only whole headings, word for word."""
    asked = list(_asked(call, language))
    found: dict[int, Begin] = {}
    taken: set[tuple[str, ...]] = set()
    index = 0
    while index < len(blocks):
        begin = _begin(blocks, index, [each for each in asked if each.ids not in taken], strict, found)
        if begin:
            found[index] = begin
            taken.add(begin.ids)
        index += begin.size if begin else 1
    return found


def _begin(
    blocks: Sequence[Block], index: int, asked: list[_Asked], strict: bool, found: dict[int, Begin]
) -> Begin | None:
    block = blocks[index]
    if not isinstance(block, Paragraph) or not block.text.strip() or _is_contents(block):
        return None
    if strict:
        return _exact(block, asked) if block.outline else None
    by_words = max(
        (each for one in asked if (each := _by_words(blocks, index, one))), key=lambda b: b.score, default=None
    )
    if by_words:
        return by_words
    is_heading = bool(block.outline) or headings.of_looks(blocks, index) is not None
    parents = {begin.ids for begin in found.values()}
    for one in asked:
        if begin := _by_label(blocks, index, one, is_heading, len(one.ids) == 1 or one.ids[:-1] in parents):
            return begin
    return next((begin for one in asked if is_heading and (begin := _by_beginning(block, one))), None)


def _exact(block: Paragraph, asked: list[_Asked]) -> Begin | None:
    text = fold(block.text)
    return next((Begin(one.ids, 1) for one in asked if likeness(text, f"{one.label} {one.prompt}") > 0.97), None)


def _is_contents(block: Paragraph) -> bool:
    """Tell whether a paragraph is a line of a table of contents."""
    return "toc" in block.style.lower() or bool(re.search(r"(?:\.{4,}|…{2,}|\t)\s*\d+\s*$", block.text))


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


def _texts(blocks: Sequence[Block], index: int) -> Iterator[_Joined]:
    """Yield a block joined with more and more of those below it."""
    joined: list[str] = []
    for size, block in enumerate(blocks[index : index + 2 * _MOST_JOINED], 1):
        if not isinstance(block, Paragraph) or len(joined) == _MOST_JOINED:
            return
        if block.text.strip():
            marker = block.numbering.marker if block.numbering else ""
            joined.append(fold(f"{marker} {block.text}"))
            yield _Joined(size, " ".join(joined), joined[0], joined[-1])


def _by_words(blocks: Sequence[Block], index: int, one: _Asked) -> Begin | None:
    """Return the beginning of a part by its prompt, which may be split into paragraphs."""
    best = Begin((), 0, score=0)
    for joined in _texts(blocks, index):
        score = joined.says(f"{one.label} {one.prompt}")
        if len(one.prompt.split()) > 3:
            score = max(score, joined.says(one.prompt))
        if score >= _ALIKE and score > best.score:
            best = Begin(one.ids, joined.size, score=score)
    return best if best.size else None


def _by_label(blocks: Sequence[Block], index: int, one: _Asked, is_heading: bool, is_open: bool) -> Begin | None:
    """Return the beginning of a part by its label, with its prompt, a piece of it, or other words behind."""
    block = blocks[index]
    assert isinstance(block, Paragraph)
    marker = f"{block.numbering.marker} " if block.numbering else ""
    text = marker + block.text
    label = next((each for each in sorted(one.labels, key=len, reverse=True) if _says(text, each)), "")
    if not label or not is_open:
        return None
    match = _says(text, label)
    assert match
    rest = text[match.end() :].strip()
    folded = fold(rest)
    if not folded:
        return Begin(one.ids, 1 + _rest_of_prompt(blocks, index + 1, one)) if one.has_words else None
    if len(folded.split()) > 1 and _is_piece(folded, one.prompt, at_start=True):
        return Begin(one.ids, 1 + _rest_of_prompt(blocks, index + 1, one))
    is_parted = bool(re.search(r"[:.\-–—\n)]\s*$", match[0]))
    if one.has_words and (is_heading or is_parted) and len(folded.split()) <= _LONGEST_LABELLED:
        return Begin(one.ids, 1 + _rest_of_prompt(blocks, index + 1, one), rest, len(block.text) - len(rest))
    return None


def _says(text: str, label: str) -> re.Match[str] | None:
    pattern = r"[\W_]*" + r"[\W_]+".join(map(re.escape, label.split())) + r"(?![^\W_])[\W_]*"
    return re.match(pattern, text, re.IGNORECASE)


def _by_beginning(block: Paragraph, one: _Asked) -> Begin | None:
    """Return the beginning of a part by a heading that gives the first words of its prompt: "Executive summary"."""
    text = fold(block.text[headings.number_of(block).length :])
    bare = _ARTICLES.sub("", one.prompt)
    if len(text.split()) >= 2 and _is_piece(_ARTICLES.sub("", text), bare, at_start=True):
        return Begin(one.ids, 1)
    return None


def _is_piece(text: str, prompt: str, at_start: bool = False) -> bool:
    bare = _ARTICLES.sub("", text)
    starts = (f"{prompt} ".startswith(f"{text} "), f"{_ARTICLES.sub('', prompt)} ".startswith(f"{bare} "))
    return any(starts) if at_start else f" {text} " in f" {prompt} "


def _rest_of_prompt(blocks: Sequence[Block], index: int, one: _Asked) -> int:
    """Return how many blocks below a label are its prompt, or pieces of it."""
    best = 0
    for joined in _texts(blocks, index):
        if joined.says(one.prompt) >= _ALIKE:
            best = joined.size
    if best:
        return best
    for count, block in enumerate(blocks[index : index + 2 * _MOST_JOINED], 1):
        if not isinstance(block, Paragraph):
            break
        text = fold(block.text)
        if text and not (len(text.split()) > 3 and _is_piece(text, one.prompt)):
            break
        best = count if text else best
    return best

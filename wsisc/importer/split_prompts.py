"""Paragraphs in which a prompt stands with other text -> the prompt and that text in paragraphs of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer.normalize import fold, likeness
from wsisc.readers.word.content import Block, Content, Paragraph, Run

_TOKEN = re.compile(r"\S+")
_ALIKE = 0.86
_MOST_TYPED = 3
"""So many words more or less may a prompt have where other text stands with it."""
_LEAST_WORDS = 5
"""A shorter wording may begin a sentence of an author's."""
_MOST_PLACES = 20


class Parted(NamedTuple):
    """A content in which no prompt stands with other text; `before` are the paragraphs that stood before prompts."""

    content: Content
    before: tuple[Paragraph, ...]


def parted(content: Content, known: Sequence[Call], has_before: bool) -> Parted:
    """Return a content with text behind prompts in paragraphs of its own; with `has_before` that before them too."""
    wordings = tuple(dict.fromkeys(each for call in known for each in _wordings(call)))
    blocks: list[Block] = []
    before: list[Paragraph] = []
    for block in content.blocks:
        found = _place(block.text, wordings, has_before) if isinstance(block, Paragraph) else None
        if found is None or not isinstance(block, Paragraph):
            blocks.append(block)
            continue
        start, end = found
        front, rest = (_text(block, *each) for each in ((0, start), (end, len(block.text))))
        blocks += [front] if start else []
        before += [front] if start else []
        blocks.append(replace(block, runs=_runs(block, start, end)))
        blocks += [rest] if end < len(block.text) else []
    return Parted(replace(content, blocks=tuple(blocks)), tuple(before))


def _wordings(call: Call) -> Iterator[str]:
    for _, part in calls.parts(call):
        for language in call.languages if part.is_headed else ():
            prompt = fold(part.prompt[language])
            yield from (f"{fold(part.label[language])} {prompt}".strip(), prompt)


def _place(text: str, wordings: Sequence[str], has_before: bool) -> tuple[int, int] | None:
    """Return where in a text a wording begins and ends, None where it holds none, or nothing else."""
    tokens = list(_TOKEN.finditer(text))
    words = [(word, index) for index, token in enumerate(tokens) for word in fold(token[0]).split()]
    said = tuple(word for word, _ in words)
    for wording in wordings:
        found = _within(said, wording, has_before)
        if found:
            first, last = (words[at][1] for at in (found[0], found[1] - 1))
            start = tokens[first].start() if any(each[1] < first for each in words) else 0
            is_last = not any(each[1] > last for each in words)
            end = len(text) if is_last else tokens[last + 1].start()
            return (start, end) if start or not is_last else None
    return None


@lru_cache(maxsize=4096)
def _within(said: tuple[str, ...], wording: str, has_before: bool) -> tuple[int, int] | None:
    """Return where among words those of a wording stand, nearly as they are; its first and last ones as they are."""
    wanted = wording.split()
    if len(wanted) < _LEAST_WORDS or len(said) < len(wanted) - _MOST_TYPED:
        return None
    places = [at for at, word in enumerate(said) if word == wanted[0]][:_MOST_PLACES] if has_before else [0]
    for at in places:
        if said[at] != wanted[0]:
            continue
        for more in sorted(range(-_MOST_TYPED, _MOST_TYPED + 1), key=abs):
            end = at + len(wanted) + more
            if end <= len(said) and said[end - 1] == wanted[-1] and likeness(" ".join(said[at:end]), wording) >= _ALIKE:
                return at, end
    return None


def _text(block: Paragraph, start: int, end: int) -> Paragraph:
    """Return a stretch of a paragraph as one of plain text; where all of it is bold, that is the look of a heading."""
    is_bold = all(run.bold for run in block.runs if run.text.strip())
    runs = tuple(replace(run, bold=run.bold and not is_bold) for run in _runs(block, start, end))
    return Paragraph(runs, change=block.change)


def _runs(block: Paragraph, start: int, end: int) -> tuple[Run, ...]:
    """Return the runs of a stretch of a paragraph; a note or an image belongs to the words before it."""
    found: list[Run] = []
    at = 0
    for run in block.runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        is_at = start < at <= end or (at == start == 0)
        if run.text and low < high:
            found.append(replace(run, text=run.text[low:high]))
        elif not run.text and is_at:
            found.append(run)
        at += len(run.text)
    return tuple(found)

"""Paragraphs that hold a prompt and other text -> the prompt and that text in paragraphs of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer import thresholds
from wsisc.importer.normalize import similarity
from wsisc.readers.word.content import Paragraph, Run, WordContent
from wsisc.text.words import fold

_TOKEN = re.compile(r"\S+")
_MAX_TRIED_STARTS = 20  # bounds time: a paragraph can hold the first word of a prompt ("a") any number of times


class SplitContent(NamedTuple):
    """A content whose prompts are in paragraphs of their own, and the new paragraphs of the text around prompts."""

    content: WordContent
    text_before_prompts: tuple[Paragraph, ...]
    text_after_prompts: tuple[Paragraph, ...] = ()


def split(content: WordContent, known_calls: Sequence[Call], has_text_before: bool) -> SplitContent:
    """Return a content with the text after prompts in paragraphs of its own.

    If `has_text_before`, the text before them too; otherwise only the first words of a paragraph can be a prompt.
    """
    wordings = tuple(dict.fromkeys(wording for call in known_calls for wording in _prompt_wordings(call)))
    blocks = []
    text_before: list[Paragraph] = []
    text_after: list[Paragraph] = []
    for block in content.blocks:
        found = _find_prompt(block.text, wordings, has_text_before) if isinstance(block, Paragraph) else None
        if found is None or not isinstance(block, Paragraph):
            blocks.append(block)
            continue
        start, end = found
        before, after = (cut_paragraph(block, *span) for span in ((0, start), (end, len(block.text))))
        blocks += [before] if start else []
        text_before += [before] if start else []
        blocks.append(replace(block, runs=_cut_runs(block, start, end)))
        blocks += [after] if end < len(block.text) else []
        text_after += [after] if re.search(r"\w", after.text) else []
    return SplitContent(replace(content, blocks=tuple(blocks)), tuple(text_before), tuple(text_after))


def _prompt_wordings(call: Call) -> Iterator[str]:
    for _, part in calls.parts(call):
        for language in call.languages if part.is_headed else ():
            prompt = fold(part.prompt[language])
            yield from (f"{fold(part.label[language])} {prompt}".strip(), prompt)


def _find_prompt(text: str, wordings: Sequence[str], has_text_before: bool) -> tuple[int, int] | None:
    """Return where in a text a wording begins and ends, None if it holds none, or nothing besides."""
    tokens = list(_TOKEN.finditer(text))
    indexed_words = [(word, index) for index, token in enumerate(tokens) for word in fold(token[0]).split()]
    words = tuple(word for word, _ in indexed_words)
    for wording in wordings:
        found = _find_wording(words, wording, has_text_before)
        if found:
            first, last = (indexed_words[at][1] for at in (found[0], found[1] - 1))
            start = tokens[first].start() if any(word[1] < first for word in indexed_words) else 0
            is_last = not any(word[1] > last for word in indexed_words)
            end = len(text) if is_last else tokens[last + 1].start()
            return (start, end) if start or not is_last else None
    return None


@lru_cache(maxsize=4096)
def _find_wording(words: tuple[str, ...], wording: str, has_text_before: bool) -> tuple[int, int] | None:
    """Return where among words those of a wording begin and end: nearly the same ones, the first and last exactly."""
    wording_words = wording.split()
    if (
        len(wording_words) < thresholds.SPLIT_PROMPT_WORDS
        or len(words) < len(wording_words) - thresholds.SPLIT_EXTRA_WORDS
    ):
        return None
    starts = [start for start, word in enumerate(words) if word == wording_words[0]][:_MAX_TRIED_STARTS]
    for start in starts if has_text_before else (start for start in starts if start == 0):
        for more in sorted(range(-thresholds.SPLIT_EXTRA_WORDS, thresholds.SPLIT_EXTRA_WORDS + 1), key=abs):
            end = start + len(wording_words) + more
            if (
                end <= len(words)
                and words[end - 1] == wording_words[-1]
                and similarity(" ".join(words[start:end]), wording) >= thresholds.PROMPT_SIMILARITY
            ):
                return start, end
    return None


def cut_paragraph(block: Paragraph, start: int, end: int) -> Paragraph:
    """Return a stretch of a paragraph as plain text: if all of the paragraph is bold, that is the look of a heading."""
    is_bold = all(run.bold for run in block.runs if run.text.strip())
    runs = tuple(replace(run, bold=run.bold and not is_bold) for run in _cut_runs(block, start, end))
    return Paragraph(runs, change=block.change)


def _cut_runs(block: Paragraph, start: int, end: int) -> tuple[Run, ...]:
    """Return the runs of a stretch of a paragraph; a note or an image belongs to the words before it."""
    found = []
    at = 0
    for run in block.runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        is_at = start < at <= end or (at == start == 0)
        if run.text and low < high:
            found.append(run.cut(low, high))
        elif not run.text and is_at:
            found.append(run)
        at += len(run.text)
    return tuple(found)

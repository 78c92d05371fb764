"""A document and the words it should hold -> where it no longer holds them, in the words of the form."""

from itertools import accumulate

from wsisc import richtext, words
from wsisc.model import Submission
from wsisc.outline import Block


def changed_places(submission: Submission, blocks: list[Block], found: words.Words) -> list[str]:
    """Return the headings of the parts and sections whose words differ from the source's, in order; "the cover" for it.

    Words are matched from both ends, so that one change is told at its place and not for all that follows.
    """
    wanted = words.expected(submission, blocks)
    places: list[str] = []
    if wanted.body != found.body:
        before = _common(wanted.body, found.body)
        after = _common(wanted.body[::-1], found.body[::-1])
        last = max(before, len(wanted.body) - after - 1)
        places = _headings(submission, blocks, before, last)
    for number, note in enumerate(wanted.footnotes):
        if number >= len(found.footnotes) or found.footnotes[number] != note:
            places.append(f"footnote {number + 1}")
    return places


def _common(first: list[str], second: list[str]) -> int:
    pairs = zip(first, second, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _headings(submission: Submission, blocks: list[Block], first: int, last: int) -> list[str]:
    """Return the headings over the blocks that hold the words from `first` to `last`."""
    links = frozenset(submission.links)
    texts = [
        richtext.words(richtext.parse(block.text, links), words.CALL) if block.kind == "rich" else block.text
        for block in blocks
    ]
    ends = list(accumulate(len(text.split()) for text in texts))
    found: list[str] = []
    heading = "the cover"
    for block, text, end in zip(blocks, texts, ends, strict=True):
        if block.kind in ("heading", "title"):
            heading = block.text
        start = end - len(text.split())
        if start <= last and end > first and heading not in found:
            found.append(heading)
    return found

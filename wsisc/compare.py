"""A document and the words it should hold -> where it no longer holds them, in the words of the form."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate

from wsisc import richtext, words
from wsisc.diagnostic import excerpt
from wsisc.model import Submission
from wsisc.outline import Block


def changed_places(submission: Submission, blocks: list[Block], found: words.Words) -> list[str]:
    """Return the headings of the parts and sections whose words differ from the source's, in order, with those words.

    Words are matched from both ends, so that one change is told at its place and not for all that follows.
    """
    wanted = words.expected(submission, blocks)
    places: list[str] = []
    if wanted.body != found.body:
        before = _common(wanted.body, found.body)
        after = _common(wanted.body[before:][::-1], found.body[before:][::-1])
        last = max(before, len(wanted.body) - after - 1)
        first = min(before, len(wanted.body) - 1)  # words put in at the end belong to what stands there
        places = [excerpt(heading) for heading in _headings(submission, blocks, first, last)]
        has, want = found.body[before : len(found.body) - after], wanted.body[before : len(wanted.body) - after]
        places[0] += _told(has, want)
    for number, note in enumerate(wanted.footnotes):
        if number >= len(found.footnotes) or found.footnotes[number] != note:
            places.append(f"footnote {number + 1}")
    return places


def changed_references(wanted: Sequence[str], found: Sequence[str]) -> list[str]:
    """Return what tells the addresses and alternative texts of two documents apart, each list in its order."""
    gone, new = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    return [f"{excerpt(each)} is gone" for each in gone] + [f"{excerpt(each)} is new" for each in new]


def changed_texts(wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Return the names of the texts that differ, with the words where they do."""
    told = []
    for name in {**wanted, **found}:
        want, has = (each.get(name, "").split() for each in (wanted, found))
        if want != has:
            before = _common(want, has)
            after = _common(want[before:][::-1], has[before:][::-1])
            told.append(name + _told(has[before : len(has) - after], want[before : len(want) - after]))
    return told


def _told(has: list[str], want: list[str]) -> str:
    """Return the words where two documents differ, as a document's for its source's."""
    shown, meant = (excerpt(" ".join(each).replace(words.CALL, "[note]")) for each in (has, want))
    return f': "{shown}" for "{meant}"' if shown or meant else ""


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

"""A passage stands twice.

Most often it was pasted a second time, or a part was filled with the text of another; the reader loses a quarter of
a page to it.

Fails::

    parts:
      two:
        text: |
          In nine districts, schools that had waited for years were connected, teachers were trained for two weeks each,
          and committees of parents were set up that decide on the hours of use.
      three:
        a:
          text: |
            As was said, in nine districts, schools that had waited for years were connected, teachers were trained for
            two weeks each, and committees of parents were set up that decide on the hours of use.

Passes::

    parts:
      two:
        text: |
          The Ministry of Information, Communications and the Digital Economy connected schools in nine districts.
      three:
        a:
          text: |
            The Ministry of Information, Communications and the Digital Economy connected schools in ten more districts.

Reference: United Nations Editorial Manual, on the length of documents: information is given once.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wsisc import call as calls
from wsisc.call import Call
from wsisc.diagnostic import Finding, Path, Severity, excerpt
from wsisc.prose import Passage, Reading, part_of

SEVERITY = Severity.WARNING

_LEAST = 25
_BORROWED = 8  # as many words in a row that are also the call's were taken from it: official titles, its questions
_MASK = "\0"
_WORD = re.compile(r"\0+|\w+(?:['’-]\w+)*")


class _Words(NamedTuple):
    """A passage, its words in small letters, "" for each that is not the author's, and their places."""

    passage: Passage
    words: list[str]
    spans: list[tuple[int, int]]


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every run of words that stands further up, in a passage before or in the same."""
    borrowed = _borrowed(reading.call)
    seen: dict[int, tuple[_Words, int]] = {}
    for passage in reading.body:
        here, told = _words(passage, borrowed), 0
        for start in range(len(here.words) - _LEAST + 1):
            run = here.words[start : start + _LEAST]
            if "" in run:
                continue
            first, at = seen.setdefault(hash(tuple(run)), (here, start))
            length = _length(first, at, here, start) if start >= told else 0
            if length >= _LEAST:
                told = start + length
                yield _finding(reading, first, here, start, told)


def _length(first: _Words, at: int, here: _Words, start: int) -> int:
    """Return how many words from two places on are the same, up to where they would meet."""
    most = len(here.words) - start
    most = min(most, start - at) if first is here else min(most, len(first.words) - at)
    for index in range(most):
        if not here.words[start + index] or first.words[at + index] != here.words[start + index]:
            return index
    return most


def _finding(reading: Reading, first: _Words, here: _Words, start: int, end: int) -> Finding:
    begins, ends = here.spans[start][0], here.spans[end - 1][1]
    words = excerpt(here.passage.shown[begins:ends])
    message = f'{end - start} words that stand already in {_place(first.passage.path, reading.call)}: "{words}"'
    return here.passage.finding(begins, ends, message, "delete them in one of the places, or refer to the other")


def _words(passage: Passage, borrowed: frozenset[int]) -> _Words:
    matches = list(_WORD.finditer(_without_quotations(passage)))
    words = ["" if match[0][0] == _MASK else match[0].casefold() for match in matches]
    own = list(words)
    for start in range(len(words) - _BORROWED + 1):
        if hash(tuple(words[start : start + _BORROWED])) in borrowed:
            own[start : start + _BORROWED] = [""] * _BORROWED
    return _Words(passage, own, [match.span() for match in matches])


def _without_quotations(passage: Passage) -> str:
    """Return the text of a passage with others' words masked."""
    pieces, end = [], 0
    for start, after in passage.quoted:
        pieces += [passage.text[end:start], _MASK * (after - start)]
        end = after
    return "".join([*pieces, passage.text[end:]])


def _borrowed(call: Call | None) -> frozenset[int]:
    """Return the runs of words of a call's cover and prompts."""
    if call is None:
        return frozenset()
    prompts = (part.prompt for _, part in calls.parts(call))
    runs = set()
    for wording in (*(block.text for block in call.cover), *prompts):
        for text in wording.values():
            words = [match[0].casefold() for match in _WORD.finditer(text)]
            runs |= {hash(tuple(words[at : at + _BORROWED])) for at in range(len(words) - _BORROWED + 1)}
    return frozenset(runs)


def _place(path: Path, call: Call | None) -> str:
    """Return what a place is called: "Part Three (a)"."""
    labels, asked = [], call.parts if call else ()
    for id in part_of(path):
        part = next((each for each in asked if each.id == id), None)
        labels.append(part.label[call.languages[0]].rstrip(":") if part and call else id)
        asked = part.parts if part else ()
    return " ".join(labels) or "a footnote"

"""A passage -> its words in small letters, without those that are not the author's: quotations, and what a call says.

Rules and reports that look for words which stand twice compare these.
"""

import re
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.diagnostic import DataPath
from wsisc.document.prose import Passage, part_ids

_CALL_RUN_LENGTH = (
    8  # as many words in a row that are also the call's were taken from it: official titles, its questions
)
_MASK = "\0"
_WORD = re.compile(r"\0+|\w+(?:['’-]\w+)*")

type CallRuns = frozenset[str]
"""The runs of words of a call, of which none is an author's."""


class PassageWords(NamedTuple):
    """A passage, its words in small letters, "" for each that is not the author's, and their places in its text."""

    passage: Passage
    words: list[str]
    spans: list[tuple[int, int]]


def extract_words(passage: Passage, call_runs: CallRuns) -> PassageWords:
    """Return the words of a passage; a quotation is one, and those of a `borrowed` run are "" each."""
    matches = list(_WORD.finditer(_mask_quotations(passage)))
    words = ["" if match[0][0] == _MASK else _normalize(match[0]) for match in matches]
    own = list(words)
    for start in range(len(words) - _CALL_RUN_LENGTH + 1) if call_runs else ():
        if " ".join(words[start : start + _CALL_RUN_LENGTH]) in call_runs:
            own[start : start + _CALL_RUN_LENGTH] = [""] * _CALL_RUN_LENGTH
    return PassageWords(passage, own, [match.span() for match in matches])


def find_call_runs(call: Call | None) -> CallRuns:
    """Return the runs of words of a call's cover and prompts, none where the call is unknown."""
    if call is None:
        return frozenset()
    prompts = (part.prompt for _, part in calls.parts(call))
    runs = set()
    for wording in (*(block.text for block in call.cover), *prompts):
        for text in wording.values():
            words = [_normalize(match[0]) for match in _WORD.finditer(text)]
            runs |= {" ".join(words[at : at + _CALL_RUN_LENGTH]) for at in range(len(words) - _CALL_RUN_LENGTH + 1)}
    return frozenset(runs)


def place_label(path: DataPath, call: Call | None) -> str:
    """Return what a place is called: "Part Three (a)"; "a footnote" where it lies in no part."""
    labels, asked = [], call.parts if call else ()
    for id in part_ids(path):
        part = next((each for each in asked if each.id == id), None)
        labels.append(calls.bare_label(part.label[call.languages[0]]) if part and call else id)
        asked = part.parts if part else ()
    return " ".join(labels) or "a footnote"


def _normalize(word: str) -> str:
    return word.casefold().replace("’", "'")


def _mask_quotations(passage: Passage) -> str:
    """Return the text of a passage with others' words masked."""
    pieces, end = [], 0
    for start, after in passage.quotations:
        pieces += [passage.text[end:start], _MASK * (after - start)]
        end = after
    return "".join([*pieces, passage.text[end:]])

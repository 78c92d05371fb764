"""A passage -> its words in lower case, without quotations and the wording of the call.

Rules and reports that look for repeated passages compare these words, which are the author's own.
"""

import re
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.document.prose import Passage, part_ids
from wsisc.messages.diagnostic import DataPath

_CALL_RUN_LENGTH = 8  # so many words in a row that are also in the call come from it: official titles, its questions
_MASK = "\0"
# Not the words of `wsisc.text.words`: fifteen characters of Chinese are a name, fifteen clauses are a passage.
_WORD = r"\0+|\w+(?:['’-]\w+)*"

type CallRuns = frozenset[str]
"""The runs of `_CALL_RUN_LENGTH` words in the wording of a call, which are not an author's."""


class PassageWords(NamedTuple):
    """A passage, its words in lower case ("" for words that are not the author's), and their places in its text."""

    passage: Passage
    words: list[str]
    spans: list[tuple[int, int]]


def extract_words(passage: Passage, call_runs: CallRuns) -> PassageWords:
    """Return the words of a passage; a quotation is one word, "", and each word of a run of the call is ""."""
    matches = list(re.finditer(_WORD, _mask_quotations(passage)))
    words = ["" if match[0][0] == _MASK else _normalize(match[0]) for match in matches]
    own = list(words)
    for start in range(len(words) - _CALL_RUN_LENGTH + 1) if call_runs else ():
        if " ".join(words[start : start + _CALL_RUN_LENGTH]) in call_runs:
            own[start : start + _CALL_RUN_LENGTH] = [""] * _CALL_RUN_LENGTH
    return PassageWords(passage, own, [match.span() for match in matches])


def find_call_runs(call: Call | None) -> CallRuns:
    """Return the runs of words in the cover and prompts of a call, none where the call is unknown."""
    if call is None:
        return frozenset()
    prompts = (part.prompt for _, part in calls.parts(call))
    runs = set()
    for wording in (*(block.text for block in call.cover), *prompts):
        for text in wording.values():
            words = [_normalize(match[0]) for match in re.finditer(_WORD, text)]
            runs |= {" ".join(words[at : at + _CALL_RUN_LENGTH]) for at in range(len(words) - _CALL_RUN_LENGTH + 1)}
    return frozenset(runs)


def place_label(path: DataPath, call: Call | None, language: str) -> str:
    """Return the label of the part of a text that contains a path: "Part Three (a)"; "a footnote" outside all parts."""
    ids = part_ids(path)
    return (calls.full_label(call, ids, language) if call else " ".join(ids)) or "a footnote"


def _normalize(word: str) -> str:
    return word.casefold().replace("’", "'")


def _mask_quotations(passage: Passage) -> str:
    """Return the text of a passage with quotations masked."""
    pieces, end = [], 0
    for start, after in passage.quotations:
        pieces += [passage.text[end:start], _MASK * (after - start)]
        end = after
    return "".join([*pieces, passage.text[end:]])

"""A passage is repeated.

Most often it was pasted a second time, or a part was filled with the text of another; it costs the reader a quarter of
a page.

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
            First 0.5 x 1 x 0.25 x 1 x 0.125 x 1 x 0.25 x 1 x 0.5 x 1 x 0.25 x 1 x 0.125 x 1 x 0.25; then again
            0.5 x 1 x 0.25 x 1 x 0.125 x 1 x 0.25 x 1 x 0.5 x 1 x 0.25 x 1 x 0.125 x 1 x 0.25.

Reference: United Nations Editorial Manual, on the length of documents: information is given once.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint.reuse import original_words
from wsisc.lint.reuse.original_words import PassageWords
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.WARNING

_MIN_WORDS = 25  # a guess: names of bodies and programmes are shorter


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every run of words that repeats an earlier one, in an earlier passage or in the same."""
    borrowed = original_words.find_call_runs(reading.call)
    seen: dict[int, tuple[PassageWords, int]] = {}
    for passage in reading.body:
        here, reported_end = original_words.extract_words(passage, borrowed), 0
        for start in range(len(here.words) - _MIN_WORDS + 1):
            run = here.words[start : start + _MIN_WORDS]
            if "" in run:
                continue
            first, at = seen.setdefault(hash(tuple(run)), (here, start))
            if start < reported_end or 2 * sum(map(_is_word, run)) <= _MIN_WORDS:
                continue
            length = _repeated_length(first, at, here, start)
            if length >= _MIN_WORDS:
                reported_end = start + length
                yield _finding(reading, first, here, start, reported_end)


def _is_word(word: str) -> bool:
    """Return whether a word is one, and no number or sign of a formula: "0.5 x 1 x 0.2"."""
    return len(word) > 1 and any(map(str.isalpha, word))


def _repeated_length(first: PassageWords, at: int, here: PassageWords, start: int) -> int:
    """Return how many words from two places are equal, up to the point where they would overlap."""
    most = len(here.words) - start
    most = min(most, start - at) if first is here else min(most, len(first.words) - at)
    for index in range(most):
        if not here.words[start + index] or first.words[at + index] != here.words[start + index]:
            return index
    return most


def _finding(reading: Reading, first: PassageWords, here: PassageWords, start: int, end: int) -> Finding:
    begins, ends = here.spans[start][0], here.spans[end - 1][1]
    words = excerpt(here.passage.display_text[begins:ends])
    place = original_words.place_label(first.passage.path, reading.call, reading.submission.language)
    message = t('{end} words are repeated from {place}: "{words}"', end=end - start, place=place, words=words)
    return here.passage.finding(begins, ends, message, t("delete them in one place, or refer to the other"))

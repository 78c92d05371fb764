"""The blocks of a document -> the words it must hold, and where those of a finished one differ."""

import unicodedata
from typing import NamedTuple

from wsisc.document import outline
from wsisc.document.outline import OutlineBlock
from wsisc.markup import richtext
from wsisc.model import Submission

FOOTNOTE_REFERENCE = "\0"
"""Stands where a footnote is called; no text can hold it."""


class DocumentWords(NamedTuple):
    """The words of a document: of its body, with `CALL` at footnote calls, and of each footnote in order."""

    body: list[str]
    footnotes: list[list[str]]


def expected_words(submission: Submission, blocks: list[OutlineBlock], with_numbers: bool = False) -> DocumentWords:
    """Return the words that a document of these blocks must hold; with `numbers` those before list items too."""
    links = frozenset(submission.links)
    body: list[str] = []
    for block in blocks:
        is_rich = block.kind == "rich"
        text = (
            richtext.printed_text(richtext.parse(block.text, links), FOOTNOTE_REFERENCE, with_numbers)
            if is_rich
            else block.text
        )
        body += text.split()
    called = outline.referenced_footnotes(submission, blocks)
    notes = (richtext.parse(submission.footnotes.get(name, ""), links) for name in called)  # a source may be unsound
    return DocumentWords(body, [richtext.printed_text(note, with_numbers=with_numbers).split() for note in notes])


def find_difference(expected: DocumentWords, actual: DocumentWords) -> str | None:
    """Return a sentence on the first place where two documents differ in words, or None."""
    streams = [("the body", expected.body, actual.body)]
    for number, note in enumerate(expected.footnotes):
        streams.append(
            (f"footnote {number + 1}", note, actual.footnotes[number] if number < len(actual.footnotes) else [])
        )
    for name, wants, has in streams:
        if _normalize(wants) != _normalize(has):
            return f"{name} would differ from its source {_first_difference(wants, has)}"
    if len(actual.footnotes) != len(expected.footnotes):
        return f"{len(actual.footnotes)} footnotes instead of {len(expected.footnotes)}"
    return None


def _normalize(words: list[str]) -> str:
    """Return words for comparison: an accent may be a character of its own or part of its letter (Unicode NFC)."""
    return unicodedata.normalize("NFC", " ".join(words))


def _first_difference(expected: list[str], actual: list[str]) -> str:
    pairs = zip([*expected, ""], [*actual, ""], strict=False)
    index = next((index for index, (want, have) in enumerate(pairs) if want != have), min(len(expected), len(actual)))
    context = " ".join(expected[max(index - 4, 0) : index])
    have = " ".join(actual[index : index + 3]) or "nothing"
    want = " ".join(expected[index : index + 3]) or "nothing"
    return f'after "{context}": "{have}" for "{want}"'.replace(FOOTNOTE_REFERENCE, "[note]")

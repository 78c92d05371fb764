"""The blocks of a document -> the words it must hold, and where those of a finished one differ."""

import unicodedata
from typing import NamedTuple

from wsisc.document import outline
from wsisc.document.outline import Block
from wsisc.markup import richtext
from wsisc.model import Submission

CALL = "\0"
"""Stands where a footnote is called; no text can hold it."""


class Words(NamedTuple):
    """The words of a document: of its body, with `CALL` at footnote calls, and of each footnote in order."""

    body: list[str]
    footnotes: list[list[str]]


def expected(submission: Submission, blocks: list[Block], numbers: bool = False) -> Words:
    """Return the words that a document of these blocks must hold; with `numbers` those before list items too."""
    links = frozenset(submission.links)
    body: list[str] = []
    for block in blocks:
        is_rich = block.kind == "rich"
        text = richtext.words(richtext.parse(block.text, links), CALL, numbers) if is_rich else block.text
        body += text.split()
    called = outline.footnotes(submission, blocks)
    notes = (richtext.parse(submission.footnotes.get(name, ""), links) for name in called)  # a source may be unsound
    return Words(body, [richtext.words(note, numbers=numbers).split() for note in notes])


def difference(wanted: Words, found: Words) -> str | None:
    """Return a sentence on the first place where two documents differ in words, or None."""
    streams = [("the body", wanted.body, found.body)]
    for number, note in enumerate(wanted.footnotes):
        streams.append(
            (f"footnote {number + 1}", note, found.footnotes[number] if number < len(found.footnotes) else [])
        )
    for name, wants, has in streams:
        if _normal(wants) != _normal(has):
            return f"{name} would differ from its source {_first_difference(wants, has)}"
    if len(found.footnotes) != len(wanted.footnotes):
        return f"{len(found.footnotes)} footnotes instead of {len(wanted.footnotes)}"
    return None


def _normal(words: list[str]) -> str:
    """Return words for comparison: an accent may be a character of its own or part of its letter (Unicode NFC)."""
    return unicodedata.normalize("NFC", " ".join(words))


def _first_difference(wanted: list[str], found: list[str]) -> str:
    pairs = zip([*wanted, ""], [*found, ""], strict=False)
    index = next((index for index, (want, have) in enumerate(pairs) if want != have), min(len(wanted), len(found)))
    context = " ".join(wanted[max(index - 4, 0) : index])
    have = " ".join(found[index : index + 3]) or "nothing"
    want = " ".join(wanted[index : index + 3]) or "nothing"
    return f'after "{context}": "{have}" for "{want}"'.replace(CALL, "[note]")

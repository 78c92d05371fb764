"""The blocks of a document -> the words it must contain, and the first difference from a finished document."""

import unicodedata
from itertools import zip_longest
from typing import NamedTuple

from wsisc.document import outline
from wsisc.document.outline import OutlineBlock
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Submission
from wsisc.text.shared import common_length

FOOTNOTE_REFERENCE = "\0"
"""Marks a footnote reference among the words; no text can contain this character."""


class DocumentWords(NamedTuple):
    """The words of a document: of its body, with `FOOTNOTE_REFERENCE` marks, and of each footnote in order."""

    body: list[str]
    footnotes: list[list[str]]


def expected_words(submission: Submission, blocks: list[OutlineBlock], with_numbers: bool = False) -> DocumentWords:
    """Return the words that a document of these blocks must contain, `with_numbers` also those of list items."""
    links = frozenset(submission.links)
    body = []
    for block in blocks:
        text = block.text
        if block.kind == "rich":
            text = printed_text(richtext.parse(text, links).blocks, FOOTNOTE_REFERENCE, with_numbers)
        body += text.split()
    names = outline.referenced_footnotes(submission, blocks)
    texts = (submission.footnotes.get(name, "") for name in names)  # an invalid source may lack a footnote
    notes = (printed_text(richtext.parse(text, links).blocks, with_numbers=with_numbers) for text in texts)
    return DocumentWords(body, [note.split() for note in notes])


def find_difference(expected: DocumentWords, actual: DocumentWords) -> str | None:
    """Return a sentence about the first difference between the words of two documents, None without any."""
    pairs = zip_longest(expected.footnotes, actual.footnotes[: len(expected.footnotes)], fillvalue=list[str]())
    notes = [(t("footnote {number}", number=number), *pair) for number, pair in enumerate(pairs, 1)]
    streams = [(t("the body"), expected.body, actual.body), *notes]
    for name, expected_stream, actual_stream in streams:
        if _normalize(expected_stream) != _normalize(actual_stream):
            return t(
                "{name} would differ from its source, {first_difference}",
                name=name,
                first_difference=_first_difference(expected_stream, actual_stream),
            )
    if len(actual.footnotes) != len(expected.footnotes):
        return t(
            "the document would have {count} footnotes instead of {count_2}",
            count=len(actual.footnotes),
            count_2=len(expected.footnotes),
        )
    return None


def refuse_difference(difference: str | None) -> None:
    """Raise WsiscError with a sentence that describes a difference of words, so that nothing is written."""
    if difference:
        hint = t("please report this bug with the file, and simplify the text there; nothing was written")
        raise WsiscError(t("internal error: {difference}", difference=difference), hint)


def _normalize(words: list[str]) -> str:
    """Return words for comparison: readers may return accents composed or decomposed (Unicode NFC)."""
    return unicodedata.normalize("NFC", " ".join(words))


def _first_difference(expected: list[str], actual: list[str]) -> str:
    index = common_length(expected, actual)
    context = " ".join(expected[max(index - 4, 0) : index])
    actual_word = " ".join(actual[index : index + 3]) or "nothing"
    expected_word = " ".join(expected[index : index + 3]) or "nothing"
    return f'after "{context}": "{actual_word}" instead of "{expected_word}"'.replace(FOOTNOTE_REFERENCE, "[note]")

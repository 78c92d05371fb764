"""Inlines whose bold or italics Markdown cannot express -> inlines in which they leave out the punctuation at the edge.

Chinese has no space behind its punctuation, and there CommonMark does not read `**费用。**在` as bold (6.2, flanking
delimiter runs), but `**费用**。在`.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from wsisc.markup import marked_text
from wsisc.markup.marked_text import MarkedText
from wsisc.markup.tree import Inline

_PLAIN = MarkedText("")


def leave_out_punctuation(inlines: Sequence[Inline], links: Mapping[str, str]) -> tuple[Inline, ...]:
    """Return inlines without bold and italics on punctuation next to a word, () if these have none of that.

    `links` are addresses by names.
    """
    texts = marked_text.normalize(marked_text.flatten(inlines, links))
    around = zip([_PLAIN, *texts], texts, [*texts[1:], _PLAIN], strict=False)
    changed = marked_text.normalize(each for before, text, after in around for each in _cut(before, text, after))
    return marked_text.nest(changed) if changed != texts else ()


def _cut(before: MarkedText, text: MarkedText, after: MarkedText) -> Iterator[MarkedText]:
    start, end = 0, len(text.text)
    if text.bold or text.italic:
        while start < end and _is_word(before, -1) and _is_punctuation(text.text[start]):
            start += 1
        while start < end and _is_word(after, 0) and _is_punctuation(text.text[end - 1]):
            end -= 1
    if start == end:  # nothing but punctuation keeps what it has: the writer reports it
        yield text
        return
    plain = text._replace(bold=False, italic=False, note="")
    yield from (each for each in (plain._replace(text=text.text[:start]),) if start)
    yield text._replace(text=text.text[start:end])
    yield from (each for each in (plain._replace(text=text.text[end:]),) if each.text)


def _is_word(neighbour: MarkedText, at: int) -> bool:
    """Return whether a plain neighbour begins or ends with a letter or figure."""
    return not (neighbour.bold or neighbour.italic) and neighbour.text != "" and neighbour.text[at].isalnum()


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"

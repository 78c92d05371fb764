"""A part -> about how many typeset pages it takes: its letters, and the room of headings, items and other blocks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from wsisc.source.markup import richtext, tree
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Part, Section, Submission
from wsisc.text import scripts

# Fitted to typeset pages of running text, short paragraphs, short sections, lists, tables, footnotes and all of them
# mixed, in six languages (`benchmarks/pages.py`), whose estimates are all within a tenth. Letters, not words: those of
# reports are longer than those of letters.
_LETTERS_PER_PAGE = {"ar": 3_450, "ru": 3_650, "zh": 3_000}
_LATIN_LETTERS = 4_450  # in English, French and Spanish
_ROOM = {"paragraph": 0.0245, "heading": 0.033, "item": 0.0145, "row": 0.0102, "footnote": 0.009}
"""Of a page, beside the letters: the space around a block, and the half of its last line that is empty."""

_LEAST_ROOM: Mapping[type[tree.Item | tree.Row], tuple[str, float]] = {
    tree.Item: ("item", 0.027),
    tree.Row: ("row", 0.0233),
}
"""Of a page, with the letters: of items and rows of one word, which have a line, too (typeset pages of both)."""

_FOOTNOTE_SIZE = 0.8  # of the letters of the text, by the area that a letter takes


def estimate_part(part: Part, submission: Submission) -> float:
    """Return about how many pages a part takes, including its sections and nested parts."""
    counts = Counter[str]()
    for text in _add_part(part, counts):
        counts.update(_count_text(text, submission))
    letters = counts["letters"] / _letters_per_page(submission)
    return round(letters + sum(counts[kind] * share for kind, share in _ROOM.items()), 4)


def _letters_per_page(submission: Submission) -> int:
    return _LETTERS_PER_PAGE.get(submission.language, _LATIN_LETTERS)


def _add_part(part: Part, counts: Counter[str]) -> list[str]:
    """Count the headings of a part, and return its texts."""
    texts = [part.text, *(text for section in part.sections for text in _add_section(section, counts))]
    return [*texts, *(text for each in part.parts for text in _add_part(each, counts))]


def _add_section(section: Section, counts: Counter[str]) -> list[str]:
    counts.update({"heading": 1, "letters": _count_letters(section.title)})
    return [section.text, *(text for each in section.sections for text in _add_section(each, counts))]


def _count_text(text: str, submission: Submission) -> Mapping[str, float]:
    """Return the blocks and the letters of a text, with its footnotes and the captions of its figures."""
    links = frozenset(submission.links)
    captions = {name: figure.caption for name, figure in submission.figures.items()}
    rich = richtext.parse(text, links)
    names = tree.footnote_names(rich)
    notes = [printed_text(richtext.parse(submission.footnotes.get(name, ""), links).blocks) for name in names]
    nodes = Counter(type(node) for node in tree.walk(rich.blocks))
    letters = _count_letters(printed_text(rich.blocks, captions=captions))
    missing = sum(_find_missing(rich.blocks, _letters_per_page(submission)))
    return {
        "paragraph": sum(isinstance(block, tree.Paragraph) for block in rich.blocks),
        "item": nodes[tree.Item],
        "row": nodes[tree.Row],
        "footnote": len(notes),
        "letters": letters + missing + _FOOTNOTE_SIZE * sum(map(_count_letters, notes)),
    }


def _find_missing(blocks: Sequence[tree.Block], letters_per_page: int) -> Iterator[float]:
    """Yield how many letters short items and rows lack for the room that they take anyway."""
    for kind, (room, least) in _LEAST_ROOM.items():
        letters = (least - _ROOM[room]) * letters_per_page
        for node in tree.find(blocks, kind):
            yield max(0, letters - _count_letters(printed_text((node,))))


def _count_letters(text: str) -> int:
    """Return the letters, signs and spaces of a printed text; a Chinese character has the room of two letters."""
    plain = " ".join(text.split())
    return len(plain) + scripts.count(scripts.EAST_ASIAN, plain)

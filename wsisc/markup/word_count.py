"""A part, section or text -> how many words it has, as the United Nations counts: titles, captions and footnotes in.

Prompts, which the call wrote, and the numbers before items, which the list gives, are not counted (Editorial Manual,
instructions for preparing documents).
"""

from collections.abc import Iterator
from functools import lru_cache

from wsisc.markup import richtext
from wsisc.markup.richtext import Token
from wsisc.model import Part, Section, Submission

WORDS_PER_PAGE = 530
"""As measured from the pages of our own PDF."""


def count_part(part: Part, submission: Submission) -> int:
    """Return the words of a part, with those of its sections and of the parts in it."""
    within = sum(count_part(child, submission) for child in part.parts)
    return count_text(part.text, submission) + within + sum(count_section(each, submission) for each in part.sections)


def count_section(section: Section, submission: Submission) -> int:
    """Return the words of a section, with its title and the sections in it."""
    within = sum(count_section(child, submission) for child in section.sections)
    return len(section.title.split()) + count_text(section.text, submission) + within


def count_text(text: str, submission: Submission) -> int:
    """Return the words of a rich text, with those of the figures it places and the footnotes it calls."""
    links = frozenset(submission.links)
    captions = tuple((name, figure.caption) for name, figure in submission.figures.items())
    called = (token.text for token in richtext.parse(text, links) if token.kind == "footnote")
    texts = (text, *(submission.footnotes.get(name, "") for name in called))
    return sum(_count_printed(each, links, captions) for each in texts)


def clear_cache() -> None:
    """Forget the texts that were counted, which are kept as long as the process lives."""
    _count_printed.cache_clear()


@lru_cache(maxsize=1024)
def _count_printed(text: str, links: frozenset[str], captions: tuple[tuple[str, str], ...]) -> int:
    """Return how many words are printed of a text: in the place of a figure's name its caption."""
    tokens = richtext.parse(text, links)
    placed = [caption for token in tokens if token.kind == "figure" for name, caption in captions if name == token.text]
    words = richtext.printed_text(list(_without_names(tokens, frozenset(name for name, _ in captions))))
    return len(" ".join([words, *placed]).split())


def _without_names(tokens: tuple[Token, ...], figures: frozenset[str]) -> Iterator[Token]:
    """Yield tokens without the names of figures, which follow them as text."""
    is_name = False
    for token in tokens:
        if not is_name:
            yield token
        is_name = token.kind == "figure" and token.text in figures

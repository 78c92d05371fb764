"""A part, section or text -> its number of words, including titles, captions and footnotes, as the UN counts them.

The prompts of the call and the numbers of list items are not counted (United Nations Editorial Manual, instructions
for preparing documents). Chinese has no spaces between words: each of its characters is a word, as Word counts it, and
its punctuation marks are none.
"""

from functools import lru_cache

from wsisc.source.markup import richtext, tree
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Part, Section, Submission
from wsisc.text.words import count_words

WORDS_PER_PAGE = 530
"""In English and French, with the headings and lists that a text usually has; `page_length` estimates pages."""

_WORDS_PER_PAGE = {
    "ar": 470,
    "es": 550,
    "ru": 430,
    "zh": 980,
}  # measured in the same way; in Chinese a character is a word


def words_per_page(language: str) -> int:
    """Return about how many words a page of a language has."""
    return _WORDS_PER_PAGE.get(language, WORDS_PER_PAGE)


def describe_words_per_page() -> str:
    """Return the words of a page, with those of the languages that differ: "530 (ar 470, ru 430)"."""
    others = ", ".join(f"{language} {words}" for language, words in _WORDS_PER_PAGE.items())
    return f"{WORDS_PER_PAGE} ({others})"


def words_on(pages: float, language: str = "en") -> int:
    """Return about how many words a number of pages has; every limit is stated as this number."""
    return round(pages * words_per_page(language))


def count_part(part: Part, submission: Submission) -> int:
    """Return the number of words of a part, including its sections and nested parts."""
    within = sum(count_part(child, submission) for child in part.parts)
    within += sum(count_section(section, submission) for section in part.sections)
    return count_text(part.text, submission) + within


def count_section(section: Section, submission: Submission) -> int:
    """Return the number of words of a section, including its title and nested sections."""
    within = sum(count_section(child, submission) for child in section.sections)
    return count_words(section.title) + count_text(section.text, submission) + within


def count_text(text: str, submission: Submission) -> int:
    """Return the number of words of a rich text, including the captions of its figures and its footnotes."""
    links = frozenset(submission.links)
    captions = tuple((name, figure.caption) for name, figure in submission.figures.items())
    names = tree.footnote_names(richtext.parse(text, links))
    texts = (text, *(submission.footnotes.get(name, "") for name in names))
    return sum(_count_printed(each, links, captions) for each in texts)


def clear_cache() -> None:
    """Clear the cache of counted texts, for a process that runs for long."""
    _count_printed.cache_clear()


@lru_cache(maxsize=1024)
def _count_printed(text: str, links: frozenset[str], captions: tuple[tuple[str, str], ...]) -> int:
    """Return the number of printed words of a text, with the caption of a figure in place of its name."""
    return count_words(printed_text(richtext.parse(text, links).blocks, captions=dict(captions)))

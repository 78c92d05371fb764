"""The text of a header or footer -> whether it only repeats what the pages say, or numbers them."""

from collections.abc import Collection

from wsisc.calls import locale
from wsisc.importer import thresholds
from wsisc.messages import resources
from wsisc.readers.word.content import PAGE_MARGINS, Aside, WordContent, all_paragraphs
from wsisc.readers.word.fields import PAGE_NUMBER
from wsisc.text.slots import fill
from wsisc.text.words import one_line

_LANGUAGES = resources.names("templates/locales", ".yaml")


def is_repeated(aside: Aside, content: WordContent, fields: int) -> bool:
    """Return whether wsisc prints the words of an aside by itself: numbers of pages, or a head that repeats lines.

    `fields` is how many numbers of pages the header or footer has.
    """
    words = aside.text.split()
    if aside.kind not in PAGE_MARGINS or not 0 < len(words) <= thresholds.RUNNING_HEAD_WORDS:
        return False
    if all(each == PAGE_NUMBER or each.isdecimal() for each in words):
        return len(words) <= fields
    return aside.text in _page_wordings() or _consists_of(words, _find_lines(content))


def _page_wordings() -> set[str]:
    """Return what wsisc prints at the foot of pages, in all languages: "Page # of #"."""
    wordings = (locale.load(each).wording["page"] for each in _LANGUAGES)
    return {fill(wording, number=PAGE_NUMBER, total=PAGE_NUMBER) for wording in wordings}


def _find_lines(content: WordContent) -> set[str]:
    drafts = {one_line(locale.load(each).wording["draft"]) for each in _LANGUAGES}
    paragraphs = all_paragraphs(content.blocks, {})
    return drafts | {one_line(line) for each in paragraphs for line in each.text.splitlines()}


def _is_line(text: str, lines: Collection[str]) -> bool:
    """Return whether a text is a line, or the beginning of one that was too long for a head."""
    return text in lines or (text.endswith("…") and any(each.startswith(text[:-1]) for each in lines))


def _consists_of(words: list[str], lines: Collection[str]) -> bool:
    """Return whether words are lines that follow each other."""
    ends = {0}
    for end in range(1, len(words) + 1):
        if any(_is_line(" ".join(words[start:end]), lines) for start in ends):
            ends.add(end)
    return len(words) in ends

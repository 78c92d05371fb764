"""A Word file in which words are struck through -> the file without the spaces that would remain before a full stop."""

import itertools
from dataclasses import replace

from wsisc.readers.word.content import Paragraph, WordContent
from wsisc.readers.word.numbering import map_paragraphs

# What no space goes before; words struck through leave one there, as when a reviewer strikes the last word.
_CLOSING_SIGNS = (" ", ".", ",", ";", ":", "!", "?", ")")


def remove_spaces(content: WordContent) -> WordContent:
    """Return a content without the space before struck words that a closing sign follows."""
    return map_paragraphs(content, _remove_spaces)


def _remove_spaces(paragraph: Paragraph) -> Paragraph:
    runs = list(paragraph.runs)
    unstruck = [index for index, run in enumerate(runs) if not run.struck]
    for index, following in itertools.pairwise(unstruck):
        has_struck_between = following > index + 1
        if has_struck_between and runs[index].text.endswith(" ") and runs[following].text.startswith(_CLOSING_SIGNS):
            runs[index] = runs[index].cut(0, -1)
    return replace(paragraph, runs=tuple(run for run in runs if run.text or run.note or run.image))

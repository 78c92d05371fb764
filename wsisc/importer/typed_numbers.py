"""The paragraphs of a Word file -> the numbers of lists that authors typed, and the usual indent of the text."""

from collections import Counter
from collections.abc import Sequence

from wsisc.importer.structure import TYPED_NUMBER
from wsisc.readers.word.content import Block, Paragraph

# A list that an author typed begins with such a number, unless the number before it comes before. A guess.
_MAX_FIRST_NUMBER = 20
# Only paragraphs of more letters, about a line, show the usual indent of a text. A guess.
_MIN_TEXT_LETTERS = 60


def find_typed_numbers(blocks: Sequence[Block]) -> dict[int, tuple[int, str]]:
    """Return number and delimiter of the paragraphs that begin with a typed number of a list, by their `id()`.

    It is one if the number before it precedes it or the number after it follows it: "2022. That year" has neither.
    """
    candidates = [
        (block, int(match[1]), match[2])
        for block in blocks
        if isinstance(block, Paragraph) and not block.numbering and (match := TYPED_NUMBER.match(block.text))
    ]
    typed_numbers = {}
    for index, (block, number, delimiter) in enumerate(candidates):
        before = next((n for _, n, sign in reversed(candidates[:index]) if sign == delimiter), None)
        after = next((n for _, n, sign in candidates[index + 1 :] if sign == delimiter), None)
        if (before == number - 1 and number > 1) or (number <= _MAX_FIRST_NUMBER and after == number + 1):
            typed_numbers[id(block)] = number, delimiter
    return typed_numbers


def usual_indent(blocks: Sequence[Block]) -> float:
    """Return the most frequent indent of long paragraphs: a file can have all its text indented."""
    indents = Counter(
        block.indent for block in blocks if isinstance(block, Paragraph) and len(block.text) > _MIN_TEXT_LETTERS
    )
    return indents.most_common(1)[0][0] if indents else 0

"""A change of a reviewer, and the file before and after a merge -> the line in which a person finds it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

from wsisc.align.common_words import find_spans
from wsisc.diff import word_tree
from wsisc.diff.change import Change, TextEdit, Verdict
from wsisc.messages.diagnostic import DataPath
from wsisc.source import Source
from wsisc.text.shared import group_values
from wsisc.text.words import spaced_words

type CurrentLine = Callable[[int, str], int]
"""Returns the number of a line in a file as it is now, for its number before and the words that were written there."""
_MOST_LINES = 30  # a guess: a word on more lines tells little of a place, and would make the search slow


def sort_by_place(changes: Sequence[Change], parsed: Source) -> list[Change]:
    """Return changes in the order of the file, followed by those that have no place in it."""
    return sorted(changes, key=lambda change: (not change.path, find_line(change, parsed) if change.path else 0))


def map_lines(old: Sequence[str], new: Sequence[str]) -> CurrentLine:
    """Return a function from the number of a line in an old version of a file to its number in the new one.

    Of the lines that were changed or added, it is that with the most of the words that were written, if there are any,
    and of several such the nearest.
    """
    now, holders = {}, defaultdict[str, list[int]](list)
    places = group_values((line, place) for place, line in enumerate(new))
    for is_same, start, end, first, last in find_spans(old, new):
        for at in range(start, end):
            same = [] if is_same else places.get(old[at], [])
            now[at] = same[0] if len(same) == 1 else min(first + at - start, max(last - 1, first), len(new) - 1)
        for place in () if is_same else range(first, last):
            for word in set(spaced_words(new[place])):
                holders[word].append(place)

    def find_current(line: int, words: str) -> int:
        place = now.get(line - 1, line - 1)
        found = (holders.get(word, ()) for word in set(spaced_words(words)))
        votes = Counter(at for lines in found if len(lines) <= _MOST_LINES for at in lines)
        return max(votes, key=lambda at: (votes[at], -abs(at - place)), default=place) + 1

    return find_current


def find_current_line(change: Change, before: Source, current_line: CurrentLine) -> int:
    """Return the line that a change is about, in the file as it is now: that of its new words, if they are there."""
    return current_line(find_line(change, before), change.new if change.verdict == Verdict.CLEAN else "")


def find_line(change: Change, parsed: Source) -> int:
    """Return the line of the block or value that a change is about."""
    text = parsed.value(change.path)
    block = None
    if isinstance(text, str) and (change.quote or isinstance(change.edit, TextEdit)):
        block = _find_block(change, _parse(parsed, text))
    return parsed.locate(change.path, block.start if block else None).line


def has_words(change: Change, parsed: Source) -> bool:
    """Return whether the text that a change is about has the words that it concerns."""
    text = parsed.value(change.path)
    return isinstance(text, str) and " ".join(change.quote.split()) in " ".join(_parse(parsed, text).words.split())


def find_passage(parsed: Source, path: DataPath, words: str) -> int:
    """Return the line of the paragraph, item or cell of a text that has these words, or that of the text."""
    text = parsed.value(path)
    node = _find_words(_parse(parsed, text), words) if isinstance(text, str) else None
    return parsed.locate(path, node.start if node else None).line


def _parse(parsed: Source, text: str) -> word_tree.Node:
    links = parsed.value(("links",))
    return _parse_once(text, frozenset(links if isinstance(links, dict) else ()))


@lru_cache(maxsize=64)  # a long text with many changes is parsed once for all; a guess, few texts have changes
def _parse_once(text: str, links: frozenset[str]) -> word_tree.Node:
    return word_tree.parse(text, word_tree.Names(dict.fromkeys(links, "")))


def _find_words(node: word_tree.Node, words: str) -> word_tree.Node | None:
    """Return the innermost block that contains words."""
    for child in node.children:
        if words in " ".join(child.words.split()):
            return _find_words(child, words) or child
    return None


def _find_block(change: Change, node: word_tree.Node) -> word_tree.Node | None:
    """Return the block of a text that a change edits, or otherwise the one that contains its words."""
    if not isinstance(change.edit, TextEdit):
        return _find_words(node, " ".join(change.quote.split()))
    for step in change.edit.node_path:
        if not node.children:
            break
        node = node.children[min(step, len(node.children) - 1)]
    return node

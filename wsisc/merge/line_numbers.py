"""A change of a reviewer, and the file before and after a merge -> the line in which a person finds it."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from wsisc.diff import word_tree
from wsisc.diff.change import Change, TextEdit
from wsisc.source import Source

type CurrentLine = Callable[[int], int]
"""Returns the number of a line in a file as it is now, for its number in the file before."""


def sort_by_place(changes: Sequence[Change], parsed: Source) -> list[Change]:
    """Return changes in the order of the file, followed by those that have no place in it."""
    return sorted(changes, key=lambda change: (not change.path, find_line(change, parsed) if change.path else 0))


def map_lines(old: Sequence[str], new: Sequence[str]) -> CurrentLine:
    """Return a function from the number of a line in an old version of a file to its number in the new one."""
    now = {}
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for at in range(a, b):
            same = [] if kind == "equal" else [found for found, line in enumerate(new) if line == old[at]]
            now[at] = same[0] if len(same) == 1 else min(c + at - a, max(d - 1, c), len(new) - 1)
    return lambda line: now.get(line - 1, line - 1) + 1


def find_line(change: Change, parsed: Source) -> int:
    """Return the line of the block or value that a change is about."""
    text, links = parsed.value(change.path), parsed.value(("links",))
    block = None
    if isinstance(text, str) and (change.quote or isinstance(change.edit, TextEdit)):
        block = _find_block(change, word_tree.parse(text, word_tree.Names(links if isinstance(links, dict) else {})))
    return parsed.locate(change.path, block.start if block else None).line


def _find_block(change: Change, node: word_tree.Node) -> word_tree.Node | None:
    """Return the block of a text that a change edits, or otherwise the one that contains its words."""
    if not isinstance(change.edit, TextEdit):
        quote = " ".join(change.quote.split())
        return next((each for each in node.children if quote in " ".join(each.words.split())), None)
    for step in change.edit.node_path:
        if not node.children:
            break
        node = node.children[min(step, len(node.children) - 1)]
    return node

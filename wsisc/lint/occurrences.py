"""A reading -> the nodes of one kind and the forbidden syntax in its rich texts, found once for all rules.

Rules on consistency share `Occurrence` and `find_minority`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from wsisc.document.prose import Passage, Reading
from wsisc.messages.diagnostic import DataPath, Finding
from wsisc.source.markup import tree
from wsisc.source.markup.tree import Node, Problem
from wsisc.text.nearest import find_nearest


class Occurrence(NamedTuple):
    """A range of a passage, with its kind where several kinds mean the same."""

    passage: Passage
    start: int
    end: int
    kind: str = ""

    @property
    def text(self) -> str:
        """Its characters."""
        return self.passage.text[self.start : self.end]


def find_minority(occurrences: Sequence[Occurrence], secondary: str = "") -> Iterator[tuple[Occurrence, str, int]]:
    """Yield those that are not of the prevailing kind, with that kind and its number.

    Of equally common kinds, the `secondary` one never prevails; otherwise the first one does.
    """
    kinds = [occurrence.kind for occurrence in occurrences]
    if len(set(kinds)) > 1:
        usual = max(set(kinds), key=lambda kind: (kinds.count(kind), kind != secondary, -kinds.index(kind)))
        yield from ((occurrence, usual, kinds.count(usual)) for occurrence in occurrences if occurrence.kind != usual)


def find_problems(reading: Reading, *kinds: str) -> Iterator[tuple[DataPath, Problem]]:
    """Yield the problems of some kinds in all rich texts, with the paths of the texts."""
    index, _ = _index_texts(reading)
    return (each for kind in kinds for each in index.get(kind, ()))


def find_nodes[T: Node](reading: Reading, kind: type[T]) -> Iterator[tuple[DataPath, T]]:
    """Yield the nodes of one kind in all rich texts, with the paths of the texts, in reading order."""
    _, index = _index_texts(reading)
    return ((path, node) for path, node in index if isinstance(node, kind))


def find_unused(defined: Iterable[str], used: Set[str], mistyped: Collection[str]) -> Iterator[str]:
    """Yield the names that no text uses, unless a text has a similar, undefined name, one of the mistyped."""
    # 0.75 is a guess, stricter than that of hints: a match hides the finding
    return (name for name in defined if name not in used and not find_nearest(name, mistyped, 0.75))


def report_problems(
    kind: str, message: str | Callable[[Problem], str], hint: str
) -> Callable[[Reading], Iterator[Finding]]:
    """Return the check of a rule that reports the problems of a kind; `message` is a text, or returns that of one."""

    def check(reading: Reading) -> Iterator[Finding]:
        for path, problem in find_problems(reading, kind):
            text = message if isinstance(message, str) else message(problem)
            yield Finding(path, text, hint, problem.start, problem.end)

    return check


@lru_cache(maxsize=2)  # all rules check one reading before the next one; two threads share the cache
def _index_texts(reading: Reading) -> tuple[Mapping[str, list[tuple[DataPath, Problem]]], list[tuple[DataPath, Node]]]:
    """Return the problems of a reading by kind, and its nodes, each in reading order."""
    problems: dict[str, list[tuple[DataPath, Problem]]] = defaultdict(list)
    nodes: list[tuple[DataPath, Node]] = []
    for path, _, rich in reading.rich_texts:
        for problem in rich.problems:
            problems[problem.kind].append((path, problem))
        nodes += ((path, node) for node in tree.walk(rich.blocks))
    return problems, nodes

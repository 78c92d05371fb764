"""A reading -> the tokens of some kinds in its rich texts, indexed once for all rules."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from wsisc import model
from wsisc.diagnostic import DataPath, Finding
from wsisc.document.prose import Reading
from wsisc.markup import richtext
from wsisc.markup.richtext import Token


def find(reading: Reading, *kinds: str) -> Iterator[tuple[DataPath, Token]]:
    """Yield the tokens of some kinds in all rich texts, with the paths of the texts, in reading order."""
    index = _index_tokens(reading)
    found = sorted(each for kind in kinds for each in index.get(kind, ()))
    return ((path, token) for _, path, token in found)


def report_tokens(
    kind: str, message: str | Callable[[Token], str], hint: str
) -> Callable[[Reading], Iterator[Finding]]:
    """Return the check of a rule that reports the tokens of a kind; `message` is a text, or returns that of a token."""

    def check(reading: Reading) -> Iterator[Finding]:
        for path, token in find(reading, kind):
            text = message if isinstance(message, str) else message(token)
            yield Finding(path, text, hint, token.start, token.end)

    return check


def find_lists(tokens: Sequence[Token]) -> Iterator[tuple[int, Token, list[Token]]]:
    """Yield the number of lists around every list, its opening token and its items; nested lists come first."""
    open_lists: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.kind in ("ordered_list_open", "bullet_list_open"):
            open_lists.append((token, []))
        elif token.kind == "list_item_open":
            open_lists[-1][1].append(token)
        elif token.kind in ("ordered_list_close", "bullet_list_close"):
            opening, items = open_lists.pop()
            yield len(open_lists), opening, items


@lru_cache(maxsize=2)  # all rules check one reading before the next one; two threads share the cache
def _index_tokens(reading: Reading) -> Mapping[str, list[tuple[int, DataPath, Token]]]:
    """Return the tokens of a reading by kind, each with its number in reading order."""
    links, numbers = frozenset(reading.submission.links), itertools.count()
    index: dict[str, list[tuple[int, DataPath, Token]]] = defaultdict(list)
    for path, text in model.rich_texts(reading.submission):
        for token in richtext.parse(text, links):
            index[token.kind].append((next(numbers), path, token))
    return index

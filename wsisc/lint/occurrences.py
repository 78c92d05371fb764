"""A reading -> the tokens of some kinds in its rich texts, indexed once for all rules."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
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


def report_tokens(reading: Reading, kind: str, message: str | Callable[[Token], str], hint: str) -> Iterator[Finding]:
    """Yield a finding for every token of a kind; `message` is the text, or returns it for a token."""
    for path, token in find(reading, kind):
        text = message if isinstance(message, str) else message(token)
        yield Finding(path, text, hint, token.start, token.end)


@lru_cache(maxsize=2)  # all rules check one reading before the next one; two threads share the cache
def _index_tokens(reading: Reading) -> Mapping[str, list[tuple[int, DataPath, Token]]]:
    """Return the tokens of a reading by kind, each with its number in reading order."""
    links, numbers = frozenset(reading.submission.links), itertools.count()
    index: dict[str, list[tuple[int, DataPath, Token]]] = defaultdict(list)
    for path, text in model.rich_texts(reading.submission):
        for token in richtext.parse(text, links):
            index[token.kind].append((next(numbers), path, token))
    return index

"""A submission -> where tokens of some kinds occur in its rich texts; it is read once for all who ask."""

import itertools
import threading
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from wsisc import model
from wsisc.diagnostic import DataPath, Finding
from wsisc.markup import richtext
from wsisc.markup.richtext import Token
from wsisc.model import Submission


def find(submission: Submission, *kinds: str) -> Iterator[tuple[DataPath, Token]]:
    """Yield the tokens of some kinds in all rich texts of a submission, with the paths of the texts."""
    index = _indexed(submission)
    found = sorted(each for kind in kinds for each in index.get(kind, ()))
    return ((path, token) for _, path, token in found)


class _Indexed(threading.local):
    """The tokens of the submission that was looked at last, by kinds, each with its place in the row of all."""

    of: "weakref.ref[Submission] | None" = None
    tokens: Mapping[str, list[tuple[int, DataPath, Token]]] = {}


_indexes = _Indexed()


def _indexed(submission: Submission) -> Mapping[str, list[tuple[int, DataPath, Token]]]:
    if _indexes.of is None or _indexes.of() is not submission:
        links, count = frozenset(submission.links), itertools.count()
        found: dict[str, list[tuple[int, DataPath, Token]]] = defaultdict(list)
        for path, text in model.rich_texts(submission):
            for token in richtext.parse(text, links):
                found[token.kind].append((next(count), path, token))
        _indexes.of, _indexes.tokens = weakref.ref(submission), found
    return _indexes.tokens


def report_tokens(
    submission: Submission, kind: str, message: str | Callable[[Token], str], hint: str
) -> Iterator[Finding]:
    """Yield a finding for every token of a kind, with one message or one made from the token."""
    for path, token in find(submission, kind):
        told = message if isinstance(message, str) else message(token)
        yield Finding(path, told, hint, token.start, token.end)

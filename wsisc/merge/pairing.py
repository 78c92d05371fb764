"""Changes of which some could not be made -> the removals that would lose words, put elsewhere in vain."""

import re
from collections.abc import Sequence

from wsisc.merge.change import Change

_NOT_WORDS = re.compile(r"\[\^[^\]]*\]|(?<=\])(?:\[[^\]]*\]|\([^)]*\))|(?<!\S)\d+[.)](?!\S)")
_LEAST_WITHIN = 12


def lost(changes: Sequence[Change]) -> set[int]:
    """Return the places of clean removals whose words stand in something that came, but did not land."""
    left = [
        (_plain(each.old), _plain(each.new)) for each in changes if each.new and each.verdict in ("refused", "conflict")
    ]
    if not left:
        return set()
    return {
        at
        for at, each in enumerate(changes)
        if each.verdict == "clean" and each.old and not each.new and _is_among(_plain(each.old), left)
    }


def _is_among(words: str, left: Sequence[tuple[str, str]]) -> bool:
    is_long = len(words) >= _LEAST_WITHIN
    return bool(words) and any(words == new or (is_long and words in new and words not in old) for old, new in left)


def _plain(text: str) -> str:
    """Return the letters and digits of the words of a text, or of its Markdown, without the numbers of items."""
    return re.sub(r"[\W_]+", "", _NOT_WORDS.sub(" ", text))

"""Changes of which some could not be made -> the removals that would lose words, put elsewhere in vain."""

import re
from collections.abc import Sequence

from wsisc.diff.change import Change

_NOT_WORDS = re.compile(r"\[\^[^\]]*\]|(?<=\])(?:\[[^\]]*\]|\([^)]*\))|(?<!\S)\d+[.)](?!\S)")
_LEAST_CHARACTERS = 12


def find_lost(changes: Sequence[Change]) -> set[int]:
    """Return the places of clean removals whose words or figures stand in something that came, but did not land."""
    left = [each for each in changes if each.new and each.verdict in ("refused", "conflict")]
    has_figure = any("![" in each.proposal for each in left)
    texts = [(_letters_and_digits(each.old), _letters_and_digits(each.new)) for each in left]
    inner = [f" {_spaced_words(each.new)} " for each in left if each.kind == "section" and not each.old]
    return {
        at
        for at, each in enumerate(changes)
        if left and each.verdict == "clean" and each.action != "added" and not each.new
        if (has_figure and each.kind == "figure") or (each.old and _is_among(each.old, texts, inner))
    }


def _is_among(old: str, unmade: Sequence[tuple[str, str]], sections: Sequence[str]) -> bool:
    """Tell whether words are in what did not land, a few of them too in a whole section, `inner`."""
    words, spaced = _letters_and_digits(old), _spaced_words(old)
    is_long = len(words) >= _LEAST_CHARACTERS
    is_within = bool(spaced) and any(f" {spaced} " in each for each in sections)
    found = (words == new or (is_long and words in new and words not in was) for was, new in unmade)
    return is_within or (bool(words) and any(found))


def _spaced_words(text: str) -> str:
    """Return the words of a text, or of its Markdown, with one space between."""
    return " ".join(re.findall(r"[^\W_]+", _NOT_WORDS.sub(" ", text)))


def _letters_and_digits(text: str) -> str:
    """Return the letters and digits of the words of a text, or of its Markdown, without the numbers of items."""
    return re.sub(r"[\W_]+", "", _NOT_WORDS.sub(" ", text))

"""Two texts -> what of them differs, with a few words around it; one -> its first words."""

from collections.abc import Sequence

_WORDS_AROUND = 4
_FIRST_WORDS = 8
MOST_WORDS = 40
"""So many words of a text are shown."""


def cut_to_difference(old: str, new: str, most: int = MOST_WORDS) -> tuple[str, str]:
    """Return two texts, shortened to where they differ, and to `most` words if that is not 0."""
    one, other = old.split(), new.split()
    pairs = list(zip(one, other, strict=False))
    start = next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))
    rest = min(len(one), len(other)) - start
    end = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    return _excerpt_range(one, start, end, most), _excerpt_range(other, start, end, most)


def excerpt(words: str) -> str:
    """Return the first words of some."""
    found = words.split()
    return " ".join([*found[:_FIRST_WORDS], "…"] if len(found) > _FIRST_WORDS else found)


def _excerpt_range(words: Sequence[str], start: int, end: int, most: int) -> str:
    first, last = max(start - _WORDS_AROUND, 0), min(len(words) - end + _WORDS_AROUND, len(words))
    shown = list(words[first:last])
    if most and len(shown) > most:
        shown = [*shown[: most // 2], "…", *shown[-most // 2 :]]
    return " ".join(["…"] * (first > 0 and bool(shown)) + shown + ["…"] * (last < len(words) and bool(shown)))

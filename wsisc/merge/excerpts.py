"""Two texts -> the words that differ, with a few around them."""

from collections.abc import Sequence

# Words shown before and after a difference: enough to find it in a paragraph. A guess.
_WORDS_AROUND = 4
MOST_WORDS = 40
"""Words of a text that are shown, about four lines of a terminal."""


def cut_to_difference(old: str, new: str, most: int = MOST_WORDS) -> tuple[str, str]:
    """Return two texts, shortened to the words that differ, and to `most` words (0: no limit)."""
    one, other = old.split(), new.split()
    pairs = list(zip(one, other, strict=False))
    start = next((index for index, (a, b) in enumerate(pairs) if a != b), len(pairs))
    rest = min(len(one), len(other)) - start
    end = next((count for count in range(rest) if one[-1 - count] != other[-1 - count]), rest)
    return _excerpt_range(one, start, end, most), _excerpt_range(other, start, end, most)


def _excerpt_range(words: Sequence[str], start: int, end: int, most: int) -> str:
    first, last = max(start - _WORDS_AROUND, 0), min(len(words) - end + _WORDS_AROUND, len(words))
    shown = list(words[first:last])
    if most and len(shown) > most:
        shown = [*shown[: most // 2], "…", *shown[-most // 2 :]]
    return " ".join(["…"] * (first > 0 and bool(shown)) + shown + ["…"] * (last < len(words) and bool(shown)))

"""Two texts -> what of them differs, with a few words around it; one -> its first words."""

from collections.abc import Sequence

_AROUND = 4
_FIRST = 8
MOST = 40
"""So many words of a text are shown."""


def cut(old: str, new: str, most: int = MOST) -> tuple[str, str]:
    """Return two texts, shortened to where they differ, and to `most` words if that is not 0."""
    one, other = old.split(), new.split()
    pairs = list(zip(one, other, strict=False))
    start = next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))
    rest = min(len(one), len(other)) - start
    end = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    return _piece(one, start, end, most), _piece(other, start, end, most)


def excerpt(words: str) -> str:
    """Return the first words of some."""
    found = words.split()
    return " ".join([*found[:_FIRST], "…"] if len(found) > _FIRST else found)


def _piece(words: Sequence[str], start: int, end: int, most: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(words) - end + _AROUND, len(words))
    shown = list(words[first:last])
    if most and len(shown) > most:
        shown = [*shown[: most // 2], "…", *shown[-most // 2 :]]
    return " ".join(["…"] * (first > 0 and bool(shown)) + shown + ["…"] * (last < len(words) and bool(shown)))

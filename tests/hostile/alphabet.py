"""Texts that no author writes: long runs of one character, or of two, with something before or behind them."""

from collections.abc import Collection, Iterator

ASCII = [chr(code) for code in range(32, 127)]
OTHERS = [
    *"\n\t\u00a0\u2009\u202f\u00ad\u200b\u200d\u2028",
    *"é“”«»„–—’…•½ß、，。；：",
    *"\u0301\u0660سﷺ中СΩ₂ﬁ😀🇺",
]
CORE = [*"aA1 .,;:-_'\"()[]{}<>*|\\/#&@!?=+~^`%\n\t", *"“»–’\u00a0\u0301سС中。"]
ALIKE = {*"bcdefghijklmnopqrstuvwxyBCDEFGHIJKLMNOPQRSTUVWXY023456789"}
"""Letters and digits that patterns take like their neighbours."""
FEW = [*'aA1 .,-"()[<*|\\/:\n“']
HEADS = ("x", "[", '"', "“", "(", "\n", "- ", "a: ", "#")
TAILS = ("x", "\n", "1", "]", '"', "\0")


def repeated(unit: str, size: int) -> str:
    """Return a text of about so many bytes."""
    return unit * (size // len(unit.encode()))


def singles(size: int, without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield names and texts of one character."""
    yield from ((repr(each), repeated(each, size)) for each in (*ASCII, *OTHERS) if each not in without)


def pairs(size: int, of: list[str] = CORE) -> Iterator[tuple[str, str]]:
    """Yield names and texts of two characters in turn."""
    yield from ((repr(a + b), repeated(a + b, size)) for a in of for b in of if a != b)


def framed(size: int, of: list[str] = CORE) -> Iterator[tuple[str, str]]:
    """Yield names and texts of one character between two others."""
    for each in of:
        for head in HEADS:
            yield repr(head + each), head + repeated(each, size) + "\0"
        for tail in TAILS:
            yield repr(each + tail), repeated(each, size) + tail

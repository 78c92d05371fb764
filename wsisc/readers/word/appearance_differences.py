"""Two looks of letters, as `looks` has them ("color=ff0000 sz=23") -> in words what is other in the second."""

from collections.abc import Callable, Sequence
from functools import lru_cache

_SWITCHES = {
    "smallCaps": "small capitals",
    "outline": "outlined letters",
    "shadow": "letters with a shadow",
    "emboss": "embossed letters",
    "imprint": "engraved letters",
    "vanish": "hidden",
    "specVanish": "hidden",
}
_TWIPS, _HALVES = 20, 2  # to the point (ECMA-376-1, 17.3.2.35, 17.3.2.38)


def change(before: str, after: str) -> str:
    """Return in words what letters of a look have that they had not, or no longer have; "" where that is nothing."""
    return _change(before, after) if before != after else ""


def nearest(look: str, known: Sequence[str]) -> str:
    """Return the known look that differs least from a look, "" where none is known."""
    own = set(look.split())
    return min(known, key=lambda each: len(own ^ set(each.split())), default="")


@lru_cache(maxsize=1024)
def _change(before: str, after: str) -> str:
    had, has = _values(before), _values(after)
    added = [_named(name, value) for name, value in has.items() if had.get(name) != value]
    gone = [f"no longer {_named(name, value)}" for name, value in had.items() if name not in has]
    return ", ".join(dict.fromkeys([*added, *gone]))


def _values(look: str) -> dict[str, str]:
    return {name: value for name, _, value in (each.partition("=") for each in look.split())}


def _named(name: str, value: str) -> str:
    """Return one property of letters in words."""
    if name in _SWITCHES:
        return _SWITCHES[name]
    return _WORDINGS[name](value) if name in _WORDINGS else f"{name} {value}"


def _colour(value: str) -> str:
    is_code = len(value) == 6 and all(each in "0123456789abcdef" for each in value)
    return f"#{value.upper()}" if is_code else value


def _points(value: str, parts: int) -> str:
    return f"{int(value) / parts:g} pt" if value.lstrip("+-").isdecimal() else value


_WORDINGS: dict[str, Callable[[str], str]] = {
    "color": lambda value: f"colour {_colour(value)}",
    "sz": lambda value: f"size {_points(value, _HALVES)}",
    "highlight": lambda value: f"{value} highlight",
    "fill": lambda value: f"background {_colour(value)}",
    "font": lambda value: f"font {value.replace('_', ' ')}",
    "spacing": lambda value: f"letters {_points(value, _TWIPS)} further apart",
    "position": lambda value: f"raised by {_points(value, _HALVES)}",
    "w": lambda value: f"letters stretched to {value}%",
    "effect": lambda value: f"animation {value}",
    "em": lambda value: f"emphasis mark {value}",
}

"""Two looks as `appearance` writes them ("color=ff0000 sz=23") -> a description of what the second changes."""

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
_TWIPS, _HALF_POINTS = 20, 2  # to the point (ECMA-376-1, 17.3.2.35, 17.3.2.38)


@lru_cache(maxsize=1024)
def describe_change(before: str, after: str) -> str:
    """Return the properties that letters have gained or lost, in words, or "" if there are none."""
    old, new = _parse_look(before), _parse_look(after)
    added = [_describe_property(name, value) for name, value in new.items() if old.get(name) != value]
    removed = [f"no longer {_describe_property(name, value)}" for name, value in old.items() if name not in new]
    return ", ".join(dict.fromkeys([*added, *removed]))


def find_nearest(look: str, known: Sequence[str]) -> str:
    """Return the known look that differs least from a look, or "" if none is known."""
    properties = set(look.split())
    return min(known, key=lambda each: len(properties ^ set(each.split())), default="")


def _parse_look(look: str) -> dict[str, str]:
    return {name: value for name, _, value in (each.partition("=") for each in look.split())}


def _describe_property(name: str, value: str) -> str:
    """Return one property of letters in words."""
    if name in _SWITCHES:
        return _SWITCHES[name]
    return _DESCRIPTIONS[name](value) if name in _DESCRIPTIONS else f"{name} {value}"


def _format_colour(value: str) -> str:
    is_code = len(value) == 6 and all(each in "0123456789abcdef" for each in value)
    return f"#{value.upper()}" if is_code else value


def _format_points(value: str, units_per_point: int) -> str:
    return f"{int(value) / units_per_point:g} pt" if value.lstrip("+-").isdecimal() else value


_DESCRIPTIONS: dict[str, Callable[[str], str]] = {
    "color": lambda value: f"colour {_format_colour(value)}",
    "sz": lambda value: f"size {_format_points(value, _HALF_POINTS)}",
    "highlight": lambda value: f"{value} highlight",
    "fill": lambda value: f"background {_format_colour(value)}",
    "font": lambda value: f"font {value.replace('_', ' ')}",
    "spacing": lambda value: f"letters {_format_points(value, _TWIPS)} further apart",
    "position": lambda value: f"raised by {_format_points(value, _HALF_POINTS)}",
    "w": lambda value: f"letters stretched to {value}%",
    "effect": lambda value: f"animation {value}",
    "em": lambda value: f"emphasis mark {value}",
}

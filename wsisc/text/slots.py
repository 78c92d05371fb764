"""A wording of a file, such as "session of {place}", and the values of its slots -> the text.

`str.format` is not used on what files say: it would read attributes of values, and stumble over a single brace.
"""

import re
from collections.abc import Mapping
from functools import cache


@cache
def _slot() -> re.Pattern[str]:
    return re.compile(r"\{([a-z_-]+)\}")


def fill(text: str, values: Mapping[str, object] | None = None, /, **named: object) -> str:
    """Return a text with its slots filled; those without a value stay, and those in values are not filled in turn."""
    known = {**(values or {}), **named}
    return _slot().sub(lambda slot: str(known.get(slot[1], slot[0])), text)


def find_slots(text: str) -> list[re.Match[str]]:
    """Return the slots in a text; group 1 of each is its name."""
    return list(_slot().finditer(text))

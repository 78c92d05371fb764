"""The name of a file in `templates/style/en/` -> its lists of words."""

from collections.abc import Mapping
from functools import cache

from wsisc import resources


@cache
def load(name: str) -> Mapping[str, frozenset[str]]:
    """Return the lists of words of a file in which every value is a list, such as "numbers"."""
    data = resources.read_strings(f"templates/style/en/{name}.yaml")
    return {key: frozenset(words) for key, words in data.items()}

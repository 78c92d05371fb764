"""The name of a file in `templates/style/en/` -> its lists of words."""

from collections.abc import Mapping
from functools import cache

from wsisc.messages import resources


@cache
def load(name: str) -> Mapping[str, frozenset[str]]:
    """Return the words of a file by list, such as "months"; the words of a text are separated by white space."""
    data = resources.read_strings(f"templates/style/en/{name}.yaml")
    return {key: frozenset(words.split() if isinstance(words, str) else words) for key, words in data.items()}


@cache
def load_phrases(name: str, language: str) -> frozenset[str]:
    """Return the lines of a text of `answers.yaml` in a language; none if it lacks the language."""
    return frozenset(resources.read_strings("templates/style/en/answers.yaml")[name].get(language, "").splitlines())

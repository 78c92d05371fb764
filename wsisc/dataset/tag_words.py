"""`templates/tags/<language>.yaml` -> the words by which texts in a language name tags."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from wsisc import resources


@cache
def load_words(language: str) -> Any:
    """Return the data of a language, all of it text; English if the language has none.

    Raises WsiscError if the file is missing.
    """
    is_known = language in resources.names("templates/tags", ".yaml")
    return resources.read_strings(f"templates/tags/{language if is_known else 'en'}.yaml")


@cache
def load_word_sets(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words of each text of `load_words`, such as "stops"."""
    return {name: frozenset(text.split()) for name, text in load_words(language).items() if isinstance(text, str)}

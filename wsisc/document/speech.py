"""The wording of pages in a language -> the functions by which their templates print it."""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from wsisc.locale import Locale

_SLOT = re.compile(r"(\{[a-z-]+\})")


def speak(wording: Mapping[str, Any], locale: Locale) -> dict[str, object]:
    """Return the functions of templates: `say` a sentence, `count` a noun with its number, `number`; and `comma`.

    `wording` has the sentences under "pages", the forms of nouns under "counts", and the "comma" of lists.
    """

    def say(key: str, **slots: object) -> Markup:
        return _fill(wording["pages"][key], slots)

    def count(what: str, number: int, **slots: object) -> Markup:
        return _fill(locale.format_count(number, wording["counts"][what]), slots)

    return {"say": say, "count": count, "number": locale.format_number, "comma": wording["comma"]}


def _fill(text: str, slots: Mapping[str, object]) -> Markup:
    """Return a text with its slots filled and escaped, except those that are markup; slots without a value stay."""
    return Markup("").join(
        escape(slots[piece[1:-1]]) if piece[:1] == "{" and piece[1:-1] in slots else escape(piece)
        for piece in _SLOT.split(text)
    )

"""A part of a call, and the wording for authors -> what they must know: whether it is required, and its limit."""

from collections.abc import Iterator, Mapping
from typing import Any

from wsisc.calls import call as calls
from wsisc.calls.call import CallPart
from wsisc.markup.word_count import words_on

NO_NAMES: Mapping[str, str] = {}
"""The author writes the codes of types, as in a YAML file."""


def describe(
    part: CallPart, language: str, wording: Mapping[str, Any], type_names: Mapping[str, str] = NO_NAMES
) -> Iterator[str]:
    """Yield the notes for authors on a part: whether it is required, its limit, and what it can contain.

    `type_names` are the names of types of entities by their codes, for authors who do not see the codes.
    """
    if part.holds:
        yield wording["required" if part.required else "optional"]
    if part.words:
        others = [
            calls.fill(
                wording["other-words"], {"type": type_names.get(type, type), "words": _format_count(count, wording)}
            )
            for type, count in part.words_by_type
        ]
        yield calls.fill(
            wording["limit-in-words"], {"words": _format_count(part.words, wording), "others": "".join(others)}
        )
    if part.pages:
        words = _format_count(words_on(part.pages, language), wording)
        number = f"{part.pages:g}"
        pages = calls.fill(wording["pages"].get(number, wording["pages"][""]), {"number": number})
        yield calls.fill(wording["limit" if part.holds else "limit-within"], {"pages": pages, "words": words})
    yield wording["holds"]["numbered" if part.holds == "both" and part.numbering else part.holds]


def _format_count(number: int, wording: Mapping[str, Any]) -> str:
    return f"{number:,}".replace(",", wording["thousands"])

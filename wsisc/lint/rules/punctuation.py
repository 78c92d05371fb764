"""A punctuation mark, or the space beside it, is not that of the language.

French has a space before ";", ":", "!" and "?" and within guillemets, Spanish opens questions and exclamations, Russian
has guillemets and a space after "№", Arabic and Chinese have marks of their own, and digits of one width and
script. Marks of another keyboard show that
nobody revised the text, and screen readers pause in the wrong places.

Fails::

    language: fr
    parts:
      one:
        text: |
          Quels sont les obstacles? Le coût, dit l’étude "Une école", demeure le premier.

Passes::

    language: fr
    parts:
      one:
        text: |
          Quels sont les obstacles ? Le coût, dit l’étude « Une école », demeure le premier à 10:30.

          "news": "À lire!"

          print("Fin d’étape!")

Reference: Lexique des règles typographiques en usage à l'Imprimerie nationale; Ortografía de la lengua española (RAE
and ASALE, 2010); Правила русской орфографии и пунктуации (2006); GB/T 15834-2011, 标点符号用法; The Unicode
Standard, Arabic (U+060C, U+061B, U+061F).
"""

import re
from bisect import bisect
from collections.abc import Iterator

from wsisc.document.prose import Passage, Reading
from wsisc.lint import cited_text, wrong_forms
from wsisc.lint.wrong_forms import WrongPlace
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.text.scripts import HAN, has_any

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "es", "fr", "ru", "zh")

_KINDS = ("title", "heading", "paragraph", "item", "quotation", "footnote", "cell", "caption")
_DIGIT = "[0-9]"
_ENDS = ("。", "！", "？", "；", "…")
_SHOWN = 12  # characters on each side of a mark, so that a person finds it
_LONG_WORD = 40  # characters: a longer "word" is none


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every mark that the language does not have, or that has a wrong space next to it."""
    for place in wrong_forms.find(reading, "punctuation", _KINDS):
        if cited_text.is_code(place.passage.text):
            continue
        is_layout = _is_broken_line(place) or _separates_words(place)
        if not (is_layout or _is_nested(place) or _is_alone(place) or _ends_cited(place, reading)):
            passage, hint = place.passage, _hint(place)
            message = t('"{text}" is not punctuated as this language has it', text=_shown(passage, place))
            yield passage.finding(place.start, place.end, message, hint, place.fix)


def _is_broken_line(place: WrongPlace) -> bool:
    """Return whether a place is only a line break of the source, which is read as a space."""
    return place.text == "\n"


def _separates_words(place: WrongPlace) -> bool:
    """Return whether a place is the space between Chinese words in a title, a name, or another line without an end."""
    text, around = (
        place.passage.text,
        place.passage.text[place.start - 1 : place.start] + place.passage.text[place.end :][:1],
    )
    is_between = place.text.isspace() and not place.right and all(has_any(HAN, character) for character in around)
    return is_between and not text.rstrip("”’』」）) ").endswith(_ENDS)


def _is_alone(place: WrongPlace) -> bool:
    """Return whether digits are of another script in all of a passage: only a mix of both is wrong."""
    return place.note == "mixed" and not re.search(_DIGIT, place.passage.text)


def _is_nested(place: WrongPlace) -> bool:
    """Return whether a place is a quotation within another one, which has marks of its own."""
    at = bisect(place.passage.quotations, (place.start, -1)) - 1
    start, end = place.passage.quotations[at] if at >= 0 else (0, 0)
    return start < place.start and place.end < end


def _ends_cited(place: WrongPlace, reading: Reading) -> bool:
    """Return whether the question or exclamation that a mark would open ends in a title in another language."""
    end = re.compile("[?!]").search(place.passage.text, place.end) if place.right[:1] in ("¿", "¡") else None
    return end is not None and cited_text.is_cited(place.passage, end.start(), reading.submission.language)


def _hint(place: WrongPlace) -> str:
    if not place.text.strip():
        return t('write "{right}"', right=place.right.strip()) if place.right else t("delete the space")
    if not place.right:
        return t("delete it")
    if "\u00a0" in place.right:
        return t('write "{right}", with a no-break space', right=place.right)
    return t('write "{right}"', right=place.right)


def _shown(passage: Passage, place: WrongPlace) -> str:
    """Return a place with the words around it: at most `_SHOWN` characters of them where no spaces part words."""
    text = passage.display_text
    before, after = text[: place.start].rpartition(" ")[2], text[place.end :].partition(" ")[0]
    if len(before) > _LONG_WORD or has_any(HAN, before):
        before = before[-_SHOWN:]
    if len(after) > _LONG_WORD or has_any(HAN, after):
        after = after[:_SHOWN]
    return f"{before}{text[place.start : place.end]}{after}"

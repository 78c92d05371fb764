r"""A character is not in any font of the PDF.

The PDF would show an empty box in its place, so it is not written. Word files and web pages can contain the character,
and are still written. A bullet or tick copied from Word can be a letter of a symbol font, meaningless in other fonts.

Fails::

    parts:
      one:
        text: "An ancient letter: \U00012000"

Passes::

    parts:
      one:
        text: "Done: ✓"

Reference: ISO 14289-1, 7.21; ISO 19005-3, 6.2.11; The Unicode Standard, 23.5, Private-Use Characters
"""

import re
from collections.abc import Iterator

from wsisc.document import fonts
from wsisc.document.prose import Reading
from wsisc.engines import typst
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Finding, Severity, excerpt
from wsisc.source import model
from wsisc.source.markup import tree

SEVERITY = Severity.ERROR
_OF_SYMBOL_FONT = t('write the intended character, such as "•" or "✓"; only a symbol font contains this one')
_NOT_PRINTED = ("alt", "contact", "acronym")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield, once for each text, the characters that the PDF would print and that no font covers.

    A font that is not installed covers them too: it is the machine that lacks it, not the text, and who builds a PDF
    on this machine is told.
    """
    families = tuple(fonts.families())
    for path, text in model.plain_texts(reading.submission):
        if not set(path) & set(_NOT_PRINTED):
            yield from _finding(
                path, [(match[0], *match.span()) for match in fonts.find_missing_glyphs(text, families)]
            )
    for path, text, rich in reading.rich_texts:
        printed = tree.find(rich.blocks, tree.Text)
        yield from _finding(path, [place for words in printed for place in _find_places(text, words, families)])


def _find_places(text: str, words: tree.Text, families: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Yield the characters of words that no font covers, with their places; that of an entity is the whole entity."""
    last = words.start
    for match in fonts.find_missing_glyphs(words.text, families):
        at = text.find(match[0], last, words.end)
        last = at + 1 if at >= 0 else last
        yield (match[0], at, at + 1) if at >= 0 else (match[0], words.start, words.end)


def _finding(path: DataPath, places: list[tuple[str, int, int]]) -> Iterator[Finding]:
    if places:
        named = ", ".join(f"{each} (U+{ord(each):04X})" for each in dict.fromkeys(each for each, _, _ in places))
        _, start, end = places[0]
        is_private = re.fullmatch(fonts.PRIVATE_USE, places[0][0])
        hint = _OF_SYMBOL_FONT if is_private else typst.missing_glyph_hint(places[0][0])
        yield Finding(path, t("no font contains {named}", named=excerpt(named)), hint, start, end)

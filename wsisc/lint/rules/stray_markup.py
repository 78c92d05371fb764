r"""Markup characters are printed literally, or disappear between letters and digits.

A space within "**", bold words without their end, a table without its second row, or the markup of another dialect is
printed literally. A "*" between letters or digits does the opposite: two of them mean italics, and neither is printed.
Titles, names and captions are plain text: any markup in them is printed.

Fails::

    parts:
      one:
        text: |
          The **bold **text, the **National Strategy, 2*3*4 and H~2~O.

Passes::

    parts:
      one:
        text: |
          The **bold** text, 2\*3\*4 = 2 × 3 × 4, a note\*\* and H₂O, about ~5 and ~10.

Reference: docs/format.md, rule 3; CommonMark 0.31.2, 6.2.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup import tree
from wsisc.source.markup.tree import literal_text
from wsisc.text import scripts

SEVERITY = Severity.WARNING

_NO_LETTER = f"(?<![{scripts.LATIN}{scripts.CYRILLIC}0-9*])"
_STRAY: dict[tuple[tuple[str, ...], str], Callable[[str], tuple[str, str]]] = {
    (("**",), r"\*\*(?=\S)[^*\n\0]{1,200}\*\*"): lambda words: (
        t('"{words}" is printed literally', words=words),
        t("delete the space between the asterisks and the words: **words**"),
    ),
    (("**",), rf"{_NO_LETTER}\*\*(?=[^\W_])(?![^*\n\0]{{1,200}}\*\*)[^*\n\0]{{1,40}}"): lambda words: (
        t('the bold text "{words}" is not closed: its asterisks are printed', words=words),
        t("put two asterisks after the last bold word, in the same paragraph: **words**"),
    ),
    (("~", "^"), r"~~[^~\n\0]{1,80}~~|(?<=\w)\^[\w+−-]{1,4}\^|(?<=\w)~[\w+−-]{1,4}~(?!\w*~)"): lambda words: (
        t('"{words}" is printed literally', words=words),
        t("write the character itself, such as ² or ₂, or delete the markup"),
    ),
    (("](", "] ("), r"\[[^][\n\0]{1,80}\] ?\((?:https?://|www\.)[^()\n\0]{1,200}\)"): lambda words: (
        t('"{words}" is printed literally, not as a link', words=words),
        t('delete the space before "(", and write spaces in the address as %20'),
    ),
    (("|",), r"(?m)^ {0,3}\|[^\n\0]*\|[ \t]*\n {0,3}\|[^\n\0]*\|[ \t]*$"): lambda _: (
        t('lines with "|" are printed literally, not as a table'),
        t("add a row such as | --- | --- | below the first line of the table"),
    ),
}
"""The patterns of markup that does nothing, after signs of which they need one -> message and hint on the words."""

_MARKUP_IN_PLAIN_TEXT = (
    r"\*\*(?=\S)[^*\n]{1,200}(?<=\S)\*\*"
    r"|\[[^][\n]{1,200}\](?:\{lang=[^{}\n]{0,40}\}|\[[a-z][a-z0-9-]{0,59}\]|\(https?://[^()\s]{1,200}\))"
    r"|\[\^[a-z][a-z0-9-]{0,59}\]"
)
# Where a text has pointers of C, "**argv" is one, and no bold word.
_POINTER = r"\w\(\*\*\w+\)|\b(?:char|int|const|unsigned) ?\*\*\w"
_PLAIN_KINDS = ("entity", "title", "heading", "caption", "alternative")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield markup characters that are printed, and those within words that are not."""
    for path, text, rich in reading.rich_texts:
        shown = literal_text(text, rich)
        for (signs, pattern), describe in _STRAY.items():
            for match in re.finditer(pattern, shown) if any(map(shown.__contains__, signs)) else ():
                if "**" in signs and _has_pointers(reading):
                    break
                yield Finding(path, *describe(excerpt(match[0])), *match.span())
        for start, end in () if reading.is_foreign else _find_within_words(text, rich):  # Word has no asterisks there
            message = t('"*" between letters or digits creates italics and is not printed')
            yield Finding(path, message, t("write \\* to print it, or × for multiplication"), start, end)
    for passage in reading.passages:
        text = passage.display_text
        can_have_markup = passage.kind in _PLAIN_KINDS and ("**" in text or "[" in text)
        for match in re.finditer(_MARKUP_IN_PLAIN_TEXT, text) if can_have_markup else ():
            message = t('"{words}" is printed literally', words=excerpt(match[0]))
            hint = t("delete the markup: titles, names and captions have no formatting, links, notes or languages")
            yield passage.finding(*match.span(), message, hint)


@lru_cache(maxsize=2)  # every finding asks
def _has_pointers(reading: Reading) -> bool:
    """Return whether a text declares or calls a pointer of C."""
    return any("**" in text and re.search(_POINTER, text) for _, text, _ in reading.rich_texts)


def _find_within_words(text: str, rich: tree.RichText) -> Iterator[tuple[int, int]]:
    """Yield the places of italics that begin and end within words."""
    for node in tree.find(rich.blocks, tree.Emphasis):
        before, after = text[max(node.start - 1, 0) : node.start], text[node.end : node.end + 1]
        is_within = _is_within_word(before) and _is_within_word(after)
        if is_within and text[node.start] == "*" and not node.is_strong:
            yield node.start, node.end


def _is_within_word(character: str) -> bool:
    """Return whether a character next to italics makes them a part of a word; in Chinese, words have no spaces."""
    return character.isalnum() and not scripts.has_any(scripts.UNSPACED, character)

"""A text -> what in it is beyond what the engines can set.

Measured: ten thousand combining marks on one letter take Pandoc 12 s and make Typst pass 5 GB; "*a**b"
twenty thousand times takes Pandoc 34 s. No person writes such a text, so it is refused before any parser
sees it.
"""

import re
import unicodedata
from typing import NamedTuple

CHARACTERS = 200_000
LINES = 20_000
MARKS = 2_000
MARKS_IN_ALL = 200_000
NESTING = 8
COMBINING = 8
ROWS = 1_000
COLUMNS = 60
_HEADER_LINES = 30
"""Lines of the header of a table, which every page repeats; a page has some forty."""

_MARK = re.compile(r"[*_\[\]<>`&\\!|]")
_BLANK = re.compile(r"\n[ \t]*\n")
_MARKERS = re.compile(rf"[ \t]*(?:(?:>|[-+*]|\d{{1,9}}[.)])[ \t]*){{{NESTING + 1},}}", re.ASCII)
_PILE = re.compile(rf"[^\w\s\x00-\x7f]{{{COMBINING + 1},}}")


class Excess(NamedTuple):
    """What is too much, and its offsets in the text."""

    what: str
    start: int
    end: int


def header(columns: int) -> int:
    """Return how many letters a cell of a table's header may have: a line has some ninety, less three a column."""
    return int(_HEADER_LINES * max(1, 90 / columns - 3))


def marks(text: str) -> int:
    """Return how many signs of a text Markdown may read as marks."""
    return len(_MARK.findall(text))


def excess(text: str) -> Excess | None:
    """Return the first thing in a text that passes a budget, or None."""
    if len(text) > CHARACTERS:
        return Excess(f"more than {CHARACTERS:,} characters", 0, 1)
    if text.count("\n") > LINES:
        return Excess(f"more than {LINES:,} lines", 0, 1)
    return _nested(text) or _marked(text) or _piled(text)


def _nested(text: str) -> Excess | None:
    start = 0
    for line in text.split("\n"):
        match = _MARKERS.match(line)
        if match and not re.fullmatch(r"[-*\s]*", line):  # a line of dashes or asterisks nests nothing
            return Excess(TOO_NESTED, start, start + match.end())
        start += len(line) + 1
    return None


TOO_NESTED = f"lists or quotations nested more than {NESTING} deep"
TOO_MANY_ROWS = f"a table of more than {ROWS:,} rows"
TOO_TALL_HEADER = "a table whose first row, its header, is too long: it stands on every page"


def _marked(text: str) -> Excess | None:
    """Find a paragraph with so many marks that pairing them would take minutes."""
    if marks(text) <= MARKS:
        return None
    start = 0
    for blank in [*_BLANK.finditer(text), None]:
        end = blank.start() if blank else len(text)
        pipes = _pipes_of_table(text, start, end)
        if len(_MARK.findall(text, start, end)) - pipes > MARKS:
            return Excess(f"more than {MARKS:,} marks of Markdown in one paragraph", start, start + 1)
        start = blank.end() if blank else end
    return None


def _pipes_of_table(text: str, start: int, end: int) -> int:
    """Return how many pipes part the cells of a table, none where lines are no rows of one: no pipe is paired there."""
    rows = text[start:end].strip("\n").split("\n")
    counts = [row.count("|") for row in rows]
    is_table = all(row.lstrip().startswith("|") for row in rows) and max(counts) <= COLUMNS + 1
    return sum(counts) if is_table else 0


def _piled(text: str) -> Excess | None:
    for match in _PILE.finditer(text):
        if sum(unicodedata.category(character) in ("Mn", "Me") for character in match[0]) > COMBINING:
            return Excess(f"more than {COMBINING} accents on one letter", match.start(), match.end())
    return None

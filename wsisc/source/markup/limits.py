"""A rich text -> the first limit of the engines that it exceeds.

Measured: ten thousand combining marks on one letter take Pandoc 12 s and make Typst use more than 5 GB; "*a**b"
twenty thousand times takes Pandoc 34 s. No person writes such a text, so it is refused before any parser reads
it. The limits are guesses between what people write and what was measured.
"""

import re
import unicodedata
from typing import NamedTuple

from wsisc.messages import t

MAX_CHARACTERS = 200_000
MAX_PLAIN_CHARACTERS = 2_000  # of a text without Markdown; four times what schemas/submission.schema.json allows
MAX_LINES = 20_000
MAX_MARKS = 2_000
MAX_TOTAL_MARKS = 200_000
MAX_NESTING = 8
MAX_COMBINING = 8
MAX_ROWS = 1_000
MAX_COLUMNS = 60
_MAX_HEADER_LINES = 30  # lines of a table's header, which every page repeats; a page has about forty

_MARK = r"[*_\[\]<>`&\\!|]"
_BLANK = r"\n[ \t]*\n"
_MARKERS = rf"(?a)[ \t]*(?:(?:>|[-+*]|\d{{1,9}}[.)])[ \t]*){{{MAX_NESTING + 1},}}"
_BLOCKS = rf"(?m)\||^[ \t>*+\-\d.)]{{{MAX_NESTING + 1}}}"
_PILE = rf"[^\w\s\x00-\x7f]{{{MAX_COMBINING + 1},}}"


class Excess(NamedTuple):
    """A limit that is exceeded, in words, and the offsets in the text."""

    description: str
    start: int
    end: int


def max_header_letters(columns: int) -> int:
    """Return the maximum letters of a cell in a table's header: a line has about ninety, less three per column."""
    return int(_MAX_HEADER_LINES * max(1, 90 / columns - 3))


def count_marks(text: str) -> int:
    """Return the number of characters that Markdown may read as marks."""
    return len(re.findall(_MARK, text))


def find_excess(text: str) -> Excess | None:
    """Return the first limit that a text exceeds, or None."""
    if len(text) > MAX_CHARACTERS:
        return Excess(t("the text has more than {max_characters:,} characters", max_characters=MAX_CHARACTERS), 0, 1)
    if text.count("\n") > MAX_LINES:
        return Excess(t("the text has more than {max_lines:,} lines", max_lines=MAX_LINES), 0, 1)
    return _find_deep_nesting(text) or _find_excess_marks(text) or _find_piled_accents(text)


def needs_parser(text: str) -> bool:
    """Return whether only the parser can say that a text is within the limits of tables and of nesting.

    A table has a pipe, and each level of a list or quotation has a sign or a space at the beginning of a line.
    """
    return re.search(_BLOCKS, text) is not None


def _find_deep_nesting(text: str) -> Excess | None:
    start = 0
    for line in text.split("\n"):
        match = re.match(_MARKERS, line)
        if match and not re.fullmatch(r"[-*\s]*", line):  # a line of dashes or asterisks is a thematic break
            return Excess(TOO_NESTED, start, start + match.end())
        start += len(line) + 1
    return None


TOO_MANY_MARKS = t(
    "all texts together have more than {max_total_marks:,} Markdown characters", max_total_marks=MAX_TOTAL_MARKS
)
TOO_NESTED = t("lists or quotations are nested more than {max_nesting} levels deep", max_nesting=MAX_NESTING)
TOO_MANY_ROWS = t("the table has more than {max_rows:,} rows", max_rows=MAX_ROWS)
TOO_TALL_HEADER = t("the header of a table is too long: it is repeated on every page")
HINT = t("simplify the text")


def _find_excess_marks(text: str) -> Excess | None:
    """Find a paragraph with so many marks that Pandoc would need minutes to pair them."""
    if count_marks(text) <= MAX_MARKS:
        return None
    start = 0
    for blank in [*re.finditer(_BLANK, text), None]:
        end = blank.start() if blank else len(text)
        pipes = _count_table_pipes(text, start, end)
        if len(re.compile(_MARK).findall(text, start, end)) - pipes > MAX_MARKS:
            return Excess(
                t("the paragraph has more than {max_marks:,} Markdown characters", max_marks=MAX_MARKS),
                start,
                start + 1,
            )
        start = blank.end() if blank else end
    return None


def _count_table_pipes(text: str, start: int, end: int) -> int:
    """Return the number of pipes between the cells of a table, which need no pairing; 0 for lines that are not rows."""
    rows = text[start:end].strip("\n").split("\n")
    counts = [row.count("|") for row in rows]
    is_table = all(row.lstrip().startswith("|") for row in rows) and max(counts) <= MAX_COLUMNS + 1
    return sum(counts) if is_table else 0


def _find_piled_accents(text: str) -> Excess | None:
    for match in re.finditer(_PILE, text):
        if sum(unicodedata.category(character) in ("Mn", "Me") for character in match[0]) > MAX_COMBINING:
            return Excess(
                t("the letter has more than {max_combining} accents", max_combining=MAX_COMBINING),
                match.start(),
                match.end(),
            )
    return None

"""A document mixes straight and curly quotation marks, or apostrophes.

Word makes them curly and other programs leave them straight: a mix of both shows where text was pasted.

Fails::

    parts:
      one:
        text: |
          The "digital divide", the "last mile" and a growing “virtual fatigue” were noted.

Passes::

    parts:
      one:
        text: |
          The “digital divide” and the “last mile” of 5" pipes were noted by the office’s staff.

          "

Reference: United Nations Editorial Manual, Punctuation: quotation marks; one style throughout a document.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint.occurrences import Occurrence, find_minority
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.WARNING

_QUOTES = r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|(?<![\w\"])\"[^\"]*\"(?!\w)|[“”„«»]|(?<!\d)\""
_APOSTROPHES = r"(?<=[^\W\d_])['’](?=[^\W\d_])"
_WORD_BEFORE = r"[\w'’-]*$"
_WORD_AFTER = r"[\w'’-]*"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the quotation marks and the apostrophes of the rarer kind."""
    # where a language has marks of its own, the rule punctuation has those of others, and these are right
    quotes = [] if reading.submission.language in ("fr", "ru", "zh") else _find_all(reading, _QUOTES)
    for found, usual, _ in find_minority(quotes):
        shown = excerpt(found.passage.display_text[found.start : found.end])
        message = t("{shown} has curly quotation marks; others are straight", shown=shown)
        if usual == "curly":
            message = t("{shown} has straight quotation marks; others are curly", shown=shown)
        yield found.passage.finding(found.start, found.end, message, t("use one kind throughout"))
    for found, usual, _ in find_minority(_find_all(reading, _APOSTROPHES)):
        text = found.passage.text
        before = re.compile(_WORD_BEFORE).search(text, max(0, found.start - 30), found.start)
        after = re.compile(_WORD_AFTER).match(text, found.end)
        shown = f"{before[0] if before else ''}{text[found.start]}{after[0] if after else ''}"
        message = t("{shown} has a curly apostrophe; others are straight", shown=shown)
        if usual == "curly":
            message = t("{shown} has a straight apostrophe; others are curly", shown=shown)
        fix = "’" if found.kind == "straight" else None
        yield found.passage.finding(found.start, found.end, message, t("use one kind throughout"), fix)


def _find_all(reading: Reading, pattern: str) -> list[Occurrence]:
    return [
        Occurrence(passage, *match.span(), kind="straight" if match[0][0] in "\"'" else "curly")
        for passage in reading.passages
        if passage.kind != "alternative" and len(passage.text.strip()) > 1  # a sign alone is named, not used
        for match in re.finditer(pattern, passage.text)
        if passage.text[max(0, match.start() - 1) : match.start()] != "="  # code has straight ones
    ]

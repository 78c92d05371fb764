"""Words stand for text that is still to be written.

TODO, XXXX, "[insert the table here]", XX million or "lorem ipsum" is printed as it is.

Fails::

    parts:
      one:
        text: |
          TODO: describe the training. It reached XXXX teachers by [date]. [TO BE COMPLETED] Budget: TBD, XX million.

Passes::

    parts:
      one:
        text: |
          Chapter XXX, the Games of the XXX Olympiad, the dates to be confirmed (TBC) and the tool "TODO". A search for
          'lorem ipsum' finds many sites.

Reference: docs/format.md, rule 9: every word is printed.
"""

import re
from collections.abc import Iterator
from functools import cache

from wsisc.document.prose import Reading
from wsisc.lint import word_lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.WARNING


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the words that stand for others, outside quotations."""
    pattern = _load_pattern(reading.submission.language)
    for passage in reading.passages:
        matches = list(pattern.finditer(passage.text))
        text = passage.text.rstrip()
        if passage.kind == "paragraph" and text.endswith("XXX"):  # in a table or a list XXX is also the number 30
            matches += re.finditer(r"(?:^|(?<=[.!?] ))XXX$", text)
        for match in matches:
            if passage.is_own_wording(match.start(), "link") and not _is_named(passage.text, *match.span()):
                message = t('"{text}" stands for text that is missing', text=excerpt(match[0]))
                yield passage.finding(*match.span(), message, t("write the text, or delete it"))


def _is_named(text: str, start: int, end: int) -> bool:
    """Return whether words are between single quotation marks: a search for 'lorem ipsum'."""
    return text[max(0, start - 1) : start] in ("'", "‘", "‚") and text[end : end + 1] in ("'", "’", "‘")


@cache
def _load_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of placeholders; "TODO" in capitals is a word of Spanish, and "TBD" is English alone."""
    alone = "" if language in ("es", "pt") else r"(?!\w)|"
    first, all_of_it, units = (
        "|".join(map(re.escape, sorted(word_lists.load_phrases(f"placeholder-{name}", "en") | own, reverse=True)))
        for name in ("instructions", "words", "units")
        for own in [word_lists.load_phrases(f"placeholder-{name}", language)]
    )
    end = "" if language == "zh" else r"(?!\w)"
    forms = [
        rf"(?<!\w)TODO(?:{alone}:)",
        r"(?a:(?<!\w)(?:FIXME|X{4,}|20XX|[Ll]orem ipsum)(?!\w))",
        r"\[X{2,}\]",
        rf"\[\s*(?i:(?:{first}){end}[^\[\]]*|(?:{all_of_it})\s*)\]",
        rf"(?a:(?<![\w.,]))X{{2,3}}(?=\s?(?:{units}))",
        r"(?<=(?:USD|EUR|CHF|US\$)\s)X{2,}(?!\w)",
        *([r"(?<![\w(/-])TBD(?![\w)/-])"] if language == "en" else []),
    ]
    return re.compile("|".join(forms))

"""The name of the United Nations is abbreviated.

In English the name is written in full, also before a noun: "the United Nations", "a United Nations agency".

Fails::

    parts:
      one:
        text: |
          The UN system works with the UN-led mission.

Passes::

    parts:
      one:
        text: |
          UN-Women, UN-Habitat, UN Tourism and UN DESA use the tools of UNDP, UN/CEFACT and #UN. "The UN must act",
          said the minister.

Reference: United Nations Editorial Manual, Abbreviations and acronyms: "United Nations" is not abbreviated in
English. In other languages the short name is in use ("ONU", "ООН"), or there is none (Arabic, Chinese): the rule is
silent there.
"""

import re
from collections.abc import Iterator
from functools import cache

from wsisc.document.prose import Passage, Reading
from wsisc.lint import acronyms
from wsisc.lint.acronyms import lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("en",)

_IGNORED_KINDS = ("entity", "alternative")
_HINT = t('write "United Nations"')


@cache
def _pattern() -> re.Pattern[str]:
    """Return a pattern for the abbreviation outside names such as "UN Women", "UN DESA", "UN/CEFACT", "EU-UN"."""
    names = "|".join(map(re.escape, lists.load().united_nations_names))
    named = rf"[\w_/@]|\.\w|-[A-Z0-9]|[ \n](?:{names})\b|[ \n][A-Z]{{4,}}\b"
    return re.compile(rf"(?<![\w#@./_-])(?<!One )(?<!Model )(?:UN(?!{named})|U\. ?N\.)")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every "UN" that means the United Nations, outside quotations and titles."""
    for passage in reading.passages:
        has_none = "UN" not in passage.text and "U." not in passage.text
        if passage.kind in _IGNORED_KINDS or has_none or passage.text.isupper():
            continue
        for match in _pattern().finditer(passage.text):
            start, end = match.span()
            if passage.is_own_wording(start, "em"):
                yield passage.finding(
                    start,
                    end,
                    t('"{match}" is an abbreviation of "United Nations"', match=match[0]),
                    _HINT,
                    _fix(passage, start, end),
                )


def _fix(passage: Passage, start: int, end: int) -> str | None:
    """Return the full name as a fix, None in a possessive, alone in parentheses, or at the end of a sentence."""
    before, after = passage.text[start - 1 : start], passage.text[end : end + 2]
    if after[:1] in ("'", "’") or (before == "(" and after[:1] == ")"):
        return None
    if passage.text[end - 1] == "." and (not after.strip() or after[1:].isupper()):
        return None
    return acronyms.safe_fix(passage, start, end, "United Nations")

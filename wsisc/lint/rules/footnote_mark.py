"""A footnote reference is on the wrong side of a punctuation mark.

In English the footnote reference comes after the punctuation mark; in French, Spanish and Russian it comes before.

Fails::

    footnotes:
      rules: The Nelson Mandela Rules.
    parts:
      one:
        text: |
          The courses follow the Rules[^rules].

Passes::

    footnotes:
      rules: The Nelson Mandela Rules.
      manual: The manual of 2022.
    parts:
      one:
        text: |
          The Rules[^rules] (of 2015) were set out in a manual.[^manual]

Reference: United Nations Editorial Manual, Footnotes: placing of footnote indicators. No rule was found for Arabic
and Chinese.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import MASK, Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("en", "fr", "es", "ru")

_AFTER = ".,;:!?"
_BEFORE = ".,;:"
_WORD = rf"[^\s{MASK}]*$"
_ABBREVIATION = r"(?i)(?:^|\W)(?:\w|etc|cf|art|núm|vol|cía|др|гг)\.$"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every footnote reference on the wrong side of the punctuation mark next to it."""
    is_english = reading.submission.language == "en"
    signs = _AFTER if is_english else _BEFORE
    for passage in reading.passages:
        for position in sorted({mark.start for mark in passage.marks_of_kind("call")}):
            end = position + is_english
            sign = passage.text[max(0, end - 1) : end]
            is_part = not is_english and re.compile(_ABBREVIATION).search(passage.text, max(0, position - 8), position)
            if sign and sign in signs and not is_part:
                word = re.compile(_WORD).search(passage.text, 0, position)
                start = word.start() if word else position
                words = passage.display_text[start:end]
                message = t('the footnote reference comes after "{sign}": "{words}"', sign=sign, words=words)
                hint = t('move it before "{sign}"', sign=sign)
                if is_english:
                    message = t('the footnote reference comes before "{sign}": "{words}"', sign=sign, words=words)
                    hint = t('move it after "{sign}"', sign=sign)
                yield passage.finding(start, end, message, hint)

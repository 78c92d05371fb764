r"""A title or name has superfluous spaces or line breaks.

Titles and names are one line, printed literally: extra spaces come from pasting and break lists and searches.

Fails::

    title: "Progress  in 2022 "

Passes::

    title: Progress in 2022

Reference: docs/format.md, rule 3.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source import model

SEVERITY = Severity.ERROR
_UNTIDY = r"\n+|^\s+|(?<![^\S\n])[^\S\n]+$|  +"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every leading, trailing and double space and every line break in a title or name."""
    for path, text in model.plain_texts(reading.submission):
        for match in re.finditer(_UNTIDY, text):
            if "\n" in match[0]:
                message, hint = t("the title or name has a line break"), t('write it on one line, without "|" or ">"')
            else:
                message = t("the title or name has spaces in a row")
                if match.start() == 0:
                    message = t("the title or name has spaces at its start")
                elif match.end() == len(text):
                    message = t("the title or name has spaces at its end")
                hint = t("delete the extra spaces")
            fix = None if "\n" in match[0] else " " if match.start() > 0 and match.end() < len(text) else ""
            yield Finding(path, message, hint, match.start(), match.end(), fix=fix)
            break

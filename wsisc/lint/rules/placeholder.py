"""Words stand for text that is still to be written.

TODO, XXXX or "lorem ipsum" is printed as it is.

Fails::

    parts:
      one:
        text: |
          TODO: describe the training. It reached XXXX teachers. Lorem ipsum dolor sit amet.

Passes::

    parts:
      one:
        text: |
          Chapter XXX, the Games of the XXX Olympiad, the dates to be confirmed (TBC) and the tool "TODO".

Reference: docs/format.md, rule 9: every word is printed.
"""

import re
from collections.abc import Iterator

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading
from wsisc.messages import t

SEVERITY = Severity.WARNING


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the words that stand for others, outside quotations; "TODO" in capitals is a word of Spanish."""
    alone = "" if reading.submission.language in ("es", "pt") else "(?!\\w)|"
    pattern = re.compile(rf"(?<!\w)(?:TODO(?:{alone}:)|FIXME(?!\w)|X{{4,}}(?!\w)|\[XXX\]|[Ll]orem ipsum(?!\w))")
    for passage in reading.passages:
        for match in pattern.finditer(passage.text):
            if passage.is_own_wording(match.start(), "link"):
                message = t('"{text}" stands for text that is missing', text=excerpt(match[0]))
                yield passage.finding(*match.span(), message, t("write the text, or delete it"))

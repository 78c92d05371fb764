"""A web address is printed in the text instead of words.

A screen reader spells it out letter by letter, and it does not say where it leads; on paper it breaks the line badly.
In footnotes, tables, captions and lists of references, where sources are cited, addresses are usual and not reported.

Fails::

    parts:
      one:
        text: |
          The toolkit was published in May (see <https://example.org/toolkit>).

Passes::

    parts:
      one:
        text: |
          The [toolkit](https://example.org/toolkit) was published in May[^source].
    footnotes:
      source: Available at <https://example.org/toolkit>.

Reference: WCAG 2.2, 2.4.4 and its technique H30; United Nations Editorial Manual, Footnotes, on Internet sources.
"""

import re
from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import cited_text
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup import typed_addresses

SEVERITY = Severity.WARNING

_IN_CODE = r"=\s?[\"'“”]\s?$"
_KINDS = ("paragraph", "item", "heading")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every address in the visible text of a part or section, except in quotations."""
    for passage in reading.passages:
        is_own = passage.kind in _KINDS and passage.path[0] == "parts"
        if not is_own or cited_text.is_reference(passage.display_text):
            continue
        for start, end in typed_addresses.find_addresses(passage.display_text):
            address = passage.display_text[start:end]
            is_code = re.search(_IN_CODE, passage.display_text[max(0, start - 4) : start]) is not None
            if "." in address and not passage.is_quoted(start) and not is_code:
                message = t('"{address}" is printed instead of words', address=excerpt(address))
                yield passage.finding(start, end, message, t("link words that describe the page: [words][name]"))

r"""A letter of a symbol font, which any other font shows as an empty box.

A bullet or tick copied from Word may be such a letter: it has no meaning but in its own font. Word files and web pages
print the box, and the PDF, whose fonts lack it, is refused.

Fails::

    parts:
      one:
        text: "Done: \uF0FC"

Passes::

    parts:
      one:
        text: "Done: ✓"

Reference: The Unicode Standard, 23.5, Private-Use Characters.
"""

import re
from collections.abc import Iterator

from wsisc import model
from wsisc.diagnostic import Finding, Severity
from wsisc.prose import Reading

SEVERITY = Severity.WARNING
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every letter that Unicode leaves to fonts, in any text."""
    for path, text in (*model.plain_texts(reading.submission), *model.rich_texts(reading.submission)):
        for match in _PRIVATE.finditer(text):
            message = f"a character that only its own font can show (U+{ord(match[0]):04X})"
            hint = 'write the sign that it stood for, such as "•" or "✓"'
            yield Finding(path, message, hint, match.start(), match.end())

r"""Braces after words do not name the language of these words.

Braces directly after a square bracket are read as the language of the words in the brackets, and would not be printed.
So an incomplete mark, such as one without an opening bracket, is refused, and so is anything else in such braces.

Fails::

    parts:
      one:
        text: The theme was Société de l'information]{lang=fr}.

Passes::

    parts:
      one:
        text: The theme was [Société de l'information]{lang=fr}, the key is [name]\{id}.

Reference: docs/format.md, Words in another language; Pandoc User's Guide, bracketed_spans.
"""

import re
from collections.abc import Iterator
from functools import cache

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup import languages

SEVERITY = Severity.ERROR


@cache
def _code_pattern() -> re.Pattern[str]:
    return re.compile(r"\{\s*(?:lang\w*\s*[=:]?\s*)?[\"'“”«»]?([\w-]+)[\"'“”«»]?\s*\}")


_MARK = r"\]?\{lang=[A-Za-z0-9-]+\}"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the braces that name no language of words in square brackets."""
    other = "en" if reading.submission.language != "en" else "fr"
    for path, problem in occurrences.find_problems(reading, "braces"):
        message = t('"{text}" does not name the language of words in square brackets', text=excerpt(problem.text))
        code = _code_pattern().search(problem.text)
        language = languages.guess(code[1]) if code else None
        mark = "{lang=" + (language.code if language else other) + "}"
        hint = t("write [words]{mark}, or a backslash before the brace to print it", mark=mark)
        if re.fullmatch(_MARK, problem.text):
            hint = t("put the words in square brackets, with the braces directly after them: [words]{mark}", mark=mark)
        yield Finding(path, message, hint, problem.start, problem.end)

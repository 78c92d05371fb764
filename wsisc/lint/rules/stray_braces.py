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

from wsisc.diagnostic import Severity, excerpt
from wsisc.lint import occurrences
from wsisc.messages import t

SEVERITY = Severity.ERROR

check = occurrences.report_problems(
    "braces",
    lambda problem: t('"{text}" does not name the language of words in square brackets', text=excerpt(problem.text)),
    t("write {example}, or a backslash before the brace to print it", example="[words]{lang=fr}"),
)

"""The words of a link do not say where it leads.

Screen readers list the links of a page: there, "here" or "read more" has no context.

Fails::

    parts:
      one:
        text: |
          The toolkit is available [here](https://example.org/toolkit).

Passes::

    parts:
      one:
        text: |
          The [toolkit for teachers](https://example.org/toolkit) is available here, on the website and in print.

Reference: WCAG 2.2, 2.4.4 and 2.4.9, failure F84.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import word_lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING

_HINT = t("link words that describe the page")
_AROUND = " \t\n.,;:!?()[]<>«»\"'“”‘’>→…。،؟"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every link whose words do not say where it leads."""
    language = reading.submission.language
    texts = word_lists.load_phrases("empty-links", language)
    meaningless = {word for line in word_lists.load_phrases("empty-words", language) for word in line.split()}
    for passage in reading.passages:
        for link in passage.marks_of_kind("link"):
            words = " ".join(passage.display_text[link.start : link.end].split())
            bare = words.strip(_AROUND).casefold().replace("’", "'")
            if bare in texts or (bare and meaningless.issuperset(bare.split())):
                yield passage.finding(
                    link.start, link.end, t('the link text "{words}" does not describe the page', words=words), _HINT
                )

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
from functools import cache

from wsisc import resources
from wsisc.diagnostic import Finding, Severity
from wsisc.document.prose import Reading

SEVERITY = Severity.WARNING

_HINT = "link words that describe the page"
_AROUND = " \t\n.,;:!?()[]<>«»\"'“”‘’>→…。،؟"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every link whose words do not say where it leads."""
    language = reading.submission.language
    texts, meaningless = _meaningless_texts(language), _meaningless_words(language)
    for passage in reading.passages:
        for link in passage.marks_of_kind("link"):
            words = " ".join(passage.display_text[link.start : link.end].split())
            bare = words.strip(_AROUND).casefold().replace("’", "'")
            if bare in texts or (bare and meaningless.issuperset(bare.split())):
                yield passage.finding(
                    link.start, link.end, f'the link text "{words}" does not describe the page', _HINT
                )


@cache
def _meaningless_texts(language: str) -> frozenset[str]:
    """Return the meaningless link texts of a language."""
    path = "templates/style/en/answers.yaml"
    data = resources.read_strings(path)
    return frozenset(data["empty-links"].get(language, "").splitlines())


@cache
def _meaningless_words(language: str) -> frozenset[str]:
    """Return the words of a language that are meaningless in any combination."""
    path = "templates/style/en/answers.yaml"
    data = resources.read_strings(path)
    return frozenset(data["empty-words"].get(language, "").split())

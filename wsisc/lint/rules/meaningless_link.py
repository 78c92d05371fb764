"""The words of a link say nothing of where it leads.

Screen readers read the links of a page as a list: there "here" or "read more" stands alone.

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

_HINT = "link the words that name what it leads to"
_AROUND = " \t\n.,;:!?()[]<>«»\"'“”‘’>→…。،؟"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every link whose words, all of them, are such."""
    empty, hollow = _empty(reading.submission.language), _hollow(reading.submission.language)
    for passage in reading.passages:
        for link in passage.marks_of_kind("link"):
            words = " ".join(passage.display_text[link.start : link.end].split())
            bare = words.strip(_AROUND).casefold().replace("’", "'")
            if bare in empty or (bare and hollow.issuperset(bare.split())):
                yield passage.finding(link.start, link.end, f'a link whose words say nothing: "{words}"', _HINT)


@cache
def _empty(language: str) -> frozenset[str]:
    """Return the words of links that say nothing in a language."""
    path = "templates/style/en/answers.yaml"
    data = resources.read_strings(path)
    return frozenset(data["empty-links"].get(language, "").splitlines())


@cache
def _hollow(language: str) -> frozenset[str]:
    """Return the words that say nothing of what a link leads to, however many there are of them."""
    path = "templates/style/en/answers.yaml"
    data = resources.read_strings(path)
    return frozenset(data["empty-words"].get(language, "").split())

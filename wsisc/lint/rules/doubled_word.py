"""A small word is written twice.

Nobody sees such a word on a screen, and everybody hears it who has the text read aloud. Only words that never follow
themselves are reported: "that that" and "nous nous" can be right.

Fails::

    parts:
      one:
        text: In 2022 the the Office trained teachers in all of of the regions.

Passes::

    parts:
      one:
        text: It had had doubts, and said that that year was good for the "The The" band, for and against.

Reference: docs/format.md, rule 9: every word is printed.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import wrong_forms
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity

SEVERITY = Severity.WARNING
LANGUAGES = ("ar", "en", "es", "fr", "ru")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every word that is written twice, outside quotations and titles."""
    for place in wrong_forms.find_own(reading, "doubled-word", (), "em", "link"):
        message = t('"{text}" has a word twice', text=" ".join(place.text.split()))
        yield place.passage.finding(place.start, place.end, message, t("delete one of them"))

"""A passage was already in an earlier submission.

Last year's report is known: readers look for what is new, and a copied figure or plan can be outdated.
The rule needs the setting `last-year` in `wsisc.toml`, which names the folder of last year's submissions.

Earlier::

    parts:
      one:
        text: |
          In 2021, schools that had waited for years were connected in nine districts, teachers were trained for two
          weeks each, and committees of parents were set up that decide on the hours of use.

Fails::

    parts:
      three:
        a:
          text: |
            In 2022, schools that had waited for years were connected in ten districts, teachers were trained for two
            weeks each, and committees of parents were set up.

Passes::

    parts:
      three:
        a:
          text: |
            The schools that were connected in 2021 were joined by forty more, and the committees of parents met twice.

Reference: CSTD calls for contributions, which ask for what was done in the year under report.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt

SEVERITY = Severity.INFO


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every passage that is also in an earlier submission of the same entity."""
    if not reading.previous_submissions:
        return
    from wsisc.lint.reuse import recycled_passages  # only where there is something to compare with

    for match in recycled_passages.index_files(reading.previous_submissions, reading.call).find_matches(
        recycled_passages.from_reading(reading)
    ):
        words = excerpt(match.run.text(match.start, match.end))
        source = f"{match.source.name}:{match.span.line} ({match.source_run.label})"
        message = t(
            '{words} words are repeated from {source}: "{words_2}"', words=match.words, source=source, words_2=words
        )
        yield Finding(
            match.run.path, message, t("write what is new, and check that the rest is still true"), *match.offsets
        )

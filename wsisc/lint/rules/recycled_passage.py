"""A passage stood in an earlier submission already.

What was reported last year is known: readers look for what is new, and a figure or a plan that is carried over may no
longer hold. It is told where `last-year` in `wsisc.toml` names the folder of last year's submissions.

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

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading

SEVERITY = Severity.INFO


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every passage that stands in what the same entity submitted before."""
    if not reading.previous_submissions:
        return
    from wsisc.reuse import recycled  # only where there is something to compare with

    for each in recycled.index_files(reading.previous_submissions, reading.call).find_matches(
        recycled.from_reading(reading)
    ):
        words = excerpt(each.run.text(each.start, each.end))
        source = f"{each.source.name}:{each.span.line} ({each.source_run.label})"
        message = f'{each.words} words that stand already in {source}: "{words}"'
        yield Finding(each.run.path, message, "say what is new, and check that the rest still holds", *each.offsets)

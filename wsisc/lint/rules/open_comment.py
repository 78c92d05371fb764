r"""A reviewer's comment is open.

It has not been resolved yet: resolve it, then delete it.

Fails::

    parts:
      one:
        text: It doubled.
        comments:
          - by: A reviewer
            quote: doubled
            text: Since when?

Passes::

    parts:
      one:
        text: It has doubled since 2018.

Reference: docs/format.md, rule 12.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source import model

SEVERITY = Severity.INFO


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every comment that is neither a conflict nor marked as resolved."""
    for path, comment in model.comments(reading.submission):
        if comment.proposal is None and not comment.resolved:
            by = t(" by {by}", by=comment.by) if comment.by else ""
            yield Finding(
                path,
                t('open comment{by}: "{text}"', by=by, text=excerpt(comment.text)),
                t("resolve it, then delete it"),
            )

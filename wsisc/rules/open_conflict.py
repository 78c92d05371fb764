r"""A merge left a conflict: two people changed the same words.

A person must choose; until then nobody has agreed to what would be sent. Only a draft, and a document built with its
comments for the next round of review, is made in spite of it.

Fails::

    parts:
      one:
        text: It doubled.
        comments:
          - by: A reviewer
            quote: It doubled.
            proposal: It has tripled.

Passes::

    parts:
      one:
        text: It has tripled.

Reference: docs/format.md, rule 12.
"""

from collections.abc import Iterator

from wsisc import comments
from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.model import Comment
from wsisc.prose import Reading

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every comment that proposes other words."""
    for path, comment in comments.of(reading.submission):
        if comment.proposal is not None:
            by = comment.by or "a reviewer"
            message = (
                f'{by} {_wanted(comment)}: "{excerpt(comment.quote)}"' if comment.quote else f"{by} {_wanted(comment)}"
            )
            yield Finding(path, message, "take the proposal or not, then delete this entry")


def _wanted(comment: Comment) -> str:
    if comment.proposal and comment.proposal.strip():
        return f'wants "{excerpt(comment.proposal)}" here'
    return f"changed what the file cannot hold ({excerpt(comment.text)})" if comment.text else "wants this removed"

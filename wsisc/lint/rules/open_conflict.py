r"""A merge left a conflict: two people changed the same words.

A person must choose; until then the text is not agreed. Only a draft, and a document with comments for the next round
of review, can be built with an open conflict.

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

from wsisc import model
from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.diff.align import common_length
from wsisc.document.prose import Reading
from wsisc.model import Comment

SEVERITY = Severity.ERROR
_SHOWN_COMMON_WORDS = 4  # the number of equal words that a message shows before those that differ


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every comment that proposes other words, or reports a change that a merge could not apply."""
    for path, comment in model.comments(reading.submission):
        if comment.proposal is not None:
            quote, request, hint = _describe_conflict(comment)
            message = f"{comment.by or 'a reviewer'} {request}" + (f': "{excerpt(quote)}"' if quote else "")
            yield Finding(path, message, f"{hint}, then delete this entry")


def _describe_conflict(comment: Comment) -> tuple[str, str, str]:
    """Return the words concerned, the request for them, and a hint."""
    if comment.proposal and comment.proposal.strip():
        quote, proposal = _without_common_start(comment.quote, comment.proposal)
        return quote, f'proposes "{excerpt(proposal)}"', "accept the proposal or keep the text"
    if comment.text:
        what = f"made a change that cannot be merged ({excerpt(comment.text)})"
        return "", what, "apply the change by hand if you agree"
    return comment.quote, "proposes to delete this", "delete the words or keep them"


def _without_common_start(old: str, new: str) -> tuple[str, str]:
    """Return two texts without a long common beginning: messages show only the beginning of a text."""
    one, other = old.split(), new.split()
    same = common_length(one, other)
    if same <= _SHOWN_COMMON_WORDS:
        return old, new
    first = same - _SHOWN_COMMON_WORDS
    return " ".join(["…", *one[first:]]), " ".join(["…", *other[first:]])

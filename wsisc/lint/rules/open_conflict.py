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

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document import comments
from wsisc.document.prose import Reading
from wsisc.model import Comment

SEVERITY = Severity.ERROR
_SHARED = 4
"""So many words stand before those that differ."""


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every comment that proposes other words, or tells of what a merge could not make."""
    for path, comment in comments.find_all(reading.submission):
        if comment.proposal is not None:
            quote, wanted, hint = _wanted(comment)
            message = f"{comment.by or 'a reviewer'} {wanted}" + (f': "{excerpt(quote)}"' if quote else "")
            yield Finding(path, message, f"{hint}, then delete this entry")


def _wanted(comment: Comment) -> tuple[str, str, str]:
    """Return the words that are meant, what is wanted of them, and what to do."""
    if comment.proposal and comment.proposal.strip():
        quote, proposal = _differing(comment.quote, comment.proposal)
        return quote, f'wants "{excerpt(proposal)}" here', "take the proposal or not"
    if comment.text:
        what = f"changed what a merge cannot take ({excerpt(comment.text)})"
        return "", what, "read the whole text: of this entry, do it by hand or not"
    return comment.quote, "wants this removed", "remove it or not"


def _differing(old: str, new: str) -> tuple[str, str]:
    """Return two texts, without a long beginning that they share: a message shows the beginnings alone."""
    one, other = old.split(), new.split()
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if same <= _SHARED:
        return old, new
    first = same - _SHARED
    return " ".join(["…", *one[first:]]), " ".join(["…", *other[first:]])

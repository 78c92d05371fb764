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

from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source import model
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Comment
from wsisc.text.shared import common_length

SEVERITY = Severity.ERROR
_SHOWN_COMMON_WORDS = 4  # the number of equal words that a message shows before those that differ


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every comment that proposes other words, or reports a change that a merge could not apply."""
    links = frozenset(reading.submission.links)
    titles = {path: section.title for path, section in model.sections(reading.submission)}
    for path, comment in model.comments(reading.submission):
        if comment.proposal is not None:
            read = comment._replace(proposal=_find_shown(comment, comment.proposal, links))
            is_section = bool(comment.quote) and titles.get(path[:-2]) == comment.quote
            message, hint = _describe_conflict(read, comment.by or t("a reviewer"), is_section)
            yield Finding(path, message, t("{hint}, then delete this entry", hint=hint))


def _find_shown(comment: Comment, proposal: str, links: frozenset[str]) -> str:
    """Return the words of a proposal, as a quote has only words; its Markdown, if nothing else differs."""
    printed = printed_text(richtext.parse(proposal, links).blocks).strip()
    return printed if printed.split() != comment.quote.split() else proposal


def _describe_conflict(comment: Comment, who: str, is_section: bool) -> tuple[str, str]:
    """Return who requests what for which words, and a hint; `is_section`: for the section of this title."""
    if comment.proposal and comment.proposal.strip():
        quote, proposal = (excerpt(each) for each in _without_common_start(comment.quote, comment.proposal))
        message = t('{who} proposes to add "{proposal}"', who=who, proposal=proposal)
        if quote:
            message = t('{who} proposes "{proposal}" instead of "{quote}"', who=who, proposal=proposal, quote=quote)
        return message, t("accept the proposal or keep the text")
    if comment.text:
        text = excerpt(comment.text)
        message = t("{who} made a change that cannot be merged ({text})", who=who, text=text)
        return message, t("apply the change by hand if you agree")
    if is_section:
        message = t('{who} proposes to delete the section "{quote}"', who=who, quote=excerpt(comment.quote))
        return message, t("delete the section with all its text, or keep it")
    message = t("{who} proposes to delete this", who=who)
    if comment.quote:
        message = t('{who} proposes to delete the words "{quote}"', who=who, quote=excerpt(comment.quote))
    return message, t("delete the words or keep them")


def _without_common_start(old: str, new: str) -> tuple[str, str]:
    """Return two texts without a long common beginning: messages show only the beginning of a text."""
    one, other = old.split(), new.split()
    same = common_length(one, other)
    if same <= _SHOWN_COMMON_WORDS:
        return old, new
    first = same - _SHOWN_COMMON_WORDS
    return " ".join(["…", *one[first:]]), " ".join(["…", *other[first:]])

"""A reviewed Word file and what it was made from -> whether its headings still tell where the parts of a call begin."""

from collections.abc import Collection, Iterator

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.diff.change import Change
from wsisc.model import Submission
from wsisc.readers.word import content as word
from wsisc.readers.word.content import WordContent

_MOST_CHARACTERS = 60


def has_lost_headings(
    content: WordContent, sent_content: WordContent | None, call: Call | None, wording_changes: Collection[Change]
) -> bool:
    """Tell whether a file has no heading at all, or none of the call, though it was sent out with some.

    `forms` are what was changed in the wording of the call.
    """
    if sent_content is None or call is None:
        return False
    wordings = {" ".join(part.heading(each).split()) for _, part in calls.parts(call) for each in call.languages}
    sent = wordings & {" ".join(each.text.split()) for each in word.paragraphs(sent_content.blocks)}
    gone = {each.old for each in wording_changes if each.action == "removed"}
    return bool(sent) and (sent <= gone or not _has_heading(content))


def has_no_known_part(call: Call | None, found_parts: Collection[tuple[str, ...]], ours: Submission) -> bool:
    """Tell whether no part of a call was found in a file, though the submission has some."""
    return (
        call is not None
        and bool(ours.parts)
        and not found_parts
        and any(part.is_headed for _, part in calls.parts(call))
    )


def describe_headings(call: Call | None, language: str) -> str:
    """Return how the headings of a call's parts begin."""
    return "; ".join(_expected_headings(call, language)) if call else ""


def _expected_headings(call: Call, language: str) -> Iterator[str]:
    spoken = language if language in call.languages else call.languages[0]
    for _, part in calls.parts(call):
        if part.is_headed:
            text = part.heading(spoken)
            yield text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS].rsplit(' ', 1)[0]} ..."


def _has_heading(content: WordContent) -> bool:
    return any(paragraph.outline for paragraph in word.paragraphs(content.blocks))

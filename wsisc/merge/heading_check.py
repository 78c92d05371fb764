"""A reviewed Word file and the sent one -> whether its headings still show where the parts of the call begin."""

from collections.abc import Collection

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.diagnostic import WsiscError
from wsisc.diff.change import Change, ChangeAction
from wsisc.messages import t
from wsisc.model import Submission
from wsisc.readers.word import content as word
from wsisc.readers.word.content import WordContent
from wsisc.text.sanitize import sanitize

_MOST_CHARACTERS = 60  # characters of a heading in a message: the label of a part and the start of its prompt


def has_lost_headings(
    content: WordContent, sent_content: WordContent | None, call: Call | None, wording_changes: Collection[Change]
) -> bool:
    """Return whether a file lost all headings, or all those of the call, which the sent one had.

    `wording_changes` are the changes of the call's wording.
    """
    if sent_content is None or call is None:
        return False
    wordings = {" ".join(part.heading(each).split()) for _, part in calls.parts(call) for each in call.languages}
    sent = wordings & {" ".join(each.text.split()) for each in word.paragraphs(sent_content.blocks)}
    removed = {each.old for each in wording_changes if each.action == ChangeAction.REMOVED}
    has_heading = any(each.outline for each in word.paragraphs(content.blocks))
    return bool(sent) and (sent <= removed or not has_heading)


def has_no_known_part(call: Call | None, found_parts: Collection[tuple[str, ...]], ours: Submission) -> bool:
    """Return whether no part of a call was found in a file, although the submission has some."""
    return (
        call is not None
        and bool(ours.parts)
        and not found_parts
        and any(part.is_headed for _, part in calls.parts(call))
    )


def no_parts_error(call: Call | None, language: str) -> WsiscError:
    """Return the error for a Word file that contains no part of a call."""
    message = t(
        "no part of the call was found in the Word file, so nothing was written; expected the headings: {headings}",
        headings=sanitize(describe_headings(call, language)),
    )
    hint = t(
        "in Word, apply the styles Heading 1, Heading 2 ... to them and to the titles of sections; then import again"
    )
    return WsiscError(message, hint, exit_code=2)


def describe_headings(call: Call | None, language: str) -> str:
    """Return the start of each heading of a call's parts, "" if the call is unknown."""
    if call is None:
        return ""
    available = call.wording_language(language)
    texts = [part.heading(available) for _, part in calls.parts(call) if part.is_headed]
    return "; ".join(
        each if len(each) <= _MOST_CHARACTERS else f"{each[:_MOST_CHARACTERS].rsplit(' ', 1)[0]} ..." for each in texts
    )

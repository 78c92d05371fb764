"""What a Word file says of the call that it answers -> a report where a person named another one."""

from collections import Counter
from collections.abc import Mapping

from wsisc.calls.call import Call, Catalogue
from wsisc.importer.account.report import ItemCode, Reason, ReportItem
from wsisc.importer.account.word_accounting import Ledger
from wsisc.importer.cover import call_detection, call_phrases
from wsisc.importer.cover.cover_detection import Cover
from wsisc.importer.parts.part_starts import PartStarts
from wsisc.messages import t
from wsisc.text.words import fold


def report_other_call(
    call: Call, stated: str, catalogue: Catalogue, cover: Cover, starts_by_call: Mapping[str, PartStarts],
    ledger: Ledger
) -> None:  # fmt: skip
    """Report that a file answers another call than `call`, which a person named.

    What is surer comes first: `stated` is the call that the file carries, by its source or the fields of a form, "" if
    it carries none; then the session on its cover; then a cover or prompts that are letter for letter those of another
    call, and not of this one.
    """
    usable_calls = {usable.id: usable for usable in call_phrases.usable_calls(catalogue)}
    sessions = call_detection.count_sessions(cover, call_detection.calls_of_body(cover, usable_calls))
    own = call.session.number if call.session else None
    if stated not in ("", call.id):
        item = create_item(stated, call.id)
        ledger.note(item.kind, item.text, code=ItemCode.OTHER_CALL)
    elif sessions and own not in sessions:
        _report_other_session(sessions, call, ledger)
    elif not stated and not sessions and (others := _find_by_words(call, usable_calls, cover, starts_by_call)):
        kind = t(
            "the cover or the questions are those of another call than {id}, letter for letter; {advice}",
            id=call.id,
            advice=_advise(),
        )
        ledger.note(kind, ", ".join(others), code=ItemCode.OTHER_CALL)


def create_item(stated: str, id: str) -> ReportItem:
    """Return the item that reports which call a document of wsisc carries, where a person named another one."""
    kind = t("the document is for another call than {id}; {advice}", id=id, advice=_advise())
    return ReportItem(kind, stated, code=ItemCode.OTHER_CALL)


def _advise() -> str:
    return t("leave --call out to use its own; wsisc migrate moves a submission to another call")


def _report_other_session(sessions: Counter[int], call: Call, ledger: Ledger) -> None:
    if call.session is None:
        kind = t("the cover names a session, and the call {id} is for none in particular", id=call.id)
    else:
        kind = t(
            "the cover names another session than the call {id}, which is for session {own}; {advice}",
            id=call.id,
            own=call.session.number,
            advice=_advise(),
        )
    ledger.note(kind, ", ".join(map(str, sorted(sessions))), code=ItemCode.OTHER_CALL)


def _find_by_words(
    call: Call, usable_calls: Mapping[str, Call], cover: Cover, starts_by_call: Mapping[str, PartStarts]
) -> list[str]:
    """Return the calls that have more lines of a cover, or more prompts, letter for letter, and all of this call's."""
    lines = {fold(line.text) for line in cover.lines if line.role.startswith("cover-")}
    covers = {
        id: lines.intersection(wording.text for wording in call_phrases.wordings_of_call(each))
        for id, each in usable_calls.items()
        if lines
    }
    prompts = {
        id: {at for at, each in starts.items() if each.reason == Reason.PROMPT and each.confidence == 1}
        for id, starts in starts_by_call.items()
    }
    found: list[str] = []
    for words in (covers, prompts):
        most = max((each for id, each in words.items() if id != call.id), key=len, default=set())
        if most > words.get(call.id, set()):
            found += [id for id, each in words.items() if each == most and id not in found]
    return found

"""What the cover and the prompts of a Word file say -> the call that it answers, and the language of it.

Where a person named another call, a report says what the file says of it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls import reporting
from wsisc.calls.call import Call, Catalogue
from wsisc.calls.vocabularies import SessionFacts
from wsisc.document import language_detection, scaffold
from wsisc.importer.account.report import ItemCode, Reason, ReportItem
from wsisc.importer.account.word_accounting import Ledger
from wsisc.importer.cover import call_phrases
from wsisc.importer.cover.cover_detection import Cover
from wsisc.importer.language_tables import language_name
from wsisc.importer.parts import part_detection, part_headings
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.part_detection import Origin
from wsisc.importer.parts.part_headings import PartStarts
from wsisc.messages import join, t
from wsisc.text.words import fold


class UnknownCall(Exception):
    """The call that a file answers is not known; `str()` says which it names."""


def calls_with_prompts(catalogue: Catalogue) -> list[Call]:
    """Return the calls that print prompts, the latest first."""
    usable_calls = call_phrases.usable_calls(catalogue)
    return [call for call in usable_calls if any(part.is_headed for _, part in calls.parts(call))]


def choose_call(
    catalogue: Catalogue, call_id: str, cover: Cover, starts_by_call: Mapping[str, PartStarts], ledger: Ledger,
    sent_call: str = ""
) -> Call:  # fmt: skip
    """Return the call that a file answers.

    It is the one that `call_id` names; otherwise that of the session on the cover; otherwise one without a session
    whose cover the file has; otherwise the one whose prompts it has; otherwise the one that most people answer now.
    Of several with the same prompts, it is `sent_call`, that of the document which the file was before it was changed.
    Raises UnknownCall if the cover names a session for which no call is known.
    """
    usable_calls = _calls_of_body(cover, {call.id: call for call in call_phrases.usable_calls(catalogue)})
    session_counts = _count_sessions(cover, usable_calls)
    if call_id:
        return catalogue.load(call_id)
    if session_counts:
        return _call_of_session(session_counts, usable_calls, ledger)
    by_prompts = _best_by_prompts(starts_by_call)
    counts = cover.calls.most_common() if cover.is_found else []
    by_cover = [id for id, _ in counts if usable_calls[id].session is None]
    if by_cover:
        return usable_calls[next((id for id in by_cover if id in by_prompts), by_cover[0])]
    if not by_prompts:
        return _assume(usable_calls[next(iter(scaffold.describe_calls(catalogue)))], ledger)
    if sent_call in by_prompts:
        return usable_calls[sent_call]
    id = _guess_by_title(by_prompts, cover.title, usable_calls)
    if _is_by_words(starts_by_call[id]):
        kind = t("the file does not name its call; this one has its questions, check that it is the right one")
        ledger.note(kind, id, code=ItemCode.GUESSED_CALL)
        return usable_calls[id]
    return _assume(usable_calls[id], ledger)


def _assume(call: Call, ledger: Ledger) -> Call:
    """Return a call of which nothing in the file speaks, and report that."""
    kind = t("the file does not show which call it answers; this one is assumed, name another with --call")
    ledger.note(kind, call.id, code=ItemCode.ASSUMED_CALL)
    return call


def _calls_of_body(cover: Cover, usable_calls: Mapping[str, Call]) -> dict[str, Call]:
    """Return the calls of the body whose cover a file has best: sessions of other bodies have the same numbers."""
    counts = Counter[str]()
    for id, count in cover.calls.items():
        counts[_series(usable_calls[id])] += count
    if not counts:
        return dict(usable_calls)
    series = counts.most_common(1)[0][0]
    return {id: call for id, call in usable_calls.items() if _series(call) == series}


def _series(call: Call) -> str:
    """Return the id of the sessions of a call's body, "" where the call names none."""
    return call.vocabularies.sessions.id if call.vocabularies.sessions else ""


def _best_by_prompts(starts_by_call: Mapping[str, PartStarts]) -> list[str]:
    """Return the ids of the calls whose prompts the file has best, all those with the highest score.

    Labels alone tell no call from another: a report of Parts I to IV answers no call of four questions for that.
    """
    scores = {
        id: sum(start.confidence for start in starts.values() if start.is_placed)
        for id, starts in starts_by_call.items()
    }
    if not any(_is_by_words(starts) for starts in starts_by_call.values()):
        return [id for id, score in scores.items() if score > 0]
    best = max(scores.values(), default=0)
    return [id for id, score in scores.items() if score == best > 0]


def _is_by_words(starts: PartStarts) -> bool:
    """Return whether a part of a call was found by more than its label."""
    labels = (Reason.LABEL, Reason.LABEL_IN_CONTEXT, Reason.POSITION)
    return any(start.is_placed and start.reason not in labels for start in starts.values())


def _guess_by_title(ids: Sequence[str], title: str, usable_calls: Mapping[str, Call]) -> str:
    """Return one of several calls with the same prompts: of the year in the title, without a session, or the latest."""
    years = set(call_phrases.find_years(title))
    of_year = [id for id in ids if (period := usable_calls[id].reporting) and years.intersection(period.years)]
    without_session = [id for id in ids if usable_calls[id].session is None]
    return (of_year or without_session or ids)[0]


def _count_sessions(cover: Cover, usable_calls: Mapping[str, Call]) -> Counter[int]:
    """Return how often a cover names which session, by its number, its year, or the years reported on.

    A number counts twice, a guess: a year on a cover can also be that of a report. Which session was in a year, or was
    reported to on it, the calls say, and what is known about the sessions of their body.
    """
    counts = Counter({number: 2 * count for number, count in cover.sessions.items()})
    by_year, by_reported_year = _sessions_by_year(usable_calls.values())
    for sessions, years in ((by_year, cover.years), (by_reported_year, cover.reported_years)):
        for year, count in years.items():
            counts.update(dict.fromkeys(sessions.get(year, ()), count))
    return counts


def _sessions_by_year(calls_in_use: Collection[Call]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Return the numbers of sessions by the year in which they are, and by the years that are reported on to them."""
    by_year, by_reported_year = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for facts in {each.number: each for call in calls_in_use for each in _known_sessions(call)}.values():
        by_year[facts.year].add(facts.number)
        for year in period.years if (period := reporting.from_data(facts.reporting)) else ():
            by_reported_year[year].add(facts.number)
    for call in calls_in_use:
        if call.session:
            by_year[call.session.year].add(call.session.number)
            for year in call.reporting.years if call.reporting else ():
                by_reported_year[year].add(call.session.number)
    return by_year, by_reported_year


def _known_sessions(call: Call) -> Collection[SessionFacts]:
    return call.vocabularies.sessions.sessions.values() if call.vocabularies.sessions else ()


def _call_of_session(session_counts: Counter[int], usable_calls: Mapping[str, Call], ledger: Ledger) -> Call:
    """Return the call of the session that a cover names most often. Raises UnknownCall if that has none."""
    number = session_counts.most_common(1)[0][0]
    if len(session_counts) > 1:
        ledger.note(t("cover names several sessions or years"), ", ".join(map(str, sorted(session_counts))))
    for call in usable_calls.values():
        if call.session and call.session.number == number:
            return call
    raise UnknownCall(t("the cover names session {number}, for which no call is known", number=number))


class DetectedParts(NamedTuple):
    """Where the parts of a call begin in the language whose prompts are found best, and the scores of all languages."""

    starts: PartStarts
    scores: Mapping[str, float]


def detect_parts(index: HeadingIndex, call: Call, tag: str, origin: Origin = Origin.OTHER) -> DetectedParts:
    """Return where the parts of a call begin. `tag` is the language in the properties of the file."""
    starts = {language: part_detection.find_parts(index, call, language, origin) for language in call.languages}
    scores = {language: part_headings.language_score(by_index, language) for language, by_index in starts.items()}
    file_language = _primary_subtag(tag)
    best = max(call.languages, key=lambda each: (scores[each], each == file_language))
    return DetectedParts(starts[best], scores)


def choose_language(call: Call, detected: DetectedParts | None, cover: Cover, tag: str) -> str:
    """Return the language of a file: of its prompts; in a tie of its cover; in a tie that of its properties."""
    file_language = _primary_subtag(tag)
    scores = detected.scores if detected else {}
    return max(call.languages, key=lambda each: (scores.get(each, 0), cover.languages[each], each == file_language))


def judge_language(texts: Sequence[str], call: Call, wording: str, chosen: str, ledger: Ledger) -> str:
    """Return the language of a text, and report it where the call has not this one; otherwise that of the wording.

    `chosen` is the language that a form says, "" for none.
    """
    language = language_detection.detect_language(texts)
    if chosen and language in ("", chosen):
        return chosen
    if chosen and language in call.languages:
        kind = t("the text is in {language_name}, and the form says", language_name=language_name(language))
        ledger.note(kind, language_name(chosen))
        return chosen
    by_script = "" if language else language_detection.find_language_of_script(texts)
    if by_script not in ("", wording):
        kind = t("language, known from the letters of the text alone; check that it is the right one")
        ledger.note(kind, language_name(by_script), code=ItemCode.UNKNOWN_LANGUAGE)
        return by_script
    if not language and not language_detection.can_be(wording, texts):
        kind = t("the language of the text is not known; set it under language")
        ledger.note(kind, language_name(wording), code=ItemCode.UNKNOWN_LANGUAGE)
    elif language and language not in call.languages:
        kind = t(
            "the text is in {language_name}, and the call {id} has no wording in it; it has",
            language_name=language_name(language),
            id=call.id,
        )
        ledger.note(kind, join(map(language_name, call.languages)))
    return language or wording


def _primary_subtag(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


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
    sessions = _count_sessions(cover, _calls_of_body(cover, usable_calls))
    own = call.session.number if call.session else None
    if stated not in ("", call.id):
        item = create_other_call_item(stated, call.id)
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


def create_other_call_item(stated: str, id: str) -> ReportItem:
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

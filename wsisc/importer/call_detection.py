"""What a Word file says of a session -> the call that it answers."""

from collections import Counter
from collections.abc import Mapping

from wsisc.calls import call as calls
from wsisc.calls.call import Call, Catalogue
from wsisc.importer import call_phrases
from wsisc.importer.cover_detection import Cover
from wsisc.importer.part_detection import PartStart
from wsisc.importer.word_accounting import Ledger


class UnknownCall(Exception):
    """Nothing in a file tells which call it answers; `str()` says what it does tell."""


def calls_with_prompts(catalogue: Catalogue) -> list[Call]:
    """Return the calls that print prompts, the latest first."""
    return [
        call for call in call_phrases.usable_calls(catalogue) if any(part.is_headed for _, part in calls.parts(call))
    ]


def choose_call(
    catalogue: Catalogue, call_id: str, cover: Cover, part_starts: Mapping[str, Mapping[int, PartStart]], ledger: Ledger
) -> Call:
    """Return the call that was chosen, else that of the session which the cover names, else that of the prompts."""
    if call_id:
        return catalogue.load(call_id)
    sound = {call.id: call for call in call_phrases.usable_calls(catalogue)}
    numbers = _count_sessions(cover, sound)
    if numbers:
        return _call_of_session(numbers, sound, ledger)
    by_cover = [id for id, _ in cover.calls.most_common() if sound[id].session is None] if cover.is_found else []
    scores = {id: sum(begin.score for begin in begins.values()) for id, begins in part_starts.items()}
    best = max(scores.values(), default=0)
    by_prompts = [id for id, score in scores.items() if score == best > 0]
    for id in (*(each for each in by_cover if each in by_prompts), *by_cover):
        return sound[id]
    if not by_prompts:
        raise UnknownCall("nothing in the file tells which call it answers")
    years = {year + 1 for year in call_phrases.find_years(cover.title)}
    of_year = [id for id in by_prompts if (session := sound[id].session) and session.year in years]
    id = (of_year or [each for each in by_prompts if sound[each].session is None] or by_prompts)[0]
    ledger.note("call, guessed from the prompts alone; see whether it is the right one", id)
    return sound[id]


def _count_sessions(cover: Cover, usable_calls: Mapping[str, Call]) -> Counter[int]:
    """Return how often a cover names which session, by its number or its year; a number says more."""
    held = [call.session for call in usable_calls.values() if call.session]
    offset = held[0].year - held[0].number if held else 0
    numbers = Counter({number: 2 * count for number, count in cover.sessions.items()})
    for year, count in cover.years.items():
        if held:
            numbers[year - offset] += count
    return Counter({number: count for number, count in numbers.items() if 0 < number < 100})


def _call_of_session(session_counts: Counter[int], usable_calls: Mapping[str, Call], ledger: Ledger) -> Call:
    number = session_counts.most_common(1)[0][0]
    found = next((call for call in usable_calls.values() if call.session and call.session.number == number), None)
    if len(session_counts) > 1:
        ledger.note("cover names several sessions or years", ", ".join(map(str, sorted(session_counts))))
    if found is None:
        raise UnknownCall(f"the cover names session {number}, and no call is known for it")
    return found

"""What the cover and the prompts of a Word file say -> the call that it answers, and the language of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wsisc.calls import call as calls
from wsisc.calls.call import Call, Catalogue
from wsisc.importer import call_phrases, part_detection
from wsisc.importer.cover_detection import Cover
from wsisc.importer.part_detection import PartStart
from wsisc.importer.part_headings import FoldedText
from wsisc.importer.word_accounting import Ledger
from wsisc.readers.word.content import Block

# From here on a number is no session: the 29th is in 2026, one a year, and the others are years of other things.
_MAX_SESSION = 100


class UnknownCall(Exception):
    """The call that a file answers cannot be found; `str()` says what was found instead."""


def calls_with_prompts(catalogue: Catalogue) -> list[Call]:
    """Return the calls that print prompts, the latest first."""
    usable_calls = call_phrases.usable_calls(catalogue)
    return [call for call in usable_calls if any(part.is_headed for _, part in calls.parts(call))]


def choose_call(
    catalogue: Catalogue, call_id: str, cover: Cover, part_starts: Mapping[str, Mapping[int, PartStart]], ledger: Ledger
) -> Call:
    """Return the call that a file answers.

    It is the one that `call_id` names; otherwise that of the session on the cover; otherwise one without a session
    whose cover the file has; otherwise the one whose prompts it has. Raises UnknownCall if there is none of these.
    """
    if call_id:
        return catalogue.load(call_id)
    usable_calls = {call.id: call for call in call_phrases.usable_calls(catalogue)}
    session_counts = _count_sessions(cover, usable_calls)
    if session_counts:
        return _call_of_session(session_counts, usable_calls, ledger)
    by_prompts = _best_by_prompts(part_starts)
    counts = cover.calls.most_common() if cover.is_found else []
    by_cover = [id for id, _ in counts if usable_calls[id].session is None]
    if by_cover:
        return usable_calls[next((id for id in by_cover if id in by_prompts), by_cover[0])]
    if not by_prompts:
        raise UnknownCall("the file does not show which call it answers")
    id = _guess_by_title(by_prompts, cover.title, usable_calls)
    ledger.note("call, guessed from the prompts alone; check that it is the right one", id)
    return usable_calls[id]


def _best_by_prompts(part_starts: Mapping[str, Mapping[int, PartStart]]) -> list[str]:
    """Return the ids of the calls whose prompts the file has best, all those with the highest score."""
    scores = {id: sum(each.score for each in starts.values()) for id, starts in part_starts.items()}
    best = max(scores.values(), default=0)
    return [id for id, score in scores.items() if score == best > 0]


def _guess_by_title(ids: Sequence[str], title: str, usable_calls: Mapping[str, Call]) -> str:
    """Return one of several calls with the same prompts: of the year in the title, without a session, or the latest."""
    years = {year + 1 for year in call_phrases.find_years(title)}  # a session is in the year after the one reported on
    of_year = [id for id in ids if (session := usable_calls[id].session) and session.year in years]
    without_session = [id for id in ids if usable_calls[id].session is None]
    return (of_year or without_session or ids)[0]


def _count_sessions(cover: Cover, usable_calls: Mapping[str, Call]) -> Counter[int]:
    """Return how often a cover names which session, by its number or its year.

    A number counts twice, a guess: a year on a cover can also be that of a report. There is one session a year, so the
    difference between its year and its number is always the same.
    """
    sessions = [call.session for call in usable_calls.values() if call.session]
    counts = Counter({number: 2 * count for number, count in cover.sessions.items()})
    if sessions:
        offset = sessions[0].year - sessions[0].number
        for year, count in cover.years.items():
            counts[year - offset] += count
    return Counter({number: count for number, count in counts.items() if 0 < number < _MAX_SESSION})


def _call_of_session(session_counts: Counter[int], usable_calls: Mapping[str, Call], ledger: Ledger) -> Call:
    """Return the call of the session that a cover names most often. Raises UnknownCall if that has none."""
    number = session_counts.most_common(1)[0][0]
    if len(session_counts) > 1:
        ledger.note("cover names several sessions or years", ", ".join(map(str, sorted(session_counts))))
    for call in usable_calls.values():
        if call.session and call.session.number == number:
            return call
    raise UnknownCall(f"the cover names session {number}, for which no call is known")


class DetectedParts(NamedTuple):
    """Where the parts of a call begin in the language whose prompts are found best, and the scores of all languages."""

    starts: Mapping[int, PartStart]
    scores: Mapping[str, float]


def detect_parts(
    blocks: Sequence[Block], texts: Sequence[FoldedText], call: Call, tag: str, is_strict: bool = False
) -> DetectedParts:
    """Return where the parts of a call begin. `tag` is the language in the properties of the file."""
    starts = {each: part_detection.find_parts(blocks, texts, call, each, is_strict) for each in call.languages}
    scores = {each: sum(begin.score for begin in by_index.values()) for each, by_index in starts.items()}
    file_language = _primary_subtag(tag)
    best = max(call.languages, key=lambda each: (scores[each], each == file_language))
    return DetectedParts(starts[best], scores)


def choose_language(call: Call, detected: DetectedParts | None, cover: Cover, tag: str) -> str:
    """Return the language of a file: of its prompts; in a tie of its cover; in a tie that of its properties."""
    file_language = _primary_subtag(tag)
    scores = detected.scores if detected else {}
    return max(call.languages, key=lambda each: (scores.get(each, 0), cover.languages[each], each == file_language))


def _primary_subtag(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]

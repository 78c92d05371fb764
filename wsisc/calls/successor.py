"""A call and the number of another session -> the call for that session, and a list of what a person must check.

What is known about the session is filled in, what is unknown is left out, the rest is copied. No reporting period
follows from the number of a session. The new file is the old one with few entries replaced, so that its comments and
its order are kept.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import locale, reporting
from wsisc.calls.call import Call, Session
from wsisc.calls.reporting import ReportingPeriod
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import yaml_parser
from wsisc.text.slots import fill

_HEAD = r"\A(?:#[^\n]*+\n)*"
_NUMBER = r"\d+$"
_TO_CHECK_LINE = "to-check:                     # delete each line once it is checked"
_YEAR = r"\b(?:19|20)\d\d\b"
# Entries that are of one session alone: they are not copied.
_DROPPED = ("deadline", "provenance", "to-check")
_LAST_ANNUAL_YEAR = 2025  # since A/RES/80/173 the Secretary-General reports to the Commission every two years


class NewSession(NamedTuple):
    """What a user says about another session; dates and place as printed, "" where they are unknown.

    The year and the reporting period are None where they are unknown.
    """

    number: int
    dates: str = ""
    place: str = ""
    year: int | None = None
    reporting: ReportingPeriod | None = None


def successor_id(call: Call, number: int) -> str:
    """Return the id of the call for another session: cstd-30 after cstd-26 or cstd-next."""
    stem = re.sub(_NUMBER, "", call.id.replace("-next", "-"))
    return f"{stem if stem != call.id else f'{call.id}-'}{number}"


def derive(call: Call, id: str, new: NewSession) -> str:
    """Return the file of the call for another session.

    Other values come from what is known about the sessions of the body. A period that is unknown is not printed. A call
    for no particular session gets the lines of one on the cover and in the subject. Raises WsiscError where the year is
    unknown, or the file has a layout that cannot be edited.
    """
    session, period = _find_session(call, call.session, new)
    to_check = list(_to_check(call, call.session, session, period, new))
    items = "".join(f"  - {_quote(each)}\n" for each in to_check)
    fields = (f"{name}: {each if isinstance(each, int) else _scalar(each)}" for name, each in _fields(session).items())
    entry = f"session: {{{', '.join(fields)}}}\n{_reporting_entry(period)}"
    body = _replace_entry(re.sub(_HEAD, "", call.text, count=1), "id", f"id: {id}\n")
    for key in ("reporting", *_DROPPED):
        body = re.sub("\0\\n*", "", _replace_entry(body, key, "\0"))
    if call.session is None:
        body = _add_session(call, _replace_entry(body, "id", f"id: {id}\n{entry}"))
    body = _replace_entry(body, "session", entry)
    body = _replace_entry(body, "source", f"{_TO_CHECK_LINE}\n{items}\nsource: Derived from the call {call.id}.\n")
    text = f"{_head(session, period)}\n{body if period and period.year else _without_year(body)}"
    expected = _expected_data(call, period)
    if session.year > _LAST_ANNUAL_YEAR:
        text, expected = _without_annual(text), _map_texts(expected, _without_annual)
    expected |= {"id": id, "session": _fields(session), "to-check": to_check}
    expected |= {"source": f"Derived from the call {call.id}."}
    expected |= {"reporting": reporting.to_data(period)} if period else {}
    if source.read(text.encode(), id).data != expected:
        raise WsiscError(t("the file of the call {id} has an unusual layout", id=call.id), t("copy it by hand"))
    return text


def _expected_data(call: Call, period: ReportingPeriod | None) -> dict[str, Any]:
    """Return what the new file must hold of the old one."""
    data = source.read(call.text.encode(), call.id).data
    old: dict[str, Any] = {key: each for key, each in data.items() if key not in (*_DROPPED, "reporting")}
    if call.session is None:
        covers = _session_wordings(call, "cover-session")
        first, *others = old["cover"]
        old |= {"cover": [first, {"class": "cover-session", "text": covers}, *others]}
        subjects = _session_wordings(call, "subject-session")
        old |= {"subject": {language: f"{text}{subjects[language]}" for language, text in old["subject"].items()}}
    return old if period and period.year else _map_texts(old, _without_year)


def _add_session(call: Call, body: str) -> str:
    """Return a file with the session on the cover, after the first block, and in the subject."""
    subjects = _session_wordings(call, "subject-session")
    lines = (f"  {language}: {_quote(f'{text}{subjects[language]}')}\n" for language, text in call.subject.items())
    body = _replace_entry(body, "subject", f"subject:\n{''.join(lines)}")
    covers = _session_wordings(call, "cover-session")
    block = "  - class: cover-session\n    text:\n"
    block += "".join(f"      {language}: {_quote(text)}\n" for language, text in covers.items())
    blocks = list(re.finditer(r"^  - class:", body, re.MULTILINE))
    at = blocks[1].start() if len(blocks) > 1 else len(body)
    return body[:at] + block + body[at:]


def _session_wordings(call: Call, name: str) -> dict[str, str]:
    return {language: locale.load(language).wording[name] for language in call.languages}


def _find_session(call: Call, old: Session | None, new: NewSession) -> tuple[Session, ReportingPeriod | None]:
    """Return another session, and the period that submissions to it report on, None where that is unknown."""
    known = call.vocabularies.sessions
    facts = known.sessions.get(new.number) if known else None
    year = new.year or (known.assume_year(new.number) if known else None)
    if year is None:
        raise WsiscError(
            t("the year of session {number} is not known", number=new.number), t("add --year"), exit_code=2
        )
    dates, place = (facts.dates, facts.place) if facts else ("", "")
    session = Session(new.number, year, new.dates or dates, new.place or place or (old.place if old else ""))
    return session, new.reporting or reporting.from_data(facts.reporting if facts else None)


def _head(session: Session, period: ReportingPeriod | None) -> str:
    years = reporting.describe(period, locale.load("en"), is_adverbial=False)
    reported = f", reporting on {years}" if years else ""
    return f"# The call for contributions to session {session.number} ({session.year}{reported})."


def _reporting_entry(period: ReportingPeriod | None) -> str:
    if period is None:
        return ""
    days = f"{{from: {period.first}, to: {period.last}}}"
    return f"reporting: {period.year or days}\n"


def _map_texts(node: Any, change: Callable[[str], str]) -> Any:
    """Return data with every text changed."""
    if isinstance(node, dict):
        return {key: _map_texts(each, change) for key, each in node.items()}
    if isinstance(node, list):
        return [_map_texts(each, change) for each in node]
    return change(node) if isinstance(node, str) else node


def _without_annual(text: str) -> str:
    """Return a text that does not say of reporting to the Commission that it is annual."""
    return re.sub(r"\bannual\s+(?=reporting\s+to\s+the\s+Commission)", "", text)


def _without_year(text: str) -> str:
    """Return a text with the slot of the period in place of the year reported on and the word before it.

    "in {reporting-year}" becomes {reporting-period}, which can be two years, or nothing.
    """
    for language in resources.names("templates/locales", ".yaml"):
        words = fill(locale.load(language).periods["in"]["year"], first=reporting.YEAR_SLOT).split()
        pattern = r"(?P<before>\s*)(?<!\w)" + r"(?P<between>\s+)".join(
            map(re.escape, [" ".join(words[:-1]), words[-1]])
        )
        text = re.sub(pattern, _with_period_slot, text)
    return text


def _with_period_slot(match: re.Match[str]) -> str:
    """Return the slot of the period, on the line where the year was."""
    space = match["between"] if "\n" in match["between"] and "\n" not in match["before"] else match["before"]
    return f"{space}{{reporting-period}}"


def read_to_check(text: str) -> list[str]:
    """Return the list of what is not checked yet from the content of a call's file."""
    return [str(each) for each in source.read(text.encode(), "call").value(("to-check",)) or ()]


def _replace_entry(text: str, key: str, entry: str) -> str:
    """Return a file with another entry in place of a top-level key and its value."""
    return re.sub(rf"^{key}:.*\n(?:[ \t-].*\n|\n(?=[ \t-]))*", lambda _: entry, text, count=1, flags=re.MULTILINE)


def _fields(session: Session) -> dict[str, int | str]:
    return {name: value for name, value in session._asdict().items() if value}


def _scalar(value: str) -> str:
    is_plain = re.fullmatch(r"[A-Za-z][\w .–-]*(?<! )|\d[\w .–-]* [\w .–-]*(?<! )", value)
    return value if is_plain and isinstance(yaml_parser.resolve_plain(value), str) else _quote(value)


def _quote(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _to_check(
    call: Call, old: Session | None, session: Session, period: ReportingPeriod | None, new: NewSession
) -> Iterator[str]:
    """Yield what a person must check, each a sentence."""
    yield f"The year: session {session.number} {'meets' if new.year else 'is assumed to meet'} in {session.year}."
    if period:
        yield f"The reporting period: {reporting.describe(period, locale.load('en'), is_adverbial=False)}."
    else:
        yield (
            "The reporting period: it is unknown and not printed. "
            "Add it as reporting: {from: 2025-01-01, to: 2026-12-31}, or as a year."
        )
    if session.dates:
        yield f"The dates: {session.dates}."
    else:
        yield "The dates: they are unknown and not printed. Add them as dates: 27-31 March 2023."
    yield "The deadline: add it as deadline: 2026-11-30, and the address as send-to, if the call names them."
    if old and session.place and not new.place:
        yield f"The place: {session.place}, as for session {old.number}."
    yield from _cover_to_check(call, session)
    for ids, part in calls.parts(call):
        label = calls.bare_label(part.label.get("en") or next(iter(part.label.values())))
        within = f" of {'-'.join(ids[:-1])}" if len(ids) > 1 else ""
        limit = f", and its limit of {part.pages:g} pages" if part.pages else ""
        limit = f", and its limit of {part.words:,} words" if part.words else limit
        yield f"{label}{within}: its prompt{limit}, copied from {call.id}."
    for where, year in dict.fromkeys(_typed_years(call, (old or session).year)):
        yield f"{where}: the year {year} is fixed text; check that it is still right."
    yield f"The languages: {', '.join(call.languages)}."


def _cover_to_check(call: Call, session: Session) -> Iterator[str]:
    yield f"The cover: its wording is copied from {call.id}."
    if call.session is None:
        yield "The session on the cover and in the subject: these words are wsisc's, in every language."
    for block in call.cover:
        text = block.text.get("en", "")
        printed = _without_annual(text) if session.year > _LAST_ANNUAL_YEAR else text
        if printed != text:
            yield f'The cover ({block.name}): "annual" is left out; since A/RES/80/173, reporting is every two years.'
        for frequency in re.findall(r"\bannual(?:ly)?\b(?: \w+)?", printed):
            yield f'The cover ({block.name}): it says "{frequency}"; check how often the body reports now.'


def _typed_years(call: Call, old_year: int) -> Iterator[tuple[str, str]]:
    """Yield where texts name a year near the old session's as typed text, which is not computed from the session."""
    wordings = [("The subject", call.subject), *((f"The cover ({block.name})", block.text) for block in call.cover)]
    wordings += [(f"The prompt of {'-'.join(ids)}", part.prompt) for ids, part in calls.parts(call)]
    for where, wording in wordings:
        for text in wording.values():
            for year in re.findall(_YEAR, text):
                if abs(int(year) - old_year) <= 3:  # a guess: years further away are history, such as 2005 (Tunis)
                    yield where, year

"""A call and the number of another session -> the call for that session, and a list of what a person must check.

What is known about the session is filled in, what is unknown is left out, the rest is copied. No reporting period
follows from the number of a session. The new file is the old one with few entries replaced, so that its comments and
its order are kept.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from wsisc import locale, resources, source
from wsisc.calls import call as calls
from wsisc.calls import reporting
from wsisc.calls.call import Call, Session
from wsisc.calls.reporting import ReportingPeriod
from wsisc.diagnostic import WsiscError
from wsisc.messages import t
from wsisc.source import scalars

_HEAD = re.compile(r"\A(?:#[^\n]*+\n)*")
_NUMBER = re.compile(r"\d+$")
_TO_CHECK_LINE = "to-check:                     # delete each line once it is checked"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Entries that are of one session alone: they are not copied.
_DROPPED = ("deadline", "provenance", "to-check")


class NoSession(ValueError):
    """A call that prepares no session has no successor."""


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
    """Return the id of the call for another session: cstd-30 after cstd-26."""
    stem = _NUMBER.sub("", call.id)
    return f"{stem if stem != call.id else f'{call.id}-'}{number}"


def derive(call: Call, id: str, new: NewSession) -> str:
    """Return the file of the call for another session.

    Other values come from what is known about the sessions of the body. A period that is unknown is
    not printed. Raises NoSession where the old call has none, WsiscError where the year is unknown, or the file has a
    layout that cannot be edited.
    """
    if call.session is None:
        raise NoSession
    session, period = _find_session(call, call.session, new)
    to_check = list(_to_check(call, call.session, session, period, new))
    items = "".join(f"  - {_quote(each)}\n" for each in to_check)
    body = _replace_entry(_HEAD.sub("", call.text, count=1), "id", f"id: {id}\n")
    fields = (f"{name}: {each if isinstance(each, int) else _scalar(each)}" for name, each in _fields(session).items())
    for key in ("reporting", *_DROPPED):
        body = re.sub("\0\\n*", "", _replace_entry(body, key, "\0"))
    body = _replace_entry(body, "session", f"session: {{{', '.join(fields)}}}\n{_reporting_entry(period)}")
    body = _replace_entry(body, "source", f"{_TO_CHECK_LINE}\n{items}\nsource: Derived from the call {call.id}.\n")
    text = f"{_head(session, period)}\n{body if period and period.year else _without_year(body)}"
    old = {key: each for key, each in source.read(call.text.encode(), id).data.items() if key not in _DROPPED}
    expected = old if period and period.year else _without_years(old)
    expected |= {"id": id, "session": _fields(session), "to-check": to_check}
    expected |= {"source": f"Derived from the call {call.id}."}
    expected.pop("reporting", None)
    expected |= {"reporting": reporting.to_data(period)} if period else {}
    if source.read(text.encode(), id).data != expected:
        raise WsiscError(t("the file of the call {id} has an unusual layout", id=call.id), t("copy it by hand"))
    return text


def _find_session(call: Call, old: Session, new: NewSession) -> tuple[Session, ReportingPeriod | None]:
    """Return another session, and the period that submissions to it report on, None where that is unknown."""
    known = call.vocabularies.sessions
    facts = known.sessions.get(new.number) if known else None
    year = new.year or (known.assume_year(new.number) if known else None)
    if year is None:
        raise WsiscError(
            t("the year of session {number} is not known", number=new.number), t("add --year"), exit_code=2
        )
    dates, place = (facts.dates, facts.place) if facts else ("", "")
    session = Session(new.number, year, new.dates or dates, new.place or place or old.place)
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


def _without_years(node: Any) -> Any:
    """Return data with `_without_year` applied to every text."""
    if isinstance(node, dict):
        return {key: _without_years(each) for key, each in node.items()}
    if isinstance(node, list):
        return [_without_years(each) for each in node]
    return _without_year(node) if isinstance(node, str) else node


def _without_year(text: str) -> str:
    """Return a text with the slot of the period in place of the year reported on and the word before it.

    "in {reporting-year}" becomes {reporting-period}, which can be two years, or nothing.
    """
    for language in resources.names("templates/locales", ".yaml"):
        words = locale.load(language).periods["in"]["year"].replace("{first}", reporting.YEAR_SLOT).split()
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
    return {name: value for name, value in vars(session).items() if value}


def _scalar(value: str) -> str:
    is_plain = re.fullmatch(r"[A-Za-z][\w .–-]*(?<! )|\d[\w .–-]* [\w .–-]*(?<! )", value)
    return value if is_plain and isinstance(scalars.resolve(value), str) else _quote(value)


def _quote(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _to_check(
    call: Call, old: Session, session: Session, period: ReportingPeriod | None, new: NewSession
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
    if session.place and not new.place:
        yield f"The place: {session.place}, as for session {old.number}."
    yield f"The cover: its wording is copied from {call.id}."
    for ids, part in calls.parts(call):
        label = calls.bare_label(next(iter(part.label.values())))
        within = f" of {'-'.join(ids[:-1])}" if len(ids) > 1 else ""
        limit = f", and its limit of {part.pages:g} pages" if part.pages else ""
        limit = f", and its limit of {part.words:,} words" if part.words else limit
        yield f"{label}{within}: its prompt{limit}, copied from {call.id}."
    for where, year in _typed_years(call, old):
        yield f"{where}: the year {year} is fixed text; check that it is still right."
    yield f"The languages: {', '.join(call.languages)}."


def _typed_years(call: Call, old: Session) -> Iterator[tuple[str, str]]:
    """Yield where texts name a year near the old session's as typed text, which is not computed from the session."""
    wordings = [("The subject", call.subject), *((f"The cover ({block.name})", block.text) for block in call.cover)]
    wordings += [(f"The prompt of {'-'.join(ids)}", part.prompt) for ids, part in calls.parts(call)]
    for where, wording in wordings:
        for text in wording.values():
            for year in _YEAR.findall(text):
                if abs(int(year) - old.year) <= 3:  # a guess: years further away are history, such as 2005 (Tunis)
                    yield where, year

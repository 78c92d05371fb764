"""A call and the number of another session -> the call for that session, and a list of what a person must check.

What follows from the number is computed, what is unknown is left out, the rest is copied. The new file is the old one
with few entries replaced, so that its comments and its order are kept.
"""

import json
import re
from collections.abc import Iterator

from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, Session
from wsisc.diagnostic import WsiscError
from wsisc.source import scalars

_FOUNDED = 1997  # the year of session number 0: the Commission has met each year since its 11th session, in 2008

_HEAD = re.compile(r"\A(?:#[^\n]*+\n)*")
_NUMBER = re.compile(r"\d+$")
_TO_CHECK_LINE = "to-check:                     # delete each line once it is checked"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class NoSession(ValueError):
    """A call that prepares no session has no successor."""


def successor_id(call: Call, number: int) -> str:
    """Return the id of the call for another session: cstd-30 after cstd-26."""
    stem = _NUMBER.sub("", call.id)
    return f"{stem if stem != call.id else f'{call.id}-'}{number}"


def derive(call: Call, id: str, number: int, dates: str = "", place: str = "") -> str:
    """Return the file of the call for another session; its dates and place are as printed, "" where they are unknown.

    Raises NoSession where the old call has none, WsiscError where its file has a layout that cannot be edited.
    """
    if call.session is None:
        raise NoSession
    session = Session(number, _FOUNDED + number, dates, place or call.session.place)
    to_check = list(_to_check(call, call.session, session, bool(place)))
    items = "".join(f"  - {_quote(each)}\n" for each in to_check)
    head = (
        f"# The call for contributions to session {session.number} ({session.year}, reporting on {session.year - 1})."
    )
    body = _replace_entry(_HEAD.sub("", call.text, count=1), "id", f"id: {id}\n")
    fields = (f"{name}: {each if isinstance(each, int) else _scalar(each)}" for name, each in _fields(session).items())
    body = _replace_entry(body, "session", f"session: {{{', '.join(fields)}}}\n")
    body = _replace_entry(body, "to-check", "\0")
    body = re.sub("\0\\n*", "", body)
    body = _replace_entry(body, "source", f"{_TO_CHECK_LINE}\n{items}\nsource: Derived from the call {call.id}.\n")
    text = f"{head}\n{body}"
    expected = {
        **source.read(call.text.encode(), id).data,
        **{"id": id, "session": _fields(session), "to-check": to_check, "source": f"Derived from the call {call.id}."},
    }
    if source.read(text.encode(), id).data != expected:
        raise WsiscError(f"the file of the call {call.id} has an unusual layout", "copy it by hand")
    return text


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


def _to_check(call: Call, old: Session, new: Session, has_new_place: bool) -> Iterator[str]:
    """Yield what a person must check, each a sentence."""
    yield f"The year: session {new.number} is assumed to meet in {new.year}, and the call to report on {new.year - 1}."
    if new.dates:
        yield f"The dates: {new.dates}."
    else:
        yield "The dates: they are unknown and not printed. Add them as dates: 27-31 March 2023."
    if new.place and not has_new_place:
        yield f"The place: {new.place}, as for session {old.number}."
    yield f"The cover: its wording is copied from {call.id}."
    for ids, part in calls.parts(call):
        label = calls.bare_label(next(iter(part.label.values())))
        within = f" of {'-'.join(ids[:-1])}" if len(ids) > 1 else ""
        limit = f", and its limit of {part.pages:g} pages" if part.pages else ""
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

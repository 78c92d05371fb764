"""The data of a call -> problems of its period, its deadline, its limits and the provenance of its wordings."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from wsisc import locale, resources
from wsisc.calls import reporting, vocabularies
from wsisc.diagnostic import DataPath
from wsisc.json_schema.messages import SchemaProblem, suggest_nearest
from wsisc.messages import t


def has_period(data: dict[str, Any]) -> bool:
    """Return whether the period of a call can be read: its data has none, or one that begins before it ends."""
    return not any(check_period(data))


def check_period(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check that the reporting period begins before it ends, and before the session does."""
    period = reporting.from_data(data.get("reporting"))
    if period and "session" in data and (last := _last_day(data["session"], data["languages"])) < period.first:
        message = t("the reporting period begins on {first}, after the session", first=period.first)
        hint = t("write the period that was reported on by {last}, or correct the session", last=last)
        yield SchemaProblem("wrong-value", ("reporting", "from"), message, hint)
    if period and period.last < period.first:
        message = t(
            "the reporting period ends on {last}, before it begins, on {first}", last=period.last, first=period.first
        )
        yield SchemaProblem("wrong-value", ("reporting", "to"), message, t("swap the two days"))


def check_deadline(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check that the deadline is not after the session."""
    if "deadline" in data and "session" in data:
        last = _last_day(data["session"], data["languages"])
        if datetime.date.fromisoformat(data["deadline"]) > last:
            shown = data["session"].get("dates") or data["session"]["year"]
            message = t(
                "the deadline, {deadline}, is after the session ({shown})", deadline=data["deadline"], shown=shown
            )
            hint = t("write the last day on which a submission can be sent")
            yield SchemaProblem("wrong-value", ("deadline",), message, hint)


def _last_day(session: dict[str, Any], languages: list[str]) -> datetime.date:
    """Return the last day of a session: that of its printed dates, otherwise of its year."""
    known = set(languages).intersection(resources.names("templates/locales", ".yaml"))
    names = (enumerate(locale.load(language).months, 1) for language in sorted(known))
    months = {name: number for each in names for number, name in each}
    pattern = rf"(\d{{1,2}})[^\s\d]*\s+({'|'.join(map(re.escape, months))})"
    days = re.findall(pattern, session.get("dates", "")) if months else []
    try:
        day, month = (int(days[-1][0]), months[days[-1][1]]) if days else (31, 12)
        return datetime.date(int(session["year"]), month, day)
    except (ValueError, OverflowError):  # a wrong year or day is reported elsewhere, or is not ours to judge
        return datetime.date.max


def check_limits(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check that limits for types of entities are for types that the call has."""
    types = vocabularies.known_types(data.get("vocabularies"))

    def within(path: DataPath, parts: list[dict[str, Any]]) -> Iterator[SchemaProblem]:
        for position, part in enumerate(parts):
            here = (*path, position)
            for name in part.get("length", {}).get("words-by-type", {}):
                if name not in types:
                    hint = (
                        suggest_nearest(name, types) or t("use one of {names}", names=", ".join(types))
                        if types
                        else t("delete it")
                    )
                    place = (*here, "length", "words-by-type", name)
                    message = t('the call has no type of entity "{name}"', name=name)
                    yield SchemaProblem("unknown-value", place, message, hint, on_key=True)
            yield from within((*here, "parts"), part.get("parts", []))

    yield from within(("parts",), data["parts"])


def check_provenance(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check that the provenance names wordings that exist, each once, and all of them."""
    if "provenance" not in data:
        return
    single = list(_wordings(data))
    known = list(dict.fromkeys([*single, "cover", "parts"]))
    named: set[str] = set()
    for position, entry in enumerate(data["provenance"]):
        for index, name in enumerate(entry["of"]):
            path = ("provenance", position, "of", index)
            if name not in known:
                hint = suggest_nearest(name, known) or t("use one of {names}", names=", ".join(known))
                yield SchemaProblem("unknown-value", path, t('the call has no wording "{name}"', name=name), hint)
            elif name in named:
                message = t('the provenance of "{name}" appears twice', name=name)
                yield SchemaProblem("repeated-value", path, message, t("delete one of the two"))
            named.add(name)
    for name in single:
        if named.isdisjoint(_wider_names(name)):
            hint = t('add it to "of" of the entry that it belongs to')
            message = t('the provenance of "{name}" is missing', name=name)
            yield SchemaProblem("missing-property", ("provenance",), message, hint, on_key=True)
            return


def _wordings(data: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the wordings of a call: of its subject, its cover and its parts."""
    yield "subject"
    if "collection" in data:
        yield "collection"
    yield from (block["class"] for block in data["cover"])

    def within(above: str, parts: list[dict[str, Any]]) -> Iterator[str]:
        for part in parts:
            yield above + part["id"]
            yield from within(f"{above}{part['id']}.", part.get("parts", []))

    yield from within("", data["parts"])


def _wider_names(name: str) -> set[str]:
    """Return a wording and the names that include it: three.b, three, parts."""
    steps = name.split(".")
    within = {".".join(steps[:length]) for length in range(1, len(steps) + 1)}
    return within | (
        {"cover"} if name.startswith("cover-") else set() if name in ("subject", "collection") else {"parts"}
    )

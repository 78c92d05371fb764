"""The source of a call -> diagnostics for the person who maintains the calls."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from wsisc import resources, theme
from wsisc.calls import call as calls
from wsisc.calls import cycle_check, reporting, vocabulary_check
from wsisc.calls.reporting import ReportingPeriod
from wsisc.diagnostic import DataPath, Diagnostic
from wsisc.json_schema import find_problems, to_diagnostic
from wsisc.json_schema.messages import SchemaProblem, suggest_nearest
from wsisc.messages import t
from wsisc.source import Source

_SESSION_SLOTS = ("session-words", "session-ordinal", "place", "dates")
_PERIOD_SLOTS = ("reporting-year", "reporting-years", "reporting-period")
_MAX_SECTION_DEPTH = 3  # docs/format.md
_YEARS = range(1993, 10_000)  # the Commission first met in 1993
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_SURPLUS_SPACE = re.compile(r"^\s+|(?<!\s)\s+$|(?<![ \t])[ \t]++(?=\n)|(?<=\n)\s+")
# The slots that texts may have, by field of the call.
_ALLOWED_SLOTS = {
    "subject": (*_SESSION_SLOTS, *_PERIOD_SLOTS),
    "collection": (*_SESSION_SLOTS, *_PERIOD_SLOTS),
    "cover": (*_SESSION_SLOTS, *_PERIOD_SLOTS, "entity"),
    "parts": (),
}


def check(source: Source, id: str, themes: Sequence[str] = ()) -> list[Diagnostic]:
    """Check the file of a call that is named `id`: its YAML, its schema, its texts and their slots.

    `themes` are the names of the themes that it can name; without any, that is not checked.
    """
    if not isinstance(source.data, dict):
        problem = SchemaProblem("wrong-type", (), t("the file is not a call"), t("start it with: id: cstd-30"))
        return list(source.diagnostics) or [to_diagnostic(source, problem)]
    problems, source = find_problems(source, schema())
    if not problems and not source.diagnostics:
        problems = [each for check in _CHECKS for each in check(source.data)]
        if themes and (name := source.data.get("theme", theme.DEFAULT)) not in themes:
            hint = suggest_nearest(name, themes) or t("use one of {names}", names=", ".join(themes))
            problems.append(
                SchemaProblem("unknown-value", ("theme",), t('the theme "{name}" does not exist', name=name), hint)
            )
        if source.data["id"] != id:
            message = t('the call "{call}" is in a file named {id}.yaml', call=source.data["id"], id=id)
            problems.insert(0, SchemaProblem("wrong-value", ("id",), message, t("use the id as the file name")))
    return [*source.diagnostics, *(to_diagnostic(source, each) for each in problems)]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the files of calls, with that of vocabularies in it, to which the file refers."""
    text = resources.text("schemas/call.schema.json").replace("vocabulary.schema.json#", "#")
    found: dict[str, Any] = json.loads(text)
    found["$defs"] |= json.loads(resources.text("schemas/vocabulary.schema.json"))["$defs"]
    return found


def find_unprintable(text: str) -> re.Match[str] | None:
    """Return the first character of a text that no document can carry, or that changes the direction of its words."""
    return _UNPRINTABLE.search(text)


def _check_session(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check numbers more strictly than JSON Schema, and the printed dates and place."""
    for name, value in data.get("session", {}).items():
        path = ("session", name)
        if isinstance(value, float):
            yield SchemaProblem(
                "wrong-type",
                path,
                t("{value} is not a whole number", value=value),
                t("write {number}", number=int(value)),
            )
        elif name == "year" and value not in _YEARS:
            yield SchemaProblem("unknown-value", path, t("{value} is not a year", value=value), t("write four digits"))
        elif isinstance(value, str):
            yield from _check_characters(path, value)
            yield from _check_spaces(path, value)
            if "\n" in value.strip():
                yield SchemaProblem("stray-character", path, t("the value has a line break"), t("write it on one line"))


def _check_part_places(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check that no two parts have the same path, and that no titles are deeper than the heading styles."""
    levels = sum(role.startswith("heading-") for role in theme.load().styles)

    def within(
        path: DataPath, parts: list[dict[str, Any]], ids: tuple[str, ...], level: int
    ) -> Iterator[SchemaProblem]:
        for position, part in enumerate(parts):
            here, name = (*path, position, "id"), "-".join((*ids, part["id"]))
            if name in seen:
                yield SchemaProblem(
                    "repeated-value", here, t('the part "{name}" already exists', name=name), t("choose another id")
                )
            seen.add(name)
            own_level = level + part.get("heading", True)
            if own_level + (_MAX_SECTION_DEPTH if part.get("holds") in ("sections", "both") else 0) > levels:
                message = t(
                    'titles in the part "{name}" would have more than {levels} levels', name=name, levels=levels
                )
                yield SchemaProblem("too-deep", here, message, t("move the part up"))
            else:
                yield from within((*path, position, "parts"), part.get("parts", []), (*ids, part["id"]), own_level)

    seen: set[str] = set()
    yield from within(("parts",), data["parts"], (), 0)


def _check_characters(path: DataPath, text: str) -> Iterator[SchemaProblem]:
    if match := find_unprintable(text):
        message = t("the text contains an invisible character (U+{code:04X})", code=ord(match[0]))
        yield SchemaProblem("stray-character", path, message, t("delete it"), *match.span())


def _check_spaces(path: DataPath, text: str) -> Iterator[SchemaProblem]:
    if match := _SURPLUS_SPACE.search(text):
        message = t("the text has spaces or an empty line at the start or end")
        yield SchemaProblem(
            "stray-character",
            path,
            message,
            t('delete them; write "|-" or ">-" for a text of several lines'),
            *match.span(),
        )


def _check_languages(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    known = resources.names("templates/locales", ".yaml")
    for position, language in enumerate(data["languages"]):
        if language not in known:
            message, hint = (
                t('wsisc does not support the language "{language}" yet', language=language),
                t("use one of {names}", names=", ".join(known)),
            )
            yield SchemaProblem("unknown-value", ("languages", position), message, hint)


def _check_roles(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    roles = [role for role in theme.load().styles if role.startswith("cover-")]
    for position, block in enumerate(data["cover"]):
        if block["class"] not in roles:
            message = t('the style "{name}" does not exist', name=block["class"])
            hint = suggest_nearest(block["class"], roles) or t("use one of {names}", names=", ".join(roles))
            yield SchemaProblem("unknown-value", ("cover", position, "class"), message, hint)


def _check_wordings(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check texts: whether each language has one, and whether their slots are known and can be filled."""
    period = reporting.of_call(data) if cycle_check.has_period(data) else None
    for path, wording in _all_wordings(data):
        for language in data["languages"]:
            if language not in wording:
                message = t("the wording in {language} is missing", language=language)
                yield SchemaProblem(
                    "missing-property", (*path, language), message, f"add: {language}: ...", on_key=True
                )
        for language, text in wording.items():
            yield from _check_characters((*path, language), text)
            yield from _check_spaces((*path, language), text) if path[0] == "cover" else ()
            for slot in calls.find_slots(text):
                if problem := _explain_slot(slot[1], str(path[0]), "session" in data, period):
                    yield SchemaProblem("unknown-value", (*path, language), *problem, *slot.span())


def _explain_slot(name: str, where: str, has_session: bool, period: ReportingPeriod | None) -> tuple[str, str] | None:
    """Return message and hint for a slot that cannot be filled, None for others."""
    known = _ALLOWED_SLOTS[where]
    if name not in known:
        hint = suggest_nearest(name, known) or (
            t("use one of {names}", names=", ".join(known)) if known else t("delete it: prompts have no slots")
        )
        return t("the slot {{{name}}} is not allowed here", name=name), hint
    if name in _SESSION_SLOTS and not has_session:
        hint = t("add the session that the call prepares, or write the wording without it")
        return t("{{{name}}} has no value: the call names no session", name=name), hint
    if name in ("reporting-year", "reporting-years") and period is None:
        hint = t(
            "add the year as reporting: 2025, or write {{reporting-period}}, which is left out while it is unknown"
        )
        return t("{{{name}}} has no value: the call names no reporting period", name=name), hint
    if name == "reporting-year" and period and not period.year:
        message = t(
            "{{{name}}} has no value: the call reports from {first} to {last}",
            name=name,
            first=period.first,
            last=period.last,
        )
        return message, t("write {{reporting-years}}, or {{reporting-period}} for the words before it too")
    return None


def _all_wordings(data: dict[str, Any]) -> Iterator[tuple[DataPath, dict[str, str]]]:
    """Yield every wording with its path."""
    yield ("subject",), data["subject"]
    if "collection" in data:
        yield ("collection",), data["collection"]
    for position, block in enumerate(data["cover"]):
        yield ("cover", position, "text"), block["text"]

    def within(path: DataPath, parts: list[dict[str, Any]]) -> Iterator[tuple[DataPath, dict[str, str]]]:
        for position, part in enumerate(parts):
            here = (*path, position)
            yield (*here, "label"), part["label"]
            yield (*here, "prompt"), part["prompt"]
            yield from within((*here, "parts"), part.get("parts", []))

    yield from within(("parts",), data["parts"])


_CHECKS = (
    _check_session,
    cycle_check.check_period,
    cycle_check.check_deadline,
    _check_languages,
    vocabulary_check.check_vocabularies,
    _check_roles,
    _check_part_places,
    cycle_check.check_limits,
    _check_wordings,
    cycle_check.check_provenance,
)

"""The source of a call -> diagnostics for the person who maintains the calls: of its cycle, vocabularies and texts."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wsisc import theme
from wsisc.calls import locale, reporting, vocabularies
from wsisc.calls.reporting import ReportingPeriod
from wsisc.calls.vocabularies import Vocabulary
from wsisc.messages import resources, t
from wsisc.messages.diagnostic import DataPath, Diagnostic
from wsisc.source import Source
from wsisc.source.json_schema import SchemaProblem, find_problems, suggest_nearest, to_diagnostic
from wsisc.text.slots import find_slots

_CODE = r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"
_MAX_CODE_LENGTH = 40
# What only vocabularies of wsisc have: it depends on files of wsisc, or on the other vocabularies.
_BUILT_IN_KEYS = ("standard", "mentions", "anchor")
# Columns that tables have besides those of vocabularies, and what else documents can be grouped by.
_RESERVED = frozenset(
    {
        *(
            "key",
            "file",
            "call",
            "entity",
            "acronym",
            "type",
            "language",
            "date",
            "title",
            "part",
            "part-label",
            "place",
        ),
        *("number", "heading", "level", "text", "notes", "alternatives", "words", "own-tags", "figures"),
    }
)
_SINGLE_USES = {"types": t("types of entities"), "sessions": "sessions"}

_SESSION_SLOTS = ("session-words", "session-ordinal", "place", "dates")
_PERIOD_SLOTS = ("reporting-year", "reporting-years", "reporting-period")
_MAX_SECTION_DEPTH = 3  # docs/format.md
_YEARS = range(1993, 10_000)  # the Commission first met in 1993
_UNPRINTABLE = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
)
_SURPLUS_SPACE = r"^\s+|(?<!\s)\s+$|(?<![ \t])[ \t]++(?=\n)|(?<=\n)\s+"
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
    composed: dict[str, Any] = json.loads(text)
    composed["$defs"] |= json.loads(resources.text("schemas/vocabulary.schema.json"))["$defs"]
    return composed


def find_unprintable(text: str) -> re.Match[str] | None:
    """Return the first character of a text that no document can carry, or that changes the direction of its words."""
    return re.search(_UNPRINTABLE, text)


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
    if match := re.search(_SURPLUS_SPACE, text):
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
    period = reporting.of_call(data) if _has_period(data) else None
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
            for slot in find_slots(text):
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


def _has_period(data: dict[str, Any]) -> bool:
    """Return whether the period of a call can be read: its data has none, or one that begins before it ends."""
    return not any(_check_period(data))


def _check_period(data: dict[str, Any]) -> Iterator[SchemaProblem]:
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


def _check_deadline(data: dict[str, Any]) -> Iterator[SchemaProblem]:
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


def _check_limits(data: dict[str, Any]) -> Iterator[SchemaProblem]:
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


def _check_provenance(data: dict[str, Any]) -> Iterator[SchemaProblem]:
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


def _check_vocabularies(data: dict[str, Any]) -> Iterator[SchemaProblem]:
    """Check that each vocabulary exists, is named once, and is sound."""
    named = data.get("vocabularies", [])
    problems = list(_check_names(named))
    for position, each in enumerate(named):
        problems += _check_own(("vocabularies", position), each) if not isinstance(each, str) else ()
    yield from problems or _check_pairs(named)


def _check_names(named: Sequence[Any]) -> Iterator[SchemaProblem]:
    """Check that the vocabularies of a call exist, and that no two of them are for the same."""
    seen: set[str] = set()
    uses: set[str] = set()
    for position, each in enumerate(named):
        is_own = not isinstance(each, str)
        id, place = (each["id"], ("vocabularies", position, "id")) if is_own else (each, ("vocabularies", position))
        if not is_own and id not in vocabularies.names():
            hint = suggest_nearest(id, vocabularies.names()) or t(
                "use one of {names}", names=", ".join(vocabularies.names())
            )
            yield SchemaProblem("unknown-value", place, t('the vocabulary "{id}" does not exist', id=id), hint)
            continue
        use = each["use"] if is_own else vocabularies.use(id)
        if id in seen:
            yield SchemaProblem(
                "repeated-value", place, t('the vocabulary "{id}" is named twice', id=id), t("delete it")
            )
        elif is_own and id in vocabularies.names():
            hint = t("choose another id, or name the built-in one")
            yield SchemaProblem("repeated-value", place, t('the vocabulary "{id}" is built in', id=id), hint)
        elif use in uses and use in _SINGLE_USES:
            message = t("a call has only one vocabulary of {single_uses}", single_uses=_SINGLE_USES[use])
            yield SchemaProblem("repeated-value", place, message, t("delete it"))
        seen.add(id)
        uses.add(use)


def _check_own(path: DataPath, data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    """Check the names of a call's own vocabulary, its tables, and the codes in them."""
    yield from _check_own_names(path, data)
    if data["use"] in ("tags", "types"):
        problems = [
            problem
            for key in ("names", "plural", "descriptions", "facts")
            for name, table in data.get(key, {}).items()
            for problem in _check_table((*path, key, name), table)
        ]
        yield from problems or _check_codes(path, data)


def _check_own_names(path: DataPath, data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    built_in = vocabularies.read(vocabularies.names())
    unavailable = {*_RESERVED, *(each.one for each in built_in if isinstance(each, Vocabulary))}
    for key in ("id", "one"):
        if data.get(key) in unavailable:
            message = t('"{data}" cannot be the name of a vocabulary: that name is in use', data=data[key])
            yield SchemaProblem("wrong-value", (*path, key), message, t("choose another name"))
    for key in _BUILT_IN_KEYS:
        if key in data:
            message = t('"{key}" is for vocabularies of wsisc alone', key=key)
            yield SchemaProblem("unexpected-property", (*path, key), message, t("delete it"), on_key=True)


def _check_codes(path: DataPath, data: Mapping[str, Any]) -> Iterator[SchemaProblem]:
    """Check that everything that is said of a code is said of one that the vocabulary has."""
    within = data.get("within", {})
    narrower = [code for codes in within.values() for code in codes.split()]
    for code in narrower:
        if not re.fullmatch(_CODE, code):
            hint = t("use letters, digits, single hyphens and full stops")
            yield SchemaProblem(
                "wrong-form", (*path, "within"), t('"{code}" is not a code', code=code), hint, on_key=True
            )
    named = {code for table in data["names"].values() for code in vocabularies.read_table(table)}
    for key in ("plural", "descriptions", "facts"):
        for name, table in data.get(key, {}).items():
            yield from _unknown_codes((*path, key, name), vocabularies.read_table(table), named | {*narrower})
    yield from _unknown_codes((*path, "within"), within, named)
    yield from _unknown_codes((*path, "example"), data.get("example", ()), named | {*narrower})


def _check_table(path: DataPath, table: str) -> Iterator[SchemaProblem]:
    """Check that each line has a code without spaces, a bar and a text, and that no code is there twice."""
    seen: set[str] = set()
    for line in filter(str.strip, table.splitlines()):
        code, bar, text = (piece.strip() for piece in line.partition("|"))
        start = table.index(line)
        span = start, start + len(line)
        if not (bar and text and re.fullmatch(_CODE, code)) or len(code) > _MAX_CODE_LENGTH:
            message = t('"{line}" is not a code, a bar and a text', line=line.strip()[:60])
            hint = t("write it as: code | text, with letters, digits, single hyphens and full stops in the code")
            yield SchemaProblem("wrong-form", path, message, hint, *span)
        elif (folded := code.lower().replace(".", "-")) in seen:  # as anchors and file names have it
            yield SchemaProblem(
                "repeated-value", path, t('the code "{code}" is there twice', code=code), t("delete one line"), *span
            )
        else:
            seen.add(folded)


def _unknown_codes(path: DataPath, codes: Any, known: set[str]) -> Iterator[SchemaProblem]:
    for code in codes:
        if code not in known:
            hint = suggest_nearest(code, sorted(known)) or t("add it to the names")
            yield SchemaProblem(
                "unknown-value", path, t('the vocabulary has no code "{code}"', code=code), hint, on_key=True
            )


def _check_pairs(named: Sequence[Any]) -> Iterator[SchemaProblem]:
    """Check that pairs are of vocabularies of the call, and of their codes."""
    known = {each.id: each for each in vocabularies.read(named) if isinstance(each, Vocabulary)}
    for position, each in enumerate(named):
        if isinstance(each, str) or each["use"] != "pairs":
            continue
        for index, id in enumerate(each["between"]):
            if id not in known:
                hint = suggest_nearest(id, list(known)) or t("add it to the vocabularies of the call")
                message = t('the call has no vocabulary "{id}"', id=id)
                yield SchemaProblem("unknown-value", ("vocabularies", position, "between", index), message, hint)
                return
        first, second = (known[id].terms.keys() for id in each["between"])
        for key in ("pairs", "doubtful"):
            place = ("vocabularies", position, key)
            table = each.get(key, {})
            yield from _unknown_codes(place, table, set(first))
            yield from _unknown_codes(place, [code for codes in table.values() for code in codes.split()], set(second))


_CHECKS = (
    _check_session,
    _check_period,
    _check_deadline,
    _check_languages,
    _check_vocabularies,
    _check_roles,
    _check_part_places,
    _check_limits,
    _check_wordings,
    _check_provenance,
)

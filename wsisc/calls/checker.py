"""A call's file as read -> what is wrong with it, as diagnostics in the words of whoever keeps the calls."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator

from wsisc import resources, theme
from wsisc.calls import call as calls
from wsisc.calls.schema_messages import nearest, problems_of
from wsisc.diagnostic import Diagnostic, Finding, Path, Severity
from wsisc.source import Source

_OF_SESSION = ("session-words", "session-ordinal", "place", "dates", "reporting-year")
_DEEPEST = 3  # sections within one another, as docs/format.md says
_YEARS = range(1993, 10_000)
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_LOOSE = re.compile(r"^\s+|(?<!\s)\s+$|(?<![ \t])[ \t]++(?=\n)|(?<=\n)\s+")
_PLACES = {"subject": _OF_SESSION, "cover": (*_OF_SESSION, "entity"), "parts": ()}
"""The slots that wordings may have, by where they stand."""


class _Found(NamedTuple):
    """What is wrong: the code, and the finding at its place."""

    code: str
    finding: Finding


def check(read: Source, id: str) -> list[Diagnostic]:
    """Return what is wrong with a call's file that is named `id`: its YAML, its form, its wordings and their slots."""
    if not isinstance(read.data, dict):
        found = _Found("wrong-type", Finding((), "this is no call", "a call begins with: id: cstd-30"))
        return read.diagnostics or [_diagnostic(read, found)]
    schema = json.loads(resources.text("schemas/call.schema.json"))
    problems = problems_of(read, Draft202012Validator(schema))
    told = [_Found(each.code, Finding(each.path, each.message, each.hint, on_key=each.on_key)) for each in problems]
    if not told and not read.diagnostics:
        told = [found for check in _CHECKS for found in check(read.data)]
        told = [*_named(read.data, id), *told]
    return [*read.diagnostics, *(_diagnostic(read, found) for found in told)]


def _named(data: dict[str, Any], id: str) -> Iterator[_Found]:
    if data["id"] != id:
        message = f'the file of "{data["id"]}" is named {id}.yaml'
        yield _Found("wrong-value", Finding(("id",), message, "give both one name"))


def unprintable(text: str) -> re.Match[str] | None:
    """Return the first character of a text that no document can carry, or that turns the words around it."""
    return _UNPRINTABLE.search(text)


def _session(data: dict[str, Any]) -> Iterator[_Found]:
    """Yield what is wrong with numbers that JSON Schema takes, and with dates and place as printed."""
    for name, value in data.get("session", {}).items():
        path = ("session", name)
        if isinstance(value, float):
            yield _Found("wrong-type", Finding(path, f"{value} is no whole number", f"write {int(value)}"))
        elif name == "year" and value not in _YEARS:
            yield _Found("unknown-value", Finding(path, f"{value} is no year", "write it with four digits"))
        elif isinstance(value, str):
            yield from _on_characters(path, value)
            yield from _on_spaces(path, value)
            if "\n" in value.strip():
                yield _Found("stray-character", Finding(path, "a line break", "write it on one line"))


def _places(data: dict[str, Any]) -> Iterator[_Found]:
    """Yield parts that share a place, and those whose titles would lie deeper than any document has headings."""
    levels = sum(role.startswith("heading-") for role in theme.load().styles)

    def within(path: Path, parts: list[dict[str, Any]], ids: tuple[str, ...], level: int) -> Iterator[_Found]:
        for position, part in enumerate(parts):
            here, name = (*path, position, "id"), "-".join((*ids, part["id"]))
            if name in seen:
                yield _Found("repeated-value", Finding(here, f'a part "{name}" is there already', "give it another id"))
            seen.add(name)
            deep = level + part.get("heading", True)
            if deep + (_DEEPEST if part.get("holds") in ("sections", "both") else 0) > levels:
                message = f'the part "{name}" lies so deep that its titles would have more than {levels} levels'
                yield _Found("too-deep", Finding(here, message, "move it up"))
            else:
                yield from within((*path, position, "parts"), part.get("parts", []), (*ids, part["id"]), deep)

    seen: set[str] = set()
    yield from within(("parts",), data["parts"], (), 0)


def _on_characters(path: Path, text: str) -> Iterator[_Found]:
    if match := unprintable(text):
        message = f"an invisible character (U+{ord(match[0]):04X})"
        yield _Found("stray-character", Finding(path, message, "delete it", *match.span()))


def _on_spaces(path: Path, text: str) -> Iterator[_Found]:
    if match := _LOOSE.search(text):
        message = "spaces or an empty line at the start or end of a line"
        yield _Found("stray-character", Finding(path, message, 'delete them; after "|" and ">" put "-"', *match.span()))


def _languages(data: dict[str, Any]) -> Iterator[_Found]:
    known = resources.names("templates/locales", ".yaml")
    for position, language in enumerate(data["languages"]):
        if language not in known:
            message, hint = f"wsisc has no wording for {language} yet", f"known: {', '.join(known)}"
            yield _Found("unknown-value", Finding(("languages", position), message, hint))


def _roles(data: dict[str, Any]) -> Iterator[_Found]:
    roles = [role for role in theme.load().styles if role.startswith("cover-")]
    for position, block in enumerate(data["cover"]):
        if block["class"] not in roles:
            message = f'no style is named "{block["class"]}"'
            hint = nearest(block["class"], roles) or f"known: {', '.join(roles)}"
            yield _Found("unknown-value", Finding(("cover", position, "class"), message, hint))


def _wordings(data: dict[str, Any]) -> Iterator[_Found]:
    """Yield what is wrong with wordings: one of a language is missing, or a slot is unknown or cannot be filled."""
    for path, wording in _all(data):
        for language in data["languages"]:
            if language not in wording:
                message = f"the wording in {language} is missing"
                yield _Found(
                    "missing-property", Finding((*path, language), message, f"add: {language}: ...", on_key=True)
                )
        for language, text in wording.items():
            yield from _on_characters((*path, language), text)
            yield from _on_spaces((*path, language), text) if path[0] == "cover" else ()
            for slot in calls.slots(text):
                if told := _on_slot(slot[1], str(path[0]), "session" in data):
                    yield _Found("unknown-value", Finding((*path, language), *told, *slot.span()))


def _on_slot(name: str, where: str, has_session: bool) -> tuple[str, str] | None:
    """Return message and hint where a slot cannot be filled."""
    known = _PLACES[where]
    if name not in known:
        hint = nearest(name, known) or (f"known here: {', '.join(known)}" if known else "prompts have none")
        return f"no slot is named {{{name}}} here", hint
    if name in _OF_SESSION and not has_session:
        hint = "say which session the call prepares, or write the wording without it"
        return f"{{{name}}} is not known: the call names no session", hint
    return None


def _all(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield every wording with its path."""
    yield ("subject",), data["subject"]
    for position, block in enumerate(data["cover"]):
        yield ("cover", position, "text"), block["text"]

    def within(path: Path, parts: list[dict[str, Any]]) -> Iterator[tuple[Path, dict[str, str]]]:
        for position, part in enumerate(parts):
            here = (*path, position)
            yield (*here, "label"), part["label"]
            yield (*here, "prompt"), part["prompt"]
            yield from within((*here, "parts"), part.get("parts", []))

    yield from within(("parts",), data["parts"])


_CHECKS = (_session, _languages, _roles, _places, _wordings)


def _diagnostic(read: Source, found: _Found) -> Diagnostic:
    finding = found.finding
    span = read.locate(finding.path, finding.start, finding.end, finding.on_key)
    return Diagnostic(found.code, Severity.ERROR, finding.message, finding.hint, read.file, span, finding.path)

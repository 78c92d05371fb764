"""The schema of a call; and what in a file breaks it, as diagnostics in an author's words.

What every submission has stands in schemas/submission.schema.json; a call adds its parts, their prompts
and its languages. The result is closed, draft 2020-12, and carries the title and description that an
editor shows on hover.
"""

import json
import re
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from wsisc import resources
from wsisc.calls.call import BUILT_IN, Call, CallPart, Catalogue, bare_label
from wsisc.calls.schema_messages import SchemaProblem, find_problems, remove_duplicates, suggest_nearest
from wsisc.diagnostic import DataPath, Diagnostic, Severity
from wsisc.source import Source

NOT_A_SUBMISSION = "not-a-submission"


def compose(call: Call | None) -> dict[str, Any]:
    """Return the schema of submissions to a call; without a call, what all submissions have in common."""
    schema: dict[str, Any] = json.loads(resources.text("schemas/submission.schema.json"))
    if call is None:
        return schema
    language = call.languages[0]
    properties = schema["properties"]
    schema["$id"] = schema["$id"].replace("submission", call.id)
    schema["title"] = f"Submission to {call.id}"
    properties["call"] |= {"enum": [call.id]}
    properties["language"]["enum"] = list(call.languages)
    properties["parts"] |= {
        "additionalProperties": False,
        "properties": {part.id: _part_schema(part, language) for part in call.parts},
    }
    return schema


class _SchemaCache(threading.local):
    """The schema of the call that was asked for last, for those who read it only."""

    last: tuple[Call | None, dict[str, Any]] | None = None


_cache = _SchemaCache()


def load(call: Call | None) -> dict[str, Any]:
    """Return what `compose` does, which nobody may change: the same again for the same call."""
    if _cache.last is None or _cache.last[0] is not call:
        _cache.last = call, compose(call)
    return _cache.last[1]


def _part_schema(part: CallPart, language: str) -> dict[str, Any]:
    properties: dict[str, Any] = {child.id: _part_schema(child, language) for child in part.parts}
    if part.holds in ("text", "both"):
        text = {"$ref": "#/$defs/rich", "title": "Text", "description": "The words that answer the prompt."}
        properties["text"] = text
    if part.holds in ("sections", "both"):
        properties["sections"] = {
            "title": "Sections",
            "description": "The sections of the answer, each with a title.",
            "type": "array",
            "minItems": 1,
            "maxItems": 200,
            "items": {"$ref": "#/$defs/section1"},
        }
    properties["tags"] = {"$ref": "#/$defs/tags"}
    properties["comments"] = {"$ref": "#/$defs/comments"}
    return {
        "title": bare_label(part.label[language]),
        "description": part.prompt[language],
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def check(source: Source, call: Call | None, catalogue: Catalogue = BUILT_IN) -> list[Diagnostic]:
    """Return what in a file breaks the schema of its call, one of those `known`.

    Nothing is said of values that are unsound already; mistyped keys of `source` are read as if they were right.
    """
    if isinstance(source.data, dict) and not {"wsisc", "call", "entity", "parts"} & source.data.keys():
        message, hint = "this file is no submission: no line begins with wsisc:", "a submission begins with: wsisc: 1"
        return [_diagnostic(source, SchemaProblem(NOT_A_SUBMISSION, (), message, hint))]
    found = find_problems(source, _make_validator(load(call)))
    name = source.value(("call",))
    if isinstance(name, str) and name not in catalogue.ids():
        hint = suggest_nearest(name, catalogue.ids()) or _unknown_call_hint(name, catalogue)
        found.append(SchemaProblem("unknown-call", ("call",), f'no call is named "{name}"', hint))
    return [
        _diagnostic(source, problem) for problem in remove_duplicates(found) if not source.is_unreliable(problem.path)
    ]


def _make_validator(schema: Any) -> Any:
    """Return what checks data by a schema. A text is looked for among values at once, of which there may be 250."""
    from jsonschema import Draft202012Validator, validators  # takes as long as all else: not for those who do not check

    enum = Draft202012Validator.VALIDATORS["enum"]

    def one_of(validator: Any, values: Sequence[Any], instance: Any, schema: Any) -> Iterator[Any]:
        if not (isinstance(instance, str) and instance in values):
            yield from enum(validator, [] if isinstance(instance, str) else values, instance, schema)

    checking = validators.extend(Draft202012Validator, {"enum": one_of})  # type: ignore[no-untyped-call]
    return checking(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _unknown_call_hint(name: str, catalogue: Catalogue) -> str:
    """Return what to do about a call that is not known: one of another session is made from the call of the last."""
    if match := re.fullmatch(r"cstd-(\d{1,3})", name):
        sessions = {call.session.number: id for id in BUILT_IN.ids() if (call := BUILT_IN.load(id)).session}
        new = f"wsisc calls new --from {sessions[max(sessions)]} --session {int(match[1])}"
        return f"use cstd-next for the coming session, or create the call: {new}"
    return f"known calls: {', '.join(catalogue.ids())}"


def _diagnostic(source: Source, problem: SchemaProblem) -> Diagnostic:
    return Diagnostic(
        code=problem.code,
        severity=Severity.ERROR,
        message=problem.message,
        hint=problem.hint,
        file=source.file,
        span=source.locate(problem.path, on_key=problem.on_key),
        path=problem.path,
    )


def label(schema: dict[str, Any], path: DataPath) -> str:
    """Return a path in the words of the form: "Part Two, section 3, Title"."""
    words = []
    node: dict[str, Any] = schema
    for step in path:
        if isinstance(step, int):
            node = _resolve_reference(schema, node.get("items", {}))
            words.append(f"{str(node.get('title') or 'item').lower()} {step + 1}")
            continue
        known = node.get("properties", {})
        node = _resolve_reference(schema, known.get(step) or node.get("additionalProperties") or {})
        if step not in ("sections", "parts"):
            words.append(str(node.get("title") or step) if step in known else f'"{step}"')
    return ", ".join(words)


def _resolve_reference(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    name = node.get("$ref", "").rpartition("/")[2]
    return {**schema["$defs"][name], **node} if name else node

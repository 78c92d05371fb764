"""A call -> its JSON Schema; a source -> its violations of that schema, as diagnostics in an author's words.

schemas/submission.schema.json has what all submissions have in common; a call adds its parts, their prompts
and its languages. The result is closed, draft 2020-12, and has the titles and descriptions that editors
show on hover.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from wsisc import resources
from wsisc.calls.call import BUILT_IN, Call, CallPart, Catalogue, bare_label
from wsisc.calls.schema_messages import SchemaProblem, find_problems, remove_duplicates, suggest_nearest
from wsisc.diagnostic import DataPath, Diagnostic, Severity
from wsisc.source import Source

NOT_A_SUBMISSION = "not-a-submission"


def compose(call: Call | None) -> dict[str, Any]:
    """Return a new schema of submissions to a call; without a call, the schema that all submissions share."""
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


@lru_cache(maxsize=8)  # a folder of submissions seldom answers more calls
def load(call: Call | None) -> dict[str, Any]:
    """Return the result of `compose` from a cache: it must not be changed."""
    return compose(call)


def _part_schema(part: CallPart, language: str) -> dict[str, Any]:
    properties: dict[str, Any] = {child.id: _part_schema(child, language) for child in part.parts}
    if part.holds in ("text", "both"):
        text = {"$ref": "#/$defs/rich", "title": "Text", "description": "The answer to the prompt."}
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


class SchemaCheck(NamedTuple):
    """The violations of a schema, and the source with the intended keys in place of mistyped ones."""

    diagnostics: list[Diagnostic]
    source: Source


def check(source: Source, call: Call | None, catalogue: Catalogue = BUILT_IN) -> SchemaCheck:
    """Check a file against the schema of its call. Values that are unreliable already are not reported again."""
    if isinstance(source.data, dict) and not {"wsisc", "call", "entity", "parts"} & source.data.keys():
        message, hint = 'the file is not a submission: no line begins with "wsisc:"', "start it with: wsisc: 1"
        return SchemaCheck([_diagnostic(source, SchemaProblem(NOT_A_SUBMISSION, (), message, hint))], source)
    found, source = find_problems(source, _make_validator(load(call)))
    name = source.value(("call",))
    if isinstance(name, str) and name not in catalogue.ids():
        hint = suggest_nearest(name, catalogue.ids()) or _unknown_call_hint(name, catalogue)
        found.append(SchemaProblem("unknown-call", ("call",), f'the call "{name}" does not exist', hint))
    reported = [each for each in remove_duplicates(found) if not source.is_unreliable(each.path)]
    return SchemaCheck([_diagnostic(source, each) for each in reported], source)


def _make_validator(schema: Any) -> Any:
    """Return a validator whose `enum` is fast for texts: jsonschema compares one value after another, up to 250."""
    from jsonschema import Draft202012Validator, validators  # slow to import, and only checks need it

    enum = Draft202012Validator.VALIDATORS["enum"]

    def one_of(validator: Any, values: Sequence[Any], instance: Any, schema: Any) -> Iterator[Any]:
        if not (isinstance(instance, str) and instance in values):
            yield from enum(validator, [] if isinstance(instance, str) else values, instance, schema)

    checking = validators.extend(Draft202012Validator, {"enum": one_of})  # type: ignore[no-untyped-call]
    return checking(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _unknown_call_hint(name: str, catalogue: Catalogue) -> str:
    """Return the hint for an unknown call: the call of another session is created from that of the latest."""
    if match := re.fullmatch(r"cstd-(\d{1,3})", name):
        sessions = {call.session.number: id for id in BUILT_IN.ids() if (call := BUILT_IN.load(id)).session}
        new = f"wsisc calls new --from {sessions[max(sessions)]} --session {int(match[1])}"
        return f"use cstd-next for the coming session, or create the call: {new}"
    return f"use one of: {', '.join(catalogue.ids())}"


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
    """Return a path in the words of the schema's titles: "Part Two, section 3, Title"."""
    words = []
    node: dict[str, Any] = schema
    for step in path:
        if isinstance(step, int):
            node = _resolve_reference(schema, node.get("items", {}))
            words.append(f"{str(node.get('title') or 'item').lower()} {step + 1}")
            continue
        properties = node.get("properties", {})
        node = _resolve_reference(schema, properties.get(step) or node.get("additionalProperties") or {})
        if step not in ("sections", "parts"):
            words.append(str(node.get("title") or step) if step in properties else f'"{step}"')
    return ", ".join(words)


def _resolve_reference(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    name = node.get("$ref", "").rpartition("/")[2]
    return {**schema["$defs"][name], **node} if name else node

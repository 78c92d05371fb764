"""A call -> its JSON Schema; a source -> its violations of that schema, as diagnostics in an author's words.

schemas/submission.schema.json has what all submissions have in common; a call adds its parts, their prompts
and its languages. The result is closed, draft 2020-12, and has the titles and descriptions that editors
show on hover.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from wsisc import addresses, resources
from wsisc.calls.call import BUILT_IN, Call, CallPart, Catalogue, bare_label, shadowing_message
from wsisc.calls.schema_messages import FILL_IN, SchemaProblem, explain_error, suggest_nearest
from wsisc.diagnostic import DataPath, Diagnostic, Severity
from wsisc.source import Source

NOT_A_SUBMISSION = "not-a-submission"
_MAX_PASSES = 4  # mistyped keys can be nested
_SHORTEST_STEPS = 3  # "properties", a key, a validator
_MAX_ERRORS = 10_000  # a guess: whoever fixes so many errors checks again


def compose(call: Call | None) -> dict[str, Any]:
    """Return a new schema of submissions to a call; without a call, the schema that all submissions share."""
    schema: dict[str, Any] = json.loads(resources.text("schemas/submission.schema.json"))
    schema["$id"] = f"{addresses.PROJECT}schemas/1/{call.id if call else 'submission'}.schema.json"
    if call is None:
        return schema
    language = call.languages[0]
    properties = schema["properties"]
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


class FormatCheck(NamedTuple):
    """A file, the call that it answers, and the violations of the schema of that call.

    `source` has the intended keys for mistyped ones. If no `call` has the name in the file, `intended_call` is the one
    that it most likely means.
    """

    source: Source
    call: Call | None
    intended_call: Call | None
    violations: Sequence[Diagnostic]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """The diagnostics of the file as YAML, and the violations."""
        return [*self.source.diagnostics, *self.violations]


def check(source: Source, catalogue: Catalogue = BUILT_IN) -> FormatCheck:
    """Check a file against the schema of the call that it names; a file without data has no violations.

    Values that are unreliable already are not reported again.
    """
    if source.data is None:
        return FormatCheck(source, None, None, ())
    name = source.value(("call",))
    intended_call = catalogue.find_nearest(name)
    call = intended_call if name in catalogue.ids() else None
    if isinstance(source.data, dict) and not {"wsisc", "call", "entity", "parts"} & source.data.keys():
        message, hint = 'the file is not a submission: no line begins with "wsisc:"', "start it with: wsisc: 1"
        problem = SchemaProblem(NOT_A_SUBMISSION, (), message, hint)
        return FormatCheck(source, call, intended_call, [to_diagnostic(source, problem)])
    schema = load(intended_call)
    found, source = find_problems(source, schema)
    reliable = [each for each in found if not source.is_unreliable(each.path)]
    name = None if source.is_unreliable(("call",)) else source.value(("call",))
    problems = [*reliable, *_find_call_problems(name, catalogue)]
    return FormatCheck(source, call, intended_call, [to_diagnostic(source, each) for each in problems])


def _find_call_problems(name: object, catalogue: Catalogue) -> Iterator[SchemaProblem]:
    """Yield an error where no call has a name, and a warning where an own call of that name replaces a built-in one."""
    if isinstance(name, str) and name not in catalogue.ids():
        hint = suggest_nearest(name, catalogue.ids()) or _unknown_call_hint(name, catalogue)
        yield SchemaProblem("unknown-call", ("call",), f'the call "{name}" does not exist', hint)
    elif name in catalogue.find_shadowing():
        hint = "delete the file, or change its id if the difference is intended"
        yield SchemaProblem("shadowed-call", ("call",), shadowing_message(str(name)), hint, severity=Severity.WARNING)


def find_problems(source: Source, schema: dict[str, Any]) -> tuple[list[SchemaProblem], Source]:
    """Return the violations of a schema, each once, and the source with the intended keys in place of mistyped ones.

    A mistyped key is reported, then read as the intended key, so that its value is checked too.
    """
    found: list[SchemaProblem] = []
    validator = _make_validator(schema)
    for _ in range(_MAX_PASSES):
        mistyped: dict[DataPath, SchemaProblem] = {}
        problems = [
            _add_required_hint(each, schema, list(error.absolute_schema_path))
            for error in islice(validator.iter_errors(source.data), _MAX_ERRORS)
            for each in explain_error(error, source.scalar_text)
        ]
        for each in problems:
            if each.intended_key:
                mistyped.setdefault((*each.path[:-1], each.intended_key), each)
        if not mistyped:
            break
        found += mistyped.values()
        source = source.with_keys({each.path: each.intended_key for each in mistyped.values()})
    unique = {(each.code, each.path): each for each in reversed([*found, *problems])}  # the first of each
    return list(unique.values())[::-1], source


def _make_validator(schema: Any) -> Any:
    """Return a validator whose `enum` is fast for texts: jsonschema compares one value after another, up to 250."""
    from jsonschema import Draft202012Validator, validators  # slow to import, and only checks need it

    enum = Draft202012Validator.VALIDATORS["enum"]

    def one_of(validator: Any, values: Sequence[Any], instance: Any, schema: Any) -> Iterator[Any]:
        if not (isinstance(instance, str) and instance in values):
            yield from enum(validator, [] if isinstance(instance, str) else values, instance, schema)

    checking = validators.extend(Draft202012Validator, {"enum": one_of})  # type: ignore[no-untyped-call]
    return checking(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _add_required_hint(problem: SchemaProblem, schema: Any, steps: Sequence[Any]) -> SchemaProblem:
    """Return a problem with a better hint where it is an empty value that the schema requires."""
    if problem.hint != FILL_IN or len(steps) < _SHORTEST_STEPS:
        return problem
    *before, properties, key, _ = steps
    holder = _schema_at(schema, before)
    if properties != "properties" or key not in holder.get("required", ()):
        return problem
    what = str(holder["properties"][key].get("description", "its value")).partition(". ")[0].rstrip(".")
    words = what[:1].lower() + what[1:]
    return problem._replace(hint=f"write {words}; it is required")


def _schema_at(schema: Any, steps: Sequence[Any]) -> Any:
    """Return the node at a path in a schema; the paths of jsonschema skip references."""
    node = schema
    for step in [*steps, ""]:
        while isinstance(node, dict) and "$ref" in node and step not in node:
            node = _schema_at(schema, node["$ref"].removeprefix("#/").split("/"))
        node = node[step] if step != "" else node
    return node


def to_diagnostic(source: Source, problem: SchemaProblem) -> Diagnostic:
    """Return the diagnostic of a problem, with its place in the file."""
    return Diagnostic(
        code=problem.code,
        severity=problem.severity,
        message=problem.message,
        hint=problem.hint,
        file=source.file,
        span=source.locate(problem.path, problem.start, problem.end, problem.on_key),
        path=problem.path,
    )


def _unknown_call_hint(name: str, catalogue: Catalogue) -> str:
    """Return the hint for an unknown call: the call of another session is created from that of the latest."""
    if match := re.fullmatch(r"cstd-(\d{1,3})", name):
        sessions = {call.session.number: id for id in BUILT_IN.ids() if (call := BUILT_IN.load(id)).session}
        new = f"wsisc calls new --from {sessions[max(sessions)]} --session {int(match[1])}"
        return f"use cstd-next for the coming session, or create the call: {new}"
    return f"use one of {', '.join(catalogue.ids())}"


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

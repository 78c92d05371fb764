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

from wsisc.calls import vocabularies
from wsisc.calls.call import BUILT_IN, Call, CallPart, Catalogue, bare_label, shadowing_message
from wsisc.calls.vocabularies import Vocabulary, VocabularySet
from wsisc.messages import addresses, from_data_file, join, resources, t
from wsisc.messages.diagnostic import DataPath, Diagnostic, Severity, excerpt
from wsisc.source import Source
from wsisc.source.json_schema import SchemaProblem, find_problems, suggest_nearest, to_diagnostic

NOT_A_SUBMISSION = "not-a-submission"


def compose(call: Call | None, language: str = "") -> dict[str, Any]:
    """Return a new schema of submissions to a call; without a call, the schema that all submissions share.

    Its titles are in a language if the call has it, otherwise in the first language of the call.
    """
    schema: dict[str, Any] = json.loads(resources.text("schemas/submission.schema.json"))
    schema["$id"] = f"{addresses.PROJECT}schemas/1/{call.id if call else 'submission'}.schema.json"
    properties = schema["properties"]
    language = call.wording_language(language) if call else "en"
    _add_vocabularies(schema, call.vocabularies if call else vocabularies.choose(None), language)
    if call is None:
        return schema
    schema["title"] = f"Submission to {call.id}"
    properties["call"] |= {"enum": [call.id]}
    properties["language"]["enum"] = list(call.languages)
    properties["parts"] |= {
        "additionalProperties": False,
        "properties": {part.id: _part_schema(part, language) for part in call.parts},
    }
    return schema


def _add_vocabularies(schema: dict[str, Any], chosen: VocabularySet, language: str) -> None:
    """Add the values of tags and of the types of entities; what has no vocabulary cannot be written."""
    tags = schema["$defs"]["tags"]
    tags["properties"] = {each.id: _tag_schema(each, language) for each in chosen.tags}
    entity = schema["properties"]["entity"]["properties"]
    if chosen.types:
        entity["type"]["enum"] = chosen.types.values()
    else:
        del entity["type"]


def _tag_schema(vocabulary: Vocabulary, language: str) -> dict[str, Any]:
    return {
        "title": vocabulary.text("titles", language),
        "description": vocabulary.text("about", language),
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": {
            "title": vocabulary.text("singulars", language),
            "description": vocabulary.text("about_one", language) or vocabulary.text("about", language),
            "enum": vocabulary.values(),
        },
    }


@lru_cache(maxsize=8)  # a folder of submissions seldom answers more calls, in more languages
def load(call: Call | None, language: str) -> dict[str, Any]:
    """Return the result of `compose` from a cache: it must not be changed."""
    return compose(call, language)


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
        message, hint = t('the file is not a submission: no line begins with "wsisc:"'), t("start it with: wsisc: 1")
        problem = SchemaProblem(NOT_A_SUBMISSION, (), message, hint)
        return FormatCheck(source, call, intended_call, [to_diagnostic(source, problem)])
    schema = load(intended_call, str(source.value(("language",))))
    violations, source = find_problems(source, schema)
    reliable = [each for each in violations if not source.is_unreliable(each.path)]
    name = None if source.is_unreliable(("call",)) else source.value(("call",))
    problems = [*reliable, *_find_call_problems(name, catalogue)]
    return FormatCheck(source, call, intended_call, [to_diagnostic(source, each) for each in problems])


def _find_call_problems(name: object, catalogue: Catalogue) -> Iterator[SchemaProblem]:
    """Yield an error where no call has a name, and a warning where an own call of that name replaces a built-in one."""
    if isinstance(name, str) and name not in catalogue.ids():
        hint = suggest_nearest(name, catalogue.ids()) or _unknown_call_hint(name, catalogue)
        yield SchemaProblem("unknown-call", ("call",), t('the call "{name}" does not exist', name=excerpt(name)), hint)
    elif name in catalogue.find_shadowing():
        hint = t("delete the file, or change its id if the difference is intended")
        yield SchemaProblem("shadowed-call", ("call",), shadowing_message(str(name)), hint, severity=Severity.WARNING)


def _unknown_call_hint(name: str, catalogue: Catalogue) -> str:
    """Return the hint for an unknown call: the call of another session is created from that of the latest."""
    if match := re.fullmatch(r"cstd-(\d{1,3})", name):
        sessions = {
            call.session.number: id
            for id in BUILT_IN.ids()
            if (call := BUILT_IN.load(id)).session and id.startswith("cstd-")
        }
        new = f"wsisc calls new --from {sessions[max(sessions)]} --session {int(match[1])}"
        return t("use cstd-next for the coming session, or create the call: {new}", new=new)
    return t("use one of {ids}", ids=", ".join(catalogue.ids()))


def label(schema: dict[str, Any], path: DataPath, within: DataPath = ()) -> str:
    """Return a path in the words of the schema's titles: "Part Two, section 3, Title"; or what it adds to another."""
    words, known = _label_words(schema, path), len(_label_words(schema, within))
    return join(words[known:] or words) if path[: len(within)] == within else join(words)


def _label_words(schema: dict[str, Any], path: DataPath) -> list[str]:
    words: list[str] = []
    node: dict[str, Any] = schema
    for step in path:
        if isinstance(step, int):
            node = _resolve_reference(schema, node.get("items", {}))
            name = from_data_file(str(node.get("title") or "item").lower())
            words.append(t("{name} {number}", name=name, number=step + 1))
            continue
        properties = node.get("properties", {})
        node = _resolve_reference(schema, properties.get(step) or node.get("additionalProperties") or {})
        if step not in ("sections", "parts"):
            words.append(
                from_data_file(str(node.get("title") or step)) if step in properties else t('"{value}"', value=step)
            )
    return words


def _resolve_reference(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    name = node.get("$ref", "").rpartition("/")[2]
    return {**schema["$defs"][name], **node} if name else node

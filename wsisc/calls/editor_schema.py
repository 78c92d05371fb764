"""A call -> the schema for editors: the schema of its submissions, with texts on hover, meanings and snippets.

The texts are in schemas/editor.yaml. Checks do not need them and are faster without.
"""

import textwrap
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from wsisc import source
from wsisc.calls import schema, vocabularies
from wsisc.calls.call import Call, CallPart, bare_label
from wsisc.calls.vocabularies import Vocabulary, VocabularySet
from wsisc.messages import resources
from wsisc.source.markup.word_count import words_on
from wsisc.source.model import OWN_KEYS
from wsisc.text.slots import fill

_MAX_CHOICES = 8  # a guess: read at a glance in an editor
_EXAMPLES = {"text": ("text",), "sections": ("sections",), "both": ("sections",), "": ()}

_KEYWORDS = {
    "title": "title",
    "shown": "markdownDescription",
    "snippets": "defaultSnippets",
    "wrong": "patternErrorMessage",
    "unsuggested": "doNotSuggest",
}

type SchemaNode = dict[str, Any]


def compose(call: Call | None) -> SchemaNode:
    """Return the schema of submissions to a call, or the shared one, with everything that an editor shows."""
    texts = source.read(resources.text("schemas/editor.yaml").encode(), "editor.yaml").data
    root = schema.compose(call)
    chosen = call.vocabularies if call else vocabularies.choose(None)
    language = call.languages[0] if call else "en"
    if call:
        answers = root["properties"]["parts"]
        for part in call.parts:
            _add_part(answers["properties"][part.id], part, None, language, texts["part"])
        body = _answers_snippet(call.parts, count(1), 1)
        answers["defaultSnippets"] = [{"label": texts["whole"]["parts"], "body": body}]
        root["defaultSnippets"] = [{"label": texts["whole"]["submission"], "body": _submission_snippet(call)}]
    for name, extras in texts["fields"].items():
        for node in _find_nodes(root, name):
            _add_extras(node, {**texts["fields"].get(extras.get("like"), {}), **extras})
    _add_vocabularies(root, chosen, language, texts["whole"]["tags"])
    return root


def _add_vocabularies(root: SchemaNode, chosen: VocabularySet, language: str, label: str) -> None:
    """Add the meanings of tags and of types of entities, and snippets that insert them."""
    tags, entity = root["$defs"]["tags"], root["properties"]["entity"]
    for each in chosen.tags:
        node = tags["properties"][each.id]
        for shown in (node, node["items"]):
            shown["markdownDescription"] = shown["description"]
        node["items"] |= _described_enum(node["items"].pop("enum"), _meanings(each, language))
    examples = ", ".join(f"{each.id}: [{', '.join(each.yaml_examples())}]" for each in chosen.tags)
    tags["markdownDescription"] = fill(tags["markdownDescription"], example=f"{{{examples}}}")
    body = {each.id: f"[${{{stop}{_tag_choice(each)}}}]" for stop, each in enumerate(chosen.tags, 1)}
    tags["defaultSnippets"] = [{"label": label, "body": body}]
    snippet = entity["defaultSnippets"][0]["body"]
    if chosen.types:
        snippet["type"] = fill(snippet["type"], types=",".join(chosen.types.terms))
        node = entity["properties"]["type"]
        node |= _described_enum(node.pop("enum"), _meanings(chosen.types, language))
    else:
        del snippet["type"]


def _meanings(vocabulary: Vocabulary, language: str) -> list[str]:
    """Return what the terms of a vocabulary mean; a term without a name is described by that which includes it."""
    return [
        term.description(language)
        or term.name(language)
        or fill(vocabulary.text("about_unnamed", language), code=term.broader, name=vocabulary.name(code, language))
        for code, term in vocabulary.terms.items()
    ]


def _tag_choice(vocabulary: Vocabulary) -> str:
    """Return what a snippet offers for a vocabulary: all terms of a short one, otherwise an example."""
    if len(vocabulary.terms) <= _MAX_CHOICES:
        return f"|{','.join(vocabulary.terms)}|"
    return f":{vocabulary.yaml_examples()[0]}"


def _find_nodes(root: SchemaNode, name: str) -> list[SchemaNode]:
    """Return the nodes of a schema for the name of a field in editor.yaml."""
    first, *rest = name.split(".") if name else [""]
    if first == "part":
        nodes = list(_part_nodes(root["properties"]["parts"]))
    elif defined := [node for key, node in root["$defs"].items() if key.rstrip("123") == first]:
        nodes = defined
    else:
        nodes = [root["properties"][first] if first else root]
    for step in rest:
        nodes = [child for node in nodes if (child := _find_child(node, step)) is not None]
    return nodes


def _find_child(node: SchemaNode, step: str) -> SchemaNode | None:
    keyword = {"*": "additionalProperties", "-": "items", "~": "propertyNames"}.get(step)
    child: SchemaNode | None = node.get(keyword) if keyword else node.get("properties", {}).get(step)
    return child


def _part_nodes(node: SchemaNode) -> Iterator[SchemaNode]:
    for key, child in node.get("properties", {}).items():
        if key not in OWN_KEYS:
            yield child
            yield from _part_nodes(child)


def _add_extras(node: SchemaNode, extras: Mapping[str, Any]) -> None:
    """Add to the schema of a field what an editor shows."""
    node |= {keyword: extras[key] for key, keyword in _KEYWORDS.items() if key in extras}
    if values := extras.get("values"):
        meanings = [values[str(value)] for value in node["enum"]]
        node |= _described_enum(node.pop("enum"), meanings)


def _described_enum(values: list[Any], meanings: list[str]) -> SchemaNode:
    """Return a schema of values with meanings; numbers and texts are separate, so that editors quote only texts."""
    kinds = {int: "integer", str: "string"}
    schemas = [
        {
            "type": kind,
            "enum": [value for value in values if isinstance(value, type)],
            "enumDescriptions": [
                words for value, words in zip(values, meanings, strict=True) if isinstance(value, type)
            ],
        }
        for type, kind in kinds.items()
    ]
    schemas = [each for each in schemas if each["enum"]]
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _add_part(node: SchemaNode, part: CallPart, parent: CallPart | None, language: str, wording: SchemaNode) -> None:
    """Add to the schema of a part its prompt, limit and examples, and snippets that begin an answer."""
    label = bare_label(part.label[language])
    lines = [f"> {part.heading(language)}", " ".join(_limit_sentences(part, parent, language, wording))]
    lines += [wording["printed" if part.is_headed else "unprinted"], wording["links"]]
    lines += [textwrap.indent(wording["examples"][each].rstrip("\n"), "    ") for each in _EXAMPLES[part.holds]]
    node["markdownDescription"] = "\n\n".join(lines)
    kinds = ("parts",) if part.parts else ("text", "sections") if part.holds == "both" else (part.holds,)
    node["defaultSnippets"] = [
        {"label": fill(wording["snippets"][kind], label=label), "body": _answer_snippet(part, kind, count(1), 0)}
        for kind in kinds
    ]
    for child in part.parts:
        _add_part(node["properties"][child.id], child, part, language, wording)


def _limit_sentences(part: CallPart, parent: CallPart | None, language: str, wording: SchemaNode) -> Iterator[str]:
    """Yield sentences on what a part may contain and how much."""
    if part.words:
        yield fill(wording["words"], words=f"{part.words:,}")
    pages = part.pages or (parent.pages if parent else 0)
    if pages:
        kind = {0.5: "half", 1: "one"}.get(pages, "more")
        label = bare_label(parent.label[language]) if parent else ""
        shown = fill(wording["pages"][kind], pages=f"{pages:g}")
        yield fill(
            wording["limit" if part.pages else "shared"],
            pages=shown,
            words=f"{words_on(pages, language):,}",
            label=label,
        )
    if not part.parts:
        yield wording["required" if part.required else "optional"]
    yield fill(wording[part.holds or "parts"], parts=", ".join(f"`{child.id}`" for child in part.parts))


def _submission_snippet(call: Call) -> SchemaNode:
    stops = count(1)
    languages = call.languages
    chosen = languages[0] if len(languages) == 1 else f"${{{next(stops)}|{','.join(languages)}|}}"
    begin = {"wsisc": 1, "call": call.id, "language": chosen, "title": f"${next(stops)}"}
    return {**begin, "entity": {"name": f"${next(stops)}"}, "parts": _answers_snippet(call.parts, stops, 2)}


def _answers_snippet(parts: tuple[CallPart, ...], stops: Iterator[int], depth: int) -> SchemaNode:
    return {part.id: _answer_snippet(part, "", stops, depth) for part in parts}


def _answer_snippet(part: CallPart, kind: str, stops: Iterator[int], depth: int) -> SchemaNode:
    """Return a snippet that begins an answer, `depth` levels within the inserted snippet."""
    if part.parts:
        return _answers_snippet(part.parts, stops, depth + 1)
    if (kind or part.holds) == "sections":
        return {"sections": [{"title": f"${next(stops)}", "text": _text_snippet(stops, depth + 2)}]}
    return {"text": _text_snippet(stops, depth)}


def _text_snippet(stops: Iterator[int], depth: int) -> str:
    """Return a snippet for a text, indented enough even where the snippet is inserted one level deeper."""
    return f"|\n{' ' * (2 * depth + 4)}${next(stops)}"

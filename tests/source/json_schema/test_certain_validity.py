"""Where jsonschema finds an error, data are never certainly valid; and without loading it, valid data are."""

import json
import os
import random
from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import EXAMPLES, FEATURES, ROOT
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import call_check, schema
from wsisc.messages import resources
from wsisc.source import json_schema

CASES = int(os.environ.get("CASES", 400))
"""How many changed files are tried; 20,000 take two minutes."""

VALUES = [
    None, True, False, 0, 1, -1, 17, 18, 1.0, 0.5, 1e400, float("nan"), 10**400, "", "x", "en", "cstd-26", "C1", "2022-12-15",
    "2023-02-29", "2022-12-15\n", "２０２２-12-15", "x" * 70_000, "a@b.c", "a@b.c\n", "figures/x.png", "../x.png", [], {}, [1],
    [1, True], [1, 1.0], ["a", "a"], [[]], [{}, {}], {"text": "x"}, {"title": "x", "text": "y"}, {"words": 1, "pages": 1},
    ["x"] * 201, "1F3864",
]  # fmt: skip
KEYWORDS = {
    "type": ["string", ["integer", "null"], "number", "array", "object", "boolean", "null"],
    "const": [1, True, 1.0, "en", None, [1], {}],
    "enum": [["en", 1], [True], [0, None], [[1]], []],
    "minimum": [0, 1.5],
    "maximum": [0, 17],
    "minLength": [1, 2],
    "maxLength": [0, 5],
    "minItems": [1],
    "maxItems": [1],
    "minProperties": [1, 3],
    "maxProperties": [0, 2],
    "uniqueItems": [True, False],
    "format": ["date", "email", "regex"],
    "pattern": ["^[a-z]+$", "x"],
    "required": [["text"], ["title"]],
    "additionalProperties": [True, False, {"type": "string"}],
    "patternProperties": [{"^t": {"type": "string"}}, {"": False}],
    "propertyNames": [{"maxLength": 4}, {"pattern": "^[a-z]+$"}],
    "items": [{"type": "string"}, True, False],
    "not": [{}, {"required": ["text"]}, {"prefixItems": [True]}, {"unevaluatedProperties": False}, {"enum": [[1]]}],
    "if": [{"required": ["text"]}, {"type": "string"}, {"enum": [[1]]}, {"oneOf": [{}]}],
    "then": [False, {"required": ["title"]}],
    "else": [False, {"type": "object"}],
    "anyOf": [[{"type": "string"}, {"required": ["text"]}], [{"contains": {}}, {"type": "array"}]],
    "allOf": [[{"type": "string"}], [{"not": {"enum": ["x"]}}]],
    "oneOf": [[{"type": "string"}, {"minLength": 1}]],
    "multipleOf": [2],
    "exclusiveMinimum": [0],
    "contains": [{"type": "string"}],
    "prefixItems": [[{"type": "integer"}]],
    "dependentRequired": [{"text": ["title"]}],
    "unevaluatedProperties": [False],
    "$id": ["other.json"],
    "$ref": ["#", "#/$defs/none"],
}  # fmt: skip


def read(path):
    return source.read(path.read_bytes(), path.name).data


def known_pairs():
    """Return valid data of each kind, each with its schema."""
    files = [read(path) for path in (*EXAMPLES, FEATURES)]
    pairs = [(data, schema.compose(calls.BUILT_IN.load(data["call"]), data["language"])) for data in files]
    pairs += [(data, schema.compose(None)) for data in files]
    pairs += [(read(path), call_check.schema()) for path in sorted((ROOT / "schemas" / "calls").glob("*.yaml"))]
    vocabularies = sorted((ROOT / "schemas" / "vocabularies").glob("*.yaml"))
    pairs += [(read(path), json.loads(resources.text("schemas/vocabulary.schema.json"))) for path in vocabularies]
    themes = sorted((ROOT / "templates" / "themes").glob("*.yaml"))
    return pairs + [(read(path), json.loads(resources.text("schemas/theme.schema.json"))) for path in themes]


PAIRS = known_pairs()


def places(data):
    """Return all lists and mappings with something in them, each with one of its steps."""
    steps = list(data) if isinstance(data, dict) else list(range(len(data))) if isinstance(data, list) else []
    return [(data, step) for step in steps] + [place for step in steps for place in places(data[step])]


def change_data(data, chance):
    """Change one place of data: a value, a key, or how often it is there."""
    holder, step = chance.choice(places(data))
    match chance.randrange(6):
        case 0:
            del holder[step]
        case 1 if isinstance(holder, dict):
            holder[chance.choice([*holder, "text", "Text", "title", "sections", "x", ""])] = holder.pop(step)
        case 2 if isinstance(holder, list):
            holder.insert(step, deepcopy(holder[step]))
        case 3:
            holder[step] = deepcopy(chance.choice(places(data))[0])
        case _:
            holder[step] = deepcopy(chance.choice(VALUES))


def change_schema(rules, chance):
    """Give one object of a schema another keyword, whether or not it is known."""
    objects = [rules, *(holder[step] for holder, step in places(rules) if isinstance(holder[step], dict))]
    keyword = chance.choice(list(KEYWORDS))
    holder = chance.choice([each for each in objects if "type" in each or "$ref" in each])
    holder[keyword] = deepcopy(chance.choice(KEYWORDS[keyword]))


def is_valid(data, rules):
    checker = Draft202012Validator(rules, format_checker=Draft202012Validator.FORMAT_CHECKER)
    try:
        return not any(checker.iter_errors(data))
    except Exception:  # noqa: BLE001 - a changed schema that is none
        return None


@pytest.mark.parametrize(("data", "rules"), PAIRS)
def test_what_is_valid_needs_no_jsonschema(data, rules):
    """Or the data are wrong, as the themes that others are based on are not alone."""
    assert json_schema.is_certainly_valid(data, rules) == is_valid(data, rules)


@pytest.mark.parametrize("is_schema_changed", [False, True])
def test_what_is_certainly_valid_is_valid_for_jsonschema(is_schema_changed):
    chance = random.Random(1)
    certain = valid = 0
    for _ in range(CASES):
        data, rules = deepcopy(chance.choice(PAIRS))
        for _ in range(chance.choice((0, 1, 1, 2)) if is_schema_changed else chance.choice((1, 1, 2))):
            change_data(data, chance)
        for _ in range(chance.choice((1, 1, 2, 3)) if is_schema_changed else 0):
            change_schema(rules, chance)
        expected = is_valid(data, rules)
        if expected is None:
            continue
        actual = json_schema.is_certainly_valid(data, rules)
        assert expected or not actual, (data, rules)
        certain, valid = certain + actual, valid + expected
    assert certain > valid * (0.3 if is_schema_changed else 0.95)


@pytest.mark.parametrize("keyword", sorted(KEYWORDS))
def test_each_keyword_decides_as_jsonschema_does_or_not_at_all(keyword):
    for argument in KEYWORDS[keyword]:
        alone = {keyword: argument}
        for rules in (alone, {"not": alone}, {"if": alone, "then": False}, {"items": alone}, {"anyOf": [False, alone]}):
            for value in VALUES:
                assert is_valid(value, rules) is not False or not json_schema.is_certainly_valid(value, rules), (
                    rules,
                    value,
                )

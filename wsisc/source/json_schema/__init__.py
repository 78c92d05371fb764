"""A source and a JSON Schema -> the violations of the schema, as problems and diagnostics in an author's words."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from wsisc.messages import from_data_file, t
from wsisc.messages.diagnostic import DataPath, Diagnostic
from wsisc.source import Source
from wsisc.source.json_schema.certain_validity import is_certainly_valid
from wsisc.source.json_schema.schema_problems import SchemaProblem, explain_error

_MAX_PASSES = 4  # mistyped keys can be nested
_SHORTEST_STEPS = 3  # "properties", a key, a validator
_MAX_ERRORS = 10_000  # a guess: whoever fixes so many errors checks again


def find_problems(source: Source, schema: dict[str, Any]) -> tuple[list[SchemaProblem], Source]:
    """Return the violations of a schema, each once, and the source with the intended keys in place of mistyped ones.

    A mistyped key is reported, then read as the intended key, so that its value is checked too.
    """
    if is_certainly_valid(source.data, schema):
        return [], source
    mistakes: list[SchemaProblem] = []
    validator = _make_validator(schema)
    for _ in range(_MAX_PASSES):
        mistyped: dict[DataPath, SchemaProblem] = {}
        problems = [
            _add_required_hint(each, schema, list(error.absolute_schema_path))
            for error in islice(validator.iter_errors(source.data), _MAX_ERRORS)
            for each in explain_error(error, source.scalar_text)
        ]
        for problem in problems:
            if problem.intended_key:
                mistyped.setdefault((*problem.path[:-1], problem.intended_key), problem)
        if not mistyped:
            break
        mistakes += mistyped.values()
        source = source.with_keys({each.path: each.intended_key for each in mistyped.values()})
    unique = {(each.code, each.path): each for each in reversed([*mistakes, *problems])}  # the first of each
    return list(unique.values())[::-1], source


def _make_validator(schema: Any) -> Any:
    """Return a validator whose `enum` is fast for texts: jsonschema compares one value after another, up to 250."""
    from jsonschema import Draft202012Validator, validators  # slow to import, and only errors need it

    enum = Draft202012Validator.VALIDATORS["enum"]

    def one_of(validator: Any, values: Sequence[Any], instance: Any, schema: Any) -> Iterator[Any]:
        if not (isinstance(instance, str) and instance in values):
            yield from enum(validator, [] if isinstance(instance, str) else values, instance, schema)

    checking = validators.extend(Draft202012Validator, {"enum": one_of})  # type: ignore[no-untyped-call]
    return checking(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _add_required_hint(problem: SchemaProblem, schema: Any, steps: Sequence[Any]) -> SchemaProblem:
    """Return a problem with a better hint where it is an empty value that the schema requires."""
    if not problem.is_blank or len(steps) < _SHORTEST_STEPS:
        return problem
    *before, properties, key, _ = steps
    holder = _schema_at(schema, before)
    if properties != "properties" or key not in holder.get("required", ()):
        return problem
    words = t("its value")
    if description := str(holder["properties"][key].get("description", "")):
        words = from_data_file(first_clause(description))
    return problem._replace(hint=t("write {words}; it is required", words=words))


def first_clause(description: str) -> str:
    """Return the first sentence of a description, as a clause."""
    sentence = description.partition(". ")[0].rstrip(".")
    return sentence[:1].lower() + sentence[1:]


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

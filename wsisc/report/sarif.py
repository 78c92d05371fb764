"""Diagnostics -> SARIF 2.1.0 for code scanning pages (OASIS; what GitHub reads of it is in its documentation)."""

import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from wsisc import __version__
from wsisc.lint import explanations
from wsisc.messages import addresses
from wsisc.messages.diagnostic import Diagnostic, Severity
from wsisc.report.common import CheckedFile, fingerprints, message_with_hint, posix_path, suggestion, to_json

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files: one run, its rules those that found something."""
    codes = sorted({diagnostic.code for file in files for diagnostic in file.diagnostics})
    run = {
        "tool": {
            "driver": {
                "name": "wsisc",
                "version": __version__,
                "semanticVersion": __version__,
                **_if_published("informationUri", addresses.web_site()),
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "wsisc/"},
        "artifacts": [_artifact(file) for file in files],
        "results": [_result(file, problem, print_, codes) for file in files for problem, print_ in fingerprints(file)],
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _artifact(file: CheckedFile) -> dict[str, Any]:
    """Return what is said of a file: its name, and its language unless it is a Word file."""
    is_word_file = any(diagnostic.words is not None for diagnostic in file.diagnostics)
    return {"location": {"uri": _uri(file.file)}, **({} if is_word_file else {"sourceLanguage": "yaml"})}


def _if_published(key: str, address: str) -> dict[str, str]:
    """Return an address under its key, nothing until a release has one."""
    return {key: address} if address else {}


def _rule(code: str) -> dict[str, Any]:
    explanation = explanations.explain(code)
    name = "".join(word.capitalize() for word in code.split("-"))
    return {
        "id": code,
        **({"name": name} if "-" in code else {}),  # it must differ from the id
        "shortDescription": {"text": explanation.summary},
        "fullDescription": {"text": explanation.reason},
        "help": {
            "text": f"{explanation.summary} {explanation.reason} Reference: {explanation.reference}",
            "markdown": explanations.to_markdown(explanation),
        },
        **_if_published("helpUri", addresses.rule_page(code)),
        "defaultConfiguration": {"level": _LEVELS[explanation.severity]},
        "properties": {
            "tags": [explanation.group],
            "precision": "high",
            "problem.severity": _PROBLEM_SEVERITIES[explanation.severity],
        },
    }


def _result(file: CheckedFile, diagnostic: Diagnostic, fingerprint: str, codes: list[str]) -> dict[str, Any]:
    message = message_with_hint(diagnostic)
    uri = _uri(diagnostic.file)
    span = diagnostic.span
    end = max(span.end_column, span.column + 1) if span.line == span.end_line else span.end_column
    region = {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": end}
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": f"{message[:1].upper()}{message[1:]}."},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if (text := suggestion(diagnostic, file.lines)) is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": text}}
        change = {"artifactLocation": {"uri": uri}, "replacements": [replacement]}
        result["fixes"] = [
            {"description": {"text": diagnostic.hint or "Fix the problem."}, "artifactChanges": [change]}
        ]
    return result


def _uri(file: str) -> str:
    return (
        PurePath(file).as_uri() if PurePath(file).is_absolute() else quote(os.fsencode(posix_path(file)), safe="/-._~")
    )

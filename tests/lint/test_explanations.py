"""Every code of a diagnostic is explained, and the page of the rules says what the rules say."""

import ast
import re

import pytest

from tests.conftest import ROOT, as_yaml, minimal
from wsisc import pipeline, source
from wsisc.api import explaining
from wsisc.lint import explanations, rules
from wsisc.messages.diagnostic import Severity

PAGE = ROOT / "docs" / "rules.md"


@pytest.mark.parametrize("code", explanations.codes())
def test_every_code_has_a_summary_a_reason_and_a_reference(code):
    found = explanations.explain(code)
    assert found.code == code
    assert found.group in (*rules.GROUPS, explanations.FORM_GROUP)
    for text in (found.summary, found.reason):
        assert text[0].isupper() or not text[0].isalpha()
        assert text.endswith(".")
        assert "\n" not in text
    assert found.reference
    assert bool(found.fails) == bool(found.passes)
    assert found.fails or found.group == explanations.FORM_GROUP
    assert explanations.is_form_code(code) != bool(rules.group_of(code))


FAULTS = [code for code in explanations.codes() if explanations.is_form_code(code) and explanations.explain(code).fails]


def found_in(example):
    """Return the codes of the diagnostics for an example, merged into a minimal submission."""
    named = set(re.findall(r"^(\w+)", example, re.MULTILINE)) | ({"title"} if "titel" in example else set())
    rest = {} if example.startswith("-") else {key: value for key, value in minimal().items() if key not in named}
    if example.startswith("links"):
        rest["parts"]["one"]["text"] = "See [it][agenda-2030] or [it][our-page]."
    content = example.encode() + b"\n" + (as_yaml(rest) if rest else b"")
    return {each.code for each in pipeline.check(source.read(content, "a.yaml")).diagnostics}


@pytest.mark.parametrize("code", FAULTS)
def test_the_example_of_a_fault_has_it_and_the_other_has_not(code):
    found = explanations.explain(code)
    assert code in found_in(found.fails)
    assert code not in found_in(found.passes)


def test_no_code_is_both_a_rule_and_a_fault_of_form():
    codes = explanations.codes()
    assert len(codes) == len(set(codes))


def test_every_code_that_is_reported_outside_the_rules_is_explained():
    """Codes are the first argument of the constructors of problems, and of helpers that report one."""
    constructors = {"FigureError", "FigureProblem", "SchemaProblem", "SourceProblem", "report", "_warning"}
    codes = set()
    packages = ("calls", "document", "lint", "markup", "source")
    for path in (path for each in packages for path in (ROOT / "wsisc" / each).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
            if isinstance(node, ast.Call) and name in constructors:
                codes |= {
                    each.value
                    for argument in node.args[:3]
                    if isinstance(argument, ast.Constant | ast.IfExp)
                    for each in ast.walk(argument)
                    if isinstance(each, ast.Constant)
                    and isinstance(each.value, str)
                    and re.fullmatch(r"[a-z]+(-[a-z]+)*", each.value)
                }
    assert len(codes) > 15
    assert codes <= set(explanations.codes()), codes - set(explanations.codes())


def test_no_rule_about_wording_is_an_error():
    for code in rules.codes("accessibility", "facts", "un-style"):
        assert rules.load(code).SEVERITY != Severity.ERROR


def test_the_page_of_the_rules_is_current():
    hint = "renew it: wsisc explain --markdown > docs/rules.md"
    assert PAGE.read_text("utf-8") == explaining.render_page() + "\n", hint


def test_the_page_names_every_code_once_and_its_fences_are_closed():
    text = explaining.render_page()
    assert re.findall(r"^### (.*)$", text, re.MULTILINE) == explanations.codes()
    assert len(re.findall(r"^```", text, re.MULTILINE)) % 2 == 0

"""Every rule's own examples: what fails yields just that rule, what passes nothing."""

import re
import textwrap

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import lint, pipeline, source
from wsisc.rules import RULES


def example(rule, name):
    found = re.search(rf"^{name}::\n\n((?:    .*\n|\n)+)", rule.__doc__, re.MULTILINE)
    assert found, f"{rule.__name__} has no {name}::"
    return textwrap.dedent(found[1])


def checked(text):
    changes = source.read(text.encode(), "example").data
    return pipeline.check(source.read(as_yaml(minimal(changes)), "example.yaml")).diagnostics


@pytest.mark.parametrize("rule", RULES, ids=lint.code)
def test_what_fails_yields_this_rule_alone(rule):
    found = checked(example(rule, "Fails"))
    assert {diagnostic.code for diagnostic in found} == {lint.code(rule)}
    assert {diagnostic.severity for diagnostic in found} == {rule.SEVERITY}


@pytest.mark.parametrize("rule", RULES, ids=lint.code)
def test_what_passes_yields_nothing(rule):
    assert checked(example(rule, "Passes")) == ()


@pytest.mark.parametrize("rule", RULES, ids=lint.code)
def test_a_rule_explains_itself(rule):
    summary, reason, *_ = rule.__doc__.split("\n\n")
    assert summary.endswith(".")
    assert reason.endswith(".")
    assert re.search(r"^Reference: \S", rule.__doc__, re.MULTILINE)

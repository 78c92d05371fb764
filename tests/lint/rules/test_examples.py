"""Every rule's own examples: what fails yields just that rule, what passes nothing."""

import re
import tempfile
import textwrap
from pathlib import Path

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import pipeline, source
from wsisc.lint import rules, selection
from wsisc.messages.localization import translate
from wsisc.workspace import originals
from wsisc.workspace.input_files import InputFile


def example(rule, name):
    found = re.search(rf"^{name}::\n\n((?:    .*\n|\n)+)", rule.__doc__, re.MULTILINE)
    assert found, f"{rule.__name__} has no {name}::"
    return textwrap.dedent(found[1])


def submission(text):
    return as_yaml(minimal(source.read(text.encode(), "example").data))


def checked(text, code):
    read, rule = source.read(submission(text), "example.yaml"), rules.load(code)
    has_earlier = "\nEarlier::\n" in rule.__doc__
    earlier = (("last_year.yaml", submission(example(rule, "Earlier"))),) if has_earlier else ()
    original = None
    if "\nOriginal::\n" in rule.__doc__:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "example.yaml"
            path.write_bytes(submission(text))
            path.with_name("submission.en.yaml").write_bytes(submission(example(rule, "Original")))
            original = originals.find_original(InputFile(path.name, path))
    chosen = selection.Selection((code,))
    found = pipeline.check(read, selection=chosen, earlier=earlier, original=original).diagnostics
    return tuple(
        each for each in found if code == each.code or each.path != ("language",)
    )  # the call of an example has English alone


@pytest.mark.parametrize("code", rules.codes())
def test_what_fails_yields_this_rule_alone(code):
    rule = rules.load(code)
    found = checked(example(rule, "Fails"), code)
    assert {diagnostic.code for diagnostic in found} == {code}
    assert {diagnostic.severity for diagnostic in found} == {rule.SEVERITY}


@pytest.mark.parametrize("code", rules.codes())
def test_what_fails_is_said_in_the_language_of_the_reader(code):
    for each in checked(example(rules.load(code), "Fails"), code):
        for text in filter(None, (each.message, each.hint)):
            assert translate(text, "fr") != text
            assert translate(text, "es") != text


@pytest.mark.parametrize("code", rules.codes())
def test_what_passes_yields_nothing(code):
    assert checked(example(rules.load(code), "Passes"), code) == ()


@pytest.mark.parametrize("code", rules.codes())
def test_a_rule_explains_itself(code):
    rule = rules.load(code)
    summary, reason, *_ = rule.__doc__.split("\n\n")
    assert summary.endswith(".")
    assert reason.endswith(".")
    assert re.search(r"^Reference: \S", rule.__doc__, re.MULTILINE)

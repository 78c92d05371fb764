"""Headings that the call does not have -> the parts to which they lead, as a person says."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.importer import heading_forms
from wsisc.cli import import_

FORM = "own words that nobody knows"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "own.docx"
    path.write_bytes(heading_forms.write(FORM, "heading 1"))
    return path


@pytest.mark.parametrize(
    ("options", "mapping"),
    [
        ([], {}),
        (["Next steps=three.b"], {"Next steps": "three.b"}),
        (["1 = 1=two", " A = one "], {"1 = 1": "two", "A": "one"}),
    ],
)
def test_options_name_headings_and_parts(options, mapping):
    assert import_.parse_mapping(options) == mapping


@pytest.mark.parametrize("option", ["two", "=two", "Next steps=", "="])
def test_an_option_without_heading_or_part_is_wrong_usage(option):
    with pytest.raises(click.UsageError):
        import_.parse_mapping([option])


def test_there_is_a_question_about_each_open_heading(document, monkeypatch, capsys):
    answers, defaults = iter(["2", "three.a", "unplaced"]), []

    def prompt(text, default, err, **options):
        defaults.append(default)
        return next(answers)

    monkeypatch.setattr(click, "prompt", prompt)
    found = import_.ask_for_parts(str(document), "cstd-26", False, {})
    assert found == {"A connected world": "two", "Ninety cases": "three.a", "Courses for all": "unplaced"}
    assert defaults == ["unplaced"] * 3
    printed = capsys.readouterr().err
    assert 'Which part does "Ninety cases" belong to?' in " ".join(printed.split())
    assert "Part Two: A brief (1–2 pages) analytical overview of" in printed


def test_no_question_is_asked_about_known_parts(document, monkeypatch):
    monkeypatch.setattr(click, "prompt", lambda *args, **options: pytest.fail("a question"))
    mapping = {"A connected world": "two", "Ninety cases": "three.a", "Courses for all": "three.b"}
    assert import_.ask_for_parts(str(document), "cstd-26", False, mapping) == {}


def test_there_are_questions_at_a_terminal(document):
    ours, theirs = pty.openpty()
    command = [Path(sys.executable).parent / "wsisc", "import", document, "--call", "cstd-26"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.write(ours, b"two\nthree.a\nthree.b\n")
        assert process.wait(60) == 1  # the entity is missing
    os.close(theirs)
    os.close(ours)
    assert "unplaced" not in document.with_suffix(".yaml").read_text()

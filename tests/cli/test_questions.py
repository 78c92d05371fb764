"""The answers of a person to questions."""

import os
import subprocess
import sys

import click
import pytest

from wsisc.cli import questions

CHOICES = {"cstd-16": "The 16th", "cstd-26": "", "any": "Any session"}


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("1", "cstd-16"),
        ("3", "any"),
        ("0", "again"),
        ("4", "again"),
        ("CSTD 26", "cstd-26"),
        ("cstd__26", "cstd-26"),
        ("other", "again"),
    ],
)
def test_an_answer_is_a_number_or_a_name(monkeypatch, answer, found):
    answers = iter([answer, "again"])
    monkeypatch.setattr(click, "prompt", lambda text, **options: next(answers))
    assert questions.ask("Which?", "call", {**CHOICES, "again": ""}, "any") == found


@pytest.mark.parametrize(
    ("value", "is_interactive", "expected"), [("any", False, "any"), (None, False, "cstd-26"), ("any", True, "any")]
)
def test_without_a_person_the_option_or_the_default_holds(value, is_interactive, expected):
    assert questions.choose("--call", value, CHOICES, "cstd-26", is_interactive) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("cstd-27", "--call: the call 'cstd-27' does not exist; use cstd-26"),
        ("zzz", "--call: the call 'zzz' does not exist; use one of cstd-16, cstd-26, any"),
    ],
)
def test_an_option_that_names_no_choice_is_wrong_usage(value, message):
    with pytest.raises(click.UsageError) as raised:
        questions.choose("--call", value, CHOICES, "any", True)
    assert raised.value.message == message


def test_the_question_is_repeated_until_the_answer_is_a_choice(monkeypatch, capsys):
    answers = iter(["cstd-17", " 2 "])
    defaults = []

    def prompt(text, default, err, **options):
        defaults.append((text, default, err))
        return next(answers)

    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setenv("COLUMNS", "60")
    assert questions.choose("--call", None, CHOICES, "any", True) == "cstd-26"
    assert defaults == [("Call", "any", True), ("Call", "cstd-16", True)]
    assert capsys.readouterr().err == (
        "\nWhich call for contributions are you answering? Enter a\n"
        "number or a name, or press Enter to use the value in\nbrackets.\n"
        "   1  cstd-16  The 16th\n"
        "   2  cstd-26\n"
        "   3  any      Any session\n"
        "the call 'cstd-17' does not exist; use cstd-16\n"
    )


def test_an_empty_name_is_asked_for_again_with_the_reason(tmp_path):
    pty = pytest.importorskip("pty")
    own, other = pty.openpty()
    os.write(own, b"\nAn Agency\n")
    options = ["--call", "cstd-26", "--type", "government", "--language", "en", "--lang", "en", "a.yaml"]
    command = [sys.executable, "-m", "wsisc", "init", *options]
    done = subprocess.run(command, cwd=tmp_path, stdin=other, stdout=other, stderr=other, timeout=50)
    said = os.read(own, 10_000).decode()
    os.close(own)
    os.close(other)
    assert done.returncode == 0, said
    assert '"name" is empty: write the full name' in said
    assert "name: An Agency" in (tmp_path / "a.yaml").read_text("utf-8")

"""What a person meets in the first hour: mistyped names, --quiet, completion, wrong commands."""

import os

import click
import pytest

from tests.conftest import SAMPLE, as_yaml, minimal, wsisc
from wsisc.calls.call import BUILT_IN
from wsisc.cli import arguments, common_options
from wsisc.document import scaffold


@pytest.mark.parametrize("name", ["x.odt", "a.yaml", "x.txt"])
def test_the_extensions_of_all_formats_are_named(name, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc("build", "a.yaml", "-o", name, cwd=tmp_path)
    assert done.returncode == 2
    assert all(ending in done.stderr for ending in (b".docx", b".pdf", b".html", b".md", b".json"))
    done = wsisc("build", "a.yaml", "-o", name, "--format", "docx", cwd=tmp_path)
    assert (done.returncode, b".docx" in done.stderr, b".pdf" in done.stderr) == (2, True, False)


@pytest.mark.parametrize("command", [("validate",), ("build",), ("stats",), ("verify",), ("diff", "ours.yaml")])
def test_the_nearest_file_is_named(command, tmp_path):
    (tmp_path / "ours.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc(*command, "oours.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert b"use ours.yaml" in done.stderr
    done = wsisc(*command, "quite-another", cwd=tmp_path)
    assert done.returncode == 2
    assert b"use ours" not in done.stderr


def test_quiet_prints_no_notes_and_no_success(tmp_path):
    answers = ("--non-interactive", "--call", "cstd-26", "--entity", "Acme", "--source", str(tmp_path / "w.whl"))
    (tmp_path / "w.whl").touch()
    done = wsisc("init", "-q", "--repo", "ours", *answers, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    assert wsisc("build", "-q", "a.yaml", cwd=tmp_path).returncode == 0
    done = wsisc("verify", "-q", "a.docx", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "Another title"})))
    done = wsisc("verify", "-q", "a.docx", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout == b"") == (1, False)


def test_quiet_doctor_prints_what_is_missing():
    done = wsisc("doctor", "-q")
    assert done.stdout.count(b"\n") == 0 if done.returncode == 0 else b"missing" in done.stdout


def test_a_summary_of_one_submission_has_no_passages(tmp_path):
    data = minimal(
        {"parts": {"one": {"text": "word " * 5 + "that somebody wrote about schools and roads and the post " * 3}}}
    )
    (tmp_path / "a.yaml").write_bytes(as_yaml(data))
    (tmp_path / "b.yaml").write_bytes(as_yaml(data))
    whole = wsisc("recycled", "a.yaml", "b.yaml", cwd=tmp_path)
    summary = wsisc("recycled", "a.yaml", "b.yaml", "--summary", cwd=tmp_path)
    assert b"about schools" in whole.stdout
    assert b"about schools" not in summary.stdout
    assert whole.stdout.startswith(summary.stdout.rstrip())


@pytest.mark.parametrize(("typed", "meant"), [("version", "--version"), ("help", "--help"), ("valdate", "validate")])
def test_a_command_that_is_an_option_elsewhere(typed, meant):
    done = wsisc(typed)
    assert done.returncode == 2
    assert f"use {meant}\n".encode() in done.stderr
    assert b"error: the command" in done.stderr


def test_a_variable_of_one_command_for_an_option_of_all():
    done = wsisc("validate", SAMPLE, WSISC_VALIDATE_LANG="fr")
    assert b"use WSISC_LANG" in done.stderr


def test_completion_of_languages_and_of_what_is_not_yet_named():
    [option] = [each for each in common_options.create_options() if "--lang" in each.opts]
    ctx = click.Context(click.Command("x"))
    assert [each.value for each in option.shell_complete(ctx, "f")] == ["fr"]
    kinds = arguments.CommaSeparated(("docx", "pdf", "html"))
    assert [each.value for each in kinds.shell_complete(ctx, option, "docx,")] == ["docx,pdf", "docx,html"]


def test_the_calls_of_the_coming_body_are_offered_from_the_newest():
    offered = list(scaffold.describe_calls(BUILT_IN))
    numbered = [id for id in offered if id.startswith("cstd-") and id[5:].isdigit()]
    assert offered[0] == "cstd-next"
    assert numbered == sorted(numbered, reverse=True)


def test_no_schema_is_offered_where_its_folder_is_not(tmp_path):
    text = as_yaml(minimal({"call": "cstd-26"}))
    (tmp_path / "a.yaml").write_bytes(b"# yaml-language-server: $schema=../schemas/built/cstd-26.schema.json\n" + text)
    done = wsisc("migrate", "a.yaml", "--to", "cstd-next", "-o", "b.yaml", cwd=tmp_path)
    assert b"wsisc schema" not in done.stderr
    os.makedirs(tmp_path.parent / "schemas" / "built", exist_ok=True)
    done = wsisc("migrate", "a.yaml", "--to", "cstd-next", "-o", "c.yaml", cwd=tmp_path)
    assert b"wsisc schema cstd-next" in done.stderr


def test_themes_and_settings_are_reported_in_french(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc("--lang", "fr", "build", "--theme", "modern", "a.yaml", cwd=tmp_path)
    assert "le thème" in done.stderr.decode()
    (tmp_path / "wsisc.toml").write_text("a b\n")
    done = wsisc("--lang", "fr", "validate", "a.yaml", cwd=tmp_path)
    assert "le fichier n’est pas du TOML valide" in done.stderr.decode()

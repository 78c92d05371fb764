"""The other commands, and the command line itself."""

import json
import os
import re
import shlex
import subprocess
import sys

import click
import pytest

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, wsisc, wsisc_process
from tests.test_documentation import tokens
from wsisc import __version__
from wsisc.calls import call as calls
from wsisc.cli import COMMANDS, group


def test_version_and_help():
    assert wsisc("--version").stdout.decode() == f"wsisc {__version__}\n"
    shown = wsisc("--help").stdout.decode()
    assert all(re.search(rf"^  {name} +\S", shown, re.MULTILINE) for name in COMMANDS)
    for name in COMMANDS:
        assert wsisc(name, "--help").returncode == 0


def test_a_mistyped_command_gets_the_nearest():
    assert b"use validate" in wsisc("valdiate", "x").stderr


def test_calls_are_listed_and_shown():
    listed = wsisc("calls", "list").stdout.decode()
    assert [line.split()[0] for line in listed.splitlines()] == calls.BUILT_IN.ids()
    assert wsisc("calls", "show", "cstd-26").stdout.decode() == calls.BUILT_IN.text("cstd-26")


@pytest.mark.slow
def test_the_schema_satisfies_an_independent_checker(tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_bytes(wsisc("schema", "cstd-26").stdout)
    assert json.loads(schema.read_text())["properties"]["parts"]["properties"]["one"]["description"]
    checker = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema]
    assert subprocess.run([*checker, SAMPLE], capture_output=True).returncode == 0
    broken = ROOT / "tests" / "diagnostics" / "schema.yaml"
    assert subprocess.run([*checker, broken], capture_output=True).returncode == 1


@pytest.mark.parametrize("words", [("show", "cstd-26"), ("list",)])
def test_a_reader_that_goes_away_is_no_failure_of_wsisc(words):
    command = [sys.executable, "-m", "wsisc", "calls", *words]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, cwd=ROOT)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="there is no sh")
def test_a_closed_output_does_not_fail_a_build_that_writes_files(tmp_path):
    words = [sys.executable, "-m", "wsisc", "build", str(SAMPLE), "--format", "json", "-o", str(tmp_path / "a.json")]
    done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *words], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "a.json").stat().st_size > 1000


def test_an_empty_format_is_wrong_usage(tmp_path):
    done = wsisc("build", SAMPLE, "--format", "", "-o", tmp_path / "a.docx")
    assert done.returncode == 2
    assert b"the list is empty" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_document_for_a_closed_output_is_not_lost_in_silence():
    command = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "wsisc", "build", SAMPLE, "-o", "-"]
    done = subprocess.run(command, stderr=subprocess.PIPE, cwd=ROOT)
    assert (done.returncode, done.stderr) == (3, b"error: the output: Bad file descriptor\n")


@pytest.mark.parametrize("words", [("validate", "nowhere.yaml"), ("validate", "--nothing")])
def test_the_exit_code_is_right_where_no_error_can_be_printed(words, tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "wsisc", *words], stdout=writer, stderr=writer, cwd=tmp_path)
    os.close(writer)
    assert done.returncode == 2


ORDERS = "\x1b[31m\n::error::x"


@pytest.mark.parametrize(
    "words",
    [
        ("validate", f"{ORDERS}.yaml"),
        ("validate", "a.yaml", "--output-file", f"{ORDERS}.yaml"),
        ("validate", "a.yaml", "--select", ORDERS),
        ("init", "--repo", "--adopt", "."),
    ],
)
def test_no_name_in_an_error_controls_a_terminal_or_a_ci_service(words, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    if "--adopt" in words:
        (tmp_path / f"{ORDERS.replace('/', '')}.yaml").write_text("wsisc: 1\ncall: none\n")
    done = wsisc(*words, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert b"\x1b" not in done.stderr
    assert not re.search(rb"^\s*::", done.stderr, re.MULTILINE)


def test_the_name_of_a_fixed_file_is_no_command_to_a_ci_service(tmp_path):
    (tmp_path / "::error::x.yaml").write_bytes(
        as_yaml(minimal({"parts": {"two": {"text": "The World Summit of the Information Society."}}}))
    )
    done = wsisc("validate", "--fix", "--", "::error::x.yaml", cwd=tmp_path)
    assert b"fixed" in done.stderr
    assert not done.stderr.startswith(b"::")


def test_output_that_the_terminal_cannot_show_is_replaced(tmp_path):
    (tmp_path / "a.yaml").write_text("wsisc: 1\ncall: x\nentity: {}\nparts: {}\nكلمة: 1\n", "utf-8")
    done = wsisc_process("validate", tmp_path / "a.yaml", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert b"unexpected-property" in done.stdout


DOCUMENTED = sorted(
    {
        line.strip().partition(" #")[0].strip()
        for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
        for token in tokens(page.read_text("utf-8"))
        if token.type in ("fence", "code_block", "code_inline")
        for line in token.content.splitlines()
        if line.strip().startswith("wsisc ")
    }
)
"""The commands that are typed in code, in a paragraph or in a block of their own."""


@pytest.mark.parametrize("line", DOCUMENTED)
def test_what_the_pages_say_to_type_is_understood(line):
    command, words = group, shlex.split(line)[1:]
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        found = command.get_command(click.Context(command), name)
        assert found, name
        command = found
    # As the command line has it: click keeps the help option of a command as it was asked for first.
    command.make_parser(click.Context(command, **group.context_settings)).parse_args(words)

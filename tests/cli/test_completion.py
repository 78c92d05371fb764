"""Shell completion: from the program itself, and in real shells."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time

import pytest
from click import shell_completion

from tests.conftest import ROOT, wsisc, wsisc_process
from wsisc.calls import call as calls
from wsisc.cli import COMMANDS
from wsisc.lint import rules

SHELLS = ["bash", "zsh", "fish", "powershell"]


def completed(*words, cwd=ROOT):
    """Return what is offered for the last of some words, as bash asks for it."""
    data = {
        "_WSISC_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["wsisc", *words]),
        "COMP_CWORD": str(len(words)),
    }
    done = wsisc_process(cwd=cwd, PYTHONPATH=str(ROOT), **data)
    assert done.stderr == b""
    assert done.returncode == 0
    return [line.partition(",")[::2] for line in done.stdout.decode().splitlines() if line]


def values(*words, cwd=ROOT):
    return [value for _, value in completed(*words, cwd=cwd)]


def test_commands():
    assert values("") == list(COMMANDS)
    assert values("comp") == ["completion"]
    assert values("none", "--col") == ["--color"]


def test_options_and_their_values():
    assert "--select" in values("validate", "--")
    assert "concise" in values("validate", "--output-format", "c")
    assert values("completion", "") == SHELLS


@pytest.mark.parametrize("words", [["validate"], ["build"], ["stats"], ["extract"], ["verify"], ["build", "-o"]])
def test_files(words):
    assert completed(*words, "ex") == [("file", "ex")]


def test_calls_and_those_of_a_repository(tmp_path):
    assert values("schema", "") == calls.BUILT_IN.ids()
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "our-call.yaml").touch()
    (tmp_path / "deep").mkdir()
    assert values("schema", "our", cwd=tmp_path / "deep") == ["our-call"]


def test_rules_and_groups():
    assert values("explain", "undefined-") == [code for code in sorted(rules.codes()) if code.startswith("undefined-")]
    assert values("explain", "un-st") == ["un-style"]
    assert values("validate", "--select", "al") == ["all"]
    assert values("validate", "--ignore", "al") == []
    assert values("validate", "--ignore", "un-style,fact") == ["un-style,facts"]
    assert values("validate", "--select", "facts,fact") == []


def test_types_and_languages():
    assert values("init", "--type", "gov") == ["government"]
    assert values("init", "--language", "e") == ["en", "es"]


def test_completing_commands_loads_next_to_nothing():
    environment = {**os.environ, "_WSISC_COMPLETE": "bash_complete", "COMP_WORDS": "wsisc ", "COMP_CWORD": "1"}
    for words, not_loaded in (
        ("wsisc ", {"yaml", "jsonschema", "jinja2", "markdown_it", "wsisc.workspace.input_files"}),
        ("wsisc schema ", {"jsonschema", "jinja2", "lxml"}),
        ("wsisc validate --", {"jsonschema", "jinja2", "lxml"}),
        ("wsisc explain ", {"jsonschema", "jinja2", "lxml"}),
    ):
        data = {**environment, "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "wsisc"], capture_output=True, text=True, env=data, cwd=ROOT
        )
        loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert done.stdout
        assert not loaded & not_loaded, words


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script(shell):
    done = wsisc("completion", shell)
    if shell_completion.get_completion_class(shell) is None:  # PowerShell came with click 8.5
        assert done.returncode == 3
        assert b"click>=8.5" in done.stderr
        return
    assert done.returncode == 0
    assert b"_WSISC_COMPLETE" in done.stdout
    assert b"%(" not in done.stdout


def test_a_shell_that_click_does_not_know_yet_is_reported(monkeypatch):
    from click.testing import CliRunner

    from wsisc.cli import completion, group
    from wsisc.messages.diagnostic import WsiscError

    monkeypatch.setattr(completion, "get_completion_class", lambda shell: None)
    error = CliRunner().invoke(group, ["completion", "powershell"]).exception
    assert isinstance(error, WsiscError)
    assert "8.5" in error.hint


def test_help_tells_where_to_put_it():
    output = wsisc("completion", "--help").stdout.decode()
    assert all(
        shell in output for shell in ("bash-completion/completions/wsisc", "~/.zshrc", "config/fish", "$PROFILE")
    )


@pytest.fixture
def shells(tmp_path):
    """Return an environment in which the command is found, and a folder with a submission in it."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "wsisc"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m wsisc "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "my submission.yaml").touch()
    for shell in SHELLS:
        (tmp_path / shell).write_bytes(wsisc("completion", shell).stdout)
    return {**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}


ASKED = [
    ("wsisc comp", "completion"),
    ("wsisc schema cstd-2", "cstd-26"),
    ("wsisc explain lookalike", "lookalike-letter"),
]


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(("line", "expected"), [*ASKED, ("wsisc validate --sel", "--select")])
def test_bash_completes(shells, tmp_path, line, expected):
    script = f"""
        . "{tmp_path}/bash"
        COMP_WORDS=({line}) COMP_CWORD={line.count(" ")}
        compopt() {{ echo "compopt $*"; }}
        _wsisc_completion wsisc
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=shells, cwd=tmp_path)
    assert done.stderr == ""
    assert done.stdout.split() == [expected]


@pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason="there is no bash")
def test_bash_completes_files_at_the_tab_key(shells, tmp_path):
    command = ["bash", "--norc", "--noprofile", "-i"]
    assert pressed(command, f'. "{tmp_path}/bash"', "wsisc validate my", "my\\ submission.yaml", shells, tmp_path)


def pressed(command, before, line, expected, environment, folder):
    """Return whether a shell in a pseudo-terminal shows `expected` once Tab is pressed after a line."""
    import pty

    pid, master = pty.fork()
    if not pid:
        os.chdir(folder)
        os.execvpe(command[0], command, {**environment, "TERM": "dumb", "PS1": ""})
    try:
        os.write(master, f"{before}\necho rea''dy\n".encode())
        return shows(master, "ready") and bool(os.write(master, f"{line}\t".encode())) and shows(master, expected)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(master)


def shows(terminal, expected):
    shown, end = "", time.monotonic() + 40
    while expected not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 4096).decode(errors="replace")
    return expected in shown


@pytest.mark.judge
@pytest.mark.parametrize(("line", "expected"), [*ASKED, ("wsisc validate --sel", "--select")])
def test_fish_completes(shells, tmp_path, line, expected):
    script = f'source "{tmp_path}/fish"; complete -C "{line}"'
    done = subprocess.run(
        ["fish", "--no-config", "-c", script], capture_output=True, text=True, env=shells, cwd=tmp_path
    )
    assert expected in done.stdout.split()


@pytest.mark.judge
def test_fish_completes_files(shells, tmp_path):
    script = f'source "{tmp_path}/fish"; complete -C "wsisc validate my"'
    done = subprocess.run(
        ["fish", "--no-config", "-c", script], capture_output=True, text=True, env=shells, cwd=tmp_path
    )
    assert "my submission.yaml" in done.stdout.replace("\\", "")


@pytest.mark.judge
@pytest.mark.parametrize(
    ("line", "expected"), [*ASKED, ("wsisc validate --sel", "--select"), ("wsisc validate my", "my\\ submission.yaml")]
)
def test_zsh_completes(shells, tmp_path, line, expected):
    before = f'autoload -U compinit; compinit -u; . "{tmp_path}/zsh"'
    assert pressed(["zsh", "-f", "-i"], before, line, expected, shells, tmp_path)

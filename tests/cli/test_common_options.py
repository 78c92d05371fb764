"""What people expect of any command line: how much it prints, variables for options, links, versions."""

import json
import os
import pty
import re
import select
import sys

import pytest

from tests.conftest import ROOT, as_yaml, minimal, wsisc, wsisc_process
from wsisc.cli import COMMANDS, group
from wsisc.messages import addresses

WRONG = {"title": ""}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    (tmp_path / "wrong.yaml").write_bytes(as_yaml(minimal(WRONG)))
    (tmp_path / "wsisc.toml").write_text('[build]\nformats = ["md"]\n')
    return tmp_path


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version(option):
    assert re.fullmatch(r"wsisc \d+\.\d+\.\d+\S*\n", wsisc(option).stdout.decode())


@pytest.mark.parametrize("words", [("-q", "build", "a.yaml"), ("build", "--quiet", "a.yaml")])
def test_quiet_prints_nothing_if_all_is_well(folder, words):
    done = wsisc(*words, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (folder / "a.md").exists()


def test_quiet_prints_problems_without_a_summary(folder):
    normal = wsisc("validate", "wrong.yaml", cwd=folder).stdout.decode()
    quiet = wsisc("validate", "-q", "wrong.yaml", cwd=folder).stdout.decode()
    assert "1 error, " in normal.splitlines()[-1]
    assert quiet.strip() == normal.rpartition("\n\n")[0].strip()
    assert wsisc("validate", "-q", "wrong.yaml", cwd=folder).returncode == 1


@pytest.mark.parametrize(
    "words",
    [
        ("build", "a.yaml", "wrong.yaml"),
        ("collate", "a.yaml", "-o", "all.docx"),
        ("site", "a.yaml", "-o", "site"),
        ("init", "new.yaml", "--entity", "Acme", "--non-interactive"),
        ("migrate", "a.yaml", "--to", "cstd-next"),
        ("validate", "--fix", "a.yaml"),
    ],
)
def test_quiet_prints_less_and_does_the_same(folder, words):
    normal_folder, quiet_folder = folder / "1", folder / "2"
    for each in (normal_folder, quiet_folder):
        each.mkdir()
        for name in ("a.yaml", "wrong.yaml"):
            (each / name).write_bytes((folder / name).read_bytes())
    normal, quiet = wsisc(*words, cwd=normal_folder), wsisc(*words, "-q", cwd=quiet_folder)
    assert normal.returncode == quiet.returncode
    assert len(quiet.stdout + quiet.stderr) < len(normal.stdout + normal.stderr)
    assert {path.relative_to(normal_folder) for path in normal_folder.rglob("*")} == {
        path.relative_to(quiet_folder) for path in quiet_folder.rglob("*")
    }


def test_verbose_says_which_settings_and_calls_are_used(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "b.yaml").write_bytes((folder / "a.yaml").read_bytes())
    (folder / "sub" / "wsisc.toml").write_text("")
    printed = wsisc("validate", ".", "--verbose", cwd=folder).stderr.decode()
    assert printed.startswith("wsisc ")
    assert f"2 submissions: settings of {folder / 'wsisc.toml'}; built-in calls" in printed
    assert f"1 submission: settings of {folder / 'sub' / 'wsisc.toml'}; built-in calls" in printed
    assert re.search(r"finished after \d+\.\d\d s\n$", printed)


@pytest.mark.parametrize("words", [("-q", "build", "-v", "a.yaml"), ("build", "-qv", "a.yaml")])
def test_quiet_and_verbose_exclude_each_other(folder, words):
    done = wsisc(*words, cwd=folder)
    assert done.returncode == 2
    assert not (folder / "a.md").exists()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--format", "docx,html"), {"a.docx", "a.html"}),
        (("--format", "docx, md", "--format", "html"), {"a.docx", "a.md", "a.html"}),
        (("--format", "md,md"), {"a.md"}),
    ],
)
def test_formats_are_separated_by_commas(folder, words, names):
    assert wsisc("build", "a.yaml", *words, cwd=folder).returncode == 0
    assert {path.name for path in folder.glob("a.*")} == {"a.yaml", *names}


def test_an_unknown_format_is_refused_by_its_name(folder):
    done = wsisc("build", "a.yaml", "--format", "docx,pfd", cwd=folder)
    assert done.returncode == 2
    assert "'pfd' does not exist; use pdf" in done.stderr.decode()
    assert list(folder.glob("a.*")) == [folder / "a.yaml"]


def test_every_option_has_an_environment_variable(folder):
    assert wsisc("build", "a.yaml", cwd=folder, WSISC_BUILD_FORMAT="docx html,json").returncode == 0
    assert {path.name for path in folder.glob("a.*")} == {"a.yaml", "a.docx", "a.html", "a.json"}
    assert wsisc("build", "a.yaml", "--format", "md", cwd=folder, WSISC_BUILD_FORMAT="pdf").returncode == 0
    assert not (folder / "a.pdf").exists()
    (folder / "short.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": ""}}})))
    assert wsisc("validate", "short.yaml", cwd=folder).returncode == 1
    assert wsisc("validate", "short.yaml", cwd=folder, WSISC_VALIDATE_DRAFT="1").returncode == 0
    assert wsisc("build", "a.yaml", cwd=folder, WSISC_QUIET="1").stdout == b""
    done = wsisc("build", "a.yaml", cwd=folder, WSISC_BUILD_FORMAT="pfd")
    assert done.returncode == 2
    assert b"pdf" in done.stderr


def test_variables_have_the_long_names_of_options(folder):
    report = wsisc("validate", "a.yaml", cwd=folder, WSISC_VALIDATE_OUTPUT_FORMAT="json").stdout
    assert json.loads(report)["diagnostics"] is not None
    build = {option: each.envvar for each in group.get_command(None, "build").params for option in each.opts}
    assert build["-o"] == build["--output"] == ["WSISC_BUILD_OUTPUT"]
    assert build["--no-cache"] == ["WSISC_BUILD_NO_CACHE"]
    assert build["--config"] == ["WSISC_BUILD_CONFIG", "WSISC_CONFIG"]
    assert b" in 1 file" in wsisc("validate", "a.yaml", cwd=folder, WSISC_QUIET="0").stdout
    assert b" in 1 file" not in wsisc("validate", "a.yaml", cwd=folder, WSISC_QUIET="1").stdout


def test_variables_that_name_no_option_of_the_command_do_nothing(folder):
    done = wsisc(
        "validate", "a.yaml", cwd=folder, WSISC_VERSION="1.2.3", WSISC_HELP="1", WSISC="x", WSISC_VALIDATE_HELP="1"
    )
    assert done.returncode == 0
    assert b"problems" in done.stdout or b"warning" in done.stdout


def test_another_settings_file(folder):
    other = folder / "other"
    other.mkdir()
    (other / "strict.toml").write_text(
        '[validate]\nselect = ["all"]\nstrict = true\n[build]\nformats = ["html"]\noutput = "out"\n'
    )
    assert wsisc("build", "a.yaml", "--config", "other/strict.toml", cwd=folder).returncode == 0
    assert [path.name for path in (other / "out").iterdir()] == ["a.html"]
    assert not (folder / "a.md").exists()
    assert wsisc("validate", "a.yaml", cwd=folder).returncode == 0
    assert wsisc("validate", "a.yaml", cwd=folder, WSISC_VALIDATE_CONFIG="other/strict.toml").returncode == 1
    assert wsisc("validate", "a.yaml", cwd=folder, WSISC_CONFIG="other/strict.toml").returncode == 1
    (other / "strict.toml").write_text("[validate]\nselekt = []\n")
    done = wsisc("validate", "a.yaml", "--config", "other/strict.toml", cwd=folder)
    assert done.returncode == 2
    assert "other/strict.toml: [validate] selekt" in done.stderr.decode()
    assert wsisc("collate", "a.yaml", "-o", "c.docx", "--config", "none.toml", cwd=folder).returncode == 2


def in_terminal(words, cwd, site=addresses.PROJECT, **environment):
    """Return what a command prints to a terminal; `site` is the address of the project."""
    run = f"from wsisc.messages import addresses; addresses.PROJECT = {site!r}; from wsisc.__main__ import main; main()"
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve(sys.executable, [sys.executable, "-c", run, *words], {**os.environ, **environment})
    output = b""
    while True:
        try:
            select.select([terminal], [], [], 60)
            read = os.read(terminal, 65536)
        except OSError:
            break
        if not read:
            break
        output += read
    os.waitpid(child, 0)
    os.close(terminal)
    return output.decode()


@pytest.mark.slow
def test_codes_link_to_the_page_of_the_rule_in_a_terminal_once_there_is_one(folder):
    site = "https://wsisc.un.example.org/"
    codes = re.findall(r"error\[([a-z-]+)\]", wsisc("validate", "wrong.yaml", cwd=folder).stdout.decode())
    assert codes
    assert "]8;;" not in in_terminal(("validate", "wrong.yaml"), folder, TERM="xterm-256color")
    link = f"\x1b]8;;{site}rules#{codes[0]}\x1b\\"
    assert link in in_terminal(("validate", "wrong.yaml"), folder, site, TERM="xterm-256color")
    for setting in ({"TERM": "dumb"}, {"TERM": "linux"}, {"TERM": "xterm", "NO_COLOR": "1"}):
        assert "]8;;" not in in_terminal(("validate", "wrong.yaml"), folder, site, **setting)
    assert b"]8;;" not in wsisc_process("validate", "--color", "always", "wrong.yaml", cwd=folder).stdout


def test_errors_and_bars_follow_the_option_for_colour(folder):
    for number in range(10):
        (folder / f"{number}.yaml").write_bytes(as_yaml(minimal()))
    for words in (("validate", "nowhere.yaml"), ("build", ".", "--format", "md", "-o", "out")):
        for command in (("--color", "never", *words), (*words, "--color", "never")):
            assert not re.search(r"\x1b\[[\d;]*m", in_terminal(command, folder, TERM="xterm-256color"))
    for command in (
        ("--color", "always", "validate", "nowhere.yaml"),
        ("validate", "nowhere.yaml", "--color", "always"),
    ):
        assert b"\x1b[" in wsisc(*command, cwd=folder).stderr


def test_each_rule_page_has_the_anchor_that_links_name():
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    codes = re.findall(r"^### `?([a-z0-9-]+)`?$", page, re.MULTILINE)
    assert "missing-part" in codes
    address = addresses.rule_page("missing-part")  # "" until there is a web site
    assert address == "" or address.endswith("rules#missing-part")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_common_options(name):
    command = group.get_command(None, name)
    options = {option for each in command.params for option in each.opts}
    assert {"--quiet", "-q", "--verbose", "-v", "--color"} <= options


def test_a_variable_of_a_command_that_names_no_option_is_reported(folder):
    done = wsisc("build", "a.yaml", cwd=folder, WSISC_BUILD_FORMATS="md", WSISC_BUILD_XYZ="1", WSISC_VALIDATE_XYZ="1")
    assert done.returncode == 0
    notes = [line for line in done.stderr.decode().splitlines() if line.startswith("note:")]
    assert [note.partition("variable ")[2].split()[0] for note in notes] == ["WSISC_BUILD_FORMATS", "WSISC_BUILD_XYZ"]
    assert "use WSISC_BUILD_FORMAT" in notes[0]
    assert b"note" not in wsisc("-q", "build", "a.yaml", cwd=folder, WSISC_BUILD_XYZ="1").stderr


def test_variables_of_commands_below_a_command_are_checked_too(folder):
    done = wsisc("calls", "list", cwd=folder, WSISC_CALLS_NEW_PLAEC="Geneva", WSISC_CALLS_NEW_PLACE="Geneva")
    assert [line for line in done.stderr.decode().splitlines() if line.startswith("note:")] == [
        "note: the environment variable WSISC_CALLS_NEW_PLAEC names no option; use WSISC_CALLS_NEW_PLACE"
    ]


@pytest.mark.parametrize("variable", ["WSISC_BUILD_JOBS", "WSISC_QUIET", "WSISC_BUILD_FORMAT"])
def test_an_error_names_the_variable_that_has_the_wrong_value(folder, variable):
    done = wsisc("build", "a.yaml", cwd=folder, **{variable: "no such"})
    assert (done.returncode, f"variable {variable})" in done.stderr.decode()) == (2, True)
    assert variable not in wsisc("build", "a.yaml", "--jobs", "x", cwd=folder).stderr.decode()

"""A newcomer: a new submission, with questions or without, written, checked and built; nothing is ever overwritten."""

import json
import os
import re
import select
import shlex
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from itertools import product
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, some_quick, wsisc
from tests.lsp import Server
from wsisc.writers import WRITERS

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

CTRL_C, CTRL_D = b"\x03", b"\x04"
GIVEN_UP = {"ctrl-c": CTRL_C, "end": CTRL_D}
GIVEN_BEFORE = {"call": [], "entity": [b"\n"], "type": [b"\n", b"Acme\n"]}
NEW = {"file": ["new/ours.yaml"], "repo": ["--repo", "new"]}
ENTITY = 'Ministry: "ICT" & #1'


def init(*arguments: object, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    return wsisc("init", "--non-interactive", *arguments, cwd=cwd)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


def replace(path: Path, *changes: tuple[str, str]) -> None:
    """Edit a file as a person does: by its words."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


WRITTEN = [
    ("\n  one:\n    text: |\n", "\n  one:\n    text: |\n      Half of all schools were connected. Power cuts were the main obstacle.\n"),
    (
        "\n  two:\n    text: |\n",
        "\n  two:\n    text: |\n      Under action line C2, [a register][home] of schools was kept.[^source]\n",
    ),
    ("# links:\n#   home: https", "links:\n  home: https"),
    ("# footnotes:\n#   source: ", "footnotes:\n  source: "),
    (
        "\n    a:\n      text: |\n\n      # sections:\n      #   - title: A theme\n      #     text: |\n      #       Your text",
        "\n    a:\n      sections:\n        - title: Schools\n          text: |\n            Your text",
    ),
    ("\n    b:\n      text: |\n", "\n    b:\n      text: |\n        The other half will be connected: that is our commitment.\n"),
]  # fmt: skip


def test_a_newcomer_gets_from_nothing_to_a_word_file(tmp_path):
    done = init("--call", "cstd-26", "--entity", ENTITY, "--type", "government", "ours.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert sorted(tree(tmp_path)) == ["cstd-26.schema.json", "ours.yaml"]
    assert b"wsisc validate" in done.stdout
    assert wsisc("validate", "ours.yaml", cwd=tmp_path).returncode == 1
    assert wsisc("validate", "--draft", "ours.yaml", cwd=tmp_path).returncode == 0
    replace(tmp_path / "ours.yaml", *WRITTEN)
    checked = wsisc("validate", "ours.yaml", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout.decode()
    built = wsisc("build", "ours.yaml", cwd=tmp_path)
    assert built.returncode == 0, built.stderr.decode()
    with zipfile.ZipFile(tmp_path / "ours.docx") as word:
        words = word.read("word/document.xml").decode()
    assert "Power cuts" in words
    assert "Ministry: &quot;ICT&quot; &amp; #1" in words or 'Ministry: "ICT" &amp; #1' in words


@pytest.mark.parametrize("id", ["cstd-26", "cstd-next", "cstd-wsis20"])
def test_a_new_submission_builds_as_a_draft_in_every_format(id, tmp_path):
    assert init("--call", id, "--entity", ENTITY, "ours.yaml", cwd=tmp_path).returncode == 0
    formats = [word for format in WRITERS for word in ("--format", format)]
    done = wsisc("build", "--draft", *formats, "ours.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert {path.suffix[1:] for path in tmp_path.glob("ours.*")} == {"yaml", *WRITERS}


def play(folder: Path, answers: list[bytes], *arguments: str) -> tuple[int, str]:
    """Run `wsisc init` in a terminal of its own, answer its questions one by one, and return exit code and screen."""
    child, terminal = pty.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-m", "wsisc", "init", *arguments])
    screen, left, last, end = b"", list(answers), b"", time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            if last in (CTRL_C, CTRL_D):  # pressed a moment before the program listened: as a person does, once more
                os.write(terminal, last)
            continue
        try:
            read = os.read(terminal, 4096)
        except OSError:  # Linux's way to say that the other side is closed
            break
        if not read:
            break
        screen += read
        if left and screen.endswith(b": "):
            last = left.pop(0)
            os.write(terminal, last)
    else:
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    assert not left or status, screen.decode()
    return status, screen.decode()


def test_four_questions_and_a_mistyped_answer(tmp_path):
    answers = [b"cstd-62\n", b"\n", b"Ministry  of Posts\n", "Ministère des Postes\n".encode(), b"goverment\n", b"3\n"]
    status, screen = play(tmp_path, answers, "ours.yaml")
    assert status == 0, screen
    assert "use cstd-26" in screen
    assert "Call [cstd-26]:" in screen
    questions = screen.partition("Next steps")[0].splitlines()
    assert max(map(len, questions)) <= 80  # otherwise a terminal would break words
    assert "use government" in screen
    assert "the only language of cstd-26" in screen
    created = yaml.safe_load((tmp_path / "ours.yaml").read_text("utf-8"))
    assert (created["call"], created["language"]) == ("cstd-26", "en")
    assert created["entity"] == {"name": "Ministère des Postes", "type": "government"}
    assert wsisc("validate", "--draft", "ours.yaml", cwd=tmp_path).returncode == 0


def test_who_is_asked_in_french_is_offered_french(tmp_path):
    answers = ["Ministère des Postes\n".encode(), b"\n", b"\n"]
    status, screen = play(tmp_path, answers, "notre.yaml", "--call", "cstd-next", "--lang", "fr")
    assert status == 0, screen
    assert "Langue [fr]\u00a0:" in screen
    assert "Entité\u00a0:" in screen
    created = yaml.safe_load((tmp_path / "notre.yaml").read_text("utf-8"))
    assert (created["language"], created["entity"]["type"]) == ("fr", "government")


def test_what_options_say_is_not_prompted(tmp_path):
    arguments = ["--call", "cstd-26", "--type", "business", "--language", "en", "ours.yaml"]
    status, screen = play(tmp_path, [b"Acme\n"], *arguments)
    assert status == 0, screen
    assert "Call" not in screen
    assert "Type" not in screen
    assert yaml.safe_load((tmp_path / "ours.yaml").read_text())["entity"] == {"name": "Acme", "type": "business"}


@pytest.mark.parametrize("case", some_quick(product(GIVEN_UP, GIVEN_BEFORE, NEW), 5, "-".join))
def test_giving_up_leaves_no_trace(case, tmp_path):
    key, before, arguments = (known[name] for known, name in zip((GIVEN_UP, GIVEN_BEFORE, NEW), case, strict=True))
    status, screen = play(tmp_path, [*before, key], *arguments)
    assert status == 130, screen
    assert "Nothing was written" in screen
    assert "Traceback" not in screen
    assert tree(tmp_path) == {}


def test_without_a_terminal_nothing_is_prompted(tmp_path):
    done = wsisc("init", "ours.yaml", cwd=tmp_path, stdin=b"1\nAcme\n")
    assert done.returncode == 2
    assert b"--entity" in done.stderr
    assert wsisc("init", "--entity", "Acme", "ours.yaml", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["--entity", "Acme ", "a.yaml"], "--entity"),
        (["--entity", "", "a.yaml"], "--entity"),
        (["--entity", "a\x1bb", "a.yaml"], "--entity"),
        (["--entity", "x" * 501, "a.yaml"], "--entity"),
        (["--entity", b"\xff", "a.yaml"], "--entity"),
        (["--entity", "Acme", "--acronym", "A\nB", "a.yaml"], "--acronym"),
        (["--entity", "Acme", "--type", "goverment", "a.yaml"], "use government"),
        (["--entity", "Acme", "--type", "", "a.yaml"], "--type"),
        (["--entity", "Acme", "--call", "cstd-62", "a.yaml"], "use cstd-26"),
        (["--entity", "Acme", "--language", "eo", "a.yaml"], "--language"),
        (["--entity", "Acme", "--call", "cstd-26", "--language", "fr", "a.yaml"], "has no wording in 'fr'; use en\n"),
        (["--entity", "Acme", "a.docx"], "a.yaml"),
        (["--entity", "Acme", "a"], "a.yaml"),
        (["--entity", "Acme", "--repo", "a.yaml"], "folder"),
        (["--entity", "Acme", ""], "path"),
    ],
)
def test_what_cannot_stand_is_refused_by_the_name_of_its_option(arguments, output, tmp_path):
    done = wsisc("init", "--non-interactive", *map(os.fsdecode, arguments), cwd=tmp_path)
    assert done.returncode == 2
    assert output in done.stderr.decode()
    assert tree(tmp_path) == {}


WITHOUT_FONT = """
from wsisc.engines import child_processes
find_spec = child_processes.find_spec
child_processes.find_spec = lambda name: None if "cjk" in name else find_spec(name)
from wsisc.__main__ import main
main()
"""


def without_font(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a command as on a fresh machine, which has no font for Chinese."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WITHOUT_FONT, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, env=environment, stdin=subprocess.DEVNULL)


def test_a_chinese_submission_is_begun_without_a_font_which_only_a_pdf_needs(tmp_path):
    answers = ("--non-interactive", "--language", "zh", "--call", "cstd-next", "--entity", "工业和信息化部")
    done = without_font("init", "zh.yaml", *answers, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    text = (tmp_path / "zh.yaml").read_text("utf-8")
    (tmp_path / "zh.yaml").write_text(text.replace("text: |\n", "text: |\n      网络接到每一个村庄。\n", 1), "utf-8")
    done = without_font("validate", "--draft", "zh.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode()
    done = without_font("build", "--draft", "zh.yaml", "--format", "docx,pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert b"[missing-glyph]" in done.stderr
    assert b"install fonts for Chinese" in done.stderr
    assert (tmp_path / "zh.docx").exists()
    assert not (tmp_path / "zh.pdf").exists()
    done = without_font("stats", "zh.yaml", cwd=tmp_path)  # pages in another font would be wrong
    assert (done.returncode, b"0.0" in done.stdout, b"install fonts" in done.stderr) == (1, False, True)
    done = without_font("validate", "--draft", "--measure", "zh.yaml", cwd=tmp_path)
    assert (done.returncode, b"install fonts" in done.stdout) == (1, True)


def test_no_option_is_blamed_for_a_fault_that_is_not_its(tmp_path):
    done = init("--entity", "A 𒀀", "a.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert b"error: --entity: " in done.stderr
    assert b"--acronym" not in done.stderr


@pytest.mark.parametrize(
    "path", ["file/", "file/a/b.yaml", "nowhere/", "nowhere/new.yaml", "--repo file/a", "--repo nowhere"]
)
def test_what_lies_in_no_folder_is_wrong_usage(path, tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "nowhere").symlink_to("not-there")
    done = init(*path.split(), "--entity", "Acme", cwd=tmp_path)
    assert done.returncode == 2
    assert path.split()[-1].partition("/")[0] in done.stderr.decode()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "nowhere"]


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "ours.yaml").write_text("mine")
    (tmp_path / "cstd-26.schema.json").write_text("mine too")
    (tmp_path / "dead.yaml").symlink_to("nowhere")
    before = tree(tmp_path)
    for name, received in (
        ("ours.yaml", b"ours.yaml"),
        ("new.yaml", b"cstd-26.schema.json"),
        ("dead.yaml", b"dead.yaml"),
    ):
        done = init("--call", "cstd-26", "--entity", "Acme", name, cwd=tmp_path)
        assert done.returncode == 2
        assert received in done.stderr
    done = init("--call", "cstd-26", "--entity", "Acme", "ours.yaml/new/a.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert tree(tmp_path) == before


def test_settings_with_errors_are_reported_before_anything_is_written(tmp_path):
    (tmp_path / "wsisc.toml").write_text("[build]\nfromats = 1\n")
    done = init("a.yaml", "--entity", "E", cwd=tmp_path)
    assert (done.returncode, sorted(tree(tmp_path))) == (2, ["wsisc.toml"])
    assert "use formats" in done.stderr.decode()


def test_a_second_submission_next_to_the_first_shares_its_schema(tmp_path):
    for name in ("one", "two"):
        done = init("--call", "cstd-26", "--entity", "Acme", "--acronym", name, "ours/", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert sorted(tree(tmp_path / "ours")) == ["cstd-26.schema.json", "one_2022.yaml", "two_2022.yaml"]


def test_a_failure_half_way_leaves_nothing_behind(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / ".wsisc").write_text("a file where the folder of the schema belongs")
    before = tree(tmp_path)
    done = init("--entity", "Acme", "--repo", "ours", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert tree(tmp_path) == before


@pytest.fixture
def repository(tmp_path):
    """A scratch repository of Git, with what --repo puts there."""
    subprocess.run(["git", "init", "--quiet", tmp_path / "ours"], check=True, capture_output=True)
    arguments = ["--call", "cstd-26", "--entity", ENTITY, "--acronym", "MICT", "--type", "government", "--repo", "ours"]
    done = init(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert b"cd ours" in done.stdout
    return tmp_path / "ours"


def committed(folder: Path) -> list[str]:
    """Return what Git would take up of a folder."""
    command = ["git", "ls-files", "--others", "--exclude-standard"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.splitlines()


def test_a_repository_holds_what_its_tools_can_read(repository):
    names = committed(repository)
    assert {"mict_2022.yaml", "wsisc.toml", "figures/README.md", ".wsisc/cstd-26.schema.json"} <= set(names)
    for name in names:
        content = (repository / name).read_bytes()
        assert b"\r" not in content
        if name.endswith(".json"):
            json.loads(content)
        elif name.endswith(".toml"):
            tomllib.loads(content.decode())
        elif name.endswith((".yaml", ".yml")):
            assert yaml.safe_load(content)
    command = ["git", "check-attr", "binary", "--", "a.docx"]
    assert b"binary: set" in subprocess.run(command, cwd=repository, check=True, capture_output=True).stdout


def test_a_repository_is_checked_and_built_as_a_draft_until_it_is_none(repository):
    before = committed(repository)
    assert wsisc("validate", ".", cwd=repository).returncode == 0
    assert wsisc("build", ".", cwd=repository).returncode == 0
    assert sorted(path.name for path in (repository / "build").iterdir()) == ["mict_2022.docx", "mict_2022.pdf"]
    job = yaml.safe_load((repository / ".gitlab-ci.yml").read_text("utf-8"))["submissions"]
    validating, building = (line for line in job["script"][-1].splitlines() if line.startswith("wsisc"))
    for line in (validating, building):  # as somebody tries on their own machine what GitLab does
        assert wsisc(*shlex.split(line.partition(" ||")[0])[1:], cwd=repository).returncode == 0
    assert (repository / "documents" / "mict_2022.docx").is_file()
    assert (repository / "gl-code-quality-report.json").is_file()
    assert committed(repository) == before
    replace(repository / "wsisc.toml", ("draft = true", "# draft = true"))
    assert wsisc("validate", ".", cwd=repository).returncode == 1
    assert wsisc("build", ".", cwd=repository).returncode == 1


def test_a_repository_is_begun_once(repository):
    before = tree(repository)
    done = init("--entity", "Other", "--repo", "ours", cwd=repository.parent)
    assert done.returncode == 2
    assert b"wsisc.toml" in done.stderr
    assert tree(repository) == before


def test_another_submission_of_a_repository_uses_its_folder_of_schemas(repository):
    done = init("--call", "cstd-17", "--entity", "Other", "old/", cwd=repository)
    assert done.returncode == 0, done.stderr
    first = (repository / "old" / "other_2013.yaml").read_text("utf-8").splitlines()[0]
    named = re.search(r"\$schema=(.*)", first)[1]
    assert json.loads((repository / "old" / named).read_text("utf-8"))["properties"]["call"]["enum"] == ["cstd-17"]
    assert not list((repository / "old").glob("*.json"))


def test_the_call_of_a_repository_is_the_usual_one(repository):
    own = wsisc("calls", "show", "cstd-26").stdout.decode().replace("cstd-26", "cstd-30", 1)
    own = own.replace("id: cstd-26", "id: cstd-30").replace("number: 26, year: 2023", "number: 30, year: 2027")
    (repository / "calls").mkdir()
    (repository / "calls" / "cstd-30.yaml").write_text(own, "utf-8")
    done = init("--entity", "Other", "next.yaml", cwd=repository)
    assert done.returncode == 0, done.stderr
    created = yaml.safe_load((repository / "next.yaml").read_text("utf-8"))
    assert (created["call"], "in 2026" in created["title"]) == ("cstd-30", True)


@pytest.mark.judge
@pytest.mark.parametrize("id", ["cstd-26", "cstd-next", "cstd-wsis20"])
def test_an_editor_finds_its_schema_and_no_problem(id, tmp_path):
    tools = Path(os.environ.get("WSISC_JUDGES", ROOT / ".tools"))
    program = tools / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    assert init("--call", id, "--entity", ENTITY, "--acronym", "MICT", "--repo", "ours", cwd=tmp_path).returncode == 0
    (path,) = (tmp_path / "ours").glob("mict*.yaml")
    text = path.read_text("utf-8")
    server = Server(["node", program, "--stdio"], tmp_path / "ours")
    try:
        assert server.problems(path, text) == []
        assert [
            line for line, _ in server.problems(path.with_name("b.yaml"), text.replace("\nlanguage:", "\nlangauge:"))
        ]
        shown = server.at("hover", path, re.sub(r"(\nparts:(?:\n *#.*|\n)*\n  )", r"\1‸", text, count=1))
        assert "stakeholders" in str(shown) or "WSIS" in str(shown)
    finally:
        server.close()


def test_git_ignores_what_a_review_and_a_merge_leave_beside_a_file(repository):
    left = ["a.reviewed.docx", "received/b.reviewed.docm", "ours.yaml.bak", "ours/ours.yaml.bak2"]
    kept = ["ours.yaml", "reviewed.docx", "calls/own.yaml"]
    done = subprocess.run(["git", "check-ignore", *left, *kept], cwd=repository, capture_output=True)
    assert done.stdout.decode().split() == left


def test_what_files_are_for_is_said_in_the_language_of_messages(tmp_path):
    done = wsisc("--lang", "fr", "init", "a.yaml", "--entity", "Agence", "--call", "cstd-26", cwd=tmp_path)
    assert "la contribution ; écrivez dans ce fichier" in done.stdout.decode()

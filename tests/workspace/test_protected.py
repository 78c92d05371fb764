"""No command writes a report or a document over the work of a person, whatever names it and whatever its name is."""

import importlib
import json
import os
import shlex
from pathlib import Path

import click
import pytest
import yaml

from tests import inprocess
from tests.conftest import ROOT, as_yaml, minimal, some_quick
from wsisc.cli import COMMANDS, complete
from wsisc.messages.diagnostic import WsiscError
from wsisc.report import REPORTS as REPORT_FORMATS
from wsisc.report import previous
from wsisc.workspace import protected

OURS, OTHERS = as_yaml(minimal()), as_yaml(minimal({"title": "Theirs"}))
LINES = "Text that was changed " * 9
NAMES = {
    "report": ["validate", "ours.yaml", "--output-file"],
    "differences": ["validate", "--diff", "ours.yaml", "--output-file"],
    "report of fixes": ["validate", "--fix", "ours.yaml", "--output-file"],
    "report on several": ["validate", "--only-submissions", "ours.yaml", "folder", "--output-file"],
    "counts": ["stats", "ours.yaml", "--output-file"],
    "counts as data": ["stats", "ours.yaml", "--output-format", "csv", "--output-file"],
    "repetitions": ["recycled", "theirs.yaml", "ours.yaml", "-o"],
    "document": ["build", "ours.yaml", "--format", "md", "-o"],
}  # fmt: skip


def run(folder: Path, *words: object) -> tuple[int, str]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        done = inprocess.run(*words)
    finally:
        os.chdir(before)
    return done.code, f"{done.stdout}{done.stderr}"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path):
    """Two submissions, under several names, and other files that a person writes."""
    here = tmp_path / "here"
    (here / "folder").mkdir(parents=True)
    (here / "calls").mkdir()
    (here / "ours.yaml").write_bytes(OURS)
    (here / "theirs.yaml").write_bytes(OTHERS)
    (here / "folder" / "more.yaml").write_bytes(OTHERS)
    (here / "notes.txt").write_bytes(b"# kept under another name\n" + OTHERS)
    (here / "broken").write_bytes(b"wsisc: 1\ntitle: [\n")
    (here / "ours.json").write_text(json.dumps(minimal()))
    (here / "wsisc.toml").write_text("[validate]\n")
    (here / "chart.png").write_bytes((ROOT / "tests" / "figures" / "chart.png").read_bytes())
    (here / "symbolic").symlink_to("ours.yaml")
    (here / "symbolic.md").symlink_to("symbolic")
    os.link(here / "ours.yaml", here / "hard")
    os.link(here / "theirs.yaml", here / "hard.md")
    (here / "linked").symlink_to(".", target_is_directory=True)
    return here


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize(
    "target",
    [
        "ours.yaml", "./folder/../ours.yaml", "linked/ours.yaml", "OURS.YAML", "symbolic", "symbolic.md", "hard", "hard.md",
        "theirs.yaml", "folder/more.yaml", "notes.txt", "broken", "ours.json", "wsisc.toml", "chart.png",
    ],
)  # fmt: skip
def test_nothing_is_written_over_a_source(folder, words, target):
    before = contents(folder)
    code, output = run(folder, *words, target)
    assert code == 2, output
    assert target.rpartition("/")[2] in output
    assert contents(folder) == before


@pytest.mark.parametrize("name", ["out.docx", "out.csv", "out.json"])
@pytest.mark.parametrize("link", [os.link, os.symlink], ids=["hard", "symbolic"])
def test_a_collection_is_not_written_over_a_submission(folder, name, link):
    link(folder / "theirs.yaml", folder / name)
    before = contents(folder)
    code, output = run(folder, "collate", "ours.yaml", "-o", name)
    assert code == 2, output
    assert contents(folder) == before


def test_a_schema_is_not_written_over_a_submission(folder):
    before = contents(folder)
    assert run(folder, "schema", "cstd-26", "-o", "ours.json")[0] == 2
    assert contents(folder) == before
    assert run(folder, "schema", "cstd-26", "-o", "a.schema.json") == (0, "")
    assert run(folder, "schema", "cstd-next", "-o", "a.schema.json") == (0, "")
    (folder / "package.json").write_text('{"name": "a"}')
    assert run(folder, "schema", "cstd-26", "-o", "package.json")[0] == 2


def test_documents_are_not_written_over_another_submission_in_json(folder):
    (folder / "folder" / "more.json").write_text(json.dumps(minimal()))
    before = contents(folder)
    assert run(folder, "build", "folder/more.yaml", "--format", "json")[0] == 2
    assert contents(folder) == before


REPORTS = {
    **{each: ["validate", "--output-format", each] for each in REPORT_FORMATS},
    "diff": ["validate", "--diff"],
    **{f"stats-{each}": ["stats", "--output-format", each] for each in ("text", "json", "csv")},
    **{f"recycled-{each}": ["recycled", "--output-format", each] for each in ("full", "json")},
}  # fmt: skip
FOREIGN = {
    "report.docx": b"PK\3\4", "report.pdf": b"%PDF-1.7\n", "report.html": b"<html>", "report.md": b"# Notes\n",
    "report.json": b'{"name": "package"}', "report.xml": b"<testsuites/>", "report.txt": b"of last time", "Makefile": b"all:\n",
    "report.csv": b"a,b\n", "list.json": b"[1]", "run.sarif": b'{"runs": [{"tool": {"driver": {"name": "other"}}}]}',
}  # fmt: skip


@pytest.fixture
def reported(folder):
    """A folder with submissions of which there is much to report, little, and nothing."""
    text = {"one": {"text": LINES}}
    (folder / "wrong.yaml").write_bytes(OURS.replace(b"title: A", b"title: A  ").replace(b"wsisc: 1", b"wsisc: 2"))
    (folder / "spaced.yaml").write_bytes(as_yaml(minimal({"title": "A  title", "parts": text})))
    (folder / "sound.yaml").write_bytes(as_yaml(minimal({"parts": text})))
    return folder


@pytest.mark.parametrize("kind", some_quick(REPORTS, 3))
def test_a_report_replaces_a_report_of_its_kind_and_nothing_else(reported, kind):
    words = REPORTS[kind]
    (reported / "report").write_bytes(b"")
    seen = set()
    for names in (
        ["wrong.yaml"],
        ["ours.yaml", "theirs.yaml"],
        ["spaced.yaml", "sound.yaml"],
        ["wrong.yaml", "ours.yaml"],
    ):
        if words[0] == "recycled" and len(names) < 2:
            continue
        code, output = run(reported, *words, *names, "--output-file", "report")
        assert code < 2, output
        seen.add((reported / "report").read_bytes())
    assert len(seen) > 1
    for name, content in FOREIGN.items():
        (reported / name).write_bytes(content)
        code, output = run(reported, *words, "ours.yaml", "theirs.yaml", "--output-file", name)
        assert (code, name in output, (reported / name).read_bytes()) == (2, True, content), output


@pytest.mark.parametrize("own", some_quick(["markdown", "diff", "stats-json", "recycled-json"], 4))
def test_no_report_takes_the_place_of_one_of_another_kind(reported, own):
    assert previous.FORMATS.keys() == REPORT_FORMATS.keys()
    kinds = []
    for number, words in enumerate(REPORTS.values()):
        assert run(reported, *words, "spaced.yaml", "sound.yaml", "--output-file", f"report-{number}")[0] < 2
        kinds.append((reported / f"report-{number}").read_bytes())
    words = REPORTS[own]  # of each command one format is enough
    for other, content in zip(REPORTS, kinds, strict=True):
        (reported / "report").write_bytes(content)
        is_alike = REPORTS[other][:2] == words[:2] if words[0] == "validate" else REPORTS[other][0] == words[0]
        code, output = run(reported, *words, "ours.yaml", "theirs.yaml", "--output-file", "report")
        assert (code != 2) is is_alike, (own, other, output)


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("name", ["new.toml", "folder/wsisc.toml", ".gitlab-ci.yml", "new.YAML"])
def test_no_output_is_found_as_settings_or_a_submission(folder, words, name):
    before = contents(folder)
    code, output = run(folder, *words, name)
    assert (code, name in output) == (2, True), output
    assert contents(folder) == before


def test_what_changes_a_source_still_does(folder):
    (folder / "ours.yaml").write_bytes(OURS.replace(b"A title", b"A  title"))
    assert run(folder, "validate", "--fix", "ours.yaml")[0] == 0
    assert (folder / "ours.yaml").read_bytes() == OURS
    assert run(folder, "migrate", "ours.yaml", "--to", "cstd-next")[0] in (0, 1)
    assert b"cstd-next" in (folder / "ours.yaml").read_bytes()


def test_the_marker_of_a_site_makes_no_other_file_its_own(folder):
    (folder / ".wsisc-site").write_text("wsisc site 1\nours.yaml\nnotes.txt\n.git/config\nfiles/.hidden\nold.html\n")
    (folder / "old.html").write_text("of last time")
    before = contents(folder)
    code, output = run(folder, "site", "theirs.yaml", "-o", ".")
    assert code == 0, output
    after = contents(folder)
    assert {name: after.get(name) for name in before if name not in (".wsisc-site", "old.html")} == {
        name: content for name, content in before.items() if name not in (".wsisc-site", "old.html")
    }
    assert "old.html" not in after


def options() -> list[tuple[str, str]]:
    """Return the commands with their options that name a file or folder."""
    found = []
    for name in COMMANDS:
        command = importlib.import_module(f"wsisc.cli.{'import_' if name == 'import' else name}").command
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        for word, each in inner.items():
            found += [
                (f"{name} {word}".strip(), option.opts[-1])
                for option in each.params
                if isinstance(option, click.Option) and option._custom_shell_complete is complete.paths
            ]
    return found


WORDS = {
    "build": "ours.yaml", "calls new": "--from cstd-26 --session 30", "collate": "ours.yaml",
    "diff": "ours.yaml theirs.yaml", "extract": "ours.docx", "form": "cstd-26",
    "import": "ours.docx", "migrate": "ours.yaml --to cstd-next", "recycled": "ours.yaml theirs.yaml", "schema": "cstd-26",
    "review": "ours.docx", "site": "ours.yaml", "stats": "ours.yaml", "validate": "ours.yaml", "config show": "",
    "parity": "ours.yaml theirs.yaml", "translate export": "ours.yaml --to fr", "translate import": "ours.docx",
    "calls show": "cstd-26", "preview": "ours.yaml", "tags suggest": "ours.yaml",
}  # fmt: skip


@pytest.mark.parametrize(("command", "option"), options())
def test_an_empty_name_is_wrong_usage(folder, command, option):
    (folder / "ours.docx").write_bytes(b"PK")
    before = contents(folder)
    code, output = run(folder, *command.split(), *WORDS[command].split(), option, "")
    assert code == 2, output
    assert "empty" in output
    assert contents(folder) == before


def test_the_options_that_name_files_are_known():
    assert {command for command, _ in options()} == set(WORDS)
    assert ("import", "--into") in options()
    source = "".join(path.read_text("utf-8") for path in (ROOT / "wsisc" / "cli").glob("*.py"))
    shared = source.count("@reports.OPTIONS") - 1  # of these, each has the option --output-file
    assert source.count('"--output-file"') + source.count('"--output"') + shared == sum(
        "output" in each for _, each in options()
    )


def test_a_file_may_be_named_as_an_option_after_two_dashes(folder):
    (folder / "--output-file=ours.yaml").write_bytes(OTHERS)
    before = contents(folder)
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert len(hooks) == 3
    for hook in [each for each in hooks if each.get("types") == ["yaml"]]:
        words = shlex.split(hook["entry"])[1:] + hook.get("args", [])
        code, output = run(folder, *words, "--output-file=ours.yaml", "theirs.yaml")
        assert code == 0, output
        assert contents(folder) == before


def test_a_word_file_may_be_named_as_an_option_after_two_dashes(folder):
    (folder / "--output=ours.docx").write_bytes(b"PK")
    [hook] = [
        each
        for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
        if each["id"] == "wsisc-review"
    ]
    before = contents(folder)
    code, output = run(folder, *shlex.split(hook["entry"])[1:], "--output=ours.docx")
    assert "the Word file is damaged" in output
    assert code in (2, 3)
    assert contents(folder) == before


def test_a_file_is_known_by_what_it_is(folder):
    inputs = protected.ProtectedFiles([folder / "ours.yaml", None])
    inputs.refuse_overwrite(folder / "new.txt")
    for name in ("hard", "symbolic", "Ours.Yaml"):
        with pytest.raises(WsiscError):
            inputs.refuse_overwrite(folder / name)
    protected.refuse_overwrite(folder / "ours.yaml", OURS)  # which changes nothing
    with pytest.raises(WsiscError):
        protected.refuse_overwrite(folder / "ours.yaml", OTHERS)


def test_a_text_with_the_first_line_of_a_submission_does_not_block_the_next_build(folder):
    text = {"text": "A summary.\n\nwsisc: 2\n\n- wsisc: 1"}
    (folder / "quoting.yaml").write_bytes(as_yaml(minimal({"parts": {"one": text}})))
    for _ in range(2):
        assert run(folder, "build", "quoting.yaml", "--format", "md,html,json", "-o", "out")[0] == 0


def test_a_submission_in_which_git_left_a_conflict_is_not_overwritten(folder):
    conflict = "<<<<<<< HEAD\nwsisc: 1\n=======\nwsisc: 1\n>>>>>>> theirs\n"
    (folder / "out.html").write_text(conflict)
    assert run(folder, "build", "ours.yaml", "-o", "out.html")[0] == 2
    assert (folder / "out.html").read_text() == conflict

"""What a command writes stays in the folder that was named: neither a link nor a setting leads it elsewhere."""

import os
import subprocess
import sys
import threading
import time

import pytest

from tests.conftest import as_yaml, minimal, wsisc
from tests.inprocess import run
from tests.old.test_old import edited

LINKS = pytest.mark.skipif(os.name == "nt", reason="links need rights there")
PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
WRITING = {
    "a document": ("build", "a.yaml", "--format", "md"),
    "a document in a folder": ("build", "a.yaml", "--format", "md", "-o", "."),
    "a report": ("validate", "a.yaml", "--output-file", "a.md", "--output-format", "markdown"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a submission, next to a file outside it."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "a.yaml").write_bytes(as_yaml(minimal()))
    (tmp_path / "precious.txt").write_text("precious")
    monkeypatch.chdir(here)
    return here


@LINKS
@pytest.mark.parametrize("leads", ["../precious.txt", "../not/there.txt", "not-there.txt"])
@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING.keys())
def test_nothing_is_written_through_a_link_that_leads_out_or_nowhere(folder, words, leads):
    (folder / "a.md").symlink_to(leads)
    assert run(*words).code == 2
    assert (folder / "a.md").is_symlink()
    assert (folder.parent / "precious.txt").read_text() == "precious"
    assert sorted(os.listdir(folder.parent)) == ["here", "precious.txt"]
    assert sorted(os.listdir(folder)) == ["a.md", "a.yaml"]


CHANGING = {
    "fixes": ("validate", "--fix", "b.yaml"),
    "fixes of many": ("validate", "--fix", "a.yaml", "b.yaml"),
    "fixes of a folder": ("validate", "--fix", "."),
    "another call": ("migrate", "b.yaml", "--to", "cstd-next"),
    "a review": ("import", "b.docx", "--into", "b.yaml"),
}


@LINKS
@pytest.mark.parametrize("words", CHANGING.values(), ids=CHANGING.keys())
def test_no_source_is_changed_through_a_link_that_leads_out(folder, words):
    theirs, spaced = folder.parent / "theirs.yaml", as_yaml(minimal({"title": "A  title"}))
    assert run("build", "a.yaml", "-o", "b.docx").code == 0
    (folder / "b.docx").write_bytes(edited((folder / "b.docx").read_bytes(), b"A summary.", b"Another summary."))
    (folder / "a.yaml").write_bytes(spaced)
    theirs.write_bytes(spaced if words[0] == "validate" else as_yaml(minimal()))
    before = theirs.read_bytes()
    (folder / "b.yaml").symlink_to("../theirs.yaml")
    done = run(*words)
    assert (done.code, "b.yaml would be written to" in done.stderr) == (2, True), done.stderr
    assert theirs.read_bytes() == before
    assert (folder / "a.yaml").read_bytes() == spaced  # nothing is changed before all links are known
    (folder / "b.yaml").unlink()
    (folder / "b.yaml").symlink_to("c.yaml")
    (folder / "c.yaml").write_bytes(before)
    assert run(*words).code in (0, 1)
    assert (folder / "b.yaml").is_symlink()
    assert (folder / "c.yaml").read_bytes() != before


@LINKS
def test_a_link_within_a_named_folder_leads_out_of_it(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "b.yaml").write_bytes(as_yaml(minimal()))
    (folder / "out").mkdir()
    (folder / "out" / "sub").symlink_to("../..")
    assert run("build", ".", "--format", "md", "-o", "out").code == 2
    assert sorted(os.listdir(folder.parent)) == ["here", "precious.txt"]
    assert os.listdir(folder / "out") == ["sub"]


@LINKS
def test_a_folder_that_is_named_may_be_a_link_and_so_may_one_above(folder):
    (folder.parent / "elsewhere" / "deep").mkdir(parents=True)
    (folder / "out").symlink_to("../elsewhere")
    (folder / "inside.md").symlink_to("real.md")
    (folder / "real.md").write_text("")
    assert run("build", "a.yaml", "--format", "md", "-o", "out").code == 0
    assert run("build", "a.yaml", "--format", "md", "-o", "out/deep/named.md").code == 0
    assert run("build", "a.yaml", "--format", "md", "-o", "inside.md").code == 0
    created = (folder.parent / "elsewhere" / "a.md").read_bytes()
    assert (
        created == (folder.parent / "elsewhere" / "deep" / "named.md").read_bytes() == (folder / "real.md").read_bytes()
    )
    assert created


@PIPES
@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING.keys())
def test_a_pipe_from_which_nobody_reads_is_not_waited_for(folder, words):
    os.mkfifo(folder / "a.md")
    assert run(*words).code == 3


@PIPES
def test_a_pipe_is_written_to_where_a_user_reads_and_a_device_as_it_is(folder):
    os.mkfifo(folder / "pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append((folder / "pipe").read_bytes()), daemon=True)
    reader.start()
    deadline = time.monotonic() + 20
    while run("build", "a.yaml", "--format", "md", "-o", "pipe").code:  # until the reader has opened it
        assert time.monotonic() < deadline
    reader.join(10)
    assert run("build", "a.yaml", "--format", "md", "-o", os.devnull).code == 0
    assert run("build", "a.yaml", "--format", "md").code == 0
    assert read == [(folder / "a.md").read_bytes()]


@LINKS
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_has_several_names(folder, name):
    if not os.path.exists(name):
        pytest.skip("the system has no such name")
    done = wsisc("build", "a.yaml", "--format", "md", "-o", name, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert run("build", "a.yaml", "--format", "md").code == 0
    assert done.stdout == (folder / "a.md").read_bytes()
    with (folder / "log").open("wb") as log:
        log.write(b"before\n")
        log.flush()
        command = [sys.executable, "-m", "wsisc", "build", "a.yaml", "--format", "md", "-o", name]
        subprocess.run(command, cwd=folder, stdout=log, stderr=subprocess.PIPE, check=True, timeout=100)
    assert (folder / "log").read_bytes() == b"before\n" + done.stdout


LED = [pytest.param(each, marks=LINKS) for each in ("linked", "linked/sub")]


@pytest.mark.parametrize("output", ["../out", "/", "sub/../../out", *LED])
def test_the_settings_of_a_folder_name_no_place_out_of_it(folder, output):
    if output.startswith("linked"):
        (folder / "linked").symlink_to("..")
    named = str(folder.parent / "absolute") if output == "/" else output
    (folder / "wsisc.toml").write_text(f"[build]\nformats = ['md']\noutput = '{named}'\n")
    before = sorted(os.listdir(folder.parent))
    assert run("build", "a.yaml").code == 2
    assert sorted(os.listdir(folder.parent)) == before
    assert run("build", "a.yaml", "-o", "mine/").code == 0
    (folder / "wsisc.toml").write_text("[build]\nformats = ['md']\noutput = 'sub/out'\n")
    assert run("build", "a.yaml").code == 0
    assert (folder / "sub" / "out" / "a.md").read_bytes() == (folder / "mine" / "a.md").read_bytes()

"""`build` and `validate` over real folders: odd names, links, unreadable folders, settings, readers that exit."""

import contextlib
import ctypes
import io
import os
import pty
import shutil
import signal
import subprocess
import sys
import zipfile

import pytest
from PIL import Image

from tests.conftest import as_yaml, minimal, some_quick, wsisc
from wsisc import api
from wsisc.engines import child_processes
from wsisc.pipeline.jobs import executors


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / "in" / f"{name}.yaml").write_bytes(as_yaml(minimal({"title": f"Title {name}"})))
    return tmp_path


def test_without_a_number_of_jobs_there_is_one_for_each_core(folder, monkeypatch):
    def start(jobs):
        started.append(jobs)
        return executors.InProcessExecutor()

    started, start_thread = [], child_processes.start_thread
    monkeypatch.setattr(executors, "start_processes", start)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    for name in "de":
        shutil.copy(folder / "in" / "a.yaml", folder / "in" / f"{name}.yaml")
    assert wsisc("build", "in", "--format", "docx", "--no-cache", "-o", "out", cwd=folder).returncode == 0
    assert wsisc("build", "in", "--format", "docx", "--no-cache", "-o", "in", "--jobs", 2, cwd=folder).returncode == 0
    assert wsisc("review", "out/a.docx", "out/b.docx", "-o", "reviewed/", cwd=folder).returncode in (0, 1)
    assert wsisc("import", "out", cwd=folder).returncode in (0, 1)
    assert started == [3, 2, 2, 3]
    started.clear()
    monkeypatch.setattr(child_processes, "start_thread", lambda thread: started.append(1) or start_thread(thread))
    assert wsisc("collate", "in", "-o", "all.html", cwd=folder).returncode in (0, 1)
    assert sum(started) >= 3


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def draft() -> bytes:
    data = minimal()
    data["parts"] = {"one": data["parts"]["one"]}
    return as_yaml(data)


def test_each_file_is_built_as_the_wsisc_toml_above_it_says(folder):
    for name in ("ours", "theirs"):
        (folder / "in" / name).mkdir()
        (folder / "in" / name / "x.yaml").write_bytes(draft())
    (folder / "in" / "ours" / "wsisc.toml").write_text(
        '[validate]\ndraft = true\n[build]\nformats = ["md"]\noutput = "docs"\n'
    )
    for paths in (("in",), ("in/theirs", "in/ours", "in"), ("in/ours", "in/theirs", "in")):
        done = wsisc("build", *paths, cwd=folder)
        assert (done.returncode, done.stderr.count(b"error[missing-part]")) == (1, 3)
        assert files(folder / "in" / "ours") == ["docs/x.md", "wsisc.toml", "x.yaml"]
        assert files(folder / "in" / "theirs") == ["x.yaml"]
        assert (folder / "in" / "a.docx").is_file()
        shutil.rmtree(folder / "in" / "ours" / "docs")
    (folder / "in" / "ours" / "wsisc.toml").write_text('[build]\nformats = ["dox"]\n')
    done = wsisc("build", "in", cwd=folder)
    assert (done.returncode, b"ours/wsisc.toml: [build] formats: the format 'dox' does not exist" in done.stderr) == (
        2,
        True,
    )


def test_documents_lie_as_their_sources_do_whichever_folder_is_named(folder):
    (folder / "wsisc.toml").write_text('[build]\noutput = "out"\n')
    (folder / "other").mkdir()
    shutil.copy(folder / "in" / "a.yaml", folder / "other" / "a.yaml")
    for paths in (["in"], ["other/a.yaml"], ["."]):
        assert wsisc("build", *paths, cwd=folder).returncode == 0
    assert files(folder / "out") == ["in/a.docx", "in/b.docx", "in/c.docx", "other/a.docx"]
    assert wsisc("build", "a.yaml", cwd=folder / "other").returncode == 0
    assert files(folder / "other") == ["a.yaml"]


def test_two_sources_of_one_document_are_both_named(folder):
    shutil.copy(folder / "in" / "a.yaml", folder / "in" / "a.yml")
    done = wsisc("build", "in", "-o", "out", cwd=folder)
    assert done.returncode == 2
    assert (
        b"out/a.docx would be built from both in/a.yaml and in/a.yml: rename one, or build them separately"
        in done.stderr
    )


def without_the_powers_of_root() -> None:
    for power in (1, 2):  # to read what is closed
        ctypes.CDLL(None).prctl(24, power, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="root can read all files, apart from Linux's capabilities")
def test_what_cannot_be_read_is_reported_and_stops_nothing(folder):
    (folder / "in" / "closed").mkdir()
    shutil.copy(folder / "in" / "a.yaml", folder / "in" / "closed" / "d.yaml")
    (folder / "in" / "closed").chmod(0)
    (folder / "in" / "b.yaml").chmod(0)
    (folder / "in" / "gone.yaml").symlink_to("nowhere.yaml")
    (folder / "in" / "round.yaml").symlink_to("round.yaml")

    def run(*words: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "wsisc", *words]
        return subprocess.run(command, cwd=folder, capture_output=True, preexec_fn=without_the_powers_of_root)

    try:
        built, checked, alone = run("build", "in", "-o", "out"), run("validate", "in"), run("validate", "in/closed")
        named = run("build", "in/b.yaml", "in/c.yaml", "-o", "named")
    finally:
        (folder / "in" / "closed").chmod(0o755)
    for done in (built, checked):
        assert done.returncode == 3
        for name in ("b.yaml", "closed", "gone.yaml", "round.yaml"):
            assert f"error: in/{name} cannot be read: ".encode() in done.stderr
    assert b", 4 failed\n" in built.stderr
    assert files(folder / "out") == ["a.docx", "c.docx"]
    assert (alone.returncode, alone.stderr) == (3, b"error: in/closed cannot be read: Permission denied\n")
    assert (named.returncode, files(folder / "named")) == (3, ["c.docx"])


def test_patterns_do_not_follow_links_round_in_circles(folder):
    for name in ("one", "two", "three"):
        (folder / "in" / name).symlink_to(".")
    done = wsisc("build", "in/**/*.yaml", "-o", "out", cwd=folder)
    assert (done.returncode, files(folder / "out")) == (0, ["a.docx", "b.docx", "c.docx"])
    (folder / "in" / ".hidden").mkdir()
    shutil.copy(folder / "in" / "a.yaml", folder / "in" / ".hidden" / "d.yaml")
    assert wsisc("validate", "in/*/d.yaml", cwd=folder).returncode == 2
    assert wsisc("validate", "in/.h*/d.yaml", cwd=folder).returncode == 0


def test_a_pipe_is_read_once(folder):
    command = f'"{sys.executable}" -m wsisc build <(cat in/a.yaml) -o out/a.docx'
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"out/a.docx\n"), done.stderr.decode()


@pytest.mark.parametrize("to_both", some_quick(["", "2>&1"], 2))
def test_a_reader_that_goes_away_stops_no_document(folder, to_both):
    (folder / "in" / "bad.yaml").write_text("wsisc: 1\ntitle: [unclosed\n")
    for number in range(12):
        (folder / "in" / f"d{number}.yaml").write_bytes(as_yaml(minimal({"title": f"Title {number}"})))
    command = f'"{sys.executable}" -m wsisc build in -o out {to_both} | head -n 1; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True)
    assert (done.returncode, len(files(folder / "out"))) == (1, 15)
    assert b"Broken pipe" not in done.stderr


def test_names_steer_neither_a_terminal_nor_the_log_of_a_ci(folder):
    names = [b"new\n::add-mask::line.yaml", b"\x1b[31mred.yaml", b"n\xff.yaml"]
    for name in names:
        for at, content in enumerate((as_yaml(minimal()), b"wsisc: 1\ntitle: [unclosed\n")):
            path = os.path.join(os.fsencode(folder), b"in", b"%d" % at + name)
            with open(path, "wb") as file:
                file.write(content)
    done = wsisc("build", "in", cwd=folder)
    assert (done.returncode, done.stderr.count(b"error[syntax]")) == (1, 3)
    assert len(files(folder / "in")) == 9 + 6
    for output in (done.stdout, done.stderr):
        assert b"\x1b" not in output
        assert b"\n::add-mask" not in output


def test_names_of_documents_go_to_a_pipe_next_to_a_bar_on_the_terminal(folder):
    for number in range(9):
        (folder / "in" / f"d{number}.yaml").write_bytes(as_yaml(minimal({"title": f"Title {number}"})))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "wsisc", "build", "in", "-o", "out"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    output = bytearray()
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(ours, 4096):
            output += piece
    assert len(process.communicate()[0].splitlines()) == 12
    assert b"12/12" in output
    assert b"\x1b[2K12 submissions: " in output


def test_a_bar_that_is_ended_gives_the_cursor_back(folder):
    for number in range(40):
        (folder / "in" / f"d{number}.yaml").write_bytes(as_yaml(minimal({"title": f"Title {number}"})))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "wsisc", "build", "in", "-o", "out", "--no-cache"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    output = os.read(ours, 4096)
    process.terminate()
    assert process.wait(20) == 128 + signal.SIGTERM
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(ours, 4096):
            output += piece
    assert output.startswith(b"\x1b[?25l")
    assert output.rstrip().endswith(b"\x1b[?25h")


def test_a_key_in_disguise_hides_no_figure(folder):
    created = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(created, "PNG")
    (folder / "in" / "blue.png").write_bytes(created.getvalue())
    text = as_yaml(minimal({"parts": {"one": {"text": "Words.\n\n![p]\n\nWords."}}}))
    figure = "{p: {file: blue.png, alt: A blue field, caption: Blue}}"
    for number, key in enumerate(('"fig\\u0075res":', "? figures # of ours\n:")):
        (folder / "in" / f"f{number}.yaml").write_bytes(text + f"{key} {figure}\n".encode())
        done = wsisc("build", f"in/f{number}.yaml", cwd=folder)
        assert done.returncode == 0, done.stderr.decode()
        with zipfile.ZipFile(folder / "in" / f"f{number}.docx") as archive:
            assert any(name.endswith(".png") for name in archive.namelist())


def test_a_draft_with_warnings_comes_from_the_cache_with_them(folder):
    (folder / "in" / "a.yaml").write_bytes(draft())
    output = []
    for _ in range(2):
        shutil.rmtree(folder / "out", ignore_errors=True)
        output.append(
            wsisc("build", "in", "--draft", "-o", "out", cwd=folder, XDG_CACHE_HOME=str(folder / "kept")).stderr
        )
    assert output[0].count(b"warning[missing-part]") == 3
    assert output[1] == output[0].replace(b"3 built", b"3 from the cache")


def test_a_pool_leaves_no_variable_behind(folder):
    before = dict(os.environ)
    built = list(
        api.build_files(
            [folder / "in"],
            options=api.DocumentOptions(formats=["md"]),
            batch=api.BatchOptions(jobs=2, use_cache=False),
        )
    )
    assert [list(each.written) for each in built] == [["md"]] * 3
    assert dict(os.environ) == before

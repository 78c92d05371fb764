"""`build --watch` builds again after each change, and ends with Ctrl-C."""

import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT, as_yaml, minimal, some_quick, wsisc


@pytest.fixture
def watched(tmp_path):
    """A folder with a submission, a function that starts a watch, and one that waits for a condition."""
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    running = []

    def start(*words):
        command = [sys.executable, "-m", "wsisc", "build", "--watch", "--format", "md", *words]
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        assert "press Ctrl-C to stop" in process.stderr.readline()
        return process

    yield tmp_path, start
    for process in running:
        process.kill()
        process.communicate()


def wait(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_change_is_built_and_ctrl_c_ends(watched):
    folder, start = watched
    process = start("a.yaml")
    assert "A title" in (folder / "a.md").read_text("utf-8")
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"title": "Another title"})))
    wait(lambda: "Another title" in (folder / "a.md").read_text("utf-8"))
    (folder / "a.yaml").write_bytes(b"title: [\n")
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"title": "A third title"})))
    wait(lambda: "A third title" in (folder / "a.md").read_text("utf-8"))
    for _ in range(2):  # a broken file may have been seen in between
        assert process.stdout.readline() == "a.md\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors


def test_new_settings_hold_for_the_next_build_and_errors_do_not_end_the_watch(watched):
    folder, start = watched
    process = start(".", "--format", "md")
    (folder / "wsisc.toml").write_text("[build]\nformats = 1\n")
    assert "formats must be" in process.stderr.readline()
    (folder / "wsisc.toml").write_text('[build]\noutput = "out"\n')
    wait((folder / "out" / "a.md").exists)
    assert process.poll() is None


@pytest.mark.parametrize("name", some_quick(["chart.png", "chart.jpg", "chart.jpeg"], 1))
def test_an_image_that_arrives_is_built(watched, name):
    folder, start = watched
    data = minimal({"parts": {"one": {"text": "![chart]"}}, "figures": {"chart": {"file": name, "alt": "A chart"}}})
    process = start("a.yaml")
    (folder / "a.yaml").write_bytes(as_yaml(data))
    while "figure-not-found" not in process.stderr.readline():
        pass
    image = ROOT / "tests" / "figures" / ("chart.png" if name.endswith(".png") else "photo.jpg")
    (folder / name).write_bytes(image.read_bytes())
    wait(lambda: "A chart" in (folder / "a.md").read_text("utf-8"))


def test_new_submissions_are_built_even_those_that_appear_during_a_build_or_in_a_new_folder(watched):
    folder, start = watched
    start(".")
    for number in range(4):
        (folder / f"{number}.yaml").write_bytes(as_yaml(minimal()))
        time.sleep(0.3)
    (folder / "new").mkdir()
    (folder / "new" / "b.yaml").write_bytes(as_yaml(minimal()))
    wait(lambda: len(list(folder.rglob("*.md"))) == 6)


def test_a_folder_that_comes_back_with_other_submissions_is_built(watched):
    folder, start = watched
    (folder / "ours").mkdir()
    (folder / "a.yaml").rename(folder / "ours" / "a.yaml")
    process = start("ours")
    (folder / "ours").rename(folder / "theirs")
    assert "ours does not exist" in process.stderr.readline()
    (folder / "ours").mkdir()
    (folder / "ours" / "b.yaml").write_bytes(as_yaml(minimal()))
    wait((folder / "ours" / "b.md").exists)
    assert process.poll() is None


def test_what_cannot_be_watched_is_wrong_usage(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    assert wsisc("build", "--watch", "-", cwd=tmp_path).returncode == 2
    assert wsisc("build", "--watch", "a.yaml", "-o", "-", "--format", "md", cwd=tmp_path).returncode == 2
    assert wsisc("build", "--watch", "nowhere.yaml", cwd=tmp_path).returncode == 2

"""The same jobs on a cluster of Dask: a real scheduler, and two worker processes, one of which is killed midway."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.conftest import as_yaml, minimal, wsisc

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(300)]


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and its processes: its own and those of two workers; all end with the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    own = ["--no-dashboard"]
    commands = [["scheduler", "--host", "127.0.0.1", "--port", str(port), *own]]
    commands += [["worker", address, "--nworkers", "1", "--nthreads", "1", "--no-nanny", *own]] * 2
    running = []
    for command in commands:
        line = [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]]
        running.append(subprocess.Popen(line, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    yield address, running
    for process in running:
        process.kill()
        process.wait()


def write(folder, count, sentences):
    folder.mkdir()
    for number in range(count):
        text = " ".join([f"Words of number {number}."] * sentences)
        (folder / f"s{number:03}.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": text}}})))


def test_the_same_bytes_though_a_worker_is_killed_midway(tmp_path, cluster):
    address, (_, *workers) = cluster
    write(tmp_path / "in", 80, 300)
    done = wsisc("build", "in", "--no-cache", "-o", "here", cwd=tmp_path)
    assert done.returncode == 0
    command = [sys.executable, "-m", "wsisc", "build", "in", "--no-cache", "-o", "there"]
    command += ["--executor", "dask", "--scheduler", address]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    end = time.monotonic() + 100
    while len(list((tmp_path / "there").glob("*.docx"))) < 8:
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.05)
    os.kill(workers[0].pid, signal.SIGKILL)
    _, errors = process.communicate(timeout=200)
    assert process.returncode == 0, errors.decode()
    assert errors == b"80 submissions: 80 built\n"
    built = {path.name: path.read_bytes() for path in (tmp_path / "there").iterdir()}
    assert built == {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}


def test_workers_of_another_version_make_nothing(tmp_path, cluster):
    address, _ = cluster
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    code = "import wsisc; wsisc.__version__ = '99'; from wsisc import cli; cli.main()"
    command = [sys.executable, "-c", code, "build", "a.yaml", "--executor", "dask", "--scheduler", address]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True)
    assert done.returncode == 3
    assert re.match(rb"error: the worker at tcp://.* has wsisc .*, but this is wsisc 99 with Pandoc", done.stderr)
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("who", ["scheduler", "workers"])
def test_a_cluster_that_goes_midway_is_reported_and_finished_files_are_kept(tmp_path, cluster, who, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))  # in which nothing is
    address, (scheduler, *workers) = cluster
    write(tmp_path / "in", 60, 1500)
    code = "import sys; from wsisc import cli; from wsisc.pipeline.jobs import batch; batch.SECONDS = 5; sys.argv[0] = 'wsisc'; cli.main()"
    command = [sys.executable, "-c", code, "build", "in", "-o", "out", "--executor", "dask", "--scheduler", address]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    end = time.monotonic() + 100
    while len(list((tmp_path / "out").glob("*.docx"))) < 1:
        assert time.monotonic() < end
        time.sleep(0.02)
    for each in workers if who == "workers" else [scheduler]:
        each.kill()
    _, errors = process.communicate(timeout=100)
    assert process.returncode == 3
    assert address in errors.decode().partition("\n  help: ")[0]
    assert errors.count(b"\n") == 2
    done = wsisc("build", "in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert len(list((tmp_path / "out").iterdir())) == 60


def test_a_scheduler_that_does_not_answer_is_reported(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc("build", "a.yaml", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1", cwd=tmp_path)
    assert done.returncode == 3
    assert b"no scheduler responds at tcp://127.0.0.1:1" in done.stderr
    assert b"Traceback" not in done.stderr
    done = wsisc("build", "a.yaml", "--executor", "dask", cwd=tmp_path)
    assert done.returncode == 2

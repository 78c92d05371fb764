"""The same jobs on a cluster of Dask: a real scheduler, and two worker processes, one of which is killed midway."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.conftest import as_yaml, minimal, wsisc

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and its two workers; all end with the test."""
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
    yield address, running[1:]
    for process in running:
        process.kill()
        process.wait()


def test_the_same_bytes_though_a_worker_is_killed_midway(tmp_path, cluster):
    address, workers = cluster
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(80):
        text = " ".join([f"Words of number {number}."] * 300)
        (folder / f"s{number:03}.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": text}}})))
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
    _, told = process.communicate(timeout=200)
    assert process.returncode == 0, told.decode()
    assert told == b"80 submissions: 80 built\n"
    made = {path.name: path.read_bytes() for path in (tmp_path / "there").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}


def test_a_scheduler_that_does_not_answer_is_told_of(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc("build", "a.yaml", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1", cwd=tmp_path)
    assert done.returncode == 3
    assert b"no scheduler answers at tcp://127.0.0.1:1" in done.stderr
    assert b"Traceback" not in done.stderr
    done = wsisc("build", "a.yaml", "--executor", "dask", cwd=tmp_path)
    assert done.returncode == 2

"""A signal ends wsisc in order at any moment: its exit code says so, and no process, temporary or half file is left."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import as_yaml, minimal
from tests.document.test_figures import picture
from tests.jobs.test_batch import wait_for
from wsisc.cli import signals
from wsisc.engines import child_processes, pandoc
from wsisc.messages.diagnostic import WsiscError
from wsisc.publication.collate import pieces

ASKED = [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT]
LONG = "\n\n".join(
    f"Paragraph {number} with *some* words, and a [link](https://un.org/{number})." for number in range(500)
)
PARTS = {"one": {"text": LONG}, "two": {"text": f"![f]\n\n{LONG}"}, "three": {"a": {"text": LONG}, "b": {"text": LONG}}}
FIGURES = {"f": {"file": "f.png", "caption": "A square.", "alt": "A teal square."}}


class Running:
    """A command under way in a folder, with a temporary folder of its own, by which its processes are known."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        environment = {**os.environ, "TMPDIR": str(self.temporary)}
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "wsisc", *arguments]
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=pipe, stderr=pipe)

    def programs(self) -> list[str]:
        """Return the commands of its processes, descendants included."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if f"TMPDIR={self.temporary}\0".encode() in (entry / "environ").read_bytes():
                    found.append((entry / "cmdline").read_bytes().decode())
            except OSError:  # it has ended, or is of somebody else
                continue
        return [each for each in found if each]

    def reaches(self, moment: str) -> bool:
        """Return whether a moment has come: a program runs, or Typst has its files."""
        assert self.process.poll() is None, self.process.communicate()
        if moment == "files":
            return any(self.temporary.glob("wsisc-*/*"))
        return any(moment in each for each in self.programs())

    def end(self, number: int) -> tuple[int, bytes]:
        """Send a signal, and return the exit code and what was said, when all processes have ended."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=15)
        wait_for(lambda: not self.programs(), 10)
        return self.process.returncode, errors


@pytest.fixture(scope="module")
def source() -> bytes:
    return as_yaml(minimal({"parts": PARTS, "figures": FIGURES}))


@pytest.fixture
def folder(tmp_path, source):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "long.yaml").write_bytes(source)
    (tmp_path / "in" / "f.png").write_bytes(picture())
    return tmp_path


def thorough(*names: object) -> object:
    return pytest.param(*names, marks=pytest.mark.long)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "moment"),
    [
        (signal.SIGTERM, "pandoc"),
        (signal.SIGHUP, "wsisc.engines.typst"),
        (signal.SIGQUIT, "files"),
        *(thorough(number, moment) for number in ASKED for moment in ("pandoc", "wsisc.engines.typst", "files")),
    ],
)
def test_a_build_that_is_terminated_leaves_nothing(folder, number, moment):
    running = Running(folder, "build", "in/long.yaml", "--format", "pdf", "-o", "out")
    wait_for(lambda: running.reaches(moment))
    code, errors = running.end(number)
    assert code == 128 + number
    assert errors.strip() == b""
    assert list(running.temporary.iterdir()) == []
    assert not (folder / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["files", thorough("pandoc")])
def test_a_build_that_is_killed_ends_its_processes_and_leaves_nothing(folder, moment):
    running = Running(folder, "build", "in/long.yaml", "--format", "pdf", "-o", "out")
    wait_for(lambda: running.reaches(moment))
    assert running.end(signal.SIGKILL)[0] == -signal.SIGKILL
    wait_for(lambda: not list(running.temporary.iterdir()), 5)
    assert not (folder / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "number"),
    [
        ("build", signal.SIGTERM),
        ("collate", signal.SIGHUP),
        *(thorough(command, number) for number in ASKED for command in ("build", "site", "collate")),
    ],
)
def test_many_that_are_terminated_leave_nothing(folder, source, command, number):
    for name in range(5):
        (folder / "in" / f"{name}.yaml").write_bytes(source)
    options = {
        "build": ("--format", "pdf", "--jobs", "2", "--no-cache", "-o", "out"),
        "site": ("--jobs", "2", "--no-cache", "-o", "out"),
        "collate": ("-o", "out.pdf"),
    }
    running = Running(folder, command, "in", *options[command])
    wait_for(lambda: running.reaches("pandoc" if command == "collate" else "files"))
    code, errors = running.end(number)
    assert code == 128 + number
    assert errors.strip() == b""
    assert list(running.temporary.iterdir()) == []
    assert {path.name for path in folder.iterdir()} <= {"in", "temporary", "out"}
    assert [path for path in folder.rglob("*") if path.name.startswith(".wsisc")] == []


def test_what_nohup_ignores_stays_ignored(folder):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals.handle_signals() as handler:
            signal.raise_signal(signal.SIGHUP)
            assert handler.exit_code is None
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) == handler.handle_signal
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_signal_ends_the_processes_at_once():
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    with child_processes.start("a sleeper", sleeping) as process:
        with signals.handle_signals(), pytest.raises(signals.Terminated):
            signal.raise_signal(signal.SIGTERM)
        try:
            assert process.wait(10) == -signal.SIGKILL
        finally:
            process.kill()


def test_only_the_first_signal_counts():
    with signals.handle_signals() as handler:
        with pytest.raises(signals.Terminated) as raised:
            signal.raise_signal(signal.SIGTERM)
        for number in ASKED:
            signal.raise_signal(number)
    assert handler.exit_code == raised.value.code == 128 + signal.SIGTERM


def test_a_process_that_is_started_after_the_end_ends_at_once():
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    child_processes.end_all()
    try:
        began = time.monotonic()
        with child_processes.start("a sleeper", sleeping) as process:
            assert process.wait(10) == -signal.SIGKILL
        assert time.monotonic() - began < 10
    finally:
        child_processes.allow_starts()


def test_a_thread_that_cannot_start_is_reported_as_a_fault_of_the_machine(monkeypatch):
    def full(thread):
        raise RuntimeError("can't start new thread")

    pandoc.keep_warm()
    try:
        conversion = pandoc.start("a", "plain")
        with monkeypatch.context() as patch:
            patch.setattr(threading.Thread, "start", full)
            with pytest.raises(WsiscError, match="can't start new thread"):
                conversion.result()
            with (
                pytest.raises(WsiscError, match="can't start new thread"),
                contextlib.closing(pieces.ConversionPool()),
            ):
                pass
        assert pandoc.start("b", "plain").result() == b"b\n"
    finally:
        pandoc.end_warm()

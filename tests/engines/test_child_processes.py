"""Processes of other programs: how they start, and that each of them ends."""

import errno
import os
import sys
import threading
import time

import pytest

from wsisc.engines import atomic, child_processes
from wsisc.messages.diagnostic import WsiscError

ECHO = [sys.executable, "-c", "import sys; sys.stderr.write('said'); print(sys.stdin.read())"]
WAITS = [sys.executable, "-c", "import time; print('on', flush=True); time.sleep(60)"]
READS = [sys.executable, "-c", "import sys; print('on', flush=True); sys.stdin.read(); sys.exit(7)"]


@pytest.mark.parametrize(("is_silent", "said"), [(False, b"said"), (True, None)])
def test_a_process_has_pipes_and_may_be_silent(is_silent, said, tmp_path):
    with child_processes.start("Python", ECHO, is_silent, tmp_path) as process:
        assert process.communicate(b"words", timeout=30) == (b"words\n", said)


def test_a_program_that_is_not_there_is_named():
    with pytest.raises(WsiscError) as raised:
        child_processes.start("Nothing", ["/nowhere/nothing"])
    assert (str(raised.value), raised.value.hint) == (
        "Nothing cannot be started: No such file or directory",
        "install wsisc again",
    )


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE])
def test_too_few_resources_are_a_reason_for_fewer_jobs(monkeypatch, number):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("subprocess.Popen", refuse)
    with pytest.raises(WsiscError) as raised:
        child_processes.start("Pandoc", ["pandoc"])
    assert raised.value.hint == "run fewer jobs, such as --jobs 1"


def test_a_thread_that_cannot_start_is_reported():
    thread = threading.Thread(target=int)
    child_processes.start_thread(thread)
    with pytest.raises(WsiscError, match="the machine has too few resources: ") as raised:
        child_processes.start_thread(thread)
    assert raised.value.hint == "run fewer jobs, such as --jobs 1"


@pytest.mark.parametrize(("command", "ends_with_input", "code"), [(WAITS, False, -9), (READS, True, 7)])
def test_a_process_is_stopped_or_ends_by_itself(command, ends_with_input, code):
    for end in (child_processes.stop, lambda _: child_processes.end_all()):
        with child_processes.start("Python", command, ends_with_input=ends_with_input) as process:
            assert process.stdout.readline() == b"on\n"
            end(process)
            assert process.wait(30) == code
    child_processes.allow_starts()


def test_what_starts_after_the_end_ends_at_once():
    child_processes.end_all()
    try:
        with child_processes.start("Python", WAITS) as process:
            assert process.wait(30) == -9
    finally:
        child_processes.allow_starts()


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path):
    path = tmp_path / "a.txt"
    atomic.write(path, b"one")
    mode = path.stat().st_mode
    os.chmod(path, 0o600)
    atomic.write(path, b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o600)
    assert mode & 0o600 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    with pytest.raises(OSError, match="No such file"):
        atomic.write(tmp_path / "gone" / "a.txt", b"")


BUSY = [sys.executable, "-c", "while True: pass"]
SLOW = [sys.executable, "-c", "import time; time.sleep(0.5); print('done')"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the processor time of another process")
def test_the_time_of_a_process_is_that_of_the_processor(monkeypatch):
    monkeypatch.setattr(child_processes, "clock_limit", lambda _: 60)
    with child_processes.start("Python", BUSY) as process:
        before = time.monotonic()
        with pytest.raises(TimeoutError):
            child_processes.communicate(process, 0)
        assert time.monotonic() - before < 60
    with child_processes.start("Python", SLOW) as process:
        assert child_processes.communicate(process, 0)[0].split() == [b"done"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the processor time of another process")
def test_a_process_that_does_many_jobs_has_the_time_again_for_the_next():
    code = "import time\nwhile input(): \n end = time.process_time() + 0.6\n while time.process_time() < end: pass\n print(1, flush=True)"
    with child_processes.start("Python", [sys.executable, "-c", code]) as process:
        for _ in range(3):
            child_processes.limit_processor_time(process, 1)
            process.stdin.write(b"on\n")
            process.stdin.flush()
            assert process.stdout.readline() == b"1\n"
        process.kill()


def test_a_process_that_waits_forever_is_ended_by_the_clock(monkeypatch):
    monkeypatch.setattr(child_processes, "clock_limit", lambda _: 0.2)
    with child_processes.start("Python", WAITS) as process:
        with pytest.raises(TimeoutError):
            child_processes.communicate(process, 1)
        process.kill()


def test_a_long_text_may_take_longer():
    assert child_processes.time_limit(60, 5_000) == 60
    assert child_processes.time_limit(60, 4_000_000) > 5 * 60

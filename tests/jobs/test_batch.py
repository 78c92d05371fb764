"""Many submissions at a time: the same bytes in every way of building, nothing half done, and nothing done twice."""

import contextlib
import io
import multiprocessing
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from tests.conftest import FEATURES, ROOT, SAMPLE, as_yaml, minimal, some_quick, wsisc
from wsisc.api.installation import CACHE_DAYS
from wsisc.calls.call import BUILT_IN
from wsisc.document.figures import LoadedFigures
from wsisc.pipeline.jobs import batch, executors, job_cache
from wsisc.pipeline.jobs.batch import Done, Failure
from wsisc.report import CheckedFile
from wsisc.writers.build_job import BuildJob, BuildOptions

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def write(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = " ".join([f"Words of the submission {number}."] * (20 + number))
        (folder / f"s{number:03}.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": text}}})))
    return folder


@pytest.fixture
def varied(tmp_path, monkeypatch):
    """The sample, the one of all features with its figures, and small ones; and a cache in which nothing is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    folder = write(tmp_path / "in", 3)
    shutil.copy(SAMPLE, folder / "sample.yaml")
    shutil.copytree(ROOT / "tests" / "figures", folder / "sub" / "figures")
    shutil.copy(FEATURES, folder / "sub" / "features.yaml")
    return tmp_path


def documents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def summary(done: "subprocess.CompletedProcess[bytes]") -> str:
    [found] = [line for line in done.stderr.decode().splitlines() if re.match(r"\d+ submissions?:", line)]
    return found


def family(root: int) -> list[int]:
    """Return the processes that come of one."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def start_build(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "wsisc", *arguments]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)
    return found


def wait_until_ended(processes: list[int]) -> None:
    wait_for(lambda: not any(map(is_alive, processes)), 20)


@pytest.mark.parametrize("names", some_quick([("docx", "pdf"), ("docx", "html", "pdf", "json")], 2, "-".join))
def test_the_same_bytes_with_any_number_of_jobs_with_the_cache_and_without(varied, names):
    formats = [word for format in names for word in ("--format", format)]
    ways = (["--jobs", "1"], ["--jobs", "2"], ["--jobs", "8"], ["--no-cache"], [])
    builds = []
    for number, way in enumerate(ways):
        done = wsisc("build", "in", *formats, *way, "-o", f"out{number}", cwd=varied)
        assert done.returncode == 0, done.stderr.decode()
        builds.append(documents(varied / f"out{number}"))
    assert len(builds[0]) == 5 * len(names)
    assert all(each == builds[0] for each in builds)
    assert summary(done) == "5 submissions: 5 from the cache"
    for source, target in (("in/sample.yaml", "sample.docx"), ("in/sub/features.yaml", "features.pdf")):
        alone = wsisc("build", source, "-o", f"alone/{target}", cwd=varied)
        assert alone.returncode == 0
    assert builds[0]["sample.docx"] == (varied / "alone" / "sample.docx").read_bytes()
    assert builds[0]["sub/features.pdf"] == (varied / "alone" / "features.pdf").read_bytes()


def test_only_what_changed_is_built_again(varied):
    first = wsisc("build", "in", "-o", "out", cwd=varied)
    assert summary(first) == "5 submissions: 5 built"
    before = documents(varied / "out")
    changed = varied / "in" / "s001.yaml"
    changed.write_bytes(as_yaml(minimal({"title": "Another title"})))
    assert summary(wsisc("build", "in", "-o", "out", cwd=varied)) == "5 submissions: 1 built, 4 unchanged"
    after = documents(varied / "out")
    assert [name for name in after if after[name] != before[name]] == ["s001.docx"]


def test_a_figure_a_call_and_an_option_count_as_changes(varied):
    command = ("build", "in", "-o", "out")
    wsisc(*command, cwd=varied)
    figure = next((varied / "in" / "sub" / "figures").glob("*.png"))
    figure.write_bytes(_another_png())
    assert summary(wsisc(*command, cwd=varied)) == "5 submissions: 1 built, 4 unchanged"
    assert summary(wsisc(*command, "--no-embed", cwd=varied)) == "5 submissions: 5 built"
    (varied / "in" / "calls").mkdir()
    (varied / "in" / "calls" / "own.yaml").write_bytes(b"nothing")
    assert summary(wsisc(*command, cwd=varied)) == "5 submissions: 5 built"


def _another_png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(stream, "PNG")
    return stream.getvalue()


def test_another_version_of_a_library_or_font_counts_as_a_change(tmp_path, monkeypatch):
    engine = tmp_path / "typst" / "__init__.py"
    engine.parent.mkdir()
    engine.write_text("")
    (tmp_path / "manimgx_fonts_cjk-1.0.dist-info").mkdir()
    monkeypatch.setattr(job_cache, "find_spec", lambda name: SimpleNamespace(origin=str(engine)))
    before = job_cache.program_digest()
    assert job_cache.program_digest() == before
    (tmp_path / "manimgx_fonts_cjk-1.0.dist-info").rename(tmp_path / "manimgx_fonts_cjk-1.1.dist-info")
    assert job_cache.program_digest() != before


def test_a_document_that_is_gone_or_of_another_time_is_put_back_and_no_other(varied):
    wsisc("build", "in", "-o", "out", cwd=varied)
    before = documents(varied / "out")
    (varied / "out" / "s000.docx").unlink()
    (varied / "out" / "s001.docx").write_bytes(before["s000.docx"])
    (varied / "out" / "s002.docx").write_bytes(b"")
    (varied / "out" / "sub" / "features.docx").write_text("edited")
    done = wsisc("build", "in", "-o", "out", cwd=varied)
    assert (summary(done), done.stdout.split(), done.returncode) == (
        "5 submissions: 3 from the cache, 1 unchanged, 1 failed",
        [b"out/s000.docx", b"out/s001.docx", b"out/s002.docx"],
        3,
    )
    assert (varied / "out" / "sub" / "features.docx").read_text() == "edited"
    assert b"out/sub/features.docx was not written by wsisc" in done.stderr
    for name in ("s000.docx", "s001.docx", "s002.docx", "sub/features.docx"):
        (varied / "out" / name).unlink()
    done = wsisc("build", "in", "-o", "out", cwd=varied)
    assert (summary(done), done.stdout.split()) == (
        "5 submissions: 4 from the cache, 1 unchanged",
        [b"out/s000.docx", b"out/s001.docx", b"out/s002.docx", b"out/sub/features.docx"],
    )
    assert documents(varied / "out") == before


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "wsisc").rglob("*") if path.is_file())


def test_a_damaged_entry_is_never_served(varied, tmp_path):
    folder = tmp_path / "kept"
    kept = {"XDG_CACHE_HOME": str(folder)}
    wsisc("build", "in", "-o", "out", cwd=varied, **kept)
    before, found = documents(varied / "out"), entries(folder)
    assert len(found) == 5
    whole = found[0].read_bytes()
    found[0].write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    found[1].write_bytes(found[1].read_bytes().replace(b"figures", b"figurez", 1))
    found[2].write_bytes(b"")
    found[3].unlink()
    found[3].mkdir()
    found[4].write_bytes(found[4].read_bytes()[:200])
    shutil.rmtree(varied / "out")
    done = wsisc("build", "in", "-o", "out", cwd=varied, **kept)
    assert summary(done) == "5 submissions: 5 built"
    assert documents(varied / "out") == before


def test_an_entry_of_another_make_or_that_is_no_file_is_not_read(varied, tmp_path):
    kept = {"XDG_CACHE_HOME": str(tmp_path / "kept")}
    wsisc("build", "in", "-o", "out", cwd=varied, **kept)
    found = entries(tmp_path / "kept")
    for path, head in zip(found, (b"[]", b"{}", b'{"count": 1}', b"\xff"), strict=False):
        path.write_bytes(job_cache.digest(head).encode() + b" " + head + b"\n")
    found[4].unlink()
    os.mkfifo(found[4])
    shutil.rmtree(varied / "out")
    assert summary(wsisc("build", "in", "-o", "out", cwd=varied, **kept)) == "5 submissions: 5 built"


@pytest.mark.parametrize("place", some_quick(["file", "nowhere"], 2))
def test_a_cache_that_cannot_be_written_stops_nothing(varied, place):
    (varied / "file").write_text("no folder")
    folder = "/proc/nowhere" if place == "nowhere" else str(varied / "file")
    for _ in range(2):
        done = wsisc("build", "in", "-o", "out", cwd=varied, XDG_CACHE_HOME=folder)
        assert (done.returncode, summary(done)) == (0, "5 submissions: 5 built")


def test_a_user_without_a_home_keeps_nothing(monkeypatch):
    def nowhere(*_: object, **__: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_cache_dir", nowhere)
    kept = job_cache.Cache(job_cache.folder())
    assert kept.store("ab" * 32, {}, {}, CheckedFile("a.yaml", [], [])) is False
    assert (kept.find("ab" * 32, "a.yaml"), kept.prune(0)) == (None, (0, 0))


@pytest.mark.slow
def test_two_builds_at_once_do_not_harm_each_other(varied):
    running = [start_build(varied, "build", "in", "-o", "out") for _ in range(2)]
    for process in running:
        _, errors = process.communicate(timeout=100)
        assert process.returncode == 0, errors.decode()
    built = documents(varied / "out")
    wsisc("build", "in", "-o", "again", "--no-cache", cwd=varied)
    assert built == documents(varied / "again")


@pytest.mark.slow
def test_a_full_disk_is_reported_and_leaves_nothing_half_written(varied):
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (14_000, 14_000))

    command = [sys.executable, "-m", "wsisc", "build", "in", "--format", "docx", "--format", "md", "-o", "out"]
    done = subprocess.run(command, cwd=varied, capture_output=True, preexec_fn=limit, timeout=100)
    assert done.returncode == 3
    assert summary(done) == "5 submissions: 3 built, 2 failed"
    assert b"cannot be written: File too large" in done.stderr
    left = documents(varied / "out")
    assert set(left) >= {"s000.docx", "s001.docx", "s002.docx"}
    assert not {"sample.docx", "sub/features.docx"} & set(left)
    done = wsisc("build", "in", "--format", "docx", "--format", "md", "-o", "out", cwd=varied)
    assert (done.returncode, len(whole := documents(varied / "out"))) == (0, 10)
    assert left == {name: whole[name] for name in left}


def test_one_bad_file_never_stops_the_others(varied):
    (varied / "in" / "s000.yaml").write_text("wsisc: 1\ntitle: [unclosed\n")
    (varied / "in" / "s001.yaml").write_bytes(b"wsisc: 1\n\xff\xfe\x00")
    (varied / "in" / "s002.yaml").write_bytes(as_yaml(minimal({"title": "a  b"})))
    done = wsisc("build", "in", "-o", "out", cwd=varied)
    assert (done.returncode, summary(done)) == (1, "5 submissions: 2 built, 3 with errors")
    assert sorted(documents(varied / "out")) == ["sample.docx", "sub/features.docx"]
    for name in (b"s000.yaml", b"s001.yaml", b"s002.yaml"):
        assert b"in/" + name in done.stderr


@pytest.mark.slow
def test_a_process_that_is_killed_costs_nothing(tmp_path):
    write(tmp_path / "in", 30)
    process = start_build(tmp_path, "build", "in", "--no-cache", "--jobs", "2", "-o", "out")
    wait_for(lambda: len(list((tmp_path / "out").glob("*.docx"))) > 4)
    workers = [pid for pid in family(process.pid) if b"forkserver" not in _command(pid) or _parent(pid) != process.pid]
    victims = [pid for pid in workers if b"pandoc" not in _command(pid) and b"resource_tracker" not in _command(pid)]
    os.kill(victims[0], signal.SIGKILL)
    _, errors = process.communicate(timeout=100)
    assert process.returncode == 0, errors.decode()
    assert b"30 submissions: 30 built" in errors


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _parent(pid: int) -> int:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def make_jobs(count: int) -> list[BuildJob]:
    texts = ({"title": f"Number {number}"} for number in range(count))
    return [
        BuildJob(f"{at}.yaml", as_yaml(minimal(each)), LoadedFigures(), BUILT_IN, BuildOptions())
        for at, each in enumerate(texts)
    ]


@pytest.fixture
def stop():
    """Return what stops processes, so that they hang; whoever is left of them at the end is ended."""
    stopped = []

    def stop(pids):
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
            stopped.append(pid)

    yield stop
    for pid in stopped:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.alone
@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_process_that_hangs_is_ended_and_its_job_done_again(monkeypatch, stop):
    monkeypatch.setattr(batch, "SECONDS", 3)
    begun = []

    def start():
        begun.append(executors.start_processes(2))
        return begun[-1]

    done = batch.run(make_jobs(12), batch.build, 2, start)
    first = next(done)
    hung = list(begun[0]._processes)
    stop(hung)
    outcomes = [first, *done]
    assert [each.is_valid for each in outcomes] == [True] * 12
    assert len(begun) > 1
    assert not [pid for pid in hung if is_alive(pid)]


@pytest.mark.timeout(60)
def test_who_wants_no_more_outcomes_leaves_no_process(stop):
    begun = []

    def start():
        begun.append(executors.start_processes(2))
        return begun[-1]

    done = batch.run(make_jobs(12), batch.build, 2, start)
    next(done)
    running = list(begun[0]._processes)
    assert [is_alive(pid) for pid in running] == [True] * 2
    stop(running[:1])
    done.close()
    assert not [pid for pid in running if is_alive(pid)]
    assert len(begun) == 1


def end_or_fail(job):
    if job.name == "3.yaml":
        os._exit(1)
    if job.name == "5.yaml":
        raise ValueError("of this one")
    return job.name


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_job_that_always_ends_its_process_is_reported_and_the_others_are_done():
    def start():
        return ProcessPoolExecutor(2, multiprocessing.get_context("fork"))

    outcomes = list(batch.run(make_jobs(9), end_or_fail, 2, start))
    assert [at for at, each in enumerate(outcomes) if each == f"{at}.yaml"] == [0, 1, 2, 4, 6, 7, 8]
    assert isinstance(outcomes[3], Failure)
    assert "ValueError: of this one" in outcomes[5].message


def hang_at_one(job):
    if job.name == "1.yaml":
        time.sleep(30)
    return job.name


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_job_that_never_ends_is_tried_twice_and_reported(monkeypatch):
    monkeypatch.setattr(batch, "SECONDS", 0.5)
    begun = []

    def start():
        begun.append(ProcessPoolExecutor(1, multiprocessing.get_context("fork")))
        return begun[-1]

    outcomes = list(batch.run(make_jobs(4), hang_at_one, 1, start))
    assert outcomes == [
        "0.yaml",
        Failure(outcomes[1].message, outcomes[1].hint),
        "2.yaml",
        "3.yaml",
    ]
    assert 2 <= len(begun) <= 3


def test_few_jobs_are_read_ahead_and_few_outcomes_wait_for_a_slow_one():
    over = threading.Event()
    read = []

    def wait_at_zero(job):
        return over.wait(0.5) and "" if job.name == "0.yaml" else job.name

    def items():
        for each in make_jobs(500):
            read.append(each)
            yield each
        over.set()

    done = batch.run(items(), wait_at_zero, 2, lambda: ThreadPoolExecutor(2))
    assert next(done) is False
    assert len(read) <= 2 * 50 + 2 * 3
    assert [next(done) for _ in range(499)] == [f"{at}.yaml" for at in range(1, 500)]
    assert next(done, None) is None


def test_what_is_an_outcome_already_keeps_its_place_and_begins_nothing():
    found = [Failure("one"), Failure("two")]
    assert list(batch.run(map(Done, found), batch.build, 2, Path("/proc/nowhere").stat)) == found


class Choked(ThreadPoolExecutor):
    """What begins a few jobs, then finds that there are too many processes already."""

    begun = 0

    def submit(self, *job):
        self.begun += 1
        if self.begun > 2:
            raise EOFError
        return super().submit(*job)


@pytest.mark.parametrize("start", [lambda: Choked(1), Path("/proc/nowhere").stat])
def test_where_no_process_can_be_begun_all_is_done_here_in_its_order(start):
    assert list(batch.run(make_jobs(20), lambda job: job.name, 2, start)) == [f"{at}.yaml" for at in range(20)]


@pytest.mark.parametrize("most", some_quick([12, 16], 2))
def test_too_few_open_files_for_other_processes_cost_nothing(tmp_path, most):
    write(tmp_path / "in", 5)
    command = [sys.executable, "-m", "wsisc", "build", "in", "--no-cache", "-o", "out"]
    limit = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (most, most))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, preexec_fn=limit, timeout=100)
    assert (done.returncode, done.stderr) == (0, b"5 submissions: 5 built\n")
    assert len(documents(tmp_path / "out")) == 5


def kill_at_random(folder: Path, times: int, dice: random.Random) -> None:
    """Kill a batch at so many moments; what it leaves is whole, and the next run completes it."""
    write(folder / "in", 24)
    wsisc("build", "in", "--no-cache", "-o", "expected", cwd=folder)
    expected = documents(folder / "expected")
    for _ in range(times):
        shutil.rmtree(folder / "out", ignore_errors=True)
        process = start_build(folder, "build", "in", "--jobs", "2", "-o", "out")
        time.sleep(dice.uniform(0.1, 2.5))
        relatives = family(process.pid)
        process.kill()
        process.communicate(timeout=60)
        wait_until_ended(relatives)
        left = documents(folder / "out")
        assert left == {name: expected[name] for name in left}
        done = wsisc("build", "in", "-o", "out", cwd=folder)
        assert done.returncode == 0
        assert documents(folder / "out") == expected
        shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"]) / "wsisc")


@pytest.mark.slow
def test_a_batch_that_is_killed_leaves_whole_documents_and_no_process(tmp_path):
    kill_at_random(tmp_path, 1, random.Random(1))


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_batch_that_is_killed_at_twenty_moments_leaves_whole_documents_and_no_process(tmp_path):
    kill_at_random(tmp_path, 20, random.Random(7))


def test_an_interrupted_batch_ends_at_once_and_whole(tmp_path):
    write(tmp_path / "in", 24)
    process = start_build(tmp_path, "build", "in", "--no-cache", "--jobs", "2", "-o", "out")
    wait_for(lambda: len(list((tmp_path / "out").glob("*.docx"))) > 4)
    relatives = family(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    wait_until_ended(relatives)
    left = documents(tmp_path / "out")
    wsisc("build", "in", "--no-cache", "-o", "expected", cwd=tmp_path)
    expected = documents(tmp_path / "expected")
    assert left == {name: expected[name] for name in left}


@pytest.mark.parametrize("format", some_quick(["concise", "full", "json", "sarif"], 4))
def test_checks_are_reported_in_the_same_way_however_many_run_at_a_time(varied, format):
    for number in range(3, 20):
        (varied / "in" / f"t{number}.yaml").write_bytes(as_yaml(minimal({"title": f"Wrong  {number}"})))
    (varied / "in" / "t7.yaml").write_text("wsisc: 1\ntitle: [unclosed\n")
    reports = [
        wsisc("validate", "in", "--select", "all", "--output-format", format, *way, cwd=varied)
        for way in (["--jobs", "1", "--no-cache"], ["--jobs", "2"], ["--jobs", "8"])
    ]
    assert {each.returncode for each in reports} == {1}
    assert len({each.stdout for each in reports}) == 1
    assert format != "concise" or reports[0].stdout.count(b"untidy-spaces") == 16


def test_patterns_are_expanded_where_no_shell_did(varied):
    done = wsisc("build", "in/**/*.yaml", "-o", "out", "--format", "md", cwd=varied)
    assert sorted(documents(varied / "out")) == ["s000.md", "s001.md", "s002.md", "sample.md", "sub/features.md"]
    assert done.returncode == 0
    assert wsisc("validate", "in/s00[01].yaml", cwd=varied).returncode == 0
    done = wsisc("validate", "in/x*.yaml", cwd=varied)
    assert (done.returncode, b"no file or folder matches" in done.stderr) == (2, True)
    (varied / "in" / "other.yaml").write_text("a: 1\n")
    done = wsisc("validate", "in/oth*", cwd=varied)
    assert (done.returncode, b"no submission matches in/oth*" in done.stderr) == (2, True)


def test_what_is_not_used_is_pruned(varied, tmp_path):
    kept = {"XDG_CACHE_HOME": str(tmp_path / "kept")}
    wsisc("build", "in", "-o", "out", cwd=varied, **kept)
    old = entries(tmp_path / "kept")[:2]
    for path in old:
        os.utime(path, (time.time() - (CACHE_DAYS + 1) * 86_400,) * 2)
    done = wsisc("cache", "prune", cwd=varied, **kept)
    assert done.stdout.startswith(b"2 files deleted")
    assert len(entries(tmp_path / "kept")) == 3
    assert summary(wsisc("build", "in", "-o", "out", cwd=varied, **kept)) == "5 submissions: 2 built, 3 unchanged"
    for path in entries(tmp_path / "kept"):
        os.utime(path, (time.time() + 1e9,) * 2)  # by a clock that was wrong
    assert wsisc("cache", "prune", "--all", cwd=varied, **kept).stdout.startswith(b"5 files deleted")
    assert entries(tmp_path / "kept") == []

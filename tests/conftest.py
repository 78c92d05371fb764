"""What the tests share: the smallest submission, ways to change it, and the command line as a process."""

import os
import re
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from tests import inprocess
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.engines import pandoc
from wsisc.source import model
from wsisc.writers import get_writer

# The same cases in every run; HYPOTHESIS_SEARCH=1 looks for new ones. `make long` tries more.
for name, count in (("steady", 25), ("thorough", 50)):
    is_fixed = not os.environ.get("HYPOTHESIS_SEARCH")
    settings.register_profile(name, max_examples=count, derandomize=is_fixed, deadline=None)
settings.load_profile("steady")

# What runs the tests may ignore an interruption, as a shell does for what it runs in the background; whoever is begun
# by a process that ignores one ignores it too, and a test that interrupts it would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
for each in ("SIGQUIT", "SIGHUP", "SIGTERM"):  # a shell in the background hands them on as ignored
    if hasattr(signal, each):
        signal.signal(getattr(signal, each), signal.SIG_DFL)

_write_at_clock = zipfile.ZipFile.writestr


def _write_at_fixed_time(archive: zipfile.ZipFile, name: Any, *arguments: Any, **options: Any) -> None:
    """Write a part of an archive; one that a test or python-docx writes by its name has not the time of the clock.

    That has steps of two seconds: a Word file that a test saves twice would be the same one, or another, by chance. What
    wsisc writes is left as it is, or nobody would notice that it has the time of the clock.
    """
    if isinstance(name, str) and sys._getframe(1).f_globals["__name__"].startswith(("docx.", "tests.")):
        info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))  # wsisc writes another
        info.compress_type, info.external_attr = archive.compression, 0o600 << 16
        name = info
    _write_at_clock(archive, name, *arguments, **options)


zipfile.ZipFile.writestr = _write_at_fixed_time

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SAMPLE = ROOT / "examples" / "unodc_2022.yaml"
FEATURES = ROOT / "tests" / "features.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="rewrite tests/golden from the current output")
    parser.addoption("--pure", action="store_true", help="skip tests that start a process, where they do")


@pytest.fixture(scope="session", autouse=True)
def _pure(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the start of a process, or of a thread, skip the test: `make quick` needs no list of those that do."""
    with pytest.MonkeyPatch.context() as patch:
        if request.config.getoption("--pure"):
            for each, name in ((subprocess.Popen, "__init__"), (threading.Thread, "start")):
                patch.setattr(each, name, lambda *_, **__: pytest.skip("it starts a process, or a thread that may"))
        yield


MINIMAL: dict[str, Any] = {
    "wsisc": 1,
    "call": "cstd-26",
    "language": "en",
    "title": "A title",
    "entity": {"name": "An entity"},
    "parts": {
        "one": {"text": "A summary."},
        "two": {"text": "An overview."},
        "three": {"a": {"text": "What was done."}, "b": {"text": "What will be."}},
    },
}


def overlay(base: Any, changes: Any) -> Any:
    """Return data with changes merged into it: mappings are merged, anything else replaced."""
    if isinstance(base, dict) and isinstance(changes, dict):
        return {**base, **{key: overlay(base.get(key), value) for key, value in changes.items()}}
    return deepcopy(changes)


def minimal(changes: Any = None) -> dict[str, Any]:
    """Return the smallest valid submission, with changes merged into it."""
    return overlay(deepcopy(MINIMAL), changes or {})


class _Dumper(yaml.SafeDumper):
    """Writes YAML 1.2: what PyYAML, which knows 1.1, would leave bare though it is a number in 1.2 is quoted."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        style = "'" if re.fullmatch(r"[-+.0-9][-+.0-9a-fxoA-FE_]*", data) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.represent_str)


def as_yaml(data: Any) -> bytes:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000).encode()


def manuscript(data: Any, folder: Path = ROOT / "tests") -> Manuscript:
    """Return the manuscript of a submission's data, with the images in a folder."""
    submission = model.from_data(data)
    seen = figures.read(submission.figures, folder)
    assert seen.problems == ()
    return Manuscript(submission, calls.BUILT_IN.load("cstd-26"), locale.load("en"), seen.images)


def build(data: Any, format: str = "docx") -> bytes:
    """Return the document of a submission's data."""
    return get_writer(format)(manuscript(data)).finish()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a check of a text against a file of tests/golden, which --update-goldens rewrites."""

    def check(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-goldens"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text("utf-8")

    return check


@pytest.fixture(scope="session", autouse=True)
def _pandoc_ends() -> Iterator[None]:
    yield
    pandoc.end_warm()


@pytest.fixture(scope="module", autouse=True)
def _warm_pandoc(_pandoc_ends: None) -> None:
    """One Pandoc does all conversions of a thread: to start one for each takes as long as to convert a page."""
    pandoc.keep_warm()


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the tests keep for next time is theirs, not that of whoever runs them."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session", autouse=True)
def _one_core() -> None:
    """Let commands start no processes of their own unless a test says --jobs, as on a machine with one core.

    A pool of processes and their Pandocs takes two seconds of processor to start, more than all that most tests do with
    it. What a test starts as a process has the cores of the machine.
    """
    os.cpu_count = lambda: 1


def examples(few: int, many: int) -> int:
    """Return how many examples a property is tried with: few at each run, many in `make long`."""
    return many if settings.get_current_profile_name() == "thorough" else few


def many(count: int) -> int:
    """Return how many cases a long test tries: `count`, or those that CASES names, since more take hours."""
    return int(os.environ.get("CASES", count))


def some_quick(values: Iterable[Any], each: int, name: Callable[[Any], str] = str) -> list[Any]:
    """Return values as parameters of a test: one of so many is tried at each run, the others by `make long`."""
    return [
        pytest.param(value, id=name(value), marks=pytest.mark.long if at % each else ())
        for at, value in enumerate(values)
    ]


def wsisc(
    *arguments: object, cwd: Path = ROOT, stdin: bytes = b"", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run the command line in this process, without the caller's settings of colour, and as if in no CI."""
    return inprocess.wsisc(*arguments, cwd=cwd, stdin=stdin, **environment)


def wsisc_process(
    *arguments: object, cwd: Path = ROOT, stdin: bytes = b"", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run the command line as `wsisc` does, but as a process: where it matters how one begins, ends, or shares."""
    kept = {name: value for name, value in os.environ.items() if name not in inprocess.UNSET}
    command = [sys.executable, "-m", "wsisc", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env={**kept, **environment}, timeout=100)

"""A checkout -> a copy of it in which tests run on changed code, the programs that they start too."""

import itertools
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MEMORY = 4 << 30
"""A mutant may ask for ever more; Java and Pandoc reserve much, but use less."""
RUNNING: set[int] = set()
"""Groups of processes that run tests: what interrupts this process does not reach them."""


@dataclass
class Copy:
    """A copy of the checkout, and the Python that imports it."""

    folder: Path
    marks: str = ""
    clock: Iterator[int] = field(default_factory=lambda: itertools.count(1_000_000_000, 10))

    @property
    def python(self) -> Path:
        """Return its Python."""
        return self._beside("venv") / "bin" / "python"

    def _beside(self, name: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}-{name}")

    def create(self, root: Path, names: Iterable[str]) -> None:
        """Copy files of a checkout; a Python for them finds the copy before all installed packages."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in names:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, self.folder / name)
        place = self.python.parents[1]
        venv.create(place, clear=True, symlinks=True)
        for program in Path(sys.executable).parent.iterdir():
            if not (self.python.parent / program.name).exists():
                (self.python.parent / program.name).symlink_to(program)
        ours = self.python.parent / "wsisc"
        ours.unlink(missing_ok=True)
        ours.write_text(f"#!{self.python}\nimport sys\nfrom wsisc.__main__ import main\nsys.exit(main())\n", "utf-8")
        ours.chmod(0o755)
        packages = next(place.glob("lib/python*/site-packages"))
        real = next(Path(sys.prefix).glob("lib/python*/site-packages"))
        for name in ("recorder", "plugin"):
            shutil.copy(Path(__file__).with_name(f"{name}.py"), packages / f"mutants_{name}.py")
        start = "import mutants_recorder; mutants_recorder.start()"
        found = f"{self.folder}\nimport site; site.addsitedir({str(real)!r})\n{start}\n"
        (packages / "mutants.pth").write_text(found, "utf-8")
        subprocess.run([self.python, "-m", "compileall", "-q", "wsisc"], cwd=self.folder, check=True)

    def test(self, *arguments: str, limit: float, **environment: str) -> int:
        """Run pytest, return its exit code, -1 where it took too long."""
        with tempfile.TemporaryDirectory(prefix="mutants-") as temporary:
            command = [
                self.python,
                "-m",
                "pytest",
                "-q",
                "--no-header",
                "-p",
                "no:cacheprovider",
                "-m",
                self.marks,
                *arguments,
            ]
            kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
            variables = {**kept, "PYTEST_PLUGINS": "mutants_plugin", **environment}
            with subprocess.Popen(
                [*command, "--basetemp", f"{temporary}/tests"], cwd=self.folder, env=variables, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=_limit_memory,
            ) as process:  # fmt: skip
                RUNNING.add(process.pid)
                try:
                    return process.wait(limit)
                except subprocess.TimeoutExpired:
                    return -1
                finally:
                    RUNNING.discard(process.pid)
                    _kill(process.pid)

    def killer(self, file: str, changed: bytes, tests: list[str], limit: float) -> str:
        """Return the test that fails, of some, where a file is changed; "" where all pass."""
        path, killer = self.folder / file, self._beside("killer")
        source, times = path.read_bytes(), path.stat()
        killer.unlink(missing_ok=True)
        path.write_bytes(changed)
        os.utime(path, (stamp := next(self.clock), stamp))  # what is compiled of it is known by time and size
        try:
            code = self.run(tests, limit, "-x", MUTANTS_KILLER=str(killer))
        finally:
            path.write_bytes(source)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        if killer.exists():
            return killer.read_text("utf-8").split("\n")[0]
        return {0: "", -1: "(too long)"}.get(code, f"(code {code})")

    def run(self, tests: list[str], limit: float, *arguments: str, **environment: str) -> int:
        """Run some tests in their order."""
        order = self._beside("tests")
        order.write_text("\n".join(tests), "utf-8")
        files = list(dict.fromkeys(name.partition("::")[0] for name in tests))
        return self.test(*arguments, "--timeout=60", *files, limit=limit, MUTANTS_TESTS=str(order), **environment)


def end_children() -> None:
    """End all tests that run, with what they have started."""
    for group in tuple(RUNNING):
        _kill(group)


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _kill(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return

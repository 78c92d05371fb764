"""Test files -> which tests execute which lines of wsisc, and how long they take; kept while neither changes."""

import hashlib
import json
import pickle
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.mutants.checkout import Copy


class Record:
    """Which tests execute which lines, and how long they take."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.base = ""
        self.digests: dict[str, str] = {}
        self.seconds: dict[str, float] = {}
        self.bits: dict[str, dict[str, int]] = {}
        """Per file, and per test, the lines as bits."""

    def update(self, copy: Copy, places: tuple[str, ...] = ("tests/",), workers: int = 2) -> None:
        """Record the test files of some places that have changed, or all of these if another file has."""
        if self.path.exists():
            self.base, self.digests, self.seconds, self.bits = pickle.loads(self.path.read_bytes())
        files = [each for each in sorted(copy.folder.rglob("*")) if each.is_file() and "__pycache__" not in each.parts]
        names = {each.relative_to(copy.folder).as_posix(): each for each in files}
        tests = {name: _digest([path]) for name, path in names.items() if "/test_" in name and name.endswith(".py")}
        kinds = ("wsisc/", "templates/", "schemas/", "tests/", "examples/", "requirements")
        others = [name for name in names if name.startswith(kinds) and not name.startswith("tests/mutants/")]
        base = _digest(names[name] for name in others if name not in tests)
        if base != self.base:
            self.digests, self.seconds, self.bits = {}, {}, {}
        tests = {name: digest for name, digest in tests.items() if name.startswith(places)}
        stale = [name for name, digest in tests.items() if self.digests.get(name) != digest]
        if not stale:
            return
        for lines in self.bits.values():
            for test in [each for each in lines if each.partition("::")[0] in stale]:
                del lines[test]
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            where = {"MUTANTS_RECORD": folder, "MUTANTS_SOURCES": f"{copy.folder}/wsisc/"}
            code = copy.test("-n", str(workers), *stale, limit=7200, **where)
            if code not in (0, 1, 5):  # all passed, some failed and are not recorded, none has the marks
                raise RuntimeError(f"the tests could not be recorded (code {code} of pytest); nothing is kept")
            self._read(Path(folder), f"{copy.folder}/")
        self.base, self.digests = base, self.digests | tests
        self.path.write_bytes(pickle.dumps((self.base, self.digests, self.seconds, self.bits)))

    def _read(self, folder: Path, root: str) -> None:
        passed = set()
        for path in folder.glob("*.tests"):
            for row in path.read_text("utf-8").splitlines():
                test, self.seconds[test], lines = json.loads(row)
                passed.add(test)
                for name, bits in lines.items():
                    self._add(name.removeprefix(root), test, int(bits, 16))
        for path in folder.glob("*.lines"):
            test = ""
            for row in path.read_text("utf-8").splitlines():
                name, *lines = row.split("\t")
                if name.startswith("="):
                    test = name[1:]
                elif test in passed:
                    self._add(name.removeprefix(root), test, sum(1 << line for line in set(map(int, lines))))

    def _add(self, name: str, test: str, bits: int) -> None:
        tests = self.bits.setdefault(name, {})
        tests[test] = tests.get(test, 0) | bits

    def executing(self, name: str, lines: Iterable[int]) -> set[str]:
        """Return the tests that execute one of some lines."""
        bits = sum(1 << line for line in set(lines))
        return {test for test, seen in self.bits.get(name, {}).items() if seen & bits}


def _digest(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in paths)).hexdigest()

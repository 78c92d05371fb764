"""Changes the code at random under a fixed seed, runs the tests that execute each change, and prints which were noticed.

    make mutants
    .venv/bin/python -m tests.mutants.run --package review --count 25 --from tests/review tests/reviews
    .venv/bin/python -m tests.mutants.run --only wsisc/readers/word/runs.py:120

Neither mutmut nor cosmic-ray copes. mutmut 3 reaches its mutants through a variable of the process that runs the tests,
which the engines and the workers of a batch, with an environment of their own, do not keep; cosmic-ray runs one command
for every mutant, which here would be all tests. This script writes each mutant to a copy of the checkout with a
Python of its own, so every program that a test starts is changed too; and it records first which tests execute which
lines, in those programs as well. The record stays in `.mutants/`; later, only test files that have changed are recorded.

A mutant survives if its tests pass: at most `--tests`, quick and different ones first, that take at most `--seconds`.
`argued.yaml` lists survivors that no test can distinguish from the code, each with the reason; they are not counted.
With `--from`, only tests of some places are recorded and run: soon, and what survives there is perhaps noticed elsewhere.
"""

import argparse
import collections
import hashlib
import queue
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from tests.mutants import mutations
from tests.mutants.checkout import Copy, end_children
from tests.mutants.mutations import Mutation
from tests.mutants.record import Record

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".mutants"
TARGET, PACKAGE_TARGET = 85, 75
FEWEST = 8
"""In each package: with fewer, a single survivor would decide."""
ENOUGH = 40
"""Where fewer tests execute a change, others of its module and package are run too: what is cached executes once."""


@dataclass(frozen=True)
class Mutant:
    """A mutation of a file, with the line that it changes before and after."""

    file: str
    mutation: Mutation
    before: str
    after: str

    @property
    def package(self) -> str:
        """Return the name of its package, that of the whole for a module at the top."""
        parts = self.file.split("/")
        return parts[1] if len(parts) > 2 else parts[0]

    def key(self, seed: int) -> bytes:
        """Return what decides whether it is tried; no change elsewhere in the code has a say."""
        return hashlib.sha256(repr((seed, self.file, self.mutation.scope, self.before, self.after)).encode()).digest()

    def format(self) -> str:
        """Return it as lines for a person."""
        place = f"{self.file}:{self.mutation.line} {self.mutation.scope} ({self.mutation.operator})"
        return f"{place}\n  - {self.before}\n  + {self.after}"


def mutants_of(root: Path) -> Iterator[Mutant]:
    """Yield all mutants of the package."""
    for path in sorted(root.glob("wsisc/**/*.py")):
        source = path.read_bytes()
        for mutation in mutations.of_source(source):
            yield Mutant(path.relative_to(root).as_posix(), mutation, *mutation.shown(source))


def chosen(mutants: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """Return so many mutants: each package has a share by its lines, and no line more than one."""
    lines: dict[tuple[str, int], Mutant] = {}
    for mutant in sorted(mutants, key=lambda each: each.key(seed)):
        lines.setdefault((mutant.file, mutant.mutation.line), mutant)
    packages = collections.defaultdict(list)
    for mutant in lines.values():
        packages[mutant.package].append(mutant)
    shares = {name: max(FEWEST, round(count * len(members) / len(lines))) for name, members in packages.items()}
    while sum(shares.values()) > count and max(shares.values()) > FEWEST:
        shares[max(shares, key=lambda name: shares[name])] -= 1
    return [each for name, members in sorted(packages.items()) for each in members[: shares[name]]]


class Tests:
    """Which tests could notice a mutant."""

    def __init__(self, record: Record, root: Path) -> None:
        self.record, self.root = record, root

    def of(self, mutant: Mutant, most: int, seconds: float) -> list[str]:
        """Return the tests to run, those first that are likely to notice it soon."""
        found = self.record.executing(mutant.file, mutant.mutation.lines)
        for file, lines in self._uses(mutant).items():
            found |= self.record.executing(file, lines)
        ordered = self._ordered(found, mutant.package)
        if len(found) < ENOUGH:
            of_module = set(self.record.bits.get(mutant.file, ())) - found
            of_package = {each for each in self.record.seconds if each.split("/")[1] == mutant.package} - found
            others = (of_module, of_package - of_module)
            ordered += [test for tests in others for test in self._ordered(tests, mutant.package)]
        kept, left = [], seconds
        for test in ordered[:most]:
            left -= self.record.seconds[test]
            if left < 0 and kept:
                break
            kept.append(test)
        return kept

    def _ordered(self, tests: set[str], package: str) -> list[str]:
        """Return tests by how long they take.

        The second of one function counts as if it took twice as long, and so on; one of another package four times.
        """
        runs = collections.Counter[str]()
        weights = {}
        for test in sorted(tests, key=lambda each: (self.record.seconds[each], each)):
            runs[function := test.partition("[")[0]] += 1
            strangeness = 1 if test.startswith(f"tests/{package}/") else 4
            weights[test] = (self.record.seconds[test] + 0.01) * runs[function] * strangeness
        return sorted(weights, key=lambda each: (weights[each], each))

    def _uses(self, mutant: Mutant) -> dict[str, set[int]]:
        """Return where names are used whose values a mutant sets, directly or through other names."""
        found: dict[str, set[int]] = collections.defaultdict(set)
        names, known = list(mutant.mutation.names), set(mutant.mutation.names)
        while names:
            for file, line, binds in self._used.get(names.pop(), ()):
                found[file].add(line)
                names += set(binds) - known
                known |= set(binds)
        return found

    @cached_property
    def _used(self) -> dict[str, list[tuple[str, int, tuple[str, ...]]]]:
        found = collections.defaultdict(list)
        for path in sorted(self.root.glob("wsisc/**/*.py")):
            for name, line, binds in mutations.uses(path.read_bytes()):
                found[name].append((path.relative_to(self.root).as_posix(), line, binds))
        return found


def copied(count: int, marks: str) -> list[Copy]:
    """Return copies of what git knows of the checkout."""
    command = ["git", "ls-files", "-z", "-co", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    copies = [Copy(KEPT / str(number), marks) for number in range(count)]
    for copy in copies:
        copy.create(ROOT, [each for each in names if (ROOT / each).is_file()])
    return copies


def outcomes(
    mutants: Iterable[Mutant], copies: list[Copy], record: Record, most: int, seconds: float
) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant with the test that notices it, "" where none does."""
    tests = Tests(record, copies[0].folder)
    free: queue.Queue[Copy] = queue.Queue()
    for copy in copies:
        free.put(copy)

    def outcome(mutant: Mutant) -> tuple[Mutant, str]:
        copy = free.get()
        try:
            some = tests.of(mutant, most, seconds)
            changed = mutant.mutation.apply((copy.folder / mutant.file).read_bytes())
            return mutant, copy.killer(mutant.file, changed, some, 4 * seconds + 60) if some else ""
        finally:
            free.put(copy)

    pool = ThreadPoolExecutor(len(copies))
    try:
        yield from pool.map(outcome, mutants)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        end_children()
        pool.shutdown()


def is_argued(mutant: Mutant, argued: list[dict[str, str]]) -> bool:
    """Return whether a survivor is among those that no test can distinguish from the code."""
    fields = {
        "file": mutant.file,
        "function": mutant.mutation.scope,
        "operator": mutant.mutation.operator,
        "before": mutant.before,
        "after": mutant.after,
    }
    return any(fields.items() == {name: entry[name] for name in fields}.items() for entry in argued)


def report(done: list[tuple[Mutant, str]], argued: list[dict[str, str]]) -> bool:
    """Print the survivors and the scores, return whether these are high enough."""
    killed, survived, harmless = (collections.Counter[str]() for _ in range(3))
    for mutant, killer in done:
        is_harmless = not killer and is_argued(mutant, argued)
        (killed if killer else harmless if is_harmless else survived)[mutant.package] += 1
        if not killer and not is_harmless:
            print(f"\n{mutant.format()}")
    print(f"\n{'package':15} killed survived argued  score")
    are_enough = True
    for name in (*sorted({mutant.package for mutant, _ in done}), ""):
        counts = [sum(each.values()) if not name else each[name] for each in (killed, survived, harmless)]
        score = 100 * counts[0] / (counts[0] + counts[1] or 1)
        are_enough &= score >= (PACKAGE_TARGET if name else TARGET)
        print(f"{name or 'all':15} {counts[0]:6} {counts[1]:8} {counts[2]:6} {score:5.0f}%")
    return are_enough


def main() -> int:
    """Try the mutants that the options name."""
    parser = argparse.ArgumentParser(description="Change the code at random and see which changes the tests notice.")
    parser.add_argument("--count", type=int, default=300, help="number of mutants (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="another seed chooses others (default: 1)")
    parser.add_argument("--package", action="append", help="only the mutants of this package (repeatable)")
    parser.add_argument("--from", dest="places", nargs="+", default=["tests/"], help="folders and files of the tests")
    parser.add_argument("--only", metavar="FILE[:LINE]", help="all mutants of a file or line")
    parser.add_argument("--tests", type=int, default=1000, help="tests for each mutant at most (default: 1000)")
    parser.add_argument("--seconds", type=float, default=60, help="time for them at most (default: 60)")
    parser.add_argument("--slow", action="store_true", help="run the slow tests too (default: the quick ones)")
    parser.add_argument("--jobs", type=int, default=2, help="mutants at a time (default: 2)")
    parser.add_argument("--verbose", action="store_true", help="print each mutant and the test that notices it")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    copies = copied(options.jobs, "not judge" if options.slow else "not judge and not slow and not long")
    mutants = [each for each in mutants_of(copies[0].folder) if each.package in (options.package or [each.package])]
    if options.only:
        file, _, line = options.only.partition(":")
        mutants = [each for each in mutants if each.file == file and line in ("", str(each.mutation.line))]
    else:
        mutants = chosen(mutants, options.count, options.seed)
    record = Record(KEPT / ("slow.pickle" if options.slow else "quick.pickle"))
    print("Recording which tests execute what, if anything has changed ...", flush=True)
    record.update(copies[0], tuple(options.places))
    done = []
    for mutant, killer in outcomes(mutants, copies, record, options.tests, options.seconds):
        done.append((mutant, killer))
        survived = sum(not killer for _, killer in done)
        print(f"\r{len(done)} of {len(mutants)} tried, {survived} survived", end="", file=sys.stderr, flush=True)
        if options.verbose:
            print(f"{mutant.format()}\n  {killer or 'SURVIVED'}", flush=True)
    print(file=sys.stderr)
    sure = [killer for killer in dict.fromkeys(killer for _, killer in done) if "::" in killer]
    if sure and copies[0].run(sure, 3600) != 0:
        print("Some of the tests that failed fail on the unchanged code too: the score is too high.")
    path = Path(__file__).with_name("argued.yaml")
    argued = yaml.safe_load(path.read_text("utf-8")) or [] if path.exists() else []
    return 0 if report(done, argued) else 1


if __name__ == "__main__":
    sys.exit(main())

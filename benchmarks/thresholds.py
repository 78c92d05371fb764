"""Move each threshold of a package until an outcome changes: prints from which to which value none does.

    .venv/bin/python -m benchmarks.thresholds PACKAGE [--only NAME...] [--fresh] [--update | --check] [-j PROCESSES]

The corpus are the calls that the tests make of the doors of the package: the files that they import, the versions that
they merge. They are recorded once, in build/thresholds/, without those of generated examples; `--fresh` records them
anew. A value is moved to 0 and to ten times itself, a share to 1, in whole numbers or in hundredths. An outcome that
has changed is assumed to remain changed. A side on which nothing changes is `any`.

`--update` writes the margins into the docstrings of the values, `--check` fails if one of them is not reproduced.
"""

import argparse
import ast
import contextlib
import copy
import difflib
import functools
import gc
import importlib
import io
import multiprocessing
import os
import pickle
import re
import signal
import sys
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, NamedTuple

from wsisc.calls.call import BUILT_IN, Call

SLOW = 1.5  # seconds of the processor; a call that takes longer, as those of tests with large files do, is left out
PATIENCE = 10  # seconds of the processor; an outcome that takes longer is another one: "too slow"
MOST_OF_TEST = 8  # calls of a function of tests; one that tries hundreds of texts would take most of the time
FOLDER = Path("build", "thresholds")
MARGIN = re.compile(r"Same outcome from (\S+) to (\S+)\.")


class Door(NamedTuple):
    """A function whose calls are recorded, and the lines by which what it returns is compared."""

    module: str
    name: str
    show: Callable[[Any], list[str]]
    renew: Callable[..., tuple[Any, ...]] = lambda *arguments: arguments


class Package(NamedTuple):
    """The module that has the values of a package, the tests that call its doors, and these."""

    table: str
    tests: tuple[str, ...]
    doors: tuple[Door, ...]


class Made(NamedTuple):
    """A call of a door, by its number, and the test that made it."""

    door: int
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    test: str


class Value(NamedTuple):
    """A value of a table, and the margin in its docstring, as it is written there."""

    name: str
    value: float
    documented: tuple[str, str]


class Change(NamedTuple):
    """A value at which an outcome changes, the test that has it, and the first line that becomes another one."""

    value: float
    test: str
    line: str


# what the doors return


def show_import(found: Any) -> list[str]:
    from wsisc.writers import yaml

    items = [f"{each.needs_person} {each.words} {each.kind}: {each.text}" for each in found.report.items]
    decisions = [f"{each.heading} -> {each.part} {each.suggestion}" for each in found.report.decisions]
    return [*yaml.write(found.submission).split("\n"), *items, *decisions]


def show_starts(found: Any) -> list[str]:
    return [f"{at} {each.ids} {each.size} {each.own_title} {each.suggestion}" for at, each in found.items()]


def show_comparison(found: Any) -> list[str]:
    return [str(each) for each in (*found.values, *found.places, *found.printed.pairs)]


def show_each(found: Any) -> list[str]:
    return [str(each) for each in found]


def renew_all(*arguments: Any) -> tuple[Any, ...]:
    """Return copies, in which nothing is kept that was found with other values."""
    return copy.deepcopy(arguments)


def renew_index(index: Any, *arguments: Any) -> tuple[Any, ...]:
    """Return a new index of the same blocks: what it found with other values is kept in it."""
    return type(index)(index.blocks), *arguments


IMPORTS = """
cover_detection cover_fields edited_wordings foreign form_reading heading_forms heading_places layout lost_headings
names opening_lines own_wording part_labels people_forms restore_headings split_prompts structure tables title_page
unplaced_items variants wild
"""
PACKAGES = {
    "importer": Package(
        "wsisc.importer.thresholds",
        tuple(f"tests/importer/test_{name}.py" for name in IMPORTS.split()),
        (
            Door("wsisc.importer", "import_content", show_import),
            Door("wsisc.importer.parts.part_detection", "find_parts", show_starts, renew_index),
        ),
    ),
    "document": Package(
        "wsisc.document.language_detection",
        ("tests/importer/test_language_detection.py", "tests/importer/test_language_of_text.py"),
        tuple(
            Door("wsisc.document.language_detection", name, lambda found: [str(found)])
            for name in ("detect_language", "can_be", "is_clearly", "find_language_of_script")
        ),
    ),
    "align": Package(
        "wsisc.align.sequences",
        ("tests/align", "tests/diff", "tests/merge/test_collect.py"),
        (Door("wsisc.align.sequences", "align", lambda found: [str(found)]),),
    ),
    "diff": Package(
        "wsisc.diff.thresholds",
        ("tests/diff", "tests/diff_report", "tests/merge/test_collect.py", "tests/reviews/test_comments.py"),
        (
            Door("wsisc.diff.comparison", "compare", show_comparison),
            Door("wsisc.merge.collect", "find_changes", show_each, renew_all),
        ),
    ),
    "merge": Package(
        "wsisc.merge.thresholds",
        ("tests/merge", "tests/reviews"),
        (
            Door("wsisc.merge.collect", "find_changes", show_each, renew_all),
            Door("wsisc.merge.restore_prompts", "restore", lambda found: [str(found)]),
            Door("wsisc.merge.sent_version", "refuse_unrelated", lambda found: [str(found)]),
        ),
    ),
}


# the corpus


class _Pickler(pickle.Pickler):
    """Writes the calls of the project as a name: what is kept of each is found by the object."""

    def persistent_id(self, obj: Any) -> str | None:
        if obj is BUILT_IN:
            return "*"
        is_call = isinstance(obj, Call) and obj.id in BUILT_IN.ids() and obj is BUILT_IN.load(obj.id)
        return obj.id if is_call else None


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: str) -> Any:
        return BUILT_IN if pid == "*" else BUILT_IN.load(pid)


def _dump(value: Any) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer).dump(value)
    return buffer.getvalue()


def read_corpus(name: str, package: Package, is_fresh: bool, processes: int) -> list[Made]:
    """Return the calls of the tests, from the file of an earlier run if there is one."""
    path = FOLDER / f"{name}.pickle"
    if is_fresh or not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(_record_all(package, processes)))
    by_test: dict[str, list[tuple[bytes, str]]] = {}
    for call, test in pickle.loads(path.read_bytes()).items():
        by_test.setdefault(test.split("[")[0], []).append((call, test))
    chosen = [call for of_test in by_test.values() for call in of_test[:: -(-len(of_test) // MOST_OF_TEST)]]
    try:
        return [Made(*_Unpickler(io.BytesIO(call)).load(), test) for call, test in chosen]
    except (ImportError, AttributeError) as error:
        sys.exit(f"{path} has calls of an earlier version ({error}); record them anew with --fresh")


_package: Package


def _record_all(package: Package, processes: int) -> dict[bytes, str]:
    """Run the tests, the files one after the other in some processes; what tests leave in them is not measured."""
    files = sorted(str(file) for place in package.tests for file in _find_tests(Path(place)))
    global _package
    _package = package
    with multiprocessing.get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        parts = pool.imap(_record, files, chunksize=1)
        return {call: test for part in parts for call, test in part.items()}


def _find_tests(place: Path) -> list[Path]:
    return [place] if place.is_file() else [*place.rglob("test_*.py")]


def _record(file: str) -> dict[bytes, str]:
    import pytest

    calls: dict[bytes, str] = {}
    is_within: list[bool] = []
    for at, door in enumerate(_package.doors):
        module = importlib.import_module(door.module)
        setattr(module, door.name, _recording(getattr(module, door.name), at, calls, is_within))
    options = [
        "-q",
        "--no-header",
        "-m",
        "not judge and not alone",
        "-p",
        "no:cacheprovider",
        "-k",
        "not at_random",
        file,
    ]
    code = pytest.main(options, plugins=[_WithoutGenerated()])
    print(f"{file}: {len(calls)} calls, exit code {code}", file=sys.stderr, flush=True)
    return calls


class _WithoutGenerated:
    """Leaves out the tests that generate their examples, which are other ones after the next change of the tests."""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [each for each in items if not getattr(each.obj, "is_hypothesis_test", False)]


def _recording(
    function: Callable[..., Any], at: int, calls: dict[bytes, str], is_within: list[bool]
) -> Callable[..., Any]:
    @functools.wraps(function)
    def record(*arguments: Any, **options: Any) -> Any:
        if is_within:  # the call of one door by another is not one of its own
            return function(*arguments, **options)
        test = os.environ.get("PYTEST_CURRENT_TEST", "").split(" (")[0]
        with contextlib.suppress(pickle.PicklingError, AttributeError, TypeError):  # a function of a test
            calls.setdefault(_dump((at, arguments, options)), test)
        is_within.append(True)
        try:
            return function(*arguments, **options)
        finally:
            is_within.pop()

    return record


# which values a call reads


class _Watched:
    """A value that notes what it is compared with; `is_free` if it is used for anything else.

    `caches` are the functions that read it and keep what they return.
    """

    def __init__(self, value: float, known_caches: Collection[str]) -> None:
        self.value, self.known_caches = value, known_caches
        self.caches = set[str]()
        self.readers = Counter[CodeType]()
        self.begin()

    def begin(self) -> None:
        """Forget what was noted of the call before."""
        self.operands: set[float] = set()
        self.is_free = False

    def note(self) -> None:
        """Note which functions on the stack keep what they return; for each reader the first times alone."""
        frame: FrameType | None = sys._getframe(2)
        self.readers[frame.f_code] += 1
        if self.readers[frame.f_code] > 50:
            return
        while frame:
            name = f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
            if name in self.known_caches:
                self.caches.add(name)
            frame = frame.f_back

    def compare(self, name: str, other: Any) -> Any:
        self.note()
        for watched, operand in ((self, other), (other, self)):
            if isinstance(watched, _Watched):
                is_number = isinstance(operand, int | float)
                watched.operands |= {operand} if is_number else set()
                watched.is_free = watched.is_free or not is_number
        return getattr(self.value, name)(_plain(other))

    def use(self, name: str, *others: Any) -> Any:
        self.note()
        self.is_free = True
        result = getattr(self.value, name)(*map(_plain, others))
        return getattr(float(self.value), name)(*map(_plain, others)) if result is NotImplemented else result


def _define(name: str, use: Callable[..., Any]) -> None:
    setattr(_Watched, name, lambda self, *others: use(self, name, *others))


for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    _define(f"__{_name}__", _Watched.compare)
for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    _define(f"__{_name}__", _Watched.use)
    _define(f"__r{_name}__", _Watched.use)
for _name in ("neg", "pos", "abs", "int", "float", "index", "bool", "round", "format", "hash", "str"):
    _define(f"__{_name}__", _Watched.use)


class _Table(ModuleType):
    """A table that notes when a value is read: what keeps it then is forgotten when it moves."""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if isinstance(value, _Watched):
            value.note()
        return value


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, _Watched) else value


class Measured(NamedTuple):
    """What a call returns; by each value that it reads, what that is compared with, or None if it is used otherwise.

    `caches` are, by each value, the functions that read it and keep what they return.
    """

    lines: list[str]
    reads: dict[str, list[float] | None]
    caches: dict[str, frozenset[str]]


class Corpus:
    """The calls of a package, which are run again with other values."""

    def __init__(self, package: Package, calls: Sequence[Made], values: Sequence[Value]) -> None:
        self.package, self.calls = package, calls
        self.values = {value.name: value.value for value in values}
        self.table = importlib.import_module(package.table)
        self.functions = [getattr(importlib.import_module(door.module), door.name) for door in package.doors]
        self.caches = _find_caches()
        self.dependent: dict[str, set[str]] = {name: set() for name in self.values}
        self.measured: list[Measured] = []
        self.watched: dict[str, _Watched] = {}
        self.moved = ""

    def run(self, at: int) -> list[str]:
        """Return what a call returns, as lines."""
        call = self.calls[at]
        door = self.package.doors[call.door]
        signal.signal(signal.SIGPROF, _give_up)
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)
        try:
            return door.show(self.functions[call.door](*door.renew(*call.arguments), **call.options))
        except Exception as error:  # noqa: BLE001 - whatever is raised is an outcome
            return [f"{type(error).__name__}: {error}"]
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def move(self, name: str, value: float) -> None:
        """Give a value another number, and its own to the one that was moved before; forget what they decided."""
        if self.moved not in ("", name):
            self._set(self.moved, self.values[self.moved])
        self._set(name, value)
        self.moved = name

    def _set(self, name: str, value: float) -> None:
        if getattr(self.table, name) != value:
            setattr(self.table, name, value)
            for cache in self.dependent[name]:
                self.caches[cache].cache_clear()

    def measure(self, at: int) -> Measured | None:
        """Run a call, and note what it reads; None if it takes too long."""
        if not self.watched:
            for cache in self.caches.values():
                cache.cache_clear()
            self.watched = {name: _Watched(value, self.caches) for name, value in self.values.items()}
            for name, value in self.watched.items():
                setattr(self.table, name, value)
        for value in self.watched.values():
            value.begin()
        start = time.process_time()
        lines = self.run(at)
        if time.process_time() - start > SLOW:
            start = time.process_time()  # once more: what is kept, such as tables of languages, was read meanwhile
            lines = self.run(at)
            if time.process_time() - start > SLOW:
                return None
        reads = {
            name: None if value.is_free else sorted(value.operands)
            for name, value in self.watched.items()
            if value.is_free or value.operands
        }
        return Measured(lines, reads, {name: frozenset(value.caches) for name, value in self.watched.items()})

    def take(self, calls: Sequence[Made], found: Sequence[Measured | None]) -> None:
        """Keep the calls that were measured."""
        self.calls = [call for call, measured in zip(calls, found, strict=True) if measured]
        self.measured = [measured for measured in found if measured]
        for measured in self.measured:
            for name, caches in measured.caches.items():
                self.dependent[name] |= caches

    def find_change(self, value: Value, step: int) -> tuple[str, Change | None]:
        """Return the last number on one side up to which no outcome changes, and the first change."""
        numbers = make_grid(value.value, step)
        readers = [(self._nearest(at, value, step), at) for at in range(len(self.calls))]
        change, end = None, len(numbers)
        for _, at in sorted(reader for reader in readers if reader[0] is not None):
            found = self._find_first(at, value, step, numbers[:end]) if end else None
            if found is not None:
                end = found
                change = Change(numbers[end], self.calls[at].test, self._first_line(at, value.name, numbers[end]))
        return ("any" if change is None else f"{numbers[end - 1] if end else value.value:g}"), change

    def _nearest(self, at: int, value: Value, step: int) -> float | None:
        """Return how near the nearest number is that a call compares a value with: -1 for any, None if it does not."""
        operands = self._operands(at, value.name)
        if operands is None:
            return -1
        return min((step * (each - value.value) for each in operands if step * (each - value.value) >= 0), default=None)

    def reads_freely(self, at: int, name: str) -> bool:
        """Return whether any number of a value can change what a call returns."""
        return self._operands(at, name) is None

    def _operands(self, at: int, name: str) -> list[float] | None:
        """Return what a call compares a value with; None if it uses it otherwise, or a function keeps the outcome."""
        return None if self.dependent[name] else self.measured[at].reads.get(name, [])

    def _find_first(self, at: int, value: Value, step: int, numbers: Sequence[float]) -> int | None:
        """Return the first of some numbers with which a call returns something else, None if there is none."""
        operands = self._operands(at, value.name)
        last = len(numbers) - 1
        stops = range(last + 1) if operands is None else _stops(operands, step, numbers)
        if not stops or not self._changes(at, value.name, numbers[last]):
            return None
        first = bisect_left(stops, True, key=lambda stop: self._changes(at, value.name, numbers[stop]))
        low, high = (stops[first - 1] + 1 if first else 0), (stops[first] if first < len(stops) else last)
        between = range(low, high)
        found = bisect_left(between, True, key=lambda stop: self._changes(at, value.name, numbers[stop]))
        return between[found] if found < len(between) else high

    def _changes(self, at: int, name: str, value: float) -> bool:
        self.move(name, value)
        return self.run(at) != self.measured[at].lines

    def _first_line(self, at: int, name: str, value: float) -> str:
        self.move(name, value)
        lines = difflib.unified_diff(self.measured[at].lines, self.run(at), n=0, lineterm="")
        return " ".join(" ".join([line for line in lines if line[:3] not in ("---", "+++", "@@ ")][:2]).split())


def _stops(operands: Sequence[float], step: int, numbers: Sequence[float]) -> list[int]:
    """Return the numbers, by their indexes, at which a comparison with one of the operands can become another."""
    own = [step * number for number in numbers]
    found = set[int]()
    for operand in operands:
        if own and step * operand <= own[-1] and step * operand > own[0] - 2:
            found |= {bisect_left(own, step * operand), min(bisect_right(own, step * operand), len(own) - 1)}
    return sorted(found)


def _give_up(*_: Any) -> None:
    raise TimeoutError("too slow")


def _find_caches() -> dict[str, Any]:
    """Return the functions of the program that keep what they return, by their names."""
    found = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
    return {f"{each.__module__}.{each.__qualname__}": each for each in found if each.__module__.startswith("wsisc.")}


def make_grid(value: float, step: int) -> list[float]:
    """Return the numbers to which a value is moved, up or down from it."""
    if isinstance(value, int):
        most = max(value * 10, 20)
        return [*range(value + 1, most + 1)] if step > 0 else [*range(value - 1, -1, -1)]
    most = 1.01 if value <= 1 else value * 10
    last = round((most - value) * 100) if step > 0 else round(value * 100)
    return [round(value + step * count / 100, 4) for count in range(1, last + 1)]


# the table


def read_values(table: ModuleType, only: Sequence[str]) -> list[Value]:
    """Return the numbers of a table with the margins that their docstrings say."""
    found = []
    for node, text in _find_docstrings(Path(str(table.__file__)).read_text("utf-8")):
        name = node.id
        number = getattr(table, name)
        match = MARGIN.search(text.value) if text else None
        if isinstance(number, int | float) and text is not None and (not only or name in only):
            found.append(Value(name, number, (match[1], match[2]) if match else ("", "")))
    return found


def _find_docstrings(source: str) -> Iterator[tuple[ast.Name, ast.Constant | None]]:
    body = ast.parse(source).body
    for node, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            yield node.targets[0], following.value if is_text else None  # type: ignore[union-attr, misc]


def update(path: Path, margins: dict[str, tuple[str, str]]) -> None:
    """Write margins into the docstrings of a table: as their last line, or in place of those that are there."""
    source = path.read_text("utf-8")
    lines = source.split("\n")
    for node, text in reversed([*_find_docstrings(source)]):
        if text is None or node.id not in margins:
            continue
        first, last = text.lineno - 1, text.end_lineno or 0
        words = "Same outcome from {} to {}.".format(*margins[node.id])
        old = "\n".join(lines[first:last])
        if MARGIN.search(old):
            new = MARGIN.sub(words, old)
        elif last - first == 1:
            new = f'{old.removesuffix('"""')}\n\n{words}\n"""'
        else:
            new = f'{old.removesuffix('"""')}{words}\n"""'
        lines[first:last] = new.split("\n")
    path.write_text("\n".join(lines), "utf-8")


# all together

_corpus: Corpus


def _measure(at: int) -> Measured | None:
    return _corpus.measure(at)


def _search(task: tuple[Value, int]) -> tuple[str, Change | None]:
    return _corpus.find_change(*task)


def _read_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", choices=PACKAGES)
    parser.add_argument("--only", nargs="+", default=())
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("-j", "--processes", type=int, default=os.cpu_count())
    return parser.parse_args(arguments)


def _measure_all(calls: Sequence[Made], processes: int) -> None:
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        _corpus.take(calls, pool.map(_measure, range(len(calls)), chunksize=8))


def _print_value(value: Value, margin: tuple[str, str], changes: Sequence[Change | None]) -> bool:
    """Print what was found of a value, and return whether it is what its docstring says."""
    is_same = value.documented == margin
    said = "" if is_same else f"  (documented: {' to '.join(value.documented)})"
    readers = sum(value.name in measured.reads for measured in _corpus.measured)
    print(f"{value.name:24} {value.value:>5g} {margin[0]:>6} {margin[1]:>6} {readers:5} read it{said}", flush=True)
    for change in filter(None, changes):
        print(f"      at {change.value:g}: {change.test}\n          {change.line[:180]}", flush=True)
    return is_same


def main(arguments: Sequence[str]) -> int:
    global _corpus
    options, start = _read_options(arguments), time.monotonic()
    package = PACKAGES[options.package]
    calls = read_corpus(options.package, package, options.fresh, options.processes)
    table = importlib.import_module(package.table)
    table.__class__ = _Table
    values = read_values(table, options.only)
    print(f"{len(calls)} calls, {len(values)} values ({time.monotonic() - start:.0f} s)", flush=True)
    _corpus = Corpus(package, calls, values)
    _measure_all(calls, options.processes)
    values.sort(key=lambda value: sum(_corpus.reads_freely(at, value.name) for at in range(len(_corpus.calls))))
    print(f"{len(_corpus.calls)} of them are measured ({time.monotonic() - start:.0f} s)", flush=True)
    margins, is_wrong = {}, False
    with multiprocessing.get_context("fork").Pool(options.processes) as pool:
        results = pool.imap(_search, [(value, step) for value in values for step in (-1, 1)])
        for value in values:
            (lowest, below), (highest, above) = next(results), next(results)
            margins[value.name] = lowest, highest
            is_wrong |= not _print_value(value, margins[value.name], (below, above))
    print(f"{time.monotonic() - start:.0f} s")
    if options.update:
        update(Path(str(table.__file__)), margins)
    return 1 if options.check and is_wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

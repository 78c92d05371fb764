"""Compare the ways to write a frozen value: what its class costs at import, what an instance costs, what they catch.

    .venv/bin/python benchmarks/records.py [ROUNDS]

Each way defines a record of six fields, two of them with a default. Times are the best of ROUNDS, in processor time;
"mypy" counts which of five mistakes mypy (strict) finds. CONTRIBUTING.md (conventions) says what follows.
"""

import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from types import SimpleNamespace

FIELDS = ("code", "place", "words", "start", "end", "note")
PROLOGUE = "from dataclasses import dataclass, replace\nfrom typing import Any, NamedTuple\n\n"
BODY = "    code: str\n    place: str\n    words: str\n    start: int\n    end: int | None = None\n    note: str = ''\n"
PLAIN = """
class Record:
    __slots__ = __match_args__ = ("code", "place", "words", "start", "end", "note")
    code: str
    place: str
    words: str
    start: int
    end: int | None
    note: str

    def __init__(
        self, *, code: str, place: str, words: str, start: int, end: int | None = None, note: str = ""
    ) -> None:
        write = object.__setattr__
        write(self, "code", code)
        write(self, "place", place)
        write(self, "words", words)
        write(self, "start", start)
        write(self, "end", end)
        write(self, "note", note)

    def _values(self) -> tuple[object, ...]:
        return (self.code, self.place, self.words, self.start, self.end, self.note)

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if isinstance(other, Record) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"Record{self._values()!r}"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)
"""
WAYS = {
    "@dataclass(frozen)": f"@dataclass(frozen=True)\nclass Record:\n{BODY}",
    "@dataclass(frozen, slots)": f"@dataclass(frozen=True, slots=True)\nclass Record:\n{BODY}",
    "@dataclass(frozen, slots, kw_only)": f"@dataclass(frozen=True, slots=True, kw_only=True)\nclass Record:\n{BODY}",
    "@dataclass(slots, unsafe_hash)": f"@dataclass(slots=True, unsafe_hash=True)\nclass Record:\n{BODY}",
    "NamedTuple": f"class Record(NamedTuple):\n{BODY}",
    "class with __slots__, by hand": PLAIN,
}
KEYWORDS = "code='a', place='b', words='c', start=1, end=2"
MISTAKES = {
    "a field that is missing": "Record(code='a', place='b', words='c')",
    "a value of a wrong type": "Record(code=1, place='b', words='c', start=1)",
    "a field that is not there": "record.missing",
    "a value that is changed": "record.code = 'b'",
    "values without keywords": "Record('a', 'b', 'c', 1)",
}
BEHAVIOUR = {
    "keywords only": "fails(lambda: Record('a', 'b', 'c', 1))",
    "frozen": "fails(lambda: setattr(record, 'code', 'b'))",
    "not a tuple": "record != tuple(getattr(record, name) for name in FIELDS)",
    "does not iterate": "fails(lambda: list(record))",
    "no other names": "fails(lambda: setattr(record, 'other', 1))",
}


def main(rounds: int) -> None:
    found = mypy_findings()
    print(
        f"{'':36}{'class µs':>9}{'new µs':>8}{'== ns':>7}{'hash ns':>8}{'read ns':>8}{'bytes':>6}  mypy  it is, or has"
    )
    for name, code in WAYS.items():
        compiled = compile(PROLOGUE + code, "<record>", "exec", dont_inherit=True)
        created = best(lambda code=compiled: exec(code, {"__name__": "record"}), rounds, 20)
        scope = {"__name__": "record", "FIELDS": FIELDS, "fails": fails}
        exec(compiled, scope)
        scope |= {"record": eval(f"Record({KEYWORDS})", scope), "equal": eval(f"Record({KEYWORDS})", scope)}
        times = [
            best(eval(f"lambda: {expression}", scope), rounds, 20_000)
            for expression in (f"Record({KEYWORDS})", "record == equal", "hash(record)", "record.words")
        ]
        empty = best(eval("lambda: None", scope), rounds, 20_000)
        new, equal, hashed, read = (max(0.0, each - empty) for each in times)
        kept = [label for label, test in BEHAVIOUR.items() if eval(test, scope)]
        sizes = f"{equal * 1000:7.0f}{hashed * 1000:8.0f}{read * 1000:8.0f}{size(scope['record']):6}"
        print(f"{name:36}{created:9.0f}{new:8.2f}{sizes}  {found[name]} of {len(MISTAKES)}  {', '.join(kept)}")


def best(function: object, rounds: int, times: int) -> float:
    """Return the microseconds of a call, in the fastest round."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            function()  # type: ignore[operator]
        seconds.append(time.process_time() - start)
    return min(seconds) / times * 1_000_000


def size(record: object) -> int:
    """Return the bytes of an instance, without its values."""
    return sys.getsizeof(record) + (sys.getsizeof(record.__dict__) if hasattr(record, "__dict__") else 0)


def fails(call: object) -> bool:
    try:
        call()  # type: ignore[operator]
    except (TypeError, AttributeError):
        return True
    return False


def mypy_findings() -> dict[str, int]:
    """Return how many of the mistakes mypy finds in each way; a correct use, a copy and a match must be accepted."""
    with tempfile.TemporaryDirectory() as folder:
        places = {}
        for number, (name, code) in enumerate(WAYS.items()):
            match = "match record:\n    case Record(code='a', place=place):\n        print(place.upper())\n"
            text = f"{PROLOGUE}{textwrap.dedent(code)}\n\nrecord = Record({KEYWORDS})\n{match}"
            first = text.count("\n") + 1
            places[f"way_{number}.py"] = SimpleNamespace(name=name, first=first, wrong=set())
            Path(folder, f"way_{number}.py").write_text(
                text + "".join(f"{each}\n" for each in MISTAKES.values()), "utf-8"
            )
        command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", *places]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        file, _, rest = line.partition(":")
        if file in places and "error:" in line:
            at = int(rest.partition(":")[0])
            assert at >= places[file].first, line
            places[file].wrong.add(at)
    return {place.name: len(place.wrong) for place in places.values()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)

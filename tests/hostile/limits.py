"""Generated inputs of up to 200 KB -> how long each takes, and the memory that the process has taken at most.

`python -m tests.hostile.limits 20000` tries so many and prints what it found. It runs in a process of its own, since the
system counts the memory of a process and of its children from their start.
"""

import contextlib
import json
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from tests import durations
from tests.conftest import ROOT
from tests.hostile import generated
from wsisc import pipeline, report, source
from wsisc.calls.call import BUILT_IN
from wsisc.document import figures
from wsisc.lint import selection
from wsisc.lint.selection import UnknownRuleName
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.workspace import settings as toml
from wsisc.writers.build_job import BuildJob, BuildOptions

EVERY = 8
"""One of so many inputs that can be built is built."""
VALIDATED, BUILT, MEMORY = 2.0, 10.0, 500_000
WATCHDOG = 60
RULES = selection.from_names(("all",), (), {})
FORMATS = ("docx", "html", "pdf")


@contextlib.contextmanager
def watched(number):
    def bark(*_):
        raise TimeoutError(f"input {number} takes more than {WATCHDOG} seconds")

    signal.signal(signal.SIGALRM, bark)
    signal.alarm(WATCHDOG)
    try:
        yield
    finally:
        signal.alarm(0)


def validate(content):
    """Return whether documents can be built from an input."""
    if isinstance(content, str):
        with contextlib.suppress(toml.InvalidSettings, UnknownRuleName):
            found = toml.read(content)
            selection.from_names(found.select, found.ignore, found.severity)
        return False
    checked = pipeline.check(source.read(content, "a.yaml"), None, RULES)
    report.load("full")([checked.checked_file])
    return checked.is_valid


def build(content, format):
    seen = figures.read(model.from_data(source.read(content, "").data).figures, ROOT / "tests")
    with contextlib.suppress(WsiscError):  # as where Typst has no glyph: told, nothing made
        pipeline.build(BuildJob("a.yaml", content, seen, BUILT_IN, BuildOptions((format,))))


def peak():
    """Return the most memory that this process, or one that it ran, has taken, in KB."""
    import resource

    [own] = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def run(count):
    """Return the results of a number of inputs: their kinds, the slowest, those over the limits, the memory in KB."""
    counts, slow, slowest, sound, heavy = Counter(), [], [], set(), []

    def judge(number, content):
        if validate(content):
            sound.add(number)

    for number in range(count):
        content, kind = generated.make(number), generated.kind_of(number)
        with watched(number):
            seconds = durations.spent(judge, number, content)
        counts[kind] += 1
        slowest = sorted([*slowest, (round(seconds, 2), f"validate {kind} {number}")])[-5:]
        if seconds > VALIDATED:
            slow.append((number, kind, seconds))
        if number in sound and len(sound) % EVERY == 0:
            format = FORMATS[len(sound) // EVERY % len(FORMATS)]
            before = time.monotonic()
            with watched(number):
                build(content, format)
            seconds = time.monotonic() - before
            counts[f"built as {format}"] += 1
            slowest = sorted([*slowest, (round(seconds, 2), f"{format} {number}")])[-5:]
            if seconds > BUILT:
                slow.append((number, format, seconds))
        if not heavy and peak() > MEMORY:
            heavy.append(number)
    return {
        "counts": counts,
        "sound": len(sound),
        "slowest": slowest,
        "too slow": slow,
        "too much memory": heavy,
        "memory": peak(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(int(sys.argv[1]))))

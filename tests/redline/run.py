"""Seeds -> figures on redlines of generated pairs: how many are right, how many words they change, how long they take.

    python -m tests.redline.run --count 2000 --seed 1 --pandoc --office 200 --sdk 200 --docxodus PATH

Each pair is built and redlined in one of two processes, and judged: by the judge of this folder always, by Pandoc, by
LibreOffice, by Microsoft's Open XML SDK and openxml-audit on request. `--docxodus` is the program `redline` of the package
python-redlines-docxodus 2.0.0 (installed anywhere), which then redlines the same pairs. The exit code is 1 if anything was
found. `--naive` tries the judges on the redline that deletes and inserts everything.
"""

import argparse
import multiprocessing
import subprocess
import sys
import tempfile
import time
import traceback
from itertools import batched
from pathlib import Path
from typing import Any, NamedTuple

from openxml_audit import OpenXmlValidator

from tests.conformance import test_npm_judges
from tests.redline import judge, naive, office_judge, pairs, pandoc_judge, word_counts
from wsisc.diff.comparison import Comparison
from wsisc.engines import pandoc

AUTHOR, DATE = "A. N. Author", "2026-01-15"
_BATCH = 8  # pairs for one task
_OFFICE_BATCH = 25
_MAX_SHOWN = 6  # lines of one pair


class Options(NamedTuple):
    naive: bool = False
    pandoc: bool = False
    docxodus: str = ""
    keeps_files: bool = False


class Trial(NamedTuple):
    """The result of a pair: what each judge found, seconds by step, and counted words."""

    pair: pairs.Pair
    found: dict[str, list[str]]
    seconds: dict[str, float]
    changed: tuple[int, int]
    fewest: int
    other_changed: tuple[int, int] | None
    is_other_right: bool
    files: tuple[bytes, bytes, bytes] | None  # OLD, NEW and the redline, where another judge is to see them


def make_redline(old: bytes, new: bytes, comparison: Comparison, is_naive: bool = False) -> bytes:
    """Return the redline of two Word files, by the program or by the naive one."""
    if is_naive:
        return naive.naive(old, new, AUTHOR, DATE)
    from wsisc.writers.redline import redline

    return redline(old, new, comparison, AUTHOR, DATE)


def try_seeds(seeds: tuple[int, ...], options: Options) -> list[Trial]:
    """Return the results of some pairs."""
    pandoc.keep_warm()
    trials = [try_pair(pairs.pair(seed), options) for seed in seeds]
    if options.pandoc:
        _judge_by_pandoc([trial for trial in trials if trial.files])
    return [trial if options.keeps_files else trial._replace(files=None) for trial in trials]


def _judge_by_pandoc(trials: list[Trial]) -> None:
    """Add what Pandoc finds in some redlines; it reads them all at once, and one by one where that fails."""
    start = time.perf_counter()
    files = [(redline, old, new) for old, new, redline in (trial.files for trial in trials if trial.files)]
    try:
        results = pandoc_judge.differences_of_many(files)
    except Exception:  # noqa: BLE001 - one of them is to blame, which is a finding
        results = [_attempt(pandoc_judge.differences, *each) for each in files]
    for trial, result in zip(trials, results, strict=True):
        trial.found["Pandoc"] = result
        trial.seconds["Pandoc"] = (time.perf_counter() - start) / len(trials)


def _attempt(step: Any, *arguments: Any) -> list[str]:
    """Return what a judge finds; an exception is something found, too."""
    try:
        found: list[str] = step(*arguments)
    except Exception:  # noqa: BLE001 - whatever a writer or judge raises is a finding, and the other pairs are tried
        found = traceback.format_exc().splitlines()[-6:]
    return found


def try_pair(pair: pairs.Pair, options: Options) -> Trial:
    """Return the result of a pair, without the judge Pandoc."""
    seconds: dict[str, float] = {}
    start = time.perf_counter()
    old, new = (pairs.build(data, pair.is_draft) for data in (pair.old, pair.new))
    seconds["build both"] = time.perf_counter() - start
    start = time.perf_counter()
    redlines: list[bytes] = []
    comparison = pairs.compare(pair.old, pair.new)
    failure = _attempt(lambda: redlines.append(make_redline(old, new, comparison, options.naive)) or [])
    seconds["redline"] = time.perf_counter() - start
    if failure:
        return Trial(pair, {"redline": failure}, seconds, (0, 0), 0, None, False, None)
    redline, found = redlines[0], {}
    for name, step in (
        ("judge", lambda: judge.differences(redline, old, new)),
        ("flaws", lambda: judge.flaws(redline)),
    ):
        start = time.perf_counter()
        found[name] = _attempt(step)
        seconds[name] = time.perf_counter() - start
    other, is_other_right = None, False
    if options.docxodus:
        start = time.perf_counter()
        by_other = run_docxodus(options.docxodus, old, new)
        seconds["Docxodus"] = time.perf_counter() - start
        other, is_other_right = word_counts.changed(by_other), not _attempt(judge.differences, by_other, old, new)
    fewest, changed = word_counts.fewest(old, new), word_counts.changed(redline)
    return Trial(pair, found, seconds, changed, fewest, other, is_other_right, (old, new, redline))


def run_docxodus(program: str, old: bytes, new: bytes) -> bytes:
    """Return the redline of Docxodus."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("old.docx", "new.docx", "redline.docx")]
        paths[0].write_bytes(old)
        paths[1].write_bytes(new)
        subprocess.run([program, *paths, f"--author={AUTHOR}"], check=True, capture_output=True, timeout=120)
        return paths[2].read_bytes()


def validate(contents: list[bytes]) -> list[list[str]]:
    """Return the errors that the Open XML SDK and openxml-audit find in each file."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "redline.docx"
        for content in contents:
            path.write_bytes(content)
            errors = [f"SDK: {each}" for each in test_npm_judges.sdk(path)["errors"]]
            errors += [f"audit: {each}" for each in OpenXmlValidator().validate(str(path)).errors]
            results.append(errors)
    return results


def judge_by_office(files: list[tuple[bytes, bytes, bytes]]) -> list[list[str]]:
    """Return what LibreOffice finds for each OLD, NEW and redline."""
    results = []
    for group in batched(files, _OFFICE_BATCH):
        with tempfile.TemporaryDirectory() as folder:
            resolved = office_judge.resolve_all([redline for _, _, redline in group], Path(folder))
        results += [
            office_judge.differences(each, old, new) for each, (old, new, _) in zip(resolved, group, strict=True)
        ]
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pandoc", action="store_true")
    parser.add_argument("--office", type=int, default=0, metavar="N", help="of so many pairs")
    parser.add_argument("--sdk", type=int, default=0, metavar="N", help="of so many pairs")
    parser.add_argument("--docxodus", default="", metavar="PATH")
    parser.add_argument("--naive", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.sdk and not test_npm_judges.TOOLS.is_dir():
        parser.error(f"{test_npm_judges.TOOLS} is missing: run `make judges`, or set WSISC_JUDGES")
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    kept = max(arguments.office, arguments.sdk)
    options = Options(arguments.naive, arguments.pandoc, arguments.docxodus)
    tasks = [
        (group, options._replace(keeps_files=group[0] < arguments.seed + kept)) for group in batched(seeds, _BATCH)
    ]
    trials: list[Trial] = []
    with multiprocessing.get_context("spawn").Pool(arguments.processes) as pool:
        for done in pool.imap(_try, tasks):
            trials += done
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{len(trials)} of {arguments.count}")
    with_files = [each for each in trials if each.files]
    for name, count, step in (
        ("LibreOffice", arguments.office, lambda chosen: judge_by_office([each.files for each in chosen])),
        ("validators", arguments.sdk, lambda chosen: validate([each.files[2] for each in chosen])),
    ):
        chosen = with_files[:count]
        for trial, result in zip(chosen, step(chosen) if chosen else [], strict=True):
            trial.found[name] = result
    sys.stdout.write("\n".join(report(trials)) + "\n")
    return int(any(lines for trial in trials for lines in trial.found.values()))


def _try(task: tuple[tuple[int, ...], Options]) -> list[Trial]:
    return try_seeds(*task)


def report(trials: list[Trial]) -> list[str]:
    """Return the lines of a report: what was found, then the figures."""
    lines = []
    for trial in trials:
        for name, found in trial.found.items():
            if found:
                edits = " ".join(trial.pair.edits[:8])
                lines.append(f"seed {trial.pair.seed} ({trial.pair.language}; {edits}): {name}")
                lines += [f"    {line[:240]}" for line in list(dict.fromkeys(found))[:_MAX_SHOWN]]
    lines.append(f"pairs: {len(trials)}")
    for name in dict.fromkeys(name for trial in trials for name in trial.found):
        tried = [trial.found[name] for trial in trials if name in trial.found]
        lines.append(f"{name}: {sum(map(bool, tried))} of {len(tried)} with something found")
    lines += _word_lines(trials)
    for name in dict.fromkeys(name for trial in trials for name in trial.seconds):
        values = sorted(trial.seconds[name] for trial in trials if name in trial.seconds)
        lines.append(
            f"seconds, {name}: median {values[len(values) // 2]:.3f}, most {values[-1]:.3f}, sum {sum(values):.0f}"
        )
    return lines


def _word_lines(trials: list[Trial]) -> list[str]:
    fewest = sum(trial.fewest for trial in trials)
    ours = sum(sum(trial.changed) for trial in trials)
    lines = [f"changed words: {ours}, fewest {fewest}, ratio {ours / max(fewest, 1):.3f}"]
    compared = [trial for trial in trials if trial.other_changed]
    if compared:
        other = sum(sum(trial.other_changed or ()) for trial in compared)
        least = sum(trial.fewest for trial in compared)
        more = [trial for trial in compared if sum(trial.changed) > sum(trial.other_changed or ())]
        right = [trial.pair.seed for trial in more if trial.is_other_right]
        lines.append(f"changed words of Docxodus: {other}, ratio {other / max(least, 1):.3f}")
        lines.append(f"Docxodus is right in {sum(trial.is_other_right for trial in compared)} of {len(compared)} pairs")
        lines.append(
            f"more words changed than by Docxodus in {len(more)} pairs; it is right in {len(right)}: {right[:40]}"
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())

"""Tests -> what each executes, where this process records; or a list of tests -> a run of these, in this order."""

import json
import os
from collections.abc import Iterator

import mutants_recorder as recorder
import pytest

seconds: dict[str, float] = {}
failed: set[str] = set()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Record what one test executes, where this process records."""
    if recorder.RECORD:
        recorder.seen.clear()
        recorder.MONITOR.restart_events()
    seconds[item.nodeid] = 0.0
    result = yield
    if recorder.RECORD and item.nodeid not in failed:
        lines = {name: f"{bits:x}" for name, bits in recorder.seen.items()}
        with open(f"{recorder.RECORD}/{os.getpid()}.tests", "a", encoding="utf-8") as file:
            file.write(json.dumps([item.nodeid, seconds[item.nodeid], lines]) + "\n")
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how long a test takes; one that fails or is skipped shows nothing."""
    seconds[report.nodeid] = seconds.get(report.nodeid, 0.0) + report.duration
    if report.outcome != "passed":
        failed.add(report.nodeid)
    if report.failed and "MUTANTS_KILLER" in os.environ:
        with open(os.environ["MUTANTS_KILLER"], "a", encoding="utf-8") as file:
            file.write(f"{report.nodeid}\n")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the requested tests, in the requested order.

    A change can rename a row of a test: where one is not found, all rows of that test are run.
    """
    if "MUTANTS_TESTS" in os.environ:
        with open(os.environ["MUTANTS_TESTS"], encoding="utf-8") as file:
            requested = file.read().split("\n")
        places = {name: place for place, name in enumerate(requested)}
        for lost in set(requested) - {each.nodeid for each in items}:
            places.setdefault(_function(lost), places[lost])
        found = ((places.get(each.nodeid, places.get(_function(each.nodeid))), each) for each in items)
        items[:] = [each for _, each in sorted((pair for pair in found if pair[0] is not None), key=_first)]


def _function(test: str) -> str:
    return f"{test.partition('[')[0]}["


def _first(pair: tuple[int | None, pytest.Item]) -> int:
    return pair[0] or 0

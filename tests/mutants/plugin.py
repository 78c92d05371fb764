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
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that are asked for, in the order in which they are."""
    if "MUTANTS_TESTS" in os.environ:
        with open(os.environ["MUTANTS_TESTS"], encoding="utf-8") as file:
            places = {name: place for place, name in enumerate(file.read().split("\n"))}
        items[:] = sorted((each for each in items if each.nodeid in places), key=lambda each: places[each.nodeid])

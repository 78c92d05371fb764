"""The tables of thresholds have the margins that were measured, and the measurement finds them."""

import sys
from types import ModuleType

import pytest

from benchmarks import thresholds
from benchmarks.thresholds import PACKAGES, Corpus, Door, Made, Package, Value

TABLE = ModuleType("a_table")


def decide(words):
    """Return whether words are many: by a comparison, and by a share."""
    return [words > TABLE.MOST, words < TABLE.SHARE * 10]


@pytest.fixture
def corpus(monkeypatch):
    monkeypatch.setitem(sys.modules, TABLE.__name__, TABLE)
    TABLE.MOST, TABLE.SHARE = 10, 0.5
    door = Door(__name__, "decide", lambda found: list(map(str, found)))
    calls = [Made(0, (words,), {}, f"{words} words") for words in (7, 12, 30, 3)]
    values = [Value("MOST", 10, ("", "")), Value("SHARE", 0.5, ("", ""))]
    corpus = Corpus(Package(TABLE.__name__, (), (door,)), calls, values)
    corpus.take(calls, [corpus.measure(at) for at in range(len(calls))])
    return corpus


@pytest.mark.parametrize(
    ("at", "step", "margin", "changed", "test"),
    [(0, -1, "7", 6, "7 words"), (0, 1, "11", 12, "12 words"), (1, -1, "0.31", 0.3, "3 words"), (1, 1, "0.7", 0.71, "7 words")],
)  # fmt: skip
def test_a_value_is_moved_until_an_outcome_changes(corpus, at, step, margin, changed, test):
    value = [Value("MOST", 10, ("", "")), Value("SHARE", 0.5, ("", ""))][at]
    found, change = corpus.find_change(value, step)
    assert (found, change.value, change.test) == (margin, changed, test)


@pytest.mark.parametrize("package", PACKAGES)
def test_each_threshold_that_was_measured_is_within_its_margin(package):
    table = __import__(PACKAGES[package].table, fromlist=["x"])
    for value in thresholds.read_values(table, ()):
        lowest, highest = value.documented
        assert lowest in ("any", "") or float(lowest) <= value.value, value
        assert highest in ("any", "") or float(highest) >= value.value, value
